"""Verdicts: what the answers that crossed from the room are worth, and why there is none where there is none."""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from twoborders import questions as asked
from twoborders import tables
from twoborders.checking import errors
from twoborders.checking.kept_names import KEPT, LIBRARIES
from twoborders.grade.marking.align import Aligned, Master
from twoborders.grade.marking.results import OUTCOMES, whole
from twoborders.grade.marking.run import ENDING, MAX_RERUNS, CellRun, Run
from twoborders.grade.sandbox.inside.limits import MEGABYTE, Limits
from twoborders.questions.describing import MAX_TEXT, is_bounded

MAX_MESSAGE = 2_000
"""Longest message about one answer, in characters."""
JUDGE_SECONDS = 3.0
"""How long one answer may be judged, in seconds of the processor's time; the usual answer takes a tenth of one."""

Result = dict[str, Any]


class _OutOfTimeError(BaseException):
    """Judging took too long; no ``except Exception`` on the way catches it."""


def verdicts(
    aligned: Aligned, outcome: Run, master: Master, limits: Limits, load: Callable[..., Any]
) -> dict[str, Result]:
    """The verdict on each question of the master, as in results.jsonl."""
    return {
        question: _verdict(question, possible, aligned, outcome, limits, load)
        for question, possible in master.points.items()
    }


def _verdict(
    question: str, possible: float, aligned: Aligned, outcome: Run, limits: Limits, load: Callable[..., Any]
) -> Result:
    check_at = next(at for at, cell in enumerate(aligned.cells) if (cell.role, cell.question) == ("check", question))
    check = outcome.cells[check_at]
    own = [
        ran.state
        for cell, ran in zip(aligned.cells, outcome.cells, strict=True)
        if (cell.role, cell.question) == ("answer", question)
    ]
    # What the grader itself stopped or left out, it says in its own words.
    by_itself = all(state in ("ran", "stopped", "not run") for state in own)
    if check.answer is not None and "value" in check.answer and by_itself:
        verdict = judged(question, check.answer["value"], possible, load)
        if verdict["outcome"] != "not attempted":
            return verdict
        if question in aligned.without_answer:
            return unjudged(possible, "not attempted", "The answer cell is not in the notebook.")
        # Where the answer cell broke, the name may still hold the blank's "...": that is no blank answer.
        if all(state == "ran" for state in own):
            return verdict
    return unjudged(possible, "cannot check", _cause(check_at, aligned, outcome, limits))


def judged(
    question: str,
    answer: Any,
    possible: float,
    load: Callable[..., Any] = tables.load,
    seconds: float = JUDGE_SECONDS,
) -> Result:
    """The verdict on what crossed as the answer to a question, whatever its form: at most ``possible`` points."""
    try:
        if not is_bounded(answer):
            raise ValueError("larger than any description")
        with _at_most(seconds):
            verdict = asked.judge(question, answer, load)
        if verdict.outcome not in OUTCOMES:
            raise ValueError(verdict.outcome)
        points = min(max(float(verdict.points), 0.0), possible)
        text = str(answer["value"])[:MAX_TEXT] if verdict.outcome == "to mark" else None
    except _OutOfTimeError:
        message = f"Judging this answer took more than {seconds:g} seconds and was stopped: a person must look at it."
        return unjudged(possible, "cannot check", message)
    except Exception:
        # ``describe`` runs beside the learner's code, so that what arrives may be of any form.
        message = "The recorded answer does not have the form that the check gives it."
        return unjudged(possible, "cannot check", message)
    result = _result(points, possible, verdict.outcome, verdict.message, verdict.mistake)
    # The person who marks reads the text, beside the rubric.
    return result if text is None else result | {"text": text}


@contextlib.contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """End what takes so many seconds of this process, in a main thread and where the system can (not on Windows)."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGPROF, _end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _end(*_: object) -> None:
    raise _OutOfTimeError


def unjudged(possible: float, outcome: str, message: str) -> Result:
    """The verdict on a question whose answer was not judged: no points, and why."""
    return _result(0, possible, outcome, message, "")


def _result(points: float, possible: float, outcome: str, message: str, mistake: str) -> Result:
    # A message may quote an answer, and no page may grow without end.
    message = message if len(message) <= MAX_MESSAGE else message[: MAX_MESSAGE - 3] + "..."
    worth = {"points": whole(points), "possible": whole(possible)}
    return {**worth, "outcome": outcome, "message": message, "mistake": mistake}


def _cause(check_at: int, aligned: Aligned, outcome: Run, limits: Limits) -> str:
    """Why there is no answer, in plain words: the question's own cells, then the check, then the lesson's."""
    for number in range(check_at - 1, -1, -1):
        cell, ran = aligned.cells[number], outcome.cells[number]
        if cell.role == "check":
            break
        if ran.state not in ("ran", "not run"):
            subject = "The answer cell" if cell.role == "answer" else "A cell before this check"
            plain = errors.explain_text(ran.error) if ran.state == "stopped" else ""
            return f"{subject} {_what_happened(ran, limits)}. {plain}".strip()
    check = outcome.cells[check_at]
    if check.answer is not None and "problem" in check.answer:
        return str(check.answer["problem"])
    if check.state == "not run":
        if outcome.failure:
            return f"The notebook could not be run: {outcome.failure}."
        return "The check was not reached: an earlier cell ended the Python process, again and again."
    for cell, ran in zip(aligned.cells[:check_at], outcome.cells[:check_at], strict=True):
        if cell.role == "setup" and ran.state != "ran":
            return f"A locked cell before this check {_what_happened(ran, limits)}."
    if check.state == "ran":
        return "The check ran but recorded no answer: does the notebook use the name check for something else?"
    return f"The check {_what_happened(check, limits)}."


def _what_happened(ran: CellRun, limits: Limits) -> str:
    longer = f"ran longer than {limits.cell_seconds:g} seconds"
    said = {
        "stopped": f"stopped with {ran.error.removesuffix(':')}",
        "interrupted": f"was stopped because it {longer}",
        "hung": f"{longer}, or wrote without end, and could not be stopped",
        "died": "ended the Python process",
        "memory": f"used more than {limits.memory / MEGABYTE:g} MB of memory",
        "processes": f"started more than {limits.processes} processes",
    }
    return said.get(ran.ended or ran.state, "was not run")


def run_notes(aligned: Aligned, outcome: Run, limits: Limits) -> Iterator[str]:
    """A note for each cell that gave a name of the kit away, or did not come to its end, and for what was not run."""
    for cell, ran in zip(aligned.cells, outcome.cells, strict=True):
        for name in _given_back(ran):
            whose = "the kit's" if name in KEPT else LIBRARIES[name]
            yield f"the code of {cell.question} gave the name {name} to something else; {whose} was used"
        if ran.state in ("left out", "interrupted", *ENDING):
            subject = f"{cell.role} cell {cell.question}" if cell.question else "a cell beside the questions"
            left_out = "; the rest was run again without it" if ran.state == "left out" else ""
            yield f"{subject} {_what_happened(ran, limits)}{left_out}"
    if outcome.failure:
        yield f"the notebook could not be run: {outcome.failure}"
    elif outcome.reruns == MAX_RERUNS and any(ran.state == "not run" for ran in outcome.cells):
        yield f"given up after {MAX_RERUNS} cells had been left out"


def _given_back(check: CellRun) -> list[str]:
    """The names of the kit and its libraries that a check found given away, as it says; a forger may say anything."""
    value = (check.answer or {}).get("value")
    names = value.get("given_back") if isinstance(value, dict) else None
    return [name for name in sorted(KEPT | set(LIBRARIES)) if name in names] if isinstance(names, list) else []


def hold_against_fresh(found: Mapping[str, Result], fresh: Mapping[str, Result], strict: bool) -> list[str]:
    """Flag each verdict on an answer that is wrong once the tables say something else; return notes on the others."""
    unseen = []
    for question, verdict in found.items():
        if is_published_only(question, verdict, fresh[question]):
            flag(verdict, fresh[question], strict)
        elif _has_points(question, verdict) and fresh[question]["outcome"] in ("cannot check", "not attempted"):
            unseen.append(question)
    if not unseen:
        return []
    # Code that stops where the tables are not the published ones would hide that it holds on these alone.
    return [
        f"with other figures in the tables there was no answer to {', '.join(unseen)}: look at the code, which may ask "
        "for the published figures"
    ]


def is_published_only(question: str, verdict: Mapping[str, Any], fresh: Mapping[str, Any]) -> bool:
    """Whether an answer that is right, or partly so, is wrong once the tables say something else.

    A chart that is partly right then shows the values of these tables: an axis that was set by hand may be too short.
    """
    return _has_points(question, verdict) and fresh["outcome"] == "not yet"


def _has_points(question: str, verdict: Mapping[str, Any]) -> bool:
    return verdict["outcome"] in ("right", "partly") and not asked.get(question).read_off


def flag(verdict: Result, fresh: Mapping[str, Any], strict: bool) -> None:
    """Say of a verdict that its answer holds on the published tables alone; ``strict`` takes its points.

    ``fresh`` is the verdict on other tables: these can tell a mistake from the right answer where both agree by chance.
    """
    verdict["published_only"] = True
    verdict["on_fresh"] = f"{fresh['mistake']}: {fresh['message']}" if fresh["mistake"] else ""
    if strict:
        verdict["points"], verdict["outcome"], verdict["mistake"] = 0, "not yet", fresh["mistake"]
        advice = fresh["message"] if fresh["mistake"] else "Let the tables give it: write code that computes it."
        verdict["message"] = (
            "The answer holds on the published tables alone: it was typed in, or computed in a way that agrees by "
            f"chance. {advice}"
        )
