"""Rows that were computed from other figures: what they were computed from, as their column ``derived_from`` says.

Such a row is no second witness: put back together with what it was computed from, it gives the same figure again,
whatever the figures were.
"""

import operator
import re

DERIVED = "derived"
"""The word in the column ``basis`` of a row that was computed from other figures."""
NOT_DERIVED = "not derived"
"""What stands in ``derived_from`` in every other row: a cell that is never empty is not lost with ``dropna``."""

_SIGNS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
_NUMBER = r"\d+(?:\.\d+)?"
_SUM = re.compile(rf"{_NUMBER}(?: [-+] {_NUMBER})+|{_NUMBER} / {_NUMBER}(?: \* 100)?")


def operands(derived_from: str) -> list[float]:
    """Return the figures that a derived row was computed from, in the order of ``derived_from``.

    That is a sum as in "24474 - 18365", or a quotient as in "1200 / 4000 * 100", whose 100 is no figure. Raises
    ValueError for any other text.
    """
    if not _SUM.fullmatch(derived_from):
        raise ValueError(f"{derived_from!r} is no sum of figures such as '24474 - 18365', and no quotient of two")
    return [float(number) for number in re.findall(_NUMBER, derived_from.removesuffix(" * 100"))]


def outcome(derived_from: str) -> float:
    """Return what the sum or quotient comes to. Raises ValueError as ``operands`` does."""
    operands(derived_from)
    first, *rest = derived_from.split(" ")
    found = float(first)
    # From the left to the right: a sum has no product in it, and a quotient no sum.
    for sign, number in zip(rest[::2], rest[1::2], strict=True):
        found = _SIGNS[sign](found, float(number))
    return found
