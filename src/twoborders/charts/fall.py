"""Two panels that move with a window of months: the way of each year through it, and the change at its end."""

from typing import Any

import altair as alt

from twoborders.charts.cards import GREY, ORANGE, QUIET, Key, Panel, data

MONTHS = (
    "[['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][(datum.value - 1) % 12],"
    " datum.value == 13 ? 'next year' : '']"
)
LAST = 14
"""February of the next year, in months counted from January on."""
TOP = 300
"""Per cent of the first month; no window goes higher."""


def panels() -> list[Panel]:
    """Data: ``ways`` (year, month, percent), ``way`` (the same, of the year that stands out), ``ends`` (year, change),
    ``end`` (the same and said, of that year), ``range`` (low, high), ``named`` (which, year, change, said).

    Percent is of the window's first month; changes, low and high are in per cent from its first month to its last.
    """
    outstanding = Key("2019", "square", ORANGE)
    through = (outstanding, Key("earlier years", "line", GREY))
    ends = (outstanding, Key("earlier years", "circle", GREY), Key("their range", "square", GREY))
    return [
        Panel("The way through the window", _ways(), 270, through),
        Panel("Change from the first to the last month", _ends(), 270, ends),
    ]


def _ways() -> Any:
    axis = alt.Axis(values=list(range(1, LAST + 1)), labelExpr=MONTHS, title=None, labelOverlap=True)
    month = alt.X("month:Q", axis=axis, scale=alt.Scale(domain=[0.7, LAST + 0.3], nice=False, zero=False))
    percent = _high("percent", "per cent of the first month", low=0)
    earlier = alt.Chart(data("ways")).mark_line(color=GREY, strokeWidth=1.3, opacity=0.8)
    square = {"color": ORANGE, "shape": "square", "size": 55}
    year = alt.Chart(data("way")).mark_line(color=ORANGE, strokeWidth=3, point=square)
    return alt.layer(_rule(100), earlier.encode(month, percent, detail="year:N"), year.encode(month, percent))


def _ends() -> Any:
    axis = alt.Axis(format="d", values=[2000, 2005, 2010, 2015, 2019], title=None)
    year = alt.X("year:Q", axis=axis, scale=alt.Scale(domain=[1999, 2024], nice=False, zero=False))
    change = _high("change")
    band = alt.Chart(data("range")).mark_rect(color=GREY, opacity=0.2).encode(_high("low"), alt.Y2("high"))
    earlier = alt.Chart(data("ends")).mark_point(shape="circle", color=GREY, opacity=1, size=60)
    end = alt.Chart(data("end")).encode(year, change)
    square = end.mark_point(shape="square", color=ORANGE, opacity=1, size=110)
    said = end.mark_text(align="left", dx=9, fontWeight="bold").encode(text="said:N")
    # The lowest and the highest are named, at the side where there is room.
    side = alt.ExprRef("datum.year < 2010 ? 'left' : 'right'")
    down = alt.ExprRef("datum.which == 'lowest' ? 14 : -11")
    named = alt.Chart(data("named")).mark_text(align=side, dy=down).encode(year, change, text="said:N")
    return alt.layer(
        band,
        _rule(0),
        earlier.encode(
            year, change, tooltip=["year:Q", alt.Tooltip("change:Q", title="change, per cent", format="+.1f")]
        ),
        square,
        said,
        named,
    )


def _high(field: str, title: str = "change, per cent", low: int = -100) -> alt.Y:
    axis = alt.Axis(title=title, values=list(range(low, low + TOP + 1, 100)))
    return alt.Y(f"{field}:Q", axis=axis, scale=alt.Scale(domain=[low, low + TOP], nice=False))


def _rule(at: int) -> Any:
    return alt.Chart(alt.Data(values=[{"at": at}])).mark_rule(color=QUIET).encode(alt.Y("at:Q"))
