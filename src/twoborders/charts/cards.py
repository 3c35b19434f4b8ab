"""The house style of the cards' charts: colours that follow the page's theme, and the frame of a panel.

A chart of a card is made of Altair panels, each with named data that the card fills. The build compiles them to Vega
(``twoborders.build.cards``); nothing here is imported when a notebook runs.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import altair as alt

INK, QUIET, GRID = "var(--tb-ink)", "var(--tb-quiet)", "var(--tb-grid)"
BACK = "var(--tb-paper)"
BLUE, ORANGE, GREEN, GREY, PINK = (f"var(--tb-{name})" for name in ("blue", "orange", "green", "grey", "pink"))
COLOURS = (BLUE, ORANGE, GREEN, GREY, PINK)
SIGNS = {
    "circle": "\u25cf",
    "square": "\u25a0",
    "triangle-up": "\u25b2",
    "diamond": "\u25c6",
    "triangle-down": "\u25bc",
    "line": "\u2501",
    "dashed": "\u2505",
    "hollow": "\u25c7",
    "bar": "\u2503",
    "ring": "\u25cb",
    "box": "\u25a1",
    "cross": "\u271a",
    "triangle-left": "\u25c0",
    "triangle-right": "\u25b6",
    "stroke": "\u25ac",
    "arrow": "\u2191",
    "star": "\u2605",
}
"""How a shape or a line is written in a key."""
PATHS = {"star": "M0,-1L.22,-.31L.95,-.31L.36,.12L.59,.81L0,.38L-.59,.81L-.36,.12L-.95,-.31L-.22,-.31Z"}
"""The outline of a shape that Vega does not know by name."""
SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down")
"""Beside each colour a shape, so that colour never carries a meaning alone."""
PAPER = {
    "paper": "#ffffff",
    "ink": "#1f1f1f",
    "quiet": "#595959",
    "grid": "#e2e2e2",
    "blue": "#0173b2",
    "orange": "#c04f00",
    "green": "#027a58",
    "grey": "#767676",
    "pink": "#a8509a",
    "soft": "#f2f4f6",
}
"""The colours on paper, as in ``cards/page/card.css``: for the still picture."""

NARROW = "width < 440"
"""As an expression of Vega: whether a map or a table has so little room that its words must be shorter."""

FONT, SIZE = "system-ui, sans-serif", 12


class Key(NamedTuple):
    """What a colour means: a name, the shape that goes with the colour, and the colour."""

    name: str
    shape: str
    colour: str


@dataclass(frozen=True)
class Panel:
    """A panel of a card: its title, the chart with named data, its height in pixels, and its key.

    The key stands in the page, where it wraps in a narrow window; Vega's own legends are switched off. A ``wide``
    panel takes two places beside the others.
    """

    title: str
    chart: Any
    height: int = 210
    key: Sequence[Key] = ()
    wide: bool = False


def config() -> dict[str, Any]:
    """The style of every panel, as a Vega-Lite configuration."""
    words = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": SIZE, "titleFontSize": SIZE}
    inks = {"labelColor": INK, "titleColor": INK, "gridColor": GRID, "domainColor": QUIET, "tickColor": QUIET}
    above = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "start", "titleY": -10, "titleX": 0}
    return {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "mark": {"color": BLUE},
        "axis": words | inks | {"titleFontWeight": "normal", "labelLimit": 200},
        "axisX": {"grid": False},
        "axisY": above | {"domain": False, "ticks": False},
        "legend": {"disable": True},
        "text": {"font": FONT, "fontSize": SIZE, "color": INK},
        "line": {"strokeWidth": 2.5},
        "point": {"size": 50, "filled": True},
        "bar": {"color": BLUE},
        "rule": {"color": QUIET},
        "range": {"category": list(COLOURS), "symbol": list(SHAPES)},
    }


def data(name: str) -> alt.NamedData:
    """The named data that a card fills with the rows of a state."""
    return alt.NamedData(name=name)


def by_width(narrow: Any, wide: Any) -> alt.ExprRef:
    """One value in a narrow chart and another in a wide one; see ``NARROW``."""
    return alt.ExprRef(f"{NARROW} ? {json.dumps(narrow)} : {json.dumps(wide)}")


def words_by_width(chart: alt.Chart) -> alt.Chart:
    """The chart with a text for each row: its ``short`` name where the chart is narrow, else its ``name``."""
    return chart.transform_calculate(words=f"{NARROW} ? datum.short : datum.name").encode(text="words:N")


def by_key(column: str, keys: Sequence[Key]) -> tuple[alt.Color, alt.Shape]:
    """Colour and shape of the names in ``column``, as the key of the panel has them."""
    names = [key.name for key in keys]
    colours = alt.Scale(domain=names, range=[key.colour for key in keys])
    shapes = alt.Scale(domain=names, range=[PATHS.get(key.shape, key.shape) for key in keys])
    return alt.Color(f"{column}:N", scale=colours), alt.Shape(f"{column}:N", scale=shapes)


def label(chart: alt.Chart, column: str, **look: Any) -> Any:
    """The texts of ``column`` beside the places of ``chart``, on paper that keeps them off the lines below."""
    words = chart.encode(text=f"{column}:N")
    style: dict[str, Any] = {"lineBreak": "\n", "lineHeight": 15} | look
    halo = words.mark_text(color="var(--tb-paper)", stroke="var(--tb-paper)", strokeWidth=4, **style)
    return alt.layer(halo, words.mark_text(**style))


def named_bars(
    name: str, value: str, domain: tuple[float, float] | None, places: int, *channels: Any, **look: Any
) -> Any:
    """Bars with their names above them, which need no room at the left.

    Data ``name``: place (0 is the uppermost of ``places``), what, and ``value``; without a value there is no bar.
    Without a domain the axis ends at the longest bar, or at what is laid over them.
    """
    place = alt.Y("place:O", axis=None, scale=alt.Scale(domain=list(range(places))))
    rows = alt.Chart(data(name)).encode(place)
    scale = alt.Scale(nice=False) if domain is None else alt.Scale(domain=domain, nice=False)
    length = alt.X(f"{value}:Q", axis=None, scale=scale)
    bars = rows.mark_bar(height=13, yOffset=9, **look).encode(length, *channels)
    return bars + rows.mark_text(align="left", dy=-9).encode(x=alt.value(0), text="what:N")
