"""A picture that a screen reader, a printer and a test can read: bytes, a text alternative and a source."""

import base64
import html
import io
import re
import sys
from typing import Any

import pandas as pd

from twoborders.charts.dress import house_style
from twoborders.charts.marks import figure_of, marks

#: No date and no version of the drawing library: the same figure gives the same bytes.
NO_METADATA = {"Software": None}
#: Pixels per inch: type is sharp on a fine screen too, where the picture is shown at half its pixels.
DPI = 160
#: So many values are said one by one; of a longer list the ends are said and the rest is counted.
SAID = 12
ENDS = (5, 3)
#: Of each of several sets of points so many are said one by one.
FEW = 3
#: Patterns of the series of bars, so that colour never carries a meaning alone; the first has none.
HATCHES = ("", "//", "..", "xx", "--")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Picture:
    """A PNG with its text alternative and caption; as text it is its text alternative and nothing else.

    ``png``: the bytes, with twice the pixels of the width at which the picture is shown.
    """

    def __init__(self, png: bytes, alt: str, caption: str = ""):
        self.png = png
        self.alt = " ".join(alt.split())
        self.caption = caption

    def _repr_html_(self) -> str:
        width = int.from_bytes(self.png[16:20]) // 2  # as the head of a PNG file says
        address = "data:image/png;base64," + base64.b64encode(self.png).decode("ascii")
        caption = f"<figcaption>{html.escape(self.caption)}</figcaption>" if self.caption else ""
        return (
            f'<figure style="margin: 0"><img alt="{html.escape(self.alt)}" src="{address}" '
            f'style="width: {width}px; max-width: 100%; height: auto">{caption}</figure>'
        )

    def __repr__(self) -> str:
        return self.alt


def show(axes_or_figure: Any, source: str, alt: str | None = None) -> Picture:
    """Turn a finished seaborn or matplotlib figure into a Picture, with ``source`` as its caption.

    The text alternative is made from the figure (title, kind, axis labels, values) unless ``alt`` gives it.
    Bars that the legend tells apart by colour get a pattern as well. The figure is closed in pyplot, so that it
    does not appear a second time. Raises TypeError for something that is no figure, ValueError for an empty
    figure or a missing source.
    """
    figure = figure_of(axes_or_figure)
    if not isinstance(source, str) or not source.strip():
        raise ValueError('Name the source of the figures, for example: show(axes, source="COMAR, May 2019").')
    if alt is not None and (not isinstance(alt, str) or not alt.strip()):
        raise ValueError("alt must be a sentence that says what the picture shows; leave it out to have it made.")
    said = alternative_text(marks(figure)) if alt is None else alt
    if not said and any(axes.has_data() for axes in figure.axes):
        raise ValueError(
            "This kind of picture cannot be put into words by itself. Say what it shows: "
            'show(axes, source="...", alt="Heat map of ...").'
        )
    if not said:
        raise ValueError(
            "The picture is empty: it has no bars, lines or points. Draw first, then show, both in the same cell."
        )
    for axes in figure.axes:
        _hatch(axes)
    picture = Picture(static_png(figure), said, f"Source: {source.strip().rstrip('.')}.")
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(figure)
    return picture


def _hatch(axes: Any) -> None:
    """Give each series of bars in the legend a pattern, in the bars and in the legend."""
    legend = axes.get_legend()
    handles = [handle for handle in (legend.legend_handles if legend else []) if hasattr(handle, "set_hatch")]
    bars = [bar for container in axes.containers for bar in getattr(container, "patches", None) or []]
    if len(handles) > len(HATCHES) or any(patch.get_hatch() for patch in (*handles, *bars)):
        return  # more series than patterns, or the author has chosen
    for handle, hatch in zip(handles, HATCHES, strict=False):
        for patch in (handle, *bars):
            if hatch and patch.get_facecolor() == handle.get_facecolor():
                patch.set_hatch(hatch)
                patch.set_edgecolor("white")


def static_png(figure: Any) -> bytes:
    """The figure as a notebook keeps it: the bytes of a PNG file. The grader puts what paints nothing in its place."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    buffer, canvas = io.BytesIO(), figure.canvas
    # On a canvas for this once: canvas and texts would keep all pixels as long as the learner's name keeps the figure.
    FigureCanvasAgg(figure)
    try:
        # "tight" keeps long labels whole.
        with house_style(figure):
            figure.savefig(buffer, dpi=DPI, bbox_inches="tight", facecolor="white", metadata=NO_METADATA)
    finally:
        figure.set_canvas(canvas)
        for text in figure.findobj(Text):
            text._renderer = None
    return buffer.getvalue()


# The text alternative ------------------------------------------------------------------------------


def alternative_text(seen: dict) -> str:
    """What the marks of a figure say, in sentences."""
    return " ".join(_axes_text(axes) for axes in seen["axes"] if axes["bars"] or axes["lines"] or axes["points"])


def _axes_text(axes: dict) -> str:
    lines = [line for line in axes["lines"] if "reference" not in line]
    kind = _kind(axes["bars"]) if axes["bars"] else "Line chart" if lines else "Scatter chart"
    parts = [f"{kind}: {axes['title']}" if axes["title"] else kind]
    labels = [f"{name} axis: {axes[key]}" for name, key in (("x", "xlabel"), ("y", "ylabel")) if axes[key]]
    if labels:
        parts.append("; ".join(labels))
    parts += _bars_text(axes["bars"])
    parts += [_line_text(line, axes["ylabel"]) for line in lines]
    names = {(text["x"], text["y"]): text["text"] + " " for text in axes["texts"]}
    few = SAID if len(axes["points"]) == 1 else FEW
    parts += [_points_text(points, names, few) for points in axes["points"]]
    parts += _across_text(axes)
    if "more" in axes:
        parts.append(f"{axes['more']:,} more marks are not read out")
    return re.sub(r"([?!])\.", r"\1", ". ".join(part.rstrip(".") for part in parts) + ".")


def _kind(bars: list[dict]) -> str:
    is_scale = all(re.fullmatch(r"-?[\d.e+-]+ to -?[\d.e+-]+", bar["label"]) for bar in bars)
    return "Histogram" if is_scale else "Bar chart"


def _across_text(axes: dict) -> list[str]:
    """What is said of the lines from side to side: the name of each, or the text that stands at it, and its place."""
    found: dict[str, dict[str, list[str]]] = {"vertical": {}, "horizontal": {}}
    for line in axes["lines"]:
        if direction := line.get("reference"):
            along = "x" if direction == "vertical" else "y"
            at = line[along][0]
            name = line["label"] or " ".join(text["text"] for text in axes["texts"] if text[along] == at)
            found[direction].setdefault(name, []).append(places([at])[0] if along == "x" else say(at))
    listing = {each: [f"{name} at {', '.join(at)}".strip() for name, at in of.items()] for each, of in found.items()}
    return [f"{each.capitalize()} lines: {'; '.join(said)}" for each, said in listing.items() if said]


def _bars_text(bars: list[dict]) -> list[str]:
    series: dict[str, list[str]] = {}
    for bar, name in zip(bars, places([bar["label"] for bar in bars]), strict=True):
        # "2018: 5" and not "2018 5".
        colon = ":" if re.search(r"[\d,]", name) else ""
        series.setdefault(bar["series"], []).append(f"{name}{colon} {say(bar['value'])}")
    return [(f"{name}: " if name else "") + listed(values) for name, values in series.items()]


def _line_text(line: dict, ylabel: str) -> str:
    pairs = [(x, y) for x, y in zip(places(line["x"]), line["y"], strict=True) if isinstance(y, float)]
    name = line["label"] or ylabel or "Line"
    if not pairs:
        return f"{name}: no values"
    low, high = min(pairs, key=lambda pair: pair[1]), max(pairs, key=lambda pair: pair[1])
    of = (("first", pairs[0]), ("lowest", low), ("highest", high), ("last", pairs[-1]))
    return f"{name}: " + ", ".join(f"{word} {say(y)} at {x}" for word, (x, y) in of)


def _points_text(points: dict, names: dict[tuple, str], few: int) -> str:
    pairs = list(zip(points["x"], points["y"], strict=True))
    name = f"{points['label']}: " if points["label"] else ""
    if len(pairs) <= few:
        each = zip(pairs, places(points["x"]), strict=True)
        return name + ", ".join(f"{names.get(pair, '')}({x}; {say(pair[1])})" for pair, x in each)
    # Dates are ISO text, which sorts as dates do; numbers and text never stand together on one axis.
    xs, ys = (sorted(value for value in points[axis] if value is not None) or [None] for axis in "xy")
    said = places(xs)
    return f"{name}{len(pairs)} points, x from {said[0]} to {said[-1]}, y from {say(ys[0])} to {say(ys[-1])}"


def places(values: list) -> list[str]:
    """The places of a series as people say them: years, months or days where they are dates."""
    dates = [pd.Timestamp(value) for value in values if isinstance(value, str) and _DAY.fullmatch(value)]
    if len(dates) < len(values):
        return [say(value, grouped=False) for value in values]
    days = {date.day for date in dates}
    # Counts of months and years are drawn at the first day, or in the middle.
    is_month = len(dates) > 1 and (days == {1} or days <= {14, 15, 16})
    is_year = is_month and days == {1} == {date.month for date in dates}
    day_and_month = [f"{date.month_name()} " if is_month else f"{date.day} {date.month_name()} " for date in dates]
    return [f"{'' if is_year else before}{date.year}" for before, date in zip(day_and_month, dates, strict=True)]


def listed(values: list[str]) -> str:
    """The values joined by commas; a long list as its ends and a count of the rest."""
    if len(values) <= SAID:
        return ", ".join(values)
    first, last = ENDS
    return f"{', '.join(values[:first])}, {len(values) - first - last} more, then {', '.join(values[-last:])}"


def say(value: Any, grouped: bool = True) -> str:
    """A number as a person writes it: 29,583; 76.4; 0.124. Text stays, a missing value is "no value"."""
    if value is None:
        return "no value"
    if not isinstance(value, (int, float)):
        return str(value)
    if float(value).is_integer() and not grouped:
        return f"{value:.0f}"  # years on an axis are numbers too, and 2,019 is no year
    if float(value).is_integer() or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 1 else f"{value:.2f}".rstrip("0").rstrip(".")
