"""gradebook.csv: one row per learner, a column for each question and each lesson's total, status and notes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from twoborders.grade.files import one_line, write_rows
from twoborders.grade.reports.course import Course, Learner, day, published_only, with_outcome


def write_gradebook(path: Path, course: Course) -> None:
    """Write gradebook.csv, a row per person.

    Columns: learner, then for each lesson its questions and its total, then status (the worst of the learner's
    lessons), notes and when the file of each lesson was last changed. No heading could be a date, as "01-2" could.
    A question that waits to be marked by hand is empty, and so is a lesson without a result.
    """
    write_rows(path, _rows(course))


def _rows(course: Course) -> Iterator[Sequence[str]]:
    header = ["learner"]
    for lesson in course.lessons:
        header += [*(f"Q {question}" for question in course.masters[lesson].points), f"Total {lesson}"]
    yield [*header, "status", "notes", "last changed"]
    for learner in course.people():
        yield _row(learner, course)


def _row(learner: Learner, course: Course) -> list[str]:
    row = [one_line(learner.name)]
    for lesson in course.lessons:
        asked = course.masters[lesson].points
        result = learner.lessons.get(lesson)
        if result is None or not result["questions"]:
            row += [""] * (len(asked) + 1)
        else:
            row += [*(_points(result["questions"].get(question)) for question in asked), f"{result['points']:g}"]
    notes = [*learner.passed_over, *filter(None, learner.choices.values())]
    for result in learner.counted:
        notes += [f"{one_line(result['submission'])}: {note}" for note in _notes(result)]
    changed = ((stem, day(result["modified"])) for stem, result in learner.lessons.items())
    return [*row, learner.status, "; ".join(notes), "; ".join(f"{stem} {when}" for stem, when in changed if when)]


def _points(verdict: Mapping[str, Any] | None) -> str:
    return "" if verdict is None or verdict["outcome"] == "to mark" else f"{verdict['points']:g}"


def _notes(result: Mapping[str, Any]) -> Iterable[str]:
    if result.get("late"):
        yield "came late"
    yield from map(str, result["notes"])
    for question in with_outcome(result, "cannot check"):
        yield f"{question} could not be checked: {result['questions'][question]['message'].removesuffix('.')}"
    if flagged := published_only(result):
        listed = ", ".join(flagged)
        yield f"holds on the published tables alone (typed in, or computed in a way that agrees by chance): {listed}"
    if waiting := with_outcome(result, "to mark"):
        yield f"to be marked by hand: {', '.join(waiting)}"
