"""A page for each learner, ``learners/NAME/feedback.html``: points, what was found, and what to do next."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from twoborders.grade.files import one_line
from twoborders.grade.reports.course import Course, Learner, argued, title, with_outcome
from twoborders.grade.reports.marks import about
from twoborders.grade.reports.pages import GENERATOR, SIGNS, undirected, write_page

PAGE = "feedback.html"
WORDS = {
    "cannot check": "could not be checked",
    "to mark": "waits for your teacher's mark",
    "marked": "marked by your teacher",
}
"""What a learner reads for an outcome; the others are said as they are."""

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³")}
"""Names that Windows keeps for devices, with whatever ending."""
LONGEST_NAME = 60


def write_feedback(folder: Path, course: Course) -> None:
    """Write the page of each learner into a folder of their own, and remove the pages of learners who are gone."""
    names = folder_names({entry.learner for entry in course.entries})
    titles = {lesson: title(lesson) for lesson in course.lessons}
    for learner in course.learners():
        write_page(folder / names[learner.name] / PAGE, "feedback.html", **_values(learner, titles))
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


# What the template needs ------------------------------------------------------------------------------


def _values(learner: Learner, titles: Mapping[str, str]) -> dict[str, Any]:
    read = [result for result in learner.lessons.values() if result["questions"]]
    waiting = sum(_waiting(result) for result in read)
    return {
        "learner": undirected(one_line(learner.name)),
        "total": f"{sum(result['points'] for result in read):g}",
        "possible": f"{sum(result['possible'] for result in read) - waiting:g}",
        "waiting": f"{waiting:g}",
        "lessons": [_lesson(learner, stem, titles[stem]) for stem in learner.lessons],
        "lost": [
            {"name": one_line(result["submission"]), "notes": " ".join(map(_sentence, result["notes"]))}
            for result in learner.lost
        ],
    }


def _waiting(result: Mapping) -> float:
    return sum(result["questions"][question]["possible"] for question in with_outcome(result, "to mark"))


def _lesson(learner: Learner, stem: str, name: str) -> dict[str, Any]:
    result = learner.lessons[stem]
    return {
        "anchor": f"lesson-{stem}",
        "title": name,
        "total": f"{result['points']:g}",
        "possible": f"{result['possible'] - _waiting(result):g}",
        "waiting": f"{_waiting(result):g}",
        "file": one_line(result["submission"]),
        "changed": _day(result["modified"]),
        "choice": learner.choices[stem],
        "late": bool(result.get("late")),
        "rows": [_row(question, verdict) for question, verdict in result["questions"].items()],
        "argued": [_argued(question, verdict) for question, verdict in argued(result)],
        "notes": [_sentence(note) for note in result["notes"]],
        "next": list(_next(result, stem)),
    }


def _day(modified: float) -> str:
    try:
        return f"{datetime.fromtimestamp(modified, UTC):%Y-%m-%d at %H:%M} UTC" if modified > 0 else ""
    except (OverflowError, ValueError, OSError):
        return ""


def _row(question: str, verdict: Mapping) -> dict[str, str]:
    outcome = verdict["outcome"]
    return {
        "question": question,
        "title": about(question)[0],
        "kind": outcome.replace(" ", "-"),
        "sign": SIGNS[outcome],
        "outcome": WORDS.get(outcome, outcome),
        "points": f"{verdict['points']:g}" if outcome != "to mark" else "\u2013",
        "possible": f"{verdict['possible']:g}",
        "message": "Your text, mark and comment stand below." if outcome == "marked" else verdict["message"],
    }


def _argued(question: str, verdict: Mapping) -> dict[str, Any]:
    name, levels = about(question)
    return {
        "question": question,
        "title": name,
        "mark": f"{verdict['points']:g}" if verdict["outcome"] == "marked" else "",
        "possible": f"{verdict['possible']:g}",
        "comment": verdict.get("comment", ""),
        "text": verdict.get("text", ""),
        "rubric": [level for level in levels if level],
    }


def _sentence(note: object) -> str:
    text = str(note).strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"


def _next(result: Mapping, stem: str) -> Iterator[str]:
    """What a learner can do now, one sentence for each kind of thing that is open."""
    if not result["questions"]:
        yield (
            f"Open the file in JupyterLab. If it opens, save it and hand it in again. If not, begin with a new copy of "
            f"{stem}.ipynb from the folder exercises."
        )
        return
    broken = with_outcome(result, "cannot check")
    if broken:
        yield (
            f"Repair {_listed(broken)}: in {stem}.ipynb restart the kernel and run all cells from top to bottom. The "
            "table says where it stopped."
        )
    again = [*with_outcome(result, "partly"), *with_outcome(result, "not yet")]
    if again:
        again = [question for question in result["questions"] if question in again]
        yield (
            f"Work on {_listed(again)} again: read what was found, change your answer in {stem}.ipynb and run the "
            f'check below it. hint("{again[0]}") gives up to three hints.'
        )
    blank = with_outcome(result, "not attempted")
    if blank:
        yield f"Answer {_listed(blank)} in {stem}.ipynb, and run the check below each."


def _listed(questions: Sequence[str]) -> str:
    return " and ".join([", ".join(questions[:-1]), questions[-1]]) if len(questions) > 1 else questions[0]
