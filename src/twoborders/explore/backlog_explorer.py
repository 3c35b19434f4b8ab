"""The explorer of lesson 01: what becomes of those who wait for the refugee commission (a model).

Its values are counts of the table refugee_decisions_year. That closed cases follow the budget is an assumption,
which is off at the start.
"""

import functools
from collections.abc import Mapping

import pandas as pd

from twoborders.cards.base import Choice, Explorer, Goal, Rows, State, Steps
from twoborders.models import backlog as model
from twoborders.tables import load

LINK_OFF, LINK_ON = "off", "on"

Offered = Mapping[str, Mapping[str, float]]
"""By control, what each of its options stands for."""


def backlog() -> Explorer:
    """The explorer, with the values of the kit's tables."""
    years = load("refugee_decisions_year").set_index("year").to_dict("index")
    offered = _offered(years)
    controls = (
        _steps("applications", "Applications a month", offered, 2019),
        _steps("closed", "Cases closed a month", offered, 2018),
        _steps("start_backlog", "Waiting at the start", offered, 2018),
        _steps("unanswered_pct", "No answer, per cent", offered, 2018),
        Choice("link", "Follow the budget", tuple(offered["link"]), LINK_OFF),
    )
    rise = (years[2019]["decisions"] / years[2018]["decisions"] - 1) * 100
    counted = {_monthly(years[year]["applications"]): (year, int(years[year]["pending_end"])) for year in (2018, 2019)}
    return Explorer(
        name="backlog",
        title="Who waits for an answer? A model of the refugee commission",
        controls=controls,
        model=functools.partial(_run, offered),
        rows=functools.partial(_rows, counted),
        sentence=functools.partial(_sentence, offered),
        alt=functools.partial(_alt, counted),
        goal=Goal(
            "Leave the applications, the people at the start and the budget as they are. Find the smallest number of "
            f"closed cases with which no more people wait after {model.MONTHS} months than at the start. On the way, "
            "stop at the number of 2019 and press the button.",
            functools.partial(_reached, offered, years),
            [control for control in controls if control.name in ("applications", "start_backlog", "link")],
        ),
        source="Model, not data. Values with a year, and the diamond: United Nations, edition of December 2025. That "
        f"closed cases follow the budget is an assumption: in 2019 it fell by {-offered['link'][LINK_ON]} per cent, "
        f"and they rose by {rise:.0f}.",
    )


def _offered(years: Mapping) -> Offered:
    """Return the options of each control, from the table refugee_decisions_year by year."""
    statements, budgets = load("statements"), load("agency_budgets")
    said = float(statements.loc[statements["who"] == "head of the refugee commission", "value"].iloc[0])
    waiting = {f"{year}: {years[year]['pending_end']:,}": years[year]["pending_end"] for year in (2017, 2018)}
    waiting[f"said: {said:,.0f}"] = said
    waiting[f"2019: {years[2019]['pending_end']:,}"] = years[2019]["pending_end"]
    waiting["80,000"] = 80_000
    closed = _by_year(years, "decisions") | {f"{number:,}": number for number in range(3_000, 8_000, 1_000)}
    shares = {f"{year}: {_share(years[year])}": _share(years[year]) for year in (2019, 2018)}
    return {
        "applications": _by_year(years, "applications"),
        "closed": closed,
        "start_backlog": waiting,
        "unanswered_pct": {"0": 0, "20": 20, **shares, "60": 60},
        "link": {LINK_OFF: 0, LINK_ON: round(_change(budgets))},
    }


def _by_year(years: Mapping, column: str) -> dict[str, float]:
    """Return the mean of a month in 2018 and in 2019, each under a name that says its year."""
    return {f"{year}: {_monthly(years[year][column]):,}": _monthly(years[year][column]) for year in (2018, 2019)}


def _monthly(people: float) -> int:
    return round(people / 12)


def _share(year: Mapping[str, float]) -> int:
    """Return the cases closed without an answer, in whole per cent of all cases closed in the year."""
    return round(year["otherwise_closed"] / year["decisions"] * 100)


def _change(budgets: pd.DataFrame) -> float:
    """Return the change of the refugee commission's budget from 2018 to 2019, per cent, from agency_budgets."""
    commission = budgets[budgets["acronym"] == "COMAR"].set_index(["year", "kind"])["budget_mxn_million"]
    before, after = commission[2018, "exercised"], commission[2019, "assigned"]
    return float((after - before) / before * 100)


def _steps(name: str, label: str, offered: Offered, year: int) -> Steps:
    """Return a control that starts at the option of a year."""
    options = tuple(offered[name])
    return Steps(name, label, options, next(option for option in options if option.startswith(f"{year}: ")))


def _run(offered: Offered, **state: str) -> pd.DataFrame:
    values = {name: offered[name][option] for name, option in state.items()}
    return model.backlog(budget_change_pct=values.pop("link"), **values)


def _rows(counted: Mapping[int, tuple[int, int]], state: State, result: pd.DataFrame) -> Rows:
    """Return the rows of the two panels; ``counted`` by the applications of a month: the year, and who waited then."""
    first = result.iloc[0]
    before = first["backlog"] + first["closed"] - first["applications"]
    waiting = [round(people) for people in (before, *result["backlog"])]
    year, people = counted.get(round(first["applications"]), (None, None))
    known = [] if people is None else [{"month": model.MONTHS, "people": people, "label": f"end of {year}: {people:,}"}]
    names = {"applications": "applications", "closed": "closed cases", "answered": "with an answer"}
    return {
        "waiting": [{"month": month, "people": value} for month, value in enumerate(waiting)],
        "start": [{"people": waiting[0]}],
        "counted": known,
        "flows": [
            {"month": month, "people": round(value), "flow": name}
            for column, name in names.items()
            for month, value in enumerate(result[column], start=1)
        ],
    }


def _alt(counted: Mapping[int, tuple[int, int]], state: State, result: pd.DataFrame) -> str:
    rows = _rows(counted, state, result)
    waiting = [row["people"] for row in rows["waiting"]]
    beside = "".join(f" A diamond beside it, {row['label']} in the table." for row in rows["counted"])
    closed, answered = (_from_to(result[name]) for name in ("closed", "answered"))
    return (
        f"Line charts of a model. People waiting: {waiting[0]:,} at the start, {waiting[-1]:,} after month "
        f"{model.MONTHS}.{beside} Applications per month: {result['applications'].iloc[0]:,.0f}. "
        f"Closed cases per month: {closed}. Of them with an answer: {answered}."
    )


def _from_to(values: pd.Series) -> str:
    first, last = (f"{value:,.0f}" for value in (values.iloc[0], values.iloc[-1]))
    return first if first == last else f"from {first} to {last}"


def _sentence(offered: Offered, state: State, result: pd.DataFrame) -> str:
    values = {name: offered[name][option] for name, option in state.items()}
    possible, last = model.at_budget(values["closed"], values["link"]), result.iloc[-1]
    wait = f"{last['backlog']:,.0f} people wait" if round(last["backlog"]) else "nobody waits"
    return (
        f"In this model {values['applications']:,} people apply a month and at most {possible:,.0f} cases are "
        f"closed, {values['unanswered_pct']} per cent without an answer. After {model.MONTHS} months {wait} "
        f"({values['start_backlog']:,.0f} at the start), and a new applicant has "
        f"{model.waiting_text(last['waiting_months'])}. In the year {result['answered'].sum():,.0f} got an answer."
    )


def _reached(offered: Offered, years: Mapping, state: State, result: pd.DataFrame) -> tuple[bool, str]:
    start, last = offered["start_backlog"][state["start_backlog"]], result["backlog"].iloc[-1]
    before, real = (_monthly(years[year]["decisions"]) for year in (2018, 2019))
    number = offered["closed"][state["closed"]]
    if number == real:
        return False, (
            f"This is 2019 as it was: {last:,.0f} people wait in the model, {years[2019]['pending_end']:,} in the "
            f"table. The office closed {real / before:.1f} times as many cases as in 2018, and at the end "
            f"{last / start:.1f} times as many people waited as at the start. That model and table agree proves "
            "nothing: the table's number was very likely made in the same way. For the goal it is too few."
        )
    if last > start:
        return False, f"Too few: {last:,.0f} people wait at the end, and {start:,.0f} waited at the start."
    if number > min(value for value in offered["closed"].values() if value >= result["applications"].iloc[0]):
        return False, "Enough, and a smaller number is enough too."
    return True, (
        f"With {number:,} a month {last:,.0f} people wait at the end. The office would have to close as many cases as "
        f"people apply, {number / before:.1f} times what it closed in 2018 and {number / real:.1f} times what it "
        "closed in 2019. And a case closed without an answer counts as much as one with an answer: move that "
        "control, and as many people wait as before."
    )
