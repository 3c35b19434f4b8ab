"""What the tables say of the claims on Washington's efforts: W1 to W5."""

import pandas as pd

from twoborders.claims.core import Computed, Load, computation, events, only, pick, when

DAYS_BEFORE = 14
"""What happened in this number of days before the threat happened "days before" it."""
NORTHERN_TRIANGLE = ["GTM", "HND", "SLV"]


@computation
def agreements_before_the_threat(load: Load, claim: pd.Series) -> Computed:
    """W1: how long before the tariff threat the United States signed, and with whom."""
    threat, guatemala, all_three = "2019-05-30-1", "2019-05-27-1", "2019-03-28-1"
    rows = events(load, threat, guatemala, all_three)
    days = {}
    for event_id in (guatemala, all_three):
        signed, announced = when(rows, event_id), when(rows, threat)
        days[event_id] = None if signed is None or announced is None else (announced - signed).days
    return Computed(
        parts={
            "days before, it signed with one of the three": _soon(days[guatemala]),
            "days before, it signed with all three": _soon(days[all_three]),
        },
        numbers={
            "signed with Guatemala": when(rows, guatemala),
            "signed with all three": when(rows, all_three),
            "days from all three to the threat": days[all_three],
        },
        rows={"timeline": rows},
    )


def _soon(days: int | None) -> bool | None:
    return None if days is None else 0 <= days <= DAYS_BEFORE


@computation
def guatemala_on_the_route(load: Load, claim: pd.Series) -> Computed:
    """W2: share of the three countries, and rank of Guatemala, in the apprehensions of fiscal year 2019, per cent."""
    year = pick(load("us_apprehensions_year_citizenship"), fiscal_year=2019)
    count = year.groupby("country_code")["apprehensions"].sum()
    three = count[NORTHERN_TRIANGLE].sum()
    share = three / year["apprehensions"].sum() * 100
    return Computed(
        said={"the department said so": None},
        parts={
            "Guatemala was the most frequent citizenship": bool(count.idxmax() == "GTM"),
            "most people came from the three countries whose way leads through Guatemala": bool(share > 50),
        },
        numbers={
            "share of the three, per cent": share,
            "Guatemala": count["GTM"],
            "Honduras": count["HND"],
            "Mexico": count["MEX"],
            "El Salvador": count["SLV"],
        },
        rows={"us_apprehensions_year_citizenship": year},
    )


@computation
def training_not_troops(load: Load, claim: pd.Series) -> Computed:
    """W3: what the memorandum with Guatemala is said to bring. No table of the kit has money."""
    signed, advisers = "2019-05-27-1", "2019-06-26-1"
    rows = events(load, signed, advisers)
    memorandum, staff = pick(rows, event_id=signed), pick(rows, event_id=advisers)
    return Computed(
        parts={
            "it brings training and the sharing of information": _says(memorandum, "training.*information"),
            "it brings no US forces": _says(staff, "Without police powers"),
            "it brings no new money": None,
        },
        numbers={"advisers at most": only(staff, "value") if len(staff) else None, "told": when(rows, advisers)},
        rows={"timeline": rows},
    )


def _says(rows: pd.DataFrame, words: str) -> bool | None:
    return bool(rows["detail"].str.contains(words).all()) if len(rows) else None
