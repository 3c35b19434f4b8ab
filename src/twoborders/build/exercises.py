"""The exercise of a solution: cell for cell what ``nbgrader generate_assignment`` makes of it.

The kit does without nbgrader's import (three seconds) and its database; a test compares the two.
"""

import copy
import hashlib
import re

import nbformat

from twoborders.build.notebooks import cell_name

# The same texts as in nbgrader_config.py, so that a course that uses nbgrader gives the same blanks.
CODE_STUB = "# Write your code here"
TEXT_STUB = "Write your answer here"

BEGIN, END = "BEGIN SOLUTION", "END SOLUTION"

# nbgrader would cut or fill these; every check of the kit is open to read, so they have no place here.
FOREIGN_MARKS = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS", "BEGIN MARK SCHEME", "END MARK SCHEME", "AUTOTEST")

_KEYS = {
    "schema_version",
    "grade",
    "locked",
    "solution",
    "task",
    "grade_id",
    "points",
    "checksum",
    "cell_type",
}


def exercise(solution: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the blank exercise of a solution in which ``problems`` finds nothing."""
    blank = copy.deepcopy(solution)
    for cell in blank["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
        if _is_solution(cell):
            cell["source"] = _without_solution(cell["source"], cell["cell_type"])
            cell["metadata"]["deletable"] = False
        elif _is_locked(cell):
            cell["metadata"]["deletable"] = cell["metadata"]["editable"] = False
        if _is_solution(cell) or _is_locked(cell):
            cell["metadata"]["nbgrader"].update(checksum=checksum(cell), cell_type=cell["cell_type"])
    return blank


def checksum(cell: nbformat.NotebookNode) -> str:
    """Return nbgrader's checksum of a cell: md5 of source, type, roles, grade_id and points."""
    nbgrader = cell["metadata"]["nbgrader"]
    grade = bool(nbgrader.get("grade"))
    parts = [
        cell["source"],
        cell["cell_type"],
        grade,
        _is_solution(cell),
        _is_locked(cell),
        nbgrader["grade_id"],
    ]
    if grade:
        parts.append(float(nbgrader["points"]))
    return hashlib.md5("".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()


def problems(solution: nbformat.NotebookNode) -> list[str]:
    """Return what keeps a solution from becoming an exercise, one sentence each with its cell."""
    found = []
    first_with: dict[str, int] = {}
    for position, cell in enumerate(solution["cells"]):
        here = [*_metadata_problems(cell), *_marker_problems(cell)]
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if grade_id in first_with:
            here.append(f'grade_id "{grade_id}" is already that of cell {first_with[grade_id] + 1}')
        elif grade_id:
            first_with[grade_id] = position
        found += [f"{cell_name(solution, position)}: {problem}" for problem in here]
    return found


def _metadata_problems(cell: nbformat.NotebookNode) -> list[str]:
    if "nbgrader" not in cell["metadata"]:
        return []
    nbgrader = cell["metadata"]["nbgrader"]
    found = []
    if nbgrader.get("schema_version") != 3:
        found.append("its nbgrader metadata must have schema_version 3")
    missing = [key for key in ("grade", "locked", "solution") if not isinstance(nbgrader.get(key), bool)]
    if missing:
        found.append(f"its nbgrader metadata must say true or false for {', '.join(missing)}")
    unknown = sorted(set(nbgrader) - _KEYS)
    if unknown:
        found.append(f"nbgrader knows no {', '.join(unknown)}; the kit's own metadata lives under twoborders")
    if nbgrader.get("task"):
        found.append("the kit has no nbgrader task cells; ask for a text in an answer cell")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(nbgrader.get("grade_id", ""))):
        found.append("its nbgrader metadata needs a grade_id of letters, digits, hyphens and underscores")
    points = nbgrader.get("points")
    if nbgrader.get("grade"):
        if isinstance(points, bool) or not isinstance(points, int | float) or not points > 0:
            found.append("it is graded, so its nbgrader metadata needs points above 0")
    elif points is not None:
        found.append("it is not graded, so its nbgrader metadata must have no points")
    if cell["cell_type"] != "code" and bool(nbgrader.get("grade")) != bool(nbgrader.get("solution")):
        found.append("a text cell is graded by a person and written by the learner: both grade and solution, or none")
    return found


def _marker_problems(cell: nbformat.NotebookNode) -> list[str]:
    found = [f"the kit uses no {mark}" for mark in FOREIGN_MARKS if mark in cell["source"]]
    open_line = None
    regions = 0
    for number, line in enumerate(cell["source"].split("\n"), start=1):
        if BEGIN in line:
            if open_line is not None:
                found.append(f"line {number} has BEGIN SOLUTION inside the one of line {open_line}")
            open_line = number
            regions += 1
        elif END in line:
            if open_line is None:
                found.append(f"line {number} has END SOLUTION without BEGIN SOLUTION before it")
            open_line = None
    if open_line is not None:
        found.append(f"BEGIN SOLUTION in line {open_line} has no END SOLUTION")
    if regions and not _is_solution(cell):
        found.append("it has BEGIN SOLUTION, but its nbgrader metadata does not make it an answer cell")
    if not regions and _is_solution(cell):
        found.append("it is an answer cell, but it has no ### BEGIN SOLUTION and ### END SOLUTION")
    return found


def _without_solution(source: str, cell_type: str) -> str:
    stub = (CODE_STUB if cell_type == "code" else TEXT_STUB).split("\n")
    lines: list[str] = []
    inside = False
    for line in source.split("\n"):
        if BEGIN in line:
            inside = True
            indent = line[: len(line) - len(line.lstrip())]
            lines += [indent + part for part in stub]
        elif END in line:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)


def _is_solution(cell: nbformat.NotebookNode) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("solution"))


def _is_locked(cell: nbformat.NotebookNode) -> bool:
    """As nbgrader has it: an answer is never locked, a check always is."""
    nbgrader = cell["metadata"].get("nbgrader", {})
    return not _is_solution(cell) and bool(nbgrader.get("grade") or nbgrader.get("locked"))
