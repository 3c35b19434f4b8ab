"""What was known when: on a small table by hand, and on the real one."""

import pandas as pd
import pytest

from twoborders.models.timeline import first_known, known_events
from twoborders.tables import load

pytestmark = pytest.mark.quick


@pytest.fixture
def events():
    rows = [
        ("a", "2019-05-27", "2019-05-31", "north", "trade"),
        ("b", "2019-05-30", "2019-05-30", "north", "law"),
        ("c", "2019-06-07", "2019-06-07", "south", "law"),
    ]
    table = pd.DataFrame(rows, columns=["event_id", "date", "known_on", "actor", "theme"])
    return table.assign(date=pd.to_datetime(table["date"]), known_on=pd.to_datetime(table["known_on"]))


def ids(frame):
    return frame["event_id"].tolist()


def test_all_is_no_filter(events):
    assert ids(known_events(events)) == ["a", "b", "c"]


def test_an_event_counts_from_the_day_it_could_be_known(events):
    assert ids(known_events(events, as_of="2019-05-29")) == []
    assert ids(known_events(events, as_of="2019-05-30")) == ["b"]
    assert ids(known_events(events, as_of="2019-05-31")) == ["a", "b"]


def test_filters_join(events):
    assert ids(known_events(events, actor="north", theme="law")) == ["b"]
    assert ids(known_events(events, actor="south", theme="trade")) == []


def test_events_come_in_the_order_of_their_dates(events):
    assert ids(known_events(events.iloc[::-1])) == ["a", "b", "c"]


def test_the_table_itself_stays_as_it_was(events):
    before = events.copy()
    known_events(events.iloc[::-1], actor="north", as_of="2019-05-30")
    pd.testing.assert_frame_equal(events, before)


@pytest.mark.parametrize(("column", "value"), [("actor", "nobody"), ("theme", "weather")])
def test_an_unknown_name_lists_the_names(events, column, value):
    with pytest.raises(ValueError, match=f'{column} "{value}".*There are: '):
        known_events(events, **{column: value})


@pytest.mark.parametrize("date", ["soon", "2019-02-30", [], pd.NaT])
def test_what_is_no_date_is_said(events, date):
    with pytest.raises(ValueError, match="as_of must be a date"):
        known_events(events, as_of=date)


def test_first_known(events):
    assert first_known(events, "north", "trade") == pd.Timestamp("2019-05-31")
    assert first_known(events, "south", "trade") is None


def test_the_real_table_agrees_with_the_loader():
    for day in ("2019-06-07", "2019-12-31"):
        assert sorted(ids(known_events(load("timeline"), as_of=day))) == sorted(load("timeline", as_of=day)["event_id"])
