"""Compare what stands on a figure: who is who, where it stands, on what axes, and in what words.

The wanted answer is ``{"series": {name: {"values": [...], "places": [...]}}, "labels": {...}, "together": ...}``.
Values at their places under the right name earn two thirds of the points; legend, axes and words the rest.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from twoborders.questions.comparing import labels
from twoborders.questions.comparing.found import RIGHT, Found
from twoborders.questions.comparing.relations import Pair
from twoborders.questions.comparing.values import (
    agree,
    close,
    count,
    is_number,
    is_ordered,
    plain_text,
    read_keys,
    shown,
)
from twoborders.questions.months import read_month

_SPAN = re.compile(r"(-?\d+(?:\.\d+)?) to (-?\d+(?:\.\d+)?)")
"""How the place of a bar on an axis of numbers is said: "2011.6 to 2012.4"."""

SIDEWAYS = 0.75
"""So far, in steps of the places, a bar may stand from its own."""

_VALUES = 2 / 3
"""The part of the points that the values earn where words, legend or axes are not right."""


class _Series(NamedTuple):
    """A line, a set of points or the bars of one colour: values and places in the order drawn, and its axes."""

    mark: str
    name: str
    values: list[float]
    places: list[Any]
    axes: int
    stacked: bool = False
    before: bool = False


class _Match(NamedTuple):
    """The drawn series that show the wanted ones, by the wanted names, and all drawn that is too much."""

    of: Mapping[str, list[_Series]]
    others: list[_Series]
    scale: float = 1


def compare(question: Any, answer: dict, right: dict) -> Found:
    """Compare the description of a figure with the wanted series, axes and words."""
    wanted = right["wanted"]
    drawn = list(_drawn(answer))
    if not drawn:
        return Found(
            0,
            "The figure has no bars, lines or points that can be seen. Give the table to seaborn's barplot or lineplot "
            "with data=...",
            mistake="nothing drawn",
        )
    meant = next(iter(wanted["series"].values()))["places"]
    drawn = [one._replace(places=_named_places(_centres(one.places, meant), answer, wanted["series"])) for one in drawn]
    match = _matched(question, drawn, wanted["series"])
    if match is None and _says_thousands(answer):
        match = _matched(question, drawn, wanted["series"], scale=1000)
    if match is None:
        return _no_match(question, drawn, wanted["series"])
    swapped = _swapped(match, wanted["series"])
    if swapped:
        return Found(0, swapped, mistake="swapped names")
    places = _places_problem(match, wanted["series"])
    if places:
        return Found(0, places, mistake="other places")
    scales = _two_scales(answer, match)
    if scales:
        return Found(0, scales, mistake="two scales")
    shows = next(iter(match.of.values()))[0]
    axes = answer["axes"][shows.axes]
    problems = [
        *_side_by_side(match, wanted["series"]),
        *_legend_problems(answer, match, wanted),
        *_axes_problems(answer, match, wanted),
        *(labels.problem(axes, place, tuple(concepts)) for place, concepts in _words_by_place(axes, wanted)),
    ]
    if match.others:
        problems.append(f"It shows {_listed(match.others)} too: what is that? Draw what is asked for.")
    problems = list(dict.fromkeys(problem for problem in problems if problem))
    return Found(_VALUES, f"The values are right. {' '.join(problems)}") if problems else RIGHT


# --- what is drawn -------------------------------------------------------------------------------------------


def _drawn(answer: dict) -> Iterator[_Series]:
    """Read lines, points and colours of bars from all axes, in the order of their places where these are numbers."""
    for number, axes in enumerate(answer["axes"]):
        yield from _bars(axes, number)
        for mark in ("lines", "points"):
            for one in axes[mark]:
                if "reference" in one:
                    continue
                pairs = [(x, y) for x, y in zip(one["x"], one["y"], strict=True) if y is not None]
                if all(is_number(x) for x, _ in pairs):
                    pairs.sort()
                if not pairs:
                    continue
                yield _Series(mark, one["label"], [y for _, y in pairs], [x for x, _ in pairs], number)


def _bars(axes: dict, number: int) -> Iterator[_Series]:
    """Read each colour of bars, and all bars as one series: a highlighted bar has a colour of its own."""
    # One look at each tick and bar: a grader judges what may be a very long list of them.
    ticks = {label: i for i, label in enumerate(dict.fromkeys([*axes["xticklabels"], *axes["yticklabels"]]))}
    groups: dict[Any, list[dict]] = {}
    for bar in axes["bars"]:
        if bar["value"] is not None:
            groups.setdefault(bar["series"], []).append(bar)
    layers = [(name, bars) for name, all_bars in groups.items() for bars in ([all_bars] if name else _layers(all_bars))]
    for name, bars in layers:
        yield _series_of(bars, str(name), number)
    if len(layers) > 1:
        standing = sorted(axes["bars"], key=lambda bar: ticks.get(bar["label"], 0))
        yield _series_of([bar for bar in standing if bar["value"] is not None], "", number)


def _layers(bars: list[dict]) -> list[list[dict]]:
    """Split bars that bear no name: of several at one place, as without a legend, each is of a series of its own."""
    layers: list[list[dict]] = []
    seen: dict[Any, int] = {}
    for bar in bars:
        layer = seen[bar["label"]] = seen.get(bar["label"], -1) + 1
        layers += [[]] if layer == len(layers) else []
        layers[layer].append(bar)
    return layers


def _series_of(bars: list[dict], name: str, number: int) -> _Series:
    stacked, before = (any(bar.get(name) for bar in bars) for name in ("base", "before"))
    return _Series(
        "bars", name, [bar["value"] for bar in bars], [bar["label"] for bar in bars], number, stacked, before
    )


# --- who is who ----------------------------------------------------------------------------------------------


def _matched(question: Any, drawn: list[_Series], wanted: Mapping[str, dict], scale: float = 1) -> _Match | None:
    """Find for each wanted series those drawn that show its values; None if one is not shown."""
    of = {name: [one for one in drawn if _shows(question, one, want, scale)] for name, want in wanted.items()}
    if not all(of.values()):
        stacked = _area_match(question, drawn, wanted)
        return None if stacked is None else _Match(stacked, [])
    known = {id(one) for found in of.values() for one in found}
    shown_bars = {one.axes for found in of.values() for one in found if one.mark == "bars"}
    values = [value for want in wanted.values() for value in want["values"]]
    others = [
        one
        for one in drawn
        if id(one) not in known and not _is_an_aid(one, values) and not (one.mark == "bars" and one.axes in shown_bars)
    ]
    return _Match(of, others, scale)


def _centres(places: list, wanted: Sequence[Any]) -> list:
    """Give whole numbers, such as years, to bars on an axis of numbers, which are said by where they begin and end."""
    spans = [_SPAN.fullmatch(str(place)) for place in places]
    centres = [(float(span[1]) + float(span[2])) / 2 for span in spans if span]
    if not centres or len(centres) < len(places) or not all(map(is_number, wanted)):
        return places
    # The third of three colours set beside each other can be nearer to the next year than to its own.
    pairs = list(zip(sorted(centres), sorted(wanted), strict=False))
    if len(centres) == len(wanted) and all(abs(centre - place) < SIDEWAYS for centre, place in pairs):
        return [dict(pairs)[centre] for centre in centres]
    return [round(centre) for centre in centres]


def _named_places(places: list, answer: dict, wanted: Mapping[str, dict]) -> list:
    """Give names to places that are numbered from 0, where the chart names some of them, or names them elsewhere.

    pandas writes a name under every second place, and of panels that share an axis one alone bears the names.
    """
    names = next(iter(wanted.values()))["places"]
    if [f"{place:g}" if is_number(place) else place for place in places] == [str(i + 1) for i in range(len(names))]:
        across = plain_text(" ".join(axes.get("xlabel") or "" for axes in answer["axes"]))
        if "fiscal" in across or plain_text(str(names[0]))[:3] in across:  # such as: 1 = October
            return list(names)
    numbered = [place for i, place in enumerate(places) if place == i and is_number(place)]
    if not numbered or len(places) != len(names) or not all(isinstance(name, str) for name in names):
        return places
    said = {plain_text(label) for axes in answer["axes"] for label in (*axes["xticklabels"], *axes["yticklabels"])}
    given = [place for place in places if isinstance(place, str)] or [
        name for name in names if plain_text(name) in said
    ]
    agreeing = all(
        plain_text(str(a)) == plain_text(str(b)) for a, b in zip(places, names, strict=True) if isinstance(a, str)
    )
    if not given or not agreeing or len(given) + len(numbered) < len(names):
        return places
    return [names[i] if is_number(place) else place for i, place in enumerate(places)]


def _shows(question: Any, series: _Series, want: dict, scale: float) -> bool:
    """Tell whether a series shows the wanted values, in any order of its places."""
    given, wanted = [value * scale for value in series.values], want["values"]
    if len(given) != len(wanted):
        return False
    read, meant = read_keys(series.places, want["places"])
    if sorted(map(str, read)) == sorted(map(str, meant)) and len(set(map(str, read))) == len(read):
        by_place = dict(zip(read, given, strict=True))
        if all(agree(question, by_place[place], value) for place, value in zip(meant, wanted, strict=True)):
            return True
    return all(agree(question, a, b) for a, b in zip(given, wanted, strict=True))


def _area_match(question: Any, drawn: list[_Series], wanted: Mapping[str, dict]) -> dict[str, list[_Series]] | None:
    """Find wanted series in the upper edges of areas that are stacked on each other."""
    lines = [one for one in drawn if one.mark == "lines"]
    if len(wanted) < 2 or len(lines) != len(wanted):
        return None
    found: dict[str, list[_Series]] = {}
    below = [0.0] * len(lines[0].values)
    for line in lines:
        if len(line.values) != len(below):
            return None
        own = line._replace(
            values=[top - under for top, under in zip(line.values, below, strict=True)], stacked=any(below)
        )
        for name, want in wanted.items():
            if name not in found and _shows(question, own, want, 1):
                found[name] = [own]
        below = line.values
    return found if len(found) == len(wanted) else None


def _swapped(match: _Match, wanted: Mapping[str, dict]) -> str:
    """Say that a series stands under the name of another one; series with equal values cannot be told apart."""
    for name, found in match.of.items():
        called = {one.name for one in found if one.name}
        meant = {other for given in called for other in _meant(given, list(wanted))}
        if meant and name not in meant:
            given = sorted(called)[0]
            return (
                f'The names are not those of the {_noun(found[0])}: "{given}" shows the values of {name}. '
                "Whoever reads the legend learns the opposite."
            )
    return ""


def _meant(given: str, names: Sequence[str]) -> list[str]:
    """Return the wanted names that a drawn name can mean, by the words that only one of them has."""
    words = {name: _words(name) for name in names}
    own = {name: words[name] - set().union(*(words[other] for other in names if other != name)) for name in names}
    said = _words(given)
    return [name for name in names if own[name] & said]


def _words(name: str) -> set[str]:
    plain = plain_text(f"{name} {read_month(name) or ''}")
    # FY2014, FY14 and 2013-14 are years too.
    return {word for found in re.findall(r"[a-z]+|\d+", plain) for word in (found, re.sub(r"^20(?=\d\d$)", "", found))}


# --- where it stands -----------------------------------------------------------------------------------------


def _places_problem(match: _Match, wanted: Mapping[str, dict]) -> str:
    """Say that values stand at other places than they belong to, or that the axis does not name the places."""
    for name, found in match.of.items():
        one, want = found[0], wanted[name]
        if not want["places"]:
            continue
        read, meant = read_keys(one.places, want["places"])
        if sorted(map(str, read)) != sorted(map(str, meant)):
            given = shown(one.places[0]) if not is_number(one.places[0]) else f"{one.places[0]:g}"
            return (
                f"The heights are right, and they stand at other places than they belong to: the first stands at "
                f"{given}, and it belongs to {want['places'][0]}. Give the places as x."
            )
        by_place = dict(zip(map(str, read), one.values, strict=True))
        value = {str(place): value for place, value in zip(meant, want["values"], strict=True)}
        wrong = [
            place for place in value if not close(by_place[place] * match.scale, value[place], abs(value[place]) / 20)
        ]
        if wrong and one.values:
            return f"The heights are right, and they stand at other places: look at {wrong[0]}."
        if is_ordered(want["places"]) and list(map(str, read)) != list(map(str, meant)):
            return (
                f"The places do not stand in their order: yours begin with {one.places[0]}. Begin with "
                f"{want['places'][0]}, and keep the order of time."
            )
    return ""


def _two_scales(answer: dict, match: _Match) -> str:
    """Say that series lie on each other on axes of their own, as twinx makes them."""
    axes = {found[0].axes for found in match.of.values()}
    if len(axes) == 1 or not any(answer["axes"][number].get("twin") for number in axes):
        return ""
    noun = _noun(next(iter(match.of.values()))[0])
    return (
        f"Your {noun} stand on two scales, one at the left and one at the right, so nobody can compare their heights."
    )


def _side_by_side(match: _Match, wanted: Mapping[str, dict]) -> Iterator[str]:
    """Say that series stand at places of their own, such as the days of two years, and cannot be compared by eye."""
    first, *others = [found[0] for found in match.of.values()]
    same = len({tuple(map(str, want["places"])) for want in wanted.values()}) == 1
    if same and any(one.axes == first.axes and not set(one.places) & set(first.places) for one in others):
        yield (
            f"The {_noun(first)} do not stand above each other: they are at places of their own. Give as x what they "
            f"share, such as {next(iter(wanted.values()))['places'][0]}."
        )


# --- legend and axes -----------------------------------------------------------------------------------------


def _legend_problems(answer: dict, match: _Match, wanted: dict) -> list[str]:
    """Say that nobody can tell the series apart, or that they stand in panels where one chart is asked for."""
    if len(wanted["series"]) < 2:
        return []
    panels = {found[0].axes for found in match.of.values()}
    if len(panels) > 1:
        return (
            ["They stand in panels of their own: use hue, so that they stand in one chart."]
            if wanted["together"]
            else []
        )
    names = list(wanted["series"])
    axes = answer["axes"][next(iter(panels))]
    # A legend whose colours are those of no series, as seaborn's bars get from legend([...]), names none.
    is_named = any(one.name for found in match.of.values() for one in found)
    texts = [*(one["text"] for one in axes["texts"]), *(axes["legend"] if is_named else ())]
    nameless = {
        name: found
        for name, found in match.of.items()
        if not any(name in _meant(text, names) for text in [one.name for one in found] + texts)
    }
    if not nameless:
        return []
    name, found = next(iter(nameless.items()))
    if not texts and not is_named and not axes["legend"]:
        return [f"It has no legend: nobody can tell the {_noun(found[0])} apart."]
    # Where all others are named, a name of its own says which this is: "Estados Unidos" beside "Guatemala".
    if len(nameless) == 1 and any(one.name and not _meant(one.name, names) for one in found):
        return []
    return [f"The legend does not say which {_noun(found[0])[:-1]} is {name}."]


def _axes_problems(answer: dict, match: _Match, wanted: dict) -> Iterator[str]:
    """Say that an axis is turned over, cut off or on another scale."""
    for number in sorted({found[0].axes for found in match.of.values()}):
        axes = answer["axes"][number]
        bars = [bar for bar in axes["bars"] if bar["value"] is not None]
        lying = any(bar["orientation"] == "horizontal" for bar in bars)
        low, high = axes.get("xlim" if lying else "ylim", (0, 1))
        if "log" in axes.get("xscale" if lying else "yscale", "linear"):
            yield "The axis of the values is a logarithm: there equal steps multiply, and large values look small."
        if low > high:
            yield "The axis of the values is turned over: what is more stands lower."
        elif bars and low > 0 and not any(found[0].mark != "bars" for found in match.of.values()):
            yield f"The bars are cut off: their axis begins at {shown(low)}. Let it begin at 0."
        across_low, across_high = axes.get("ylim" if lying else "xlim", (0, 1))
        if not lying and across_low > across_high:
            yield "The x axis is turned over: time runs from right to left."
        stacked = [one for found in match.of.values() for one in found if one.stacked]
        if wanted.get("side_by_side") and stacked:
            yield f"The {_noun(stacked[0])} stand on each other: put them side by side, so that each begins at 0."
        if wanted.get("side_by_side") and any(one.before for found in match.of.values() for one in found):
            yield "Bars stand before other bars and can hide them: put them side by side."
        values = [value for found in match.of.values() if found[0].axes == number for value in found[0].values]
        if values and not lying and (min(values) < min(low, high) or max(values) > max(low, high)):
            yield "A part of the values lies outside the chart: its y axis is too short."


def _words_by_place(axes: dict, wanted: dict) -> list[tuple[str, Sequence[str]]]:
    """Return what must stand where; on a chart of lying bars the x axis is the one that shows the values."""
    words = dict(wanted["labels"])
    if any(bar["orientation"] == "horizontal" for bar in axes["bars"]) and {"xlabel", "ylabel"} <= set(words):
        words["xlabel"], words["ylabel"] = words["ylabel"], words["xlabel"]
    return list(words.items())


# --- what to say ---------------------------------------------------------------------------------------------


def _no_match(question: Any, drawn: list[_Series], wanted: Mapping[str, dict]) -> Found:
    """Say that the values are not there, with the numbers of those series that have the right length."""
    groups: list[list[Pair]] = []
    for place, (name, want) in enumerate(wanted.items()):
        fitting = [one for one in drawn if len(one.values) == len(want["values"])]
        named = [one for one in fitting if name in _meant(one.name, list(wanted))]
        chosen = named or (fitting[place : place + 1] if len(fitting) == len(wanted) else [])
        if chosen:
            groups.append(list(zip(chosen[0].values, want["values"], strict=True)))
    points, needed = (
        max(len(set(map(str, one.places))) for one in drawn),
        max(len(want["values"]) for want in wanted.values()),
    )
    there = {name: any(_shows(question, one, want, 1) for one in drawn) for name, want in wanted.items()}
    across = [sorted(str(place).removesuffix(".0") for place in one.places) for one in drawn]
    symptom = ""
    if any(sorted(map(str, want["values"])) in across for want in wanted.values()):
        symptom = " The values stand along the x axis: exchange x and y."
    elif points != needed:
        symptom = f" It has {count(points, 'place')}, and {needed} are wanted."
    elif len(drawn) < len(wanted):
        symptom = f" It has {len(drawn)} series, and {len(wanted)} are wanted."
    elif len({*there.values()}) == 2:
        names = {is_there: name for name, is_there in there.items()}
        symptom = f" The values of {names[True]} are there, and those of {names[False]} are not."
    return Found(
        0, f"The figure does not show the wanted values.{symptom} Wanted: {question.wanted}.", groups=tuple(groups)
    )


def _says_thousands(answer: dict) -> bool:
    return any(
        labels.says_thousands(axes.get(place) or "") for axes in answer["axes"] for place in ("ylabel", "xlabel")
    )


def _is_an_aid(series: _Series, wanted: Sequence[float]) -> bool:
    """Tell whether a series only helps the eye: a level or upright line, a point, points on wanted values, nothing."""
    if series.mark == "bars":
        return not series.values
    if len(set(series.values)) < 2 or len(set(map(str, series.places))) < 2:
        return True
    return series.mark == "points" and all(
        any(close(y, value, abs(value) / 100) for value in wanted) for y in series.values
    )


def _noun(series: _Series) -> str:
    return {"lines": "lines", "points": "points", "bars": "bars"}[series.mark]


def _listed(series: list[_Series]) -> str:
    """Name series in words: the line "Yuma", points without a name."""
    named = {"lines": "the line", "points": "the points", "bars": "the bars"}
    unnamed = {"lines": "a line", "points": "points", "bars": "bars"}
    said = [f'{named[one.mark]} "{one.name}"' if one.name else f"{unnamed[one.mark]} without a name" for one in series]
    return ", ".join(said[:3]) + (" and others" if len(said) > 3 else "")
