"""The explorer of lesson 01: what a budget cut does to a backlog of refugee applications (a model)."""

import functools

import pandas as pd

from twoborders.charts.backlog import MARKED_MONTH as MONTH
from twoborders.charts.backlog import BacklogChart
from twoborders.explore.base import Explorer, Goal, Slider, State
from twoborders.models import backlog as model
from twoborders.tables import load

#: The goal: nobody waits longer than so many months, after MONTH months.
LIMIT = 3

CAPACITY = Slider("capacity", "Capacity at the 2018 budget", 1_000, 10_000, 250, 2_500, "decisions a month")
BUDGET = Slider("budget_change_pct", "Change of the budget", -40, 20, 20, -20, "per cent")
WAITING = Slider("start_backlog", "Waiting at the start", 0, 20_000, 5_000, 5_000, "people")
GROWTH = Slider("growth_pct", "Growth of applications", 0, 12, 1, 5, "per cent a month")


def mean_applications(months: pd.DataFrame) -> int:
    """Mean of the applications of January to May 2019, people a month, from refugee_applications_month."""
    return round(months.set_index("month").loc["2019-01":"2019-05", "applications"].mean())


def backlog(applications: float | None = None) -> Explorer:
    """The explorer; ``applications``: people who apply in month 1 (else the mean of January to May 2019)."""
    if applications is None:
        applications = mean_applications(load("refugee_applications_month"))
    return Explorer(
        title="How long is the wait? A model of the refugee commission's backlog",
        controls=(CAPACITY, BUDGET, WAITING, GROWTH),
        model=functools.partial(model.backlog, applications),
        chart=BacklogChart(),
        sentence=_sentence,
        goal=Goal(
            "Keep the other controls as they are. Find the smallest capacity at which nobody waits more than "
            f"{LIMIT} months after {MONTH} months.",
            functools.partial(_reached, applications),
        ),
        start=(
            f"A model, not data. Month 1: {applications:,.0f} applications, the mean of January to May 2019. "
            f"That {WAITING.default:,} people wait at the start is assumed: this kit has no count of them. "
            "Decisions are assumed to scale with the budget, and applications to grow evenly for 24 months."
        ),
    )


def _sentence(state: State, result: pd.DataFrame) -> str:
    possible = model.effective_capacity(state["capacity"], state["budget_change_pct"])
    waiting, months = result["backlog"].tolist(), result["waiting_months"].tolist()
    change = f"{state['budget_change_pct']:+} %" if state["budget_change_pct"] else "unchanged"
    wait = f"{waiting[MONTH - 1]:,.0f} people wait" if round(waiting[MONTH - 1]) else "Nobody waits"
    return (
        f"In this model {possible:,.0f} cases can be decided a month "
        f"({state['capacity']:,} at the 2018 budget, budget {change}). "
        f"{wait} after {MONTH} months, {waiting[-1]:,.0f} after {len(waiting)}. "
        f"For a person who applies at the end of month {MONTH} there is {model.waiting_text(months[MONTH - 1])}."
    )


def _reached(applications: float, state: State, result: pd.DataFrame) -> tuple[bool, str]:
    moved = [other.label for other in (BUDGET, WAITING, GROWTH) if state[other.name] != other.default]
    if moved:
        return False, f'Another control has moved: {", ".join(moved)}. "Back to the start" puts it back.'
    wait = result["waiting_months"].iloc[MONTH - 1]
    said = model.waiting_text(wait)
    if wait > LIMIT:
        return False, f"Too low: after {MONTH} months there is still {said}."
    target = _smallest(applications, state)
    if state["capacity"] > target:
        return False, f"Enough, with {said}, but a smaller capacity is enough too."
    uncut = _smallest(applications, {**state, BUDGET.name: 0})
    real = model.effective_capacity(target, state[BUDGET.name])
    return True, (
        f"With {target:,} there is {said}, with one step less it is more than {LIMIT} months. Because of "
        f"the cut {target:,} means {real:,.0f} decisions a month; without it {uncut:,} is the smallest step. "
        "A cut of a fifth takes a quarter more capacity to make good: 1 / 0.8 = 1.25."
    )


def _smallest(applications: float, state: State) -> float:
    others = {name: value for name, value in state.items() if name != CAPACITY.name}
    found = model.smallest_capacity(LIMIT, MONTH, CAPACITY.values(), applications=applications, **others)
    assert found is not None, "it is asked for where some step of the control is large enough"
    return found
