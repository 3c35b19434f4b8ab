"""Two panels of bars for the five tariff steps: what is charged and who bears it, and what is no longer sold."""

import altair as alt

from twoborders.charts.cards import BLUE, GREEN, INK, ORANGE, QUIET, Key, Panel, data, label
from twoborders.models.tariff import STEPS_PCT

BEARERS = (
    Key("buyers in the US (below)", "square", BLUE),
    Key("companies of both countries (above)", "triangle-up", ORANGE),
)
MOST_CHARGED, MOST_LOST = 8_500, 32_000
"""The axes stand still: no state charges or loses more (million dollars a month)."""


def panels() -> list[Panel]:
    """Data: ``charge`` (tariff, bearer, million), ``sums`` (tariff, million, chosen), ``before`` and ``lost``.

    Millions are of dollars a month; the tariff is in per cent of the value.
    """
    steps, axis = alt.Scale(domain=[f"{step} %" for step in STEPS_PCT]), alt.Axis(labelAngle=0, ticks=False)
    tariff = alt.X("tariff:O", title="tariff", scale=steps, axis=axis)
    colours = [key.colour for key in BEARERS]
    colour = alt.Color("bearer:N", scale=alt.Scale(domain=["buyers", "companies"], range=colours))

    def million(most: int) -> alt.Y:
        axis = alt.Axis(title="million dollars a month", format=",d", tickCount=5)
        return alt.Y("million:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=axis)

    charged = million(MOST_CHARGED)
    bars = alt.Chart(data("charge")).mark_bar().encode(tariff, charged, colour, alt.Order("bearer:N"))
    before = alt.Chart(data("before")).mark_rule(strokeDash=[4, 3], color=INK).encode(charged)
    sums = alt.Chart(data("sums")).encode(tariff, charged)
    of_chosen = sums.transform_filter("datum.chosen")
    chosen = of_chosen.mark_point(shape="triangle-down", color=INK, size=110, opacity=1, yOffset=-28)
    lost = alt.Chart(data("lost")).encode(tariff, million(MOST_LOST))
    losses = lost.mark_bar(color=GREEN) + label(lost, "label", dy=-10)
    key = (*BEARERS, Key("step chosen", "triangle-down", INK), Key("charged at 20 per cent", "dashed", QUIET))
    return [
        Panel("Tariff charged, and who bears it", bars + before + label(sums, "label", dy=-10) + chosen, 260, key),
        Panel("Goods no longer sold (a scale of its own)", losses, 260),
    ]
