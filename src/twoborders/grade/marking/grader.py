"""Grade one submission: read, align, run, judge, and put the verdicts together."""

import functools
import hashlib
import re
import secrets
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from twoborders import questions as asked
from twoborders import tables
from twoborders.grade.intake.find import Submission, content
from twoborders.grade.intake.read import Cell, UnreadableError, read
from twoborders.grade.intake.repair_json import PARTLY_READ
from twoborders.grade.intake.whose import learner
from twoborders.grade.marking.align import (
    LESSONS,
    Aligned,
    Master,
    align,
    count_matches,
    lesson_in_name,
    lesson_of_cells,
    read_master,
)
from twoborders.grade.marking.content import answered
from twoborders.grade.marking.judging import Result, hold_against_fresh, run_notes, unjudged, verdicts
from twoborders.grade.marking.results import whole
from twoborders.grade.marking.run import run
from twoborders.grade.sandbox import temporary
from twoborders.grade.sandbox.inside.limits import Limits
from twoborders.grade.sandbox.isolation import Level, Room, make_room
from twoborders.grade.sandbox.session import Session
from twoborders.tables.fresh import write_fresh

PASSED_OVER = "the hand-in holds the kit's solutions; they were passed over"
LESSONS_PASSED_OVER = "the hand-in holds the kit's lessons; they were passed over"
SOLUTIONS = re.compile(
    r"soluti?ons?|soluci[o\u00f3]n(?:es)?|l(?:o|oe|\u00f6)sung(?:en)?|solu[c\u00e7][o\u00f5]es|soluzion[ei]|"
    r"corrig[e\u00e9]s?|(?:answer[ _-]?)?keys?",
    re.IGNORECASE,
)
"""A folder in which the key may lie in the midst of a hand-in."""


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

    def grade(self, submission: Submission, alone: bool = False) -> Result:
        """The result of one submission, as in results.jsonl. Raises nothing.

        It has ``"again": True`` where a cell ran out of time that others may have taken from it: it must then be graded
        once more while nothing else is, with ``alone``, and that result counts.
        """
        began = time.monotonic()
        found = b""
        result = _empty(submission, self.settings.level.name)
        try:
            found = content(submission)
            cells, result["notes"] = read(found)
            lesson = self._lesson(submission, cells)
            others = self._other_lessons(lesson, cells)
            result |= _of(submission, lesson)
            self._grade_cells(submission, align(self.masters[lesson], cells), result, alone)
            result["notes"] += [
                f"it also holds {other}, which was not graded: one file counts for one" for other in others
            ]
            # Where the end of a file is lost, a question that counts as blank may have had an answer.
            if others or any(note.endswith(PARTLY_READ) for note in result["notes"]):
                result["status"] = "incomplete"
        except UnreadableError as error:
            lesson = result["lesson"] or lesson_in_name(submission.title, self.masters)
            result |= _of(submission, lesson)
            if submission.in_kit and lesson_in_name(submission.title, LESSONS):
                result["passed_over"] = LESSONS_PASSED_OVER
            if not result["passed_over"]:
                result |= {"status": "unreadable", "notes": [*result["notes"], str(error)]}
        except Exception as error:
            # A fault of the grader's own must not keep the rest of a class from its grades; it is shown.
            result |= _fault(result["notes"], f"{type(error).__name__}: {error}")
        possible = self.masters[result["lesson"]].points.values() if result["lesson"] else ()
        return result | {
            "key": key(submission, found, self.settings),
            "points": whole(sum(verdict["points"] for verdict in result["questions"].values())),
            "possible": whole(sum(possible)),
            "seconds": round(time.monotonic() - began, 2),
        }

    def _lesson(self, submission: Submission, cells: Sequence[Cell]) -> str:
        """The lesson that a notebook answers. Raises UnreadableError where it answers none."""
        named = lesson_in_name(submission.title, self.masters)
        lesson = named or lesson_of_cells(cells, self.masters)
        found = count_matches(self.masters[lesson], cells) if lesson else 0
        # A lesson may show how a check is asked; it holds no more of the exercise.
        if not named and found <= bool(lesson_in_name(submission.title, LESSONS)):
            raise UnreadableError(
                "Neither the file's name nor its cells belong to an exercise. Is it a lesson? "
                f"The exercises are: {', '.join(self.masters)}."
            )
        if not found:
            raise UnreadableError(
                "The notebook holds no answer cell and no check cell of the exercise whose name it has."
            )
        return lesson

    def _other_lessons(self, lesson: str, cells: Sequence[Cell]) -> list[str]:
        """The exercises of other lessons that a notebook holds beside its own; some copied cells are none."""
        return [
            stem
            for stem, master in self.masters.items()
            if stem != lesson and count_matches(master, cells) > len(master.points)
        ]

    def _grade_cells(self, submission: Submission, aligned: Aligned, result: Result, alone: bool) -> None:
        """Put verdicts, notes and status into the result; what does not count is not run."""
        master, limits = self.masters[result["lesson"]], self.settings.limits
        questions, result["kits_own"] = answered(master, aligned)
        if result["kits_own"]:
            if submission.in_kit or in_solutions(submission.name):
                result["passed_over"] = PASSED_OVER
            else:
                result["notes"].append("every answer is the kit's own solution, word for word")
        if result["passed_over"]:
            why = "This file holds the kit's own solutions, so that it counts for nobody. Hand in your own notebook."
            result["questions"] = {
                question: unjudged(possible, "not attempted", why) for question, possible in master.points.items()
            }
            return
        result["answered"] = len(questions)
        outcome = run(aligned.cells, self.session, nonce=secrets.token_hex(16))
        result["questions"] = verdicts(aligned, outcome, master, limits, self.load)
        result["notes"] += [*aligned.notes, *run_notes(aligned, outcome, limits)]
        if outcome.reruns or any(verdict["outcome"] == "cannot check" for verdict in result["questions"].values()):
            result["status"] = "incomplete"
        lacked_time = outcome.lacked_time
        if self.fresh_session is not None:
            again = run(aligned.cells, self.fresh_session, nonce=secrets.token_hex(16))
            fresh = verdicts(aligned, again, master, limits, self.fresh_load)
            result["notes"] += hold_against_fresh(result["questions"], fresh, self.settings.strict)
            lacked_time |= again.lacked_time
        if lacked_time and alone:
            result["notes"].append("it ran out of time and was run again alone, with the same end")
        elif lacked_time:
            result["again"] = True


def in_solutions(name: str) -> bool:
    """Whether a submission's name goes through a folder that is called solutions, in one of some languages."""
    return any(SOLUTIONS.fullmatch(part) for part in name.split("/")[:-1])


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


def failed(submission: Submission, cause: str) -> Result:
    """The result of a submission that could not be graded by a fault that is not the learner's."""
    return _empty(submission, "") | _fault([], cause)


def _fault(notes: Sequence[str], cause: str) -> Result:
    told = [*notes, f"The grader failed on this submission: {cause}"]
    return {"status": "incomplete", "notes": told, "fault": True, "questions": {}}


def _empty(submission: Submission, isolation: str) -> Result:
    """A result before anything is known of what is in the file."""
    return _of(submission, "") | {
        "key": "",
        "points": 0,
        "possible": 0,
        "status": "graded",
        "isolation": isolation,
        "seconds": 0,
        "notes": [],
        "fault": False,
        "answered": 0,
        "kits_own": False,
        "passed_over": PASSED_OVER if submission.passed_over else "",
        "questions": {},
    }


def _of(submission: Submission, lesson: str) -> Result:
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
