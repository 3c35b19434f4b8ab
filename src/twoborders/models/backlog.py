"""How a backlog grows when applications and decisions do not keep the same pace.

A model, not data: every month a given number of people applies, and at most ``capacity`` cases are decided.
People are not rounded inside the model, so that the same rule holds for small and for large numbers.
"""

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd

from twoborders.models.ranges import demand

#: Allowed range of each argument (both ends included), with its unit.
RANGES = {
    "applications": (0, 1_000_000, "people in month 1"),
    "growth_pct": (-50, 50, "per cent a month"),
    "capacity": (0, 1_000_000, "decisions a month at the old budget"),
    "budget_change_pct": (-100, 500, "per cent"),
    "start_backlog": (0, 10_000_000, "people"),
    "months": (1, 240, "months"),
}


def backlog(
    applications: float,
    growth_pct: float,
    capacity: float,
    budget_change_pct: float,
    start_backlog: float,
    months: int = 24,
) -> pd.DataFrame:
    """People who wait at the end of each month, as a frame with one row per month.

    ``applications``: people who apply in month 1; ``growth_pct``: growth of applications, per cent a month;
    ``capacity``: decisions a month at the old budget; ``budget_change_pct``: per cent (decisions are
    assumed to scale with the budget); ``start_backlog``: people who wait before month 1.

    Columns: ``month`` (1 to ``months``), ``applications``, ``decisions``, ``backlog`` (people) and
    ``waiting_months`` (backlog over decisions that are possible in a month: how long a person who applies
    at the end of the month waits; not a number where people wait and nothing can be decided).

    Raises TypeError for an argument that is no number, ValueError for one outside its range.
    """
    demand(
        RANGES,
        applications=applications,
        growth_pct=growth_pct,
        capacity=capacity,
        budget_change_pct=budget_change_pct,
        start_backlog=start_backlog,
        months=months,
    )
    if months != int(months):
        low, high, _ = RANGES["months"]
        raise ValueError(f"months must be a whole number from {low} to {high}; it is {months}.")
    possible = effective_capacity(capacity, budget_change_pct)
    waiting = float(start_backlog)
    applied, decided, left, waits = [], [], [], []
    for month in range(int(months)):
        arriving = applications * (1 + growth_pct / 100) ** month
        decisions = min(possible, waiting + arriving)
        waiting = waiting + arriving - decisions
        applied.append(arriving)
        decided.append(decisions)
        left.append(waiting)
        waits.append(waiting_months(waiting, possible))
    columns = {"applications": applied, "decisions": decided, "backlog": left, "waiting_months": waits}
    return pd.DataFrame({"month": np.arange(1, int(months) + 1), **{k: np.array(v) for k, v in columns.items()}})


def effective_capacity(capacity: float, budget_change_pct: float) -> float:
    """Decisions a month after the budget has changed by ``budget_change_pct`` per cent (an assumption)."""
    # In this order a change of -100 % gives exactly 0 and whole numbers stay whole.
    return capacity * (100 + budget_change_pct) / 100


def waiting_months(people: float, decisions: float) -> float:
    """Months that ``people`` wait at ``decisions`` a month; not a number when they would wait for ever."""
    if people == 0:
        return 0.0
    return people / decisions if decisions > 0 else math.nan


def waiting_text(months: float) -> str:
    """The waiting time in words; says so when there is no number."""
    if math.isnan(months):
        return "no end to the wait, because no case is decided"
    return f"a wait of {months:,.1f} {'month' if f'{months:.1f}' == '1.0' else 'months'}"


def smallest_capacity(limit_months: float, month: int, candidates: Iterable[float], **rest: float) -> float | None:
    """Smallest of ``candidates`` (decisions a month) with at most ``limit_months`` of waiting after ``month``.

    ``rest`` are the other arguments of :func:`backlog`. None when no candidate is large enough.
    """
    others = {name: value for name, value in rest.items() if name != "months"}
    for candidate in sorted(candidates):
        waiting = backlog(capacity=candidate, months=month, **others)["waiting_months"].iloc[-1]
        if waiting <= limit_months:
            return candidate
    return None
