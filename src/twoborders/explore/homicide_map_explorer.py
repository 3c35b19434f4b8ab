"""The explorer of lesson 02: homicide victims by state on a tile map, by year and measure."""

import functools
from typing import Any

import pandas as pd

from twoborders.charts.homicide_map import HomicideMap, written
from twoborders.explore.base import Choice, Explorer, Goal, State, Steps
from twoborders.models import homicides as model
from twoborders.models.homicides import CHANGE, COUNT, RATE
from twoborders.tables import load

#: The state that the goal asks about, on the Guatemala border.
STATE = "Tabasco"


def homicide_map(table: pd.DataFrame | None = None) -> Explorer:
    """The explorer; ``table``: the table homicides_states_year, or another with its columns."""
    if table is None:
        table = load("homicides_states_year")
    years = tuple(str(year) for year in sorted(set(table["year"])))
    groups = dict(zip(table["state_code"], table["border_group"], strict=True))
    return Explorer(
        title="Where are most people killed? The same victims, three measures",
        controls=(
            Steps("year", "Year", years, years[0]),
            Choice("measure", "Measure", model.MEASURES, COUNT),
        ),
        # There are few states of the controls, and a key press should not wait for the same sums again.
        model=functools.cache(functools.partial(_result, table)),
        chart=HomicideMap(groups),
        sentence=_sentence,
        goal=Goal(
            f"{STATE} lies on the Guatemala border. Choose the measure that says whether killings are more common "
            "there than in the country as a whole. Then find the first year in which they are.",
            functools.partial(_reached, table),
        ),
        start="Victims of intentional homicide; femicides are counted apart. In 2015 the files of several states "
        "very likely missed people. 2019 has 11 months.",
    )


def _result(table: pd.DataFrame, year: str, measure: str) -> dict:
    states = model.by_state(table, int(year), measure)
    months = model.months_covered(table, int(year))
    name = f"{measure[0].upper()}{measure[1:]}, {year}"
    if months < 12:
        name += f" ({months} months{'' if measure == COUNT else ', as a yearly rate'})"
    return {"title": f"Homicides. {name}", "states": states, "nation": model.nation(table, int(year), measure)}


def _sentence(state: State, result: dict) -> str:
    measure, states = state["measure"], result["states"].sort_values("value", ascending=False)
    if measure == CHANGE and not states["value"].any():
        return f"{result['title']}. Each state is compared with itself, so no rate has changed. Choose a later year."

    def said(row: Any) -> str:
        return f"{row.state} {written(row.value, measure)}"

    south = states[states["border_group"] == "Guatemala border"]
    sentence = (
        f"{result['title']}. Whole country {written(result['nation'], measure)}; highest {said(states.iloc[0])}, "
        f"lowest {said(states.iloc[-1])}. "
        f"On the Guatemala border: {', '.join(said(row) for row in south.itertuples())}."
    )
    if measure == RATE:
        sentence += f" {(states['value'] > result['nation']).sum()} of the 32 states are above the country as a whole."
    if measure == CHANGE:
        sentence += (
            " In 2015 the files of several states very likely missed people, so a change since then can be too large."
        )
    return sentence


def _reached(table: pd.DataFrame, state: State, result: dict) -> tuple[bool, str]:
    measure, year = state["measure"], int(state["year"])
    if measure == COUNT:
        return False, "A state with many people has many victims too. Which measure takes the people into account?"
    if measure != RATE:
        return False, "This says how fast a state changed, not how high it stands. Choose another measure."
    here, country = _rate_of_state(table, year), model.nation(table, year, RATE)
    if here <= country:
        return False, f"In {year} it was {here:.1f} in {STATE} and {country:.1f} in the whole country."
    earlier = [other for other in sorted(set(table["year"])) if other < year]
    if any(_rate_of_state(table, other) > model.nation(table, other, RATE) for other in earlier):
        return False, f"In {year} it is above, but was that the first year? Go back."
    count = model.by_state(table, year, COUNT)
    rank = int(count.set_index("state")["value"].rank(ascending=False)[STATE])
    return True, (
        f"In {year} {STATE} has {here:.1f} and the whole country {country:.1f}, as yearly rates of "
        f"{model.months_covered(table, year)} months. By the number of victims it is {rank}th of 32, so a map of "
        "counts hides it. Both neighbours on this border, Chiapas and Campeche, stay far below. "
        "A reader in June 2019 had only the first months of that year."
    )


def _rate_of_state(table: pd.DataFrame, year: int) -> float:
    rate: float = model.by_state(table, year, RATE).set_index("state")["value"][STATE]
    return rate
