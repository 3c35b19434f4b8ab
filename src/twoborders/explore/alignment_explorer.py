"""The explorer of lesson 05: before and after any event of the timeline, with a lag that one is free to choose."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from twoborders.cards.base import Choice, Explorer, Goal, Rows, Slider, State
from twoborders.models import seasonality
from twoborders.models.alignment import Aligned, aligned
from twoborders.models.timeline import THREATS_TO_CLOSE
from twoborders.tables import load

EVENTS = {
    "2018-03-25-1": "Easter caravan leaves",
    "2018-10-18-1": "first autumn caravan",
    "2018-10-18-2": "threat 1: the army",
    "2018-11-22-1": "threat 2: whole border",
    "2018-11-26-1": "threat 3: for good",
    "2018-11-30-1": "trade agreement signed",
    "2018-12-20-1": "waiting announced",
    "2018-12-28-1": "threat 4: for a wall",
    "2019-01-18-1": "first January cards",
    "2019-01-29-1": "waiting begins",
    "2019-03-27-1": "checks announced",
    "2019-03-29-1": "threat 5: next week",
    "2019-04-01-1": "visas for a few groups",
    "2019-04-24-1": "card for the south",
    "2019-04-24-2": "threat 6: a section",
    "2019-05-30-1": "tariff announced",
    "2019-06-07-1": "joint declaration",
}
"""Events of the timeline in their order, with a short name. The six threats are those to close the border. A step that
was announced before it began stands with both days."""
THREAT, TRADE = "2019-03-29-1", "2018-11-30-1"
FULL_MONTH = 1
"""The lag at which a window begins with the first full month after the threat of 29 March."""
NO_SEASON = "none: counts alone"
BASELINES = {
    f"fiscal years {first} to {last}": range(first, last + 1)
    for first, last in ((2010, 2017), (2013, 2017), (2000, 2009))
}
"""Years that end before the first event of the list: the nearest eight, the nearest five, and the table's first ten."""
FIRST, LAST = pd.Timestamp("2017-09-01"), pd.Timestamp("2020-02-01")
"""The months that are drawn. From March 2020 on the counts include expulsions under Title 42."""

LAG = Slider("lag", "Lag", -2, 5, 1, FULL_MONTH, "months")
WINDOW = Slider("window", "Window", 1, 4, 1, 3, "months")
SEASON = Choice("season", "Season from", (*BASELINES, NO_SEASON), next(iter(BASELINES)))


@dataclass(frozen=True)
class Compared:
    """What is shown of one state: the comparison, the day of the event, and the expected line (events a month).

    ``before`` and ``after`` count the threats to close the border, other than the event, in the months of each window.
    """

    aligned: Aligned
    date: pd.Timestamp
    before: int
    after: int
    expectation: list[float]
    seasonal: bool


def alignment() -> Explorer:
    """The explorer, with the tables us_apprehensions_month and timeline."""
    table, days = load("us_apprehensions_month"), load("timeline").set_index("event_id")["date"]
    dates = {name: days[event] for event, name in EVENTS.items()}
    counts = table.set_index("month")["apprehensions"].loc[FIRST:LAST]
    compare = functools.partial(_compare, counts, _expectations(table, counts), dates)
    return Explorer(
        name="alignment",
        title="Which event fits the rise? Before and after a date, with a lag",
        controls=(Choice("event", "Event", tuple(dates), EVENTS[THREAT]), LAG, WINDOW, SEASON),
        model=compare,
        rows=functools.partial(_rows, counts),
        sentence=_sentence,
        alt=_alt,
        goal=Goal(
            "A test case: nobody in this lesson takes the trade agreement for a cause of the rise. As Event choose "
            f'"{EVENTS[TRADE]}"; leave Window and Season as they are. Which Lag gives the largest change beyond the '
            "season?",
            functools.partial(_reached, compare),
            (WINDOW, SEASON),
        ),
        source="A comparison, not a cause. Events, not persons (tables us_apprehensions_month, timeline). The season "
        "is a model: the mean of earlier fiscal years by month. Beyond it: the times by which the count grew, divided "
        "by the times by which that mean grew.",
    )


def _expectations(table: pd.DataFrame, counts: pd.Series) -> dict[str, pd.Series]:
    grid = seasonality.by_fiscal_year(table)
    lines = {}
    for name, years in BASELINES.items():
        mean = seasonality.expected(grid, years)["mean"]
        lines[name] = pd.Series([mean[month.month_name()] for month in counts.index], index=counts.index)
    lines[NO_SEASON] = pd.Series(1.0, index=counts.index)
    return lines


def _compare(
    counts: pd.Series,
    expectations: dict[str, pd.Series],
    dates: dict[str, pd.Timestamp],
    event: str,
    lag: int,
    window: int,
    season: str,
) -> Compared:
    expectation = expectations[season]
    found = aligned(counts, expectation, dates[event], lag, window)
    others = [dates[EVENTS[one]] for one in THREATS_TO_CLOSE if EVENTS[one] != event]
    before, after = (
        sum(span.start <= day < span.end + pd.DateOffset(months=1) for day in others)
        for span in (found.counts.baseline, found.counts.window)
    )
    return Compared(found, dates[event], before, after, expectation.tolist(), season != NO_SEASON)


def _rows(counts: pd.Series, state: State, result: Compared) -> Rows:
    found = result.aligned
    expected = result.expectation if result.seasonal else [None] * len(counts)
    begin = _months(found.start)
    windows = (("before", begin - found.months, found.before), ("after", begin, found.after))
    means = [(f"{name}: {mean:,.0f} a month", None, "count") for name, _, mean in windows]
    changes = [("the count", found.rise_pct, "count")]
    if result.seasonal:
        changes += [("the season alone", found.season_pct, "season"), ("beyond the season", found.beyond_pct, "beyond")]
    told = means + [(f"{what}: {change:+.0f} %", round(float(change), 1), of) for what, change, of in changes]
    return {
        "months": [
            {"at": _months(month) + 0.5, "month": f"{month:%B %Y}", "apprehensions": count, "expected": mean}
            for month, count, mean in zip(counts.index, counts.tolist(), expected, strict=True)
        ],
        "windows": [
            {"name": name, "first": first, "last": first + found.months, "middle": begin, "mean": round(mean)}
            for name, first, mean in windows
        ],
        "event": [
            {"at": round(_months(result.date), 2), "name": f"{_day(result.date)}:\n{state['event']}"}
            | {"short": _day(result.date)}
        ],
        "changes": [
            {"place": place, "what": what, "change": change, "of": of} for place, (what, change, of) in enumerate(told)
        ],
    }


def _months(day: pd.Timestamp) -> float:
    """The months from the start of 2017 to a day; a whole number for the first of a month."""
    whole = (day.year - 2017) * 12 + day.month - 1
    return whole + (day.day - 1) / day.days_in_month if day.day > 1 else whole


def _day(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%B %Y}"


def _alt(state: State, result: Compared) -> str:
    found = result.aligned
    expected = f"{found.expected.baseline.mean:,.0f} and {found.expected.window.mean:,.0f}"
    beyond = f" Expected (a model): {expected}; beyond the season {found.beyond_pct:+.0f} %."
    return (
        "Line chart with two shaded windows, a comparison, not a cause. "
        f"Event: {state['event']}, {_day(result.date)}. Window before: mean {found.before:,.0f}. Window after, from "
        f"{found.start:%B %Y} on: mean {found.after:,.0f}, {found.rise_pct:+.0f} %.{beyond if result.seasonal else ''}"
    )


def _sentence(state: State, result: Compared) -> str:
    found = result.aligned
    season = (
        f"Season: {found.season_pct:+.0f} %; beyond it: {found.beyond_pct:+.0f} %."
        if result.seasonal
        else "No season is taken out."
    )
    early = ""
    if state["lag"] < 0:
        early = " The effect would come before the event."
    elif state["lag"] == 0 and result.date.day > 15:
        early = f" Most of {found.start:%B} lies before the event."
    threats = "Other threats" if state["event"].startswith("threat ") else "Threats"
    return (
        f'{_day(result.date)}, {state["event"]}; "after" begins with {found.start:%B %Y}. '
        f"{found.before:,.0f} apprehensions{' a month' if found.months > 1 else ''} before, {found.after:,.0f} after: "
        f"{found.rise_pct:+.0f} %. {season}{early} {threats}: {result.before or 'none'} before, "
        f"{result.after or 'none'} after."
    )


def _reached(compare: Callable[..., Compared], state: State, result: Compared) -> tuple[bool, str]:
    if state["event"] != EVENTS[TRADE]:
        return False, "First choose the trade agreement, which was signed on 30 November 2018."
    beyond = {lag: compare(**{**state, "lag": lag}).aligned.beyond_pct for lag in LAG.values()}
    best = max(beyond, key=beyond.__getitem__)
    here = result.aligned.beyond_pct
    if state["lag"] != best:
        return False, f"With this lag the change beyond the season is {here:+.0f} %. Another lag gives more."
    threat = compare(**{**state, "event": EVENTS[THREAT], "lag": FULL_MONTH}).aligned.beyond_pct
    fitting = sum(_fits(compare, {**state, "event": name}, threat) for name in EVENTS.values())
    return True, (
        f'With a lag of {best} "after" begins with {result.aligned.start:%B %Y}, and the change beyond the season is '
        f"{here:+.0f} %. The threat of 29 March, counted from its first full month, has {threat:+.0f} %. That says "
        "nothing of trade: a lag that is chosen afterwards can move many an event to the steepest months. "
        f"{fitting} of the {len(EVENTS)} events of the list, this threat among them, reach {threat:+.0f} % with some "
        f"lag from 0 to {LAG.high}. A lag is evidence only if a reason fixed it before the figures were seen."
    )


def _fits(compare: Callable[..., Compared], state: State, least: float) -> bool:
    """Whether some lag of 0 or more gives the event of ``state`` a change of at least ``least`` per cent."""
    return any(compare(**{**state, "lag": lag}).aligned.beyond_pct >= least for lag in LAG.values() if lag >= 0)
