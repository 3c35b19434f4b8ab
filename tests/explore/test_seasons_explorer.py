"""The explorer of seasons: the run that the goal asks for, its sentence and its picture."""

import itertools

import pytest
from positions import at, reply

from twoborders import explore
from twoborders.charts.marks import marks
from twoborders.explore.seasons_explorer import MEAN, PATTERN, named


@pytest.fixture(scope="module")
def seasons():
    return explore.seasons()


def test_the_calendar_year_of_a_month():
    assert named(2019, "October") == "October 2018"
    assert named(2019, "December") == "December 2018"
    assert named(2019, "January") == "January 2019"


def test_the_answer_is_the_first_nine_years_of_the_table(seasons):
    reached, message = reply(seasons, last=2008, count="9 years")
    assert reached
    assert "Fiscal years 2000 to 2008: the highest of these Mays had 166,296." in message
    assert "11 of the 12 months of fiscal year 2019 lie above the range; with these nine, 0 do, and 3 lie" in message
    found = [state for state in seasons.states() if seasons.goal.reached(state, seasons.at(state).result)[0]]
    assert {(state["last"], state["count"], state["month"]) for state in found} == {(2008, "9 years", "May")}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "You compare with fiscal years 2016 to 2018. Set How many years to 9 years."),
        ({"count": "9 years", "month": "March"}, "You look at March 2019. Set Month to May."),
        ({"count": "9 years"}, "the highest May of these years had 60,683. Go further back."),
        ({"count": "9 years", "last": 2009}, "range of fiscal years 2001 to 2009: the highest May of these years had"),
        ({"count": "9 years", "last": 2007}, "Too far back"),
        ({"count": "all years from 2000"}, "You compare with fiscal years 2000 to 2018."),
    ],
)
def test_each_wrong_answer_leads_on(seasons, changes, words):
    reached, message = reply(seasons, **changes)
    assert not reached
    assert words in message


def test_the_sentence_of_the_start(seasons):
    sentence = at(seasons)[1].sentence
    for part in (
        "In May 2019",
        "132,856",
        "4.19 times the expected 31,732",
        "above every one of fiscal years 2016 to 2018.",
        "The last May with more was that of 2000.",
        "11 lie above all of them and 0 below.",
    ):
        assert part in sentence
    assert "The last October with more was that of 2007." in at(seasons, month="October")[1].sentence


def test_fewer_years_than_asked_for_are_said(seasons):
    sentence = at(seasons, last=2005, count="9 years")[1].sentence
    assert "within the range of fiscal years 2000 to 2005 (the table has no more)" in sentence
    assert "no more" not in at(seasons, count="all years from 2000")[1].sentence


def test_one_earlier_year_is_said_as_one(seasons):
    sentence = at(seasons, last=2000, count="1 year")[1].sentence
    assert "below that of fiscal year 2000." in sentence and "0 lie above it and 12 below." in sentence


def test_the_pattern_starts_at_the_years_own_october(seasons):
    mean, pattern = (at(seasons, expectation=choice)[1].result.frame for choice in (MEAN, PATTERN))
    assert mean["expected"].tolist() == mean["mean"].tolist()
    assert pattern.loc["October", "expected"] == pattern.loc["October", "observed"]
    assert pattern.loc["March", "expected"] > mean.loc["March", "expected"]


def test_the_chart_shows_the_result_and_says_that_it_is_a_model(seasons):
    _state, view = at(seasons, last=2008, count="9 years")
    (axes,) = marks(seasons.chart.figure)["axes"]
    drawn = [line["y"] for line in axes["lines"]]
    assert pytest.approx(view.result.frame["observed"].tolist()) in drawn
    assert pytest.approx(view.result.frame["expected"].tolist()) in drawn
    assert "a model, not data" in view.picture.alt
    assert sum("a model" in text.get_text() for text in seasons.chart.figure.texts) == 2
    assert "not data" in seasons.printed().caption


def test_no_mark_lies_outside_and_no_text_on_another(seasons):
    chart = seasons.chart
    renderer = chart.figure.canvas.get_renderer()
    (axes,) = chart.figure.axes
    for state in itertools.islice(seasons.states(), 0, None, 37):
        seasons.at(state)
        frame = axes.get_window_extent()
        for line in axes.lines:
            points = axes.transData.transform(line.get_xydata())
            assert points[:, 1].max() <= frame.y1
        legend = axes.get_legend().get_window_extent(renderer)
        readout = chart._readout.get_window_extent(renderer)
        assert not legend.overlaps(readout)
        assert readout.x1 <= chart.figure.bbox.x1
