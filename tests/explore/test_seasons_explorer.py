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


def test_the_run_begins_in_august_2018(seasons):
    reached, message = reply(seasons, year=2018, month="August", count=9)
    assert reached
    assert "August 2018: 37,524, and the highest earlier August had 37,048." in message
    found = [state for state in seasons.states() if seasons.goal.reached(state, seasons.at(state).result)[0]]
    assert {(state["year"], state["month"]) for state in found} == {(2018, "August")}
    assert {state["count"] for state in found} == {8, 9}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "You compare with fiscal years 2016 to 2018. The table has more"),
        ({"count": 9}, "May 2019 lies above the range, and so does the month before it. Go further back."),
        ({"count": 9, "month": "October"}, "The month before October stands in the fiscal year before."),
        ({"count": 9, "month": "July"}, "July 2019 comes after May 2019."),
        ({"count": 9, "year": 2020, "month": "October"}, "October 2019 comes after May 2019."),
        ({"count": 9, "year": 2018, "month": "July"}, "Too far back: between July 2018 and May 2019"),
    ],
)
def test_each_wrong_answer_leads_on(seasons, changes, words):
    reached, message = reply(seasons, **changes)
    assert not reached
    assert words in message


def test_the_sentence_of_the_start(seasons):
    sentence = at(seasons)[1].sentence
    for part in ("In May 2019", "132,856", "4.19 times the expected 31,732", "above every one of", "2016 to 2018"):
        assert part in sentence


def test_a_year_with_fewer_years_before_it_says_so(seasons):
    sentence = at(seasons, year=2012, month="October")[1].sentence
    assert "below every one of fiscal years 2010 to 2011 (the table has no more)" in sentence


def test_one_earlier_year_is_said_as_one(seasons):
    sentence = at(seasons, year=2012, count=1, month="October")[1].sentence
    assert "below that of fiscal year 2011." in sentence and "the count lay above it." in sentence


def test_the_pattern_starts_at_the_years_own_october(seasons):
    mean, pattern = (at(seasons, expectation=choice)[1].result.frame for choice in (MEAN, PATTERN))
    assert mean["expected"].tolist() == mean["mean"].tolist()
    assert pattern.loc["October", "expected"] == pattern.loc["October", "observed"]
    assert pattern.loc["March", "expected"] > mean.loc["March", "expected"]


def test_the_chart_shows_the_result_and_says_that_it_is_a_model(seasons):
    _state, view = at(seasons, year=2018, count=5)
    (axes,) = marks(seasons.chart.figure)["axes"]
    drawn = [line["y"] for line in axes["lines"]]
    assert pytest.approx(view.result.frame["observed"].tolist()) in drawn
    assert pytest.approx(view.result.frame["expected"].tolist()) in drawn
    assert "a model, not data" in view.picture.alt
    assert sum("a model" in text.get_text() for text in seasons.chart.figure.texts) == 2
    assert "not data" in seasons.printed().caption


def test_title_42_is_marked_in_2020_and_only_there(seasons):
    for year, marked in ((2020, True), (2019, False)):
        view = at(seasons, year=year)[1]
        assert ("Title 42" in view.picture.alt) is marked
        assert seasons.chart._note.get_visible() is marked


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
        if state["year"] == 2020:
            note = chart._note.get_window_extent(renderer)
            bars = max(bar.get_window_extent().y1 for bar in chart._ranges)
            assert note.y0 > bars
