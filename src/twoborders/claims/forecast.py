"""What the tables say of the article's forecasts: F1 to F5."""

import pandas as pd

from twoborders.claims.core import (
    Computed,
    Load,
    change,
    computation,
    day,
    documents,
    events,
    known,
    numbers_in,
    pick,
    when,
)


@computation
def no_trade_war(load: Load, claim: pd.Series) -> Computed:
    """F1: whether the tariff came, and goods trade of both directions, in thousand million dollars."""
    planned, review = "2019-06-10-1", "2019-09-10-1"
    rows = events(load, planned, review)
    months = pick(load("us_mexico_trade_month"), year=[2018, 2019])
    both_ways = months["imports_from_mexico_usd_million"] + months["exports_to_mexico_usd_million"]
    trade = both_ways.groupby(months["year"]).sum() / 1000
    return Computed(
        parts={
            "the tariff of 10 June did not come": known(rows, planned),
            "nor did it come by the review after 90 days": known(rows, review),
            "trade did not collapse": bool(change(trade[2018], trade[2019]) > -10),
        },
        value=None,
        numbers={
            "planned": when(rows, planned),
            "review": when(rows, review),
            "trade in 2018": trade[2018],
            "trade in 2019": trade[2019],
        },
        rows={"timeline": rows, "us_mexico_trade_month": months},
    )


@computation
def usmca_ratified(load: Load, claim: pd.Series) -> Computed:
    """F2: what Mexico's government said, the votes on the agreement, and the day that it entered into force."""
    said, mexico, house, senate, force = "2019-05-30-2", "2019-06-19-1", "2019-12-19-1", "2020-01-16-1", "2020-07-01-1"
    rows = events(load, said, mexico, house, senate, force)
    votes = {
        f"votes {date:%Y-%m-%d} {n}": n
        for date, event in zip(rows["date"], rows["event"], strict=True)
        for n in numbers_in(event)
    }
    days = {event_id: when(rows, event_id) for event_id in (said, mexico, house, senate, force)}
    return Computed(
        said={"Mexico's government said so": known(rows, said)},
        parts={"the senate did as was said": known(rows, mexico), "it entered into force": known(rows, force)},
        numbers={**votes, **days},
        rows={"timeline": rows},
    )


@computation
def settled_soon(load: Load, claim: pd.Series) -> Computed:
    """F3: days from the threat to the joint declaration, and the review after it."""
    threat, declared, review = "2019-05-30-1", "2019-06-07-1", "2019-09-10-1"
    rows = events(load, threat, declared, review)
    threatened, agreed = when(rows, threat), when(rows, declared)
    soon = None if threatened is None or agreed is None else (agreed - threatened).days
    return Computed(
        parts={
            "the two sides agreed within weeks": None if soon is None else 0 <= soon <= 30,
            "the agreement held at its review": known(rows, review),
        },
        numbers={"declared": agreed, "days": soon, "review": when(rows, review), "talks, days": 90},
        rows={"timeline": rows},
    )


@computation
def no_troops_to_guatemala(load: Load, claim: pd.Series) -> Computed:
    """F5: whom the United States was going to send to Guatemala. A missing row does not show that no troops came."""
    advisers = "2019-06-26-1"
    rows = events(load, advisers)
    soldiers = documents(load, "US help for Guatemala", "soldiers")
    without_powers = rows["detail"].str.contains("Without police powers")
    return Computed(
        parts={
            "those to be sent were advisers without police powers": bool(without_powers.all()) if len(rows) else None,
            "no troops were sent later": None,
        },
        numbers={"advisers at most": rows["value"].max(), "told": when(rows, advisers)},
        rows={"timeline": rows, "statements": soldiers},
    )


@computation
def left_for_later(load: Load, claim: pd.Series) -> Computed:
    """F4: whether people still came in December, and whether steps followed within half a year.

    A step is an agreement that is signed or guards who begin their work. When a signed agreement came into force is
    another day, and it is said beside it.
    """
    steps = ("2019-06-15-1", "2019-07-26-1", "2019-09-20-1", "2019-09-25-1")
    rows = events(load, *steps)
    followed = rows[rows["date"].between(claim["period_start"], claim["period_start"] + pd.DateOffset(months=6))]
    months = load("us_apprehensions_month")
    first, last = 2000, claim["period_start"].year
    days = [day(f"{year}-{month}-01") for year in range(first, last + 1) for month in ("05", "12")]
    used = pick(months, month=days)
    count = used.set_index("month")["apprehensions"]
    may, december, two_years_before = (count[day(text)] for text in ("2019-05-01", "2019-12-01", "2017-12-01"))
    years = range(first, last)
    earlier = pd.Series({year: change(count[day(f"{year}-05-01")], count[day(f"{year}-12-01")]) for year in years})
    return Computed(
        parts={
            "the issue remained": bool(december >= two_years_before),
            "it was left for later": followed.empty,
        },
        numbers={
            "May 2019": may,
            "December 2019": december,
            "December 2017": two_years_before,
            "fall, per cent": -change(may, december),
            "earlier years": len(earlier),
            "earlier years with a fall": (earlier < 0).sum(),
            "first earlier year": first,
            "last earlier year": last - 1,
            "year of the greatest earlier fall": years[int(earlier.argmin())],
            "greatest earlier fall, per cent": -earlier.min(),
            **{step: when(rows, step) for step in steps},
        },
        rows={"timeline": rows, "us_apprehensions_month": used},
    )
