"""Questions of lesson 04, Washington's efforts and the chokepoint: the computations. Their words: lesson_04.toml."""

import itertools
from typing import Any

import pandas as pd

from twoborders.models.chokepoint import smallest_cut
from twoborders.questions.core import Load
from twoborders.questions.define import Lesson

lesson = Lesson("04")

THREE = ("GTM", "HND", "SLV")
"""Codes of Guatemala, Honduras and El Salvador."""

INSTITUTE, GOVERNMENT = "returns received, Mexico's migration institute", "returns, statement of Mexico's government"
"""Two of the counts of people sent back to wait, by their measure."""

PERIODS = ("January to April", "May to October", "November and December")

WAYS = (
    ("bridge", "south", "town", 30),
    ("ferry", "town", "north", 15),
    ("road", "town", "village", 12),
    ("path", "village", "north", 20),
)
"""The links of 04-8, as its notebook prints them: name, start, end, capacity units."""


@lesson.number("04-1", answer="three_pct", unit="per cent", tolerance=0.051)
def refuge(load: Load, end: str = "2019-10-31", codes: tuple[str, ...] = THREE, slip: str = "") -> float:
    table = load("refugee_applications_nationality")
    rows = table if slip == "all periods" else table[table["period_end"] == end]
    rows = rows.dropna(subset=["country_code"]) if slip == "no rest" else rows
    counts = pd.Series(1, rows.index) if slip == "rows" else rows["applications"]
    whole = {"no whole": 100, "all below": table["applications"].sum()}.get(slip, counts.sum())
    return counts[rows["country_code"].isin(codes)].sum() / whole * 100


refuge.mistake("overlapping periods, or the three largest", slip="all periods")
refuge.mistake("up to April", end="2019-04-30")
refuge.mistake("up to December", end="2019-12-31")
refuge.mistake("the row of all others lost", slip="no rest")
refuge.mistake("Honduras alone", codes=("HND",))
refuge.mistake("a country missing", lambda load: [refuge(load, codes=two) for two in itertools.combinations(THREE, 2)])
refuge.mistake("all periods below", slip="all below")
refuge.mistake("rows counted", slip="rows")
refuge.mistake("not divided", slip="no whole")


@lesson.names("04-2", answer="fewer")
def fewer(load: Load, before: int = 2014, after: int = 2018) -> list[str]:
    table = load("us_apprehensions_year_citizenship")
    years = table.pivot(index="citizenship", columns="fiscal_year", values="apprehensions")
    return years.index[years[after] < years[before]].tolist()


fewer.mistake("more instead of fewer", before=2018, after=2014)
fewer.mistake("the Northern Triangle", ["Guatemala", "Honduras", "El Salvador"])
fewer.mistake("all names", ["El Salvador", "Guatemala", "Honduras", "Mexico", "all others"])


@lesson.figure("04-4", answer="chart", unit="apprehensions", label="apprehensions")
def three_groups(load: Load, years: range = range(2012, 2020), how: str = "", whole: int = 0) -> Any:
    table = load("us_apprehensions_year_group").query("fiscal_year in @years")
    wide = table.pivot(index="fiscal_year", columns="group", values="apprehensions")
    wide = wide.div(wide.sum(axis="columns"), axis="index") * whole if whole else wide
    return wide.agg(how, axis="columns") if how else {name: values.dropna() for name, values in wide.items()}


def _running_total(load: Load) -> Any:
    kept = load("us_apprehensions_year_group").query("2012 <= fiscal_year <= 2019")
    totals = kept.assign(total=kept["apprehensions"].cumsum())
    return totals.pivot(index="fiscal_year", columns="group", values="total")


three_groups.mistake("one line for all", how="sum")
three_groups.mistake("mean of the groups", how="mean")
three_groups.mistake("all years", years=range(2008, 2021))
three_groups.mistake("fiscal year 2020 too", years=range(2012, 2021))
three_groups.mistake("shares in per cent", whole=100)
three_groups.mistake("shares of 1", whole=1)
three_groups.mistake("running total of all groups", _running_total)


@lesson.function("04-5", answer="three_share", unit="per cent", tolerance=0.051)
def three_share(guatemala: float, honduras: float, el_salvador: float, others: float, slip: str = "") -> float:
    three = guatemala + honduras + el_salvador
    if three + others == 0:
        return 0.0
    if slip == "no brackets":
        return three / three + others * 100
    return (others if slip == "others" else three) / (others if slip == "ratio" else three + others) * 100


three_share.calls(
    (60, 20, 20, 100),
    (264_170, 253_800, 89_810, 243_730),
    (15_140, 18_120, 12_140, 659_650),
    (0, 0, 0, 40),
    (7, 2, 1, 0),
    (0, 0, 0, 0),
    hidden=((34_450, 30_350, 21_900, 270_170), (1, 0, 0, 2), (0, 5, 0, 0)),
)
three_share.mistake("part not in the whole", slip="ratio")
three_share.mistake("share of the others", slip="others")
three_share.mistake("no brackets", slip="no brackets")
three_share.mistake("0 where there are no others", lambda *n: three_share(*n) if n[3] else 0.0)


@lesson.number("04-6", answer="people_a_day", unit="people a day", tolerance=0.051)
def pace(load: Load, start: str = "2019-05-27", measure: str = INSTITUTE, days: int = 0, sign: int = -1) -> float:
    totals = load("us_returns_to_wait").query("period_type == 'running total'")
    first = totals[(totals["measure"] == measure) & (totals["period_end"] == start)]["value"]
    last = totals[(totals["measure"] == INSTITUTE) & (totals["period_end"] == "2019-06-30")]["value"]
    # On the day on which a running total begins there is none before it.
    return (last.item() + sign * first.sum()) / (days or (pd.Timestamp("2019-06-30") - pd.Timestamp(start)).days)


def _all_totals(load: Load) -> float:
    totals = load("us_returns_to_wait").query("measure == @INSTITUTE").set_index("period_end")["value"].sort_index()
    return totals["2019-05-27":"2019-06-30"].sum() / 34


def _growth(load: Load) -> float:
    more = pace(load, days=1)
    return more / (pace(load, start="2019-01-29", days=1) - more) * 100


pace.mistake("not divided by the days", days=1)
pace.mistake("both ends counted", days=35)
pace.mistake("a day too few", days=33)
pace.mistake("the days of June", days=30)
pace.mistake("two counts mixed", start="2019-05-29", measure=GOVERNMENT)
pace.mistake("all days since January", start="2019-01-29")
pace.mistake("nothing taken away", start="2019-01-29", days=34)
pace.mistake("two running totals added", sign=1)
pace.mistake("growth in per cent", _growth)
pace.mistake("all running totals added", _all_totals)


@lesson.frame("04-7", answer="side_by_side", key="country_code")
def asylum(load: Load, year: int = 2017, applied: int = 0, granted: int = 0, slip: str = "") -> pd.DataFrame:
    asked = load("asylum_applications_origin").query("asylum_country_code == 'USA' and country_code in @THREE")
    asked = asked[asked["year"] == year + applied]
    stages = asked.pivot(index="country_code", columns="stage", values="applications")[["affirmative", "defensive"]]
    stages = stages.set_axis(stages.columns[::-1], axis="columns") if slip == "swapped" else stages
    grants = load("us_asylum_grants")
    grants = grants if slip == "all years" else grants[grants["fiscal_year"] == year + granted]
    both = stages.merge(grants[["country_code", "people_granted"]], on="country_code")
    return both.assign(people_granted=both["people_granted"] / both[slip] * 100) if slip in both else both


asylum.mistake("grants of another year", granted=-1)
asylum.mistake("applications of another year", applied=-1)
asylum.mistake("grants of all years", slip="all years")
asylum.mistake("stages changed places", slip="swapped")
asylum.mistake("divided", slip="affirmative")


@lesson.frame("04-10", answer="by_period", key=("country", "period"), unit="applications")
def by_period(load: Load, apart: str = "from the period before", no_count: str = "NaN") -> pd.DataFrame:
    wide = load("refugee_applications_nationality").pivot(index="country", columns="period_end", values="applications")
    wide = (wide.fillna(0) if no_count == "0 before" else wide).set_axis(list(PERIODS), axis=1)
    parts = {"not": wide, "from April": wide.sub(wide[PERIODS[0]], axis=0)}.get(apart, wide.diff(axis=1))
    if apart != "without the first":
        parts = parts.assign(**{PERIODS[0]: wide[PERIODS[0]]})
    long = parts.reset_index().melt(id_vars="country", var_name="period", value_name="applications")
    forms = {"still wide": parts, "left out": long.dropna(), "0 after": long.fillna(0)}
    return forms.get(no_count, long)


by_period.mistake("periods still overlap", apart="not")
by_period.mistake("other names alone", apart="not", no_count="left out")
by_period.mistake("all taken from April", apart="from April")
by_period.mistake("the first period lost", apart="without the first")
by_period.mistake("0 before the difference", no_count="0 before")
by_period.mistake("0 for no count", no_count="0 after")
by_period.mistake("still wide", no_count="still wide")
by_period.mistake("rows without a count left out", no_count="left out")


@lesson.names("04-8", answer="cut_links")
def cut(load: Load) -> list[str]:
    return list(smallest_cut(WAYS, "south", "north").links)


cut.mistake("narrowest link", ["road"])
cut.mistake("first link", ["bridge"])
cut.mistake("last links", ["ferry", "path"])

lesson.argue("04-9", answer="argument")

QUESTIONS, SELF_CHECKS, PREDICTIONS = lesson.questions(), lesson.self_checks, lesson.predictions
