"""Compare numbers, texts and names."""

import re
from typing import Any

from twoborders.questions.comparing.found import RIGHT, Found
from twoborders.questions.comparing.kinds import not_finite, said
from twoborders.questions.comparing.values import agree, count, is_number, plain_text, read_keys, shown
from twoborders.questions.months import read_month

_SHOWN_NAMES = 3

_LETTER = re.compile(
    r"(?:(?:the )?(?:sentence|answer|letter|option)|(?:la )?(?:frase|oracion|respuesta|letra|opcion))?(?: is| es|:)? ?"
    r"[(\[]?([a-z])(?:[)\].:].*)?"
)
"""How the letter of one of several sentences is written: "b", "(b)", "b) Applications rose" or "sentence b"."""


def number(question: Any, answer: dict, right: dict) -> Found:
    """Compare two numbers within the question's tolerance."""
    value, wanted = answer["value"], right["value"]
    if isinstance(value, str) or isinstance(wanted, str):
        return RIGHT if value == wanted else Found(0, not_finite(str(value)), "no value")
    if agree(question, value, wanted):
        return RIGHT
    near = wanted and question.tolerance and abs(value - wanted) <= max(0.01 * abs(wanted), 2 * question.tolerance)
    if near:
        message = f"{shown(value)} is close, but it is not it. Round only at the end, and check which rows you took."
        return Found(0, message)
    return Found(0, f"{shown(value)} is not it. Wanted: {question.wanted}.", groups=[[(value, wanted)]])


def text(question: Any, answer: dict, right: dict) -> Found:
    """Compare two texts; a month, and the letter of a sentence, may be written in any of their forms."""
    (given,), (wanted,) = read_keys([answer["value"]], [right["value"]])
    if len(wanted) == 1 and (letter := _LETTER.fullmatch(str(given))):
        given = letter[1]
    if given == wanted:
        return RIGHT
    month = read_month(str(given)) or ""
    if len(month.split()) == 1 and len((read_month(str(wanted)) or "").split()) == 2:
        message = f"T{said(answer)[1:]} is a month without its year. Wanted: {question.wanted}."
        return Found(0, message, "month without a year")
    return Found(0, f"T{said(answer)[1:]} is not it. Wanted: {question.wanted}.")


def names(question: Any, answer: dict, right: dict) -> Found:
    """Compare two collections of names as sets; in a table the names are the column of texts that fits best."""
    if not answer.get("n", answer.get("n_rows")):
        return Found(0, f"Your answer is {said(answer)}: it is empty. No row meets the condition.", "empty")
    wanted = _items(right, None)
    given = _items(answer, wanted)
    if given is None or wanted is None:
        return Found(0, f"Your answer is {said(answer)}. Give the names alone: {question.wanted}.")
    read, meant = read_keys([str(item) for item in given], [str(item) for item in wanted])
    missing, extra = len(set(meant) - set(read)), [a for a, b in zip(given, read, strict=True) if b not in set(meant)]
    if not missing and not extra:
        return RIGHT
    parts = []
    if missing:
        parts.append(f"{count(missing, 'name')} still missing")
    if extra:
        listed = [f'"{item}"' if "," in str(item) else str(item) for item in dict.fromkeys(extra)]
        others = " and others" if len(listed) > _SHOWN_NAMES else ""
        parts.append(f"{', '.join(listed[:_SHOWN_NAMES])}{others} should not be there")
    n = count(len(set(read)), "name")
    look = "Look at the condition." if missing < len(set(meant)) else "Look at the condition, and at the column."
    return Found(0, f"Your answer has {n}: {'; '.join(parts)}. {look}")


def _items(description: dict, wanted: list | None) -> list | None:
    """Return the names of a list or a table: the only column of texts, or of several the one that is meant.

    Where numbers are wanted, such as years, it is a column of numbers.
    """
    if description["kind"] == "list":
        return list(description["items"])
    columns = [[row[i] for row in description["rows"]] for i in range(len(description["columns"]))]
    is_name = is_number if wanted and all(map(is_number, wanted)) else lambda value: isinstance(value, str)
    texts = [column for column in columns if column and all(map(is_name, column))]
    if wanted is not None and len(texts) > 1:
        meant = {plain_text(str(item)) for item in wanted}
        shared = [sum(plain_text(str(value)) in meant for value in column) for column in texts]
        texts = [texts[shared.index(max(shared))]] if shared.count(max(shared)) == 1 and max(shared) else texts
    return texts[0] if len(texts) == 1 else None
