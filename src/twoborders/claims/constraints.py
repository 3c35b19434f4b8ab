"""What the tables say of the claims on Mexico's constraints: C1 to C5."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from twoborders.claims.core import (
    CLOSE,
    FOLLOWS,
    Computed,
    Load,
    close,
    computation,
    documented,
    documents,
    numbers_in,
    only,
    perhaps,
    pick,
    published,
    statements,
)

KM_PER_MILE = 1.609344
AMONG_THE_POOREST = 10
"""A state is among the poorest if it is one of the first ten of 32 by the share of people in poverty."""
WAITS_AND_SHELTERS = ("waits at the refugee commission", "backlog of the refugee commission", "shelters in the south")
"""Topics of the table statements."""
CLEARLY = 1
"""A state is poorer than the country if its rate is higher by this many points or more: both come from a survey."""


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
            # Another month does not show that she did not say it in this one too.
            "she gave it in the month that the article names": (
                True if claim["period_start"] <= said_on <= claim["period_end"] else None
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
    """C1d: the three states on most of the border with Guatemala: their rank by poverty in 2018, their rates in 2016.

    The survey of 2016 is the last one that was known in June 2019. The table has 15 of the 32 states for it, so that
    there are no ranks: each state is compared with the whole country.
    """
    poverty = load("poverty_states")
    border = poverty[poverty["border_group"] == "Guatemala border"]
    country = pick(load("poverty_national"), year=2016)
    whole = pick(poverty, year=2018)
    ranks = whole.set_index("state")["poverty_rate_pct"].rank(ascending=False, method="min")
    at_the_border = pick(border, year=2018)
    rank = ranks[at_the_border["state"]]
    known = pick(border, year=2016).set_index("state")["poverty_rate_pct"]
    nation = only(country, "poverty_rate_pct")
    trade = documents(load, "trade across the border", "both sides depend")
    return Computed(
        parts={
            "in 2018 they were among the poorest": bool((rank <= AMONG_THE_POOREST).all()),
            "in 2016, the last survey known in June 2019, all three were poorer than the country": bool(
                (known >= nation + CLEARLY).all()
            ),
            "a news agency reports that both sides of the border depend on the trade across it": documented(trade),
        },
        numbers={
            **{f"rank of {state} in 2018": value for state, value in rank.items()},
            **{
                f"rate of {state} in {year}": rate
                for year, state, rate in _cells(border, "year", "state", "poverty_rate_pct")
            },
            "nation in 2016": nation,
            "clearly": CLEARLY,
            "states": len(whole),
            "states in 2016": len(pick(poverty, year=2016)),
            "trade, said on": trade["said_on"].min(),
        },
        rows={
            "poverty_states": pd.concat([pick(border, year=2016), at_the_border]),
            "poverty_national": country,
            "statements": trade,
        },
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
    found = published(cuts, claim["value"], part=FOLLOWS)
    return replace(
        found,
        numbers={
            **found.numbers,
            "before": only(before, "budget_mxn_million"),
            "after": only(pick(after, kind="assigned"), "budget_mxn_million"),
            "after, rounded": only(pick(after, kind="assigned, rounded"), "budget_mxn_million"),
            "largest difference, per cent": CLOSE * 100,
            "largest difference": CLOSE * claim["value"],
        },
        rows={"agency_budgets": pd.concat([before, after])},
    )


@computation
def applications_since_december(load: Load, claim: pd.Series) -> Computed:
    """C2b: the ministries' number for six months beside the commission's for the last five of them, by publication."""
    said = pick(load("ministry_statements"), claim_id="C2b")
    periods = load("refugee_applications_periods")
    five_months = pick(
        periods, period_start=pd.Timestamp("2019-01-01"), period_end=pd.Timestamp("2019-05-31"), basis="reported"
    ).sort_values("published")
    two_months = pick(periods, period_start=pd.Timestamp("2018-11-01"), period_end=pd.Timestamp("2018-12-31"))
    first, last = five_months["applications"].iloc[0], five_months["applications"].iloc[-1]
    december = only(two_months, "applications") / 2
    return Computed(
        said={"the ministries gave the number": close(only(said, "value"), claim["value"])},
        parts={
            "it has room for a sixth month, December 2018": close(first + december, claim["value"]),
        },
        value=first,
        numbers={
            "January to May, first published": first,
            "January to May, published next": five_months["applications"].iloc[1],
            "January to May, published last": last,
            "first published on": five_months["published"].iloc[0],
            "publications": len(five_months),
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
    in_print = totals[totals["published"] <= claim["period_end"]]
    found = published(shares, claim["value"], part=FOLLOWS)
    return replace(
        found,
        value=shares[main_row],
        numbers={
            **found.numbers,
            "said": only(said, "value"),
            "2018": totals.loc[main_row, "applications"],
            "2018, in print before the article": perhaps(in_print, "applications"),
            "in print since": perhaps(in_print, "published"),
            "share of that": shares[in_print.index].max(),
        },
        rows={"ministry_statements": said, "refugee_applications_year": totals},
    )


@computation
def waits_for_papers(load: Load, claim: pd.Series) -> Computed:
    """C2d: the cases that waited at the refugee commission at the end of 2018, in months of its work; what was said.

    Of shelters there are statements on single ones, and no count of all places, so that this part is not tested.
    """
    year = pick(load("refugee_decisions_year"), year=2018)
    said = statements(load, topic=list(WAITS_AND_SHELTERS))
    head = pick(said, who="head of the refugee commission")
    complained = pick(said, who="human rights commission", unit="people")
    of_2018 = pick(said, who="Asylum Access, from the refugee commission's answers")
    shelter = pick(said, who="AP")
    months = only(year, "pending_end") / (only(year, "decisions") / 12)
    return Computed(
        parts={
            "people waited for weeks or months": bool(months >= 1),
            "shelters in the south were too few": None,
        },
        numbers={
            "pending at the end of 2018": only(year, "pending_end"),
            "decisions in 2018": only(year, "decisions"),
            "months of decisions": months,
            "said by the head of the commission": perhaps(head, "value"),
            "said on": perhaps(head, "said_on"),
            "counted by the commission": perhaps(pick(said, who="refugee commission"), "value"),
            "working days that the law gives": perhaps(pick(said, who="refugee law"), "value"),
            "of 2018, still waiting in October 2019": of_2018["value"].max(),
            "for more than a year": of_2018["value"].min(),
            "without a decision, of those who complained": perhaps(complained, "value"),
            "those who complained": numbers_in(only(complained, "statement"))[0] if len(complained) else None,
            "people in one shelter": shelter["value"].max(),
            "places in that shelter": shelter["value"].min(),
        },
        rows={"refugee_decisions_year": year, "statements": said},
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
