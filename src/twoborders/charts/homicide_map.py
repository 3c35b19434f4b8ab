"""A tile map of Mexico's states whose shades and numbers move with year and measure; and how many states are so."""

from typing import Any

import altair as alt

from twoborders.charts import tiles
from twoborders.charts.cards import (
    BACK,
    BLUE,
    GREEN,
    GRID,
    INK,
    NARROW,
    ORANGE,
    PINK,
    Key,
    Panel,
    by_width,
    data,
    named_bars,
    words_by_width,
)

SHADES = (0.0, 0.2, 0.38, 0.55, 1.0)
"""How much of the blue covers the paper; their order stays the same in grey, and on dark paper."""
NUMBERS = (INK, INK, INK, INK, BACK)
"""The colour of the type on each shade."""
FRAMES = {
    "US border": (ORANGE, [1, 0], 3),
    "Guatemala border": (GREEN, [5, 2], 3),
    "Belize border": (PINK, [2, 2], 3),
    "no land border": (GRID, [1, 0], 1),
}
"""Colour, dashes and width of the frame that marks a border group."""
STRIP, GAP = 0.6, 0.04
"""The height of the strip that is the United States; and half of the gap between two tiles, as shares of a tile."""


def panels() -> list[Panel]:
    """Data: ``tiles`` (tile, state, group, value, shown, shade, mark), ``shades`` (shade, place, states, what).

    A value is of people killed: a count, or a rate a year for each 100,000. Of ``shades`` the first row has no shade
    and says the value of the whole country.
    """
    key = (
        Key("US border", "line", ORANGE),
        Key("Guatemala border", "dashed", GREEN),
        Key("Belize border", "dashed", PINK),
        Key("above the country as a whole", "triangle-up", INK),
    )
    around = _placed({"US": "United States", **tiles.NEIGHBOURS})
    # In a narrow map the sign stands below the number, which has no " %".
    states = (
        _placed({label: label for label in tiles.STATES.values()})
        .transform_lookup("tile", alt.LookupData(data("tiles"), "tile", ["state", "group", "shown", "shade", "mark"]))
        .transform_calculate(
            words=f"{NARROW} ? datum.short : datum.name + datum.mark",
            number=f"{NARROW} ? replace(datum.shown, ' %', '') + '\\n' + datum.mark : datum.shown",
            said="datum.state + ': ' + datum.shown",
        )
    )
    chart = alt.layer(
        around.mark_rect(color=GRID).encode(*_edges()),
        words_by_width(around).mark_text(lineBreak="\n").encode(*_middle()),
        states.mark_rect(color=BLUE).encode(*_edges(), _shade(), tooltip="said:N"),
        *(_frame(states, group) for group in FRAMES),
        states.mark_text(dy=by_width(-12, -9)).encode(*_middle(), _type(), text="words:N"),
        states.mark_text(
            dy=by_width(1, 9), fontWeight=by_width("normal", "bold"), lineBreak="\n", lineHeight=12
        ).encode(*_middle(), _type(), text="number:N"),
    )
    return [Panel("Homicides: each square is a state of Mexico", chart, 320, key, wide=True), _shades()]


def _shades() -> Panel:
    """The meaning of each shade, with a bar for the states that have it."""
    bars = named_bars("shades", "states", (0, 32), 6, _shade(), color=BLUE, stroke=BLUE)
    return Panel("States of each shade", bars, 320)


def _placed(names: dict[str, str]) -> alt.Chart:
    """Tiles by their labels, with names and with their edges, as shares of the chart, in the grid of its width."""
    rows: list[dict[str, Any]] = [
        {"tile": label, "name": name, "short": tiles.SHORT.get(label, name)} for label, name in names.items()
    ]
    for side, grid in (("wide", tiles.WIDE), ("narrow", tiles.NARROW)):
        across, down = len(grid[0].split()), len(grid) + STRIP
        places = tiles.places(grid) | {"US": (0, -STRIP)}
        for row in rows:
            column, line = places[row["tile"]]
            width, height = (6, STRIP) if row["tile"] == "US" else (1, 1)
            row[f"{side}_left"], row[f"{side}_right"] = (column + GAP) / across, (column + width - GAP) / across
            row[f"{side}_top"] = (line + STRIP + GAP) / down
            row[f"{side}_bottom"] = (line + STRIP + height - GAP) / down
    edges = {edge: f"{NARROW} ? datum.narrow_{edge} : datum.wide_{edge}" for edge in ("left", "right", "top", "bottom")}
    middle = {"x": "(datum.left + datum.right) / 2", "y": "(datum.top + datum.bottom) / 2"}
    return alt.Chart(alt.Data(values=rows)).transform_calculate(**edges).transform_calculate(**middle)


def _edges() -> tuple[alt.X, alt.Y, alt.X2, alt.Y2]:
    return *_place("left", "top"), alt.X2("right"), alt.Y2("bottom")


def _middle() -> tuple[alt.X, alt.Y]:
    return _place("x", "y")


def _place(x: str, y: str) -> tuple[alt.X, alt.Y]:
    across, down = alt.Scale(domain=[0, 1], nice=False), alt.Scale(domain=[1, 0], nice=False)
    return alt.X(f"{x}:Q", axis=None, scale=across), alt.Y(f"{y}:Q", axis=None, scale=down)


def _type() -> alt.Color:
    return alt.Color("shade:O", scale=alt.Scale(domain=list(range(5)), range=list(NUMBERS)))


def _shade() -> alt.FillOpacity:
    return alt.FillOpacity("shade:Q", scale=alt.Scale(domain=list(range(5)), range=list(SHADES)))


def _frame(states: alt.Chart, group: str) -> Any:
    colour, dashes, width = FRAMES[group]
    members = states.transform_filter(alt.datum.group == group)
    return members.mark_rect(filled=False, color=colour, strokeDash=dashes, strokeWidth=width).encode(*_edges())
