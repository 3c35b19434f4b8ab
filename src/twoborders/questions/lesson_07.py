"""Questions of lesson 07, the article's forecasts."""

import pandas as pd

from twoborders.questions.core import Load, Misconception, Question

# --- 07-1: what readers learned, and when --------------------------------------------------------------------


def _asylum_events(load: Load, column: str, start: str = "2019-06-01", theme: str | None = "asylum") -> list[str]:
    """Return the ids of the events whose day in ``column`` lies from ``start`` to the end of June 2019."""
    timeline = load("timeline")
    chosen = timeline[column].between(start, "2019-06-30")
    if theme is not None:
        chosen &= timeline["theme"] == theme
    return timeline.loc[chosen, "event_id"].tolist()


# --- 07-2: what lies below the dispute -----------------------------------------------------------------------


def _remittances(load: Load, by: str = "country") -> pd.DataFrame:
    """Return remittances in per cent of GDP, a row for each of the three countries (or codes), a column for each year."""
    context = load("country_context")
    three = context[context["country"].isin(["Guatemala", "Honduras", "El Salvador"])]
    shares = three[three["indicator"] == "remittances as a share of GDP"]
    return shares.pivot(index=by, columns="year", values="value")


def _largest_rise(load: Load, by: str = "country") -> str:
    shares = _remittances(load, by)
    return (shares[2022] - shares[2018]).idxmax()


# --- 07-3: three invented forecasters ------------------------------------------------------------------------

#: The same as in the setup of the exercise: ten statements, and what three invented people said of them.
OUTCOMES = (1, 1, 1, 1, 1, 1, 0, 1, 0, 0)
SAID = {
    "Ana": (0.9, 1.0, 0.9, 1.0, 0.9, 1.0, 0.9, 1.0, 0.9, 1.0),
    "Bruno": (0.7, 0.7, 0.8, 0.7, 0.8, 0.7, 0.6, 0.8, 0.6, 0.5),
    "Carla": (0.5,) * 10,
}


def _by_forecaster(power: int = 2, how: str = "mean") -> pd.DataFrame:
    """Return one row for each forecaster: the mean (or sum) of the misses to a power."""
    misses = pd.DataFrame(SAID).sub(pd.Series(OUTCOMES), axis="index").abs() ** power
    return misses.agg(how).rename("brier").rename_axis("forecaster").reset_index()


# --- 07-4 and 07-6: the same months of other years -----------------------------------------------------------


def _grid(load: Load, first: int = 2010, last: int = 2019) -> pd.DataFrame:
    """Return apprehensions, one row for each calendar year from ``first`` to ``last``, one column for each month."""
    counts = load("us_apprehensions_month")
    year = counts["month"].dt.year
    table = counts.assign(year=year, number=counts["month"].dt.month)
    return table[year.between(first, last)].pivot(index="year", columns="number", values="apprehensions")


def _rule(load: Load, first: int = 2010, last: int = 2018, power: int = 2) -> float:
    """Return the mean penalty of a person who says 0.9 each year: fewer in December than in June."""
    grid = _grid(load, first, last)
    outcomes = (grid[12] < grid[6]).astype(int)
    return ((0.9 - outcomes).abs() ** power).mean()


def _rule_by_fiscal_year(load: Load) -> float:
    counts = load("us_apprehensions_month").assign(number=lambda table: table["month"].dt.month)
    grid = counts.pivot(index="fiscal_year", columns="number", values="apprehensions").loc[2010:2018]
    return ((0.9 - (grid[12] < grid[6])) ** 2).mean()


def _rank(load: Load, first: int = 2000, start: int = 2, ascending: bool = True) -> int:
    """Return the rank of 2019 among the years from ``first``: by the change from month ``start`` to September."""
    grid = _grid(load, first)
    return int((grid[9] / grid[start] - 1).rank(ascending=ascending).loc[2019])


def _rank_of_events(load: Load) -> int:
    grid = _grid(load, 2000)
    return int((grid[9] - grid[2]).rank().loc[2019])


# --- 07-5: a function ----------------------------------------------------------------------------------------


def _expected_score(said: float, chance: float) -> float:
    return chance * (1 - said) ** 2 + (1 - chance) * said**2


def _only_if_it_happens(said: float, chance: float) -> float:
    return chance * (1 - said) ** 2


def _cases_swapped(said: float, chance: float) -> float:
    return chance * said**2 + (1 - chance) * (1 - said) ** 2


def _not_squared(said: float, chance: float) -> float:
    return chance * (1 - said) + (1 - chance) * said


def _not_weighted(said: float, chance: float) -> float:
    return (1 - said) ** 2 + said**2


# --- 07-7: trade by quarter ----------------------------------------------------------------------------------

IMPORTS, EXPORTS = "imports_from_mexico_usd_million", "exports_to_mexico_usd_million"


def _quarters(load: Load, columns: tuple[str, ...] = (IMPORTS, EXPORTS)) -> pd.DataFrame:
    """Return million dollars, one row for each quarter, one column for each year."""
    trade = load("us_mexico_trade_month")
    both = trade.assign(quarter=trade["month"].dt.quarter, both=trade[list(columns)].sum(axis="columns"))
    return both.pivot_table(index="quarter", columns="year", values="both", aggfunc="sum")


def _quarter_changes(load: Load, columns: tuple[str, ...] = (IMPORTS, EXPORTS)) -> pd.DataFrame:
    grid = _quarters(load, columns)
    return ((grid[2019] / grid[2018] - 1) * 100).rename("change_pct").reset_index()


def _changes_on_wrong_base(load: Load) -> pd.DataFrame:
    grid = _quarters(load)
    return ((grid[2019] - grid[2018]) / grid[2019] * 100).rename("change_pct").reset_index()


def _quarter_on_quarter(load: Load) -> pd.DataFrame:
    grid = _quarters(load)
    series = grid[[2018, 2019]].melt(ignore_index=False)["value"].pct_change() * 100
    return series.tail(4).rename("change_pct").reset_index()


# --- 07-8: a figure ------------------------------------------------------------------------------------------


def _indexed(load: Load, base: int = 5, first: int = 5) -> pd.DataFrame:
    """Return 2014 and 2019, from month ``first`` to December, as per cent of month ``base``: one column each."""
    grid = _grid(load).loc[[2014, 2019]]
    return grid.div(grid[base], axis="index").loc[:, first:].T * 100


def _columns(frame: pd.DataFrame) -> list[list[float]]:
    return [frame[year].tolist() for year in (2014, 2019)]


def _series_drawn(description: dict) -> int:
    """Count the lines, and the colours of bars, of a figure that was described; a level or upright line is none."""
    return sum(
        sum("reference" not in line for line in axes["lines"]) + len({bar["series"] for bar in axes["bars"]})
        for axes in description["axes"]
    )


QUESTIONS = (
    Question(
        id="07-1",
        title="What did readers learn in June 2019?",
        points=2,
        minutes=5,
        kind="names",
        wanted="the event_id of each such event, as a list or a column",
        right=lambda load: _asylum_events(load, "known_on"),
        why="A count of 29 May reached readers in June only, with a statement of the Mexican government. What happened "
        "and what was known are two columns.",
        hints=(
            "Two conditions are needed: one on the theme, and one on a column of days.",
            "The table has two columns of days. One says when it happened, the other from when a reader could know it.",
            'timeline["known_on"].between("2019-06-01", "2019-06-30") and timeline["theme"] == "asylum", joined by &',
        ),
        misconceptions=(
            Misconception(
                "the day of the event",
                "You filtered by the day on which it happened. The question asks when a reader could know of it.",
                lambda load: _asylum_events(load, "date"),
                ask="In which column would a count of May that was printed in June show its June day?",
            ),
            Misconception(
                "all themes",
                "Your list holds events of other themes too. Add a condition on the column theme.",
                lambda load: _asylum_events(load, "known_on", theme=None),
                ask="Are all events of your list about asylum?",
            ),
            Misconception(
                "everything known by then",
                "Your list holds everything that was known by the end of June. The question asks what became known "
                "within that month, so a first day is needed too.",
                lambda load: _asylum_events(load, "known_on", start="2018-01-01"),
                ask="Could a reader have learned of your first event in an earlier month?",
            ),
        ),
        equivalents=(
            lambda load: set(_asylum_events(load, "known_on")),
            lambda load: pd.Series(_asylum_events(load, "known_on"), name="event_id"),
        ),
    ),
    Question(
        id="07-2",
        title="Money sent home",
        points=1,
        minutes=4,
        kind="text",
        read_off=True,
        wanted="the name of one country, in quotation marks",
        right=_largest_rise,
        why="In all three the share rose, in Honduras from 19.85 to 27.00 per cent of GDP. That many families live on "
        "the work of relatives abroad is one of the things that no agreement of 2019 touched.",
        hints=(
            "Keep one indicator and three countries, then put the two years side by side.",
            "A rise in percentage points is the later share minus the earlier one, without a division.",
            'shares = rows.pivot(index="country", columns="year", values="value"), then (shares[2022] - '
            "shares[2018]).idxmax()",
        ),
        misconceptions=(
            Misconception(
                "growth in per cent",
                "You divided by the share at the start. The question asks for percentage points: later minus earlier.",
                lambda load: (lambda shares: (shares[2022] / shares[2018]).idxmax())(_remittances(load)),
                ask="From 10 to 15 per cent: is that a rise of 5 or of 50, and which of the two is asked for?",
            ),
            Misconception(
                "the highest at the start",
                "This country had the highest share in 2018. The question asks where the share rose most.",
                lambda load: _remittances(load)[2018].idxmax(),
                ask="Does the country with the highest level have to be the one with the largest rise?",
            ),
            Misconception(
                "a country that is not asked for",
                "Remittances of Mexico and of the United States are in the table too. Keep the three countries that "
                "the question names, and take the largest rise.",
                lambda load: "Mexico",
                ask="Which countries does the question name?",
            ),
        ),
        equivalents=(
            lambda load: _largest_rise(load).upper(),
            lambda load: _largest_rise(load, "country_code"),
        ),
    ),
    Question(
        id="07-3",
        title="Three forecasters",
        points=2,
        minutes=5,
        kind="frame",
        wanted="a table or Series with one row for each forecaster and the Brier score, to three decimals or more",
        key=("forecaster",),
        tolerance=0.0006,
        right=lambda load: _by_forecaster(),
        why="Bruno has the best score. Ana is sharp, but says 0.9 or 1.0 even of what does not come, and ends behind "
        "Carla, who says nothing at all. Seven of ten came true: numbers near 0.7 were honest.",
        hints=(
            "Make a new column with the squared difference of each row, then one row out of each forecaster.",
            "The difference is said minus outcome. Square it before you take the mean.",
            'invented["squared"] = (invented["said"] - invented["outcome"]) ** 2, then '
            'invented.groupby("forecaster")["squared"].mean()',
        ),
        misconceptions=(
            Misconception(
                "not squared",
                "You took the plain difference. The Brier score squares each difference before the mean.",
                lambda load: _by_forecaster(power=1),
                ask="What should a miss of 0.8 cost, compared with a miss of 0.4: twice as much, or four times?",
            ),
            Misconception(
                "sum instead of mean",
                "You added the squares up. Take their mean, so that people with more forecasts can be compared.",
                lambda load: _by_forecaster(how="sum"),
                ask="Which score would somebody with 100 forecasts have in your way of counting?",
            ),
            Misconception(
                "misses cancel out",
                "You took the mean of the differences first, and squared it then. Misses on both sides cancel out so.",
                lambda load: (
                    (pd.DataFrame(SAID).sub(pd.Series(OUTCOMES), axis="index").mean() ** 2)
                    .rename("brier")
                    .rename_axis("forecaster")
                ),
                ask="Somebody says 1 and it fails, then says 0 and it comes: what does your way give, and is it fair?",
            ),
        ),
        equivalents=(
            lambda load: _by_forecaster().set_index("forecaster")["brier"],
            lambda load: _by_forecaster().round(3).sort_values("brier"),
        ),
    ),
    Question(
        id="07-4",
        title="A rule for nine years",
        points=2,
        minutes=6,
        kind="number",
        wanted="one Brier score from 0 to 1, rounded to three decimals",
        tolerance=0.001,
        right=_rule,
        why="It came true in five of the nine years only. A person who says 0.5 each time has 0.25 and is better. In the "
        "ten years before, 2000 to 2009, it came true each time: a base rate holds for the years that it comes from.",
        hints=(
            "First find out for each year whether the statement came true, and write it as a number.",
            "Put the years in rows and the months in columns. Compare two columns, and keep the nine years.",
            "outcome = (grid[12] < grid[6]).astype(int), then ((0.9 - outcome) ** 2).mean()",
        ),
        misconceptions=(
            Misconception(
                "2019 included",
                "You scored ten years. The rule is tried on the nine years before 2019.",
                lambda load: _rule(load, last=2019),
                ask="How many outcomes does your score rest on?",
            ),
            Misconception(
                "the years before 2010 too",
                "You scored the years before 2010 too. This person speaks of 2010 to 2018.",
                lambda load: _rule(load, first=2000),
                ask="How many rows does your table have, and how many years does the question name?",
            ),
            Misconception(
                "a year without a June",
                "Your table begins with 1999, of which it has no June. A comparison with an empty cell gives False, so "
                "that year counts as a miss. Keep the years that the question names.",
                lambda load: _rule(load, first=1999),
                ask="In which month does the table begin, and what does your first row hold for June?",
            ),
            Misconception(
                "not squared",
                "You took the plain difference between what was said and what came. Square it first.",
                lambda load: _rule(load, power=1),
                ask="What makes the Brier score punish a large miss more than two small ones?",
            ),
            Misconception(
                "outcomes turned round",
                "You counted a year as a 1 when the count was higher in December. The statement says: lower.",
                lambda load: (lambda grid: ((0.9 - (grid[12] > grid[6])) ** 2).mean())(_grid(load, last=2018)),
                ask="In 2017 December was above June: did the statement come true?",
            ),
            Misconception(
                "fiscal years",
                "You compared within fiscal years, where December comes before June. The rule is about the calendar "
                "year: the December that follows the June.",
                _rule_by_fiscal_year,
                ask="Which of the two months comes first in a row of your table?",
            ),
        ),
        equivalents=(lambda load: round(_rule(load), 3),),
    ),
    Question(
        id="07-5",
        title="Mend a function",
        points=2,
        minutes=6,
        kind="function",
        wanted="a function expected_score(said, chance) that gives the Brier score to expect, from 0 to 1",
        tolerance=1e-6,
        calls=((1, 0.5), (0.7, 0.7), (0.9, 0.7), (0.5, 0.3), (0, 1), (0.2, 0.8)),
        right=lambda load: _expected_score,
        why="Whoever says 0.9 where the chance is 0.7 can expect 0.25, as if he or she had said 0.5. Saying 0.7 gives "
        "0.21, the lowest there is.",
        hints=(
            "Follow the two cases by hand: it happens, or it does not. What is the penalty in each?",
            "Each penalty is weighted with how often its case comes: the two weights add up to 1.",
            "Add to the draft's line: + (1 - chance) * said ** 2",
        ),
        misconceptions=(
            Misconception(
                "only the case that it happens",
                "Your function counts only the case in which it happens. Who says 1 would then always be perfect. "
                "What is the penalty when it does not happen, and how often is that?",
                lambda load: _only_if_it_happens,
                ask="What does your function give for somebody who is certain of a coin toss?",
            ),
            Misconception(
                "cases swapped",
                "The penalties are swapped: when it happens, the miss is the distance from 1, and else from 0.",
                lambda load: _cases_swapped,
                ask="If it happens for certain and I said 1, which penalty do I deserve, and what do you give me?",
            ),
            Misconception(
                "not squared",
                "Your function takes plain differences. Square each before you weight it.",
                lambda load: _not_squared,
                ask="With your function, what is the best number to say if the chance is 0.7?",
            ),
            Misconception(
                "not weighted",
                "You add both penalties in full. Each must be weighted with the chance of its case.",
                lambda load: _not_weighted,
                ask="Can both cases happen at the same time?",
            ),
        ),
        equivalents=(
            lambda load: lambda said, chance: (said - chance) ** 2 + chance * (1 - chance),
            lambda load: lambda p, q: q - 2 * p * q + p * p,
        ),
    ),
    Question(
        id="07-6",
        title="Where does 2019 stand from February on?",
        points=2,
        minutes=6,
        kind="number",
        wanted="one whole number: the rank of the year",
        right=_rank,
        why="From February on, 2000, 2001, 2006 and 2010 fell further. With another first month the same year is no longer "
        "the outermost.",
        hints=(
            "Make one row for each year and one column for each month, then compute one change for each year.",
            "The change is (September / February - 1) * 100. The most negative change has rank 1.",
            "((grid[9] / grid[2] - 1) * 100).rank().loc[2019]",
        ),
        misconceptions=(
            Misconception(
                "ranked from the other end",
                "You gave rank 1 to the greatest rise. The question gives rank 1 to the greatest fall.",
                lambda load: _rank(load, ascending=False),
                ask="Which year has rank 1 in your order, and did it rise or fall?",
            ),
            Misconception(
                "from May",
                "You measured from May, or from another month in which no year fell further. The question begins in "
                "February.",
                lambda load: _rank(load, start=5),
                ask="From which month on did you measure?",
            ),
            Misconception(
                "fall in events",
                "You ranked the fall in events. Divide: a year with twice the counts then gets the same rank.",
                _rank_of_events,
                ask="Would a year with twice the counts get the same rank in your way?",
            ),
            Misconception(
                "from 2010 alone",
                "You compared the years from 2010 on. The table begins earlier: take all years from 2000.",
                lambda load: _rank(load, first=2010),
                ask="With how many years do you compare 2019?",
            ),
            Misconception(
                "places counted from 0",
                "You counted the places from 0, as Python does. A rank begins at 1.",
                lambda load: _rank(load) - 1,
                ask="Which rank does the first year of your list get?",
            ),
        ),
        equivalents=(lambda load: float(_rank(load)),),
    ),
    Question(
        id="07-7",
        title="Trade by quarter",
        points=2,
        minutes=7,
        kind="frame",
        wanted="a table or Series with one row for each quarter (1 to 4) and the change in per cent, to one decimal",
        key=("quarter",),
        tolerance=0.06,
        right=_quarter_changes,
        why="The year as a whole was level, but trade grew in its first half and was 3.7 per cent lower in its last "
        "quarter than a year before. The table does not tell why: no tariff of this threat was in force.",
        hints=(
            "Each month belongs to a quarter: dt.quarter gives it. Add imports and exports first.",
            "Make a table with quarters in rows and years in columns, with sums. Then compare two columns.",
            'grid = trade.pivot_table(index="quarter", columns="year", values="both", aggfunc="sum"), then '
            "(grid[2019] / grid[2018] - 1) * 100",
        ),
        misconceptions=(
            Misconception(
                "wrong base",
                "You divided by the later value. A change is measured against the value at the start, 2018.",
                _changes_on_wrong_base,
                ask="Which of the two years is the start?",
            ),
            Misconception(
                "imports alone",
                "Your table has imports alone. Goods of both directions are wanted: add the exports.",
                lambda load: _quarter_changes(load, (IMPORTS,)),
                ask="What does Mexico buy, and where is it in your sum?",
            ),
            Misconception(
                "exports alone",
                "Your table has exports alone. Goods of both directions are wanted: add the imports.",
                lambda load: _quarter_changes(load, (EXPORTS,)),
                ask="What does Mexico sell, and where is it in your sum?",
            ),
            Misconception(
                "ratio for growth",
                "You divided one year by the other, and stopped there. The change is what the ratio has more, or less, "
                "than 1; as per cent it is that times 100.",
                lambda load: _quarter_changes(load).assign(change_pct=lambda table: table["change_pct"] + 100),
                ask="Which number does your way give for a quarter that did not change at all?",
            ),
            Misconception(
                "quarter against quarter before",
                "You compared each quarter with the quarter before it. Trade has seasons: compare with the same "
                "quarter of 2018.",
                _quarter_on_quarter,
                ask="Is a spring always like the winter before it?",
            ),
        ),
        equivalents=(
            lambda load: _quarter_changes(load).set_index("quarter")["change_pct"].round(1),
            lambda load: _quarter_changes(load).sort_values("change_pct"),
        ),
    ),
    Question(
        id="07-8",
        title="Draw two falls from two peaks",
        points=3,
        minutes=8,
        kind="figure",
        wanted="a line chart with one line for 2014 and one for 2019, May to December, as per cent of May",
        tolerance=0.5,
        right=lambda load: {
            "series": _columns(_indexed(load)),
            "words": {
                "title": [],
                "xlabel": ["month", "mes", "may", "dec"],
                "ylabel": ["per cent", "percent", "%", "may", "100", "index", "por ciento"],
            },
        },
        why="After both peaks the count fell by more than half until autumn. In 2014 it was slower at first and stayed "
        "higher. Both years saw new controls in southern Mexico, so the older line is no pure season.",
        hints=(
            "Give each year its own scale: divide all its months by its May.",
            "grid.loc[[2014, 2019]] keeps the two years; div(..., axis=0) divides each row by a number of its own.",
            "indexed = grid.div(grid[5], axis=0).loc[[2014, 2019], 5:].T * 100, then sns.lineplot(data=indexed)",
        ),
        misconceptions=(
            Misconception(
                "one line alone",
                "Your figure has one line only. Draw a line for each of the two years in the same figure.",
                lambda load: {"values": _columns(_indexed(load))[1]},
                matches=lambda description: description["kind"] == "figure" and _series_drawn(description) == 1,
                ask="With what is the year in your figure compared?",
            ),
            Misconception(
                "counts",
                "Your lines show the counts. Divide each year by its own May, times 100, so that both start at 100.",
                lambda load: {"series": _columns(_grid(load).loc[[2014, 2019], 5:].T)},
                ask="Where should both lines begin, if May is the measure?",
            ),
            Misconception(
                "shares of one",
                "Your lines begin at 1. As per cent of May they begin at 100: multiply by 100.",
                lambda load: {"series": _columns(_indexed(load) / 100)},
                ask="At which height should the line of May lie, if it is drawn in per cent?",
            ),
            Misconception(
                "the whole year",
                "Your lines show all twelve months. Keep the months from May to December.",
                lambda load: {"series": _columns(_indexed(load, first=1))},
                ask="With which month do your lines begin?",
            ),
            Misconception(
                "change instead of level",
                "Your lines show the change since May, so they begin at 0. Draw the level: May is 100.",
                lambda load: {"series": _columns(_indexed(load) - 100)},
                ask="At which height does May lie in your figure?",
            ),
            Misconception(
                "December as the measure",
                "You divided by December. May is the measure: divide by its count.",
                lambda load: {"series": _columns(_indexed(load, base=12))},
                ask="Which month lies at 100 in your figure?",
            ),
        ),
    ),
    Question(
        id="07-9",
        title="Argue: did the deal work?",
        points=3,
        minutes=10,
        kind="argue",
        wanted="a text of 60 to 120 words in the name argument",
        hints=(
            "Say first what working would mean: fewer apprehensions, no tariff, or fewer people who have to leave.",
            "Set the fall of 2019 beside the same months of other years, and beside what else was done then.",
            "For the limit, think of the other measures, of the height of May 2019, or of what a count of apprehensions "
            "leaves out.",
        ),
        rubric=(
            "3 points: says what working means, takes a position, names two figures with their period and source, and "
            "says what the figures cannot show and why that matters for the position.",
            "2 points: takes a position with two figures, but the limit is missing or does not touch the position.",
            "1 point: a position with one figure, or figures without a position.",
        ),
        words=(60, 120),
    ),
)

SELF_CHECKS = {
    "07-a": {
        "prompt": "Which of these forecasts can be scored on a fixed day?",
        "choices": [
            {
                "text": "Relations between the two countries will remain difficult",
                "right": False,
                "feedback": "Nothing says what would count as not difficult, and no day is named.",
            },
            {
                "text": "A tariff may well come sooner or later",
                "right": False,
                "feedback": "It can never be wrong: there is no day after which one could say that it failed.",
            },
            {
                "text": "By 31 December 2019 the senates of both countries have approved the agreement",
                "right": True,
                "feedback": "There is a day, and a vote either took place or did not. It would have come out false: the US "
                "senate voted on 16 January 2020.",
            },
        ],
    },
    "07-b": {
        "prompt": "A person said 0.9 for each of ten statements, and six came true. What does this show?",
        "choices": [
            {
                "text": "The numbers were sharp, but not calibrated: they promised more than came",
                "right": True,
                "feedback": "0.9 promises about nine in ten. Ten are still few, so some of it may be bad luck.",
            },
            {
                "text": "The person is a good forecaster, since most statements came true",
                "right": False,
                "feedback": "How many came true is one thing; here it is fewer than the numbers promised.",
            },
            {
                "text": "The person should have said 0.5 for each",
                "right": False,
                "feedback": "0.5 for each would have scored better than 0.9, and 0.6 better still. But what the person "
                "should have said is another question: look at how often it came true, and how often 0.9 promises.",
            },
        ],
    },
    "07-c": {
        "prompt": "Apprehensions fell after the declaration of 7 June 2019. What do we need before we may say that it "
        "caused the fall?",
        "choices": [
            {
                "text": "A longer line, up to 2020",
                "right": False,
                "feedback": "A longer line shows more of the fall, and still no reason for it. From March 2020 it also "
                "counts something else.",
            },
            {
                "text": "A reason to think that the count would not have fallen without it",
                "right": True,
                "feedback": "The season, the very high start and the other measures are all ways in which it could have "
                "fallen anyway.",
            },
            {
                "text": "A statement of one of the two governments",
                "right": False,
                "feedback": "Each government has reasons to claim the success, or to share it. A statement is no comparison.",
            },
        ],
    },
}
