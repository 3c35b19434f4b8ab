"""Lesson 02: what the words of its exercise state of the tables."""

import nbformat
import pytest

from twoborders import questions
from twoborders.tables import ROOT, load

pytestmark = pytest.mark.quick


@pytest.fixture(scope="module")
def cells():
    (path,) = (ROOT / "exercises").glob("02_*.ipynb")
    return {cell["id"]: cell["source"] for cell in nbformat.read(path, 4).cells}


def run(source):
    """Run a cell that the exercise gives, with the tables of its set-up; return the names it leaves."""
    names = {
        "states": load("homicides_states_year"),
        "registered": load("homicides_states_registered"),
        "investigations": load("homicide_investigations_states_month"),
    }
    exec(source, names)
    return names


def test_the_table_supports_sentence_b_and_no_other(cells):
    groups = run(cells["02-10-table"])["groups"]
    people = {group: groups.loc[(group, 2018), "homicide_victims"] for group in groups.index.get_level_values(0)}
    rises = {
        column: {group: groups.loc[(group, 2018), column] - groups.loc[(group, 2015), column] for group in people}
        for column in ("victims_rate", "deaths_rate")
    }
    assert people["Belize border"] == min(people.values())  # a says: the most
    for rise in rises.values():  # b
        assert min(rise, key=rise.get) == "Guatemala border"
        assert rise["Guatemala border"] > 0
    assert rises["deaths_rate"]["US border"] > rises["victims_rate"]["US border"]  # c says: better counting alone
    assert questions.verdict("02-10", "b").outcome == "right"


def test_the_chain_to_mend_shows_the_fault_that_its_text_tells(cells):
    draft = run(cells["02-11-draft"])["by_group_draft"]
    assert questions.verdict("02-11", draft).mistake == "victims once for each month"
    mended = draft.assign(homicide_victims=draft["homicide_victims"] // 12)
    assert questions.verdict("02-11", mended).outcome == "right"
    assert "774 and 763" in cells["02-11-question"]
    assert mended.loc["Belize border"].tolist() == [774, 763]


def test_examples_of_answers_are_those_of_the_tables(cells):
    states, registered = load("homicides_states_year"), load("homicides_states_registered")
    belize = states[(states["border_group"] == "Belize border") & (states["year"] == 2018)]
    assert round(belize["femicide_victims"].sum() / belize["population"].sum() * 100_000, 2) == 0.45
    assert "Belize border with 0.45" in cells["02-3-question"]
    north = registered[(registered["border_group"] == "US border") & (registered["year"] == 2010)]
    assert round(north["deaths_known_sex_age"].sum() / north["population"].sum() * 100_000, 1) == 52.9
    assert "52.9 in 2010" in cells["02-7-question"]
    colima = states[(states["state"] == "Colima") & (states["year"] == 2015)]
    assert colima["rate_per_100k"].item() > 20  # the country has fewer than 15
    assert "Colima" in cells["02-2-question"]
