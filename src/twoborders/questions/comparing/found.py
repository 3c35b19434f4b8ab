"""What a comparison gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Pair = tuple[Any, Any]
"""A value of the answer, and the right one at the same place."""


@dataclass(frozen=True)
class Found:
    """How much of an answer is right (0 to 1), and what to say where it is not all.

    ``mistake`` is the name of a general mistake that was seen, or the empty text. ``groups`` hold the
    numbers of the answer with the right ones, series by series, in which a general mistake can be looked for.
    """

    share: float
    message: str = ""
    mistake: str = ""
    groups: Sequence[Sequence[Pair]] = ()


RIGHT = Found(1)
