"""Two panels that move with the model of a force: its parts by border group, and what the US border states have."""

import altair as alt

from twoborders.charts.cards import GREEN, GREY, INK, ORANGE, PINK, Key, Panel, data, named_bars

GROUPS = {"Guatemala border": GREEN, "Belize border": PINK, "US border": ORANGE, "no land border": GREY}


def panels() -> list[Panel]:
    """Data: ``groups`` (place, what, share_pct, group), ``states`` (place, what, guards, of, floor, limit).

    ``share_pct`` is in per cent of the whole force; ``guards`` are for every 100 people killed, and at ``limit`` their
    axis ends.
    """
    group = alt.Color("group:N", scale=alt.Scale(domain=list(GROUPS), range=list(GROUPS.values())))
    of = alt.Color("of:N", scale=alt.Scale(domain=["enough", "too few"], range=[GREY, ORANGE]))
    bars = named_bars("states", "guards", None, 6, of)
    rows = alt.Chart(data("states")).encode(alt.Y("place:O"))
    floor = rows.mark_tick(color=INK, size=20, thickness=3, yOffset=9).encode(alt.X("floor:Q"))
    limit = rows.mark_point(opacity=0, color=INK).encode(alt.X("limit:Q"))
    key = (
        Key("enough", "square", GREY),
        Key("too few", "square", ORANGE),
        Key("10 for every 100, the goal", "bar", INK),
    )
    return [
        Panel("Guards, by border group", named_bars("groups", "share_pct", (0, 100), 4, group), 250),
        Panel("Guards for 100 people killed, US border", bars + floor + limit, 250, key),
    ]
