"""The seasonal expectation: its arithmetic by hand, the figures of the audit, and what it refuses."""

import pandas as pd
import pytest

from twoborders.models import seasonality
from twoborders.tables import load

pytestmark = pytest.mark.quick

#: Two years: in the first each month has 100, in the second the months rise from 10 to 120.
FLAT, RISING = [100] * 12, [10 * number for number in range(1, 13)]


def table(**years):
    """A table in the form of us_apprehensions_month: fy2011=[12 counts from October on]."""
    rows = []
    for name, counts in years.items():
        year = int(name.removeprefix("fy"))
        for place, count in enumerate(counts):
            start = pd.Timestamp(year - 1, 10, 1) + pd.DateOffset(months=place)
            rows.append({"month": start, "fiscal_year": year, "apprehensions": count})
    return pd.DataFrame(rows)


@pytest.fixture
def grid():
    return seasonality.by_fiscal_year(table(fy2011=FLAT, fy2012=RISING))


@pytest.fixture(scope="module")
def real():
    return seasonality.by_fiscal_year(load("us_apprehensions_month"))


def test_a_grid_runs_from_october_to_september(grid):
    assert grid.index.tolist() == list(seasonality.MONTHS)
    assert grid.columns.tolist() == [2011, 2012]
    assert (grid.loc["October", 2012], grid.loc["September", 2012]) == (10, 120)


def test_the_order_of_the_rows_does_not_matter(grid):
    shuffled = table(fy2012=RISING, fy2011=FLAT).sample(frac=1, random_state=5)
    pd.testing.assert_frame_equal(seasonality.by_fiscal_year(shuffled), grid)


def test_two_rows_of_one_month_are_refused():
    frame = table(fy2011=FLAT)
    with pytest.raises(ValueError, match="more than one row"):
        seasonality.by_fiscal_year(pd.concat([frame, frame.head(1)]))


def test_earlier_years_are_the_nearest_ones(real):
    assert seasonality.earlier_years(real, 2019, 3) == [2016, 2017, 2018]
    assert seasonality.earlier_years(real, 2002, 9) == [2000, 2001]
    with pytest.raises(ValueError, match="no fiscal year before 2000"):
        seasonality.earlier_years(real, 2000, 1)
    with pytest.raises(ValueError, match="at least 1 year"):
        seasonality.earlier_years(real, 2019, 0)


def test_the_expectation_by_hand(grid):
    frame = seasonality.expected(grid, [2011, 2012])
    assert frame.loc["October", ["mean", "lowest", "highest"]].tolist() == [55, 10, 100]
    assert frame.loc["September", ["mean", "lowest", "highest"]].tolist() == [110, 100, 120]
    # The second year has 780 in all: 10 of 780 and 100 of 1,200, each year with the same weight.
    assert frame.loc["October", "share_pct"] == pytest.approx((10 / 780 + 100 / 1200) / 2 * 100)
    assert frame["share_pct"].sum() == pytest.approx(100)


def test_a_projection_keeps_the_count_of_its_start(grid):
    by_flat = seasonality.projected(grid, 2012, [2011])
    assert by_flat.tolist() == pytest.approx([10] * 12)
    by_rising = seasonality.projected(grid, 2011, [2012], start="March")
    assert by_rising["March"] == 100
    assert by_rising["September"] == pytest.approx(100 * 120 / 60)
    assert by_rising["October"] == pytest.approx(100 * 10 / 60)


def test_the_ends_of_the_range_are_within():
    three = table(fy2011=FLAT, fy2012=RISING, fy2013=[9, 10, 100, 101] + [100] * 6 + [110, 121])
    frame = seasonality.compared(seasonality.by_fiscal_year(three), 2013, [2011, 2012])
    assert frame["place"].tolist() == ["below", "below", "within", "above", *["within"] * 7, "above"]
    assert frame.loc["October", ["observed", "lowest", "highest"]].tolist() == [9, 10, 100]


def places(real, first, last):
    """How many months of fiscal year 2019 lie above, within and below the range of these years."""
    found = seasonality.compared(real, 2019, range(first, last + 1))["place"].value_counts()
    return tuple(int(found.get(place, 0)) for place in ("above", "within", "below"))


def test_the_place_of_2019_hangs_on_the_years_compared(real):
    assert places(real, 2010, 2018) == (11, 1, 0)
    assert places(real, 2000, 2008) == (0, 9, 3)
    assert places(real, 2000, 2018) == (0, 12, 0)


def test_the_last_higher_month_by_hand(grid):
    """The first year has 100 in each month; the second passes it in its tenth, July."""
    names = list(seasonality.MONTHS)
    assert [seasonality.last_higher(grid, 2012, name) for name in names] == [2011] * 9 + [None] * 3
    assert seasonality.last_higher(grid, 2011, "September") is None
    with pytest.raises(ValueError, match='"Mai" is no month'):
        seasonality.last_higher(grid, 2012, "Mai")


def test_may_2019_was_the_highest_may_since_2000_and_the_highest_month_since_march_2006(real):
    assert seasonality.last_higher(real, 2019, "May") == 2000
    # Eight Octobers had more, the last of them that of 2007.
    assert seasonality.last_higher(real, 2019, "October") == 2008
    months = load("us_apprehensions_month").set_index("month")["apprehensions"]
    higher = months[(months > months["2019-05-01"]) & (months.index < "2019-05-01")]
    assert f"{higher.index[-1]:%Y-%m}" == "2006-03"
    assert len(higher) == 13
    assert (months["2000-03-01"], months["2000-05-01"]) == (220_063, 166_296)


def test_the_season_is_one_of_its_decade(real):
    """From May to September the count fell in each of the first ten years, and in seventeen of nineteen up to 2018."""
    change = ((real.loc["September"] / real.loc["May"] - 1) * 100).round(1)
    assert (change[2003], change[2001]) == (change.loc[2000:2009].max(), change.loc[2000:2009].min()) == (-18.6, -51.8)
    assert change.loc[2000:2018][change > 0].index.tolist() == [2017, 2018]
    assert change[2019] == change.loc[2000:2019].min() == -69.5


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda grid: seasonality.expected(grid, []), "at least one"),
        (lambda grid: seasonality.expected(grid, [2009]), "no fiscal year 2009. It has 2011 to 2012"),
        (lambda grid: seasonality.projected(grid, 2012, [2011], start="Mai"), '"Mai" is no month'),
    ],
)
def test_what_it_cannot_do_is_said(grid, call, words):
    with pytest.raises(ValueError, match=words):
        call(grid)


def test_a_year_that_is_not_over_gives_no_expectation():
    short = seasonality.by_fiscal_year(table(fy2011=FLAT, fy2012=RISING[:8]))
    assert short[2012].isna().sum() == 4
    with pytest.raises(ValueError, match="2012 lacks a month"):
        seasonality.expected(short, [2011, 2012])
    # It can be compared with others all the same; a missing month lies within.
    assert seasonality.compared(short, 2012, [2011])["observed"].isna().sum() == 4
