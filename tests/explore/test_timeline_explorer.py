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


def test_each_actor_has_a_colour_and_a_marker_of_its_own(timeline):
    at(timeline, as_of=timeline.controls[2].values()[-1])
    markers = [line for line in timeline.chart.figure.axes[0].lines if line.get_linestyle() == "None"]
    assert {line.get_label(): len(line.get_xdata()) for line in markers} == {
        "both governments": 6,
        "Guatemala": 1,
        "Mexico": 24,
        "migrants": 16,
        "United States": 41,
        "US and Central America": 10,
    }
    assert len({line.get_color() for line in markers}) == len({line.get_marker() for line in markers}) == 6


def test_the_legend_is_one_row_inside_the_picture_and_hides_nothing(timeline):
    figure = timeline.chart.figure
    figure.canvas.draw()
    legend, title = figure.axes[0].get_legend().get_window_extent(), figure.texts[0].get_window_extent()
    assert len({round(text.get_window_extent().y0) for text in figure.axes[0].get_legend().get_texts()}) == 1
    assert legend.x0 >= 0 and legend.x1 <= figure.bbox.x1
    assert not legend.overlaps(title) and legend.y0 >= figure.axes[0].bbox.y1


def test_a_seventh_actor_is_refused_and_not_left_out():
    table = load("timeline")
    table.loc[0, "actor"] = "Belize"
    with pytest.raises(ValueError, match="zip"):
        explore.timeline(table)


def test_another_table_may_be_given():
    table = load("timeline").head(10)
    small = explore.timeline(table)
    assert set(small.controls[0].values()) == {"all", *table["actor"]}
    assert isinstance(small.at(small.default).result, pd.DataFrame)
