"""An explorer of lesson 06: how far two polls differ by chance, and how many people a small rise takes (a model)."""

import functools

import pandas as pd

from twoborders.charts.poll_error import PollErrorChart
from twoborders.explore.base import Explorer, Goal, Slider, State
from twoborders.models.poll_error import PAIRS, Pairs, pairs_of_polls, people_needed
from twoborders.tables import load

PEOPLE = Slider("people", "People in each poll", 500, 6_000, 100, 1_000, "people")
SHARE = Slider("share_pct", "Approve in truth, first poll", 42, 82, 10, 62, "per cent")
CHANGE = Slider("change", "Real change before the second", 0, 4, 1, 0, "points")


def stated_rise(claims: pd.DataFrame) -> float:
    """The rise of approval that the article gives, in percentage points."""
    value = claims.set_index("claim_id")["value"]
    rise: float = round(value["R4f"] - value["R4e"], 1)
    return rise


def poll_error(rise: float | None = None) -> Explorer:
    """The explorer; ``rise``: the difference in question in percentage points (else that of the article)."""
    if rise is None:
        rise = stated_rise(load("claims"))
    return Explorer(
        title=f"Is {rise:g} points a change? A model of two polls",
        controls=(PEOPLE, SHARE, CHANGE),
        model=functools.partial(pairs_of_polls, rise=rise),
        chart=PollErrorChart(rise),
        sentence=_sentence,
        goal=Goal(
            f"Let approval stay the same. Find the smallest number of people at which a rise of {rise:g} points lies "
            "outside the range of 95 of 100 pairs.",
            _reached,
        ),
        start=(
            f"A model, not data: {PAIRS:,} pairs of polls, people drawn one by one with seeded chance. The size of the "
            f"polls behind the article's rise of {rise:g} points is not in this kit; {PEOPLE.default:,} is assumed. "
            "The days of a tracking poll are not independent, so the model does not hold for them."
        ),
    )


def _sentence(state: State, result: Pairs) -> str:
    truth = (
        f"approval is {state['share_pct']} per cent both times"
        if not state["change"]
        else f"approval really rises from {state['share_pct']} to {state['share_pct'] + state['change']} per cent"
    )
    ending = (
        ""
        if not state["change"]
        else f" In {result.risen:,} of {PAIRS:,} pairs the second poll is higher by more than that: there the rise is "
        "noticed."
    )
    return (
        f"In this model {truth}, and {state['people']:,} people are asked each time. The two polls differ by "
        f"{result.rise:g} points or more in {result.as_far} of {PAIRS:,} pairs. Without a change, 95 of 100 pairs lie "
        f"within {result.margin:.2f} points of zero.{ending}"
    )


def _reached(state: State, result: Pairs) -> tuple[bool, str]:
    moved = [other.label for other in (SHARE, CHANGE) if state[other.name] != other.default]
    if moved:
        return False, f'Another control has moved: {", ".join(moved)}. "Back to the start" puts it back.'
    if result.margin > result.rise:
        return False, (
            f"Too few: 95 of 100 pairs lie within {result.margin:.3f} points, so {result.rise:g} is nothing unusual."
        )
    needed = people_needed(state["share_pct"], result.rise)
    if state["people"] - PEOPLE.step >= needed:
        return False, f"Enough: {result.rise:g} points are unusual here. But fewer people are enough too."
    usual = pairs_of_polls(PEOPLE.default, state["share_pct"], 0, result.rise)
    return True, (
        f"The formula asks for {needed:,} people in each poll; on this slider that is {state['people']:,}. Polls of "
        f"{PEOPLE.default:,} differ so much by chance in {usual.as_far} of {PAIRS:,} pairs. Now let approval "
        "really rise by 2 points: even here many pairs do not show it. "
        "No proof of a change is not a proof of no change."
    )
