"""Fiscal year 2019 beside the range and the expectation of earlier years; each update moves the same artists."""

from collections.abc import Sequence
from typing import Protocol

import pandas as pd

from twoborders.charts import style
from twoborders.charts.live import LiveFigure
from twoborders.charts.picture import say
from twoborders.models.seasonality import MONTHS

TITLE = "Apprehensions by month: observed (data) and expected (a model, not data)"
HEIGHT = 390


class Season(Protocol):
    """What is drawn: the columns of seasonality.compared and ``expected``, and the years compared, also in words."""

    @property
    def frame(self) -> pd.DataFrame: ...

    @property
    def years(self) -> Sequence[int]: ...

    @property
    def month(self) -> str: ...

    @property
    def said_years(self) -> str: ...


class SeasonsChart:
    """Draws a frame of the seasonality model; the marked month has a ring, its figures stand above the picture."""

    def __init__(self) -> None:
        figure, (axes,) = style.bare_figure(
            TITLE,
            "Table us_apprehensions_month (US Border Patrol). Events, not persons. The expected line is a model.",
            height=HEIGHT,
            margins=(80, 20, 84, 62),
        )
        places = list(range(len(MONTHS)))
        axes.set_xlim(-0.5, len(MONTHS) - 0.5)
        axes.set_xticks(places, [name[:3] for name in MONTHS])
        axes.set_xlabel("month of the fiscal year, October to September")
        axes.yaxis.set_major_formatter("{x:,.0f}")
        self._axes = axes
        zeros = [0.0] * len(MONTHS)
        blue, orange, _green, grey, _pink = style.COLOURS
        self._ranges = axes.bar(places, zeros, width=0.62, color="#d9d9d9", edgecolor=grey, hatch="//", linewidth=0.8)
        self._ranges.set_label("lowest to highest of the years compared")
        (self._expected,) = axes.plot(
            places, zeros, color=orange, linewidth=2, linestyle="--", marker="s", markersize=5, label="expected"
        )
        (self._observed,) = axes.plot(
            places, zeros, color=blue, linewidth=2.2, marker="o", markersize=6, label="observed in fiscal year 2019"
        )
        (self._ring,) = axes.plot([0], [0], color=style.INK, marker="o", markersize=14, fillstyle="none", zorder=5)
        self._readout = figure.text(0.012, 1 - 32 / HEIGHT, "", va="top", fontsize=style.TEXT_POINTS, color=style.INK)
        style.legend_above(axes, 3)
        moving = (*self._ranges, self._expected, self._observed, self._ring, self._readout)
        self.figure = figure
        self.png = LiveFigure(figure, moving).png

    def update(self, result: Season, state: dict) -> str:
        """Move the artists to ``result``; returns the text alternative."""
        frame, place = result.frame, MONTHS.index(state["month"])
        columns = {name: frame[name].tolist() for name in ("observed", "expected", "lowest", "highest")}
        observed, expected = columns["observed"], columns["expected"]
        self._observed.set_ydata(observed)
        self._expected.set_ydata(expected)
        for bar, low, high in zip(self._ranges, columns["lowest"], columns["highest"], strict=True):
            bar.set_y(low)
            # A range of one year has no height, and a bar without height is not drawn.
            bar.set_height(max(high - low, 1))
        self._ring.set_data([place], [observed[place]])
        low, high = columns["lowest"][place], columns["highest"][place]
        earlier = f"range {low:,.0f} to {high:,.0f}" if len(result.years) > 1 else f"before {high:,.0f}"
        self._readout.set_text(
            f"{result.month}: observed {observed[place]:,.0f}, expected {expected[place]:,.0f}, "
            f"{earlier} ({result.said_years})"
        )
        style.reach(self._axes, max(observed + expected + columns["highest"]) * 1.06)
        above = [name for name, where in zip(MONTHS, frame["place"], strict=True) if where == "above"]
        return (
            f"Line chart with bars. {TITLE}. Fiscal year 2019 beside {result.said_years}. "
            f"Observed: {say(observed[0])} in October, highest {say(max(observed))} in "
            f"{MONTHS[observed.index(max(observed))]}, {say(observed[-1])} in September. "
            f"Expected: lowest {say(round(min(expected)))}, highest {say(round(max(expected)))}. "
            f"Months above the range of the years compared: {', '.join(above) or 'none'}."
        )
