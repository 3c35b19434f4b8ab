"""The file for Canvas: the columns that it reads, whose row it is, and never a total that is wrong."""

import csv
import io

import generated
import pytest
from generated import LESSON, OTHER, result, verdict, verdicts

from twoborders.grade.reports.course import read_course
from twoborders.grade.reports.platforms import write_canvas

MASTERS = generated.masters(LESSON, OTHER)
CANVAS = {"system": "canvas", "id": "4242"}
MOODLE = {"system": "moodle", "id": "777"}


def all_marked(lesson: str = LESSON, **changes: object) -> dict:
    question = f"{lesson[:2]}-9"
    return verdicts(lesson) | {question: verdict(question, "marked", points=2, **changes)}


@pytest.fixture
def canvas(tmp_path):
    """Write canvas.csv; returns its rows and how many totals are left out."""

    def rows(*results):
        course = read_course(generated.write(tmp_path / "results.jsonl", results), MASTERS)
        left_out = write_canvas(tmp_path / "canvas.csv", course)
        return read(tmp_path / "canvas.csv"), left_out

    return rows


def read(path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_canvas_finds_its_columns_the_points_and_the_learner(canvas):
    rows, left_out = canvas(result("ana", lms=CANVAS, questions=all_marked()), result("ana", OTHER, lms=CANVAS))
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", LESSON, OTHER],
        ["    Points Possible", "", "", "", "", "20", "20"],
        ["ana", "4242", "", "", "", "19", ""],
    ]
    assert left_out == 1


def test_without_canvas_s_number_the_name_stands_as_login(canvas):
    rows, _ = canvas(result("ana", lms=MOODLE), result("ben"))
    assert [row[:5] for row in rows[2:]] == [["ana", "", "", "ana", ""], ["ben", "", "", "ben", ""]]


@pytest.mark.parametrize(
    "found", [None, "4242", {}, {"system": "canvas"}, CANVAS | {"id": "=1+1"}, CANVAS | {"id": None}]
)
def test_what_is_no_number_of_canvas_s_is_not_written(canvas, found):
    assert canvas(result("ana", lms=found))[0][2][1] == ""


def test_a_learner_s_name_cannot_change_the_points_of_the_assignments(canvas):
    rows, _ = canvas(result("my Points Possible"), result("=1+1"), result("two\nlines, and more"))
    assert [row[0] for row in rows[2:]] == ["'=1+1", "my points-possible", "two lines, and more"]


def test_a_file_that_cannot_be_read_has_no_total(canvas):
    torn = result(status="unreadable", points=0)
    rows, left_out = canvas(torn)
    assert rows[2][5] == ""
    assert left_out == 0


def test_what_was_passed_over_has_no_total(canvas):
    blank = verdicts(LESSON, q01_9=verdict("01-9", "not attempted"))
    rows, _ = canvas(result(passed_over="these are the kit's solutions", questions=blank))
    assert rows[2][5] == ""
