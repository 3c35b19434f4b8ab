"""A schematic map of the model's routes: true places, width for capacity, the smallest cut striped."""

from collections.abc import Mapping
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patheffects import Normal, Stroke
from matplotlib.text import Text

from twoborders.charts import style
from twoborders.charts.live import LiveFigure
from twoborders.charts.picture import say
from twoborders.models.chokepoint import ISTHMUS, ROUTES, Passage, departure

TITLE = "Model, not data: ways from Central America into Mexico"

#: Longitude and latitude in degrees, and where the name stands beside the point.
TOWNS = {
    "San Pedro Sula": (-88.03, 15.51, "left", (-10, -22)),
    "San Salvador": (-89.19, 13.69, "left", (10, -4)),
    "Guatemala City": (-90.51, 14.64, "right", (2, -23)),
    "Tapachula": (-92.26, 14.91, "right", (-8, -3)),
    "Huehuetenango": (-91.47, 15.32, "right", (-8, -1)),
    "Comitán": (-92.14, 16.24, "right", (-12, 2)),
    "Flores": (-89.90, 16.92, "left", (9, 1)),
    "Tenosique": (-91.42, 17.47, "right", (-6, -12)),
    "Matías Romero": (-95.04, 16.88, "right", (-8, -12)),
    "Córdoba": (-96.93, 18.88, "left", (12, 0)),
}
#: Schematic borders: a few points each.
BORDERS = (
    ((-92.24, 14.53), (-92.08, 15.07), (-91.73, 16.07), (-90.45, 16.07), (-91.43, 17.25), (-90.99, 17.25)),
    ((-90.99, 17.25), (-90.99, 17.82), (-89.15, 17.82), (-89.22, 15.89)),
    ((-89.15, 17.82), (-88.30, 18.49)),
    ((-88.22, 15.73), (-89.36, 14.42), (-90.10, 13.75)),
    ((-89.36, 14.42), (-88.50, 13.86), (-87.80, 13.40)),
)
COUNTRIES = {
    "MEXICO": (-93.6, 17.3),
    "GUATEMALA": (-90.7, 15.62),
    "HONDURAS": (-87.35, 14.55),
    "EL SALVADOR": (-88.1, 13.2),
    "BELIZE": (-88.62, 17.35),
}
#: Where the controls' places are named on the map, if no town, country or border says it.
PLACE_NAMES = {"Suchiate": (-92.1, 14.47), "paths of Petén": (-90.2, 18.0), "Isthmus of\nTehuantepec": (-96.75, 17.25)}
#: The way of each link: towns and points between them; and where its number stands. A link without a limit has no
#: number and never moves: it is no part of a cut and no control narrows it.
WAYS: dict[str, tuple[tuple, tuple[float, float] | None]] = {
    "Honduras to Guatemala": (("San Pedro Sula", (-89.25, 14.75), "Guatemala City"), (-89.25, 14.75)),
    "Honduras to Petén": (("San Pedro Sula", (-88.85, 15.75), "Flores"), (-88.95, 15.85)),
    "El Salvador to Guatemala": (("San Salvador", "Guatemala City"), (-89.83, 14.16)),
    "Guatemala to Petén": (("Guatemala City", (-89.75, 15.5), "Flores"), None),
    "Guatemala to Tapachula": (("Guatemala City", "Tapachula"), (-91.45, 14.79)),
    "Guatemala to Comitán": (("Guatemala City", "Huehuetenango", "Comitán"), (-91.82, 15.8)),
    "Petén to Tenosique": (("Flores", (-90.6, 17.4), "Tenosique"), (-90.65, 17.38)),
    "Tapachula to the Isthmus": (("Tapachula", (-93.2, 15.7), (-93.9, 16.1), "Matías Romero"), None),
    "Comitán to the Isthmus": (("Comitán", (-93.1, 16.75), "Matías Romero"), None),
    "Tenosique to the Isthmus": (("Tenosique", (-93.0, 17.95), (-94.4, 17.8), "Matías Romero"), None),
    "Isthmus to the north": (("Matías Romero", "Córdoba"), (-95.95, 17.86)),
    "Honduras by sea or air": (("San Pedro Sula", (-87.45, 16.3), (-87.45, 19.6)), (-87.45, 18.1)),
    "El Salvador by sea or air": (("San Salvador", (-91.2, 13.4), (-94.2, 14.7), (-97.6, 15.2)), (-93.0, 14.15)),
}
DEPARTURES = {
    "Guatemala": ("Guatemala City", (-90.6, 15.1)),
    "Honduras": ("San Pedro Sula", (-87.35, 15.51)),
    "El Salvador": ("San Salvador", (-89.5, 13.3)),
}
_HALO = [Stroke(linewidth=3, foreground="white"), Normal()]


class ChokepointChart:
    """Draws a Passage; each update changes width, colour and number of the same links."""

    def __init__(self, start: Passage):
        figure, (axes,) = style.bare_figure(
            TITLE,
            "Model, not data: all capacities are invented. Setting out: thousand US apprehensions of May 2019, "
            "in place of departures.",
            height=470,
            margins=(54, 214, 38, 54),
        )
        self.figure = figure
        self._start = start
        self._map(axes)
        moving: list[Artist] = []
        self._links: dict[str, tuple[Line2D, Line2D | None, Text, bool]] = {}
        for name, (points, place) in WAYS.items():
            xs, ys = zip(*(TOWNS[point][:2] if isinstance(point, str) else point for point in points), strict=True)
            if place is None:
                axes.plot(xs, ys, color="#8a8a8a", linewidth=3, zorder=2)
                continue
            by_sea = name.endswith("sea or air")
            (line,) = axes.plot(xs, ys, color=style.COLOURS[0], solid_capstyle="butt", zorder=2)
            line.set_dashes((6, 3) if by_sea else (None, None))
            (stripes,) = axes.plot(xs, ys, color="white", linestyle=(0, (0.5, 0.9)), dash_capstyle="butt", zorder=2.1)
            text = self._number(axes, place)
            self._links[name] = (line, stripes, text, by_sea)
            moving += [line, stripes, text]
        for country, (town, place) in DEPARTURES.items():
            (point,) = axes.plot(*TOWNS[town][:2], marker="o", color=style.COLOURS[2], zorder=3)
            point.set_markersize(14)
            # The number stands still; type costs most of a drawing. It is covered when it belongs to the cut.
            self._number(axes, place).set_text(say(start.capacities[departure(country)]))
            text = self._number(axes, place)
            self._links[departure(country)] = (point, None, text, False)
            moving += [point, text]
        moving += self._panel()
        self.png = LiveFigure(figure, moving).png

    def _map(self, axes: Axes) -> None:
        axes.set_xlim(-97.75, -86.4)
        axes.set_ylim(12.75, 19.75)
        axes.grid(False)
        axes.spines[["top", "right"]].set_visible(True)
        axes.spines[:].set_color("#c8c8c8")
        axes.set_xticks(range(-97, -86, 2), [f"{-west}° W" for west in range(-97, -86, 2)])
        axes.set_yticks(range(13, 20), [f"{north}° N" for north in range(13, 20)])
        axes.tick_params(length=0, labelsize=style.TEXT_POINTS - 2, labelcolor=style.QUIET)
        for line in BORDERS:
            axes.plot(*zip(*line, strict=True), color="#8a8a8a", linewidth=1, linestyle=(0, (3, 2)), zorder=1)
        for country, (x, y) in COUNTRIES.items():
            axes.text(x, y, country, fontsize=8.5, color=style.QUIET, ha="center", va="center", zorder=1.5)
        for place, (x, y) in PLACE_NAMES.items():
            axes.text(x, y, place, fontsize=9, color=style.INK, style="italic", ha="center", va="center", zorder=5)
        for town, (x, y, side, offset) in TOWNS.items():
            axes.plot(x, y, "o", color=style.INK, markersize=4, zorder=4)
            axes.annotate(
                town,
                (x, y),
                offset,
                textcoords="offset points",
                ha=side,
                fontsize=9,
                color=style.INK,
                path_effects=_HALO,
                zorder=5,
            )
        self._legend(axes)
        axes.annotate(
            "",
            (-97.6, 19.25),
            (-96.93, 18.88),
            arrowprops={"arrowstyle": "-|>", "color": style.INK, "linewidth": 1},
        )

    def _legend(self, axes: Axes) -> None:
        blue, orange, green = style.COLOURS[:3]
        keys = (
            axes.plot([], [], "o", color=green, markersize=10, label="setting out (units)"),
            axes.plot([], [], color=blue, linewidth=5, label="way, as wide as its capacity"),
            axes.plot([], [], color=orange, linewidth=5, linestyle=(0, (0.5, 0.5)), label="smallest cut"),
            axes.plot([], [], color="#8a8a8a", linewidth=3, label="no limit in the model"),
            axes.plot([], [], color=blue, linewidth=2, dashes=(2.2, 1.2), label="by sea or air"),
            axes.plot([], [], color="#8a8a8a", linewidth=1, linestyle=(0, (3, 2)), label="border (sketched)"),
        )
        axes.legend(
            handles=[key[0] for key in keys],
            loc="upper left",
            bbox_to_anchor=(0.19, 1.0),
            ncols=2,
            frameon=False,
            fontsize=9,
            labelcolor=style.INK,
            handlelength=2.2,
            columnspacing=1.2,
        )

    def _number(self, axes: Axes, place: tuple[float, float]) -> Text:
        text = axes.text(
            *place,
            "",
            fontsize=style.TEXT_POINTS - 1,
            ha="center",
            va="center",
            color=style.INK,
            weight="bold",
            zorder=6,
        )
        text.set_bbox({"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "#8a8a8a", "linewidth": 0.8})
        return text

    def _panel(self) -> list[Artist]:
        width, height = self.figure.get_size_inches() * style.DPI
        bars = style.plain(self.figure.add_axes((660 / width, 300 / height, 145 / width, 105 / height)))
        bars.set_title("Units that can pass, at most", loc="left", x=-0.33, fontsize=style.TEXT_POINTS, color=style.INK)
        bars.grid(False)
        bars.spines["bottom"].set_visible(False)
        bars.tick_params(length=0)
        bars.set_xticks([])
        bars.set_xlim(0, 125)
        bars.set_ylim(-0.6, 1.6)
        bars.set_yticks([1, 0], ["start", "now"])
        bars.barh([1], [self._start.most], color=style.COLOURS[3], height=0.6)
        bars.text(self._start.most + 3, 1, say(self._start.most), va="center", fontsize=style.TEXT_POINTS)
        (self._now,) = bars.barh([0], [0], color=style.COLOURS[0], height=0.6)
        self._now_text = bars.text(0, 0, "", va="center", fontsize=style.TEXT_POINTS, weight="bold")
        self._bars = bars
        style_of: dict[str, Any] = {
            "va": "top",
            "fontsize": style.TEXT_POINTS - 0.5,
            "linespacing": 1.35,
            "color": style.INK,
        }
        self.figure.text(616 / width, 282 / height, "Units taken away:", **style_of)
        self._taken = self.figure.text(742 / width, 282 / height, "", **style_of)
        self.figure.text(616 / width, 252 / height, "The smallest cut (striped):", **style_of)
        self._cut_text = self.figure.text(616 / width, 232 / height, "", **style_of)
        return [self._now, self._now_text, self._taken, self._cut_text]

    def update(self, result: Passage, state: Mapping) -> str:
        """Show ``result``; returns the text alternative."""
        for name, (line, stripes, text, by_sea) in self._links.items():
            capacity, in_cut = _capacity(result, name), name in result.cut
            edge = style.COLOURS[1] if in_cut else "#8a8a8a"
            text.set_text(("cut: " if in_cut else "") + (say(capacity) if capacity else "closed"))
            box = text.get_bbox_patch()
            assert box is not None, "a number stands in a box"
            box.set(edgecolor=edge, linewidth=2 if in_cut else 0.8)
            if stripes is None:
                text.set_visible(in_cut)
                line.set(markeredgecolor=style.COLOURS[1] if in_cut else "white", markeredgewidth=3 if in_cut else 1)
                continue
            closed = capacity == 0
            line.set_linewidth(1.2 if closed else 1.5 + capacity / 8)
            line.set_color("#8a8a8a" if closed else style.COLOURS[1] if in_cut else style.COLOURS[0])
            line.set_dashes((1, 2.5) if closed else (2.2, 1.2) if by_sea else (None, None))
            stripes.set_linewidth(1.5 + capacity / 8)
            stripes.set_visible(in_cut)
        self._now.set_width(result.most)
        self._now_text.set_x(result.most + 3)
        self._now_text.set_text(say(result.most))
        self._taken.set_text(say(result.taken))
        self._cut_text.set_text("\n".join(_told(result)))
        links = ", ".join(
            f"{link.name} {say(result.capacities[link.name])}" for link in ROUTES if link.capacity is not None
        )
        leaving = ", ".join(f"{country} {say(result.capacities[departure(country)])}" for country in DEPARTURES)
        return (
            f"Schematic map. {TITLE}. Setting out: {leaving}. Capacity units of each way: {links}. "
            f"The most that can pass: {say(result.most)}, at the start {say(self._start.most)}. "
            f"The smallest cut: {', '.join(result.cut)}."
        )


def _capacity(result: Passage, name: str) -> float:
    """The units of a link that has a limit, as all have that move or belong to a cut."""
    units = result.capacities[name]
    assert units is not None, f"{name} has no limit"
    return units


def _told(result: Passage) -> list[str]:
    """The lines beside the map: how each place of the smallest cut adds to its sum."""
    sums: dict[str, float] = {}
    for name in result.cut:
        place = next((link.place for link in ROUTES if link.name == name), name)
        sums[place] = sums.get(place, 0) + _capacity(result, name)
    lines = [f"{say(units)}  {_short(place)}" for place, units in sums.items()]
    if len(sums) > 1:
        lines.append(f"sum: {say(result.most)}")
    return lines


def _short(place: str) -> str:
    """The place in few letters, so that it fits beside the map."""
    if place.startswith("those who set out in "):
        return place.replace("those who set out in", "set out in")
    return (
        place.removeprefix("the ")
        .replace("Guatemala's eastern border", "Guatemala's east")
        .replace(ISTHMUS.removeprefix("the "), "the Isthmus")
    )
