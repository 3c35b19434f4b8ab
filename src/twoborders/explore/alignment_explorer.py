"""The explorer of lesson 05: before and after any event of the timeline, with a lag that one is free to choose."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from twoborders.charts.alignment import AlignmentChart
from twoborders.explore.base import Choice, Explorer, Goal, Slider, State
from twoborders.models import seasonality
from twoborders.models.alignment import Aligned, aligned
from twoborders.tables import load

#: Events of the timeline, with a name short enough for a list.
EVENTS = {
    "2018-03-25-1": "Easter caravan leaves",
    "2018-10-18-1": "first autumn caravan",
    "2018-11-30-1": "trade agreement signed",
    "2019-01-18-1": "first January cards",
    "2019-01-24-1": "waiting in Mexico",
    "2019-03-27-1": "checks on the Isthmus",
    "2019-03-29-1": "threat to close border",
    "2019-04-01-1": "visas for a few groups",
    "2019-05-30-1": "tariff announced",
    "2019-06-07-1": "joint declaration",
}
THREAT, TRADE = "2019-03-29-1", "2018-11-30-1"
#: The lag at which a window begins with the first full month after the threat of 29 March.
FULL_MONTH = 1
NO_SEASON = "none: counts alone"
#: All years of the table that end before the first event of the list, and the last five of them.
BASELINES = {"fiscal years 2010 to 2017": range(2010, 2018), "fiscal years 2013 to 2017": range(2013, 2018)}
#: The months that are drawn. From March 2020 on the counts include expulsions under Title 42.
FIRST, LAST = pd.Timestamp("2017-09-01"), pd.Timestamp("2020-02-01")

LAG = Slider("lag", "Lag", -2, 5, 1, FULL_MONTH, "months")
WINDOW = Slider("window", "Window", 1, 4, 1, 3, "months")
SEASON = Choice("season", "Season from", (*BASELINES, NO_SEASON), next(iter(BASELINES)))


@dataclass(frozen=True)
class Compared:
    """What is shown of one state: the comparison, the day of the event, and the expected line (events a month)."""

    aligned: Aligned
    date: pd.Timestamp
    expectation: list[float]
    seasonal: bool


def alignment(table: pd.DataFrame | None = None, timeline: pd.DataFrame | None = None) -> Explorer:
    """The explorer; ``table``, ``timeline``: us_apprehensions_month and timeline, or others with their columns."""
    table = load("us_apprehensions_month") if table is None else table
    days = (load("timeline") if timeline is None else timeline).set_index("event_id")["date"]
    dates = {name: days[event] for event, name in EVENTS.items()}
    counts = table.set_index("month")["apprehensions"].loc[FIRST:LAST]
    compare = functools.partial(_compare, counts, _expectations(table, counts), dates)
    return Explorer(
        title="Which event fits the rise? Before and after a date, with a lag",
        controls=(Choice("event", "Event", tuple(dates), EVENTS[THREAT]), LAG, WINDOW, SEASON),
        model=compare,
        chart=AlignmentChart(counts),
        sentence=_sentence,
        goal=Goal(
            "A test case: nobody in this lesson takes the trade agreement for a cause of the rise. As Event choose "
            f'"{EVENTS[TRADE]}"; leave Window and Season as they are. Which Lag gives the largest change beyond the '
            "season?",
            functools.partial(_reached, compare),
        ),
        start="A comparison, not a cause. The season is a model: the mean of earlier fiscal years, month by month. "
        "Beyond the season: the times by which the count grew, divided by the times by which that mean grew.",
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
    return Compared(found, dates[event], expectation.tolist(), season != NO_SEASON)


def _sentence(state: State, result: Compared) -> str:
    found = result.aligned
    months = f"{found.months} month{'s' if found.months > 1 else ''}"
    season = (
        f" The season alone would give {found.season_pct:+.0f} %; beyond it the change is {found.beyond_pct:+.0f} %."
        if result.seasonal
        else " No season is taken out."
    )
    early = ""
    if state["lag"] < 0:
        early = " With a negative lag the effect would come before the event."
    elif state["lag"] == 0 and result.date.day > 15:
        early = f" Most of {found.start:%B} lies before the event."
    return (
        f'{result.date.day} {result.date:%B %Y}, {state["event"]}. With a lag of {state["lag"]}, "after" begins with '
        f"{found.start:%B %Y}. The {months} before had {found.before:,.0f} apprehensions a month, the {months} from "
        f"then on {found.after:,.0f}: {found.rise_pct:+.0f} %.{season}{early}"
    )


def _reached(compare: Callable[..., Compared], state: State, result: Compared) -> tuple[bool, str]:
    moved = [control.label for control in (WINDOW, SEASON) if state[control.name] != control.default]
    if moved:
        return False, f'Another control has moved: {", ".join(moved)}. "Back to the start" puts it back.'
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
        f"{here:+.0f} %. The threat, counted from its first full month, has {threat:+.0f} %. That says nothing of "
        "trade: a lag that is chosen afterwards can move many an event to the steepest months. "
        f"{fitting} of the {len(EVENTS)} events of the list, the threat among them, reach {threat:+.0f} % with some "
        f"lag from 0 to {LAG.high}. A lag is evidence only if a reason fixed it before the figures were seen."
    )


def _fits(compare: Callable[..., Compared], state: State, least: float) -> bool:
    """Whether some lag of 0 or more gives the event of ``state`` a change of at least ``least`` per cent."""
    return any(compare(**{**state, "lag": lag}).aligned.beyond_pct >= least for lag in LAG.values() if lag >= 0)
