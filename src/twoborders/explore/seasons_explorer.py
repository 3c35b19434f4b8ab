"""The explorer of lesson 05: fiscal year 2019 beside earlier years of one's own choice, as a model of it."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from twoborders.charts.seasons import SeasonsChart
from twoborders.explore.base import Choice, Explorer, Goal, Slider, State, Steps
from twoborders.models import seasonality as model
from twoborders.tables import load

MEAN = "mean of the years compared"
PATTERN = "October of 2019, then the pattern of these years"
#: The fiscal year that is shown, and the month of the goal: the last full month before the article.
YEAR, MAY = 2019, "May"
#: How many years are compared; None: all that the table has.
COUNTS = {"1 year": 1, "3 years": 3, "6 years": 6, "9 years": 9, "all years from 2000": None}
#: The number of years that the goal asks for.
NINE = "9 years"

LAST = Slider("last", "Last year compared", 2000, 2018, 1, 2018)
COUNT = Steps("count", "How many years", tuple(COUNTS), "3 years")
EXPECTATION = Choice("expectation", "Expected is", (MEAN, PATTERN), MEAN)
MONTH = Steps("month", "Month", model.MONTHS, MAY)


@dataclass(frozen=True)
class Season:
    """What is shown of one state.

    ``frame``: the columns of seasonality.compared, and ``expected``. ``years``: the years compared that there are.
    """

    frame: pd.DataFrame
    years: list[int]
    month: str

    @property
    def said_years(self) -> str:
        """The years compared in words."""
        first, last = self.years[0], self.years[-1]
        return f"fiscal year {first}" if first == last else f"fiscal years {first} to {last}"


def seasons(table: pd.DataFrame | None = None) -> Explorer:
    """The explorer; ``table``: the table us_apprehensions_month, or another with its columns."""
    grid = model.by_fiscal_year(load("us_apprehensions_month") if table is None else table)
    compared = functools.cache(functools.partial(_compared, grid))
    return Explorer(
        title="What the season would give. The years that one chooses as a model of 2019",
        controls=(LAST, COUNT, EXPECTATION, MONTH),
        model=functools.partial(_season, compared),
        chart=SeasonsChart(),
        sentence=functools.partial(_sentence, grid),
        goal=Goal(
            "Take nine years, and leave Month at May. Of the nine years before 2019, no May had as many. Move the last "
            "year back until May 2019 lies within the range. Which are the latest nine years of which this holds?",
            functools.partial(_reached, compared, functools.cache(functools.partial(_latest_within, compared))),
        ),
        start="The expected line is a model, not data: it takes for granted that 2019 repeats the years compared.",
    )


def _compared(grid: pd.DataFrame, last: int, count: str, expectation: str) -> tuple[pd.DataFrame, list[int]]:
    years = model.earlier_years(grid, last + 1, COUNTS[count] or len(grid.columns))
    frame = model.compared(grid, YEAR, years)
    frame["expected"] = frame["mean"] if expectation == MEAN else model.projected(grid, YEAR, years)
    return frame, years


def _season(compared: Callable, last: int, count: str, expectation: str, month: str) -> Season:
    frame, years = compared(last, count, expectation)
    return Season(frame, years, named(YEAR, month))


def named(year: int, month: str) -> str:
    """A month of a fiscal year with its calendar year: October of fiscal year 2019 is October 2018."""
    return f"{month} {year - (month in model.MONTHS[:3])}"


def _sentence(grid: pd.DataFrame, state: State, result: Season) -> str:
    row = result.frame.loc[state["month"]]
    times = f"{row['observed'] / row['expected']:.2f} times the expected {row['expected']:,.0f}"
    one = len(result.years) == 1
    within, outside = ("equal to that of", "that of") if one else ("within the range of", "every one of")
    place = within if row["place"] == "within" else f"{row['place']} {outside}"
    few = "" if len(result.years) >= (COUNTS[state["count"]] or 0) else " (the table has no more)"
    higher = model.last_higher(grid, YEAR, state["month"])
    since = (
        f"No earlier {state['month']} of the table had more"
        if higher is None
        else f"The last {state['month']} with more was that of {named(higher, state['month'])[-4:]}"
    )
    places = result.frame["place"].value_counts()
    above, below = places.get("above", 0), places.get("below", 0)
    return (
        f"In {result.month} there were {row['observed']:,.0f} apprehensions: {times}, and {place} "
        f"{result.said_years}{few}. {since}. Of the 12 months of fiscal year {YEAR}, {above} lie above "
        f"{'it' if one else 'all of them'} and {below} below. Expected is: {state['expectation']}."
    )


def _latest_within(compared: Callable) -> int | None:
    """The latest last year of nine with which May 2019 lies within the range; None where no nine years do it."""
    for last in reversed(LAST.values()):
        frame, years = compared(last, NINE, MEAN)
        if len(years) == COUNTS[NINE] and frame.loc[MAY, "place"] == "within":
            return last
    return None


def _reached(
    compared: Callable, latest_within: Callable[[], int | None], state: State, result: Season
) -> tuple[bool, str]:
    if state["count"] != NINE:
        return False, f"You compare with {result.said_years}. Set How many years to {NINE}."
    if state["month"] != MAY:
        return False, f"You look at {result.month}. Set Month to {MAY}."
    row, latest = result.frame.loc[MAY], latest_within()
    if latest is None or state["last"] > latest:
        return False, (
            f"May 2019 lies above the range of {result.said_years}: the highest May of these years had "
            f"{row['highest']:,.0f}. Go further back."
        )
    if state["last"] < latest:
        return False, f"Too far back: with {latest} as the last year May 2019 does not lie above all of them either."
    near, _years = compared(LAST.default, NINE, MEAN)
    places = result.frame["place"].value_counts()
    return True, (
        f"{result.said_years.capitalize()}: the highest of these Mays had {row['highest']:,.0f}. No figure of 2019 has "
        f"changed. With the nine years before it, {(near['place'] == 'above').sum()} of the 12 months of fiscal year "
        f"{YEAR} lie above the range; with these nine, {places.get('above', 0)} do, and {places.get('below', 0)} lie "
        "below it. Both are true. The near years say what was new, the early ones what the border had seen before. "
        'Whoever writes "above the range" must say of which years, and choose them, with a reason, before the '
        "result is seen."
    )
