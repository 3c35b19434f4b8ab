"""The explorer of lesson 02: homicide victims by state on a tile map, by year and measure."""

import functools
import itertools
from typing import Any

import pandas as pd

from twoborders.cards.base import Choice, Explorer, Goal, Rows, State, Steps
from twoborders.charts.tiles import STATES
from twoborders.models import homicides as model
from twoborders.models.homicides import CHANGE, COUNT, RATE
from twoborders.tables import load

STATE = "Tabasco"
"""The goal asks about it; it lies on the Guatemala border."""
LIMITS = {RATE: (10, 20, 40, 80), COUNT: (100, 500, 1_000, 2_000), CHANGE: (0, 50, 100, 200)}
"""Where a shade ends and the next begins: the same in all years, so that years can be compared."""


def homicide_map(table: pd.DataFrame | None = None) -> Explorer:
    """The explorer; ``table``: the table homicides_states_year, or another with its columns."""
    if table is None:
        table = load("homicides_states_year")
    years = tuple(str(year) for year in sorted(set(table["year"])))
    return Explorer(
        name="homicide_map",
        title="Where are most people killed? The same victims, three measures",
        controls=(
            Steps("year", "Year", years, years[0]),
            Choice("measure", "Measure", model.MEASURES, COUNT),
        ),
        model=functools.partial(_result, table),
        rows=_rows,
        sentence=_sentence,
        alt=_alt,
        goal=Goal(
            f"{STATE} lies on the Guatemala border. Choose the measure that says whether killings are more common "
            "there than in the country as a whole. Then find the first year in which they are.",
            functools.partial(_reached, table),
        ),
        source="Victims of intentional homicide; femicides are counted apart. 2019 has 11 months. Sources: "
        "prosecutors' files (SESNSP, copy to November 2019); people: CONAPO. In 2015 the files of several states very "
        "likely missed people, so a change since then can be too large. Squares do not show area.",
    )


def _result(table: pd.DataFrame, year: str, measure: str) -> dict:
    states = model.by_state(table, int(year), measure)
    months = model.months_covered(table, int(year))
    name = f"{measure[0].upper()}{measure[1:]}, {year}"
    if months < 12:
        name += f" ({months} months{'' if measure == COUNT else ', as a yearly rate'})"
    return {"title": name, "states": states, "nation": model.nation(table, int(year), measure)}


def _rows(state: State, result: dict) -> Rows:
    measure, nation = state["measure"], result["nation"]
    shown = [
        {
            "tile": STATES[row.state_code],
            "state": row.state,
            "group": row.border_group,
            "value": float(row.value),
            "shown": written(row.value, measure),
            "shade": shade_of(row.value, measure),
            "mark": "\N{THIN SPACE}\N{BLACK UP-POINTING TRIANGLE}" if row.value > nation else "",
        }
        for row in result["states"].itertuples()
    ]
    shades: list[dict[str, Any]] = [
        {"shade": None, "place": 0, "states": None, "what": f"Whole country: {written(nation, measure)}"}
    ]
    for shade, name in enumerate(shade_names(measure)):
        states = sum(row["shade"] == shade for row in shown)
        what = f"{name}: {states} state{'' if states == 1 else 's'}"
        shades.append({"shade": shade, "place": shade + 1, "states": states, "what": what})
    return {"tiles": shown, "shades": shades}


def shade_of(value: float, measure: str) -> int:
    """The number of a value's shade: how many limits of its measure it has reached."""
    return sum(value >= limit for limit in LIMITS[measure])


def shade_names(measure: str) -> list[str]:
    """What the shades of a measure mean, from the lightest on."""
    unit = " %" if measure == CHANGE else ""
    first, *_, last = limits = [f"{limit:,}" for limit in LIMITS[measure]]
    between = [f"{low} to {high}{unit}" for low, high in itertools.pairwise(limits)]
    return [f"under {first}{unit}", *between, f"{last}{unit} and more"]


def written(value: float, measure: str) -> str:
    """A value as it stands in a tile: 26.8, 3,131 or +59 %."""
    if measure == RATE:
        return f"{value:.1f}"
    whole = round(value)
    if measure == CHANGE and whole:
        return f"{whole:+,} %"
    return f"{whole:,}{' %' if measure == CHANGE else ''}"


def _alt(state: State, result: dict) -> str:
    states = result["states"].sort_values(["value", "state"])
    groups = states[states["border_group"] != "no land border"].sort_values("state_code").groupby("border_group")
    listed = "".join(
        f" {group}: {', '.join(_said(row, state) for row in rows.itertuples())}." for group, rows in groups
    )
    return (
        f"Tile map of homicides in the 32 states of Mexico. {result['title']}. Whole country: "
        f"{written(result['nation'], state['measure'])}. Highest: {_said(states.iloc[-1], state)}; "
        f"lowest: {_said(states.iloc[0], state)}.{listed}"
    )


def _said(row: Any, state: State) -> str:
    return f"{row.state} {written(row.value, state['measure'])}"


def _sentence(state: State, result: dict) -> str:
    measure, states = state["measure"], result["states"].sort_values("value", ascending=False)
    if measure == CHANGE and not states["value"].any():
        return f"{result['title']}. Each state is compared with itself, so no rate has changed. Choose a later year."

    south = states[states["border_group"] == "Guatemala border"]
    sentence = (
        f"{result['title']}. Whole country {written(result['nation'], measure)}; highest "
        f"{_said(states.iloc[0], state)}, lowest {_said(states.iloc[-1], state)}. "
        f"On the Guatemala border: {', '.join(_said(row, state) for row in south.itertuples())}."
    )
    if measure == RATE:
        sentence += f" {(states['value'] > result['nation']).sum()} of the 32 states are above the country as a whole."
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
