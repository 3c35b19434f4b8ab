"""A count by month with two windows around a date; each update moves the same bands, means and labels."""

from collections.abc import Sequence
from typing import Protocol

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, date2num
from matplotlib.patches import Rectangle

from twoborders.charts import style
from twoborders.charts.live import LiveFigure
from twoborders.charts.picture import say
from twoborders.models.alignment import Aligned

TITLE = "Before and after a date: a comparison, not a cause"
#: Higher than all counts, with room for the names of the windows.
TOP = 160_000
HEIGHT = 410
#: A month is drawn in its middle, so many days after its first.
MIDDLE = 14.5


class Compared(Protocol):
    """What is drawn: the comparison, the day of the event, and the expected line (events a month), if there is one."""

    @property
    def aligned(self) -> Aligned: ...

    @property
    def date(self) -> pd.Timestamp: ...

    @property
    def expectation(self) -> Sequence[float]: ...

    @property
    def seasonal(self) -> bool: ...


class AlignmentChart:
    """Draws the result of the alignment model over ``counts``, events by month (index: first day of the month)."""

    def __init__(self, counts: pd.Series):
        figure, (axes,) = style.bare_figure(
            TITLE,
            "Tables us_apprehensions_month, timeline. Events, not persons. The expected line is a model, not data.",
            height=HEIGHT,
            margins=(80, 20, 84, 80),
        )
        self._days = date2num(counts.index) + MIDDLE
        blue, orange = style.COLOURS[:2]
        axes.set_xlim(self._days[0] - 20, self._days[-1] + 20)
        axes.set_ylim(0, TOP)
        axes.yaxis.set_major_formatter("{x:,.0f}")
        axes.set_xlabel("calendar month")
        ticks = [month for month in counts.index if month.month in (1, 4, 7, 10)]
        axes.set_xticks(date2num(ticks) + MIDDLE)
        axes.xaxis.set_major_formatter(DateFormatter("%b\n%Y"))
        self._bands = [
            _band(axes, "#f0f0f0", "#c4c4c4", "//", "before"),
            _band(axes, "#e3f3ee", "#8fd0bb", "\\\\", "after"),
        ]
        (self._observed,) = axes.plot(
            self._days, counts.tolist(), color=blue, linewidth=2, marker="o", markersize=4.5, label="observed"
        )
        (self._expected,) = axes.plot(
            self._days,
            [0.0] * len(counts),
            color=orange,
            linewidth=2,
            linestyle="--",
            marker="s",
            markersize=3.5,
            label="expected",
        )
        self._means = [axes.plot([0, 1], [0, 0], color=style.INK, linewidth=3)[0] for _ in range(2)]
        # The names end and begin where the windows meet, above all counts.
        self._labels = [
            axes.text(0, TOP * 0.98, "", ha=side, va="top", fontsize=style.TEXT_POINTS, color=style.INK)
            for side in ("right", "left")
        ]
        for label in self._labels:
            label.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1.0})
        (self._date,) = axes.plot(
            [0, 0], [0, 1], transform=axes.get_xaxis_transform(), color=style.INK, linewidth=1.6, linestyle=":"
        )
        self._date.set_label("date of the event")
        self._readout = figure.text(0.012, 1 - 32 / HEIGHT, "", va="top", fontsize=style.TEXT_POINTS, color=style.INK)
        style.legend_above(axes, 5)
        moving = (
            *self._bands,
            self._expected,
            self._observed,
            self._date,
            *self._means,
            *self._labels,
            self._readout,
        )
        self._axes, self.figure = axes, figure
        self.png = LiveFigure(figure, moving).png

    def update(self, result: Compared, state: dict) -> str:
        """Move the windows to ``result``; returns the text alternative."""
        found = result.aligned
        ends = [date2num(found.start + pd.DateOffset(months=step)) for step in (-found.months, 0, found.months)]
        means = (found.before, found.after)
        for band, mean, begin, end, value in zip(self._bands, self._means, ends[:2], ends[1:], means, strict=True):
            band.set_x(begin)
            band.set_width(end - begin)
            mean.set_data([begin + 3, end - 3], [value, value])
        for label, name, value, side in zip(self._labels, ("before", "after"), means, (-7, 7), strict=True):
            label.set_text(f"{name}: {value:,.0f}")
            label.set_x(ends[1] + side)
        self._expected.set_ydata(result.expectation)
        self._expected.set_visible(result.seasonal)
        day = date2num(result.date)
        self._date.set_xdata([day, day])
        season = f"; season alone {found.season_pct:+.0f} %, beyond it {found.beyond_pct:+.0f} %"
        months = f"{found.months} month{'s' if found.months > 1 else ''} each"
        self._readout.set_text(
            f"{result.date.day} {result.date:%b %Y}, {state['event']}; {months}: {found.rise_pct:+.0f} %"
            + (season if result.seasonal else "")
        )
        expected_means = [say(round(span.mean)) for span in (found.expected.baseline, found.expected.window)]
        expected = f" Expected (a model): {expected_means[0]} and {expected_means[1]}."
        return (
            f"Line chart with two shaded windows. {TITLE}. Event: {state['event']}, {result.date:%d %B %Y}. "
            f"Lag {state['lag']}. Window before: mean {say(round(found.before))}. Window after, from "
            f"{found.start:%B %Y} on: mean {say(round(found.after))}.{expected if result.seasonal else ''}"
        )


def _band(axes: Axes, face: str, edge: str, hatch: str, label: str) -> Rectangle:
    """A shaded window as high as the axes; an update gives it its place and width."""
    band = Rectangle((0, 0), 1, 1, facecolor=face, edgecolor=edge, hatch=hatch, linewidth=0, label=label)
    band.set_transform(axes.get_xaxis_transform())
    axes.add_patch(band)
    return band
