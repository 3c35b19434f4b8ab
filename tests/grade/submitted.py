"""Make submissions by code: the solution or the blank of lesson 01, changed in one way or another."""

import copy
import io
import json
import zipfile
from pathlib import Path

import nbformat

from twoborders.build.exercises import exercise
from twoborders.tables import ROOT

LESSON = "01_exercise"
SOLUTION_FILE = ROOT / "solutions" / f"{LESSON}.ipynb"


def solution() -> dict:
    return json.loads(SOLUTION_FILE.read_text(encoding="utf-8"))


def blank() -> dict:
    """The exercise as a learner gets it."""
    return exercise(nbformat.read(SOLUTION_FILE, as_version=4))


def source(cell: dict) -> str:
    return "".join(cell["source"])


def grade_id(cell: dict) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def cell_of(notebook: dict, wanted: str) -> dict:
    """The cell with this grade_id."""
    return next(cell for cell in notebook["cells"] if grade_id(cell) == wanted)


def code(text: str) -> dict:
    """A code cell of the learner's own, without id or metadata."""
    return {"cell_type": "code", "metadata": {}, "source": text, "outputs": [], "execution_count": None}


def insert_before(notebook: dict, wanted: str, cell: dict) -> None:
    cells = notebook["cells"]
    cells.insert(cells.index(cell_of(notebook, wanted)), cell)


def strip(notebook: dict) -> dict:
    """The notebook as an editor leaves it that keeps neither ids nor metadata."""
    stripped = copy.deepcopy(notebook)
    for cell in stripped["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)
    return stripped


def write(path: Path, notebook: dict) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def graded_cell(name: str, text: str, *, grade=False, answer=False, locked=False, points=None) -> dict:
    """A cell of a small master."""
    nbgrader = {"schema_version": 3, "grade_id": name, "grade": grade, "solution": answer, "locked": locked}
    if points is not None:
        nbgrader["points"] = points
    return {**code(text), "id": name, "metadata": {"nbgrader": nbgrader | {"task": False}}}


def small_notebook(*cells: dict) -> dict:
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)}


def small_master() -> dict:
    """Two computed questions and an argued one, with a locked cell at the start and one in the middle."""
    return small_notebook(
        graded_cell("setup", "import math", locked=True),
        graded_cell("09-1-answer", "a = 1", answer=True),
        graded_cell("09-1", 'check("09-1", a)', grade=True, locked=True, points=2),
        graded_cell("09-2-given", "rate = 3", locked=True),
        graded_cell("09-2-answer", "b = rate", answer=True),
        graded_cell("09-2", 'check("09-2", b)', grade=True, locked=True, points=1),
        graded_cell("09-3", 'c = "because"', grade=True, answer=True, points=3),
        graded_cell("09-3-check", 'check("09-3", c)', locked=True),
    )


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip archive of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 5, 4, 12, 30, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
