"""Compare a window of months with a baseline: the same data give other changes with another baseline."""

import datetime
import math
from typing import NamedTuple

import pandas as pd

MONTH_BEFORE = "the month before the window"
JUST_BEFORE = "as many months just before"
YEAR_EARLIER = "the same months a year earlier"
BASELINES = (MONTH_BEFORE, JUST_BEFORE, YEAR_EARLIER)


class Span(NamedTuple):
    """Some months in a row: the first day of the first and of the last one, their number, and their events."""

    start: pd.Timestamp
    end: pd.Timestamp
    months: int
    total: float

    @property
    def mean(self) -> float:
        """Events a month."""
        return self.total / self.months


class Comparison(NamedTuple):
    """A window beside its baseline; both are compared by their means, events a month."""

    window: Span
    baseline: Span

    @property
    def ratio(self) -> float:
        """Mean of the window over mean of the baseline; not a number where the baseline has no events."""
        return self.window.mean / self.baseline.mean if self.baseline.total else math.nan

    @property
    def change_pct(self) -> float:
        """Change from the baseline to the window, per cent of the baseline."""
        return (self.ratio - 1) * 100


def compare(series: pd.Series, start: str | datetime.date, months: int, baseline: str) -> Comparison:
    """Compare the window of ``months`` months that begins with the month of ``start`` with one of BASELINES.

    ``series``: events, one value for each month, named by the first days of the months. Raises ValueError for an
    unknown baseline, for a number of months below 1, and where the series lacks a month that is needed.
    """
    if baseline not in BASELINES:
        raise ValueError(f'There is no baseline "{baseline}". There are: {", ".join(BASELINES)}.')
    if isinstance(months, bool) or months != int(months) or months < 1:
        raise ValueError(f"months must be a whole number, 1 or more; it is {months}.")
    months = int(months)
    first = pd.Timestamp(start).replace(day=1)
    back, length = {MONTH_BEFORE: (1, 1), JUST_BEFORE: (months, months), YEAR_EARLIER: (12, months)}[baseline]
    return Comparison(_span(series, first, months), _span(series, first - pd.DateOffset(months=back), length))


def _span(series: pd.Series, first: pd.Timestamp, months: int) -> Span:
    last = first + pd.DateOffset(months=months - 1)
    values = series.loc[first:last]
    if len(values) != months:
        raise ValueError(f"The series has {len(values)} of the {months} months from {first:%Y-%m} to {last:%Y-%m}.")
    return Span(first, last, months, values.sum())
