"""What every computation of a claim gives, and the one rule, by type of claim, that turns it into a verdict."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

SUPPORTED = "supported"
PARTLY = "partly supported"
NOT_SUPPORTED = "not supported"
NOT_TESTED = "not tested here"
VERDICTS = (SUPPORTED, PARTLY, NOT_SUPPORTED, NOT_TESTED)

AGREES = {True: "the figures agree", False: "the figures do not agree", None: NOT_TESTED}
"""What is said of a part of a claim."""

NO_FIGURE = "no public figure was found"
AIMS = "an argument about aims"
OUTSIDE = "outside this kit"
REASON = re.compile(rf"{NO_FIGURE} \(looked in [^()]+\)|{AIMS}|{OUTSIDE}")
"""Why a claim is not tested here: one of three kinds. Who found no figure says where somebody looked."""

REPORT, FIGURE, DESCRIPTION, FORECAST, ARGUMENT = "report", "figure", "description", "forecast", "argument"

SAID = "that party said it"
AGREED = "the figures agree with what it said"
PUBLISHED = "a published figure agrees"
FOLLOWS = "a figure that follows from published ones agrees"
"""In the place of PUBLISHED where the number is in no print, and is computed from numbers that are."""
PARTS: Mapping[str, tuple[str, ...]] = {
    REPORT: (SAID, AGREED),
    FIGURE: (PUBLISHED,),
    DESCRIPTION: ("what it says",),
    FORECAST: ("it came about",),
    ARGUMENT: (),
}
"""By type of claim, the parts that each claim of the type has. A part that nobody tests is there all the same.

report        the article passes on what a named party said: did it say so, and do the figures of others agree? The
              count of an office that counts is another's, also beside its own ministry; a second sentence of
              ministries is not
figure        the article states a number itself: does at least one published figure agree, or one that follows from
              published figures? Further ones never lower the verdict; the finding tells how far apart they lie
description   what happened, or how things were; also what a party said that it would do in a case that never came, of
              which nothing can be asked but that it said so
forecast      what the article expects
argument      aims, motives and reactions, of which figures can say nothing
"""

CLOSE = 0.05
"""Largest difference, as a share of the stated number, at which a figure agrees with it.

Rounding and later revisions stay within it (a cut of 19.1 per cent agrees with 20); another definition or
another period does not (963 km do not agree with 540 miles, which are 869 km).
"""

ASKED = "percent of those asked"
"""The unit of a number that is a share of a poll."""

POINTS = 1.0
"""Largest difference, in percentage points, at which a share of a poll agrees with a stated one, on the same question.

Rounding stays within it (51 agrees with 51.8). CLOSE would not do here: 5 per cent of 62 are 3.1 points, more than the
change of 2.1 points that the article speaks of.
"""

Load = Callable[[str], pd.DataFrame]


@dataclass(frozen=True)
class Computed:
    """What the tables say of one claim.

    parts    each part of the claim, and whether the figures agree with it; None where it is not tested here
    said     of a report, the parts on what the party said, and on when
    value    the figure to set beside the stated number, in the claim's unit; None where there is none
    numbers  every figure and day that the finding may name; None where a table lacks it
    rows     by table, the rows that all this rests on; their sources are the sources of the verdict
    """

    parts: Mapping[str, bool | None]
    said: Mapping[str, bool | None] = field(default_factory=dict)
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


def all_parts(claim_type: str, computed: Computed) -> dict[str, bool | None]:
    """Return every part that a claim of this type has: those computed, and with None those that are not tested.

    Raises ValueError where a computation and the type of its claim do not fit.
    """
    if claim_type not in PARTS:
        raise ValueError(f'there is no type "{claim_type}": the types are {", ".join(PARTS)}')
    wanted = PARTS[claim_type]
    if computed.said and claim_type != REPORT:
        raise ValueError(f"only a {REPORT} has a part on what somebody said")
    if computed.parts and not computed.said and claim_type == REPORT:
        raise ValueError(f"a {REPORT} needs a part on what the party said")
    if claim_type == FIGURE and computed.parts and not {PUBLISHED, FOLLOWS} & set(computed.parts):
        raise ValueError(f'a {FIGURE} has the part "{PUBLISHED}"')
    if claim_type == ARGUMENT and computed.parts:
        raise ValueError(f"no figure tests an {ARGUMENT}")
    found = {**computed.said, **computed.parts}
    missing = () if computed.parts else wanted[1:] if computed.said else wanted
    return {**found, **dict.fromkeys(missing)}


def verdict(parts: Mapping[str, bool | None]) -> str:
    """Return the verdict that follows from a claim's parts.

    No part is tested: not tested here. All are and agree: supported. None of those that are tested agrees: not
    supported. All else is partly supported: some agree, and some do not or are not tested.
    """
    tested = [agrees for agrees in parts.values() if agrees is not None]
    if not tested:
        return NOT_TESTED
    if not any(tested):
        return NOT_SUPPORTED
    return SUPPORTED if all(parts.values()) else PARTLY


def close(figure: float, stated: float, unit: str = "") -> bool:
    """Tell whether a figure agrees with a stated number: it differs by at most CLOSE of it.

    A share of a poll (``unit`` is ASKED) differs by at most POINTS.
    """
    allowed = POINTS if unit == ASKED else CLOSE * abs(stated)
    # Rounded first: 62.6 and 61.6 are one point apart, whatever their last binary digit says.
    return bool(round(abs(figure - stated), 9) <= round(allowed, 9))


def published(figures: pd.Series, stated: float, unit: str = "", part: str = PUBLISHED) -> Computed:
    """Return what published figures say of a number that the article states, by the rule for its type.

    ``unit``: that of the stated number, which decides how near a figure must be (``close``). ``part``: FOLLOWS where
    the figures are computed from published ones. ``value`` is the figure
    nearest to the stated number. ``numbers`` hold the least and the most of them, how many there are, and by how many
    per cent the most exceeds the least.
    """
    nearest: float = min(figures, key=lambda figure: abs(figure - stated))
    return Computed(
        parts={part: close(nearest, stated, unit)},
        value=nearest,
        numbers={
            "least": figures.min(),
            "most": figures.max(),
            "figures": len(figures),
            "spread, per cent": change(figures.min(), figures.max()),
        },
    )


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


def perhaps(frame: pd.DataFrame, column: str) -> Any:
    """Return the value of a column in the only row, None if there is no row.

    Raises LookupError if there are several.
    """
    return only(frame, column) if len(frame) else None


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


def statements(load: Load, low: bool = False, **wanted: object) -> pd.DataFrame:
    """Return the dated statements that hold the wanted value, or one of a list of them, in each named column.

    What was read only in part, or in a summary, has a low confidence: it confirms nothing and is left out. ``low``:
    such rows too, to name them beside a claim, and never to prove it.
    """
    rows = pick(load("statements"), **wanted)
    return rows if low else rows[rows["confidence"] != "low"]


def documents(load: Load, topic: str, words: str = "") -> pd.DataFrame:
    """Return the dated statements on a topic; ``words``: those alone that say so, as a pattern."""
    rows = statements(load, topic=topic)
    return rows[rows["statement"].str.contains(words)]


def documented(rows: pd.DataFrame) -> bool | None:
    """Tell that a document says so; None if there is none, which proves nothing."""
    return True if len(rows) else None


def numbers_in(text: str) -> list[int]:
    """Return the whole numbers that a text names, as in "passed by 385 to 41"."""
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)]
