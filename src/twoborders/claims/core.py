"""What every computation of a claim gives, and the one rule that turns it into a verdict."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

SUPPORTED = "supported"
PARTLY = "partly supported"
NOT_SUPPORTED = "not supported"
NOT_TESTABLE = "not testable with public figures"
VERDICTS = (SUPPORTED, PARTLY, NOT_SUPPORTED, NOT_TESTABLE)

CLOSE = 0.05
"""Largest difference, as a share of the stated number, at which a figure agrees with it.

Rounding and later revisions stay within it (a cut of 19.1 per cent agrees with 20); another definition or
another period does not (963 km do not agree with 540 miles, which are 869 km).
"""

Load = Callable[[str], pd.DataFrame]


@dataclass(frozen=True)
class Computed:
    """What the tables say of one claim.

    parts    each part of the claim, and whether the figures agree with it; None where no table tells
    value    the figure to set beside the stated number, in the claim's unit; None where there is none
    numbers  every figure and day that the finding may name; None where a table lacks it
    rows     by table, the rows that all this rests on; their sources are the sources of the verdict
    """

    parts: Mapping[str, bool | None]
    value: float | None = None
    numbers: Mapping[str, float | pd.Timestamp | None] = field(default_factory=dict)
    rows: Mapping[str, pd.DataFrame] = field(default_factory=dict)


Computation = Callable[[Load, pd.Series], Computed]

COMPUTATIONS: dict[str, Computation] = {}
"""The computations by name, as the column ``computation`` of the ledger names them."""


def computation(function: Computation) -> Computation:
    """Make a function a computation: the rows of the ledger may name it.

    Raises ValueError if there is another of its name.
    """
    if function.__name__ in COMPUTATIONS:
        raise ValueError(f"There are two computations with the name {function.__name__}.")
    COMPUTATIONS[function.__name__] = function
    return function


def verdict(parts: Mapping[str, bool | None]) -> str:
    """Return the verdict that follows from a claim's parts.

    No part can be tested: not testable. All can be and agree: supported. None of those that can be tested
    agrees: not supported. All else is partly supported: some agree and some do not, or cannot be tested.
    """
    tested = [agrees for agrees in parts.values() if agrees is not None]
    if not tested:
        return NOT_TESTABLE
    if not any(tested):
        return NOT_SUPPORTED
    return SUPPORTED if all(parts.values()) else PARTLY


def close(figure: float, stated: float) -> bool:
    """Tell whether a figure agrees with a stated number: it differs by at most CLOSE of it."""
    return bool(abs(figure - stated) <= CLOSE * abs(stated))


def change(before: float, after: float) -> float:
    """Return the change from one figure to another in per cent of the first."""
    return (after - before) / before * 100


def pick(frame: pd.DataFrame, **wanted: object) -> pd.DataFrame:
    """Return the rows that hold the wanted value, or one of a list of them, in each named column."""
    chosen = pd.Series(True, index=frame.index)
    for column, value in wanted.items():
        chosen &= frame[column].isin(value if isinstance(value, list) else [value])
    return frame[chosen]


def only(frame: pd.DataFrame, column: str) -> Any:
    """Return the value of a column in the only row: a number, a text or a day, as the column has.

    Raises LookupError if there is not exactly one row.
    """
    if len(frame) != 1:
        raise LookupError(f"one row with {column} was expected, the table has {len(frame)} of them")
    return frame[column].iloc[0]


def day(text: str) -> pd.Timestamp:
    """Return a day, given as in "2019-06-07"."""
    return pd.Timestamp(text)


def events(load: Load, *event_ids: str) -> pd.DataFrame:
    """Return the rows of the timeline with these ids, in this order. Those that it lacks are left out."""
    timeline = load("timeline").set_index("event_id", drop=False)
    return timeline.loc[[event_id for event_id in event_ids if event_id in timeline.index]]


def known(rows: pd.DataFrame, event_id: str) -> bool | None:
    """Tell that the timeline records an event; None if it does not, which proves nothing."""
    return True if event_id in set(rows["event_id"]) else None


def when(rows: pd.DataFrame, event_id: str) -> pd.Timestamp | None:
    """Return the day of an event, None if the timeline lacks it."""
    found = pick(rows, event_id=event_id)
    return found["date"].iloc[0] if len(found) else None


def numbers_in(text: str) -> list[int]:
    """Return the whole numbers that a text names, as in "passed by 385 to 41"."""
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)]
