"""Questions of lesson 04, Washington's efforts and the chokepoint."""

import pandas as pd

from twoborders.models.chokepoint import smallest_cut
from twoborders.questions.core import Load, Misconception, Question
from twoborders.questions.helpers import table_of

THREE = ("GTM", "HND", "SLV")
"""Codes of Guatemala, Honduras and El Salvador."""

# --- 04-1: refugee applications in Mexico ----------------------------------------------------------------------


def _applications(load: Load, period_end: str | None = "2019-10-31") -> pd.DataFrame:
    table = load("refugee_applications_nationality")
    return table if period_end is None else table[table["period_end"] == period_end]


def _share_of(table: pd.DataFrame, codes: tuple[str, ...] = THREE) -> float:
    return table.loc[table["country_code"].isin(codes), "applications"].sum() / table["applications"].sum() * 100


# --- 04-2 and 04-3: apprehensions by citizenship ---------------------------------------------------------------


def _by_citizenship(load: Load) -> pd.DataFrame:
    """Return apprehensions with a row for each citizenship and a column for each fiscal year."""
    table = load("us_apprehensions_year_citizenship")
    return table.pivot(index="citizenship", columns="fiscal_year", values="apprehensions")


def _fewer(load: Load, before: int = 2014, after: int = 2018) -> list[str]:
    years = _by_citizenship(load)
    return years.index[years[after] < years[before]].tolist()


def _population(load: Load, year: int | None = 2019) -> pd.DataFrame:
    context = load("country_context")
    people = context[context["indicator"] == "population"]
    return people if year is None else people[people["year"] == year]


def _joined(load: Load, fiscal_year: int = 2019, population_year: int | None = 2019) -> pd.DataFrame:
    table = load("us_apprehensions_year_citizenship")
    events = table[table["fiscal_year"] == fiscal_year]
    return events.merge(_population(load, population_year)[["country_code", "value"]], on="country_code")


def _per_1000(load: Load, times: float = 1_000, **years: int | None) -> pd.DataFrame:
    joined = _joined(load, **years)
    return joined[["citizenship"]].assign(per_1000=joined["apprehensions"] / joined["value"] * times)


UPSIDE_DOWN = "You divided inhabitants by apprehensions. The events stand above the line, the people below."


def _upside_down(load: Load, times: float) -> pd.DataFrame:
    joined = _joined(load)
    return joined[["citizenship"]].assign(per_1000=joined["value"] / joined["apprehensions"] * times)


# --- 04-4: a figure of three lines -----------------------------------------------------------------------------


def _by_group(load: Load, first: int = 2012, last: int = 2019) -> pd.DataFrame:
    """Return apprehensions with a row for each fiscal year and a column for each group."""
    table = load("us_apprehensions_year_group")
    kept = table[table["fiscal_year"].between(first, last)]
    return kept.pivot(index="fiscal_year", columns="group", values="apprehensions")


def _lines(groups: pd.DataFrame) -> list[list[float]]:
    return [groups[name].dropna().tolist() for name in groups.columns]


# --- 04-5: a function ------------------------------------------------------------------------------------------


def _three_share(guatemala: float, honduras: float, el_salvador: float, others: float) -> float:
    three = guatemala + honduras + el_salvador
    return three / (three + others) * 100 if three + others else 0.0


def _three_to_others(guatemala: float, honduras: float, el_salvador: float, others: float) -> float:
    three = guatemala + honduras + el_salvador
    return three / others * 100 if three + others else 0.0


def _without_the_case(guatemala: float, honduras: float, el_salvador: float, others: float) -> float:
    three = guatemala + honduras + el_salvador
    return three / (three + others) * 100


def _without_brackets(guatemala: float, honduras: float, el_salvador: float, others: float) -> float:
    three = guatemala + honduras + el_salvador
    return three / three + others * 100 if three + others else 0.0


# --- 04-6: a pace ----------------------------------------------------------------------------------------------

INSTITUTE = "returns received, Mexico's migration institute"
GOVERNMENT = "returns, statement of Mexico's government"


def _returned(load: Load, day: str, measure: str = INSTITUTE) -> float:
    table = load("us_returns_to_wait")
    row = table[(table["measure"] == measure) & (table["period_end"] == day)]
    return row["value"].iloc[0]


def _pace(load: Load, days: int | None = None) -> float:
    grew = _returned(load, "2019-06-30") - _returned(load, "2019-05-27")
    return grew / (days or (pd.Timestamp("2019-06-30") - pd.Timestamp("2019-05-27")).days)


# --- 04-7: applications and grants -----------------------------------------------------------------------------


def _asylum(load: Load, year: int = 2017, granted_year: int | None = None) -> pd.DataFrame:
    applications = load("asylum_applications_origin")
    chosen = applications[(applications["asylum_country_code"] == "USA") & (applications["year"] == year)]
    stages = chosen[chosen["country_code"].isin(THREE)].pivot(
        index="country_code", columns="stage", values="applications"
    )
    grants = load("us_asylum_grants")
    granted = grants[grants["fiscal_year"] == (granted_year or year)].set_index("country_code")["people_granted"]
    joined = stages.join(granted, how="inner").reset_index()
    return joined[["country_code", "affirmative", "defensive", "people_granted"]]


def _changed_places(load: Load) -> pd.DataFrame:
    return _asylum(load).rename(columns={"affirmative": "defensive", "defensive": "affirmative"})


def _grants_of_all_years(load: Load) -> pd.DataFrame:
    grants = load("us_asylum_grants")[["country_code", "people_granted"]]
    return _asylum(load).drop(columns="people_granted").merge(grants, on="country_code")


# --- 04-8: a small network -------------------------------------------------------------------------------------

WAYS = (
    ("bridge", "south", "town", 30),
    ("ferry", "town", "north", 15),
    ("road", "town", "village", 12),
    ("path", "village", "north", 20),
)
"""The links of the question, as its notebook prints them: name, start, end, capacity units."""


def _cut(load: Load) -> list[str]:
    return list(smallest_cut(WAYS, "south", "north").links)


QUESTIONS = (
    Question(
        id="04-1",
        title="Who asked Mexico for refuge?",
        points=1,
        minutes=4,
        kind="number",
        wanted="one number in per cent, rounded to one decimal",
        unit="per cent",
        tolerance=0.1,
        right=lambda load: _share_of(_applications(load)),
        why="Of 100 applicants in Mexico 63 came from the three countries. At the US border, in another period, it was "
        "more than 70 of 100 apprehensions: two counts of two different things.",
        hints=(
            "The periods in the table overlap. First keep the rows of one period.",
            "Two sums are needed: the applications of the three countries, and those of all rows of the period.",
            'period = applications[applications["period_end"] == "2019-10-31"]; '
            'three = period[period["country_code"].isin(["GTM", "HND", "SLV"])]; then divide the two sums',
        ),
        misconceptions=(
            Misconception(
                "overlapping periods added",
                "You used all periods at once. They overlap, so people are counted several times: keep one period.",
                lambda load: _share_of(_applications(load, None)),
                ask="In how many rows does a person from Honduras stand who applied in February 2019?",
            ),
            Misconception(
                "another period",
                "This is the share among the rows up to April. The question asks for January to October.",
                lambda load: _share_of(_applications(load, "2019-04-30")),
                ask="On which day does the period end whose rows you kept?",
            ),
            Misconception(
                "the row of all others lost",
                "Your total leaves out the applicants of other countries. Their row has no country_code, and groupby "
                "drops it: add up the whole column.",
                lambda load: _share_of(_applications(load).dropna(subset=["country_code"])),
                ask="Is your total as large as the sum of the whole column of this period?",
            ),
            Misconception(
                "Honduras alone",
                "This is the share of one country. The Northern Triangle has three: add the other two.",
                lambda load: _share_of(_applications(load), ("HND",)),
                ask="Which countries belong to the Northern Triangle, and which of them are in your sum?",
            ),
            Misconception(
                "share for per cent",
                "Your number is a share, where 1 is the whole. The question asks for per cent: multiply by 100.",
                lambda load: _share_of(_applications(load)) / 100,
                ask="If all applicants came from the three countries, what would your code give?",
            ),
        ),
        equivalents=(
            lambda load: round(_share_of(_applications(load)), 1),
            lambda load: pd.Series([_share_of(_applications(load))]),
        ),
    ),
    Question(
        id="04-2",
        title="Who was stopped less often than before?",
        points=2,
        minutes=5,
        kind="names",
        wanted="the names of the citizenships, as a list or a column",
        right=_fewer,
        why="From 2014 to 2018 the three countries of the Northern Triangle did not move together: two fell, and "
        "Guatemala rose. One name for three countries can hide that.",
        hints=(
            "Two numbers are needed for each citizenship, side by side: that of 2014 and that of 2018.",
            'pivot makes a column of each year: index="citizenship", columns="fiscal_year", values="apprehensions".',
            "years.index[years[2018] < years[2014]].tolist(), where years is the pivoted table",
        ),
        misconceptions=(
            Misconception(
                "more instead of fewer",
                "These are the citizenships with more apprehensions in 2018. The question asks for fewer.",
                lambda load: [name for name in _by_citizenship(load).index if name not in _fewer(load)],
                ask="Take the first name of your list: which of its two numbers is larger, the earlier or the later?",
            ),
            Misconception(
                "another first year",
                "You compared 2018 with 2013. The question asks for 2014.",
                lambda load: _fewer(load, before=2013),
                ask="Which column stands on the other side of your comparison?",
            ),
            Misconception(
                "another last year",
                "You compared 2014 with 2019, the year with the highest counts. The question asks for 2018.",
                lambda load: _fewer(load, after=2019),
                ask="With which year did you compare 2014?",
            ),
        ),
        equivalents=(
            lambda load: set(_fewer(load)),
            lambda load: pd.Series(_fewer(load), name="citizenship"),
        ),
    ),
    Question(
        id="04-3",
        title="Large countries, small countries",
        points=3,
        minutes=8,
        kind="frame",
        wanted="a table with one row for each of the four countries and the columns citizenship and per_1000",
        key=("citizenship",),
        tolerance=0.06,
        right=_per_1000,
        why="For each 1,000 inhabitants Honduras comes first, with 25.5 events: more than Guatemala, which has the "
        "most events. An event is not a person, so this is no share of the people who left.",
        hints=(
            "The events stand in one table and the inhabitants in another. The column country_code is in both.",
            "Keep fiscal year 2019 in the first table; year 2019 and the indicator population in the second. Then merge.",
            'joined = events.merge(people[["country_code", "value"]], on="country_code"); per_1000 is '
            "apprehensions / value * 1000",
        ),
        misconceptions=(
            Misconception(
                "for one inhabitant",
                "Your numbers are for one inhabitant each. The question asks for 1,000: multiply.",
                lambda load: _per_1000(load, times=1),
                ask="Your number for a country is far below 1. For how many inhabitants is it?",
            ),
            Misconception(
                "upside down",
                UPSIDE_DOWN,
                lambda load: _upside_down(load, 1_000),
                ask="If a country had twice as many apprehensions, would your number be larger or smaller?",
            ),
            Misconception(
                "inhabitants for one event",
                UPSIDE_DOWN,
                lambda load: _upside_down(load, 1),
                ask="If a country had twice as many apprehensions, would your number be larger or smaller?",
            ),
            Misconception(
                "population of another year",
                "You joined the events of 2019 with the population of 2018. Take that of 2019.",
                lambda load: _per_1000(load, population_year=2018),
                ask="Of which year are the inhabitants in your table?",
            ),
            Misconception(
                "events of another year",
                "These are the apprehensions of fiscal year 2018. The question asks for 2019.",
                lambda load: _per_1000(load, fiscal_year=2018),
                ask="Which fiscal year did you keep?",
            ),
            Misconception(
                "more than one row for a country",
                "Your table has many rows for each country. Before you merge, keep one year in each table, and only the "
                "indicator population.",
                lambda load: _per_1000(load, population_year=None),
                matches=lambda description: (
                    description["kind"] == "frame"
                    and description["n_rows"] > 20
                    and "citizenship" in description["columns"]
                ),
                ask="How often does Honduras stand in your table, and what differs between these rows?",
            ),
        ),
        equivalents=(
            lambda load: _per_1000(load).set_index("citizenship")["per_1000"].round(1),
            lambda load: _per_1000(load).sort_values("per_1000", ascending=False),
        ),
    ),
    Question(
        id="04-4",
        title="Draw three groups",
        points=3,
        minutes=7,
        kind="figure",
        wanted="a chart with one line, or one colour of bars, for each of the three groups, fiscal years 2012 to 2019, "
        "with a title and labels",
        right=lambda load: {
            "series": _lines(_by_group(load)),
            "words": {
                "title": [],
                "xlabel": [],
                "ylabel": ["apprehensions", "events", "aprehensiones", "detenciones", "eventos"],
            },
        },
        why="Until 2018 single adults were the largest group of each year. In fiscal year 2019 family members were.",
        hints=(
            "Keep the fiscal years 2012 to 2019 first: before 2012 the groups are other ones.",
            'sns.lineplot takes hue="group": then each group has a line. Keep what it returns: chart = sns.lineplot(...)',
            'kept = by_group[by_group["fiscal_year"].between(2012, 2019)]; chart = sns.lineplot(data=kept, '
            'x="fiscal_year", y="apprehensions", hue="group"); chart.set(title="...", ylabel="...")',
        ),
        misconceptions=(
            Misconception(
                "one line for all",
                "Your chart has one line for all groups together. Give seaborn hue, so that each group has its own.",
                lambda load: {"values": _by_group(load).sum(axis=1).tolist()},
                ask="How many groups are in the table, and how many lines are on your chart?",
            ),
            Misconception(
                "mean of the groups",
                "Your line is the mean of the three groups, which counts nobody. Give seaborn hue.",
                lambda load: {"values": _by_group(load).mean(axis=1).tolist()},
                ask="Three rows belong to one year. What did seaborn make of them when you named no group?",
            ),
            Misconception(
                "all years",
                "Your chart shows all years of the table. Keep fiscal years 2012 to 2019: before and after, other things "
                "are counted.",
                lambda load: {"series": _lines(_by_group(load, first=2008, last=2020))},
                ask="How many groups stand in the legend, and how many does the question name?",
            ),
            Misconception(
                "fiscal year 2020 too",
                "Your chart goes to 2020. That year is counted in another way from March on: end with 2019.",
                lambda load: {"series": _lines(_by_group(load, last=2020))},
                ask="What does the column includes_title42 say of your last year?",
            ),
        ),
    ),
    Question(
        id="04-5",
        title="Mend a function",
        points=2,
        minutes=6,
        kind="function",
        wanted="a function three_share(guatemala, honduras, el_salvador, others) that gives a number in per cent",
        tolerance=0.06,
        calls=(
            (60, 20, 20, 100),
            (264_170, 253_800, 89_810, 243_730),
            (15_140, 18_120, 12_140, 659_650),
            (0, 0, 0, 40),
            (7, 2, 1, 0),
            (0, 0, 0, 0),
        ),
        right=lambda load: _three_share,
        why="The whole of a share holds its part. Three countries against the others is a ratio, and it has no upper end.",
        hints=(
            "Work the case out by hand: 100 of how many events are of the three countries?",
            "The whole is everybody: the three countries and the others.",
            "The last line divides by others; it must divide by (three + others). Keep the other lines.",
        ),
        misconceptions=(
            Misconception(
                "part not in the whole",
                "three_share still divides by the others alone. The three countries are a part of the whole too.",
                lambda load: _three_to_others,
                ask="If half of all events are of the three countries, what does your function give?",
            ),
            Misconception(
                "share for per cent",
                "Your function gives a share, where 1 is the whole. Per cent is asked for: multiply by 100.",
                lambda load: lambda *counts: _three_share(*counts) / 100,
                ask="What does your function give when all events are of the three countries?",
            ),
            Misconception(
                "the empty case is lost",
                "With no events at all there is nothing to divide by: return 0.0 there, as the draft does.",
                lambda load: _without_the_case,
                ask="What happens when all four numbers are 0?",
            ),
            Misconception(
                "no brackets",
                "The division comes before the addition. Put the sum of all four numbers in brackets.",
                lambda load: _without_brackets,
                ask="Your function gives much more than 100 per cent. In which order does Python compute its last line?",
            ),
            Misconception(
                "rounded",
                "Your function rounds to whole per cent. Give the number as it comes out of the division.",
                lambda load: lambda *counts: round(_three_share(*counts)),
                ask="How many decimals does your function give for the second case?",
            ),
        ),
        equivalents=(
            lambda load: lambda g, h, s, o: 100 * (g + h + s) / ((g + h + s + o) or 1),
            lambda load: lambda *counts: round(_three_share(*counts), 1),
        ),
    ),
    Question(
        id="04-6",
        title="How many people a day?",
        points=2,
        minutes=5,
        kind="number",
        wanted="one number of people a day, rounded to one decimal",
        unit="people a day",
        tolerance=0.1,
        right=_pace,
        why="About 267 people a day were sent back to Mexico to wait, counted by the Mexican side. Both days must come "
        "from one count: the table holds six, and they measure different things.",
        hints=(
            "A running total is all since the first day. What came between two days is the difference of two totals.",
            "Keep the rows of the migration institute. The days are those from 27 May to 30 June.",
            "(total of 30 June - total of 27 May) / days, where days is the difference of the two dates",
        ),
        misconceptions=(
            Misconception(
                "not divided by the days",
                "This is how many people came between the two days. Divide by the number of days.",
                lambda load: _returned(load, "2019-06-30") - _returned(load, "2019-05-27"),
                ask="Your number is people. In how many days did they come?",
            ),
            Misconception(
                "both ends counted",
                "You divided by 35 days. From the end of 27 May to the end of 30 June it is one day fewer.",
                lambda load: _pace(load, days=35),
                ask="How many days lie between the end of Monday and the end of Tuesday?",
            ),
            Misconception(
                "two counts mixed",
                "You began with the statement of Mexico's government, which is another count. Take the institute's "
                "total of 27 May.",
                lambda load: (_returned(load, "2019-06-30") - _returned(load, "2019-05-29", GOVERNMENT)) / 32,
                ask="What stands in the column measure of your two rows?",
            ),
            Misconception(
                "all days since January",
                "You divided the whole total by all days since January. The question asks for 27 May to 30 June.",
                lambda load: (
                    _returned(load, "2019-06-30") / (pd.Timestamp("2019-06-30") - pd.Timestamp("2019-01-29")).days
                ),
                ask="Since which day does a running total count?",
            ),
        ),
        equivalents=(lambda load: round(_pace(load), 1),),
    ),
    Question(
        id="04-7",
        title="Cases, persons, grants",
        points=2,
        minutes=8,
        kind="frame",
        wanted="a table with one row for each of the three countries and the columns country_code, affirmative, "
        "defensive and people_granted",
        key=("country_code",),
        right=_asylum,
        why="Side by side, and not divided: affirmative counts cases, the two other columns persons, and a grant often "
        "follows an application of an earlier year. A rate of success cannot be read off.",
        hints=(
            "Three conditions choose the applications: the country that was asked, the year, the three origins.",
            'pivot makes a column of each stage: index="country_code", columns="stage", values="applications".',
            'stages.merge(granted, on="country_code"), where stages is the pivoted table and granted holds the rows of '
            "fiscal year 2017 of us_asylum_grants",
        ),
        misconceptions=(
            Misconception(
                "another year",
                "Your table is that of 2016. The question asks for 2017.",
                lambda load: _asylum(load, 2016),
                ask="Which year stands in your conditions?",
            ),
            Misconception(
                "grants of another year",
                "The applications are those of 2017, the grants those of 2016. Both must be of 2017.",
                lambda load: _asylum(load, granted_year=2016),
                ask="Which fiscal year did you keep in the table of grants?",
            ),
            Misconception(
                "grants of all years",
                "Your table has three rows for each country, one for each year of grants. Keep 2017 before you merge.",
                _grants_of_all_years,
                matches=table_of(9, "people_granted"),
                ask="How often does each country stand in your table, and what differs between its rows?",
            ),
            Misconception(
                "stages changed places",
                "The columns affirmative and defensive have changed places. pivot names them by itself.",
                _changed_places,
                ask="Of which stage are the applications that are counted in cases?",
            ),
        ),
        equivalents=(
            lambda load: _asylum(load).set_index("country_code"),
            lambda load: _asylum(load).sort_values("defensive").assign(note="not to be divided"),
        ),
    ),
    Question(
        id="04-8",
        title="The smallest cut",
        points=2,
        minutes=6,
        kind="names",
        wanted="the names of the links, as a list or a column",
        right=_cut,
        why="Ferry and road together take 27 units, less than the bridge alone. The narrowest link and the smallest cut "
        "are not the same thing: closing the road alone leaves the ferry.",
        hints=(
            "A cut is a set of links without which no way leads from south to north. List such sets.",
            "Add up the capacities of each set. The smallest sum is the most that can pass.",
            'graph = nx.from_pandas_edgelist(ways, "start", "end", "capacity", create_using=nx.DiGraph); '
            'nx.minimum_cut(graph, "south", "north") gives the sum and the places on each side of the cut',
        ),
        misconceptions=(
            Misconception(
                "narrowest link",
                "This is the link with the smallest capacity. Without it a way is still open: it is no cut.",
                lambda load: [min(WAYS, key=lambda way: way[3])[0]],
                ask="If only this link is closed, can anybody still come from south to north?",
            ),
            Misconception(
                "first link",
                "This link closes every way, so it is a cut. But another set does so with fewer units.",
                lambda load: [name for name, start, _, _ in WAYS if start == "south"],
                ask="Which other links would close every way, and how many units do they have together?",
            ),
            Misconception(
                "last links",
                "These links close every way, so they are a cut. But another set does so with fewer units.",
                lambda load: [name for name, _, end, _ in WAYS if end == "north"],
                ask="How many units do the links in your answer have together, and can one of them be replaced?",
            ),
        ),
        equivalents=(
            lambda load: set(_cut(load)),
            lambda load: pd.Series(_cut(load), name="link"),
        ),
    ),
    Question(
        id="04-9",
        title="Argue: would help in Guatemala relieve Mexico?",
        points=3,
        minutes=10,
        kind="argue",
        wanted="a text of 60 to 120 words in the name argument",
        hints=(
            "Start from section 5 of the lesson: what must be true for fewer people to reach Mexico's posts?",
            "Two figures that speak to it: where people who were stopped had their citizenship, and when the model's "
            "most that can pass begins to fall. Say which is data and which is a model.",
            "For the limit, think of what no table of ours counts: officers, their tasks, and people who take another way.",
        ),
        rubric=(
            "3 points: takes a position, names two figures and says of each whether it is data (with year and source) "
            "or a model, and says what the figures cannot show and why that matters for the position.",
            "2 points: takes a position with two figures, but data and model are mixed up or the limit is missing.",
            "1 point: a position with one figure, or figures without a position.",
        ),
        words=(60, 120),
    ),
)

SELF_CHECKS = {
    "04-a": {
        "prompt": "A person is stopped between two ports of entry in March 2019, sent back, and stopped again in April. "
        "What do the tables count?",
        "choices": [
            {
                "text": "One person, and one apprehension in fiscal year 2019",
                "right": False,
                "feedback": "The tables count events. Each time a person is stopped is one event.",
            },
            {
                "text": "One inadmissible in each month",
                "right": False,
                "feedback": "Inadmissible is said of a person who came to a port of entry.",
            },
            {
                "text": "Two apprehensions in fiscal year 2019",
                "right": True,
                "feedback": "Two events, and both months lie between October 2018 and September 2019.",
            },
        ],
    },
    "04-b": {
        "prompt": "One source dates a signature 27 May, another 31 May. A newspaper of 28 May reports it. "
        "A threat was made on 30 May. What can be said of the order?",
        "choices": [
            {
                "text": "The signature came first: a report of it was out before the threat",
                "right": True,
                "feedback": "A report is never older than what it reports. The day stays uncertain, the order does not.",
            },
            {
                "text": "It is open: one source has the signature before the threat, the other after it",
                "right": False,
                "feedback": "Two sources differ on the day. But what was in print on 28 May was signed by then.",
            },
            {
                "text": "They were on the same day, because the mean of the dates is 29 May",
                "right": False,
                "feedback": "A mean of two dates is a day on which, by both sources, nothing was signed.",
            },
        ],
    },
    "04-c": {
        "prompt": "A network lets 90 units pass. A link with capacity 80 is narrowed to 40, and still 90 pass. Why?",
        "choices": [
            {
                "text": "The link was not used at all",
                "right": False,
                "feedback": "It may have been used. What matters is that the ways that stay open have room for 90.",
            },
            {
                "text": "The link was not in the smallest cut, and it is not yet in it",
                "right": True,
                "feedback": "The most that can pass is the sum of the smallest cut. It lies elsewhere.",
            },
            {
                "text": "The model must be wrong: fewer should pass",
                "right": False,
                "feedback": "Half of a wide link can be wide enough when another place is narrower.",
            },
        ],
    },
}
