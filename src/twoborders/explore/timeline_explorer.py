"""The explorer of lesson 00: what was known on a date, by actor and theme."""

import functools

import pandas as pd

from twoborders.charts.timeline import TimelineChart
from twoborders.explore.base import Choice, Explorer, Goal, State, Steps
from twoborders.models.timeline import ALL, first_known, known_events
from twoborders.tables import load

COLUMNS = ("event_id", "date", "date_precision", "known_on", "event", "actor", "theme")
#: What the goal asks for.
WANTED = {"actor": "both governments", "theme": "agreements"}
#: The day after the tariff was announced: the goal lies a few steps on.
START = "2019-05-31"


def timeline(table: pd.DataFrame | None = None) -> Explorer:
    """The explorer; ``table``: the table timeline, or another with its columns."""
    if table is None:
        table = load("timeline")
    # Each move of a control copies rows; the long columns of sources and notes are not shown.
    table = table[[*COLUMNS]]
    dates = {day.strftime("%Y-%m-%d") for day in pd.to_datetime(table["known_on"])} | {START}
    actors, themes = (tuple(sorted(table[column].unique(), key=str.lower)) for column in ("actor", "theme"))
    return Explorer(
        title="What was known when? The dispute from both sides",
        controls=(
            Choice("actor", "Actor", (ALL, *actors), ALL),
            Choice("theme", "Theme", (ALL, *themes), ALL),
            Steps("as_of", "As of", tuple(sorted(dates)), START),
        ),
        model=functools.partial(known_events, table),
        chart=TimelineChart(table, actors, themes),
        sentence=_sentence,
        goal=Goal(
            "Find the first date on which an agreement between both governments is known "
            f'(actor "{WANTED["actor"]}", theme "{WANTED["theme"]}").',
            functools.partial(_reached, table),
        ),
        start="An event counts from the day on which it could be known.",
    )


def _sentence(state: State, result: pd.DataFrame) -> str:
    chosen = "" if state["actor"] == ALL else f", actor {state['actor']}"
    chosen += "" if state["theme"] == ALL else f", theme {state['theme']}"
    if result.empty:
        return f"On {state['as_of']} no event is known{chosen}."
    many = "1 event is" if len(result) == 1 else f"{len(result)} events are"
    date, precision, event = (result[name].iloc[-1] for name in ("date", "date_precision", "event"))
    day = f"{date:%Y-%m-%d}" if precision != "month" else f"{date:%Y-%m}"
    return f"On {state['as_of']} {many} known{chosen}. The latest is of {day}: {event}."


def _reached(table: pd.DataFrame, state: State, result: pd.DataFrame) -> tuple[bool, str]:
    target = first_known(table, **WANTED)
    as_of = pd.Timestamp(state["as_of"])
    wanted = known_events(table, **WANTED, as_of=as_of)
    if any(state[name] != value for name, value in WANTED.items()):
        return False, f'First choose the actor "{WANTED["actor"]}" and the theme "{WANTED["theme"]}".'
    if target is None or as_of < target:
        return False, "Too early: on this date no such event is known. Move the date on."
    if as_of > target:
        return (
            False,
            f"Too late: {len(wanted)} such events are known by now. Which came first? Move the date back.",
        )
    return True, (
        f'On {state["as_of"]}: "{wanted["event"].iloc[-1]}". '
        "What both had done together before stands in this table under tariffs and trade."
    )
