"""How many people wait for an answer when applications and closed cases do not keep the same pace.

A model, not data: every month the same number of people applies, and at most ``closed`` cases are closed. Its
starting values are those of the table refugee_decisions_year (United Nations, edition of December 2025): in 2018 the
commission closed 12,309 cases, which is 1,026 a month, and 5,072 of them without an answer.

People are not rounded inside the model, so that the same rule holds for small and for large numbers.
"""

import math

import numpy as np
import pandas as pd

from twoborders.models.ranges import demand

MONTHS = 12
"""The model runs for one year."""

#: Allowed range of each argument (both ends included), with its unit.
RANGES = {
    "applications": (0, 1_000_000, "people a month"),
    "closed": (0, 1_000_000, "cases a month"),
    "start_backlog": (0, 10_000_000, "people"),
    "unanswered_pct": (0, 100, "per cent of the closed cases"),
    "budget_change_pct": (-100, 500, "per cent"),
}


def backlog(
    applications: float, closed: float, start_backlog: float, unanswered_pct: float, budget_change_pct: float = 0
) -> pd.DataFrame:
    """People who wait at the end of each month of a year, as a frame with one row per month.

    ``applications``: people who apply in a month; ``closed``: cases that can be closed in a month at the old budget;
    ``start_backlog``: people who wait before month 1; ``unanswered_pct``: per cent of the closed cases in which
    nobody gets an answer, because the person gave up, withdrew or left; ``budget_change_pct``: per cent by which the
    budget changes, if closed cases are assumed to follow the budget (0: they are not).

    Columns: ``month`` (1 to 12), ``applications``, ``closed``, ``answered`` (closed cases with an answer) and
    ``backlog``, all in people, and ``waiting_months``: the backlog over the cases that can be closed in a month, not a
    number where people wait and nothing can be closed.

    Raises TypeError for an argument that is no number, ValueError for one outside its range.
    """
    demand(
        RANGES,
        applications=applications,
        closed=closed,
        start_backlog=start_backlog,
        unanswered_pct=unanswered_pct,
        budget_change_pct=budget_change_pct,
    )
    possible = at_budget(closed, budget_change_pct)
    waiting = float(start_backlog)
    done, left = [], []
    for _ in range(MONTHS):
        done.append(min(possible, waiting + applications))
        waiting += applications - done[-1]
        left.append(waiting)
    return pd.DataFrame(
        {
            "month": np.arange(1, MONTHS + 1),
            "applications": float(applications),
            "closed": np.array(done),
            "answered": np.array(done) * (100 - unanswered_pct) / 100,
            "backlog": np.array(left),
            "waiting_months": [waiting_months(people, possible) for people in left],
        }
    )


def at_budget(closed: float, budget_change_pct: float) -> float:
    """Cases that can be closed in a month after a change of the budget, if they follow it in step (an assumption)."""
    # In this order a change of -100 % gives exactly 0 and whole numbers stay whole.
    return closed * (100 + budget_change_pct) / 100


def waiting_months(people: float, closed: float) -> float:
    """Months that ``people`` wait if ``closed`` cases a month are closed; not a number if they wait for ever."""
    if people == 0:
        return 0.0
    return people / closed if closed > 0 else math.nan


def waiting_text(months: float) -> str:
    """The waiting time in words; says so when there is no number."""
    if math.isnan(months):
        return "a wait without end, because no case is closed"
    return f"a wait of {months:,.1f} {'month' if f'{months:.1f}' == '1.0' else 'months'}"
