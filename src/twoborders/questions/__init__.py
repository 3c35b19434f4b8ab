"""The graded questions, one module for each lesson, and what judges an answer to them."""

import difflib
import functools
import importlib
import pkgutil

from twoborders import tables
from twoborders.questions import core
from twoborders.questions.core import OUTCOMES, Misconception, Question, Verdict
from twoborders.questions.describing import describe

__all__ = [
    "OUTCOMES",
    "Misconception",
    "Question",
    "QuestionError",
    "Verdict",
    "describe",
    "get",
    "ids",
    "judge",
    "self_check_ids",
    "self_checks",
]


class QuestionError(LookupError):
    """A question that the kit does not have; the message says which it has."""


@functools.cache
def _lessons() -> tuple:
    found = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name.startswith("lesson_"))
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in found)


@functools.cache
def _questions() -> dict[str, Question]:
    return {question.id: question for lesson in _lessons() for question in lesson.QUESTIONS}


def ids(lesson: str | None = None) -> list[str]:
    """Return the ids of all graded questions, or of one lesson's (``"01"``), in order."""
    return [question.id for question in _questions().values() if lesson in (None, question.lesson)]


def get(question_id: str) -> Question:
    """Return a question by its id, such as "01-2".

    Raises QuestionError for an id that there is none of, and names the closest.
    """
    try:
        return _questions()[question_id]
    except (KeyError, TypeError):
        raise QuestionError(_unknown(question_id, ids())) from None


def judge(question_id: str, description: dict, load: core.Load = tables.load) -> Verdict:
    """Judge the description of an answer; ``load`` gives the tables from which the right answer is computed."""
    return core.judge(get(question_id), description, load)


def self_check_ids(lesson: str | None = None) -> list[str]:
    """Return the ids of the self-check questions ("01-a"), of all lessons or of one."""
    return [known for module in _lessons() for known in module.SELF_CHECKS if lesson in (None, known.split("-")[0])]


def self_checks(check_id: str) -> dict:
    """Return one self-check question: ``{"prompt", "choices": [{"text", "right", "feedback"}]}``.

    Raises QuestionError for an id that there is none of.
    """
    for module in _lessons():
        if check_id in module.SELF_CHECKS:
            return module.SELF_CHECKS[check_id]
    raise QuestionError(_unknown(check_id, self_check_ids()))


def _unknown(question_id: object, known: list[str]) -> str:
    close = difflib.get_close_matches(str(question_id), known, n=1, cutoff=0.3)
    guess = f" Did you mean {close[0]}?" if close else ""
    return f'There is no question "{question_id}".{guess} The questions are: {", ".join(known)}.'
