"""The explorer of lesson 02: what is left elsewhere when a part of a force goes to one border (a model)."""

import functools
from collections.abc import Callable

import pandas as pd

from twoborders.cards.base import Explorer, Goal, Rows, Slider, State
from twoborders.models import allocation as model
from twoborders.tables import load

YEAR = 2018
FLOOR = 10
"""Guards for every 100 people killed that the goal asks for."""
GROUPS = (model.SOUTH, "Belize border", model.NORTH, "no land border")
LIMITS = (20, 50, 100, 300)
"""Where the axis of the guards for 100 people killed can end."""
FORCE = Slider("force", "Size of the force", 2_000, 20_000, 2_000, 6_000, "guards")
SHARE = Slider("share_pct", "Share for the Guatemala border", 0, 100, 5, 50, "%")
WEIGHT = Slider("homicide_weight_pct", "Need counted by people killed", 0, 100, 25, 0, "%")


def allocation() -> Explorer:
    """The explorer, with the victims and the people of the table homicides_states_year."""
    table = load("homicides_states_year")
    states = table.loc[table["year"] == YEAR, ["state", "border_group", "homicide_victims", "population"]]
    states = states.reset_index(drop=True)
    return Explorer(
        name="allocation",
        title="One force, two borders: a model of what is left elsewhere",
        controls=(SHARE, WEIGHT, FORCE),
        model=functools.partial(model.allocate, states),
        rows=_rows,
        sentence=_sentence,
        alt=_alt,
        goal=Goal(
            f"Keep the force at {FORCE.default:,}. Move the other two controls, and find the largest share for the "
            "Guatemala border with which each of the six states on the US border still has at least "
            f"{FLOOR} guards for every 100 people killed there in {YEAR}.",
            functools.partial(_reached, states, functools.cache(functools.partial(_largest, states))),
            (FORCE,),
        ),
        source=f"A model, not data. {FORCE.default:,}: the guards that Mexico offered for its southern border on "
        f"6 June 2019; here any force that must be divided. Need is counted by people killed in {YEAR} (SESNSP), by "
        f"people who live in a state (CONAPO), or by both; that is assumed. The line at {FLOOR} is our choice.",
    )


def _rows(state: State, result: pd.DataFrame) -> Rows:
    guards = result.groupby("border_group")["guards"].sum()
    share, north = (guards / state["force"] * 100).to_dict(), _north(result)
    limit = next(limit for limit in LIMITS if limit >= max(north.values()))
    return {
        "groups": [
            {"place": place, "what": f"{group}: {guards[group]:,.0f}", "share_pct": share[group], "group": group}
            for place, group in enumerate(GROUPS)
        ],
        "states": [
            {"place": place, "what": f"{name}: {rate:.1f}", "guards": rate, "of": _of(rate)}
            | {"floor": FLOOR, "limit": limit}
            for place, (name, rate) in enumerate(north.items())
        ],
    }


def _north(result: pd.DataFrame) -> dict[str, float]:
    """The guards for every 100 people killed, by state on the US border."""
    rates = result[result["border_group"] == model.NORTH].set_index("state")["per_100_victims"]
    return dict(zip(rates.index, rates.tolist(), strict=True))


def _of(rate: float) -> str:
    return "enough" if rate >= FLOOR else "too few"


def _alt(state: State, result: pd.DataFrame) -> str:
    by_group, by_state = (", ".join(row["what"] for row in rows) for rows in _rows(state, result).values())
    return (
        f"Bar charts of a model, not data. Guards by border group: {by_group}. Guards for every 100 people killed in "
        f"{YEAR}, {model.NORTH} states, with a line at {FLOOR}: {by_state}."
    )


def _sentence(state: State, result: pd.DataFrame) -> str:
    south = result.loc[result["border_group"] == model.SOUTH]
    guards, victims = south["guards"].sum(), south["homicide_victims"].sum()
    names, fewest = model.fewest_in_the_north(result)
    weight = state["homicide_weight_pct"]
    need = {0: "residents", 100: "people killed"}.get(weight, f"people killed ({weight} %) and residents")
    others = "None is left for another state" if state["share_pct"] == 100 else f"The others are spread by {need}"
    return (
        f"In this model {guards:,.0f} of {state['force']:,} guards go to the Guatemala border: "
        f"{guards / victims * 100:,.1f} for every 100 people killed there. {others}. On the US border, {_who(names)} "
        f"has {'' if len(names) > 1 else 'the fewest: '}{fewest:,.1f} for every 100."
    )


def _reached(
    states: pd.DataFrame, largest: Callable[[float], float | None], state: State, result: pd.DataFrame
) -> tuple[bool, str]:
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
