"""What a notebook imports to work on questions: check, hint, solution, progress and what keeps them."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from twoborders import questions
from twoborders.checking import answers, course, error_display, kept_names, solutions, watch
from twoborders.checking.report import Fold, Report, show
from twoborders.questions import Question, Verdict
from twoborders.questions.core import CRITERIA, MOST_MARK, points_by_criteria
from twoborders.work import store

__all__ = ["check", "hint", "install", "my_page", "own_mark", "progress", "resume_work", "save_work", "solution"]

ANSWER_MIME = "application/vnd.twoborders.answer+json"
"""The form in which an answer crosses from a notebook to the grader: question id, description and nonce."""

GRADING = "TWOBORDERS_GRADING"
"""Environment variable that the grader sets, to a nonce: ``check`` then hands the answer over unjudged."""

NBGRADER = "NBGRADER_EXECUTION"
"""Environment variable that nbgrader sets while it grades or validates."""

_BY_NAME = object()

_NO_FOLDER = "This notebook does not lie in a work folder."


def check(question_id: str, value: object = _BY_NAME) -> float | None:
    """Check the answer to a question and show the outcome, the points and a sentence that says why.

    The answer is found by the name that the question gives it; ``value`` is looked at in its place. Whatever it is,
    this shows a message and raises nothing. Under nbgrader it returns the points, which is what nbgrader reads from
    the last line of a cell; in a lesson it returns None.
    """
    under_nbgrader = bool(os.environ.get(NBGRADER))
    question = _question(question_id)
    if question is None:
        return 0.0 if under_nbgrader else None  # a cell that returns nothing gets all its points from nbgrader
    if value is _BY_NAME:
        description = answers.described(question, sys._getframe(1).f_globals)
    else:
        description = questions.describe(value, question)
    nonce = os.environ.get(GRADING)
    if nonce:
        given_back = {"given_back": names} if (names := kept_names.given_back()) else {}
        _hand_over({"nonce": nonce, "question": question_id, "answer": description | given_back})
        return None
    verdict = _judge(question, description)
    problem = course.keep_verdict(question, verdict)
    if value is _BY_NAME:
        verdict = answers.explained(question, description, verdict, sys._getframe(1).f_globals)
    message = f"{verdict.message} {problem}".strip()
    show(Report.of_verdict(question_id, replace(verdict, message=message), _help(question, verdict)))
    by_hand = question.kind == "argue"
    return float(verdict.points) if under_nbgrader and not by_hand else None


def hint(question_id: str, step: int | None = None) -> None:
    """Show the next of three hints, each more exact than the one before; ``step`` (1, 2 or 3) shows that one."""
    question = _question(question_id)
    if question is None:
        return
    last = len(question.hints)
    if step is None:
        step = min(course.hints_taken(question) + 1, last)
    if type(step) is not int or not 1 <= step <= last:
        show(Report("hint", f"There are {last} hints: step is 1 to {last}."))
        return
    course.keep_hint(question, step)
    more = "This is the last hint." if step == last else "Run the cell again for the next one."
    show(Report("hint", f"{question.hints[step - 1]} ({more})", title=f"Hint {step} of {last} for {question_id}."))


def solution(question_id: str) -> None:
    """Show the solved cell of a question and what it gave, from the solution notebook."""
    question = _question(question_id)
    if question is None:
        return
    if not solutions.are_open() or os.environ.get(GRADING):
        closed = f"The solutions are closed in this edition. Try hint({question_id!r}), or ask your teacher."
        show(Report("hint", closed))
        return
    code = solutions.code(question)
    if code is None:
        show(Report("hint", f"No solved cell of {question_id} was found. Try hint({question_id!r})."))
        return
    show(Report("hint", "", title=f"One way to solve {question_id}.", code=code))


def own_mark(question_id: str, *marks: float) -> None:
    """Keep what learners without a teacher give an argued answer of their own.

    ``marks`` are five numbers from 0 to 2, one for each criterion in the order of the rubric, or the points alone.
    """
    question = _question(question_id)
    if question is None:
        return
    numbers = all(isinstance(mark, int | float) and not isinstance(mark, bool) for mark in marks)
    points = None
    if numbers and len(marks) == len(CRITERIA) and all(0 <= mark <= MOST_MARK for mark in marks):
        points = points_by_criteria(marks, question.points)
    elif numbers and len(marks) == 1 and 0 <= marks[0] <= question.points:
        points = marks[0]
    if question.kind != "argue":
        message = f"The kit itself checks {question_id}. Only an argued answer is marked by a person."
    elif points is None:
        message = (
            f"{question_id} takes five marks from 0 to {MOST_MARK}, for {', '.join(CRITERIA)}, "
            f"or its points alone, 0 to {question.points:g}."
        )
    else:
        message = (
            f"Kept: {points:g} of {question.points:g} points, marked by yourself. {course.keep_mark(question, points)}"
        )
    show(Report("hint", message.strip()))


def progress(lesson: str | None = None) -> None:
    """Show the points of the whole course and of the lesson in work, or those of one lesson alone ("01")."""
    show(course.report(lesson))


def save_work() -> None:
    """Save all copies, answers and points of the work folder as one zip, to be kept or carried to another place."""
    there = store.folder()
    if there is None:
        show(Report("hint", f"{_NO_FOLDER} Save this notebook with Ctrl+S, and download it from the list of files."))
        return
    from twoborders.work import packing  # only who saves needs it: the import of check stays quick

    try:
        path = packing.save(there)
    except packing.PackingError as error:
        show(Report("cannot check", str(error)))
        return
    message = (
        f"Saved as {path.name}, in the folder {there.name}. Download it from the list of files: right click, Download."
    )
    show(Report("hint", message))


def resume_work(file: str | Path) -> None:
    """Bring back what a zip of ``save_work`` holds; work that lies here is not overwritten."""
    there = store.folder()
    if there is None:
        show(Report("hint", f"{_NO_FOLDER} Open a notebook in my_work, and call resume_work there."))
        return
    from twoborders.work import packing

    try:
        said = packing.resume(Path(file), there)
    except packing.PackingError as error:
        show(Report("cannot check", str(error)))
        return
    show(Report("hint", " ".join(said)))


def my_page(name: str = "") -> None:
    """Make a page of one's own, to print or to keep: points by lesson, guesses scored, the day, and the name given."""
    there = store.folder()
    if there is None:
        show(Report("hint", f"{_NO_FOLDER} Open a notebook in my_work, and call my_page there."))
        return
    from twoborders.checking import page

    try:
        store.replace(there / page.FILE, page.page(store.read()[0], str(name)).encode("utf-8"))
    except OSError as error:
        show(Report("cannot check", f"The page could not be written ({error.strerror or error})."))
        return
    show(Report("hint", f"Your page is {page.FILE}, in {there.name}. Open it from the list of files; it prints well."))


def install(shell: Any) -> None:
    """Let the kit know, in this IPython shell, which cells have run; let it keep its names and say errors plainly.

    A grader reads errors as Python writes them.
    """
    watch.install(shell)
    kept_names.install(shell)
    if not os.environ.get(GRADING):
        error_display.install(shell)


def _question(question_id: str) -> Question | None:
    """Return a question; where there is none, say which there are."""
    try:
        return questions.get(question_id)
    except questions.QuestionError as error:
        show(Report("cannot check", str(error)))
        return None


def _help(question: Question, verdict: Verdict) -> list[Fold]:
    """Return what is folded below a message: the hints one after the other, and the solution where it is open."""
    if verdict.outcome == "right":
        return []
    code = solutions.code(question) if solutions.are_open() else None
    if question.kind == "argue":
        folds = [
            Fold("What a reader looks for", "\n".join(f"{name}: {best}" for name, best in question.rubric.items()))
        ]
        example = ", ".join("10210")
        last = (
            f"Give yours 0, 1 or 2 for each of the five, and keep them in their order: own_mark({question.id!r}, "
            f"{example}). Or let a teacher mark it."
        )
        model = [Fold("A model text, to compare with yours", last, code)] if code else []
        return [*folds, *model] if verdict.outcome == "to mark" else []
    folds = [Fold(f"Hint {step} of {len(question.hints)}", text) for step, text in enumerate(question.hints, start=1)]
    return [*folds, *([Fold(solutions.SOLVED, code=code)] if code else [])]


def _judge(question: Question, description: dict) -> Verdict:
    """Judge an answer; a mistake of ours gives "cannot check" and a sentence, never a traceback."""
    try:
        return questions.judge(question.id, description)
    except Exception as error:
        return Verdict(
            "cannot check",
            0,
            question.points,
            f"This check failed on our side ({type(error).__name__}: {error}). "
            "Your answer may be right: please report the question and your answer.",
        )


def _hand_over(answer: dict) -> None:
    from IPython.display import display  # a grader runs notebooks, so IPython is there

    display({ANSWER_MIME: answer, "text/plain": "Answer recorded."}, raw=True)


if "IPython" in sys.modules:
    from IPython import get_ipython

    if (_shell := get_ipython()) is not None:
        install(_shell)
