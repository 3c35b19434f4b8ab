"""The house style on a learner's figure: one look, so that no cell of a lesson needs a colour code.

The figure wears it while its picture is made. Afterwards it has its own title, legend and texts again, for ``check``
reads them.
"""

import contextlib
import itertools
import math
import textwrap
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from twoborders.charts import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, LOWEST, HIGHEST = 8.2, 3.2, 5.2
"""Inches: of every figure the width, and between which heights a figure of one panel stands."""
LABELLED = 12
"""So many bars get their values beside them."""
APART = 0.055
"""Names at the ends of lines stand at least this far from each other, as a share of the axes' height."""
LETTERS = 78
"""A title has lines of at most so many letters."""


@contextlib.contextmanager
def house_style(figure: "Figure") -> Iterator[None]:
    """Let the figure wear the house style within the block; what a person or ``check`` can read of it comes back."""
    with contextlib.ExitStack() as undo:
        width, height = figure.get_size_inches()
        undo.callback(figure.set_size_inches, width, height)
        scaled = height * WIDTH / width
        figure.set_size_inches(WIDTH, min(max(scaled, LOWEST), HIGHEST) if len(figure.axes) == 1 else scaled)
        for axes in figure.axes:
            if not hasattr(axes, "_colorbar"):
                _dress(axes, undo.callback)
        yield


def _dress(axes: "Axes", undo: Callable[..., Any]) -> None:
    across = _bars_lie(axes)
    style.plain(axes)
    axes.grid(False)
    axes.grid(True, axis="x" if across else "y", color=style.GRID, linewidth=0.8)
    axes.spines["bottom" if across else "left"].set_visible(False)
    axes.tick_params(axis="x" if across else "y", length=0)
    _title_at_the_left(axes, undo)
    for axis in (axes.xaxis, axes.yaxis):
        _thousands(axis, undo)
    _label_bars(axes, undo)
    _names_at_the_ends(axes, undo)
    if legend := axes.get_legend():
        legend.set_frame_on(False)


def _bars_lie(axes: "Axes") -> bool:
    return any(getattr(container, "orientation", "") == "horizontal" for container in axes.containers)


def _title_at_the_left(axes: "Axes", undo: Callable[..., Any]) -> None:
    for place in ("center", "left", "right"):
        undo(axes.set_title, axes.get_title(place), loc=place)
    title = axes.get_title() or axes.get_title("left")
    axes.set_title("")
    axes.set_title(_lines(title), loc="left", pad=12, weight="bold", fontsize=style.TITLE_POINTS, color=style.INK)


def _lines(title: str) -> str:
    """The title in lines that are no longer than the figure is wide."""
    return "\n".join(textwrap.wrap(title, LETTERS, break_long_words=False))


def _thousands(axis: Any, undo: Callable[..., Any]) -> None:
    """Write large numbers of a plain axis with separators; dates, names and small numbers stay."""
    from matplotlib.ticker import ScalarFormatter

    low, high = sorted(axis.get_view_interval())
    formatter = axis.get_major_formatter()
    # Years are numbers too, and 2,019 is no year.
    if isinstance(formatter, ScalarFormatter) and high >= 1000 and not 1800 <= low <= high <= 2200:
        undo(axis.set_major_formatter, formatter)
        axis.set_major_formatter("{x:,.0f}")


def _label_bars(axes: "Axes", undo: Callable[..., Any]) -> None:
    """Write the values beside the bars, where they are few and nobody has written there."""
    from matplotlib.container import BarContainer

    containers: list[Any] = [each for each in axes.containers if isinstance(each, BarContainer)]
    values = [float(value) for each in containers for value in each.datavalues]
    known = [abs(value) for value in values if math.isfinite(value)]
    if not known or len(values) > LABELLED or axes.texts or axes.patches[len(values) :] or _drawn(axes):
        return
    whole = all(value.is_integer() for value in known)
    digits = 0 if whole or max(known) >= 1000 else 1 if max(known) >= 1 else 3
    for each in containers:
        for text in axes.bar_label(each, fmt=f"{{:,.{digits}f}}", padding=3, color=style.INK):
            text.set_fontsize(style.TEXT_POINTS - 1)
            undo(text.remove)


def _names_at_the_ends(axes: "Axes", undo: Callable[..., Any]) -> None:
    """Put the names of lines at their right ends in the place of a legend, where they do not touch each other."""
    from matplotlib.colors import to_hex

    legend: Any = axes.get_legend()
    if legend is None or axes.containers or not legend.legend_handles:
        return
    if not all(hasattr(handle, "get_color") for handle in legend.legend_handles):
        return
    pairs = zip(legend.legend_handles, legend.texts, strict=True)
    names = {to_hex(handle.get_color()): text.get_text() for handle, text in pairs}
    drawn: list[Any] = list(axes.lines)
    lines = [line for line in drawn if len(line.get_xdata()) > 1 and to_hex(line.get_color()) in names]
    ends = sorted(_height(axes, line) for line in lines)
    near = any(above - below < APART for below, above in itertools.pairwise(ends))
    if near or len(lines) != len(names) or len(names) != len(legend.texts):
        return
    undo(legend.set_visible, True)
    legend.set_visible(False)
    for line in lines:
        place = (line.get_xdata()[-1], line.get_ydata()[-1])
        name = axes.annotate(names[to_hex(line.get_color())], place, xytext=(7, 0), textcoords="offset points")
        name.set(va="center", weight="bold", fontsize=style.TEXT_POINTS - 1, color=line.get_color())
        name.set_annotation_clip(False)
        undo(name.remove)


def _drawn(axes: "Axes") -> list[Any]:
    """The lines that can be seen: seaborn draws the error of a single value as a line of nothing."""
    lines: list[Any] = list(axes.lines)
    return [line for line in lines if any(value == value for value in line.get_ydata())]


def _height(axes: "Axes", line: Any) -> float:
    """The place of a line's right end between the axes' bottom (0) and top (1)."""
    point = axes.transData.transform(line.get_xydata()[-1])
    return float(axes.transAxes.inverted().transform(point)[1])
