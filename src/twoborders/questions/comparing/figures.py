"""Compare what stands on a figure: who is who, where it stands, on what axes, and in what words.

The wanted answer is ``{"series": {name: {"values": [...], "places": [...]}}, "labels": {...}, "together": ...}``.
Values at their places under the right name earn two thirds of the points; legend, axes and words the rest.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from twoborders.questions.comparing import labels
from twoborders.questions.comparing.found import RIGHT, Found
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
from twoborders.questions.months import MONTHS, read_month

_SHORT = re.compile(r"[A-Za-z]{3} \d\d")
"""A month in a row of months, with the end of its year: "May 19"."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")

_SPAN = re.compile(r"(-?\d+(?:\.\d+)?) to (-?\d+(?:\.\d+)?)")
"""How the place of a bar on an axis of numbers is said: "2011.6 to 2012.4"."""

SIDEWAYS = 0.75
"""So far, in steps of the places, a bar may stand from its own."""

MOST_GUESSES = 3
"""More series than these that are not asked for, and could each be the answer, are guesses."""

_VALUES = 2 / 3
"""The part of the points that the values earn where words, legend or axes are not right."""

Want = Mapping[str, list]
"""The values of a wanted series, and their places."""


class _Series(NamedTuple):
    """A line, a set of points or the bars of one colour: values and places in the order drawn, and its axes.

    ``flaws`` are base (some stand on others), before (some hide others), and x or y, an axis that is too short.
    ``is_whole`` is true of the bars of all colours together.
    """

    mark: str
    name: str
    values: list[float]
    places: list[Any]
    axes: Mapping[str, Any]
    flaws: tuple[str, ...] = ()
    is_whole: bool = False


def compare(question: Any, answer: dict, right: dict) -> Found:
    """Compare the description of a figure with the wanted series, axes and words."""
    drawn = list(_drawn(answer))
    if not drawn:
        give = "Give the table to seaborn's barplot or lineplot with data=..."
        lacks = "The figure has no bars, lines or points that can be seen"
        return Found(0, f"{lacks}, or none that a check can read. {give}", mistake="nothing drawn")
    sight = _Sight(question, answer, right["wanted"], drawn)
    said = [axes.get(place) or "" for axes in answer["axes"] for place in ("xlabel", "ylabel")]
    if not sight.is_complete and any(map(labels.says_thousands, said)):
        whole = [one._replace(values=[value * 1000 for value in one.values]) for one in drawn]
        in_thousands = _Sight(question, answer, right["wanted"], whole)
        sight = in_thousands if in_thousands.is_complete else sight
    if not sight.is_complete:
        return sight.no_match()
    looks = (
        ("many guesses", sight.many_guesses),
        ("swapped names", sight.swapped),
        ("other places", sight.other_places),
        ("two scales", sight.two_scales),
    )
    for mistake, look in looks:
        if problem := look():
            return Found(0, problem, mistake=mistake)
    problems = list(dict.fromkeys(filter(None, sight.problems())))
    return Found(_VALUES, f"The values are right. {' '.join(problems)}") if problems else RIGHT


# --- what is drawn -------------------------------------------------------------------------------------------


def _drawn(answer: dict) -> Iterator[_Series]:
    """Read lines, points and colours of bars from all axes, in the order of their places where these are numbers."""
    for axes in answer["axes"]:
        yield from _bars(axes)
        for mark, all_of_it in (("lines", axes["lines"]), ("points", _joined(axes["points"]))):
            for one in all_of_it:
                pairs = [(x, y) for x, y in zip(one["x"], one["y"], strict=True) if y is not None]
                if all(is_number(x) for x, _ in pairs):
                    pairs.sort()
                if pairs and "reference" not in one:
                    places, values = map(list, zip(*pairs, strict=True))
                    yield _Series(mark, one["label"], values, places, axes, _flaws([one]))


def _joined(points: list[dict]) -> list[dict]:
    """Join points of one name that stand at places of their own: a strip plot draws those of each place apart."""
    joined: list[dict] = []
    for one in points:
        for number, other in enumerate(joined):
            if other["label"] == one["label"] and not set(other["x"]) & set(one["x"]):
                joined[number] = {**other, **one, "x": other["x"] + one["x"], "y": other["y"] + one["y"]}
                break
        else:
            joined.append(one)
    return joined


def _bars(axes: dict) -> Iterator[_Series]:
    """Read each colour of bars, and all bars as one series: a highlighted bar has a colour of its own."""
    # One look at each tick and bar: a grader judges what may be a very long list of them.
    ticks = {label: i for i, label in enumerate(dict.fromkeys([*axes["xticklabels"], *axes["yticklabels"]]))}
    bars = [bar for bar in axes["bars"] if bar["value"] is not None]
    letters = [label for label in axes["xticklabels"] if len(label) == 1]
    is_repeated = len(set(letters)) < len(letters)  # J F M A M J: the places stand in the order drawn
    if not is_repeated:
        bars.sort(key=lambda bar: (ticks.get(bar["label"], len(ticks)), *_on_scale(bar["label"])))
    groups: dict[Any, list[dict]] = {}
    seen: dict[Any, int] = {}
    for bar in bars:
        # Of several bars without a name at one place, as without a legend, each is of a series of its own.
        layer = 0 if bar["series"] or is_repeated else seen.get(bar["label"], 0)
        seen[bar["label"]] = layer + 1
        groups.setdefault((bar["series"], layer), []).append(bar)
    if len(groups) > 1:
        groups["", -1] = bars
    for (name, layer), group in groups.items():
        values, places = [bar["value"] for bar in group], [bar["label"] for bar in group]
        yield _Series("bars", str(name), values, places, axes, _flaws(group), layer < 0)


def _on_scale(place: str) -> tuple[float, str]:
    """Return what sorts the places of bars on an axis of numbers or dates: seaborn draws them colour by colour."""
    span = _SPAN.fullmatch(place)
    return (float(span[1]), "") if span else (0, place if _DAY.match(place) else "")


def _flaws(drawn: list[dict]) -> tuple[str, ...]:
    given = [part for part in ("base", "before") if any(one.get(part) for one in drawn)]
    return (*given, *dict.fromkeys(one["outside"] for one in drawn if "outside" in one))


def _is_lying(axes: Mapping[str, Any]) -> bool:
    return any(bar["orientation"] == "horizontal" for bar in axes["bars"])


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


def _month_names(place: Any) -> list[str]:
    """Return how the month of a place is called, in both languages; nothing where it is no month."""
    month = MONTHS[place - 1][0] if is_number(place) and 1 <= place <= 12 else read_month(str(place))
    return [name for names in MONTHS if month and names[0] == month.split()[0] for name in names]


class _Sight:
    """The drawn series beside the wanted ones.

    ``of`` are, by wanted name, all drawn series that show its values: the first of them is looked at.
    """

    def __init__(self, question: Any, answer: dict, wanted: dict, drawn: list[_Series]):
        self.question, self.answer, self.wanted = question, answer, wanted
        self.series: Mapping[str, Want] = wanted["series"]
        meant = next(iter(self.series.values()))["places"]
        self.drawn = drawn = [one._replace(places=_centres(one.places, meant)) for one in drawn]
        self.of = {name: [one for one in drawn if self._shows(one, want)] for name, want in self.series.items()}
        self.is_complete = all(self.of.values())
        self.firsts = {name: found[0] for name, found in self.of.items() if found}
        self.panels = list({id(one.axes): one.axes for one in self.firsts.values()}.values())
        self.legend = [text for axes in answer["axes"] for text in axes["legend"]]
        self.noun = next(iter(self.firsts.values())).mark if self.firsts else ""

    # --- who is who and where it stands ---

    def _shows(self, one: _Series, want: Want) -> bool:
        """Tell whether a series shows the wanted values, in any order of its places."""
        orders = [self._in_order(one, want), one.values] if len(one.values) == len(want["values"]) else []
        found = [zip(values, want["values"], strict=True) for values in orders if values is not None]
        return any(all(agree(self.question, a, b) for a, b in pairs) for pairs in found)

    def _in_order(self, one: _Series, want: Want) -> list[float] | None:
        """Return the values of a series in the order of the wanted places; None where it stands at others."""
        if len(one.values) != len(want["values"]):
            return None
        read, meant = self._places(one, want)
        if sorted(read) != sorted(meant):
            return None
        by_place = dict(zip(read, one.values, strict=True))
        return [by_place[place] for place in meant] if len(by_place) == len(meant) else one.values

    def _places(self, one: _Series, want: Want) -> tuple[list[str], list[str]]:
        """Return the places of a series and the wanted ones, so that two that mean the same are equal texts."""
        names, places = want["places"], one.places
        if all(_SHORT.fullmatch(str(place)) for place in places):
            places = [f"{place[:-3]} 20{place[-2:]}" for place in places]
        if _month_names(names[0]) and not any((read_month(str(place)) or "")[-1:].isdigit() for place in places):
            names = [re.sub(r" \d{4}$", "", name) if isinstance(name, str) else name for name in names]
        are_texts = all(isinstance(name, str) for name in names)
        numbers = [f"{place:g}" if is_number(place) else str(place) for place in places]
        if any(numbers == [str(i + first) for i in range(len(names))] for first in (0, 1)) and self._counts(names[0]):
            places = names
        if len(places) == len(names) and all(
            str(place).casefold() in {each[0].casefold() for each in _month_names(name)}
            for place, name in zip(places, names, strict=True)
        ):
            places = names
        # pandas writes a name under every second place.
        if any(isinstance(place, str) for place in places) and len(places) == len(names):
            pairs = zip(names, places, range(len(names)), strict=True)
            filled = [name if is_number(place) and place == i else place for name, place, i in pairs]
            read, meant = read_keys(filled, names)
            places = names if read == meant else places
        read, meant = read_keys(places, names)
        if are_texts and not is_ordered(names):
            in_other_words = [labels.meant(str(place), names) for place in places]
            known = zip(in_other_words, read, strict=True)
            read = [plain_text(words[0]) if len(words) == 1 else place for words, place in known]
        return list(map(str, read)), list(map(str, meant))

    def _counts(self, first: Any) -> bool:
        """Tell whether a label says where the numbers of its axis begin: 1 = October, or months since May."""
        beginnings = [name[:3] for name in _month_names(first)]
        across = plain_text(" ".join(axes.get("xlabel") or "" for axes in self.answer["axes"]))
        words = "|".join(("since", "after", "from", "desde", "a partir de", "despues de", "="))
        return "fiscal" in across or any(re.search(rf"(?:{words}) ?{name.casefold()}", across) for name in beginnings)

    def no_match(self) -> Found:
        """Say that the values are not there, with the numbers of those series that have the right length."""
        names, groups = list(self.series), []
        for number, (name, want) in enumerate(self.series.items()):
            fitting = [one for one in self.drawn if len(one.values) == len(want["values"])]
            named = [one for one in fitting if name in labels.meant(one.name, names)]
            chosen = named or (fitting[number : number + 1] if len(fitting) == len(names) else [])
            if chosen:
                values = self._in_order(chosen[0], want) or chosen[0].values
                groups.append(list(zip(values, want["values"], strict=True)))
        message = f"The figure does not show the wanted values.{self._symptom()} Wanted: {self.question.wanted}."
        return Found(0, message, groups=tuple(groups))

    def _symptom(self) -> str:
        """Say what can be seen where the values are not there; the empty text where it is nothing."""
        names = list(self.series)
        points = max(len(set(map(str, one.places))) for one in self.drawn)
        needed = max(len(want["values"]) for want in self.series.values())
        across = [sorted(str(place).removesuffix(".0") for place in one.places) for one in self.drawn]
        missing = [name for name, found in self.of.items() if not found]
        if more := self.answer.get("more"):
            return f" It has {count(len(self.answer['axes']) + more, 'chart')}: draw the one that is asked for."
        if any(sorted(map(str, want["values"])) in across for want in self.series.values()):
            return " The values stand along the x axis: exchange x and y."
        if points != needed:
            return f" It has {count(points, 'place')}, and {needed} are wanted{self._odd_place()}."
        some = len(missing) < len(names)
        if len(self.drawn) < len(names):
            is_missing = f": {missing[0]} is missing" if some else ""
            return f" It has {len(self.drawn)} series, and {len(names)} are wanted{is_missing}."
        return f" The values of {next(iter(self.firsts))} are there, and those of {missing[0]} are not." if some else ""

    def _odd_place(self) -> str:
        """Say which place is missing, or should not be there, or that the names of the series are the places."""
        one, want = max(self.drawn, key=lambda each: len(each.places)), next(iter(self.series.values()))
        if len(self.series) > 1 and all(labels.meant(str(place), list(self.series)) for place in one.places):
            return f": {next(iter(self.series))} and the like stand along the axis, give them as hue"
        read, meant = self._places(one, want)
        lacking = [place for place, key in zip(want["places"], meant, strict=True) if key not in read]
        extra = [place for place, key in zip(one.places, read, strict=True) if key not in meant]
        if len(lacking) == len(meant):
            return ""
        return (
            f": {shown(lacking[0])} is missing" if lacking else f": {shown(extra[0])} is not asked for" if extra else ""
        )

    def _called(self, name: str) -> list[str]:
        """Return what a reader is told that a series is: its name, that of its panel, and the words beside it."""
        one = self.firsts[name]
        panel = [one.axes[place] for place in ("title", "xlabel", "ylabel")] if len(self.panels) > 1 else []
        beside = [text["text"] for text in one.axes["texts"] if self._belongs(text) == name]
        own = [other.name for other in self.of[name] if other.name and self.legend]
        return [*own, *panel, *beside]

    def _belongs(self, text: dict) -> str:
        """Return the series that words stand at: the one that they name, if no other is much nearer to them."""
        named = labels.meant(text["text"], list(self.series))
        if len(named) != 1:
            return ""
        own = self.firsts[named[0]]
        away = {
            name: abs(one.values[one.places.index(text["x"]) if text["x"] in one.places else -1] - text["y"])
            for name, one in self.firsts.items()
            if one.axes is own.axes and is_number(text["y"])
        }
        nearest = min(away, key=lambda name: away[name], default=named[0])
        return nearest if nearest == named[0] or away[nearest] < away[named[0]] / 2 else named[0]

    def swapped(self) -> str:
        """Say that a series stands under the name of another one; series with equal values cannot be told apart."""
        for name, one in self.firsts.items():
            called = {text: labels.meant(text, list(self.series)) for text in self._called(name)}
            given = sorted(text for text, meant in called.items() if meant)
            if given and not any(name in called[text] for text in given):
                shows = f'"{given[0]}" shows the values of {name}. Whoever reads the legend learns the opposite.'
                return f"The names are not those of the {one.mark}: {shows}"
        return ""

    def other_places(self) -> str:
        """Say that values stand at other places than they belong to, or that the axis does not name the places."""
        for name, one in self.firsts.items():
            want = self.series[name]
            read, meant = self._places(one, want)
            values = self._in_order(one, want)
            if values is None:
                odd = next((i for i, key in enumerate(read) if key != meant[i]), 0)
                given = shown(one.places[odd]) if not is_number(one.places[odd]) else f"{one.places[odd]:g}"
                stands = f"{'one' if odd else 'the first'} stands at {given}, and it belongs to {want['places'][odd]}"
                said = "The heights are right, and they stand at other places than they belong to"
                return f"{said}: {stands}. Give the places as x."
            for place, height, value in zip(meant, values, want["values"], strict=True):
                if not close(height, value, abs(value) / 20):
                    return f"The heights are right, and they stand at other places: look at {place}."
            if is_ordered(want["places"]) and read != meant:
                at = next(i for i, key in enumerate(read) if key != meant[i])
                begin = f"{one.places[at]} stands where {want['places'][at]} belongs. Keep the order of time"
                is_sorted = one.values in (sorted(values), sorted(values, reverse=True))
                by_value = ", and do not sort by the values" if is_sorted else ""
                return f"The values are right, and they do not stand in their order: {begin}{by_value}."
        return ""

    def many_guesses(self) -> str:
        """Say that the wanted values are one of many guesses: nobody can tell which is the answer.

        Series that bear names of their own, such as those of other groups, are no guesses.
        """
        guesses = [one for one in self._others() if len(self.series) == 1 or self._can_be_meant(one)]
        if len(guesses) <= MOST_GUESSES:
            return ""
        said = f"It shows {len(guesses)} series beside those that are asked for"
        return f"{said}, and nobody can tell which are your answer. Draw what is asked for, and nothing more."

    def _can_be_meant(self, one: _Series) -> bool:
        name = one.name or one.axes["title"] or ""
        return not name or bool(labels.meant(name, list(self.series)))

    def two_scales(self) -> str:
        """Say that series lie on each other on axes of their own, as twinx makes them."""
        panels = {id(one.axes): one.axes for found in self.of.values() for one in found}
        bears_all = [all(any(id(one.axes) == each for one in found) for found in self.of.values()) for each in panels]
        if len(panels) == 1 or all(bears_all) or not any(axes.get("twin") for axes in panels.values()):
            return ""
        said = "stand on two scales, one at the left and one at the right, so nobody can compare their heights."
        return f"Your {self.noun} {said}"

    # --- legend, axes and words ---

    def problems(self) -> Iterator[str]:
        """Say what is wrong where the values are right: the form, the legend, the axes, the words, or too much."""
        first, *others = self.firsts.values()
        same = len({tuple(map(str, want["places"])) for want in self.series.values()}) == 1
        if same and any(one.axes is first.axes and not set(one.places) & set(first.places) for one in others):
            share = f"Give as x what they share, such as {next(iter(self.series.values()))['places'][0]}."
            yield f"The {self.noun} do not stand above each other: they are at places of their own. {share}"
        if len(self.series) > 1:
            yield self._legend_problem()
        for axes in self.panels:
            yield from self._axes_problems(axes)
        across = "y" if _is_lying(first.axes) else "x"
        if not any(axes[f"{across}ticklabels"] for axes in self.panels):
            yield f"Its {across} axis bears no names or numbers: nobody can tell where a value belongs."
        lying = {"xlabel": "ylabel", "ylabel": "xlabel"} if _is_lying(first.axes) else {}
        words: Mapping[str, Sequence[str]] = self.wanted["labels"]
        for place in words:
            # Of panels that share an axis one alone bears its label.
            text = next((axes[place] for axes in self.panels if axes.get(place)), "")
            yield labels.problem(text, place, tuple(words.get(lying.get(place, place), words[place])))
        draft = plain_text(self.question.draft)
        if draft and any(draft in plain_text(axes["title"] or "") for axes in self.panels):
            yield "It bears the title of the draft: do the numbers support it?"
        if too_many := self._others():
            yield f"It shows {_listed(too_many)} too: what is that? Draw what is asked for."

    def _legend_problem(self) -> str:
        """Say that nobody can tell the series apart, or that they stand in panels where one chart is asked for."""
        if len(self.panels) > 1 and self.wanted["together"]:
            return "They stand in panels of their own: use hue, so that they stand in one chart."
        names = list(self.series)
        # A legend whose colours are those of no series, as seaborn's bars get from legend([...]), names none.
        is_named = self.legend and any(one.name for found in self.of.values() for one in found)
        if is_named and any(axes.get("alike") for axes in self.panels):
            return f"Two entries of the legend look alike: nobody can tell the {self.noun} apart."
        listed = self.legend if is_named and len(self.panels) == 1 else []
        said = {name: [*self._called(name), *listed] for name in names}
        nameless = [name for name in names if not any(name in labels.meant(text, names) for text in said[name])]
        if not nameless:
            return ""
        if len(self.panels) > 1:
            return f"Nobody can tell which panel is {nameless[0]}: say it in its title."
        if not self.legend and not any(axes["texts"] for axes in self.panels):
            return f"It has no legend: nobody can tell the {self.noun} apart."
        # Where all others are named, a name of its own says which this is: "Los demás" beside "Guatemala".
        if len(nameless) == 1 and any(one.name and not labels.meant(one.name, names) for one in self.of[nameless[0]]):
            return ""
        return f"The legend does not say which {self.noun[:-1]} is {nameless[0]}."

    def _axes_problems(self, axes: Mapping[str, Any]) -> Iterator[str]:
        """Say that an axis is turned over, cut off or on another scale."""
        across, along = ("y", "x") if _is_lying(axes) else ("x", "y")
        low, high = axes.get(f"{along}lim", (0, 1))
        here = [one for one in self.firsts.values() if one.axes is axes]
        if "log" in axes.get(f"{along}scale", "linear"):
            yield "The axis of the values is a logarithm: there equal steps multiply, and large values look small."
        if low > high:
            yield "The axis of the values is turned over: what is more stands lower."
        elif low > 0 and all(one.mark == "bars" for one in here):
            yield f"The bars are cut off: their axis begins at {shown(low)}. Let it begin at 0."
        ends = axes.get(f"{across}lim", (0, 1))
        if across == "x" and ends[0] > ends[1]:
            yield "The x axis is turned over: time runs from right to left."
        flaws = dict.fromkeys(flaw for one in here for flaw in one.flaws)
        if self.wanted["side_by_side"] and "base" in flaws:
            yield f"The {self.noun} stand on each other: put them side by side, so that each begins at 0."
        if self.wanted["side_by_side"] and "before" in flaws:
            yield "Bars stand before other bars and can hide them: put them side by side."
        for name in [flaw for flaw in flaws if flaw in ("x", "y")]:
            yield f"A part of the values lies outside the chart: its {name} axis is too short."

    def _others(self) -> list[_Series]:
        """Return what is drawn and not asked for; bars of several colours can be the wanted ones all together."""
        found = [one for found in self.of.values() for one in found]
        values = [value for want in self.series.values() for value in want["values"]]
        is_whole = any(one.is_whole for one in found)
        more = [one for one in self.drawn if not any(one is other for other in found) and not one.is_whole]
        return [one for one in more if not (is_whole and one.mark == "bars") and not _is_an_aid(one, values)]


# --- what to say ---------------------------------------------------------------------------------------------


def _is_an_aid(series: _Series, wanted: Sequence[float]) -> bool:
    """Tell whether a series only helps the eye: a level or upright line, points on wanted values, a part in large."""
    is_level = len(set(series.values)) < 2 or len(set(map(str, series.places))) < 2
    on_values = all(any(close(y, value, abs(value) / 100) for value in wanted) for y in series.values)
    is_large = bool(series.axes.get("inset"))
    return (series.mark != "bars" and is_level) or (on_values and (series.mark == "points" or is_large))


def _listed(series: list[_Series]) -> str:
    """Name series in words: the line "Yuma", points without a name."""
    nouns = {"lines": ("the line", "a line"), "points": ("the points", "points"), "bars": ("the bars", "bars")}
    pairs = [(one.name, *nouns[one.mark]) for one in series]
    said = list(dict.fromkeys(f'{the} "{name}"' if name else f"{a} without a name" for name, the, a in pairs))
    return ", ".join(said[:3]) + (" and others" if len(said) > 3 else "")
