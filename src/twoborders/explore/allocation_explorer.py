"""The explorer of lesson 02: what is left elsewhere when a part of a force goes to one border (a model)."""

import functools
from collections.abc import Callable

import pandas as pd

from twoborders.charts.allocation import FLOOR, AllocationChart
from twoborders.explore.base import Explorer, Goal, Slider, State
from twoborders.models import allocation as model
from twoborders.tables import load

YEAR = 2018
FORCE = Slider("force", "Size of the force", 2_000, 20_000, 2_000, 6_000, "guards")
SHARE = Slider("share_pct", "Share for the Guatemala border", 0, 100, 5, 50, "per cent")
WEIGHT = Slider("homicide_weight_pct", "Need counted by people killed", 0, 100, 25, 0, "per cent")


def allocation(table: pd.DataFrame | None = None) -> Explorer:
    """The explorer; ``table``: the table homicides_states_year, or another with its columns."""
    if table is None:
        table = load("homicides_states_year")
    states = table.loc[table["year"] == YEAR, ["state", "border_group", "homicide_victims", "population"]]
    states = states.reset_index(drop=True)
    north = states.loc[states["border_group"] == model.NORTH, "state"].tolist()
    return Explorer(
        title="One force, two borders: a model of what is left elsewhere",
        controls=(SHARE, WEIGHT, FORCE),
        model=functools.partial(model.allocate, states),
        chart=AllocationChart(north, YEAR),
        sentence=_sentence,
        goal=Goal(
            f"Keep the force at {FORCE.default:,}. Move the other two controls, and find the largest share for the "
            "Guatemala border with which each of the six states on the US border still has at least "
            f"{FLOOR} guards for every 100 people killed there in {YEAR}.",
            functools.partial(_reached, states, functools.cache(functools.partial(_largest, states))),
        ),
        start=(
            f"A model, not data. {FORCE.default:,} is the number of guards that Mexico offered for its southern "
            "border on 6 June 2019; here it stands for any force that must be divided. Need is counted by people "
            f"killed in {YEAR}, by people who live in a state, or by a mix of both; that is assumed. So is the line "
            f"at {FLOOR}: it is our choice."
        ),
    )


def _sentence(state: State, result: pd.DataFrame) -> str:
    south = result.loc[result["border_group"] == model.SOUTH]
    guards, victims = south["guards"].sum(), south["homicide_victims"].sum()
    names, fewest = model.fewest_in_the_north(result)
    weight = state["homicide_weight_pct"]
    need = {0: "counted by people who live there", 100: "counted by people killed"}.get(
        weight, f"counted to {weight} per cent by people killed, else by people who live there"
    )
    others = "None is left for another state" if state["share_pct"] == 100 else f"The others are spread by need, {need}"
    return (
        f"In this model {guards:,.0f} of {state['force']:,} guards go to the Guatemala border: "
        f"{guards / victims * 100:,.1f} for every 100 people killed in its states in {YEAR}. {others}. "
        f"On the US border, {_who(names)} then has {'' if len(names) > 1 else 'the fewest: '}"
        f"{fewest:,.1f} for every 100 people killed."
    )


def _reached(
    states: pd.DataFrame, largest: Callable[[float], float | None], state: State, result: pd.DataFrame
) -> tuple[bool, str]:
    if state["force"] != FORCE.default:
        return False, f"The force has another size now. Put it back to {FORCE.default:,}: the goal is about dividing."
    names, fewest = model.fewest_in_the_north(result)
    if fewest < FLOOR:
        counted_best = state["homicide_weight_pct"] == 100 or state["share_pct"] == 100
        way = "" if counted_best else " Would another way of counting need change this?"
        return False, f"Too few: {_who(names)} has {fewest:.1f} for every 100 people killed.{way}"
    best = {weight: largest(weight) for weight in WEIGHT.values()}
    if state["share_pct"] < max(share for share in best.values() if share is not None):
        return False, (
            f"Each of the six states has at least {FLOOR}. But a larger share is possible: move the share on, or count "
            "need in another way."
        )
    by_victims = states["homicide_victims"][states["border_group"] == model.SOUTH].sum()
    own = by_victims / states["homicide_victims"].sum() * 100
    none = "even without any share for the south the line is not reached" if best[0] is None else f"it is {best[0]}"
    return True, (
        f"{state['share_pct']} per cent, with need counted by people killed alone. If need is counted by people who "
        f"live in a state, {none}: {_fewest_without_share(states)}. So what counts as need matters as much as the "
        f"share. By people killed alone, the Guatemala border would receive {own:.1f} per cent of the force. A larger "
        "share needs another reason than homicides, and there may be one."
    )


def _who(names: list[str]) -> str:
    return names[0] if len(names) == 1 else "each of these states"


def _largest(states: pd.DataFrame, weight: float) -> float | None:
    return model.largest_share(states, FLOOR, SHARE.values(), force=FORCE.default, homicide_weight_pct=weight)


def _fewest_without_share(states: pd.DataFrame) -> str:
    names, fewest = model.fewest_in_the_north(model.allocate(states, FORCE.default, 0, 0))
    return f"{_who(names)} would have {fewest:.1f}"
