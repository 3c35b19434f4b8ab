"""Questions of lesson 02, security and sovereignty."""

import pandas as pd

from twoborders.questions.core import Load, Misconception, Question
from twoborders.questions.helpers import table_of

# --- 02-1 to 02-3: counts, rates and groups ------------------------------------------------------------------


def _states(load: Load, year: int = 2018) -> pd.DataFrame:
    states = load("homicides_states_year")
    return states[states["year"] == year]


def _us_border(load: Load, year: int, column: str = "homicide_victims") -> float:
    states = _states(load, year)
    return states.loc[states["border_group"] == "US border", column].sum()


def _growth(load: Load, last: int = 2018) -> float:
    return _growth_pct(_us_border(load, 2015), _us_border(load, last))


def _rate_growth(load: Load) -> float:
    return _growth_pct(*(_us_border(load, year) / _us_border(load, year, "population") for year in (2015, 2018)))


def _growth_with_femicides(load: Load) -> float:
    sums = (_us_border(load, year) + _us_border(load, year, "femicide_victims") for year in (2015, 2018))
    return _growth_pct(*sums)


def _growth_of_all(load: Load) -> float:
    return _growth_pct(*(_states(load, year)["homicide_victims"].sum() for year in (2015, 2018)))


def _growth_pct(before: float, after: float) -> float:
    return (after - before) / before * 100


def _country_rate(states: pd.DataFrame) -> float:
    return states["homicide_victims"].sum() / states["population"].sum() * 100_000


def _above(states: pd.DataFrame, limit: float) -> list[str]:
    return states.loc[states["rate_per_100k"] > limit, "state"].tolist()


def _above_country(load: Load, year: int = 2017) -> list[str]:
    states = _states(load, year)
    return _above(states, _country_rate(states))


def _group_rates(load: Load, column: str = "femicide_victims", per: float = 100_000) -> pd.DataFrame:
    sums = _states(load).groupby("border_group")[[column, "population"]].sum()
    return (sums[column] / sums["population"] * per).rename("rate").reset_index()


def _mean_of_rates(load: Load) -> pd.DataFrame:
    states = _states(load)
    rates = states.assign(rate=states["femicide_victims"] / states["population"] * 100_000)
    return rates.groupby("border_group", as_index=False)["rate"].mean()


def _rates_of_all_years(load: Load) -> pd.DataFrame:
    sums = load("homicides_states_year").groupby("border_group")[["femicide_victims", "population"]].sum()
    return (sums["femicide_victims"] / sums["population"] * 100_000).rename("rate").reset_index()


# --- 02-4: two tables joined ---------------------------------------------------------------------------------


def _investigations(load: Load, year: int = 2018) -> pd.DataFrame:
    months = load("homicide_investigations_states_month")
    chosen = months[months["month"].dt.year == year]
    return chosen.groupby("state_code", as_index=False)["investigations"].sum()


def _joined(load: Load, year: int = 2018) -> pd.DataFrame:
    return _states(load).merge(_investigations(load, year), on="state_code")


def _per_investigation(load: Load, victims: str = "homicide_victims", year: int = 2018) -> pd.DataFrame:
    joined = _joined(load, year)
    return joined[["state"]].assign(victims_per_investigation=joined[victims] / joined["investigations"])


def _investigations_per_victim(load: Load) -> pd.DataFrame:
    joined = _joined(load)
    return joined[["state"]].assign(victims_per_investigation=joined["investigations"] / joined["homicide_victims"])


def _months_not_added(load: Load) -> pd.DataFrame:
    months = load("homicide_investigations_states_month")
    joined = _states(load).merge(months[months["month"].dt.year == 2018][["state_code", "investigations"]])
    return joined[["state"]].assign(victims_per_investigation=joined["homicide_victims"] / joined["investigations"])


# --- 02-5: countries -----------------------------------------------------------------------------------------


def _country_change(load: Load, by: str = "country") -> pd.Series:
    """Return the change of the homicide rate from 2014 to 2018 in per cent, by country or its code (World Bank)."""
    context = load("country_context")
    rates = context[context["indicator"] == "homicide rate, World Bank 2021"]
    rates = rates.pivot(index=by, columns="year", values="value")
    return (rates[2018] - rates[2014]) / rates[2014] * 100


def _rate_in(load: Load, year: int) -> pd.Series:
    context = load("country_context")
    chosen = context[(context["indicator"] == "homicide rate, World Bank 2021") & (context["year"] == year)]
    return chosen.set_index("country")["value"]


# --- 02-6: a function ----------------------------------------------------------------------------------------


def _yearly_rate(victims: float, months: float, people: float) -> float:
    return victims / people * 100_000 * 12 / months


def _months_upside_down(victims: float, months: float, people: float) -> float:
    return victims / people * 100_000 * months / 12


def _months_ignored(victims: float, months: float, people: float) -> float:
    return victims / people * 100_000


def _rate_of_a_month(victims: float, months: float, people: float) -> float:
    return victims / people * 100_000 / months


def _rate_rounded(victims: float, months: float, people: float) -> float:
    return round(_yearly_rate(victims, months, people))


def _always_eleven(victims: float, months: float, people: float) -> float:
    return victims / people * 100_000 * 12 / 11


# --- 02-7: a figure ------------------------------------------------------------------------------------------


def _registered_rates(load: Load, group: str, first_year: int = 2010) -> list[float]:
    registered = load("homicides_states_registered")
    chosen = registered[(registered["border_group"] == group) & (registered["year"] >= first_year)]
    sums = chosen.groupby("year")[["deaths_known_sex_age", "population"]].sum()
    return (sums["deaths_known_sex_age"] / sums["population"] * 100_000).tolist()


def _registered_means(load: Load, group: str) -> list[float]:
    registered = load("homicides_states_registered")
    chosen = registered[registered["border_group"] == group]
    return chosen.groupby("year")["rate_per_100k_lower_bound"].mean().tolist()


def _registered_deaths(load: Load, group: str) -> list[int]:
    registered = load("homicides_states_registered")
    return registered[registered["border_group"] == group].groupby("year")["deaths_known_sex_age"].sum().tolist()


BORDERS = ("Guatemala border", "US border")


# --- 02-8: a lower bound -------------------------------------------------------------------------------------


def _both_sources(load: Load, year: int = 2015) -> pd.DataFrame:
    registered = load("homicides_states_registered")[["year", "state_code", "deaths_known_sex_age"]]
    return _states(load, year).merge(registered, on=["year", "state_code"])


def _states_with_more_deaths(load: Load, year: int = 2015, femicides: bool = True) -> int:
    both = _both_sources(load, year)
    victims = both["homicide_victims"] + (both["femicide_victims"] if femicides else 0)
    return int((both["deaths_known_sex_age"] > victims).sum())


QUESTIONS = (
    Question(
        id="02-1",
        title="The six states on the US border",
        points=2,
        minutes=4,
        kind="number",
        wanted="one number in per cent, rounded to one decimal",
        unit="per cent",
        tolerance=0.1,
        right=_growth,
        why="In the prosecutors' files the number nearly doubled in three years. In Mexico as a whole it did too, so the "
        "rise was not one of the north alone. It is not only better counting: the registered deaths of the six states "
        "doubled as well.",
        hints=(
            "Keep the rows of the group US border. Then you need two sums, one for each year.",
            "A change in per cent is the difference, divided by the value at the start, times 100.",
            "(after - before) / before * 100, where before and after are the sums of homicide_victims of 2015 and 2018",
        ),
        misconceptions=(
            Misconception(
                "wrong base",
                "You divided by the later sum. A growth is measured against the start, 2015.",
                lambda load: (_us_border(load, 2018) - _us_border(load, 2015)) / _us_border(load, 2018) * 100,
                ask="Growth compared with which year: the one at the start or the one at the end?",
            ),
            Misconception(
                "ratio for growth",
                "This says how large the later number is, in per cent of the first. By how much did it grow?",
                lambda load: _us_border(load, 2018) / _us_border(load, 2015) * 100,
                ask="If nothing had changed between the two years, which number would your line give?",
            ),
            Misconception(
                "growth of the rate",
                "You compared rates. The question asks for the number of victims, so leave the population out.",
                _rate_growth,
                ask="Does the question ask how many people were killed, or how common it was?",
            ),
            Misconception(
                "whole country",
                "These are all 32 states. Keep the rows whose border_group is US border first.",
                _growth_of_all,
                ask="How many states went into your sum?",
            ),
            Misconception(
                "with femicides",
                "You added the victims of femicide. The question asks for homicide_victims, the column without them.",
                _growth_with_femicides,
                ask="Which columns went into your two sums?",
            ),
            Misconception(
                "until 2019",
                "Your later sum is that of 2019, and it has 11 months. The question ends with 2018.",
                lambda load: _growth(load, 2019),
                ask="Which two years do you compare, and how many months does each have?",
            ),
            Misconception(
                "difference in people",
                "This is how many more people were killed. Divide it by the number of 2015 to get per cent.",
                lambda load: float(_us_border(load, 2018) - _us_border(load, 2015)),
                ask="What is the unit of your number, people or per cent?",
            ),
        ),
        equivalents=(lambda load: round(_growth(load), 1),),
    ),
    Question(
        id="02-2",
        title="Above the country as a whole",
        points=2,
        minutes=5,
        kind="names",
        wanted="the names of states, as a list or as one column",
        right=_above_country,
        why="The rate of the country is all victims over all people. The mean of the states' rates is higher in this "
        "year, because some states with few people had very high rates; with it as the limit, four states would be lost.",
        hints=(
            "First compute one number: the rate of the whole country in 2017. Then compare each state with it.",
            "Add up homicide_victims, add up population, divide, times 100,000. Keep the states whose rate_per_100k is "
            "above that.",
            'in_2017.loc[in_2017["rate_per_100k"] > country, "state"], with country = victims of all / people of all * '
            "100_000",
        ),
        misconceptions=(
            Misconception(
                "mean of the states' rates, or the country of 2018",
                "Two mistakes give this list. One limit is the mean of 32 rates, in which Colima weighs as much as the "
                "state of México; the rate of the country is all victims over all people. The other is the rate of the "
                "country in 2018. Look at both.",
                lambda load: _above(_states(load, 2017), _states(load, 2017)["rate_per_100k"].mean()),
                ask="Which rows went into your limit, and how did you make one number of them?",
            ),
            Misconception(
                "number of victims",
                "You compared the numbers of victims. A state with many people has many victims: compare rates.",
                lambda load: (
                    _states(load, 2017)
                    .loc[lambda s: s["homicide_victims"] > s["homicide_victims"].mean(), "state"]
                    .tolist()
                ),
                ask="Would a state with very many people be on your list even if it were a calm one?",
            ),
            Misconception(
                "another year",
                "These are the states of 2018. The question asks for 2017.",
                lambda load: _above_country(load, 2018),
                ask="Which rows of the table went into your condition?",
            ),
            Misconception(
                "below the country",
                "These are the states at or below the country's rate. Turn the comparison round.",
                lambda load: sorted(set(_states(load, 2017)["state"]) - set(_above_country(load))),
                ask="Is Baja California on your list, and should it be?",
            ),
        ),
        equivalents=(
            lambda load: sorted(_above_country(load)),
            lambda load: _states(load, 2017)[["state"]][_states(load, 2017)["state"].isin(_above_country(load))],
        ),
    ),
    Question(
        id="02-3",
        title="Femicide by border group",
        points=3,
        minutes=6,
        kind="frame",
        wanted="four rows with border_group and rate, victims of femicide per 100,000 people",
        key=("border_group",),
        tolerance=0.006,
        right=_group_rates,
        why="The four rates lie close together, and the one for the Belize border rests on 8 people in one state. States "
        "also differ in which killings they call femicide, so small differences here carry little.",
        hints=(
            "The rate of a group is all its victims over all its people. Which two sums do you need?",
            "Group the rows of 2018 by border_group, add up femicide_victims and population, then divide the two sums.",
            'sums = in_2018.groupby("border_group")[["femicide_victims", "population"]].sum(); then '
            'sums["femicide_victims"] / sums["population"] * 100_000',
        ),
        misconceptions=(
            Misconception(
                "mean of the rates",
                "This is the mean of the states' rates: a small state weighs as much as a large one. Add up first, then "
                "divide.",
                _mean_of_rates,
                ask="In which order did you divide and put the states together?",
            ),
            Misconception(
                "homicide and femicide",
                "You put homicide and femicide together. The question asks for the victims of femicide alone.",
                lambda load: _group_rates(load).assign(
                    rate=lambda t: t["rate"] + _group_rates(load, "homicide_victims")["rate"]
                ),
                ask="Which columns went into your sum of victims?",
            ),
            Misconception(
                "homicide for femicide",
                "You took the column homicide_victims. Femicides are counted in a column of their own.",
                lambda load: _group_rates(load, "homicide_victims"),
                ask="Which column holds the victims of femicide?",
            ),
            Misconception(
                "not per 100,000",
                "Your numbers are victims for one person. Multiply by 100,000.",
                lambda load: _group_rates(load, per=1),
                matches=lambda description: (
                    description["kind"] == "frame"
                    and description["n_rows"] == 4
                    and all(0 < cell < 0.001 for row in description["rows"] for cell in row if isinstance(cell, float))
                    and any(isinstance(cell, float) for row in description["rows"] for cell in row)
                ),
                ask="For how many people is your number?",
            ),
            Misconception(
                "all years together",
                "You put five years together. Keep the rows of 2018 first.",
                _rates_of_all_years,
                ask="How many times does the population of one state go into your sum?",
            ),
        ),
        equivalents=(
            lambda load: _group_rates(load).set_index("border_group")["rate"].round(2),
            lambda load: _group_rates(load).sort_values("rate"),
        ),
    ),
    Question(
        id="02-4",
        title="Victims for each investigation",
        points=2,
        minutes=6,
        kind="frame",
        wanted="32 rows with state and victims_per_investigation for 2018",
        key=("state",),
        tolerance=0.006,
        right=_per_investigation,
        why="In every state there are at least as many victims as investigations; in Tamaulipas almost 13 for 10. So one "
        "count cannot stand in for the other, and no single factor turns one into the other.",
        hints=(
            "One table has a row for each state and year, the other for each state and month. Which must be added up?",
            "Keep the months of 2018, group by state_code, add up investigations, and merge with the victims of 2018.",
            'yearly = months.groupby("state_code", as_index=False)["investigations"].sum(); then '
            'in_2018.merge(yearly, on="state_code") and divide homicide_victims by investigations',
        ),
        misconceptions=(
            Misconception(
                "upside down",
                "These are investigations for each victim. Divide the victims by the investigations.",
                _investigations_per_victim,
                ask="If one file had two victims, would your number be 2 or one half?",
            ),
            Misconception(
                "months not added up",
                "Your table has twelve rows for each state. Add up the investigations of the months before you merge.",
                _months_not_added,
                matches=table_of(384),
                ask="How many rows should 32 states in one year have?",
            ),
            Misconception(
                "investigations of another year",
                "Victims and investigations are not of the same year. Both must be of 2018.",
                lambda load: _per_investigation(load, year=2019),
                ask="Which months went into the sum of investigations?",
            ),
            Misconception(
                "femicides added",
                "You added the victims of femicide. These investigations are those of homicide: take homicide_victims.",
                lambda load: _joined(load)[["state"]].assign(
                    victims_per_investigation=lambda t: (
                        (_joined(load)["homicide_victims"] + _joined(load)["femicide_victims"])
                        / _joined(load)["investigations"]
                    )
                ),
                ask="Which victims belong to an investigation of homicide?",
            ),
            Misconception(
                "femicides",
                "You divided the victims of femicide. The files here are those of homicide: take homicide_victims.",
                lambda load: _per_investigation(load, victims="femicide_victims"),
                ask="Which victims belong to an investigation of homicide?",
            ),
        ),
        equivalents=(
            lambda load: _per_investigation(load).set_index("state")["victims_per_investigation"].round(2),
            lambda load: _per_investigation(load).sort_values("victims_per_investigation"),
        ),
    ),
    Question(
        id="02-5",
        title="Where the rate fell most",
        points=1,
        minutes=4,
        kind="text",
        read_off=True,
        wanted="the name of one country",
        right=lambda load: _country_change(load).idxmin(),
        why="In all three countries of the Northern Triangle the rate fell between 2014 and 2018, in this one by 41 per "
        "cent. In Mexico it rose by three quarters. People may still leave a place where the rate falls: it stayed high.",
        hints=(
            "Choose one indicator first. Then put the years side by side, a row for each country.",
            'pivot(index="country", columns="year", values="value"), then the change from 2014 to 2018 in per cent.',
            "change = (rates[2018] - rates[2014]) / rates[2014] * 100; change.idxmin() is the name of the largest fall",
        ),
        misconceptions=(
            Misconception(
                "highest rate",
                "This country has the highest rate in 2018. The question asks where the rate fell most.",
                lambda load: _rate_in(load, 2018).idxmax(),
                ask="Did you look at one year or at the change between two?",
            ),
            Misconception(
                "largest rise",
                "Here the change is largest, but it is a rise. A fall has a minus sign.",
                lambda load: _country_change(load).idxmax(),
                ask="What is the sign of the change that you found?",
            ),
            Misconception(
                "lowest rate",
                "This country has the lowest rate. The question asks where the rate fell most.",
                lambda load: _rate_in(load, 2018).idxmin(),
                ask="Is a low rate the same as a rate that falls?",
            ),
        ),
        equivalents=(
            lambda load: _country_change(load).idxmin().lower(),
            lambda load: _country_change(load, "country_code").idxmin(),
        ),
    ),
    Question(
        id="02-6",
        title="Mend a function",
        points=2,
        minutes=6,
        kind="function",
        wanted="a function yearly_rate(victims, months, people) that gives victims per 100,000 people and year",
        tolerance=0.01,
        calls=(
            (110, 11, 1_000_000),
            (120, 12, 1_000_000),
            (50, 5, 2_000_000),
            (0, 6, 800_000),
            (632, 11, 2_442_176),
            (1, 1, 700_000),
        ),
        right=lambda load: _yearly_rate,
        why="Victims of few months stand for a smaller part of a year, so the number is made larger: times 12, divided "
        "by the months. It supposes that the other months are alike.",
        hints=(
            "110 people in 11 months are 10 in each month. How many would that be in 12 months?",
            "Divide by the months to get one month, then take it 12 times.",
            "The line ends in * months / 12; it must end in * 12 / months",
        ),
        misconceptions=(
            Misconception(
                "months upside down",
                "yearly_rate still makes the number of 11 months smaller. A whole year has more victims than a part of it.",
                lambda load: _months_upside_down,
                ask="Should the number for a whole year be larger or smaller than for 11 months?",
            ),
            Misconception(
                "months ignored",
                "Your function does not use the months: 11 months and 12 give the same. Bring 12 and months in.",
                lambda load: _months_ignored,
                ask="What does your function give for the same victims in 1 month and in 12?",
            ),
            Misconception(
                "one month",
                "This is the rate of one month. Take it 12 times.",
                lambda load: _rate_of_a_month,
                ask="For which length of time is the number that you get?",
            ),
            Misconception(
                "rounded",
                "Your function rounds. Give the rate as it comes out of the division.",
                lambda load: _rate_rounded,
                ask="What happens to a rate of 0.4?",
            ),
            Misconception(
                "always 11 months",
                "Your function always divides by 11. Use the argument months, so that it works for any number of them.",
                lambda load: _always_eleven,
                ask="What does your function give for a whole year?",
            ),
        ),
        equivalents=(
            lambda load: lambda victims, months, people: 12 * victims / months / (people / 100_000),
            lambda load: lambda v, m, p: round(v / m * 12 / p * 100_000, 3),
        ),
    ),
    Question(
        id="02-7",
        title="Two borders, eleven years",
        points=3,
        minutes=8,
        kind="figure",
        wanted="a chart with two lines, one for the Guatemala border and one for the US border: registered deaths per "
        "100,000 people, 2010 to 2020, with a title and labels",
        tolerance=0.051,
        right=lambda load: {
            "series": [_registered_rates(load, group) for group in BORDERS],
            "words": {
                "title": [],
                "xlabel": [],
                "ylabel": ["100,000", "100 000", "100000", "100k", "rate", "tasa"],
            },
        },
        why="At the US border the rate fell by two thirds from 2010 to 2015, and in 2018 it was still below 2010. So a "
        "record for the whole country was none for these six states. At the Guatemala border it rose, from a low level.",
        hints=(
            "You need a table with one row for each year and group. Which two columns must be added up?",
            'Keep the two groups, then groupby(["year", "border_group"], as_index=False) with the sums of deaths and '
            "people, then the column rate.",
            'sns.lineplot(data=table, x="year", y="rate", hue="border_group"); then ax.set(title=..., xlabel=..., '
            "ylabel=...)",
        ),
        misconceptions=(
            Misconception(
                "mean of the rates",
                "Your lines show the mean of the states' rates. Add up deaths and people of a group first, then divide.",
                lambda load: {"series": [_registered_means(load, group) for group in BORDERS]},
                ask="If you give seaborn several states for one year, what does it draw?",
            ),
            Misconception(
                "deaths, not a rate",
                "Your lines show numbers of deaths. The two groups have different numbers of people: draw the rate.",
                lambda load: {"series": [_registered_deaths(load, group) for group in BORDERS]},
                ask="How many people live in each of the two groups?",
            ),
            Misconception(
                "from 2015 only",
                "Your lines begin in 2015. The table goes back to 2010, and the question asks for all its years.",
                lambda load: {"series": [_registered_rates(load, group, 2015) for group in BORDERS]},
                ask="Which is the first year of the table?",
            ),
        ),
    ),
    Question(
        id="02-8",
        title="More deaths than victims",
        points=2,
        minutes=5,
        kind="number",
        wanted="one number of states, from 0 to 32",
        unit="states",
        right=_states_with_more_deaths,
        why="The registered deaths are a lower bound, and still they are more in most states. So in 2015 the "
        "prosecutors' files very likely missed people, and a rise that starts in 2015 may be partly better counting.",
        hints=(
            "Two tables have a row for each state in 2015. What do you compare in each row?",
            "Merge them on year and state_code. Victims in the files are homicide_victims plus femicide_victims.",
            'both["deaths_known_sex_age"] > both["homicide_victims"] + both["femicide_victims"]; the sum of a column of '
            "True and False counts the True",
        ),
        misconceptions=(
            Misconception(
                "femicides left out",
                "A death certificate counts victims of femicide too. Add femicide_victims to homicide_victims first.",
                lambda load: _states_with_more_deaths(load, femicides=False),
                ask="In which column of the files would the killing of a woman stand that INEGI registers?",
            ),
            Misconception(
                "another year, or turned round",
                "Two mistakes give this number: the year 2018 in the place of 2015, or counting the states where the "
                "files have more. Look at both.",
                lambda load: _states_with_more_deaths(load, year=2018),
                ask="Which year is in your table after the merge, and which column must be the larger one?",
            ),
            Misconception(
                "rows of all years",
                "You counted rows of all years, so a state counts several times. Keep 2015.",
                lambda load: sum(_states_with_more_deaths(load, year) for year in range(2015, 2020)),
                ask="Can more than 32 states fit the condition?",
            ),
        ),
        equivalents=(lambda load: float(_states_with_more_deaths(load)),),
    ),
    Question(
        id="02-9",
        title="Argue: a claim that our tables do not settle",
        points=3,
        minutes=10,
        kind="argue",
        wanted="a text of 60 to 120 words in the name argument",
        hints=(
            "Choose one claim: C3c on Chiapas, C4 on US forces or C5 on smuggling. What do you hold?",
            "Look for one figure or event in the tables that touches it: guards sent, a rate in Chiapas, people arrested for "
            "smuggling (ministry_statements), a report on cocaine (statements).",
            "Then name a kind of evidence (document, count, study, testimony) that would change your mind, and say why "
            "no table here has it.",
        ),
        rubric=(
            "3 points: takes a position on one claim, names a figure or event with its date and source that touches it, "
            "and says which evidence would change the position and why no table here has it.",
            "2 points: takes a position with a figure or event, but the evidence that would change it is missing or "
            "would not touch it.",
            "1 point: a position without a figure or event, or a figure without a position.",
        ),
        words=(60, 120),
    ),
)

SELF_CHECKS = {
    "02-a": {
        "prompt": "State A has 1 million people and a rate of 10 per 100,000. State B has 9 million and a rate of 30. "
        "What is the rate of both together?",
        "choices": [
            {
                "text": "20, the mean of the two rates",
                "right": False,
                "feedback": "The mean lets A weigh as much as B, which has nine times as many people.",
            },
            {
                "text": "40, the sum of the two rates",
                "right": False,
                "feedback": "Rates cannot be added up. Add up the people killed (100 and 2,700), then divide.",
            },
            {
                "text": "28",
                "right": True,
                "feedback": "100 and 2,700 people killed, of 10 million: 28 per 100,000. The large state weighs more.",
            },
        ],
    },
    "02-b": {
        "prompt": "A file has 600 victims in 12 months of 2018 and 570 in 11 months of 2019. What can you say?",
        "choices": [
            {
                "text": "Per month it rose a little; compare January to November of both years",
                "right": True,
                "feedback": "50 a month and about 52 a month. The same months of both years are the fair comparison.",
            },
            {
                "text": "It fell by 5 per cent",
                "right": False,
                "feedback": "The two numbers cover 12 and 11 months, so their difference is also one of time.",
            },
            {
                "text": "Nothing, because 2019 is not complete",
                "right": False,
                "feedback": "Eleven months can be compared with the same eleven months of the year before.",
            },
        ],
    },
    "02-c": {
        "prompt": 'The ledger says of a claim "not tested here". What does that mean?',
        "choices": [
            {
                "text": "The claim is probably false",
                "right": False,
                "feedback": "The verdict says nothing for or against it: the tables do not measure it.",
            },
            {
                "text": "These tables cannot decide; documents, studies or testimony may",
                "right": True,
                "feedback": "The next step is to say which evidence would move you, and to look for it.",
            },
            {
                "text": "Nobody can know, so every opinion is as good as another",
                "right": False,
                "feedback": "Opinions can rest on stronger or weaker evidence, even where we have no figure.",
            },
        ],
    },
}
