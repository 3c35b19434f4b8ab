"""What the tables say of the claims on miscalculations and domestic politics: R1 to R4."""

from dataclasses import replace

import pandas as pd

from twoborders.claims.core import (
    PUBLISHED,
    Computed,
    Load,
    change,
    computation,
    day,
    events,
    known,
    numbers_in,
    only,
    pick,
    published,
    when,
)
from twoborders.models.timeline import THREATS_TO_CLOSE
from twoborders.models.windows import JUST_BEFORE, compare


@computation
def humanitarian_cards(load: Load, claim: pd.Series) -> Computed:
    """R1a: humanitarian cards handed out in early 2019, and for how long. No table of the kit has hopes and plans."""
    earlier, autumn, begun = "2018-03-25-1", "2018-12-11-1", "2019-01-17-1"
    first, closed, ended = "2019-01-18-1", "2019-01-28-1", "2019-02-11-1"
    rows = events(load, earlier, autumn, begun, first, closed, ended)
    length = pick(rows, event_id=first)["detail"]
    in_autumn = [number for text in pick(rows, event_id=autumn)["detail"] for number in numbers_in(text)]
    in_january = pick(rows, event_id=ended)["value"].tolist()
    return Computed(
        parts={
            "Mexico gave humanitarian cards to people of the caravans, of autumn and of January": (
                min(in_autumn + in_january) > 0 if in_autumn and in_january else None
            ),
            "each card was good for a year": bool(length.str.contains("one year").all()) if len(length) else None,
            "it hoped that they would stay and work in the south": None,
        },
        value=max(in_january, default=None),
        numbers={
            "earlier caravan": when(rows, earlier),
            "handed out in autumn": max(in_autumn, default=None),
            "day of the cards of autumn": when(rows, autumn),
            "registration begun": when(rows, begun),
            "first cards": when(rows, first),
            "closed": when(rows, closed),
            "ended": when(rows, ended),
        },
        rows={"timeline": rows},
    )


@computation
def later_cards(load: Load, claim: pd.Series) -> Computed:
    """R1b: the two cards of April 2019, humanitarian ones for a few groups and the regional visitor card."""
    few, regional = "2019-04-01-1", "2019-04-24-1"
    rows = events(load, few, regional)
    narrower, southern = pick(rows, event_id=few)["event"], pick(rows, event_id=regional)
    where = southern["in_force_where"].fillna("")
    return Computed(
        parts={
            "later visas were narrower": bool(narrower.str.contains("a few groups").all()) if len(narrower) else None,
            "one of them was valid in the southern states only": (
                bool(where.str.contains("southern states").all()) if len(southern) else None
            ),
        },
        numbers={
            "restarted": when(rows, few),
            "regional card": when(rows, regional),
            "days at most": southern["value"].max(),
        },
        rows={"timeline": rows},
    )


@computation
def rush_before_a_closure(load: Load, claim: pd.Series) -> Computed:
    """R2a: apprehensions around each threat to close the border. No table of the kit has motives.

    After a threat come the three months from the next on, before it those that end with its own month. Whether the
    rise began with the first threat is asked of the months before it, July to September: had they risen by more than
    in every earlier year, the rise was under way.
    """
    rows = events(load, *THREATS_TO_CLOSE)
    table = load("us_apprehensions_month")
    months = table.set_index("month")["apprehensions"]
    summers = {year: change(months[day(f"{year}-07-01")], months[day(f"{year}-09-01")]) for year in range(2000, 2019)}
    last = summers.pop(2018)
    changes = [compare(months, date + pd.DateOffset(months=1), 3, JUST_BEFORE).change_pct for date in rows["date"]]
    return Computed(
        parts={
            "threats were made, more than one": len(rows) > 1 if len(rows) else None,
            "more came in the three months after each than in the three before": (
                all(one > 0 for one in changes) if changes else None
            ),
            "the rise began with the first that was found": (
                bool(last <= max(summers.values())) if known(rows, THREATS_TO_CLOSE[0]) else None
            ),
            "they came because of them": None,
        },
        numbers={
            "first threat": when(rows, THREATS_TO_CLOSE[0]),
            "last threat": when(rows, THREATS_TO_CLOSE[-1]),
            "threats": len(rows),
            "July to September 2018, per cent": last,
            "highest before, per cent": max(summers.values()),
            "May 2019": months[day("2019-05-01")],
        },
        rows={"timeline": rows, "us_apprehensions_month": table[table["month"] < day("2019-08-01")]},
    )


@computation
def families(load: Load, claim: pd.Series) -> Computed:
    """R2b: family members in per cent of all apprehensions, May 2018 and May 2019. No table of the kit has stories."""
    groups = load("us_apprehensions_month_group")
    used = pick(groups, month=[day("2018-05-01"), day("2019-05-01")])
    counts = used.pivot_table(index="month", columns="group", values="apprehensions", aggfunc="sum")
    share = counts["family members"] / counts.sum(axis="columns") * 100
    return Computed(
        parts={"false stories said that a child guaranteed entry": None, "people believed them": None},
        numbers={
            "share in May 2018": share[day("2018-05-01")],
            "share in May 2019": share[day("2019-05-01")],
        },
        rows={"us_apprehensions_month_group": used},
    )


def _april_poll(load: Load, claim: pd.Series, numbers: dict[str, float], rows: pd.DataFrame) -> Computed:
    """Look for a poll of the claim's month with the stated share, to one decimal."""
    polls = load("polls_migration")
    month = polls[polls["field_start"].between(claim["period_start"], claim["period_end"])]
    found = month[month["share_pct"] == claim["value"]]
    return Computed(
        parts={PUBLISHED: True if len(found) else None},
        value=claim["value"] if len(found) else None,
        numbers=numbers,
        rows={"polls_migration": pd.concat([found, rows])},
    )


def _share(polls: pd.DataFrame) -> float:
    share: float = only(polls, "share_pct")
    return share


@computation
def poll_stop_migrants(load: Load, claim: pd.Series) -> Computed:
    """R4a: wish that the president stops migrants, and the nearest question of June 2019."""
    near = pick(
        load("polls_migration"),
        pollster="El Financiero",
        question="should Mexico close the southern border to migrants",
        field_end=day("2019-06-16"),
    )
    return _april_poll(load, claim, {"close the border": _share(near)}, near)


@computation
def poll_harm(load: Load, claim: pd.Series) -> Computed:
    """R4b: migrants have harmed communities, and the nearest question of July 2019."""
    near = pick(load("polls_migration"), answer="burden")
    return _april_poll(load, claim, {"burden": _share(near)}, near)


@computation
def poll_no_refuge(load: Load, claim: pd.Series) -> Computed:
    """R4c: against staying as refugees, and the nearest questions of April 2019 and November 2018."""
    polls = load("polls_migration")
    entry = pick(polls, pollster="Parametría", field_start=day("2019-04-01"), answer="disagree")
    refuge = pick(polls, pollster="El Universal", field_start=day("2018-11-16"), answer="disagree")
    numbers = {
        "against entry": _share(entry),
        "against refuge": _share(refuge),
    }
    return _april_poll(load, claim, numbers, pd.concat([entry, refuge]))


@computation
def poll_expel(load: Load, claim: pd.Series) -> Computed:
    """R4d: share for immediate expulsion, in three rounds of one pollster."""
    rounds = pick(load("polls_migration"), pollster="El Universal", answer="expel immediately")
    rounds = rounds.sort_values("field_start")
    april = rounds[rounds["field_start"].between(claim["period_start"], claim["period_end"])]
    found = published(april["share_pct"], claim["value"])
    return replace(
        found,
        numbers={
            **found.numbers,
            "October 2018": rounds["share_pct"].iloc[0],
            "June 2019": rounds["share_pct"].iloc[-1],
        },
        rows={"polls_migration": rounds},
    )


def _approval(load: Load, claim: pd.Series) -> Computed:
    """Look for a poll of the claim's days with the stated approval, and compare two rounds of two pollsters."""
    polls = load("polls_approval")
    stated = load("claims").set_index("claim_id")["value"]
    days = polls[(polls["date_precision"] == "day") & polls["date"].between(claim["period_start"], claim["period_end"])]
    found = days[days["approve_pct"] == claim["value"]]
    newspaper = pick(polls, pollster="El Financiero", date=[day("2019-05-01"), day("2019-06-01")]).sort_values("date")
    phone = pick(polls, pollster="AMLOVEmetrics (OPMI/SRS)", date=[day("2019-05-12"), day("2019-06-30")])
    phone = phone.sort_values("date")
    tracking = pick(polls, pollster="Consulta Mitofsky / El Economista", date=day("2019-07-01"))
    return Computed(
        parts={PUBLISHED: True if len(found) else None},
        value=claim["value"] if len(found) else None,
        numbers={
            "rise in the article": stated["R4f"] - stated["R4e"],
            "day of the telephone poll": phone["date"].iloc[0],
            "newspaper, May": newspaper["approve_pct"].iloc[0],
            "newspaper, June": newspaper["approve_pct"].iloc[-1],
            "telephone, May": phone["approve_pct"].iloc[0],
            "telephone, June": phone["approve_pct"].iloc[-1],
            "margin of the telephone poll": phone["margin_pp"].iloc[-1],
            "tracking poll": only(tracking, "approve_pct"),
            "day of the tracking poll": only(tracking, "date"),
        },
        rows={"polls_approval": pd.concat([found, newspaper, phone, tracking])},
    )


@computation
def approval_in_may(load: Load, claim: pd.Series) -> Computed:
    """R4e: approval of the president in late May 2019."""
    return _approval(load, claim)


@computation
def approval_in_june(load: Load, claim: pd.Series) -> Computed:
    """R4f: approval of the president in early June 2019, and whether other polls rose."""
    return _approval(load, claim)
