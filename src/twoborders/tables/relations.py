"""Which figures belong together, table by table, so that fresh ones agree where the published ones do.

A new table needs nothing here: each of its figures then changes by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

Frames = dict[str, pd.DataFrame]
"""Tables by name; columns of figures hold numbers, all others the texts of the file."""

Factor = Callable[..., float]
"""Gives the factor of the draw for sizes and key."""

LARGE, USUAL, MIDDLE, GENTLE, SLIGHT = (0.1, 0.35), (0.08, 0.25), (0.04, 0.15), (0.02, 0.08), (0.0002, 0.001)
"""Least and greatest size of a change, as a logarithm: 0.25 is up by 28 per cent or down by 22."""


@dataclass(frozen=True)
class Shared:
    """Rows that are equal in ``columns`` share one factor, in all tables that say the same of ``about``."""

    about: str
    columns: tuple[str, ...]
    sizes: tuple[float, float] = USUAL


_STATED = (Shared("stated number", ("value",)),)
_PEOPLE = (Shared("population", ("state_code",), MIDDLE),)
_ASKED = (Shared("people asked", ("pollster",), LARGE),)
_MARGIN = (Shared("margin", ("pollster",)),)

SHARED: dict[tuple[str, str], tuple[Shared, ...]] = {
    # What a speaker said is repeated elsewhere: the same number of another table stays the same.
    ("claims", "value"): _STATED,
    ("ministry_statements", "value"): _STATED,
    ("statements", "value"): _STATED,
    ("timeline", "value"): _STATED,
    # The same people stand in three tables, and grow slowly.
    ("population_states", "population"): _PEOPLE,
    ("homicides_states_year", "population"): _PEOPLE,
    ("homicides_states_registered", "population"): _PEOPLE,
    # Months alone would even out over a year, so that the states kept their order.
    ("homicides_states_month", "homicide_victims"): (
        Shared("homicides", ("state_code",)),
        Shared("homicides of a month", ("state_code", "month")),
    ),
    ("homicides_states_month", "femicide_victims"): (
        Shared("femicides", ("state_code",)),
        Shared("femicides of a month", ("state_code", "month")),
    ),
    ("homicide_investigations_states_month", "investigations"): (
        Shared("investigations", ("state_code",)),
        Shared("investigations of a month", ("state_code", "month")),
    ),
    ("homicides_states_registered", "deaths_known_sex_age"): (
        Shared("registered deaths", ("state_code",)),
        Shared("registered deaths of a year", ("state_code", "year"), MIDDLE),
    ),
    # Several counts of one year or period stay beside each other, and running totals go on growing.
    ("refugee_applications_year", "applications"): (
        Shared("applications", ("year",)),
        Shared("applications of an edition", ("year", "series"), SLIGHT),
    ),
    ("refugee_decisions_year", "applications"): (Shared("applications", ("year",)),),
    ("refugee_applications_periods", "applications"): (Shared("applications from", ("period_start",)),),
    ("refugee_applications_nationality", "applications"): (Shared("applications of a country", ("country",)),),
    ("mexico_detentions_returns_month", "value"): (Shared("detained from", ("month",)),),
    ("mexico_detentions_returns_periods", "value"): (
        Shared("detained from", ("period_start",)),
        Shared("detained in", ("area",), GENTLE),
    ),
    ("mexico_detentions_returns_year", "value"): (Shared("detained in a year", ("year",)),),
    ("us_returns_to_wait", "value"): (
        Shared("returns to wait", ("measure",)),
        Shared("returns to wait of a month", ("measure", "period_start"), MIDDLE),
    ),
    ("us_ports_of_entry_month", "inadmissibles"): (Shared("inadmissibles", ("month",)),),
    # Years change on their own, or sectors and citizenships would keep their order; so do months, or each year
    # would keep its seasons.
    ("us_apprehensions_month_sector", "apprehensions"): (
        Shared("apprehensions of a year", ("sector", "fiscal_year"), LARGE),
        Shared("apprehensions of a month", ("month",)),
        Shared("apprehensions of a cell", ("sector", "month"), GENTLE),
    ),
    ("us_apprehensions_month_citizenship", "apprehensions"): (
        Shared("apprehensions of a year", ("citizenship", "fiscal_year"), LARGE),
        Shared("apprehensions of a cell", ("citizenship", "month"), GENTLE),
    ),
    ("us_apprehensions_month_group", "apprehensions"): (
        Shared("apprehensions of a year", ("group", "fiscal_year")),
        Shared("apprehensions of a cell", ("group", "month"), GENTLE),
    ),
    # An indicator of a country moves slowly.
    ("country_context", "value"): (
        Shared("indicator", ("country_code", "indicator")),
        Shared("indicator of a year", ("country_code", "indicator", "year"), GENTLE),
    ),
    # All rows of one poll asked the same people.
    ("polls_migration", "sample_size"): _ASKED,
    ("polls_approval", "sample_size"): _ASKED,
    ("polls_migration", "margin_pp"): _MARGIN,
    ("polls_approval", "margin_pp"): _MARGIN,
}
"""The factors of the figures of a column; elsewhere each row has one of its own."""

WHOLES: dict[tuple[str, str], tuple[str, ...]] = {
    ("polls_migration", "share_pct"): ("pollster", "field_start", "question"),
}
"""What the shares of a column are parts of: rows that are equal in these columns; elsewhere each row stands alone."""


def relate(fresh: Frames, published: Frames, factor: Factor) -> None:
    """Compute, in ``fresh``, the figures that follow from others; ``published`` says how they follow there."""
    _homicides(fresh)
    _apprehensions(fresh)
    _first_editions(fresh, published, factor)
    _border_totals(fresh)
    _context(fresh, published)
    _opinions(fresh, published)
    _returns(fresh, factor)
    _pending_cases(fresh)


# --- homicides: months and states add up, rates are computed -------------------------------------------------


def _homicides(fresh: Frames) -> None:
    months, years = fresh["homicides_states_month"], fresh["homicides_states_year"]
    months = months.assign(year=months["month"].str[:4])
    national = fresh["homicides_national_year"]
    for column, series in (
        ("homicide_victims", "homicide victims, November 2019"),
        ("femicide_victims", "femicide victims, November 2019"),
    ):
        _set(fresh["homicides_national_month"], column, ["month"], months.groupby("month")[column].sum())
        _set(years, column, ["year", "state_code"], months.groupby(["year", "state_code"])[column].sum())
        _set(national, "value", ["year"], months.groupby("year")[column].sum(), national["series"] == series)
    investigations = fresh["homicide_investigations_states_month"]
    by_year = investigations.groupby(investigations["month"].str[:4])["investigations"].sum()
    _set(national, "value", ["year"], by_year, national["series"] == "homicide investigations, March 2022")
    of_a_year = 12 / years["months_covered"].astype(int)
    years["rate_per_100k"] = years["homicide_victims"] / years["population"] * 100_000 * of_a_year
    registered = fresh["homicides_states_registered"]
    deaths = registered["deaths_known_sex_age"]
    registered["rate_per_100k_lower_bound"] = deaths / registered["population"] * 100_000


# --- apprehensions: sectors, citizenships and groups add up to the same months -------------------------------


def _apprehensions(fresh: Frames) -> None:
    sectors = fresh["us_apprehensions_month_sector"]
    by_month = sectors.groupby("month")["apprehensions"].sum()
    _set(fresh["us_apprehensions_month"], "apprehensions", ["month"], by_month)
    for part in ("citizenship", "group"):
        months, years = fresh[f"us_apprehensions_month_{part}"], fresh[f"us_apprehensions_year_{part}"]
        months["apprehensions"] = _scaled(months, "month", by_month)
        by_year = months.groupby(["fiscal_year", part])["apprehensions"].sum()
        _set(years, "apprehensions", ["fiscal_year", part], by_year)
        for frame in (months, years):
            frame["apprehensions"] = frame["apprehensions"].round(-1)  # both are published to ten
    # Before fiscal year 2010 the citizenships have no months of their own: they add up to the months of all.
    citizenships, all_months = fresh["us_apprehensions_year_citizenship"], fresh["us_apprehensions_month"]
    of_all = all_months.groupby("fiscal_year")["apprehensions"].sum()
    early = citizenships["fiscal_year"] < "2010"
    citizenships.loc[early, "apprehensions"] = _scaled(citizenships, "fiscal_year", of_all)[early].round(-1)
    # Before fiscal year 2012 other groups are counted, which have no months: they add up to the citizenships.
    groups = fresh["us_apprehensions_year_group"]
    totals = citizenships.groupby("fiscal_year")["apprehensions"].sum()
    early = groups["fiscal_year"] < "2012"
    groups.loc[early, "apprehensions"] = _scaled(groups, "fiscal_year", totals)[early].round(-1)


def _first_editions(fresh: Frames, published: Frames, factor: Factor) -> None:
    """Let what was published first lie as near to the later figures as it does in the published tables."""
    editions = fresh["us_apprehensions_published"]
    before, after = (_apprehensions_by_group(frames) for frames in (published, fresh))
    columns = ["period_start", "period_end", "measure", "group", "published"]
    grown = [
        after[group].loc[start:end].sum()
        / before[group].loc[start:end].sum()
        * factor(SLIGHT, "first edition", start, end, measure, group, day)
        for start, end, measure, group, day in editions[columns].itertuples(index=False, name=None)
    ]
    editions["events"] = published["us_apprehensions_published"]["events"] * grown


def _apprehensions_by_group(frames: Frames) -> dict[str, pd.Series]:
    """Return the apprehensions by month: of all, and of each group."""
    groups = frames["us_apprehensions_month_group"].groupby("group")
    found = {str(group): rows.set_index("month")["apprehensions"] for group, rows in groups}
    return {"all": frames["us_apprehensions_month"].set_index("month")["apprehensions"], **found}


def _border_totals(fresh: Frames) -> None:
    totals, months, ports = (
        fresh[name] for name in ("us_border_totals_year", "us_apprehensions_month", "us_ports_of_entry_month")
    )
    kinds = {kind: totals["component"] == kind for kind in ("apprehensions", "inadmissibles", "both")}
    final = ports[ports["basis"].isin(["derived", "reported"]) & (ports["fiscal_year"] == "2020")]
    by_year = months.groupby("fiscal_year")["apprehensions"].sum()
    at_ports = final.groupby("fiscal_year")["inadmissibles"].sum()
    _set(totals, "events", ["fiscal_year"], by_year, kinds["apprehensions"])
    _set(totals, "events", ["fiscal_year"], at_ports, kinds["inadmissibles"])
    sums = totals[~kinds["both"]].groupby("fiscal_year")["events"].sum()
    _set(totals, "events", ["fiscal_year"], sums, kinds["both"])


# --- the other tables ----------------------------------------------------------------------------------------


def _context(fresh: Frames, published: Frames) -> None:
    """Let what is measured for each inhabitant, or as a share of GDP, change as its two parts do."""
    context = fresh["country_context"]
    keys = ["country_code", "year"]
    grown = context.assign(times=context["value"] / published["country_context"]["value"])
    times = grown.set_index([*keys, "indicator"])["times"].unstack("indicator")
    for indicator, part, whole in (
        ("GDP per head", "GDP", "population"),
        ("GDP per head at purchasing power", "GDP", "population"),
        ("remittances as a share of GDP", "remittances received", "GDP"),
    ):
        rows = context["indicator"] == indicator
        changes = _looked_up(context[rows], keys, times[part] / times[whole])
        context.loc[rows, "value"] = published["country_context"].loc[rows, "value"] * changes


def _opinions(fresh: Frames, published: Frames) -> None:
    """Let those who disapprove keep their share of those who do not approve, so that both stay below 100."""
    before, after = published["polls_approval"], fresh["polls_approval"]
    rows = before["approve_pct"].notna()
    others = (100 - after["approve_pct"]) / (100 - before["approve_pct"])
    after.loc[rows, "disapprove_pct"] = (before["disapprove_pct"] * others)[rows]


def _returns(fresh: Frames, factor: Factor) -> None:
    """Let returns fall against the detentions of the same time: nobody is returned who was not detained."""
    for table, start in (
        ("mexico_detentions_returns_month", "month"),
        ("mexico_detentions_returns_periods", "period_start"),
        ("mexico_detentions_returns_year", "year"),
    ):
        frame = fresh[table]
        returns = frame["measure"] == "returns"
        fewer = [factor(USUAL, "returns", day) for day in frame.loc[returns, start]]
        frame.loc[returns, "value"] *= np.minimum(fewer, np.divide(1, fewer))


def _pending_cases(fresh: Frames) -> None:
    """Let the ways in which cases are closed add up to the decisions, and each year begin with those left before."""
    cases = fresh["refugee_decisions_year"]
    parts = ["recognised", "complementary_protection", "rejected", "otherwise_closed"]
    cases["decisions"] = cases[parts].sum(axis=1, min_count=len(parts))
    cases["pending_start"] = cases["pending_end"].shift().fillna(cases["pending_start"])


def _looked_up(frame: pd.DataFrame, keys: list[str], values: pd.Series) -> np.ndarray:
    """Return for each row the value of its keys, NaN where there is none."""
    wanted = pd.MultiIndex.from_frame(frame[keys]) if len(keys) > 1 else pd.Index(frame[keys[0]])
    return values.reindex(wanted).to_numpy()


def _set(frame: pd.DataFrame, column: str, keys: list[str], values: pd.Series, rows: pd.Series | None = None) -> None:
    """Set a column to the values of each row's keys, where there are such; ``rows`` says which rows to look at."""
    found = pd.Series(_looked_up(frame, keys, values), index=frame.index)
    chosen = found.notna() if rows is None else found.notna() & rows
    frame.loc[chosen, column] = found[chosen]


def _scaled(frame: pd.DataFrame, key: str, totals: pd.Series) -> pd.Series:
    """Return the apprehensions of parts, scaled so that those of one month or year add up to its total."""
    sums = frame.groupby(key)["apprehensions"].transform("sum")
    scaled: pd.Series = frame["apprehensions"] * _looked_up(frame, [key], totals) / sums
    return scaled
