"""Argued answers near to the kit's model text or to another learner's: a note for the person who marks, no verdict.

Two texts are compared by their shingles, every run of five words. A sentence that was moved keeps nearly all of its
shingles, and a word that was changed loses five of them; figures that both name share few or none.
"""

import ast
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import chain

from twoborders.grade.marking.align import Master
from twoborders.grade.reports.course import Course, argued

SHINGLE = 5
"""So many words in a row are compared."""
LEAST_SHARE = 0.25
"""Two texts are near from this share on of the shingles of the shorter one."""
LEAST_WORDS = 25
"""Shorter texts are not compared: two people can write the same short sentence."""
MOST_WORDS = 500
"""So much of a text is compared."""
SHOWN = 3
MODEL = "the model"

Close = Mapping[tuple[str, str], list[str]]
"""To what an answer is near, by learner and question."""


def close_to(course: Course) -> Close:
    """Say of each argued answer that counts to which texts it is near: the model, or else other learners' by name."""
    texts: dict[str, dict[str, frozenset[int]]] = defaultdict(dict)
    for learner in course.learners():
        for result in learner.lessons.values():
            for question, verdict in argued(result):
                texts[question][learner.name] = shingles(verdict.get("text", ""))
    models = {question: shingles(text) for master in course.masters.values() for question, text in _models(master)}
    close: dict[tuple[str, str], list[str]] = {}
    for question, of_learner in texts.items():
        model = models.get(question, frozenset())
        copied = {name for name, own in of_learner.items() if is_near(own, model)}
        close |= {(name, question): [MODEL] for name in copied}
        others = {name: own for name, own in of_learner.items() if name not in copied}
        for name, near in _near_each_other(others).items():
            more = [f"{len(near) - SHOWN} more"] if len(near) > SHOWN else []
            close[name, question] = [*sorted(near)[:SHOWN], *more]
    return close


def shingles(text: str) -> frozenset[int]:
    """The runs of five words of a text, as numbers, whatever its capitals and accents; none of a short one."""
    plain = unicodedata.normalize("NFKD", re.sub(r"(?<=\d)[.,](?=\d)", "", text[: MOST_WORDS * 20]).casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = re.findall(r"\w+", plain)[:MOST_WORDS]
    if len(words) < LEAST_WORDS:
        return frozenset()
    return frozenset(hash(tuple(words[at : at + SHINGLE])) for at in range(len(words) - SHINGLE + 1))


def is_near(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two texts share so many shingles that one may come from the other, whole or in part."""
    return _enough(len(one & other), one, other)


def _enough(shared: int, one: frozenset[int], other: frozenset[int]) -> bool:
    return shared > 0 and shared >= LEAST_SHARE * min(len(one), len(other))


def _near_each_other(texts: Mapping[str, frozenset[int]]) -> dict[str, list[str]]:
    """The names of the texts to which each is near. Only texts that share a shingle are compared."""
    having: dict[int, list[str]] = defaultdict(list)
    near: dict[str, list[str]] = defaultdict(list)
    for name, own in texts.items():
        shared = Counter(chain.from_iterable(having[each] for each in own))
        for other, count in shared.items():
            if _enough(count, own, texts[other]):
                near[name].append(other)
                near[other].append(name)
        for each in own:
            having[each].append(name)
    return near


def _models(master: Master) -> Iterable[tuple[str, str]]:
    """The model texts of a lesson's argued questions: the last text in the answer cell of its solution."""
    for each in master.cells:
        if each.role == "answer" and each.cell.flag("grade"):
            with suppress(SyntaxError, ValueError):
                found = [node.value for node in ast.walk(ast.parse(each.cell.source)) if isinstance(node, ast.Constant)]
                yield each.question, max((text for text in found if isinstance(text, str)), key=len, default="")
