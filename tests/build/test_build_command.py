"""``twoborders build``: twice is once, ``--check`` names what is stale, and bad input changes nothing."""

import shutil

import pytest
from kit_files import build_quietly, code, contents, edit

from twoborders import cli
from twoborders.build import command, plan

LESSON = "notebooks/91_lengths.ipynb"
SOLUTION = "solutions/91_exercise.ipynb"
EXERCISE = "exercises/91_exercise.ipynb"


def test_the_first_build_makes_everything_and_the_second_nothing(kit):
    status, printed = build_quietly(kit)
    assert status == 0
    made = contents(kit)
    assert {EXERCISE, "data/README.md"} <= set(made)
    assert f"{LESSON}: ran 3 code cells" in printed
    assert "0 files were up to date, 6 changed." in printed
    status, printed = build_quietly(kit)
    assert status == 0
    assert "6 files were up to date, 0 changed." in printed
    assert contents(kit) == made


def test_a_fresh_kit_passes_the_check_and_a_file_is_written_only_if_it_changes(built):
    before = {path: (built / path).stat().st_mtime_ns for path in contents(built)}
    assert build_quietly(built, check=True)[0] == 0
    assert build_quietly(built)[0] == 0
    assert {path: (built / path).stat().st_mtime_ns for path in contents(built)} == before


def test_files_with_windows_newlines_are_not_stale(built):
    for path in ("README.md", EXERCISE):
        (built / path).write_bytes((built / path).read_bytes().replace(b"\n", b"\r\n"))
    assert build_quietly(built, check=True)[0] == 0


def replace(path, old, new):
    def spoil(root):
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), encoding="utf-8")

    return spoil


def set_cell(path, position, **values):
    def spoil(root):
        edit(root, path, lambda content: content["cells"][position].update(values))

    return spoil


SPOILED = {
    "edited exercise": (
        set_cell(EXERCISE, 2, source=["growth = 12.5"]),
        [f'{EXERCISE}: cell 3 ("91-1-answer") has another source than {SOLUTION} gives'],
    ),
    "run exercise": (
        set_cell(EXERCISE, 3, outputs=[{"name": "stdout", "output_type": "stream", "text": ["Ellipsis\n"]}]),
        [f'{EXERCISE}: cell 4 ("91-1") stores another output than {SOLUTION} gives'],
    ),
    "exercise with another checksum": (
        replace(EXERCISE, "7dc948a76d23a37bf6f3ad1e582dfff3", "0" * 32),
        [f'{EXERCISE}: cell 2 ("91-1-question") has another metadata than {SOLUTION} gives'],
    ),
    "missing exercise": (
        lambda root: (root / EXERCISE).unlink(),
        [f"{EXERCISE}: it is missing; it is made of {SOLUTION}"],
    ),
    "exercise that is no notebook": (
        lambda root: (root / EXERCISE).write_text("no", encoding="utf-8"),
        [f"{EXERCISE}: it is not a notebook of this format"],
    ),
    "edited address": (
        replace("README.md", "/v1?", "/v2?"),
        ["README.md: line 8 differs from what is made of the lessons and pyproject.toml"],
    ),
    "edited table of lessons": (
        replace("README.md", "| 5 to 5 |", "| 25 |"),
        ["README.md: line 16 differs from what is made of the lessons and pyproject.toml"],
    ),
    "lesson never run": (
        set_cell(LESSON, 1, execution_count=None),
        [f'{LESSON}: cell 2 ("91-lengths-963-1149") was never run'],
    ),
    "lesson with changed output": (
        replace(LESSON, '"186"', '"187"'),
        [f'{LESSON}: cell 4 ("difference") stores another output than a fresh build gives'],
    ),
    "lesson run out of order": (
        set_cell(LESSON, 1, execution_count=9),
        [f'{LESSON}: cell 2 ("91-lengths-963-1149") has another execution count than a fresh build gives'],
    ),
    "random id": (
        set_cell(LESSON, 0, id="1a2b3c4d"),
        [f'{LESSON}: cell 1 ("91-how-long-is-a-border") has another id than a fresh build gives'],
    ),
    "editor's leftovers": (
        set_cell(LESSON, 1, metadata={"scrolled": True}),
        [f'{LESSON}: cell 2 ("91-lengths-963-1149") has another metadata than a fresh build gives'],
    ),
    "kernel of one's own": (
        replace(LESSON, "Python 3 (ipykernel)", "mine"),
        [f"{LESSON}: its notebook metadata is not what a fresh build gives"],
    ),
    "older format": (
        replace(LESSON, '"nbformat_minor": 5', '"nbformat_minor": 4'),
        [f"{LESSON}: its notebook format is 4.4, it must be 4.5"],
    ),
    "other indentation": (
        replace(LESSON, '\n "cells"', '\n  "cells"'),
        [f"{LESSON}: its text is not in the form in which nbformat writes a notebook"],
    ),
}


@pytest.mark.parametrize("case", SPOILED)
def test_a_spoiled_file_is_named_with_the_reason_and_mended(built, built_once, expected, case):
    spoil, said = SPOILED[case]
    spoil(built)
    stale = plan.stale_files(built, expected, pictures=False)
    assert [f"{each.expected.path}: {each.why}" for each in stale] == said
    plan.write(built, stale, plan.written_files(built))
    assert contents(built) == built_once


CHANGED_SOURCES = {
    "edited solution": (
        replace(SOLUTION, "growth = ...", "growth = None"),
        [f'{EXERCISE}: cell 3 ("91-1-answer") has another source than {SOLUTION} gives'],
    ),
    "lesson with another question": (
        replace(LESSON, "How long is it?", "How wide is it?"),
        ["README.md: line 16 differs from what is made of the lessons and pyproject.toml"],
    ),
    "edited dictionary": (
        replace("data/datapackage.json", "Rivers move.", "Rivers move at times."),
        ["data/README.md: line 35 differs from what is made of data/datapackage.json"],
    ),
    "lesson with changed code": (
        replace(LESSON, "[963, 1149]\\n", "[962, 1149]\\n"),
        [f'{LESSON}: cell 3 ("91-print-lengths-print") stores another output than a fresh build gives'],
    ),
}


def test_the_check_follows_every_source_writes_nothing_and_the_build_mends_all(built):
    for spoil, _ in CHANGED_SOURCES.values():
        spoil(built)
    spoiled = contents(built)
    status, printed = build_quietly(built, check=True)
    assert status == 1
    for _, said in CHANGED_SOURCES.values():
        assert set(said) <= set(printed.splitlines()), printed
    assert printed.splitlines()[-1] == "5 of 6 files are stale; run: twoborders build"
    assert contents(built) == spoiled
    assert build_quietly(built)[0] == 0
    status, printed = build_quietly(built, check=True)
    assert status == 0, printed


def test_the_bytes_of_a_picture_count_for_the_build_and_not_for_the_check(built):
    # One drawn dot, as a chart would be stored; the run gives it anew each time.
    dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    show = f'from IPython.display import HTML\n\nHTML(\'<img alt="A dot" src="data:image/png;base64,{dot}">\')'
    edit(built, LESSON, lambda content: content["cells"][3].update(source=show))
    build_quietly(built)
    fresh = contents(built)

    def other_bytes(content):
        data = content["cells"][3]["outputs"][0]["data"]
        data["text/html"] = [line.replace("iVBORw", "iVBORx") for line in data["text/html"]]

    edit(built, LESSON, other_bytes)
    assert contents(built) != fresh
    assert build_quietly(built, check=True)[0] == 0
    # A new run gives the picture anew, and only when it is asked for: nothing that the cell rests on has changed.
    assert build_quietly(built)[1].startswith("6 files were up to date")
    assert f'{LESSON}: cell 4 ("difference") stores another picture' in build_quietly(built, again=True)[1]
    assert contents(built) == fresh


@pytest.mark.parametrize("name", ["91_exercise-Copy1.ipynb", "Untitled.ipynb", "ana_91_Exercise.ipynb", "notes.txt"])
def test_what_somebody_keeps_beside_an_exercise_stays(built, name):
    shutil.copy(built / EXERCISE, built / "exercises" / name)
    (built / "exercises" / name).write_text("mine", encoding="utf-8")
    assert build_quietly(built) == (0, "6 files were up to date, 0 changed.\n")
    assert (built / "exercises" / name).read_text(encoding="utf-8") == "mine"


BAD = {
    "broken solution": (
        replace(SOLUTION, "### END SOLUTION", "### end"),
        [f'{SOLUTION}: cell 3 ("91-1-answer"): BEGIN SOLUTION in line 2 has no END SOLUTION'],
    ),
    "failing lesson and failing solution": (
        lambda root: [
            replace(LESSON, "max(lengths)", "max(widths)")(root),
            replace(SOLUTION, '"print(growth)"', '"print(1 / 0)"')(root),
        ],
        [
            f"{LESSON}: cell 4 (\"difference\"): NameError: name 'widths' is not defined",
            f'{SOLUTION}: cell 4 ("91-1"): ZeroDivisionError: division by zero',
        ],
    ),
    "conflict marks": (
        lambda root: (root / LESSON).write_text("<<<<<<< HEAD\n{}", encoding="utf-8"),
        [f"{LESSON}: it is not a notebook"],
    ),
    "no region": (
        lambda root: (root / "README.md").write_text("# Kit\n", encoding="utf-8"),
        ["README.md: it needs the region <!-- generated: lessons -->", "README.md: it needs the region"],
    ),
    "no README and no dictionary": (
        lambda root: [(root / name).unlink() for name in ("README.md", "data/datapackage.json")],
        ["README.md: there is no such file", "data/datapackage.json: there is no such file"],
    ),
    "a lesson's name": (
        lambda root: shutil.copy(root / LESSON, root / "notebooks/Untitled.ipynb"),
        ["notebooks/Untitled.ipynb: its name must be two digits and small words"],
    ),
    "solution without lesson": (
        lambda root: shutil.copy(root / SOLUTION, root / "solutions/02_exercise.ipynb"),
        ["solutions/02_exercise.ipynb: there is no lesson 02 in notebooks/"],
    ),
    "solution with another name": (
        lambda root: shutil.copy(root / SOLUTION, root / "solutions/91_other.ipynb"),
        ["solutions/91_other.ipynb: its name must be that of an exercise, as in 02_exercise.ipynb"],
    ),
    "exercise without solution": (
        lambda root: shutil.copy(root / EXERCISE, root / "exercises/09_exercise.ipynb"),
        ["exercises/09_exercise.ipynb: no solution makes it; delete it, or keep it elsewhere"],
    ),
    "table that is not as its dictionary says": (
        replace("data/lengths.csv", "963", "many"),
        ["data/lengths: km: 'many' is not of type number"],
    ),
    "empty table": (
        lambda root: (root / "data/lengths.csv").write_bytes(b""),
        ["data/lengths: it cannot be checked (EmptyDataError: "],
    ),
    "table in Latin-1": (
        lambda root: (root / "data/lengths.csv").write_bytes(b"source,km\nA\xf1o,963\n"),
        ["data/lengths: it cannot be checked (UnicodeDecodeError: "],
    ),
    "dictionary without tables": (
        lambda root: (root / "data/datapackage.json").write_text("[]"),
        ['data/datapackage.json: it has no list of tables, "resources", each with a name'],
    ),
    "README in UTF-16": (
        lambda root: (root / "README.md").write_text("# Kit\n", encoding="utf-16"),
        ["README.md: it is not in UTF-8 ("],
    ),
    "page without lesson": (
        lambda root: [
            (root / "notebooks/instructor").mkdir(),
            (root / "notebooks/instructor/02_other.md").write_text("# Lesson 02\n", encoding="utf-8"),
        ],
        ["notebooks/instructor/02_other.md: there is no lesson notebooks/02_other.ipynb"],
    ),
    "page of a lesson whose claim is unknown": (
        lambda root: [
            (root / "notebooks/instructor").mkdir(),
            (root / "notebooks/instructor/91_lengths.md").write_text("# Lesson 01\n", encoding="utf-8"),
        ],
        ["notebooks/91_lengths.ipynb: its metadata names the claim C1, which is not in the ledger"],
    ),
    "no lessons": (
        lambda root: shutil.rmtree(root / "notebooks"),
        ["notebooks/: there is no lesson"],
    ),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("check", [True, False], ids=["check", "build"])
def test_bad_input_is_named_and_nothing_is_written(built, case, check):
    spoil, said = BAD[case]
    spoil(built)
    spoiled = contents(built)
    status, printed = build_quietly(built, check=check)
    assert status == command.CANNOT_BE_BUILT
    for part in said:
        assert any(line.startswith(part) for line in printed.splitlines()), printed
    assert printed.splitlines()[-1].endswith("nothing was written.")
    assert contents(built) == spoiled


def test_an_interrupted_write_leaves_the_old_file_whole(built):
    before = contents(built)
    expected = plan.Expected("README.md", "new text that cannot be encoded: \ud800", "nothing")
    with pytest.raises(UnicodeEncodeError):
        plan.write(built, [plan.Stale(expected, "made up")], plan.written_files(built))
    assert contents(built) == before


SAVES = """
from pathlib import Path

for name, old, new in (("91_lengths.ipynb", "Four sources", "Five sources"), ("../README.md", "that stays", "of mine")):
    Path(name).write_bytes(Path(name).read_bytes().replace(old.encode(), new.encode()))
"""
"""A cell that saves its own lesson and a page, as an author may do while the build runs them."""


def test_what_is_saved_while_the_build_runs_stays_and_the_rest_is_written(built):
    edit(built, LESSON, lambda content: content["cells"].append(code(SAVES, "saves")))
    (built / "README.md").write_text((built / "README.md").read_text(encoding="utf-8").replace("91_lengths", "x"))
    (built / EXERCISE).unlink()
    status, printed = build_quietly(built)
    assert status == command.STALE
    for path in (LESSON, "README.md"):
        assert f"{path}: it was saved while the build ran, and stays as it was saved" in printed
    assert "Five sources" in (built / LESSON).read_text(encoding="utf-8")
    assert "Text of mine" in (built / "README.md").read_text(encoding="utf-8")
    assert (built / EXERCISE).is_file()
    status, printed = build_quietly(built)
    assert (status, "saved while" in printed) == (0, False), printed
    assert "Five sources" in (built / LESSON).read_text(encoding="utf-8")
    assert "91_lengths" in (built / "README.md").read_text(encoding="utf-8")


def test_the_command_line_reaches_the_build(monkeypatch, built, capsys):
    monkeypatch.setattr(command, "ROOT", built)
    monkeypatch.chdir(built / "notebooks")
    assert cli.main(["build", "--check", "91"]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith("All 6 files are up to date.\nAdvice. solutions/91_exercise.ipynb: notebook: ")
    # The tiny lesson is no lesson of the kit's form, and a line for each fault says so.
    assert f"\n{LESSON}: second cell: it is not the card" in printed
    assert printed.splitlines()[-1].endswith(" out of form.")
    assert cli.main(["build", "--check", "92"]) == 1
    assert "there is no lesson 92; the lessons are: 91" in capsys.readouterr().out
    with pytest.raises(SystemExit) as caught:
        cli.main(["build", "--no-such-option"])
    assert caught.value.code == 2


def test_whoever_stands_in_another_kit_is_told_and_nothing_is_built(monkeypatch, built, tmp_path_factory, capsys):
    """A copied folder holds a copied environment, whose command still builds the folder that it was made in."""
    other = tmp_path_factory.mktemp("copy")
    shutil.copytree(built, other, dirs_exist_ok=True)
    (built / "README.md").write_text("mine", encoding="utf-8")
    monkeypatch.setattr(command, "ROOT", built)
    monkeypatch.chdir(other / "solutions")
    assert cli.main(["build"]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith(f"This command builds {built}, and you are in {other}.\n")
    assert (built / "README.md").read_text(encoding="utf-8") == "mine"


def test_a_build_that_is_stopped_says_so_without_a_traceback(monkeypatch, built, capsys):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "ROOT", built)
    monkeypatch.chdir(built)
    monkeypatch.setattr(plan, "fresh_files", stopped)
    assert cli.main(["build"]) == 130
    assert capsys.readouterr().err == "\nStopped.\n"
