"""Before and after a date: the windows by hand, and what a rising series does to every date."""

import pandas as pd
import pytest

from twoborders.models.alignment import aligned

pytestmark = pytest.mark.quick

MONTHS = pd.date_range("2018-01-01", periods=12, freq="MS")
#: 10, 20, ... 120: January to December 2018.
COUNTS = pd.Series(range(10, 130, 10), index=MONTHS)
#: The season alone doubles the count in the second half of the year.
EXPECTED = pd.Series([50] * 6 + [100] * 6, index=MONTHS)


def at(date="2018-07-20", lag=0, window=2):
    return aligned(COUNTS, EXPECTED, pd.Timestamp(date), lag, window)


def test_two_windows_by_hand():
    result = at()
    assert (result.before, result.after) == (55, 75)
    assert (result.expected.baseline.mean, result.expected.window.mean) == (50, 100)
    assert result.rise_pct == pytest.approx((75 - 55) / 55 * 100)
    assert result.season_pct == pytest.approx(100)
    # 1.1 times the expectation before, 0.75 times after.
    assert result.beyond_pct == pytest.approx((0.75 / 1.1 - 1) * 100)


def test_the_month_of_the_date_is_the_first_after():
    assert at(date="2018-07-01", window=1) == at(date="2018-07-31", window=1)
    assert at(window=1).start == pd.Timestamp("2018-07-01")
    assert (at(window=1).before, at(window=1).after) == (60, 70)


def test_a_lag_moves_both_windows():
    assert at(lag=1) == at(date="2018-08-01")
    assert at(lag=-2) == at(date="2018-05-31")


def test_what_follows_the_season_does_not_rise_beyond_it():
    result = aligned(EXPECTED * 3, EXPECTED, pd.Timestamp("2018-07-01"), 0, 3)
    assert result.rise_pct == pytest.approx(100)
    assert result.beyond_pct == pytest.approx(0)


def test_in_a_rising_series_every_date_has_more_after_it():
    results = [aligned(COUNTS, EXPECTED, month, 0, 2) for month in MONTHS[2:-1]]
    assert all(result.rise_pct > 0 for result in results)


def test_months_that_are_lacking_are_told():
    with pytest.raises(ValueError, match="1 of the 3 months from 2018-12 to 2019-02"):
        at(date="2018-12-05", window=3)
    with pytest.raises(ValueError, match="1 of the 2 months from 2017-12 to 2018-01"):
        at(date="2018-02-05")
    with pytest.raises(ValueError, match="1 or more; it is 0"):
        at(window=0)
