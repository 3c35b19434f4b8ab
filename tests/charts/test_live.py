"""The quick drawing of a moving figure gives what the slow drawing gives."""

import io

import numpy as np
import pytest
from PIL import Image

from twoborders.charts import style
from twoborders.charts.live import KEPT, LiveFigure


@pytest.fixture
def parts():
    figure, (axes,) = style.bare_figure("Title", "Source.")
    axes.set_xlim(0, 2)
    axes.set_ylim(0, 10)
    (line,) = axes.plot([0, 1, 2], [1, 1, 1], color=style.COLOURS[0], linewidth=3)
    return figure, axes, line


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def whole(figure, line):
    """The figure, all of it drawn anew."""
    line.set_animated(False)
    figure.canvas.draw()
    line.set_animated(True)
    return np.asarray(figure.canvas.buffer_rgba())[:, :, :3].astype(int)


def test_it_shows_what_a_whole_drawing_shows(parts):
    figure, axes, line = parts
    live = LiveFigure(figure, [line])
    for heights, top in (([1, 5, 9], 10), ([9, 2, 3], 10), ([3, 20, 4], 50), ([1, 5, 9], 10)):
        line.set_ydata(heights)
        axes.set_ylim(0, top)
        # The palette moves a colour by a few steps of 255, a wrong line would move it by a hundred.
        difference = np.abs(pixels(live.png()) - whole(figure, line))
        assert np.quantile(difference, 0.999) < 40
        assert difference.mean() < 1


def test_the_same_state_gives_the_same_bytes(parts):
    figure, _, line = parts
    live = LiveFigure(figure, [line])
    first = live.png()
    line.set_ydata([2, 3, 4])
    assert live.png() != first
    line.set_ydata([1, 1, 1])
    assert live.png() == first


def test_the_paper_is_white(parts):
    figure, _, line = parts
    assert pixels(LiveFigure(figure, [line]).png())[0, 0].tolist() == [255, 255, 255]


def test_only_so_many_backgrounds_are_kept(parts):
    figure, axes, line = parts
    live = LiveFigure(figure, [line])
    for top in range(10, 10 + 2 * KEPT):
        axes.set_ylim(0, top)
        live.png()
    assert len(live._backgrounds) == KEPT


def test_what_stands_still_is_drawn_once(parts, monkeypatch):
    figure, _, line = parts
    drawings = []
    original = figure.canvas.draw
    monkeypatch.setattr(figure.canvas, "draw", lambda: (drawings.append(1), original()))
    live = LiveFigure(figure, [line])
    for height in range(5):
        line.set_ydata([height] * 3)
        live.png()
    assert len(drawings) == 1
