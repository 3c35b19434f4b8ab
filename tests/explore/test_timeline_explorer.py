"""The explorer of lesson 00: its goal, and what it shows of a day."""

import re

import pandas as pd
import pytest
from positions import at, reply

from twoborders import explore
from twoborders.charts.marks import marks
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
    (axes,) = marks(timeline.chart.figure)["axes"]
    shown = {date for group in axes["points"] for date in group["x"]}
    assert shown == {str(date.date()) for date in view.result["date"]}
    assert max(shown) == "2019-06-07"
    assert sum(len(group["x"]) for group in axes["points"]) == len(load("timeline", as_of="2019-06-07"))


def test_a_filter_leaves_one_actor_and_one_row(timeline):
    _state, view = at(timeline, actor="both governments", theme="agreements", as_of="2019-06-30")
    (axes,) = marks(timeline.chart.figure)["axes"]
    assert [group["label"] for group in axes["points"]] == ["both governments"]
    assert view.sentence.startswith("On 2019-06-30 2 events are known, actor both governments, theme agreements.")


def test_sentences_for_none_and_one(timeline):
    none = at(timeline, actor="both governments", as_of="2018-03-25")[1].sentence
    assert none == "On 2018-03-25 no event is known, actor both governments."
    one = at(timeline, as_of="2018-03-25")[1].sentence
    assert re.match(r"On 2018-03-25 1 event is known\. The latest is of 2018-03-25: .+\.$", one)


def test_events_do_not_lie_on_each_other(timeline):
    at(timeline, as_of=timeline.controls[2].values()[-1])
    chart = timeline.chart
    places = [
        tuple(place)
        for line in chart.figure.axes[0].lines
        if line.get_linestyle() == "None"
        for place in line.get_transform().transform(line.get_xydata())
    ]
    assert len(places) == len(load("timeline"))
    apart = [max(abs(a[0] - b[0]), abs(a[1] - b[1])) for i, a in enumerate(places) for b in places[i + 1 :]]
    assert min(apart) >= 5


def test_another_table_may_be_given():
    table = load("timeline").head(10)
    small = explore.timeline(table)
    assert set(small.controls[0].values()) == {"all", *table["actor"]}
    assert isinstance(small.at(small.default).result, pd.DataFrame)
