"""What a graded question is, and how an answer is judged.

An answer goes through two steps. ``describe`` (in ``describing``) turns it into plain JSON beside the learner's
code. ``judge`` compares that description with the answer computed from the tables; it never sees the
learner's object, so the notebook and the grader share it.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from twoborders.questions import comparing
from twoborders.questions.describing import describe

Load = Callable[..., Any]
"""A function with the signature of ``twoborders.tables.load``."""

OUTCOMES = ("right", "partly", "not yet", "not attempted", "cannot check", "to mark")


@dataclass(frozen=True)
class Verdict:
    """What is said of one answer. ``outcome`` is one of OUTCOMES; ``points`` of ``possible``; one message.

    ``mistake`` is the name of the misconception that was recognised, or the empty text.
    """

    outcome: str
    points: float
    possible: float
    message: str
    mistake: str = ""


@dataclass(frozen=True)
class Misconception:
    """A mistake that learners make, by name, with the sentence that helps.

    ``example`` computes an answer that shows the mistake from the tables. An answer is recognised when its
    description agrees with the description of the example, or, where ``matches`` is given, when
    ``matches(description)`` is true. The example is also the test of the entry. ``ask`` is the question with which
    a teacher leads a learner to the mistake without naming it; it stands on the instructor's page.
    """

    name: str
    message: str
    example: Callable[[Load], Any]
    matches: Callable[[dict], bool] | None = None
    ask: str = ""


@dataclass(frozen=True)
class Question:
    """One graded question.

    ``kind`` is number, text, names, frame, function, figure or argue. ``right`` computes the right answer from
    the tables (see ``expected``; an argued answer has none) and ``why`` says what a right answer shows. ``wanted``
    says in a few words what kind of answer is asked for. ``tolerance`` is absolute, in the unit of the answer.
    ``unit`` is what a number counts, such as "per cent". ``calls`` are the arguments with which a function is tried.
    ``key`` names the columns that identify a row of a frame. ``equivalents`` compute other right answers: for a text
    other words that count as right, for any other kind other forms, with which the tests try the comparison.
    ``rubric`` holds the three levels of an argued answer, the best first; ``words`` its least and greatest length.
    ``read_off`` is true where the answer is a name that may be read off a chart or a table and typed: that it is right
    on the published tables alone is then no sign that it was not worked out.
    """

    id: str
    title: str
    points: float
    minutes: int
    kind: str
    wanted: str
    hints: tuple[str, str, str]
    right: Callable[[Load], Any] | None = None
    why: str = ""
    misconceptions: tuple[Misconception, ...] = ()
    equivalents: tuple[Callable[[Load], Any], ...] = ()
    tolerance: float = 0.0
    unit: str = ""
    calls: tuple[tuple, ...] = ()
    key: tuple[str, ...] = ()
    rubric: tuple[str, ...] = ()
    words: tuple[int, int] = (0, 0)
    read_off: bool = False

    def __hash__(self) -> int:  # of the id alone: among the arguments in ``calls`` can be lists
        return hash(self.id)

    @property
    def lesson(self) -> str:
        """The lesson's two digits: "01" for question "01-2"."""
        return self.id.split("-")[0]


def judge(question: Question, description: dict, load: Load) -> Verdict:
    """Compare a description with the answer that the tables give; never raises for a strange description."""

    def verdict(outcome: str, points: float, message: str, mistake: str = "") -> Verdict:
        return Verdict(outcome, points, question.points, message, mistake)

    kind = description.get("kind")
    if kind == "missing":
        return verdict("not attempted", 0, f"There is no answer yet. Wanted: {question.wanted}.")
    if kind == "error":
        return verdict("cannot check", 0, f"Your answer could not be read: {description.get('message')}")
    if question.kind == "argue":
        return _judge_argument(question, description, verdict)
    problem = comparing.wrong_kind(question, description)
    if problem:
        return verdict("not yet", 0, problem)

    found = comparing.compare(question, description, expected(question, question.right, load))
    if found.share == 1 or (question.kind == "text" and _is_equivalent(question, description, load)):
        return verdict("right", question.points, question.why)
    # A figure that shows the right values lacks words or shows too much: no mistake about its values is looked for.
    if found.share > 0:
        return verdict("partly", round(question.points * found.share, 2), found.message)
    for misconception in question.misconceptions:
        if recognises(misconception, question, description, load):
            return verdict("not yet", 0, misconception.message, misconception.name)
    return verdict("not yet", 0, found.message)


def _is_equivalent(question: Question, description: dict, load: Load) -> bool:
    accepted = (expected(question, compute, load) for compute in question.equivalents)
    return any(comparing.compare(question, description, one).share == 1 for one in accepted)


def recognises(misconception: Misconception, question: Question, description: dict, load: Load) -> bool:
    """Return whether a description shows this mistake."""
    if misconception.matches is not None:
        return misconception.matches(description)
    # Half the tolerance: a rounded right answer must not be taken for a mistake that lies near it.
    narrow = replace(question, tolerance=question.tolerance / 2)
    example = expected(question, misconception.example, load)
    # A figure that shows the mistake, and something more, shows the mistake.
    return comparing.compare(narrow, description, example).share > 0


@functools.lru_cache(maxsize=1024)
def expected(question: Question, compute: Callable[[Load], Any], load: Load) -> dict:
    """Compute an answer, right or mistaken, from the tables and describe it as the learner's is described.

    It is computed once for a question and a ``load``, however many answers are judged; nobody may change it.

    For a figure the computation gives a dict: ``values`` (the numbers drawn), or ``series`` (a list of such lists,
    one for each line or colour of bars that must be there; with ``same_places`` they must stand above each other),
    and ``words`` (for title, xlabel and ylabel: words of which one must stand there; an empty list where any text
    will do).
    """
    answer = compute(load)
    return {"kind": "figure", "wanted": answer} if question.kind == "figure" else describe(answer, question)


def _judge_argument(question: Question, description: dict, verdict: Callable[..., Verdict]) -> Verdict:
    """An argued answer is marked by a person; say what a reader will look for."""
    if description["kind"] != "text":
        return verdict("not yet", 0, f"Your answer is {comparing.said(description)}. Wanted: {question.wanted}.")
    words, (least, most) = description["words"], question.words
    length = f"Your text has {comparing.count(words, 'word')}."
    if words < least:
        length += f" Write at least {least}: a reader needs your reasons."
    elif words > most:
        length += f" That is more than {most}: keep what your reader needs."
    message = f"{length} A person marks it. The best level reads: {question.rubric[0]}"
    return verdict("to mark", 0, message)
