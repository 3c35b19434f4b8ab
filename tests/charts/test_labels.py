"""Names beside points: every point has its own, and none covers another."""

import itertools

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from twoborders.charts import label_points, show

pytestmark = pytest.mark.quick


def _chart(table):
    figure = Figure()
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.scatter(table["x"], table["y"])
    axes.set(xlim=(0, 10), ylim=(0, 10))
    return axes


def test_names_that_would_cover_each_other_take_another_side():
    table = pd.DataFrame(
        {"x": [5.0, 5.1, 5.2, 9.9], "y": [5, 5.1, 5, 9.9], "name": ["México", "Guanajuato", "Jalisco", "Z"]}
    )
    axes = _chart(table)
    label_points(axes, table, x="x", y="y", label="name")
    boxes = [text.get_window_extent() for text in axes.texts]
    assert [text.get_text() for text in axes.texts] == table["name"].tolist()
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))
    frame = axes.get_window_extent()
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 and box.y1 <= frame.y1 for box in boxes)


def test_the_text_alternative_says_the_names():
    table = pd.DataFrame({"x": [1.0, 2.0], "y": [3.0, 4.0], "name": ["Chiapas", "Tabasco"]})
    axes = _chart(table)
    label_points(axes, table, x="x", y="y", label="name")
    assert "Chiapas" in repr(show(axes, source="made up"))


def test_rows_without_a_place_are_left_out_and_an_unknown_column_is_named():
    table = pd.DataFrame({"x": [1.0, None], "y": [3.0, 4.0], "name": ["a", "b"]})
    axes = _chart(table)
    label_points(axes, table, x="x", y="y", label="name")
    assert len(axes.texts) == 1
    with pytest.raises(KeyError, match=r"no column nome\. Its columns are: x, y, name"):
        label_points(axes, table, x="x", y="y", label="nome")
