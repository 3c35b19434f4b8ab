"""Questions of lesson 02, security and sovereignty: the computations. Their words: lesson_02.toml."""

from collections.abc import Mapping, Sequence

import pandas as pd

from twoborders.questions.core import Load
from twoborders.questions.define import Lesson

lesson = Lesson("02")

FILES = ("homicides_states_year", "homicide_victims")
REGISTERED = ("homicides_states_registered", "deaths_known_sex_age")
"""Who counted: a table, and its column of people killed."""


def _rates(states: pd.DataFrame, columns: Sequence[str], by: Sequence[str], mean: bool, rate: bool = True) -> pd.Series:
    """Return the rate of each group per 100,000 people, of its sums or as the mean of its states; or its people."""
    table = states.assign(counted=states[list(columns)].sum(axis=1))
    if mean:
        return table.assign(rate=table["counted"] / table["population"] * 100_000).groupby(list(by))["rate"].mean()
    sums = table.groupby(list(by))[["counted", "population"]].sum()
    return sums["counted"] / sums["population"] * 100_000 if rate else sums["counted"]


@lesson.text("02-10", answer="sentence", read_off=True)
def supported(load: Load) -> str:
    return "b"  # sentences are written for the published tables: other figures may support none of them


supported.mistake("a rate read as a number", "a")
supported.mistake("the second count not read", "c")


@lesson.names("02-2", answer="above_country")
def above_country(
    load: Load, year: int = 2015, limit_of: Sequence[int] | None = None, mean_of: str = "", below: bool = False
) -> list[str]:
    table = load("homicides_states_year")
    states = table[table["year"] == year]
    base = table[table["year"].isin(limit_of)] if limit_of else states
    victims, people = base[["homicide_victims", "population"]].sum().tolist()  # of no rows: 0 / 0 is an error, no NaN
    is_above = states[mean_of or "rate_per_100k"] > (base[mean_of].mean() if mean_of else victims / people * 100_000)
    return states.loc[is_above != below, "state"].tolist()


above_country.mistake("mean of the states' rates, or femicides too", mean_of="rate_per_100k")
above_country.mistake("limit of all years", limit_of=range(2015, 2020))
above_country.mistake("limit of 2018", limit_of=(2018,))
above_country.mistake("number of victims", mean_of="homicide_victims")
above_country.mistake("below the country", below=True)


@lesson.frame("02-3", answer="femicide_rates", key="border_group", unit="victims per 100,000 people", tolerance=0.0051)
def femicide_rates(
    load: Load,
    year: int | None = 2018,
    of: Sequence[str] = ("femicide_victims",),
    mean: bool = False,
    rate: bool = True,
) -> pd.DataFrame:
    states = load("homicides_states_year")
    chosen = states[states["year"] == year] if year else states
    return _rates(chosen, of, ["border_group"], mean, rate).rename("rate").reset_index()


def _sum_of_rates(load: Load) -> pd.DataFrame:
    states = load("homicides_states_year").query("year == 2018")
    rates = _rates(states, ["femicide_victims"], ["border_group", "state"], mean=False)
    return rates.groupby("border_group").sum().rename("rate").reset_index()


def _against_homicides(load: Load) -> pd.DataFrame:
    below = femicide_rates(load, of=["homicide_victims"])["rate"]
    return femicide_rates(load).assign(rate=lambda table: table["rate"] / below * 100)


femicide_rates.mistake("mean of the rates", mean=True)
femicide_rates.mistake("homicide and femicide", of=["homicide_victims", "femicide_victims"])
femicide_rates.mistake("homicide for femicide", of=["homicide_victims"])
femicide_rates.mistake("not divided", rate=False)
femicide_rates.mistake("sum of rates", _sum_of_rates)
femicide_rates.mistake("mean of homicide rates", of=["homicide_victims"], mean=True)
femicide_rates.mistake("against the homicides", _against_homicides)
femicide_rates.mistake("all years together", year=None)


@lesson.text("02-5", answer="country_name", accepted=("HND", "República de Honduras"), read_off=True)
def country_name(load: Load, years: tuple[int, int] = (2014, 2018), look: str = "fall") -> str:
    context = load("country_context").query("indicator == 'homicide rate, World Bank 2021'")
    rates = context.pivot(index="country", columns="year", values="value")
    before, after = rates[years[0]], rates[years[1]]
    change = (after - before) / before
    return {"fall": change.idxmin(), "rise": change.idxmax(), "high": after.idxmax(), "low": after.idxmin()}[look]


country_name.mistake("highest rate, or another start", look="high")
country_name.mistake("largest rise", look="rise")
country_name.mistake("lowest rate", look="low")
country_name.mistake("a smaller fall", "Guatemala")


@lesson.function("02-6", answer="yearly_rate", unit="victims per 100,000 people", tolerance=0.01)
def yearly_rate(
    victims: float, months: float, people: float, whole: float = 12, part: float | None = None, turned: bool = False
) -> float:
    factor = whole / (part or months)
    return victims / people * 100_000 * (1 / factor if turned else factor)


yearly_rate.calls(
    (110, 11, 1_000_000),
    (120, 12, 1_000_000),
    (50, 5, 2_000_000),
    (0, 6, 800_000),
    (632, 11, 2_442_176),
    (1, 1, 700_000),
    hidden=((90, 9, 1_500_000), (7, 3, 350_000)),
)
yearly_rate.mistake("months upside down", turned=True)
yearly_rate.mistake("months ignored", part=12)
yearly_rate.mistake("one month", whole=1)
yearly_rate.mistake("always 11 months", part=11)
yearly_rate.mistake("times 12 alone", part=1)


@lesson.number("02-8", answer="n_states", unit="states")
def n_states(load: Load, year: int | None = 2015, more: float = 5, femicides: int = 1, sign: int = 1) -> int:
    registered = load("homicides_states_registered")[["year", "state_code", "deaths_known_sex_age"]]
    both = load("homicides_states_year").merge(registered, on=["year", "state_code"])
    both = both[both["year"] == year] if year else both
    victims = both["homicide_victims"] + both["femicide_victims"] * femicides
    return int((sign * (both["deaths_known_sex_age"] - victims) > more).sum())


n_states.mistake("5 not asked for", more=0)
n_states.mistake("5 counted too", more=4.5)
n_states.mistake("femicides left out", femicides=False)
n_states.mistake("a bracket missing", femicides=-1)
n_states.mistake("turned round, or 2018", sign=-1)
n_states.mistake("rows of all years", year=None)
n_states.mistake("both directions", lambda load: n_states(load) + n_states(load, sign=-1))
n_states.mistake("True and False counted", more=float("-inf"))


@lesson.frame("02-11", answer="by_group", key="border_group", unit="people or files")
def victims_and_files(
    load: Load, year: int = 2018, months: str = "sum", put: str | Mapping[str, str] = "sum", every: bool = False
) -> pd.DataFrame:
    states, files = load("homicides_states_year"), load("homicide_investigations_states_month")
    files = files[["state_code", "investigations"]] if every else files[files["month"].dt.year == year]
    if months != "all":
        files = files.groupby("state_code", as_index=False)["investigations"].agg(months)
    both = states[states["year"] == year].merge(files[["state_code", "investigations"]], on="state_code")
    return both.groupby("border_group", as_index=False)[["homicide_victims", "investigations"]].agg(put)


def _victims_of_all_years(load: Load) -> pd.DataFrame:
    victims = load("homicides_states_year").groupby("border_group")["homicide_victims"].sum()
    return victims_and_files(load).assign(homicide_victims=victims.to_numpy())


victims_and_files.mistake("victims once for each month", months="all")
victims_and_files.mistake("one month of investigations", months="first")
victims_and_files.mistake("investigations of a mean month", months="mean")
victims_and_files.mistake("mean of all rows", months="all", put="mean")
victims_and_files.mistake("victims of all years", _victims_of_all_years)
victims_and_files.mistake("mean of the states", months="all", put={"homicide_victims": "mean", "investigations": "sum"})
victims_and_files.mistake("months of all years", every=True)


@lesson.figure(
    "02-7", answer="chart", unit="deaths per 100,000 people", label="rate", tolerance=0.051, layout="side_by_side"
)
def two_borders(
    load: Load, since: int | None = None, mean: bool = False, rate: bool = True, source: Sequence[str] = REGISTERED
) -> dict[str, pd.Series]:
    table, column = source
    states, by = load(table), ["border_group", "year"]
    kept = states[states["year"] >= since] if since else states
    drawn = _rates(kept, [column], by, mean, rate)
    return {group: drawn.loc[group] for group in ("Guatemala border", "US border")}


two_borders.mistake("mean of the rates", mean=True)
two_borders.mistake("deaths, not a rate", rate=False)
two_borders.mistake("from 2015 only", since=2015)
two_borders.mistake("the prosecutors' files", source=FILES)
two_borders.mistake("one line for both", lambda load: sum(two_borders(load).values()) / 2)

lesson.argue("02-9", answer="argument")

QUESTIONS, SELF_CHECKS, PREDICTIONS = lesson.questions(), lesson.self_checks, lesson.predictions
