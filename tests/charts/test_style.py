"""The one look: colours that can be told apart."""

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
