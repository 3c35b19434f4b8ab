"""All that is made of results.jsonl: gradebook, sheet of marks, files for platforms, and pages."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from twoborders.grade.reports import moodle
from twoborders.grade.reports.course import Course, passed_over, read_course
from twoborders.grade.reports.feedback import write_feedback
from twoborders.grade.reports.gradebook import write_gradebook
from twoborders.grade.reports.marks import write_marks
from twoborders.grade.reports.nearness import close_to
from twoborders.grade.reports.pairs import Together, read_pairs
from twoborders.grade.reports.platforms import write_canvas
from twoborders.grade.reports.sheets import SheetError
from twoborders.grade.reports.summary import write_summary

__all__ = ["SheetError", "fill_worksheets", "passed_over", "read_course", "together", "write_all"]


def write_all(out: Path, course: Course) -> list[str]:
    """Write every report of a course into ``out``; returns sentences for the person at the command line.

    Each file is replaced whole or not at all. Raises OSError where one cannot be written.
    """
    write_gradebook(out / "gradebook.csv", course)
    close = close_to(course)
    told = write_marks(out / "marks.csv", course, close)
    left_out = write_canvas(out / "canvas.csv", course)
    write_feedback(out / "learners", course)
    write_summary(out / "summary.html", course, close)
    if left_out:
        totals = "1 total is" if left_out == 1 else f"{left_out} totals are"
        told.append(f"{totals} left out of canvas.csv until the argued answers are marked: see marks.csv.")
    return told


def fill_worksheets(sheets: Sequence[Path], out: Path, course: Course) -> tuple[list[str], list[str]]:
    """Fill Moodle's grading worksheets, each into ``out/moodle-NAME.csv``.

    Returns sentences on what was done, and on the worksheets that could not be filled, of which nothing is written.
    Raises OSError where one cannot be written.
    """
    told: list[str] = []
    refused: list[str] = []
    taken = {sheet.resolve() for sheet in sheets}
    for sheet in sheets:
        target = (out / f"moodle-{sheet.stem}.csv").resolve()
        try:
            if target in taken:
                raise SheetError(f"{sheet} was not filled: {target} is another worksheet's. Rename one of the two.")
            told += moodle.fill(sheet, target, course)
            taken.add(target)
        except SheetError as error:
            refused.append(str(error))
    return told, refused


def together(paths: Sequence[Path], worksheets: Sequence[Path]) -> Together:
    """Read who worked together: pairs.csv of the given paths, and the names of Moodle's worksheets.

    Raises SheetError for a pairs.csv that is no CSV; a worksheet that cannot be read is passed over here.
    """
    listed: set[str] = set()
    for sheet in worksheets:
        with suppress(SheetError):
            listed |= moodle.names(sheet)
    return Together(read_pairs(paths), frozenset(listed))
