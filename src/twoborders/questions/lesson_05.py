"""Questions of lesson 05, the real issue: season, timing and editions: the computations. Words: lesson_05.toml."""

import pandas as pd

from twoborders.questions.core import Load
from twoborders.questions.define import Lesson

lesson = Lesson("05")


@lesson.names("05-1", answer="doubled")
def doubled(
    load: Load,
    first: int = 2015,
    last: int = 2019,
    fiscal: bool = True,
    times: float = 2,
    how: str = "sum",
    top: int = 0,
) -> list[str]:
    table = load("us_apprehensions_month_sector")
    year = table["fiscal_year"] if fiscal else table["month"].dt.year
    years = table.assign(year=year).pivot_table(index="sector", columns="year", values="apprehensions", aggfunc=how)
    grown = years[years[last] >= times * years[first]]
    return (years[last].nlargest(top) if top else grown).index.tolist()


doubled.mistake("grew by 200 per cent", times=3)
doubled.mistake("rose at all", times=1)
doubled.mistake("highest month for the sum, or a half more", how="max")
doubled.mistake("largest counts", top=6)


@lesson.text("05-4", answer="first_month", read_off=True)
def first_crossing(load: Load, place: str = "first", of_all: bool = False, later: int = 0, years: int = 0) -> str:
    wide = load("us_apprehensions_month_group").pivot(index="month", columns="group", values="apprehensions")
    families = wide.pop("family members")
    above = wide.index[families > (wide.sum(axis="columns") if of_all else wide["single adults"])]
    month = {"first": above[0], "last": above[-1], "peak": families.idxmax()}[place]
    return f"{month + pd.DateOffset(months=later, years=years):%B %Y}"


first_crossing.mistake("more than half of all", of_all=True)
first_crossing.mistake("crossing back", place="last", later=1)
first_crossing.mistake("last month above", place="last")
first_crossing.mistake("fiscal year for calendar year", years=1)
first_crossing.mistake("a month early", later=-1)
first_crossing.mistake("a month late", later=1)
first_crossing.mistake("the peak", place="peak")


@lesson.number("05-10", answer="against", unit="apprehensions", tolerance=0.4)
def against(
    load: Load, years: tuple[int, int] = (2001, 2019), chosen: str = "min", of: str = "all", times: int = 1
) -> float:
    table = load("us_apprehensions_month").assign(name=lambda rows: rows["month"].dt.strftime("%b"))
    grid = table.pivot(index="fiscal_year", columns="name", values="apprehensions").loc[slice(*years)]
    change = grid["May"] - grid["Jan"]
    kinds = {"falls": change[change < 0], "rises": change[change > 0], "share": change / grid["Jan"]}
    return kinds.get(of, change).agg(chosen) * times


against.mistake("years that the sentence leaves out", years=(2000, 2020))
against.mistake("a smaller fall", years=(2001, 2016))
against.mistake("the largest rise", chosen="max")
against.mistake("the mean change", chosen="mean")
against.mistake("the year", chosen="idxmin")
against.mistake("in per cent", of="share", times=100)
against.mistake("as a share", of="share")
against.mistake("the falls added up", of="falls", chosen="sum")
against.mistake("number of years", of="falls", chosen="count")
against.mistake("number of years that agree", of="rises", chosen="count")


@lesson.frame("05-5", answer="revisions", key="month", unit="apprehensions")
def revisions(load: Load, group: str = "all", how: str = "events") -> pd.DataFrame:
    printed = load("us_apprehensions_published").rename(columns={"period_start": "month"})
    first = printed[(printed["published"] == "2018-07-31") & (printed["group"] == group)]
    joined = first[["month", "events"]].merge(load("us_apprehensions_month"), on="month")
    earlier, later = joined["events"], joined["apprehensions"]
    made = {
        "events": later - earlier,
        "per cent": (later / earlier - 1) * 100,
        "times": later / earlier,
    }
    return joined[["month"]].assign(revision=made[how])


revisions.mistake("one group against all", group="family members")
revisions.mistake("in per cent", how="per cent")
revisions.mistake("how many times", how="times")


@lesson.function("05-7", answer="side")
def side(month: int, event: int, window: int, before: int = 0, begin: int = 0, end: int = 0, endless: int = 0) -> str:
    if event - window + before - endless <= month < event + before:
        return "before"
    return "after" if event + begin <= month < event + window + end + endless else "outside"


side.calls(
    *((month, 10, 3) for month in (9, 10, 12, 13, 7, 6, 20)),
    *((month, 4, 1) for month in (4, 5, 3, 9)),
    hidden=((20, 24, 6), (24, 24, 6), (29, 24, 6), (30, 24, 6), (17, 24, 6), (40, 24, 6)),
)
side.mistake("the month of the event is in no window", begin=1, end=1)
side.mistake("the window after is too long", end=1)
side.mistake("the window after is too short", begin=1)
side.mistake("windows without an end", endless=100)
side.mistake("the window before is too short", lambda *n: side(*n) if n[0] != n[1] - n[2] else "outside")
side.mistake("before and after exchanged", lambda *n: {"before": "after", "after": "before"}.get(side(*n), "outside"))
side.mistake("the month of the event before", before=1, begin=1, end=1)


@lesson.figure(
    "05-12", answer="chart", unit="apprehensions", label="apprehensions", layout="together", draft="rose alike"
)
def two_sectors(load: Load, year: int = 2019, fiscal: bool = True, as_index: bool = False) -> dict[str, pd.Series]:
    table = load("us_apprehensions_month_sector")
    years = table["fiscal_year"] if fiscal else table["month"].dt.year
    grid = table[years == year].pivot(index="month", columns="sector", values="apprehensions")[["El Paso", "Tucson"]]
    grid.index = grid.index.month_name()
    return dict((grid / grid.iloc[0] * 100 if as_index else grid).items())


two_sectors.mistake("both sectors in one line", lambda load: sum(two_sectors(load).values()) / 2)
two_sectors.mistake("in per cent of October", as_index=True)


@lesson.names("05-6", answer="within")
def within(
    load: Load,
    fiscal: bool = True,
    earlier: str = "2011 <= year <= 2018",
    limit: str = "max",
    by: str = "sector number",
    kept: str = "lt",
) -> list[str]:
    table = load("us_apprehensions_month_sector").assign(number=lambda rows: rows["month"].dt.month)
    table["year"] = table["fiscal_year"] if fiscal else table["month"].dt.year
    limits = table.query(earlier).groupby(by.split())["apprehensions"].agg(limit).rename("limit").reset_index()
    joined = table.query("year == 2019").merge(limits, on=by.split())
    above = (joined["apprehensions"] > joined["limit"]).groupby(joined["sector"]).sum()
    return above.index[getattr(above, kept)(8)].tolist()


within.mistake("sectors that left their range", kept="ge")
within.mistake("eight months too", kept="le")
within.mistake("too low a limit, or whole years", limit="mean")
within.mistake("highest month of all", by="sector")
within.mistake("2019 in its own range", earlier="year <= 2019")
within.mistake("all earlier years", earlier="year <= 2018")
within.mistake("a later year among the earlier", earlier="year != 2019")


@lesson.function("05-11", answer="beyond_season", unit="per cent", tolerance=0.051)
def beyond_season(before: list, after: list, usual_before: list, usual_after: list, slip: str = "") -> float:
    level, seen, usual_level, usual = (sum(one) / len(one) for one in (before, after, usual_before, usual_after))
    times = usual / usual_level
    expected = {
        "no season": level,
        "usual level": usual,
        "upside down": level / times,
        "added": level + usual - usual_level,
        "growth alone": level * (times - 1),
    }.get(slip, level * times)
    return (seen - expected) / {"growths": level, "seen": seen, "difference": 100}.get(slip, expected) * 100


beyond_season.calls(
    ([100, 100], [150, 150], [50, 50], [60, 60]),
    ([40, 60], [90, 110], [20, 30], [25, 25]),
    ([10, 20, 90], [20, 30], [10, 20, 30], [40, 20]),
    ([80], [60, 70, 51], [40], [20, 30, 40]),
    hidden=(([7, 9, 21], [30, 10, 24], [4, 4, 8], [6, 9, 7]), ([48, 36], [21], [12, 18], [35])),
)
beyond_season.mistake("season left out", slip="no season")
beyond_season.mistake("the usual level for the expected one", slip="usual level")
beyond_season.mistake("season upside down", slip="upside down")
beyond_season.mistake("difference for times", slip="added")
beyond_season.mistake("growth for times", slip="growth alone")
beyond_season.mistake("one growth minus the other", slip="growths")
beyond_season.mistake("wrong base", slip="seen")
beyond_season.mistake("a difference in events", slip="difference")


lesson.argue("05-9", answer="argument")

QUESTIONS, SELF_CHECKS, PREDICTIONS = lesson.questions(), lesson.self_checks, lesson.predictions
