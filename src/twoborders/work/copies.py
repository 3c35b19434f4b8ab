"""Fill a work folder with copies of the lessons and exercises, and never overwrite what a learner did.

A copy is untouched while its cells are those that were delivered: then it follows a new edition of the kit. Results of
cells do not count. The copy of a lesson has no results, so that there is something to guess.
"""

import hashlib
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from twoborders.work import store

SOURCES = ("notebooks", "exercises")
NAME = re.compile(r"\d\d_\w+\.ipynb")

_EXERCISE_LINK = re.compile(r"\]\(\.\./(?:exercises|notebooks)/(\d\d_\w+\.ipynb)")
_OTHER_LINK = re.compile(r"\]\(\.\./(?!/)([\w./-]+)")


class WorkError(Exception):
    """Why the folder could not be filled, and the way out: a sentence for the learner."""


def fill(kit: Path, folder: Path, address: str = "") -> list[str]:
    """Fill or update a work folder from the kit, and return what there is to say, one sentence a file.

    ``address`` is where the kit's other pages can be read when the folder lies outside of it. Raises WorkError where
    the folder cannot be written; every file is then either as it was or as it should be.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        record, said = read_record(folder)
        outside = address if folder.resolve().parent != kit.resolve() else ""
        for path in _sources(kit):
            sentence = _deliver(path, folder, record, outside)
            said += [sentence] if sentence else []
            # After each file: whoever is interrupted here has lost nothing that was delivered.
            store.replace(folder / store.RECORD, json.dumps(record, indent=1).encode())
    except OSError as error:
        raise WorkError(
            f"The folder {folder} could not be filled ({error.strerror or error}). What is in it was not changed. "
            "Make room or ask for the right to write there, and begin again."
        ) from error
    return said


def _sources(kit: Path) -> Iterator[Path]:
    for name in SOURCES:
        yield from sorted(path for path in (kit / name).glob("*.ipynb") if NAME.fullmatch(path.name))


def _deliver(source: Path, folder: Path, record: dict[str, str], outside: str) -> str:
    """Bring one file; ``record`` holds what was delivered under each name, and is kept up to date."""
    text = _as_copy(json.loads(source.read_text(encoding="utf-8")), outside)
    new, target = mark(json.loads(text)), folder / source.name
    delivered = record.get(source.name, "")
    there = mark_of(target)
    if there in ("", new, delivered):
        if there != new:
            store.replace(target, text.encode("utf-8"))
        record[source.name] = new
        return ""
    if delivered == new:  # the learner's own work on this edition
        return ""
    beside = free_name(folder, source.stem, "new_edition", new)
    store.replace(folder / beside, text.encode("utf-8"))
    record[source.name] = new
    return f"{source.name} has your work and was left as it is; its new edition lies beside it as {beside}."


def free_name(folder: Path, stem: str, word: str, mark_wanted: str) -> str:
    """Return a name for a file beside another: one that nothing has, or that has the same cells already."""
    names = (f"{stem}_{word}{'' if number == 1 else f'_{number}'}.ipynb" for number in itertools.count(1))
    return next(name for name in names if mark_of(folder / name) in ("", mark_wanted))


def _as_copy(notebook: dict[str, Any], outside: str) -> str:
    """Return the text of a learner's copy: no results, and links that hold where it lies."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
        else:
            source = "".join(cell["source"])
            source = _EXERCISE_LINK.sub(r"](\1", source)
            cell["source"] = _OTHER_LINK.sub(rf"]({outside}/\1", source) if outside else source
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def mark_of(path: Path) -> str:
    """Return the mark of a file; empty where there is none, and of its own where it is no notebook."""
    try:
        return mark(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "no notebook"


def mark(notebook: dict[str, Any]) -> str:
    """Return a fingerprint of the cells: their kinds and texts, in order."""
    cells = [
        [cell["cell_type"], "".join(cell["source"]).strip()]
        for cell in notebook["cells"]
        if "".join(cell["source"]).strip()
    ]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def read_record(folder: Path) -> tuple[dict[str, str], list[str]]:
    """Return what was delivered, by name; a damaged record counts as none, so that nothing is overwritten."""
    path = folder / store.RECORD
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(record, dict) or not all(isinstance(mark, str) for mark in record.values()):
            raise ValueError("no record of ours")
    except FileNotFoundError:
        return {}, []
    except (ValueError, RecursionError):
        path.replace(folder / f"{store.RECORD}.damaged")
        return {}, [f"{store.RECORD} could not be read and was put aside; notebooks that differ are left as they are."]
    return record, []
