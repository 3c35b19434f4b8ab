"""A schematic map of the model's routes, with true places and a width for each capacity; and the sums beside it."""

from typing import Any

import altair as alt

from twoborders.charts.cards import (
    BLUE,
    GREEN,
    GREY,
    INK,
    NARROW,
    ORANGE,
    QUIET,
    Key,
    Panel,
    data,
    label,
    named_bars,
    words_by_width,
)

TOWNS = {
    "San Pedro Sula": (-88.03, 15.51),
    "San Salvador": (-89.19, 13.69),
    "Guatemala City": (-90.51, 14.64),
    "Tapachula": (-92.26, 14.91),
    "Huehuetenango": (-91.47, 15.32),
    "Comitán": (-92.14, 16.24),
    "Flores": (-89.90, 16.92),
    "Tenosique": (-91.42, 17.47),
    "Matías Romero": (-95.04, 16.88),
    "Córdoba": (-96.93, 18.88),
}
"""Longitude and latitude in degrees."""
EASTERN_BORDER = ((-89.15, 17.82), (-89.22, 15.89), (-88.22, 15.73), (-89.36, 14.42), (-90.10, 13.75))
BORDERS = (
    ((-92.24, 14.53), (-92.08, 15.07), (-91.73, 16.07), (-90.45, 16.07), (-91.43, 17.25), (-90.99, 17.25)),
    ((-90.99, 17.25), (-90.99, 17.82), (-89.15, 17.82), (-88.30, 18.49)),
    EASTERN_BORDER[:2],
    ((-89.36, 14.42), (-88.50, 13.86), (-87.80, 13.40)),
)
"""Schematic: a few points each."""
COUNTRIES = {
    "MEXICO": (-94.2, 18.35),
    "GUATEMALA": (-90.55, 15.75),
    "HONDURAS": (-87.3, 14.75),
    "EL SALVADOR": (-88.0, 13.15),
    "BELIZE": (-88.62, 17.35),
}
PLACES = {
    "eastern border": (-88.3, 16.45),
    "Suchiate": (-92.75, 14.6),
    "road by Huehuetenango": (-93.15, 15.5),
    "paths of Petén": (-90.0, 18.1),
    "Isthmus": (-95.95, 16.75),
    "to the north": (-96.9, 19.25),
}
"""Where the names of the controls' places stand."""
SHORT = {
    "eastern border": "eastern\nborder",
    "road by Huehuetenango": "Huehue-\ntenango",
    "paths of Petén": "Petén",
    "GUATEMALA": "GUATE-\nMALA",
    "HONDURAS": "HON-\nDURAS",
    "EL SALVADOR": "EL SAL-\nVADOR",
    "BELIZE": "",
}
"""What is written in a narrow map."""
NAMED_TOWNS = {
    "San Pedro Sula": (-87.3, 15.2),
    "San Salvador": (-88.05, 13.7),
    "Guatemala City": (-91.4, 14.25),
    "Tapachula": (-93.0, 15.0),
    "Flores": (-89.3, 17.0),
}
"""Where the names of some towns stand: in a wide map alone."""
WAYS: dict[str, tuple[tuple, tuple[float, float] | None]] = {
    "Honduras to Guatemala": (("San Pedro Sula", (-89.25, 14.75), "Guatemala City"), (-89.0, 14.9)),
    "Honduras to Petén": (("San Pedro Sula", (-88.85, 15.75), "Flores"), (-89.1, 16.05)),
    "El Salvador to Guatemala": (("San Salvador", "Guatemala City"), (-89.83, 14.16)),
    "Guatemala to Petén": (("Guatemala City", (-89.75, 15.5), "Flores"), None),
    "Guatemala to Tapachula": (("Guatemala City", "Tapachula"), (-91.45, 14.79)),
    "Guatemala to Comitán": (("Guatemala City", "Huehuetenango", "Comitán"), (-91.75, 15.75)),
    "Petén to Tenosique": (("Flores", (-90.6, 17.4), "Tenosique"), (-90.65, 17.38)),
    "Tapachula to the Isthmus": (("Tapachula", (-93.2, 15.7), (-93.9, 16.1), "Matías Romero"), None),
    "Comitán to the Isthmus": (("Comitán", (-93.1, 16.75), "Matías Romero"), None),
    "Tenosique to the Isthmus": (("Tenosique", (-93.0, 17.95), (-94.4, 17.8), "Matías Romero"), None),
    "Isthmus to the north": (("Matías Romero", "Córdoba"), (-95.95, 17.86)),
    "Honduras by sea or air": (("San Pedro Sula", (-87.45, 16.3), (-87.45, 19.6)), (-87.45, 18.1)),
    "El Salvador by sea or air": (("San Salvador", (-91.2, 13.4), (-94.2, 14.7), (-97.6, 15.2)), (-93.0, 14.15)),
}
"""The way of each link of the model, and where its number stands; a link without a limit has none."""
DEPARTURES = {"Guatemala": "Guatemala City", "Honduras": "San Pedro Sula", "El Salvador": "San Salvador"}
LOOKS = {
    "way": (BLUE, [1, 0]),
    "by sea or air": (BLUE, [6, 3]),
    "smallest cut": (ORANGE, [1, 0]),
    "smallest cut, by sea or air": (ORANGE, [6, 3]),
    "closed": (GREY, [2, 4]),
}
"""Colour and dashes by the ``part`` that a way has in the state."""


def panels() -> list[Panel]:
    """Data: ``ways`` (way, units, part, label), ``sums`` (place, what, units, of).

    The units are those of the model; nobody was counted in them.
    """
    key = (
        Key("way, as wide as its capacity", "line", BLUE),
        Key("smallest cut", "line", ORANGE),
        Key("by sea or air", "dashed", INK),
        Key("no limit in the model", "line", GREY),
        Key("sets out (units)", "circle", GREEN),
    )
    borders = _lines(dict(enumerate(BORDERS))).mark_line(strokeWidth=1, strokeDash=[3, 2], color=QUIET)
    eastern = _lines({"east": EASTERN_BORDER}).mark_line(strokeWidth=2.5, strokeDash=[3, 2], color=INK)
    free = {name: points for name, (points, place) in WAYS.items() if place is None}
    ways = {name: points for name, (points, place) in WAYS.items() if place is not None}
    numbers = {name: place for name, (_, place) in WAYS.items() if place is not None}
    from_there = {f"those who set out in {country}": TOWNS[town] for country, town in DEPARTURES.items()}
    wide = alt.Size("units:Q", scale=alt.Scale(domain=[0, 80], range=[2, 14]))
    moving = _state(_lines(ways)).mark_line(strokeCap="butt").encode(wide, _look("Color", 0), _look("StrokeDash", 1))
    leaving = _state(_points(from_there))
    circle = leaving.mark_point(shape="circle", size=380, opacity=1, color=GREEN)
    cut = leaving.transform_filter("datum.part == 'smallest cut'")
    ring = cut.mark_point(shape="circle", size=520, filled=False, strokeWidth=4, color=ORANGE)
    chart = alt.layer(
        borders,
        eastern,
        words_by_width(_points(COUNTRIES)).mark_text(color=QUIET, lineBreak="\n"),
        _lines(free).mark_line(strokeWidth=3, color=GREY),
        moving,
        _points(TOWNS).mark_point(shape="circle", size=22, color=INK, opacity=1),
        circle,
        ring,
        label(_points(NAMED_TOWNS).transform_filter(f"!({NARROW})"), "name", fontStyle="italic"),
        label(words_by_width(_points(PLACES)), "words", fontStyle="italic"),
        label(_state(_points(numbers)), "label", fontWeight="bold"),
        label(leaving, "label", fontWeight="bold"),
    )
    return [Panel("Ways from Central America into Mexico, a model", chart, 330, key, wide=True), _sums()]


def _sums() -> Panel:
    looks = alt.Scale(domain=["start", "now", "cut"], range=[GREY, BLUE, ORANGE])
    bars = named_bars("sums", "units", (0, 110), 7, alt.Color("of:N", scale=looks))
    return Panel("Units that can pass, at most", bars, 330)


def _points(places: dict[str, tuple[float, float]]) -> alt.Chart:
    return _placed([{"name": name, "short": SHORT.get(name, name), "x": x, "y": y} for name, (x, y) in places.items()])


def _lines(ways: dict[Any, tuple]) -> alt.Chart:
    rows = []
    for name, points in ways.items():
        for step, point in enumerate(points):
            x, y = TOWNS[point] if isinstance(point, str) else point
            rows.append({"name": name, "step": step, "x": x, "y": y})
    return _placed(rows).encode(alt.Detail("name:N"), alt.Order("step:Q"))


def _placed(rows: list[dict[str, Any]]) -> alt.Chart:
    """A chart of what stands still, at longitude and latitude."""
    west_east, south_north = alt.Scale(domain=[-97.9, -86.5], nice=False), alt.Scale(domain=[12.8, 19.7], nice=False)
    x, y = alt.X("x:Q", axis=None, scale=west_east), alt.Y("y:Q", axis=None, scale=south_north)
    return alt.Chart(alt.Data(values=rows)).encode(x, y)


def _state(chart: alt.Chart) -> alt.Chart:
    """The chart with what the model says of each of its names."""
    return chart.transform_lookup("name", alt.LookupData(data("ways"), "way", ["units", "part", "label"]))


def _look(channel: str, number: int) -> Any:
    scale = alt.Scale(domain=list(LOOKS), range=[look[number] for look in LOOKS.values()])
    return getattr(alt, channel)("part:N", scale=scale)
