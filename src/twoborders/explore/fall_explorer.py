"""The explorer of lesson 07: how 2019 stands beside the same months of earlier years."""

import functools
from collections.abc import Callable

import pandas as pd

from twoborders.cards.base import Explorer, Goal, Rows, Slider, State, Steps
from twoborders.models.fall import changes, paths, place
from twoborders.tables import load

YEAR = 2019
FIRST = 2000

MONTHS = ("January", "February", "March", "April", "May", "June", "July")
"""Every window ends in February of the next year or before: from March 2020 the counts include Title 42."""
START = Steps("start", "First month", MONTHS, "May")
LENGTH = Slider("length", "Length of the window", 1, 7, 1, 4, "months")
SINCE = Slider("since", "Earlier years, from", FIRST, 2015, 5, FIRST)


def fall() -> Explorer:
    """The explorer, with the events of the table us_apprehensions_month."""
    counts = load("us_apprehensions_month").set_index("month")["apprehensions"]
    years = list(range(FIRST, YEAR + 1))
    return Explorer(
        name="fall",
        title=f"Was the fall of {YEAR} larger than in the same months of earlier years?",
        controls=(START, LENGTH, SINCE),
        model=functools.partial(_windows, counts, years),
        rows=_rows,
        sentence=_sentence,
        alt=_alt,
        goal=Goal(
            f"Keep all earlier years. Find a window in which apprehensions fell in {YEAR}, but not further than in "
            "every earlier year.",
            functools.partial(_reached, functools.cache(functools.partial(_counted, counts, years))),
            (SINCE,),
        ),
        source="Counts, not a model: US Border Patrol, events a month between the ports of entry; calendar years. "
        f"No window goes beyond February {YEAR + 1}: the next month begins another series.",
    )


def _windows(counts: pd.Series, years: list[int], start: str, length: int, since: int) -> pd.DataFrame:
    return paths(counts, MONTHS.index(start) + 1, length, years)


def _compared(state: State, result: pd.DataFrame) -> pd.Series:
    """The changes of the earlier years that are compared, and of the year itself."""
    changed = changes(result)
    compared: pd.Series = changed[changed.index >= state["since"]]
    return compared


def _rows(state: State, result: pd.DataFrame) -> Rows:
    compared = _compared(state, result)
    changed = dict(zip(compared.index.tolist(), compared.tolist(), strict=True))
    now = changed.pop(YEAR)
    low, high = min(changed, key=changed.__getitem__), max(changed, key=changed.__getitem__)
    return {
        "ways": [row for year in changed for row in _way(year, result)],
        "way": _way(YEAR, result),
        "ends": [{"year": year, "change": round(value, 1)} for year, value in changed.items()],
        "end": [{"year": YEAR, "change": round(now, 1), "said": f"{now:+.1f}"}],
        "range": [{"low": changed[low], "high": changed[high]}],
        "named": [
            {"which": which, "year": year, "change": changed[year], "said": f"{year}: {changed[year]:+.1f}"}
            for which, year in (("lowest", low), ("highest", high))
        ],
    }


def _way(year: int, result: pd.DataFrame) -> list[dict[str, float]]:
    months = zip(result.index.tolist(), result[year].tolist(), strict=True)
    return [{"year": year, "month": month, "percent": round(percent, 1)} for month, percent in months]


def _alt(state: State, result: pd.DataFrame) -> str:
    changed = _compared(state, result)
    others = ", ".join(f"{year}: {value:+.1f}" for year, value in changed.drop(YEAR).items())
    return (
        "Lines and points: the same months of other years, apprehensions at the US border with Mexico. Change from "
        f"{state['start']} to {_end(state)}, per cent: {others}, and {YEAR}: {changed[YEAR]:+.1f}."
    )


def _sentence(state: State, result: pd.DataFrame) -> str:
    changed = _compared(state, result)
    others = changed.drop(YEAR)
    return (
        f"From {state['start']} to {_end(state)} apprehensions changed by {changed[YEAR]:+.1f} per cent in {YEAR}. In "
        f"the same months of {others.index[0]} to {others.index[-1]} the change went from {others.min():+.1f} "
        f"({others.idxmin()}) to {others.max():+.1f} ({others.idxmax()}). {YEAR} lies {place(changed, YEAR)} "
        f"the range of these {len(others)} years."
    )


def _reached(counted: Callable[[], tuple[int, int, int]], state: State, result: pd.DataFrame) -> tuple[bool, str]:
    changed = changes(result)
    if changed[YEAR] >= 0:
        return False, f"In this window apprehensions did not fall in {YEAR}. Choose one that begins or ends later."
    if place(changed, YEAR) == "below":
        return False, f"In this window {YEAR} fell further than every earlier year. Move the start, or the length."
    earlier = changed.drop(YEAR)
    further = earlier[earlier < changed[YEAR]].sort_values()
    first = f"by {-further.iloc[0]:.1f} in {further.index[0]}"
    outside, fell, windows = counted()
    return True, (
        f"From {state['start']} to {_end(state)} the count fell by {-changed[YEAR]:.1f} per cent in {YEAR}, and "
        f"{first if len(further) == 1 else f'further in {len(further)} earlier years, most of all {first}'}. Of the "
        f"{windows} windows of these controls, {fell} show a fall in {YEAR}, and {outside} the greatest fall of all "
        f"years: most of these begin in May, the highest month of {YEAR}, or after it. So say which window you take, "
        "and why, before you look."
    )


def _counted(counts: pd.Series, years: list[int]) -> tuple[int, int, int]:
    """How many windows have the year below all earlier years, how many have it fall, and how many there are."""
    changed = [
        changes(paths(counts, start, length, years))
        for start in range(1, len(MONTHS) + 1)
        for length in LENGTH.values()
    ]
    outside = sum(place(one, YEAR) == "below" for one in changed)
    return outside, sum(one[YEAR] < 0 for one in changed), len(changed)


def _end(state: State) -> str:
    number = MONTHS.index(state["start"]) + state["length"]
    month = pd.Timestamp(YEAR + number // 12, number % 12 + 1, 1).month_name()
    return f"{month} of the next year" if number > 11 else month
