"""Questions of lesson 07, the article's forecasts: the computations. Their words: lesson_07.toml."""

import numpy as np
import pandas as pd

from twoborders.questions.core import Load
from twoborders.questions.define import Lesson

lesson = Lesson("07")

IMPORTS, EXPORTS = "imports_from_mexico_usd_million", "exports_to_mexico_usd_million"
NINE_YEARS = slice(2010, 2018)


@lesson.names("07-1", answer="learned")
def learned(
    load: Load, column: str = "known_on", first: str = "2019-06-03", last: str = "2019-07-31", theme: str = "asylum"
) -> list[str]:
    events = load("timeline")
    return list(events.loc[events[column].between(first, last) & events["theme"].str.contains(theme), "event_id"])


learned.mistake("the day of the event", column="date")
learned.mistake("all themes", theme="")
learned.mistake("everything known by then", first="2018-01-01")
learned.mistake("first and last day left out", first="2019-06-04", last="2019-07-30")

OUTCOMES = (1, 1, 1, 1, 1, 1, 0, 1, 0, 0)
SAID = {"Ana": (0.9, 1.0) * 5, "Bruno": (0.7, 0.7, 0.8, 0.7, 0.8, 0.7, 0.6, 0.8, 0.6, 0.5), "Carla": (0.5,) * 10}
"""As in the exercise: ten statements, and what three invented people said of them."""


@lesson.frame("07-3", answer="scores", key="forecaster", unit="Brier points", tolerance=0.00051)
def scores(load: Load, power: int = 2, how: str = "mean", then: float = 1, size: bool = True) -> pd.DataFrame:
    miss = pd.DataFrame(SAID).sub(pd.Series(OUTCOMES), axis="index")
    score = ((miss.abs() if size else miss) ** power).agg(how) ** then
    return score.rename("brier").rename_axis("forecaster").reset_index()


scores.mistake("not squared", power=1)
scores.mistake("plain differences", power=1, size=False)
scores.mistake("misses cancel out", power=1, size=False, then=2)
scores.mistake("sum instead of mean", how="sum")
scores.mistake("the middle miss", how="median")
scores.mistake("1 minus the score", lambda load: scores(load).assign(brier=lambda table: 1 - table["brier"]))


@lesson.function("07-10", answer="score", unit="Brier points", tolerance=0.00051)
def score(
    load: Load, said: list[float], power: int = 2, how: str = "mean", then: int = 1, turn: bool | tuple = False
) -> float:
    year = load("us_mexico_trade_month").groupby("year").sum(numeric_only=True)
    parts = year.assign(share=year[IMPORTS] / year["imports_from_world_usd_million"])[[IMPORTS, EXPORTS, "share"]]
    came_true = (parts.diff().loc[2019] > 0).to_numpy()
    return float((pd.Series(said).sub(came_true ^ np.array(turn)).abs() ** power).agg(how) ** then)


score.calls(
    ([0.5, 0.5, 0.5],), ([1, 1, 1],), ([0.9, 0.2, 0.6],), ([0, 1, 0.3],),
    hidden=(([0.1, 0.35, 0.8],), ([1, 0.2, 0],), ([0.7, 0.7, 0],)),
)  # fmt: skip
score.mistake("not squared", power=1)
score.mistake("sum instead of mean", how="sum")
score.mistake("misses averaged first", power=1, then=2)
score.mistake("outcomes turned round", turn=True)
score.mistake("B alone turned round", turn=(False, True, False))
score.mistake("C alone turned round", turn=(False, False, True))


def _grid(load: Load, years: slice, fiscal: bool = False) -> pd.DataFrame:
    """Return apprehensions, a row for each year, a column for each month."""
    table = load("us_apprehensions_month")
    year = table["fiscal_year"] if fiscal else table["month"].dt.year
    months = table.assign(year=year, number=table["month"].dt.month)
    return months.pivot(index="year", columns="number", values="apprehensions").loc[years]


@lesson.number("07-4", answer="rule_score", unit="Brier points", tolerance=0.00051)
def rule(
    load: Load, years: slice = NINE_YEARS, said: float = 0.9, power: int = 2, later: int = 11, fiscal: bool = False
) -> float:
    grid = _grid(load, years, fiscal)
    return float(((said - (grid[later] < grid[7])).abs() ** power).mean())


rule.mistake("2019 included", years=slice(2010, 2019))
rule.mistake("the first year lost", years=slice(2011, 2018))
rule.mistake("the last year lost", years=slice(2010, 2017))
rule.mistake("the years before 2010 too", years=slice(2000, 2018))
rule.mistake("a year without a July", years=slice(1999, 2018))
rule.mistake("not squared", power=1)
rule.mistake("misses averaged first", lambda load: (0.9 - rule(load, said=0, power=1)) ** 2)
rule.mistake("sum instead of mean", lambda load: rule(load) * 9)
rule.mistake("how often it came true", said=0, power=1)
rule.mistake("in how many years it came true", lambda load: rule(load, said=0, power=1) * 9)
rule.mistake("all years of the table", years=slice(None))
rule.mistake("outcomes turned round", said=0.1)
rule.mistake("fiscal years", fiscal=True)
rule.mistake("another month", later=12)


@lesson.number("07-6", answer="rank_2019", tolerance=0.01)
def rank(load: Load, start: int = 2, end: int = 11, up: bool = True, how: str = "", fiscal: bool = False) -> int:
    grid = _grid(load, slice(2000, 2019), fiscal)
    change = grid[end] - grid[start] if how == "events" else grid[end] / grid[start] - 1
    return int((-change.abs() if how == "size" else change).rank(ascending=up)[2019])


def _change_of_2019(load: Load) -> float:
    grid = _grid(load, slice(2000, 2019))
    return dict(grid[11] / grid[2] * 100 - 100)[2019]


rank.mistake("ranked from the other end", up=False)
rank.mistake("from May, or from 2010 alone", start=5)
rank.mistake("fall in events", how="events")
rank.mistake("the change for the rank", _change_of_2019)
rank.mistake("size of the change, or from January", how="size")
rank.mistake("to December, or no change", end=12)
rank.mistake("to October, or from March", end=10)
rank.mistake("places counted from 0, or to September", lambda load: rank(load) - 1)


@lesson.frame("07-7", answer="by_quarter", key="quarter", unit="per cent", tolerance=0.051)
def by_quarter(
    load: Load, years: tuple = (2018, 2019), columns: tuple = (IMPORTS, EXPORTS), base: str = "2018", lag: int = 4
) -> pd.Series:
    trade = load("us_mexico_trade_month")
    both = trade.assign(quarter=trade["month"].dt.quarter, both=trade[list(columns)].sum(axis="columns"))
    sums = both[both["year"].isin(years)].groupby(["year", "quarter"])["both"].sum()
    below = {"2018": sums.shift(lag), "2019": sums, "none": 100}[base]
    return (sums.diff(lag) / below * 100).loc[years[1]].rename("change_pct")


by_quarter.mistake("wrong base", base="2019")
by_quarter.mistake("dollars", base="none")
by_quarter.mistake(
    "two changes added up", lambda load: sum(by_quarter(load, columns=(one,)) for one in (IMPORTS, EXPORTS))
)
by_quarter.mistake("imports alone", columns=(IMPORTS,))
by_quarter.mistake("exports alone", columns=(EXPORTS,))
by_quarter.mistake("quarter against quarter before", lag=1)
by_quarter.mistake("three rows above", lag=3)


@lesson.function("07-11", answer="days_in_force", unit="days")
def days_in_force(start: str, end: str | None, first: str, last: str, slip: str = "") -> int:
    def day(text: str) -> int:
        return pd.Timestamp(text).toordinal()

    begin, opening = day(start) + (slip == "first"), day(first) + (slip == "opening")
    after = day(last) + (slip != "last")
    stop = after if end is None else day(end) + (slip == "end")
    whole, common = stop - begin, min(stop, after) - max(begin, opening) - (slip == "few")
    days = 0 if end is None and slip == "over" else whole if slip == "whole" else common
    return days if slip == "below 0" else max(days, 0)


RULE, MONTH = ("2019-07-16", "2019-07-24"), ("2019-07-01", "2019-07-31")
days_in_force.calls(
    (*RULE, "2019-07-15", "2019-07-21"), (*RULE, *MONTH), ("2019-08-16", "2019-09-11", "2019-08-19", "2019-08-25"),
    ("2019-07-09", None, *MONTH), (*RULE, "2019-09-02", "2019-09-08"), ("2019-11-21", "2020-03-16", *MONTH),
    hidden=(
        ("2019-09-11", "2020-06-30", "2019-09-09", "2019-09-15"), ("2019-07-19", None, "2019-07-19", "2019-07-19"),
        (*RULE, "2019-07-24", "2019-07-30"), ("2019-01-29", None, "2019-12-30", "2020-01-05"),
    ),
)  # fmt: skip
days_in_force.mistake("below 0", slip="below 0")
days_in_force.mistake("the day of the end counted", slip="end")
days_in_force.mistake("the first day not counted", slip="first")
days_in_force.mistake("the last day not counted", slip="last")
days_in_force.mistake("the first day of the period not counted", slip="opening")
days_in_force.mistake("always a day too few", slip="few")
days_in_force.mistake("the whole length of the measure", slip="whole")
days_in_force.mistake("the whole period", lambda start, end, first, last: days_in_force(first, None, first, last))
days_in_force.mistake("the end not looked at", lambda start, end, first, last: days_in_force(start, None, first, last))
days_in_force.mistake("the sign lost", lambda *days: abs(days_in_force(*days, slip="below 0")))
days_in_force.mistake("an open end taken for over", slip="over")


@lesson.figure("07-8", answer="chart", unit="per cent", tolerance=0.5, label="index", xlabel="month", layout="together")
def two_falls(
    load: Load, years: tuple = (2014, 2019), fiscal: bool = False, base: int = 5, first: int = 5, change: int = 0
) -> dict[str, pd.Series]:
    grid = _grid(load, slice(None), fiscal)
    lines = grid.div(grid[base], axis="index") * 100 - change if base else grid
    return {str(year): pd.Series(lines.loc[year, first:]) for year in years}


def _of_one_may(load: Load) -> dict[str, pd.Series]:
    counts = two_falls(load, base=0)
    return {year: line / counts["2019"][5] * 100 for year, line in counts.items()}


two_falls.mistake("counts", base=0)
two_falls.mistake("the whole year", first=1)
two_falls.mistake("change instead of level", change=100)
two_falls.mistake("December as the measure", base=12)
two_falls.mistake("one May for both", _of_one_may)

lesson.argue("07-9", answer="argument")

QUESTIONS, SELF_CHECKS, PREDICTIONS = lesson.questions(), lesson.self_checks, lesson.predictions
