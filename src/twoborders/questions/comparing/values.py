"""Plain values: when two agree, what a key means, and how they are said."""

import calendar
import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from twoborders.questions.months import MONTHS, read_month

_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?")
_YEAR = re.compile(r"(?:(?:fy|fiscal|year|ano) ?)*(\d{4}|(?:(?<=fy)|(?<=fy ))\d\d)(?:\.0+)?")
_Q = r"(?:q|t|quarter|trimestre|trim)\.?"
_ORDER = (("1st", "1er", "first", "primer"), ("2nd", "2o", "second", "segundo"), ("3rd", "3er", "third", "tercer"))
_QUARTER = re.compile(
    rf"(?:\d{{4}} ?)?(?:{_Q} ?([1-4])|([1-4])(?:th|o)?\.? ?{_Q})(?:,? ?(?:de |del |of )?\d{{4}})?|([1-4])(?:\.0+)?"
)
_WHOLE = re.compile(r"-?\d+(?:\.0+)?")

NARROW = 0.005
"""Largest difference, as a share of the value, at which an answer shows a mistake."""


def close(a: Any, b: Any, tolerance: float) -> bool:
    """Return whether two plain values agree: numbers within the tolerance, texts but for case and accents."""
    if isinstance(a, str) and isinstance(b, str):
        return plain_text(a) == plain_text(b)
    if is_number(a) and is_number(b):
        # A hair more than the tolerance: 83.1 - 83.0 is not exactly 0.1 in binary.
        return abs(a - b) <= tolerance * (1 + 1e-9) + 1e-9 * max(abs(a), abs(b))
    return type(a) is type(b) and bool(a == b)


def agree(question: Any, given: Any, wanted: Any) -> bool:
    """Return whether a value of the answer agrees with the wanted one, within the question's tolerance.

    Where a mistake is looked for (``question.narrow``) half of it counts, and never more than NARROW of the value: a
    rounded right answer is no mistake that lies near it, and small numbers are not all alike. A mistaken number that
    is rounded as the tolerance allows is still the mistake.
    """
    tolerance = question.tolerance
    if question.narrow:
        tolerance = min(tolerance / 2, NARROW * abs(wanted)) if is_number(wanted) else 0
        if question.tolerance and is_number(given) and is_number(wanted):
            given = _unrounded(given, wanted, question.tolerance)
    return close(given, wanted, tolerance)


def _unrounded(given: float, wanted: float, tolerance: float) -> float:
    """Return the wanted number where the given one is it, with the decimals of which the last is worth the tolerance.

    A tolerance of 0.0051 is that of two decimals.
    """
    decimals = math.ceil(-math.log10(2 * tolerance * (1 + 1e-9)))
    return wanted if given and given == round(wanted, decimals) else given


def is_number(value: Any) -> bool:
    """Return whether a plain value is a finite number; True and False are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def plain_text(text: str) -> str:
    """Return text without accents, case, punctuation at the ends and double spaces: México is mexico."""
    # Letter by letter: to decompose a whole text takes time with the square of the accents that stand on one letter.
    decomposed = (part for letter in text for part in unicodedata.normalize("NFKD", letter))
    letters = "".join(part for part in decomposed if not unicodedata.combining(part))
    words = re.sub("[-_\N{EN DASH}]", " ", letters.casefold()).split()
    return " ".join(words).strip(" .,;:\"'")


# --- keys ----------------------------------------------------------------------------------------------------


def read_keys(given: Sequence[Any], wanted: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Return given and wanted keys in one form, so that two that mean the same are equal.

    What the wanted keys are decides the reading. Where they are years, "2005", 2005.0, "FY2005" and the same day of
    each year are years; where they are quarters, "Q1" and the first days of quarters; where they are months, all that
    ``read_month`` reads. Other numbers may come as text, other texts in any case and with or without accents.
    """
    reader = _reader(given, wanted)
    return [reader(value) for value in given], [reader(value) for value in wanted]


def is_ordered(wanted: Sequence[Any]) -> bool:
    """Return whether keys have an order of their own, as years and months have and names have not."""
    are_months = all(isinstance(value, str) and read_month(value) is not None for value in wanted)
    return are_months or all(map(is_number, wanted))


def _reader(given: Sequence[Any], wanted: Sequence[Any]) -> Callable[[Any], Any]:
    days = [_ISO_DAY.fullmatch(value) for value in given if isinstance(value, str)]
    same_day = bool(days) and all(days) and len({day[0][5:10] for day in days if day}) == 1
    same_year = bool(days) and all(days) and len({day[1] for day in days if day}) == 1
    if all(isinstance(value, int) and 1900 < value < 2100 for value in wanted):
        return lambda value: _as_year(value, same_day)
    if all(isinstance(value, int) and 1 <= value <= 4 for value in wanted):
        return lambda value: _as_quarter(value, same_year)
    if all(isinstance(value, int) and 1 <= value <= 12 for value in wanted):
        return _as_month_number
    if wanted and all(isinstance(value, str) and read_month(value) for value in wanted):
        with_year = all(str(read_month(str(value))).split()[-1].isdigit() for value in wanted)
        return lambda value: _as_month(value, with_year)
    if all(is_number(value) for value in wanted):
        return _as_number
    return lambda value: plain_text(value) if isinstance(value, str) else value


def _as_year(value: Any, dated: bool) -> Any:
    if isinstance(value, str):
        if year := _YEAR.fullmatch(plain_text(value)):
            return int(year[1]) + 2000 * (len(year[1]) == 2)
        if dated and (day := _ISO_DAY.fullmatch(value)):
            return int(day[1])
    return _as_whole(value)


def _as_quarter(value: Any, dated: bool) -> Any:
    if isinstance(value, str):
        plain = plain_text(value)
        for number, words in enumerate(_ORDER, 1):
            plain = re.sub(rf"\b(?:{'|'.join(words)})\b\.?", str(number), plain)
        if quarter := _QUARTER.fullmatch(plain.replace("fourth", "4").replace("cuarto", "4")):
            return int(next(part for part in quarter.groups() if part))
        if dated and (day := _ISO_DAY.fullmatch(value)):
            return (int(day[2]) - 1) // 3 + 1
    return _as_whole(value)


def _as_month_number(value: Any) -> Any:
    month = read_month(value) if isinstance(value, str) else None
    if month is None:
        return _as_number(value)
    names = [names[0] for names in MONTHS]
    return names.index(month.split()[0]) + 1


def _as_month(value: Any, with_year: bool) -> Any:
    if not with_year and _as_number(value) in range(1, 13):
        return MONTHS[_as_number(value) - 1][0]
    if isinstance(value, str) and (day := _ISO_DAY.fullmatch(value)) and 1 <= int(day[2]) <= 12:
        is_last = int(day[3]) == calendar.monthrange(int(day[1]), int(day[2]))[1]
        value = f"{value[:8]}01" if is_last else value  # as resample("ME") names a month
    month = read_month(value) if isinstance(value, str) else None
    return (month if with_year else month.split()[0]) if month else value


def _as_number(value: Any) -> Any:
    return _as_whole(float(value) if isinstance(value, str) and _WHOLE.fullmatch(value.strip()) else value)


def _as_whole(value: Any) -> Any:
    """Return 2014.0, as a chart gives a year, as 2014: keys are compared as they are written."""
    return int(value) if is_number(value) and float(value).is_integer() else value


# --- words ---------------------------------------------------------------------------------------------------


def shown(value: Any) -> str:
    """Return a plain value as a reader writes it: 24,541 or 83.05."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "no value" if value is None else str(value)
    if float(value).is_integer():
        return f"{value:.0f}" if 1900 < value < 2100 else f"{value:,.0f}"  # a year has no comma
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.1f}"


def shown_key(value: Any) -> str:
    """Return a key as a reader writes it: a year has no comma."""
    return "no name" if value is None else str(value)


def count(n: int, noun: str) -> str:
    """Return "1 row" or "1,200 rows"."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
