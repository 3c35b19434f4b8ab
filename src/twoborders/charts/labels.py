"""Names beside the points of a scatter chart."""

from typing import Any

import pandas as pd

# Where a name may stand, seen from its point: offset in points of print, and the end of the text that is near.
_PLACES = (((6, 4), "left"), ((6, -12), "left"), ((-6, 4), "right"), ((-6, -12), "right"))


def label_points(axes: Any, data: pd.DataFrame, x: str, y: str, label: str) -> None:
    """Write the text of column ``label`` beside each point (columns ``x``, ``y``) of a matplotlib axes.

    A name goes to the upper right of its point, or to another side where that is taken or outside the axes. Set
    the limits of the axes first. Rows with a missing value are left out. Raises KeyError with the columns there
    are, for a column that the table does not have.
    """
    lacking = [column for column in (x, y, label) if column not in data.columns]
    if lacking:
        raise KeyError(f"The table has no column {', '.join(lacking)}. Its columns are: {', '.join(data.columns)}.")
    figure = axes.get_figure(root=True)
    figure.draw_without_rendering()
    frame = axes.get_window_extent()
    taken: list = []
    for row in data[[x, y, label]].dropna().itertuples(index=False, name=None):
        text = axes.annotate(str(row[2]), row[:2], textcoords="offset points", xytext=(0, 0))
        for offset, near in (*_PLACES, _PLACES[0]):
            text.set(position=offset, horizontalalignment=near)
            box = text.get_window_extent(figure.canvas.get_renderer())
            inside = frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
            if inside and not any(box.overlaps(other) for other in taken):
                break
        taken.append(box)
