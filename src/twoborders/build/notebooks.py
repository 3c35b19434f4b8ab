"""One form for every notebook, so that a change in the file is a change that somebody made.

A notebook is held as nbformat's ``NotebookNode``. The functions return new notebooks and leave their
arguments alone.
"""

import copy
import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import nbformat

from twoborders.checking import solutions

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}

# Without "version": it would change with each contributor's Python.
LANGUAGE_INFO = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}

# All other metadata is what an editor remembers about itself: scrolling, folding, times, widget state.
NOTEBOOK_KEYS = {"authors", "title", "twoborders"}
CELL_KEYS = {"deletable", "editable", "nbgrader", "slideshow", "tags", "twoborders"}

GOES_ON = "raises-exception"
"""Tag of an answer cell: *Run All* goes on behind it when it stops with an error."""

# What editors make up: 8 hexadecimal digits (nbformat), or a UUID with or without its hyphens (JupyterLab).
RANDOM_ID = re.compile(r"[0-9a-f]{8}|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
VALID_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

STEM = re.compile(r"\d\d_[a-z0-9]+(_[a-z0-9]+)*")
"""File stem of a lesson: ``01_constraints_border``."""
EXERCISE = re.compile(r"\d\d_exercise")
"""File stem of an exercise and of its solution: no two notebooks that a learner opens have one name."""

_SOLVED_CELL = re.compile(rf"<details><summary>{solutions.SOLVED}</summary><pre[^>]*>.*?</pre></details>", re.DOTALL)


class BuildError(Exception):
    """What keeps the build from being made: one sentence each, with the file and the cell."""

    def __init__(self, problems: Sequence[str]):
        super().__init__("\n".join(problems))
        self.problems = list(problems)


def exercise_of(lesson: str) -> str:
    """Return the stem of a lesson's exercise: ``01_exercise`` for ``01_constraints_border``."""
    return f"{lesson[:2]}_exercise"


def read(path: Path, name: str) -> nbformat.NotebookNode:
    """Return the notebook at ``path``; ``name`` is what messages call it.

    Raises BuildError if the file is not a notebook of format 4.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        version = json.loads(text)["nbformat"]
        if version != 4:
            raise BuildError([f"{name}: it has notebook format {version}; open it in JupyterLab and save it"])
        found: nbformat.NotebookNode = nbformat.v4.reads(text)
        for cell in found["cells"]:
            for key in ("cell_type", "metadata", "source"):
                cell[key]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BuildError([f"{name}: it is not a notebook ({type(error).__name__}: {error})"]) from error
    return found


def to_text(notebook: nbformat.NotebookNode) -> str:
    """Return the text of the file: what nbformat writes, and one newline at its end."""
    return f"{nbformat.v4.writes(notebook)}\n"


def normalise(notebook: nbformat.NotebookNode, stem: str) -> nbformat.NotebookNode:
    """Return the notebook in the kit's one form; outputs stay as they are.

    Cell ids become readable and stay for ever, metadata that editors leave behind goes, sources lose trailing
    whitespace, and code cells without any code are dropped.
    """
    notebook = copy.deepcopy(notebook)
    kept = {key: value for key, value in notebook.get("metadata", {}).items() if key in NOTEBOOK_KEYS}
    notebook["metadata"] = nbformat.from_dict(
        {**kept, "kernelspec": dict(KERNELSPEC), "language_info": dict(LANGUAGE_INFO)}
    )
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 5
    notebook["cells"] = [_normal_cell(cell) for cell in notebook["cells"] if not _is_empty(cell)]
    for cell, cell_id in zip(notebook["cells"], _ids(notebook["cells"], stem), strict=True):
        cell["id"] = cell_id
    return notebook


def without_solved_cells(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the notebook whose stored messages of ``check`` hold no solved cell, as where the solutions are closed."""
    notebook = copy.deepcopy(notebook)
    for output in [each for cell in notebook["cells"] for each in cell.get("outputs", [])]:
        if html := output.get("data", {}).get("text/html"):
            output["data"]["text/html"] = _SOLVED_CELL.sub("", html)
    return notebook


def validate(notebook: nbformat.NotebookNode, name: str) -> None:
    """Raise BuildError if the notebook breaks the notebook format."""
    try:
        nbformat.validate(notebook, relax_add_props=False)
    except nbformat.ValidationError as error:
        raise BuildError([f"{name}: it breaks the notebook format: {str(error).splitlines()[0]}"]) from error


def cell_name(notebook: nbformat.NotebookNode, position: int) -> str:
    """Return what messages call a cell: its place, counted from one, and its id."""
    cell = notebook["cells"][position]
    return f'cell {position + 1} ("{cell["id"]}")' if cell.get("id") else f"cell {position + 1}"


def _is_empty(cell: nbformat.NotebookNode) -> bool:
    return not cell["source"].strip() and "nbgrader" not in cell["metadata"] and not cell.get("attachments")


def _normal_cell(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    lines = [line.rstrip() for line in cell["source"].replace("\r\n", "\n").split("\n")]
    cell["source"] = "\n".join(lines).strip("\n")
    metadata = {key: value for key, value in cell["metadata"].items() if key in CELL_KEYS}
    if not metadata.get("tags", True):
        del metadata["tags"]
    if "nbgrader" in metadata:
        # nbgrader writes the checksum into what it generates; in the source it would only grow old.
        metadata["nbgrader"] = {key: value for key, value in metadata["nbgrader"].items() if key != "checksum"}
        if metadata["nbgrader"].get("solution") and cell["cell_type"] == "code":
            metadata["tags"] = sorted({*metadata.get("tags", []), GOES_ON})
    cell["metadata"] = nbformat.from_dict(metadata)
    if cell["cell_type"] == "code":
        cell.setdefault("outputs", [])
        cell.setdefault("execution_count", None)
    return cell


def _ids(cells: Sequence[nbformat.NotebookNode], stem: str) -> list[str]:
    """Return one id per cell: the grade_id, else the readable id it has, else its first words."""
    grade_ids = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
    taken = {grade_id for grade_id in grade_ids if grade_id}
    ids: list[str | None] = []
    for cell, grade_id in zip(cells, grade_ids, strict=True):
        old = cell.get("id") or ""
        readable = VALID_ID.fullmatch(old) and not RANDOM_ID.fullmatch(old) and old not in taken
        ids.append(grade_id or (old if readable else None))
        taken.add(ids[-1])
    number = stem.split("_")[0]
    found = []
    for cell, cell_id in zip(cells, ids, strict=True):
        found.append(cell_id or _unused(f"{number}-{_slug(cell)}", taken))
        taken.add(found[-1])
    return found


def _slug(cell: nbformat.NotebookNode) -> str:
    plain = unicodedata.normalize("NFKD", cell["source"]).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return "-".join(words[:5])[:40].strip("-") or cell["cell_type"]


def _unused(wanted: str, taken: set[str | None]) -> str:
    candidate, count = wanted, 1
    while candidate in taken:
        count += 1
        candidate = f"{wanted}-{count}"
    return candidate
