"""The explorer of lesson 04: what a chokepoint is, on a network of ways from Central America into Mexico (a model)."""

import functools
from collections.abc import Mapping

import pandas as pd

from twoborders.charts.chokepoint import ChokepointChart
from twoborders.charts.picture import say
from twoborders.explore.base import Explorer, Goal, Slider, State
from twoborders.models import chokepoint as model
from twoborders.tables import load

#: The month whose counts stand for those who set out.
MONTH = "2019-05-01"
UNIT = "%"

EAST = Slider("east", "Narrow Guatemala's eastern border", 0, 100, 10, 0, UNIT)
SUCHIATE = Slider("suchiate", "Narrow the Suchiate crossing", 0, 100, 50, 0, UNIT)
HUEHUETENANGO = Slider("huehuetenango", "Narrow the road by Huehuetenango", 0, 100, 50, 0, UNIT)
PETEN = Slider("peten", "Narrow the paths of Petén", 0, 100, 50, 0, UNIT)
ISTHMUS = Slider("isthmus", "Narrow the Isthmus, in Mexico", 0, 100, 25, 0, UNIT)
CONTROLS = (EAST, SUCHIATE, HUEHUETENANGO, PETEN, ISTHMUS)


def setting_out(months: pd.DataFrame) -> dict[str, int]:
    """Thousand apprehensions of May 2019 by citizenship, whole numbers, from us_apprehensions_month_citizenship."""
    may = months[months["month"] == MONTH].set_index("citizenship")["apprehensions"]
    return {country: round(may[country] / 1_000) for country in ("Guatemala", "Honduras", "El Salvador")}


def chokepoint(departures: Mapping[str, float] | None = None) -> Explorer:
    """The explorer; ``departures``: capacity units that set out in each of the three countries."""
    if departures is None:
        departures = setting_out(load("us_apprehensions_month_citizenship"))
    routes = functools.partial(model.passage, departures)
    return Explorer(
        title="Where is the chokepoint? A model of the ways into Mexico",
        controls=CONTROLS,
        model=routes,
        chart=ChokepointChart(routes()),
        sentence=functools.partial(_sentence, routes().most),
        goal=Goal(
            "Leave the four other places open. Narrow Guatemala's eastern border, the one with Honduras and "
            "El Salvador, step by step. Find the first step at which the most that can pass becomes smaller.",
            functools.partial(_reached, routes),
        ),
        start=(
            "A model, not data. Every capacity is invented, in capacity units. Only the three numbers of those who "
            "set out come from a table: thousand apprehensions at the US border in May 2019, by citizenship, which "
            "stand here for departures. Places stand at their true longitude and latitude; borders are sketched."
        ),
    )


def _sentence(at_start: float, state: State, result: model.Passage) -> str:
    narrowed = [f"{model.PLACES[name]} by {value} %" for name, value in state.items() if value]
    places = ", ".join(result.places) or "none, because every way is closed"
    change = at_start - result.most
    less = f"{say(change)} fewer than at the start" if change else "as many as at the start"
    if not narrowed:
        return (
            f"In this model {say(result.most)} capacity units can pass, with every place open. Smallest cut: {places}."
        )
    return (
        f"In this model {say(result.most)} capacity units can pass, {less}; {say(result.taken)} were taken away "
        f"(narrowed: {', '.join(narrowed)}). Smallest cut: {places}."
    )


def _reached(routes: functools.partial, state: State, result: model.Passage) -> tuple[bool, str]:
    moved = [other.label for other in CONTROLS[1:] if state[other.name] != other.default]
    if moved:
        return False, f'Leave this open for the goal: {"; ".join(moved)}. "Back to the start" sets all to 0.'
    full = routes()
    first = next((step for step in EAST.values() if routes(east=step).most < full.most), None)
    if state["east"] == EAST.default:
        return False, "No place is narrowed yet. Move the first control to the right."
    if first is None or state["east"] < first:
        return False, (
            f"{say(result.taken)} units are taken away, and as many can pass as before: the smallest cut is elsewhere."
        )
    if state["east"] > first:
        return False, "Less can pass here, but it began to fall at an earlier step. Move the control back."
    before, closed = routes(east=first - EAST.step), routes(east=100)
    return True, (
        f"Narrowing by up to {first - EAST.step} % took away {say(before.taken)} units and changed nothing, because a "
        f"narrower place lay behind: {before.places[0]}. From {first} % on the smallest cut is here, and each unit "
        f"counts. But even with this border closed {say(closed.most)} units can pass: {' and '.join(closed.places)}."
    )
