"""The explorer of the fall: what it compares, its goal, its sentence and its picture."""

import itertools

import pandas as pd
import pytest
from positions import at, reply

from twoborders import explore
from twoborders.charts.fall import LAST, TOP
from twoborders.explore.fall_explorer import LENGTH, MONTHS
from twoborders.tables import load


@pytest.fixture(scope="module")
def fall():
    return explore.fall()


def test_no_window_reaches_into_the_series_with_title_42():
    table = load("us_apprehensions_month").set_index("month")
    last = pd.Timestamp(2019, 1, 1) + pd.DateOffset(months=len(MONTHS) - 1 + LENGTH.high)
    assert table.loc[:last, "includes_title42"].eq("no").all()
    assert table.loc[last + pd.DateOffset(months=1), "includes_title42"] == "yes"


def test_the_start_is_below_all_earlier_years(fall):
    sentence = at(fall)[1].sentence
    for part in ("From May to September", "-69.5 per cent in 2019", "of 2000 to 2018", "-57.4 (2014)", "+55.2 (2017)"):
        assert part in sentence
    assert sentence.endswith("2019 lies below the range of these 19 years.")
    reached, message = reply(fall)
    assert not reached
    assert "further than every earlier year" in message


@pytest.mark.parametrize(
    ("start", "length", "words"),
    [
        ("May", 1, "by 28.6 per cent in 2019, and further in 3 earlier years, most of all by 35.2 in 2006"),
        ("June", 1, "by 24.2 per cent in 2019, and by 29.6 in 2014"),
    ],
)
def test_a_window_in_which_another_year_fell_further_is_an_answer(fall, start, length, words):
    reached, message = reply(fall, start=start, length=length)
    assert reached
    assert words in message


def test_the_answer_counts_the_windows(fall):
    counts = load("us_apprehensions_month").set_index("month")["apprehensions"]
    fell = lowest = 0
    for start, length in itertools.product(range(1, 8), range(1, 8)):
        change = {}
        for year in range(2000, 2020):
            first = pd.Timestamp(year, start, 1)
            change[year] = counts[first + pd.DateOffset(months=length)] / counts[first] - 1
        fell += change[2019] < 0
        lowest += min(change, key=change.get) == 2019
    assert f"Of the 49 windows of these controls, {fell} show a fall in 2019, and {lowest} " in reply(fall, length=1)[1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"since": 2010, "length": 1}, "Another control has moved: Earlier years, from."),
        ({"start": "January"}, "did not fall in 2019"),
    ],
)
def test_what_is_no_answer_is_told_why(fall, changes, words):
    reached, message = reply(fall, **changes)
    assert not reached
    assert words in message


def test_a_window_over_the_turn_of_the_year_says_so(fall):
    assert "From July to February of the next year" in at(fall, start="July", length=7)[1].sentence
    assert "From June to December apprehensions" in at(fall, start="June", length=6)[1].sentence


def test_the_rows_of_the_picture_are_the_table_and_the_years_that_are_compared(fall):
    """The windows from May to August are computed here anew, from the table."""
    counts = load("us_apprehensions_month").set_index("month")["apprehensions"]
    view = at(fall, since=2015, length=3)[1]
    changed = {year: (counts[f"{year}-08-01"] / counts[f"{year}-05-01"] - 1) * 100 for year in range(2015, 2020)}
    assert {row["year"]: row["change"] for row in view.rows["ends"]} == {
        year: pytest.approx(changed[year], abs=0.06) for year in range(2015, 2019)
    }
    assert view.rows["end"][0]["change"] == pytest.approx(changed[2019], abs=0.06)
    earlier = [changed[year] for year in range(2015, 2019)]
    assert view.rows["range"] == [{"low": pytest.approx(min(earlier)), "high": pytest.approx(max(earlier))}]
    lines = {}
    for row in view.rows["ways"] + view.rows["way"]:
        lines.setdefault(row["year"], {})[row["month"]] = row["percent"]
    assert set(lines) == set(changed)
    for year, line in lines.items():
        first = counts[f"{year}-05-01"]
        assert line == {
            month: pytest.approx(counts[f"{year}-{month:02}-01"] / first * 100, abs=0.06) for month in range(5, 9)
        }
    assert "2014" not in view.alt


def test_the_picture_shows_the_goal(fall):
    """In the start 2019 lies below the band of the earlier years, and in an answer inside it."""
    below, inside = (at(fall, start=start, length=length)[1] for start, length in (("May", 4), ("June", 1)))
    assert below.rows["end"][0]["change"] < below.rows["range"][0]["low"]
    assert inside.rows["range"][0]["low"] < inside.rows["end"][0]["change"] < 0
    said = [row["said"] for row in below.rows["end"] + below.rows["named"]]
    assert said == ["-69.5", "2014: -57.4", "2017: +55.2"]


def test_no_line_leaves_the_axes(fall):
    for start, length in itertools.product(MONTHS, LENGTH.values()):
        rows = at(fall, start=start, length=length)[1].rows
        assert 0 < min(row["percent"] for row in rows["ways"]) <= max(row["percent"] for row in rows["ways"]) < TOP
        assert max(row["month"] for row in rows["way"]) <= LAST
