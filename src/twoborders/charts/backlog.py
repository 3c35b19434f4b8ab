"""Two panels that move with the backlog model: people waiting, and applications beside closed cases."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.ticker import MaxNLocator

from twoborders.charts import style
from twoborders.charts.live import LiveFigure
from twoborders.charts.picture import say

TITLE = "Model, not data: who waits for an answer of the refugee commission"
MONTHS = 12


class BacklogChart:
    """Draws the result of the backlog model; each update moves the same lines and labels.

    ``counted`` gives, by the applications of a month, the year that they are those of, and the people who waited at
    its end in the table refugee_decisions_year: a mark beside the line.
    """

    def __init__(self, counted: Mapping[int, tuple[int, int]]):
        self._counted = counted
        figure, (waiting, flows) = style.bare_figure(
            TITLE,
            "Model, not data. Values with a year, and the diamond: United Nations, edition of December 2025.",
            panels=("People waiting at the end of the month", "People per month"),
        )
        self._waiting, self._flows = waiting, flows
        months_axis = list(range(MONTHS + 1))
        for axes in (waiting, flows):
            axes.set_xticks([0, 3, 6, 9, 12])
            axes.set_xlabel("month")
            axes.yaxis.set_major_locator(MaxNLocator(5))
            axes.yaxis.set_major_formatter("{x:,.0f}")
        waiting.set_xlim(-0.4, MONTHS + 0.8)
        # Room for the names of the three lines at their right ends.
        flows.set_xlim(-0.4, MONTHS + 6.5)
        zeros = [0.0] * MONTHS
        blue, orange, green, grey = style.COLOURS[:4]
        (self._backlog,) = waiting.plot(months_axis, [0.0, *zeros], color=blue, linewidth=2, marker="o", markersize=4)
        (self._diamond,) = waiting.plot([MONTHS], [0], color=orange, marker="D", markersize=9, fillstyle="none", ls="")
        self._label = waiting.text(
            0.04, 0.97, "", transform=waiting.transAxes, va="top", fontsize=style.TEXT_POINTS, color=style.INK
        )
        styles = ((orange, "--", "s"), (green, "-", "^"), (grey, ":", "v"))
        self._lines = [
            flows.plot(months_axis[1:], zeros, color=colour, linewidth=2, linestyle=line, marker=mark, markersize=4)[0]
            for colour, line, mark in styles
        ]
        self._names = [
            flows.text(MONTHS + 0.5, 0, name, va="center", fontsize=style.TEXT_POINTS, color=style.INK)
            for name in ("applications", "closed cases", "with an answer")
        ]

        self.figure = figure
        self.png = LiveFigure(figure, (self._backlog, self._diamond, self._label, *self._lines, *self._names)).png

    def update(self, result: pd.DataFrame, state: dict) -> str:
        """Move the lines to ``result``, a frame of the backlog model; returns the text alternative."""
        flows = [result[name].tolist() for name in ("applications", "closed", "answered")]
        left = result["backlog"].tolist()
        backlog = [left[0] + flows[1][0] - flows[0][0], *left]
        self._backlog.set_ydata(backlog)
        year, counted = self._counted.get(round(flows[0][0]), (None, None))
        self._diamond.set_ydata([float("nan") if counted is None else counted])
        lines = [f"month {MONTHS}: {backlog[-1]:,.0f} people"]
        if counted is not None:
            lines.append(f"diamond, end of {year} in the table: {counted:,}")
        self._label.set_text("\n".join(lines))
        # Room above the line for the label, which may have two lines.
        style.reach(self._waiting, max(*backlog, counted or 0) * 1.3)
        for line, values in zip(self._lines, flows, strict=True):
            line.set_ydata(values)
        top = style.reach(self._flows, max(map(max, flows)) * 1.1)
        for name, place in zip(self._names, _apart([values[-1] for values in flows], top * 0.09), strict=True):
            name.set_y(place)
        beside = "" if counted is None else f" A diamond beside it: {counted:,} at the end of {year} in the table."
        return (
            f"Line charts. {TITLE}. People waiting: {say(round(backlog[0]))} at the start, "
            f"{say(round(backlog[-1]))} after month {MONTHS}.{beside} "
            f"Applications per month: {say(round(flows[0][-1]))}. "
            f"Closed cases per month: {_from_to(flows[1])}. Of them with an answer: {_from_to(flows[2])}."
        )


def _from_to(values: list[float]) -> str:
    first, last = (say(round(value)) for value in (values[0], values[-1]))
    return first if first == last else f"from {first} to {last}"


def _apart(heights: list[float], gap: float) -> list[float]:
    """Heights at least ``gap`` from each other and from the axis, in the same order as those given."""
    placed, floor = {}, gap / 2
    for number in sorted(range(len(heights)), key=lambda number: (heights[number], -number)):
        placed[number] = max(heights[number], floor)
        floor = placed[number] + gap
    return [placed[number] for number in range(len(heights))]
