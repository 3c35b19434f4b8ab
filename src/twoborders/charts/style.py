"""One look for all pictures: colours, markers, line styles, and a bare figure with title and source line."""

from collections.abc import Sequence

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

#: The five colours of seaborn's colour-blind palette that reach a contrast of 3:1 on white.
COLOURS = ("#0173b2", "#d55e00", "#029e73", "#949494", "#cc78bc")
#: Beside each colour a marker, so that colour never carries a meaning alone.
MARKERS = ("o", "s", "^", "D", "v")

INK = "#222222"
QUIET = "#595959"
#: Pixels per inch. At 80, 11 points are 12 pixels: readable, and half the bytes of 110.
DPI = 80
TEXT_POINTS = 11
TITLE_POINTS = 12.5


@style.context("default")
def bare_figure(
    title: str,
    source: str,
    *,
    width: int = 820,
    height: int = 350,
    panels: Sequence[str] = ("",),
    margins: tuple[float, float, float, float] = (80, 20, 58, 62),
    gap: float = 90,
) -> tuple[Figure, list[Axes]]:
    """A figure without pyplot: title above, source line below, one axes per panel with the panel's title.

    ``width``, ``height``, ``margins`` (left, right, top, bottom) and ``gap`` between panels are pixels.
    They are fixed, not fitted at each drawing: a fitted layout costs more than the drawing itself.
    A theme that the learner has set for all figures, as seaborn's set_theme does, is left out.
    """
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    left, right, top, bottom = margins
    figure.text(
        0.012,
        1 - 8 / height,
        title,
        va="top",
        weight="bold",
        fontsize=TITLE_POINTS,
        color=INK,
        parse_math=False,
    )
    figure.text(0.012, 6 / height, source, va="bottom", fontsize=TEXT_POINTS - 1, color=QUIET, parse_math=False)
    panel_width = (width - left - right - gap * (len(panels) - 1)) / len(panels)
    axes = []
    for number, panel in enumerate(panels):
        x = left + number * (panel_width + gap)
        box = (x / width, bottom / height, panel_width / width, (height - top - bottom) / height)
        axes.append(figure.add_axes(box))
        plain(axes[-1])
        axes[-1].set_title(panel, loc="left", fontsize=TEXT_POINTS, color=INK)
    return figure, axes


def plain(axes: Axes) -> Axes:
    """Take away the frame's upper and right side, set type and a light grid; returns the axes."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(QUIET)
    axes.tick_params(labelsize=TEXT_POINTS, labelcolor=INK, color=QUIET)
    axes.xaxis.label.set(fontsize=TEXT_POINTS, color=INK)
    axes.yaxis.label.set(fontsize=TEXT_POINTS, color=INK)
    axes.grid(True, axis="y", color="#e2e2e2", linewidth=0.8)
    axes.set_axisbelow(True)
    return axes


def nice_limit(value: float) -> float:
    """The next of 1, 1.5, 2, 3, 5, 7, 10, 15, ... times 100 that is at least ``value``.

    An axis that ends there moves seldom, so that a small step of a control moves the line and not the axis.
    """
    power = 100.0
    while value > power * 10:
        power *= 10
    return next(limit * power for limit in (1, 1.5, 2, 3, 5, 7, 10) if limit * power >= value)


def reach(axes: Axes, value: float) -> float:
    """Let the y axis go from 0 to the nice limit at or above ``value``; returns that limit.

    A limit that stays is not set again: a new one makes a live figure draw all its type anew.
    """
    top = nice_limit(value)
    if axes.get_ylim() != (0, top):
        axes.set_ylim(0, top)
    return top


def legend_above(axes: Axes, columns: int) -> None:
    """A legend without a frame in a row above the axes, at its left; the top margin must leave room for it."""
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(-0.01, 1.0),
        ncols=columns,
        frameon=False,
        fontsize=TEXT_POINTS,
        columnspacing=1.4,
        borderaxespad=0.2,
    )
