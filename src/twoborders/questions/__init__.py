"""The graded questions, one module for each lesson, and what judges an answer to them."""

import difflib
import functools
import importlib
import pkgutil
from types import ModuleType

from twoborders import tables
from twoborders.questions import core
from twoborders.questions.core import OUTCOMES, Mistake, Question, Verdict, WordsError
from twoborders.questions.describing import describe

__all__ = [
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


class QuestionError(LookupError):
    """A question that the kit does not have; the message says which it has."""


@functools.cache
def lessons() -> list[str]:
    """Return the numbers of the lessons that have questions ("00"), in order."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [name.removeprefix("lesson_") for name in names if name.startswith("lesson_")]


@functools.cache
def _lesson(number: str) -> ModuleType:
    """Import the module of one lesson alone: what a notebook asks of its lesson does not rest on the others."""
    return importlib.import_module(f"{__name__}.lesson_{number}")


def _wanted(lesson: str | None) -> list[ModuleType]:
    return [_lesson(number) for number in lessons() if lesson in (None, number)]


def ids(lesson: str | None = None) -> list[str]:
    """Return the ids of all graded questions, or of one lesson's (``"01"``), in order."""
    return [question.id for module in _wanted(lesson) for question in module.QUESTIONS]


def get(question_id: str) -> Question:
    """Return a question by its id, such as "01-2".

    Raises QuestionError for an id that there is none of, and names the closest.
    """
    question: Question
    for module in _wanted(_lesson_of(question_id)):
        for question in module.QUESTIONS:
            if question.id == question_id:
                return question
    raise QuestionError(_unknown(question_id, ids()))


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
    return list(_words("SELF_CHECKS", lesson))


def self_checks(check_id: str) -> dict:
    """Return one self-check question: ``{"prompt", "choices": [{"text", "right", "feedback"}]}``.

    Raises QuestionError for an id that there is none of.
    """
    return _found("SELF_CHECKS", check_id)


def prediction_ids(lesson: str | None = None) -> list[str]:
    """Return the ids of the predictions ("01-p1"), of all lessons or of one."""
    return list(_words("PREDICTIONS", lesson))


def predictions(prediction_id: str) -> dict:
    """Return one prediction: ``{"prompt", "choices", "right", "after", "seen"}``.

    ``after`` is a text in the code of the cell that shows the figure, and ``seen`` says what it shows. Raises
    QuestionError for an id that there is none of.
    """
    return _found("PREDICTIONS", prediction_id)


def _words(name: str, lesson: str | None) -> dict[str, dict]:
    return {key: entry for module in _wanted(lesson) for key, entry in getattr(module, name).items()}


def _found(name: str, entry_id: str) -> dict:
    found = _words(name, _lesson_of(entry_id)).get(entry_id)
    if found is None:
        raise QuestionError(_unknown(entry_id, list(_words(name, None))))
    return found


def _lesson_of(question_id: object) -> str:
    return str(question_id).split("-")[0]


def _unknown(question_id: object, known: list[str]) -> str:
    close = difflib.get_close_matches(str(question_id), known, n=1, cutoff=0.3)
    guess = f" Did you mean {close[0]}?" if close else ""
    return f'There is no question "{question_id}".{guess} The questions are: {", ".join(known)}.'
