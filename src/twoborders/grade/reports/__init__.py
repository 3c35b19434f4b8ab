"""All that is made of results.jsonl: gradebook, sheet of marks, files for platforms, and pages."""

from collections.abc import Mapping
from pathlib import Path

from twoborders.grade.marking.align import Master
from twoborders.grade.reports.course import read_course
from twoborders.grade.reports.feedback import write_feedback
from twoborders.grade.reports.gradebook import write_gradebook
from twoborders.grade.reports.marks import write_marks
from twoborders.grade.reports.platforms import write_canvas, write_moodle
from twoborders.grade.reports.summary import write_summary


def write_all(out: Path, masters: Mapping[str, Master]) -> list[str]:
    """Write every report of ``out/results.jsonl`` into ``out``; returns sentences for the person at the command line.

    Each file is replaced whole or not at all. Raises OSError where one cannot be written.
    """
    course = read_course(out / "results.jsonl", masters)
    write_gradebook(out / "gradebook.csv", course)
    told = write_marks(out / "marks.csv", course)
    left_out = write_canvas(out / "canvas.csv", course)
    unknown = write_moodle(out, course)
    write_feedback(out / "learners", course)
    write_summary(out / "summary.html", course)
    if left_out:
        totals = "1 total is" if left_out == 1 else f"{left_out} totals are"
        told.append(
            f"{totals} left out of the files for Canvas and Moodle until the argued answers are marked: see marks.csv."
        )
    told += [
        f"moodle-{lesson}.csv: {count} without Moodle's number. Fill in the column Identifier."
        for lesson, count in unknown.items()
    ]
    return told
