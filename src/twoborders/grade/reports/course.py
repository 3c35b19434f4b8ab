"""The results of a class, learner by learner, and which of several submissions of a lesson counts."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from twoborders.grade.files import one_line
from twoborders.grade.intake.places import some
from twoborders.grade.marking.align import LESSONS, Master, lesson_in_name
from twoborders.grade.marking.results import STATUSES, read_at, read_lines
from twoborders.grade.reports.pairs import NOBODY, Groups, Together
from twoborders.tables import ROOT


class Entry(NamedTuple):
    """What is kept in memory of one line of results.jsonl; ``age`` (version, time) orders those of a lesson.

    ``answered`` is how many questions are answered, ``kits_own`` whether all as in the kit's solution; ``passed_over``
    says why it counts for nobody, or is empty.
    """

    place: int
    submission: str
    learner: str
    lesson: str
    status: str
    age: tuple[float, float]
    answered: int
    kits_own: bool
    passed_over: str


@dataclass(frozen=True)
class Learner:
    """One learner: the result that counts of each lesson, why it is that one, and results of no known lesson.

    ``passed_over``: a sentence for each kind of file that counts for nobody, such as the kit's own solutions.
    """

    name: str
    lessons: Mapping[str, dict]
    choices: Mapping[str, str]
    lost: Sequence[dict]
    passed_over: Sequence[str] = ()

    @property
    def counted(self) -> list[dict]:
        """Every result that says something of this learner: of each lesson the one that counts, and the lost ones."""
        return [*self.lessons.values(), *self.lost]

    @property
    def status(self) -> str:
        """The worst status of the results that count."""
        return max((str(result["status"]) for result in self.counted), key=STATUSES.index)


@dataclass
class Course:
    """An index of results.jsonl. A learner's results are read from the file when they are asked for.

    ``groups``: for whom a hand-in counts that counts for several, by the name that it bears.
    """

    path: Path
    masters: Mapping[str, Master]
    entries: list[Entry] = field(default_factory=list)
    groups: Groups = field(default_factory=dict)

    @property
    def lessons(self) -> list[str]:
        """The lessons that have a result, in the order of the masters."""
        found = {entry.lesson for entry in self.entries}
        return [stem for stem in self.masters if stem in found]

    def possible(self, lesson: str) -> float:
        """The points that can be had in a lesson."""
        return sum(self.masters[lesson].points.values())

    @property
    def names(self) -> set[str]:
        """The people for whom something was handed in."""
        return {name for entry in self.entries for name in self.groups.get(entry.learner, (entry.learner,))}

    def learners(self) -> Iterator[Learner]:
        """Each name under which something was handed in, whatever the case; that of a pair is one."""
        return self._each({})

    def people(self) -> Iterator[Learner]:
        """Each person, by name whatever the case. Who has none of a lesson has that of the partner."""
        return self._each(self.groups)

    def _each(self, groups: Groups) -> Iterator[Learner]:
        by_name: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for name in groups.get(entry.learner, (entry.learner,)):
                by_name.setdefault(name, []).append(entry)
        in_order = self.lessons
        with self.path.open("rb") as stream:
            for name in sorted(by_name, key=lambda name: (name.casefold(), name)):
                of_lesson: dict[str, list[Entry]] = {}
                for entry in by_name[name]:
                    of_lesson.setdefault(entry.lesson if entry.lesson in self.masters else "", []).append(entry)
                for stem, entries in of_lesson.items():
                    of_lesson[stem] = [each for each in entries if not _is_partners(each, name, groups)] or entries
                lost = [entry for entry in of_lesson.pop("", []) if not _is_lesson_beside(entry, of_lesson)]
                lessons, choices = {}, {}
                for stem in in_order:
                    if stem in of_lesson:
                        chosen, choices[stem] = _chosen(of_lesson[stem])
                        lessons[stem] = read_at(stream, chosen.place)
                passed_over = sorted({entry.passed_over for entry in by_name[name]} - {""})
                yield Learner(name, lessons, choices, [read_at(stream, entry.place) for entry in lost], passed_over)


def _is_partners(entry: Entry, name: str, groups: Groups) -> bool:
    """Whether a hand-in bears the name of somebody else of the pair alone."""
    return entry.learner != name and entry.learner in groups.get(entry.learner, ())


def read_course(path: Path, masters: Mapping[str, Master], together: Together = NOBODY) -> Course:
    """Index a file of results; of two lines of one submission the later holds."""
    entries: dict[str, Entry] = {}
    for place, _, result in read_lines(path):
        if result is not None:
            version, answered = (_number(result.get(name)) for name in ("version", "answered"))
            entries[result["submission"]] = Entry(
                place,
                submission=result["submission"],
                learner=result["learner"],
                lesson=result["lesson"],
                status=result["status"],
                age=(version, result["modified"]),
                answered=int(answered),
                kits_own=result.get("kits_own") is True,
                passed_over=str(result.get("passed_over") or ""),
            )
    groups, _ = together.groups(entry.learner for entry in entries.values())
    return Course(path, masters, list(entries.values()), groups)


def passed_over(course: Course) -> tuple[list[str], list[str]]:
    """What to say of the files that count for nobody: sentences to know, and those after which somebody must look.

    To look at are answers that are not the kit's, in a folder of the kit's solutions, of who has no others.
    """
    over = [entry for entry in course.entries if entry.passed_over and entry.lesson in course.masters]
    answered = {(entry.learner, entry.lesson) for entry in course.entries if entry.answered}
    odd = [each for each in over if not each.kits_own and (each.learner, each.lesson) not in answered]
    whose = sorted({one_line(entry.learner) for entry in over})
    told = [f"The hand-ins of {some(whose)} hold the kit's solutions; they were passed over."] if whose else []
    look = (
        f"In a folder of the kit's solutions lie answers that are not the kit's: {some([e.submission for e in odd])}. "
    )
    way_out = "They count for nobody. If they are the learner's own, move the file to another folder and grade again."
    return told, [look + way_out] if odd else []


def _number(found: object) -> float:
    return found if isinstance(found, (int, float)) else 0


def _is_lesson_beside(entry: Entry, of_lesson: Mapping[str, object]) -> bool:
    """Whether a file is one of the kit's lessons, and the learner has the exercise that belongs to it."""
    lesson = lesson_in_name(entry.submission.rpartition("/")[2], LESSONS)
    return bool(lesson) and any(stem.startswith(lesson[:3]) for stem in of_lesson)


def _chosen(entries: Sequence[Entry]) -> tuple[Entry, str]:
    """Of a learner's submissions of a lesson the one that counts; and a note that says why, if there are several.

    The newest of those that can be read and have answers, the learner's own before the kit's; of equal age the one with
    more answers. What is passed over counts only where there is nothing else, and without points.
    """
    own = [entry for entry in entries if not entry.passed_over] or entries
    readable = [entry for entry in own if entry.status != "unreadable"] or own
    answered = [entry for entry in readable if entry.answered] or readable
    written = [entry for entry in answered if not entry.kits_own] or answered
    chosen = max(written, key=lambda entry: (entry.age, entry.answered, entry.submission))
    if len(own) == 1:
        return chosen, ""
    reasons = ["can be read"] if len(readable) < len(own) else []
    reasons += ["has answers"] if len(answered) < len(readable) else []
    reasons += ["is not the kit's solution"] if len(written) < len(answered) else []
    which = f"newest that {' and '.join(reasons)}" if reasons else "newest"
    equal = [entry for entry in written if entry.age == chosen.age and entry is not chosen]
    if equal and all(entry.answered < chosen.answered for entry in equal):
        which += " (of equal age, with the most answers)"
    elif equal:
        which += " (of equal age and with as many answers, the last by name)"
    return chosen, f"{len(own)} submissions of {chosen.lesson}, the {which} counts: {chosen.submission}"


def with_outcome(result: Mapping, outcome: str) -> list[str]:
    """The questions of a result that have an outcome."""
    return [question for question, verdict in result["questions"].items() if verdict["outcome"] == outcome]


def argued(result: Mapping) -> Iterator[tuple[str, dict]]:
    """The argued answers of a result: question and verdict, marked or not."""
    for question, verdict in result["questions"].items():
        if verdict["outcome"] in ("to mark", "marked"):
            yield question, verdict


def published_only(result: Mapping) -> list[str]:
    """The questions whose answer holds on the published tables alone, with the mistake that other tables show."""
    return [
        f"{question} ({verdict['on_fresh']})" if verdict.get("on_fresh") else question
        for question, verdict in result["questions"].items()
        if verdict.get("published_only") is True
    ]


def day(modified: float) -> str:
    """When a file was last changed, as its archive or the disk tells; empty where it does not."""
    try:
        return f"{datetime.fromtimestamp(modified, UTC):%Y-%m-%d at %H:%M} UTC" if modified > 0 else ""
    except (OverflowError, ValueError, OSError):
        return ""


def title(stem: str) -> str:
    """How a lesson is called: its number and the heading of its notebook; the file's name where there is none."""
    number, _, rest = stem.partition("_")
    for notebook in sorted((ROOT / "notebooks").glob(f"{number}_*.ipynb")) if number.isdecimal() else ():
        with suppress(OSError, ValueError, LookupError, TypeError):
            heading = "".join(json.loads(notebook.read_bytes())["cells"][0]["source"]).splitlines()[0]
            return f"Lesson {number}: {heading.removeprefix('# ').strip()}"
    return f"Lesson {number}: {rest.replace('_', ' ')}" if number.isdecimal() else stem
