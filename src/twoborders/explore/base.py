"""What an explorer is: controls, a model, a chart, a sentence and a goal. Nothing is displayed here: see ``view``.

A new explorer is one call of :class:`Explorer`; ``backlog_explorer.py`` and ``timeline_explorer.py`` show how.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from twoborders.charts.picture import Picture

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
    """A task: ``reached(state, result)`` gives whether it is found, and a sentence that teaches."""

    text: str
    reached: Callable[[State, Any], tuple[bool, str]]


class Chart(Protocol):
    """Draws results: ``update`` moves its artists and returns the text alternative, ``png`` draws them."""

    def update(self, result: Any, state: State) -> str: ...

    def png(self) -> bytes: ...


class View(NamedTuple):
    """What an explorer shows for one state."""

    result: Any
    sentence: str
    picture: Picture


@dataclass(frozen=True)
class Explorer:
    """A pure function of its controls, with a picture, a sentence and a goal.

    ``model(**state)`` gives the result; ``chart`` draws it; ``sentence(state, result)`` says it; ``start``
    is what the caption of the printed start position adds.
    """

    title: str
    controls: Sequence[Slider | Choice]
    model: Callable[..., Any]
    chart: Chart
    sentence: Callable[[State, Any], str]
    goal: Goal
    start: str = ""

    @property
    def default(self) -> State:
        """The state at the start."""
        return {control.name: control.default for control in self.controls}

    def states(self) -> Iterator[State]:
        """Every state that the controls can reach."""
        names = [control.name for control in self.controls]
        for values in itertools.product(*(control.values() for control in self.controls)):
            yield dict(zip(names, values, strict=True))

    def neighbours(self) -> Iterator[State]:
        """The start, and every state in which one control has moved from it."""
        yield self.default
        for control in self.controls:
            for value in control.values():
                if value != control.default:
                    yield {**self.default, control.name: value}

    def at(self, state: State) -> View:
        """Result, sentence and picture of a state. The picture is drawn when it is first asked for.

        Raises ValueError for a state that does not name exactly the controls.
        """
        if set(state) != {control.name for control in self.controls}:
            wanted = ", ".join(control.name for control in self.controls)
            raise ValueError(f"A state gives a value to each of: {wanted}. This one gives: {', '.join(state)}.")
        result = self.model(**state)
        alt = self.chart.update(result, state)

        def draw() -> bytes:
            # The artists are shared: another state may have moved them since.
            self.chart.update(result, state)
            return self.chart.png()

        return View(result, self.sentence(state, result), Picture(draw, alt))

    def said(self, state: State) -> str:
        """The state in words, for a message about it."""
        return ", ".join(f"{control.label}: {control.say(state[control.name])}" for control in self.controls)

    def printed(self) -> Picture:
        """The start position as an ordinary picture, for print and for reading without a kernel."""
        view = self.at(self.default)
        caption = " ".join(
            part
            for part in (
                "Start position (it does not move), kept for print and for reading without a kernel.",
                self.start,
            )
            if part
        )
        # Smaller than the live picture above it, which shows the same until a control moves.
        return Picture(view.picture.png, view.picture.alt, caption, max_width="min(100%, 34em)")

    def __repr__(self) -> str:
        return self.at(self.default).sentence
