"""General mistakes: the one relation that all numbers of an answer have to the right ones.

They are the same for a number, the values of a table, the results of a function and the heights on a figure.
"""

import itertools
import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from twoborders.questions.comparing.values import is_number

Pair = tuple[float, float]
"""A number of the answer, and the right one at the same place."""

NEAR = 2e-3
"""Largest difference, relative to the right number, at which a relation is seen: answers are often rounded."""

FACTOR = "times too"
"""Words that the names of all factors share: "10 times too large", "10 times too small"."""

_WHOLE = {"per cent": 100.0, "share": 1.0}

_FACTORS = (10, 12, 100, 1_000, 10_000, 100_000, 1_000_000)


_CUTS: tuple[Callable[[float, float], float], ...] = (
    lambda number, by: round(number, round(math.log10(by))),
    lambda number, by: math.floor(number * by) / by,
    lambda number, by: math.ceil(number * by) / by,
)


class General(NamedTuple):
    """A general mistake: its name, the sentence that helps, the question to ask back, and the test of all pairs."""

    name: str
    message: str
    ask: str
    holds: Callable[[Sequence[Pair], str], bool]


def relation(groups: Sequence[Sequence[Pair]], unit: str) -> General | None:
    """Return the relation of all given numbers to the right ones, or None where they have none, or agree.

    ``groups`` are the pairs (given, right) of each series; what is not a finite number is left out. ``unit`` is what
    the numbers count: a rank or a number of things has none, and no factor either.
    """
    kept = [[(given, right) for given, right in group if is_number(given) and is_number(right)] for group in groups]
    kept = [group for group in kept if any(abs(right) > 1e-12 for _, right in group)]
    if not kept or all(_near(given, right) for group in kept for given, right in group):
        return None
    return next((one for one in GENERAL if all(one.holds(group, unit) for group in kept)), None)


def _near(given: float, wanted: float) -> bool:
    return math.isclose(given, wanted, rel_tol=NEAR, abs_tol=1e-9)


def _each(expected: Callable[[float], float], *units: str) -> Callable[[Sequence[Pair], str], bool]:
    """Return a test: each given number is what ``expected`` makes of the right one, in one of the units if any."""
    return lambda pairs, unit: (
        (not units or unit in units) and all(_near(given, expected(right)) for given, right in pairs)
    )


def _of_whole(expected: Callable[[float, float], float]) -> Callable[[Sequence[Pair], str], bool]:
    """Return a test: each given number is what ``expected`` makes of the right one and of the whole of its unit."""
    return lambda pairs, unit: (
        unit in _WHOLE and all(_near(given, expected(right, _WHOLE[unit])) for given, right in pairs)
    )


def _sign_lost(pairs: Sequence[Pair], unit: str) -> bool:
    return any(right < 0 for _, right in pairs) and all(_near(given, abs(right)) for given, right in pairs)


def _upside_down(pairs: Sequence[Pair], unit: str) -> bool:
    """Tell whether all products are one number; of one pair alone only the whole of a share says so."""
    product = _WHOLE[unit] ** 2 if unit in _WHOLE else pairs[0][0] * pairs[0][1] if _differ(pairs) else 0
    return bool(product) and all(given and right and _near(given, product / right) for given, right in pairs)


def _one_factor(pairs: Sequence[Pair], unit: str) -> bool:
    factor = pairs[0][0] / pairs[0][1] if pairs[0][1] else 0
    return (
        bool(unit)
        and _differ(pairs)
        and factor > 0
        and abs(factor - 1) > 5 * NEAR
        and all(_near(given, right * factor) for given, right in pairs)
    )


def _differ(pairs: Sequence[Pair]) -> bool:
    return len({right for _, right in pairs}) > 2


def _rounded(pairs: Sequence[Pair], unit: str) -> bool:
    if len(pairs) < 2 or not any(given for given, _ in pairs):
        return False
    return any(
        all(abs(given - cut(right, 10.0**digits)) < 1e-9 * max(1, abs(right)) for given, right in pairs)
        for digits in (3, 2, 1, 0, -1, -2, -3)
        for cut in _CUTS
    )


def _other_places(pairs: Sequence[Pair], unit: str) -> bool:
    given, right = (sorted(numbers) for numbers in zip(*pairs, strict=True))
    return len(pairs) > 1 and all(_near(a, b) for a, b in zip(given, right, strict=True))


def _running_total(pairs: Sequence[Pair], unit: str) -> bool:
    totals = itertools.accumulate(right for _, right in pairs)
    return len(pairs) > 1 and all(_near(given, total) for (given, _), total in zip(pairs, totals, strict=True))


def _factor(by: float) -> General:
    size = f"{by:,.0f} {FACTOR} large" if by > 1 else f"{1 / by:,.0f} {FACTOR} small"
    return General(
        size,
        f"What you have is {size}. Check the units.",
        "In which unit does the table count, and in which does the question ask?",
        lambda pairs, unit: bool(unit) and all(_near(given, right * by) for given, right in pairs),
    )


GENERAL: tuple[General, ...] = (
    General(
        "share for per cent",
        "What you have is a share, where 1 is the whole. The question asks for per cent, where 100 is the whole.",
        "Would a newspaper print your number with the sign for per cent behind it?",
        _each(lambda right: right / 100, "per cent"),
    ),
    General(
        "per cent for share",
        "What you have is in per cent. The question asks for a share, where 1 is the whole.",
        "Which number would your line give for the whole?",
        _each(lambda right: right * 100, "share"),
    ),
    General(
        "wrong sign",
        "What you have has the wrong sign. Check which number is taken from which.",
        "If the later number is the smaller one, should your result be above or below 0?",
        _each(lambda right: -right),
    ),
    General(
        "sign lost",
        "The sign is lost: a fall is a negative number. Leave out abs, and take the earlier from the later.",
        "How can a reader of your numbers tell a rise from a fall?",
        _sign_lost,
    ),
    General(
        "100 more",
        "What you have is 100 more: it says how large the later number is in per cent of the earlier. Without any "
        "change it would be 100, and a change should then be 0.",
        "Which number would your way of counting give if nothing had changed?",
        _each(lambda right: right + 100, "per cent"),
    ),
    General(
        "how many times",
        "What you have says how many times as large the later number is. The question asks for the change in per "
        "cent: take 1 away, then multiply by 100.",
        "Which number would your way of counting give if nothing had changed?",
        _each(lambda right: 1 + right / 100, "per cent"),
    ),
    General(
        "the rest",
        "What you have is the rest: together with the answer it makes the whole. Check which part is asked for.",
        "Which people does your number count?",
        _of_whole(lambda right, whole: whole - right),
    ),
    General(
        "divided by the rest",
        "You divided the part by the rest. The whole goes below: the part and the rest together.",
        "If one half of them were counted, which number would your line give?",
        _of_whole(lambda right, whole: whole * right / (whole - right) if right != whole else math.inf),
    ),
    General(
        "upside down",
        "The division is upside down. Ask which number is the whole: it goes below.",
        "If one half of them were counted, which number would your line give?",
        _upside_down,
    ),
    *(_factor(by) for factor in _FACTORS for by in (factor, 1 / factor)),
    General(
        "rounded",
        "The numbers are rounded, or cut. Round only at the end, and as the question says.",
        "At which step did the decimals get lost?",
        _rounded,
    ),
    General(
        "one factor",
        "Your numbers stand in the right proportion to each other, and are all too large or too small. Look at what "
        "they are multiplied with, or divided by.",
        "By which number would each of yours have to be multiplied to become right?",
        _one_factor,
    ),
    General(
        "other places",
        "These are the right numbers, and they stand at other places. Check the order, and what each belongs to.",
        "To which row does your first number belong?",
        _other_places,
    ),
    General(
        "running total",
        "These are running totals: each number holds those before it. Leave out cumsum.",
        "Can your numbers ever fall?",
        _running_total,
    ),
)
