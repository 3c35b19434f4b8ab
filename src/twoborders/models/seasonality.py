"""What a month would be by the season alone: earlier fiscal years as the measure of a later one.

A model, not data: it takes for granted that a year repeats the years before it. Counts are events a month. Every
function reads a grid, which ``by_fiscal_year`` makes once of a table such as us_apprehensions_month.
"""

from collections.abc import Sequence

import pandas as pd

#: The months of a US fiscal year in their order. Fiscal year 2019 begins in October 2018.
MONTHS = (
    "October",
    "November",
    "December",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
)


def by_fiscal_year(frame: pd.DataFrame, value: str = "apprehensions") -> pd.DataFrame:
    """The grid: one row per month from October to September, one column per fiscal year, events in the cells.

    ``frame`` has the columns ``month`` (first day of the month), ``fiscal_year`` and ``value``; a month without a
    row becomes a missing value. Raises ValueError where a month has more than one row.
    """
    names = frame["month"].dt.month_name()
    twice = pd.DataFrame({"year": frame["fiscal_year"], "month": names}).duplicated()
    if twice.any():
        raise ValueError("A month has more than one row: add up or choose before you make the grid.")
    grid = frame.assign(month=names).pivot(index="month", columns="fiscal_year", values=value)
    return grid.reindex(list(MONTHS)).rename_axis(columns="fiscal_year")


def earlier_years(grid: pd.DataFrame, year: int, count: int) -> list[int]:
    """The ``count`` fiscal years before ``year``, in order; all there are where the grid has fewer.

    Raises ValueError where the grid has no earlier year, or ``count`` is below 1.
    """
    if count < 1:
        raise ValueError(f"count must be at least 1 year; it is {count}.")
    before = [column for column in _years(grid) if column < year]
    if not before:
        raise ValueError(f"The grid has no fiscal year before {year}.")
    return before[-count:]


def expected(grid: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    """What the chosen fiscal years say of each month: ``mean``, ``lowest`` and ``highest`` (events), ``share_pct``.

    ``share_pct`` is the mean of the month's share in its year, per cent: each year counts the same, however large.
    Raises ValueError for a year that the grid lacks, that lacks a month, or for no years at all.
    """
    chosen = _chosen(grid, years)
    shares = chosen / chosen.sum() * 100
    return pd.DataFrame(
        {
            "mean": chosen.mean(axis="columns"),
            "lowest": chosen.min(axis="columns"),
            "highest": chosen.max(axis="columns"),
            "share_pct": shares.mean(axis="columns"),
        }
    )


def projected(grid: pd.DataFrame, year: int, years: Sequence[int], start: str = "October") -> pd.Series:
    """Events in each month if ``year`` had followed the pattern of ``years`` from its own month ``start`` on.

    The count of ``start`` is scaled by the months' shares. Months before ``start`` are scaled too.
    """
    shares = expected(grid, years)["share_pct"]
    counts: pd.Series = shares / shares[_month(start)] * _column(grid, year)[start]
    return counts.rename("projected")


def compared(grid: pd.DataFrame, year: int, years: Sequence[int]) -> pd.DataFrame:
    """A fiscal year beside what ``years`` say: the columns of :func:`expected`, ``observed`` and ``place``.

    ``place`` is "above" where the month is higher than in every one of ``years``, "below" where it is lower than in
    every one, else "within"; the ends of the range are within.
    """
    frame = expected(grid, years)
    observed = _column(grid, year)
    frame["observed"] = observed
    frame["place"] = "within"
    frame.loc[observed > frame["highest"], "place"] = "above"
    frame.loc[observed < frame["lowest"], "place"] = "below"
    return frame


def last_higher(grid: pd.DataFrame, year: int, month: str) -> int | None:
    """The last fiscal year before ``year`` in which the same month had more events; None where none of the grid had."""
    observed = _column(grid, year)[_month(month)]
    higher = [other for other in _years(grid) if other < year and grid.loc[month, other] > observed]
    return higher[-1] if higher else None


def _years(grid: pd.DataFrame) -> list[int]:
    """The fiscal years of a grid, in order."""
    return sorted(int(year) for year in grid.columns)


def _month(name: str) -> str:
    if name not in MONTHS:
        raise ValueError(f'"{name}" is no month. The months are: {", ".join(MONTHS)}.')
    return name


def _column(grid: pd.DataFrame, year: int) -> pd.Series:
    if year not in grid.columns:
        raise ValueError(f"The grid has no fiscal year {year}. It has {min(grid.columns)} to {max(grid.columns)}.")
    return grid[year]


def _chosen(grid: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    years = list(years)
    if not years:
        raise ValueError("Choose at least one fiscal year.")
    for year in years:
        if _column(grid, year).isna().any():
            raise ValueError(f"Fiscal year {year} lacks a month.")
    return grid[years]
