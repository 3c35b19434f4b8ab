"""Grade one submission: read, align, run, judge, and put the verdicts together."""

import re
import secrets
import time
from collections.abc import Mapping

from twoborders.grade.align import Aligned, Master, align, count_matches
from twoborders.grade.find import Submission, content, learner, lesson_in_name, lesson_of_cells
from twoborders.grade.read import UnreadableError, read
from twoborders.grade.results import OUTCOMES
from twoborders.grade.run import MAX_RERUNS, CellRun, Run, run


def grade(submission: Submission, masters: Mapping[str, Master], cell_timeout: float) -> dict:
    """The result of one submission, as in results.jsonl; ``cell_timeout`` in seconds. Raises nothing."""
    began = time.monotonic()
    lesson = lesson_in_name(submission.title, masters)
    notes: list[str] = []
    questions: dict[str, dict] = {}
    try:
        cells, notes = read(content(submission))
        lesson = lesson or lesson_of_cells(cells, masters)
        if not lesson:
            raise UnreadableError(
                "Neither the file's name nor its cells belong to a lesson with graded questions. "
                f"The lessons are: {', '.join(masters)}."
            )
        if not count_matches(masters[lesson], cells):
            raise UnreadableError(
                "The notebook holds no answer cell and no check cell of this lesson's exercise. "
                "Is it the lesson itself, which has the same file name?"
            )
        questions, repairs, broke = _grade_cells(align(masters[lesson], cells), masters[lesson], cell_timeout)
        notes += repairs
        status = "incomplete" if broke else "graded"
    except UnreadableError as error:
        notes.append(str(error))
        status = "unreadable"
    except Exception as error:
        # A fault of the grader's own must not keep the rest of a class from its grades; it is shown.
        notes.append(f"The grader failed on this submission: {type(error).__name__}: {error}")
        status = "incomplete"
    return {
        "submission": submission.name,
        "learner": learner(submission, lesson).name,
        "lesson": lesson,
        "points": _number(sum(question["points"] for question in questions.values())),
        "possible": _number(sum(masters[lesson].points.values())) if lesson else 0,
        "status": status,
        "seconds": round(time.monotonic() - began, 2),
        "notes": notes,
        "questions": questions,
    }


def _grade_cells(aligned: Aligned, master: Master, cell_timeout: float) -> tuple[dict[str, dict], list[str], bool]:
    """Verdicts by question, notes, and whether something broke."""
    outcome = run(aligned.cells, cell_timeout, nonce=secrets.token_hex(16))
    questions = {
        question: _verdict(question, possible, aligned, outcome, cell_timeout)
        for question, possible in master.points.items()
    }
    notes = [*aligned.notes, *_run_notes(aligned, outcome, cell_timeout)]
    broke = outcome.reruns > 0 or any(verdict["outcome"] == "cannot check" for verdict in questions.values())
    return questions, notes, broke


def _verdict(question: str, possible: float, aligned: Aligned, outcome: Run, cell_timeout: float) -> dict:
    check_at = next(
        number for number, cell in enumerate(aligned.cells) if (cell.role, cell.question) == ("check", question)
    )
    check = outcome.cells[check_at]
    own = [
        (cell, ran)
        for cell, ran in zip(aligned.cells, outcome.cells, strict=True)
        if (cell.role, cell.question) == ("answer", question)
    ]
    answer_left_out = any(ran.state == "left out" for _, ran in own)
    if check.answer is not None and "value" in check.answer and not answer_left_out:
        verdict = judged(question, check.answer["value"], possible)
        # Where the answer cell broke, the name may still hold the blank's "...": that is no blank answer.
        if not (verdict["outcome"] == "not attempted" and any(ran.state != "ran" for _, ran in own)):
            return verdict
    elif question in aligned.without_answer and check.error.startswith("NameError"):
        return _result(0, possible, "not attempted", "The answer cell is not in the notebook.")
    return _result(0, possible, "cannot check", _cause(check_at, aligned, outcome, cell_timeout))


def judged(question: str, answer: object, possible: float) -> dict:
    """The verdict on what crossed as the answer to a question, whatever its form: at most ``possible`` points."""
    # Imported here: the questions read the tables, which a submission that cannot be read does not need.
    import twoborders.questions

    try:
        verdict = twoborders.questions.judge(question, answer)
        if verdict.outcome not in OUTCOMES:
            raise ValueError(verdict.outcome)
        points = min(max(float(verdict.points), 0.0), possible)
    except Exception:
        # ``describe`` runs beside the learner's code, so that what arrives may be of any form.
        message = "The recorded answer does not have the form that the check gives it."
        return _result(0, possible, "cannot check", message)
    message = verdict.message
    if verdict.outcome == "to mark":
        # The person who marks reads the text here, beside the rubric.
        message += f" The text: {answer['value']}"
    return _result(points, possible, verdict.outcome, message)


def _result(points: float, possible: float, outcome: str, message: str) -> dict:
    return {"points": _number(points), "possible": _number(possible), "outcome": outcome, "message": message}


def _cause(check_at: int, aligned: Aligned, outcome: Run, cell_timeout: float) -> str:
    """Why there is no answer, in plain words: the question's own cells, then the check, then the lesson's."""
    for number in range(check_at - 1, -1, -1):
        cell, ran = aligned.cells[number], outcome.cells[number]
        if cell.role == "check":
            break
        if ran.state not in ("ran", "not run"):
            subject = "The answer cell" if cell.role == "answer" else "A cell before this check"
            return f"{subject} {_what_happened(ran, cell_timeout)}."
    check = outcome.cells[check_at]
    if check.answer is not None and "problem" in check.answer:
        return check.answer["problem"]
    if check.state == "not run":
        if outcome.failure:
            return f"The notebook could not be run: {outcome.failure}."
        return "The check was not reached: an earlier cell ended the Python process, again and again."
    for cell, ran in zip(aligned.cells[:check_at], outcome.cells[:check_at], strict=True):
        if cell.role == "setup" and ran.state != "ran":
            return f"A locked cell before this check {_what_happened(ran, cell_timeout)}."
    missing = re.match(r"NameError: name '(\w+)' is not defined", check.error)
    if missing:
        return f"NameError: the name {missing[1]} does not exist when the check runs: did its cell run?"
    if check.state == "ran":
        return "The check ran but recorded no answer: does the notebook use the name check for something else?"
    return f"The check {_what_happened(check, cell_timeout)}."


def _what_happened(ran: CellRun, cell_timeout: float) -> str:
    match ran.ended or ran.state:
        case "stopped":
            return f"stopped with {ran.error.removesuffix(':')}"
        case "interrupted":
            return f"was stopped because it ran longer than {cell_timeout:g} seconds"
        case "hung":
            return f"ran longer than {cell_timeout:g} seconds, or wrote without end, and could not be stopped"
        case "died":
            return "ended the Python process"
        case _:
            return "was not run"


def _run_notes(aligned: Aligned, outcome: Run, cell_timeout: float) -> list[str]:
    notes = []
    for cell, ran in zip(aligned.cells, outcome.cells, strict=True):
        if ran.state in ("left out", "died", "hung", "interrupted"):
            subject = f"{cell.role} cell {cell.question}" if cell.question else "a cell beside the questions"
            left_out = "; the rest was run again without it" if ran.state == "left out" else ""
            notes.append(f"{subject} {_what_happened(ran, cell_timeout)}{left_out}")
    if outcome.failure:
        notes.append(f"the notebook could not be run: {outcome.failure}")
    elif outcome.reruns == MAX_RERUNS and any(ran.state == "not run" for ran in outcome.cells):
        notes.append(f"given up after {MAX_RERUNS} cells had been left out")
    return notes


def _number(points: float) -> float:
    """Points as whole numbers where they are whole."""
    return int(points) if float(points).is_integer() else round(points, 4)
