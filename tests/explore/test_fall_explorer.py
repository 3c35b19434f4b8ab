"""The explorer of the fall: what it compares, its goal, its sentence and its picture."""

import itertools

import pandas as pd
import pytest
from positions import at, reply

from twoborders import explore
from twoborders.charts.marks import marks
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
    [({"since": 2010, "length": 1}, "back to 2000"), ({"start": "January"}, "did not fall in 2019")],
)
def test_what_is_no_answer_is_told_why(fall, changes, words):
    reached, message = reply(fall, **changes)
    assert not reached
    assert words in message


def test_a_window_over_the_turn_of_the_year_says_so(fall):
    assert "From July to February of the next year" in at(fall, start="July", length=7)[1].sentence
    assert "From June to December apprehensions" in at(fall, start="June", length=6)[1].sentence


def test_the_chart_shows_the_result_and_the_years_that_are_compared(fall):
    _state, view = at(fall, since=2015, length=3)
    ways, ends = fall.chart.figure.axes
    shown = [line for line in ways.lines if line.get_visible() and len(line.get_xdata()) == 4]
    assert len(shown) == 5
    points, point = ends.lines[1:]
    assert list(points.get_xdata()) == [2015, 2016, 2017, 2018]
    assert list(points.get_ydata()) == pytest.approx((view.result.iloc[-1] - 100).loc[2015:2018].tolist())
    assert point.get_ydata()[0] == pytest.approx(view.result[2019].iloc[-1] - 100)
    (band,) = ends.patches
    assert band.get_y() == pytest.approx(min(points.get_ydata()))
    assert band.get_y() + band.get_height() == pytest.approx(max(points.get_ydata()))
    assert "2014" not in view.picture.alt
    assert marks(fall.chart.figure)["axes"]


def test_the_axes_move_at_two_heights_only_so_that_few_key_presses_draw_all_type_anew(fall):
    limits = set()
    for start, length in itertools.product(MONTHS, LENGTH.values()):
        at(fall, start=start, length=length)
        limits.add(tuple(axes.get_ylim() for axes in fall.chart.figure.axes))
    assert len(limits) == 2


def test_no_point_and_no_name_lies_outside_or_on_another(fall):
    chart = fall.chart
    renderer = chart.figure.canvas.get_renderer()
    ways, ends = chart.figure.axes
    for state in itertools.islice(fall.states(), 0, None, 5):
        fall.at(state)
        said = ends.texts[0].get_window_extent(renderer)
        assert said.x1 <= ends.get_window_extent().x1
        points = [point for line in ends.lines[1:] for point in ends.transData.transform(line.get_xydata())]
        assert not any(said.contains(*point) for point in points), state
        assert all(ends.get_window_extent().contains(*point) for point in points), state
        assert ways.texts[0].get_window_extent(renderer).x1 <= chart.figure.bbox.x1
