"""A page for each learner, ``learners/NAME/feedback.html``: points, what was found, and what to do next."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from twoborders.grade.reports.course import Course, argued, day, title, with_outcome
from twoborders.grade.reports.pages import GENERATOR, write_page

PAGE = "feedback.html"
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³")}
"""Names that Windows keeps for devices, with whatever ending."""
LONGEST_NAME = 60
SHOWN = 5
"""So many near answers are named at the top."""


def write_feedback(folder: Path, course: Course) -> None:
    """Write the page of each learner into a folder of their own, and remove the pages of learners who are gone."""
    names = folder_names(course.names)
    titles = {lesson: title(lesson) for lesson in course.lessons}
    for learner in course.people():
        lessons = [_lesson(stem, learner.lessons[stem], titles[stem]) for stem in learner.lessons]
        path = folder / names[learner.name] / PAGE
        write_page(path, "feedback.html", learner=learner, lessons=lessons, shown=SHOWN)
    _remove_others(folder, set(names.values()))


def folder_names(learners: Iterable[str]) -> dict[str, str]:
    """A folder's name for each learner: the same for the same class, safe on every system, and never shared.

    It is the learner's name where that is safe and no other learner's in other capitals; else a readable form of it
    with a fingerprint.
    """
    learners = set(learners)
    times = Counter(_alike(_safe(name)) for name in learners)
    folders = {}
    for name in learners:
        safe = _safe(name)
        # A name that ends as a fingerprint does could be chosen to hit another learner's folder.
        own = safe == name and times[_alike(safe)] == 1 and not re.search(r"-[0-9a-f]{10}$", name)
        folders[name] = safe if own else f"{safe}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:10]}"
    return folders


def _safe(name: str) -> str:
    """The name with letters, digits and a few signs only, of moderate length, and not one of Windows's own."""
    text = unicodedata.normalize("NFC", name)
    text = "".join(sign if sign.isalnum() or sign in " -_." or unicodedata.combining(sign) else "_" for sign in text)
    text = text[:LONGEST_NAME].strip(" .")
    return f"_{text}" if not text or text.split(".")[0].strip().lower() in RESERVED else text


def _alike(name: str) -> str:
    """A form in which names are equal that some file system takes for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _remove_others(folder: Path, present: set[str]) -> None:
    if not folder.is_dir():
        return
    for other in folder.iterdir():
        page = other / PAGE
        if other.name in present or other.is_symlink() or page.is_symlink() or not page.is_file():
            continue
        with page.open("rb") as stream:
            own = GENERATOR in stream.read(2000)
        if own:
            page.unlink()
            # A folder that holds something else stays: this program has not written that.
            with suppress(OSError):
                other.rmdir()


def _lesson(stem: str, result: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What the page shows of a lesson beside its result: ``possible`` are the points but those that wait for a mark."""
    waiting = sum(result["questions"][question]["possible"] for question in with_outcome(result, "to mark"))
    kinds = ("cannot check", "not attempted", "partly", "not yet")
    broken, blank, partly, wrong = (with_outcome(result, kind) for kind in kinds)
    near = [
        question for question in partly + wrong if question in partly or result["questions"][question].get("mistake")
    ]
    counts = bool(result["questions"]) and not result.get("passed_over")
    return {
        "stem": stem,
        "title": name,
        "result": result,
        "waiting": waiting,
        "counts": counts,
        "possible": result["possible"] - waiting if counts else 0,
        "changed": day(result["modified"]),
        "argued": list(argued(result)),
        "near": [question for question in result["questions"] if question in near] if counts else [],
        "broken": broken,
        "blank": blank,
        "again": [question for question in result["questions"] if question in {*partly, *wrong}],
    }
