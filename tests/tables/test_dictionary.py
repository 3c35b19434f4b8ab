"""The tables agree with their dictionary, and the checker finds planted faults."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from twoborders.build.table_check import problems
from twoborders.tables import DATA, ROOT, datapackage, load, names


@pytest.mark.quick
def test_tables_agree_with_the_dictionary():
    assert problems(DATA) == []


def test_frictionless_agrees():
    import frictionless  # here, so that the quick tests of this file need not wait for it

    report = frictionless.validate(str(DATA / "datapackage.json"))
    assert report.valid, report.to_summary()


def _edit_csv(change: Callable[[pd.DataFrame], pd.DataFrame], name: str) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        path = folder / f"{name}.csv"
        change(pd.read_csv(path, dtype="str", keep_default_na=False)).to_csv(path, index=False)

    return plant


def _put(name: str, column: str, value: str, row: int = 0) -> Callable[[Path], None]:
    def change(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[row, column] = value
        return frame

    return _edit_csv(change, name)


def _of_event(event_id: str, **values: str) -> Callable[[Path], None]:
    def change(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[frame["event_id"] == event_id, list(values)] = list(values.values())
        return frame

    return _edit_csv(change, "timeline")


def _append(path: Path, line: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")


def _double_first_row(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([frame.head(1), frame])


FAULTS = {
    "type": (_put("poverty_states", "poverty_rate_pct", "many"), "poverty_states: poverty_rate_pct: 'many'"),
    "date": (_put("timeline", "date", "2019-13-01"), "timeline: date: '2019-13-01'"),
    "range": (_put("poverty_states", "poverty_rate_pct", "764"), "beyond the maximum 100"),
    "allowed values": (_put("timeline", "actor", "Nobody"), "timeline: actor: ['Nobody']"),
    "form": (
        _put("poverty_states", "state_code", "7"),
        "poverty_states: state_code: a value does not have the form",
    ),
    "length": (_put("timeline", "event", "x" * 71), "timeline: event: a text is longer than 70"),
    "required": (_put("timeline", "source", ""), "timeline: source: 1 values are missing"),
    "foreign key": (_put("homicides_states_month", "state", "Nowhere"), "'Nowhere') is not in population_states"),
    "key": (_edit_csv(_double_first_row, "gdp_states"), "gdp_states: the key"),
    "total": (_put("poverty_national", "poverty_rate_pct", "46.3", row=2), "adds up to 46.3"),
    # In the table: announced 20 December 2018, in force from 29 January 2019, no end; and a threat of no measure.
    "stopped before it began": (
        _of_event("2018-12-20-1", in_force_to="2019-01-28"),
        "timeline: 2018-12-20-1: in_force_to is before in_force_from",
    ),
    "in force before it was announced": (
        _of_event("2018-12-20-1", in_force_from="2018-12-19"),
        "timeline: 2018-12-20-1: in_force_from is before date",
    ),
    "an end without a beginning": (
        _of_event("2018-10-18-2", in_force_to="2018-12-01"),
        "timeline: 2018-10-18-2: in_force_to stands without in_force_from",
    ),
    "a place without a day": (
        _of_event("2018-10-18-2", in_force_where="whole border"),
        "timeline: 2018-10-18-2: in_force_where stands without in_force_from",
    ),
    "a day without a place": (
        _of_event("2018-12-20-1", in_force_where=""),
        "timeline: 2018-12-20-1: in_force_from stands without in_force_where",
    ),
    "undeclared column": (_edit_csv(lambda f: f.assign(extra="1"), "claims"), "claims: the columns are"),
    "a comma too many": (
        lambda folder: _append(folder / "border_facts.csv", "one,two\n"),
        "border_facts.csv: line ",
    ),
    "missing file": (lambda folder: (folder / "claims.csv").unlink(), "claims: claims.csv is missing"),
    "unlisted file": (
        lambda folder: (folder / "stray.csv").write_text("a\n1\n"),
        "stray.csv: not in the dictionary",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_and_named(fault, tmp_path):
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    plant, words = FAULTS[fault]
    plant(folder)
    assert any(words in problem for problem in problems(folder)), problems(folder)


@pytest.mark.quick
@pytest.mark.parametrize("name", names())
def test_every_row_names_its_source_in_full(name):
    frame = load(name)
    if "source" in frame:
        sources = frame["source"].dropna()  # the dictionary says where a source may be missing, and the checker looks
        assert sources.str.contains("https?://", regex=True).all()
        assert not sources.str.contains("same page|same\\)", regex=True).any()


def _readers() -> dict[str, set[str]]:
    """Return the lessons that load each table, in the lesson's own code or in its solution's, by table."""
    found = {name: set() for name in names()}
    for notebook in [*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("solutions/*.ipynb")]:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        for name in re.findall(r'load\("(\w+)"', code):
            found[name].add(notebook.stem[:2])
    return found


@pytest.mark.quick
def test_every_table_is_read_and_names_the_lessons_that_read_it():
    named = {resource["name"]: resource["lessons"] for resource in datapackage()["resources"]}
    assert named == {name: sorted(lessons) for name, lessons in _readers().items()}
    assert all(named.values())


@pytest.mark.quick
@pytest.mark.parametrize("name", names())
def test_the_claims_of_a_table_exist(name):
    resource = next(one for one in datapackage()["resources"] if one["name"] == name)
    assert set(resource["claims"]) <= set(load("claims")["claim_id"])


def test_loading_works_from_any_folder(tmp_path):
    code = "from twoborders import load; print(len(load('timeline')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == str(len(load("timeline"))), done.stderr
