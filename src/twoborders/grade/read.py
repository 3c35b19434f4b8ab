"""Read a notebook file into plain cells, whatever a mail program, a merge or another editor did to it."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 50_000_000
"""Largest notebook file that is read, in bytes; pictures in outputs make real ones reach some 10 MB."""


class UnreadableError(ValueError):
    """A file that cannot be graded; the text says why, in words for the learner and the instructor."""


@dataclass(frozen=True)
class Cell:
    """One cell: its type, source with LF line ends, cell id and nbgrader metadata (or empty)."""

    kind: str
    source: str
    id: str
    nbgrader: dict

    @property
    def grade_id(self) -> str:
        """The nbgrader grade_id, or the empty text."""
        grade_id = self.nbgrader.get("grade_id")
        return grade_id if isinstance(grade_id, str) else ""

    def flag(self, name: str) -> bool:
        """Whether nbgrader's ``grade``, ``solution`` or ``locked`` is set."""
        return self.nbgrader.get(name) is True


def read(path: Path) -> tuple[list[Cell], list[str]]:
    """The cells of a notebook file, and a note for each thing mended. Raises UnreadableError."""
    notebook = _parse(_decode(_read_bytes(path)))
    notes = []
    major = notebook.get("nbformat")
    if isinstance(major, int) and major > 4:
        raise UnreadableError(f"The notebook has format {major}, newer than this kit reads. Save it as format 4.")
    if "worksheets" in notebook or (isinstance(major, int) and major < 4):
        notebook = _upgrade(notebook)
        notes.append("the notebook had an old format and was upgraded to format 4")
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise UnreadableError("The file holds JSON, but not a notebook: it has no list of cells.")
    read_cells = [_cell(cell) for cell in cells]
    broken = [str(number) for number, cell in enumerate(read_cells, start=1) if cell is None]
    if broken:
        notes.append(f"these cells are malformed and were left out, counted from 1: {', '.join(broken[:10])}")
    return [cell for cell in read_cells if cell is not None], notes


def _read_bytes(path: Path) -> bytes:
    try:
        # A pipe or a device with the name of a notebook would be waited for without end.
        if not path.is_file():
            raise UnreadableError("This is not a file, or a link to a file that does not exist.")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableError(
                f"The file is too large: {size / 1e6:.0f} MB, and at most {MAX_BYTES / 1e6:.0f} MB are read. "
                "Clear the outputs and save it again."
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"The file cannot be opened: {error.strerror or error}.") from error


def _decode(content: bytes) -> str:
    if not content.strip():
        raise UnreadableError("The file is empty.")
    # Some editors on Windows write UTF-16; its byte order mark cannot begin a UTF-8 text.
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError("The file is not a notebook: it is not UTF-8 text.") from error


def _parse(text: str) -> dict:
    try:
        notebook = json.loads(text)
    except json.JSONDecodeError as error:
        at_end = error.pos >= len(text.rstrip()) - 1
        marker = re.search(r"^(<{7}|={7}|>{7})", text, flags=re.MULTILINE)
        if marker:
            line = text.count("\n", 0, marker.start()) + 1
            raise UnreadableError(
                f"The file holds the markers of an unsolved merge conflict (line {line}). "
                "Solve the conflict and save it again."
            ) from error
        if text.lstrip().startswith("{") and (at_end or "Unterminated" in error.msg):
            raise UnreadableError("The file is cut off: the notebook ends too early.") from error
        raise UnreadableError(
            f"The file is not a notebook: it is not valid JSON (line {error.lineno}: {error.msg})."
        ) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, or endless nesting
        raise UnreadableError("The file is not a notebook: its JSON is nested too deeply or malformed.") from error
    if not isinstance(notebook, dict):
        raise UnreadableError("The file holds JSON, but not a notebook.")
    return notebook


def _upgrade(notebook: dict) -> dict:
    # Imported here, and without the slow grammars of rfc3987_syntax (0.9 s), which jsonschema uses only to
    # validate internationalised addresses; notebooks have none.
    sys.modules.setdefault("rfc3987_syntax", None)
    import nbformat

    try:
        return nbformat.convert(nbformat.from_dict(notebook), 4)
    except Exception as error:  # an old notebook that is malformed fails in nbformat in many ways
        raise UnreadableError("The notebook has an old format (3 or earlier) and cannot be upgraded.") from error


def _cell(cell: object) -> Cell | None:
    """One cell, or None where it is malformed."""
    if not isinstance(cell, dict) or not isinstance(cell.get("cell_type"), str):
        return None
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return None
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    cell_id = cell.get("id")
    return Cell(
        kind=cell["cell_type"],
        source="\n".join(_lines(source)),
        id=cell_id if isinstance(cell_id, str) else "",
        nbgrader=dict(nbgrader) if isinstance(nbgrader, dict) else {},
    )


def _lines(source: str) -> Iterator[str]:
    # Not str.splitlines, which also breaks at characters that Python code may hold inside a text.
    return iter(source.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
