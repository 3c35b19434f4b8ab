"""Titles, points, minutes and counts stand in notebooks and pages as the questions have them."""

import copy

import nbformat
import pytest
from kit_files import code, markdown, nbgrader, notebook

from twoborders.build import exercises, stated
from twoborders.build.notebooks import normalise
from twoborders.questions import Question

pytestmark = pytest.mark.quick

HINTS = ("first", "second", "third")
LENGTH = Question("01-1", "How long?", 2, 4, "number", "it", HINTS)
ARGUED = Question("01-2", "Argue", 3, 10, "argue", "a text", HINTS)


def solution(**sources):
    """Return a solution with two questions as an author may leave them, with any of these sources."""
    texts = {
        "title": "# Practise\n\nThree questions on lesson 01. They are worth 9 points.\n\n1. Run the first cell.",
        "question": "## 01-1. An old title\n\n9 points, about 90 minutes.\n\nStore it in `km`.",
        "argue": "Say why.",
        **sources,
    }
    cells = [
        markdown(texts["title"], "title"),
        markdown(texts["question"], "q1", **nbgrader("01-1-question"), twoborders={"points": 9, "level": "new"}),
        code("km = ...\n### BEGIN SOLUTION\n### END SOLUTION", "a1", **nbgrader("01-1-answer", solution=True)),
        code('check("01-1", km)', "c1", **nbgrader("01-1", grade=True, points=9)),
        markdown(texts["argue"], "q2", **nbgrader("01-2-question")),
        code('why = "..."', "a2", **nbgrader("01-2", grade=True, solution=True, points=9)),
        code('check("01-2", why)', "c2", **nbgrader("01-2-check")),
    ]
    about = {"lesson": "01", "minutes": 99}
    return normalise(nbformat.from_dict(notebook(*cells, twoborders=about)), "01_lengths")


def sources(content):
    return {cell["id"]: cell["source"] for cell in content["cells"]}


def test_the_head_of_a_question_is_the_questions_and_the_rest_is_the_authors():
    made = sources(stated.in_solution(solution(), [LENGTH, ARGUED]))
    assert made["01-1-question"] == "## 01-1. How long?\n\n2 points, about 4 minutes.\n\nStore it in `km`."
    head, marked_by, text = made["01-2-question"].removeprefix("## 01-2. Argue\n\n").split("\n\n")
    assert (head, text) == ("3 points, about 10 minutes.", "Say why.")
    assert marked_by.startswith("A person marks this answer. Five things count, 0 to 2 each: **claim** (a position), ")
    again = stated.in_solution(stated.in_solution(solution(), [ARGUED]), [ARGUED])
    assert sources(again)["01-2-question"] == made["01-2-question"]


@pytest.mark.parametrize(
    "written",
    [
        "Store it in `km`.",
        "## 01-1. How long?\n\nStore it in `km`.",
        "1 point, about 1 minute.\n\nStore it in `km`.",
        "\n# 01-1 Old\n2.5 points, about 3 minutes.\nStore it in `km`.",
    ],
)
def test_a_head_that_is_old_or_lacking_is_made(written):
    made = sources(stated.in_solution(solution(question=written), [LENGTH]))
    assert made["01-1-question"] == "## 01-1. How long?\n\n2 points, about 4 minutes.\n\nStore it in `km`."


def test_what_the_questions_add_up_to_stands_in_the_first_cell_and_the_metadata():
    made = stated.in_solution(solution(), [LENGTH, ARGUED])
    assert sources(made)["title"] == (
        "# Practise\n\nTwo questions on lesson 01. They are worth 5 points, 2 of which the kit checks at once; "
        "a person marks the other 3. Plan about 20 minutes, and 40 minutes if pandas is new to you.\n\n"
        "1. Run the first cell."
    )
    assert made["metadata"]["twoborders"] == {"lesson": "01", "minutes": 20}


def test_a_first_cell_without_the_sum_gets_it_below_the_title():
    made = sources(stated.in_solution(solution(title="# Practise\n\n1. Run the first cell."), [LENGTH]))
    assert made["title"] == (
        "# Practise\n\nOne question on lesson 01. They are worth 2 points; the kit checks all of them at once. "
        "Plan about 10 minutes, and 20 minutes if pandas is new to you.\n\n1. Run the first cell."
    )


def test_points_and_minutes_reach_the_cells_and_the_exercise():
    made = stated.in_solution(solution(), [LENGTH, ARGUED])
    cells = {cell["id"]: cell["metadata"] for cell in exercises.exercise(made)["cells"]}
    assert cells["01-1"]["nbgrader"]["points"] == 2
    assert cells["01-2"]["nbgrader"]["points"] == 3
    assert cells["01-1-question"]["twoborders"] == {"points": 2, "minutes": 4, "level": "new"}
    assert cells["01-2-question"]["twoborders"] == {"points": 3, "minutes": 10}
    assert "points" not in cells["01-2-check"]["nbgrader"]


def test_twice_is_once_and_the_source_is_not_changed():
    source = solution()
    before = copy.deepcopy(source)
    once = stated.in_solution(source, [LENGTH, ARGUED])
    assert source == before
    assert stated.in_solution(once, [LENGTH, ARGUED]) == once


def test_a_question_that_the_kit_does_not_have_stays_as_it_is():
    made = stated.in_solution(solution(), [LENGTH])
    assert sources(made)["01-2-question"] == "Say why."
    assert stated.in_solution(solution(), []) == solution()


def test_a_lesson_says_how_many_questions_there_are_and_what_one_of_them_gives():
    texts = [
        "Then: [nine questions on this lesson](../exercises/01_lengths.ipynb).",
        "**01-1** (9 points, about 9 minutes). How long? **01-7** (9 points, about 9 minutes).",
    ]
    cells = [markdown(text, f"text-{number}") for number, text in enumerate(texts)]
    source = normalise(nbformat.from_dict(notebook(*cells, code("'[nine questions on this lesson]'"))), "01_lengths")
    before = copy.deepcopy(source)
    made = stated.in_lesson(source, [LENGTH, ARGUED])
    assert [cell["source"] for cell in made["cells"]] == [
        "Then: [two questions on this lesson](../exercises/01_lengths.ipynb).",
        "**01-1** (2 points, about 4 minutes). How long? **01-7** (9 points, about 9 minutes).",
        "'[nine questions on this lesson]'",
    ]
    assert source == before
    assert stated.in_lesson(source, [])["cells"] == source["cells"]


@pytest.mark.parametrize(
    "below",
    [
        "What is counted?",
        "*5 to 9 minutes left.*",
        "*5 to 9 minutes left.*\n\n*5 to 9 minutes left.*\n\nWhat is counted?",
    ],
    ids=["words", "the line alone", "the line twice"],
)
def test_the_minutes_that_are_left_stand_once_at_the_head_of_a_section(below):
    cells = [markdown(f"## 1. How long?\n\n{below}", "head"), markdown("What is counted? " * 200, "text")]
    source = normalise(nbformat.from_dict(notebook(*cells)), "01_lengths")
    once = stated.in_lesson(source, [])
    words = ["What is counted?"] if "?" in below else []
    assert once["cells"][0]["source"].split("\n\n") == ["## 1. How long?", "*5 to 5 minutes left.*", *words]
    assert stated.in_lesson(once, []) == once


@pytest.mark.parametrize(("minutes", "expected"), [(4, 10), (54, 60), (59, 65), (61, 65), (63, 70)])
def test_the_minutes_of_an_exercise_have_time_to_begin_and_are_round(minutes, expected):
    asked = [Question("01-1", "A", 1, minutes, "number", "it", HINTS)]
    assert stated.minutes(asked) == expected


def test_the_kit_is_counted_in_words():
    asked = [LENGTH, ARGUED]
    assert stated.exercises(asked, 7) == (
        "The seven exercises have 2 questions and 5 points: for each question, one thing to find out."
    )
    assert stated.kit(8, 41, 13, asked, 7) == (
        "Eight lessons, 13 explorers, 41 tables of public figures, "
        "and seven exercises with 2 graded questions (5 points)."
    )
    assert stated.spelled(13) == "13"
