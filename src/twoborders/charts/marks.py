"""What a figure shows, read from the figure itself, as plain JSON.

The figure is read by what it can do, not by its type, so that this module imports no plotting library.
Tests and graders compare these marks; the text alternative of a picture is made from them.
"""

import datetime
import math
import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

#: At most so many bars, points of lines, and points in one axes, axes in a figure, and characters in a text.
LIMIT = 500
AXES_LIMIT = 20
TEXT_LIMIT = 300

#: So far from its tick a bar may stand, in steps between ticks, where each tick has one bar of its colour.
SIDEWAYS = 0.75

_EPOCH = datetime.datetime(1970, 1, 1)


def marks(figure_or_axes: Any) -> dict:
    """The axes of a figure with their titles, labels, bars, lines, points, texts and legend, as plain JSON.

    Takes a matplotlib figure, one of its axes, or an object with a ``figure`` such as seaborn's grids. Of one of the
    axes also those that lie on it, as ``twinx`` makes them: a reader sees both.
    Numbers are floats, a missing value is None, a date is ISO text. ``more`` counts what is left out beyond
    the limits; ``twin`` is true of axes that lie on others, as those of ``twinx``. Raises TypeError when given
    anything else.
    """
    figure = figure_of(figure_or_axes)
    axes_list = _together(figure_or_axes, figure) if _is_axes(figure_or_axes) else list(figure.axes)
    suptitle = figure.get_suptitle() if hasattr(figure, "get_suptitle") else ""
    shared = [text for legend in getattr(figure, "legends", []) for text in _legend_texts(legend)]
    described = [_axes_marks(axes, figure) for axes in axes_list[:AXES_LIMIT]]
    for number, axes in enumerate(described):
        axes["title"] = axes["title"] or (_text(suptitle) if number == 0 else "")
        axes["legend"] = axes["legend"] or (shared if number == 0 else [])
    result: dict = {"axes": described}
    if len(axes_list) > AXES_LIMIT:
        result["more"] = len(axes_list) - AXES_LIMIT
    return result


def figure_of(thing: Any) -> Any:
    """The figure that ``thing`` is or belongs to; TypeError with a sentence that helps when there is none."""
    if isinstance(getattr(thing, "axes", None), list) and hasattr(thing, "savefig"):
        return thing
    figure = getattr(thing, "figure", None)
    if figure is not None and hasattr(figure, "savefig") and (_is_axes(thing) or hasattr(thing, "axes")):
        # An axes in a subfigure points to that; the whole figure is what a learner sees.
        return figure.get_figure(root=True) if hasattr(figure, "get_figure") else figure
    if thing is None:
        raise TypeError(
            "There is no picture: the value is None. Keep what the plotting call gives back, "
            "for example: axes = sns.barplot(...)"
        )
    if isinstance(thing, (list, tuple)) or type(thing).__name__ == "ndarray":
        raise TypeError(
            f"Give one axes or one figure, not {'an array' if hasattr(thing, 'shape') else 'a list'} of it. "
            "Several axes of one figure: give the figure, for example axes[0].figure."
        )
    raise TypeError(f"Give the axes or the figure that a plotting call returned, not {type(thing).__name__}.")


def _is_axes(thing: Any) -> bool:
    return hasattr(thing, "get_xlabel") and hasattr(thing, "containers")


def _together(axes: Any, figure: Any) -> list[Any]:
    """The axes, and after it all others of the figure that lie on it."""
    return [axes, *(other for other in figure.axes if other is not axes and _same_place(axes, other))]


def _axes_marks(axes: Any, figure: Any) -> dict:
    x_axis, y_axis = _Axis(axes.xaxis), _Axis(axes.yaxis)
    legend = axes.get_legend()
    legends = [item for item in (legend, *getattr(figure, "legends", [])) if item is not None]
    series = _Series(legends)
    bars = list(_bars(axes, x_axis, y_axis, series))
    lines, line_points = _lines(axes, x_axis, y_axis, series, bars[0]["orientation"] if bars else "")
    points = line_points + list(_points(axes, x_axis, y_axis, series))
    result: dict = {
        "title": _text(_first(axes.get_title(loc) for loc in ("center", "left", "right"))),
        "xlabel": _text(axes.get_xlabel()),
        "ylabel": _text(axes.get_ylabel()),
        "xscale": axes.get_xscale(),
        "yscale": axes.get_yscale(),
        "xlim": [float(end) for end in axes.get_xlim()],
        "ylim": [float(end) for end in axes.get_ylim()],
        "xticklabels": x_axis.labels[:LIMIT],
        "yticklabels": y_axis.labels[:LIMIT],
        "bars": bars[:LIMIT],
        "lines": (kept_lines := _bounded(lines)),
        "points": (kept_points := _bounded(points)),
        "texts": list(_texts(axes, x_axis, y_axis))[:LIMIT],
        "legend": _legend_texts(legend) if legend is not None else [],
    }
    if any(other is not axes and _same_place(axes, other) for other in figure.axes):
        result["twin"] = True
    kept = min(len(bars), LIMIT) + _size(kept_lines) + _size(kept_points)
    if more := len(bars) + _size(lines) + _size(points) - kept:
        result["more"] = more
    return result


def _same_place(axes: Any, other: Any) -> bool:
    """Tell whether two axes lie on each other, as those of twinx: one picture with two scales."""
    return bool(axes.get_position().bounds == other.get_position().bounds)


# Bars ----------------------------------------------------------------------------------------------


def _bars(axes: Any, x_axis: "_Axis", y_axis: "_Axis", series: "_Series") -> Iterable[dict]:
    covered: set[tuple[float, bool]] = set()
    for container in axes.containers:
        own: set[tuple[float, bool]] = set()
        patches = [patch for patch in getattr(container, "patches", None) or [] if hasattr(patch, "get_height")]
        if not patches:
            continue
        orientation = getattr(container, "orientation", None) or "vertical"
        across = x_axis if orientation == "vertical" else y_axis
        boxes = [(patch.get_x(), patch.get_width(), patch.get_height(), patch.get_y()) for patch in patches]
        if orientation != "vertical":
            boxes = [(base, value, width, start) for start, width, value, base in boxes]
        labels = across.bar_labels([(start, width) for start, width, _, _ in boxes])
        for patch, label, (start, width, value, base) in zip(patches, labels, boxes, strict=True):
            if not _can_be_seen(patch):
                continue
            bar = {
                "label": label,
                "series": series.name(container, _colour(patch)),
                "value": _number(value),
                "orientation": orientation,
            }
            place = (round(float(start) + float(width) / 2, 6), (_number(value) or 0) > 0)
            own.add(place)
            if base:
                bar["base"] = _number(base)
            elif place in covered:
                bar["before"] = True  # it hides the bar of another series, or is hidden by it
            yield bar
        covered |= own


# Lines and points ----------------------------------------------------------------------------------


def _lines(axes: Any, x_axis: "_Axis", y_axis: "_Axis", series: "_Series", bars: str) -> tuple[list[dict], list[dict]]:
    """Lines, and lines that are points only; ``bars``: the direction of the bars beside them, if any."""
    lines: list[dict] = []
    points: list[dict] = []
    for line in axes.lines:
        xs, ys = list(line.get_xdata(orig=False)), list(line.get_ydata(orig=False))
        # A legend's sample is an empty line; the error bar of a bar is a stroke without a name.
        in_data = line.get_transform() == axes.transData
        if not xs or not _can_be_seen(line):
            continue
        if bars and in_data and _is_error_bar(line, xs if bars == "vertical" else ys):
            continue
        mark = {
            "label": series.name(line, _colour(line)),
            "x": [x_axis.value(x) for x in xs],
            "y": [y_axis.value(y) for y in ys],
        }
        if not in_data:
            # axvline and axhline: one of the two directions is a share of the axes, not a value.
            mark["reference"] = "vertical" if len(set(xs)) == 1 else "horizontal"
        no_stroke = str(line.get_linestyle()).lower() in ("none", "", " ")
        (points if no_stroke else lines).append(mark)
    return lines, points


def _points(axes: Any, x_axis: "_Axis", y_axis: "_Axis", series: "_Series") -> Iterable[dict]:
    for collection in axes.collections:
        # Areas and grids have offsets too; only those of a scatter chart are places in the data.
        if not hasattr(collection, "get_sizes") or collection.get_offset_transform() != axes.transData:
            continue
        if not _can_be_seen(collection):
            continue
        offsets = [(float(x), float(y)) for x, y in collection.get_offsets().tolist() if x is not None]
        if not offsets:
            continue
        colours = [tuple(colour) for colour in collection.get_facecolors()]
        if len(colours) == len(offsets) and len(set(colours)) > 1 and series.colours:
            groups: dict[str, list] = {}
            for colour, offset in zip(colours, offsets, strict=True):
                groups.setdefault(series.name(collection, colour), []).append(offset)
        else:
            groups = {series.name(collection, colours[0] if colours else None): offsets}
        for label, group in groups.items():
            yield {
                "label": label,
                "x": [x_axis.value(x) for x, _ in group],
                "y": [y_axis.value(y) for _, y in group],
            }


def _texts(axes: Any, x_axis: "_Axis", y_axis: "_Axis") -> Iterable[dict]:
    """Words that stand at a place of the data, such as the name beside a point."""
    for text in axes.texts:
        if not text.get_text() or not text.get_visible():
            continue
        if getattr(text, "xycoords", None) == "data":
            x, y = text.xy
        elif not hasattr(text, "xycoords") and text.get_transform() == axes.transData:
            x, y = text.get_position()
        else:
            continue
        x, y = axes.xaxis.convert_units(x), axes.yaxis.convert_units(y)
        yield {"text": _text(text.get_text()), "x": x_axis.value(x), "y": y_axis.value(y)}


def _can_be_seen(artist: Any) -> bool:
    return bool(artist.get_visible()) and artist.get_alpha() != 0


def _is_error_bar(line: Any, across: list) -> bool:
    """Whether a line stays over one bar: ``across`` are its places; bars of categories are 1 apart."""
    finite = [float(place) for place in across if not math.isnan(place)]
    unnamed = str(line.get_label()).startswith("_") and line.get_marker() in ("None", "none", "", None)
    return unnamed and (not finite or max(finite) - min(finite) < 1)


def _bounded(groups: list[dict]) -> list[dict]:
    kept, room = [], LIMIT
    for group in groups:
        if room <= 0:
            break
        kept.append({**group, "x": group["x"][:room], "y": group["y"][:room]})
        room -= len(group["x"])
    return kept


def _size(groups: list[dict]) -> int:
    return sum(len(group["x"]) for group in groups)


# Axes and legends ----------------------------------------------------------------------------------


class _Axis:
    """One axis: its tick labels, and how a place on it is said (a category, a date, or a number)."""

    def __init__(self, axis: Any):
        positions = [float(position) for position in axis.get_ticklocs()]
        texts = [_text(label.get_text()) for label in axis.get_ticklabels()]
        low, high = sorted(float(end) for end in axis.get_view_interval())
        shown = [
            (position, text)
            for position, text in zip(positions, texts, strict=False)
            if low - 1e-9 <= position <= high + 1e-9
        ]
        self.labels = [text for _, text in shown]
        converter = type(_converter(axis)).__name__
        self.is_date = "Date" in converter
        # pandas draws months and quarters as counts of its own periods.
        self.period = getattr(axis, "freq", None) if "Period" in converter else None
        self.categories = type(axis.get_major_formatter()).__name__ == "StrCategoryFormatter"
        self.named = not self.is_date and _is_named(axis)
        self.positions = {position: text for position, text in zip(positions, texts, strict=False) if text}

    def value(self, place: Any) -> float | str | None:
        """The category, the ISO date, or the number at ``place``."""
        number = _number(place)
        if number is None:
            return None
        if self.period is not None:
            return self._day(number)
        if self.is_date:
            return _iso(number)
        if self.named:
            nearest = min(self.positions, key=lambda position: abs(position - number), default=math.inf)
            # Points on categories are spread sideways; a label that was set by hand names one place only.
            if abs(nearest - number) <= (0.5 if self.categories else 1e-9):
                return self.positions[nearest]
        return number

    def bar_labels(self, spans: list[tuple[float, float]]) -> list[str]:
        """The labels of all bars of one colour, each given by its start and its width."""
        centres = [float(start) + float(width) / 2 for start, width in spans]
        # The third of three colours set beside each other by hand can be nearer to the next tick than to its own.
        pairs = list(zip(sorted(centres), sorted(self.positions), strict=False))
        if self.named and len(centres) == len(self.positions) and all(abs(a - b) < SIDEWAYS for a, b in pairs):
            by_centre = {centre: self.positions[position] for centre, position in pairs}
            return [by_centre[centre] for centre in centres]
        return [self.bar_label(start, width) for start, width in spans]

    def bar_label(self, start: float, width: float) -> str:
        """The category under a bar, or "low to high" where the axis is a scale, as under a histogram."""
        start, width = float(start), float(width)
        centre = start + width / 2
        if self.named and self.positions:
            nearest = min(self.positions, key=lambda position: abs(position - centre))
            if abs(nearest - centre) <= 0.5:
                return self.positions[nearest]
        if self.period is not None:
            return self._day(centre)
        if self.is_date:
            return _iso(centre)
        return f"{start:.6g} to {start + width:.6g}"

    def _day(self, number: float) -> str:
        """The first day of a period of pandas, of which this is the number."""
        return pd.Period(ordinal=round(number), freq=self.period).start_time.date().isoformat()


def _converter(axis: Any) -> Any:
    return axis.get_converter() if hasattr(axis, "get_converter") else getattr(axis, "converter", None)


def _is_named(axis: Any) -> bool:
    """Whether the ticks are names: categories, or labels that were set by hand."""
    formatter = axis.get_major_formatter()
    if type(formatter).__name__ in ("StrCategoryFormatter", "FixedFormatter"):
        return True
    # set_xticks(places, labels) hides the labels in a partial of this private function.
    return getattr(getattr(getattr(formatter, "func", None), "func", None), "__name__", "") == "_format_with_dict"


class _Series:
    """Names of series: a mark's own label, else the legend entry of the same colour."""

    def __init__(self, legends: list):
        self.colours: dict[tuple, str] = {}
        for legend in legends:
            handles = getattr(legend, "legend_handles", None) or getattr(legend, "legendHandles", [])
            for handle, text in zip(handles, legend.get_texts(), strict=False):
                colour = _rounded(_colour(handle))
                if colour is not None:
                    self.colours.setdefault(colour, _text(text.get_text()))

    def name(self, artist: Any, colour: Any) -> str:
        label = _text(artist.get_label()) if hasattr(artist, "get_label") else ""
        if label and not label.startswith("_"):
            return label
        known = _rounded(colour)
        return "" if known is None else self.colours.get(known, "")


def _colour(artist: Any) -> Any:
    """The colour that tells a series apart: the stroke of a line, the fill of anything else."""
    read = getattr(artist, "get_color", None) or getattr(artist, "get_facecolor", None)
    return read() if read else None


def _rounded(colour: Any) -> tuple | None:
    """A colour as red, green, blue from 0 to 255; None for no colour or several."""
    if isinstance(colour, str):
        if not re.fullmatch("#[0-9a-fA-F]{6,8}", colour):
            # A name such as "C0" or "red" has no numbers here; the same name still is the same colour.
            return (colour,)
        return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
    parts = list(colour) if colour is not None else []
    if len(parts) == 1:
        parts = list(parts[0])
    if len(parts) not in (3, 4) or not all(isinstance(part, (int, float)) or hasattr(part, "dtype") for part in parts):
        return None
    return tuple(round(float(part) * 255) for part in parts[:3])


def _legend_texts(legend: Any) -> list[str]:
    return [_text(text.get_text()) for text in legend.get_texts()][:LIMIT]


# Plain values --------------------------------------------------------------------------------------


def _number(value: Any) -> float | None:
    number = float(value) if not hasattr(value, "mask") else math.nan
    return number if math.isfinite(number) else None


def _iso(days: float) -> str:
    """Matplotlib counts days from 1970; whole days give a date, others a date with the time."""
    moment = _EPOCH + datetime.timedelta(seconds=round(days * 86400))
    return moment.date().isoformat() if moment.time() == datetime.time() else moment.isoformat()


def _text(value: Any) -> str:
    # A tick label's minus is U+2212, which nobody types.
    return " ".join(str(value).replace("\N{MINUS SIGN}", "-").split())[:TEXT_LIMIT]


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")
