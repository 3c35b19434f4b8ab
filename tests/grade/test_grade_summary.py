"""The instructor's page: its numbers are those of the class, in a picture, in its alternative and in a table."""

import base64
import itertools
import re
import subprocess
import sys

import generated
import pytest
from generated import LESSON, OTHER, result, verdict, verdicts
from seen import HOSTILE, Page

from twoborders import questions
from twoborders.grade.reports.course import read_course
from twoborders.grade.reports.summary import SHOWN, write_summary

MASTERS = generated.masters(LESSON, OTHER)
MISTAKE = questions.get("01-1").mistakes[0]


@pytest.fixture
def page(tmp_path):
    def read(*results):
        course = read_course(generated.write(tmp_path / "results.jsonl", results), MASTERS)
        write_summary(tmp_path / "summary.html", course)
        return Page((tmp_path / "summary.html").read_bytes().decode("utf-8"))

    return read


def pictures(found: Page) -> list[dict]:
    return [attributes for tag, attributes in found.tags if tag == "img"]


def test_it_counts_learners_submissions_and_statuses(page):
    said = page(
        result("ana", late=True),
        result("ana", OTHER, status="incomplete"),
        result("ben", status="unreadable", notes=["The file is cut off."]),
        result("ben", lesson="", status="unreadable", submission="ben/essay.ipynb", questions={}, isolation="none"),
    ).said()
    assert "2 learners, 4 submissions ." in said.replace("submissions.", "submissions .")
    assert "Graded 1 Incomplete 1 Unreadable 2 Came late 1" in said
    assert "Run in: bubblewrap, namespaces 3 Run in: none 1" in said
    assert f"ben/{LESSON}.ipynb: The file is cut off." in said


def test_the_points_of_a_question_stand_in_table_picture_and_alternative(page):
    wrong = verdict("01-1", "not yet")
    found = page(
        result("ana"),
        result("ben", questions=verdicts(LESSON, q01_1=wrong)),
        result("eva", questions=verdicts(LESSON, q01_1=verdict("01-1", "partly"), q01_9=verdict("01-9", "marked"))),
    )
    said = found.said()
    #                                                       checked, share, right, partly, not yet, ..., to mark, marked
    assert f"01-1 {questions.get('01-1').title} 3 50 % 1 1 1 0 0 0 0" in said
    assert f"01-9 {questions.get('01-9').title} 1 50 % 0 0 0 0 0 2 1" in said
    (picture,) = pictures(found)
    assert "in per cent. 01-1: 50, 01-2: 100," in picture["alt"]
    png = base64.b64decode(picture["src"].removeprefix("data:image/png;base64,"), validate=True)
    assert png.startswith(b"\x89PNG")
    assert "Mean: 17.5 of 20 points, for 1 learner whose answers are all marked" in said


def test_a_question_that_nobody_s_mark_is_known_of_has_no_share(page):
    found = page(result())
    assert "01-9" not in pictures(found)[0]["alt"]
    assert f"01-9 {questions.get('01-9').title} 0 0 0 0 0 0 1 0" in found.said()


def test_the_commonest_mistakes_come_first_with_the_question_to_ask(page):
    wrong = verdicts(LESSON, q01_1=verdict("01-1", "not yet"))
    other = verdicts(LESSON, q01_2=verdict("01-2", "not yet"))
    said = page(result("a", questions=other), result("b", questions=wrong), result("c", questions=wrong)).said()
    assert f"01-1 {MISTAKE.name} 2 learners {MISTAKE.ask} 01-2" in said
    assert MISTAKE.ask


def test_a_mistake_that_every_question_shares_has_a_question_to_ask_too(page):
    said = page(result(questions=verdicts(LESSON, q01_1=verdict("01-1", "not yet", mistake="running total")))).said()
    assert "01-1 running total 1 learner Can your numbers ever fall?" in said


def test_a_mistake_that_the_kit_does_not_know_stands_without_a_question(page):
    said = page(result(questions=verdicts(LESSON, q01_1=verdict("01-1", "not yet", mistake="<b>")))).said()
    assert "01-1 <b> 1 learner" in said


def test_only_the_submission_that_counts_is_counted(page):
    old = result(submission="old", modified=1.0, questions=verdicts(LESSON, q01_1=verdict("01-1", "not yet")))
    said = page(result(), old).said()
    assert "1 learner, 2 submissions" in said
    assert f"01-1 {questions.get('01-1').title} 1 100 % 1 0 0" in said


def test_what_waits_and_what_holds_on_the_published_tables_alone_is_listed(page):
    alone = {"published_only": True, "on_fresh": "another mean: Look at the years."}
    flagged = verdicts(LESSON, q01_1=verdict("01-1", published_only=True), q01_3=verdict("01-3", **alone))
    said = page(result("ana", questions=flagged), result("ben")).said()
    assert f"01-9 {questions.get('01-9').title}: 2 " in said
    assert "ana: 01-1, 01-3 (another mean: Look at the years.)" in said
    assert "Holds on the published tables alone Typed in, or computed in a way that agrees by chance" in said


def test_a_long_list_is_cut_and_the_rest_is_counted(page):
    torn = (result(f"l{number:03}", status="unreadable", notes=["Torn."]) for number in range(SHOWN + 7))
    said = page(*torn).said()
    assert said.count("Torn.") == SHOWN
    assert "and 7 more, in gradebook.csv" in said


def test_a_class_of_nobody_has_a_page(page):
    assert "0 learners, 0 submissions" in page().said()


def test_a_screen_reader_finds_its_way(page):
    found = page(result(first=1), result("ana", OTHER), result("ben", status="unreadable", notes=["Torn."]))
    tags = [tag for tag, _ in found.tags]
    assert [tags.count(name) for name in ("h1", "header", "main", "footer")] == [1, 1, 1, 1]
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert tags.count("caption") == tags.count("table")
    assert all(attributes["scope"] in ("row", "col") for tag, attributes in found.tags if tag == "th")
    assert all(picture["alt"] for picture in pictures(found))
    # What scrolls sideways must be reachable with the keyboard.
    scrolling = [attributes for _, attributes in found.tags if "scroll" in attributes.get("class", "")]
    assert scrolling
    assert all(attributes["tabindex"] == "0" for attributes in scrolling)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_of_a_submission_becomes_a_part_of_the_page(page, text):
    def made(text):
        flagged = verdicts(
            LESSON, q01_1=verdict("01-1", "not yet", mistake=text or "m", published_only=True, on_fresh=text)
        )
        torn = result("t", status="unreadable", notes=[text], submission=text, isolation=text)
        return page(result(text[:200], questions=flagged, isolation=text), torn)

    assert [tag for tag, _ in made(text).tags] == [tag for tag, _ in made("tame").tags]


def test_it_is_drawn_without_pyplot(tmp_path):
    path = generated.write(tmp_path / "results.jsonl", [result()])
    code = (
        "import sys, pathlib, generated\n"
        "from twoborders.grade.reports.course import read_course\n"
        "from twoborders.grade.reports.summary import write_summary\n"
        f"course = read_course(pathlib.Path({str(path)!r}), generated.masters(generated.LESSON))\n"
        f"write_summary(pathlib.Path({str(tmp_path / 'summary.html')!r}), course)\n"
        "assert 'matplotlib' in sys.modules and 'matplotlib.pyplot' not in sys.modules\n"
    )
    folder = generated.__file__.rpartition("generated.py")[0]
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, timeout=120)
    assert run.returncode == 0, run.stderr
