"""The explorer of lesson 00: its goal, and what it shows of a day."""

import re

import pandas as pd
import pytest
from positions import at, reply

from twoborders import explore
from twoborders.charts.timeline import ACTORS
from twoborders.tables import load


@pytest.fixture(scope="module")
def timeline():
    return explore.timeline()


def test_the_goal_of_the_timeline_is_the_first_common_agreement(timeline):
    table = load("timeline")
    wanted = table[(table["actor"] == "both governments") & (table["theme"] == "agreements")]
    answers = {}
    for date in timeline.controls[2].values():
        answers[date] = reply(timeline, as_of=date, actor="both governments", theme="agreements")
    found = [date for date, (reached, _) in answers.items() if reached]
    assert found == [str(wanted["known_on"].min().date())] == ["2019-06-07"]
    assert all(message.startswith("Too early") for date, (_, message) in answers.items() if date < found[0])
    assert all(message.startswith("Too late") for date, (_, message) in answers.items() if date > found[0])
    assert reply(timeline, as_of=found[0], actor="Mexico")[1].startswith("First choose")


def test_the_timeline_shows_what_is_known_and_nothing_else(timeline):
    _state, view = at(timeline, as_of="2019-06-07")
    known = load("timeline", as_of="2019-06-07")
    assert sorted(row["event"] for row in view.rows["events"]) == sorted(known["event"])
    assert max(row["month"] for row in view.rows["events"]) == "2019-06"


def test_a_filter_leaves_one_actor_and_one_row(timeline):
    """The goal can be seen: no mark of both governments stands in the row of agreements, and then one does."""
    wanted = {"actor": "both governments", "theme": "agreements"}
    assert at(timeline, **wanted, as_of="2019-06-06")[1].rows["events"] == []
    rows = at(timeline, **wanted, as_of="2019-06-07")[1].rows
    (event,) = rows["events"]
    assert (event["month"], event["actor"]) == ("2019-06", "both governments")
    top, floor = next((row["top"], row["line"]) for row in rows["themes"] if row["theme"] == "agreements")
    assert top < event["line"] < floor
    assert rows["latest"][0]["text"].startswith("2019-06-07 Joint declaration")
    _state, view = at(timeline, **wanted, as_of="2019-06-30")
    assert view.sentence.startswith("On 2019-06-30 2 events are known, actor both governments, theme agreements.")


def test_a_step_is_a_day_in_the_weeks_of_the_tariff_and_else_the_end_of_a_month(timeline):
    days = timeline.controls[2].values()
    known = pd.to_datetime(load("timeline")["known_on"])
    near = {str(day.date()) for day in known if "2019-05-20" <= str(day.date()) <= "2019-06-10"}
    assert near <= set(days)
    assert all(pd.Timestamp(day).is_month_end for day in set(days) - near)
    assert pd.Timestamp(days[-1]) >= known.max()


def test_the_axis_ends_with_a_half_year_and_what_lies_ahead_is_not_known(timeline):
    months = at(timeline)[1].rows["months"]
    assert [months[0]["month"], months[-1]["month"], len(months)] == ["2018-03", "2019-06", 16]
    assert [row["month"] for row in months if not row["known"]] == ["2019-06"]
    assert at(timeline, as_of="2018-10-31")[1].rows["months"][-1]["month"] == "2019-06"
    assert at(timeline, as_of="2019-07-31")[1].rows["months"][-1]["month"] == "2019-12"


def test_the_latest_events_are_named_beside_the_picture(timeline):
    view = at(timeline)[1]
    latest = [" ".join(row["text"].split()) for row in view.rows["latest"]]
    assert latest[0] == "2019-05-30 Mexico's president hands the USMCA to the senate"
    assert len(latest) == 6 and [text[:10] for text in latest] == sorted((text[:10] for text in latest), reverse=True)
    assert at(timeline)[1].alt.endswith(
        "agreements 4, asylum 12, caravans and visas 23, enforcement 10, tariffs and trade 4."
    )


def test_sentences_for_none_and_one(timeline):
    none = at(timeline, actor="both governments", as_of="2018-03-31")[1].sentence
    assert none == "On 2018-03-31 no event is known, actor both governments."
    one = at(timeline, as_of="2018-03-31")[1].sentence
    assert re.match(r"On 2018-03-31 1 event is known\. The latest is of 2018-03-25: .+\.$", one)


def test_marks_do_not_lie_on_each_other_nor_on_another_theme(timeline):
    """A stack counts the events of a month: it has no gap, and no room of its own is left free in it."""
    for state in timeline.neighbours():
        rows = timeline.at(state).rows
        assert len({(row["month"], row["line"]) for row in rows["events"]}) == len(rows["events"])
    rows = at(timeline, as_of=timeline.controls[2].values()[-1])[1].rows
    assert len(rows["events"]) == len(load("timeline")) == 106
    caravans = next(row for row in rows["themes"] if row["theme"] == "caravans and visas")
    # Eight events of January 2019.
    stack = [row["line"] for row in rows["events"] if row["month"] == "2019-01"]
    assert sorted(line for line in stack if caravans["top"] < line < caravans["line"]) == [
        caravans["line"] - 0.5 - place for place in range(7, -1, -1)
    ]


def test_each_actor_has_a_colour_and_a_shape_of_its_own():
    assert {key.name for key in ACTORS} == set(load("timeline")["actor"])
    assert len({key.shape for key in ACTORS}) == len({(key.shape, key.colour) for key in ACTORS}) == 11


def test_another_table_may_be_given():
    table = load("timeline").head(10)
    small = explore.timeline(table)
    assert set(small.controls[0].values()) == {"all", *table["actor"]}
    assert isinstance(small.at(small.default).result, pd.DataFrame)
