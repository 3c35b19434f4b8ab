"""Questions of lesson 00, start here: the computations. Their words: lesson_00.toml."""

from collections.abc import Callable

import pandas as pd

from twoborders.questions.core import Load
from twoborders.questions.define import Lesson

lesson = Lesson("00")


@lesson.number("00-2", answer="difference", read_off=True)
def difference(load: Load, added: bool = False, turned: bool = False) -> int:
    counts = load("mexico_detentions_returns_periods")
    counts = counts[(counts["period_start"] == "2018-12-01") & (counts["period_end"] == "2019-05-31")]
    ministry, institute = counts.set_index("measure")["value"].loc[["detained and returned", "returns"]]
    return int(ministry + institute if added else institute - ministry if turned else ministry - institute)


difference.mistake("added and not subtracted", added=True)
difference.mistake("the smaller first", turned=True)


@lesson.names("00-3", answer="last_events")
def last_events(load: Load, end: str = "last", rows: int = 3, as_of: str | None = None) -> list[str]:
    events = load("timeline", as_of=as_of)["event"]
    return list(events.tail(rows) if end == "last" else events.head(rows))


last_events.mistake("the first three", end="first")
last_events.mistake("as many as without a number", rows=5)
last_events.mistake("one row", rows=1)
last_events.mistake("four rows", rows=4)
last_events.mistake("the whole table", rows=1000)
last_events.mistake("cut at a day", as_of="2019-06-07")


@lesson.number("00-4", answer="smallest", unit="people")
def smallest(load: Load, how: str | Callable[[pd.Series], float] = "min", words: str = "First caravan") -> float:
    events = load("timeline")
    caravan = events[events["event"].str.contains(words)]
    return float(caravan["value"].agg(how))


smallest.mistake("the largest", how="max")
smallest.mistake("the first in the table", how=lambda counts: counts.iloc[0])
smallest.mistake("rows counted", how="count")
smallest.mistake("added up", how="sum")
smallest.mistake("all events", words="")


@lesson.names("00-5", answer="asylum")
def asylum(
    load: Load, column: str = "theme", value: str = "asylum", equal: bool = True, rows: int | None = None
) -> list[str]:
    events = load("timeline")
    return list(events.loc[(events[column] == value) == equal, "event"].head(rows or len(events)))


def _asylum_in_words(load: Load) -> list[str]:
    events = load("timeline")["event"]
    return list(events[events.str.contains("asylum")])


asylum.mistake("another theme", value="agreements")
asylum.mistake("all other themes", equal=False)
asylum.mistake("the word in the event", _asylum_in_words)
asylum.mistake("the first five", rows=5)
asylum.mistake("an actor's rows", column="actor", value="United States")


@lesson.number("00-6", answer="total", unit="claims")
def total(load: Load, column: str = "value", how: str = "sum") -> int:
    by_section = load("claims").groupby("section")[["claim_id", "value"]].count()
    return int(by_section[column].agg(how))


total.mistake("all claims", column="claim_id")
total.mistake("the largest section", how="max")
total.mistake("sections counted", how="count")


@lesson.names("00-7", answer="countries", read_off=True)
def countries(load: Load, in_force: bool = False, more: str = "") -> list[str]:
    events = load("timeline")
    signed = events["event"].str.extract(r"US and (.+) sign an asylum agreement")[0]
    return [*signed[signed.notna() & (events["in_force_from"].notna() | (not in_force))], *filter(None, [more])]


countries.mistake("only the one in force", in_force=True)
countries.mistake("the United States too", more="United States")
countries.mistake("Mexico too", more="Mexico")


@lesson.text("00-8", answer="word", accepted=("was announced", "only announced", "anunciado"), read_off=True)
def word(load: Load) -> str:
    events = load("timeline")
    tariff = events[events["event"].str.contains("announces a tariff")].iloc[0]
    return "announced" if pd.isna(tariff["in_force_from"]) else "in force"


word.mistake("signed", "signed")
word.mistake("in force", "in force")


@lesson.figure("00-9", answer="chart", unit="events")
def by_theme(load: Load, column: str = "theme", as_of: str | None = None) -> pd.Series:
    return load("timeline", as_of=as_of)[column].value_counts()


by_theme.mistake("actors drawn", column="actor")
by_theme.mistake("cut at a day", as_of="2019-06-07")


@lesson.number("00-10", answer="known", unit="events")
def known(load: Load, as_of: str | None = "2019-06-07") -> int:
    return len(load("timeline", as_of=as_of))


known.mistake("the whole table", as_of=None)
known.mistake("the day before", as_of="2019-06-06")
known.mistake("another day", as_of="2019-06-30")

QUESTIONS, SELF_CHECKS, PREDICTIONS = lesson.questions(), lesson.self_checks, lesson.predictions
