"""What is kept between sessions: points, hints, predictions and own marks, in ``progress.json`` of a work folder.

A work folder is where ``twoborders work`` put the learner's copies; its record ``.two_borders.json`` marks it. A
notebook that lies elsewhere, as one of the kit's own, keeps what it knows until its kernel ends.
"""

import contextlib
import io
import json
import math
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

RECORD = ".two_borders.json"
"""The file that marks a work folder."""

FILE = "progress.json"
VERSION = 1
PARTS = ("answers", "hints", "predictions", "own_marks", "explorers")
"""The parts of what is kept: each holds an entry for each id."""

LOCK_SECONDS = 5
"""So long another notebook may take to write; a lock that is older was left behind."""

Kept = dict[str, dict[str, Any]]

_memory: Kept = {part: {} for part in PARTS}

RANK = ("right", "partly", "to mark", "not yet", "cannot check", "not attempted")
"""Outcomes, the best first."""


def folder(start: Path | None = None) -> Path | None:
    """Return the work folder in which the notebook lies, or None."""
    here = (start or Path.cwd()).resolve()
    return next((each for each in (here, *here.parents) if (each / RECORD).is_file()), None)


def read() -> tuple[Kept, str]:
    """Return what is kept, and a sentence if the file was damaged and was put aside.

    What could not be written is known until the kernel ends.
    """
    there = folder()
    kept, problem = (_empty(), "") if there is None else read_from(there)
    return {part: kept[part] | _memory[part] for part in PARTS}, problem


def read_from(there: Path) -> tuple[Kept, str]:
    """Return what is kept in a work folder, and a sentence if the file was damaged and was put aside."""
    path = there / FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return checked(found), ""
    except FileNotFoundError:
        return _empty(), ""
    except (ValueError, RecursionError):  # a UnicodeDecodeError is a ValueError too
        aside = next(name for i in range(1, 1000) if not (name := there / f"progress_damaged_{i}.json").exists())
        path.replace(aside)
        return _empty(), f"{FILE} could not be read. It was put aside as {aside.name}, and a new one begins."


def checked(found: Any) -> Kept:
    """Return what a file holds if it has the form of what is kept; raise ValueError if not."""
    if not isinstance(found, dict) or found.get("version") != VERSION:
        raise ValueError("no version of ours")
    kept = {part: found.get(part, {}) for part in PARTS}
    for entries in kept.values():
        if not isinstance(entries, dict) or not all(isinstance(entry, dict) for entry in entries.values()):
            raise ValueError("a part has another form")
    return kept


def keep(part: str, key: str, entry: dict[str, Any]) -> str:
    """Keep one entry, and return a sentence if there is something to say: the file was damaged, or is not written."""
    there = folder()
    if there is None:
        _memory[part][key] = entry
        return ""
    try:
        with _alone(there):
            kept, problem = read_from(there)
            kept[part][key] = entry
            write(there, kept)
        _memory[part].pop(key, None)
    except OSError as error:
        _memory[part][key] = entry
        return f"This could not be kept in {there / FILE}: {error.strerror or error}."
    return problem


def better(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return the entry of the better outcome of two answers to one question; of equal ones the first."""
    return max((one, other), key=lambda entry: (number(entry.get("points")), -_rank(entry)))


def merged(mine: Kept, others: Kept) -> Kept:
    """Return what two folders keep: of each answer the better outcome, of the rest what is mine."""
    both = {part: {**others[part], **mine[part]} for part in PARTS}
    for key in mine["answers"].keys() & others["answers"].keys():
        both["answers"][key] = better(mine["answers"][key], others["answers"][key])
    return both


def number(value: Any) -> float:
    """Return a number of the file, and 0 for anything else that somebody may have written there."""
    fine = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return value if fine else 0


def _rank(entry: dict[str, Any]) -> int:
    return RANK.index(entry["outcome"]) if entry.get("outcome") in RANK else len(RANK)


def write(there: Path, kept: Kept) -> None:
    """Write what is kept, whole or not at all. Raises OSError, and the earlier file stays."""
    text = json.dumps({"version": VERSION, **kept}, indent=1, ensure_ascii=False)
    replace(there / FILE, text.encode("utf-8"))


def replace(path: Path, content: bytes) -> None:
    """Put a file in its place, whole or not at all. Raises OSError, and the earlier file stays."""
    with replacing(path) as file:
        file.write(content)


@contextlib.contextmanager
def replacing(path: Path, encoding: str = "") -> Iterator[IO[Any]]:
    """Give a stream for the new content of ``path``, which takes the file's place when the block ends without an error.

    The stream is of bytes, or with an ``encoding`` of text that is written as it is; half a character becomes "?".
    Until the end, and after an error, the earlier file is untouched. Raises OSError.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            if encoding:
                with io.TextIOWrapper(file, encoding, "replace", newline="") as text:
                    yield text
            else:
                yield file
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def forget() -> None:
    """Forget what this kernel knows; the file stays."""
    _memory.update({part: {} for part in PARTS})


def _empty() -> Kept:
    return {part: {} for part in PARTS}


@contextlib.contextmanager
def _alone(there: Path) -> Iterator[None]:
    """Let no second notebook write meanwhile: what it read would be older than what it replaces."""
    lock = there / f".{FILE}.lock"
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            with contextlib.suppress(FileNotFoundError):
                if time.time() - lock.stat().st_mtime > LOCK_SECONDS:
                    lock.unlink()
            time.sleep(0.02)
    try:
        yield
    finally:
        with contextlib.suppress(FileNotFoundError):
            lock.unlink()
