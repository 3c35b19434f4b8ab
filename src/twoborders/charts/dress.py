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
from twoborders.charts.marks import Names

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
    across = _bars_lie(axes)
    style.plain(axes)
    axes.grid(False)
    axes.grid(True, axis="x" if across else "y", color=style.GRID, linewidth=0.8)
    axes.spines["bottom" if across else "left"].set_visible(False)
    axes.tick_params(axis="x" if across else "y", length=0)
    _title_at_the_left(axes, undo)
    for axis in (axes.xaxis, axes.yaxis):
        _plain_ticks(axis, undo)
    _label_bars(axes, undo)
    _name_lines(axes, undo)
    if legend := axes.get_legend():
        legend.set_frame_on(False)


def _bars_lie(axes: "Axes") -> bool:
    return any(getattr(container, "orientation", "") == "horizontal" for container in axes.containers)


def _title_at_the_left(axes: "Axes", undo: Callable[..., Any]) -> None:
    for place in ("center", "left", "right"):
        undo(axes.set_title, axes.get_title(place), loc=place)
    title = axes.get_title() or axes.get_title("left")
    axes.set_title("")
    lines = textwrap.wrap(title, round(LETTERS * axes.get_position().width), break_long_words=False)
    look: dict[str, Any] = {"weight": "bold", "fontsize": style.TITLE_POINTS, "color": style.INK}
    axes.set_title("\n".join(lines), loc="left", pad=12, **look)


def _plain_ticks(axis: Any, undo: Callable[..., Any]) -> None:
    """Write large numbers with separators, and months as "Oct 2018"; days, names and small numbers stay."""
    from matplotlib.dates import AutoDateFormatter, AutoDateLocator, DateFormatter, num2date
    from matplotlib.ticker import ScalarFormatter

    low, high = sorted(axis.get_view_interval())
    formatter, locator = axis.get_major_formatter(), axis.get_major_locator()
    # Years are numbers too, and 2,019 is no year.
    if isinstance(formatter, ScalarFormatter) and high >= 1000 and not 1800 <= low <= high <= 2200:
        undo(axis.set_major_formatter, formatter)
        axis.set_major_formatter("{x:,.0f}")
    elif isinstance(formatter, AutoDateFormatter):
        undo(axis.set_major_formatter, formatter)
        undo(axis.set_major_locator, locator)
        if isinstance(locator, AutoDateLocator):
            axis.set_major_locator(AutoDateLocator(minticks=3, maxticks=8))
        if all(day.day == 1 for day in num2date(axis.get_ticklocs())):
            axis.set_major_formatter(DateFormatter("%b %Y" if high - low < YEARS * 366 else "%Y"))


def _label_bars(axes: "Axes", undo: Callable[..., Any]) -> None:
    """Write the values beside the bars, where they are few and nobody has written or drawn there."""
    from matplotlib.container import BarContainer

    containers: list[Any] = [each for each in axes.containers if isinstance(each, BarContainer)]
    values = [float(value) for each in containers for value in each.datavalues]
    known = [abs(value) for value in values if math.isfinite(value)]
    # seaborn draws the error of a single value as a line of nothing.
    drawn = any(x == x and y == y for line in axes.lines if _in_data(line) for x, y in line.get_xydata())
    if not known or len(values) > LABELLED or axes.texts or drawn:
        return
    whole = all(value.is_integer() for value in known)
    digits = 0 if whole or max(known) >= 1000 else 1 if max(known) >= 1 else 3
    for each in containers:
        for text in axes.bar_label(each, fmt=f"{{:,.{digits}f}}", padding=3):
            _write(text, undo)


def _name_lines(axes: "Axes", undo: Callable[..., Any]) -> None:
    """Write the names of lines beside them in the place of a legend, where it has no other entries."""
    legend = axes.get_legend()
    texts = {text.get_text() for text in legend.texts} if legend else set()
    levels: dict[str, Any] = {}
    across = [line for line in axes.lines if not _in_data(line)]
    for line in sorted(across, key=lambda line: float(line.get_xydata()[0][0])):
        undo(line.set_linewidth, line.get_linewidth())
        line.set_linewidth(1)
        if not line.get_label().startswith("_"):  # several of one name are named once
            levels.setdefault(line.get_label(), line)
    ends = {} if axes.containers or legend is None else _ends(axes, Names([legend]))
    if texts <= levels.keys() | ends.keys():
        if legend is not None:
            undo(legend.set_visible, True)
            legend.set_visible(False)
        for name, line in ends.items():
            place = (line.get_xdata()[-1], line.get_ydata()[-1])
            text = axes.annotate(name, place, xytext=(7, 0), textcoords="offset points", va="center")
            _write(text, undo, weight="bold", color=line.get_color())
    if not texts & levels.keys() or not legend.get_visible():
        for step, (name, line) in enumerate(levels.items()):
            _name_level(axes, name, line, step, undo)


def _ends(axes: "Axes", names: Names) -> dict[str, Any]:
    """The lines of the data by name; none where two names would touch, or two lines have one name."""
    lines = [line for line in axes.lines if _in_data(line) and len(line.get_xdata()) > 1]
    heights = sorted(_place(axes, line.get_xydata()[-1])[1] for line in lines)
    near = any(above - below < APART for below, above in itertools.pairwise(heights))
    named = {names.name(line, line.get_color()): line for line in lines}
    return {} if near or len(named) < len(lines) else named


def _name_level(axes: "Axes", name: str, line: Any, step: int, undo: Callable[..., Any]) -> None:
    """Write the name of a line across the axes: of an upright one at its top, ``step`` lines of type further down."""
    x, y = line.get_xydata()[0]
    if line.get_xydata()[1][0] != x:  # level
        place, words = axes.get_yaxis_transform(), {"xy": (1, y), "xytext": (0, 3), "ha": "right"}
    else:
        place = axes.get_xaxis_transform()
        is_right = _place(axes, (x, axes.get_ylim()[0]))[0] > 0.85
        side = {"xytext": (-4 if is_right else 4, -STEP * (step + 1)), "ha": "right" if is_right else "left"}
        words = {"xy": (x, 1), **side}
    text = axes.annotate(name, xycoords=place, textcoords="offset points", va="bottom", **words)
    _write(text, undo)


def _write(text: Any, undo: Callable[..., Any], **look: Any) -> None:
    """Set the type of words in the picture, on a seam of white that keeps them off what lies below."""
    from matplotlib.patheffects import withStroke

    seam = [withStroke(linewidth=4, foreground="white")]
    look = {
        "color": style.INK,
        "fontsize": style.TEXT_POINTS - 1,
        "annotation_clip": False,
        "path_effects": seam,
    } | look
    text.set(**look)
    undo(text.remove)


def _place(axes: "Axes", point: Any) -> Any:
    """Where a point of the data lies in the axes, from 0 to 1 across and up."""
    return axes.transAxes.inverted().transform(axes.transData.transform(point))


def _in_data(line: Any) -> bool:
    """Whether a line is drawn from place to place, and not across the axes, as ``axvline`` draws it."""
    return bool(line.get_transform() == line.axes.transData)
