"""An explorer of lesson 06: how far two polls differ by chance, and how many people a small rise takes (a model)."""

import functools

import numpy as np
import pandas as pd

from twoborders.cards.base import Explorer, Goal, Rows, Slider, State
from twoborders.models.poll_error import PAIRS, Pairs, pairs_of_polls, people_needed
from twoborders.tables import load

PEOPLE = Slider("people", "People in each poll", 500, 6_000, 100, 1_000, "people")
SHARE = Slider("share_pct", "Approve in truth, first poll", 42, 82, 10, 62, "per cent")
CHANGE = Slider("change", "Real change before the second", 0, 4, 1, 0, "points")
SIDE, BELOW = 17, 3.5
"""So many bars stand to each side of the one in the middle, and so many of them, its half included, below the rise."""


def stated_rise(claims: pd.DataFrame) -> float:
    """The rise of approval that the article gives, in percentage points."""
    value = claims.set_index("claim_id")["value"]
    return round(float(value["R4f"] - value["R4e"]), 1)


def poll_error() -> Explorer:
    """The explorer, with the rise of the article."""
    rise = stated_rise(load("claims"))
    return Explorer(
        name="poll_error",
        title=f"Is {rise:g} points a change? A model of two polls",
        controls=(PEOPLE, SHARE, CHANGE),
        model=functools.partial(pairs_of_polls, rise=rise),
        rows=_rows,
        sentence=_sentence,
        alt=_alt,
        goal=Goal(
            f"Let approval stay the same. Find the smallest number of people at which a rise of {rise:g} points lies "
            "outside the range of 95 of 100 pairs.",
            _reached,
            (SHARE, CHANGE),
        ),
        source=(
            f"Model, not data: {PAIRS:,} pairs, people drawn one by one; the last bars hold what lies further out. The "
            f"size of the article's polls is not in this kit; {PEOPLE.default:,} is assumed. Not for a tracking poll, "
            "whose days are not independent."
        ),
    )


def bar_counts(differences: np.ndarray, width: float) -> list[int]:
    """Pairs in each bar from left to right; the bar in the middle holds zero, the last ones all that is further out."""
    steps = np.floor(np.abs(differences) / width + 0.5 + 1e-9).astype(int).clip(max=SIDE)
    places = SIDE + np.where(differences < 0, -steps, steps)
    counts: list[int] = np.bincount(places, minlength=2 * SIDE + 1).tolist()
    return counts


def _rows(state: State, result: Pairs) -> Rows:
    width = result.rise / BELOW  # a bar begins where the rise lies, so that its colour is true
    bars = [
        {
            "low": round((step - 0.46) * width, 3),
            "high": round((step + 0.46) * width, 3),
            "pairs": pairs,
            "kind": "far" if abs(step) > BELOW else "near",
        }
        for step, pairs in enumerate(bar_counts(result.differences, width), start=-SIDE)
        if pairs
    ]
    margin, as_far = round(result.margin, 3), f"{result.as_far} of {PAIRS:,} pairs"
    said = f"{state['people']:,} people: \u00b1 {result.margin:.2f} points"
    return {
        "bars": bars,
        "rise": [{"points": result.rise, "label": f"a rise of {result.rise:g}"}],
        "margin": [{"low": -margin, "middle": 0, "high": margin, "label": said}],
        "counted": [{"label": f"{as_far}\ndiffer by {result.rise:g}\nor more"}],
    }


def _alt(state: State, result: Pairs) -> str:
    low, high = result.differences.min(), result.differences.max()
    return (
        f"Histogram of a model, not data: {PAIRS:,} pairs of polls of {state['people']:,} people, differences from "
        f"{low:.1f} to {high:.1f} points, most of them near {result.differences.mean():.1f}. Without a change 95 of "
        f"100 pairs lie within {result.margin:.2f} points of zero. {result.as_far} pairs differ by {result.rise:g} "
        "points or more."
    )


def _sentence(state: State, result: Pairs) -> str:
    share, change = state["share_pct"], state["change"]
    truth = f"really rises from {share} to {share + change} per cent" if change else f"is {share} per cent both times"
    noticed = f"; in {result.risen:,} the second is higher by more" if change else ""
    return (
        f"In this model approval {truth}, and {state['people']:,} people are asked each time. {result.as_far} of "
        f"{PAIRS:,} pairs of polls differ by {result.rise:g} points or more. Without a change, 95 of 100 lie within "
        f"{result.margin:.2f} points{noticed}."
    )


def _reached(state: State, result: Pairs) -> tuple[bool, str]:
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
