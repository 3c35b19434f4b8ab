"""Two panels of bars for the five tariff steps: what is charged and who bears it, and what is no longer sold."""

from typing import Any

import pandas as pd

from twoborders.charts import style
from twoborders.charts.live import LiveFigure
from twoborders.models.tariff import STEPS_PCT

TITLE = "Model, not data: a month under each tariff step"

#: The axis of the goods that are no longer sold reaches at least so far (million dollars), also where nothing is lost.
LEAST_LOST = 5_000


class TariffChart:
    """Draws the steps of the tariff model; each update moves the same bars."""

    def __init__(self) -> None:
        figure, (charge, lost) = style.bare_figure(
            TITLE,
            "Model, not data. Imports: mean month of the year, US Census Bureau. Fall and share passed on are assumed.",
            height=390,
            panels=(
                "Tariff charged and who bears it, million dollars a month",
                "Goods no longer sold, million a month (own scale)",
            ),
            margins=(80, 20, 84, 62),
        )
        self._charge, self._lost = charge, lost
        places = range(len(STEPS_PCT))
        for axes in (charge, lost):
            axes.set_xticks(places, [f"{step} %" for step in STEPS_PCT])
            axes.set_xlim(-0.6, len(STEPS_PCT) - 0.4)
            axes.set_xlabel("tariff")
            axes.yaxis.set_major_formatter("{x:,.0f}")
        blue, orange, green = style.COLOURS[:3]
        line: dict[str, Any] = {"edgecolor": "white", "linewidth": 0.6, "width": 0.7}
        self._buyers = charge.bar(places, 0, color=blue, label="buyers in the US", **line)
        self._companies = charge.bar(places, 0, color=orange, hatch="///", label="companies", **line)
        self._fall = lost.bar(places, 0, color=green, hatch="...", **line)
        type_: dict[str, Any] = {"ha": "center", "va": "bottom", "fontsize": style.TEXT_POINTS, "color": style.INK}
        self._sums = [charge.text(place, 0, "", **type_) for place in places]
        self._falls = [lost.text(place, 0, "", **type_) for place in places]
        (self._marked,) = charge.plot(
            [0], [0], linestyle="none", marker="v", markersize=9, color=style.INK, label="step chosen"
        )
        figure.legend(
            handles=[self._buyers, self._companies, self._marked],
            loc="upper left",
            bbox_to_anchor=(0.085, 0.925),
            ncols=3,
            frameon=False,
            fontsize=style.TEXT_POINTS,
            borderaxespad=0,
        )
        self.figure = figure
        bars = (*self._buyers, *self._companies, *self._fall)
        self.png = LiveFigure(figure, (*bars, *self._sums, *self._falls, self._marked)).png

    def update(self, result: pd.DataFrame, state: dict) -> str:
        """Move the bars to ``result``, a frame of the tariff model; returns the text alternative."""
        columns = {name: result[name].tolist() for name in ("buyers", "companies", "charge", "lost")}
        for place in range(len(STEPS_PCT)):
            buyers, companies, charge, lost = (columns[name][place] for name in columns)
            self._buyers[place].set_height(buyers)
            self._companies[place].set_height(companies)
            self._companies[place].set_y(buyers)
            self._fall[place].set_height(lost)
            self._sums[place].set(y=charge, text=f"{charge:,.0f}")
            self._falls[place].set(y=lost, text=f"{lost:,.0f}")
        top = style.reach(self._charge, max(columns["charge"]) * 1.2)
        style.reach(self._lost, max(LEAST_LOST, max(columns["lost"]) * 1.1))
        chosen = result["step_pct"].tolist().index(step_of(state))
        self._marked.set_data([chosen], [columns["charge"][chosen] + top * 0.12])
        said = ", ".join(
            f"{step} per cent: {charge:,.0f} charged and {lost:,.0f} lost"
            for step, charge, lost in zip(STEPS_PCT, columns["charge"], columns["lost"], strict=True)
        )
        return (
            f"Bar charts. {TITLE}, imports of {state['year']}, million dollars a month. {said}. "
            f"Buyers bear {state['passed_pct']} per cent of the charge. Marked: {step_of(state)} per cent."
        )


def step_of(state: dict) -> int:
    """The step that a state chooses, in per cent: "5 %, 10 June" is 5."""
    return int(state["step"].split(" ")[0])
