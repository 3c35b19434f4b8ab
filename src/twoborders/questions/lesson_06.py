"""Questions of lesson 06: polls, trade, tariff steps and a game of two governments."""

import math

import pandas as pd
from pandas.api.typing import DataFrameGroupBy

from twoborders.questions.core import Load, Misconception, Question

# --- 06-1: the margin of one poll ----------------------------------------------------------------------------


def _july_poll(load: Load) -> pd.Series:
    """Return the row of the poll of July 2019 that two newspapers made together."""
    polls = load("polls_approval")
    return polls[polls["pollster"] == "Washington Post / Reforma"].iloc[0]


def _margin_of(share: float, people: float) -> float:
    """Return the margin of error in percentage points of a share from 0 to 1."""
    return 1.96 * math.sqrt(share * (1 - share) / people) * 100


def _july_margin(load: Load) -> float:
    poll = _july_poll(load)
    return _margin_of(poll["approve_pct"] / 100, poll["sample_size"])


# --- 06-2 and 06-3: questions in more than one round, and approval in long form ------------------------------


def _asked_again(load: Load, rounds: int = 2, by: tuple[str, ...] = ("pollster", "question")) -> list[str]:
    polls = load("polls_migration")
    counts = polls.groupby(list(by))["field_start"].nunique()
    return sorted(set(counts[counts >= rounds].index.get_level_values("question")))


def _both_known(load: Load) -> pd.DataFrame:
    polls = load("polls_approval")
    return polls.dropna(subset=["approve_pct", "disapprove_pct"])


def _long(polls: pd.DataFrame) -> pd.DataFrame:
    return polls.melt(
        id_vars=["pollster", "date"],
        value_vars=["approve_pct", "disapprove_pct"],
        var_name="opinion",
        value_name="share_pct",
    )


def _opinions(description: dict) -> bool:
    """Tell whether an answer is a table in the long form."""
    return description["kind"] == "frame" and {"opinion", "share_pct"} <= set(description["columns"])


# --- 06-4 and 06-5: trade ------------------------------------------------------------------------------------

_BOUGHT, _SOLD = "imports_from_mexico_usd_million", "exports_to_mexico_usd_million"
_BOUGHT_ALL, _SOLD_ALL = "imports_from_world_usd_million", "exports_to_world_usd_million"
#: The steps that were announced for whole months of 2019: first day of the month, per cent.
_STEPS = {"2019-07-01": 10, "2019-08-01": 15, "2019-09-01": 20, "2019-10-01": 25}


def _share_by_year(load: Load, part: str = _BOUGHT, whole: str = _BOUGHT_ALL, factor: float = 100) -> pd.DataFrame:
    years = load("us_mexico_trade_month").groupby("year", as_index=False)[[part, whole]].sum()
    return years[["year"]].assign(share_pct=years[part] / years[whole] * factor)


def _monthly_shares(load: Load) -> DataFrameGroupBy:
    """Return Mexico's share in each month's imports, per cent, grouped by year."""
    trade = load("us_mexico_trade_month")
    return trade.assign(share_pct=trade[_BOUGHT] / trade[_BOUGHT_ALL] * 100).groupby("year")[["share_pct"]]


def _under_steps(load: Load, year: int = 2019, column: str = _BOUGHT) -> pd.DataFrame:
    trade = load("us_mexico_trade_month")
    rates = {pd.Timestamp(day).replace(year=year): rate for day, rate in _STEPS.items()}
    chosen = trade[trade["month"].isin(list(rates))]
    return pd.DataFrame({"value": chosen[column], "rate_pct": chosen["month"].map(rates)})


def _charge(load: Load, year: int = 2019, column: str = _BOUGHT) -> float:
    months = _under_steps(load, year, column)
    return (months["value"] * months["rate_pct"]).sum() / 100


def _charge_at(load: Load, rate_pct: float) -> float:
    return _under_steps(load)["value"].sum() * rate_pct / 100


# --- 06-6: a function ----------------------------------------------------------------------------------------


def _margin(share_pct: float, people: float) -> float:
    return _margin_of(share_pct / 100, people)


def _without_root(share_pct: float, people: float) -> float:
    share = share_pct / 100
    return 1.96 * share * (1 - share) / people * 100


def _root_too_small(share_pct: float, people: float) -> float:
    share = share_pct / 100
    return 1.96 * (share * (1 - share)) ** 0.5 / people * 100


def _root_too_large(share_pct: float, people: float) -> float:
    share = share_pct / 100
    return (1.96 * share * (1 - share) / people) ** 0.5 * 100


def _root_of_people(share_pct: float, people: float) -> float:
    share = share_pct / 100
    return 1.96 * share * (1 - share) / people**0.5 * 100


def _as_share(share_pct: float, people: float) -> float:
    return _margin(share_pct, people) / 100


# --- 06-7: a figure ------------------------------------------------------------------------------------------


def _answers(load: Load, start: str, by: str | None = None) -> list[float]:
    polls = load("polls_migration")
    chosen = polls[
        (polls["question"] == "what should be done with irregular migrants")
        & (polls["field_start"] == pd.Timestamp(start))
    ]
    return (chosen.sort_values(by) if by else chosen)["share_pct"].tolist()


# --- 06-8: a game --------------------------------------------------------------------------------------------

Table = list[list[float]]


def _is_equilibrium(us: Table, mexico: Table, row: int, column: int) -> bool:
    best_of_column = max(line[column] for line in us)
    return us[row][column] == best_of_column and mexico[row][column] == max(mexico[row])


def _only_us(us: Table, mexico: Table, row: int, column: int) -> bool:
    return us[row][column] == max(line[column] for line in us)


def _only_mexico(us: Table, mexico: Table, row: int, column: int) -> bool:
    return mexico[row][column] == max(mexico[row])


def _either(us: Table, mexico: Table, row: int, column: int) -> bool:
    return _only_us(us, mexico, row, column) or _only_mexico(us, mexico, row, column)


def _turned(us: Table, mexico: Table, row: int, column: int) -> bool:
    return us[row][column] == max(us[row]) and mexico[row][column] == max(line[column] for line in mexico)


def _ties_refused(us: Table, mexico: Table, row: int, column: int) -> bool:
    others_us = [line[column] for place, line in enumerate(us) if place != row]
    others_mexico = [value for place, value in enumerate(mexico[row]) if place != column]
    return us[row][column] > max(others_us) and mexico[row][column] > max(others_mexico)


def _best_together(us: Table, mexico: Table, row: int, column: int) -> bool:
    sums = [[a + b for a, b in zip(*lines, strict=True)] for lines in zip(us, mexico, strict=True)]
    return sums[row][column] == max(max(line) for line in sums)


_DILEMMA = ([[2, 0], [3, 1]], [[2, 3], [0, 1]])
_MEETING = ([[2, 0], [0, 1]], [[1, 0], [0, 2]])
_TIE = ([[1, 4], [1, 0]], [[2, 2], [5, 0]])
_THREE_ROWS = ([[5, 0], [4, 1], [0, 0]], [[0, 1], [2, 3], [9, 3]])

QUESTIONS = (
    Question(
        id="06-1",
        title="The margin of a poll",
        points=2,
        minutes=5,
        kind="number",
        wanted="one number in percentage points, rounded to one decimal or not rounded",
        unit="percentage points",
        tolerance=0.06,
        right=_july_margin,
        why="The formula gives a margin of about half of the 5 points that the pollsters state. It assumes that people "
        "are drawn one by one. Face-to-face polls often draw places first and then people, and that adds error; whether "
        "it was so here is not in the table.",
        hints=(
            "You need the share of those who approve, and the number of people asked, both from one row.",
            "Turn the 70 per cent into a share first. At the end turn the result back into percentage points.",
            "1.96 * (share * (1 - share) / people) ** 0.5 * 100, with share = approve_pct / 100",
        ),
        misconceptions=(
            Misconception(
                "the stated margin",
                "This is the margin that the pollsters state. Compute it from the share and the number of people.",
                lambda load: _july_poll(load)["margin_pp"],
                ask="Where does your number come from: a column or a computation?",
            ),
            Misconception(
                "one standard error",
                "The factor 1.96 is missing: without it the range holds only about 68 of 100 polls.",
                lambda load: _july_margin(load) / 1.96,
                ask="How many of 100 polls should lie inside the margin, and what brings that in?",
            ),
            Misconception(
                "margin of a difference",
                "This is the margin of the difference of two polls. The question asks for one poll.",
                lambda load: _july_margin(load) * math.sqrt(2),
                ask="How many polls are compared in this question?",
            ),
            Misconception(
                "a share of one half",
                "You computed with a share of one half. Take the share of this poll, from approve_pct.",
                lambda load: _margin_of(0.5, _july_poll(load)["sample_size"]),
                ask="Which share stands in your formula, and which one in the table?",
            ),
        ),
        equivalents=(
            lambda load: round(_july_margin(load), 1),
            lambda load: pd.Series([_july_margin(load)]),
        ),
    ),
    Question(
        id="06-2",
        title="Which questions were asked again?",
        points=2,
        minutes=6,
        kind="names",
        wanted="the questions, as a list or one column",
        right=_asked_again,
        why="Nine questions were asked again by the same pollster. Only for these can the table show a change, and four of "
        "them were first asked by telephone and then face to face.",
        hints=(
            "A round is one pollster with one first day of interviews. A row is one answer, which is less than a round.",
            "Group by pollster and question, and count the different values of field_start with nunique.",
            'counts = polls.groupby(["pollster", "question"])["field_start"].nunique(); then counts[counts >= 2], and '
            'reset_index()["question"]',
        ),
        misconceptions=(
            Misconception(
                "two pollsters taken for two rounds, or answers for rounds",
                "One question of your list was asked by two pollsters once each, with several answers. Count the rounds "
                "of one pollster: different values of field_start.",
                lambda load: _asked_again(load, by=("question",)),
                ask="For each question of your list: who asked it, and on which days?",
            ),
            Misconception(
                "three rounds",
                "Your list holds only what was asked more than twice. Two rounds are enough: use >= 2.",
                lambda load: _asked_again(load, rounds=3),
                ask="What does your condition say about a question with exactly two rounds?",
            ),
            Misconception(
                "all questions",
                "Your list holds every question. Keep those with two rounds or more.",
                lambda load: _asked_again(load, rounds=1),
                ask="Is there a question in your list that was asked only once?",
            ),
            Misconception(
                "asked once",
                "These are the questions that were asked once. The question asks for the others.",
                lambda load: sorted(set(_asked_again(load, rounds=1)) - set(_asked_again(load))),
                ask="Which way does your condition point?",
            ),
        ),
        equivalents=(
            lambda load: set(_asked_again(load)),
            lambda load: pd.Series(_asked_again(load), name="question"),
        ),
    ),
    Question(
        id="06-3",
        title="One row for each opinion",
        points=2,
        minutes=6,
        kind="frame",
        wanted="a table with the columns pollster, date, opinion and share_pct, and two rows for each poll that shows both",
        key=("pollster", "date", "opinion"),
        tolerance=0.01,
        right=lambda load: _long(_both_known(load)),
        why="Eight polls, or means of a month, show both shares. In the long form one row is one opinion in one poll: seaborn can colour it with "
        "hue, and no column name hides a value any more.",
        hints=(
            "First drop the polls in which one of the two shares is missing. Then make two rows of each that is left.",
            "dropna(subset=[...]) drops rows. melt turns columns into rows.",
            'both.melt(id_vars=["pollster", "date"], value_vars=["approve_pct", "disapprove_pct"], var_name="opinion", '
            'value_name="share_pct")',
        ),
        misconceptions=(
            Misconception(
                "missing values kept",
                "Your table has two rows for every poll, and some have no share. Drop the polls that lack one of the two "
                "before you reshape.",
                lambda load: _long(load("polls_approval")),
                matches=lambda description: (
                    _opinions(description)
                    and any(row[description["columns"].index("share_pct")] is None for row in description["rows"])
                ),
                ask="What stands in share_pct where a poll did not show disapproval?",
            ),
            Misconception(
                "missing values dropped too late",
                "Your table has polls with only one of the two opinions. Drop the polls that lack one before you reshape, "
                "not the rows after it.",
                lambda load: _long(load("polls_approval")).dropna(subset=["share_pct"]),
                matches=lambda description: _opinions(description) and description["n_rows"] > 20,
                ask="Does each poll of your table have two rows?",
            ),
            Misconception(
                "still wide",
                "Your table still has one row for each poll. melt makes two rows of each: one to approve, one to "
                "disapprove.",
                lambda load: _both_known(load)[["pollster", "date", "approve_pct", "disapprove_pct"]],
                matches=lambda description: (
                    description["kind"] == "frame"
                    and {"approve_pct", "disapprove_pct"} <= set(description["columns"])
                    and "opinion" not in description["columns"]
                ),
                ask="How many rows has one poll in your table, and how many should it have?",
            ),
            Misconception(
                "polls dropped for other empty cells",
                "Some polls that show both shares are gone: dropna without subset drops a row for any empty cell. Name "
                "the two columns that must be there.",
                lambda load: _long(load("polls_approval").dropna()),
                ask="Which empty cells may a poll have and still belong in your table?",
            ),
        ),
        equivalents=(
            lambda load: _long(_both_known(load)).sort_values(["date", "opinion"]),
            lambda load: _long(_both_known(load)).set_index(["pollster", "date", "opinion"])["share_pct"],
        ),
    ),
    Question(
        id="06-4",
        title="Mexico's share in what the United States buys",
        points=2,
        minutes=5,
        kind="frame",
        wanted="a table or Series with one row for each year and Mexico's share in per cent, to one decimal",
        key=("year",),
        tolerance=0.06,
        right=_share_by_year,
        why="Mexico's share rose from 12.0 per cent in 2010 to 14.3 in 2019, the year of the quarrel. By this one measure "
        "the tie became closer; it does not say why.",
        hints=(
            "Two columns are needed for each year: imports from Mexico, and imports from the world.",
            "Group by year, add both columns up, then divide one sum by the other.",
            'years = trade.groupby("year")[["imports_from_mexico_usd_million", "imports_from_world_usd_million"]].sum(), '
            "then the first column over the second, times 100",
        ),
        misconceptions=(
            Misconception(
                "share for per cent",
                "Your numbers are shares, where 1 is the whole. The question asks for per cent: multiply by 100.",
                lambda load: _share_by_year(load, factor=1),
                ask="How would you say your first number in words?",
            ),
            Misconception(
                "what the United States sells",
                "These are shares of exports, what the United States sells. The question asks for what it buys.",
                lambda load: _share_by_year(load, _SOLD, _SOLD_ALL),
                ask="In your columns, which country pays and which one receives?",
            ),
            Misconception(
                "the world as a whole and Mexico apart",
                "You divided by the imports from the rest of the world. The whole includes Mexico.",
                lambda load: (
                    load("us_mexico_trade_month")
                    .groupby("year", as_index=False)[[_BOUGHT, _BOUGHT_ALL]]
                    .sum()
                    .assign(share_pct=lambda one: one[_BOUGHT] / (one[_BOUGHT_ALL] - one[_BOUGHT]) * 100)[
                        ["year", "share_pct"]
                    ]
                ),
                ask="What is the whole of which Mexico is a part?",
            ),
            Misconception(
                "sum of shares",
                "You added up the shares of the months. Add up the dollars first, then divide.",
                lambda load: _monthly_shares(load).sum(),
                ask="Can a country's share be more than the whole?",
            ),
            Misconception(
                "mean of the monthly shares",
                "You took the mean of the months' shares, as if every month had the same imports. Add up the dollars of "
                "the year first, then divide.",
                lambda load: _monthly_shares(load).mean(),
                ask="Does a month with few imports count as much in your number as a month with many?",
            ),
        ),
        equivalents=(
            lambda load: _share_by_year(load).set_index("year")["share_pct"].round(1),
            lambda load: _share_by_year(load).sort_values("share_pct"),
        ),
    ),
    Question(
        id="06-5",
        title="Join the steps with the months",
        points=2,
        minutes=6,
        kind="number",
        wanted="one sum in million dollars",
        unit="million dollars",
        tolerance=1,
        right=_charge,
        why="On the goods that really came in these four months the four rates would have charged more than 21 billion "
        "dollars. It is a sum on paper: with such rates fewer goods would have come, and the tariff never took effect.",
        hints=(
            "The table steps has a rate for each month; trade has the imports of each month. Both have the column month.",
            "Merge the two on month. Multiply imports by rate for each row, then add up.",
            'joined = trade.merge(steps, on="month"); (joined["imports_from_mexico_usd_million"] * joined["rate_pct"] / '
            "100).sum()",
        ),
        misconceptions=(
            Misconception(
                "per cent not divided by 100",
                "Your sum is 100 times too large: it is more than all goods together. Divide the rate by 100.",
                lambda load: _charge(load) * 100,
                ask="Is your sum larger or smaller than the value of the goods?",
            ),
            Misconception(
                "mean rate on the whole",
                "You took one mean rate for all months. Each month has its own rate and its own imports: multiply row by "
                "row, then add.",
                lambda load: _charge_at(load, 17.5),
                ask="Does the month with the highest rate count for more in your sum?",
            ),
            Misconception(
                "exports instead of imports",
                "You charged what the United States sells to Mexico. The tariff was meant for what it buys.",
                lambda load: _charge(load, column=_SOLD),
                ask="On goods that go in which direction is this tariff laid?",
            ),
            Misconception(
                "goods instead of the charge",
                "This is the value of the goods in these months. The charge is a part of it: bring in the rate.",
                lambda load: _under_steps(load)["value"].sum(),
                ask="Where does the rate come into your computation?",
            ),
            Misconception(
                "last rate for all",
                "You took the last rate for all four months. Each month has its own.",
                lambda load: _charge_at(load, 25),
                ask="Which rate was announced for July?",
            ),
        ),
        equivalents=(
            lambda load: round(_charge(load)),
            lambda load: pd.Series([_charge(load)]),
        ),
    ),
    Question(
        id="06-6",
        title="Mend a function",
        points=2,
        minutes=5,
        kind="function",
        wanted="a function margin(share_pct, people) that gives percentage points",
        tolerance=0.005,
        calls=((50, 1000), (63.7, 800), (10, 400), (90, 400), (100, 50)),
        right=lambda load: _margin,
        why="The root makes large polls costly: four times as many people only halve the margin.",
        hints=(
            "Compare the draft with the formula of lesson 06, part by part. Which operation is missing?",
            "The variance of a share is share * (1 - share) / people. Its root is the standard error.",
            "1.96 * (share * (1 - share) / people) ** 0.5 * 100",
        ),
        misconceptions=(
            Misconception(
                "still without the root",
                "margin still has no root. The formula takes the root of share times (1 minus share) over people.",
                lambda load: _without_root,
                ask="By which factor does your margin shrink when four times as many people are asked?",
            ),
            Misconception(
                "people outside the root",
                "The number of people stands outside the root. It belongs inside: put brackets around the whole fraction.",
                lambda load: _root_too_small,
                ask="Up to where does your root reach?",
            ),
            Misconception(
                "root of the people alone",
                "Your root reaches only the number of people. The share stands under it too: put brackets around the "
                "whole fraction.",
                lambda load: _root_of_people,
                ask="To what does ** 0.5 belong in your line?",
            ),
            Misconception(
                "1.96 inside the root",
                "The factor 1.96 stands inside the root. It is multiplied after the root is taken.",
                lambda load: _root_too_large,
                ask="What is the last thing that is multiplied in the formula?",
            ),
            Misconception(
                "margin as a share",
                "Your function gives a share. Multiply by 100 at the end, as the draft does.",
                lambda load: _as_share,
                ask="In which unit does the draft give its result?",
            ),
        ),
        equivalents=(lambda load: lambda p, n: 1.96 * math.sqrt(p * (100 - p) / n),),
    ),
    Question(
        id="06-7",
        title="Draw four answers in two rounds",
        points=3,
        minutes=8,
        kind="figure",
        wanted="bars of share_pct for the four answers of October 2018 and of June 2019, a colour for each round, with a "
        "title and labels",
        right=lambda load: {
            "series": [_answers(load, "2018-10-01"), _answers(load, "2019-06-03")],
            "words": {
                "title": [],
                "xlabel": [],
                "ylabel": ["per cent", "percent", "%", "share", "people", "porcentaje", "por ciento"],
            },
        },
        why="Expulsion gained a little more than the two milder answers lost together. Jail, the hardest answer, hardly moved.",
        hints=(
            "rounds has eight rows: four answers in each of two rounds. One bar is one row.",
            'sns.barplot takes data=rounds, x="answer", y="share_pct" and hue for the colour of each round.',
            'chart = sns.barplot(data=rounds, x="answer", y="share_pct", hue="round"); then chart.set(title="...", '
            'xlabel="answer", ylabel="per cent of those asked")',
        ),
        misconceptions=(
            Misconception(
                "mean of the two rounds",
                "Each bar is the mean of two rounds. Give seaborn hue, so that each round has its own bars.",
                lambda load: {
                    "values": [
                        (a + b) / 2
                        for a, b in zip(_answers(load, "2018-10-01"), _answers(load, "2019-06-03"), strict=True)
                    ]
                },
                ask="How many rows of the table stand behind one of your bars?",
            ),
            Misconception(
                "one round alone",
                "Your figure has four bars: one round alone. Both rounds are asked for, with hue for the colour.",
                lambda load: {"values": _answers(load, "2019-06-03")},
                matches=lambda description: (
                    description["kind"] == "figure" and [len(one["bars"]) for one in description["axes"]] == [4]
                ),
                ask="From which round do your bars come?",
            ),
            Misconception(
                "rows counted",
                "Each bar has the height 1: the chart counts rows. Give the column share_pct as y.",
                lambda load: {"series": [[1, 1, 1, 1], [1, 1, 1, 1]]},
                ask="What does the height of a bar mean in your figure?",
            ),
            Misconception(
                "answers and rounds changed over",
                "Your figure has a group for each round and a colour for each answer. Give the answer as x and the round "
                "as hue.",
                lambda load: {
                    "series": [
                        list(pair)
                        for pair in zip(_answers(load, "2018-10-01"), _answers(load, "2019-06-03"), strict=True)
                    ]
                },
                ask="What does one colour stand for in your figure?",
            ),
            Misconception(
                "order of the alphabet",
                "The bars have the right values in another order. A pivot sorts the answers; keep the order of the table.",
                lambda load: {
                    "series": [_answers(load, start, by="answer") for start in ("2018-10-01", "2019-06-03")],
                },
                ask="Which answer stands first in the table, and which in your figure?",
            ),
        ),
    ),
    Question(
        id="06-8",
        title="Write a test for an equilibrium",
        points=2,
        minutes=8,
        kind="function",
        wanted="a function is_equilibrium(us, mexico, row, column) that gives True or False",
        calls=(
            (*_DILEMMA, 1, 1),
            (*_DILEMMA, 0, 0),
            (*_DILEMMA, 1, 0),
            (*_DILEMMA, 0, 1),
            (*_MEETING, 0, 0),
            (*_MEETING, 1, 1),
            (*_TIE, 1, 0),
            (*_TIE, 0, 0),
            (*_THREE_ROWS, 1, 1),
            (*_THREE_ROWS, 2, 1),
        ),
        right=lambda load: _is_equilibrium,
        why="In an equilibrium nobody gains by moving alone. It need not be good for both: in the first table of the "
        "tests both would be better off elsewhere.",
        hints=(
            "Two questions: could the US do better in another row of this column? Could Mexico in another column of this "
            "row?",
            "us[row][column] is the US payoff. The best that the US can get in this column is the largest line[column].",
            "return us[row][column] == max(line[column] for line in us) and mexico[row][column] == max(mexico[row])",
        ),
        misconceptions=(
            Misconception(
                "only the United States looks",
                "Your function checks only whether the US could do better. Mexico must have no better answer either.",
                lambda load: _only_us,
                ask="Who else could move away from this cell?",
            ),
            Misconception(
                "only Mexico looks",
                "Your function checks only whether Mexico could do better. The US must have no better answer either.",
                lambda load: _only_mexico,
                ask="Who else could move away from this cell?",
            ),
            Misconception(
                "one of the two is enough",
                "Your function is content when one of the two has a best answer. Both must have one: use and.",
                lambda load: _either,
                ask="In an equilibrium, may one government still gain by moving?",
            ),
            Misconception(
                "words for truth values",
                "Your function gives words. It should give True or False, without quotation marks.",
                lambda load: (
                    lambda us, mexico, row, column: "True" if _is_equilibrium(us, mexico, row, column) else "False"
                ),
                ask="Of which type is the result of a comparison with ==?",
            ),
            Misconception(
                "rows and columns changed over",
                "The US chooses the row: compare its payoffs down one column. Mexico chooses the column: compare along "
                "one row.",
                lambda load: _turned,
                ask="When the US moves, does the row change or the column?",
            ),
            Misconception(
                "ties refused",
                "An answer that is as good as the best is a best answer too: compare with >= or with max.",
                lambda load: _ties_refused,
                ask="Does anybody gain by moving to a cell that pays the same?",
            ),
            Misconception(
                "best for both together",
                "Your function looks for the largest sum. An equilibrium asks what each can gain alone.",
                lambda load: _best_together,
                ask="Who decides in your function: each government, or both as one?",
            ),
        ),
        equivalents=(
            lambda load: (
                lambda us, mexico, r, c: (
                    all(us[r][c] >= line[c] for line in us) and all(mexico[r][c] >= value for value in mexico[r])
                )
            ),
        ),
    ),
    Question(
        id="06-9",
        title="Argue: did his strategy work?",
        points=3,
        minutes=10,
        kind="argue",
        wanted="a text of 60 to 120 words in the name argument",
        hints=(
            "The claim has two parts: approval rose, and the tougher line made it rise. Take them one after the other.",
            "Take a pollster who asked before and after 30 May 2019, and think of the margin of a difference. A mean of a "
            "month and a poll of two days are not the same measure.",
            "For the limit, think of what a poll of approval does not ask, and of what else happened in these weeks.",
        ),
        rubric=(
            "3 points: takes a position, names two figures with their pollster and date, and says what the figures cannot "
            "show and why that matters for the position.",
            "2 points: takes a position with two figures, but the limit is missing or does not touch the position.",
            "1 point: a position with one figure, or figures without a position.",
        ),
        words=(60, 120),
    ),
)

SELF_CHECKS = {
    "06-a": {
        "prompt": "A poll has a margin of error of 3 points. Its next round, of the same size, is 4 points higher. What is "
        "right?",
        "choices": [
            {
                "text": "The rise is beyond chance, because 4 is more than 3",
                "right": False,
                "feedback": "3 points belong to one poll. A difference has chance in both polls.",
            },
            {
                "text": "Nothing has changed",
                "right": False,
                "feedback": "The margin does not show that. It says only that chance could do as much.",
            },
            {
                "text": "The margin of the difference is about 4.2 points, so chance alone could do it",
                "right": True,
                "feedback": "3 times the root of 2 is about 4.2. The rise may still be real: we cannot tell.",
            },
        ],
    },
    "06-b": {
        "prompt": "In one poll 58.2 per cent say that migrants do harm, and 58 per cent want the government to stop entry "
        "without papers. An article prints 58.2 for harm. What confirms it?",
        "choices": [
            {
                "text": "The 58.2 alone: a share belongs to its question",
                "right": True,
                "feedback": "One can see no harm and still want papers asked for. The two are near by accident.",
            },
            {
                "text": "Both: the same people were asked, and the shares differ by less than a point",
                "right": False,
                "feedback": "They are the same people, and still two questions: a near number on another one confirms nothing.",
            },
            {
                "text": "Neither, until the decimals of the second are known",
                "right": False,
                "feedback": "Decimals do not help: with any decimals the second share answers another question.",
            },
        ],
    },
    "06-c": {
        "prompt": "In a model, a public quarrel is the only equilibrium. What has been shown?",
        "choices": [
            {
                "text": "That both governments planned the quarrel",
                "right": False,
                "feedback": "A model knows no plans. Its weights were chosen by the person who made it.",
            },
            {
                "text": "That with these weights neither gains by staying calm alone",
                "right": True,
                "feedback": "That is all. Whether the weights fit the two governments must come from elsewhere.",
            },
            {
                "text": "That the quarrel is the best for both",
                "right": False,
                "feedback": "In an equilibrium both can be worse off than elsewhere, as in the small game.",
            },
        ],
    },
}
