"""What ``twoborders new`` leaves for the author to fill in; a kit that still holds any of it is not built."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

MARK = "FILL IN"
"""Every placeholder begins with these words and says what belongs in its place: ``FILL IN: what one row is``."""

_PLACEHOLDER = re.compile(rf"\b{MARK}: ([^\"'`\n|,;.*<\\]*)")
_WRITTEN_BY_NEW = (
    "notebooks/*.ipynb",
    "notebooks/instructor/*.md",
    "notebooks/instructor/*.toml",
    "solutions/*.ipynb",
    "data/*.csv",
    "data/datapackage.json",
    "src/twoborders/*/*.py",
    "src/twoborders/questions/*.toml",
    "tests/explore/*.py",
    "tests/models/*.py",
)


def found(root: Path) -> list[str]:
    """Return each placeholder in the files of the kit under ``root``, one sentence each with its file and place."""
    paths = [path for pattern in _WRITTEN_BY_NEW for path in sorted(root.glob(pattern))]
    texts = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8", errors="replace") for path in paths}
    return [
        f"{name}: {place} is not filled in yet: {match[1].strip()}"
        for name, text in texts.items()
        if MARK in text and name != "src/twoborders/build/placeholders.py"
        for place, part in _parts(name, text)
        for match in _PLACEHOLDER.finditer(part)
    ]


def _parts(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield the places of a file that a message names, each with its text: the cells of a notebook, else the lines."""
    if name.endswith(".ipynb"):
        try:
            notebook = json.loads(text)
            yield "its metadata", json.dumps(notebook["metadata"])
            for position, cell in enumerate(notebook["cells"], start=1):
                yield f"cell {position}", "".join(cell["source"])
            return
        except (ValueError, KeyError, TypeError):
            pass  # what is no notebook is said where it is read; here its lines will do
    for number, line in enumerate(text.splitlines(), start=1):
        yield f"line {number}", line
