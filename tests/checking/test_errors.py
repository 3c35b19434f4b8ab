"""A beginner's errors, really made with the tables of the exercises, and what the sentence says about each."""

import re
import time

import pandas as pd
import pytest

from twoborders import load
from twoborders.checking.errors import entries, explain

MOST_SENTENCES = 2


@pytest.fixture(scope="module")
def tables():
    return {
        "poverty": load("poverty_states"),
        "population": load("population_states"),
        "border_facts": load("border_facts"),
        "applications_by_month": load("refugee_applications_month"),
    }


@pytest.fixture
def said(tables):
    """What is said of the error that a piece of code makes, with the names of an exercise after its first cell."""

    def run(code: str, **names: object) -> str | None:
        namespace = {
            "pd": pd,
            "load": load,
            **{name: table.copy() for name, table in tables.items()},
            **names,
        }
        with pytest.raises(BaseException) as caught:
            exec(code, namespace)
        return explain(caught.value, code, namespace)

    return run


# What a learner writes, and the words that help.
ATTEMPTS = [
    # Conditions
    ('poverty[poverty["year"] == 2018 & poverty["poverty_rate_pct"] > 30]', "each condition in round brackets"),
    ('poverty[poverty["poverty_rate_pct"] > 30 & poverty["year"] == 2018]', "each condition in round brackets"),
    ('poverty[poverty["year"] == 2018 | poverty["state"] == "Campeche"]', "each condition in round brackets"),
    (
        'poverty[\n  poverty["year"] == 2018\n  & poverty["poverty_rate_pct"] > 30\n]',
        "each condition in round brackets",
    ),
    ('poverty[(poverty["year"] == 2018) and (poverty["state"] == "Oaxaca")]', "write & for and, | for or"),
    ('poverty[(poverty["year"] == 2018)\n  or (poverty["year"] == 2010)]', "write & for and, | for or"),
    ('if poverty["state"] == "and & or":\n    x = 3', "Often this is an if"),
    ('poverty[30 < poverty["poverty_rate_pct"] < 50]', "a < column < b"),
    ('poverty["year" == 2018]', 'table[table["column"] == value]'),
    ('if (poverty["year"] == 2018) & (poverty["state"] == "Oaxaca"):\n    x = 3', "Often this is an if"),
    ("from ipywidgets import interact\ninteract(lambda share, people: people, share=(1, 9))", "as in people=(1, 9)"),
    # Blanks of an exercise, and what is not there yet
    ('poverty[poverty["year"] == ____]', "Fill in each blank ____"),
    ("backlog = 3 / _____", "Fill in each blank _____"),
    ("homicides_states_year.head()", 'homicides_states_year = load("homicides_states_year")'),
    ("def rate(part, whole):\n    return part / whole\nx = whole", "a name inside the function rate"),
    ('load("poverty_states", as_of=2019-06-07)', 'between quotes: "2019-06-07"'),
    ("argument = The border is long.", "A text needs quotes around it"),
    ('both = poverty.merge(population, on=["year"])\nboth["state"]', 'merge on=["year", "state"]'),
    ('both = poverty.merge(population, left_index=True, right_index=True)\nboth["state"]', "choose one of the two"),
    ('poverty.loc[poverty["state"] == "Campeeche", "year"].iloc[0]', 'did you mean "Campeche"?'),
    # What a beginner writes who has seen a line once
    ('import seaborn as sns\nsns.barplot(x="state", y="year")', "data=table"),
    ('import seaborn as sns\nsns.barplot(data="poverty", x="state")', "its name without quotes"),
    ('import seaborn as sns\nsns.barplot(poverty, "state", "year")', 'Name the others: x="one column"'),
    ('import seaborn\nbarplot(data=poverty, x="state", y="year")', "sns.barplot(...)"),
    ('merge(poverty, population, on="state_code")', "table.merge(...)"),
    (
        'import seaborn as sns\nsns.barplot(data=poverty.head(2), x="state", y="year").title("Two states")',
        ".set_title(",
    ),
    ('poverty[poverty["poverty_rate_pct"] > "46.2"]', 'without quotes, 654 and not "654"'),
    ('poverty["poverty_rate_pct" > 46.2]', 'table[table["column"] > value]'),
    ('poverty[poverty["year"] == [2012, 2018]]', ".isin([...])"),
    ('poverty.query("year = 2018")', "two of them: =="),
    ('poverty["published"].year', ".dt.year"),
    ('poverty["state"].upper()', ".str.upper"),
    ('poverty.loc[2018, "poverty_rate_pct"]', 'a value in the column "year"'),
    ('rates = poverty["year"] = 2018\nrates.groupby("state")', "run the first cell again"),
    ('"2019-06-07".year', "int()"),
    ("x = 62 274 / 2", "side by side"),
    ('def year("2014-05-31"):\n    return 2014', "no value: def year(x):"),
    (
        'mine = poverty[poverty["year"] == "2018"].pivot(index="state", columns="year", values="source")\nmine[2018]',
        "write 2018 without quotes",
    ),
    # Columns and rows
    ('poverty["rate"]', 'The table poverty has no column "rate". Did you mean poverty_rate_pct?'),
    ('poverty[["state", "povrty_rate_pct"]]', "Did you mean poverty_rate_pct?"),
    ('poverty.groupby("border_grup")["poverty_rate_pct"].mean()', "Did you mean border_group?"),
    ('poverty.groupby("border_group")["rate"].mean()', "Did you mean poverty_rate_pct?"),
    ('poverty.groupby("border_group").agg({"rate": "mean"})', "Did you mean poverty_rate_pct?"),
    ('poverty.sort_values("Year")', "Did you mean year?"),
    ('poverty.pivot_table(index="yaer", values="poverty_rate_pct")', "The table poverty has no column"),
    ('poverty.merge(population, on="code")', "Did you mean state_code?"),
    ('poverty.merge(population, on="population")', 'The table poverty has no column "population"'),
    ('poverty.merge(population, on="poverty_rate_pct")', 'The table population has no column "poverty_rate_pct"'),
    (
        'poverty[["state"]].merge(population.head(), on="year")',
        'This table has no column "year". Its columns are: state',
    ),
    ('poverty.apply(lambda row: row["yaer"], axis=1)', "Did you mean year?"),
    ('poverty["year", "state"]', '[["year", "state"]]'),
    ('poverty.groupby("year")["state", "state_code"]', "Several columns go into one list"),
    ('n = poverty.groupby("year").size()\nn["2018"]', "Write 2018 without quotes"),
    ('n = poverty.groupby("year")["poverty_rate_pct"].max()\nn["year"]', "reset_index() makes a column of it"),
    ('rate = poverty["poverty_rate_pct"]\nrate["poverty_rate_pct"]', 'rate is already the column "poverty_rate_pct"'),
    ('by_state = poverty.groupby("state").max()\nby_state["Oaxaca"]', ".loc['Oaxaca']"),
    ('poverty["Oaxaca"]', 'a value in the column "state"'),
    ('poverty.set_index("state").loc["Oaxca"]', "Did you mean Oaxaca?"),
    ('poverty["state"]["Oaxaca"]', "The labels of the rows are numbers"),
    ('poverty["year"][-1]', ".iloc[-1]"),
    ('poverty.drop("state")', "drop() needs columns="),
    ('{"Oaxaca": 1}["oaxaca"]', "nothing under the key 'oaxaca'"),
    ('poverty.query("yaer == 2018")', "Did you mean year?"),
    # Names
    ("povety.head()", "Did you mean poverty?"),
    ("prnt(3)", "Did you mean print?"),
    ('poverty[poverty["state"] == Oaxaca]', 'put it in quotes: "Oaxaca"'),
    ('poverty["state"].isin([Oaxaca, Chiapas])', 'put it in quotes: "Oaxaca"'),
    ("poverty[year == 2018]", 'poverty["year"]'),
    ("sns.barplot()", "first cell of the notebook"),
    ("poorer_states", "Often the cell that gives it a value has not run"),
    # What Python cannot read
    ('poverty[poverty["year" == 2018]', "The bracket [ in line 1 is opened and never closed"),
    ('x = 1\nrates = poverty.groupby("year"', "The bracket ( in line 2"),
    ("rates = (1 + 2))", "The bracket ) in line 1 closes nothing"),
    ('state = "Oaxaca', "the quote that ends it is missing"),
    ('x = 1\nargument = "The border is long.\nIt has rivers."', "The text that begins in line 2 goes on", '"""'),
    ("who = 'Mexico's institute'", "apostrophe", "double quotes"),
    ("who = 'Mexico's and Guatemala's institutes'", "apostrophe", "double quotes"),
    ('argument = "he said "no" to it"', "quote stands inside the text"),
    ('names = ["Oaxaca, "Chiapas"]', "Often a quote is missing"),
    ("state = “Oaxaca”", 'only the straight ones: "'),
    ("many = 3 ≥ 2", "character ≥ in line 1"),
    ('poverty[poverty["year"] = 2018]', "To compare two things", "=="),
    ("if poverty = 3:\n    x = 1", "To compare two things", "=="),
    ("654 / 956 = chiapas_pct", "a name that stands alone at its left"),
    ('poverty["year"] => 2012', ">= for at least"),
    ("def months(backlog)\n    return backlog", "Line 1 must end with a colon"),
    ("def months(backlog):\nreturn backlog", "four spaces", "Line 2"),
    ("x = 1\n  y = 2", "Line 2"),
    ("def f():\n\tx = 1\n        return x", "no tabs"),
    ("return 3", "stands in none"),
    ("x = 2018rate", "no letter follows it"),
    ("poverty rate = 30", "poverty_rate"),
    ("The border is long.", "A text needs quotes around it"),
    ('x = poverty["year"] poverty["state"]', "Often a bracket, a comma"),
    # What a value can do
    ('poverty.groupby("border_group").mean()', "Choose the column of numbers first"),
    ('poverty["state"].mean()', "a column of text"),
    ('applications_by_month.groupby("basis").sum()', "a column of dates"),
    ('applications_by_month["month"] >= 2019', '"2019-06-01"', ".dt.year"),
    ('poverty["state"].dt.year', "pd.to_datetime() makes dates"),
    ("round(68,4.0)", "12.5"),
    ("x = 68,4\nx / 2", "12.5"),
    ('poverty("state")', "square brackets"),
    ('poverty["state"]("Oaxaca")', "square brackets"),
    ("poverty.shape()", ".shape take no brackets"),
    ('poverty.groupby["year"]', "round brackets"),
    ("poverty.head[3]", "round brackets"),
    ("def double(x):\n    x * 2\ndouble(3) + 1", "no return line"),
    ("def double(x):\n    x * 2\ndouble(3)['a']", "no return line"),
    ('poverty = poverty.drop(columns="year", inplace=True)\npoverty.head()', "gives nothing back"),
    ('"654" / 956', "without quotes"),
    ('poverty["state"] > 5', "a column must hold numbers"),
    ("[3, 4, 5].mean()", "sum(values) / len(values)"),
    ('poverty.groupbuy("year")', "Did you mean groupby?"),
    ('poverty["year"].maen()', "Did you mean mean?"),
    ("pd.dataframe()", "Did you mean DataFrame?"),
    ("poverty.rate_pct", '["poverty_rate_pct"]'),
    ('poverty["year"].isin(2018)', "square brackets around it"),
    ("pd.concat(poverty, population)", "one list"),
    ("float(poverty['year'])", "One value is wanted"),
    ("backlog = ...\nmonths = backlog / 12", "backlog holds them"),
    ("round(..., 1)", "Three dots"),
    # Sizes, shapes and forms
    ("poverty['rank'] = [1, 2, 3]", "has 3 values", "has 126 rows"),
    ('poverty.pivot(index="year", columns="border_group", values="state_code")', "pivot_table"),
    ('poverty[poverty["year"] == 1900].iloc[0]', "gave no row at all"),
    ("[1, 2][2]", "count begins at 0"),
    ("654 / 0", "divided by zero"),
    ('float("1,234")', "'1,234'", "no comma"),
    ("float('68,4')", "one point"),
    ('poverty.set_index("year", drop=False).sort_values("year")', "reset_index(drop=True)"),
    ('poverty[["state"]].merge(applications_by_month)', "left_on= and right_on="),
    ("import panda", "no module panda"),
    ("from twoborders import lod", "Did you mean load?"),
    ("def months(x):\n    return months(x)\nmonths(3)", "calls itself"),
    ("def months():\n    total = total + 1\nmonths()", "total has no value yet"),
    ('pd.read_csv("poverty.csv")', 'load("name")'),
]


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=[attempt[0] for attempt in ATTEMPTS])
def test_the_sentence_helps(attempt, said):
    code, *helps = attempt
    sentence = said(code)
    assert sentence is not None
    assert [help for help in helps if help not in sentence] == [], sentence


@pytest.mark.parametrize("name", entries())
def test_every_sentence_is_reached_by_its_example(name, said):
    says = entries()[name].says
    pattern = "".join(".*" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{\w+\})", says))
    sentence = said(entries()[name].example)
    assert sentence is not None
    assert re.fullmatch(pattern, sentence)
    assert len(re.split(r"[.?] ", sentence)) <= MOST_SENTENCES


def test_seaborn_is_told_the_closest_column(said):
    sns = pytest.importorskip("seaborn")
    assert "Did you mean border_group?" in said('sns.barplot(data=poverty, x="border_grup")', sns=sns)


# Other versions write the same error in other words. These were read off pandas 2.2.3, and off Python's own pages.
@pytest.mark.parametrize(
    ("error", "helps"),
    [
        (TypeError("agg function failed [how->mean,dtype->object]"), "column of numbers"),
        (TypeError("Could not convert string 'OaxacaChiapas' to numeric"), "column of numbers"),
        (TypeError("'DatetimeArray' with dtype datetime64[ns] does not support reduction 'sum'"), "column of dates"),
        (TypeError("cannot convert the series to <class 'float'>"), "One value is wanted"),
        (ValueError('Unable to parse string "1,234" at position 0'), "no comma"),
        (AttributeError("Can only use .str accessor with string values!"), ".str with a column of text"),
        (TypeError("cannot use 'list' as a dict key (unhashable type: 'list')"), "one list"),
        (TypeError("sorted() got an unexpected keyword argument 'rev'. Did you mean 'reverse'?"), "no rev="),
        (SyntaxError("unterminated f-string literal (detected at line 1)", ("x", 1, 1, 'f"a', 1, 2)), "quote"),
        (SyntaxError("invalid syntax. Is this intended to be part of the string?", ("x", 1, 1, '"a "b" c"')), "inside"),
    ],
)
def test_the_words_of_other_versions_are_known(error, helps):
    assert helps in explain(error, None, {})


def test_the_kits_own_words_stand(said):
    assert said('load("povrty_states")').startswith('There is no table "povrty_states".')


def test_no_cause_is_made_up(said):
    assert said("raise RuntimeError('odd')") is None
    assert said("range(3.0)") is None, "no comma stands there, so it is no decimal comma"
    assert said("raise NameError('x')") is None


class HostileError(Exception):
    def __str__(self):
        raise OSError


class Hostile:
    """Raises at whatever is done to it."""

    @property
    def __class__(self):
        raise OSError

    def __eq__(self, other):
        raise OSError

    def __getattr__(self, name):
        raise OSError

    __hash__ = None


def test_hostile_objects_do_no_harm(said):
    assert explain(HostileError(), None, {}) is None
    assert explain(KeyError(Hostile()), None, {}) is None
    assert "Did you mean poverty?" in said("povety", odd=Hostile())
    assert "poverty_rate_pct" in said('poverty["rate"]', odd=Hostile())


def test_a_huge_table_and_many_names_take_no_time(said):
    texts = [f"text {number}" for number in range(300_000)]
    huge = pd.DataFrame({f"column_{number}": texts for number in range(30)})
    many = {f"nothing_{number}_like": number for number in range(300_000)}
    tall = pd.Series(1, index=texts)
    start = time.process_time()
    assert "Did you mean column_3?" in said('huge["colum_3"]', huge=huge)
    assert said('tall["tex 2"]', tall=tall) is not None
    assert said("nothing_like_it", **many) is not None
    assert len(said('poverty["' + "x" * 3_000_000 + '"]')) < 1000
    assert time.process_time() - start < 3
