"""The table of payoffs of two governments, with each one's best answers and the equilibria."""

from typing import Any

import altair as alt

from twoborders.charts.cards import BLUE, GREEN, INK, NARROW, ORANGE, QUIET, Key, Panel, by_width, data, words_by_width
from twoborders.models.game import CHOICES

SIZE = len(CHOICES)
SIDE, HEAD = 1, 1
"""The room for the names of the rows and of the columns, in cells."""
SHORT = {"cooperate": "coope-\nrate", "hold back": "hold\nback"}
LINES: dict[str, Any] = {"lineBreak": "\n", "dy": by_width(-12, -7)}
"""Texts of two lines, or of three where it is narrow, stand with their middle at their place."""


def panels() -> list[Panel]:
    """Data: ``cells`` (row, column, us, mexico, us_best, mexico_best, equilibrium); rows and columns from 0 on.

    Payoffs have no unit: only their order within a government counts.
    """
    key = (
        Key("best answer of the US to the column", "ring", BLUE),
        Key("best answer of Mexico to the row", "box", ORANGE),
        Key("both: equilibrium", "square", GREEN),
    )
    cells = alt.Chart(data("cells")).transform_calculate(
        end="datum.column + 1",
        bottom="datum.row + 1",
        left="datum.column + 0.27",
        right="datum.column + 0.73",
        upper=f"datum.row + ({NARROW} ? 0.28 : 0.5)",
        lower=f"datum.row + ({NARROW} ? 0.72 : 0.5)",
    )
    frames = cells.encode(*_place("column", "row"), alt.X2("end"), alt.Y2("bottom"))
    both = frames.transform_filter("datum.equilibrium")
    chart = alt.layer(
        _heads(),
        frames.mark_rect(fillOpacity=0, color=QUIET, stroke=QUIET, strokeWidth=1),
        both.mark_rect(color=GREEN, fillOpacity=0.15, stroke=INK, strokeWidth=3, strokeOpacity=1),
        *_payoff(cells, "us", ("left", "upper"), BLUE, "circle"),
        *_payoff(cells, "mexico", ("right", "lower"), ORANGE, "square"),
    )
    return [Panel("What each government gets: United States left, Mexico right", chart, 300, key)]


def _payoff(cells: alt.Chart, who: str, at: tuple[str, str], colour: str, shape: Any) -> tuple[Any, Any]:
    """The numbers of a government, with a mark around its best answers."""
    placed = cells.encode(*_place(*at))
    best = placed.transform_filter(f"datum.{who}_best")
    mark = best.mark_point(
        shape=shape, size=by_width(560, 1100), filled=False, strokeWidth=2.5, color=colour, opacity=1
    )
    return mark, placed.mark_text(fontSize=by_width(14, 19), fontWeight="bold", color=colour).encode(text=f"{who}:N")


def _heads() -> Any:
    """The names of the choices at both sides, and who chooses what."""
    names = [{"name": f"{public},\n{private}", "short": f"{public},\n{SHORT[private]}"} for public, private in CHOICES]
    columns = [name | {"x": place + 0.5, "y": -0.35} for place, name in enumerate(names)]
    rows = [name | {"x": -0.5, "y": place + 0.5} for place, name in enumerate(names)]
    mexico = "Mexico chooses a column"
    us = {"name": "United States\nchooses a row", "short": "US\nchooses\na row", "x": -0.5, "y": -0.35}
    return alt.layer(
        _texts(columns + rows).mark_text(**LINES),
        _texts([{"name": mexico, "short": mexico, "x": SIZE / 2, "y": -0.82}]).mark_text(
            color=ORANGE, fontWeight="bold"
        ),
        _texts([us]).mark_text(color=BLUE, fontWeight="bold", **LINES),
    )


def _texts(values: list[dict[str, Any]]) -> Any:
    return words_by_width(alt.Chart(alt.Data(values=values)).encode(*_place("x", "y")))


def _place(x: str, y: str) -> tuple[alt.X, alt.Y]:
    across, down = (alt.Scale(domain=ends, nice=False) for ends in ([-SIDE, SIZE], [SIZE, -HEAD]))
    return alt.X(f"{x}:Q", axis=None, scale=across), alt.Y(f"{y}:Q", axis=None, scale=down)
