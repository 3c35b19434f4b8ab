"""What the tables say of the claims on what Mexico did: P1 to P3."""

import pandas as pd

from twoborders.claims.core import (
    PUBLISHED,
    Computed,
    Load,
    change,
    close,
    computation,
    day,
    documented,
    documents,
    events,
    known,
    only,
    pick,
    when,
)


def _period(periods: pd.DataFrame, start: str, end: str, measure: str, counted: str = "everyone") -> pd.DataFrame:
    """Return the rows for the whole country, a period, a measure and whom it counts."""
    return pick(periods, area="Mexico", period_start=day(start), period_end=day(end), measure=measure, counted=counted)


@computation
def raids_at_the_end(load: Load, claim: pd.Series) -> Computed:
    """P1b: whether raids became more, as a document has it. No table of the kit counts them."""
    more = documents(load, "raids", "more")
    return Computed(
        parts={PUBLISHED: None, "raids rose": documented(more)},
        numbers={"said on": more["said_on"].max()},
        rows={"statements": more},
    )


@computation
def people_at_the_start(load: Load, claim: pd.Series) -> Computed:
    """P1c: the stated number for three states beside the detentions of the whole country in that month."""
    country = _period(load("mexico_detentions_returns_periods"), "2014-01-01", "2014-01-31", "detentions")
    count = only(country, "value")
    return Computed(
        # The article names no period for the number, so that no month can refute it.
        parts={PUBLISHED: None},
        numbers={
            "whole country, January 2014": count,
            "plan": only(pick(load("claims"), claim_id="P1e"), "period_start"),
        },
        rows={"mexico_detentions_returns_periods": country},
    )


@computation
def people_at_the_end(load: Load, claim: pd.Series) -> Computed:
    """P1d: the stated number beside the last month there is of the whole country, and the rise of detentions."""
    periods = load("mexico_detentions_returns_periods")
    country = _period(periods, "2015-04-01", "2015-04-30", "detentions")
    before = _period(periods, "2014-01-01", "2014-01-31", "detentions")
    after = _period(periods, "2015-01-01", "2015-01-31", "detentions")
    season_before = _period(periods, "2013-10-01", "2014-04-30", "detentions", "Central Americans")
    season_after = _period(periods, "2014-10-01", "2015-04-30", "detentions", "Central Americans")
    rise = change(only(season_before, "value"), only(season_after, "value"))
    count = only(country, "value")
    return Computed(
        parts={
            PUBLISHED: None,
            "detentions rose": bool(only(after, "value") > only(before, "value") and rise > 0),
        },
        numbers={
            "whole country, April 2015": count,
            "January 2014": only(before, "value"),
            "January 2015": only(after, "value"),
            "rise from October to April, per cent": rise,
        },
        rows={"mexico_detentions_returns_periods": pd.concat([country, before, after, season_before, season_after])},
    )


@computation
def returns_under_the_plan(load: Load, claim: pd.Series) -> Computed:
    """P1e: returns from Mexico, January to May, before and under the plan, and who protested against it.

    That the plan raised them is a cause, which no table of the kit shows.
    """
    periods = load("mexico_detentions_returns_periods")
    before = _period(periods, "2014-01-01", "2014-05-31", "returns")
    after = _period(periods, "2015-01-01", "2015-05-31", "returns")
    rise = change(only(before, "value"), only(after, "value"))
    protest = documents(load, "rights of migrants")
    return Computed(
        parts={
            "returns rose": bool(rise > 0),
            "the plan was the cause": None,
            "those who defend migrants' rights spoke against force and abuse": documented(protest),
        },
        numbers={
            "before": only(before, "value"),
            "after": only(after, "value"),
            "rise, per cent": rise,
            "voices": protest["who"].nunique(),
        },
        rows={"mexico_detentions_returns_periods": pd.concat([before, after]), "statements": protest},
    )


@computation
def influx_of_2014(load: Load, claim: pd.Series) -> Computed:
    """P1f: US apprehensions of fiscal years 2013 and 2014, of everyone and, as first printed, by group."""
    years = load("us_apprehensions_month")
    years = years[years["fiscal_year"].isin([2013, 2014])]
    all_people = years.groupby("fiscal_year")["apprehensions"].sum()
    editions = pick(load("us_apprehensions_published"), published=day("2014-10-09"))
    first = editions.set_index(["group", "fiscal_year"])["events"]
    minors, families = (
        change(first[group, 2013], first[group, 2014]) for group in ("unaccompanied minors", "family members")
    )
    everyone = change(all_people[2013], all_people[2014])
    return Computed(
        parts={
            "more people came than in the year before": bool(everyone > 0),
            "more minors came without their parents": bool(minors > 0),
            "their number rose more than that of families": bool(minors > families),
        },
        numbers={
            "everyone, per cent": everyone,
            "minors, per cent": minors,
            "families, per cent": families,
            "minors more than families, by number": (
                first["unaccompanied minors", 2014] - first["family members", 2014]
            ),
            **{f"first printed {number}": count for number, count in enumerate(first)},
            "first printed": day("2014-10-09"),
        },
        rows={"us_apprehensions_published": editions, "us_apprehensions_month": years},
    )


@computation
def people_returned(load: Load, claim: pd.Series) -> Computed:
    """P2a: returns that the migration institute counts from December 2018 to May 2019."""
    periods, months = load("mexico_detentions_returns_periods"), load("mexico_detentions_returns_month")
    to_june = _period(periods, "2018-12-01", "2019-06-30", "returns")
    june = pick(months, month=day("2019-06-01"), measure="returns")
    returned = only(to_june, "value") - only(june, "value")
    detained = pick(months, vintage="June and July 2019", measure="detentions")
    detained = detained[detained["month"].between(day("2018-12-01"), day("2019-05-01"))]
    said = pick(load("ministry_statements"), claim_id="P2a")
    # The institute's own total of four weeks more is the other way to the same answer.
    later = _period(periods, "2018-12-01", "2019-06-24", "returns")
    return Computed(
        said={"the ministry gave the number": close(only(said, "value"), claim["value"])},
        parts={"as many people were returned": close(returned, claim["value"])},
        value=returned,
        numbers={
            "returned": returned,
            "detained": detained["value"].sum(),
            "said by the ministry": only(said, "value"),
            "short by, per cent": -change(claim["value"], returned),
            "returned by 24 June": only(later, "value"),
        },
        rows={
            "mexico_detentions_returns_periods": pd.concat([to_june, later]),
            "mexico_detentions_returns_month": pd.concat([june, detained]),
            "ministry_statements": said,
        },
    )


@computation
def sent_back_to_wait(load: Load, claim: pd.Series) -> Computed:
    """P2b: the ministry's number, between two counts of Mexico's migration institute around it.

    A university's count of court cases to the end of May stands beside them: it counts cases, and not people.
    """
    said = pick(load("ministry_statements"), claim_id="P2b")
    returns = load("us_returns_to_wait")
    cases = pick(returns, measure="court cases, university count", period_type="month")
    cases = cases[cases["period_end"] <= day("2019-05-31")]
    stated = pick(returns, measure="returns, statement of Mexico's government")
    institute = pick(returns, measure="returns received, Mexico's migration institute", period_type="running total")
    as_of_day = stated["period_end"].min()
    before = institute[institute["period_end"] <= as_of_day].nlargest(1, "period_end")
    after = institute[institute["period_end"] >= as_of_day].nsmallest(1, "period_end")
    low, high = only(before, "value"), only(after, "value")
    count = only(said, "value")
    return Computed(
        said={"the ministry gave the number": close(count, claim["value"])},
        parts={
            "it fits the institute's counts before and after": bool(low <= claim["value"] <= high),
        },
        value=count,
        numbers={
            "institute before": low,
            "day before": before["period_end"].iloc[0],
            "institute after": high,
            "day after": after["period_end"].iloc[0],
            "as of": as_of_day,
            "first return": stated["period_start"].min(),
            "court cases to the end of May": cases["value"].sum(),
            "fewer than stated, per cent": -change(claim["value"], cases["value"].sum()),
        },
        rows={
            "ministry_statements": said,
            "us_returns_to_wait": pd.concat([stated, before, after, cases]),
        },
    )


@computation
def waiting_at_the_ports(load: Load, claim: pd.Series) -> Computed:
    """P2c: the ministry's number, a study's count of May 2019, and for what the people waited."""
    said = pick(load("ministry_statements"), claim_id="P2c")
    study = pick(load("us_waitlists"), month=day("2019-05-01"))
    count, listed = only(said, "value"), only(study, "people_waiting")
    return Computed(
        said={"the ministry gave the number": close(count, claim["value"])},
        parts={
            "another count agrees": close(listed, claim["value"]),
            "these people had already asked for asylum": not said["statement"].str.contains("to ask for").any(),
        },
        value=count,
        numbers={"waiting lists": listed},
        rows={"ministry_statements": said, "us_waitlists": study},
    )


@computation
def smugglers_detained(load: Load, claim: pd.Series) -> Computed:
    """P2d: the ministries' number of people arrested for smuggling migrants."""
    said = pick(load("ministry_statements"), claim_id="P2d").sort_values("published")
    return Computed(
        said={"the ministries gave the number": all(close(number, claim["value"]) for number in said["value"])},
        # Both statements are of the same government: neither is a second count beside the other.
        parts={"another count agrees": None},
        value=said["value"].iloc[0],
        numbers={"published": said["published"].iloc[0], "said again": said["published"].iloc[-1]},
        rows={"ministry_statements": said},
    )


@computation
def belt_across_the_isthmus(load: Load, claim: pd.Series) -> Computed:
    """P2e: when the control belt was announced, and what was checked in the south, as newspapers report.

    An announcement shows no checks: five days later the minister who had made it said no when asked for the belt.
    """
    rows = events(load, "2019-03-27-1")
    checks, asked = documents(load, "checks in the south"), documents(load, "belt across the Isthmus")
    seen = [checks["statement"].str.contains(word).any() for word in ("highway", "train", "hotel")]
    announced = when(rows, "2019-03-27-1")
    same_month = announced is not None and announced.to_period("M") == claim["period_start"].to_period("M")
    return Computed(
        parts={
            "a control belt across the Isthmus was announced": known(rows, "2019-03-27-1"),
            "checks were centred there": None,
            # Another month does not show that nothing had begun in this one.
            "it began in the month that the article names": True if same_month else None,
            "highways, trains and hotels were checked": True if all(seen) else None,
            "customs were checked": None,
        },
        numbers={"announced": announced, "asked again": asked["said_on"].max() if len(asked) else None},
        rows={"timeline": rows, "statements": pd.concat([checks, asked])},
    )


@computation
def mostly_central_americans(load: Load, claim: pd.Series) -> Computed:
    """P2f: share of Central Americans among those detained, in per cent, in the months with both counts."""
    periods, months = load("mexico_detentions_returns_periods"), load("mexico_detentions_returns_month")
    central = pick(periods, area="Mexico", measure="detentions", counted="Central Americans")
    everyone = pick(months, vintage="June and July 2019", measure="detentions")
    both = everyone.merge(central, left_on="month", right_on="period_start", suffixes=("", "_central"))
    both = both[both["month"].between(claim["period_start"], claim["period_end"])]
    shares = both["value_central"] / both["value"] * 100
    returned = documents(load, "people returned")
    ministry = returned[returned["who"].str.contains("foreign ministry")]
    others = returned.drop(ministry.index)
    counted = others["value"] > 50
    return Computed(
        said={"the ministry said so": documented(ministry)},
        parts={
            "most of those detained were Central Americans, month by month": bool((shares > 50).all()),
            "so were most of those returned, by another count": bool(counted.all()) if len(counted) else None,
        },
        value=None,
        numbers={
            "months": len(shares),
            "least, per cent": shares.min(),
            "most, per cent": shares.max(),
            "returned, per cent": others["value"].max(),
        },
        rows={
            "mexico_detentions_returns_month": pick(everyone, month=list(both["month"])),
            "mexico_detentions_returns_periods": pick(central, period_start=list(both["month"])),
            "statements": returned,
        },
    )


@computation
def tougher_on_migrants(load: Load, claim: pd.Series) -> Computed:
    """P3: detentions from January to May in two years, and two steps of 2019 that the timeline records.

    Three rows point the other way, and the limits name them: the visas and the card of April, and what the minister
    said of the belt.
    """
    periods = load("mexico_detentions_returns_periods")
    before = _period(periods, "2018-01-01", "2018-05-31", "detentions")
    after = _period(periods, "2019-01-01", "2019-05-31", "detentions")
    closed, belt, visas, regional_card = "2019-01-28-1", "2019-03-27-1", "2019-04-01-1", "2019-04-24-1"
    rows = events(load, closed, belt, visas, regional_card)
    asked = documents(load, "belt across the Isthmus")
    rise = change(only(before, "value"), only(after, "value"))
    return Computed(
        parts={
            "more people were detained than in the same months of 2018": bool(rise > 0),
            "the programme of humanitarian cards was closed": known(rows, closed),
            "a belt of checks was announced": known(rows, belt),
        },
        numbers={
            "before": only(before, "value"),
            "after": only(after, "value"),
            "rise, per cent": rise,
            "closed": when(rows, closed),
            "belt": when(rows, belt),
            "visas again": when(rows, visas),
            "regional card": when(rows, regional_card),
        },
        rows={
            "mexico_detentions_returns_periods": pd.concat([before, after]),
            "timeline": rows,
            "statements": asked,
        },
    )
