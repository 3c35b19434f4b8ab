"""What every lesson, solution and instructor's page looks like, and what of one does not.

Each checker is a pure function from a notebook's JSON to a list of problems; a problem says where it is, what it is and
the way out. ``problems`` gives those of some lessons of a kit, ``advice`` what is a matter of taste.

``reading``   cells, headings, sections and words of a notebook
``cells``     code, outputs, pictures, ids and words, of any notebook
``lesson``    the anatomy of a lesson
``numbers``   every number in the prose has its cell
``solution``  the questions of a solution
``constructs`` what an exercise needs was shown before
"""

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from twoborders import questions, tables
from twoborders.build.form import cells, constructs, lesson, numbers, solution
from twoborders.build.form.reading import Notebook, Problem, about
from twoborders.build.notebooks import exercise_of

__all__ = ["Problem", "advice", "problems"]

_ANY = (
    cells.code_problems,
    cells.output_problems,
    cells.image_problems,
    cells.id_problems,
    cells.word_problems,
)
_LESSON = (
    lesson.title_problems,
    lesson.card_problems,
    lesson.anatomy_problems,
    lesson.section_problems,
    lesson.seen_problems,
    lesson.alone_problems,
    lesson.way_problems,
    lesson.setup_problems,
    lesson.size_problems,
    lesson.discussion_problems,
    lesson.path_problems,
)


def problems(root: Path, numbers_of: Collection[str] = ()) -> list[str]:
    """Return what is out of form in the kit under ``root``, one line each: file, place, what it is, the way out.

    ``numbers_of``: the numbers of the lessons to look at, such as "03"; none: all.
    """
    claims = _claims(root)
    ledger = dict(zip(claims["claim_id"], zip(claims["lesson"], claims["verdict"], strict=True), strict=True))
    found: list[str] = []
    for path in _notebooks(root, "notebooks", numbers_of):
        notebook = _read(path)
        predictions = {each: questions.predictions(each) for each in questions.prediction_ids(path.name[:2])}
        said = of_lesson(notebook, ledger, _stated(notebook, claims), predictions)
        found += [f"notebooks/{path.name}: {problem}" for problem in said]
        found += _of_page(root, path, claims)
    for path in _notebooks(root, "solutions", numbers_of):
        asked = [questions.get(each) for each in questions.ids(path.name[:2])]
        notebook = _read(path)
        said = of_solution(notebook) + solution.asked_problems(notebook, asked)
        said += constructs.not_shown([_read(each) for each in _up_to(root, path.name[:2])], notebook)
        found += [f"solutions/{path.name}: {problem}" for problem in said]
    return found


def advice(root: Path, numbers_of: Collection[str] = ()) -> list[str]:
    """Return what an author may want to change in the exercises of the kit under ``root``, one line each.

    The exercise of lesson 00 is a warm-up of small questions, so no advice on size and kinds fits it.
    """
    return [
        f"solutions/{path.name}: {problem}"
        for path in _notebooks(root, "solutions", numbers_of)
        if not path.name.startswith("00")
        for problem in solution.advice(_read(path), [questions.get(each) for each in questions.ids(path.name[:2])])
    ]


def of_lesson(
    notebook: Notebook,
    ledger: Mapping[str, tuple[str, str]],
    stated: Collection[float],
    predictions: Mapping[str, Mapping[str, Any]],
) -> list[Problem]:
    """Return what is out of form in a lesson.

    ``ledger`` gives lesson and verdict of each claim; ``stated`` are the numbers of the article in the lesson's claims;
    ``predictions`` are the words of the lesson's predictions by id.
    """
    found = [problem for checker in (*_LESSON, *_ANY) for problem in checker(notebook)]
    found += lesson.claim_problems(notebook, ledger) + numbers.loose_numbers(notebook, stated)
    return found + lesson.prediction_problems(notebook, predictions)


def of_solution(notebook: Notebook) -> list[Problem]:
    """Return what is out of form in a solution, whatever its lesson asks."""
    checkers = (*_ANY, solution.question_problems, numbers.loose_numbers)
    return [problem for checker in checkers for problem in checker(notebook)]


def of_page(text: str, notebooks: Collection[Notebook], stated: Collection[float]) -> list[Problem]:
    """Return what is out of form in the text of an instructor's page; ``notebooks``: its lesson and its solution."""
    as_notebook = {"cells": [{"cell_type": "markdown", "id": "page", "metadata": {}, "source": text}], "metadata": {}}
    return numbers.loose_numbers_of_page(text, list(notebooks), stated) + cells.word_problems(as_notebook)


def _of_page(root: Path, path: Path, claims: pd.DataFrame) -> Iterator[str]:
    page = root / "notebooks/instructor" / path.with_suffix(".md").name
    if not page.is_file():
        mend = "Make it from the page of another lesson: twoborders new lesson shows its parts."
        yield f"notebooks/instructor/{page.name}: there is no page for the instructor. {mend}"
        return
    beside = root / f"solutions/{exercise_of(path.stem)}.ipynb"
    notebooks = [_read(path), *([_read(beside)] if beside.is_file() else [])]
    for problem in of_page(page.read_text(encoding="utf-8"), notebooks, _stated(notebooks[0], claims)):
        yield f"notebooks/instructor/{page.name}: {problem}"


def _claims(root: Path) -> pd.DataFrame:
    """Return the ledger of the kit; a kit without one has no claims."""
    if (root / "data/claims.csv").is_file():
        return tables.loader(root / "data")("claims")
    return pd.DataFrame(columns=["claim_id", "lesson", "verdict", "value"])


def _stated(notebook: Notebook, claims: pd.DataFrame) -> list[float]:
    """Return the numbers that the article gives in the claims of a lesson."""
    return claims.loc[claims["claim_id"].isin(about(notebook).get("claims", [])), "value"].dropna().tolist()


def _up_to(root: Path, number: str) -> list[Path]:
    return [path for path in _notebooks(root, "notebooks", ()) if path.name[:2] <= number]


def _notebooks(root: Path, folder: str, numbers_of: Collection[str]) -> list[Path]:
    return [path for path in sorted((root / folder).glob("*.ipynb")) if not numbers_of or path.name[:2] in numbers_of]


def _read(path: Path) -> Notebook:
    notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return notebook
