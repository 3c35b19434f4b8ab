"""What a figure shows, read from the figure itself, as plain JSON.

The figure is read by what it can do, not by its type, so that this module imports no plotting library.
Tests and graders compare these marks; the text alternative of a picture is made from them.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

#: At most so many bars, points of lines, and points in one axes, axes in a figure, and characters in a text.
LIMIT = 500
AXES_LIMIT = 20
TEXT_LIMIT = 300

#: So far from its tick a bar may stand, in steps between ticks, where each tick has one bar of its colour.
SIDEWAYS = 0.75

_NOTHING = ("none", "", " ")


def marks(figure_or_axes: Any) -> dict:
    """The axes of a figure with their titles, labels, bars, lines, points, texts and legend, as plain JSON.

    Takes a matplotlib figure, one of its axes (with those that lie on it, as ``twinx`` makes them: a reader sees both),
    or an object with a ``figure`` such as seaborn's grids; raises TypeError for anything else. What cannot be seen is
    left out. Numbers are floats, a missing value is None, a date is ISO text. Bars and areas that stand on others keep
    their own height and have a ``base``; ``outside`` names the axis that is too short for a mark; ``twin`` is true of
    axes that lie on others, ``inset`` of those within others, ``alike`` where two entries of the legend look the same;
    ``more`` counts what is left out.
    """
    figure = figure_of(figure_or_axes)
    axes_list = _together(figure_or_axes, figure) if _is_axes(figure_or_axes) else list(figure.axes)
    axes_list += [inset for axes in axes_list for inset in axes.child_axes if inset.has_data()]
    # Empty axes come last: they do not take the place of what is drawn.
    axes_list = sorted((axes for axes in axes_list if axes.get_visible()), key=lambda axes: not axes.has_data())
    said = {name: _text(getattr(figure, f"get_sup{name}", str)()) for name in ("title", "xlabel", "ylabel")}
    shared = [text for legend in getattr(figure, "legends", []) for text in _legend_texts(legend)]
    described = [_Reader(axes, figure).described() for axes in axes_list[:AXES_LIMIT]]
    for number, axes in enumerate(described):
        # Labels of the whole figure are those of each of its axes; its title and its legend stand once.
        axes |= {name: axes[name] or said[name] for name in ("xlabel", "ylabel")}
        if number == 0:
            axes |= {"title": axes["title"] or said["title"], "legend": axes["legend"] or shared}
    more = len(axes_list) - AXES_LIMIT
    return {"axes": described} | ({"more": more} if more > 0 else {})


def figure_of(thing: Any) -> Any:
    """The figure that ``thing`` is or belongs to; TypeError with a sentence that helps when there is none."""
    if isinstance(getattr(thing, "axes", None), list) and hasattr(thing, "savefig"):
        return thing
    figure: Any = getattr(thing, "figure", None)
    if hasattr(figure, "get_figure") and (_is_axes(thing) or hasattr(thing, "axes")):
        # An axes in a subfigure points to that; the whole figure is what a learner sees.
        return figure.get_figure(root=True)
    if thing is None:
        keep = "Keep what the plotting call gives back, for example: axes = sns.barplot(...)"
        raise TypeError(f"There is no picture: the value is None. {keep}")
    if isinstance(thing, (list, tuple)) or type(thing).__name__ == "ndarray":
        several = "an array" if hasattr(thing, "shape") else "a list"
        give = "Several axes of one figure: give the figure, for example axes[0].figure."
        raise TypeError(f"Give one axes or one figure, not {several} of it. {give}")
    raise TypeError(f"Give the axes or the figure that a plotting call returned, not {type(thing).__name__}.")


def _is_axes(thing: Any) -> bool:
    return hasattr(thing, "get_xlabel") and hasattr(thing, "containers")


def _together(axes: Any, figure: Any) -> list[Any]:
    """The axes, and after it all others of the figure that lie on it: one picture with two scales."""
    bounds = axes.get_position().bounds
    return [axes, *(other for other in figure.axes if other is not axes and other.get_position().bounds == bounds)]


class _Reader:
    """Reads one of the axes of a figure."""

    def __init__(self, axes: Any, figure: Any):
        self.axes, self.figure = axes, figure
        self.x, self.y = _Axis(axes.xaxis), _Axis(axes.yaxis)
        legend = axes.get_legend()
        self.legend = legend if legend is not None and legend.get_visible() else None
        self.names = Names([item for item in (self.legend, *getattr(figure, "legends", [])) if item is not None])

    def described(self) -> dict:
        axes, bars = self.axes, list(self._bars())
        lines, points = self._lines(bars[0]["orientation"] if bars else "")
        (kept_lines, more_lines), (kept_points, more_points) = _bounded(lines), _bounded(points)
        more = max(len(bars) - LIMIT, 0) + more_lines + more_points
        seldom = {
            "twin": len(_together(axes, self.figure)) > 1,
            "inset": axes not in self.figure.axes,
            "alike": self.names.are_alike,
            "more": more,
        }
        return {
            "title": next(filter(None, (_text(axes.get_title(loc)) for loc in ("center", "left", "right"))), ""),
            "xlabel": self.x.title,
            "ylabel": self.y.title,
            "xscale": axes.get_xscale(),
            "yscale": axes.get_yscale(),
            "xlim": [float(end) for end in axes.get_xlim()],
            "ylim": [float(end) for end in axes.get_ylim()],
            "xticklabels": self.x.labels[:LIMIT],
            "yticklabels": self.y.labels[:LIMIT],
            "bars": bars[:LIMIT],
            "lines": kept_lines,
            "points": kept_points,
            "texts": list(self._texts())[:LIMIT],
            "legend": _legend_texts(self.legend) if self.legend is not None else [],
            **{name: value for name, value in seldom.items() if value},
        }

    def _bars(self) -> Iterator[dict]:
        covered: set[tuple[float, bool]] = set()
        for artist, orientation, colours, drawn in self._groups_of_bars():
            across = self.x if orientation == "vertical" else self.y
            boxes = [[float(part) for part in box] for box in drawn]
            labels = across.bar_labels([box[:2] for box in boxes])
            for colour, (start, width, base, value), label in zip(colours, boxes, labels, strict=True):
                if not width or colour is None:
                    continue
                height, centre = _number(value), start + width / 2
                place = (round(centre, 6), (height or 0) > 0)
                # A bar on another has a base; without, it hides the one at its place, or is hidden by it.
                stands = {"base": _number(base)} if base else {"before": True} if place in covered else {}
                covered.add(place)
                bar = {"label": label, "series": self.names.name(artist, colour), "value": height}
                point = (centre, base + value) if orientation == "vertical" else (base + value, centre)
                yield {**bar, "orientation": orientation, **stands, **self._outside([point])}

    def _groups_of_bars(self) -> Iterator[tuple[Any, str, list, list]]:
        """Bars that were drawn at once: their colours (None: unseen), and start, width, base and value of each."""
        for container in self.axes.containers:
            patches = [patch for patch in getattr(container, "patches", None) or [] if hasattr(patch, "get_height")]
            orientation = getattr(container, "orientation", None) or "vertical"
            boxes = [(p.get_x(), p.get_width(), p.get_y(), p.get_height()) for p in patches]
            if orientation != "vertical":
                boxes = [box[2:] + box[:2] for box in boxes]
            colours = [_colour(patch) if self._can_be_seen(patch) else None for patch in patches]
            if boxes:
                yield container, orientation, colours, boxes
        for collection in self.axes.collections:
            if type(collection).__name__ != "PatchCollection" or not self._can_be_seen(collection):
                continue
            # As seaborn's objects draw bars: rectangles that all stand on 0.
            paths = [path.vertices for path in collection.get_paths()]
            spans = [[(min(path[:, i]), max(path[:, i])) for i in (0, 1)] for path in paths if len(path) in (4, 5)]
            standing = next((i for i in (1, 0) if all(0 in span[i] for span in spans)), None)
            if not spans or len(spans) < len(paths) or standing is None:
                continue
            across = [span[1 - standing] for span in spans]
            boxes = [(low, high - low, 0, sum(span[standing])) for span, (low, high) in zip(spans, across, strict=True)]
            faces = [tuple(face) for face in collection.get_facecolors()]
            colours = [faces[i % len(faces)] for i in range(len(boxes))]
            yield collection, "vertical" if standing else "horizontal", colours, boxes

    def _lines(self, bars: str) -> tuple[list[dict], list[dict]]:
        """Lines, and sets of points; ``bars``: the direction of the bars beside them, if any."""
        lines: list[dict] = []
        points: list[dict] = []
        areas = list(self._areas())
        for line in self.axes.lines:
            xs, ys = list(line.get_xdata(orig=False)), list(line.get_ydata(orig=False))
            in_data = line.get_transform() == self.axes.transData
            # A legend's sample is an empty line; the error bar of a bar is a stroke without a name.
            if not xs or not self._can_be_seen(line):
                continue
            if bars and in_data and _is_error_bar(line, xs if bars == "vertical" else ys):
                continue
            name = self.names.name(line, _colour(line))
            pairs = list(zip(xs, ys, strict=True))
            edge = {float(x): float(y) for x, y in pairs} if in_data else {}
            area = next((area for area in areas if _alike(area[0], edge)), None)
            if not in_data:
                # axvline and axhline: one of the two directions is a share of the axes, not a value.
                lines.append(self._mark(name, pairs) | {"reference": "vertical" if len(set(xs)) == 1 else "horizontal"})
            elif area is not None:  # the upper edge of an area, as pandas draws it
                areas.remove(area)
                lines.append(area[1] | {"label": name or area[1]["label"]})
            else:
                no_stroke = str(line.get_linestyle()).lower() in _NOTHING
                (points if no_stroke else lines).append(self._mark(name, pairs) | self._outside(pairs))
        return [mark for _, mark in areas] + lines + list(self._drawn_at_once()), points + list(self._points())

    def _drawn_at_once(self) -> Iterator[dict]:
        """Lines that were drawn at once, as seaborn's objects do; a stroke from one place to another is none."""
        for collection in self.axes.collections:
            if type(collection).__name__ != "LineCollection" or collection.get_transform() != self.axes.transData:
                continue
            colours = [tuple(colour) for colour in collection.get_colors()]
            for i, pairs in enumerate(path.vertices.tolist() for path in collection.get_paths()):
                if len(pairs) > 2 and self._can_be_seen(collection):
                    name = self.names.name(collection, colours[i % len(colours)])
                    yield self._mark(name, pairs) | self._outside(pairs)

    def _areas(self) -> Iterator[tuple[dict[float, float], dict]]:
        """Areas that stand on 0 or on each other, as lines of their own heights, each with its upper edge."""
        below: list[dict[float, float]] = []
        polygons = [one for one in self.axes.collections if "Poly" in type(one).__name__]
        shapes = [(one, path.vertices) for one in polygons for path in one.get_paths()]
        shapes += [(one, one.get_xy()) for one in self.axes.patches if type(one).__name__ == "Polygon"]
        for artist, corners in shapes:
            data = getattr(artist, "get_data_transform", artist.get_transform)()
            if data != self.axes.transData or not self._can_be_seen(artist):
                continue
            ends: dict[float, list[float]] = {}
            for x, y in corners:
                ends.setdefault(float(x), []).append(float(y))
            low, top = ({x: end(ys) for x, ys in sorted(ends.items())} for end in (min, max))
            on_others = any(_alike(low, other) for other in below)
            if on_others or not any(low.values()):
                below.append(top)
                pairs = [(x, top[x] - low[x]) for x in top]
                mark = self._mark(self.names.name(artist, _colour(artist)), pairs) | self._outside(top.items())
                yield top, mark | ({"base": True} if on_others else {})

    def _points(self) -> Iterator[dict]:
        for collection in self.axes.collections:
            # Areas and grids have offsets too; only those of a scatter chart are places in the data.
            if not hasattr(collection, "get_sizes") or collection.get_offset_transform() != self.axes.transData:
                continue
            offsets = [(float(x), float(y)) for x, y in collection.get_offsets().tolist() if x is not None]
            if not offsets or not self._can_be_seen(collection):
                continue
            colours = [tuple(colour) for colour in collection.get_facecolors()]
            if len(colours) != len(offsets) or not self.names.entries:
                colours = [_colour(collection)] * len(offsets)
            groups: dict[str, list] = {}
            for colour, offset in zip(colours, offsets, strict=True):
                groups.setdefault(self.names.name(collection, colour), []).append(offset)
            for label, group in groups.items():
                yield self._mark(label, group) | self._outside(group)

    def _texts(self) -> Iterator[dict]:
        """Words that stand at a place of the data, such as the name beside a point."""
        for text in self.axes.texts:
            is_note = hasattr(text, "xycoords")
            in_data = text.xycoords == "data" if is_note else text.get_transform() == self.axes.transData
            if not text.get_text() or not text.get_visible() or not in_data:
                continue
            x, y = text.xy if is_note else text.get_position()
            x, y = self.axes.xaxis.convert_units(x), self.axes.yaxis.convert_units(y)
            yield {"text": _text(text.get_text()), "x": self.x.value(x), "y": self.y.value(y)}

    def _mark(self, label: str, pairs: Iterable[tuple[Any, Any]]) -> dict:
        pairs = list(pairs)
        return {"label": label, "x": [self.x.value(x) for x, _ in pairs], "y": [self.y.value(y) for _, y in pairs]}

    def _outside(self, pairs: Iterable[tuple[Any, Any]]) -> dict:
        """Name the axis that is too short for one of these places."""
        known = [(x, y) for x, y in pairs if _number(x) is not None and _number(y) is not None]
        for i, ends in enumerate((self.axes.get_xlim(), self.axes.get_ylim())):
            low, high = sorted(ends)
            slack = (high - low) * 1e-6
            if any(not low - slack <= pair[i] <= high + slack for pair in known):
                return {"outside": "xy"[i]}
        return {}

    def _can_be_seen(self, artist: Any) -> bool:
        """Whether an artist leaves a trace: it is shown, has a size, and a colour other than that of the axes."""
        if not artist.get_visible() or artist.get_alpha() == 0:
            return False

        def has_ink(colours: Any, width: Any = 1) -> bool:
            behind = _rounded(self.axes.get_facecolor())
            return any(row[3] and _rounded(row) != behind for row in _rgba(colours)) and np.max(width, initial=0) > 0

        if hasattr(artist, "get_marker"):
            stroke = str(artist.get_linestyle()).lower() not in _NOTHING
            marker = str(artist.get_marker()).lower() not in _NOTHING and artist.get_markersize() > 0
            edge = has_ink(artist.get_markeredgecolor(), artist.get_markeredgewidth())
            has_marker = marker and (edge or has_ink(artist.get_markerfacecolor()))
            return has_marker or (stroke and has_ink(artist.get_color(), artist.get_linewidth()))
        sizes = artist.get_sizes() if hasattr(artist, "get_sizes") else []
        has_size = not len(sizes) or np.max(sizes) > 0
        edge = has_ink(artist.get_edgecolor(), artist.get_linewidth())
        return has_size and (edge or has_ink(artist.get_facecolor()))


def _alike(one: dict[float, float], other: dict[float, float]) -> bool:
    return one.keys() == other.keys() and all(math.isclose(one[x], other[x], abs_tol=1e-9) for x in one)


def _is_error_bar(line: Any, across: list) -> bool:
    """Whether a line stays over one bar: ``across`` are its places; bars of categories are 1 apart."""
    finite = [float(place) for place in across if not math.isnan(place)]
    unnamed = str(line.get_label()).startswith("_") and line.get_marker() in ("None", "none", "", None)
    return unnamed and (not finite or max(finite) - min(finite) < 1)


def _bounded(groups: list[dict]) -> tuple[list[dict], int]:
    """As many places as the limit allows, and how many are left out."""
    kept, room = [], LIMIT
    for group in groups:
        if room > 0:
            kept.append({**group, "x": group["x"][:room], "y": group["y"][:room]})
        room -= len(group["x"])
    return kept, max(-room, 0)


class _Axis:
    """One axis: its tick labels, and how a place on it is said (a category, a date, or a number)."""

    def __init__(self, axis: Any):
        ticks = _ticks(axis)
        low, high = sorted(float(end) for end in axis.get_view_interval())
        is_seen = axis.axes.axison and axis.get_visible()
        self.title = _text(axis.get_label_text()) if is_seen and axis.label.get_visible() else ""
        self.labels = [text for position, text in ticks if is_seen and low - 1e-9 <= position <= high + 1e-9]
        converter = type(axis.get_converter()).__name__
        self.is_date = "Date" in converter
        # pandas draws months and quarters as counts of its own periods.
        self.period = getattr(axis, "freq", None) if "Period" in converter else None
        self.categories = type(axis.get_major_formatter()).__name__ == "StrCategoryFormatter"
        self.named = not self.is_date and _is_named(axis)
        sharing = getattr(axis.axes, f"get_shared_{axis.axis_name}_axes")().get_siblings(axis.axes)
        # Of panels that share an axis one alone may bear the names of its places.
        all_ticks = (ticks, *(_ticks(getattr(axes, f"{axis.axis_name}axis")) for axes in sharing))
        self.positions = next(filter(None, ({at: text for at, text in some if text} for some in all_ticks)), {})

    def value(self, place: Any) -> float | str | None:
        """The category, the ISO date, or the number at ``place``."""
        number = _number(place)
        if number is None:
            return None
        # Points on categories are spread sideways; a label that was set by hand names one place only.
        return self._name(number, 0.5 if self.categories else 1e-9) or number

    def bar_labels(self, spans: list[list[float]]) -> list[str]:
        """The labels of bars drawn at once, each given by its start and its width: "low to high" on a scale."""
        centres = [start + width / 2 for start, width in spans]
        # The third of three colours set beside each other by hand can be nearer to the next tick than to its own.
        pairs = list(zip(sorted(centres), sorted(self.positions), strict=False))
        if self.named and len(centres) == len(self.positions) and all(abs(a - b) < SIDEWAYS for a, b in pairs):
            by_centre = {centre: self.positions[position] for centre, position in pairs}
            return [by_centre[centre] for centre in centres]
        return [self._name(start + width / 2, 0.5) or f"{start:.6g} to {start + width:.6g}" for start, width in spans]

    def _name(self, number: float, reach: float) -> str:
        """The category within reach, the first day of the period or the date at ``number``; "" on a scale."""
        nearest = min(self.positions, key=lambda position: abs(position - number), default=math.inf)
        if self.named and abs(nearest - number) <= reach:
            return self.positions[nearest]
        if self.period is not None:
            return pd.Period(ordinal=round(number), freq=self.period).start_time.date().isoformat()
        return _iso(number) if self.is_date else ""


def _ticks(axis: Any) -> list[tuple[float, str]]:
    labels = (_text(label.get_text()) for label in axis.get_ticklabels())
    return list(zip(map(float, axis.get_ticklocs()), labels, strict=False))


def _is_named(axis: Any) -> bool:
    """Whether the ticks are names: categories, or labels that were set by hand."""
    formatter = axis.get_major_formatter()
    if type(formatter).__name__ in ("StrCategoryFormatter", "FixedFormatter"):
        return True
    # set_xticks(places, labels) hides the labels in a partial of this private function.
    return getattr(getattr(getattr(formatter, "func", None), "func", None), "__name__", "") == "_format_with_dict"


class Names:
    """Names of series: what the legend says of a mark that looks like its entry, else the mark's own label."""

    def __init__(self, legends: list):
        self.entries = [
            (_look(handle, _colour(handle)), _text(text.get_text()))
            for legend in legends
            for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=False)
            if handle.get_visible() and handle.get_alpha() != 0  # the title of a part is no entry
        ]
        self.are_alike = len({look for look, _ in self.entries}) < len(set(self.entries))

    def name(self, artist: Any, colour: Any) -> str:
        look = _look(artist, colour)
        entries = [one for one in self.entries if one[0][0] == look[0] is not None]
        # Lines of one colour are told apart by their strokes, whatever the colour of the legend's own strokes.
        for part, of_mark in enumerate(look[1:], 1):
            same = [one for one in entries or self.entries if one[0][part] == of_mark is not None]
            entries = same if 0 < len(same) < len(entries or self.entries) else entries
        texts = {text for _, text in entries}
        own = _text(artist.get_label()) if hasattr(artist, "get_label") else ""
        return texts.pop() if len(texts) == 1 else own if not own.startswith("_") else ""


def _look(artist: Any, colour: Any) -> tuple:
    """What tells a mark apart: its colour, and how its stroke is broken, how wide it is and what stands on it."""
    read = [getattr(artist, name, lambda: None) for name in ("get_linewidth", "get_marker", "get_hatch", "get_paths")]
    if not hasattr(artist, "get_marker"):  # the edge of a bar says nothing
        read[0] = lambda: None
    width, marker, hatch, paths = (one() for one in read)
    shape = str(paths[0].vertices.tolist()) if paths and hasattr(artist, "get_sizes") else None
    dashes = getattr(artist, "_unscaled_dash_pattern", None)
    return _rounded(colour), dashes and str(dashes), width, marker and str(marker), hatch, shape


def _colour(artist: Any) -> Any:
    """The colour that tells a series apart: the stroke of a line, the fill of anything else, or its edge."""
    if hasattr(artist, "get_color"):
        return artist.get_color()
    colours = [getattr(artist, f"get_{part}color", str)() for part in ("face", "edge")]
    return next((colour for colour in colours if any(row[3] for row in _rgba(colour))), colours[0])


def _rgba(colours: Any) -> list[tuple]:
    """Each colour as red, green, blue and opacity from 0 to 1; none for "none"."""
    from matplotlib.colors import to_rgba_array  # where there is a figure it is loaded

    return [] if isinstance(colours, str) and not colours else [tuple(row) for row in to_rgba_array(colours)]


def _rounded(colour: Any) -> tuple | None:
    """A colour as red, green, blue from 0 to 255; None for no colour or several."""
    rows = [] if colour is None else _rgba(colour)
    return tuple(round(float(part) * 255) for part in rows[0][:3]) if len(rows) == 1 else None


def _legend_texts(legend: Any) -> list[str]:
    return [_text(text.get_text()) for text in legend.get_texts()][:LIMIT]


def _number(value: Any) -> float | None:
    number = float(value) if not hasattr(value, "mask") else math.nan
    return number if math.isfinite(number) else None


def _iso(days: float) -> str:
    """Matplotlib counts days from 1970; whole days give a date, others a date with the time."""
    return pd.Timestamp(round(days * 86400), unit="s").isoformat().removesuffix("T00:00:00")


def _text(value: Any) -> str:
    # A tick label's minus is U+2212, which nobody types.
    return " ".join(str(value).replace("\N{MINUS SIGN}", "-").split())[:TEXT_LIMIT]
