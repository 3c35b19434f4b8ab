"""Questions of lesson 03, what Mexico did in 2014 and in 2019."""

import re

import pandas as pd

from twoborders.questions.core import Load, Misconception, Question
from twoborders.questions.helpers import table_of

# --- 03-1: raids ---------------------------------------------------------------------------------------------


def _raids(load: Load) -> tuple[float, float]:
    """Return the stated raids a month at the start and at the end."""
    stated = load("claims").set_index("claim_id")["value"]
    return stated["P1a"], stated["P1b"]


def _growth(before: float, after: float) -> float:
    return (after - before) / before * 100


# --- 03-2: a chart -------------------------------------------------------------------------------------------


def _us_months(load: Load) -> pd.Series:
    return load("us_apprehensions_month").set_index("month")["apprehensions"]


def _year_2014(load: Load) -> pd.Series:
    year = _us_months(load).loc["2014-01":"2014-12"]
    return year.set_axis(year.index.month_name())


def _first_fall(load: Load) -> str:
    falls = _year_2014(load).loc["March":].diff()
    return falls[falls < 0].index[0]


# --- 03-3: terms of presidents -------------------------------------------------------------------------------


def _terms(load: Load, years: float | None = None, published: int | None = 2022) -> pd.DataFrame:
    """Return detentions a year of office; ``years``: divide by so many instead of by the length of the term."""
    terms = load("mexico_detentions_presidency")
    if published is not None:
        terms = terms[terms["published"].dt.year == published]
    length = terms["year_end"] - terms["year_start"] if years is None else years
    return terms[["president"]].assign(per_year=terms["detentions"] / length).reset_index(drop=True)


# --- 03-4: the number behind a growth ------------------------------------------------------------------------


def _stated_growth(load: Load) -> tuple[float, float]:
    """Return the detentions of January to April 2015, and the growth in per cent that the source states."""
    periods = load("mexico_detentions_returns_periods")
    row = periods[
        (periods["area"] == "Mexico")
        & (periods["measure"] == "detentions")
        & (periods["period_start"] == "2015-01-01")
        & (periods["period_end"] == "2015-04-30")
        & (periods["basis"] == "reported")
    ].iloc[0]
    return row["value"], float(re.search(r"\+([\d.]+) per cent", row["note"])[1])


def _before_the_growth(load: Load) -> float:
    value, growth = _stated_growth(load)
    return value / (1 + growth / 100)


# --- 03-5: as of ---------------------------------------------------------------------------------------------


def _measures(rows: pd.DataFrame) -> list[str]:
    return sorted(rows["measure"].unique())


def _known_measures(load: Load) -> list[str]:
    return _measures(load("us_returns_to_wait", as_of="2019-06-07"))


def _counted_by_then(load: Load) -> list[str]:
    waits = load("us_returns_to_wait")
    return _measures(waits[waits["period_end"] <= "2019-06-07"])


# --- 03-6: the share returned --------------------------------------------------------------------------------


def _by_measure(
    load: Load, rounded: bool, everyone: bool = True, without: tuple[str, str] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return detentions and returns by year; ``without``: a measure, and a precision that it should not have."""
    years = load("mexico_detentions_returns_year")
    if without:
        measure, precision = without
        years = years[(years["measure"] != measure) | (years["precision"] != precision)]
    if everyone:
        years = years[years["counted"] == "everyone"]
    detentions = years[years["measure"] == "detentions"]
    if not rounded:
        detentions = detentions[detentions["precision"] != "rounded"]
    return detentions[["year", "value"]], years.loc[years["measure"] == "returns", ["year", "value"]]


def _joined(load: Load, rounded: bool = False, how: str = "inner", **rows: bool | tuple) -> pd.DataFrame:
    detentions, returns = _by_measure(load, rounded, **rows)
    return detentions.merge(returns, on="year", how=how, suffixes=("_detained", "_returned"))


def _share_returned(load: Load, **options: bool | str | tuple) -> pd.DataFrame:
    joined = _joined(load, **options)
    return joined[["year"]].assign(returned_pct=joined["value_returned"] / joined["value_detained"] * 100)


# --- 03-7: a function ----------------------------------------------------------------------------------------


def _change_pct(values: list, start: int, length: int) -> float:
    mean = sum(values[start : start + length]) / length
    before = values[start - 1]
    return (mean - before) / before * 100


def _total_against_a_month(values: list, start: int, length: int) -> float:
    before = values[start - 1]
    return (sum(values[start : start + length]) - before) / before * 100


def _wrong_base(values: list, start: int, length: int) -> float:
    mean = sum(values[start : start + length]) / length
    return (mean - values[start - 1]) / mean * 100


def _window_too_long(values: list, start: int, length: int) -> float:
    mean = sum(values[start : start + length + 1]) / length
    return (mean - values[start - 1]) / values[start - 1] * 100


def _baseline_in_the_window(values: list, start: int, length: int) -> float:
    mean = sum(values[start : start + length]) / length
    return (mean - values[start]) / values[start] * 100


# --- 03-8: a figure ------------------------------------------------------------------------------------------


def _fiscal_year(load: Load, year: int) -> list[int]:
    table = load("us_apprehensions_month")
    return table.loc[table["fiscal_year"] == year, "apprehensions"].tolist()


def _from_january(load: Load, year: int) -> list[int]:
    """Return the months of a fiscal year in the order of the calendar: January to September, then October."""
    months = _fiscal_year(load, year)
    return months[3:] + months[:3]


def _by_name(load: Load, year: int) -> list[int]:
    """Return the months of a fiscal year in the order of the alphabet, April first."""
    table = load("us_apprehensions_month")
    year_alone = table[table["fiscal_year"] == year]
    return year_alone.set_index(year_alone["month"].dt.strftime("%b"))["apprehensions"].sort_index().tolist()


def _mean_of_two_years(load: Load) -> list[float]:
    return [sum(pair) / 2 for pair in zip(_fiscal_year(load, 2014), _fiscal_year(load, 2015), strict=True)]


def _one_line_of_two_years(description: dict) -> bool:
    """Tell whether a figure shows 24 months in one line or in bars of one colour."""
    return any(
        any(len(marks["y"]) == 24 for marks in axes["lines"] + axes["points"])
        or (len(axes["bars"]) == 24 and len({bar["series"] for bar in axes["bars"]}) == 1)
        for axes in description["axes"]
    )


QUESTIONS = (
    Question(
        id="03-1",
        title="By how much did raids grow?",
        points=2,
        minutes=4,
        kind="number",
        wanted="one number in per cent, rounded to one decimal",
        unit="per cent",
        tolerance=0.1,
        right=lambda load: _growth(*_raids(load)),
        why="The stated raids more than doubled: that is what growth above 100 per cent means. It is the growth of a "
        "number that no table of ours can test.",
        hints=(
            "What grew, from what to what? The two numbers stand in the table claims, under P1a and P1b.",
            "A growth is the difference of the two numbers, divided by the number at the start.",
            '(later - earlier) / earlier * 100, with both read from claims.loc[..., "value"]',
        ),
        misconceptions=(
            Misconception(
                "ratio for growth",
                "Your number says how many times as large the later number is. The question asks by how many per cent "
                "it grew, so leave out the part that was there at the start.",
                lambda load: _raids(load)[1] / _raids(load)[0],
                ask="If raids had stayed at 796, what would your calculation give, and what should the growth be?",
            ),
            Misconception(
                "later number in per cent of the earlier",
                "This is the later number in per cent of the earlier one. Without any growth it would be 100, and not 0.",
                lambda load: _raids(load)[1] / _raids(load)[0] * 100,
                ask="Which number would your way of counting give if nothing had changed?",
            ),
            Misconception(
                "share for per cent",
                "Your number is a share, where 1 is the whole start. The question asks for per cent: multiply by 100.",
                lambda load: _growth(*_raids(load)) / 100,
                ask="Would a newspaper print your number with the sign for per cent behind it?",
            ),
            Misconception(
                "wrong base",
                "You divided by the later number. A growth is measured against the number at the start.",
                lambda load: (_raids(load)[1] - _raids(load)[0]) / _raids(load)[1] * 100,
                ask="Of which of the two numbers is your answer so many per cent?",
            ),
            Misconception(
                "difference",
                "This is the difference, in raids a month. Divide it by the number at the start to get per cent.",
                lambda load: _raids(load)[1] - _raids(load)[0],
                ask="What is the unit of your number?",
            ),
        ),
        equivalents=(
            lambda load: round(_growth(*_raids(load)), 1),
            lambda load: pd.Series([_growth(*_raids(load))]),
        ),
    ),
    Question(
        id="03-2",
        title="Read the chart of 2014",
        points=1,
        minutes=4,
        kind="text",
        read_off=True,
        wanted="the name of one month in English, such as March",
        right=_first_fall,
        why="The first fall came in June, before the plan began on 7 July. A cause cannot come after its effect, so "
        "something else was at work too: the season, or what people and governments did before.",
        hints=(
            "Begin at March and compare each point with the one to its left.",
            "Look for the first point that is lower than its neighbour on the left, even if only a little.",
            'In code: which is the first negative value of year_2014["apprehensions"].diff() after March?',
        ),
        misconceptions=(
            Misconception(
                "the month of the plan",
                "In July the fall is the steepest, and the plan began. But is July the first month below the one "
                "before it?",
                lambda load: "July",
                ask="What do you see if you cover the name of the plan and look at the points alone?",
            ),
            Misconception(
                "the highest month",
                "This is the highest month of the year. The question asks for the first month that is lower than the "
                "month before.",
                lambda load: _year_2014(load).idxmax(),
                ask="Is the point of this month higher or lower than the point on its left?",
            ),
            Misconception(
                "the lowest month",
                "This is the lowest month of the year. The question asks where the fall begins, not where it ends.",
                lambda load: _year_2014(load).idxmin(),
                ask="Where on the line does the way down begin, and where does it end?",
            ),
        ),
        equivalents=(
            lambda load: f" {_first_fall(load).upper()}. ",
            lambda load: _first_fall(load)[:3],
            lambda load: f"{_first_fall(load)} 2014",
        ),
    ),
    Question(
        id="03-3",
        title="Detentions in a year of office",
        points=2,
        minutes=6,
        kind="frame",
        wanted="a table or Series with one row for each of the three presidents, and per_year (detentions a year)",
        key=("president",),
        tolerance=1,
        right=_terms,
        why="Detentions under Fox were the most of the three, years before the Southern Border Plan: about 185 "
        "thousand a year. A term's mean also hides what happened within it: the plan began in the second year of "
        "Peña Nieto.",
        hints=(
            "One president has two rows, of two publications. Take one publication for all, then divide.",
            "The length of a term is year_end minus year_start: it begins and ends on 1 December.",
            'terms["per_year"] = terms["detentions"] / (terms["year_end"] - terms["year_start"]), where terms holds '
            "the rows published in 2022",
        ),
        misconceptions=(
            Misconception(
                "both publications",
                "Your table has two rows for Calderón, from two publications. Keep the rows published in 2022.",
                lambda load: _terms(load, published=None),
                matches=table_of(4),
                ask="How many presidents are in your table, and how many rows?",
            ),
            Misconception(
                "mean of two publications",
                "You took the mean of two publications for Calderón. Choose one, that of 2022, for all three.",
                lambda load: _terms(load, published=None).groupby("president", as_index=False)["per_year"].mean(),
                ask="From which publication does each of your numbers come?",
            ),
            Misconception(
                "the later publication for one",
                "Your number for Calderón is of another publication than the other two. Keep the rows published in 2022.",
                lambda load: _terms(load, published=None).drop_duplicates("president", keep="last"),
                ask="From which publication does each of your numbers come?",
            ),
            Misconception(
                "seven calendar years",
                "You divided by 7. A term touches seven calendar years, but it lasts six: from 1 December to 1 December.",
                lambda load: _terms(load, years=7),
                ask="From which day to which day does a term run, and how many years is that?",
            ),
            Misconception(
                "not divided",
                "These are the detentions of whole terms. Divide by the years of a term.",
                lambda load: _terms(load, years=1),
                ask="What period does your number stand for?",
            ),
            Misconception(
                "per month",
                "These are detentions a month. The question asks for a year of office.",
                lambda load: _terms(load, years=72),
                ask="What period does your number stand for?",
            ),
        ),
        equivalents=(
            lambda load: _terms(load).set_index("president")["per_year"].round(),
            lambda load: _terms(load).sort_values("per_year"),
        ),
    ),
    Question(
        id="03-4",
        title="The number behind a growth",
        points=2,
        minutes=6,
        kind="number",
        wanted="one number of detentions, rounded to a whole number",
        unit="detentions",
        tolerance=10,
        right=_before_the_growth,
        why="A growth and its end give the start back: about 33,750, a little more than 8,400 a month. As the "
        "growth is rounded, the number is known only to about ten.",
        hints=(
            "Call the number of 2014 the start. What must it be multiplied by to give the number of 2015?",
            "A growth of 100 per cent is a factor of 2; one of 84.5 per cent is a factor of 1.845.",
            "start * 1.845 = value, so start = value / (1 + 84.5 / 100)",
        ),
        misconceptions=(
            Misconception(
                "per cent of the later number",
                "You took 84.5 per cent off the later number. The per cent belong to the earlier one: divide.",
                lambda load: _stated_growth(load)[0] * (1 - _stated_growth(load)[1] / 100),
                ask="If you let your number grow by 84.5 per cent, do you get the number of 2015 back?",
            ),
            Misconception(
                "the increase",
                "This is the increase, the difference of the two years. The question asks for the number of 2014.",
                lambda load: _stated_growth(load)[0] - _before_the_growth(load),
                ask="What does your number count: the people of 2014, or those who came on top?",
            ),
            Misconception(
                "divided by the growth",
                "You divided by 0.845, and the number of 2014 became the larger one. Does a growth fit that?",
                lambda load: _stated_growth(load)[0] / (_stated_growth(load)[1] / 100),
                ask="In which of the two years must the number be smaller?",
            ),
            Misconception(
                "forwards",
                "You let the number of 2015 grow once more. The way goes back: divide and do not multiply.",
                lambda load: _stated_growth(load)[0] * (1 + _stated_growth(load)[1] / 100),
                ask="Does your number lie before or after 2015?",
            ),
            Misconception(
                "84.5 per cent of it",
                "This is 84.5 per cent of the later number. A growth by 84.5 per cent is another thing.",
                lambda load: _stated_growth(load)[0] * _stated_growth(load)[1] / 100,
                ask="If you let your number grow by 84.5 per cent, do you get the number of 2015 back?",
            ),
        ),
        equivalents=(lambda load: round(_before_the_growth(load)), lambda load: int(_before_the_growth(load))),
    ),
    Question(
        id="03-5",
        title="What a reader could know of the returns to wait",
        points=2,
        minutes=5,
        kind="names",
        wanted="the values of the column measure, as a list or a column",
        right=_known_measures,
        why="Two of the six counts were public: the statement of Mexico's government, and running totals of its own "
        "institute. The court cases of these months came out in August 2019, so the author could not set them beside "
        "the ministry's number.",
        hints=(
            "A count of May can be published in August. Which column decides what a reader could know?",
            "load takes a second argument, as_of, with a day in the form year-month-day.",
            'load("us_returns_to_wait", as_of="2019-06-07")["measure"].unique()',
        ),
        misconceptions=(
            Misconception(
                "figures from later",
                "These are all measures of the table. Most were published after 7 June 2019, or on a day that nobody "
                "saw: give load the argument as_of.",
                lambda load: _measures(load("us_returns_to_wait")),
                ask="On which day was the latest of your rows published?",
            ),
            Misconception(
                "counted by then, not published by then",
                "You chose the rows that were counted up to 7 June. Some of them were printed months later: the day of "
                "publication decides.",
                _counted_by_then,
                ask="When could a reader first see the court cases of May?",
            ),
            Misconception(
                "the statement alone",
                "You kept the government's statement alone. Its migration institute had printed running totals too.",
                lambda load: [one for one in _known_measures(load) if "statement" in one],
                ask="Which rows are left if you look at the day of publication, and at nothing else?",
            ),
        ),
        equivalents=(
            lambda load: load("us_returns_to_wait", as_of="2019-06-07")["measure"].unique(),
            lambda load: pd.Series(_known_measures(load), name="measure"),
        ),
    ),
    Question(
        id="03-6",
        title="How many were returned for each 100 detained?",
        points=3,
        minutes=9,
        kind="frame",
        wanted="a table with one row for each of five years and the columns year and returned_pct (per cent)",
        key=("year",),
        tolerance=0.1,
        right=_share_returned,
        why="From 98.0 returned for each 100 detained in 2005 to 37.2 in 2021: the two counts moved apart. To write "
        "deported for detained was nearly right in 2005, and far from right later. The sources differ from year to "
        "year, so the direction holds better than the decimals.",
        hints=(
            "Make two tables first, one of detentions and one of returns, each with year and value.",
            "Merge them on year: only years that are in both are left. Then divide the returns by the detentions.",
            'both = detentions.merge(returns, on="year", suffixes=("_detained", "_returned")); '
            'both["returned_pct"] = both["value_returned"] / both["value_detained"] * 100',
        ),
        misconceptions=(
            Misconception(
                "rounded detentions kept",
                "The year 2018 is in your table twice, because it has an exact and a rounded count of detentions. "
                "Leave out the rounded detentions first.",
                lambda load: _share_returned(load, rounded=True),
                matches=table_of(6),
                ask="Does any year stand in your table more than once, and why?",
            ),
            Misconception(
                "rounded returns left out",
                "You left out the rounded returns too, and with them a year. Leave out rounded detentions alone: for that "
                "year there is no other count of returns.",
                lambda load: _share_returned(load, without=("returns", "rounded")),
                ask="To which of the two counts does the instruction on rounded numbers apply?",
            ),
            Misconception(
                "exact detentions alone",
                "You kept the exact detentions alone, and lost a year whose count is preliminary. Leave out what is "
                "rounded, and nothing else.",
                lambda load: _share_returned(load, without=("detentions", "preliminary")),
                ask="Which values does the column precision have, and which of them does the question leave out?",
            ),
            Misconception(
                "groups mixed",
                "You merged counts of different people, such as returns of Central Americans with detentions of "
                "everyone. Keep the rows with everyone in the column counted.",
                lambda load: _share_returned(load, everyone=False),
                matches=table_of(8),
                ask="Who is counted above, and who below the line of your fraction?",
            ),
            Misconception(
                "years without a partner",
                "Your table keeps years for which one of the two counts is missing. An inner merge, the default, "
                "leaves them out.",
                lambda load: _share_returned(load, how="left"),
                ask="What can the share be in a year for which the table has no returns?",
            ),
            Misconception(
                "upside down",
                "Your fraction is upside down: the detained are the whole, and the returned are the part.",
                lambda load: _share_returned(load).assign(returned_pct=lambda table: 1e4 / table["returned_pct"]),
                ask="If one half of the detained were returned, which number would your line give?",
            ),
            Misconception(
                "share for per cent",
                "Your numbers are shares, where 1 is the whole. The question asks for per cent: multiply by 100.",
                lambda load: _share_returned(load).assign(returned_pct=lambda table: table["returned_pct"] / 100),
                ask="Would a newspaper print your number with the sign for per cent behind it?",
            ),
            Misconception(
                "not returned",
                "These are the per cent that were detained and not returned. The question asks for those returned.",
                lambda load: _share_returned(load).assign(returned_pct=lambda table: 100 - table["returned_pct"]),
                ask="Which people does your number count?",
            ),
        ),
        equivalents=(
            lambda load: _share_returned(load).set_index("year")["returned_pct"].round(1),
            lambda load: _share_returned(load).sort_values("returned_pct"),
        ),
    ),
    Question(
        id="03-7",
        title="Mend a comparison",
        points=2,
        minutes=7,
        kind="function",
        wanted="a function change_pct(values, start, length) that gives a change in per cent",
        tolerance=0.01,
        calls=(
            ([100, 100, 100, 100], 1, 3),
            ([50, 80, 60, 40], 1, 3),
            ([50, 80, 60, 40], 1, 2),
            ([10, 20, 30, 40, 50, 90], 2, 2),
            ([40, 50], 1, 1),
            ([200, 60, 150, 90], 1, 3),
        ),
        right=lambda load: _change_pct,
        why="A total of several months must become a monthly mean before it stands beside one month. It is the same "
        "slip as 1,785 raids a month beside 53,891 people.",
        hints=(
            "Follow the first example by hand: each month has 100. What is compared with what?",
            "The sum of the window belongs to length months; the month before is one month.",
            "Divide the sum by length: mean = sum(window) / length. Then (mean - before) / before * 100.",
        ),
        misconceptions=(
            Misconception(
                "total against one month",
                "change_pct still compares the total of the window with one month. Turn the total into a mean.",
                lambda load: _total_against_a_month,
                ask="How many months are in the first number, and how many in the second?",
            ),
            Misconception(
                "wrong base",
                "You divide by the mean of the window. A change is measured against what was before.",
                lambda load: _wrong_base,
                ask="Against which of the two numbers should the change be measured?",
            ),
            Misconception(
                "window one month too long",
                "Your window takes one month too many. values[start : start + length] has exactly length values.",
                lambda load: _window_too_long,
                ask="With start 1 and length 2, which places of the list belong to the window?",
            ),
            Misconception(
                "baseline inside the window",
                "Your baseline is the first month of the window. The month before it is values[start - 1].",
                lambda load: _baseline_in_the_window,
                ask="Which month is your baseline, and which months does the window hold?",
            ),
            Misconception(
                "share for per cent",
                "Your function gives a share. The question asks for per cent: keep the factor 100 of the draft.",
                lambda load: lambda values, start, length: _change_pct(values, start, length) / 100,
                ask="What does your function give for a rise from 40 to 50?",
            ),
        ),
        equivalents=(
            lambda load: (
                lambda values, start, length: (
                    (pd.Series(values[start : start + length]).mean() / values[start - 1] - 1) * 100
                )
            ),
        ),
    ),
    Question(
        id="03-8",
        title="Draw two fiscal years",
        points=3,
        minutes=8,
        kind="figure",
        wanted="a chart of apprehensions by month with two lines (or two colours of bars), one for fiscal year 2014 and "
        "one for 2015, each from October to September, with a title and labels",
        right=lambda load: {
            "series": [_fiscal_year(load, 2014), _fiscal_year(load, 2015)],
            "same_places": True,
            "words": {
                "title": [],
                "xlabel": [],
                "ylabel": ["apprehensions", "aprehensiones", "people stopped", "events"],
            },
        },
        why="The two lines are nearer in winter than in spring: the spring of 2014 was high and that "
        "of 2015 was not. So each comparison with a month of spring 2014 starts from a high base.",
        hints=(
            "Keep the rows of the two fiscal years. The table is in the order of the months, October first.",
            "Give the name of the month as x, the apprehensions as y, and the fiscal year as hue.",
            'sns.lineplot(data=two, x=two["month"].dt.strftime("%b"), y="apprehensions", hue="fiscal_year"), then '
            "set_title and set(xlabel=..., ylabel=...)",
        ),
        misconceptions=(
            Misconception(
                "order of the calendar",
                "Your lines begin in January, so each joins September to the October before it. A fiscal year runs "
                "from October to September: use the months' names, in the order of the table.",
                lambda load: {"series": [_from_january(load, 2014), _from_january(load, 2015)]},
                ask="Which month is the first of fiscal year 2014, and in which calendar year does it lie?",
            ),
            Misconception(
                "order of the alphabet",
                "Your months stand in the order of the alphabet, April first. Put them into the order of the fiscal year: "
                "October first.",
                lambda load: {"series": [_by_name(load, 2014), _by_name(load, 2015)]},
                ask="Which month stands first on your x axis, and why that one?",
            ),
            Misconception(
                "mean of both",
                "Your chart shows the mean of the two years, month by month: seaborn takes it where two rows have the same "
                "x. Give fiscal_year as hue.",
                lambda load: {"values": _mean_of_two_years(load)},
                ask="How many rows does the table have for each month on your x axis?",
            ),
            Misconception(
                "calendar years",
                "You drew two calendar years. The column fiscal_year says to which year a month belongs.",
                lambda load: {
                    "series": [_us_months(load).loc[f"{year}-01" : f"{year}-12"].tolist() for year in (2014, 2015)]
                },
                ask="To which fiscal year does October 2014 belong?",
            ),
            Misconception(
                "one line for both",
                "You drew the 24 months as one line. Give fiscal_year as hue, and the months' names as x, so that the "
                "two years lie above each other.",
                lambda load: {"values": _fiscal_year(load, 2014) + _fiscal_year(load, 2015)},
                matches=_one_line_of_two_years,
                ask="How could a reader compare March with March in your chart?",
            ),
            Misconception(
                "two other years",
                "You drew the fiscal years 2013 and 2014. Wanted are 2014 and 2015.",
                lambda load: {"series": [_fiscal_year(load, 2013), _fiscal_year(load, 2014)]},
                ask="Which two fiscal years stand in your legend, and which does the question name?",
            ),
        ),
    ),
    Question(
        id="03-9",
        title="Argue: did the plan of 2014 work?",
        points=3,
        minutes=10,
        kind="argue",
        wanted="a text of 60 to 120 words in the name argument",
        hints=(
            "Say first what *work* means for you: more returns from Mexico, fewer people at the US border, or safety.",
            "Two figures that belong together are the returns of two years, or the apprehensions of two windows.",
            "For the limit, think of the baseline, of what would have happened without the plan, and of rights.",
        ),
        rubric=(
            "3 points: says what it means to work, takes a position, names two figures with their period and source, "
            "and gives a limit (a baseline, another cause, or what our tables do not count) that touches the position.",
            "2 points: takes a position with two figures, but the limit is missing or does not touch the position.",
            "1 point: a position with one figure, or figures without a position.",
        ),
        words=(60, 120),
    ),
)

SELF_CHECKS = {
    "03-a": {
        "prompt": "A report gives 500 raids a month, and 9,000 people detained in these raids from January to June. How "
        "many people were detained for each raid?",
        "choices": [
            {
                "text": "18, because 9,000 divided by 500 is 18",
                "right": False,
                "feedback": "The 9,000 are of six months and the 500 of one. First give both the same period.",
            },
            {
                "text": "It cannot be known, because raids and people are different things",
                "right": False,
                "feedback": "Different things can be divided by each other, if both are of the same period and places.",
            },
            {
                "text": "3, because 9,000 people are 1,500 a month",
                "right": True,
                "feedback": "Both are now of one month. Without the words *in these raids* it would be an assumption.",
            },
        ],
    },
    "03-b": {
        "prompt": "One window shows a fall of 44 per cent against the year before, and a rise of 28 per cent against "
        "the months before. What follows?",
        "choices": [
            {
                "text": "The season and the height of the year before are in these numbers, so each must name its baseline",
                "right": True,
                "feedback": "Neither is false. A reader needs the baseline to know what the number says.",
            },
            {
                "text": "One of the two was calculated wrongly",
                "right": False,
                "feedback": "Both can be right: they compare the same window with different months.",
            },
            {
                "text": "On the whole it fell by 16 per cent",
                "right": False,
                "feedback": "A fall and a rise with different baselines cannot be added.",
            },
        ],
    },
    "03-c": {
        "prompt": "At the end of May 2019 the government says 8,835 people sent back to wait; a university counts 8,308 "
        "court cases. Is one of them wrong?",
        "choices": [
            {
                "text": "Yes, the lower one: some cases were forgotten",
                "right": False,
                "feedback": "Perhaps, but the numbers do not show it: a case and a person are not the same thing.",
            },
            {
                "text": "Not necessarily: people who cross and cases that a court opens are different counts",
                "right": True,
                "feedback": "They can differ by definition and by some days, and so they must not be joined into one line.",
            },
            {
                "text": "No, and the mean of the two is the best number",
                "right": False,
                "feedback": "A mean of two different things counts neither of them.",
            },
        ],
    },
}
