"""What in the learner's own lines led to an answer that is empty, or of another kind: a sentence to add to a message.

The lines are read, and never run again: which column is compared with what, and whether it can hold such a value.
"""

import ast
import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from twoborders import tables
from twoborders.questions import Question, Verdict

MOST_VALUES = 5000
"""So many values of a column are looked through for one that is close."""

_EMPTY = ("empty", "no value", "nothing drawn")
"""Mistakes that come from a choice which left no row."""

_SAID = {
    "number in quotes": (
        'The column {column} holds numbers, and "{value}" in quotes is a text: write {value} without quotes.'
    ),
    "text for a number": 'The column {column} holds numbers, and "{value}" is a text: no row can be equal to it.',
    "number for a text": 'The column {column} holds texts, and {value} without quotes is a number: write "{value}".',
    "year for a day": (
        "The column {column} holds days, and {value} is a number: take the year of a day first, as in "
        '{table}["{column}"].dt.year == {value}.'
    ),
    "day in query": (
        "The column {column} holds days, and query() does not read a text as a day: write "
        '{table}[{table}["{column}"] == "{value}"].'
    ),
    "close": 'The column {column} has no "{value}": did you mean "{close}"?',
    "not there": 'The column {column} has no {shown}: {table}["{column}"].unique() shows what it has.',
    "comma": (
        "A comma made several values of your number: write a point before the decimals, and nothing between thousands."
    ),
    "unpaired": (
        "Your answer has several rows, and all are NaN: two columns are calculated row by row, and here no row has a "
        "partner. Take one value of each first: keep one row with conditions, and write .iloc[0] behind the column."
    ),
    "which row": ".{name}() gives the value; .idx{name}() gives the label of its row.",
}


def message(question: Question, description: Mapping[str, Any], verdict: Verdict, source: str, names: Mapping) -> str:
    """Return the message of a verdict, with what in the cell led to the answer. Whatever stands there, none raises."""
    try:
        return _message(question, description, verdict, source, names)
    except Exception:
        return verdict.message


def why_empty(source: str, names: Mapping[str, object]) -> str:
    """Say which comparison of a cell no row can meet, the first such; empty where none is seen."""
    for table, column, value, in_query in _comparisons(ast.parse(source)):
        owner = _table(table, names)
        if isinstance(owner, pd.DataFrame) and column in owner.columns:
            kind, close = _unmet(owner[column], value, in_query)
            if kind:
                name = ast.unparse(table)
                shown = f'"{value}"' if isinstance(value, str) else value
                return _SAID[kind].format(table=name, column=column, value=value, shown=shown, close=close)
    return ""


def _message(question: Question, description: Mapping[str, Any], verdict: Verdict, source: str, names: Mapping) -> str:
    line, wanted = _line_of(question.answer, source), f"Wanted: {question.wanted}."
    if verdict.mistake in _EMPTY:
        return f"{verdict.message} {why_empty(source, names)}".strip()
    if question.kind == "number" and verdict.mistake == "several values":
        values = [row[-1] for row in description.get("rows", ())]
        if description.get("type") == "tuple" and re.search(r"\d,\s?\d", line):
            return f"{_SAID['comma']} {wanted}"
        if values and all(value is None for value in values):
            return f"{_SAID['unpaired']} {wanted}"
    found = re.search(r"\.(min|max)\(", line)
    if question.kind == "text" and description["kind"] == "number" and found:
        return f"{verdict.message} {_SAID['which row'].format(name=found[1])}"
    return verdict.message


def _line_of(name: str, source: str) -> str:
    """Return the last statement of a cell that gives a name its value."""
    giving = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in node.targets)
    ]
    return ast.get_source_segment(source, giving[-1]) or "" if giving else ""


def _comparisons(tree: ast.AST) -> Iterator[tuple[ast.expr, str, Any, bool]]:
    """Yield each table["column"] == value of a cell, as written: table, column, value, whether it stands in query()."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Compare | ast.Call)]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        if isinstance(node, ast.Compare):
            side = node.left
            if isinstance(side, ast.Subscript) and isinstance(side.slice, ast.Constant):
                yield from ((side.value, str(side.slice.value), value, False) for value in _equal_to(node))
        elif isinstance(node.func, ast.Attribute) and node.func.attr == "query" and node.args:
            for one in ast.walk(ast.parse(str(ast.literal_eval(node.args[0])), mode="eval")):
                if isinstance(one, ast.Compare) and isinstance(one.left, ast.Name):
                    yield from ((node.func.value, one.left.id, value, True) for value in _equal_to(one))


def _equal_to(node: ast.Compare) -> list[Any]:
    other = node.comparators[0]
    is_equal = len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq)
    return [other.value] if is_equal and isinstance(other, ast.Constant) else []


def _table(node: ast.expr, names: Mapping[str, object]) -> object:
    """Return the table that an expression names, one of the learner's or one that is loaded there."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "load":
        return tables.load(*(ast.literal_eval(one) for one in node.args))
    return None


def _unmet(column: pd.Series, value: Any, in_query: bool) -> tuple[str, str]:
    """Return why no value of a column can be equal to a value, and the close one; both empty where some may be."""
    is_text, is_number = isinstance(value, str), isinstance(value, int | float) and not isinstance(value, bool)
    if pd.api.types.is_datetime64_any_dtype(column):
        kind = "day in query" if is_text and in_query else "year for a day" if is_number else ""
        return kind, ""
    if pd.api.types.is_numeric_dtype(column) and is_text:
        return "number in quotes" if re.fullmatch(r"-?\d+(\.\d+)?", value) else "text for a number", ""
    if tables.is_text(column) and is_number:
        return "number for a text", ""
    known = [one for one in column.iloc[:MOST_VALUES].unique().tolist() if isinstance(one, str | int | float)]
    if not known or value in known or len(column) > MOST_VALUES or not (is_text or is_number):
        return "", ""
    by_lower = {str(one).lower(): str(one) for one in known}
    close = difflib.get_close_matches(value.lower(), by_lower, n=1, cutoff=0.7) if is_text else []
    return ("close", by_lower[close[0]]) if close else ("not there", "")
