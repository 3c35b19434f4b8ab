"""The solved cells, from the solution notebooks, where these are open."""

import json
import os

from twoborders import tables
from twoborders.questions import Question

SOLUTIONS = "TWOBORDERS_SOLUTIONS"
"""Environment variable of a class edition: the value "off" keeps the solutions closed."""

SOLVED = "One way to solve it"
"""What stands above a folded solved cell below a message."""


def are_open() -> bool:
    """Return whether this edition has solutions to show."""
    return os.environ.get(SOLUTIONS) != "off" and (tables.ROOT / "solutions").is_dir()


def code(question: Question) -> str | None:
    """Return the solved lines of a question's answer cell; None where there is none."""
    path = tables.ROOT / "solutions" / f"{question.lesson}_exercise.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"] if path.is_file() else []
    for cell in cells:
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("solution") and marks.get("grade_id") in (question.id, f"{question.id}-answer"):
            lines = "".join(cell["source"]).splitlines()
            begin = next((i for i, line in enumerate(lines) if "BEGIN SOLUTION" in line), -1)
            end = next((i for i, line in enumerate(lines) if "END SOLUTION" in line), len(lines))
            return "\n".join(lines[begin + 1 : end])
    return None
