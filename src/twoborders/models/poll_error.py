"""How far two polls differ by chance alone, when the people asked are drawn one by one.

A model, not data: simple random sampling, in which every adult has the same chance to be asked, all answer, and
nobody is asked twice in so large a country. Real polls draw people in groups and miss some, so they err more. In a
daily tracking poll the samples of two days are not independent: for it this model does not hold.
"""

import math
from dataclasses import dataclass

import numpy as np

#: So many standard errors to both sides hold 95 of 100 results.
STANDARD_ERRORS = 1.96
#: Pairs of polls in one simulation, and where its chance begins: the same controls always give the same pairs.
PAIRS = 1_000
SEED = 2019


@dataclass(frozen=True)
class Pairs:
    """Simulated pairs of polls.

    ``differences``: second poll minus first, percentage points, one for each pair; ``margin``: percentage points to
    both sides of zero that hold 95 of 100 pairs when nothing has changed; ``rise``: the rise in question, in points.
    """

    differences: np.ndarray
    margin: float
    rise: float

    @property
    def as_far(self) -> int:
        """Pairs whose polls differ by the rise in question or more, up or down."""
        return _count(np.abs(self.differences) >= self.rise - 1e-9)

    @property
    def risen(self) -> int:
        """Pairs whose second poll is higher than the first by more than the margin: a real rise is noticed in them."""
        return _count(self.differences > self.margin)


def margin(share_pct: float, people: int) -> float:
    """Margin of error of one poll, in percentage points to both sides.

    ``share_pct``: per cent who gave the answer; ``people``: how many were asked.

    Raises ValueError for a share outside 0 to 100, or for fewer than one person.
    """
    if not 0 <= share_pct <= 100:
        raise ValueError(f"share_pct must be a number from 0 to 100 (per cent); it is {share_pct}.")
    if not people >= 1:
        raise ValueError(f"people must be 1 or more; it is {people}.")
    share = share_pct / 100
    return 100 * STANDARD_ERRORS * math.sqrt(share * (1 - share) / people)


def margin_of_difference(share_pct: float, people: int) -> float:
    """Margin of the difference of two polls with the same share and size, in percentage points to both sides."""
    return math.sqrt(2) * margin(share_pct, people)


def people_needed(share_pct: float, difference: float) -> int:
    """Fewest people in each of two polls at which ``difference`` (percentage points) reaches the margin.

    Raises ValueError for a difference of zero or less.
    """
    if not difference > 0:
        raise ValueError(f"difference must be more than 0 (percentage points); it is {difference}.")
    # Rounded first: a whole number of people must not become one more by the last binary digit.
    return max(1, math.ceil(round((margin_of_difference(share_pct, 1) / difference) ** 2, 6)))


def pairs_of_polls(people: int, share_pct: float, change: float, rise: float) -> Pairs:
    """Simulate pairs of polls of ``people`` each.

    In truth ``share_pct`` per cent approve at the first poll, and ``change`` percentage points more at the second.
    ``rise``: the difference in question, in percentage points.

    Raises ValueError where a true share would leave 0 to 100.
    """
    if not 0 <= share_pct + change <= 100:
        raise ValueError(f"share_pct plus change must be from 0 to 100 (per cent); it is {share_pct + change}.")
    usual = margin_of_difference(share_pct, people)
    chance = np.random.default_rng(SEED)
    first = chance.binomial(people, share_pct / 100, PAIRS)
    second = chance.binomial(people, (share_pct + change) / 100, PAIRS)
    return Pairs((second - first) / people * 100, usual, rise)


def _count(chosen: np.ndarray) -> int:
    return int(np.count_nonzero(chosen))
