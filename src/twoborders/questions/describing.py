"""Turn a learner's answer into plain JSON of bounded size, beside the learner's code.

Every description is a dict with the key ``kind``: missing, number, text, flag, duration, list, frame, function, figure,
other or error. Numbers that are not finite become the texts "nan", "inf" and "-inf", so that the JSON is strict. No
plotting library is imported: a figure is recognised by its methods.
"""

import collections.abc
import copy
import datetime
import decimal
import itertools
import math
import numbers
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

MAX_ROWS = 1000
MAX_ROWS_GIVEN = 50
"""Longest table that a function gives, in rows: it is tried up to twenty times."""
MAX_COLUMNS = 40
MAX_ITEMS = 1000
MAX_NESTED = 3
"""So deep in boxes is a figure looked for: a list of what plt.hist returned holds bars in a box in a tuple."""
MAX_TEXT = 20_000
MAX_CELL = 200
"""Longest text of a cell, of a column's name and of a function's name, in characters."""
MAX_SAID = 2_000
"""Longest of all other texts, such as what is said of an error; only a text that is the answer itself is longer."""
MAX_DEPTH = 12
"""How deep a description may be: the cell of a table that a function gives lies seven deep."""
MAX_PARTS = 100_000
"""How many parts a description may have in all: the largest table has less than half as many."""
_MOST = {"columns": MAX_COLUMNS, "axes": 20, "bars": 500, "lines": 500, "points": 500}

_COLLECTIONS = (
    np.ndarray,
    pd.Index,
    pd.api.extensions.ExtensionArray,
    collections.abc.Sequence,
    collections.abc.Set,
    collections.abc.MappingView,
    collections.abc.Iterator,
)


def describe(value: Any, question: Any = None) -> dict:
    """Describe an answer as plain JSON; one that cannot be read gives the kind error, and nothing is raised.

    ``question`` is needed for a function, whose ``calls`` and ``hidden`` are the arguments with which it is tried. The
    first ``index`` columns of a table are its index.
    """
    try:
        return _describe(value, question)
    except (Exception, SystemExit) as error:  # a learner's object may do anything when it is looked at
        return {"kind": "error", "message": _sentence(error)}


def is_bounded(description: Any) -> bool:
    """Return whether a description is no larger than ``describe`` makes it; what a forger made may be.

    Looked at are how deep it is, how many parts it has in all and in each list, its texts and its whole numbers.
    """
    if not isinstance(description, dict):
        return False
    text = description.get("value")
    if description.get("kind") == "text" and isinstance(text, str) and len(text) <= MAX_TEXT:
        description = description | {"value": ""}
    level, parts = [description], 0
    for _ in range(MAX_DEPTH):
        parts += len(level)
        if parts > MAX_PARTS or not all(map(_is_small, level)):
            return False
        level = [inner for part in level for inner in _within(part)]
    return not level


def _is_small(part: Any) -> bool:
    if isinstance(part, dict):
        return len(part) <= MAX_COLUMNS and all(
            len(part[name]) <= most for name, most in _MOST.items() if isinstance(part.get(name), list)
        )
    if isinstance(part, str | list):
        return len(part) <= (MAX_SAID if isinstance(part, str) else MAX_ITEMS)
    return not isinstance(part, int) or abs(part) < 2**53


def _within(part: Any) -> list[Any]:
    if isinstance(part, dict):
        return [*part, *part.values()]
    return part if isinstance(part, list) else []


def _describe(value: Any, question: Any) -> dict:
    if value is None or value is Ellipsis or value is NotImplemented:
        return {"kind": "missing"}
    if isinstance(value, bool | np.bool_):
        return {"kind": "flag", "value": bool(value)}
    if isinstance(value, datetime.timedelta | np.timedelta64):
        return {"kind": "duration", "days": _number(pd.Timedelta(value) / pd.Timedelta(days=1))}
    if value is pd.NA or value is pd.NaT:
        return {"kind": "number", "value": "nan"}
    if isinstance(value, numbers.Real | decimal.Decimal):
        return {"kind": "number", "value": _number(value)}
    if isinstance(value, str):
        if not value.strip(" .\N{HORIZONTAL ELLIPSIS}\t\n"):
            return {"kind": "missing"}
        # Half a character, as a broken copy can leave it, cannot be printed.
        clean = value.encode("utf-8", "replace").decode("utf-8")
        return {"kind": "text", "value": clean[:MAX_TEXT], "words": len(clean.split())}
    if isinstance(value, datetime.date | np.datetime64 | pd.Period):
        return {"kind": "text", "value": _plain(value), "words": 1}
    if getattr(question, "kind", "") == "figure" and (figure := _figure_within(value)) is not None:
        value = figure
    if isinstance(value, pd.DataFrame):
        return _frame(value)
    if isinstance(value, pd.Series):
        return _frame(_series_as_frame(value)) | {"type": "Series"}
    figure = _figure(value)
    if figure is not None:
        from twoborders.charts.marks import marks  # only a figure needs it: the import of check stays quick

        return {"kind": "figure", **marks(figure)}
    if getattr(question, "kind", "") == "names" and (rows := _rows_of_names(value)) is not None:
        return _frame(rows)
    if isinstance(value, _COLLECTIONS):
        return _list(value)
    if callable(value):
        return _function(value, (*getattr(question, "calls", ()), *getattr(question, "hidden", ())))
    return {"kind": "other", "type": type(value).__name__}


def _number(value: Any) -> float | int | str:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf if value > 0 else -math.inf
    if not math.isfinite(number):
        return str(number)
    return int(number) if number.is_integer() and abs(number) < 2**53 else float(f"{number:.12g}")


def _plain(value: Any) -> Any:
    """Return a cell of a table or an item of a list as a JSON value."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, datetime.timedelta | np.timedelta64):
        return str(pd.Timedelta(value))
    if isinstance(value, numbers.Real | decimal.Decimal):
        number = _number(value)
        return None if number == "nan" else number
    if isinstance(value, pd.Timestamp | datetime.date | np.datetime64):
        return str(pd.Timestamp(value))[:10]
    if isinstance(value, pd.Period):
        return str(value.start_time)[:10]
    if isinstance(value, str):
        return value[:MAX_CELL]
    return f"({type(value).__name__})"


def _list(value: Any) -> dict:
    """Describe a collection or a generator; nobody waits for one that never ends."""
    is_array = isinstance(value, np.ndarray)
    some = value.ravel().tolist() if is_array else value
    items = list(some if hasattr(some, "__len__") else itertools.islice(some, MAX_ITEMS + 1))
    shown = [_plain(item) for item in items[:MAX_ITEMS]]
    return {"kind": "list", "type": "array" if is_array else type(value).__name__, "n": len(items), "items": shown}


def _rows_of_names(value: Any) -> pd.DataFrame | None:
    """Return names that stand in pairs, such as a MultiIndex or a list of tuples, as a table; None for others."""
    value = value.tolist() if isinstance(value, pd.MultiIndex) else value
    if isinstance(value, list | set | tuple) and value and all(isinstance(item, list | tuple) for item in value):
        return pd.DataFrame([list(item) for item in value])
    return None


def _series_as_frame(series: pd.Series) -> pd.DataFrame:
    frame = series.to_frame("value" if series.name is None else series.name)
    # Numbers from 0 on are what pandas gives to rows without names.
    if frame.index.nlevels == 1 and frame.index.name is None and list(frame.index[:1]) != [0]:
        frame.index = frame.index.set_names("index_0")
    return frame


def _frame(frame: pd.DataFrame) -> dict:
    """Describe a frame by its columns and rows; an index that says something becomes columns."""
    # A named index says something even where it counts 1, 2, 3: pandas makes a RangeIndex of a column of quarters.
    plain_index = frame.index.name is None and frame.index.nlevels == 1 and pd.api.types.is_integer_dtype(frame.index)
    kept: list[str] = []
    if not plain_index:
        # A name that is a column too (after groupby(..., as_index=False) and the like) would clash.
        names = [f"index_{level}" if name is None else str(name) for level, name in enumerate(frame.index.names)]
        kept = [name for name in names if name not in frame.columns]
        frame = frame.set_axis(frame.index.set_names(names))
        frame = frame.reset_index(level=kept) if kept else frame
    columns = [_column_name(name) for name in frame.columns[:MAX_COLUMNS]]
    head = frame.iloc[:MAX_ROWS, :MAX_COLUMNS]
    rows = [[_plain(value) for value in row] for row in head.itertuples(index=False, name=None)]
    return {"kind": "frame", "columns": columns, "index": len(kept), "n_rows": len(frame), "rows": rows}


def _column_name(name: Any) -> str:
    """Return a column's name; levels are joined, as in v_min, and an empty level is left out."""
    text = "_".join(str(level) for level in name if level != "") if isinstance(name, tuple) else str(name)
    return text[:MAX_CELL]


def _figure(value: Any) -> Any:
    """Return a figure or axes that ``marks`` can read, or the figure of a grid, a line or words; or None."""
    if type(value).__module__.startswith("seaborn") and hasattr(value, "on") and hasattr(value, "plot"):
        value = value.plot()  # seaborn.objects draws when it is asked to
    is_axes = hasattr(value, "get_xlabel") and hasattr(value, "patches")
    if is_axes or (hasattr(value, "get_axes") and hasattr(value, "savefig")):
        return value
    held: list[Any] = [getattr(value, name, None) for name in ("figure", "_figure")]
    return next((one.get_figure(root=True) for one in held if hasattr(one, "get_figure")), None)


def _figure_within(value: Any) -> Any:
    """Return the figure of what lies in a box: axes, bars, lines or words; None where there is none, or several."""
    boxes: list[Any] = [value]
    figures: dict[int, Any] = {}
    for _ in range(MAX_NESTED):
        items = [item for box in boxes for item in itertools.islice(_items(box), MAX_ITEMS)]
        found = [_figure(item) for item in items[:MAX_ITEMS]]
        figures |= {id(one): one for one in (getattr(each, "figure", None) for each in found) if one is not None}
        boxes = [item for item, figure in zip(items, found, strict=False) if figure is None]
    return next(iter(figures.values())) if len(figures) == 1 else None


def _items(box: Any) -> Iterable[Any]:
    """Return what lies in a collection, a dict or a table, as pandas and matplotlib return axes and bars."""
    if isinstance(box, pd.DataFrame | pd.Series | np.ndarray):
        return np.asarray(box).ravel().tolist()
    if isinstance(box, collections.abc.Mapping):
        return box.values()
    return box if isinstance(box, collections.abc.Sequence | collections.abc.Set) and not isinstance(box, str) else ()


def _function(function: Any, calls: tuple[tuple, ...]) -> dict:
    """Try a function with each set of arguments; an error is described, not raised."""
    results = []
    for arguments in calls:
        try:
            outcome = _describe(function(*copy.deepcopy(arguments)), None)
        except (Exception, SystemExit) as error:
            outcome = {"kind": "error", "message": _sentence(error)}
        results.append({"arguments": [_argument(argument) for argument in arguments], "result": _short(outcome)})
    name = str(getattr(function, "__name__", ""))[:MAX_CELL]
    # A lambda is called "<lambda>", which says nothing to a learner.
    return {"kind": "function", "name": "" if name == "<lambda>" else name, "calls": results}


def _short(outcome: dict) -> dict:
    """Return what a function gave without the end of a long text or table, so that all its results are bounded."""
    longest = {"text": ("value", MAX_SAID), "frame": ("rows", MAX_ROWS_GIVEN)}
    if outcome["kind"] not in longest:
        return outcome
    part, most = longest[outcome["kind"]]
    return outcome | {part: outcome[part][:most]}


def _argument(value: Any) -> Any:
    """Return an argument of a trial call as a JSON value; a list stays a list, so that a message can show it."""
    return [_argument(item) for item in value[:MAX_ITEMS]] if isinstance(value, list) else _plain(value)


def _sentence(error: BaseException) -> str:
    """Return an error as "ZeroDivisionError: division by zero", cut to a readable length."""
    try:
        text = str(error)
    except Exception:
        text = ""
    return f"{type(error).__name__}: {text}"[:300] if text else type(error).__name__
