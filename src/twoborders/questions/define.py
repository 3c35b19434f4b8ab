"""Ask a question: the computation stands in ``lesson_NN.py``, and every word that a person reads in ``lesson_NN.toml``.

A question is a function that computes the right answer; its own arguments are its choices. A mistake is a name and the
choices that make it, so that what is recognised is computed by the same lines.

    lesson = Lesson("03")

    @lesson.frame("03-3", answer="by_president", key="president", tolerance=1)
    def per_year(load, published=2022, years=None):
        ...

    per_year.mistake("seven calendar years", years=7)

    QUESTIONS, SELF_CHECKS, PREDICTIONS = lesson.questions(), lesson.self_checks, lesson.predictions
"""

import functools
import inspect
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from twoborders.questions.core import CRITERIA, Compute, Load, Mistake, Question, WordsError

NEIGHBOURS = (-1, 1, -2, 2, -3, 3)
"""By how many years a choice that is a year is moved, to see whether an answer is that of another year."""

_ALWAYS = ("title", "points", "minutes", "wanted", "hints")
_OF_THE_WORDS = (*_ALWAYS, "why", "mistakes", "rubric", "words", "variants")


class Asked:
    """One question while it is defined: its computation, and the mistakes that are added to it."""

    def __init__(self, compute: Callable[..., Any], kind: str, options: Mapping[str, Any]):
        self.compute, self.kind, self.options = compute, kind, dict(options)
        self.examples: dict[str, Compute] = {}

    def __call__(self, *arguments: Any, **choices: Any) -> Any:
        """Compute the answer, as the function itself would."""
        return self.compute(*arguments, **choices)

    def mistake(self, name: str, answer: Any = None, **choices: Any) -> None:
        """Add a mistake: the choices that make it, a function of ``load`` that computes it, or the answer itself."""
        if answer is None:
            self.examples[name] = self._made(**choices)
        elif callable(answer) and self.kind != "function":
            self.examples[name] = functools.partial(answer, **choices)
        else:
            self.examples[name] = functools.partial(_constant, answer)

    def calls(self, *calls: tuple, hidden: tuple[tuple, ...] = ()) -> None:
        """Set the arguments with which a function is tried; no message shows those that are hidden."""
        self.options |= {"calls": calls, "hidden": hidden}

    def _made(self, **choices: Any) -> Compute:
        made = functools.partial(self.compute, **choices) if choices else self.compute
        if self.kind != "function":
            return made
        # A function is itself the answer; one that rests on the tables has them as its first argument.
        rests_on_tables = "load" in inspect.signature(self.compute).parameters
        return functools.partial(_with_tables if rests_on_tables else _constant, made)

    def neighbours(self) -> tuple[tuple[str, str, Compute], ...]:
        """Return the answers for other years and the other kind of year, with the words for these and those asked."""
        if self.kind == "function":
            return ()
        found: list[tuple[str, str, Compute]] = []
        for name, parameter in inspect.signature(self.compute).parameters.items():
            default = parameter.default
            years = default if isinstance(default, tuple) else (default,)
            if name == "fiscal" and isinstance(default, bool):
                given, asked = ("calendar years", "fiscal years")[:: 1 if default else -1]
                found.append((given, asked, self._made(fiscal=not default)))
            elif all(isinstance(year, int) and 1990 < year < 2030 for year in years):
                for shift in NEIGHBOURS:
                    moved = tuple(year + shift for year in years)
                    choice = {name: moved if isinstance(default, tuple) else moved[0]}
                    found.append((_listed(moved), _listed(years), self._made(**choice)))
        return tuple((given, asked, functools.partial(_or_nothing, compute)) for given, asked, compute in found)


Decorator = Callable[[Callable[..., Any]], Asked]
_Kind = functools.partialmethod[Decorator]


class Lesson:
    """The questions of one lesson, in the order in which they are asked, each by the name of its kind.

    All take the id and ``answer``, the name that keeps the answer. Further options: ``unit`` and ``tolerance`` of a
    number, frame, function and figure; ``key`` of a frame, a column or several; ``accepted`` and ``month_alone`` of a
    text; ``read_off`` of a text or names. A function has its trial calls from ``calls``; where it rests on the tables
    its first argument is ``load``, which the learner's function does not have.

    Raises WordsError where the TOML file cannot be read, lacks a word of a question, or has one that no question uses.
    """

    def __init__(self, number: str, folder: Path = Path(__file__).parent):
        self.path = folder / f"lesson_{number}.toml"
        try:
            self._words = tomllib.loads(self.path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise WordsError(f"{self.path.name}: it is not TOML ({error}).") from error
        except FileNotFoundError:
            raise WordsError(f"{self.path.name} is missing: the words of the lesson's questions.") from None
        self.self_checks: dict[str, dict] = self._words.pop("self_checks", {})
        self.predictions: dict[str, dict] = self._words.pop("predictions", {})
        self._asked: dict[str, Asked] = {}

    def _ask(self, kind: str, question_id: str, **options: Any) -> Decorator:
        def ask(compute: Callable[..., Any]) -> Asked:
            asked = self._asked[question_id] = Asked(compute, kind, options)
            return asked

        return ask

    number: _Kind = functools.partialmethod(_ask, "number")
    text: _Kind = functools.partialmethod(_ask, "text")
    names: _Kind = functools.partialmethod(_ask, "names")
    frame: _Kind = functools.partialmethod(_ask, "frame")
    function: _Kind = functools.partialmethod(_ask, "function")

    def figure(self, question_id: str, **options: Any) -> Decorator:
        """Ask for a chart; options: answer, unit, tolerance, label, xlabel (concepts that they name), layout, draft."""
        named = {place: options.pop(option, ()) for option, place in (("xlabel", "xlabel"), ("label", "ylabel"))}
        labels = {place: (word,) if isinstance(word, str) else tuple(word) for place, word in named.items()}
        return self._ask("figure", question_id, **options, labels={"title": (), **labels})

    def argue(self, question_id: str, **options: Any) -> None:
        """Ask for an argued answer, which a person marks by the rubric; options: answer."""
        self._ask("argue", question_id, **options)(lambda load: None)

    def questions(self) -> tuple[Question, ...]:
        """Return all questions, each with its words."""
        if unasked := set(self._words) - set(self._asked):
            raise WordsError(f"{self.path.name}: {', '.join(sorted(unasked))} has words, and no computation.")
        return tuple(self._question(question_id, asked) for question_id, asked in self._asked.items())

    def _question(self, question_id: str, asked: Asked) -> Question:
        words = self._words.get(question_id)
        if words is None:
            raise WordsError(f'{self.path.name} has no words for {question_id}: add a table ["{question_id}"].')
        if unknown := set(words) - set(_OF_THE_WORDS):
            raise WordsError(f"{self.path.name}: {question_id}: there is no word {', '.join(sorted(unknown))}.")
        said: Mapping[str, Mapping[str, str]] = words.get("mistakes", {})
        if set(said) != set(asked.examples):
            differing = ", ".join(sorted(set(said) ^ set(asked.examples)))
            raise WordsError(f"{self.path.name}: {question_id}: in words or in the computation alone: {differing}.")
        needed = (*_ALWAYS, *(("rubric", "words") if asked.kind == "argue" else ("why",)))
        lacking = [word for word in needed if word not in words]
        lacking += [f'{part} of "{name}"' for name in said for part in ("message", "ask") if part not in said[name]]
        if "rubric" in words and list(words["rubric"]) != list(CRITERIA):
            lacking.append(f"a rubric with {', '.join(CRITERIA)}, in this order")
        if lacking:
            raise WordsError(f"{self.path.name}: {question_id}: it lacks {', '.join(lacking)}.")
        options, examples = dict(asked.options), asked.examples.items()
        key = options.pop("key", ())
        try:
            return Question(
                id=question_id,
                kind=asked.kind,
                right=None if asked.kind == "argue" else asked._made(),
                key=(key,) if isinstance(key, str) else tuple(key),
                layout=tuple(options.pop("layout", "").split()),
                neighbours=asked.neighbours(),
                mistakes=tuple(
                    Mistake(name, said[name]["message"], made, said[name]["ask"]) for name, made in examples
                ),
                **{name: _fixed(words[name]) for name in words if name != "mistakes"},
                **options,
            )
        except TypeError as error:  # an option that no question has
            raise WordsError(f"{self.path.name}: {question_id}: {error}") from error


def _constant(answer: Any, load: Load) -> Any:
    """Return an answer that does not rest on the tables."""
    return answer


def _with_tables(function: Callable[..., Any], load: Load) -> Callable[..., Any]:
    """Return a function that rests on the tables, with these tables."""
    return functools.partial(function, load)


def _or_nothing(compute: Compute, load: Load) -> Any:
    """Compute the answer for another year; nothing where the tables do not have it."""
    try:
        return compute(load)
    except (LookupError, ValueError, TypeError, ZeroDivisionError):
        return None


def _fixed(words: Any) -> Any:
    return tuple(words) if isinstance(words, list) else words


def _listed(years: tuple[int, ...]) -> str:
    texts = [str(year) for year in years]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
