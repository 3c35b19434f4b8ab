"""The one look: colours that can be told apart."""

import subprocess
import sys

import pytest

from twoborders.charts import style

LINES = "ax = sns.lineplot(x=[1, 2] * 2, y=[1, 2, 3, 4], hue=['a', 'a', 'b', 'b'])\nax.axvline(1)"


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


def colours_in_a_notebook(*cells):
    """The colours of the lines of ``ax``, as hex codes, after these cells ran in a notebook's shell of its own."""
    lines = "[line for line in ax.lines if len(line.get_xdata())]"
    shown = f"print(*(matplotlib.colors.to_hex(line.get_color()) for line in {lines}))"
    code = f"""
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
for cell in {[*cells, "import matplotlib.colors", shown]!r}:
    shell.run_cell(cell).raise_error()
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return ran.stdout.splitlines()[-1].split()


@pytest.mark.parametrize(
    "cells",
    [
        ["import seaborn as sns\nfrom twoborders import load, show", LINES],
        ["from twoborders import load, show\nimport seaborn as sns", LINES],
        ["from twoborders import show", "import pandas", "import seaborn as sns", LINES],
    ],
)
def test_the_first_figure_has_the_colours_of_the_house_in_whatever_order_things_are_imported(cells):
    assert colours_in_a_notebook(*cells) == ["#0173b2", "#d55e00", "#222222"]


def test_a_learners_own_palette_stays():
    cells = ["import seaborn as sns\nfrom twoborders import show", "sns.set_palette(['#111111', '#999999'])", LINES]
    assert colours_in_a_notebook(*cells)[:2] == ["#111111", "#999999"]


def test_ten_series_have_ten_colours():
    assert len({*style.COLOURS, *style.PALER}) == 10
