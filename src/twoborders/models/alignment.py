"""Before and after a date, with a lag: how much a count rose, and how much of it the season would have given.

A comparison, not a cause: it takes any date and any lag, and in a series that rises nearly every date has more after
it than before it.
"""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Aligned:
    """Two windows of months around the month ``start``, the first of the window after.

    ``before``, ``after``: mean events a month. ``expected_before``, ``expected_after``: the same of the expectation.
    """

    start: pd.Timestamp
    window: int
    before: float
    after: float
    expected_before: float
    expected_after: float

    @property
    def rise_pct(self) -> float:
        """Change of the count from before to after, per cent."""
        return (self.after / self.before - 1) * 100

    @property
    def season_pct(self) -> float:
        """Change of the expectation between the same months, per cent."""
        return (self.expected_after / self.expected_before - 1) * 100

    @property
    def beyond_pct(self) -> float:
        """Change of the count divided by the expectation, per cent: what the season does not give."""
        return (self.after / self.expected_after / (self.before / self.expected_before) - 1) * 100


def aligned(counts: pd.Series, expectation: pd.Series, date: pd.Timestamp, lag: int, window: int) -> Aligned:
    """Compare ``window`` months before with ``window`` months from the month of ``date`` plus ``lag`` months on.

    ``counts`` (events) and ``expectation`` have the first day of each month as index. With lag 0 the month of the
    date is the first month after, however late in it the date lies; with lag 1 it is the last month before.
    Raises ValueError for a window below 1 month, and for months that the series lacks.
    """
    if window < 1:
        raise ValueError(f"window must be at least 1 month; it is {window}.")
    start = pd.Timestamp(date).to_period("M").to_timestamp() + pd.DateOffset(months=lag)
    months = [start + pd.DateOffset(months=step) for step in range(-window, window)]
    lacking = [f"{month:%Y-%m}" for month in months if month not in counts.index or month not in expectation.index]
    if lacking:
        raise ValueError(f"The series has no month {', '.join(lacking)}.")
    before, after = months[:window], months[window:]
    return Aligned(
        start,
        window,
        float(counts[before].mean()),
        float(counts[after].mean()),
        float(expectation[before].mean()),
        float(expectation[after].mean()),
    )
