"""A notebook runs again where something that its outputs rest on has changed, and only there."""

import json
import shutil
from pathlib import Path

import kit_files
import nbformat
import pytest
from kit_files import build_quietly, code, contents, edit, markdown, notebook

from twoborders import tables
from twoborders.build import runs
from twoborders.build.execute import execute
from twoborders.build.notebooks import normalise

READS = "notebooks/91_lengths.ipynb"
OTHER = "notebooks/92_other.ipynb"
SOLUTION = "solutions/91_exercise.ipynb"


def lesson(number, source):
    about = {"lesson": number, "minutes": 20, "claims": ["C1"], "question": "How long is it?"}
    cells = [markdown("# How long?", "title"), code(source, "only"), markdown("The end.", "end")]
    return notebook(*cells, twoborders=about)


@pytest.fixture(scope="module")
def built_once(tmp_path_factory):
    """Two lessons, one of which reads a table, and a solution that reads nothing; built."""
    root = tmp_path_factory.mktemp("two")
    kit_files.lay(root, kit_files.FILES)
    kit_files.lay(
        root,
        {
            READS: lesson("91", 'open("../data/lengths.csv").read()'),
            OTHER: lesson("92", "1 + 1"),
            "data/other.csv": "source,km\nA,1\n",
            "requirements.txt": "pandas==3\n",
        },
    )
    package = json.loads((root / "data/datapackage.json").read_text(encoding="utf-8"))
    package["resources"][0]["known_totals"] = []  # a figure is changed below
    package["resources"].append({**package["resources"][0], "name": "other", "path": "other.csv"})
    kit_files.lay(root, {"data/datapackage.json": package})
    status, printed = build_quietly(root)
    assert status == 0, printed
    return contents(root)


@pytest.fixture
def kit(tmp_path, built_once):
    kit_files.lay(tmp_path, built_once)
    return tmp_path


def ran(printed):
    """Return the notebooks that a build ran."""
    return {line.split(":")[0] for line in printed.splitlines() if ": ran " in line}


def replace(path, old, new):
    def change(root):
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), encoding="utf-8")

    return change


CHANGES = {
    "nothing": (lambda root: None, set()),
    "prose": (replace(READS, "The end.", "This is the end."), set()),
    "metadata": (replace(OTHER, "How long is it?", "How wide is it?"), set()),
    "a cell's code": (replace(OTHER, "1 + 1", "1 + 2"), {OTHER}),
    "a stored output": (replace(OTHER, '"2"', '"3"'), {OTHER}),
    "an execution count": (replace(OTHER, '"execution_count": 1', '"execution_count": 7'), {OTHER}),
    "a table that it reads": (replace("data/lengths.csv", "963", "964"), {READS}),
    "a table that it reads, in another system's lines": (replace("data/lengths.csv", "\n", "\r\n"), set()),
    "a table that nobody reads": (replace("data/other.csv", "A,1", "A,2"), set()),
    "a cell more": (lambda root: edit(root, OTHER, lambda nb: nb["cells"].append(code("3", "more"))), {OTHER}),
    "the versions of the packages": (replace("requirements.txt", "3", "4"), {READS, OTHER, SOLUTION}),
    "no record": (lambda root: (root / runs.RECORD).unlink(), {READS, OTHER, SOLUTION}),
    "a record with the marks of a conflict": (
        lambda root: (root / runs.RECORD).write_text("<<<<<<< HEAD\n{}", encoding="utf-8"),
        {READS, OTHER, SOLUTION},
    ),
    "a record of another form": (
        lambda root: (root / runs.RECORD).write_text(f'{{"{OTHER}": 1}}', encoding="utf-8"),
        {READS, OTHER, SOLUTION},
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_change_runs_what_rests_on_it_and_nothing_else(kit, case):
    change, expected = CHANGES[case]
    change(kit)
    status, printed = build_quietly(kit)
    assert status == 0
    assert ran(printed) == expected
    once = contents(kit)
    status, printed = build_quietly(kit)
    assert (status, ran(printed)) == (0, set())
    assert contents(kit) == once


def test_asked_to_all_run_again(kit):
    assert ran(build_quietly(kit, again=True)[1]) == {READS, OTHER, SOLUTION}


def test_one_lesson_is_built_alone_and_the_record_of_the_others_stays(kit):
    replace(OTHER, "1 + 1", "1 + 2")(kit)
    replace("data/lengths.csv", "963", "964")(kit)
    assert ran(build_quietly(kit, ["91"])[1]) == {READS}
    assert b"1 + 2" in (kit / OTHER).read_bytes()
    assert b'"3"' not in (kit / OTHER).read_bytes()
    status, printed = build_quietly(kit, check=True)
    assert status == 1
    assert ran(printed) == {OTHER}
    assert f'{OTHER}: cell 2 ("only") stores another output than a fresh build gives' in printed
    assert f"{runs.RECORD}: it does not hold the last run of {OTHER}\n" in printed


def test_the_record_forgets_a_notebook_that_is_gone(kit):
    (kit / OTHER).unlink()
    build_quietly(kit)
    assert set(json.loads((kit / runs.RECORD).read_text(encoding="utf-8"))) == {READS, SOLUTION}


# What a notebook of the kit rests on


def run(source):
    """Run one cell as a lesson of the kit itself; return the notebook and the record of the run."""
    content = normalise(nbformat.from_dict(notebook(code(source, "only"))), "91_made")
    content, opened = execute(content, tables.ROOT / "notebooks", "notebooks/91_made.ipynb")
    return content, runs.of(content, opened, tables.ROOT)


@pytest.fixture(scope="module")
def asked():
    return run('from twoborders import check, load\nload("timeline")\ncheck("03-4", 1)')


def test_the_tables_and_modules_that_a_run_opens_are_recorded_and_no_others(asked):
    opened = set(asked[1].opened)
    assert {
        "data/timeline.csv",
        "data/mexico_detentions_returns_periods.csv",
        "src/twoborders/questions/lesson_03.py",
    } <= opened
    assert not [name for name in opened if name.split("/")[0] not in ("data", "src")]
    # The questions of other lessons, explorers and the grader are nothing that this cell sees.
    assert not [name for name in opened if name.startswith(("src/twoborders/explore/", "src/twoborders/grade/"))]
    of_lessons = {name for name in opened if "/lesson_" in name}
    assert of_lessons == {f"src/twoborders/questions/lesson_03.{end}" for end in ("py", "toml")}


@pytest.mark.parametrize(
    ("name", "still_holds"),
    [
        ("questions/lesson_03.py", False),
        ("questions/lesson_03.toml", False),
        ("tables/__init__.py", False),
        ("questions/lesson_04.py", True),
        ("grade/run.py", True),
    ],
)
def test_a_change_of_the_package_counts_where_the_module_was_used(asked, tmp_path, monkeypatch, name, still_holds):
    content, record = asked
    package = Path(shutil.copytree(runs.PACKAGE, tmp_path / "twoborders"))
    monkeypatch.setattr(runs, "PACKAGE", package)
    assert runs.holds(record, content, tables.ROOT)
    with (package / name).open("a", encoding="utf-8") as file:
        file.write("# one line more\n")
    assert runs.holds(record, content, tables.ROOT) == still_holds


@pytest.mark.parametrize(
    ("table", "still_holds"), [("timeline", False), ("gdp_states", True)], ids=["a table it uses", "another table"]
)
def test_of_the_dictionary_the_entries_of_the_tables_count(asked, tmp_path, monkeypatch, table, still_holds):
    content, record = asked
    shutil.copytree(tables.DATA, tmp_path / "data")
    package = json.loads((tmp_path / "data/datapackage.json").read_text(encoding="utf-8"))
    next(each for each in package["resources"] if each["name"] == table)["caveats"].append("Rivers move.")
    (tmp_path / "data/datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert runs.holds(record, content, tmp_path) == still_holds


def test_of_the_dictionary_a_table_counts_that_the_code_only_names(tmp_path):
    content, record = run('from twoborders import describe\ndescribe("gdp_states")')
    assert "data/gdp_states.csv" not in record.opened
    shutil.copytree(tables.DATA, tmp_path / "data")
    text = (tmp_path / "data/datapackage.json").read_text(encoding="utf-8")
    spoiled = text.replace("Only eight of the 32 states could be read", "Only nine of the 32 states could be read")
    assert spoiled != text
    (tmp_path / "data/datapackage.json").write_text(spoiled, encoding="utf-8")
    assert not runs.holds(record, content, tmp_path)
