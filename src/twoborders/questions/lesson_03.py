"""Questions of lesson 03, what Mexico did in 2014 and in 2019: the computations. Their words: lesson_03.toml."""

import re

import pandas as pd

from twoborders.questions.core import Load
from twoborders.questions.define import Lesson

lesson = Lesson("03")


def _year_2014(load: Load) -> pd.Series:
    counts = load("us_apprehensions_month").set_index("month").loc["2014", "apprehensions"]
    return counts.set_axis(counts.index.month_name())


@lesson.text("03-2", answer="first_fall", month_alone=True, read_off=True)
def first_fall(load: Load) -> str:
    falls = _year_2014(load).loc["March":].diff()
    return f"{falls[falls < 0].index[0]} 2014"


first_fall.mistake("the month of the plan", "July")
first_fall.mistake("the highest month", lambda load: _year_2014(load).idxmax())
first_fall.mistake("the lowest month", lambda load: _year_2014(load).idxmin())
first_fall.mistake("a later fall", ["August", "September"])
first_fall.mistake("a month that rose", ["March", "April", "October", "December"])
first_fall.mistake("before March", ["January", "February"])


@lesson.frame("03-3", answer="by_president", key="president", unit="detentions a year", tolerance=1)
def per_year(
    load: Load, published: int | None = 2022, years: int | None = None, kept: str | None = None
) -> pd.DataFrame:
    terms = load("mexico_detentions_presidency")
    terms = terms if published is None else terms[terms["published"].dt.year == published]
    length = years or terms["year_end"] - terms["year_start"]
    table = terms[["president"]].assign(per_year=terms["detentions"] / length)
    return table.groupby("president", as_index=False).agg(kept) if kept else table


per_year.mistake("both publications", published=None)
per_year.mistake("mean of two publications", published=None, kept="mean")
per_year.mistake("sum of two publications", published=None, kept="sum")
per_year.mistake("the later publication for one", published=None, kept="last")
per_year.mistake("seven calendar years", years=7)
per_year.mistake("not divided", years=1)
per_year.mistake("per month", years=72)


def _stated_growth(load: Load, basis: str) -> tuple[float, float]:
    """Return the detentions of January to April 2015, and the growth that the source states, as a share."""
    rows = load("mexico_detentions_returns_periods").query("area == 'Mexico' and measure == 'detentions'")
    months = (rows["period_start"] == "2015-01-01") & (rows["period_end"] == "2015-04-30")
    rows = rows[months].set_index("basis")
    return rows.loc[basis, "value"], float(re.findall(r"\+([\d.]+) per cent", rows.loc["reported", "note"])[0]) / 100


@lesson.number("03-4", answer="detentions_2014", unit="detentions", tolerance=10)
def before_the_growth(load: Load, back: str = "as asked", basis: str = "reported") -> float:
    later, growth = _stated_growth(load, basis)
    return {
        "as asked": later / (1 + growth),
        "less": later * (1 - growth),
        "increase": later - later / (1 + growth),
        "divided": later / growth,
        "forwards": later * (1 + growth),
        "part": later * growth,
        "not at all": later,
        "as people": later - 100 * growth,
        "per cent": later / (100 * growth),
    }[back]


before_the_growth.mistake("per cent of the later number", back="less")
before_the_growth.mistake("the increase", back="increase")
before_the_growth.mistake("divided by the growth", back="divided")
before_the_growth.mistake("forwards", back="forwards")
before_the_growth.mistake("84.5 per cent of it", back="part")
before_the_growth.mistake("the number of 2015", back="not at all")
before_the_growth.mistake("per cent taken for people", back="as people")
before_the_growth.mistake("divided by the per cent", back="per cent")
before_the_growth.mistake("the approximate number", basis="approximate")


@lesson.names("03-5", answer="known")
def known(load: Load, as_of: str | None = "2019-06-07", only: str | None = None) -> list[str]:
    rows = load("us_returns_to_wait", as_of=as_of)
    return list((rows.query(only) if only else rows)["measure"].unique())


known.mistake("figures from later", as_of=None)
known.mistake("counted by then, not published by then", as_of=None, only="period_end <= @pd.Timestamp('2019-06-07')")
known.mistake("the statement alone", only="measure.str.contains('statement')")


@lesson.function("03-10", answer="fiscal_year")
def fiscal_year(day: str, first_month: int = 10, named_after: str = "end") -> int:
    year, month = int(day[:4]), int(day[5:7])
    return year + (month >= first_month) - (named_after == "begin")


fiscal_year.calls(
    *[(day,) for day in ("2014-05-31", "2014-10-01", "2014-09-30", "2018-12-20", "2019-06-07", "2020-01-15")],
    hidden=(("1999-11-30",), ("2009-09-01",), ("2013-10-31",), ("2016-12-31",), ("2011-07-15",), ("2012-08-31",)),
)
fiscal_year.mistake("calendar year", first_month=13)
fiscal_year.mistake("named after the year in which it begins", named_after="begin")
fiscal_year.mistake("begins in September", first_month=9)
fiscal_year.mistake("begins in November", first_month=11)
fiscal_year.mistake("always a year later", first_month=1)


@lesson.frame("03-6", answer="share", key="year", unit="per cent", tolerance=0.1)
def share(
    load: Load,
    without: str = "measure == 'detentions' and precision == 'rounded'",
    counted: str | None = "everyone",
    how: str = "inner",
) -> pd.DataFrame:
    years = load("mexico_detentions_returns_year")
    years = years[~years.eval(without)] if without else years
    years = years[years["counted"] == counted] if counted else years
    detained, returned = (years.loc[years["measure"] == one, ["year", "value"]] for one in ("detentions", "returns"))
    both = detained.merge(returned, on="year", how=how, suffixes=("_detained", "_returned"))
    return both[["year"]].assign(returned_pct=both["value_returned"] / both["value_detained"] * 100)


def _of_both(load: Load) -> pd.DataFrame:
    return share(load).assign(returned_pct=lambda table: 100 / (100 / table["returned_pct"] + 1))


share.mistake("rounded detentions kept", without="")
share.mistake("rounded returns left out", without="precision == 'rounded'")
share.mistake("exact detentions alone", without="measure == 'detentions' and precision in ['rounded', 'preliminary']")
share.mistake("groups mixed", counted=None)
share.mistake("divided by both together", _of_both)
share.mistake("years without a partner", how="left")


@lesson.function("03-7", answer="change_pct", unit="per cent", tolerance=0.01)
def change_pct(
    values: list,
    start: int,
    length: int,
    more: int = 0,
    baseline: int = -1,
    months: int | None = None,
    over: str = "before",
) -> float:
    window, before = values[start : start + length + more], values[start + baseline]
    mean = sum(window) / (months or length)
    return (mean - before) / {"before": before, "mean": mean, "nothing": 100}[over] * 100


change_pct.calls(
    ([100, 100, 100, 100], 1, 3),
    ([50, 80, 60, 40], 1, 3),
    ([50, 80, 60, 40], 1, 2),
    ([10, 20, 30, 40, 50, 90], 2, 2),
    ([40, 50], 1, 1),
    ([200, 60, 150, 90], 1, 3),
    hidden=(([7, 21, 35, 14, 28], 2, 3), ([300, 120, 90, 60, 30, 15], 1, 4)),
)
change_pct.mistake("total against one month", months=1)
change_pct.mistake("always 3 months", months=3)
change_pct.mistake("wrong base", over="mean")
change_pct.mistake(
    "divided at the end alone", lambda values, start, length: change_pct(values, start, length, months=1) / length
)
change_pct.mistake(
    "the last month for the mean",
    lambda values, start, length: change_pct(values, start + length - 1, 1, baseline=-length),
)
change_pct.mistake(
    "divided by all months", lambda values, start, length: change_pct(values, start, length, months=len(values))
)
change_pct.mistake("difference", over="nothing")
change_pct.mistake("window one month too long", more=1)
change_pct.mistake("baseline inside the window", baseline=0)


@lesson.figure("03-8", answer="chart", unit="apprehensions", label="apprehensions")
def two_years(
    load: Load, years: tuple[int, ...] = (2014, 2015), fiscal: bool = True, order: str = ""
) -> dict[str, pd.Series]:
    table = load("us_apprehensions_month")
    year = table["fiscal_year"] if fiscal else table["month"].dt.year
    names = table["month"].dt.strftime("%b")
    lines = {str(one): table[year == one].set_index(names[year == one])["apprehensions"] for one in years}
    if order == "calendar":
        return {name: pd.concat([line.iloc[3:], line.iloc[:3]]) for name, line in lines.items()}
    return {name: line.sort_index() for name, line in lines.items()} if order == "alphabet" else lines


two_years.mistake("order of the calendar", order="calendar")
two_years.mistake("order of the alphabet", order="alphabet")
two_years.mistake("mean of both", lambda load: sum(two_years(load).values()) / 2)
two_years.mistake("calendar years", fiscal=False)
two_years.mistake("one line for both", lambda load: pd.concat(two_years(load)).droplevel(0))
two_years.mistake("two other years", years=(2013, 2014))

lesson.argue("03-9", answer="argument")

QUESTIONS, SELF_CHECKS, PREDICTIONS = lesson.questions(), lesson.self_checks, lesson.predictions
