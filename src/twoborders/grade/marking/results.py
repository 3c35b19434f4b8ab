"""results.jsonl: one line of JSON per submission, from which an interrupted run goes on and every report is made.

A line is read when it is needed and not kept: what grows with a class is an index of names and places in the file.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from twoborders.work.store import replacing

OUTCOMES = ("right", "partly", "not yet", "not attempted", "cannot check", "to mark", "marked")
STATUSES = ("graded", "incomplete", "unreadable")
"""From best to worst: all was checked; some could not be; nothing could be read."""

_NUMBER = (int, float)
_FIELDS: dict[str, type | tuple[type, ...]] = {
    "submission": str,
    "learner": str,
    "lesson": str,
    "modified": _NUMBER,
    "points": _NUMBER,
    "possible": _NUMBER,
    "notes": list,
    "questions": dict,
}
_VERDICT: dict[str, type | tuple[type, ...]] = {
    "points": _NUMBER,
    "possible": _NUMBER,
    "outcome": str,
    "message": str,
}


def write_line(stream: TextIO, result: Mapping) -> None:
    """Append one result, so that it is on disk when the next submission begins."""
    stream.write(as_line(result))
    stream.flush()


def as_line(result: Mapping) -> str:
    """A result as its line of the file."""
    # Half a character cannot be written as UTF-8, and is not worth losing a line for.
    return json.dumps(result, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8") + "\n"


def read_results(path: Path) -> Iterator[dict]:
    """The results in a file, one after another; what is no result (a line cut off, text) is left out."""
    for _, _, result in read_lines(path):
        if result is not None:
            yield result


def read_lines(path: Path) -> Iterator[tuple[int, bytes, dict | None]]:
    """Each line of a file: where it begins, its bytes, and the result that it is, or None."""
    with path.open("rb") as stream:
        place = 0
        for line in stream:
            yield place, line, _result(line)
            place += len(line)


def read_at(stream: BinaryIO, place: int) -> dict[str, Any]:
    """The result whose line begins at a place that ``read_lines`` gave."""
    stream.seek(place)
    result: dict[str, Any] = json.loads(stream.readline())
    return result


def _result(line: bytes) -> dict | None:
    try:
        result = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not _has(result, _FIELDS) or result.get("status") not in STATUSES:
        return None
    # A file that a person has edited, or another version has written, must not stop the reports.
    return result if all(_is_verdict(each) for each in result["questions"].values()) else None


def _is_verdict(found: Any) -> bool:
    if not _has(found, _VERDICT) or found["outcome"] not in OUTCOMES:
        return False
    criteria = found.get("criteria", {})
    if not isinstance(criteria, dict) or not all(isinstance(mark, _NUMBER) for mark in criteria.values()):
        return False
    return all(isinstance(found.get(name, ""), str) for name in ("mistake", "on_fresh", "text", "comment"))


def _has(found: Any, fields: Mapping[str, type | tuple[type, ...]]) -> bool:
    return isinstance(found, dict) and all(isinstance(found.get(name), kind) for name, kind in fields.items())


def put_in_order(path: Path, names: Sequence[str]) -> None:
    """Put the lines in the order of the submissions' names; a line of another submission stays, at the end."""
    places: dict[str, int] = {}
    for place, _, result in read_lines(path):
        if result is not None:
            places[result["submission"]] = place
    ordered = [places.pop(name) for name in dict.fromkeys(names) if name in places]
    _rewrite(path, [*ordered, *places.values()])


def _rewrite(path: Path, places: Sequence[int]) -> None:
    """Let the file hold the lines that begin at these places, in this order."""
    with path.open("rb") as old, replacing(path) as new:
        for place in places:
            old.seek(place)
            new.write(old.readline().rstrip(b"\r\n") + b"\n")


def whole(points: float) -> float:
    """Points as whole numbers where they are whole."""
    return int(points) if float(points).is_integer() else round(points, 4)
