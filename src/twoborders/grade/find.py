"""Find the submissions under the given paths, and say whose each is and which lesson it answers."""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from twoborders.grade.align import Master, count_matches
from twoborders.grade.read import Cell

SEPARATORS = " _-.,;+"
UNKNOWN = "unknown"
SKIPPED_FOLDERS = (".ipynb_checkpoints", "__MACOSX")


@dataclass(frozen=True)
class Submission:
    """A notebook file: ``name`` is its path under the given one, ``folder`` the learner's, or empty."""

    path: Path
    name: str
    folder: str
    modified: float


def find(paths: Iterable[Path]) -> list[Submission]:
    """Every notebook under the paths, each file once, in the order of the paths and then of the names.

    Raises FileNotFoundError for a path that does not exist.
    """
    found: dict[Path, Submission] = {}
    for given in paths:
        if not given.exists():
            raise FileNotFoundError(given)
        for path in [given] if given.is_file() else _notebooks(given):
            relative = path.relative_to(given) if path != given else Path(path.name)
            folder = relative.parts[0] if len(relative.parts) > 1 else ""
            try:
                modified = path.stat().st_mtime
            except OSError:  # a link to a file that is gone: reading it will say so
                modified = 0.0
            found.setdefault(
                path.resolve(), Submission(path, printable(relative.as_posix()), printable(folder), modified)
            )
    # Files given one by one (submissions/*/01_x.ipynb) have the same name; the path as given tells them
    # apart.
    times = Counter(submission.name for submission in found.values())
    return [
        submission
        if times[submission.name] == 1
        else Submission(submission.path, printable(submission.path.as_posix()), submission.folder, submission.modified)
        for submission in found.values()
    ]


def _notebooks(folder: Path) -> list[Path]:
    found = []
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
        # Names that begin with "._" are the resource files that macOS puts into archives.
        found += [Path(parent, name) for name in files if name.lower().endswith(".ipynb") and not name.startswith("._")]
    return sorted(found)


def lesson_in_name(name: str, stems: Iterable[str]) -> str:
    """The longest lesson stem that a file's stem contains, whatever the case, or the empty text."""
    contained = [stem for stem in stems if stem.lower() in name.lower()]
    return max(contained, key=len, default="")


def lesson_of_cells(cells: Sequence[Cell], masters: Mapping[str, Master]) -> str:
    """The lesson of which the notebook holds the most cells, or the empty text where it holds none."""
    matches = {stem: count_matches(master, cells) for stem, master in masters.items()}
    best = max(matches, key=lambda stem: matches[stem], default="")
    return best if matches.get(best) else ""


def learner(submission: Submission, stem: str) -> str:
    """Whose submission it is.

    The folder directly under the given path; for a file directly in it, or given itself, what its name has
    beside the lesson's stem (the number of a copy aside); where that is nothing, the name of the folder that
    it lies in.
    """
    if submission.folder:
        return _one_form(submission.folder)
    beside = re.split(re.escape(stem), submission.path.stem, maxsplit=1, flags=re.IGNORECASE) if stem else None
    parts = beside or [submission.path.stem]
    parts = [re.sub(r"(\s*\(\d+\)|-Copy\d*)$", "", part.rstrip(" _.")).strip(SEPARATORS) for part in parts]
    name = "_".join(part for part in parts if part)
    return _one_form(printable(name or submission.path.resolve().parent.name)) or UNKNOWN


def _one_form(name: str) -> str:
    """The form of a name that is the same on every system: macOS writes an accent as a character of its own."""
    return unicodedata.normalize("NFC", name)


def printable(name: str) -> str:
    """A file's name as it can be written as UTF-8."""
    return name.encode("utf-8", "replace").decode("utf-8")
