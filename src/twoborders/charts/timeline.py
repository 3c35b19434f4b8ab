"""The events that are known on a day: one mark each, stacked by theme and month; and the latest of them by name."""

import altair as alt

from twoborders.charts.cards import BLUE, GREEN, GREY, GRID, INK, ORANGE, PINK, QUIET, Key, Panel, by_key, data

ACTORS = (
    Key("both governments", "circle", BLUE),
    Key("cities and shelters", "arrow", GREEN),
    Key("courts", "star", INK),
    Key("El Salvador", "triangle-left", ORANGE),
    Key("Guatemala", "square", ORANGE),
    Key("Honduras", "triangle-right", ORANGE),
    Key("Mexico", "triangle-up", GREEN),
    Key("migrants", "diamond", GREY),
    Key("United Nations", "stroke", GREY),
    Key("United States", "triangle-down", PINK),
    Key("US and Central America", "cross", INK),
)
"""Each actor has a shape of its own; some share a colour."""
MONTH_LABEL = "indexof(datum.value, '-01') == 4 || indexof(datum.value, '-07') == 4 ? datum.value : ''"
"""January and July are named; between them the months follow each other without a gap."""


def panels() -> list[Panel]:
    """Data: ``months`` (month, known), ``themes`` (theme, line), ``events`` (month, line, ...), ``latest``.

    ``line`` counts from the top; the rows of ``latest`` are place, actor and text, of one or two lines.
    """
    colour, shape = by_key("actor", ACTORS)
    axis = alt.Axis(labelExpr=MONTH_LABEL, labelAngle=0, ticks=False, labelFlush=True, labelOverlap="greedy")
    month = alt.X("month:O", title="month of the event", axis=axis)
    line = alt.Y("line:Q", axis=None, scale=alt.Scale(reverse=True, zero=False, nice=False))

    unknown = alt.condition("datum.known", alt.value(0), alt.value(0.45))
    later = alt.Chart(data("months")).mark_rect(color=GRID).encode(month, opacity=unknown)
    themes = alt.Chart(data("themes")).encode(line)
    floors = themes.mark_rule(color=GRID)
    words = themes.mark_text(align="left", baseline="top", dy=3, fontWeight="bold").encode(
        x=alt.value(2), y=alt.Y("top:Q", axis=None), text="theme:N"
    )
    marks = alt.Chart(data("events")).mark_point(size=55, opacity=1)
    named = marks.transform_calculate(said="datum.month + ', ' + datum.actor + ': ' + datum.event")
    events = named.encode(month, line, colour, shape, tooltip="said:N")
    place = alt.Y("place:Q", axis=None, scale=alt.Scale(domain=[-0.4, 5.8], reverse=True))
    latest = alt.Chart(data("latest")).encode(place)
    signs = latest.mark_point(size=70, opacity=1).encode(colour, shape, x=alt.value(8))
    said = latest.mark_text(align="left", baseline="middle", lineBreak="\n", lineHeight=14)
    key = (*ACTORS, Key("not yet known", "square", QUIET))
    return [
        Panel("Known events, by theme and month", later + floors + words + events, 300, key, wide=True),
        Panel("The latest of them", signs + said.encode(x=alt.value(24), text="text:N"), 300),
    ]
