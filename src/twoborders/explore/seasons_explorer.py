"""The explorer of lesson 05: fiscal year 2019 beside earlier years of one's own choice, as a model of it."""

import functools
from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from twoborders.cards.base import Choice, Explorer, Goal, Rows, Slider, State, Steps
from twoborders.models import seasonality as model
from twoborders.tables import load

MEAN = "mean of the years compared"
PATTERN = "October of 2019, then the pattern of these years"
YEAR, MAY = 2019, "May"
"""The fiscal year that is shown, and the month of the goal: the last full month before the article."""
LAST = Slider("last", "Last year compared", 2000, 2018, 1, 2018)
ALL, NINE = "all years from 2000", "9 years"
COUNTS = {"1 year": 1, "3 years": 3, "6 years": 6, NINE: 9, ALL: len(LAST.values())}
"""How many years are compared; all: as many as there can be."""

CONTROLS = (
    LAST,
    Steps("count", "How many years", tuple(COUNTS), "3 years"),
    Choice("expectation", "Expected is", (MEAN, PATTERN), MEAN),
    Steps("month", "Month", model.MONTHS, MAY),
)


class Season(NamedTuple):
    """What is shown of a state: the columns of seasonality.compared and ``expected``, and the years compared."""

    frame: pd.DataFrame
    years: list[int]

    @property
    def said_years(self) -> str:
        """The years compared in words."""
        first, last = self.years[0], self.years[-1]
        return f"fiscal year {first}" if first == last else f"fiscal years {first} to {last}"

    def count(self, place: str) -> int:
        """How many months lie "above" or "below" the range of the years compared."""
        return int((self.frame["place"] == place).sum())


Compared = Callable[[int, str, str], Season]
"""Gives the season of a last year, a number of years and an expectation."""


def seasons(table: pd.DataFrame | None = None) -> Explorer:
    """The explorer; ``table``: the table us_apprehensions_month, or another with its columns."""
    grid = model.by_fiscal_year(load("us_apprehensions_month") if table is None else table)
    compared = functools.cache(functools.partial(_compared, grid))
    return Explorer(
        name="seasons",
        title="What the season would give. The years that one chooses as a model of 2019",
        controls=CONTROLS,
        model=lambda last, count, expectation, month: compared(last, count, expectation),
        rows=_rows,
        sentence=functools.partial(_sentence, grid),
        alt=_alt,
        goal=Goal(
            "Take nine years, and leave Month at May. Of the nine years before 2019, no May had as many. Move the last "
            "year back until May 2019 lies within the range. Which are the latest nine years of which this holds?",
            functools.partial(_reached, compared),
        ),
        source="Expected: a model, not data. Observed: US Border Patrol (us_apprehensions_month). Events, not persons.",
    )


def _compared(grid: pd.DataFrame, last: int, count: str, expectation: str) -> Season:
    years = model.earlier_years(grid, last + 1, COUNTS[count])
    frame = model.compared(grid, YEAR, years)
    frame["expected"] = frame["mean"] if expectation == MEAN else model.projected(grid, YEAR, years)
    return Season(frame, years)


def named(month: str, year: int = YEAR) -> str:
    """A month of a fiscal year with its calendar year: October of fiscal year 2019 is October 2018."""
    return f"{month} {year - (month in model.MONTHS[:3])}"


def _rows(state: State, result: Season) -> Rows:
    place = model.MONTHS.index(state["month"])
    months: list[dict[str, Any]] = [{"month": month[:3]} for month in model.MONTHS]
    for name in ("observed", "expected", "lowest", "highest"):
        for row, value in zip(months, result.frame[name].tolist(), strict=True):
            row[name] = round(value)
    row = months[place]
    text = f"{named(state['month'])}: {row['observed']:,}\nhighest: {row['highest']:,}"
    chosen = {"month": row["month"], "observed": row["observed"], "late": place > 4, "label": text}
    return {"months": months, "chosen": [chosen]}


def _alt(state: State, result: Season) -> str:
    observed, expected = (result.frame[name] for name in ("observed", "expected"))
    above = result.frame.index[result.frame["place"] == "above"]
    return (
        f"Line chart with bars: apprehensions by month, fiscal year {YEAR} beside {result.said_years}. Observed: "
        f"{observed.iloc[0]:,.0f} in October, highest {observed.max():,.0f} in {observed.idxmax()}, "
        f"{observed.iloc[-1]:,.0f} in September. Expected, a model, not data: lowest {expected.min():,.0f}, highest "
        f"{expected.max():,.0f}. Months above the range of the years compared: {', '.join(above) or 'none'}."
    )


def _sentence(grid: pd.DataFrame, state: State, result: Season) -> str:
    month, one = state["month"], len(result.years) == 1
    row = result.frame.loc[month]
    within, outside = ("equal to that of", "that of") if one else ("within the range of", "every one of")
    place = within if row["place"] == "within" else f"{row['place']} {outside}"
    fewer = state["count"] != ALL and len(result.years) < COUNTS[state["count"]]
    years = f"{result.said_years} (the table has no more)" if fewer else result.said_years
    higher = model.last_higher(grid, YEAR, month)
    since = (
        f"No earlier {month} of the table had more"
        if higher is None
        else f"The last {month} with more was that of {named(month, higher)[-4:]}"
    )
    return (
        f"{named(month)} had {row['observed']:,.0f} apprehensions, {row['observed'] / row['expected']:.2f} "
        f"times the expected {row['expected']:,.0f}, and {place} {years}. {since}. Of 12 months, "
        f"{result.count('above')} lie above {'it' if one else 'all of them'}, {result.count('below')} below."
    )


def _latest_within(compared: Compared) -> int | None:
    """The latest last year of nine with which May 2019 lies within the range; None where no nine years do it."""
    for last in reversed(LAST.values()):
        season = compared(last, NINE, MEAN)
        if len(season.years) == COUNTS[NINE] and season.frame.loc[MAY, "place"] == "within":
            return last
    return None


def _reached(compared: Compared, state: State, result: Season) -> tuple[bool, str]:
    if state["count"] != NINE:
        return False, f"You compare with {result.said_years}. Set How many years to {NINE}."
    if state["month"] != MAY:
        return False, f"You look at {named(state['month'])}. Set Month to {MAY}."
    highest, latest = result.frame["highest"][MAY], _latest_within(compared)
    if latest is None or state["last"] > latest:
        return False, (
            f"May 2019 lies above the range of {result.said_years}: the highest May of these years had {highest:,.0f}. "
            "Go further back."
        )
    if state["last"] < latest:
        return False, f"Too far back: with {latest} as the last year May 2019 does not lie above all of them either."
    near = compared(LAST.default, NINE, MEAN)
    return True, (
        f"{result.said_years.capitalize()}: the highest of these Mays had {highest:,.0f}. No figure of 2019 has "
        f"changed. With the nine years before it, {near.count('above')} of the 12 months of fiscal year {YEAR} lie "
        f"above the range; with these nine, {result.count('above')} do, and {result.count('below')} lie below it. Both "
        "are true. The near years say what was new, the early ones what the border had seen before. Whoever writes "
        '"above the range" must say of which years, and choose them, with a reason, before the result is seen.'
    )
