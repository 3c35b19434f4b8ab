"""Fiscal year 2019 beside the range and the expectation of earlier years, month by month."""

import altair as alt

from twoborders.charts.cards import BLUE, GREY, INK, ORANGE, Key, Panel, data, label
from twoborders.models.seasonality import MONTHS

TOP = 260_000
"""The axis stands still: the highest month is March 2000 with some 220,000, and a strip is free for words."""


def panels() -> list[Panel]:
    """Data: ``months`` (month, observed, expected, lowest, highest), ``chosen`` (month, observed, label, late).

    All are apprehensions a month.
    """
    names, across = alt.Scale(domain=[name[:3] for name in MONTHS]), alt.Axis(labelAngle=0, labelOverlap=True)
    month = alt.X("month:O", title="month of the fiscal year", sort=None, scale=names, axis=across)
    axis = alt.Axis(title="apprehensions a month", format=",d", tickCount=6)
    months = alt.Chart(data("months")).encode(month)

    def at(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q", scale=alt.Scale(domain=[0, TOP]), axis=axis)

    ranges = months.mark_bar(color=GREY, opacity=0.3).encode(at("lowest"), y2="highest:Q")
    # A range of one year has no height: its ends are drawn too.
    ends = [months.mark_tick(color=GREY, thickness=2).encode(at(column)) for column in ("lowest", "highest")]
    square = {"color": ORANGE, "shape": "square", "size": 40}
    expected = months.mark_line(color=ORANGE, strokeDash=[6, 3], point=square).encode(at("expected"))
    columns = ("observed", "expected", "lowest", "highest")
    named = ["month:N", *(alt.Tooltip(f"{column}:Q", format=",d") for column in columns)]
    observed = months.mark_line(color=BLUE, point={"color": BLUE, "size": 60}).encode(at("observed"), tooltip=named)
    chosen = alt.Chart(data("chosen")).encode(month)
    ring = chosen.mark_point(color=INK, size=260, filled=False, strokeWidth=2).encode(at("observed"))
    above = chosen.encode(y=alt.value(2))
    words = [
        label(above.transform_filter(f"{test}datum.late"), "label", align=side, baseline="top", dx=4 if test else -4)
        for test, side in (("!", "left"), ("", "right"))
    ]
    key = (
        Key("observed in fiscal year 2019", "circle", BLUE),
        Key("expected, if 2019 repeats these years: a model", "dashed", ORANGE),
        Key("lowest to highest of the years compared", "square", GREY),
    )
    chart = alt.layer(ranges, *ends, chosen.mark_rule(strokeDash=[1, 3]), expected, observed, ring, *words)
    return [Panel("", chart, 270, key)]
