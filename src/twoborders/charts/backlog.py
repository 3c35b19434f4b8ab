"""Two panels that move with the backlog model: people waiting, and applications beside closed cases."""

import altair as alt

from twoborders.charts.cards import BLUE, GREEN, GREY, ORANGE, QUIET, Key, Panel, by_key, data

FLOWS = (
    Key("applications", "square", ORANGE),
    Key("closed cases", "triangle-up", GREEN),
    Key("with an answer", "triangle-down", GREY),
)
DASHES = ([6, 3], [1, 0], [2, 2])


def panels() -> list[Panel]:
    """Data: ``waiting`` (month, people), ``start`` (people), ``counted`` (month, people, label), ``flows``.

    The rows of ``flows``: month, people, flow. Months count from 0 at the start; a flow is of people a month.
    """
    month = alt.X("month:Q", title="month", scale=alt.Scale(domain=[0, 12]), axis=alt.Axis(values=[0, 3, 6, 9, 12]))
    people = alt.Y("people:Q", title=None, axis=alt.Axis(format=",d", tickCount=5))
    line = (
        alt.Chart(data("waiting"))
        .mark_line(color=BLUE, point={"color": BLUE})
        .encode(month, people, tooltip=["month:Q", alt.Tooltip("people:Q", format=",d")])
    )
    goal = alt.Chart(data("start")).mark_rule(strokeDash=[4, 3]).encode(people)
    counted = alt.Chart(data("counted")).encode(alt.X("month:Q"), alt.Y("people:Q"))
    diamond = counted.mark_point(shape="diamond", size=140, color=ORANGE, filled=False, strokeWidth=2.5)
    words = counted.mark_text(align="right", dy=27).encode(text="label:N")
    colour, shape = by_key("flow", FLOWS)
    dashes = alt.StrokeDash("flow:N", scale=alt.Scale(domain=[key.name for key in FLOWS], range=DASHES))
    flows = alt.Chart(data("flows")).mark_line(point=True).encode(month, people, colour, dashes, shape)
    counted_key = (
        Key("people waiting", "circle", BLUE),
        Key("counted", "hollow", ORANGE),
        Key("as at the start", "dashed", QUIET),
    )
    return [
        Panel("Waiting at the end of the month", goal + line + diamond + words, key=counted_key),
        Panel("People per month", flows, key=FLOWS),
    ]
