"""How good a stated probability was: the mean penalty of several forecasts for which one number is said.

A model, not data: the forecasts are invented. Probabilities are in per cent, penalties and scores from 0 (the best)
to 1 (the worst).
"""

from collections.abc import Iterable

#: How a miss becomes a penalty. The first rule gives the Brier score.
BRIER = "squared difference (Brier)"
PLAIN = "plain difference"
RULES = (BRIER, PLAIN)


def penalty(said_pct: float, came_true: bool, rule: str = BRIER) -> float:
    """The penalty of one forecast: how far ``said_pct`` lies from 100 if it came true, from 0 if it did not.

    Raises ValueError for a probability outside 0 to 100 and for an unknown rule.
    """
    if not 0 <= said_pct <= 100:
        raise ValueError(f"A probability must be from 0 to 100 per cent; it is {said_pct}.")
    if rule not in RULES:
        raise ValueError(f'There is no rule "{rule}". The rules are: {", ".join(RULES)}.')
    miss = abs((100 if came_true else 0) - said_pct) / 100
    return miss**2 if rule == BRIER else miss


def penalties(said_pct: float, right: int, of: int, rule: str = BRIER) -> list[float]:
    """The penalties of ``of`` forecasts, all said with ``said_pct``; the first ``right`` of them came true.

    Raises ValueError where ``right`` is not a number from 0 to ``of``, or ``of`` is below 1.
    """
    if of < 1 or not 0 <= right <= of:
        raise ValueError(f"Of {of} forecasts, {right} cannot have come true.")
    return [penalty(said_pct, number < right, rule) for number in range(of)]


def score(said_pct: float, right: int, of: int, rule: str = BRIER) -> float:
    """The mean penalty of ``of`` forecasts, all said with ``said_pct``, of which ``right`` came true."""
    return sum(penalties(said_pct, right, of, rule)) / of


def best(candidates: Iterable[float], right: int, of: int, rule: str = BRIER) -> list[float]:
    """Those of ``candidates`` (per cent) that give the lowest score; more than one where they give the same."""
    scores = {candidate: score(candidate, right, of, rule) for candidate in candidates}
    lowest = min(scores.values())
    # Sums in another order differ in their last digit.
    return [candidate for candidate, reached in scores.items() if reached - lowest < 1e-12]


def decimals(value: float) -> str:
    """A penalty or a score in words: four decimals, without the zeros at their end (0.0625, 0.25, 1)."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
