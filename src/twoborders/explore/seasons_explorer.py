"""The explorer of lesson 05: a fiscal year beside what earlier years would let one expect (a model)."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from twoborders.charts.seasons import SeasonsChart
from twoborders.explore.base import Choice, Explorer, Goal, Slider, State, Steps
from twoborders.models import seasonality as model
from twoborders.tables import load

MEAN = "mean of the earlier years"
PATTERN = "this year's October, then the earlier years' pattern"
#: The month from which the goal goes back: the last full month before the article.
LAST = (2019, "May")

YEAR = Slider("year", "Fiscal year", 2012, 2020, 1, 2019)
COUNT = Slider("count", "Earlier years compared", 1, 9, 1, 3, "years")
EXPECTATION = Choice("expectation", "Expected is", (MEAN, PATTERN), MEAN)
MONTH = Steps("month", "Month", model.MONTHS, LAST[1])


@dataclass(frozen=True)
class Season:
    """What is shown of one state.

    ``frame``: the columns of seasonality.compared, and ``expected``. ``years``: the earlier years that there are.
    """

    frame: pd.DataFrame
    years: list[int]
    month: str

    @property
    def said_years(self) -> str:
        """The earlier years in words."""
        first, last = self.years[0], self.years[-1]
        return f"fiscal year {first}" if first == last else f"fiscal years {first} to {last}"


def seasons(table: pd.DataFrame | None = None) -> Explorer:
    """The explorer; ``table``: the table us_apprehensions_month, or another with its columns."""
    grid = model.by_fiscal_year(load("us_apprehensions_month") if table is None else table)
    return Explorer(
        title="What the season would give. Earlier years as a model of a later one",
        controls=(YEAR, COUNT, EXPECTATION, MONTH),
        model=functools.partial(_season, functools.cache(functools.partial(_compared, grid))),
        chart=SeasonsChart(),
        sentence=_sentence,
        goal=Goal(
            "Compare with all earlier years that the table has. May 2019 lies above every one of them. Go back month "
            "by month: which is the first month of this unbroken run? It may lie in another fiscal year.",
            functools.partial(_reached, grid, functools.cache(functools.partial(model.start_of_run, grid, *LAST))),
        ),
        start="The expected line is a model, not data: it takes for granted that a year repeats the years before it.",
    )


def _compared(grid: pd.DataFrame, year: int, count: int, expectation: str) -> tuple[pd.DataFrame, list[int]]:
    years = model.earlier_years(grid, year, count)
    frame = model.compared(grid, year, years)
    frame["expected"] = frame["mean"] if expectation == MEAN else model.projected(grid, year, years)
    return frame, years


def _season(compared: Callable, year: int, count: int, expectation: str, month: str) -> Season:
    frame, years = compared(year, count, expectation)
    return Season(frame, years, named(year, month))


def named(year: int, month: str) -> str:
    """A month of a fiscal year with its calendar year: October of fiscal year 2019 is October 2018."""
    return f"{month} {year - (month in model.MONTHS[:3])}"


def _sentence(state: State, result: Season) -> str:
    row = result.frame.loc[state["month"]]
    times = f"{row['observed'] / row['expected']:.2f} times the expected {row['expected']:,.0f}"
    one = len(result.years) == 1
    within, outside = ("equal to that of", "that of") if one else ("within the range of", "every one of")
    place = within if row["place"] == "within" else f"{row['place']} {outside}"
    few = "" if len(result.years) == state["count"] else " (the table has no more)"
    return (
        f"In {result.month} there were {row['observed']:,.0f} apprehensions: {times}, and {place} "
        f"{result.said_years}{few}. In {(result.frame['place'] == 'above').sum()} of the 12 months of fiscal year "
        f"{state['year']} the count lay above {'it' if one else 'all of them'}. Expected is: {state['expectation']}."
    )


def _reached(
    grid: pd.DataFrame, start_of_run: Callable[[], tuple[int, str] | None], state: State, result: Season
) -> tuple[bool, str]:
    chosen, last = _order(state["year"], state["month"]), _order(*LAST)
    first_year, first_month = start_of_run() or LAST
    first = _order(first_year, first_month)
    row = result.frame.loc[state["month"]]
    if chosen > last:
        return False, f"{result.month} comes after May 2019. Go back from there."
    there_are = [year for year in grid.columns if year < state["year"]]
    if len(result.years) < len(there_are):
        return False, f"You compare with {result.said_years}. The table has more earlier years: take all of them."
    if chosen < first:
        return False, f"Too far back: between {result.month} and May 2019 there is a month within the range."
    if chosen > first:
        further = " The month before October stands in the fiscal year before." if state["month"] == "October" else ""
        return False, f"{result.month} lies above the range, and so does the month before it. Go further back.{further}"
    return True, (
        f"{result.month}: {row['observed']:,.0f}, and the highest earlier {first_month} had {row['highest']:,.0f}. "
        "From then on each month up to May 2019 lies above the same month of all earlier years of the table. That is "
        "before the first large caravan of autumn 2018 and before the threat of March 2019. A fiscal year begins in "
        "October; a rise need not. The first step is narrow, and the table begins in October 2009: it cannot say "
        "whether these months lie above the years before."
    )


def _order(year: int, month: str) -> int:
    return year * 12 + model.MONTHS.index(month)
