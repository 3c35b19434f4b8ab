"""Read a notebook file into plain cells, whatever editor it came from."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from twoborders.grade.intake.repair_json import MARKERS, MAX_BYTES, MAX_CELLS, UnreadableError, one_side, repair

__all__ = ["MAX_BYTES", "MAX_CELLS", "Cell", "UnreadableError", "read"]

MAX_SOURCE = 1_000_000
"""Longest source of a cell that is read, in characters."""
MAX_SOURCES = 10_000_000
"""Longest sources of all cells together, in characters."""
MAX_ID = 200
"""How much of an id is kept, in characters."""
HALVES = re.compile("[\ud800-\udfff]")
NBGRADER_KEYS = ("grade_id", "grade", "solution", "locked", "points")


@dataclass(frozen=True)
class Cell:
    """One cell: its type, source with LF line ends, cell id and nbgrader metadata (or empty)."""

    kind: str
    source: str
    id: str
    nbgrader: dict[str, Any]

    @property
    def grade_id(self) -> str:
        """The nbgrader grade_id, or the empty text."""
        grade_id = self.nbgrader.get("grade_id")
        return grade_id if isinstance(grade_id, str) else ""

    def flag(self, name: str) -> bool:
        """Whether nbgrader's ``grade``, ``solution`` or ``locked`` is set."""
        return self.nbgrader.get(name) is True


def read(content: bytes) -> tuple[list[Cell], list[str]]:
    """The cells of a notebook file, and a note for each thing mended. Raises UnreadableError."""
    notebook, notes = repair(content)
    major = notebook.get("nbformat")
    major = major if isinstance(major, (int, float)) and not isinstance(major, bool) else 4
    old = "worksheets" in notebook or major < 4
    if major > 4:
        notes.append(f"the notebook has format {major}, newer than this kit knows, and was read as format 4")
    cells = _cells(notebook)
    if old:
        notes.append("the notebook had an old format and was upgraded to format 4")
    if len(cells) > MAX_CELLS:
        raise UnreadableError(
            f"The notebook has {len(cells):,} cells, and at most {MAX_CELLS:,} are read. Delete those that are not "
            "part of the exercise."
        )
    repairs: dict[str, list[int]] = {}
    read_cells = [_cell(cell, number, repairs, old) for number, cell in enumerate(cells, start=1)]
    for sentence, numbers in repairs.items():
        some = ", ".join(map(str, numbers[:10])) + (" and more" if len(numbers) > 10 else "")
        notes.append(f"{sentence}, counted from 1: {some}")
    whole_cells = [cell for cell in read_cells if cell is not None]
    length = sum(len(cell.source) for cell in whole_cells)
    if length > MAX_SOURCES:
        raise UnreadableError(
            f"The cells hold {length:,} characters of source, and at most {MAX_SOURCES:,} are read. Delete the cells "
            "that are not part of the exercise."
        )
    return whole_cells, notes


def _cells(notebook: dict[str, Any]) -> list[Any]:
    cells = notebook.get("cells")
    worksheets = notebook.get("worksheets")
    if cells is None and isinstance(worksheets, list):
        sheets = [sheet.get("cells") for sheet in worksheets if isinstance(sheet, dict)]
        return [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    # Some programs write a list as an object with its positions as keys.
    if isinstance(cells, dict) and cells and all(isinstance(cell, dict) for cell in cells.values()):
        return list(cells.values())
    if not isinstance(cells, list):
        raise UnreadableError("The file holds JSON, but not a notebook: it has no list of cells.")
    return cells


def _cell(found: object, number: int, repairs: dict[str, list[int]], old: bool) -> Cell | None:
    """One cell, or None where it is malformed; the number goes to each repair that it needed.

    ``old``: it is of format 3 or earlier. nbformat's own conversion gives up a whole notebook for one malformed cell.
    """
    cell: dict[str, Any] = found if isinstance(found, dict) else {"source": 0}
    kind = _kind(cell)
    written = cell.get("source", cell.get("text", "") if old else "")
    if old and kind == "code":
        written = cell.get("input", cell.get("code", written))
    elif old and kind in ("heading", "html", "text"):
        kind = "markdown"
    source = _source(written)
    if source is None or not kind:
        repairs.setdefault("these cells are malformed and were left out", []).append(number)
        return None
    if len(source) > MAX_SOURCE:
        sentence = f"these cells are longer than {MAX_SOURCE:,} characters and were left out"
        repairs.setdefault(sentence, []).append(number)
        return None
    source = source.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not source.isascii() and HALVES.search(source):
        repairs.setdefault("these cells hold halves of characters, which were replaced", []).append(number)
        # Two halves that JSON wrote one by one are joined, single ones replaced.
        source = source.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if kind == "code" and {marker[1][0] for marker in MARKERS.finditer(source)} >= {"<", "=", ">"}:
        sentence = (
            "these cells hold an unsolved merge conflict, of which the first side was graded and the other was not"
        )
        repairs.setdefault(sentence, []).append(number)
        source = one_side(source, 0)
    metadata = _object(cell.get("metadata"))
    nbgrader = _object(metadata.get("nbgrader"))
    kept = {key: nbgrader[key] for key in NBGRADER_KEYS if isinstance(nbgrader.get(key), (str, bool, int, float))}
    if "grade_id" in kept:
        kept["grade_id"] = _id(kept["grade_id"])
    # Colab keeps a cell's id among its metadata.
    return Cell(kind, source, _id(cell.get("id")) or _id(metadata.get("id")), kept)


def _kind(cell: dict[str, Any]) -> str:
    kind = cell.get("cell_type")
    if isinstance(kind, str):
        return kind.strip().lower()
    return "code" if "outputs" in cell and "source" in cell else ""


def _source(source: object) -> str | None:
    """A source as one text, or None where it is malformed."""
    if source is None:
        return ""
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return _joined(source)
    return source if isinstance(source, str) else None


def _joined(lines: list[str]) -> str:
    # The lines bring their own ends; where not one does, a program has written them without.
    between = "" if any(line.endswith(("\n", "\r")) for line in lines[:-1]) else "\n"
    return between.join(lines)


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _id(value: object) -> str:
    """An id without the characters that nobody sees (controls, zero width, halves), or the empty text."""
    if not isinstance(value, str):
        return ""
    seen = (each for each in value[:MAX_ID] if unicodedata.category(each) not in ("Cc", "Cf", "Cs"))
    return "".join(seen).strip()
