"""Questions of lesson 06, polls, trade, tariff steps and a game: the computations. Their words: lesson_06.toml."""

import pandas as pd

from twoborders.questions.core import Load
from twoborders.questions.define import Lesson

lesson = Lesson("06")

SIDES = ["approve_pct", "disapprove_pct"]


@lesson.number("06-1", answer="margin_july", unit="percentage points", tolerance=0.051)
def margin(load: Load, day: str = "2019-07-14", share: float = 0, errors: float = 1.96, root: str = "of all") -> float:
    poll = load("polls_approval").dropna(subset=["sample_size"]).set_index("date").loc[day]
    share, people = share or poll["approve_pct"] / 100, poll["sample_size"]
    spread = share * (1 - share)
    return {
        "of all": errors * (spread / people) ** 0.5 * 100,
        "none": errors * spread / people * 100,
        "of the people": errors * spread / people**0.5 * 100,
        "of the share": errors * (share / people) ** 0.5 * 100,
        "thumb": 100 / people**0.5,
        "printed": poll["margin_pp"],
    }[root]


margin.mistake("the stated margin", root="printed")
margin.mistake("one standard error", errors=1)
margin.mistake("2 for 1.96", errors=2)
margin.mistake("99 per cent", errors=2.576)
margin.mistake("margin of a difference", errors=1.96 * 2**0.5)
margin.mistake("a share of one half", share=0.5)
margin.mistake("without the root", root="none")
margin.mistake("root of the people alone", root="of the people")
margin.mistake("the other part forgotten", root="of the share")
margin.mistake("the whole range", errors=2 * 1.96)
margin.mistake("the rule of thumb", root="thumb")
margin.mistake("another poll", day="2019-06-02")


@lesson.names("06-2", answer="asked_again")
def asked_again(load: Load, least: int = 2, most: int = 99, by: str = "pollster question", rows: bool = False) -> list:
    days = load("polls_migration").groupby(by.split())["field_start"]
    counts = days.size() if rows else days.nunique()
    return list(counts[counts.between(least, most)].index.get_level_values("question").unique())


asked_again.mistake("two pollsters taken for two rounds", by="question")
asked_again.mistake("answers for rounds", rows=True)
asked_again.mistake("three rounds", least=3)
asked_again.mistake("exactly two rounds", most=2)
asked_again.mistake("all questions", least=1)


@lesson.frame("06-3", answer="opinions", key=("pollster", "date", "opinion"), unit="per cent", tolerance=0.01)
def opinions(load: Load, needed: list[str] | None = SIDES, filled: bool = False, how: str = "long") -> pd.DataFrame:
    polls = load("polls_approval").dropna(subset=needed)
    polls = polls.fillna(dict.fromkeys(SIDES, 0)) if filled else polls
    long = polls.melt(["pollster", "date"], SIDES, "opinion", "share_pct")
    return {"long": long, "late": long.dropna(), "wide": polls[["pollster", "date", *SIDES]]}[how]


opinions.mistake("missing values kept", needed=["date"])
opinions.mistake("missing values dropped too late", needed=["date"], how="late")
opinions.mistake("0 for a share that is not known", needed=["date"], filled=True)
opinions.mistake("still wide", how="wide")
opinions.mistake("polls dropped for other empty cells", needed=None)


@lesson.frame("06-4", answer="share_by_year", key="year", unit="per cent", tolerance=0.051)
def share_by_year(load: Load, goods: str = "imports_from", whole: str = "world", of_months: str = "") -> pd.DataFrame:
    trade = load("us_mexico_trade_month").set_index("year")
    part, world = trade[f"{goods}_mexico_usd_million"], trade[f"{goods}_world_usd_million"]
    all_ = world if whole == "world" else trade.filter(like="_mexico_").sum(axis="columns")
    if not of_months:
        part, all_ = part.groupby("year").sum(), all_.groupby("year").sum()
    shares = (part / all_ * 100).rename("share_pct")
    return shares.groupby("year").agg(of_months or "sum").reset_index()


def _of_imports(load: Load, parts: list[str]) -> pd.DataFrame:
    sums = load("us_mexico_trade_month").groupby("year").sum(numeric_only=True)
    shares = sums[parts].sum(axis="columns") / sums["imports_from_world_usd_million"] * 100
    return shares.rename("share_pct").reset_index()


share_by_year.mistake("what the United States sells", goods="exports_to")
share_by_year.mistake("the trade with Mexico as the whole", whole="Mexico")
share_by_year.mistake("exports against imports", _of_imports, parts=["exports_to_mexico_usd_million"])
share_by_year.mistake(
    "both directions above", _of_imports, parts=["exports_to_mexico_usd_million", "imports_from_mexico_usd_million"]
)
share_by_year.mistake("sum of shares", of_months="sum")
share_by_year.mistake("mean of the monthly shares", of_months="mean")
share_by_year.mistake("December for the year", of_months="last")


@lesson.number("06-5", answer="charge", unit="million dollars", tolerance=1)
def charge(load: Load, year: int = 2019, rates: tuple = (10, 15, 20, 25), goods: str = "imports_from_mexico") -> float:
    trade = load("us_mexico_trade_month").set_index("month").loc[f"{year}-07" : f"{year}-10"]
    return float((trade[f"{goods}_usd_million"] * list(rates)).sum() / 100)


charge.mistake("per cent not divided by 100", rates=(1000, 1500, 2000, 2500))
charge.mistake("mean rate on the whole", rates=(17.5,) * 4)
charge.mistake("exports instead of imports", goods="exports_to_mexico")
charge.mistake("imports from the whole world", goods="imports_from_world")
charge.mistake("goods instead of the charge", rates=(100,) * 4)
charge.mistake("first rate for all", rates=(10,) * 4)
charge.mistake("last rate for all", rates=(25,) * 4)
charge.mistake("both directions", lambda load: charge(load) + charge(load, goods="exports_to_mexico"))
charge.mistake("rates added up", rates=(70,) * 4)
charge.mistake("goods and charge together", rates=(110, 115, 120, 125))
charge.mistake(
    "one month alone",
    lambda load: [charge(load, rates=one) for one in ((10, 0, 0, 0), (0, 15, 0, 0), (0, 0, 20, 0), (0, 0, 0, 25))],
)
charge.mistake("mean of the months", rates=(2.5, 3.75, 5, 6.25))


@lesson.figure("06-10", answer="mended", unit="per cent", label=("share", "people"), layout="together side_by_side")
def mended(load: Load) -> pd.DataFrame:
    polls = load("polls_migration").query("question.str.contains('give them refuge')")
    when = polls["field_start"].dt.strftime("%B %Y")
    table = polls.assign(when=when).pivot(index="when", columns="answer", values="share_pct")
    return table.loc[["October 2018", "November 2018", "April 2019"]]


mended.mistake("mean of the two answers", lambda load: mended(load).mean(axis="columns"))
mended.mistake("answers and rounds changed over", lambda load: mended(load).T)


@lesson.function("06-11", answer="people_needed", unit="people", tolerance=1.001)
def people_needed(share: float, points: float, errors: float = 1.96, times: float = 1, slip: str = "") -> float:
    share = {"one half": 0.5, "share": share / 100}.get(slip, share)
    spread, root = share * (1 - share), 100 * errors / points
    return {
        "not turned": 100 * errors * (spread / points) ** 0.5,
        "not squared": spread * root,
        "root": spread**0.5 * root,
        "all squared": (spread * root) ** 2,
        "points squared": spread * root / points,
        "factor squared": spread * root**2 * points,
        "errors not squared": spread * root**2 / errors,
        "other part": share * root**2,
        "thumb": (100 / points) ** 2,
    }.get(slip, spread * root**2 * times)


people_needed.calls(
    *((0.5, 5), (0.5, 2.5), (0.7, 3), (0.62, 2), (0.1, 2)),
    hidden=((0.4, 4), (0.9, 2.5), (0.55, 1.5), (0.25, 6)),
)
people_needed.mistake("one standard error", errors=1)
people_needed.mistake("2 for 1.96", errors=2)
people_needed.mistake("99 per cent", errors=2.576)
people_needed.mistake("the formula not turned round", slip="not turned")
people_needed.mistake("not squared", slip="not squared")
people_needed.mistake("the root of the people", slip="root")
people_needed.mistake("the share squared too", slip="all squared")
people_needed.mistake("the margin alone squared", slip="points squared")
people_needed.mistake("the margin not squared", slip="factor squared")
people_needed.mistake("1.96 not squared", slip="errors not squared")
people_needed.mistake("the other part forgotten", slip="other part")
people_needed.mistake("a share of one half", slip="one half")
people_needed.mistake("share taken for per cent", slip="share")
people_needed.mistake("margin of a difference", times=2)
people_needed.mistake("half the margin", times=4)
people_needed.mistake("the rule of thumb", slip="thumb")


@lesson.function("06-8", answer="is_equilibrium")
def is_equilibrium(
    us: list, mexico: list, row: int, column: int, look: str = "both", slip: str = "", ways: str = "down along"
) -> bool | str:
    def best(payoffs: list, way: str) -> bool:
        line, at = (payoffs[row], column) if way == "along" else ([each[column] for each in payoffs], row)
        seen = {"first": line[:1], "two": line[:2], "last": line[-1:], "other": line[1 - at :][:1]}.get(slip, line)
        return line[at] >= max(seen, default=0) and (slip != "ties" or line.count(line[at]) == 1)

    if look == "sum":
        sums = [a + b for ours, theirs in zip(us, mexico, strict=True) for a, b in zip(ours, theirs, strict=True)]
        return us[row][column] + mexico[row][column] == max(sums)
    stays = dict(zip(("us", "mexico"), map(best, (us, mexico), ways.split()), strict=True))
    both = stays.get(look, any(stays.values()) if look == "one" else all(stays.values()))
    return str(both) if look == "words" else both != (look == "not")


DILEMMA, MEETING = ([[2, 0], [3, 1]], [[2, 3], [0, 1]]), ([[2, 0], [0, 1]], [[1, 0], [0, 2]])
TIE, TALL = ([[1, 4], [1, 0]], [[2, 2], [5, 0]]), ([[5, 0], [4, 1], [0, 0]], [[0, 1], [2, 3], [9, 3]])
SQUARE = ([[4, 1, 3], [2, 5, 1], [6, 3, 7]], [[6, 3, 2], [2, 4, 9], [1, 0, 8]])
UNSEEN = ([[7, 1, 2], [9, 4, 6], [8, 5, 3]], [[4, 5, 1], [2, 3, 2], [3, 6, 5]])
LAST = ([[5, 0], [3, 1], [4, 2]], [[1, 1], [1, 1], [9, 1]]), ([[1, 1, 2], [0, 0, 1]], [[6, 2, 4], [0, 0, 0]])
FOUR = ([[0, 0], [5, 0], [3, 0], [4, 0]], [[1, 0]] * 4, 3, 0)
is_equilibrium.calls(
    *((*DILEMMA, 1, 1), (*DILEMMA, 0, 0), (*DILEMMA, 1, 0), (*DILEMMA, 0, 1), (*MEETING, 0, 0), (*MEETING, 1, 1)),
    *((*TIE, 1, 0), (*TIE, 0, 0), (*TALL, 1, 1), (*TALL, 2, 1), (*SQUARE, 2, 2), (*SQUARE, 0, 0), (*SQUARE, 1, 1)),
    *((*LAST[0], 2, 0), (*LAST[1], 0, 2)),
    hidden=((*UNSEEN, 1, 1), (*UNSEEN, 2, 1), FOUR, ([[1, 8, 0]], [[2, 2, 3]], 0, 1)),
)
is_equilibrium.mistake("only the United States looks", look="us")
is_equilibrium.mistake("only Mexico looks", look="mexico")
is_equilibrium.mistake("one of the two is enough", look="one")
is_equilibrium.mistake("words for truth values", look="words")
is_equilibrium.mistake("rows and columns changed over", ways="along down")
is_equilibrium.mistake("both down one column", ways="down down")
is_equilibrium.mistake("both along one row", ways="along along")
is_equilibrium.mistake("ties refused", slip="ties")
is_equilibrium.mistake("best for both together", look="sum")
is_equilibrium.mistake("the answer turned round", look="not")
is_equilibrium.mistake("two rows and columns alone", slip="two")
is_equilibrium.mistake("one other row and column alone", slip="other")
is_equilibrium.mistake("the first comparison alone", slip="first")
is_equilibrium.mistake("the last comparison alone", slip="last")

lesson.argue("06-9", answer="argument")

QUESTIONS, SELF_CHECKS, PREDICTIONS = lesson.questions(), lesson.self_checks, lesson.predictions
