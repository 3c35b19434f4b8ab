"""One look for all pictures: colours, sizes of type, and plain axes."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: The five colours of seaborn's colour-blind palette that reach a contrast of 3:1 on white.
COLOURS = ("#0173b2", "#d55e00", "#029e73", "#949494", "#cc78bc")
INK = "#222222"
QUIET = "#595959"
GRID = "#e2e2e2"
TEXT_POINTS = 11
TITLE_POINTS = 12.5


def plain(axes: "Axes") -> None:
    """Take away the frame's upper and right side, set type and the colour of ink."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(QUIET)
    axes.tick_params(labelsize=TEXT_POINTS, labelcolor=INK, color=QUIET)
    for axis in (axes.xaxis, axes.yaxis):
        axis.label.set(fontsize=TEXT_POINTS, color=INK)
    axes.set_axisbelow(True)
