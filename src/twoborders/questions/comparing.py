"""Compare the description of an answer with the description of the right one, and say how they differ."""

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from twoborders.questions.months import read_month


@dataclass(frozen=True)
class Found:
    """How much of an answer is right (0 to 1), and what to say where it is not all."""

    share: float
    message: str = ""


RIGHT = Found(1)

_WANTED_KINDS = {
    "number": ("number",),
    "text": ("text",),
    "names": ("list", "frame"),
    "frame": ("frame",),
    "function": ("function",),
    "figure": ("figure",),
}


def said(description: Mapping[str, Any]) -> str:
    """Return in words what was received: "the number 12.5", "a table of 3 rows and 2 columns"."""
    kind = description["kind"]
    if kind == "number":
        return f"the number {_shown(description['value'])}"
    if kind == "text":
        text = description["value"]
        return f'the text "{text[:37] + "..." if len(text) > 40 else text}"'
    if kind == "frame":
        n_rows, n_columns = description["n_rows"], len(description["columns"])
        return f"a table of {count(n_rows, 'row')} and {count(n_columns, 'column')}"
    if kind == "list":
        article = "an" if description["type"][0] in "aeiou" else "a"
        return f"{article} {description['type']} of {count(description['n'], 'item')}"
    if kind == "duration":
        return f"a length of time of {_shown(description['days'])} days"
    if kind == "flag":
        return f"the truth value {description['value']}"
    if kind == "function":
        return f"the function {description['name']}" if description["name"] else "a function"
    if kind == "figure":
        return "a figure"
    return f"an object of type {description.get('type', kind)}"


def wrong_kind(question: Any, description: dict) -> str | None:
    """Return a sentence if the answer is of another kind than the question asks for, else None."""
    kind = description["kind"]
    if kind in _WANTED_KINDS[question.kind]:
        if kind == "number" and isinstance(description["value"], str):
            return _not_finite(description["value"])
        return None
    received = f"Your answer is {said(description)}. Wanted: {question.wanted}."
    if question.kind == "number" and kind == "text" and _reads_as_number(description["value"]):
        return f"{received} Take away the quotation marks: text cannot be compared with a number."
    if kind == "duration" and question.unit == "days":
        return f"{received} Put .days after it to get the number."
    if question.kind == "figure" and description.get("type") == "Picture":
        return f"{received} Give what seaborn returned, and not what show returned."
    if question.kind == "number" and kind in ("frame", "list"):
        return f"{received} Choose one value or add the values up, so that one number is left."
    if question.kind == "frame" and description.get("type") == "dict":
        return f"{received} pd.Series(...) makes a Series of a dict."
    if question.kind == "frame" and kind == "figure":
        return f"{received} Give the table from which the figure was drawn."
    if question.kind == "function" and kind in ("number", "text"):
        return f"{received} Give the function itself, without brackets and arguments after its name."
    if kind == "function":
        return f"{received} Call the function: write brackets after its name."
    return received


def compare(question: Any, answer: dict, right: dict) -> Found:
    """Compare two descriptions of the kind that the question asks for.

    Returns a Found whose share is 1 where they agree. Where they do not, its message says what differs
    without giving the right value.
    """
    return _COMPARISONS[question.kind](question, answer, right)


# --- numbers -----------------------------------------------------------------------------------------------


def close(a: Any, b: Any, tolerance: float) -> bool:
    """Return whether two plain values agree: numbers within the tolerance, texts but for case and accents."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, int | float) and isinstance(b, int | float):
        if not (math.isfinite(a) and math.isfinite(b)):  # the margin would be infinite too
            return a == b
        # A hair more than the tolerance: 83.1 - 83.0 is not exactly 0.1 in binary.
        return abs(a - b) <= tolerance * (1 + 1e-9) + 1e-9 * max(abs(a), abs(b))
    if isinstance(a, str) and isinstance(b, str):
        return plain_text(a) == plain_text(b)
    return a is None and b is None


def _number(question: Any, answer: dict, right: dict) -> Found:
    value, wanted = answer["value"], right["value"]
    if isinstance(value, str) or isinstance(wanted, str):
        return RIGHT if value == wanted else Found(0, _not_finite(str(value)))
    if close(value, wanted, question.tolerance):
        return RIGHT
    return Found(0, _number_message(question, float(value), float(wanted)))


def _number_message(question: Any, value: float, wanted: float) -> str:
    """Name the general ways in which a number goes wrong, whatever the question."""
    shown = _shown(value)

    def near(candidate: float) -> bool:
        return wanted != 0 and math.isclose(value, candidate, rel_tol=2e-3, abs_tol=0)

    if near(-wanted):
        return f"{shown} has the wrong sign. Check which number is taken from which."
    if question.unit == "per cent" and near(wanted / 100):
        return f"{shown} is a share: 1 would be the whole. The question asks for per cent, where 100 is the whole."
    if question.unit == "share" and near(wanted * 100):
        return f"{shown} is in per cent. The question asks for a share, where 1 is the whole."
    for factor in (10, 100, 1000, 1_000_000):
        if near(wanted * factor):
            return f"{shown} is {factor:,} times too large. Check the units: {question.wanted}."
        if near(wanted / factor):
            return f"{shown} is {factor:,} times too small. Check the units: {question.wanted}."
    if question.unit in ("per cent", "share") and value and near((1e4 if question.unit == "per cent" else 1) / wanted):
        return f"{shown} is the division upside down. Ask which number is the whole."
    if wanted and question.tolerance and abs(value - wanted) <= max(0.01 * abs(wanted), 2 * question.tolerance):
        return f"{shown} is close, but it is not it. Round only at the end, and check which rows you took."
    return f"{shown} is not it. Wanted: {question.wanted}."


def _not_finite(value: str) -> str:
    if value == "nan":
        return (
            "Your answer is NaN, which means: no value. A sum or mean over missing values, or an empty filter, "
            "gives NaN. Look at the rows that go into it."
        )
    return "Your answer is infinite. Somewhere a number is divided by zero: look at the denominator."


# --- text and names ----------------------------------------------------------------------------------------


def plain_text(text: str) -> str:
    """Return text without accents, case, punctuation at the ends and double spaces: México is mexico."""
    decomposed = unicodedata.normalize("NFKD", text)
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(letters.casefold().replace("-", " ").replace("\N{EN DASH}", " ").split()).strip(" .,;:\"'")


def _text(question: Any, answer: dict, right: dict) -> Found:
    """Compare two texts; a month may be written in any of its forms."""
    given, wanted = (plain_text(read_month(text) or text) for text in (answer["value"], right["value"]))
    if given == wanted:
        return RIGHT
    return Found(0, f"{said(answer)[4:].capitalize()} is not it. Wanted: {question.wanted}.")


def _names(question: Any, answer: dict, right: dict) -> Found:
    """Compare two collections of names as sets; a table of one column counts as the list of its values."""
    given, wanted = _name_items(answer), _name_items(right)
    if given is None:
        return Found(0, f"Your answer is {said(answer)}. Give the names alone: {question.wanted}.")
    given_set, wanted_set = (
        {plain_text(str(item)) for item in given},
        {plain_text(str(item)) for item in wanted or []},
    )
    if given_set == wanted_set:
        return RIGHT
    missing, extra = (
        len(wanted_set - given_set),
        [item for item in given if plain_text(str(item)) not in wanted_set],
    )
    parts = []
    if missing:
        parts.append(f"{count(missing, 'name')} still missing")
    if extra:
        shown = ", ".join(str(item) for item in dict.fromkeys(extra[:3]))
        parts.append(f"{shown}{' and others' if len(extra) > 3 else ''} should not be there")
    return Found(0, f"Your answer has {count(len(given_set), 'name')}: {'; '.join(parts)}. Look at the condition.")


def _name_items(description: dict) -> list | None:
    if description["kind"] == "list":
        return description["items"]
    texts = [
        [row[i] for row in description["rows"]]
        for i in range(len(description["columns"]))
        if description["rows"] and all(isinstance(row[i], str) for row in description["rows"])
    ]
    return texts[0] if len(texts) == 1 else None


# --- tables ------------------------------------------------------------------------------------------------


def _frame(question: Any, answer: dict, right: dict) -> Found:
    """Compare two tables by the rows that the key names; the order of rows and further columns do not matter."""
    if not answer["n_rows"]:
        return Found(0, "Your table has no rows. A condition that no row meets gives an empty table.")
    columns = _matched_columns(answer, right)
    lacking = [name for name, index in columns.items() if index is None]
    if lacking:
        have = ", ".join(answer["columns"][:8])
        return Found(0, f"Your table has the columns {have}. It lacks: {', '.join(lacking)}. Name a column so.")
    if answer["n_rows"] != right["n_rows"]:
        return Found(
            0,
            f"Your table has {count(answer['n_rows'], 'row')}; the answer has {right['n_rows']}. "
            f"Wanted: {question.wanted}.",
        )
    difference = _difference(question, answer, right, columns)
    if difference is None:
        return RIGHT
    # A column under another name may be another thing: what is missing is said first.
    instead = {name: answer["columns"][i] for name, i in columns.items() if not _same_name(name, answer["columns"][i])}
    if instead:
        plural = ("", "was") if len(instead) == 1 else ("s", "were")
        difference = (
            f"Your table lacks: {', '.join(instead)}. Its column{plural[0]} {', '.join(instead.values())} {plural[1]} "
            f"read instead. {difference}"
        )
    return Found(0, difference)


def _difference(question: Any, answer: dict, right: dict, columns: dict[str, int]) -> str | None:
    """Say where the rows of two tables differ, or None; ``columns``: where the answer has each wanted column."""
    keys = [right["columns"].index(name) for name in question.key]
    given = {
        tuple(_keyed(row[columns[right["columns"][k]]]) for k in keys): [row[i] for i in columns.values()]
        for row in answer["rows"]
    }
    wrong: dict[str, list[str]] = {}
    for row in right["rows"]:
        key = tuple(_keyed(row[k]) for k in keys)
        if key not in given:
            return f"Your table has no row for {', '.join(str(row[k]) for k in keys)}."
        for name, value, wanted in zip(right["columns"], given[key], row, strict=True):
            if not close(value, wanted, question.tolerance):
                wrong.setdefault(name, []).append(", ".join(str(row[k]) for k in keys))
    if not wrong:
        return None
    name, rows = next(iter(wrong.items()))
    if any(isinstance(row[columns[name]], str) for row in answer["rows"]) and not isinstance(
        right["rows"][0][right["columns"].index(name)], str
    ):
        return f"The column {name} holds text. Numbers are wanted there: leave out astype(str) and the like."
    return (
        f"The column {name} differs in {len(rows)} of {count(right['n_rows'], 'row')}, for example for {rows[0]}. "
        f"Wanted: {question.wanted}."
    )


def _matched_columns(answer: dict, right: dict) -> dict[str, int | None]:
    """Find each wanted column in the answer: by name, else by what is left of its kind, text or numbers.

    Columns under other names count where as many of a kind are left as are wanted; they are taken in their order,
    as in a Series whose index and values are both numbers.
    """
    found = {
        name: next((i for i, given in enumerate(answer["columns"]) if _same_name(name, given)), None)
        for name in right["columns"]
    }
    for text in (True, False):
        wanted = [
            name
            for column, name in enumerate(right["columns"])
            if found[name] is None and _is_text(right, column) == text
        ]
        left = [
            index
            for index in range(len(answer["columns"]))
            if index not in found.values() and _is_text(answer, index) == text
        ]
        if len(left) == len(wanted):
            found.update(zip(wanted, left, strict=True))
    return found


def _same_name(one: str, other: str) -> bool:
    return plain_text(one.replace("_", " ")) == plain_text(other.replace("_", " "))


def _is_text(table: dict, column: int) -> bool:
    return any(isinstance(row[column], str) for row in table["rows"])


def _keyed(value: Any) -> Any:
    return plain_text(value) if isinstance(value, str) else value


# --- functions ---------------------------------------------------------------------------------------------


def _function(question: Any, answer: dict, right: dict) -> Found:
    """Compare what two functions give for the same arguments."""
    for mine, wanted in zip(answer["calls"], right["calls"], strict=True):
        call = f"{answer['name'] or 'Your function '}({', '.join(str(argument) for argument in mine['arguments'])})"
        result, expected = mine["result"], wanted["result"]
        if _same_result(result, expected, question.tolerance):
            continue
        if result["kind"] == "error":
            return Found(0, f"{call} stops with {result['message']}. Try the function with these numbers yourself.")
        if result["kind"] == "missing":
            return Found(0, f"{call} gives nothing (None). Does every way through the function end in return?")
        return Found(0, f"{call} gives {said(result)}, and that is not it. Work the case out by hand and compare.")
    return RIGHT


def _same_result(result: dict, expected: dict, tolerance: float) -> bool:
    if result["kind"] != expected["kind"]:
        return False
    if result["kind"] == "number" and isinstance(result["value"], str):
        return result["value"] == expected["value"]  # "inf" is not "-inf"
    if result["kind"] in ("number", "text", "flag"):
        return close(result["value"], expected["value"], tolerance)
    return result == expected


# --- figures -----------------------------------------------------------------------------------------------


def _figure(question: Any, answer: dict, right: dict) -> Found:
    """Compare what stands on a figure: the values drawn earn two thirds, title and labels the rest."""
    wanted = right["wanted"]
    axes = [one for one in answer["axes"] if one["bars"] or one["lines"] or one["points"]]
    if not axes:
        return Found(
            0, "The figure has no bars, lines or points. Give the table to seaborn's barplot or lineplot with data=..."
        )
    series = wanted.get("series") or [wanted["values"]]
    shown = [(one, found) for one in axes if (found := _find(one, series, question.tolerance))]
    if not shown:
        return Found(0, f"The figure does not show the wanted values. Wanted: {question.wanted}.")
    drawn, (found, others) = shown[0]
    problems = [_label_problem(drawn, place, words) for place, words in _words_by_place(drawn, wanted)]
    if wanted.get("same_places") and len({place for one in found for place in one.places}) > len(series[0]):
        problems.insert(0, "They do not stand above each other: give both the same places on the x axis.")
    if others:
        problems.insert(0, f"Too much is drawn: {_listed(others)}. Leave out what is not asked for.")
    problems = [problem for problem in problems if problem]
    if not problems:
        return RIGHT
    return Found(2 / 3, f"The values are right. {' '.join(problems)}")


class _Series(NamedTuple):
    """A line, a set of points or the bars of one colour: the numbers in their order, and the places on the x axis."""

    mark: str
    name: str
    numbers: list[float]
    places: list


def _find(axes: dict, wanted: list[list[float]], tolerance: float) -> tuple[list[_Series], list[_Series]] | None:
    """Return the series of an axes that show the wanted values, and those that are too much; None if one is not shown.

    Each colour of bars is a series. One wanted series may also be bars of several colours, such as a highlighted one.
    """
    bars = _bars(axes["bars"])
    # seaborn draws colour by colour: bars of one series are put into the order in which they stand.
    # One look at each tick and bar: a grader judges what may be a very long list of them.
    ticks = dict.fromkeys([*axes["xticklabels"], *axes["yticklabels"]])
    places = {label: place for place, label in enumerate(ticks)}
    standing = sorted(axes["bars"], key=lambda bar: places.get(bar["label"], 0))
    for bars_read in (bars, [_one_colour(standing)]) if len(bars) > 1 else (bars,):
        drawn = [*bars_read, *_lines_and_points(axes)]
        shown = [[one for one in drawn if _shows(one, values, tolerance)] for values in wanted]
        if all(shown):
            found = [one for same in shown for one in same]
            known = {id(one) for one in found}
            return found, [one for one in drawn if id(one) not in known and not _is_an_aid(one, wanted, tolerance)]
    return None


def _is_an_aid(series: _Series, wanted: list[list[float]], tolerance: float) -> bool:
    """Tell whether a series only helps the eye: a level or upright line, a point, points on wanted values, nothing."""
    if series.mark == "bars":
        return not series.numbers
    if len(set(series.numbers)) < 2 or len(set(series.places)) < 2:
        return True
    values = [value for one in wanted for value in one]
    return series.mark == "points" and all(any(close(y, value, tolerance) for value in values) for y in series.numbers)


def _shows(series: _Series, values: list[float], tolerance: float) -> bool:
    same_length = len(series.numbers) == len(values)
    return same_length and all(close(a, b, tolerance) for a, b in zip(series.numbers, values, strict=True))


def _bars(bars: list[dict]) -> list[_Series]:
    groups: dict[Any, list[dict]] = {}
    for bar in bars:
        groups.setdefault(bar["series"], []).append(bar)
    return [_one_colour(group) for group in groups.values()]


def _one_colour(bars: list[dict]) -> _Series:
    """Read bars in the order given.

    Bars on a scale ("low to high") stand beside each other, and so at places of their own: these are left out.
    """
    numbers = [bar["value"] for bar in bars if bar["value"] is not None]
    places = [bar["label"] for bar in bars if " to " not in bar["label"]]
    return _Series("bars", bars[0]["series"] if bars else "", numbers, places)


def _lines_and_points(axes: dict) -> list[_Series]:
    """Read lines and points in the order of their places on the x axis; names of places keep the order drawn."""
    found = []
    for mark in ("lines", "points"):
        for one in axes[mark]:
            if "reference" in one:
                continue
            pairs = [(x, y) for x, y in zip(one["x"], one["y"], strict=True) if y is not None]
            if all(isinstance(x, int | float) for x, _ in pairs):
                pairs.sort()
            found.append(_Series(mark, one["label"], [y for _, y in pairs], [x for x, _ in pairs]))
    return found


def _listed(series: list[_Series]) -> str:
    """Name series in words: the line "Yuma", points without a name."""
    named = {"lines": "the line", "points": "the points", "bars": "the bars"}
    unnamed = {"lines": "a line", "points": "points", "bars": "bars"}
    said = [f'{named[one.mark]} "{one.name}"' if one.name else f"{unnamed[one.mark]} without a name" for one in series]
    return ", ".join(said[:3]) + (" and others" if len(said) > 3 else "")


_PLACES = {"title": "a title", "xlabel": "a label on the x axis", "ylabel": "a label on the y axis"}


def _words_by_place(axes: dict, wanted: dict) -> list[tuple[str, list[str]]]:
    """Return what must stand where; on a chart of lying bars the x axis is the one that shows the values."""
    words = dict(wanted.get("words", {}))
    if any(bar["orientation"] == "horizontal" for bar in axes["bars"]) and {"xlabel", "ylabel"} <= set(words):
        words["xlabel"], words["ylabel"] = words["ylabel"], words["xlabel"]
    return list(words.items())


def _label_problem(axes: dict, place: str, words: list[str]) -> str:
    text = axes.get(place) or ""
    if not text.strip():
        return f"It lacks {_PLACES[place]}."
    if words and not any(plain_text(word) in plain_text(text) for word in words):
        return f'{_PLACES[place].capitalize()} should say what it shows; yours reads "{text[:60]}".'
    return ""


_COMPARISONS = {
    "number": _number,
    "text": _text,
    "names": _names,
    "frame": _frame,
    "function": _function,
    "figure": _figure,
}


# --- words -------------------------------------------------------------------------------------------------


def _reads_as_number(text: str) -> bool:
    try:
        float(text.replace(",", "").strip(" %"))
    except ValueError:
        return False
    return True


def _shown(value: float | str) -> str:
    """Return a number as a reader writes it: 24,541 or 83.05."""
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.1f}"


def count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
