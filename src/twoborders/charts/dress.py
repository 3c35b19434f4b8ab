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

from twoborders.charts.marks import Names
from twoborders.charts.style import GRID, INK, QUIET, TEXT_POINTS, TITLE_POINTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, LOWEST, HIGHEST = 8.2, 3.2, 5.2
"""Inches: of every figure the width, and between which heights a figure of one panel stands."""
LABELLED = 12
"""So many bars get their values beside them."""
APART = 0.055
"""Names at the ends of lines stand at least this far from each other, as a share of the axes' height."""
LETTERS = 100
"""So many letters of a title fit across the figure."""
YEARS = 5
"""Up to so many years the months are written at an axis of dates."""
STEP = 15
"""Points from the name of one upright line down to the next."""


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
    lying = any(getattr(container, "orientation", "") == "horizontal" for container in axes.containers)
    values: Any = "x" if lying else "y"
    end = "bottom" if lying else "left"
    axes.spines[["top", "right", end]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(QUIET)
    axes.grid(False)
    axes.grid(True, axis=values, color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=TEXT_POINTS, labelcolor=INK, color=QUIET)
    axes.tick_params(axis=values, length=0)
    _title_at_the_left(axes, undo)
    for axis in (axes.xaxis, axes.yaxis):
        axis.label.set(fontsize=TEXT_POINTS, color=INK)
        _plain_ticks(axis, undo)
    _label_bars(axes, undo)
    _name_lines(axes, undo)
    if legend := axes.get_legend():
        legend.set_frame_on(False)


def _title_at_the_left(axes: "Axes", undo: Callable[..., Any]) -> None:
    for place in ("center", "left", "right"):
        undo(axes.set_title, axes.get_title(place), loc=place)
    title = axes.get_title() or axes.get_title("left")
    axes.set_title("")
    lines = textwrap.wrap(title, round(LETTERS * axes.get_position().width), break_long_words=False)
    axes.set_title("\n".join(lines), loc="left", pad=12, weight="bold", fontsize=TITLE_POINTS, color=INK)


def _plain_ticks(axis: Any, undo: Callable[..., Any]) -> None:
    """Write large numbers with separators, and months as "Oct 2018"; days, names and small numbers stay."""
    from matplotlib.dates import AutoDateFormatter, AutoDateLocator, DateFormatter, num2date
    from matplotlib.ticker import ScalarFormatter

    low, high = sorted(axis.get_view_interval())
    formatter, locator = axis.get_major_formatter(), axis.get_major_locator()
    undo(axis.set_major_formatter, formatter)
    # Years are numbers too, and 2,019 is no year.
    if isinstance(formatter, ScalarFormatter) and high >= 1000 and not 1800 <= low <= high <= 2200:
        axis.set_major_formatter("{x:,.0f}")
    if isinstance(locator, AutoDateLocator):
        undo(axis.set_major_locator, locator)
        axis.set_major_locator(AutoDateLocator(minticks=3, maxticks=8))
    if isinstance(formatter, AutoDateFormatter) and all(day.day == 1 for day in num2date(axis.get_ticklocs())):
        axis.set_major_formatter(DateFormatter("%b %Y" if high - low < YEARS * 366 else "%Y"))


def _label_bars(axes: "Axes", undo: Callable[..., Any]) -> None:
    """Write the values beside the bars, where they are few and nobody has written or drawn there."""
    from matplotlib.container import BarContainer

    containers: list[Any] = [each for each in axes.containers if isinstance(each, BarContainer)]
    values = [float(value) for each in containers for value in each.datavalues]
    known = [abs(value) for value in values if math.isfinite(value)]
    # seaborn draws the error of a single value as a line of nothing.
    drawn = any(x == x and y == y for line in _lines(axes) for x, y in line.get_xydata())
    if not known or len(values) > LABELLED or axes.texts or drawn:
        return
    whole = all(value.is_integer() for value in known)
    digits = 0 if whole or max(known) >= 1000 else 1 if max(known) >= 1 else 3
    for each in containers:
        for text in axes.bar_label(each, fmt=f"{{:,.{digits}f}}", padding=3):
            _write(text, undo)


def _name_lines(axes: "Axes", undo: Callable[..., Any]) -> None:
    """Write the names of lines beside them, in the place of a legend where it has no other entries."""
    legend = axes.get_legend()
    across: dict[str, Any] = {}
    for line in sorted(_lines(axes, across=True), key=lambda line: float(line.get_xydata()[0][0])):
        undo(line.set_linewidth, line.get_linewidth())
        line.set_linewidth(1)
        if not line.get_label().startswith("_"):
            across.setdefault(line.get_label(), line)  # several of one name are named once
    if legend is not None and legend.get_visible():
        ends = {} if axes.containers else _ends(axes, Names([legend]))
        texts = {text.get_text() for text in legend.texts}
        if not texts <= across.keys() | ends.keys():
            ends, across = {}, {name: line for name, line in across.items() if name not in texts}
        else:
            undo(legend.set_visible, True)
            legend.set_visible(False)
        for name, line in ends.items():
            text = axes.annotate(name, line.get_xydata()[-1], xytext=(7, 0), textcoords="offset points", va="center")
            _write(text, undo, weight="bold", color=line.get_color())
    for step, (name, line) in enumerate(across.items(), 1):
        paper = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # its neighbours do not cross it
        _write(_name_across(axes, name, line, step), undo, bbox=paper)


def _ends(axes: "Axes", names: Names) -> dict[str, Any]:
    """The lines of the data by name; none where two names would touch, or two lines have one name."""
    lines = [line for line in _lines(axes) if len(line.get_xydata()) > 1]
    heights = sorted(_place(axes, line.get_xydata()[-1])[1] for line in lines)
    near = any(above - below < APART for below, above in itertools.pairwise(heights))
    named = {names.name(line, line.get_color()): line for line in lines}
    return {} if near or len(named) < len(lines) else named


def _name_across(axes: "Axes", name: str, line: Any, step: int) -> Any:
    """The name of a line from side to side: of an upright one at its top, ``step`` lines of type further down."""
    (x, y), (end, _) = line.get_xydata()
    if end != x:
        place, at, offset, side = axes.get_yaxis_transform(), (1, y), (0, 3), "right"
    else:
        side = "left" if _place(axes, (x, axes.get_ylim()[0]))[0] < 0.85 else "right"
        place, at, offset = axes.get_xaxis_transform(), (x, 1), (4 if side == "left" else -4, -STEP * step)
    return axes.annotate(name, at, offset, xycoords=place, textcoords="offset points", ha=side, va="bottom")


def _write(text: Any, undo: Callable[..., Any], **look: Any) -> None:
    """Set the type of words in the picture, on a seam of white that keeps them off what lies below."""
    from matplotlib.patheffects import withStroke

    seam = withStroke(linewidth=4, foreground="white")
    text.set(**{"color": INK, "fontsize": TEXT_POINTS - 1, "annotation_clip": False, "path_effects": [seam]} | look)
    undo(text.remove)


def _place(axes: "Axes", point: Any) -> Any:
    """Where a point of the data lies in the axes, from 0 to 1 across and up."""
    return axes.transAxes.inverted().transform(axes.transData.transform(point))


def _lines(axes: "Axes", across: bool = False) -> list[Any]:
    """The lines that are drawn from place to place, or those across the axes, as ``axvline`` draws them."""
    lines: list[Any] = list(axes.lines)
    return [line for line in lines if (line.get_transform() != axes.transData) == across]
