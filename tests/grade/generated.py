"""Results made by code, as a class of any size would leave them in results.jsonl."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from twoborders import questions
from twoborders.grade.marking.align import Master, read_master
from twoborders.tables import ROOT

LESSON = "01_exercise"
OTHER = "02_exercise"
TEXT = "The institutions were ill-equipped. COMAR had 48 people in 2018 for 29,583 applications in 2019."
WRITTEN = ("right", "partly", "not yet", "not attempted", "cannot check")


def masters(*stems: str) -> dict[str, Master]:
    """The kit's own masters: all, or the ones named."""
    paths = sorted((ROOT / "solutions").glob("*.ipynb"))
    return {path.stem: read_master(path) for path in paths if not stems or path.stem in stems}


def verdict(question: str, outcome: str = "right", **changes: object) -> dict:
    """One verdict, with the question's own points and words."""
    asked = questions.get(question)
    share = {"right": 1.0, "partly": 0.5, "marked": 0.5}.get(outcome, 0.0)
    made = {
        "points": asked.points * share,
        "possible": asked.points,
        "outcome": outcome,
        "message": asked.why or f"A person marks it. Wanted: {asked.wanted}.",
        "mistake": "",
    }
    if outcome == "not yet" and asked.mistakes:
        made |= {"mistake": asked.mistakes[0].name, "message": asked.mistakes[0].message}
    if outcome in ("to mark", "marked"):
        made["text"] = TEXT
    return made | changes


def verdicts(lesson: str, first: int = 0, **changed: dict) -> dict[str, dict]:
    """A verdict for each question of a lesson; ``first`` says with which outcome the computed ones begin."""
    number = lesson[:2]
    made = {}
    for place, question in enumerate(questions.ids(number)):
        argued = questions.get(question).kind == "argue"
        outcome = "to mark" if argued else WRITTEN[first and (place + first) % len(WRITTEN)]
        made[question] = verdict(question, outcome)
    return made | {name.replace("_", "-").removeprefix("q"): value for name, value in changed.items()}


def result(learner: str = "ana", lesson: str = LESSON, first: int = 0, **changes: object) -> dict:
    """One line of results.jsonl; everything is right and the argued answer waits, unless told otherwise."""
    judged = changes.get("questions", verdicts(lesson, first) if changes.get("status") != "unreadable" else {})
    standard = {
        "submission": f"{learner}/{lesson}.ipynb",
        "learner": learner,
        "lms": None,
        "late": False,
        "modified": 1_772_618_400.0,
        "key": "k1",
        "lesson": lesson,
        "points": sum(each["points"] for each in judged.values()),
        "possible": sum(questions.get(each).points for each in questions.ids(lesson[:2])) if lesson else 0,
        "status": "graded",
        "isolation": "bubblewrap, namespaces",
        "seconds": 1.0,
        "notes": [],
        "questions": judged,
    }
    return standard | changes


def write(path: Path, results: Iterable[dict]) -> Path:
    """Write results.jsonl."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(json.dumps(each) + "\n" for each in results)
    return path


def course(learners: int, lessons: Iterable[str]) -> Iterator[dict]:
    """A class: each learner has handed in each lesson, with outcomes that differ."""
    lessons = list(lessons)
    for number in range(learners):
        for place, lesson in enumerate(lessons):
            yield result(f"learner {number:04}", lesson, first=number % 7 + place, notes=["check cell was restored"])
