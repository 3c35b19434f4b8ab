"""The kit in the room: all that a notebook imports works, and no answer key is in it."""

import os
import subprocess
import sys

import pytest
import submitted

from twoborders import questions
from twoborders.grade.sandbox import keyless_kit
from twoborders.tables import DATA


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    folder = tmp_path_factory.mktemp("edition") / "kit"
    folder.mkdir()
    keyless_kit.make_kit(folder, DATA)
    return folder


def run(kit, source: str) -> str:
    """What a Python prints that has the kit of the room and no other."""
    variables = {**os.environ, "PYTHONPATH": str(kit / "src"), "TWOBORDERS_GRADING": "n"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", source], env=variables, cwd=kit / "exercises", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_kit_has_tables_package_and_an_empty_working_folder_and_nothing_else(kit):
    assert sorted(path.name for path in kit.iterdir()) == ["data", "exercises", "src"]
    assert not list((kit / "exercises").iterdir())
    assert {path.name for path in (kit / "data").iterdir()} == {path.name for path in DATA.iterdir()} - {"README.md"}
    package = kit / "src" / "twoborders"
    assert not (package / "build").exists()
    assert sorted(path.name for path in (package / "grade").iterdir()) == ["__init__.py", "sandbox"]


def test_a_question_keeps_what_describes_an_answer_and_nothing_that_judges_one(kit):
    printed = run(
        kit,
        "from twoborders import questions\n"
        "for each in questions.ids():\n"
        "    q = questions.get(each)\n"
        "    kept = (q.kind, q.points, q.answer, q.calls, q.hidden)\n"
        "    print(q.id, kept, (q.right, q.mistakes, q.neighbours, q.accepted, q.why, q.rubric))",
    )
    asked = [questions.get(each) for each in questions.ids()]
    assert printed.splitlines() == [
        f"{q.id} {(q.kind, q.points, q.answer, q.calls, q.hidden)} {(None, (), (), (), '', {})}" for q in asked
    ]


def test_no_explanation_mistake_or_rubric_of_a_question_is_in_any_file_of_the_kit(kit):
    files = [path for path in (kit / "src").rglob("*") if path.is_file()]
    # What makes questions of words and computations has neither there.
    assert not [path for path in files if path.name == "define.py" or path.match("lesson_*.toml")]
    text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in files)
    for question in map(questions.get, questions.ids()):
        key = [
            question.why,
            *question.rubric.values(),
            *question.variants,
            *question.hints,
            *(each.message for each in question.mistakes),
        ]
        assert not [sentence for sentence in key if sentence and sentence in text], question.id


def test_what_a_learner_may_call_works_there_and_gives_nothing_away(kit):
    printed = run(
        kit,
        "from twoborders import *\nimport twoborders\n"
        "check('01-1', 5); hint('01-1'); solution('01-1'); progress()\n"
        "print(load('timeline').shape, twoborders.__file__)\n"
        "twoborders.audit('C2a')",
    )
    assert "Hints are closed while notebooks are graded." in printed
    assert "The solutions are closed" in printed
    assert str(kit) in printed


def test_an_answer_is_described_there_as_it_is_here(kit):
    """For a function, which is tried with the question's arguments, and a table, whose index may count."""
    for question in ("01-7", "01-3"):
        source = submitted.source(submitted.cell_of(submitted.solution(), f"{question}-answer"))
        name = questions.get(question).answer
        setup = submitted.source(submitted.cell_of(submitted.solution(), "setup"))
        code = f"{setup}\n{source}\nfrom twoborders import questions\n"
        code += f"import json\nprint(json.dumps(questions.describe({name}, questions.get('{question}'))))"
        there = run(kit, code).splitlines()[-1]
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert there == done.stdout.splitlines()[-1]
