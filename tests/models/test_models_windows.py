"""The comparison of two windows: sums and means worked out by hand, and the months that are missing."""

import math

import pandas as pd
import pytest

from twoborders.models.windows import BASELINES, JUST_BEFORE, MONTH_BEFORE, YEAR_EARLIER, compare

pytestmark = pytest.mark.quick

# January 2013 to December 2014: 1, 2, ... 24.
SERIES = pd.Series(range(1, 25), index=pd.date_range("2013-01-01", periods=24, freq="MS"))


def test_as_many_months_just_before_by_hand():
    result = compare(SERIES, "2014-04", 3, JUST_BEFORE)
    assert (result.window.start, result.window.end) == (pd.Timestamp("2014-04-01"), pd.Timestamp("2014-06-01"))
    assert (result.baseline.start, result.baseline.end) == (pd.Timestamp("2014-01-01"), pd.Timestamp("2014-03-01"))
    assert (result.window.total, result.baseline.total) == (16 + 17 + 18, 13 + 14 + 15)
    assert (result.window.mean, result.baseline.mean) == (17, 14)
    assert result.ratio == 17 / 14
    assert result.change_pct == pytest.approx(300 / 14)


def test_a_year_earlier_takes_the_same_months():
    result = compare(SERIES, "2014-04", 3, YEAR_EARLIER)
    assert (result.baseline.start, result.baseline.end) == (pd.Timestamp("2013-04-01"), pd.Timestamp("2013-06-01"))
    assert result.baseline.total == 4 + 5 + 6
    assert result.change_pct == pytest.approx((17 - 5) / 5 * 100)


def test_one_month_is_compared_with_the_mean_of_several():
    result = compare(SERIES, "2014-04", 3, MONTH_BEFORE)
    assert (result.window.months, result.baseline.months) == (3, 1)
    assert result.baseline.start == result.baseline.end == pd.Timestamp("2014-03-01")
    # 17 a month against 15 a month, and not 51 against 15.
    assert result.ratio == 17 / 15


@pytest.mark.parametrize("months", [1, 4, 12])
@pytest.mark.parametrize("baseline", BASELINES)
def test_where_nothing_changes_no_baseline_shows_a_change(baseline, months):
    flat = pd.Series(7, index=SERIES.index)
    result = compare(flat, "2014-01", months, baseline)
    assert (result.ratio, result.change_pct) == (1, 0)


def test_with_one_month_two_baselines_are_the_same():
    assert compare(SERIES, "2014-01", 1, MONTH_BEFORE) == compare(SERIES, "2014-01", 1, JUST_BEFORE)


def test_with_twelve_months_two_other_baselines_are_the_same():
    assert compare(SERIES, "2014-01", 12, YEAR_EARLIER) == compare(SERIES, "2014-01", 12, JUST_BEFORE)


def test_a_day_within_a_month_means_the_month():
    assert compare(SERIES, "2014-04-07", 2, YEAR_EARLIER) == compare(SERIES, "2014-04", 2, YEAR_EARLIER)


def test_a_baseline_without_events_has_no_ratio():
    empty = SERIES.where(SERIES > 12, 0)
    result = compare(empty, "2014-01", 2, JUST_BEFORE)
    assert math.isnan(result.ratio)
    assert math.isnan(result.change_pct)


@pytest.mark.parametrize(
    ("start", "months", "baseline", "said"),
    [
        ("2014-11", 3, JUST_BEFORE, "2 of the 3 months from 2014-11 to 2015-01"),
        ("2013-02", 3, JUST_BEFORE, "1 of the 3 months from 2012-11 to 2013-01"),
        ("2013-12", 1, YEAR_EARLIER, "0 of the 1 months from 2012-12"),
        ("2014-04", 0, JUST_BEFORE, "months must be a whole number"),
        ("2014-04", 2.5, JUST_BEFORE, "months must be a whole number"),
        ("2014-04", True, JUST_BEFORE, "months must be a whole number"),
        ("2014-04", 3, "last year", "There are: the month before the window, as many months just before, the same"),
    ],
)
def test_what_cannot_be_compared_is_told(start, months, baseline, said):
    with pytest.raises(ValueError, match=said):
        compare(SERIES, start, months, baseline)
