"""Results as files: a JSON line per submission, and the gradebook with one row per learner."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from twoborders.grade.align import Master

OUTCOMES = ("right", "partly", "not yet", "not attempted", "cannot check", "to mark")
STATUSES = ("graded", "incomplete", "unreadable")
"""From best to worst: all was checked; some could not be; nothing could be read."""


def write_line(stream: TextIO, result: Mapping) -> None:
    """Append one result, so that it is on disk when the next submission begins."""
    stream.write(json.dumps(result, ensure_ascii=False) + "\n")
    stream.flush()


def write_gradebook(path: Path, graded: Sequence[tuple[float, Mapping]], masters: Mapping[str, Master]) -> None:
    """Write gradebook.csv from (time of the file's last change, result) pairs: UTF-8, LF, a row per learner.

    Columns: learner, then for each lesson its questions and its total, then status (the worst of the
    learner's lessons) and notes. A question that waits to be marked by hand is empty, and so is a lesson
    without a result.
    """
    lessons = [stem for stem in masters if any(result["lesson"] == stem for _, result in graded)]
    header = ["learner"]
    for lesson in lessons:
        header += [*masters[lesson].points, lesson]
    rows = [[guard(cell) for cell in (*header, "status", "notes")]]
    by_learner: dict[str, list[tuple[float, Mapping]]] = {}
    for modified, result in graded:
        by_learner.setdefault(result["learner"], []).append((modified, result))
    for name in sorted(by_learner, key=lambda name: (name.casefold(), name)):
        rows.append([guard(cell) for cell in _row(name, by_learner[name], lessons, masters)])
    # "replace": an error message may hold half a character, which is not worth losing the gradebook for.
    with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def _row(
    name: str, graded: Sequence[tuple[float, Mapping]], lessons: Sequence[str], masters: Mapping[str, Master]
) -> list[str]:
    row, counted, notes = [name], [], []
    for lesson in lessons:
        result, note = _newest([pair for pair in graded if pair[1]["lesson"] == lesson])
        notes += [note] if note else []
        if result is None or not result["questions"]:
            row += [""] * (len(masters[lesson].points) + 1)
        else:
            row += [_points(result["questions"][question]) for question in masters[lesson].points]
            row.append(f"{result['points']:g}")
        counted += [result] if result else []
    # Files of which not even the lesson is known have no column, but the row must not look as if all is well.
    counted += [result for _, result in graded if result["lesson"] not in lessons]
    for result in counted:
        own = [*result["notes"], *_not_checked(result), *_to_mark(result)]
        notes += [f"{result['submission']}: {note}" for note in own]
    status = max((result["status"] for result in counted), key=STATUSES.index)
    return [*row, status, "; ".join(notes)]


def _newest(graded: Sequence[tuple[float, Mapping]]) -> tuple[Mapping | None, str]:
    """Of several submissions of a lesson, the newest that could be read; and a note that says so."""
    if not graded:
        return None, ""
    readable = [pair for pair in graded if pair[1]["status"] != "unreadable"]
    newest = max(readable or graded, key=lambda pair: pair[0])[1]
    if len(graded) == 1:
        return newest, ""
    which = "newest" if len(readable) == len(graded) else "newest that can be read"
    return (
        newest,
        f"{len(graded)} submissions of {newest['lesson']}, the {which} counts: {newest['submission']}",
    )


def _points(question: Mapping) -> str:
    return "" if question["outcome"] == "to mark" else f"{question['points']:g}"


def _not_checked(result: Mapping) -> Iterable[str]:
    """Why a submission is incomplete: each question that could not be checked, with its message."""
    for each, question in result["questions"].items():
        if question["outcome"] == "cannot check":
            yield f"{each} could not be checked: {question['message'].removesuffix('.')}"


def _to_mark(result: Mapping) -> Iterable[str]:
    waiting = [each for each, question in result["questions"].items() if question["outcome"] == "to mark"]
    return [f"to be marked by hand: {', '.join(waiting)}"] if waiting else []


def guard(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before ``= + - @`` and controls."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text
