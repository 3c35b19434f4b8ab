"""The files that ``twoborders new`` writes: a table, a question, an explorer or a lesson, with placeholders.

Each function reads the kit under ``root`` and returns the text of each file by its path; nothing is written here.
The texts stand in ``templates/``. A template of a notebook has a line ``%% KIND ID ROLE`` before each cell.
"""

import ast
import functools
import json
import re
import string
import tomllib
from pathlib import Path
from typing import Any

import nbformat

from twoborders import explore
from twoborders.build import notebooks, sheets
from twoborders.build.notebooks import BuildError

Files = dict[str, str]

TEMPLATES = Path(__file__).parent / "templates"
ARGUE = "argue"
DICTIONARY = "data/datapackage.json"

_CELL = re.compile(r"^%% +", re.MULTILINE)
_KINDS_OF_CELL = {"text": "markdown", "code": "code"}
_ROLES = {
    "locked": {"grade": False, "locked": True, "solution": False},
    "answer": {"grade": False, "locked": False, "solution": True},
    "graded": {"grade": True, "locked": True, "solution": False},
    "argued": {"grade": True, "locked": False, "solution": True},
}
"""What nbgrader calls the cells of a solution; the points of a graded one are written by the build."""


def kinds() -> list[str]:
    """Return the kinds of question that there are templates for."""
    return [*_kinds(), ARGUE]


def table(root: Path, name: str) -> Files:
    """Return a table with one row, and the dictionary with its entry. Raises BuildError if there is such a table."""
    path = f"data/{name}.csv"
    package = json.loads(_text(root, DICTIONARY))
    if (root / path).exists() or name in [resource["name"] for resource in package["resources"]]:
        raise BuildError([f"there is already a table {name}: look at {path} and {DICTIONARY}"])
    package["resources"].append(json.loads(_filled("table.json.txt", name=name)))
    return {
        path: _filled("table.csv.txt"),
        DICTIONARY: json.dumps(package, indent=2, ensure_ascii=False) + "\n",
    }


def question(root: Path, number: str, kind: str = "number", answer: str | None = None) -> Files:
    """Return the computations and the words of a lesson's questions and its solution notebook, each with one more.

    ``answer``: the name that the learner gives a value. Raises BuildError for a lesson without questions or exercise.
    """
    module, words = _module(number), _words(number)
    solution = f"solutions/{notebooks.exercise_of(number)}.ipynb"
    if not (root / module).is_file():
        raise BuildError([f"there is no lesson {number}: {module} is missing; make it with: twoborders new lesson"])
    if not (root / solution).is_file():
        raise BuildError([f"lesson {number} has no exercise: {solution} is missing"])
    text, said = _text(root, module), _text(root, words)
    place = max(_taken(said, words, number), default=0) + 1
    asked = (f"{number}-{place}", kind, answer or f"answer_{place}")
    return {
        module: _with_question(text, module, *asked),
        words: _with_words(said, *asked),
        solution: _with_cells(notebooks.read(root / solution, solution), *asked),
    }


def explorer(root: Path, name: str) -> Files:
    """Return an explorer with its model, its chart and a test of each. Raises BuildError if one of them exists."""
    package = "src/twoborders"
    parts = {
        f"{package}/explore/{name}_explorer.py": "explorer.py.txt",
        f"{package}/models/{name}.py": "model.py.txt",
        f"{package}/charts/{name}.py": "chart.py.txt",
        f"tests/explore/test_{name}_explorer.py": "test_explorer.py.txt",
        f"tests/models/test_models_{name}.py": "test_model.py.txt",
    }
    # Such a name is found in the package before anybody looks for an explorer.
    if name in vars(explore):
        raise BuildError([f"an explorer cannot be called {name}: twoborders.explore has something else of this name"])
    _refuse_existing(root, list(parts), f"the explorer {name}")
    return {path: _filled(template, name=name) for path, template in parts.items()}


def lesson(root: Path, stem: str) -> Files:
    """Return a lesson, its solution with one question, its questions and self-checks (computations and words), its
    instructor's page, and the words of its sheet.

    Raises BuildError if the lesson's number is taken.
    """
    number = stem[:2]
    folders = ("notebooks", "notebooks/instructor", "solutions")
    taken = [path for folder in folders for path in sorted((root / folder).glob(f"{number}_*"))]
    taken += [path for path in (root / _module(number), root / _words(number)) if path.exists()]
    if taken:
        there = taken[0].relative_to(root).as_posix()
        used = {path.name[:2] for path in (root / "notebooks").glob("[0-9][0-9]_*.ipynb")}
        free = next(each for each in (f"{each:02}" for each in range(100)) if each not in used)
        raise BuildError([f"the number {number} is taken by {there}; the next free one is {free}"])
    before = max(
        (path.stem for path in (root / "notebooks").glob("[0-9][0-9]_*.ipynb") if path.stem < stem), default=stem
    )
    about, cells = (
        _filled("lesson.txt", number=number, stem=stem, before=before, before_number=before[:2])
        .removeprefix("%% about\n")
        .split("%% ", 1)
    )
    solution = _notebook(_filled("solution.txt", number=number), {"lesson": number})
    first = (f"{number}-1", "number", "answer_1")
    return {
        f"notebooks/{stem}.ipynb": notebooks.to_text(_notebook(f"%% {cells}", tomllib.loads(about))),
        f"solutions/{notebooks.exercise_of(number)}.ipynb": _with_cells(solution, *first),
        _module(number): _with_question(_filled("lesson.py.txt", number=number), _module(number), *first),
        _words(number): _with_words(_filled("lesson.toml.txt", number=number), *first),
        f"notebooks/instructor/{stem}.md": _filled("page.md.txt", number=number),
        sheets.WORDS: _text(root, sheets.WORDS) + _filled("sheet.toml.txt", number=number),
    }


# Questions


def _module(number: str) -> str:
    return f"src/twoborders/questions/lesson_{number}.py"


def _words(number: str) -> str:
    return f"src/twoborders/questions/lesson_{number}.toml"


def _taken(said: str, name: str, number: str) -> list[int]:
    """Return the places that have words: 3 for question "01-3"."""
    try:
        found = tomllib.loads(said)
    except tomllib.TOMLDecodeError as error:
        raise BuildError([f"{name}: it is not TOML ({error}); mend it first"]) from None
    return [int(match[1]) for each in found if (match := re.fullmatch(rf"{number}-(\d+)", each))]


def _with_question(text: str, name: str, question_id: str, kind: str, answer: str) -> str:
    """Return the text of a module of questions with the computation of one more before the line of QUESTIONS."""
    try:
        found = [node for node in ast.parse(text).body if "QUESTIONS" in _given(node)]
    except SyntaxError as error:
        raise BuildError([f"{name}: it is not Python ({error}); mend it first"]) from None
    if len(found) != 1:
        raise BuildError([f"{name}: it needs one line that begins with QUESTIONS, SELF_CHECKS ="])
    lines = text.splitlines(keepends=True)
    at = found[0].lineno - 1
    before = "".join(lines[:at]).rstrip("\n")
    if kind == ARGUE:
        return "".join([f'{before}\n\nlesson.argue("{question_id}", answer="{answer}")\n\n', *lines[at:]])
    code = string.Template(_kinds()[kind]["code"]).substitute(
        id=question_id, place=question_id.split("-")[1], answer=answer
    )
    if "pd." in code and "import pandas as pd" not in before:
        before = before.replace("\nfrom twoborders", "\nimport pandas as pd\n\nfrom twoborders", 1)
    return "".join([f"{before}\n\n\n{code}\n\n", *lines[at:]])


def _with_words(said: str, question_id: str, kind: str, answer: str) -> str:
    """Return the words of a lesson's questions with those of one more behind the last, before the self-checks."""
    words = _filled("argue.toml.txt" if kind == ARGUE else "question.toml.txt", id=question_id, answer=answer)
    begin = re.search(r"^\[self_checks\b", said, re.MULTILINE)
    at = begin.start() if begin else len(said)
    before = said[:at].rstrip("\n")
    return f"{before}\n\n{words}\n{said[at:]}".rstrip("\n") + "\n"


def _given(node: ast.stmt) -> list[str]:
    """Return the names to which a statement gives a value."""
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]


def _with_cells(solution: nbformat.NotebookNode, question_id: str, kind: str, answer: str) -> str:
    """Return the text of a solution with the cells of one more question after the last one, or after the setup."""
    if kind == ARGUE:
        cells = _filled("argue.txt", id=question_id, answer=answer)
    else:
        parts = {key: string.Template(_kinds()[kind][key]).substitute(answer=answer) for key in ("store", "solution")}
        cells = _filled("question.txt", id=question_id, answer=answer, **parts)
    grade_ids = [cell["metadata"].get("nbgrader", {}).get("grade_id", "") for cell in solution["cells"]]
    after = [
        position for position, grade_id in enumerate(grade_ids) if grade_id == "setup" or re.match(r"\d\d-\d", grade_id)
    ]
    place = max(after, default=-1) + 1
    solution["cells"][place:place] = _cells(cells)
    return notebooks.to_text(solution)


# Templates


def _filled(template: str, **values: str) -> str:
    return string.Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(values)


@functools.cache
def _kinds() -> dict[str, dict[str, str]]:
    return tomllib.loads((TEMPLATES / "kinds.toml").read_text(encoding="utf-8"))


def _notebook(text: str, about: dict[str, Any]) -> nbformat.NotebookNode:
    metadata = {
        "kernelspec": dict(notebooks.KERNELSPEC),
        "language_info": dict(notebooks.LANGUAGE_INFO),
        "twoborders": about,
    }
    content = {"cells": _cells(text), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    notebook: nbformat.NotebookNode = nbformat.from_dict(content)
    return notebook


def _cells(text: str) -> list[nbformat.NotebookNode]:
    """Return the cells of a notebook's template."""
    found = []
    for block in _CELL.split(text)[1:]:
        head, _, source = block.partition("\n")
        kind, cell_id, *roles = head.split()
        found.append(_cell(_KINDS_OF_CELL[kind], cell_id, source.strip("\n"), roles))
    return found


def _cell(cell_type: str, cell_id: str, source: str, roles: list[str]) -> nbformat.NotebookNode:
    metadata: dict[str, Any] = {}
    if roles:
        of_nbgrader = {"cell_type": cell_type, "grade_id": cell_id, "schema_version": 3, "task": False}
        metadata["nbgrader"] = {**of_nbgrader, **_ROLES[roles[0]]}
    content: dict[str, Any] = {"cell_type": cell_type, "id": cell_id, "metadata": metadata, "source": source}
    if cell_type == "code":
        content |= {"outputs": [], "execution_count": None}
    cell: nbformat.NotebookNode = nbformat.from_dict(content)
    return cell


# The kit


def _text(root: Path, path: str) -> str:
    if not (root / path).is_file():
        raise BuildError([f"{path}: there is no such file"])
    return (root / path).read_text(encoding="utf-8")


def _refuse_existing(root: Path, paths: list[str], what: str) -> None:
    there = [path for path in paths if (root / path).exists()]
    if there:
        raise BuildError([f"{what} would overwrite {there[0]}; take another name"])
