"""All that is made of results.jsonl: gradebook, sheet of marks, files for platforms, and pages."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from twoborders.grade.marking.align import Master
from twoborders.grade.reports import moodle
from twoborders.grade.reports.course import passed_over, read_course
from twoborders.grade.reports.feedback import write_feedback
from twoborders.grade.reports.gradebook import write_gradebook
from twoborders.grade.reports.marks import write_marks
from twoborders.grade.reports.platforms import write_canvas
from twoborders.grade.reports.sheets import SheetError
from twoborders.grade.reports.summary import write_summary

__all__ = ["SheetError", "fill_worksheets", "passed_over", "read_course", "write_all"]


def write_all(out: Path, masters: Mapping[str, Master]) -> list[str]:
    """Write every report of ``out/results.jsonl`` into ``out``; returns sentences for the person at the command line.

    Each file is replaced whole or not at all. Raises OSError where one cannot be written.
    """
    course = read_course(out / "results.jsonl", masters)
    write_gradebook(out / "gradebook.csv", course)
    told = write_marks(out / "marks.csv", course)
    left_out = write_canvas(out / "canvas.csv", course)
    write_feedback(out / "learners", course)
    write_summary(out / "summary.html", course)
    if left_out:
        totals = "1 total is" if left_out == 1 else f"{left_out} totals are"
        told.append(f"{totals} left out of canvas.csv until the argued answers are marked: see marks.csv.")
    return told


def fill_worksheets(sheets: Sequence[Path], out: Path, masters: Mapping[str, Master]) -> tuple[list[str], list[str]]:
    """Fill Moodle's grading worksheets, each into ``out/moodle-NAME.csv``.

    Returns sentences on what was done, and on the worksheets that could not be filled, of which nothing is written.
    Raises OSError where one cannot be written.
    """
    course = read_course(out / "results.jsonl", masters)
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
