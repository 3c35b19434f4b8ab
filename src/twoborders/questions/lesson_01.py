"""Questions of lesson 01, the border and the institutions: the computations. Their words: lesson_01.toml."""

import operator
from collections.abc import Callable

import pandas as pd

from twoborders.questions.core import Load
from twoborders.questions.define import Lesson

lesson = Lesson("01")


@lesson.number("01-1", answer="chiapas_pct", unit="per cent", tolerance=0.051)
def chiapas_share(
    load: Load, add_parts: bool = True, printed: bool = False, part: str = "Chiapas", by: int = 0
) -> float:
    facts = load("border_facts").query("publisher == 'Chiapas Paralelo'").set_index("counted")["value"]
    whole = facts.filter(like="part").sum() * add_parts + facts["whole border"] * printed
    return facts[f"{part} part"] / (by or whole) * 100


def _of_other_sources(load: Load) -> list[float]:
    lengths = load("border_facts").query("counted == 'whole border' and publisher != 'Chiapas Paralelo'")["value"]
    return [chiapas_share(load, by=length) for length in lengths]


def _without_one(load: Load) -> list[float]:
    chiapas, *others = (chiapas_share(load, part=part) for part in ("Chiapas", "Tabasco", "Campeche"))
    return [chiapas / (chiapas + other) * 100 for other in others]


chiapas_share.mistake("printed total as the whole", printed=True, add_parts=False)
chiapas_share.mistake("parts and printed total", printed=True)
chiapas_share.mistake("another source's length as the whole", _of_other_sources)
chiapas_share.mistake("a length instead of a share", by=100)
chiapas_share.mistake("a part left out", _without_one)
chiapas_share.mistake(
    "another state's part", lambda load: [chiapas_share(load, part=p) for p in ("Tabasco", "Campeche")]
)


def _poverty(load: Load, year: int | None) -> pd.DataFrame:
    poverty = load("poverty_states")
    return poverty if year is None else poverty[poverty["year"] == year]


@lesson.names("01-2", answer="poorer_states")
def poorer_states(
    load: Load, year: int | None = 2018, limit_of: int | None = None, is_poorer: Callable = operator.gt
) -> list[str]:
    rates, limits = _poverty(load, year), _poverty(load, limit_of or year)
    limit = limits.loc[limits["state"] == "Campeche", "poverty_rate_pct"].min()
    return list(rates.loc[is_poorer(rates["poverty_rate_pct"], limit), "state"])


poorer_states.mistake("all years at once", year=None)
poorer_states.mistake("Campeche included", is_poorer=operator.ge)
poorer_states.mistake("less poor", is_poorer=operator.lt)
poorer_states.mistake("another survey year", year=2012)
poorer_states.mistake("limit from another year", limit_of=2012)


@lesson.frame("01-3", answer="mean_by_border", key="border_group", unit="per cent", tolerance=0.051)
def by_border(load: Load, year: int | None = 2018, how: str = "mean", by: str = "border_group") -> pd.DataFrame:
    table = _poverty(load, year).groupby(by, as_index=False)[["poverty_rate_pct"]].agg(how)
    return table.rename(columns={by: "border_group"})


def _of_all_people(load: Load) -> pd.DataFrame:
    joined = _poverty(load, 2018).merge(load("population_states"), on=["state_code", "year"])
    weights = joined["population"].groupby(joined["border_group"]).transform("sum") / joined["population"]
    rates = (joined["poverty_rate_pct"] / weights).groupby(joined["border_group"]).sum()
    return rates.rename("poverty_rate_pct").reset_index()


by_border.mistake("all years at once", year=None)
by_border.mistake("sum of rates", how="sum")
by_border.mistake("number of states", how="count")
by_border.mistake("the middle state", how="median")
by_border.mistake("states weighed by people", _of_all_people)
by_border.mistake("grouped by state", by="state")


@lesson.frame("01-4", answer="people", key="state", unit="people", tolerance=600)
def people_in_poverty(
    load: Load, year: int = 2018, population_year: int | None = 2018, divisor: float = 100, rest: bool = False
) -> pd.DataFrame:
    population = load("population_states")
    if population_year is not None:
        population = population[population["year"] == population_year]
    joined = _poverty(load, year).merge(population[["state_code", "population"]], on="state_code")
    rate = joined["poverty_rate_pct"] / divisor
    return joined[["state"]].assign(people_in_poverty=(1 - rate if rest else rate) * joined["population"])


people_in_poverty.mistake("per cent not divided by 100", divisor=1)
people_in_poverty.mistake("population of all years", population_year=None)
people_in_poverty.mistake("population of another year", population_year=2015)
people_in_poverty.mistake("people not in poverty", rest=True)


@lesson.number("01-5", answer="fall_pct", unit="per cent", tolerance=0.0051)
def fall(
    load: Load,
    series: str = "commission, July 2021",
    agency: str = "COMAR",
    of: str = "budget for one",
    base: int | None = 2018,
    sign: int = 1,
) -> float:
    counts = load("refugee_applications_year")
    counts = counts[counts["series"] == series].set_index("year")["applications"]
    budgets = load("agency_budgets").query("acronym == @agency and kind in ['exercised', 'assigned']")
    pesos = budgets.set_index("year")["budget_mxn_million"] * 1e6
    pesos = {"budget for one": pesos / counts, "budget": pesos, "applications": counts}[of]
    difference = sign * (pesos[2018] - pesos[2019])
    return difference / pesos[base] * 100 if base else difference


fall.mistake("wrong base", base=2019)
fall.mistake("budget alone", of="budget")
fall.mistake("another series", series="United Nations, December 2025")
fall.mistake("migration institute", agency="INM")
fall.mistake("difference in pesos", base=None)
fall.mistake("applications alone", of="applications", sign=-1)
fall.mistake("negative fall", sign=-1)


@lesson.text("01-10", answer="sentence", read_off=True)
def supported(load: Load, as_of: str | None = "2019-06-07") -> str:
    names = ("agency_budgets", "refugee_applications_periods", "refugee_decisions_year")
    budgets, periods, cases = (load(name, as_of=as_of) for name in names)
    closed = load("refugee_decisions_year").set_index("year")["decisions"]
    to_april = (periods["period_start"] == "2019-01-01") & (periods["period_end"] == "2019-04-30")
    holds = {
        "a": closed[2019] < closed[2018],
        "b": to_april.any() and cases.empty,
        "c": {2018, 2019} <= set(budgets.loc[budgets["acronym"] == "COMAR", "year"]),
    }
    return " and ".join(letter for letter in holds if holds[letter])


supported.mistake("less money, fewer cases", "a")
supported.mistake("figures from later", as_of=None)


@lesson.function("01-7", answer="months_to_clear", unit="months", tolerance=0.01)
def months_to_clear(
    backlog: float,
    applications: float,
    decisions: float,
    ends: bool = True,
    new: int = 1,
    turned: bool = False,
    shape: Callable[[float], float] = float,
) -> float:
    if decisions <= applications and ends:
        return float("inf")
    cleared = decisions - new * applications
    return shape(cleared / backlog if turned else backlog / cleared)


months_to_clear.calls(
    (6000, 2000, 2500),
    (5000, 1000, 1700),
    (6000, 0, 2000),
    (0, 1000, 3000),
    (6000, 3000, 2500),
    (6000, 2500, 2500),
    hidden=((1000, 100, 400), (900, 520, 80), (7300, 410, 1410)),
)
months_to_clear.mistake("new applications ignored", new=0)
months_to_clear.mistake("the case that never ends is lost", ends=False)
months_to_clear.mistake("rounded", shape=round)
months_to_clear.mistake("upside down", turned=True)


@lesson.figure("01-8", answer="chart", unit="applications", label="applications", tolerance=0.5)
def monthly(load: Load, months: int = 8) -> pd.Series:
    table = load("refugee_applications_month").head(months)
    return table.set_index(table["month"].dt.strftime("%B %Y"))["applications"]


def _periods(load: Load) -> pd.Series:
    return load("refugee_applications_periods").groupby("period_end")["applications"].mean()


monthly.mistake("periods that overlap", _periods)
monthly.mistake("January to May only", months=5)
monthly.mistake("rows counted", lambda load: monthly(load) * 0 + 1)

lesson.argue("01-9", answer="argument")

QUESTIONS, SELF_CHECKS, PREDICTIONS = lesson.questions(), lesson.self_checks, lesson.predictions
