"""Compare numbers, texts and names."""

import re
from typing import Any

from twoborders.questions.comparing.found import RIGHT, Found
from twoborders.questions.comparing.kinds import not_finite, said
from twoborders.questions.comparing.values import agree, count, is_number, read_keys, shown
from twoborders.questions.months import read_month

_SHOWN_NAMES = 3

_FAR = 4
"""So many times the wanted number, or such a part of it, is far from it."""

_SEPARATORS = (r"\n", ";", ",", r"\b(?:and|y|e)\b|[&+]", r",?\s*\b(?:and|y|e)\b|[\n,;&+]")
"""What stands between names in one text; a name may hold one or the other: "A, B and C"."""

_MARK = re.compile(r"^\s*(?:\d+[.)]|[*\N{BULLET}])\s")
"""What stands before a name in a list of lines."""

_REMARK = re.compile(r"(?<!\s)\s*\([^()]*\)\s*$")

_LETTER = re.compile(
    r"(?:(?:the )?(?:sentence|answer|letter|option)|(?:la )?(?:frase|oracion|respuesta|letra|opcion))?(?: is| es|:)? ?"
    r"[(\[\"']?([a-z])(?:[)\].:\"'].*)?"
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
    message = f"{shown(value)} is not it{_symptom(value, wanted)}. Wanted: {question.wanted}."
    return Found(0, message, groups=[[(value, wanted)]])


def _symptom(value: float, wanted: float) -> str:
    """Say what can be seen of a wrong number without giving the right one away."""
    if isinstance(wanted, int) and not float(value).is_integer():
        return ": it is no whole number"
    if value < 0 < wanted or wanted < 0 < value:
        return f": it is {'below' if value < 0 else 'above'} 0"
    if abs(value) > _FAR * abs(wanted):
        return ": it is far too large"
    return ": it is far too small" if abs(value) * _FAR < abs(wanted) else ""


def text(question: Any, answer: dict, right: dict) -> Found:
    """Compare two texts; a month, and the letter of a sentence, may be written in any form, with a remark behind it."""
    given, bare = text_readings(answer["value"], right["value"])
    wanted = read_keys([], [right["value"]])[1][0]
    if wanted in (given, bare):
        return RIGHT
    month = read_month(str(given)) or ""
    if len(month.split()) == 1 and len((read_month(str(wanted)) or "").split()) == 2:
        message = f"T{said(answer)[1:]} is a month without its year. Wanted: {question.wanted}."
        return Found(0, message, "month without a year")
    several = re.split(r"(?:,|\band\b|\bor\b|\by\b|\bo\b|[;/&])+", answer["value"])
    if len(several) > 1 and all(len(part.split()) in (1, 2) for part in several) and len(re.split(r"\W", wanted)) < 3:
        return Found(0, f"T{said(answer)[1:]} names more than one. Wanted: {question.wanted}.", "more than one")
    return Found(0, f"T{said(answer)[1:]} is not it. Wanted: {question.wanted}.")


def text_readings(value: str, like: str) -> tuple[Any, Any]:
    """Return a text as it is read where one like another is wanted, with what stands in brackets and without."""
    (given, bare), (wanted,) = read_keys([value, _REMARK.sub("", value)], [like])
    if len(wanted) == 1 and (letter := _LETTER.fullmatch(str(given))):
        given = letter[1]
    return given, bare


def names(question: Any, answer: dict, right: dict) -> Found:
    """Compare two collections of names as sets; in a table the names are the column that fits best."""
    if not answer.get("n", answer.get("n_rows")):
        return Found(0, f"Your answer is {said(answer)}: it is empty. No row meets the condition.", "empty")
    wanted = name_readings(right, [])[0]
    found = [_compared(given, wanted) for given in name_readings(answer, wanted)]
    if not found:
        return Found(0, f"Your answer is {said(answer)}. Give the names alone: {question.wanted}.")
    met, missing, extra, n = max(found, key=lambda one: (one[0], -len(one[2])))
    if not missing and not extra:
        return RIGHT
    if not met and len(found) > 1 and answer["kind"] == "frame":
        look = "None of its columns has one of the names that are wanted"
        return Found(0, f"Your answer is {said(answer)}. {look}: {question.wanted}.")
    parts = [f"{count(missing, 'name')} still missing"] if missing else []
    if extra:
        listed = [f'"{item}"' if "," in str(item) else str(item) for item in dict.fromkeys(extra)]
        others = " and others" if len(listed) > _SHOWN_NAMES else ""
        parts.append(f"{', '.join(listed[:_SHOWN_NAMES])}{others} should not be there")
    look = "Look at the condition." if met else "Look at the condition, and at the column."
    return Found(0, f"Your answer has {count(n, 'name')}: {'; '.join(parts)}. {look}")


def _compared(given: list, wanted: list) -> tuple[int, int, list, int]:
    """Return how many names are met, how many are missing, those that should not be there, and how many there are."""
    read, meant = read_keys([str(item) for item in given], [str(item) for item in wanted])
    extra = [item for item, key in zip(given, read, strict=True) if key not in set(meant)]
    met = len(set(meant) & set(read))
    return met, len(set(meant)) - met, extra, len(set(read))


def name_readings(description: dict, wanted: list) -> list[list]:
    """Return the lists of names that an answer can mean: its columns of texts, or names that "and" stands between.

    Where numbers are wanted, such as years, it is a column of numbers.
    """
    if description["kind"] == "list":
        items = list(description["items"])
        if len(items) != 1 or not isinstance(items[0], str):
            return [items]
        parted = [re.split(separator, items[0].strip(" []{}()")) for separator in _SEPARATORS]
        return [[_MARK.sub("", part).strip() for part in parts if part.strip()] for parts in [items, *parted]]
    columns = [[row[i] for row in description["rows"]] for i in range(len(description["columns"]))]
    is_name = is_number if wanted and all(map(is_number, wanted)) else lambda value: isinstance(value, str)
    return [column for column in columns if column and all(map(is_name, column))]
