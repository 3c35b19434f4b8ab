"""Two panels that move with a window of months: the way of each year through it, and the change at its end."""

import pandas as pd

from twoborders.charts import style
from twoborders.charts.live import LiveFigure
from twoborders.charts.picture import say
from twoborders.models.fall import changes

TITLE = "The same months of other years: apprehensions at the US border with Mexico"
#: Letters of the months on the axis, January of one year to March of the next.
LETTERS = "JFMAMJJASONDJF"


class FallChart:
    """Draws windows of several years; ``years`` are all of them, ``year`` is the one that stands out."""

    def __init__(self, years: list[int], year: int):
        figure, (ways, ends) = style.bare_figure(
            TITLE,
            "US Border Patrol, events a month between the ports of entry; calendar years.",
            panels=("First month = 100; grey: earlier years", "Change, per cent; shaded: earlier years"),
        )
        self._year, self._others = year, [one for one in years if one != year]
        blue, orange, _, grey = style.COLOURS[:4]
        ways.set_xlim(0.5, len(LETTERS) + 0.5)
        ways.set_xticks(range(1, len(LETTERS) + 1), LETTERS)
        ways.set_xlabel("month (J F at the right: the next year)")
        ends.set_xlim(min(years) - 0.7, max(years) + 0.7)
        # A small tick for each year, and a name where there is room for it.
        ends.set_xticks([one for one in years if one % 5 == 0])
        ends.set_xticks(years, minor=True)
        ends.set_xlabel(f"year, {min(years)} to {max(years)}")
        ends.axhline(0, color=style.QUIET, linewidth=1)
        ways.axhline(100, color=style.QUIET, linewidth=1)
        self._ways, self._ends = ways, ends

        self._lines = {one: ways.plot([], [], color=grey, linewidth=1.3)[0] for one in self._others}
        (self._lines[year],) = ways.plot([], [], color=orange, linewidth=2.5, marker="s", markersize=5)
        self._name = ways.text(0, 0, str(year), va="center", fontsize=style.TEXT_POINTS, color=style.INK)
        self._band = ends.axhspan(0, 0, facecolor="#dbe9f4", edgecolor="none", zorder=0.5)
        (self._points,) = ends.plot([], [], linestyle="none", marker="o", color=blue, markersize=7)
        (self._point,) = ends.plot([], [], linestyle="none", marker="s", color=orange, markersize=9)
        self._said = ends.text(
            0.03, 0.97, "", transform=ends.transAxes, va="top", fontsize=style.TEXT_POINTS, color=style.INK
        )
        self._said.set_linespacing(1.3)
        self._said.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1})
        moving = (*self._lines.values(), self._name, self._band, self._points, self._point, self._said)
        self.figure = figure
        self.png = LiveFigure(figure, moving).png

    def update(self, result: pd.DataFrame, state: dict) -> str:
        """Show ``result``, the windows of all years (see models.fall); returns the text alternative."""
        shown = [one for one in self._others if one >= state["since"]]
        months = result.index.to_numpy()
        for one, line in self._lines.items():
            line.set_data(months, result[one].to_numpy())
            line.set_visible(one in shown or one == self._year)
        self._name.set_position((months[-1] + 0.3, result[self._year].iloc[-1]))
        changed = changes(result).to_dict()
        others = {one: changed[one] for one in shown}
        low, high = min(others, key=others.__getitem__), max(others, key=others.__getitem__)
        self._points.set_data(shown, list(others.values()))
        self._point.set_data([self._year], [changed[self._year]])
        self._band.set_y(others[low])
        self._band.set_height(others[high] - others[low])
        self._said.set_text(
            f"{self._year}: {changed[self._year]:+.1f}\nlowest of the others: {others[low]:+.1f} ({low})\n"
            f"highest of the others: {others[high]:+.1f} ({high})"
        )
        # Two limits are enough for all windows: a new one draws all type anew, which is slow. Above the points there
        # is room for what is said.
        top = style.nice_limit(max(200, result[[*shown, self._year]].to_numpy().max()))
        self._ways.set_ylim(0, top)
        self._ends.set_ylim(-100, 1.4 * top - 100)
        return (
            f"Lines and points. {TITLE}. Change from {self._month(months[0])} to {self._month(months[-1])}, per cent: "
            f"{', '.join(f'{one}: {say(round(value, 1))}' for one, value in sorted(others.items()))}, "
            f"and {self._year}: {say(round(changed[self._year], 1))}."
        )

    @staticmethod
    def _month(number: int) -> str:
        return pd.Timestamp(2019 + (number - 1) // 12, (number - 1) % 12 + 1, 1).month_name()
