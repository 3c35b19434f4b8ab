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
from twoborders.build import notebooks
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
    """Return the module of a lesson's questions and its solution notebook, each with one question more.

    ``answer``: the name that the learner gives a value. Raises BuildError for a lesson without questions or exercise.
    """
    module = _module(number)
    stems = sorted(path.stem for path in (root / "solutions").glob(f"{number}_*.ipynb"))
    if not (root / module).is_file():
        raise BuildError([f"there is no lesson {number}: {module} is missing; make it with: twoborders new lesson"])
    if not stems:
        raise BuildError([f"lesson {number} has no exercise: solutions/ has no notebook of it"])
    solution = f"solutions/{stems[0]}.ipynb"
    text = _text(root, module)
    taken = [int(place) for place in re.findall(rf'\bid="{number}-(\d+)"', text)]
    place = max(taken, default=0) + 1
    return {
        module: _with_question(text, module, f"{number}-{place}", kind, answer or f"answer_{place}"),
        solution: _with_cells(
            notebooks.read(root / solution, solution), f"{number}-{place}", kind, answer or f"answer_{place}"
        ),
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
    chart = "".join(part.capitalize() for part in name.split("_")) + "Chart"
    return {path: _filled(template, name=name, Chart=chart) for path, template in parts.items()}


def lesson(root: Path, stem: str) -> Files:
    """Return a lesson, its solution with one question, its questions and self-checks, and its instructor's page.

    Raises BuildError if the lesson's number is taken.
    """
    number = stem[:2]
    folders = ("notebooks", "notebooks/instructor", "solutions")
    taken = [path for folder in folders for path in sorted((root / folder).glob(f"{number}_*"))]
    taken += [path for path in [root / _module(number)] if path.exists()]
    if taken:
        there = taken[0].relative_to(root).as_posix()
        used = {path.name[:2] for path in (root / "notebooks").glob("[0-9][0-9]_*.ipynb")}
        free = next(each for each in (f"{each:02}" for each in range(100)) if each not in used)
        raise BuildError([f"the number {number} is taken by {there}; the next free one is {free}"])
    about, cells = _filled("lesson.txt", number=number, stem=stem).removeprefix("%% about\n").split("%% ", 1)
    questions = _filled("lesson.py.txt", number=number)
    solution = _notebook(_filled("solution.txt", number=number), {"lesson": number})
    first = f"{number}-1"
    return {
        f"notebooks/{stem}.ipynb": notebooks.to_text(_notebook(f"%% {cells}", tomllib.loads(about))),
        f"solutions/{stem}.ipynb": _with_cells(solution, first, "number", "answer_1"),
        _module(number): _with_question(questions, _module(number), first, "number", "answer_1"),
        f"notebooks/instructor/{stem}.md": _filled("page.md.txt", number=number),
    }


# Questions


def _module(number: str) -> str:
    return f"src/twoborders/questions/lesson_{number}.py"


def _with_question(text: str, name: str, question_id: str, kind: str, answer: str) -> str:
    """Return the text of a module of questions with the entry of one more at their end."""
    code, entry = _entry(question_id, kind, answer)
    try:
        found = [node for node in ast.parse(text).body if _gives(node) == "QUESTIONS"]
    except SyntaxError as error:
        raise BuildError([f"{name}: it is not Python ({error}); mend it first"]) from None
    lines = text.splitlines(keepends=True)
    ends = [(node.lineno - 1, node.end_lineno - 1) for node in found if node.end_lineno]
    if len(ends) != 1 or lines[ends[0][1]].strip() != ")":
        raise BuildError([f"{name}: it has no tuple QUESTIONS that ends in a line with a bracket alone"])
    begin, end = ends[0]
    return "".join([*lines[:begin], code, *lines[begin:end], entry, *lines[end:]])


def _entry(question_id: str, kind: str, answer: str) -> tuple[str, str]:
    """Return the function that computes the right answer (an argued question has none), and the entry."""
    if kind == ARGUE:
        return "", _filled("argue.py.txt", id=question_id, answer=answer)
    about = {"place": question_id.split("-")[1], "answer": answer}
    parts = {key: string.Template(text).substitute(about) for key, text in _kinds()[kind].items()}
    blocks = {key: f"{parts[key].strip(chr(10))}\n" if parts[key] else "" for key in ("fields", "equivalents")}
    code = parts["code"].removesuffix("\n")
    text = _filled("question.py.txt", id=question_id, kind=kind, **about, **{**parts, **blocks, "code": code})
    function, entry = text.split("%%\n")
    return function, entry


def _gives(node: ast.stmt) -> str:
    """Return the name to which a statement gives a value, "" if it is another statement."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return targets[0].id if len(targets) == 1 and isinstance(targets[0], ast.Name) else ""


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
