"""A histogram of simulated pairs of polls: how far the second lies from the first."""

import altair as alt

from twoborders.charts.cards import BLUE, INK, ORANGE, QUIET, Key, Panel, data, label

BARS = (
    Key("pairs that differ by less than the rise", "square", BLUE),
    Key("by as much or more (the outer bars)", "triangle-up", ORANGE),
)
FURTHEST, MOST = 10.5, 430
"""The axes stand still: points to both sides, and pairs, with a strip for words above the highest bar."""


def panels() -> list[Panel]:
    """Data: ``bars`` (low, high, pairs, kind), ``rise`` (points, label), ``margin`` (low, high, label), ``counted``.

    Low, high and points are percentage points, the second poll minus the first.
    """
    colour = alt.Color("kind:N", scale=alt.Scale(domain=["near", "far"], range=[key.colour for key in BARS]))
    hundreds = alt.Axis(values=[0, 100, 200, 300, 400])
    pairs = alt.Y("pairs:Q", title="pairs of polls", scale=alt.Scale(domain=[0, MOST]), axis=hundreds)
    title = "second poll minus first, points"
    axis, scale = alt.Axis(tickCount=5, format="d"), alt.Scale(domain=[-FURTHEST, FURTHEST])

    def points(column: str) -> alt.X:
        return alt.X(f"{column}:Q", title=title, scale=scale, axis=axis)

    bars = alt.Chart(data("bars")).mark_bar().encode(points("low"), pairs, colour, x2="high:Q", y2=alt.datum(0))
    rise = alt.Chart(data("rise")).encode(points("points"))
    margin = alt.Chart(data("margin"))
    ends = [margin.mark_rule(color=INK, strokeWidth=2).encode(points(end)) for end in ("low", "high")]
    bracket = margin.mark_rule(color=INK, strokeWidth=2).encode(points("low"), y=alt.value(34), x2="high:Q")
    said = margin.encode(points("middle"), y=alt.value(34))
    counted = alt.Chart(data("counted")).encode(x=alt.value({"expr": "width"}), y=alt.value(56))
    key = (*BARS, Key("the rise", "dashed", QUIET), Key("95 of 100 pairs, without a change", "line", INK))
    layers = (
        bars,
        rise.mark_rule(color=INK, strokeDash=[5, 3], strokeWidth=2),
        *ends,
        bracket,
        label(rise.encode(y=alt.value(8)), "label", align="left", dx=5),
        label(said, "label", dy=-9),
        label(counted, "label", align="right"),
    )
    return [Panel("", alt.layer(*layers), 270, key)]
