"""General mistakes: the one relation that all numbers of an answer have to the right ones. Their words: relations.toml.

They are the same for a number, the values of a table, the results of a function and the heights on a figure.
"""

import functools
import itertools
import math
import operator
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from twoborders.questions.comparing.values import is_number

Pair = tuple[Any, Any]
"""A value of the answer, and the right one at the same place."""

Numbers = Sequence[tuple[float, float]]

NEAR = 2e-3
"""Largest difference, relative to the right number, at which a relation is seen: answers are often rounded."""

FACTOR = "times too"
"""Words that the names of all factors share: "10 times too large", "10 times too small"."""

_WHOLE = {"per cent": 100.0, "share": 1.0}

_SCALES = {"per cent": ("share for per cent", 0.01), "share": ("per cent for share", 100.0)}

_SIZES = {
    f"{factor:,} {FACTOR} {'large' if by > 1 else 'small'}": by
    for factor in (10, 12, 100, 1_000, 10_000, 100_000, 1_000_000)
    for by in (factor, 1 / factor)
}

_CUTS: tuple[Callable[[float, float], float], ...] = (
    lambda number, by: round(number, round(math.log10(by))),
    lambda number, by: math.floor(number * by) / by,
    lambda number, by: math.ceil(number * by) / by,
)


class General(NamedTuple):
    """A general mistake: its name, the sentence that helps, the question to ask back; whether some places show it."""

    name: str
    message: str
    ask: str
    places: bool = False


def relation(groups: Sequence[Sequence[Pair]], unit: str) -> General | None:
    """Return the relation of all given values to the right ones, or None where they have none, or agree.

    ``groups`` are the pairs (given, right) of each series. ``unit`` is what the numbers count: a rank or a number of
    things has none, and no factor either.
    """
    everything = [pair for group in groups for pair in group]
    if found := next((name for name, holds in _OF_VALUES.items() if holds(everything)), None):
        return _NAMED[found]
    kept = _numbers(groups)
    if not kept or all(_near(given, right) for group in kept for given, right in group):
        return None
    found = next((name for name, holds in _OF_NUMBERS.items() if all(holds(group, unit) for group in kept)), None)
    return _NAMED[found] if found else _several_slips(kept, unit)


def slip(groups: Sequence[Sequence[Pair]], unit: str) -> General | None:
    """Return the one step, a sign or a size, that leads from all right values to the given ones, or None."""
    kept = _numbers(groups)
    names = [*_SCALES.get(unit, ())[:1], "wrong sign", *(_SIZES if unit else ())]
    made = (name for name in names if kept and all(_made(group, _steps(unit)[name]) for group in kept))
    return next((_NAMED[name] for name in made), None)


def _numbers(groups: Sequence[Sequence[Pair]]) -> list[list[tuple[float, float]]]:
    kept = [[(given, right) for given, right in group if is_number(given) and is_number(right)] for group in groups]
    return [group for group in kept if any(abs(right) > 1e-12 for _, right in group)]


def _near(given: float, wanted: float, share: float = NEAR) -> bool:
    return math.isclose(given, wanted, rel_tol=share, abs_tol=1e-9)


def _made(pairs: Numbers, expected: Callable[[float], float]) -> bool:
    """Tell whether each number is made of the right one; one number alone must agree to three digits and more."""
    if len(pairs) > 1:
        return all(_near(given, expected(right)) for given, right in pairs)
    given, wanted = pairs[0][0], expected(pairs[0][1])
    digits = f"{abs(given):.9g}".partition(".")
    is_rounded = math.isfinite(wanted) and given == round(wanted, len(digits[2]))
    return len("".join(digits).replace(".", "").strip("0")) > 2 and (is_rounded or _near(given, wanted, NEAR / 4))


# --- tests of all values -------------------------------------------------------------------------------------


def _opposite(pairs: Sequence[Pair]) -> bool:
    """Tell whether True and False, or the only two words that there are, are exchanged everywhere."""
    words = {right for _, right in pairs}
    given = {given for given, _ in pairs}
    kinds = {type(value) for value in words | given}
    return (kinds == {bool} or kinds == {str}) and len(words) == 2 and words == given and all(a != b for a, b in pairs)


def _lost(pairs: Sequence[Pair]) -> bool:
    """Tell whether numbers are missing, and all others are right."""
    numbers = [pair for pair in pairs if pair[0] is not None and pair[1] is not None]
    return (
        bool(numbers)
        and all(is_number(a) and is_number(b) and _near(a, b) for a, b in numbers)
        and any(given is None and is_number(right) for given, right in pairs)
    )


# --- tests of the numbers of one series ----------------------------------------------------------------------


def _each(expected: Callable[[float], float], *units: str) -> Callable[[Numbers, str], bool]:
    """Return a test: each given number is what ``expected`` makes of the right one, in one of the units if any."""
    return lambda pairs, unit: (
        (not units or unit in units) and all(_near(given, expected(right)) for given, right in pairs)
    )


def _of_whole(expected: Callable[[float, float], float]) -> Callable[[Numbers, str], bool]:
    """Return a test: each given number is what ``expected`` makes of the right one and of the whole of its unit."""
    return lambda pairs, unit: (
        unit in _WHOLE and all(_near(given, expected(right, _WHOLE[unit])) for given, right in pairs)
    )


def _rest_below(right: float, whole: float) -> float:
    return whole * right / (whole - right) if right != whole else math.inf


def _upside_down(pairs: Numbers, unit: str) -> bool:
    """Tell whether all products are one number; of one pair alone only the whole of a share says so."""
    product = _WHOLE[unit] ** 2 if unit in _WHOLE else pairs[0][0] * pairs[0][1] if _differ(pairs) else 0
    return bool(product) and all(given and right and _near(given, product / right) for given, right in pairs)


def _scaled(pairs: Numbers, by: float) -> bool:
    """Tell whether each number is so many times the right one, also where several were rounded behind it."""
    decimals = max(len(f"{given:.6f}".rstrip("0").partition(".")[2]) for given, _ in pairs)
    rounded = 0.5000001 * 10**-decimals if len({given for given, _ in pairs}) > 2 else 0
    return all(_near(given, right * by) or abs(given - right * by) <= rounded for given, right in pairs)


def _one_factor(pairs: Numbers, unit: str) -> bool:
    factor = pairs[0][0] / pairs[0][1] if pairs[0][1] else 0
    return (
        bool(unit)
        and _differ(pairs)
        and factor > 0
        and abs(factor - 1) > 5 * NEAR
        and all(_near(given, right * factor) for given, right in pairs)
    )


def _differ(pairs: Numbers) -> bool:
    return len({right for _, right in pairs}) > 2


def _rounded(pairs: Numbers, unit: str) -> bool:
    if len(pairs) < 2 or not any(given for given, _ in pairs):
        return False
    return any(
        all(abs(given - cut(right, 10.0**digits)) < 1e-9 * max(1, abs(right)) for given, right in pairs)
        for digits in (3, 2, 1, 0, -1, -2, -3)
        for cut in _CUTS
    )


def _power(by: float) -> Callable[[Numbers, str], bool]:
    """Return a test: each number is a power of the right one; 0, 1 and whole numbers alone can be one by chance."""
    return lambda pairs, unit: (
        all(right > 0 for _, right in pairs)
        and any(not float(a).is_integer() or not float(b).is_integer() for a, b in pairs)
        and not all(_near(right, 1, 0.02) for _, right in pairs)
        and _made(pairs, lambda right: right**by)
    )


def _one_difference(pairs: Numbers, unit: str) -> bool:
    """Tell whether all numbers are off by one amount, which is more than the rounding of the largest."""
    off = [given - right for given, right in pairs]
    largest = max(abs(right) for _, right in pairs)
    same = all(abs(each - off[0]) <= NEAR * largest for each in off)
    return _differ(pairs) and same and abs(off[0]) > 5 * NEAR * largest


def _one_place_off(pairs: Numbers, unit: str) -> bool:
    given, right = zip(*pairs, strict=True)
    return len(set(right)) > 3 and any(
        all(map(_near, one[1:], other[:-1])) for one, other in ((given, right), (right, given))
    )


def _other_places(pairs: Numbers, unit: str) -> bool:
    given, right = (sorted(numbers) for numbers in zip(*pairs, strict=True))
    moved = sum(not _near(a, b, 5 * NEAR) for a, b in pairs)
    return moved > 1 and all(_near(a, b, NEAR / 4) for a, b in zip(given, right, strict=True))


def _running_total(pairs: Numbers, unit: str) -> bool:
    totals = itertools.accumulate(right for _, right in pairs)
    return len(pairs) > 1 and all(_near(given, total) for (given, _), total in zip(pairs, totals, strict=True))


def _changes(pairs: Numbers, unit: str) -> bool:
    steps = itertools.pairwise(pairs)
    return len(pairs) > 3 and all(_near(later[0], later[1] - earlier[1]) for earlier, later in steps)


def _ranks(pairs: Numbers, unit: str) -> bool:
    order = sorted({right for _, right in pairs})
    return len(order) > 3 and any(
        all(given == turned.index(right) + 1 for given, right in pairs) for turned in (order, order[::-1])
    )


_OF_VALUES: dict[str, Callable[[Sequence[Pair]], bool]] = {
    "the opposite": _opposite,
    "numbers lost": _lost,
    "a number for no value": lambda pairs: _lost([(right, given) for given, right in pairs]),
}

_OF_NUMBERS: dict[str, Callable[[Numbers, str], bool]] = {
    "share for per cent": _each(lambda right: right / 100, "per cent"),
    "per cent for share": _each(lambda right: right * 100, "share"),
    "wrong sign": _each(lambda right: -right),
    "sign lost": lambda pairs, unit: any(b < 0 for _, b in pairs) and all(_near(a, abs(b)) for a, b in pairs),
    "some signs wrong": lambda pairs, unit: len(pairs) > 1 and all(_near(abs(a), abs(b)) for a, b in pairs),
    "100 more": _each(lambda right: right + 100, "per cent"),
    "100 less": lambda pairs, unit: unit == "per cent" and _made(pairs, lambda right: right - 100),
    "how many times": _each(lambda right: 1 + right / 100, "per cent"),
    "the rest": _of_whole(lambda right, whole: whole - right),
    "divided by the rest": _of_whole(_rest_below),
    "upside down": _upside_down,
    **{size: lambda pairs, unit, by=by: bool(unit) and _scaled(pairs, by) for size, by in _SIZES.items()},
    "square": _power(2),
    "square root": _power(0.5),
    "rounded": _rounded,
    "shares of the total": lambda pairs, unit: (
        unit not in _WHOLE
        and _one_factor(pairs, "any")
        and any(_near(sum(given for given, _ in pairs), whole) for whole in _WHOLE.values())
    ),
    "one factor": _one_factor,
    "one difference": _one_difference,
    "one place off": _one_place_off,
    "other places": _other_places,
    "running total": _running_total,
    "changes": _changes,
    "ranks": _ranks,
    "one number everywhere": lambda pairs, unit: _differ(pairs) and {given for given, _ in pairs} == {pairs[0][0] or None},
}


GENERAL: tuple[General, ...] = tuple(
    General(each, **{**words, "message": words["message"].format(size=each)})
    for name, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
    for each in (_SIZES if name == FACTOR else (name,))
)

_NAMED = {one.name: one for one in GENERAL}


def _steps(unit: str) -> dict[str, Callable[[float], float]]:
    """Return what makes a wrong number of a right one, by the name of the mistake."""
    whole, (scale, by) = _WHOLE.get(unit, 0), _SCALES.get(unit, ("", 0))
    return {
        "wrong sign": lambda right: -right,
        "the rest": lambda right: whole - right,
        "divided by the rest": lambda right: _rest_below(right, whole),
        "upside down": lambda right: whole**2 / right if right else math.inf,
        **{name: functools.partial(operator.mul, size) for name, size in {**_SIZES, scale: by}.items()},
    }


def _several_slips(groups: Sequence[Numbers], unit: str) -> General | None:
    """Return the slips that stand in all numbers, one after the other, or None."""
    chains: list[tuple[str, ...]] = [("wrong sign", size) for size in _SIZES if unit]
    if unit in _SCALES:
        turned, scale = ("the rest", "upside down"), _SCALES[unit][0]
        firsts = ("the rest", "divided by the rest", "upside down", "wrong sign")
        chains = [*((first, scale) for first in firsts), turned, (*turned, scale), *chains]
    steps = _steps(unit)
    for chain in chains:
        make = functools.partial(functools.reduce, lambda number, step: steps[step](number), chain)
        if all(_made(group, make) for group in groups):
            several = _NAMED["several slips at once"]
            return several._replace(message=f"{several.message} {' And: '.join(_NAMED[name].message for name in chain)}")
    return None
