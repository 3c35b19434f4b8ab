"""The one look: colours that can be told apart, a figure without pyplot, and limits that move seldom."""

import matplotlib.style
import pytest

from twoborders.charts import style


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_on_white(colour):
    """The contrast ratio of WCAG 2, from 1 (white) to 21 (black)."""
    return 1.05 / (luminance(colour) + 0.05)


def test_the_measure_itself():
    assert contrast_on_white("#ffffff") == pytest.approx(1)
    assert contrast_on_white("#000000") == pytest.approx(21)


@pytest.mark.parametrize("colour", style.COLOURS)
def test_marks_reach_three_to_one(colour):
    assert contrast_on_white(colour) >= 3


@pytest.mark.parametrize("colour", [style.INK, style.QUIET])
def test_type_reaches_four_and_a_half_to_one(colour):
    assert contrast_on_white(colour) >= 4.5


def test_each_colour_has_a_marker_and_a_line_style_of_its_own():
    assert len(set(style.COLOURS)) == len(set(style.MARKERS)) == 5


def test_pictures_are_small_and_type_is_not():
    assert style.DPI <= 100
    assert (style.TEXT_POINTS - 1) / 72 * style.DPI >= 11


def test_a_theme_that_a_learner_sets_does_not_reach_the_kits_own_pictures():
    with matplotlib.style.context({"axes.facecolor": "black", "xtick.labelsize": 30, "axes.grid.axis": "x"}):
        _, (axes,) = style.bare_figure("Title", "Source: somebody.")
        assert matplotlib.rcParams["axes.facecolor"] == "black"
    assert axes.get_facecolor() == (1, 1, 1, 1)


def test_a_bare_figure_has_title_source_and_panels():
    figure, axes = style.bare_figure("Title", "Source: somebody.", panels=("left", "right"))
    assert [text.get_text() for text in figure.texts] == ["Title", "Source: somebody."]
    assert [one.get_title("left") for one in axes] == ["left", "right"]
    assert figure.canvas.get_width_height() == (820, 350)


def test_a_dollar_sign_is_no_formula():
    figure, _ = style.bare_figure("From $5^{ to $6", "Costs $1^{ and $2.")
    figure.canvas.draw()


@pytest.mark.parametrize("value", [0, 1, 99.9, 100, 101, 150, 151, 700.5, 999, 1_000, 1_001, 4_444, 123_456, 9e8])
def test_a_nice_limit_is_round_and_close(value):
    limit = style.nice_limit(value)
    assert value <= limit <= max(100, 1.7 * value)
    assert f"{limit:.0f}".rstrip("0") in ("1", "15", "2", "3", "5", "7")


def test_an_axis_reaches_from_zero_to_a_nice_limit():
    _, (axes,) = style.bare_figure("Title", "Source: somebody.")
    assert style.reach(axes, 4_444) == 5_000
    assert axes.get_ylim() == (0, 5_000)
    axes.set_ylim(10, 5_000)
    style.reach(axes, 4_444)
    assert axes.get_ylim() == (0, 5_000)
