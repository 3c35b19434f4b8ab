"""What the tables say of the claims on Mexico's constraints: C1 to C5."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from twoborders.claims.core import Computed, Load, close, computation, documented, documents, only, pick, published

KM_PER_MILE = 1.609344
AMONG_THE_POOREST = 10
"""A state is among the poorest if it is one of the first ten of 32 by the share of people in poverty."""


@computation
def border_length(load: Load, claim: pd.Series) -> Computed:
    """C1a: lengths of the whole border with Guatemala, in miles, by source."""
    lengths = pick(load("border_facts"), measure="length", border="Guatemala", counted="whole border")
    miles = lengths["value"].where(lengths["unit"] == "mi", lengths["value"] / KM_PER_MILE)
    kilometres = lengths.loc[lengths["unit"] == "km", "value"]
    found = published(miles, claim["value"])
    return replace(
        found,
        numbers={
            **found.numbers,
            "shortest, km": kilometres.min(),
            "shortest, miles": kilometres.min() / KM_PER_MILE,
            "longest, km": kilometres.max(),
            "second longest, km": kilometres.nlargest(2).iloc[-1],
            "longest, miles": miles.max(),
        },
        rows={"border_facts": lengths},
    )


@computation
def rivers_crossed(load: Load, claim: pd.Series) -> Computed:
    """C1b: number of rivers along the border with Guatemala."""
    rivers = pick(load("border_facts"), measure="rivers", border="Guatemala")
    return replace(published(rivers["value"], claim["value"]), rows={"border_facts": rivers})


@computation
def crossing_points(load: Load, claim: pd.Series) -> Computed:
    """C1c: the minister's count of informal crossings, its day, and the counts of others."""
    crossings = pick(load("border_facts"), measure="crossings", border="Guatemala")
    said = pick(crossings, publisher="interior minister", counted="informal crossings")
    count, said_on = only(said, "value"), only(said, "published")
    others = pick(crossings, counted=["informal vehicle crossings", "informal crossings in regular use"])
    return Computed(
        said={
            "the minister gave the number": close(count, claim["value"]),
            "she gave it in the month that the article names": bool(
                claim["period_start"] <= said_on <= claim["period_end"]
            ),
        },
        # The other counts are of other things, so that they neither agree nor disagree.
        parts={"another count of the same crossings agrees": None},
        value=count,
        numbers={"said on": said_on, "least by others": others["value"].min(), "most by others": others["value"].max()},
        rows={"border_facts": pd.concat([said, others])},
    )


@computation
def border_state_poverty(load: Load, claim: pd.Series) -> Computed:
    """C1d: rank by poverty rate of the three states on most of the border with Guatemala; 1 is the poorest."""
    poverty = load("poverty_states")
    poverty = poverty.assign(rank=poverty.groupby("year")["poverty_rate_pct"].rank(ascending=False, method="min"))
    border = poverty[poverty["border_group"] == "Guatemala border"]
    rank = border.set_index(["year", "state"])["rank"]
    return Computed(
        parts={
            "in 2018 they were among the poorest": bool((rank[2018] <= AMONG_THE_POOREST).all()),
            "so they were in 2012, the last year in the table known in June 2019": bool(
                (rank[2012] <= AMONG_THE_POOREST).all()
            ),
            "the local economies live from trade across the border": None,
        },
        numbers={
            **{f"rank of {state} in {year}": value for year, state, value in _cells(border, "year", "state", "rank")},
            **{
                f"rate of {state} in {year}": rate
                for year, state, rate in _cells(border, "year", "state", "poverty_rate_pct")
            },
            "among the poorest": AMONG_THE_POOREST,
            "states": poverty["state"].nunique(),
        },
        rows={"poverty_states": border},
    )


def _cells(frame: pd.DataFrame, *columns: str) -> Iterable[tuple[Any, ...]]:
    """Return the rows of some columns."""
    return frame[list(columns)].itertuples(index=False, name=None)


@computation
def budget_cut(load: Load, claim: pd.Series) -> Computed:
    """C2a: cut of the refugee commission's budget from 2018 (spent) to 2019 (assigned), in per cent."""
    budgets = load("agency_budgets")
    before = pick(budgets, acronym="COMAR", year=2018, kind="exercised")
    after = pick(budgets, acronym="COMAR", year=2019, kind=["assigned", "assigned, rounded"])
    cuts = (1 - after["budget_mxn_million"] / only(before, "budget_mxn_million")) * 100
    found = published(cuts, claim["value"])
    return replace(
        found,
        numbers={
            **found.numbers,
            "before": only(before, "budget_mxn_million"),
            "after": only(pick(after, kind="assigned"), "budget_mxn_million"),
            "after, rounded": only(pick(after, kind="assigned, rounded"), "budget_mxn_million"),
        },
        rows={"agency_budgets": pd.concat([before, after])},
    )


@computation
def applications_since_december(load: Load, claim: pd.Series) -> Computed:
    """C2b: the ministries' number for six months beside the commission's for the last five of them."""
    said = pick(load("ministry_statements"), claim_id="C2b")
    periods = load("refugee_applications_periods")
    five_months = pick(periods, period_start=pd.Timestamp("2019-01-01"), period_end=pd.Timestamp("2019-05-31"))
    two_months = pick(periods, period_start=pd.Timestamp("2018-11-01"), period_end=pd.Timestamp("2018-12-31"))
    count = five_months["applications"].min()
    december = only(two_months, "applications") / 2
    return Computed(
        said={"the ministries gave the number": close(only(said, "value"), claim["value"])},
        parts={
            "it has room for a sixth month, December 2018": close(count + december, claim["value"]),
        },
        value=count,
        numbers={
            "January to May, first published": count,
            "January to May, published later": five_months["applications"].max(),
            "November and December 2018": only(two_months, "applications"),
        },
        rows={"ministry_statements": said, "refugee_applications_periods": pd.concat([five_months, two_months])},
    )


@computation
def applications_share(load: Load, claim: pd.Series) -> Computed:
    """C2c: the ministries' number in per cent of all applications of 2018, by the totals for that year."""
    said = pick(load("ministry_statements"), claim_id="C2b")
    totals = pick(load("refugee_applications_year"), year=2018)
    shares = only(said, "value") / totals["applications"] * 100
    main_row = pick(totals, series="commission, July 2021").index[0]
    found = published(shares, claim["value"])
    return replace(
        found,
        value=shares[main_row],
        numbers={
            **found.numbers,
            "said": only(said, "value"),
            "2018": totals.loc[main_row, "applications"],
        },
        rows={"ministry_statements": said, "refugee_applications_year": totals},
    )


@computation
def homicide_record(load: Load, claim: pd.Series) -> Computed:
    """C3b: whether 2018 was the worst year so far, and the rates by group of states and year, per 100,000 people."""
    national = load("homicides_national_year")
    so_far = national[national["year"] <= 2018]
    with_2018 = so_far[so_far["series"].isin(so_far.loc[so_far["year"] == 2018, "series"])]
    worst = with_2018.loc[with_2018.groupby("series")["value"].idxmax()]
    deaths = pick(so_far, publisher="INEGI", counted="deaths")
    before = pick(deaths, year=[1990, 2017])
    latest = pick(deaths, year=2018)

    states = load("homicides_states_year")
    counted = ["homicide_victims", "population"]
    groups = states.groupby(["year", "border_group"])[counted].sum()
    nation = groups.groupby("year")[counted].sum()
    rates, national_rates = (sums["homicide_victims"] / sums["population"] * 100_000 for sums in (groups, nation))
    at_guatemala = rates.xs("Guatemala border", level="border_group")
    share = groups["homicide_victims"].xs("Guatemala border", level="border_group") / nation["homicide_victims"] * 100
    tabasco = pick(states, state="Tabasco", year=[2015, 2019])
    return Computed(
        parts={
            "homicides were at a record": bool((worst["year"] == 2018).all())
            and bool(latest["value"].max() >= deaths["value"].max()),
            # By the rate and by the number, and in every year: one calm year would prove little.
            "they were not mainly at the border with Guatemala": bool(
                (at_guatemala < national_rates).all() and (share < 50).all()
            ),
            "organized crime was at a record": None,
        },
        numbers={
            "deaths in 2018": latest["value"].max(),
            "first year": deaths["year"].min(),
            "Guatemala border": at_guatemala[2018],
            "nation": national_rates[2018],
            "US border": rates[2018, "US border"],
            "largest share of the victims at the border with Guatemala, per cent": share.max(),
            "first year of the states": states["year"].min(),
            "last year of the states": states["year"].max(),
            "per": 100_000,
            "months of 2019": tabasco["months_covered"].min(),
            **{f"Tabasco {year}": rate for year, rate in _cells(tabasco, "year", "rate_per_100k")},
        },
        rows={
            "homicides_national_year": pd.concat([before, latest]).drop_duplicates(),
            "homicides_states_year": states,
        },
    )


@computation
def transit_of_cocaine_and_people(load: Load, claim: pd.Series) -> Computed:
    """C5: what reports of the US State Department say of the way through Guatemala. They are no counts."""
    cocaine, people = documents(load, "cocaine", "cocaine"), documents(load, "cocaine", "migrants")
    shares = pick(cocaine, unit="percent")["value"]
    return Computed(
        parts={
            "cocaine passes Guatemala on its way north": documented(cocaine),
            "people are smuggled across its borders, that with Mexico among them": documented(people),
            "officials at the border earn from it": None,
        },
        numbers={f"share {number}": share for number, share in enumerate(shares)},
        rows={"statements": pd.concat([cocaine, people])},
    )
