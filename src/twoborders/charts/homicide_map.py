"""A tile map of Mexico's states whose shades and numbers move with year and measure; and how many states are so."""

from typing import Any

import altair as alt

from twoborders.charts import tiles
from twoborders.charts.cards import BACK, BLUE, GREEN, GRID, INK, ORANGE, PINK, Key, Panel, data, named_bars

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
GAP = 0.04
"""Between the frame of a tile and its edge, as a share of a tile."""


def panels() -> list[Panel]:
    """Data: ``tiles`` (tile, group, value, shown, shade, mark), ``shades`` (shade, place, states, what).

    Of ``shades`` the first row has no shade and says the value of the whole country.
    """
    key = (
        Key("US border", "line", ORANGE),
        Key("Guatemala border", "dashed", GREEN),
        Key("Belize border", "dashed", PINK),
        Key("above the country as a whole", "triangle-up", INK),
    )
    neighbours = [_square(*tile) for tile in tiles.NEIGHBOURS]
    neighbours.append(_square("United States", 0, -0.6, 6, 0.55))
    around = alt.Chart(alt.Data(values=neighbours))
    states = alt.Chart(alt.Data(values=[_square(*tile) for tile in tiles.STATES.values()])).transform_lookup(
        "name", alt.LookupData(data("tiles"), "tile", ["group", "shown", "shade", "mark"])
    )
    named = states.transform_calculate(words="datum.name + datum.mark")
    chart = alt.layer(
        around.mark_rect(color=GRID).encode(*_edges()),
        around.mark_text(lineBreak="\n").encode(*_middle(), text="name:N"),
        states.mark_rect(color=BLUE).encode(*_edges(), _shade()),
        *(_frame(states, group) for group in FRAMES),
        named.mark_text(dy=-9).encode(*_middle(), _type(), text="words:N"),
        states.mark_text(dy=9, fontSize=13, fontWeight="bold").encode(*_middle(), _type(), text="shown:N"),
    )
    return [Panel("Homicides: each square is a state of Mexico", chart, 320, key, wide=True, least=540), _shades()]


def _shades() -> Panel:
    """The meaning of each shade, with a bar for the states that have it."""
    bars = named_bars("shades", "states", (0, 32), 6, _shade(), color=BLUE, stroke=BLUE)
    return Panel("States of each shade", bars, 320)


def _square(name: str, column: float, row: float, width: float = 1, height: float = 1) -> dict[str, Any]:
    left, top, right, bottom = column + GAP, row + GAP, column + width - GAP, row + height - GAP
    middle = {"x": column + width / 2, "y": row + height / 2}
    return {"name": name, "left": left, "top": top, "right": right, "bottom": bottom} | middle


def _edges() -> tuple[alt.X, alt.Y, alt.X2, alt.Y2]:
    return *_place("left", "top"), alt.X2("right"), alt.Y2("bottom")


def _middle() -> tuple[alt.X, alt.Y]:
    return _place("x", "y")


def _place(x: str, y: str) -> tuple[alt.X, alt.Y]:
    columns = alt.Scale(domain=[0, tiles.COLUMNS], nice=False)
    rows = alt.Scale(domain=[tiles.ROWS, -0.6], nice=False)
    return alt.X(f"{x}:Q", axis=None, scale=columns), alt.Y(f"{y}:Q", axis=None, scale=rows)


def _type() -> alt.Color:
    return alt.Color("shade:O", scale=alt.Scale(domain=list(range(5)), range=list(NUMBERS)))


def _shade() -> alt.FillOpacity:
    return alt.FillOpacity("shade:Q", scale=alt.Scale(domain=list(range(5)), range=list(SHADES)))


def _frame(states: alt.Chart, group: str) -> Any:
    colour, dashes, width = FRAMES[group]
    members = states.transform_filter(alt.datum.group == group)
    return members.mark_rect(filled=False, color=colour, strokeDash=dashes, strokeWidth=width).encode(*_edges())
