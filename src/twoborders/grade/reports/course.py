"""The results of a class, learner by learner, and which of several submissions of a lesson counts."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from twoborders.grade.marking.align import Master
from twoborders.grade.marking.results import STATUSES, read_at, read_lines
from twoborders.tables import ROOT


class Entry(NamedTuple):
    """What is kept in memory of one line of results.jsonl; ``age`` orders the submissions of a lesson."""

    place: int
    submission: str
    learner: str
    lesson: str
    status: str
    age: tuple[float, float, str]


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
    """An index of results.jsonl. A learner's results are read from the file when they are asked for."""

    path: Path
    masters: Mapping[str, Master]
    entries: list[Entry] = field(default_factory=list)

    @property
    def lessons(self) -> list[str]:
        """The lessons that have a result, in the order of the masters."""
        found = {entry.lesson for entry in self.entries}
        return [stem for stem in self.masters if stem in found]

    def possible(self, lesson: str) -> float:
        """The points that can be had in a lesson."""
        return sum(self.masters[lesson].points.values())

    def learners(self) -> Iterator[Learner]:
        """Each learner, by name whatever the case."""
        by_name: dict[str, list[Entry]] = {}
        for entry in self.entries:
            by_name.setdefault(entry.learner, []).append(entry)
        in_order = self.lessons
        with self.path.open("rb") as stream:
            for name in sorted(by_name, key=lambda name: (name.casefold(), name)):
                of_lesson: dict[str, list[Entry]] = {}
                lost = []
                for entry in by_name[name]:
                    if entry.lesson in self.masters:
                        of_lesson.setdefault(entry.lesson, []).append(entry)
                    else:
                        lost.append(read_at(stream, entry.place))
                lessons, choices = {}, {}
                for stem in in_order:
                    if stem in of_lesson:
                        newest, choices[stem] = _newest(of_lesson[stem])
                        lessons[stem] = read_at(stream, newest.place)
                yield Learner(name, lessons, choices, lost)


def read_course(path: Path, masters: Mapping[str, Master]) -> Course:
    """Index a file of results; of two lines of one submission the later holds."""
    entries: dict[str, Entry] = {}
    for place, _, result in read_lines(path):
        if result is not None:
            version = result.get("version")
            age = (version if isinstance(version, (int, float)) else 0, result["modified"], result["submission"])
            entry = Entry(place, result["submission"], result["learner"], result["lesson"], result["status"], age)
            entries[result["submission"]] = entry
    return Course(path, masters, list(entries.values()))


def _newest(entries: Sequence[Entry]) -> tuple[Entry, str]:
    """Of the submissions of a lesson, the newest that could be read; and a note that says so, if there are several."""
    readable = [entry for entry in entries if entry.status != "unreadable"]
    newest = max(readable or entries, key=lambda entry: entry.age)
    if len(entries) == 1:
        return newest, ""
    which = "newest" if len(readable) in (0, len(entries)) else "newest that can be read"
    return newest, f"{len(entries)} submissions of {newest.lesson}, the {which} counts: {newest.submission}"


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


def title(stem: str) -> str:
    """How a lesson is called: its number and the heading of its notebook; the file's name where there is none."""
    number, _, rest = stem.partition("_")
    for notebook in sorted((ROOT / "notebooks").glob(f"{number}_*.ipynb")) if number.isdecimal() else ():
        with suppress(OSError, ValueError, LookupError, TypeError):
            heading = "".join(json.loads(notebook.read_bytes())["cells"][0]["source"]).splitlines()[0]
            return f"Lesson {number}: {heading.removeprefix('# ').strip()}"
    return f"Lesson {number}: {rest.replace('_', ' ')}" if number.isdecimal() else stem
