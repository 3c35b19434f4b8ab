"""How a force of a fixed size can be spread over states: a share for one border, the rest by need.

A model, not data: the force has one size, each of its people is in one state, and need is counted by people killed,
by people who live there, or by a mix of both. People of the force are not rounded inside the model.
"""

from collections.abc import Iterable

import pandas as pd

from twoborders.models.ranges import demand

#: Allowed range of each argument (both ends included), with its unit.
RANGES = {
    "force": (1, 1_000_000, "people in the force"),
    "share_pct": (0, 100, "per cent of the force"),
    "homicide_weight_pct": (0, 100, "per cent of the need"),
}
SOUTH = "Guatemala border"
NORTH = "US border"


def allocate(states: pd.DataFrame, force: float, share_pct: float, homicide_weight_pct: float) -> pd.DataFrame:
    """Spread ``force`` over the rows of ``states``; returns them with two columns more.

    ``states`` has ``border_group``, ``homicide_victims`` and ``population``. The states of the group SOUTH receive
    ``share_pct`` per cent of the force together, all others the rest. Inside both parts it is spread by need:
    ``homicide_weight_pct`` per cent by victims, what is left by people who live there.

    Columns added: ``guards`` (people of the force) and ``per_100_victims`` (guards for every 100 victims of the year).
    Raises TypeError for an argument that is no number, ValueError for one outside its range, for a state without
    victims, and for a table without a state at the border or without any other.
    """
    demand(RANGES, force=force, share_pct=share_pct, homicide_weight_pct=homicide_weight_pct)
    victims, people = states["homicide_victims"].to_numpy(float), states["population"].to_numpy(float)
    south = (states["border_group"] == SOUTH).to_numpy()
    if not (victims > 0).all():
        raise ValueError("Every state needs a number of victims above 0: guards are counted for 100 victims.")
    if south.all() or not south.any():
        raise ValueError(f'The table needs states of the group "{SOUTH}" and others.')
    weight = homicide_weight_pct / 100
    guards = victims * 0.0
    for part, size in ((south, force * share_pct / 100), (~south, force * (100 - share_pct) / 100)):
        need = weight * victims[part] / victims[part].sum() + (1 - weight) * people[part] / people[part].sum()
        guards[part] = size * need
    return states.assign(guards=guards, per_100_victims=guards / victims * 100)


def fewest_in_the_north(spread: pd.DataFrame) -> tuple[list[str], float]:
    """The states on the US border with the fewest guards for 100 victims, and how many these have.

    It is one state, or all that have equally few.
    """
    north = spread[spread["border_group"] == NORTH].set_index("state")["per_100_victims"]
    fewest = float(north.min())
    return north.index[north <= fewest + 1e-9].tolist(), fewest


def largest_share(
    states: pd.DataFrame, floor: float, shares: Iterable[float], force: float, homicide_weight_pct: float
) -> float | None:
    """Largest of ``shares`` with which each state on the US border keeps ``floor`` guards for 100 victims.

    None when none of them leaves so many.
    """
    for share in sorted(shares, reverse=True):
        if fewest_in_the_north(allocate(states, force, share, homicide_weight_pct))[1] >= floor:
            return share
    return None
