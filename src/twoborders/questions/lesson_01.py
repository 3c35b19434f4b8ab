"""Questions of lesson 01, the border and the institutions."""

import pandas as pd

from twoborders.questions.core import Load, Misconception, Question
from twoborders.questions.helpers import table_of

# --- 01-1: a share of a whole --------------------------------------------------------------------------------


def _state_parts(load: Load) -> pd.Series:
    """Return the kilometres of the border in each of the three states, as one newspaper prints them."""
    facts = load("border_facts")
    parts = facts[facts["counted"].isin(["Chiapas part", "Tabasco part", "Campeche part"])]
    return parts.set_index("counted")["value"]


def _chiapas_share(load: Load) -> float:
    parts = _state_parts(load)
    return parts["Chiapas part"] / parts.sum() * 100


def _chiapas_of(load: Load, length: float) -> float:
    return _state_parts(load)["Chiapas part"] / length * 100


def _length(load: Load, publisher: str) -> float:
    facts = load("border_facts")
    whole = facts[(facts["publisher"] == publisher) & (facts["counted"] == "whole border")]
    return whole["value"].iloc[0]


# --- 01-2 to 01-4: poverty -----------------------------------------------------------------------------------


def _poverty(load: Load, year: int = 2018) -> pd.DataFrame:
    poverty = load("poverty_states")
    return poverty[poverty["year"] == year]


def _poorer_than_tabasco(rates: pd.DataFrame, at_least: bool = False) -> list[str]:
    limit = rates.loc[rates["state"] == "Tabasco", "poverty_rate_pct"].min()
    chosen = rates["poverty_rate_pct"] >= limit if at_least else rates["poverty_rate_pct"] > limit
    return rates.loc[chosen, "state"].tolist()


def _by_group(rates: pd.DataFrame, how: str) -> pd.DataFrame:
    return rates.groupby("border_group", as_index=False)["poverty_rate_pct"].agg(how)


def _people_in_poverty(load: Load, population_year: int | None = 2018, divisor: float = 100) -> pd.DataFrame:
    population = load("population_states")
    if population_year is not None:
        population = population[population["year"] == population_year]
    joined = _poverty(load).merge(population[["state_code", "population"]], on="state_code")
    people = joined["poverty_rate_pct"] / divisor * joined["population"]
    return joined[["state"]].assign(people_in_poverty=people)


# --- 01-5: budget per application ----------------------------------------------------------------------------


def _budget(load: Load, year: int, kind: str) -> float:
    budgets = load("agency_budgets")
    row = budgets[(budgets["acronym"] == "COMAR") & (budgets["year"] == year) & (budgets["kind"] == kind)]
    return row["budget_mxn_million"].iloc[0] * 1e6


def _applications(load: Load, year: int) -> int:
    by_year = load("refugee_applications_year")
    row = by_year[(by_year["series"] == "commission, July 2021") & (by_year["year"] == year)]
    return row["applications"].iloc[0]


def _pesos_per_application(load: Load) -> tuple[float, float]:
    """Return pesos for each application in 2018 (money spent) and in 2019 (money granted)."""
    return (
        _budget(load, 2018, "exercised") / _applications(load, 2018),
        _budget(load, 2019, "assigned") / _applications(load, 2019),
    )


def _fall_per_application(load: Load) -> float:
    before, after = _pesos_per_application(load)
    return (before - after) / before * 100


def _fall_on_wrong_base(load: Load) -> float:
    before, after = _pesos_per_application(load)
    return (before - after) / after * 100


def _what_is_left(load: Load) -> float:
    before, after = _pesos_per_application(load)
    return after / before * 100


# --- 01-6: as of ---------------------------------------------------------------------------------------------


def _largest_from_january(load: Load, as_of: str | None, start: str = "2019-01-01") -> int:
    periods = load("refugee_applications_periods", as_of=as_of)
    return periods.loc[periods["period_start"] == start, "applications"].max()


def _sum_from_january(load: Load) -> int:
    periods = load("refugee_applications_periods", as_of="2019-06-07")
    return periods.loc[periods["period_start"] == "2019-01-01", "applications"].sum()


# --- 01-7: a function ----------------------------------------------------------------------------------------


def _months_to_clear(backlog: float, applications: float, decisions: float) -> float:
    if decisions <= applications:
        return float("inf")
    return backlog / (decisions - applications)


def _ignores_new_applications(backlog: float, applications: float, decisions: float) -> float:
    return float("inf") if decisions <= applications else backlog / decisions


def _without_the_case(backlog: float, applications: float, decisions: float) -> float:
    return backlog / (decisions - applications)


def _rounded(backlog: float, applications: float, decisions: float) -> float:
    return float("inf") if decisions <= applications else backlog // (decisions - applications)


def _upside_down(backlog: float, applications: float, decisions: float) -> float:
    return float("inf") if decisions <= applications else (decisions - applications) / backlog


# --- 01-8: a figure ------------------------------------------------------------------------------------------


def _monthly(load: Load) -> pd.Series:
    return load("refugee_applications_month")["applications"]


QUESTIONS = (
    Question(
        id="01-1",
        title="How much of the border lies in Chiapas?",
        points=2,
        minutes=4,
        kind="number",
        wanted="one number in per cent, rounded to one decimal",
        unit="per cent",
        tolerance=0.1,
        right=_chiapas_share,
        why="As this newspaper prints it, more than two thirds of the border lie in one state, the poorest of the 32.",
        hints=(
            "Three rows of border_facts have the word part in the column counted.",
            "The whole is the sum of these three rows, not a length that another row prints.",
            "Divide the value of the Chiapas part by the sum of the three values, then multiply by 100.",
        ),
        misconceptions=(
            Misconception(
                "share for per cent",
                "Your number is a share, where 1 is the whole. The question asks for per cent: multiply by 100.",
                lambda load: _chiapas_share(load) / 100,
                ask="If all of the border lay in Chiapas, what number would your line give? What number does the question want then?",
            ),
            Misconception(
                "printed total as the whole",
                "You divided by the printed length of 965 km. The three parts do not add up to it: take their sum.",
                lambda load: _chiapas_of(load, _length(load, "Chiapas Paralelo")),
                ask="Add up the three parts by hand. Which number did you divide by, and where does it stand in the table?",
            ),
            Misconception(
                "another source's length as the whole",
                "You divided by the length that another source prints. Parts and whole must come from one source.",
                lambda load: _chiapas_of(load, _length(load, "CentroGeo")),
                ask="Who printed the part, and who printed the whole that you divided it by?",
            ),
            Misconception(
                "a length instead of a share",
                "You give kilometres. The question asks what per cent of the whole they are.",
                lambda load: _state_parts(load)["Chiapas part"],
                ask="In which unit is your number, and in which unit is the question?",
            ),
        ),
        equivalents=(
            lambda load: round(_chiapas_share(load), 1),
            lambda load: pd.Series([_chiapas_share(load)]),
        ),
    ),
    Question(
        id="01-2",
        title="Which states were poorer than Tabasco?",
        points=2,
        minutes=5,
        kind="names",
        wanted="the names of the states, as a list or a column",
        right=lambda load: _poorer_than_tabasco(_poverty(load)),
        why="Five states were poorer than Tabasco, and only one of the five touches Guatemala.",
        hints=(
            "Two conditions are needed: the year, and a rate above that of Tabasco.",
            "First keep the rows of 2018. Then read the rate of Tabasco from those rows.",
            'With rates for the rows of 2018 and limit for the rate of Tabasco: rates.loc[rates["poverty_rate_pct"] > '
            'limit, "state"].tolist()',
        ),
        misconceptions=(
            Misconception(
                "all years at once",
                "Your list mixes the survey years. A state can be above Tabasco in one year and below in another: "
                "keep the rows of 2018 first.",
                lambda load: _poorer_than_tabasco(load("poverty_states")),
                ask="How many rows has one state in your table, and why?",
            ),
            Misconception(
                "Tabasco included",
                "Tabasco is in your list. A state is not poorer than itself: use > and not >=.",
                lambda load: _poorer_than_tabasco(_poverty(load), at_least=True),
                ask="Which state is the least poor on your list? Is it poorer than Tabasco?",
            ),
            Misconception(
                "another survey year",
                "This is the list of 2012. The question asks for the survey of 2018.",
                lambda load: _poorer_than_tabasco(_poverty(load, 2012)),
                ask="Which year do the rates belong to that you compared?",
            ),
            Misconception(
                "limit from another year",
                "You compared the rates of 2018 with Tabasco's rate of another year. Both must be of 2018.",
                lambda load: (
                    _poverty(load)
                    .loc[
                        lambda rates: (
                            rates["poverty_rate_pct"]
                            > _poverty(load, 2012).set_index("state").loc["Tabasco", "poverty_rate_pct"]
                        ),
                        "state",
                    ]
                    .tolist()
                ),
                ask="Of which year are the rates on the two sides of your comparison?",
            ),
        ),
        equivalents=(
            lambda load: set(_poorer_than_tabasco(_poverty(load))),
            lambda load: pd.Series(_poorer_than_tabasco(_poverty(load)), name="state"),
        ),
    ),
    Question(
        id="01-3",
        title="Poverty by border",
        points=2,
        minutes=5,
        kind="frame",
        wanted="a table or Series with one row for each border_group and the mean of poverty_rate_pct, to one decimal",
        key=("border_group",),
        tolerance=0.06,
        right=lambda load: _by_group(_poverty(load), "mean"),
        why="The three states on the Guatemala border have the highest mean, 58.7 per cent; those without a land "
        "border have 42.0, and the two other groups less than 30. But one mean hides a range: the three states go "
        "from 46.2 to 76.4. A mean of states also counts a small state as much as a large one.",
        hints=(
            "Keep the rows of 2018, then make one row out of each group of states.",
            "Group by border_group and take the mean of the column poverty_rate_pct.",
            'rates.groupby("border_group")["poverty_rate_pct"].mean(), where rates holds the rows of 2018',
        ),
        misconceptions=(
            Misconception(
                "all years at once",
                "Your means mix the years of the surveys. Keep the rows of 2018 before you group.",
                lambda load: _by_group(load("poverty_states"), "mean"),
                ask="Look at the rows of one group before you took the mean. How often does one state occur?",
            ),
            Misconception(
                "sum of rates",
                "You added rates up. Rates of different states cannot be added: take their mean.",
                lambda load: _by_group(_poverty(load), "sum"),
                ask="Can a group of states have more than 100 per cent of its people in poverty?",
            ),
            Misconception(
                "number of states",
                "You counted the states of each group. The question asks for the mean of their rates.",
                lambda load: _by_group(_poverty(load), "count"),
                ask="In which unit are the numbers of your table, and what do they count?",
            ),
            Misconception(
                "grouped by state",
                "Your table has one row for each state. Group by border_group, so that a group becomes one row.",
                lambda load: _poverty(load).groupby("state", as_index=False)["poverty_rate_pct"].mean(),
                matches=table_of(32, "state"),
                ask="How many rows should the result have, and how many has yours?",
            ),
        ),
        equivalents=(
            lambda load: _poverty(load).groupby("border_group")["poverty_rate_pct"].mean(),
            lambda load: _by_group(_poverty(load), "mean").round(1).sort_values("poverty_rate_pct"),
        ),
    ),
    Question(
        id="01-4",
        title="Rate and count",
        points=3,
        minutes=7,
        kind="frame",
        wanted="a table with one row for each of the 32 states and the columns state and people_in_poverty (persons)",
        key=("state",),
        tolerance=600,
        right=_people_in_poverty,
        why="The state of México, which surrounds Mexico City, has the most people in poverty, though its rate is "
        "near the middle. A rate says how common poverty is, a count says how many people are poor.",
        hints=(
            "The rate stands in one table and the population in another. The column state_code is in both.",
            "Keep the rows of 2018 in both tables, merge them on state_code, then compute the new column.",
            'joined = rates.merge(people_2018[["state_code", "population"]], on="state_code"); a rate in per cent is '
            "divided by 100 before it is multiplied by the population",
        ),
        misconceptions=(
            Misconception(
                "per cent not divided by 100",
                "Your numbers are 100 times too large: some are larger than the country. A rate in per cent is "
                "divided by 100 first.",
                lambda load: _people_in_poverty(load, divisor=1),
                ask="Take the largest number in your table. How many people live in the whole of Mexico?",
            ),
            Misconception(
                "population of all years",
                "Your table has five rows for each state, one for each year of population. Keep the year 2018 before "
                "you merge.",
                lambda load: _people_in_poverty(load, population_year=None),
                matches=table_of(160, "state"),
                ask="How many rows has Oaxaca in your table? Print them: in what do they differ?",
            ),
            Misconception(
                "population of another year",
                "You joined the rates of 2018 with the population of 2015. Both must be of 2018.",
                lambda load: _people_in_poverty(load, population_year=2015),
                ask="Of which year is the population that you joined, and of which year the rate?",
            ),
            Misconception(
                "people not in poverty",
                "These are the people who do not live in poverty: the rate itself, not 100 minus the rate, is wanted.",
                lambda load: (
                    _poverty(load)
                    .merge(load("population_states").query("year == 2018")[["state_code", "population"]])
                    .assign(
                        people_in_poverty=lambda joined: (1 - joined["poverty_rate_pct"] / 100) * joined["population"]
                    )[["state", "people_in_poverty"]]
                ),
                ask="Which state has the largest share of poor people, and what does your table give for it?",
            ),
        ),
        equivalents=(
            lambda load: _people_in_poverty(load).set_index("state")["people_in_poverty"].round(),
            lambda load: _people_in_poverty(load).sort_values("people_in_poverty", ascending=False),
        ),
    ),
    Question(
        id="01-5",
        title="The budget for one application",
        points=2,
        minutes=6,
        kind="number",
        wanted="one positive number in per cent, rounded to one decimal",
        unit="per cent",
        tolerance=0.1,
        right=_fall_per_application,
        why="The budget fell by a fifth, but the money for each application fell by two thirds, since more people "
        "applied. The count of the whole year 2019 came after the article.",
        hints=(
            "Make two numbers first: pesos for each application in 2018, and the same in 2019.",
            "Take the applications from the series commission, July 2021. A fall is measured against the start, 2018.",
            "(before - after) / before * 100, where before = 25.7 million pesos / applications of 2018",
        ),
        misconceptions=(
            Misconception(
                "wrong base",
                "You divided the fall by the later value. A change is measured against the value at the start, 2018.",
                _fall_on_wrong_base,
                ask="A price goes from 10 to 5 pesos. By how many per cent does it fall, and what do you divide by?",
            ),
            Misconception(
                "budget alone",
                "This is the fall of the whole budget. Divide each year's budget by the applications of that year first.",
                lambda load: (
                    (_budget(load, 2018, "exercised") - _budget(load, 2019, "assigned"))
                    / _budget(load, 2018, "exercised")
                    * 100
                ),
                ask="Where in your lines do the people who applied come in?",
            ),
            Misconception(
                "what is left",
                "This is what was left of the budget for one application. The question asks by how much it fell.",
                _what_is_left,
                ask="Suppose that nothing had changed from one year to the next. What would your line give, and what should it give?",
            ),
            Misconception(
                "share for per cent",
                "Your number is a share, where 1 is the whole. The question asks for per cent: multiply by 100.",
                lambda load: _fall_per_application(load) / 100,
                ask="If the whole budget had gone, which number would your line give? Which one does the question want then?",
            ),
            Misconception(
                "negative fall",
                "The question already says fall, so the number is positive: write 10 for a fall of 10 per cent.",
                lambda load: -_fall_per_application(load),
                ask="What would it mean to say that something fell by minus 10 per cent?",
            ),
        ),
        equivalents=(lambda load: round(_fall_per_application(load), 1),),
    ),
    Question(
        id="01-6",
        title="What a reader could know",
        points=1,
        minutes=4,
        kind="number",
        wanted="one number of applications",
        unit="applications",
        right=lambda load: _largest_from_january(load, "2019-06-07"),
        why="On that day a reader had the commission's count up to April. The first count up to May was printed a week "
        "later, on 14 June, and another one on a day of June that we do not know: it counts from the last of the month.",
        hints=(
            "load takes a second argument, as_of, with a day in the form year-month-day.",
            "Filter on period_start, then take the largest value of the column applications.",
            'periods = load("refugee_applications_periods", as_of="2019-06-07"); the condition is '
            'periods["period_start"] == "2019-01-01"',
        ),
        misconceptions=(
            Misconception(
                "figures from later",
                "You used figures that were published after 7 June 2019. Give load the argument as_of.",
                lambda load: _largest_from_january(load, None),
                ask="On which day was the number published that you found, and could someone read it on 7 June 2019?",
            ),
            Misconception(
                "the ministries' number",
                "This number has the label December to May: its period starts on 1 December 2018.",
                lambda load: _largest_from_january(load, "2019-06-07", start="2018-12-01"),
                ask="On which day does the period begin that your number belongs to?",
            ),
            Misconception(
                "sum of overlapping periods",
                "You added periods that overlap, so people are counted several times. Take the largest value.",
                _sum_from_january,
                ask="A person applied in February. In how many of the rows that you added up is this person counted?",
            ),
            Misconception(
                "month of June counted as known",
                "You used a count that was published later in June. As of 7 June it is left out.",
                lambda load: _largest_from_january(load, "2019-06-30"),
                ask="Which day did you give to load, and which day does the question name?",
            ),
        ),
        equivalents=(lambda load: float(_largest_from_january(load, "2019-06-07")),),
    ),
    Question(
        id="01-7",
        title="Mend a function",
        points=2,
        minutes=6,
        kind="function",
        wanted="a function months_to_clear(backlog, applications, decisions) that gives a number of months",
        tolerance=0.01,
        calls=(
            (6000, 2000, 2500),
            (5000, 1000, 1700),
            (6000, 0, 2000),
            (0, 1000, 3000),
            (6000, 3000, 2500),
            (6000, 2500, 2500),
        ),
        right=lambda load: _months_to_clear,
        why="Only the decisions that go beyond the new applications make a backlog smaller.",
        hints=(
            "Follow one month by hand: 6,000 people wait, 2,000 more apply and 2,500 are decided. How many wait then?",
            "In each month the backlog falls by the decisions minus the new applications.",
            "The last line divides by decisions; it must divide by (decisions - applications). Keep the other lines.",
        ),
        misconceptions=(
            Misconception(
                "new applications ignored",
                "months_to_clear still divides by all decisions. New applications use up a part of them.",
                lambda load: _ignores_new_applications,
                ask="6,000 people wait. Follow one month with a pencil: how many wait at its end?",
            ),
            Misconception(
                "the case that never ends is lost",
                'With as many applications as decisions, or more, the backlog never ends: return float("inf") there, '
                "as the draft does.",
                lambda load: _without_the_case,
                ask="What does your function give if 3,000 people apply each month and 2,500 are decided? Can that be a number of months?",
            ),
            Misconception(
                "rounded",
                "Your function rounds. Give the months as they come out of the division, with / and without round.",
                lambda load: _rounded,
                ask="What does your function give for 5,000 people, 1,000 applications and 1,700 decisions? And what does a calculator give?",
            ),
            Misconception(
                "upside down",
                "The division is upside down: months are people divided by people in a month.",
                lambda load: _upside_down,
                ask="With more people waiting, should the number of months become larger or smaller? What does your function do?",
            ),
        ),
        equivalents=(lambda load: lambda b, a, d: b / (d - a) if d > a else float("inf"),),
    ),
    Question(
        id="01-8",
        title="Draw the applications by month",
        points=3,
        minutes=7,
        kind="figure",
        wanted="a bar or line chart of the column applications in refugee_applications_month, with a title and labels",
        right=lambda load: {
            "values": _monthly(load).tolist(),
            "words": {
                "title": [],
                "xlabel": [],
                "ylabel": [
                    "applications",
                    "applicants",
                    "people",
                    "persons",
                    "solicitudes",
                    "solicitantes",
                    "personas",
                ],
            },
        },
        why="Applications rose almost every month: July saw more than twice as many as January. January, May and June are "
        "derived: differences of printed sums, as the column derived_from says.",
        hints=(
            "The table refugee_applications_month has one row for each month.",
            "sns.barplot and sns.lineplot both take data=, x= and y=. Keep what they return: ax = sns.barplot(...)",
            'ax.set_title("..."), ax.set_xlabel("...") and ax.set_ylabel("applications per month")',
        ),
        misconceptions=(
            Misconception(
                "running total",
                "Your chart shows a running total. Draw each month's own applications, without cumsum.",
                lambda load: {"values": _monthly(load).cumsum().tolist()},
                ask="How many people applied in February alone? What does your chart show for it?",
            ),
            Misconception(
                "periods that overlap",
                "Your chart shows the table of periods, which overlap. Draw the table refugee_applications_month.",
                lambda load: {"values": load("refugee_applications_periods")["applications"].tolist()},
                ask="What does one row of the table that you drew count: a month?",
            ),
            Misconception(
                "January to May only",
                "Your chart ends in May. The table goes to August, and the question asks for all eight months.",
                lambda load: {"values": _monthly(load).head(5).tolist()},
                ask="Which is the last month in the table, and which is the last one in your chart?",
            ),
            Misconception(
                "rows counted",
                "Each bar has the height 1: the chart counts rows. Give the column applications as y.",
                lambda load: {"values": [1] * len(_monthly(load))},
                ask="What is the height of your bars, and which column did you ask seaborn to draw?",
            ),
        ),
    ),
    Question(
        id="01-9",
        title="Argue: were the institutions ill-equipped?",
        points=3,
        minutes=10,
        kind="argue",
        wanted="a text of 60 to 120 words in the name argument",
        hints=(
            "Start from the claims C2a to C2d: a budget, a number of applications, and a wait.",
            "Two figures that belong together are the change of the budget and that of the applications, or of the closed cases.",
            "For the limit, think of what none of our tables counts: staff, places in shelters, days of waiting.",
        ),
        rubric=(
            "3 points: takes a position, names two figures with their year and source, and says what the figures "
            "cannot show and why that matters for the position.",
            "2 points: takes a position with two figures, but the limit is missing or does not touch the position.",
            "1 point: a position with one figure, or figures without a position.",
        ),
        words=(60, 120),
    ),
)

SELF_CHECKS = {
    "01-a": {
        "prompt": "One source says 871 km and another 963 km for the same border. What should a reader do first?",
        "choices": [
            {
                "text": "Take the mean of the two",
                "right": False,
                "feedback": "If the two sources measure different things, their mean measures nothing.",
            },
            {
                "text": "Ask what each source measured, and how",
                "right": True,
                "feedback": "A winding river is longer on a detailed map, and some sources count land only.",
            },
            {
                "text": "Trust the larger number",
                "right": False,
                "feedback": "A larger number is not a better one; the method is what matters.",
            },
        ],
    },
    "01-b": {
        "prompt": "Tabasco has a higher GDP per head than Jalisco, and a higher poverty rate too. How can both be true?",
        "choices": [
            {
                "text": "One of the two figures must be wrong",
                "right": False,
                "feedback": "They measure different things: what is produced, and how people live.",
            },
            {
                "text": "The people of Tabasco are counted twice",
                "right": False,
                "feedback": "Counting people twice would make GDP per head smaller, not larger.",
            },
            {
                "text": "GDP counts what is produced in the state, not who receives the income",
                "right": True,
                "feedback": "Oil is counted where it comes out of the ground; its income goes elsewhere too.",
            },
        ],
    },
    "01-c": {
        "prompt": "5,000 people wait. Each month 2,500 more apply and 2,500 are decided. What happens to the backlog?",
        "choices": [
            {
                "text": "It stays at 5,000, and each new person waits about two months",
                "right": True,
                "feedback": "As many go out as come in, and 5,000 people at 2,500 a month are two months of work.",
            },
            {
                "text": "It falls to nothing after two months",
                "right": False,
                "feedback": "That would be so if nobody new applied. The new applications use up all decisions.",
            },
            {
                "text": "It grows by 2,500 a month",
                "right": False,
                "feedback": "The 2,500 decisions of the month take as many people out as the applications bring in.",
            },
        ],
    },
}
