"""Which of several files of a lesson counts is decided by what is in them; what a slip costs is its own question."""

import contextlib
import csv
import io
import json
import zipfile

import generated
import pytest
import submitted
from submitted import LESSON, cell_of, source

from twoborders.cli import main
from twoborders.grade.intake.find import find
from twoborders.grade.marking.align import LESSONS, read_master
from twoborders.grade.marking.grader import Grader, Settings, in_solutions, make_rooms
from twoborders.grade.reports.course import passed_over, read_course
from twoborders.grade.sandbox.inside.limits import Limits
from twoborders.tables import ROOT

LESSON_FILE = next(stem for stem in LESSONS if stem.startswith("01_"))
TOLD = "the hand-in holds the kit's solutions; they were passed over"
AT_ONE_TIME = (2026, 3, 1, 10, 0, 0)


def with_answers(**answers: str) -> dict:
    """The solution with some answers of the learner's own: of question 01-2 as q2, and so on."""
    notebook = submitted.solution()
    for name, text in answers.items():
        cell_of(notebook, f"01-{name[1:]}-answer")["source"] = text
    return notebook


def more(question: str, lines: str, notebook: dict) -> None:
    cell = cell_of(notebook, f"01-{question}-answer")
    cell["source"] = source(cell) + "\n" + lines


def archive(files: dict[str, dict]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, notebook in files.items():
            zipped.writestr(zipfile.ZipInfo(name, AT_ONE_TIME), json.dumps(notebook))
    return stream.getvalue()


def of_kit(folder: str, stem: str = LESSON) -> dict:
    return json.loads((ROOT / folder / f"{stem}.ipynb").read_text(encoding="utf-8"))


def with_names_given_away() -> dict:
    notebook = submitted.solution()
    more("1", "check = chiapas_pct > 50\npd = 3", notebook)
    more("2", "from pylab import *\nfrom numpy import *", notebook)
    more("3", "for load in range(3):\n    pass\ndel hint", notebook)
    more("4", "with open('x.txt', 'w') as show:\n    pass\nsns = None", notebook)
    more("5", "def check(x):\n    return x\nimport json as progress", notebook)
    return notebook


def both_lessons() -> dict:
    own = with_answers(q1="chiapas_pct = 1")
    return own | {"cells": [*own["cells"], *of_kit("exercises", "02_exercise")["cells"]]}


@pytest.fixture(scope="module")
def graded(tmp_path_factory, level):
    """Results by submission, and rows of the gradebook by learner, of hand-ins with several files of a lesson."""
    folder, out = tmp_path_factory.mktemp("counts") / "submissions", tmp_path_factory.mktemp("counts") / "graded"
    own = with_answers(q1="chiapas_pct = 1")
    kit = {
        f"{place}/{name}.ipynb": of_kit(place, name)
        for place, name in (("exercises", LESSON), ("notebooks", LESSON_FILE), ("solutions", LESSON))
    }
    hand_ins = {
        "ana": kit,
        "ben": kit | {f"exercises/{LESSON}.ipynb": own},
        "cai": {f"x/{LESSON}.ipynb": submitted.blank(), f"x/{LESSON}-Copy1.ipynb": own},
        "dee": {f"x/{LESSON}.ipynb": own, f"x/{LESSON}-Copy1.ipynb": submitted.blank()},
        "eva": {f"Soluciones/{LESSON}.ipynb": submitted.strip(submitted.solution()), "read/me.txt": {}},
        "fay": {f"a/{LESSON}.ipynb": own, f"z/{LESSON}.ipynb": submitted.solution()},
        "hal": {f"{LESSON}.ipynb": both_lessons()},
        "gus": {f"x/{LESSON}.ipynb": submitted.solution()},
    }
    folder.mkdir()
    for learner, files in hand_ins.items():
        with zipfile.ZipFile(io.BytesIO(archive(files))) as zipped:
            zipped.extractall(folder / learner)
    submitted.write(folder / "names" / f"{LESSON}.ipynb", with_names_given_away())
    with contextlib.redirect_stdout(io.StringIO()):
        main(["grade", str(folder), "--out", str(out)])
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    with (out / "gradebook.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["learner"]: row for row in csv.DictReader(stream)}
    return {each["submission"]: each for each in map(json.loads, lines)}, rows


def total(row: dict[str, str]) -> str:
    (found,) = (cell for heading, cell in row.items() if heading.endswith(LESSON))
    return found


def test_the_kits_solutions_in_a_hand_in_count_for_nobody_and_are_told(graded):
    results, rows = graded
    key = results[f"ana/solutions/{LESSON}.ipynb"]
    assert (key["points"], key["answered"], key["passed_over"]) == (0, 0, TOLD)
    assert {verdict["outcome"] for verdict in key["questions"].values()} == {"not attempted"}
    assert total(rows["ana"]) == "0"
    assert rows["ana"]["notes"] == TOLD
    assert total(rows["ben"]) == "15"
    assert rows["ben"]["notes"].startswith(f"{TOLD}; ben/exercises/{LESSON}.ipynb: ")


def test_a_lesson_beside_its_exercise_makes_no_hand_in_unreadable(graded):
    results, rows = graded
    assert results[f"ana/notebooks/{LESSON_FILE}.ipynb"]["status"] == "unreadable"
    assert rows["ana"]["status"] == rows["ben"]["status"] == "graded"


@pytest.mark.parametrize("learner", ["cai", "dee"])
def test_a_blank_original_never_counts_over_its_worked_duplicate(graded, learner):
    row = graded[1][learner]
    assert total(row) == "15"
    assert row["notes"].startswith(
        f"2 submissions of {LESSON}, the newest that has answers counts: {learner}/x/{LESSON}"
    )


def test_who_hands_in_the_kits_solutions_alone_has_no_points_and_the_note(graded):
    row = graded[1]["eva"]
    assert (total(row), row["notes"]) == ("0", TOLD)


def test_answers_of_ones_own_count_before_the_kits(graded):
    row = graded[1]["fay"]
    assert total(row) == "15"
    assert "the newest that is not the kit's solution counts: fay/a/" in row["notes"]


def test_a_second_lesson_in_one_file_is_told_of(graded):
    row = graded[1]["hal"]
    assert (total(row), row["status"]) == ("15", "incomplete")
    assert "it also holds 02_exercise, which was not graded: one file counts for one" in row["notes"]
    assert "it also holds" not in graded[1]["gus"]["notes"]


def test_the_kits_solution_as_a_hand_in_of_its_own_counts_with_a_note(graded):
    row = graded[1]["gus"]
    assert total(row) == "17"
    assert "every answer is the kit's own solution, word for word" in row["notes"]


def test_names_of_the_kit_that_are_given_away_cost_nothing_and_are_told(graded):
    result = graded[0][f"names/{LESSON}.ipynb"]
    assert result["points"] == 17
    told = [note for note in result["notes"] if "to something else" in note]
    assert [note.split(" to something")[0] for note in told] == [
        "the code of 01-1 gave the name check",
        "the code of 01-1 gave the name pd",
        "the code of 01-2 gave the name load",
        "the code of 01-2 gave the name show",
        "the code of 01-3 gave the name hint",
        "the code of 01-3 gave the name load",
        "the code of 01-4 gave the name show",
        "the code of 01-4 gave the name sns",
        "the code of 01-5 gave the name check",
        "the code of 01-5 gave the name progress",
    ]


# Of results alone: ages, ties and what cannot be read.


def entry(name: str, answered: int, modified: float = 1.0, **changes: object) -> dict:
    made = generated.result(modified=modified, answered=answered, submission=f"ana/{name}.ipynb")
    return made | {"points": answered} | changes


@pytest.mark.parametrize(
    ("results", "counts", "why"),
    [
        ([entry("a", 9), entry("b", 0, 2.0)], "a", "newest that has answers"),
        ([entry("a", 9), entry("b", 1, 2.0)], "b", "newest"),
        ([entry("a", 9, version=1), entry("b", 1, version=2)], "b", "newest"),
        ([entry("a", 9, version=1), entry("b", 0, version=2)], "a", "newest that has answers"),
        ([entry("a", 9), entry("b", 1)], "a", "newest (of equal age, with the most answers)"),
        ([entry("a", 9), entry("b", 9)], "b", "newest (of equal age and with as many answers, the last by name)"),
        ([entry("a", 0), entry("b", 0, 2.0)], "b", "newest"),
        ([entry("a", 9), entry("b", 0, 2.0, status="unreadable", questions={})], "a", "newest that can be read"),
        ([entry("a", 9), entry("b", 3, 2.0, status="incomplete")], "b", "newest"),
        ([entry("a", 9), entry("b", 0, 2.0, status="incomplete")], "a", "newest that has answers"),
        ([entry("a", 0), entry("b", 9, 2.0, passed_over=TOLD)], "a", ""),
        ([entry("a", 2), entry("b", 9, 2.0, kits_own=True)], "a", "newest that is not the kit's solution"),
        ([entry("a", 0), entry("b", 9, 0.5, kits_own=True)], "b", "newest that has answers"),
    ],
)
def test_which_submission_counts_and_why(tmp_path, results, counts, why):
    masters = {LESSON: read_master(submitted.SOLUTION_FILE)}
    for in_order in (results, results[::-1]):
        (learner,) = read_course(generated.write(tmp_path / "results.jsonl", in_order), masters).learners()
        assert learner.lessons[LESSON]["submission"] == f"ana/{counts}.ipynb"
        said = f"2 submissions of {LESSON}, the {why} counts: ana/{counts}.ipynb" if why else ""
        assert learner.choices[LESSON] == said


def test_what_was_passed_over_is_told_and_answers_of_ones_own_there_are_to_be_looked_at(tmp_path):
    over = {"passed_over": TOLD, "answered": 0}
    results = [
        generated.result("ana", submission="ana/solutions/01.ipynb", kits_own=True, **over),
        generated.result("ben", submission="ben/solutions/01.ipynb", **over),
        generated.result("ben", submission="ben/exercises/01.ipynb", answered=0),
        generated.result("cai", submission="cai/solutions/01.ipynb", **over),
        generated.result("cai", submission="cai/exercises/01.ipynb", answered=1),
    ]
    course = read_course(generated.write(tmp_path / "results.jsonl", results), generated.masters(LESSON))
    told, to_look_at = passed_over(course)
    assert told == ["The hand-ins of ana, ben, cai hold the kit's solutions; they were passed over."]
    assert to_look_at == [
        "In a folder of the kit's solutions lie answers that are not the kit's: ben/solutions/01.ipynb. They count for "
        "nobody. If they are the learner's own, move the file to another folder and grade again."
    ]
    course.entries = course.entries[2:3]
    assert passed_over(course) == ([], [])


def test_own_answers_among_the_kits_solutions_stand_on_the_screen_and_in_the_exit_status(tmp_path, capsys, level):
    for place, notebook in (("solutions", with_answers(q1="chiapas_pct = 1")), ("exercises", submitted.blank())):
        submitted.write(tmp_path / "class/ana" / place / f"{LESSON}.ipynb", notebook)
    submitted.write(tmp_path / "class/ben" / f"{LESSON}.ipynb", submitted.blank())
    assert main(["grade", str(tmp_path / "class"), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 1
    assert "answers that are not the kit's: ana/solutions/" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("ana/solutions/01.ipynb", True),
        ("ana.zip/kit/Solution/x/01.ipynb", True),
        ("ana/Lösungen/01.ipynb", True),
        ("ana/soluciones/01.ipynb", True),
        ("ana/solu\u00e7\u00f5es/01.ipynb", True),
        ("ana/Answer_Key/01.ipynb", True),
        ("ana/keyboard/01.ipynb", False),
        ("solutions.ipynb", False),
        ("ana/my_solutions_to_all/01.ipynb", False),
    ],
)
def test_a_folder_of_solutions_is_known_by_its_name(name, holds):
    assert in_solutions(name) is holds


HALF_OF_THE_TIME = """\
import time
while True:
    began = time.process_time()
    while time.process_time() - began < 0.01:
        pass
    time.sleep(0.01)
"""


def test_a_submission_that_ran_out_of_time_asks_for_another_run_once(tmp_path, level):
    """It has the processor for half of its time only: others may have had the rest."""
    notebook = submitted.blank()
    cell_of(notebook, "01-1-answer")["source"] = HALF_OF_THE_TIME
    submitted.write(tmp_path / "in" / f"ana_{LESSON}.ipynb", notebook)
    settings = Settings(ROOT / "solutions", tmp_path / "rooms", level, "fork", Limits(cell_seconds=2))
    make_rooms(settings)
    grader = Grader(settings)
    try:
        (submission,) = find([tmp_path / "in"]).submissions
        first, second = grader.grade(submission), grader.grade(submission, alone=True)
    finally:
        grader.close()
    assert first["again"] is True
    assert "again" not in second
    assert second["notes"] == [*first["notes"], "it ran out of time and was run again alone, with the same end"]
    assert second["questions"] == first["questions"]
