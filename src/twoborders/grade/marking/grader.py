"""Grade one submission: read, align, run, judge, and put the verdicts together."""

import functools
import hashlib
import secrets
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from twoborders import questions as asked
from twoborders import tables
from twoborders.grade.intake.find import Submission, content
from twoborders.grade.intake.read import UnreadableError, read
from twoborders.grade.intake.repair_json import PARTLY_READ
from twoborders.grade.intake.whose import learner
from twoborders.grade.marking.align import (
    Aligned,
    Master,
    align,
    count_matches,
    lesson_in_name,
    lesson_of_cells,
    read_master,
)
from twoborders.grade.marking.results import OUTCOMES
from twoborders.grade.marking.run import ENDING, MAX_RERUNS, CellRun, Run, run
from twoborders.grade.sandbox import temporary
from twoborders.grade.sandbox.inside.limits import MEGABYTE, Limits
from twoborders.grade.sandbox.isolation import Level, Room, make_room
from twoborders.grade.sandbox.session import Session
from twoborders.questions.describing import MAX_TEXT, is_bounded
from twoborders.tables.fresh import write_fresh

MAX_MESSAGE = 2_000
"""Longest message about one answer, in characters."""


@dataclass(frozen=True)
class Settings:
    """How submissions are graded; small and plain, so that it can be sent to other processes and computers.

    ``solutions``: the masters' folder. ``rooms``: a folder with the rooms in which submissions run (``make_rooms``),
    which are closed as ``level`` says. ``fresh``: the seed of the fresh figures, or None. ``strict``: an answer that
    holds on the published figures alone gets no points. ``hidden``: folders that no room shows, such as the
    submissions'. ``fingerprint``: stands for all of it, and for the kit, in results: an earlier result is kept only if
    nothing has changed.
    """

    solutions: Path
    rooms: Path
    level: Level
    engine: str
    limits: Limits = field(default_factory=Limits)
    fresh: int | None = None
    strict: bool = False
    hidden: tuple[Path, ...] = ()
    fingerprint: str = ""


def make_rooms(settings: Settings) -> None:
    """Write the rooms: one whose kit has the published tables and, where ``fresh`` is set, one with perturbed ones."""
    settings.rooms.mkdir(exist_ok=True)
    make_room(settings.rooms / "published", settings.level)
    if settings.fresh is not None:
        with tempfile.TemporaryDirectory(dir=temporary.folder()) as data:
            write_fresh(Path(data), settings.fresh)
            make_room(settings.rooms / "fresh", settings.level, Path(data))


class Grader:
    """Grades one submission after the other; its rooms stay open for the next one."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.masters = read_masters(settings.solutions)
        self.load = remembered(tables.load)
        self.session = self._session("published")
        self.fresh_session = None
        if settings.fresh is not None:
            self.fresh_session = self._session("fresh")
            self.fresh_load = remembered(tables.loader(settings.rooms / "fresh" / "kit" / "data"))

    def _session(self, name: str) -> Session:
        room = Room(self.settings.rooms / name, self.settings.level, self.settings.hidden)
        return Session(room, self.settings.engine, self.settings.limits)

    def close(self) -> None:
        """Close the rooms."""
        for session in (self.session, self.fresh_session):
            if session is not None:
                session.close()

    def grade(self, submission: Submission) -> dict:
        """The result of one submission, as in results.jsonl. Raises nothing."""
        began = time.monotonic()
        lesson, found = "", b""
        notes: list[str] = []
        questions: dict[str, dict] = {}
        fault = False
        try:
            found = content(submission)
            lesson = lesson_in_name(submission.title, self.masters)
            cells, notes = read(found)
            lesson = lesson or lesson_of_cells(cells, self.masters)
            if not lesson:
                raise UnreadableError(
                    "Neither the file's name nor its cells belong to an exercise. Is it a lesson? "
                    f"The exercises are: {', '.join(self.masters)}."
                )
            if not count_matches(self.masters[lesson], cells):
                raise UnreadableError(
                    "The notebook holds no answer cell and no check cell of the exercise whose name it has."
                )
            questions, repairs, broke = self._grade_cells(align(self.masters[lesson], cells), self.masters[lesson])
            # Where the end of a file is lost, a question that counts as blank may have had an answer.
            broke = broke or any(note.endswith(PARTLY_READ) for note in notes)
            notes = [*notes, *repairs]
            status = "incomplete" if broke else "graded"
        except UnreadableError as error:
            notes = [*notes, str(error)]
            status = "unreadable"
        except Exception as error:
            # A fault of the grader's own must not keep the rest of a class from its grades; it is shown.
            notes = [*notes, f"The grader failed on this submission: {type(error).__name__}: {error}"]
            status, fault = "incomplete", True
        return _of(submission, lesson) | {
            "key": key(submission, found, self.settings),
            "points": _number(sum(question["points"] for question in questions.values())),
            "possible": _number(sum(self.masters[lesson].points.values())) if lesson else 0,
            "status": status,
            "isolation": self.settings.level.name,
            "seconds": round(time.monotonic() - began, 2),
            "notes": notes,
            "fault": fault,
            "questions": questions,
        }

    def _grade_cells(self, aligned: Aligned, master: Master) -> tuple[dict[str, dict], list[str], bool]:
        """Verdicts by question, notes, and whether something broke."""
        outcome = run(aligned.cells, self.session, nonce=secrets.token_hex(16))
        questions = _verdicts(aligned, outcome, master, self.settings.limits, self.load)
        notes = [*aligned.notes, *_run_notes(aligned, outcome, self.settings.limits)]
        broke = outcome.reruns > 0 or any(verdict["outcome"] == "cannot check" for verdict in questions.values())
        if self.fresh_session is not None:
            again = run(aligned.cells, self.fresh_session, nonce=secrets.token_hex(16))
            fresh = _verdicts(aligned, again, master, self.settings.limits, self.fresh_load)
            for question, verdict in questions.items():
                if is_published_only(question, verdict, fresh[question]):
                    flag(verdict, fresh[question], self.settings.strict)
            unseen = [question for question in questions if _unseen(question, questions[question], fresh[question])]
            if unseen:
                notes.append(
                    f"with other figures in the tables there was no answer to {', '.join(unseen)}: look at the code, "
                    "which may ask for the published figures"
                )
        return questions, notes, broke


def read_masters(folder: Path) -> dict[str, Master]:
    """The masters that have graded questions, by lesson stem. Raises UnreadableError, which names the file."""
    masters = {}
    for path in sorted(folder.glob("*.ipynb")):
        try:
            master = read_master(path)
        except UnreadableError as error:
            raise UnreadableError(f"the master {path} cannot be used. {error}") from error
        unknown = sorted(set(master.points) - set(asked.ids()))
        if unknown:
            raise UnreadableError(f"the master {path} has a question that the kit does not know: {', '.join(unknown)}.")
        if master.points:
            masters[master.stem] = master
    return masters


def failed(submission: Submission, cause: str) -> dict:
    """The result of a submission that could not be graded by a fault that is not the learner's."""
    return _of(submission, "") | {
        "key": "",
        "points": 0,
        "possible": 0,
        "status": "incomplete",
        "isolation": "",
        "seconds": 0,
        "notes": [f"The grader failed on this submission: {cause}"],
        "fault": True,
        "questions": {},
    }


def _of(submission: Submission, lesson: str) -> dict:
    """What a result says of the file itself."""
    who = learner(submission, lesson)
    return {
        "submission": submission.name,
        "learner": who.name,
        "lms": who.lms and dict(who.lms),
        "late": who.late,
        "modified": submission.modified,
        "version": submission.version,
        "lesson": lesson,
    }


def remembered(load: Callable[..., Any]) -> Callable[..., Any]:
    """``load`` with a memory: judging one answer reads the same tables many times. Each caller gets its own copy."""
    once = functools.cache(load)
    return lambda name, as_of=None: once(name, as_of).copy()


def fingerprint(settings: Settings) -> str:
    """A short text that changes when anything changes on which results depend: kit, masters, tables, settings."""
    package = Path(tables.__file__).parents[1]
    files = [
        *package.rglob("*.py"),
        *package.rglob("*.toml"),
        *tables.DATA.iterdir(),
        *settings.solutions.glob("*.ipynb"),
    ]
    how = (settings.engine, settings.level.name, settings.limits, settings.fresh, settings.strict)
    found = hashlib.sha256(repr(how).encode())
    for path in sorted(files):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:32]


def key_of(submission: Submission, settings: Settings) -> str:
    """The key of a submission (see ``key``); of one that cannot be read, that of an empty one."""
    try:
        return key(submission, content(submission), settings)
    except UnreadableError:
        return key(submission, b"", settings)


def key(submission: Submission, content: bytes, settings: Settings) -> str:
    """What a result depends on, as one short text: whose the submission is, what is in it, and how it is graded."""
    # Whose it is can change by a file that came later: of a second learner of the same name.
    whose = repr((submission.folder, submission.title, submission.named))
    return hashlib.sha256("\0".join((settings.fingerprint, whose, "")).encode() + content).hexdigest()[:32]


def is_published_only(question: str, verdict: Mapping, fresh: Mapping) -> bool:
    """Whether an answer that is right, or partly so, is wrong once the tables say something else.

    A chart that is partly right then shows the values of these tables: an axis that was set by hand may be too short.
    """
    if asked.get(question).read_off or fresh["outcome"] != "not yet":
        return False
    return verdict["outcome"] in ("right", "partly")


def _unseen(question: str, verdict: Mapping, fresh: Mapping) -> bool:
    """Whether an answer has points, and there is none once the tables say something else: nothing is known of it then.

    Code that looks at the tables first, and stops where they are not the published ones, would
    hide that it holds on these alone.
    """
    if asked.get(question).read_off or fresh["outcome"] not in ("cannot check", "not attempted"):
        return False
    return verdict["outcome"] in ("right", "partly")


def flag(verdict: dict, fresh: Mapping, strict: bool) -> None:
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


def _verdicts(
    aligned: Aligned, outcome: Run, master: Master, limits: Limits, load: Callable[..., Any]
) -> dict[str, dict]:
    return {
        question: _verdict(question, possible, aligned, outcome, limits, load)
        for question, possible in master.points.items()
    }


def _verdict(
    question: str, possible: float, aligned: Aligned, outcome: Run, limits: Limits, load: Callable[..., Any]
) -> dict:
    check_at = next(
        number for number, cell in enumerate(aligned.cells) if (cell.role, cell.question) == ("check", question)
    )
    check = outcome.cells[check_at]
    own = [
        (cell, ran)
        for cell, ran in zip(aligned.cells, outcome.cells, strict=True)
        if (cell.role, cell.question) == ("answer", question)
    ]
    # What the grader itself stopped or left out, it says in its own words.
    not_by_itself = any(ran.state not in ("ran", "stopped", "not run") for _, ran in own)
    if check.answer is not None and "value" in check.answer and not not_by_itself:
        verdict = judged(question, check.answer["value"], possible, load)
        if question in aligned.without_answer and verdict["outcome"] == "not attempted":
            return _result(0, possible, "not attempted", "The answer cell is not in the notebook.")
        # Where the answer cell broke, the name may still hold the blank's "...": that is no blank answer.
        if not (verdict["outcome"] == "not attempted" and any(ran.state != "ran" for _, ran in own)):
            return verdict
    return _result(0, possible, "cannot check", _cause(check_at, aligned, outcome, limits))


def judged(question: str, answer: object, possible: float, load: Callable[..., Any] = tables.load) -> dict:
    """The verdict on what crossed as the answer to a question, whatever its form: at most ``possible`` points."""
    try:
        if not is_bounded(answer):
            raise ValueError("larger than any description")
        verdict = asked.judge(question, answer, load)
        if verdict.outcome not in OUTCOMES:
            raise ValueError(verdict.outcome)
        points = min(max(float(verdict.points), 0.0), possible)
        text = str(answer["value"])[:MAX_TEXT] if verdict.outcome == "to mark" else None
    except Exception:
        # ``describe`` runs beside the learner's code, so that what arrives may be of any form.
        message = "The recorded answer does not have the form that the check gives it."
        return _result(0, possible, "cannot check", message)
    result = _result(points, possible, verdict.outcome, _short(verdict.message)) | {"mistake": verdict.mistake}
    # The person who marks reads the text, beside the rubric.
    return result if text is None else result | {"text": text}


def _short(message: str) -> str:
    """The message, which may quote an answer, so that no page grows without end."""
    return message if len(message) <= MAX_MESSAGE else message[: MAX_MESSAGE - 3] + "..."


def _result(points: float, possible: float, outcome: str, message: str) -> dict:
    judged = {"points": _number(points), "possible": _number(possible), "outcome": outcome, "message": message}
    return judged | {"mistake": ""}


def _cause(check_at: int, aligned: Aligned, outcome: Run, limits: Limits) -> str:
    """Why there is no answer, in plain words: the question's own cells, then the check, then the lesson's."""
    for number in range(check_at - 1, -1, -1):
        cell, ran = aligned.cells[number], outcome.cells[number]
        if cell.role == "check":
            break
        if ran.state not in ("ran", "not run"):
            subject = "The answer cell" if cell.role == "answer" else "A cell before this check"
            return f"{subject} {_what_happened(ran, limits)}."
    check = outcome.cells[check_at]
    if check.answer is not None and "problem" in check.answer:
        return check.answer["problem"]
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
    match ran.ended or ran.state:
        case "stopped":
            return f"stopped with {ran.error.removesuffix(':')}"
        case "interrupted":
            return f"was stopped because it ran longer than {limits.cell_seconds:g} seconds"
        case "hung":
            return f"ran longer than {limits.cell_seconds:g} seconds, or wrote without end, and could not be stopped"
        case "died":
            return "ended the Python process"
        case "memory":
            return f"used more than {limits.memory / MEGABYTE:g} MB of memory"
        case "processes":
            return f"started more than {limits.processes} processes"
        case _:
            return "was not run"


def _run_notes(aligned: Aligned, outcome: Run, limits: Limits) -> list[str]:
    notes = []
    for cell, ran in zip(aligned.cells, outcome.cells, strict=True):
        if ran.state in ("left out", "interrupted", *ENDING):
            subject = f"{cell.role} cell {cell.question}" if cell.question else "a cell beside the questions"
            left_out = "; the rest was run again without it" if ran.state == "left out" else ""
            notes.append(f"{subject} {_what_happened(ran, limits)}{left_out}")
    if outcome.failure:
        notes.append(f"the notebook could not be run: {outcome.failure}")
    elif outcome.reruns == MAX_RERUNS and any(ran.state == "not run" for ran in outcome.cells):
        notes.append(f"given up after {MAX_RERUNS} cells had been left out")
    return notes


def _number(points: float) -> float:
    """Points as whole numbers where they are whole."""
    return int(points) if float(points).is_integer() else round(points, 4)
