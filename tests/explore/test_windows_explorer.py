"""The explorer of lesson 03: its goal, what it says, and its picture."""

import pytest
from positions import at, reply

from twoborders import explore
from twoborders.charts.windows import TOP
from twoborders.models.windows import BASELINES, JUST_BEFORE, MONTH_BEFORE, YEAR_EARLIER
from twoborders.tables import load


@pytest.fixture(scope="module")
def windows():
    return explore.windows()


def test_the_series_is_that_of_the_table():
    table = load("us_apprehensions_month").set_index("month")["apprehensions"]
    _state, view = at(explore.windows(), start="2014-07", months=3)
    assert view.result.window.total == table.loc["2014-07":"2014-09"].sum() == 97_921
    assert view.result.baseline.total == table.loc["2014-04":"2014-06"].sum() == 170_047
    doubled = load("us_apprehensions_month").assign(apprehensions=lambda frame: frame["apprehensions"] * 2)
    assert explore.windows(doubled).at(_state).result.window.total == 2 * 97_921


def test_one_state_is_the_answer(windows):
    found = [state for state in windows.states() if windows.goal.reply(state, windows.at(state).result)[0]]
    assert found == [{"start": "2015-03", "months": 3, "baseline": JUST_BEFORE}]


def test_the_answer_holds_what_the_goal_says_and_what_its_reply_explains(windows):
    reached, message = reply(windows, start="2015-03")
    assert reached
    changes = {one: at(windows, start="2015-03", baseline=one)[1].result.change_pct for one in BASELINES}
    assert changes[JUST_BEFORE] >= 25 > changes[MONTH_BEFORE]
    assert changes[YEAR_EARLIER] <= -40
    assert f"a rise of {changes[JUST_BEFORE]:.1f} per cent" in message
    assert f"a fall of {-changes[YEAR_EARLIER]:.1f} per cent" in message
    table = load("us_apprehensions_month").set_index("month")["apprehensions"]
    springs = {year: table.loc[f"{year}-03" : f"{year}-05"].sum() for year in (2013, 2014, 2015, 2016)}
    winters = {year: table.loc[f"{year - 1}-12" : f"{year}-02"].sum() for year in springs}
    assert all(springs[year] > winters[year] for year in springs)
    assert max(springs, key=springs.get) == 2014
    assert springs[2015] < springs[2013]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"months": 4}, "Another control has moved: Length of the window."),
        ({"start": "2014-05"}, "before the plan did"),
        ({"start": "2014-07"}, "no baseline shows the rise"),
        ({"start": "2014-07", "baseline": YEAR_EARLIER}, "no baseline shows the rise"),
        ({"start": "2015-02"}, "no baseline shows the fall"),
        ({"start": "2015-06"}, "none so large a rise"),
        ({"start": "2015-03", "baseline": YEAR_EARLIER}, "Now choose the baseline"),
        ({"start": "2015-03", "baseline": MONTH_BEFORE}, "Now choose the baseline"),
    ],
)
def test_what_is_not_yet_the_answer_is_told_why(windows, changes, words):
    reached, message = reply(windows, **changes)
    assert not reached
    assert words in message


def test_the_sentence_gives_sums_means_ratio_and_per_cent(windows):
    sentence = at(windows)[1].sentence
    for part in ("July to September 2014", "97,921", "32,640 a month", "April to June 2014", "170,047", "56,682"):
        assert part in sentence
    assert sentence.endswith("Ratio 0.58: a fall of 42.4 per cent.")
    short = at(windows, start="2015-01", months=1, baseline=YEAR_EARLIER)[1].sentence
    assert "Window, January 2015: 21,514 apprehensions in one month. Baseline, January 2014: 28,668" in short
    same = at(windows, start="2015-05", baseline=MONTH_BEFORE)[1].sentence
    assert same.endswith("Ratio 1.00: a change of less than 0.1 per cent.")
    across = at(windows, start="2014-11", months=4)[1].sentence
    assert "November 2014 to February 2015" in across


def test_only_a_change_that_rounds_to_nothing_is_called_none(windows):
    said = {}
    for state in windows.states():
        view = windows.at(state)
        change = view.result.change_pct
        if abs(change) < 1:
            said[round(change, 3)] = view.sentence.rsplit(": ", 1)[1]
    assert len(said) > 3
    for change, words in said.items():
        kind = "rise" if change > 0 else "fall"
        none = "a change of less than 0.1 per cent."
        assert words == (none if abs(change) < 0.05 else f"a {kind} of {abs(change):.1f} per cent."), change


def test_the_rows_are_the_result(windows):
    view = at(windows, start="2014-12", months=5, baseline=YEAR_EARLIER)[1]
    table = load("us_apprehensions_month").set_index("month")["apprehensions"]
    assert [row["apprehensions"] for row in view.rows["months"]] == table.loc["2012-10":"2016-09"].tolist()
    shaded = {"window": ("2014-12", "2015-04"), "baseline": ("2013-12", "2014-04")}
    for part, (first, last) in shaded.items():
        rows = [row for row in view.rows["parts"] if row["part"] == part]
        assert [row["month"] for row in rows] == [f"{month:%Y-%m}" for month in table.loc[first:last].index]
        mean = round(table.loc[first:last].sum() / 5)
        assert {row["apprehensions"] for row in rows} == {mean}
        assert [row["apprehensions"] for row in view.rows["means"] if row["part"] == part] == [mean]
    assert "Shaded as window: December 2014 to April 2015" in view.alt
    assert "Shaded as baseline: December 2013 to April 2014" in view.alt


def test_the_picture_shows_the_goal(windows):
    """Two lines at 40 per cent less and 25 per cent more than the baseline: the bar of the window passes one."""
    for baseline, passes in ((YEAR_EARLIER, "below"), (JUST_BEFORE, "above"), (MONTH_BEFORE, "between")):
        rows = at(windows, start="2015-03", baseline=baseline)[1].rows
        before, window = (row["apprehensions"] for row in rows["means"])
        less, more = (row["apprehensions"] for row in rows["goal"])
        assert (less, more) == (pytest.approx(before * 0.6, abs=1), pytest.approx(before * 1.25, abs=1))
        assert ("below" if window <= less else "above" if window >= more else "between") == passes
    assert rows["means"][1]["label"].endswith(" %")
    assert at(windows)[1].rows["means"][1]["label"] == "32,640\n-42.4 %"
    assert rows["plan"] == [{"month": "2014-07", "label": "plan begins,\n7 July 2014"}]


def test_labels_stand_over_their_months_above_the_line_and_inside(windows):
    highest = max(row["apprehensions"] for row in at(windows)[1].rows["months"])
    places = {}
    for state in windows.states():
        rows = windows.at(state).rows
        assert max(row["apprehensions"] for row in rows["goal"]) < TOP
        baseline, window = rows["names"]
        assert highest < window["apprehensions"] < baseline["apprehensions"] < TOP
        for name, part in ((baseline, "baseline"), (window, "window")):
            months = [row["month"] for row in rows["parts"] if row["part"] == part]
            assert months[0] <= name["month"] <= months[-1]
            places.setdefault(name["side"], set()).add(name["month"])
    assert max(places["left"]) < min(places["center"]) <= max(places["center"]) < min(places["right"])
