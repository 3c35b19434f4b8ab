"""Windows of several years side by side: by hand, over the turn of a year, and what is not counted."""

import pandas as pd
import pytest

from twoborders.models.fall import changes, paths, place
from twoborders.tables import load

pytestmark = pytest.mark.quick


@pytest.fixture
def counts():
    """Two years and two months: 100, 110, ... in the first year, half of it in the second."""
    days = pd.date_range("2017-01-01", periods=26, freq="MS")
    first = [100 + 10 * month for month in range(12)]
    return pd.Series([*first, *(value / 2 for value in first), 40, 30], index=days)


def test_a_window_by_hand(counts):
    windows = paths(counts, 1, 2, [2017, 2018])
    assert windows.index.tolist() == [1, 2, 3]
    assert windows[2017].tolist() == pytest.approx([100, 110, 120])
    assert windows[2018].tolist() == pytest.approx([100, 110, 120])
    assert changes(windows).to_dict() == pytest.approx({2017: 20, 2018: 20})


def test_a_window_goes_on_into_the_next_year(counts):
    windows = paths(counts, 12, 2, [2017, 2018])
    assert windows.index.tolist() == [12, 13, 14]
    assert windows[2017].tolist() == pytest.approx([100, 50 / 210 * 100, 55 / 210 * 100])
    assert windows[2018].tolist() == pytest.approx([100, 40 / 105 * 100, 30 / 105 * 100])


def test_the_figures_of_the_table():
    counts = load("us_apprehensions_month").set_index("month")["apprehensions"]
    changed = changes(paths(counts, 5, 4, range(2010, 2020)))
    assert changed.round(1).loc[[2010, 2014, 2017, 2019]].tolist() == [-51.5, -57.4, 55.2, -69.5]
    assert changed[2019] == pytest.approx((40_507 - 132_856) / 132_856 * 100)
    assert place(changed, 2019) == "below"


def test_the_years_before_2010():
    """By hand from the agency's paper: the count of September over that of May."""
    counts = load("us_apprehensions_month").set_index("month")["apprehensions"]
    changed = changes(paths(counts, 5, 4, range(2000, 2020)))
    assert changed[2000] == pytest.approx((97_744 - 166_296) / 166_296 * 100)
    assert changed[2001] == pytest.approx((59_276 - 122_927) / 122_927 * 100)
    assert (changed.loc[2000:2009].round(1).min(), changed.loc[2000:2009].round(1).max()) == (-51.8, -18.6)
    assert (changed.loc[2000:2018] < 0).sum() == 17
    assert place(changed, 2019) == "below"


@pytest.mark.parametrize(
    ("values", "wanted"),
    [([-5, 5, 0], "within"), ([-5, 5, -6], "below"), ([-5, 5, 6], "above"), ([-5, 5, -5], "within")],
)
def test_the_place_of_the_last_year(values, wanted):
    assert place(pd.Series(values, index=[2017, 2018, 2019]), 2019) == wanted


def test_a_year_alone_has_no_place():
    with pytest.raises(ValueError, match="no year to compare 2019 with"):
        place(pd.Series([1.0], index=[2019]), 2019)


@pytest.mark.parametrize(
    ("start", "length", "years", "words"),
    [
        (0, 2, [2017], "start must be a month from 1 to 12"),
        (13, 2, [2017], "start must be a month from 1 to 12"),
        (5, 0, [2017], "length must be at least 1 month"),
        (12, 3, [2018], "2018 needs March 2019, which is not counted"),
        (1, 1, [2016], "2016 needs January 2016, which is not counted"),
    ],
)
def test_an_error_says_what_is_wrong(counts, start, length, years, words):
    with pytest.raises(ValueError, match=words):
        paths(counts, start, length, years)
