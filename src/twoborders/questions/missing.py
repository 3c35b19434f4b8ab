"""What is said where there is no answer: one sentence for each way in which it can be missing."""

import re
from typing import Any

_SAID = {
    "dots": (
        "{name} still holds the three dots. Put your answer in their place, or write lines below them of which one "
        "begins with {name} =. Wanted: {wanted}."
    ),
    "blank": "____ still stands in your cell. Put something in its place, and run the cell again. Wanted: {wanted}.",
    "none": "{name} is None, which means: nothing. Some methods, such as {such}, give nothing back. Wanted: {wanted}.",
    "not run": "There is no {name} yet. Run the cell that begins with {name} =, and then this one. Wanted: {wanted}.",
    "stopped": (
        "The cell for {name} stopped with an error, so there is no answer yet. {no_def}{plain}The error's last line "
        "is: {error}. Mend the cell, run it, and run this one again."
    ),
    "compared": (
        "{name} still holds the three dots: == compares two values. One = gives a name its value: write {name} = with "
        "one sign. Wanted: {wanted}."
    ),
    "elsewhere": (
        "{name} still holds the three dots. Your cell gives a value to {other}: if that is your answer, add the line "
        "{name} = {other}. Wanted: {wanted}."
    ),
    "not stored": (
        "The last line of your cell shows a value, and no name keeps it: {name} still holds the three dots. Write "
        "{name} = at the beginning of that line. Wanted: {wanted}."
    ),
}

_NO_DEF = (
    "{name} is to be a function: write def {call}: above your lines, four spaces in front of each, and return before "
    "the result. "
)

MOST_TEXT = 300
"""Longest text of a learner that a message repeats, in characters."""


def message(question: Any, description: dict) -> str:
    """Say why there is no answer to a question, and what to do; its description may come from a forger."""
    said = _SAID.get(str(description.get("because", "")), "There is no answer yet. Wanted: {wanted}.")
    plain = _bounded(description.get("plain"))
    return said.format(
        name=question.answer or "The answer",
        wanted=question.wanted,
        such=".show() and .tick_params()" if question.kind == "figure" else "print",
        plain=f"{plain} " if plain else "",
        error=_bounded(description.get("error")).rstrip("."),
        no_def=_NO_DEF.format(name=question.answer, call=_call(question)) if description.get("no_def") is True else "",
        other=_bounded(description.get("name")),
    )


def _call(question: Any) -> str:
    """Return how the wanted function is called, as its question writes it: fiscal_year(day)."""
    found = re.search(rf"{question.answer}\([^)]*\)", question.wanted)
    return found[0] if found else f"{question.answer}(...)"


def _bounded(text: Any) -> str:
    return " ".join(text.split())[:MOST_TEXT] if isinstance(text, str) else ""
