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
from typing import NamedTuple

from twoborders.questions.comparing.found import Pair
from twoborders.questions.comparing.values import is_number

Numbers = Sequence[tuple[float, float]]

NEAR = 2e-3
"""Largest difference, relative to the right number, at which a relation is seen: answers are often rounded."""

FACTOR = "times too"
"""Words that the names of all factors share: "10 times too large", "10 times too small"."""

_WHOLE = {"per cent": 100.0, "share": 1.0}

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
    steps = (name for name, make in _steps(unit).items() if all(_made(group, make, strict=False) for group in kept))
    shapes = (name for name, holds in _SHAPES.items() if all(holds(group, unit) for group in kept))
    found = next(itertools.chain(steps, shapes), None)
    return _NAMED[found] if found else _several_slips(kept, unit)


def slip(groups: Sequence[Sequence[Pair]], unit: str) -> General | None:
    """Return the one step, a sign or a size, that leads from all right values to the given ones, or None."""
    kept, steps = _numbers(groups), _steps(unit)
    # By 12 a number of months is mended too: that would be said of a part that is right.
    names = [name for name in (*_SCALES, "wrong sign", *_SIZES) if name in steps and not name.startswith("12 ")]
    made = (name for name in names if kept and all(_made(group, steps[name]) for group in kept))
    return next((_NAMED[name] for name in made), None)


def _numbers(groups: Sequence[Sequence[Pair]]) -> list[list[tuple[float, float]]]:
    kept = [[(given, right) for given, right in group if is_number(given) and is_number(right)] for group in groups]
    return [group for group in kept if any(abs(right) > 1e-12 for _, right in group)]


def _near(given: float, wanted: float, share: float = NEAR) -> bool:
    return math.isclose(given, wanted, rel_tol=share, abs_tol=1e-9)


def _made(pairs: Numbers, make: Callable[[float], float], *, strict: bool = True) -> bool:
    """Tell whether each number is made of the right one, as closely as it is rounded where there are several.

    Where it is strict, one number alone must agree to three digits and more: it can be near by chance.
    """
    wanted = [make(right) for _, right in pairs]
    decimals = [len(f"{given:.6f}".rstrip("0").partition(".")[2]) for given, _ in pairs]
    digits = len(f"{abs(pairs[0][0]):.9g}".replace(".", "").strip("0"))
    if len(pairs) == 1 and strict:
        is_rounded = math.isfinite(wanted[0]) and pairs[0][0] == round(wanted[0], decimals[0])
        return digits > 2 and (is_rounded or _near(pairs[0][0], wanted[0], NEAR / 4))
    rounding = 0.5000001 * 10 ** -max(decimals) if len({given for given, _ in pairs}) > 2 else 0
    return all(_near(a, b) or abs(a - b) <= rounding for (a, _), b in zip(pairs, wanted, strict=True))


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

_SCALES = {"share for per cent": 0.01, "per cent for share": 100.0}


def _steps(unit: str) -> dict[str, Callable[[float], float]]:
    """Return what makes a wrong number of a right one of this unit, by the name of the mistake."""
    steps: dict[str, Callable[[float], float]] = {}
    if unit in _WHOLE:
        whole = _WHOLE[unit]
        scale = "share for per cent" if unit == "per cent" else "per cent for share"
        steps[scale] = lambda right: right * _SCALES[scale]
        steps["the rest"] = lambda right: whole - right
        steps["divided by the rest"] = lambda right: whole * right / (whole - right) if right != whole else math.inf
        steps["upside down"] = lambda right: whole**2 / right if right else math.inf
    steps["wrong sign"] = lambda right: -right
    if unit == "per cent":
        steps["100 more"] = lambda right: right + 100
        steps["100 less"] = lambda right: right - 100
        steps["how many times"] = lambda right: 1 + right / 100
    return steps | {name: functools.partial(operator.mul, by) for name, by in _SIZES.items() if unit}


def _upside_down(pairs: Numbers, unit: str) -> bool:
    """Tell whether all products are one number."""
    product = pairs[0][0] * pairs[0][1]
    return _differ(pairs) and bool(product) and all(right and _near(given, product / right) for given, right in pairs)


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

_SHAPES: dict[str, Callable[[Numbers, str], bool]] = {
    "sign lost": lambda pairs, unit: any(b < 0 for _, b in pairs) and all(_near(a, abs(b)) for a, b in pairs),
    "some signs wrong": lambda pairs, unit: len(pairs) > 1 and all(_near(abs(a), abs(b)) for a, b in pairs),
    "upside down": _upside_down,
    "square": _power(2),
    "square root": _power(0.5),
    "rounded": _rounded,
    "shares of the total": lambda pairs, unit: (
        unit not in _WHOLE
        and _one_factor(pairs, "any")
        and any(_near(sum(a for a, _ in pairs), one) for one in (1, 100))
    ),
    "one factor": _one_factor,
    "one difference": _one_difference,
    "one place off": _one_place_off,
    "other places": _other_places,
    "running total": _running_total,
    "changes": _changes,
    "ranks": _ranks,
    "one number everywhere": lambda pairs, unit: _differ(pairs) and {a for a, _ in pairs} == {pairs[0][0] or None},
}

GENERAL: tuple[General, ...] = tuple(
    General(each, **{**words, "message": words["message"].format(size=each)})
    for name, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
    for each in (_SIZES if name == FACTOR else (name,))
)

_NAMED = {one.name: one for one in GENERAL}


def _several_slips(groups: Sequence[Numbers], unit: str) -> General | None:
    """Return the slips that stand in all numbers, one after the other, or None."""
    steps, turned = _steps(unit), ("the rest", "upside down")
    firsts = ("the rest", "divided by the rest", "upside down", "wrong sign")
    chains: list[tuple[str, ...]] = [(first, scale) for scale in _SCALES for first in firsts]
    chains += [turned, *((*turned, scale) for scale in _SCALES), *(("wrong sign", size) for size in _SIZES)]
    for chain in chains:
        make = functools.partial(functools.reduce, lambda number, step: steps[step](number), chain)
        if set(chain) <= set(steps) and all(_made(group, make) for group in groups):
            several = _NAMED["several slips at once"]
            return several._replace(
                message=f"{several.message} {' And: '.join(_NAMED[name].message for name in chain)}"
            )
    return None
