"""The gradebook: what it says of a class, and that a spreadsheet opens it as it is meant."""

import csv
import io

import generated
import pytest
import submitted

from twoborders.grade.marking.align import read_master
from twoborders.grade.reports.course import read_course
from twoborders.grade.reports.gradebook import write_gradebook

QUESTIONS = {
    "09-1": {"points": 2, "possible": 2, "outcome": "right", "message": "Yes."},
    "09-2": {"points": 0.5, "possible": 1, "outcome": "partly", "message": "Half."},
    "09-3": {"points": 0, "possible": 3, "outcome": "to mark", "message": "A person marks it."},
}


def result(learner="ana", lesson="09_small", status="graded", **changes) -> dict:
    questions = {} if status == "unreadable" else QUESTIONS
    points = sum(question["points"] for question in questions.values())
    standard = {
        "submission": f"{learner}/{lesson}.ipynb",
        "learner": learner,
        "lesson": lesson,
        "modified": 0.0,
        "points": points,
        "possible": 6,
        "status": status,
        "seconds": 1.0,
        "notes": [],
        "questions": questions,
    }
    return standard | changes


@pytest.fixture
def gradebook(tmp_path):
    """Write a gradebook of results and read it back as rows."""
    masters = {
        stem: read_master(submitted.write(tmp_path / f"{stem}.ipynb", submitted.small_master()))
        for stem in ("08_other", "09_small")
    }

    def rows(*results):
        write_gradebook(
            tmp_path / "gradebook.csv", read_course(generated.write(tmp_path / "results.jsonl", results), masters)
        )
        content = (tmp_path / "gradebook.csv").read_bytes()
        assert b"\r" not in content
        # Without this mark Excel reads the file as if it were not UTF-8.
        assert content.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))

    return rows


def test_a_learner_has_one_row_with_points_total_status_and_notes(gradebook):
    assert gradebook(result(), result("Álvaro", notes=["check cell 09-1 was edited", "two"])) == [
        ["learner", "Q 09-1", "Q 09-2", "Q 09-3", "Total 09_small", "status", "notes", "last changed"],
        ["ana", "2", "0.5", "", "2.5", "graded", "ana/09_small.ipynb: to be marked by hand: 09-3", ""],
        [
            *("Álvaro", "2", "0.5", "", "2.5", "graded"),
            "Álvaro/09_small.ipynb: check cell 09-1 was edited; Álvaro/09_small.ipynb: two; "
            "Álvaro/09_small.ipynb: to be marked by hand: 09-3",
            "",
        ],
    ]


def test_two_lessons_stand_in_one_row_with_the_worse_status(gradebook):
    rows = gradebook(result(), result(lesson="08_other", status="incomplete"), result("ben"))
    assert rows[0][4:9] == ["Total 08_other", "Q 09-1", "Q 09-2", "Q 09-3", "Total 09_small"]
    assert rows[1][4:9] == ["2.5", "2", "0.5", "", "2.5"]
    assert rows[1][9] == "incomplete"
    assert rows[2][:5] == ["ben", "", "", "", ""]
    assert rows[2][9] == "graded"


def test_an_incomplete_submission_says_which_question_could_not_be_checked_and_why(gradebook):
    broken = {"points": 0, "possible": 2, "outcome": "cannot check", "message": "The answer cell stopped with X."}
    row = gradebook(result(status="incomplete", questions=QUESTIONS | {"09-1": broken}))[1]
    assert row[1] == "0"
    assert row[5:] == [
        "incomplete",
        "ana/09_small.ipynb: 09-1 could not be checked: The answer cell stopped with X; "
        "ana/09_small.ipynb: to be marked by hand: 09-3",
        "",
    ]


def test_an_unreadable_submission_has_no_points_and_says_why(gradebook):
    rows = gradebook(result(status="unreadable", notes=["The file is empty."]))
    assert rows[1] == ["ana", "", "", "", "", "unreadable", "ana/09_small.ipynb: The file is empty.", ""]


def test_a_submission_of_no_lesson_still_shows_in_its_learners_row(gradebook):
    lost = result(lesson="", status="unreadable", submission="ana/essay.ipynb", notes=["No lesson."])
    row = gradebook(result(), lost)[1]
    assert row[4:6] == ["2.5", "unreadable"]
    assert row[6].endswith("ana/essay.ipynb: No lesson.")


def test_of_two_submissions_the_newest_counts_and_the_row_says_so(gradebook):
    old = result(submission="ana/old.ipynb", points=9, questions=QUESTIONS | {"09-1": QUESTIONS["09-2"]}, modified=10.0)
    row = gradebook(result(submission="ana/new.ipynb", modified=20.0), old)[1]
    assert row[1] == "2"
    assert row[6].startswith("2 submissions of 09_small, the newest counts: ana/new.ipynb; ")


def test_the_platforms_number_of_a_submission_goes_before_the_time_of_its_file(gradebook):
    second = result(submission="ana/second.ipynb", modified=10.0, version=2)
    row = gradebook(second, result(submission="ana/first.ipynb", modified=20.0, version=1))[1]
    assert "the newest counts: ana/second.ipynb; " in row[6]


def test_of_two_submissions_of_one_time_the_later_name_counts_whatever_the_order(gradebook):
    one, two = result(submission="ana/1.ipynb"), result(submission="ana/2.ipynb")
    assert gradebook(one, two) == gradebook(two, one)
    said = "the newest (of equal age and with as many answers, the last by name) counts: ana/2.ipynb; "
    assert said in gradebook(one, two)[1][6]


def test_a_newer_submission_that_cannot_be_read_does_not_count(gradebook):
    torn = result(submission="ana/torn.ipynb", status="unreadable", notes=["The file is empty."], modified=20.0)
    row = gradebook(torn, result(modified=10.0))[1]
    assert row[4:6] == ["2.5", "graded"]
    assert row[6].startswith("2 submissions of 09_small, the newest that can be read counts: ana/09_small.ipynb")


def test_a_marked_answer_shows_its_points(gradebook):
    marked = QUESTIONS["09-3"] | {"points": 1.5, "outcome": "marked", "comment": "Which year?"}
    row = gradebook(result(questions=QUESTIONS | {"09-3": marked}, points=4))[1]
    assert row[3:] == ["1.5", "4", "graded", "", ""]


def test_late_and_what_holds_on_the_published_tables_alone_stand_in_the_notes(gradebook):
    more = {"published_only": True, "on_fresh": "limit of another year: Look at the year."}
    flagged = QUESTIONS | {
        "09-1": QUESTIONS["09-1"] | {"published_only": True, "on_fresh": ""},
        "09-2": QUESTIONS["09-2"] | more,
    }
    notes = gradebook(result(late=True, questions=flagged))[1][6]
    assert "ana/09_small.ipynb: came late; " in notes
    alone = "holds on the published tables alone (typed in, or computed in a way that agrees by chance): "
    assert f"ana/09_small.ipynb: {alone}09-1, 09-2 (limit of another year: Look at the year.); " in notes


def test_when_the_file_that_counts_was_last_changed_stands_in_the_last_column(gradebook):
    row = gradebook(result(modified=1_772_618_400.0), result(modified=1.0, submission="ana/old.ipynb"))[1]
    assert row[7] == "09_small 2026-03-04 at 10:00 UTC"


def test_learners_are_sorted_by_name_whatever_the_case(gradebook):
    rows = gradebook(*(result(name) for name in ("ben", "Carla", "ana", "Ben")))
    assert [row[0] for row in rows[1:]] == ["ana", "Ben", "ben", "Carla"]


def test_names_cannot_break_a_row_or_become_a_formula(gradebook):
    names = ['=HYPERLINK("http://x")', "+1", "-1", "@a", 'Ana "la jefa", María', "two\r=1", "x" * 60_000]
    rows = gradebook(*(result(name) for name in names))
    written = {row[0] for row in rows[1:]}
    assert written == {"'" + name for name in names[:4]} | {names[4], "two =1", "x" * 199 + "\u2026"}
    assert {len(row) for row in rows} == {8}
    assert max(len(text) for row in rows for text in row) < 1000


def test_no_heading_is_a_date_for_a_spreadsheet(gradebook):
    assert not [heading for heading in gradebook(result())[0] if heading[0].isdigit()]


def test_no_result_at_all_gives_a_gradebook_without_learners(gradebook):
    assert gradebook() == [["learner", "status", "notes", "last changed"]]


def test_half_a_character_or_a_control_does_not_lose_the_gradebook(gradebook):
    notes = gradebook(result(notes=["stopped with \ud800 \x00 \x1b[0m"]))[1][6]
    assert notes.startswith("ana/09_small.ipynb: stopped with \ufffd \ufffd \ufffd[0m")
