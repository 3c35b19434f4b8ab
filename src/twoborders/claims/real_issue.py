"""What the tables say of the claims on miscalculations and domestic politics: R1 to R4."""

from dataclasses import replace

import pandas as pd

from twoborders.claims.core import (
    FOLLOWS,
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
    perhaps,
    pick,
    published,
    statements,
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
    """R2a: the threats to close the border, and the months before the first. No table of the kit has motives.

    Whether the rise began with the first threat is asked of the months before it, July to September: had they risen by
    more than in every earlier year, the rise was under way. That three months had more than the three before is no
    part: from August 2018 to May 2019 it is so from each month on, with a threat or without. ``numbers`` count it.
    """
    rows = events(load, *THREATS_TO_CLOSE)
    table = load("us_apprehensions_month")
    months = table.set_index("month")["apprehensions"]
    summers = {year: change(months[day(f"{year}-07-01")], months[day(f"{year}-09-01")]) for year in range(2000, 2019)}
    last = summers.pop(2018)
    season = pd.date_range("2018-08-01", "2019-05-01", freq="MS")
    rose = [compare(months, first, 3, JUST_BEFORE).change_pct > 0 for first in season]
    return Computed(
        parts={
            "threats were made, more than one": len(rows) > 1 if len(rows) else None,
            "the rise began with the first that was found": (
                bool(last <= max(summers.values())) if known(rows, THREATS_TO_CLOSE[0]) else None
            ),
            "they came because of them": None,
        },
        numbers={
            "first threat": when(rows, THREATS_TO_CLOSE[0]),
            "last threat": when(rows, THREATS_TO_CLOSE[-1]),
            "threats": len(rows),
            "months in which the threats fall": rows["date"].dt.to_period("M").nunique(),
            "months of the season": len(season),
            "months from which three had more than the three before": sum(rose),
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


@computation
def wall_built(load: Load, claim: pd.Series) -> Computed:
    """R3b: miles of barrier finished on the US border with Mexico, beside the miles that the candidate had named."""
    said = statements(load, topic="border wall")
    count, named, elsewhere = (pick(said, statement_id=row) for row in ("2019-05-23-1", "2016-01-01-1", "2019-07-19-1"))
    miles, wanted = perhaps(count, "value"), perhaps(named, "value")
    known_both = miles is not None and wanted is not None
    return Computed(
        parts={
            "less than half of the miles that he had named were finished": (
                bool(miles < wanted / 2) if known_both else None
            )
        },
        value=miles,
        numbers={
            "day of the count": perhaps(count, "said_on"),
            "named": wanted,
            "finished, per cent of those": miles / wanted * 100 if known_both else None,
            "in new places": perhaps(elsewhere, "value"),
            "day of that": perhaps(elsewhere, "said_on"),
        },
        rows={"statements": said},
    )


def _april(load: Load, claim: pd.Series, question: str | list[str], answer: str | list[str]) -> pd.DataFrame:
    """Return the answers to a question in the round that one newspaper asked in the claim's month."""
    round_ = pick(load("polls_migration"), pollster="El Universal", question=question, answer=answer)
    return round_[round_["field_start"].between(claim["period_start"], claim["period_end"])]


def _before(load: Load, question: str, answer: str) -> pd.DataFrame:
    """Return the row of an answer in the same newspaper's round of October 2018."""
    return pick(
        load("polls_migration"),
        pollster="El Universal",
        question=question,
        answer=answer,
        field_start=day("2018-10-01"),
    )


def _poll(claim: pd.Series, rows: pd.DataFrame, others: dict[str, pd.DataFrame] | None = None) -> Computed:
    """Set a stated share beside those in print; ``others`` are rows of one figure each that the finding names too."""
    others = others or {}
    found = published(rows["share_pct"], claim["value"], claim["unit"])
    return replace(
        found,
        numbers={**found.numbers, **{name: only(row, "share_pct") for name, row in others.items()}},
        rows={"polls_migration": pd.concat([rows, *others.values()])},
    )


@computation
def poll_stop_migrants(load: Load, claim: pd.Series) -> Computed:
    """R4a: wish that the president prevents entry, in the report on the round of April 2019.

    The round has two 52, of a sentence that was seen in part and of Central Americans in the community, and a second
    58, of entry without papers: these are answers to other questions.
    """
    question = "what should the president do about the US threat to close the border"
    rows = pick(_april(load, claim, question, "prevent their entry"), basis="reported")
    found = _poll(claim, rows)
    of_mexico = rows["note"].str.contains("entry to Mexico").any()
    return replace(found, parts={**found.parts, "it was asked of entry to the United States": not of_mexico})


@computation
def poll_harm(load: Load, claim: pd.Series) -> Computed:
    """R4b: migrants harm the community, in April 2019 and half a year before."""
    question = "do Central American migrants harm or benefit your community"
    rows = _april(load, claim, question, "harm")
    return _poll(claim, rows, {"October 2018": _before(load, question, "harm")})


@computation
def poll_no_refuge(load: Load, claim: pd.Series) -> Computed:
    """R4c: against letting migrants enter and giving them refuge, in April 2019 and half a year before.

    The one question joins entry and refuge, so that nobody can tell what the share would be for refuge alone.
    """
    question = "should Mexico let Central American migrants enter and give them refuge"
    rows = _april(load, claim, question, "disagree")
    found = _poll(claim, rows, {"October 2018": _before(load, question, "disagree")})
    return replace(found, parts={**found.parts, "so many were against refuge alone": None})


@computation
def poll_expel(load: Load, claim: pd.Series) -> Computed:
    """R4d: share for immediate expulsion, in three rounds of one pollster."""
    question, answer = "what should be done with irregular migrants", "expel immediately"
    june = pick(
        load("polls_migration"),
        pollster="El Universal",
        question=question,
        answer=answer,
        field_start=day("2019-06-03"),
    )
    rows = _april(load, claim, question, answer)
    return _poll(claim, rows, {"October 2018": _before(load, question, answer), "June 2019": june})


TRACKING = "Consulta Mitofsky / El Economista"
HALF = 0.5
"""A share that is printed without decimals stands for half a point to both sides."""


def _approval(load: Load, claim: pd.Series, basis: str) -> tuple[Computed, pd.DataFrame]:
    """Set the stated approval beside the polls of the claim's days; return it and all polls of known days.

    ``basis``: reported, or derived, where the only day of the claim's time follows from a later one.
    """
    polls = load("polls_approval")
    days = polls[polls["date_precision"] == "day"]
    rows = days[days["date"].between(claim["period_start"], claim["period_end"]) & days["approve_pct"].notna()]
    rows = pick(rows, basis=basis)
    part = FOLLOWS if basis == "derived" else PUBLISHED
    found = published(rows["approve_pct"], claim["value"], claim["unit"], part)
    return replace(found, rows={"polls_approval": rows}), days


@computation
def approval_in_may(load: Load, claim: pd.Series) -> Computed:
    """R4e: approval of the president in late May 2019: one day of a tracking poll, derived from a later one."""
    found, days = _approval(load, claim, "derived")
    later = pick(days, pollster=TRACKING, date=day("2019-06-04"))
    other = pick(days, pollster="De las Heras-Demotecnia", date=day("2019-05-22"))
    undated = pick(load("polls_approval"), pollster="Enkoll", date=day("2019-05-31"))
    derived = pick(found.rows["polls_approval"], pollster=TRACKING)
    tracked = only(derived, "approve_pct")
    return replace(
        found,
        numbers={
            **found.numbers,
            "day": only(derived, "date"),
            "lowest that rounding allows": tracked - HALF,
            "highest that rounding allows": tracked + HALF,
            "a week later": only(later, "approve_pct"),
            "rise in the week": only(later, "approve_pct") - tracked,
            "another pollster": only(other, "approve_pct"),
            "a third, published on the last day": only(undated, "approve_pct"),
        },
        rows={"polls_approval": pd.concat([found.rows["polls_approval"], later, other, undated])},
    )


@computation
def approval_in_june(load: Load, claim: pd.Series) -> Computed:
    """R4f: approval of the president in early June 2019, whether it rose, and whether his tougher line was the cause.

    The day of the tracking poll in May is derived from that in June. What the pollster printed is its change: that is
    asked here, and not the derived day, which could only give it back.
    """
    found, days = _approval(load, claim, "reported")
    before = pick(days, pollster=TRACKING, date=day("2019-05-28"))
    printed = float(only(before, "derived_from").partition(" - ")[2])
    after = pick(found.rows["polls_approval"], pollster=TRACKING)
    newspaper = pick(load("polls_approval"), pollster="El Financiero").set_index("date", drop=False)
    may, june = newspaper.loc[[day("2019-05-01")]], newspaper.loc[[day("2019-06-02")]]
    rose = printed > 0 and bool(only(june, "approve_pct") > only(may, "approve_pct"))
    return replace(
        found,
        parts={
            **found.parts,
            "approval rose, as two pollsters printed it": rose,
            "his tougher line was the cause": None,
        },
        numbers={
            **found.numbers,
            "day of the tracking poll": only(after, "date"),
            "tracking poll, change of a week as printed": printed,
            "rise in the article": claim["value"] - load("claims").set_index("claim_id")["value"]["R4e"],
            "newspaper, May": only(may, "approve_pct"),
            "newspaper, June": only(june, "approve_pct"),
            "last day of the newspaper's poll": only(june, "date"),
            "margin of two such polls": only(june, "margin_pp") * 2**0.5,
        },
        rows={"polls_approval": pd.concat([found.rows["polls_approval"], before, may])},
    )
