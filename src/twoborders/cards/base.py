"""What an explorer is: controls, a model, rows for a chart, a sentence and a goal; ``content`` says how it is shown.

A new explorer is one call of :class:`Explorer`; ``backlog_explorer.py`` and ``timeline_explorer.py`` show how.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

State = dict[str, Any]


@dataclass(frozen=True)
class Slider:
    """A whole number from ``low`` to ``high`` in steps; shown as a slider with a labelled number box."""

    name: str
    label: str
    low: int
    high: int
    step: int
    default: int
    unit: str = ""

    def __post_init__(self) -> None:
        if self.default not in self.values():
            raise ValueError(f"{self.name}: the default {self.default} is none of its steps.")

    def values(self) -> Sequence[int]:
        """All values that the slider can take."""
        return range(self.low, self.high + 1, self.step)

    def nearest(self, value: float) -> int:
        """The step nearest to a number that was typed."""
        return min(self.values(), key=lambda step: abs(step - value))

    def say(self, value: int) -> str:
        """The value with its unit."""
        return f"{value:,} {self.unit}".rstrip()


@dataclass(frozen=True)
class Choice:
    """One of ``options``; shown as a drop-down list."""

    name: str
    label: str
    options: tuple[str, ...]
    default: str

    def __post_init__(self) -> None:
        if self.default not in self.options:
            raise ValueError(f'{self.name}: the default "{self.default}" is none of its options.')

    def values(self) -> Sequence[str]:
        """All options."""
        return self.options

    def say(self, value: str) -> str:
        """The option itself."""
        return str(value)


class Steps(Choice):
    """One of ``options`` that have an order, such as dates; shown as a slider with a drop-down list."""


class Goal(NamedTuple):
    """A task: ``reached(state, result)`` gives whether it is found, and a sentence that teaches.

    It is asked where the ``kept`` controls stand as at the start; elsewhere the reply names those that have moved.
    """

    text: str
    reached: Callable[[State, Any], tuple[bool, str]]
    kept: Sequence[Slider | Choice] = ()

    def reply(self, state: State, result: Any) -> tuple[bool, str]:
        """Whether the goal is found in a state, and the sentence that the learner reads."""
        moved = [control.label for control in self.kept if state[control.name] != control.default]
        if moved:
            return False, f'Another control has moved: {", ".join(moved)}. "Back to the start" puts it back.'
        return self.reached(state, result)


Rows = dict[str, list[dict[str, Any]]]
"""What a chart draws: by the name of its data, the rows."""


class View(NamedTuple):
    """What an explorer shows for one state, and the result of the model that it shows."""

    result: Any
    rows: Rows
    sentence: str
    alt: str
    reply: tuple[bool, str]


@dataclass(frozen=True)
class Explorer:
    """A pure function of its controls, with a picture, a sentence and a goal.

    ``model(**state)`` gives the result; ``rows(state, result)`` what the chart ``charts/NAME.py`` draws of it;
    ``sentence`` says it and ``alt`` is the text alternative of the picture. ``source`` stands below the picture.
    """

    name: str
    title: str
    controls: Sequence[Slider | Choice]
    model: Callable[..., Any]
    rows: Callable[[State, Any], Rows]
    sentence: Callable[[State, Any], str]
    alt: Callable[[State, Any], str]
    goal: Goal
    source: str

    @property
    def default(self) -> State:
        """The state at the start."""
        return {control.name: control.default for control in self.controls}

    @property
    def size(self) -> int:
        """How many states there are."""
        return math.prod(len(control.values()) for control in self.controls)

    def state(self, number: int) -> State:
        """The state with this number, from 0 to ``size`` - 1: the last control counts fastest, as in card.js."""
        chosen = {}
        for control in reversed(self.controls):
            values = control.values()
            number, place = divmod(number, len(values))
            chosen[control.name] = values[place]
        return {control.name: chosen[control.name] for control in self.controls}

    def states(self) -> Iterator[State]:
        """Every state that the controls can reach, by their numbers."""
        return map(self.state, range(self.size))

    def neighbours(self) -> Iterator[State]:
        """The start, and every state in which one control has moved from it."""
        yield self.default
        for control in self.controls:
            for value in control.values():
                if value != control.default:
                    yield {**self.default, control.name: value}

    def at(self, state: State) -> View:
        """What is shown in a state.

        Raises ValueError for a state that does not name exactly the controls.
        """
        if set(state) != {control.name for control in self.controls}:
            wanted = ", ".join(control.name for control in self.controls)
            raise ValueError(f"A state gives a value to each of: {wanted}. This one gives: {', '.join(state)}.")
        result = self.model(**state)
        shown = self.rows(state, result), self.sentence(state, result), self.alt(state, result)
        return View(result, *shown, self.goal.reply(state, result))

    def said(self, state: State) -> str:
        """The state in words, for a message about it."""
        return ", ".join(f"{control.label}: {control.say(state[control.name])}" for control in self.controls)

    def __repr__(self) -> str:
        return self.at(self.default).sentence
