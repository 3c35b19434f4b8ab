"""Grading from end to end: ``twoborders grade`` on submissions of lesson 01, whole and broken."""

import contextlib
import csv
import io
import json
import os
import signal
import subprocess
import sys
import time

import pytest
import submitted
from submitted import LESSON, cell_of, code, grade_id, insert_before, source

from twoborders import questions
from twoborders.cli import main
from twoborders.grade.marking.align import read_master
from twoborders.grade.marking.judging import MAX_MESSAGE, judged
from twoborders.grade.sandbox import isolation
from twoborders.questions.describing import MAX_TEXT
from twoborders.tables import ROOT

CELL_TIMEOUT = 10  # seconds; the loop below runs as long, and the other cells far less


def grade(*arguments: object) -> tuple[int, str, str]:
    """Run the command; give its exit status and what it printed to standard output and to standard error."""
    printed, warned = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(warned):
        try:
            status = main(["grade", *map(str, arguments)])
        except SystemExit as stop:  # how argparse ends
            status = stop.code
    return status, printed.getvalue(), warned.getvalue()


def with_wrong_and_broken_answers() -> dict:
    """Some answers go wrong, each in its own way; the others are right."""
    notebook = submitted.solution()
    cell_of(notebook, "01-1-answer")["source"] = "chiapas_pct = 0.573"
    cell_of(notebook, "01-2-answer")["source"] = "poorer_states = ...\nshare = 1 / 0\npoorer_states = ['Chiapas']"
    cell_of(notebook, "01-3-answer")["source"] = "import os\nos._exit(1)"
    cell_of(notebook, "01-4-answer")["source"] = "while True:\n    pass"
    cell_of(notebook, "01-5-answer")["source"] = "fallpct = 20"
    notebook["cells"].remove(cell_of(notebook, "01-10-answer"))
    return notebook


def with_spoiled_checks() -> dict:
    """Every answer is right, and something has happened to every check cell."""
    notebook = submitted.solution()
    cells = notebook["cells"]
    cells.remove(cell_of(notebook, "01-1"))
    edited = cell_of(notebook, "01-2")
    edited["source"] = 'print("full marks")'
    edited["metadata"]["nbgrader"]["points"] = 100
    moved = cell_of(notebook, "01-3")
    cells.remove(moved)
    cells.insert(0, moved)
    cells.append(cell_of(notebook, "01-4"))
    bare = cell_of(notebook, "01-5")
    bare["metadata"] = {}
    bare.pop("id")
    cell_of(notebook, "01-10")["cell_type"] = "markdown"
    # The learner's own cells: a helper that an answer needs, and an import in the locked first cell.
    insert_before(
        notebook, "01-7-answer", code("def beyond(applications, decisions):\n    return decisions - applications")
    )
    cell_of(notebook, "01-7-answer")["source"] = (
        "def months_to_clear(backlog, applications, decisions):\n"
        "    return backlog / beyond(applications, decisions) if decisions > applications else math.inf"
    )
    setup = cell_of(notebook, "setup")
    setup["source"] = "import math\n" + source(setup)
    return notebook


def without_any_mark() -> str:
    """The solution as another editor saves it: no ids, no metadata, a byte order mark, Windows line ends."""
    text = json.dumps(submitted.strip(submitted.solution()), indent=1)
    return "\ufeff" + text.replace("\n", "\r\n")


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    """A class graded in one call: exit status, what was printed, results by learner, gradebook rows by learner."""
    root = tmp_path_factory.mktemp("class")
    folder, out = root / "submissions", root / "graded"
    submitted.write(folder / "ana" / f"{LESSON}.ipynb", submitted.solution())
    submitted.write(folder / f"ben_{LESSON}.ipynb", submitted.blank())
    submitted.write(folder / "carla" / f"{LESSON}.ipynb", with_wrong_and_broken_answers())
    submitted.write(folder / "dora" / "homework.ipynb", with_spoiled_checks())
    (folder / f"{LESSON}_emil.ipynb").write_bytes(without_any_mark().encode())
    (folder / "=fay").mkdir()
    (folder / "=fay" / f"{LESSON}.ipynb").write_text("no notebook")
    submitted.write(folder / "gus" / "essay.ipynb", submitted.small_notebook(code("1 + 1")))
    out.mkdir()
    (out / "results.jsonl").write_text("of an earlier run\n")
    status, printed, warned = grade(folder, "--out", out, "--cell-timeout", CELL_TIMEOUT)
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    with (out / "gradebook.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {
        "status": status,
        "printed": printed,
        "told": printed.splitlines()[1:-2],
        "warned": warned,
        "out": out,
        "results": {result["learner"]: result for result in map(json.loads, lines)},
        "order": [json.loads(line)["submission"] for line in lines],
        "rows": {row["learner"]: row for row in rows},
    }


@pytest.fixture(scope="module")
def points() -> dict:
    return read_master(submitted.SOLUTION_FILE).points


@pytest.fixture(scope="module")
def argued(points) -> set:
    """The questions that a person marks."""
    return {question for question in points if questions.get(question).kind == "argue"}


def outcomes(result: dict) -> dict[str, str]:
    return {question: verdict["outcome"] for question, verdict in result["questions"].items()}


def messages(result: dict) -> dict[str, str]:
    return {question: verdict["message"] for question, verdict in result["questions"].items()}


def right_everywhere(points, argued) -> dict[str, str]:
    return {question: "to mark" if question in argued else "right" for question in points}


def test_the_solution_gets_all_points_that_need_no_marking_by_hand(batch, points, argued):
    result = batch["results"]["ana"]
    assert outcomes(result) == right_everywhere(points, argued)
    assert result["points"] == sum(points.values()) - sum(points[question] for question in argued)
    assert result["possible"] == sum(points.values())
    assert (result["status"], result["notes"]) == ("graded", ["every answer is the kit's own solution, word for word"])
    assert (result["lesson"], result["submission"]) == (LESSON, f"ana/{LESSON}.ipynb")
    assert all(verdict["message"] for verdict in result["questions"].values())


def test_the_points_of_the_masters_are_those_of_the_questions(points):
    assert points == {question: questions.get(question).points for question in points}


def test_the_blank_exercise_gets_no_points_and_is_not_attempted_everywhere(batch, points):
    result = batch["results"]["ben"]
    assert set(outcomes(result)) == set(points)
    assert set(outcomes(result).values()) == {"not attempted"}
    assert result["points"] == 0
    assert (result["status"], result["notes"]) == ("graded", [])


def test_what_goes_wrong_in_one_answer_costs_that_question_only(batch, points, argued):
    result = batch["results"]["carla"]
    assert outcomes(result) == right_everywhere(points, argued) | {
        "01-1": "not yet",
        **dict.fromkeys(("01-2", "01-3", "01-4"), "cannot check"),
        **dict.fromkeys(("01-5", "01-10"), "not attempted"),
    }
    lost = sum(points[f"01-{number}"] for number in (1, 2, 3, 4, 5, 10))
    assert result["points"] == sum(points.values()) - lost - sum(points[question] for question in argued)
    assert result["status"] == "incomplete"


def test_a_question_that_cannot_be_checked_says_what_happened(batch):
    said = messages(batch["results"]["carla"])
    assert "The error's last line is: ZeroDivisionError: division by zero. Mend the cell" in said["01-2"]
    assert said["01-3"] == "The answer cell ended the Python process."
    assert said["01-4"] == "The answer cell was stopped because it ran longer than 10 seconds."
    assert "Your cell gives a value to fallpct: if that is your answer, add the line" in said["01-5"]
    assert said["01-10"] == "The answer cell is not in the notebook."
    assert batch["results"]["carla"]["notes"] == [
        "answer cell 01-10 was missing and counts as blank",
        "answer cell 01-3 ended the Python process; the rest was run again without it",
        "answer cell 01-4 was stopped because it ran longer than 10 seconds",
    ]


def test_spoiled_checks_cost_nothing_and_are_noted(batch, points, argued):
    result = batch["results"]["dora"]
    assert outcomes(result) == right_everywhere(points, argued)
    assert result["possible"] == sum(points.values())
    assert result["status"] == "graded"
    assert sorted(result["notes"]) == sorted(
        [
            "check cell 01-1 was missing and was restored",
            "check cell 01-2 was edited and the original was used",
            "check cell 01-3 was moved and was put back",
            "check cell 01-4 stood more than once and was run once",
            "check cell 01-5 had lost its metadata, which was restored",
            "check cell 01-10 was turned into markdown and back into code",
            "locked cell setup was edited and the original was used",
        ]
    )


def test_the_lesson_of_a_renamed_file_is_found_by_its_cells(batch):
    assert batch["results"]["dora"]["lesson"] == LESSON


def test_a_notebook_that_lost_all_marks_is_graded_like_any_other(batch, points, argued):
    result = batch["results"]["emil"]
    assert outcomes(result) == right_everywhere(points, argued)
    assert result["status"] == "graded"
    assert any("had lost its metadata" in note for note in result["notes"])


def test_what_cannot_be_read_says_why_and_stops_no_other(batch):
    torn, other = batch["results"]["=fay"], batch["results"]["gus"]
    assert (torn["status"], torn["lesson"], torn["points"], torn["questions"]) == ("unreadable", LESSON, 0, {})
    assert torn["notes"][0].startswith("The file is not a notebook")
    assert (other["status"], other["lesson"], other["possible"]) == ("unreadable", "", 0)
    assert LESSON in other["notes"][0]
    assert len(batch["results"]) == 7


def test_each_result_has_the_agreed_form(batch):
    for result in batch["results"].values():
        assert list(result) == [
            *("submission", "file", "learner", "lms", "late", "modified", "version", "lesson", "key", "points"),
            *("possible", "status", "isolation", "seconds", "notes", "fault", "answered", "kits_own", "passed_over"),
            "questions",
        ]
        assert (result["fault"], result["isolation"]) == (False, isolation.find_level().name)
        for verdict in result["questions"].values():
            text = ["text"] if verdict["outcome"] == "to mark" else []
            assert list(verdict) == ["points", "possible", "outcome", "message", "mistake", *text]
    assert batch["order"] == sorted(batch["order"])


def test_the_gradebook_has_a_row_per_learner_and_a_column_per_question_and_lesson(batch, points, argued):
    rows = batch["rows"]
    assert list(rows) == ["'=fay", "ana", "ben", "carla", "dora", "emil", "gus"]
    columns = {question: f"Q {question}" for question in points}
    assert list(rows["ana"]) == ["learner", *columns.values(), f"Total {LESSON}", "status", "notes", "last changed"]
    assert {question: rows["ana"][columns[question]] for question in points} == {
        question: "" if question in argued else f"{points[question]:g}" for question in points
    }
    assert rows["ana"][f"Total {LESSON}"] == str(batch["results"]["ana"]["points"])
    assert {rows["ben"][column] for column in columns.values()} == {"0"}
    assert (rows["'=fay"][f"Total {LESSON}"], rows["'=fay"]["status"]) == ("", "unreadable")
    assert "not a notebook" in rows["'=fay"]["notes"]
    assert rows["carla"]["status"] == "incomplete"


def test_the_command_says_how_many_and_where_and_shows_no_bar_outside_a_terminal(batch):
    assert batch["status"] == 1
    assert batch["printed"].splitlines() == [
        "4 graded, 1 incomplete, 2 unreadable",
        *batch["told"],
        f"Isolation: {isolation.find_level().name}",
        f"Results: {batch['out']}",
    ]
    assert "marks.csv" in batch["told"][0]
    assert batch["warned"] == ""


def test_the_exit_status_is_0_when_all_are_graded(tmp_path):
    path = submitted.write(tmp_path / f"ana_{LESSON}.ipynb", submitted.blank())
    status, printed, _ = grade(path, "--out", tmp_path / "graded")
    assert status == 0
    assert printed.startswith("1 graded, 0 incomplete, 0 unreadable")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        pytest.param(["{root}/gone", "--out", "{root}/out"], "gone does not exist. Give a notebook", id="no path"),
        pytest.param(["{root}/empty", "--out", "{root}/out"], "no notebooks (.ipynb) in", id="no notebooks"),
        pytest.param(["{root}/a.ipynb", "--out", "{root}/a.ipynb"], "Give another folder with --out", id="out a file"),
        pytest.param(["{root}/a.ipynb"], "--out", id="no out"),
        pytest.param(["--out", "{root}/out"], "PATH", id="no paths"),
        pytest.param(["{root}/a.ipynb", "--out", "{root}/out", "--cell-timeout", "0"], "above 0", id="no time"),
        pytest.param(
            ["{root}/a.ipynb", "--out", "{root}/out", "--cell-timeout", "soon"], "above 0", id="time no number"
        ),
        pytest.param(
            ["{root}/a.ipynb", "--out", "{root}/out", "--solutions", "{root}/empty"], "--solutions", id="no masters"
        ),
        pytest.param(
            ["{root}/a.ipynb", "--out", "{root}/out", "--solutions", "{root}/broken"], "cannot be used", id="broken"
        ),
        pytest.param(
            ["{root}/a.ipynb", "--out", "{root}/out", "--solutions", "{root}/other"], "09-1", id="unknown questions"
        ),
    ],
)
def test_wrong_usage_has_status_2_and_a_sentence(tmp_path, arguments, why):
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "01_x.ipynb").write_text("{")
    submitted.write(tmp_path / "other" / "09_small.ipynb", submitted.small_master())
    submitted.write(tmp_path / "a.ipynb", submitted.small_notebook())
    status, printed, warned = grade(*(argument.format(root=tmp_path) for argument in arguments))
    assert status == 2
    assert why in warned
    assert printed == ""
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "answer",
    [None, [], "right", 57.3, {}, {"outcome": "right", "points": 100}, {"kind": "number", "value": {"a": [None]}}],
    ids=repr,
)
def test_an_answer_of_another_form_than_the_check_gives_it_has_no_points(answer, points):
    for question in points:
        verdict = judged(question, answer, points[question])
        assert verdict["points"] == 0
        assert verdict["outcome"] in ("not yet", "not attempted", "cannot check", "to mark")
        assert verdict["message"]


def test_a_message_that_quotes_an_answer_without_end_is_cut():
    verdict = judged("01-1", {"kind": "error", "message": "x" * MAX_MESSAGE}, 1)
    assert verdict["message"].startswith("Your answer could not be read: xxx")
    assert len(verdict["message"]) == MAX_MESSAGE
    text = {"kind": "text", "value": "word " * (MAX_TEXT // 5), "words": 100}
    argued = next(question for question in questions.ids() if questions.get(question).kind == "argue")
    assert len(judged(argued, text, 1)["text"]) == MAX_TEXT


def test_an_answer_larger_than_any_description_is_not_judged(points):
    """Judging it would take as long as its size wants."""
    for name, value in (("rows", [[1]] * 1001), ("columns", ["x"] * 41), ("items", [1] * 1001)):
        answer = {"kind": "frame", "columns": ["x"], "n_rows": 1, "rows": [[1]]} | {name: value}
        verdict = judged("01-3", answer, points["01-3"])
        assert (verdict["outcome"], verdict["points"]) == ("cannot check", 0)


def test_a_lesson_in_the_place_of_its_exercise_is_not_graded_as_blank(tmp_path):
    for name in ("01_constraints_border_and_institutions", "02_constraints_security_and_sovereignty"):
        lesson = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
        submitted.write(tmp_path / "submissions" / "ana" / f"{name}.ipynb", lesson)
    command = [
        sys.executable,
        "-m",
        "twoborders",
        "grade",
        str(tmp_path / "submissions"),
        "--out",
        str(tmp_path / "out"),
    ]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
    results = [json.loads(line) for line in (tmp_path / "out" / "results.jsonl").read_text().splitlines()]
    assert [result["status"] for result in results] == ["unreadable", "unreadable"]
    assert any("Is it a lesson?" in note for result in results for note in result["notes"])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_an_interrupted_call_leaves_what_is_graded(tmp_path):
    """The first file cannot be read, so that it is graded at once; the second runs for an hour."""
    folder, out = tmp_path / "submissions", tmp_path / "graded"
    submitted.write(folder / f"ana_{LESSON}.ipynb", [])
    check_cell = next(cell for cell in submitted.solution()["cells"] if grade_id(cell) == "01-1")
    slow = submitted.small_notebook(code("import time; time.sleep(3600)"), check_cell)
    submitted.write(folder / f"ben_{LESSON}.ipynb", slow)
    command = [sys.executable, "-m", "twoborders", "grade", str(folder), "--out", str(out), "--cell-timeout", "3600"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not (out.exists() and (out / "results.jsonl").read_text().count("\n")):
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert printed.splitlines()[:2] == [
        "Stopped: 1 of 2 submissions were not graded.",
        "The same command goes on where it stopped.",
    ]
    assert "0 graded, 0 incomplete, 1 unreadable" in printed
    assert (out / "gradebook.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("ana,")


def test_the_solution_is_what_the_tests_take_it_for():
    """The changes above name cells; if a question is renumbered, this says so first."""
    known = {grade_id(cell) for cell in submitted.solution()["cells"]}
    assert {"setup", *(f"01-{number}{part}" for number in (1, 2, 3, 4, 5, 7, 10) for part in ("", "-answer"))} <= known
