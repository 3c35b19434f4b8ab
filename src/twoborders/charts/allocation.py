"""Two panels that move with the model of a force: guards by border group, and what the US border states have."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from twoborders.charts import style
from twoborders.charts.live import LiveFigure
from twoborders.models.allocation import NORTH

TITLE = "Model, not data: one force, spread over the states"
GROUPS = ("Guatemala border", "Belize border", "US border", "no land border")
HATCHES = ("", "....", "//", "xx")
#: Guards for every 100 victims that the goal of the explorer asks for.
FLOOR = 10
#: Between a bar and its number, as a share of the axis.
GAP = 0.018


class AllocationChart:
    """Draws the result of the model; each update moves the same bars and labels."""

    def __init__(self, north: Sequence[str], year: int):
        """``north``: the states on the US border, in the order of their bars; ``year``: that of the victims."""
        figure, (left, right) = style.bare_figure(
            TITLE,
            f"Model, not data. Victims of {year}: SESNSP; people: CONAPO. How the force is spread is assumed.",
            panels=("Guards, by border group", f"Guards for 100 people killed in {year}"),
            margins=(130, 12, 62, 72),
            gap=110,
            height=375,
        )
        self._axes, self._north, self._year = (left, right), north, year
        colours = (style.COLOURS[2], style.COLOURS[4], style.COLOURS[1], style.COLOURS[3])
        self._groups = _bars(left, GROUPS, colours, HATCHES)
        self._states = _bars(right, north, [style.COLOURS[1]] * len(north), ["//"] * len(north))
        left.set_xlabel("guards in all (model)")
        right.set_xlabel(f"US border states (model; dashed line: {FLOOR})")
        self._group_texts = [_label(left, row) for row in range(len(GROUPS))]
        self._state_texts = [_label(right, row) for row in range(len(north))]
        self._floor = right.axvline(FLOOR, color=style.INK, linewidth=1.6, linestyle="--")
        moving = (*self._groups, *self._states, self._floor, *self._group_texts, *self._state_texts)
        self.figure = figure
        self.png = LiveFigure(figure, moving).png

    def update(self, result: pd.DataFrame, state: dict) -> str:
        """Move the bars to ``result``, a frame of the model; returns the text alternative."""
        left, right = self._axes
        groups, guards = result["border_group"].tolist(), result["guards"].tolist()
        sums = dict.fromkeys(GROUPS, 0.0)
        for group, many in zip(groups, guards, strict=True):
            sums[group] += many
        north = dict(zip(result["state"].tolist(), result["per_100_victims"].tolist(), strict=True))
        rates = [north[name] for name in self._north]
        _reach(left, state["force"] * 1.3)
        _reach(right, max(*rates, FLOOR) * 1.3)
        for axes, bars, texts, values, digits in (
            (left, self._groups, self._group_texts, list(sums.values()), 0),
            (right, self._states, self._state_texts, rates, 1),
        ):
            for bar, text, value in zip(bars, texts, values, strict=True):
                bar.set_width(value)
                text.set_x(value + axes.get_xlim()[1] * GAP)
                text.set_text(f"{value:,.{digits}f}")
        said = ", ".join(f"{group} {value:,.0f}" for group, value in sums.items())
        return (
            f"Bar charts. {TITLE}. Guards by border group: {said}. Guards for every 100 people killed in {self._year}, "
            f"{NORTH} states, with a line at {FLOOR}: "
            + ", ".join(f"{name} {value:.1f}" for name, value in zip(self._north, rates, strict=True))
            + "."
        )


def _bars(axes: Axes, names: Sequence[str], colours: Sequence[str], hatches: Sequence[str]) -> list[Rectangle]:
    bars = axes.barh(range(len(names)), [0] * len(names), height=0.62, color=colours, edgecolor="white", linewidth=0)
    for bar, hatch in zip(bars, hatches, strict=True):
        bar.set_hatch(hatch)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.45, -0.62)
    axes.tick_params(axis="y", length=0)
    axes.grid(False)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter("{x:,.0f}")
    return list(bars)


def _label(axes: Axes, row: int) -> Text:
    # On white, so that the dashed line does not cross the number.
    text = axes.text(0, row, "", va="center", fontsize=style.TEXT_POINTS, color=style.INK, zorder=5)
    text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 3})
    return text


def _reach(axes: Axes, value: float) -> None:
    """Let the axes end at the next nice limit."""
    top = style.nice_limit(value * 10) / 10
    if axes.get_xlim()[1] != top:
        axes.set_xlim(0, top)
