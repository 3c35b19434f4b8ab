"""The explorer of seasons: the run that the goal asks for, its sentence and its picture."""

import pytest
from positions import at, reply

from twoborders import explore
from twoborders.charts.seasons import TOP
from twoborders.explore.seasons_explorer import MEAN, PATTERN, named
from twoborders.tables import load


@pytest.fixture(scope="module")
def seasons():
    return explore.seasons()


def test_the_calendar_year_of_a_month():
    assert named("October") == "October 2018"
    assert named("December") == "December 2018"
    assert named("January") == "January 2019"
    assert named("October", 2007) == "October 2006"


def test_the_answer_is_the_first_nine_years_of_the_table(seasons):
    reached, message = reply(seasons, last=2008, count="9 years")
    assert reached
    assert "Fiscal years 2000 to 2008: the highest of these Mays had 166,296." in message
    assert "11 of the 12 months of fiscal year 2019 lie above the range; with these nine, 0 do, and 3 lie" in message
    found = [state for state in seasons.states() if seasons.goal.reply(state, seasons.at(state).result)[0]]
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
        "May 2019 had",
        "132,856",
        "4.19 times the expected 31,732",
        "above every one of fiscal years 2016 to 2018.",
        "The last May with more was that of 2000.",
        "11 lie above all of them, 0 below.",
    ):
        assert part in sentence
    assert "The last October with more was that of 2007." in at(seasons, month="October")[1].sentence


def test_fewer_years_than_asked_for_are_said(seasons):
    sentence = at(seasons, last=2005, count="9 years")[1].sentence
    assert "within the range of fiscal years 2000 to 2005 (the table has no more)" in sentence
    assert "no more" not in at(seasons, count="all years from 2000")[1].sentence


def test_one_earlier_year_is_said_as_one(seasons):
    sentence = at(seasons, last=2000, count="1 year")[1].sentence
    assert "below that of fiscal year 2000." in sentence and "0 lie above it, 12 below." in sentence


def test_the_pattern_starts_at_the_years_own_october(seasons):
    mean, pattern = (at(seasons, expectation=choice)[1].result.frame for choice in (MEAN, PATTERN))
    assert mean["expected"].tolist() == mean["mean"].tolist()
    assert pattern.loc["October", "expected"] == pattern.loc["October", "observed"]
    assert pattern.loc["March", "expected"] > mean.loc["March", "expected"]


def test_the_rows_are_those_of_the_table(seasons):
    view = at(seasons, last=2008, count="9 years")[1]
    table = load("us_apprehensions_month").set_index(["fiscal_year", "month"])["apprehensions"].sort_index()
    years = [list(table.loc[year]) for year in range(2000, 2009)]
    rows = view.rows["months"]
    assert [row["month"] for row in rows][:4] == ["Oct", "Nov", "Dec", "Jan"]
    assert [row["observed"] for row in rows] == list(table.loc[2019])
    assert [row["highest"] for row in rows] == [max(month) for month in zip(*years, strict=True)]
    assert [row["lowest"] for row in rows] == [min(month) for month in zip(*years, strict=True)]
    assert [row["expected"] for row in rows] == [round(sum(month) / 9) for month in zip(*years, strict=True)]


def test_the_picture_shows_the_goal(seasons):
    """May 2019 has a ring, above the range of the near years and within that of the early ones."""
    for changes, within in (({"count": "9 years"}, False), ({"count": "9 years", "last": 2008}, True)):
        rows = at(seasons, **changes)[1].rows
        (chosen,) = rows["chosen"]
        may = next(row for row in rows["months"] if row["month"] == chosen["month"] == "May")
        assert chosen["observed"] == may["observed"] == 132_856
        assert (may["lowest"] <= chosen["observed"] <= may["highest"]) is within
        assert chosen["label"] == f"May 2019: 132,856\nhighest: {may['highest']:,}"


def test_the_picture_says_that_it_is_a_model(seasons):
    assert "a model, not data" in at(seasons)[1].alt
    assert seasons.source.startswith("Expected: a model, not data.")
    assert "Months above the range of the years compared: none." in at(seasons, last=2008, count="9 years")[1].alt


def test_nothing_lies_above_the_axis_or_in_the_strip_of_its_words(seasons):
    drawn = [
        row[name]
        for state in seasons.states()
        for row in seasons.at(state).rows["months"]
        for name in ("observed", "expected", "highest")
    ]
    assert 200_000 < max(drawn) < TOP * 0.86
