"""A course in a temporary folder: run nbgrader's commands in it, and read its gradebook."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from twoborders.tables import ROOT

LESSONS = sorted(path.stem for path in (ROOT / "solutions").glob("*.ipynb"))


@dataclass(frozen=True)
class Grade:
    """What nbgrader's gradebook says of one question: the points of its check, or None, and whether a person marks."""

    points: float | None
    by_hand: bool


def kit_folder(parent: Path) -> Path:
    """Return a copy of what nbgrader needs of the kit, in a folder with the kit's name."""
    course = parent / "two-borders"
    shutil.copytree(ROOT / "solutions", course / "solutions", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copy(ROOT / "nbgrader_config.py", course)
    return course


@contextmanager
def settings(course: Path, *arguments: str) -> Iterator:
    """Give nbgrader's application as it is after it has read a course's settings, in the course's folder."""
    from nbgrader.apps import NbGraderApp

    NbGraderApp.clear_instance()
    app = NbGraderApp.instance()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(course)
        try:
            app.initialize([*arguments, "--log-level=CRITICAL"])
            yield app
        finally:
            app.reset()


def nbgrader(course: Path, *arguments: str) -> None:
    """Run one of nbgrader's commands in the folder of a course; raises SystemExit if it fails."""
    from jupyter_core.application import NoStart

    # What an application raises after its command has ended, so that it does not start itself.
    with settings(course, *arguments) as app, suppress(NoStart):
        app.start()


def gradebook(course: Path, assignment: str) -> dict[str, dict[str, Grade]]:
    """Return what the gradebook says, by learner and by question."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        return {
            submission.student.id: {
                grade.name: Grade(grade.auto_score, grade.needs_manual_grade)
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in book.assignment_submissions(assignment)
        }


def files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file under a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def solution(lesson: str) -> dict:
    """The solution notebook of a lesson."""
    return json.loads((ROOT / "solutions" / f"{lesson}.ipynb").read_text(encoding="utf-8"))


def blank(lesson: str) -> dict:
    """The exercise as a learner gets it."""
    return json.loads((ROOT / "exercises" / f"{lesson}.ipynb").read_text(encoding="utf-8"))


def solved(lesson: str) -> dict:
    """The exercise of a learner who writes what the solution has."""
    notebook, model = blank(lesson), solution(lesson)
    for each in notebook["cells"]:
        if each["metadata"].get("nbgrader", {}).get("solution"):
            lines = "".join(cell(model, grade_id(each))["source"]).splitlines()
            each["source"] = "\n".join(line for line in lines if not line.startswith("### "))
    return notebook


def grade_id(cell: dict) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def cell(notebook: dict, wanted: str) -> dict:
    """The cell with this grade_id."""
    return next(each for each in notebook["cells"] if grade_id(each) == wanted)


def without(notebook: dict, *deleted: str) -> dict:
    """The notebook without the cells with these grade_ids."""
    return {**notebook, "cells": [each for each in notebook["cells"] if grade_id(each) not in deleted]}


def write(path: Path, notebook: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
