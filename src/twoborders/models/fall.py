"""How far a monthly count had changed after so many months, in each of several years.

The window begins in the same month of each year, and may go on into the next year. Counts are events a month. For a
whole fiscal year beside earlier ones see ``seasonality``.
"""

from collections.abc import Iterable

import pandas as pd


def paths(counts: pd.Series, start: int, length: int, years: Iterable[int]) -> pd.DataFrame:
    """The counts of each window as per cent of its first month: one row per month, one column per year.

    ``counts``: events by first day of the month; ``start``: month of the year, 1 to 12; ``length``: months from the
    first to the last month of the window; ``years``: the years in which the windows begin. Rows are numbered from
    ``start`` on, so that 13 is January of the next year; the first row is 100 everywhere.

    Raises ValueError for a start or length that is out of range, and for a window with a month that is not counted.
    """
    if not 1 <= start <= 12:
        raise ValueError(f"start must be a month from 1 to 12; it is {start}.")
    if length < 1:
        raise ValueError(f"length must be at least 1 month; it is {length}.")
    columns = {}
    counted = pd.DatetimeIndex(counts.index)
    for year in years:
        days = pd.date_range(f"{year}-{start:02}-01", periods=length + 1, freq="MS")
        missing = days.difference(counted)
        if len(missing):
            raise ValueError(f"The window of {year} needs {missing[0]:%B %Y}, which is not counted.")
        window = counts[days].to_numpy(dtype=float)
        columns[year] = window / window[0] * 100
    return pd.DataFrame(columns, index=range(start, start + length + 1)).rename_axis(index="month", columns="year")


def changes(windows: pd.DataFrame) -> pd.Series:
    """The change from the first to the last month of each window of :func:`paths`, per cent, by year."""
    return (windows.iloc[-1] - 100).rename("change_pct")


def place(changed: pd.Series, year: int) -> str:
    """Where ``year`` lies beside all other years: "below" every one, "above" every one, else "within".

    A year that equals the lowest or the highest of the others is within. Raises ValueError without other years.
    """
    others = changed.drop(year)
    if others.empty:
        raise ValueError(f"There is no year to compare {year} with.")
    if changed[year] < others.min():
        return "below"
    return "above" if changed[year] > others.max() else "within"
