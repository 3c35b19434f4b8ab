"""A monthly line with a window and its baseline shaded, and the means of both side by side."""

import altair as alt

from twoborders.charts.cards import BLUE, GREEN, INK, ORANGE, Panel, data, label

TOP = 80_000
"""The axes stand still: the highest month has 60,683, and above it a strip is free for words."""
JANUARY = "indexof(datum.value, '-01') == 4 ? slice(datum.value, 0, 4) : ''"


def panels() -> list[Panel]:
    """Data: ``months`` (month, apprehensions), ``plan`` (month, label), ``parts``, ``names``, ``means``, ``goal``.

    ``parts``: month, part and mean, a row for each month of the window and of the baseline; ``names``: their labels.
    Means are apprehensions a month.
    """
    january = alt.Axis(labelExpr=JANUARY, labelAngle=0, ticks=False)
    month = alt.X("month:O", title="month, named by January", axis=january)
    axis = alt.Axis(title="apprehensions a month", format=",d", tickCount=5)
    apprehensions = alt.Y("apprehensions:Q", scale=alt.Scale(domain=[0, TOP]), axis=axis)
    colour = alt.Color("part:N", scale=alt.Scale(domain=["window", "baseline"], range=[ORANGE, GREEN]))

    line = alt.Chart(data("months")).mark_line(color=BLUE, point={"color": BLUE, "size": 18}, strokeWidth=1.8)
    named = ["month:N", alt.Tooltip("apprehensions:Q", format=",d")]
    parts = alt.Chart(data("parts")).encode(month, colour)
    shades = parts.mark_rect(opacity=0.22)
    steps = parts.mark_tick(thickness=3).encode(apprehensions)
    names = alt.Chart(data("names")).encode(month, apprehensions)
    sides = [
        label(names.transform_filter(f"datum.side == '{side}'"), "label", align=side)
        for side in ("left", "center", "right")
    ]
    begins = alt.Chart(data("plan")).encode(alt.X("month:O", bandPosition=0.2))
    plan = begins.mark_rule(color=INK, strokeDash=[2, 2])
    words = label(begins.encode(y=alt.value(250)), "label", align="left", dx=5, dy=-24)

    part = alt.X("part:N", title=None, sort=["baseline", "window"], axis=alt.Axis(labelAngle=0, ticks=False))
    means = alt.Chart(data("means")).encode(part, apprehensions)
    goal = alt.Chart(data("goal")).encode(apprehensions)
    far = goal.mark_rule(color=INK, strokeDash=[4, 3])
    middle = alt.value({"expr": "width / 2"})
    chart = alt.layer(shades, line.encode(month, apprehensions, tooltip=named), plan, steps, *sides, words)
    bars = means.mark_bar(size=44).encode(colour) + far
    both = bars + label(goal.encode(x=middle), "label", dy=-9) + label(means, "label", dy=-24)
    return [
        Panel("The months, the window and its baseline", chart, 250),
        Panel("The mean of a month in both", both, 250),
    ]
