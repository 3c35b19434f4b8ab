"""A monthly line with two shaded windows, and their means as steps."""

import math

import pandas as pd
from matplotlib.axes import Axes

from twoborders.charts import style
from twoborders.charts.live import LiveFigure
from twoborders.charts.picture import say
from twoborders.models.windows import Comparison, Span

TITLE = "US apprehensions at the border with Mexico, by month: two windows compared"


class WindowsChart:
    """Draws a comparison of two windows; each update moves the same shades, steps and labels.

    ``series``: events by month, named by the first days of the months. ``marked``: a day, and what began then.
    """

    def __init__(self, series: pd.Series, marked: tuple[pd.Timestamp, str]):
        figure, (axes,) = style.bare_figure(
            TITLE,
            "Source: US Customs and Border Protection, table us_apprehensions_month. Events, not persons.",
            height=380,
            margins=(80, 20, 44, 56),
        )
        self._months, self._values = pd.DatetimeIndex(series.index), series.tolist()
        # A strip above the line is kept free for the labels.
        self._top = math.ceil(max(self._values) * 1.25 / 20_000) * 20_000
        axes.set_xlim(-1, len(series))
        axes.set_ylim(0, self._top)
        axes.yaxis.set_major_formatter("{x:,.0f}")
        axes.set_ylabel("apprehensions a month")
        named = [place for place, month in enumerate(series.index) if month.month in (1, 7)]
        axes.set_xticks(named, [f"{series.index[place]:%b %Y}" for place in named])
        blue, orange, green = style.COLOURS[:3]
        day, text = marked
        place = self._place(day) - 0.5 + (day.day - 1) / day.days_in_month
        axes.axvline(place, color=style.INK, linewidth=1.2, linestyle=":")
        axes.plot(range(len(series)), self._values, color=blue, linewidth=1.6, marker="o", markersize=3.5)
        began = axes.text(
            place + 0.4, self._top * 0.03, text, va="bottom", fontsize=style.TEXT_POINTS, color=style.INK, zorder=6
        )
        self._parts = {
            "baseline": _Part(axes, green, "//", "--", self._top * 0.98),
            "window": _Part(axes, orange, "", "-", self._top * 0.89),
        }
        self.figure = figure
        self.png = LiveFigure(
            figure, (began, *(artist for part in self._parts.values() for artist in part.artists))
        ).png

    def update(self, result: Comparison, state: dict) -> str:
        """Show ``result``, a comparison of the model; returns the text alternative."""
        said = []
        for name, part in self._parts.items():
            span: Span = getattr(result, name)
            part.move(self._place(span.start), span, name, len(self._values))
            said.append(f"Shaded as {name}: {named(span)}, mean {say(round(span.mean))} a month")
        low, high = min(self._values), max(self._values)
        months = [f"{self._months[self._values.index(value)]:%B %Y}" for value in (low, high)]
        return (
            f"Line chart. {TITLE}. {self._months[0]:%B %Y} to {self._months[-1]:%B %Y}: "
            f"lowest {say(low)} in {months[0]}, highest {say(high)} in {months[1]}. {'. '.join(said)}."
        )

    def _place(self, day: pd.Timestamp) -> int:
        return (day.year - self._months[0].year) * 12 + day.month - self._months[0].month


class _Part:
    """The shade, the step and the label of one window."""

    #: Half the width of a label, in months on the axis.
    HALF = 7.5

    def __init__(self, axes: Axes, colour: str, hatch: str, line: str, height: float):
        self._shade = axes.axvspan(0, 1, facecolor=colour, alpha=0.22, hatch=hatch, edgecolor=colour, linewidth=0)
        (self._step,) = axes.plot([0, 1], [0, 0], color=colour, linewidth=3, linestyle=line)
        self._label = axes.text(
            0, height, "", va="top", ha="center", fontsize=style.TEXT_POINTS, color=style.INK, zorder=6
        )
        self._label.set_bbox({"facecolor": "white", "edgecolor": colour, "pad": 1.5, "linewidth": 1})
        self.artists = (self._shade, self._step, self._label)

    def move(self, place: int, span: Span, name: str, months: int) -> None:
        left, right = place - 0.5, place + span.months - 0.5
        self._shade.set_x(left)
        self._shade.set_width(right - left)
        self._step.set_data([left, right], [span.mean, span.mean])
        self._label.set_x(min(max((left + right) / 2, self.HALF - 1), months - self.HALF))
        self._label.set_text(f"{name}: {span.mean:,.0f} a month")


def named(span: Span) -> str:
    """The months of a span in words: "July 2014", "July to September 2014", "December 2014 to May 2015"."""
    if span.months == 1:
        return f"{span.start:%B %Y}"
    start = f"{span.start:%B}" if span.start.year == span.end.year else f"{span.start:%B %Y}"
    return f"{start} to {span.end:%B %Y}"
