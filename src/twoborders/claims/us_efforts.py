"""What the tables say of the claims on Washington's efforts: W1 to W5."""

from dataclasses import replace

import pandas as pd

from twoborders.claims.core import (
    PUBLISHED,
    Computed,
    Load,
    computation,
    documented,
    events,
    only,
    pick,
    published,
    statements,
    when,
)

DAYS_BEFORE = 14
"""What happened in this number of days before the threat happened "days before" it."""
NORTHERN_TRIANGLE = ["GTM", "HND", "SLV"]
DEPARTMENT = "acting US secretary of homeland security"
HELP, RAID, CHOKEPOINT = "US help for Guatemala", "joint operation in Guatemala", "chokepoint"
"""Topics of the table of statements."""


@computation
def agreements_before_the_threat(load: Load, claim: pd.Series) -> Computed:
    """W1: how long before the tariff threat the United States signed, and with whom."""
    threat, guatemala, all_three = "2019-05-30-1", "2019-05-27-1", "2019-03-28-1"
    rows = events(load, threat, guatemala, all_three)
    # Three days are in print for Guatemala's signature: two in reports of 28 May, the third in a later list.
    told = statements(load, statement_id=["2019-05-28-1", "2019-05-28-2", "2019-10-28-1"])
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
            "first told": told["known_on"].min(),
            "signed with all three": when(rows, all_three),
            "days from all three to the threat": days[all_three],
        },
        rows={"timeline": rows, "statements": told},
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
        said={"the department said so": documented(statements(load, topic=CHOKEPOINT, who=DEPARTMENT))},
        parts={
            "Guatemala was the most frequent citizenship": bool(count.idxmax() == "GTM"),
            "most people came from the three countries whose way leads through Guatemala": bool(share > 50),
            "the ways are narrow there": None,
        },
        numbers={
            "share of the three, per cent": share,
            "Guatemala": count["GTM"],
            "Honduras": count["HND"],
            "Mexico": count["MEX"],
            "El Salvador": count["SLV"],
        },
        # What was read in part is named beside the claim, and confirms nothing.
        rows={
            "us_apprehensions_year_citizenship": year,
            "statements": statements(load, low=True, topic=CHOKEPOINT, who=DEPARTMENT),
        },
    )


@computation
def training_not_troops(load: Load, claim: pd.Series) -> Computed:
    """W3: what the memorandum with Guatemala is said to bring, by both governments and by the press."""
    signed, advisers = "2019-05-27-1", "2019-06-26-1"
    rows = events(load, signed, advisers)
    staff = pick(rows, event_id=advisers)
    no_funds, no_police, no_soldiers = "2019-05-31-3", "2019-06-26-2", "2019-06-04-1"
    told = statements(load, statement_id=[no_funds, no_police, no_soldiers])
    forces = pick(told, statement_id=[no_police, no_soldiers])
    return Computed(
        parts={
            "it brings training and the sharing of information": _says(
                pick(rows, event_id=signed)["detail"], "training.*information"
            ),
            "it brings no US forces": _says(forces["statement"], "no powers of police|not about soldiers"),
            "it brings no new money": _says(pick(told, statement_id=no_funds)["statement"], "no funds"),
        },
        numbers={"advisers at most": only(staff, "value") if len(staff) else None, "told": when(rows, advisers)},
        rows={"timeline": rows, "statements": told},
    )


@computation
def ring_arrested(load: Load, claim: pd.Series) -> Computed:
    """W4: the arrests that were published, and the joint operation."""
    read = statements(load, topic=RAID)
    arrests = pick(read, unit="arrests")["value"]
    found = published(arrests, claim["value"]) if len(arrests) else Computed(parts={PUBLISHED: None})
    operation = pick(read, who=DEPARTMENT)["statement"]
    return replace(
        found,
        parts={
            **found.parts,
            "a joint operation of May was against a ring": _says(operation, "joint operation.* a ring .*in May"),
            "those who were arrested led the ring": None,
        },
        rows={"statements": read},
    )


def _says(texts: pd.Series, words: str) -> bool | None:
    return bool(texts.str.contains(words).all()) if len(texts) else None
