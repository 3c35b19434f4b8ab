"""Judge an answer where the right one is not there: what a closed edition of the kit has in its place.

A ``Seal`` has a lock for the right answer and for each mistake that is known by name. What is said of an answer lies
behind its lock, and the answer itself is the key: only who has it can read it. A key is a plain text that is the same
for all answers that count as one: for a number, in which of many steps as wide as twice the tolerance it lies; for a
text or names, how they are read; for a function, the results of all its calls together. Tables, figures and argued
answers can be right in too many ways for that: they have no seal, and a teacher checks them.

Where few answers are possible (a number between 0 and 100, one letter of three) all of them can be tried out. ROUNDS
makes each trial slow, and no more can be done.
"""

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from twoborders.questions import comparing
from twoborders.questions.comparing import simple
from twoborders.questions.comparing.values import plain_text, read_keys

ROUNDS = 50_000
"""How often a key is hashed: a few hundredths of a second for each answer that is tried."""

HAIR = 1e-6
"""Half the width of the steps of a number that must be met exactly."""

PLACES = 1000
"""Where the steps of a number begin is told to such a part of their width: exactly, it would tell of the number."""

Step = tuple[Any, ...]
"""How one value is read: ("number", where the steps begin, how wide they are), ("text",) or ("flag",)."""

Said = tuple[str, str, str]
"""An outcome, a message, and the name of a mistake or the empty text."""


@dataclass(frozen=True)
class Seal:
    """``steps`` say how a number or the results of a function are read, ``like`` how a text or names are: as months
    ("May 2014"), as a letter ("a") or as names. ``locks`` hold what is said of an answer, by the mark of its key.
    """

    steps: tuple[Step, ...] = ()
    like: str = ""
    locks: Mapping[str, str] | None = None


def judge(question: Any, description: dict) -> Said:
    """Judge the description of an answer by the seal of its question; without one, pass it on to the teacher."""
    if problem := comparing.wrong_kind(question, description, {"kind": "unknown"}):
        return "not yet", problem[1], problem[0]
    given = comparing.said(description)
    if question.seal is None:
        return (
            "to mark",
            f"Your answer is {given}. Hand it in: your teacher checks it, and it has no points until then.",
            "",
        )
    if question.kind == "names" and not description.get("n", description.get("n_rows")):
        return "not yet", f"Your answer is {given}: it is empty. No row meets the condition.", "empty"
    for key in dict.fromkeys(keys(question, question.seal, description)):
        if found := _opened(question, key):
            return found
    for call in description.get("calls", ()):
        if call["result"]["kind"] == "error":
            return "not yet", f"Your function stops with {call['result']['message']}.", "stops"
    which = "It does not give the right result in every call" if question.kind == "function" else "That is not it"
    return "not yet", f"Your answer is {given}. {which}. Wanted: {question.wanted}.", ""


def keys(question: Any, seal: Seal, description: dict) -> Iterator[str]:
    """Yield the keys that an answer can mean; the first is the one that it means most likely."""
    if question.kind == "text":
        yield from map(str, simple.text_readings(description["value"], seal.like))
    elif question.kind == "names":
        for names in simple.name_readings(description, [seal.like]):
            read, _ = read_keys([str(name) for name in names], [seal.like])
            yield json.dumps(sorted(set(map(str, read))))
    elif question.kind == "function":
        results = [call["result"] for call in description["calls"]]
        yield json.dumps([_stepped(step, each) for step, each in zip(seal.steps, results, strict=True)])
    else:
        yield str(_stepped(seal.steps[0], description))


def step(tolerance: float, description: dict) -> Step:
    """Return how values like this right one are read; what lies within the tolerance falls into one step."""
    kind, value = description["kind"], description["value"]
    if kind != "number" or isinstance(value, str):
        return (kind, 0.0, 2 * HAIR) if kind == "number" else (kind,)
    half = tolerance * (1 + 2 / PLACES) + HAIR  # so much more that a number just at the end is still within
    width = 2 * half
    return "number", round((value - half) / width % 1 * PLACES) / PLACES * width, width


def _stepped(step: Step, description: dict) -> str:
    kind, *places = step
    description = comparing.unwrapped(kind, description)
    value = description.get("value")
    if kind == "flag" and description["kind"] == "number" and value in (0, 1):
        return str(bool(value))  # 1 and 0 count as True and False
    if description["kind"] != kind:
        return ""
    if kind == "text":
        return plain_text(str(value))
    if kind == "flag" or isinstance(value, str):
        return str(value)
    start, width = places
    steps = (description["value"] - start) / width
    return str(math.floor(steps)) if math.isfinite(steps) else ""


def locked(question_id: str, key: str, said: Said) -> tuple[str, str]:
    """Return a lock: the mark of a key, and what only that key opens."""
    secret = _secret(question_id, key)
    return _mark(secret), _mixed(secret, json.dumps(said).encode()).hex()


def _opened(question: Any, key: str) -> Said | None:
    secret = _secret(question.id, key)
    closed = question.seal.locks.get(_mark(secret))
    if closed is None:
        return None
    outcome, message, mistake = json.loads(_mixed(secret, bytes.fromhex(closed)))
    return outcome, message, mistake


def _secret(question_id: str, key: str) -> bytes:
    # The question's id is the salt: equal answers to two questions have locks that differ.
    return hashlib.pbkdf2_hmac("sha256", key.encode(), question_id.encode(), ROUNDS)


def _mark(secret: bytes) -> str:
    return hashlib.sha256(b"mark" + secret).hexdigest()[:24]


def _mixed(secret: bytes, text: bytes) -> bytes:
    """Mix a text with what a secret gives; the same once more brings it back."""
    stream = hashlib.shake_256(b"text" + secret).digest(len(text))
    return bytes(a ^ b for a, b in zip(text, stream, strict=True))
