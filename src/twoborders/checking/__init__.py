"""What a notebook imports to work on questions: check, hint, solution and progress."""

import json
import os
from pathlib import Path

from twoborders import questions, tables
from twoborders.checking import error_display
from twoborders.checking.report import Report, show
from twoborders.questions import Verdict

__all__ = ["check", "hint", "progress", "solution"]

ANSWER_MIME = "application/vnd.twoborders.answer+json"
"""The form in which an answer crosses from a notebook to the grader: question id, description and nonce."""

GRADING = "TWOBORDERS_GRADING"
"""Environment variable that the grader sets, to a nonce: ``check`` then hands the answer over unjudged."""

NBGRADER = "NBGRADER_EXECUTION"
"""Environment variable that nbgrader sets while it grades or validates."""

SOLUTIONS = "TWOBORDERS_SOLUTIONS"
"""Environment variable of a class edition: the value "off" keeps the solutions closed."""

# In a notebook a learner's errors are shown in plain words from here on; a grader reads them as Python writes them.
if not os.environ.get(GRADING):
    error_display.install()

_verdicts: dict[str, Verdict] = {}
_hints_given: dict[str, int] = {}


def check(question_id: str, value: object = ...) -> float | None:
    """Check an answer and show the outcome, the points and a sentence that says why.

    Whatever the value is, this shows a message and raises nothing. Under nbgrader it returns the points, which
    is what nbgrader reads from the last line of a cell; in a lesson it returns None.
    """
    under_nbgrader = bool(os.environ.get(NBGRADER))
    try:
        question = questions.get(question_id)
    except questions.QuestionError as error:
        show(Report("cannot check", str(error)))
        return 0.0 if under_nbgrader else None  # a cell that returns nothing gets all its points from nbgrader
    description = questions.describe(value, question)
    nonce = os.environ.get(GRADING)
    if nonce:
        _hand_over({"nonce": nonce, "question": question_id, "answer": description})
        return None
    verdict = _judge(question_id, description, question.points)
    _verdicts[question_id] = verdict
    show(Report.of_verdict(question_id, verdict))
    by_hand = question.kind == "argue"
    return float(verdict.points) if under_nbgrader and not by_hand else None


def hint(question_id: str, step: int | None = None) -> None:
    """Show the next of three hints, each more exact than the one before; ``step`` (1, 2 or 3) shows that one."""
    try:
        question = questions.get(question_id)
    except questions.QuestionError as error:
        show(Report("cannot check", str(error)))
        return
    last = len(question.hints)
    if step is None:
        step = min(_hints_given.get(question_id, 0) + 1, last)
    if type(step) is not int or not 1 <= step <= last:
        show(Report("hint", f"There are {last} hints: step is 1 to {last}."))
        return
    _hints_given[question_id] = step
    more = "This is the last hint." if step == last else "Run the cell again for the next one."
    show(Report("hint", f"{question.hints[step - 1]} ({more})", title=f"Hint {step} of {last} for {question_id}."))


def solution(question_id: str) -> None:
    """Show the solved cell of a question and what it gave, from the solution notebook."""
    try:
        question = questions.get(question_id)
    except questions.QuestionError as error:
        show(Report("cannot check", str(error)))
        return
    folder = tables.ROOT / "solutions"
    found = sorted(folder.glob(f"{question.lesson}_*.ipynb"))
    if os.environ.get(SOLUTIONS) == "off" or os.environ.get(GRADING) or not folder.is_dir():
        show(
            Report(
                "hint",
                f"The solutions are closed in this edition. Try hint({question_id!r}), or ask your teacher.",
            )
        )
        return
    cell = _solved_cell(found[0], question_id) if found else None
    if cell is None:
        show(Report("hint", f"Question {question_id} is solved in the text of its lesson."))
        return
    lines = "".join(cell["source"]).splitlines()
    begin = next((i for i, line in enumerate(lines) if "BEGIN SOLUTION" in line), -1)
    end = next((i for i, line in enumerate(lines) if "END SOLUTION" in line), len(lines))
    show(Report("hint", "", title=f"One way to solve {question_id}.", code="\n".join(lines[begin + 1 : end])))


def progress() -> None:
    """Show the points for each question so far, for every lesson in which a question was checked."""
    if not _verdicts:
        show(Report("hint", 'No question was checked yet. Run a cell with check("...", ...) first.'))
        return
    lessons = sorted({question_id.split("-")[0] for question_id in _verdicts})
    rows = []
    for question_id in [known for lesson in lessons for known in questions.ids(lesson)]:
        question, verdict = questions.get(question_id), _verdicts.get(question_id)
        rows.append(
            (
                question_id,
                question.title,
                verdict.points if verdict else 0,
                question.points,
                verdict.outcome if verdict else "not attempted",
            )
        )
    show(Report.of_progress(rows))


def _judge(question_id: str, description: dict, possible: float) -> Verdict:
    """Judge an answer; a mistake of ours gives "cannot check" and a sentence, never a traceback."""
    try:
        return questions.judge(question_id, description)
    except Exception as error:
        return Verdict(
            "cannot check",
            0,
            possible,
            f"This check failed on our side ({type(error).__name__}: {error}). "
            "Your answer may be right: please report the question and your answer.",
        )


def _hand_over(answer: dict) -> None:
    from IPython.display import display  # a grader runs notebooks, so IPython is there

    display({ANSWER_MIME: answer, "text/plain": "Answer recorded."}, raw=True)


def _solved_cell(path: Path, question_id: str) -> dict | None:
    cells: list[dict] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("solution") and marks.get("grade_id") in (question_id, f"{question_id}-answer"):
            return cell
    return None
