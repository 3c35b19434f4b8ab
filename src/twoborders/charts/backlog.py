"""Two panels that move with the backlog model: people waiting, and applications beside decisions."""

import pandas as pd
from matplotlib.ticker import MaxNLocator

from twoborders.charts import style
from twoborders.charts.live import LiveFigure
from twoborders.charts.picture import say

TITLE = "Model, not data: a backlog of refugee applications"
#: The month that the goal of the explorer asks about.
MARKED_MONTH = 12


class BacklogChart:
    """Draws the result of the backlog model; each update moves the same lines and labels."""

    def __init__(self, months: int = 24):
        figure, (waiting, flows) = style.bare_figure(
            TITLE,
            "Model, not data. First month: mean of January to May 2019 (COMAR). All else is assumed.",
            panels=("People waiting at the end of the month", "People per month"),
        )
        self._waiting, self._flows = waiting, flows
        months_axis = list(range(1, months + 1))
        for axes in (waiting, flows):
            axes.set_xticks([1, 6, 12, 18, 24])
            axes.set_xlabel("month")
            axes.yaxis.set_major_locator(MaxNLocator(5))
            axes.yaxis.set_major_formatter("{x:,.0f}")
        waiting.set_xlim(0, months + 1)
        # Room for the names of the two lines at their right ends.
        flows.set_xlim(0, months + 12)
        zeros = [0.0] * months
        blue, orange, green = style.COLOURS[:3]
        (self._backlog,) = waiting.plot(months_axis, zeros, color=blue, linewidth=2, marker="o", markersize=4)
        (self._marked,) = waiting.plot([MARKED_MONTH], [0], color=blue, marker="o", markersize=11, fillstyle="none")
        self._marked_text = waiting.text(
            0.04, 0.96, "", transform=waiting.transAxes, va="top", fontsize=style.TEXT_POINTS, color=style.INK
        )
        (self._applications,) = flows.plot(
            months_axis, zeros, color=orange, linewidth=2, linestyle="--", marker="s", markersize=4
        )
        (self._decisions,) = flows.plot(months_axis, zeros, color=green, linewidth=2, marker="^", markersize=4)
        self._names = [
            flows.text(months + 0.7, 0, name, va="center", fontsize=style.TEXT_POINTS, color=style.INK)
            for name in ("applications", "decisions")
        ]

        lines = (self._backlog, self._marked, self._applications, self._decisions)
        self.figure = figure
        self.png = LiveFigure(figure, (*lines, self._marked_text, *self._names)).png

    def update(self, result: pd.DataFrame, state: dict) -> str:
        """Move the lines to ``result``, a frame of the backlog model; returns the text alternative."""
        columns = {name: result[name].tolist() for name in ("applications", "decisions", "backlog", "waiting_months")}
        backlog, applications, decisions = columns["backlog"], columns["applications"], columns["decisions"]
        self._backlog.set_ydata(backlog)
        self._applications.set_ydata(applications)
        self._decisions.set_ydata(decisions)
        marked = backlog[MARKED_MONTH - 1]
        self._marked.set_ydata([marked])
        self._marked_text.set_text(f"month {MARKED_MONTH}: {marked:,.0f} people")
        style.reach(self._waiting, max(backlog) * 1.15)
        top = style.reach(self._flows, max(applications + decisions) * 1.1)
        for name, place in zip(self._names, _apart(applications[-1], decisions[-1], top * 0.09), strict=True):
            # Not so low that the axis strikes the name through.
            name.set_y(max(place, top * 0.05))
        last = len(backlog)
        return (
            f"Line charts. {TITLE}. People waiting: {say(round(backlog[0]))} after month 1, "
            f"{say(round(marked))} after month {MARKED_MONTH}, {say(round(backlog[-1]))} after month {last}. "
            f"Applications per month: from {say(round(applications[0]))} to {say(round(applications[-1]))}. "
            f"Decisions per month: from {say(round(decisions[0]))} to {say(round(decisions[-1]))}, "
            f"lowest {say(round(min(decisions)))}."
        )


def _apart(first: float, second: float, gap: float) -> tuple[float, float]:
    """Two heights at least ``gap`` from each other, in the same order, around the same middle."""
    if abs(first - second) >= gap:
        return first, second
    middle, half = (first + second) / 2, gap / 2
    return (middle + half, middle - half) if first >= second else (middle - half, middle + half)
