"""What a closed edition has of a question: its words without the answer, and a seal where its kind allows one."""

import math
from dataclasses import replace

from twoborders.questions import Mistake, Question, core, sealed
from twoborders.questions.comparing.values import read_keys
from twoborders.questions.months import read_month
from twoborders.questions.sealed import Seal

SEALED = ("number", "text", "names", "function")
"""The kinds whose right answer is one key; a table, a figure and an argued answer can be right in many ways."""
PLAIN = ("number", "text", "flag")
"""What a function must give in every call to be sealed."""
_KEPT = ("id", "title", "points", "minutes", "kind", "answer", "wanted", "unit", "calls", "hidden", "rubric", "words")


def without_answer(question: Question, hints: tuple[str, ...], load: core.Load) -> Question:
    """Return a question as a closed edition has it, with these hints.

    It keeps what is asked, how an answer is described, and the levels by which a person marks an argued answer.
    """
    kept = {name: getattr(question, name) for name in _KEPT}
    return Question(**kept, hints=hints, seal=seal(question, load))


def seal(question: Question, load: core.Load) -> Seal | None:
    """Return the seal of a question, or None where a teacher must check its answers."""
    if question.kind not in SEALED or question.right is None:
        return None
    right = core.expected(question, question.right, load)
    if question.kind == "function":
        results = [call["result"] for call in right["calls"]]
        if any(result["kind"] not in PLAIN for result in results):
            return None
        bare = Seal(steps=tuple(sealed.step(question.tolerance, result) for result in results))
    elif question.kind == "number":
        bare = Seal(steps=(sealed.step(question.tolerance, right),))
    else:
        bare = Seal(like=_like(right))
    found: dict[str, list[Mistake]] = {}
    is_right = {_key(question, bare, right), *(_key(question, bare, each) for each in _accepted(question, right))}
    for mistake in question.mistakes:
        for key in {_key(question, bare, each) for each in _shown(question, mistake, load)} - is_right:
            found.setdefault(key, []).append(mistake)
    locks = [sealed.locked(question.id, key, ("right", question.why, "")) for key in is_right]
    for key, mistakes in found.items():
        message = core.said_of([mistake.message for mistake in mistakes])
        locks.append(sealed.locked(question.id, key, ("not yet", message, mistakes[0].name)))
    return replace(bare, locks=dict(sorted(locks)))


def _key(question: Question, bare: Seal, description: dict) -> str:
    return next(iter(sealed.keys(question, bare, description)))


def _like(right: dict) -> str:
    """Return a text that is read as the right one is, and says nothing of it."""
    texts = right["items"] if right["kind"] == "list" else [right["value"]]
    months = [read_month(str(text)) for text in texts]
    if all(months):
        return "May 2014" if all(len(str(month).split()) == 2 for month in months) else "May"
    return "a" if all(len(str(read_keys([], [text])[1][0])) == 1 for text in texts) else "name"


def _accepted(question: Question, right: dict) -> list[dict]:
    alone = [right["value"].split()[0]] if question.month_alone else []
    return [{"kind": "text", "value": text} for text in (*question.accepted, *alone)]


def _shown(question: Question, mistake: Mistake, load: core.Load) -> list[dict]:
    """Return what shows a mistake; of a number also what is left of it when it is rounded as the tolerance allows."""
    found = core.examples(question, mistake.example, load)
    if question.kind != "number" or not question.tolerance:
        return found
    decimals = math.ceil(-math.log10(2 * question.tolerance))
    numbers = [each["value"] for each in found if not isinstance(each["value"], str)]
    return [*found, *({"kind": "number", "value": round(value, decimals)} for value in numbers)]
