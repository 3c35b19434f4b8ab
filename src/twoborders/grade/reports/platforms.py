"""canvas.csv for Canvas's gradebook, and what every platform asks for: total, number of the learner, comments."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from twoborders.grade.files import one_line, write_rows
from twoborders.grade.reports.course import Course, with_outcome

CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


def write_canvas(path: Path, course: Course) -> int:
    """Write the file for Canvas's gradebook; returns how many totals are left out because a mark is missing."""
    write_rows(path, _rows(course))
    results = (result for learner in course.people() for result in learner.lessons.values())
    return sum(bool(with_outcome(result, "to mark")) for result in results)


def _rows(course: Course) -> Iterator[Sequence[str]]:
    yield [*CANVAS, *course.lessons]
    yield ["    Points Possible", "", "", "", "", *(f"{course.possible(lesson):g}" for lesson in course.lessons)]
    for learner in course.people():
        identity = platform_id(learner.counted, "canvas", learner.name)
        # Canvas takes every row with these words for the points of the assignments.
        name = re.sub("points possible", "points-possible", one_line(learner.name), flags=re.IGNORECASE)
        totals = [total(learner.lessons.get(lesson)) for lesson in course.lessons]
        # Where it has no number, Canvas looks for the login and then for the name.
        yield [name, identity, "", "" if identity else name, "", *totals]


def total(result: Mapping[str, Any] | None) -> str:
    """The points of a lesson; empty where nothing counts, or where an argued answer is not marked yet."""
    if result is None or not result["questions"] or result.get("passed_over") or with_outcome(result, "to mark"):
        return ""
    return f"{result['points']:g}"


def platform_id(results: Sequence[Mapping[str, Any]], system: str, name: str) -> str:
    """The number under which a platform knows a learner, from the name of a file that it wrote, or empty.

    A file that another one of a pair handed in has that one's number.
    """
    for result in results:
        found = result.get("lms") if result["learner"] == name else None
        if isinstance(found, dict) and found.get("system") == system:
            number = str(found.get("id", ""))
            if re.fullmatch(r"\d{1,20}", number, re.ASCII):
                return number
    return ""


def comments(result: Mapping[str, Any]) -> str:
    """The comments on argued answers, on one line of HTML; empty where there are none."""
    said = [
        f"{question}: {html.escape(str(result['questions'][question]['comment']), quote=False)}"
        for question in with_outcome(result, "marked")
        if result["questions"][question].get("comment")
    ]
    return "<br>".join(" ".join(comment.split()) for comment in said)
