"""A row that was computed says from what, and nothing takes it for a second witness of that.

Totals, claims and notebooks are looked at; what shows a derived row beside its origin and says so is declared here.
Of a notebook's cell it can be told which tables it uses and which figures it shows; a cell that gives back a figure
from which one of its rows was derived is refused, whatever it says of it. A comparison in words alone, or of a figure
that no cell shows, is not seen: the lesson's text has to name the basis.
"""

import ast
import json
import re

import pandas as pd
import pytest

from twoborders.build.table_check import problems
from twoborders.claims.core import COMPUTATIONS
from twoborders.tables import DATA, ROOT, datapackage, dictionary, load, names
from twoborders.tables.derived import DERIVED, operands, outcome
from twoborders.tables.fresh import figures

pytestmark = pytest.mark.quick

WITH_BASIS = [name for name in names() if "basis" in load(name)]


def derived_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that were computed from other figures."""
    return frame[frame["basis"] == DERIVED] if "basis" in frame else frame[:0]


def figure(name: str) -> str:
    """Return the column of the figure that a derived row of the table has."""
    return figures(dictionary(name))[0]


# --- what a derived row says -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "figures_of_it", "value"),
    [
        ("24474 - 18365", [24474, 18365], 6109),
        ("26894 + 7607 + 3088", [26894, 7607, 3088], 37589),
        ("50 / 200 * 100", [50, 200], 25),
        ("72.7 + 6.7", [72.7, 6.7], 79.4),
    ],
)
def test_what_a_row_was_derived_from_can_be_read(text, figures_of_it, value):
    assert operands(text) == figures_of_it
    assert outcome(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "24474", "24,474 - 18,365", "24474 less 18365", "__import__('os')", "2 ** 9"])
def test_another_text_is_refused(text):
    with pytest.raises(ValueError, match="is no sum of figures"):
        operands(text)


def test_every_derived_row_is_what_its_sum_comes_to():
    """As a figure of so many decimals: 12.0 may stand for 11.98, for a file drops zeros at the end."""
    seen = 0
    for name in WITH_BASIS:
        rows = derived_rows(load(name))
        places = rows[figure(name)].map(lambda value: len(f"{value:.10g}".partition(".")[2]))
        for value, text in zip(rows[figure(name)], rows.get("derived_from", ()), strict=True):
            assert abs(outcome(text) - value) <= 0.501 * 10.0 ** -min(places.max(), 1), (name, text, value)
            seen += 1
    assert seen > 300


ARITHMETIC = re.compile(r"^(?:[a-z ]+: )?[\d,.]+(?: \([^)]*\))? (?:minus|less|plus) ")


def test_no_row_is_computed_by_its_note_alone():
    """A note that begins with a sum stands beside a derived row, and says no other figures than its column does."""
    noted = 0
    for name in names():
        frame = load(name)
        if "note" not in frame or "basis" not in frame:
            continue
        sums = frame[frame["note"].fillna("").str.contains(ARITHMETIC)]
        assert set(sums["basis"]) <= {DERIVED}, (name, sums["note"].tolist())
        noted += len(sums)
    assert noted > 10
    assert ARITHMETIC.match("31,481 (January-June) minus 24,551") and not ARITHMETIC.match("first publication; 5 minus")


# --- known totals ----------------------------------------------------------------------------------------------


def in_a_copy(folder, change):
    """Write the tables and a dictionary that ``change`` has changed into a folder; return what the build says."""
    package = json.loads(json.dumps(datapackage()))
    change({resource["name"]: resource for resource in package["resources"]})
    for path in DATA.glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return problems(folder)


def test_a_total_from_which_one_of_its_rows_was_derived_is_refused(tmp_path):
    """January 2019 is 18,365 less the other three months, so that the four months add up to 18,365 in any case."""
    months = [f"2019-0{month}-01" for month in range(1, 5)]

    def plant(tables):
        total = {"filter": {"month": months}, "column": "applications", "published": 18365, "tolerance": 0}
        tables["refugee_applications_month"]["known_totals"].append(total)

    found = in_a_copy(tmp_path, plant)
    assert len(found) == 1 and "18365 is no known total" in found[0] and "18365 - 4127 - 4713 - 5580" in found[0]


def test_a_total_of_other_rows_is_no_matter(tmp_path):
    def plant(tables):
        total = {"filter": {"month": "2019-02-01"}, "column": "applications", "published": 4133, "tolerance": 10}
        tables["refugee_applications_month"]["known_totals"].append(total)

    assert in_a_copy(tmp_path, plant) == []


@pytest.mark.parametrize(
    ("row", "column", "value", "words"),
    [
        (0, "derived_from", "not derived", "'not derived' stands in a row whose basis is 'derived'"),
        (0, "derived_from", "", "'nan' is no sum of figures"),
        (0, "derived_from", "18,365 minus the rest", "is no sum of figures"),
        (1, "derived_from", "4000 + 127", "'4000 + 127' stands in a row whose basis is 'reported'"),
        (1, "basis", "derived", "'not derived' stands in a row whose basis is 'derived'"),
    ],
)
def test_a_row_that_does_not_say_what_it_was_derived_from_is_refused(tmp_path, row, column, value, words):
    in_a_copy(tmp_path, lambda tables: None)
    path = tmp_path / "refugee_applications_month.csv"
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    frame.loc[row, column] = value
    frame.to_csv(path, index=False)
    assert any(words in problem for problem in problems(tmp_path)), problems(tmp_path)


# --- claims ----------------------------------------------------------------------------------------------------


def taken_back(rows: dict[str, pd.DataFrame], known: set[float]) -> list[str]:
    """Return what the derived rows were derived from, where ``known`` has all that gives it back.

    Of a difference that is the figure from which the others were taken; of a sum or a quotient all its figures.
    """
    found = []
    for frame in rows.values():
        for text in derived_rows(frame).get("derived_from", ()):
            needed = operands(text)[:1] if " - " in text else operands(text)
            if known >= set(needed):
                found.append(text)
    return found


def figures_of(rows: dict[str, pd.DataFrame]) -> set[float]:
    """Return all figures in some rows of tables, by table."""
    return {
        float(value) for name, frame in rows.items() for column in figures(dictionary(name)) for value in frame[column]
    }


SAID_OF_CLAIMS = {
    "R4e": "28 May is derived from 4 June; it is set beside the article's number, and 4 June is told as its origin",
    "R4f": "the rise from 28 May to 4 June is the printed one, as the finding says; another pollster's rise can fail",
}
"""Claims that have a derived row beside its origin, and what they do with it."""


@pytest.mark.parametrize("claim_id", load("claims").dropna(subset="computation")["claim_id"])
def test_no_claim_rests_on_a_row_and_on_what_it_was_derived_from(claim_id):
    claim = load("claims").set_index("claim_id", drop=False).loc[claim_id]
    computed = COMPUTATIONS[claim["computation"]](load, claim)
    numbers = {float(one) for one in computed.numbers.values() if isinstance(one, int | float)}
    known = figures_of(computed.rows) | numbers | ({float(computed.value)} if computed.value is not None else set())
    # What is declared is still found: a claim that no longer needs it leaves the list.
    assert bool(taken_back(computed.rows, known)) == (claim_id in SAID_OF_CLAIMS), taken_back(computed.rows, known)


def test_a_claim_that_does_is_found():
    """The five months beside the count to May from which the fifth was derived."""
    months = load("refugee_applications_month")
    periods = load("refugee_applications_periods").query("applications == 24474")
    rows = {"refugee_applications_month": months, "refugee_applications_periods": periods}
    assert taken_back(rows, figures_of(rows)) == ["24474 - 18365"]
    assert taken_back({"refugee_applications_month": months}, {24440.0}) == []


# --- lessons and solved exercises ------------------------------------------------------------------------------


def tables_used(source: str, holds: dict[str, set[str]]) -> set[str]:
    """Return the tables that a cell's code uses, and note in ``holds`` which ones its names now rest on."""
    used = set()
    # A line that begins with % or ! is no Python.
    lines = [line for line in source.splitlines() if not line.startswith(("%", "!"))]
    for statement in ast.parse("\n".join(lines)).body:
        rests_on = set()
        for node in ast.walk(statement):
            if isinstance(node, ast.Name):
                rests_on |= holds.get(node.id, set())
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "load":
                rests_on |= {one.value for one in node.args if isinstance(one, ast.Constant)}
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        for target in targets:
            for node in ast.walk(target):
                if isinstance(node, ast.Name):
                    # A column that is written into a table leaves the table what it was.
                    kept = holds.get(node.id, set()) if not isinstance(target, ast.Name) else set()
                    holds[node.id] = rests_on | kept
        used |= rests_on
    return used


SHOWN = {("03_constraints_what_mexico_did", "s4-vintage"): "the sum of four months, compared with no other count"}
"""Cells that give a figure back and compare it with nothing, by notebook and cell, and what they do with it."""

NUMBER = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?")


def given_back(source: str, shown: str, tables: set[str]) -> list[str]:
    """Return the figures that a cell shows or names, and from which rows of the tables that it uses were derived.

    A figure that one of these tables has in a row of its own is shown as that row, beside its basis; so is the sum
    that a row was derived from, as the column of that name.
    """
    frames = {name: load(name) for name in tables}
    for text in [text for frame in frames.values() for text in derived_rows(frame).get("derived_from", ())]:
        shown = shown.replace(text, "")
    seen = {float(text.replace(",", "")) for text in NUMBER.findall(f"{source}\n{shown}") if text.strip(",")}
    seen -= figures_of(frames)
    return [
        text
        for frame in frames.values()
        for text in derived_rows(frame).get("derived_from", ())
        if " - " in text and operands(text)[0] in seen
    ]


def shown_by(cell: dict) -> str:
    """Return what a cell printed and showed, as text."""
    texts = [output.get("text") or output.get("data", {}).get("text/plain", "") for output in cell["outputs"]]
    return "\n".join("".join(text) for text in texts)


@pytest.mark.parametrize(
    "path",
    sorted([*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("solutions/*.ipynb")]),
    ids=lambda path: path.parent.name + path.name[:3],
)
def test_no_cell_gives_back_what_its_rows_were_derived_from(path):
    holds: dict[str, set[str]] = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            source = "".join(cell["source"])
            used = tables_used(source, holds)
            back = given_back(source, shown_by(cell), used)
            # What is declared is still found: a cell that no longer needs it leaves the list.
            assert bool(back) == ((path.stem, cell["id"]) in SHOWN), (cell["id"], back)


SUM = 'january_to_may = months.loc["2019-01":"2019-05"].sum()\nprint("January to May 2019:", january_to_may)'


@pytest.mark.parametrize(
    ("source", "shown"),
    [(SUM, "January to May 2019: 24474"), (SUM + "\nassert january_to_may == 24_474", ""), (SUM, "24,474.0 in all")],
)
def test_a_cell_that_adds_the_months_up_again_is_found(source, shown):
    holds: dict[str, set[str]] = {}
    tables_used('months = load("refugee_applications_month").set_index("month")["applications"]', holds)
    used = tables_used(source, holds)
    assert used == {"refugee_applications_month"}
    if "assert" in source:
        source = source.replace("24_474", "24474")
    assert given_back(source, shown, used) == ["24474 - 18365"]


def test_a_cell_that_shows_the_printed_count_itself_is_no_matter():
    assert given_back("periods.head()", "24474  reported", {"refugee_applications_periods"}) == []
    assert given_back("months.head()", "4127 reported", {"refugee_applications_month"}) == []
    assert given_back("months.tail()", "6109  derived  24474 - 18365", {"refugee_applications_month"}) == []


def test_names_rest_on_the_tables_that_made_them():
    holds: dict[str, set[str]] = {}
    tables_used('a = load("poverty_states")\nb = a[a["year"] == 2018]\nb["x"] = load("gdp_states")["gdp"]', holds)
    assert holds == {"a": {"poverty_states"}, "b": {"poverty_states", "gdp_states"}}
    assert tables_used("b.head()", holds) == {"poverty_states", "gdp_states"}
    assert tables_used("1 + 1", holds) == set()


def test_tables_that_are_sums_of_another_name_one_that_is_there_and_agree_with_it():
    """All victims of November 2019's file, and all investigations, add up to the same number in each table."""
    summed = {one["name"]: one["derived_rows"] for one in datapackage()["resources"] if "derived_rows" in one}
    assert set(summed) == {"homicides_national_month", "homicides_national_year", "homicides_states_year"}
    for rows in summed.values():
        assert {one["from"] for one in rows} <= set(names())
    states = load("homicides_states_month")
    for name in ("homicides_national_month", "homicides_states_year"):
        for column in ("homicide_victims", "femicide_victims"):
            assert load(name)[column].sum() == states[column].sum()
    national = load("homicides_national_year").set_index(["series", "year"])["value"]
    of_2018 = states[states["month"].dt.year == 2018]
    assert national["homicide victims, November 2019", 2018] == of_2018["homicide_victims"].sum()
    opened = load("homicide_investigations_states_month")
    of_2018 = opened[opened["month"].dt.year == 2018]
    assert national["homicide investigations, March 2022", 2018] == of_2018["investigations"].sum()
