"""What a hostile submission is: its name, what it does, how its file is made, and the sane outcome.

Most are the solution of lesson 01 with one answer cell replaced, so that what it costs is seen at once: the declared
outcome is "as the solution gets, but for these questions". An attack that looks for something it must not see makes a
list called ``found`` and gives a right answer only where the list is empty: a breach shows as a lost question, and the
message says what was found. A cheat starts from the blank exercise, and its sane outcome has no points.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import submitted

from twoborders import questions

LESSON = submitted.LESSON
QUESTIONS = tuple(questions.ids("01"))
ARGUED = "01-9"
RIGHT = {question: "to mark" if question == ARGUED else "right" for question in QUESTIONS}
"""What the solution gets."""
BLANK = dict.fromkeys(QUESTIONS, "not attempted")
HALF = RIGHT | dict.fromkeys(("01-1", "01-3", "01-5", "01-7"), "not yet")
UNCHECKED = dict.fromkeys(QUESTIONS, "cannot check")
NOTHING = ("not yet", "not attempted", "cannot check", "to mark")
"""The outcomes that have no points, for a cheat that may end in any of them."""
UNREADABLE: dict = {}


@dataclass(frozen=True)
class Surroundings:
    """What lies around the submissions, which no submission may see or change; an attack is told where it is.

    ``canary`` is a secret text that stands in the files called ``canary_file``, in an environment variable of the
    instructor's and on the command line of the test. ``port`` and ``abstract`` are sockets on which the test listens.
    ``pid`` is the process of the test.
    """

    canary: str
    canary_file: str
    port: int
    abstract: str
    pid: int
    home: str
    temporary: str
    submissions: str
    out: str
    kit: str

    def fill_in(self, source: str) -> str:
        """The source of a cell with <home> and the like replaced by Python literals, and <tmp> by the folder's name."""
        source = source.replace("<tmp>", "/tmp")
        for name, value in vars(self).items():
            source = source.replace(f"<{name}>", repr(value))
        return source


Make = Callable[[Path, Surroundings], None]
"""Writes a submission into the learner's folder, which exists and is empty."""


@dataclass(frozen=True)
class Case:
    """One hostile submission.

    ``outcomes``: the outcome of each question, or a tuple of those that are all sane; empty where the file cannot be
    read. ``words``: what must stand in the notes or messages. ``status``: None where it follows from the outcomes.
    ``learner``: the name of the learner's folder, where it is not the case's.
    """

    name: str
    does: str
    make: Make
    outcomes: Mapping[str, str | tuple[str, ...]]
    words: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    folder: str = ""
    results: int = field(default=1)

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses that are sane."""
        if self.status:
            return self.status
        if not self.outcomes:
            return ("unreadable",)
        sure = "cannot check" in self.outcomes.values()
        open_ended = any(isinstance(outcome, tuple) for outcome in self.outcomes.values())
        return ("incomplete",) if sure else ("graded", "incomplete") if open_ended else ("graded",)


def right_code(question: str) -> str:
    """The solution's source of a question."""
    name = question if question == ARGUED else f"{question}-answer"
    return submitted.source(submitted.cell_of(submitted.solution(), name))


def answer_cell(notebook: dict, question: str) -> dict:
    return submitted.cell_of(notebook, question if question == ARGUED else f"{question}-answer")


def notebook_case(name: str, does: str, change: Callable[[dict], None], outcomes: Mapping, **more: object) -> Case:
    """The solution, changed."""

    def make(folder: Path, _: Surroundings) -> None:
        notebook = submitted.solution()
        change(notebook)
        submitted.write(folder / f"{LESSON}.ipynb", notebook)

    return Case(name, does, make, outcomes, **more)


def sources_case(
    name: str, does: str, sources: Mapping[str, str], outcomes: Mapping, *, first: str = "", blank=False, **more: object
) -> Case:
    """The solution, or the blank, with these answer cells replaced and a cell of the learner's own behind the setup."""

    def make(folder: Path, around: Surroundings) -> None:
        notebook = submitted.blank() if blank else submitted.solution()
        for question, source in sources.items():
            answer_cell(notebook, question)["source"] = around.fill_in(source)
        if first:
            submitted.insert_before(notebook, "01-1-answer", submitted.code(around.fill_in(first)))
        submitted.write(folder / f"{LESSON}.ipynb", notebook)

    return Case(name, does, make, outcomes, **more)


def costs_a_question(
    name: str, does: str, source: str, *words: str, question="01-2", outcome: str | tuple[str, ...] = "cannot check"
) -> Case:
    """The answer cell of one question does harm: that question is lost and no other."""
    return sources_case(name, does, {question: source}, RIGHT | {question: outcome}, words=words)


def harmless(name: str, does: str, source: str, question="01-2", **more: object) -> Case:
    """A cell does what it wants and then answers: nothing is lost."""
    return sources_case(name, does, {question: f"{source}\n{right_code(question)}"}, RIGHT, **more)


def finds_nothing(name: str, does: str, source: str, question="01-2") -> Case:
    """A cell looks for what it must not see, and answers only where ``found`` stays empty."""
    return harmless(name, does, f"found = []\n{source}\nassert not found, f'found {{str(found)[:200]}}'", question)


def cheat(name: str, does: str, first: str, outcomes: Mapping = BLANK, **more: object) -> Case:
    """The blank exercise with a cell behind the setup that tries to get points without answers."""
    return sources_case(name, does, {}, outcomes, first=first, blank=True, **more)


def file_case(name: str, does: str, make: Callable[[Path], None], outcomes: Mapping = UNREADABLE, *words: str) -> Case:
    """A file that is not simply a notebook."""
    return Case(name, does, lambda folder, _: make(folder), outcomes, words)
