"""Two panels for stated probabilities: the penalty of each forecast, and the score of the number that is said."""

import altair as alt

from twoborders.charts.cards import BLUE, GREEN, GREY, INK, ORANGE, QUIET, Key, Panel, by_key, data, label

WHO = (Key("you", "circle", BLUE), Key("always 50", "triangle-up", GREEN), Key("always 100", "diamond", ORANGE))


def panels() -> list[Panel]:
    """Data: ``forecasts`` (forecast, penalty, outcome, label), ``scores`` (said, score, who), ``yours``, ``curve``.

    What is said is in per cent; penalties and scores go from 0 (the best) to 1.
    """

    def upright(column: str, title: str, top: float) -> alt.Y:
        axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".2~f")
        return alt.Y(f"{column}:Q", title=title, scale=alt.Scale(domain=[0, top], nice=False), axis=axis)

    forecast = alt.X("forecast:O", title="forecast", axis=alt.Axis(labelAngle=0, ticks=False))
    outcome = alt.Color("outcome:N", scale=alt.Scale(domain=["true", "false"], range=[BLUE, ORANGE]))
    penalties = alt.Chart(data("forecasts")).encode(forecast, upright("penalty", "penalty", 1.2))

    said = alt.X("said:Q", title="said, per cent", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5))
    score = upright("score", "score: 0 is the best, 1 the worst", 1.05)
    marks = alt.Chart(data("scores")).mark_point(size=130, opacity=1, clip=False)
    people = marks.encode(said, score, *by_key("who", WHO))
    level = alt.Chart(data("yours")).mark_rule(color=INK, strokeDash=[4, 3]).encode(score)
    curve = alt.Chart(data("curve")).mark_line(color=GREY, point={"color": GREY, "size": 20}).encode(said, score)
    key = (*WHO, Key("your score", "dashed", QUIET), Key("every number, once yours has the lowest", "line", GREY))
    bars = penalties.mark_bar().encode(outcome) + label(penalties, "label", dy=-24)
    return [
        Panel("Penalty of each forecast", bars, 250),
        Panel("Score of all four", curve + level + people, 250, key),
    ]
