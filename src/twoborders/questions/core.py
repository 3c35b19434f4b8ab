"""What a graded question is, and how an answer is judged.

``describe`` turns an answer into plain JSON beside the learner's code. ``judge`` compares that description with the
answer computed from the tables; it never sees the learner's object, so the notebook and the grader share it.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from twoborders.questions import comparing, missing, sealed
from twoborders.questions.comparing import functions
from twoborders.questions.describing import describe
from twoborders.questions.months import read_month

Load = Callable[..., Any]
"""A function with the signature of ``twoborders.tables.load``."""

Compute = Callable[[Load], Any]
"""What computes an answer, right or mistaken, from the tables."""

OUTCOMES = ("right", "partly", "not yet", "not attempted", "cannot check", "to mark")

MOST_SAID = 3
"""At most so many mistakes are said where one answer can come from each of them."""

MOST = 0.6
"""Share of the telling calls of a function in which it shows a mistake, from which the mistake is named."""


class WordsError(ValueError):
    """The words of a question and its computation do not fit; the message names file, question and way out."""


CRITERIA = {
    "claim": "a position",
    "evidence": "figures with date and source",
    "alternative": "what else could explain them",
    "limit": "what they cannot show",
    "fairness": "words that each side would accept",
}
"""By what a person marks an argued answer, in a few words; for each 2 where it is so, 1 where in part, 0 where not."""

MOST_MARK = 2

LEAST_WORDS = 5
"""Fewer words are no argued answer that a person should have to mark: "TODO", "I do not know"."""


@dataclass(frozen=True)
class Verdict:
    """What is said of one answer: one of OUTCOMES, ``points`` of ``possible``, and one message.

    ``mistake`` is the name of the mistake that was recognised, the question's own or a general one, or the empty text.
    """

    outcome: str
    points: float
    possible: float
    message: str
    mistake: str = ""


@dataclass(frozen=True)
class Mistake:
    """A mistake that learners make, by name, with the sentence that helps.

    ``example`` computes an answer that shows the mistake from the tables, or of a number or a text several: what agrees
    with it is recognised. ``ask`` is the question, on the instructor's page, that leads a learner to the mistake
    without naming it.
    """

    name: str
    message: str
    example: Compute
    ask: str = ""


@dataclass(frozen=True)
class Question:
    """One graded question: its computation and, from the lesson's TOML file, its words.

    ``kind`` is number, text, names, frame, function, figure or argue. ``answer`` is the name in which the exercise
    stores the answer. ``right`` computes the right answer from the tables (see ``expected``; an argued answer has none)
    and ``why`` says what it shows; ``wanted`` says in a few words what kind of answer is asked for. ``accepted`` are
    other texts that count as right; ``month_alone``: so does the month without its year. ``tolerance`` is absolute, in
    ``unit``, what a number counts ("per cent").
    ``calls`` are the arguments with which a function is tried, ``hidden`` those that no message shows. ``key`` names
    the columns that identify a row of a frame. ``labels`` say by place what a figure's words must name, ``layout`` how
    it must stand (together, side_by_side), ``draft`` is a title that misleads, which it may not bear. ``rubric`` says
    of each of CRITERIA what an argued answer holds that has the best mark in it; ``words`` is its least and greatest
    length, and ``variants`` are other tasks in its place, without a model text. ``read_off``: the
    answer may be read off a chart or a table, so that being right on the published tables alone is no sign that it was
    not worked out. ``neighbours`` compute the answer for other years, with the words that name these and the years
    asked for. ``narrow`` is set while a mistake is looked for: the comparison is then sharper. ``seal`` stands in a
    closed edition for all that tells the right answer.
    """

    id: str
    title: str
    points: float
    minutes: int
    kind: str
    wanted: str
    hints: tuple[str, ...]
    answer: str = ""
    right: Compute | None = None
    why: str = ""
    mistakes: tuple[Mistake, ...] = ()
    accepted: tuple[str, ...] = ()
    month_alone: bool = False
    tolerance: float = 0.0
    unit: str = ""
    calls: tuple[tuple, ...] = ()
    hidden: tuple[tuple, ...] = ()
    key: tuple[str, ...] = ()
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    layout: tuple[str, ...] = ()
    draft: str = ""
    rubric: Mapping[str, str] = field(default_factory=dict)
    words: tuple[int, int] = (0, 0)
    variants: tuple[str, ...] = ()
    read_off: bool = False
    neighbours: tuple[tuple[str, str, Compute], ...] = ()
    narrow: bool = False
    seal: sealed.Seal | None = None

    def __hash__(self) -> int:  # of the id alone: among the arguments in ``calls`` can be lists
        return hash((self.id, self.narrow))

    @property
    def lesson(self) -> str:
        """The lesson's two digits: "01" for question "01-2"."""
        return self.id.split("-")[0]


def judge(question: Question, description: dict, load: Load) -> Verdict:
    """Compare a description with the answer that the tables give; never raises for a strange description."""

    def verdict(outcome: str, points: float, message: str, mistake: str = "") -> Verdict:
        return Verdict(outcome, points, question.points, message, mistake)

    if description.get("kind") == "missing":
        # Who tried, and was stopped by an error, has attempted the question.
        outcome = "cannot check" if description.get("because") == "stopped" else "not attempted"
        return verdict(outcome, 0, missing.message(question, description))
    if description.get("kind") == "error":
        return verdict("cannot check", 0, f"Your answer could not be read: {description.get('message')}")
    if question.kind == "argue":
        return _judge_argument(question, description, verdict)
    description = comparing.unwrapped(question.kind, description)
    if question.right is None:
        outcome, message, mistake = sealed.judge(question, description)
        return verdict(outcome, question.points if outcome == "right" else 0, message, mistake)
    right = expected(question, question.right, load)
    if problem := comparing.wrong_kind(question, description, right):
        return verdict("not yet", 0, problem[1], problem[0])
    found = comparing.compare(question, description, right)
    if found.share == 1 or _is_accepted(question, description, right):
        return verdict("right", question.points, question.why)
    # A figure that shows the right values lacks words or shows too much: no mistake in its values is looked for.
    if found.share > 0:
        return verdict("partly", round(question.points * found.share, 2), found.message)
    name, message = _mistaken(question, description, found, load) or ("", found.message)
    return verdict("not yet", 0, message, name)


def said_of(messages: Sequence[str]) -> str:
    """Return what is said of a mistake; where several give the same answer, of each: nobody can tell which it was."""
    return " Or, with the same result: ".join(list(dict.fromkeys(messages))[:MOST_SAID])


def _is_accepted(question: Question, description: dict, right: dict) -> bool:
    # A month that is accepted without its year may not stand there with another one.
    month = read_month(str(description.get("value")))
    others = [*question.accepted, *([right["value"].split()[0]] if question.month_alone else [])]
    texts = ({"kind": "text", "value": text} for text in others if month in (None, read_month(text)))
    return any(comparing.compare(question, description, text).share == 1 for text in texts)


def _mistaken(question: Question, description: dict, found: comparing.Found, load: Load) -> tuple[str, str] | None:
    """Look for a mistake of the question, and then for those that every question shares: its name and its sentence."""
    seen = [mistake for mistake in question.mistakes if _shows(question, description, mistake.example, load)]
    if seen:
        return seen[0].name, said_of([mistake.message for mistake in seen])
    if found.mistake:
        return found.mistake, found.message
    near: dict[str, list[str]] = {}
    for given, asked, compute in question.neighbours:
        if _shows(question, description, compute, load):
            near.setdefault(asked, []).append(given)
    if near:
        said = "Your answer is of {}, and the question asks for {}."
        return "another period", said_of([said.format(" or ".join(near[asked]), asked) for asked in near])
    from twoborders.questions.comparing import relations  # no right answer needs it: the import of check stays quick

    if related := relations.relation(found.groups, question.unit):
        return related.name, f"{found.message} {related.message}" if related.places else related.message
    return _in_most_calls(question, description, load) or _with_a_slip(question, description, load)


def _with_a_slip(question: Question, description: dict, load: Load) -> tuple[str, str] | None:
    """Look for a mistake of the question with a general one on top of it, such as a share for per cent."""
    from twoborders.questions.comparing import relations

    narrow = replace(question, narrow=True)
    for mistake in question.mistakes if question.kind in ("number", "frame", "function") else ():
        for example in examples(question, mistake.example, load):
            if slip := relations.slip(comparing.compare(narrow, description, example).groups, question.unit):
                return mistake.name, f"{mistake.message} And: {slip.message}"
    return None


def _shows(question: Question, description: dict, compute: Compute, load: Load) -> bool:
    """Return whether a description shows what ``compute`` gives, such as a mistake; it may show something more."""
    narrow = replace(question, narrow=True)
    shown = examples(question, compute, load)
    return any(comparing.compare(narrow, description, example).share > 0 for example in shown)


def examples(question: Question, compute: Compute, load: Load) -> list[dict]:
    """Return descriptions of what shows a mistake: one, or each of several numbers or texts; a neighbour may lack."""
    example = comparing.unwrapped(question.kind, expected(question, compute, load))
    if question.kind in ("number", "text") and example["kind"] == "list":
        return [{"kind": question.kind, "value": item} for item in example["items"]]
    return [] if comparing.wrong_kind(question, example, example) else [example]


def _in_most_calls(question: Question, description: dict, load: Load) -> tuple[str, str] | None:
    """Name the mistake that a function shows in most calls that tell it, and that explains most of its wrong results.

    A function that is always a year late agrees in one month with one that begins its year in another month.
    """
    if question.kind != "function" or question.right is None:
        return None
    narrow = replace(question, narrow=True)
    results = [call["result"] for call in description["calls"]]

    def of(compute: Compute) -> list[dict]:
        return [call["result"] for call in expected(question, compute, load)["calls"]]

    def differing(some: list[dict], others: list[dict]) -> list[int]:
        pairs = enumerate(zip(some, others, strict=True))
        return [i for i, (one, other) in pairs if not functions.agrees(narrow, one, other)]

    wrong = differing(results, of(question.right))
    best, found = 0.0, None
    for mistake in question.mistakes:
        telling = differing(of(mistake.example), of(question.right))
        others = differing(results, of(mistake.example))
        shown = [i for i in telling if i not in others]
        example = next((i for i in shown if i < len(question.calls)), None)
        share = len(shown) / max(len(telling), 1)
        if example is not None and len(shown) > max(1, len(wrong) / 2) and share >= MOST and share > best:
            call = functions.called(description["name"], description["calls"][example]["arguments"])
            best = share
            found = mistake.name, f"{mistake.message} It shows in {call}; look at the other calls too."
    return found


@functools.lru_cache(maxsize=2048)
def expected(question: Question, compute: Compute, load: Load) -> dict:
    """Compute an answer, right or mistaken, from the tables and describe it as the learner's is described.

    It is computed once for a question and a ``load``, however many answers are judged; nobody may change it. For a
    figure the computation gives a Series of the values by their places, or such a Series by the name of each line or
    colour of bars: a dict, or a table with a column for each.
    """
    answer = compute(load)
    if question.kind != "figure" or answer is None:
        return describe(answer, question)
    return {"kind": "figure", "wanted": _wanted(question, answer)}


def _wanted(question: Question, answer: Any) -> dict:
    named = dict(answer.items()) if isinstance(answer, Mapping) or getattr(answer, "ndim", 1) == 2 else {"": answer}
    series = {}
    for name, values in named.items():
        table = describe(values.rename("value").rename_axis("place").reset_index(), question)
        series[str(name)] = {part: [row[i] for row in table["rows"]] for i, part in enumerate(("places", "values"))}
    layout = {name: name in question.layout for name in ("together", "side_by_side")}
    return {"series": series, "labels": question.labels, **layout}


def _judge_argument(question: Question, description: dict, verdict: Callable[..., Verdict]) -> Verdict:
    """An argued answer is marked by a person; say what a reader will look for."""
    if description["kind"] != "text":
        return verdict("not yet", 0, f"Your answer is {comparing.said(description)}. Wanted: {question.wanted}.")
    words, (least, most) = description["words"], question.words
    length = f"Your text has {comparing.count(words, 'word')}"
    if words < LEAST_WORDS:
        return verdict("not attempted", 0, f"{length}: that is no answer yet. Wanted: {question.wanted}.")
    more = f" Write at least {least}: a reader needs your reasons." if words < least else ""
    less = f" That is more than {most}: keep what your reader needs." if words > most else ""
    message = f"{length}.{more}{less} A person marks it. {marked_by()}"
    return verdict("to mark", 0, message)


def marked_by(mark: str = "") -> str:
    """Return by what an argued answer is marked, as a sentence; ``mark`` stands round each name, such as "**"."""
    said = ", ".join(f"{mark}{name}{mark} ({meaning})" for name, meaning in CRITERIA.items())
    return f"Five things count, 0 to {MOST_MARK} each: {said}."


def points_by_criteria(marks: Sequence[float], possible: float) -> float:
    """Return the points that the marks for all of CRITERIA give: their sum, of ten, in proportion to the points."""
    return round(possible * sum(marks) / (MOST_MARK * len(CRITERIA)), 2)
