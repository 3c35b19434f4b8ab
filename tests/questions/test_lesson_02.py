"""Lesson 02: the fill-ins of its exercise work as their texts say."""

import re

import nbformat
import pytest

from twoborders import questions
from twoborders.tables import ROOT, load

pytestmark = pytest.mark.quick

FILLED = {
    "02-2": ["2015", 'in_2015["population"].sum()', 'in_2015["rate_per_100k"] > country'],
    "02-3": ["2018", '"border_group"', 'sums["femicide_victims"] / sums["population"] * 100_000'],
}


def run(question, values):
    """Run an answer cell as a learner leaves it who took each comment mark away and filled blanks from the left."""
    (path,) = (ROOT / "exercises").glob("02_*.ipynb")
    cells = {cell["id"]: cell["source"] for cell in nbformat.read(path, 4).cells}
    source = re.sub(r"^# (?!Write)", "", cells[f"{question}-answer"], flags=re.MULTILINE)
    for value in values:
        source = source.replace("____", value, 1)
    # A notebook has these three for its last results: a blank with such a name would raise nothing.
    names = {"states": load("homicides_states_year"), "_": "", "__": "", "___": ""}
    exec(source, names)
    return names


@pytest.mark.parametrize("question", FILLED)
def test_a_fill_in_that_is_filled_is_right(question):
    names = run(question, FILLED[question])
    assert questions.verdict(question, names[questions.get(question).answer]).outcome == "right"


@pytest.mark.parametrize("question", FILLED)
@pytest.mark.parametrize("filled", [0, 1, 2])
def test_a_blank_that_is_left_is_an_error_and_no_answer(question, filled):
    with pytest.raises(NameError, match="'____' is not defined"):
        run(question, FILLED[question][:filled])
