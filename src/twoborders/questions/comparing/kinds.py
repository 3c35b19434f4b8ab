"""What kind of answer was given: said in words, taken out of its box where it is one thing, and refused if wrong."""

import re
from collections.abc import Mapping
from typing import Any

from twoborders.questions.comparing.values import count, is_number, shown

_WANTED_KINDS: Mapping[str, tuple[str, ...]] = {"names": ("list", "frame")}
"""The kinds of answer that a question takes; all others take their own."""

_DAYS = re.compile(r"(-?\d+) days(?: 00:00:00)?")
"""How a length of time stands in a list or a table."""

_NUMBER = re.compile(r"[-+]?[\d.,]*\d[\d.,]*(?:e[-+]?\d+)?")

WANTED = {"number": "one number", "text": "a text", "flag": "True or False", "list": "a list", "frame": "a table"}
"""What is said of a kind of result that is wanted."""


def said(description: Mapping[str, Any]) -> str:
    """Return in words what was received: "the number 12.5", "a table of 3 rows and 2 columns"."""
    kind, value, type_name = description["kind"], description.get("value"), description.get("type")
    if kind == "text":
        return f'the text "{value}"' if len(str(value)) <= 40 else f'the text "{str(value)[:37]}..."'
    if kind == "frame":
        rows, columns = count(description["n_rows"], "row"), count(len(description["columns"]), "column")
        return f"a Series of {rows}" if type_name == "Series" else f"a table of {rows} and {columns}"
    if kind == "list":
        article = "an" if str(type_name)[0].casefold() in "aeiou" else "a"
        return f"{article} {type_name} of {count(description['n'], 'item')}"
    return {
        "number": f"the number {shown(value)}",
        "duration": f"a length of time of {shown(description.get('days'))} days",
        "flag": f"the truth value {value}",
        "function": f"the function {description['name']}" if description.get("name") else "a function",
        "figure": "a figure",
    }.get(kind, f"an object of type {type_name or kind}")


def unwrapped(kind: str, description: dict) -> dict:
    """Return the description of what the question asks for, where it alone lies in a list or a table.

    A list, an array or a table with one number is that number, and so is one with names beside it; a text is that in
    the row, or else the name of the row. Names in one text are names.
    """
    if kind == "names" and description["kind"] == "text":
        return {"kind": "list", "type": "text", "n": 1, "items": [description["value"]]}
    if kind not in ("number", "text", "flag") or description["kind"] not in ("list", "frame"):
        return description
    of_index, of_row = _cells(description)
    for cells in (of_row, of_index):
        wanted = [cell for cell in cells if _is_kind(kind, cell)]
        others = [cell for cell in cells if cell not in wanted and cell is not None]
        if len(wanted) == 1 and len(others) <= (description["kind"] == "frame"):  # a name beside the number
            return {"kind": kind, "value": wanted[0]}
        if kind == "number":  # a number that names the row is no answer
            return (None if wanted else _no_number(cells)) or description
    return description


def _cells(description: Mapping[str, Any]) -> tuple[list[Any], list[Any]]:
    """Return the cells of the only row, those of the index apart; nothing where there are several rows."""
    rows = description["rows"] if description["kind"] == "frame" else [description["items"]]
    row = list(rows[0]) if description.get("n_rows", description.get("n")) == 1 else []
    return row[: description.get("index", 0)], row[description.get("index", 0) :]


def _is_kind(kind: str, cell: Any) -> bool:
    if kind == "number":
        return is_number(cell) or cell in ("inf", "-inf")
    return isinstance(cell, str if kind == "text" else bool)


def _no_number(cells: list[Any]) -> dict | None:
    """Return what stands alone in the place of a number: no value, or a length of time; else None."""
    if cells.count(None) == 1 and len(cells) <= 2:
        return {"kind": "number", "value": "nan"}
    days = [int(found[1]) for cell in cells if isinstance(cell, str) and (found := _DAYS.fullmatch(cell))]
    return {"kind": "duration", "days": days[0]} if len(days) == 1 else None


def is_mask(description: Mapping[str, Any]) -> bool:
    """Return whether an answer is a column of True and False, with or without the names of its rows."""
    if description["kind"] == "list":
        return bool(description["items"]) and all(isinstance(item, bool) for item in description["items"])
    rows = description["rows"] if description["kind"] == "frame" else []
    columns = list(zip(*rows, strict=True))[description.get("index", 0) :]
    flags = [column for column in columns if all(isinstance(value, bool) for value in column)]
    if len(flags) != 1 or len(columns) > 2:
        return False
    return len(description["columns"]) == 1 or not all(flags[0])  # beside names that were chosen already all are True


def wrong_kind(question: Any, description: dict, right: dict) -> tuple[str, str] | None:
    """Return the name of a mistake and a sentence if the answer is of another kind than the question asks for.

    ``right`` is the description of the right answer: a column of True and False can be what is wanted.
    """
    kind, wanted = description["kind"], question.kind
    if kind not in _WANTED_KINDS.get(wanted, (wanted,)):
        name, advice = _advice(question, description, right.get("value"))
        return name, f"Your answer is {said(description)}. Wanted: {question.wanted}. {advice}".strip()
    if kind == "number" and isinstance(description["value"], str):
        return "no value", not_finite(description["value"])
    if wanted in ("names", "frame") and is_mask(description) and not is_mask(right):
        use = f"Use it to choose rows: table[it]. Wanted: {question.wanted}."
        return "a column of True and False", f"Your answer is a column of True and False. {use}"
    return None


def _advice(question: Any, description: dict, right: Any) -> tuple[str, str]:
    """Return the name of a mistake in the kind of an answer and what to do about it; both empty where none is known."""
    kind, wanted, type_name = description["kind"], question.kind, str(description.get("type"))
    if type_name.endswith("GroupBy"):
        return "groups alone", "The groups still wait: say what to do with each, such as .mean() or .sum()."
    if wanted == "number":
        if kind == "text" and _NUMBER.fullmatch(description["value"].strip(" %$'\"")):
            return "number as text", "Take away the quotation marks: text cannot be compared with a number."
        if kind == "text" and re.search(r"\d", description["value"]):
            return "text for a number", "Give the number alone, without quotation marks and without words."
        if kind == "duration" and question.unit == "days":
            return "length of time", "Put .days after it to get the number."
        if type_name == "tuple" and _is_cut_by_commas(description["items"], right):
            between = "and nothing between thousands."
            return "decimal comma", f"A comma makes two numbers of one: write a point before the decimals, {between}"
        if is_mask(description):
            return "a column of True and False", "Use a column of True and False to choose rows, or add it up."
        if kind in ("frame", "list") and not description["n" if kind == "list" else "n_rows"]:
            return "empty", "It is empty: no row meets the condition."
        if kind in ("frame", "list"):
            one = "Choose the one that is asked for, or work it out of them, so that one number is left."
            return "several values", one
    if type_name == "dict":
        many = wanted in ("frame", "names")
        return "a dict", "pd.Series(...) makes a Series of a dict." if many else "Take the value out of the dict."
    if wanted == "frame" and kind == "figure":
        return "a figure for a table", "Give the table from which the figure was drawn."
    if wanted == "function" and kind in ("number", "text", "flag"):
        return "the result for the function", "Give the function itself, without brackets and arguments after its name."
    if kind == "function":
        return "the function for its result", "Call the function: write brackets after its name."
    if wanted == "figure":
        if type_name == "Picture":
            return "what show returned", "Give what seaborn returned, and not what show returned."
        if kind == "text" or type_name == "tuple":
            return "not the axes", "A set... method gives back words or numbers, not the chart: give the ax itself."
        return "not the axes", "Keep what seaborn returned, as in ax = sns.lineplot(...), and give ax."
    return "", ""


def _is_cut_by_commas(items: list, right: Any) -> bool:
    """Tell whether a tuple is one number of the wanted size that was written with commas: 12,5 or 41,250.

    Of two numbers with a sign between them, 41,250 - 7,318, Python makes three: 41, then 250 - 7, then 318.
    """
    whole = all(isinstance(item, int) and not isinstance(item, bool) for item in items) and len(items) > 1
    if not whole or not is_number(right):
        return False
    if len(items) == 3 and abs(right) >= 1000 > max(map(abs, items)):
        return True
    if min(items[1:]) < 0:
        return False
    thousands = int("".join(f"{item:03}" for item in items))
    decimals = 0 if isinstance(right, int) or len(items) > 2 else float(f"{items[0]}.{items[1]}")
    return any(abs(right) / 2 < abs(number) < abs(right) * 2 for number in (thousands, decimals))


def not_finite(value: str) -> str:
    """Return what to say of a number that is none."""
    if value != "nan":
        return "Your answer is infinite. Somewhere a number is divided by zero: look at the denominator."
    gives = "A sum or mean over missing values, or an empty filter, gives NaN. Look at the rows that go into it."
    return f"Your answer is NaN, which means: no value. {gives}"


def is_of_kind(kind: str, description: dict) -> bool:
    """Return whether an answer is of the kind that a question asks for, or can be unpacked to be."""
    kind_given: str = unwrapped(kind, description)["kind"]
    return kind_given in _WANTED_KINDS.get(kind, (kind,))
