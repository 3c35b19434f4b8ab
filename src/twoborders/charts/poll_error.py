"""A histogram of simulated pairs of polls: how far the second lies from the first."""

from typing import Any

import numpy as np
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator

from twoborders.charts import style
from twoborders.charts.live import LiveFigure
from twoborders.models.poll_error import PAIRS, Pairs

TITLE = "Model, not data: how far two polls differ by chance"
#: So many bars stand to each side of the one in the middle, and so many of them, its half included, lie below the rise.
SIDE, BELOW = 17, 3.5


class PollErrorChart:
    """Draws simulated pairs of polls; each update moves the same bars and lines."""

    def __init__(self, rise: float):
        figure, (axes,) = style.bare_figure(
            TITLE,
            f"Model, not data: {PAIRS:,} simulated pairs, people drawn one by one. Rise of {rise:g}: the article.",
            height=390,
            margins=(80, 20, 64, 66),
        )
        # A bar begins where the rise lies, so that its colour is true.
        self._width = rise / BELOW
        axes.set_xlim(-(SIDE + 0.5) * self._width, (SIDE + 0.5) * self._width)
        axes.set_xlabel("second poll minus first, percentage points (the last bars hold what lies further out)")
        axes.set_ylabel("pairs of polls")
        axes.xaxis.set_major_locator(MaxNLocator(11, integer=True))
        blue, orange = style.COLOURS[:2]
        # Near and far bars are one patch each: 35 patches would take twice the time to draw.
        self._bars = [
            PathPatch(Path([(0, 0)]), facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0.6)
            for colour, hatch in ((blue, None), (orange, "///"))
        ]
        for bars in self._bars:
            axes.add_patch(bars)
        axes.axvline(rise, color=style.INK, linewidth=1.2, linestyle="--")
        self._margin = [axes.axvline(0, color=style.INK, linewidth=1.6) for _ in range(2)]
        (self._bracket,) = axes.plot(
            [0, 0], [0.93, 0.93], color=style.INK, linewidth=1.6, transform=axes.get_xaxis_transform()
        )
        look: dict[str, Any] = {
            "transform": axes.transAxes,
            "va": "top",
            "fontsize": style.TEXT_POINTS,
            "color": style.INK,
        }
        self._left = axes.text(0.01, 0.88, "", **look)
        self._right = axes.text(0.99, 0.88, "", ha="right", **look)
        axes.legend(
            handles=[
                Patch(facecolor=blue),
                Patch(facecolor=orange, hatch="///", edgecolor="white", linewidth=0),
                axes.lines[0],
                self._bracket,
            ],
            labels=[
                f"differ by less than {rise:g}",
                f"by {rise:g} or more",
                f"a rise of {rise:g}",
                "95 of 100 pairs, without a change",
            ],
            loc="lower right",
            bbox_to_anchor=(1.0, 1.0),
            ncols=4,
            frameon=False,
            fontsize=style.TEXT_POINTS - 1,
            columnspacing=1.0,
            borderaxespad=0.1,
        )
        self._axes = axes
        self.figure = figure
        moving = (*self._bars, *self._margin, self._bracket, self._left, self._right)
        self.png = LiveFigure(figure, moving).png

    def update(self, result: Pairs, state: dict) -> str:
        """Move the bars to ``result``; returns the text alternative."""
        counts = bar_counts(result.differences, self._width)
        steps = [abs(place - SIDE) for place in range(len(counts))]
        for patch, far in zip(self._bars, (False, True), strict=True):
            chosen = [place for place, step in enumerate(steps) if (step > BELOW) == far]
            patch.set_path(
                _bars([(place - SIDE) * self._width for place in chosen], [counts[p] for p in chosen], self._width)
            )
        style.reach(self._axes, max(counts) * 1.35)
        for line, end in zip(self._margin, (-result.margin, result.margin), strict=True):
            line.set_xdata([end, end])
        self._bracket.set_xdata([-result.margin, result.margin])
        self._left.set_text(f"{state['people']:,} people\nin each poll:\n± {result.margin:.2f} points")
        self._right.set_text(f"{result.as_far} pairs\ndiffer by {result.rise:g}\nor more")
        low, high = result.differences.min(), result.differences.max()
        return (
            f"Histogram. {TITLE}. {PAIRS:,} pairs of polls of {state['people']:,} people: differences from "
            f"{low:.1f} to {high:.1f} points, most of them near {result.differences.mean():.1f}. "
            f"Without a change 95 of 100 pairs lie within {result.margin:.2f} points of zero. "
            f"{result.as_far} pairs differ by {result.rise:g} points or more."
        )


def bar_counts(differences: np.ndarray, width: float) -> list[int]:
    """Pairs in each bar from left to right; the bar in the middle holds zero, the last ones all that is further out."""
    steps = np.floor(np.abs(differences) / width + 0.5 + 1e-9).astype(int).clip(max=SIDE)
    places = SIDE + np.where(differences < 0, -steps, steps)
    counts: list[int] = np.bincount(places, minlength=2 * SIDE + 1).tolist()
    return counts


def _bars(centres: list[float], heights: list[int], width: float) -> Path:
    """The outline of bars as one path."""
    half = width * 0.46
    corners = [
        corner
        for x, height in zip(centres, heights, strict=True)
        for corner in ((x - half, 0), (x - half, height), (x + half, height), (x + half, 0), (x - half, 0))
    ]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(centres)
    return Path(corners, codes)
