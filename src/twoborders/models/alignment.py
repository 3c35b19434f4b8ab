"""Before and after a date, with a lag: how much a count rose, and how much of it the season would have given.

A comparison, not a cause: it takes any date and any lag, and in a series that rises nearly every date has more after
it than before it.
"""

from dataclasses import dataclass

import pandas as pd

from twoborders.models.windows import JUST_BEFORE, Comparison, compare


@dataclass(frozen=True)
class Aligned:
    """Two windows of months, before and from the month ``start`` on: of the ``counts``, and of what was ``expected``.

    In both the window is the time after, and the baseline the time before.
    """

    start: pd.Timestamp
    counts: Comparison
    expected: Comparison

    @property
    def months(self) -> int:
        """Months in each of the windows."""
        return self.counts.window.months

    @property
    def before(self) -> float:
        """Mean events a month before ``start``."""
        return self.counts.baseline.mean

    @property
    def after(self) -> float:
        """Mean events a month from ``start`` on."""
        return self.counts.window.mean

    @property
    def rise_pct(self) -> float:
        """Change of the count from before to after, per cent."""
        return self.counts.change_pct

    @property
    def season_pct(self) -> float:
        """Change of the expectation between the same months, per cent."""
        return self.expected.change_pct

    @property
    def beyond_pct(self) -> float:
        """Change of the count divided by the expectation, per cent: what the season does not give."""
        return (self.counts.ratio / self.expected.ratio - 1) * 100


def aligned(counts: pd.Series, expectation: pd.Series, date: pd.Timestamp, lag: int, window: int) -> Aligned:
    """Compare ``window`` months before with ``window`` months from the month of ``date`` plus ``lag`` months on.

    ``counts`` (events) and ``expectation`` have the first day of each month as index. With lag 0 the month of the
    date is the first month after, however late in it the date lies; with lag 1 it is the last month before.
    Raises ValueError for a window below 1 month, and for months that the series lacks.
    """
    start = pd.Timestamp(date).to_period("M").to_timestamp() + pd.DateOffset(months=lag)
    both = (compare(series, start, window, JUST_BEFORE) for series in (counts, expectation))
    return Aligned(start, *both)
