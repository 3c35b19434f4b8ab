"""Files that a learning platform takes: canvas.csv for Canvas, moodle-LESSON.csv for each lesson for Moodle.

A lesson of which an argued answer waits to be marked has no total yet: its cell is empty, which Moodle leaves alone.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from twoborders.grade.files import one_line, write_rows, writing_rows
from twoborders.grade.reports.course import Course, Learner, with_outcome

CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
# Moodle needs Identifier, Grade and the time of the grade, under these names. Without a time, a grade that was
# changed in Moodle is not overwritten, unless the teacher says so when the file is read.
MOODLE = ("Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)", "Feedback comments")


def write_canvas(path: Path, course: Course) -> int:
    """Write the file for Canvas's gradebook; returns how many totals are left out because a mark is missing."""
    write_rows(path, _canvas_rows(course))
    results = (result for learner in course.learners() for result in learner.lessons.values())
    return sum(bool(with_outcome(result, "to mark")) for result in results)


def total(result: Mapping) -> str:
    """The points of a lesson; empty where nothing could be read, or where an argued answer is not marked yet."""
    if not result["questions"] or with_outcome(result, "to mark"):
        return ""
    return f"{result['points']:g}"


def _canvas_rows(course: Course) -> Iterator[Sequence[str]]:
    lessons = course.lessons
    yield [*CANVAS, *lessons]
    possible = [f"{sum(course.masters[lesson].points.values()):g}" for lesson in lessons]
    yield ["    Points Possible", "", "", "", "", *possible]
    for learner in course.learners():
        identity = platform_id(learner.counted, "canvas")
        # Canvas takes every row with these words for the points of the assignments.
        name = re.sub("points possible", "points-possible", one_line(learner.name), flags=re.IGNORECASE)
        totals = [total(learner.lessons[lesson]) if lesson in learner.lessons else "" for lesson in lessons]
        yield [name, identity, "", "" if identity else name, "", *totals]


def platform_id(results: Sequence[Mapping], system: str) -> str:
    """The number under which a platform knows a learner, from the name of a file that it wrote, or empty."""
    for result in results:
        found = result.get("lms")
        if isinstance(found, dict) and found.get("system") == system:
            number = str(found.get("id", ""))
            if re.fullmatch(r"\d{1,20}", number, re.ASCII):
                return number
    return ""


def write_moodle(folder: Path, course: Course) -> dict[str, int]:
    """Write a grading worksheet for each lesson.

    Returns how many learners lack a number of Moodle's, for each lesson in which others have one. Moodle
    gives a learner another number in each assignment, so that the number is the lesson's own.
    """
    known, unknown = Counter(), Counter()
    possible = {lesson: f"{sum(course.masters[lesson].points.values()):g}" for lesson in course.lessons}
    with ExitStack() as stack:
        write = {lesson: stack.enter_context(writing_rows(folder / f"moodle-{lesson}.csv")) for lesson in possible}
        for lesson in possible:
            write[lesson](MOODLE)
        for learner in course.learners():
            for lesson, result in learner.lessons.items():
                write[lesson](_moodle_row(learner, result, possible[lesson]))
                (known if platform_id([result], "moodle") else unknown)[lesson] += 1
    return {lesson: unknown[lesson] for lesson in possible if known[lesson] and unknown[lesson]}


def _moodle_row(learner: Learner, result: Mapping, possible: str) -> list[str]:
    number = platform_id([result], "moodle")
    identity = f"Participant {number}" if number else ""
    return [identity, one_line(learner.name), total(result), possible, "", _comments(result)]


def _comments(result: Mapping) -> str:
    """The comments on argued answers, as the HTML for which Moodle takes this column; empty until all is marked."""
    if not total(result):
        return ""
    comments = [
        f"{question}: {html.escape(str(result['questions'][question].get('comment')), quote=False)}"
        for question in with_outcome(result, "marked")
        if result["questions"][question].get("comment")
    ]
    return "<br>".join(" ".join(comment.split()) for comment in comments)
