"""What becomes of each cell of a solution, and what cannot become an exercise, named with its cell.

That an exercise is what nbgrader makes of its solution is tested with the real one, in tests/nbgrader.
"""

import copy
import os

import kit_files
import nbformat
import pytest
from kit_files import code, markdown, nbgrader, notebook

from twoborders.build import exercises, notebooks, plan
from twoborders.tables import ROOT


def every_role():
    """Return a solution notebook with a cell in each role that the kit uses, and with each kind of blank."""
    indented = (
        "def growth(start, end):\n    ### BEGIN SOLUTION\n    return (end - start) / start * 100\n"
        "    ### END SOLUTION\n\n\nrate = growth(2, 3)\n"
        "### BEGIN SOLUTION\nrate = round(rate, 1)\n### END SOLUTION"
    )
    ran = code("print('río')", "ran", tags=["wide"])
    ran["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "río\n"}]
    ran["execution_count"] = 7
    written = "Your text:\n\n### BEGIN SOLUTION\nRivers move.\n### END SOLUTION\n\nThank you."
    return notebook(
        *kit_files.solution()["cells"],
        ran,
        markdown("Locked text: más de 3.000 km", "text", **nbgrader("91-3-question"), twoborders={"points": 1.5}),
        code(indented, "answer", **nbgrader("91-3-answer", solution=True)),
        code("print(rate)", "check", **nbgrader("91-3", grade=True, points=1.5)),
        markdown(written, "written", **nbgrader("91-4", grade=True, solution=True, points=4)),
        code("given = 963", "given", **nbgrader("91-5-given")),
        twoborders={"lesson": "91"},
    )


def as_built(content, stem="91_lengths"):
    """Return a notebook's dict in the kit's one form."""
    return notebooks.normalise(nbformat.from_dict(copy.deepcopy(content)), stem)


def test_the_stubs_are_those_of_the_nbgrader_settings():
    settings = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    assert f'{{"python": "{exercises.CODE_STUB}"}}' in settings
    assert f'"{exercises.TEXT_STUB}"' in settings


def test_a_good_solution_has_no_problems():
    assert exercises.problems(as_built(every_role())) == []


def test_no_solution_is_left_in_the_exercise():
    blank = notebooks.to_text(exercises.exercise(as_built(every_role())))
    for secret in ("SOLUTION", "(end - start)", "Rivers move.", "12.5"):
        assert secret not in blank


def test_the_solution_itself_is_not_changed():
    source = as_built(every_role())
    before = copy.deepcopy(source)
    exercises.exercise(source)
    assert source == before


def answer(source):
    return code(source, **nbgrader("91-1-answer", solution=True))


def spoiled(**keys):
    """Return a check cell's metadata with some keys changed, or gone (None)."""
    metadata = nbgrader("91-1", grade=True, points=2)
    metadata["nbgrader"].update(keys)
    metadata["nbgrader"] = {key: value for key, value in metadata["nbgrader"].items() if value is not None}
    return code("print(1)", **metadata)


REFUSED = {
    "no end": (answer("x = ...\n### BEGIN SOLUTION\nx = 1"), "BEGIN SOLUTION in line 2 has no END SOLUTION"),
    "no begin": (answer("x = 1\n### END SOLUTION"), "line 2 has END SOLUTION without BEGIN"),
    "nested": (
        answer("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION"),
        "line 2 has BEGIN SOLUTION inside the one of line 1",
    ),
    "no markers": (answer("x = 1"), "it is an answer cell, but it has no ### BEGIN SOLUTION"),
    "markers elsewhere": (
        code("### BEGIN SOLUTION\nx = 1\n### END SOLUTION", "plain"),
        "its nbgrader metadata does not make it an answer cell",
    ),
    "hidden tests": (code("### BEGIN HIDDEN TESTS", "plain"), "the kit uses no BEGIN HIDDEN TESTS"),
    "end of hidden tests": (code("### END HIDDEN TESTS", "plain"), "the kit uses no END HIDDEN TESTS"),
    "mark scheme": (markdown("### BEGIN MARK SCHEME", "plain"), "the kit uses no BEGIN MARK SCHEME"),
    "end of a mark scheme": (markdown("### END MARK SCHEME", "plain"), "the kit uses no END MARK SCHEME"),
    "tests that nbgrader writes": (code("### AUTOTEST x", "plain"), "the kit uses no AUTOTEST"),
    "no points": (spoiled(points=None), "it is graded, so its nbgrader metadata needs points above 0"),
    "zero points": (spoiled(points=0), "needs points above 0"),
    "points as text": (spoiled(points="2"), "needs points above 0"),
    "points without grade": (spoiled(grade=False), "it is not graded"),
    "no grade_id": (spoiled(grade_id=None), "needs a grade_id"),
    "bad grade_id": (spoiled(grade_id="01 1"), "needs a grade_id"),
    "old schema": (spoiled(schema_version=2), "must have schema_version 3"),
    "missing role": (spoiled(locked=None), "must say true or false for locked"),
    "unknown key": (spoiled(hint="x"), "nbgrader knows no hint"),
    "task": (markdown("x", **nbgrader("t", task=True)), "the kit has no nbgrader task cells"),
    "graded text": (
        markdown("x", **nbgrader("t", grade=True, points=1)),
        "a text cell is graded by a person and written by the learner",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_cell_is_named(case):
    cell, said = REFUSED[case]
    content = notebook(markdown("# Title", "title"), cell)
    found = exercises.problems(as_built(content))
    assert any(said in problem for problem in found), found
    assert all(problem.startswith('cell 2 ("') for problem in found)


def test_a_grade_id_that_is_there_twice_is_named():
    twice = notebook(markdown("A", **nbgrader("91-1-question")), markdown("B", **nbgrader("91-1-question")))
    source = nbformat.from_dict(twice)
    assert exercises.problems(source) == ['cell 2 ("8f14e45f"): grade_id "91-1-question" is already that of cell 1']


@pytest.mark.skipif(os.name != "posix", reason="there are no rights of this kind")
def test_a_new_exercise_can_be_read_by_every_account_of_the_computer(tmp_path):
    """An instructor builds, and learners with accounts of their own open the file."""
    made = plan.Expected("exercises/01_lengths.ipynb", "text", "a solution")
    plan.write(tmp_path, [plan.Stale(made, "it is missing")], {})
    assert (tmp_path / made.path).stat().st_mode & 0o777 == 0o644
