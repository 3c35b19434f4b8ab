"""Compare the description of an answer with the description of the right one, and say how they differ."""

from typing import Any

from twoborders.questions.comparing import functions, simple, tables
from twoborders.questions.comparing.found import RIGHT, Found
from twoborders.questions.comparing.kinds import is_of_kind, said, unwrapped, wrong_kind
from twoborders.questions.comparing.values import count

__all__ = ["RIGHT", "Found", "compare", "count", "is_of_kind", "said", "unwrapped", "wrong_kind"]

_COMPARISONS = {
    "number": simple.number,
    "text": simple.text,
    "names": simple.names,
    "frame": tables.compare,
    "function": functions.compare,
}


def compare(question: Any, answer: dict, right: dict) -> Found:
    """Compare two descriptions of the kind that the question asks for.

    Returns a Found whose share is 1 where they agree. Where they do not, its message says what differs
    without giving the right value.
    """
    if question.kind == "figure":
        from twoborders.questions.comparing import figures  # only a figure needs it: the import of check stays quick

        return figures.compare(question, answer, right)
    return _COMPARISONS[question.kind](question, answer, right)
