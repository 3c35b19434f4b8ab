"""The explorer of lesson 04: what a chokepoint is, on a network of ways from Central America into Mexico (a model)."""

import functools

import pandas as pd

from twoborders.cards.base import Explorer, Goal, Rows, Slider, State
from twoborders.models import chokepoint as model
from twoborders.tables import load

MONTH = "2019-05-01"
"""Its counts stand for those who set out."""
UNIT = "%"

EAST = Slider("east", "Narrow the eastern border", 0, 100, 10, 0, UNIT)
SUCHIATE = Slider("suchiate", "Narrow the Suchiate crossing", 0, 100, 50, 0, UNIT)
HUEHUETENANGO = Slider("huehuetenango", "Narrow the Huehuetenango road", 0, 100, 50, 0, UNIT)
PETEN = Slider("peten", "Narrow the paths of Petén", 0, 100, 50, 0, UNIT)
ISTHMUS = Slider("isthmus", "Narrow the Isthmus, in Mexico", 0, 100, 25, 0, UNIT)
CONTROLS = (EAST, SUCHIATE, HUEHUETENANGO, PETEN, ISTHMUS)


def setting_out(months: pd.DataFrame) -> dict[str, int]:
    """Thousand apprehensions of May 2019 by citizenship, whole numbers, from us_apprehensions_month_citizenship."""
    may = months[months["month"] == MONTH].set_index("citizenship")["apprehensions"]
    return {country: round(may[country] / 1_000) for country in ("Guatemala", "Honduras", "El Salvador")}


def chokepoint() -> Explorer:
    """The explorer; as many capacity units set out in three countries as the table gives for May 2019."""
    routes = functools.partial(model.passage, setting_out(load("us_apprehensions_month_citizenship")))
    start = routes()
    return Explorer(
        name="chokepoint",
        title="Where is the chokepoint? A model of the ways into Mexico",
        controls=CONTROLS,
        model=routes,
        rows=functools.partial(_rows, start),
        sentence=functools.partial(_sentence, start),
        alt=functools.partial(_alt, start),
        goal=Goal(
            "Leave the four other places open. Narrow Guatemala's eastern border, the one with Honduras and "
            "El Salvador, step by step. Find the first step at which the most that can pass becomes smaller.",
            functools.partial(_reached, routes),
            CONTROLS[1:],
        ),
        source="A model, not data. Every capacity is invented. Only those who set out come from a table: thousand "
        "apprehensions at the US border in May 2019, by citizenship, in place of departures. Places are true, "
        "borders sketched.",
    )


def _rows(start: model.Passage, state: State, result: model.Passage) -> Rows:
    ways = []
    for way, capacity in result.capacities.items():
        if capacity is not None:
            in_cut = way in result.cut
            label = ("cut: " if in_cut else "") + (f"{capacity:g}" if capacity else "closed")
            ways.append({"way": way, "units": capacity, "part": _part(way, capacity, in_cut), "label": label})
    sums: list[tuple[str, float | None, str]] = [("at the start", start.most, "start"), ("now", result.most, "now")]
    sums.append(("The smallest cut:", None, "cut"))
    for name, units in _parts(result).items():
        sums.append((name.removeprefix("the ").removeprefix("those who "), units, "cut"))
    return {
        "ways": ways,
        "sums": [
            {"place": place, "what": what if units is None else f"{units:g}  {what}", "units": units, "of": of}
            for place, (what, units, of) in enumerate(sums)
        ],
    }


def _part(way: str, capacity: float, in_cut: bool) -> str:
    """What a way is in a state, and so how it is drawn: see LOOKS in charts/chokepoint.py."""
    if not capacity:
        return "closed"
    by_sea = way.endswith("by sea or air")
    if in_cut:
        return "smallest cut, by sea or air" if by_sea else "smallest cut"
    return "by sea or air" if by_sea else "way"


def _parts(result: model.Passage) -> dict[str, float]:
    """The units that each place of the smallest cut adds to its sum."""
    places = {link.name: link.place for link in model.ROUTES}
    parts: dict[str, float] = {}
    for name in result.cut:
        place = places.get(name, name)
        parts[place] = parts.get(place, 0) + (result.capacities[name] or 0)
    return parts


def _alt(start: model.Passage, state: State, result: model.Passage) -> str:
    ways = ", ".join(f"{name} {units:g}" for name, units in result.capacities.items() if units is not None)
    return (
        f"Schematic map of a model, not data: ways from Central America into Mexico. Capacity units: {ways}. "
        f"The most that can pass: {result.most:g}, at the start {start.most:g}. "
        f"The smallest cut: {', '.join(result.cut) or 'none, every way is closed'}."
    )


def _sentence(start: model.Passage, state: State, result: model.Passage) -> str:
    places = ", ".join(result.places) or "none, because every way is closed"
    can_pass = f"In this model {result.most:g} capacity units can pass"
    if state == {control.name: control.default for control in CONTROLS}:
        return f"{can_pass}, with every place open. Smallest cut: {places}."
    change = start.most - result.most
    less = f"{change:g} fewer than at the start" if change else "as many as at the start"
    return f"{can_pass}, {less}; the narrowed places can carry {result.taken:g} less. Smallest cut: {places}."


def _reached(routes: functools.partial, state: State, result: model.Passage) -> tuple[bool, str]:
    full = routes()
    first = next((step for step in EAST.values() if routes(east=step).most < full.most), None)
    if state["east"] == EAST.default:
        return False, "No place is narrowed yet. Move the first control to the right."
    if first is None or state["east"] < first:
        return False, (
            f"The border can carry {result.taken:g} units less, and as many can pass as before: the smallest cut is "
            "elsewhere."
        )
    if state["east"] > first:
        return False, "Less can pass here, but it began to fall at an earlier step. Move the control back."
    before, closed = routes(east=first - EAST.step), routes(east=100)
    return True, (
        f"Narrowed by up to {first - EAST.step} %, it could carry {before.taken:g} units less, and nothing changed: a "
        f"narrower place lay behind: {before.places[0]}. From {first} % on the smallest cut is here, and each unit "
        f"counts. But even with this border closed {closed.most:g} units can pass: {' and '.join(closed.places)}."
    )
