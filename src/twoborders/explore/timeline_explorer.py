"""The explorer of lesson 00: what was known on a date, by actor and theme."""

import functools
import textwrap
from collections import Counter

import pandas as pd

from twoborders.cards.base import Choice, Explorer, Goal, Rows, State, Steps
from twoborders.models.timeline import ALL, first_known, known_events
from twoborders.tables import load

WANTED = {"actor": "both governments", "theme": "agreements"}
"""What the goal asks for."""
START = "2019-05-31"
"""The day after the tariff was announced: the goal lies a few steps on."""
DAILY = pd.Timestamp("2019-05-20"), pd.Timestamp("2019-06-10")
"""From ten days before the tariff was announced to the day on which it was to begin a step is a day; before and after,
the end of a month. With a day for every event there would be more states than travel to a page at once."""
NAMED, LETTERS = 6, 34
"""So many events are named beside the picture, in lines of so many letters."""


def timeline(table: pd.DataFrame | None = None) -> Explorer:
    """The explorer; ``table``: the table timeline, or another with its columns."""
    table = _shown(load("timeline") if table is None else table)
    actors, themes = (tuple(sorted(table[column].unique(), key=str.lower)) for column in ("actor", "theme"))
    return Explorer(
        name="timeline",
        title="What was known when? The dispute from both sides",
        controls=(
            Choice("actor", "Actor", (ALL, *actors), ALL),
            Choice("theme", "Theme", (ALL, *themes), ALL),
            Steps("as_of", "As of", _days(table["known_on"]), START),
        ),
        model=functools.partial(known_events, table),
        rows=functools.partial(_rows, table["month"].min(), _floors(table)),
        sentence=_sentence,
        alt=_alt,
        goal=Goal(
            "Find the first date on which an agreement between both governments is known "
            f'(actor "{WANTED["actor"]}", theme "{WANTED["theme"]}").',
            functools.partial(_reached, table),
        ),
        source="An event counts from the day on which it could be known. Sources: table timeline, one for each event.",
    )


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    """The columns that are shown, with the month and the day of each event in words."""
    month = table["date"].dt.strftime("%Y-%m")
    day = table["date"].dt.strftime("%Y-%m-%d").where(table["date_precision"] != "month", month)
    return table[["event_id", "date", "known_on", "event", "actor", "theme"]].assign(month=month, day=day)


def _days(known_on: pd.Series) -> tuple[str, ...]:
    """The days that can be chosen; see ``DAILY``."""
    days = pd.to_datetime(known_on)
    steps = days.where(days.between(*DAILY), days + pd.offsets.MonthEnd(0))
    return tuple(sorted({START, *steps.dt.strftime("%Y-%m-%d")}))


def _floors(table: pd.DataFrame) -> dict[str, int]:
    """The line on which the marks of each theme stand: below room for its highest stack, and for its name."""
    heights = table.groupby(["theme", "month"]).size().groupby("theme").max() + 1
    return {str(theme): int(floor) for theme, floor in heights.cumsum().items()}


def _rows(begin: str, floors: dict[str, int], state: State, result: pd.DataFrame) -> Rows:
    """The months reach to the end of a half-year, so that the axis seldom moves."""
    year, month = max(state["as_of"], START)[:7].split("-")
    months = pd.period_range(begin, f"{year}-{6 if int(month) <= 6 else 12}", freq="M").astype(str)
    shown = result[["month", "day", "actor", "theme", "event"]].to_dict("list")
    events, stacks = [], Counter[tuple[str, str]]()
    for place, actor, event in zip(
        zip(shown["theme"], shown["month"], strict=True), shown["actor"], shown["event"], strict=True
    ):
        stacks[place] += 1
        events.append({"month": place[1], "line": floors[place[0]] - stacks[place], "actor": actor, "event": event})
    named = zip(*(shown[name][: -NAMED - 1 : -1] for name in ("actor", "day", "event")), strict=True)
    tops = (0, *floors.values())
    return {
        "months": [{"month": month, "known": month <= state["as_of"]} for month in months],
        "themes": [
            {"theme": theme, "top": top - 0.5, "line": floor - 0.5}
            for top, (theme, floor) in zip(tops, floors.items(), strict=False)
        ],
        "events": events,
        "latest": [
            {"place": place, "actor": actor, "text": textwrap.fill(f"{day} {event}", LETTERS)}
            for place, (actor, day, event) in enumerate(named)
        ],
    }


def _alt(state: State, result: pd.DataFrame) -> str:
    counts = result["theme"].value_counts().sort_index()
    counted = ", ".join(f"{theme} {count}" for theme, count in counts.items()) or "none"
    return (
        "A mark for each event, stacked by month in a row for each theme; and the names of the latest. "
        f"Known on {state['as_of']}: {counted}."
    )


def _sentence(state: State, result: pd.DataFrame) -> str:
    chosen = "".join(f", {name} {state[name]}" for name in WANTED if state[name] != ALL)
    if result.empty:
        return f"On {state['as_of']} no event is known{chosen}."
    many = "1 event is" if len(result) == 1 else f"{len(result)} events are"
    day, event = (result[name].iloc[-1] for name in ("day", "event"))
    return f"On {state['as_of']} {many} known{chosen}. The latest is of {day}: {event}."


def _reached(table: pd.DataFrame, state: State, result: pd.DataFrame) -> tuple[bool, str]:
    if any(state[name] != value for name, value in WANTED.items()):
        return False, f'First choose the actor "{WANTED["actor"]}" and the theme "{WANTED["theme"]}".'
    target, as_of = first_known(table, **WANTED), pd.Timestamp(state["as_of"])
    if target is None or as_of < target:
        return False, "Too early: on this date no such event is known. Move the date on."
    if as_of > target:
        return False, f"Too late: {len(result)} such events are known by now. Which came first? Move the date back."
    return True, (
        f'On {state["as_of"]}: "{result["event"].iloc[-1]}". '
        "What both had done together before stands in this table under tariffs and trade."
    )
