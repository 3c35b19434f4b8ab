"""A count by month with two windows around a date, and what changed from one to the other."""

from typing import Any

import altair as alt

from twoborders.charts.cards import BLUE, GREEN, GREY, INK, ORANGE, Key, Panel, data, named_bars, words_by_width

TOP = 180_000
"""Higher than all counts, with room for the names of the windows and of the event."""
MONTHS = (8, 38)
"""The months that are drawn, counted from January 2017 on; each is drawn in its middle."""
QUARTER = "[['Jan', 'Apr', 'Jul', 'Oct'][floor(datum.value % 12 / 3)], '' + (2017 + floor(datum.value / 12))]"
CHANGES = (-65, 120)
"""Per cent; all changes that the controls can reach lie between."""


def panels() -> list[Panel]:
    """Data: ``months`` (at, month, apprehensions, expected), ``windows`` (name, first, last, middle, mean),
    ``event`` (at, name), ``changes`` (place, what, change, of).

    Apprehensions, expected and means are of a month; places on the axis are months since the first; changes are in per
    cent. ``windows`` has two rows, which meet at ``middle``; ``changes`` says the two means before the changes.
    """  # fmt: skip
    ticks = [month + 0.5 for month in range(9, MONTHS[1], 3)]
    axis = alt.Axis(values=ticks, labelExpr=QUARTER, title="calendar month", labelOverlap=True)
    x = alt.X("at:Q", axis=axis, scale=alt.Scale(domain=MONTHS, nice=False, zero=False))
    count = alt.Axis(format=",d", values=list(range(0, 160_000, 50_000)), title="apprehensions a month")
    y = alt.Y("apprehensions:Q", axis=count, scale=alt.Scale(domain=[0, TOP], nice=False))
    months = alt.Chart(data("months"))
    observed = months.mark_line(color=BLUE, point={"color": BLUE}).encode(
        x, y, tooltip=["month:N", alt.Tooltip("apprehensions:Q", format=",d")]
    )
    square = {"color": ORANGE, "shape": "square", "size": 30}
    expected = months.mark_line(color=ORANGE, strokeDash=[6, 3], point=square).encode(x, alt.Y("expected:Q"))
    windows = alt.Chart(data("windows")).encode(alt.X("first:Q"), alt.X2("last:Q"))
    sides = alt.Scale(domain=["before", "after"], range=[GREY, GREEN])
    bands = windows.mark_rect(opacity=0.2).encode(alt.Color("name:N", scale=sides))
    means = windows.mark_rule(color=INK, strokeWidth=3.5).encode(alt.Y("mean:Q"))
    event = alt.Chart(data("event")).encode(alt.X("at:Q"))
    day = event.mark_rule(color=INK, strokeWidth=1.6, strokeDash=[2, 3])
    words = [
        _words("windows", "datum.name == 'before'", "middle", "right", 10, "name:N"),
        _words("windows", "datum.name == 'after'", "middle", "left", 10, "name:N"),
        _words("event", "datum.at < 23", "at", "left", 28, "words:N"),
        _words("event", "datum.at >= 23", "at", "right", 28, "words:N"),
    ]
    key = (
        Key("observed", "circle", BLUE),
        Key("expected (a model)", "square", ORANGE),
        Key("mean of a window", "line", INK),
        Key("day of the event", "dashed", INK),
    )
    of = alt.Color("of:N", scale=alt.Scale(domain=["count", "season", "beyond"], range=[BLUE, ORANGE, INK]))
    chart = alt.layer(bands, expected, observed, means, day, *words)
    changes = named_bars("changes", "change", CHANGES, 5, of)
    return [
        Panel("Apprehensions before and after a date", chart, 260, key, wide=True),
        Panel("Mean of a month, and change", changes, 240),
    ]


def _words(name: str, which: str, at: str, align: Any, down: int, text: str) -> Any:
    side = {"right": -6, "left": 6}[align]
    chart = words_by_width(alt.Chart(data(name)).transform_filter(which))
    words = chart.mark_text(align=align, dx=side, lineBreak="\n")
    return words.encode(alt.X(f"{at}:Q"), y=alt.value(down), text=text)
