"""The graded questions, one module for each lesson, and what judges an answer to them."""

import difflib
import functools
import importlib
import pkgutil
from typing import Any

from twoborders import tables
from twoborders.questions import core
from twoborders.questions.core import OUTCOMES, Mistake, Question, Verdict, WordsError
from twoborders.questions.describing import describe

__all__ = [
    "KEY_FILES",
    "OUTCOMES",
    "Mistake",
    "Question",
    "QuestionError",
    "Verdict",
    "WordsError",
    "describe",
    "get",
    "ids",
    "judge",
    "lessons",
    "prediction_ids",
    "predictions",
    "self_check_ids",
    "self_checks",
    "verdict",
]


KEY_FILES = ("lesson_*.py", "lesson_*.toml", "define.py")
"""Files of this package that hold answers, what is said of them, or make questions of both."""


class QuestionError(LookupError):
    """A question that the kit does not have; the message says which it has."""


@functools.cache
def lessons() -> list[str]:
    """Return the numbers of the lessons that have questions ("00"), in order."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [name.removeprefix("lesson_") for name in names if name.startswith("lesson_")]


def ids(lesson: str | None = None) -> list[str]:
    """Return the ids of all graded questions, or of one lesson's (``"01"``), in order."""
    return list(_entries("QUESTIONS", lesson))


def get(question_id: str) -> Question:
    """Return a question by its id, such as "01-2".

    Raises QuestionError for an id that there is none of, and names the closest.
    """
    question: Question = _entry("QUESTIONS", question_id)
    return question


def verdict(question_id: str, value: object, load: core.Load = tables.load) -> Verdict:
    """Describe an answer and judge it: the one door for a program. Notebook and grader do it in two steps.

    Raises QuestionError for an id that there is none of; whatever the value is, nothing else is raised.
    """
    return judge(question_id, describe(value, get(question_id)), load)


def judge(question_id: str, description: dict, load: core.Load = tables.load) -> Verdict:
    """Judge the description of an answer; ``load`` gives the tables from which the right answer is computed."""
    return core.judge(get(question_id), description, load)


def self_check_ids(lesson: str | None = None) -> list[str]:
    """Return the ids of the self-check questions ("01-a"), of all lessons or of one."""
    return list(_entries("SELF_CHECKS", lesson))


def self_checks(check_id: str) -> dict:
    """Return one self-check question: ``{"prompt", "choices": [{"text", "right", "feedback"}]}``.

    Raises QuestionError for an id that there is none of.
    """
    check: dict = _entry("SELF_CHECKS", check_id)
    return check


def prediction_ids(lesson: str | None = None) -> list[str]:
    """Return the ids of the predictions ("01-p1"), of all lessons or of one."""
    return list(_entries("PREDICTIONS", lesson))


def predictions(prediction_id: str) -> dict:
    """Return one prediction: ``{"prompt", "choices", "right", "after", "seen"}``.

    ``after`` is a text in the code of the cell that shows the figure, and ``seen`` says what it shows. Raises
    QuestionError for an id that there is none of.
    """
    prediction: dict = _entry("PREDICTIONS", prediction_id)
    return prediction


def _entries(kind: str, lesson: object) -> dict[str, Any]:
    """Return the questions, self-checks or predictions of all lessons, or of one, by their ids.

    The module of one lesson is imported alone: what a notebook asks of its lesson does not rest on the others.
    """
    modules = [importlib.import_module(f"{__name__}.lesson_{each}") for each in lessons() if lesson in (None, each)]
    if kind == "QUESTIONS":
        return {question.id: question for module in modules for question in module.QUESTIONS}
    return {each: words for module in modules for each, words in getattr(module, kind).items()}


def _entry(kind: str, entry_id: object) -> Any:
    found = _entries(kind, str(entry_id).split("-")[0])
    if str(entry_id) in found:
        return found[str(entry_id)]
    known = list(_entries(kind, None))
    close = difflib.get_close_matches(str(entry_id), known, n=1, cutoff=0.3)
    guess = f" Did you mean {close[0]}?" if close else ""
    raise QuestionError(f'There is no question "{entry_id}".{guess} The questions are: {", ".join(known)}.')
