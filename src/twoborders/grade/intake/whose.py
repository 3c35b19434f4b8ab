"""Whose a submission is, by what the platform's name, the folder or the file's own name says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from twoborders.grade.intake.find import Submission
from twoborders.grade.intake.names import kind, one_form, printable, without_copy

SEPARATORS = " _-.,;+"
UNKNOWN = "unknown"
SPACED = re.compile(r" \d{1,2}")
"""How macOS numbers a copy."""
VERSION = re.compile(r"(?<=\w)(?:[ _-]+(?:v|ver|version|versi[o\u00f3]n)[ _.]?\d{1,3}|[ _-]+final)+$", re.IGNORECASE)
UPLOADED = ("canvas", "moodle")
"""The platforms that take back marks by the learner's number."""


@dataclass(frozen=True)
class Learner:
    """Whose a submission is: the name, the platform's number for it (or None), and whether it was late."""

    name: str
    lms: Mapping[str, str] | None = None
    late: bool = False


def learner(submission: Submission, stem: str) -> Learner:
    """Whose submission it is; ``stem`` is the lesson's, or empty.

    What the platform's name says. Else the folder directly under the given path; for a file directly in it, or
    given itself, what its name has beside the lesson's stem (the number of a copy aside); where that is
    nothing, the name of the folder or archive that it lies in.
    """
    said = submission.named
    if said:
        lms = {"system": said.system, "id": said.id} if said.id and said.system in UPLOADED else None
        return Learner(printable(one_form(said.name)) or UNKNOWN, lms, said.late)
    if submission.folder:
        return Learner(one_form(submission.folder) or UNKNOWN)
    title = submission.title
    beside = re.split(re.escape(stem), title, maxsplit=1, flags=re.IGNORECASE) if stem else [title]
    parts = [without_copy(part).strip(SEPARATORS) for part in beside]
    # Behind the lesson's name may stand a version, a date, or the number of a copy.
    if len(parts) > 1 and (kind(parts[1]) in ("own", "lesson" if parts[0] else "own") or SPACED.fullmatch(beside[1])):
        parts.pop()
    parts = [VERSION.sub("", part) for part in parts]
    name = "_".join(part for part in parts if part)
    return Learner(printable(one_form(name or submission.within)) or UNKNOWN)
