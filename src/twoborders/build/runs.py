"""The record of runs, ``.runs.json``: what each notebook's stored outputs rest on, and so which need no new run.

A notebook rests on its own code and on every file of the kit that was opened while it ran: tables, modules of the
package, solutions. Its record holds their names and one hash of all of them, and a hash of the outputs they gave. While
both hashes hold, a new run would give what is stored. Prose, ids and metadata are no part of it.
"""

import hashlib
import importlib.util
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import nbformat

from twoborders import tables
from twoborders.build.execute import masked

RECORD = ".runs.json"
PACKAGE = Path(__file__).resolve().parents[1]
DICTIONARY = "data/datapackage.json"

# What makes the outputs of every notebook, whatever it opens: the versions that it runs with, and the run itself.
ALWAYS = ("requirements.txt", "src/twoborders/build/execute.py")


@dataclass(frozen=True)
class Run:
    """One notebook's last run: the files of the kit that it opened, and the hashes of what it rests on and gave."""

    opened: tuple[str, ...]
    rests_on: str
    gave: str


def read(text: str | None) -> dict[str, Run]:
    """Return the runs of the record's text, by the notebook's path; none if there is no record or it is damaged."""
    try:
        return {
            path: Run(tuple(run["opened"]), run["rests_on"], run["gave"])
            for path, run in json.loads(text or "").items()
        }
    except (ValueError, AttributeError, KeyError, TypeError):
        return {}  # then every notebook runs, which makes the record anew


def to_text(runs: Mapping[str, Run]) -> str:
    """Return the text of the record."""
    content = {
        path: {"gave": run.gave, "opened": list(run.opened), "rests_on": run.rests_on}
        for path, run in sorted(runs.items())
    }
    return json.dumps(content, indent=1) + "\n"


def different(text: str, other: str) -> list[str]:
    """Return the notebooks whose runs differ between two texts of the record."""
    ours, theirs = read(text), read(other)
    return [path for path in sorted({*ours, *theirs}) if ours.get(path) != theirs.get(path)]


def of(notebook: nbformat.NotebookNode, opened: Iterable[Path], root: Path) -> Run:
    """Return the record of a notebook that has just been run under ``root`` and opened these files."""
    # A check of an argued answer reads its own solution, whose code the record has already.
    named = {_name(path, root) for path in opened}
    names = tuple(sorted(name for name in named if name and not name.startswith("solutions/")))
    return Run(names, _rests_on(notebook, names, root), _gave(notebook))


def holds(run: Run, notebook: nbformat.NotebookNode, root: Path) -> bool:
    """Tell whether a run of this notebook would open the same files, unchanged, and give the outputs it stores."""
    return run.gave == _gave(notebook) and run.rests_on == _rests_on(notebook, run.opened, root)


def _rests_on(notebook: nbformat.NotebookNode, opened: Iterable[str], root: Path) -> str:
    names = sorted({*ALWAYS, *opened})
    code = "\n".join(cell["source"] for cell in _code_cells(notebook))
    parts = [code]
    for name in names:
        content = _content(_place(name, root))
        if name == DICTIONARY:
            content = _entries(content, names, code)
        parts.append(f"{name} {_hash(content)}")
    return _hash("\0".join(parts).encode())


def _entries(dictionary: bytes, names: Iterable[str], code: str) -> bytes:
    """Return of the dictionary what a run can see: the entries of tables that it opens or that its code names.

    The dictionary is one file for all tables; a table more is no reason to run the lessons that do not use it.
    """
    try:
        package = json.loads(dictionary)
        used = [
            entry for entry in package["resources"] if f"data/{entry['path']}" in names or f'"{entry["name"]}"' in code
        ]
    except (ValueError, KeyError, TypeError):
        return dictionary
    return json.dumps(used, sort_keys=True).encode()


def _gave(notebook: nbformat.NotebookNode) -> str:
    outputs = [[cell.get("execution_count"), masked(cell.get("outputs", []))] for cell in _code_cells(notebook)]
    return _hash(json.dumps(outputs, sort_keys=True).encode())


def _code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _name(path: Path, root: Path) -> str | None:
    """Return the kit's name of a file, ``data/claims.csv``; None for a file that is not the kit's.

    Of compiled code the name is that of its source.
    """
    if path.suffix == ".pyc":
        try:
            path = Path(importlib.util.source_from_cache(str(path)))
        except ValueError:
            return None
    if path.is_relative_to(PACKAGE):
        return str(PurePosixPath("src/twoborders", *path.relative_to(PACKAGE).parts))
    for folder in (root, tables.ROOT):
        if path.is_relative_to(folder):
            parts = path.relative_to(folder).parts
            return None if parts[0].startswith(".") else str(PurePosixPath(*parts))
    return None


def _place(name: str, root: Path) -> Path:
    """Return where a file of this name lies: the package is the one that runs, wherever it was installed to."""
    if name.startswith("src/twoborders/"):
        return PACKAGE.joinpath(*PurePosixPath(name).parts[2:])
    return next((folder / name for folder in (root, tables.ROOT) if (folder / name).is_file()), root / name)


def _content(path: Path) -> bytes:
    # A checkout on Windows may have other line ends.
    return path.read_bytes().replace(b"\r\n", b"\n") if path.is_file() else b""


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
