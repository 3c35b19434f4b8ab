"""Questions of lesson 05, the real issue: season, timing, vintages and stories."""

import re

import pandas as pd

from twoborders.questions.core import Load, Misconception, Question
from twoborders.questions.months import read_month

#: First and last of the six fiscal years over which a question takes a mean.
SEASON = (2013, 2018)

# --- 05-1 and 05-6: sectors ----------------------------------------------------------------------------------


def _by_sector(load: Load) -> pd.DataFrame:
    """Return apprehensions with one row for each sector and one column for each fiscal year."""
    table = load("us_apprehensions_month_sector")
    return table.pivot_table(index="sector", columns="fiscal_year", values="apprehensions", aggfunc="sum")


def _grown(load: Load, times: float, first: int = 2018, last: int = 2019) -> list[str]:
    years = _by_sector(load)
    return years.index[years[last] >= times * years[first]].tolist()


def _largest(load: Load, number: int) -> list[str]:
    return _by_sector(load)[2019].nlargest(number).index.tolist()


def _sectors_without(load: Load, last: int = 2018, against: str = "max", any_month: bool = True) -> list[str]:
    """Return the sectors in which no month of fiscal year 2019 lies above that value of the years 2010 to ``last``."""
    table = load("us_apprehensions_month_sector").copy()
    table["number"] = table["month"].dt.month
    earlier = table[table["fiscal_year"].between(2010, last)]
    keys = ["sector", "number"] if any_month else ["sector"]
    limit = earlier.groupby(keys)["apprehensions"].agg(against).rename("limit").reset_index()
    joined = table[table["fiscal_year"] == 2019].merge(limit, on=keys)
    above = joined["apprehensions"] > joined["limit"]
    return sorted(set(joined["sector"]) - set(joined.loc[above, "sector"]))


def _sectors_with(load: Load) -> list[str]:
    return sorted(set(load("us_apprehensions_month_sector")["sector"]) - set(_sectors_without(load)))


def _years_within(load: Load) -> list[str]:
    years = _by_sector(load)
    return years.index[years[2019] <= years.loc[:, 2010:2018].max(axis="columns")].tolist()


# --- 05-2: the season ----------------------------------------------------------------------------------------


def _month_means(load: Load, first: int = SEASON[0], last: int = SEASON[1]) -> pd.Series:
    table = load("us_apprehensions_month")
    years = table[table["fiscal_year"].between(first, last)]
    return years.groupby(years["month"].dt.month)["apprehensions"].mean()


def _winter_to_spring(means: pd.Series, base: int = 1) -> float:
    return (means[5] - means[1]) / means[base] * 100


def _mean_of_changes(load: Load) -> float:
    table = load("us_apprehensions_month")
    years = table[table["fiscal_year"].between(*SEASON)].assign(number=lambda rows: rows["month"].dt.month)
    grid = years.pivot(index="fiscal_year", columns="number", values="apprehensions")
    return ((grid[5] - grid[1]) / grid[1]).mean() * 100


# --- 05-3: family members by year ----------------------------------------------------------------------------


def _family_share(load: Load, last: int = 2019, how: str = "of sums", factor: float = 100) -> pd.DataFrame:
    table = load("us_apprehensions_month_group")
    table = table[table["fiscal_year"] <= last]
    time = ["fiscal_year"] if how == "of sums" else ["fiscal_year", "month"]
    wide = table.pivot_table(index=time, columns="group", values="apprehensions", aggfunc="sum")
    share = wide["family members"] / wide.sum(axis="columns") * factor
    return share.groupby("fiscal_year").mean().rename("family_share_pct").reset_index()


def _families_over_adults(load: Load) -> pd.DataFrame:
    table = load("us_apprehensions_month_group")
    table = table[table["fiscal_year"] <= 2019]
    wide = table.pivot_table(index="fiscal_year", columns="group", values="apprehensions", aggfunc="sum")
    return (wide["family members"] / wide["single adults"] * 100).rename("family_share_pct").reset_index()


# --- 05-4: a chart -------------------------------------------------------------------------------------------


def _groups(load: Load) -> pd.DataFrame:
    return load("us_apprehensions_month_group").pivot(index="month", columns="group", values="apprehensions")


def _said(month: pd.Timestamp) -> str:
    return f"{month:%B %Y}"


def _first_crossing(load: Load) -> pd.Timestamp:
    wide = _groups(load)
    return wide.index[wide["family members"] > wide["single adults"]][0]


def _crossing(load: Load) -> str:
    return _said(_first_crossing(load))


def _without_a_year(description: dict) -> bool:
    """Tell whether an answer is no month with a year, however written."""
    return not re.search(r"\d{4}$", read_month(description["value"]) or "")


def _crossing_back(load: Load) -> str:
    """Return the first month, after the lines have crossed, in which single adults are more again."""
    wide = _groups(load)
    more = wide["family members"] > wide["single adults"]
    return _said(wide.index[(wide.index > wide.index[more][0]) & ~more & (wide.index > wide.index[more][-1])][0])


def _more_than_half(load: Load) -> str:
    wide = _groups(load)
    return _said(wide.index[wide["family members"] > wide.sum(axis="columns") / 2][0])


# --- 05-5: two editions --------------------------------------------------------------------------------------


def _first_edition(load: Load, group: str = "all") -> pd.DataFrame:
    """Return the months of fiscal year 2018 as they stood in July 2018."""
    published = load("us_apprehensions_published")
    rows = published[(published["published"] == "2018-07-31") & (published["group"] == group)]
    return rows.rename(columns={"period_start": "month"})[["month", "events"]]


def _revisions(load: Load, group: str = "all", sign: int = 1) -> pd.DataFrame:
    joined = _first_edition(load, group).merge(load("us_apprehensions_month"), on="month")
    return joined[["month"]].assign(revision=sign * (joined["apprehensions"] - joined["events"]))


# --- 05-7: a function ----------------------------------------------------------------------------------------


def _side(month: int, event: int, window: int) -> str:
    if event - window <= month < event:
        return "before"
    if event <= month < event + window:
        return "after"
    return "outside"


def _event_in_no_window(month: int, event: int, window: int) -> str:
    if event - window <= month < event:
        return "before"
    return "after" if event < month <= event + window else "outside"


def _window_too_long(month: int, event: int, window: int) -> str:
    if event - window <= month < event:
        return "before"
    return "after" if event <= month <= event + window else "outside"


def _window_too_short(month: int, event: int, window: int) -> str:
    if event - window <= month < event:
        return "before"
    return "after" if event < month < event + window else "outside"


def _event_before(month: int, event: int, window: int) -> str:
    if event - window < month <= event:
        return "before"
    return "after" if event < month <= event + window else "outside"


# --- 05-8: a figure ------------------------------------------------------------------------------------------


def _sector_year(load: Load, sector: str, year: int = 2019) -> list[float]:
    table = load("us_apprehensions_month_sector")
    rows = table[(table["sector"] == sector) & (table["fiscal_year"] == year)]
    return rows.sort_values("month")["apprehensions"].tolist()


def _two_sectors(load: Load, year: int = 2019) -> list[list[float]]:
    return [_sector_year(load, "El Paso", year), _sector_year(load, "Tucson", year)]


QUESTIONS = (
    Question(
        id="05-1",
        title="Which sectors at least doubled?",
        points=2,
        minutes=5,
        kind="names",
        wanted="the names of the sectors, as a list or as one column",
        right=lambda load: _grown(load, 2),
        why="In four of nine sectors the count at least doubled. The rise had places, and not one place only.",
        hints=(
            "A fiscal year of a sector is the sum of its twelve months.",
            "Make a table with one row for each sector and a column for each fiscal year, then compare two columns.",
            'years = sectors.pivot_table(index="sector", columns="fiscal_year", values="apprehensions", aggfunc="sum"); '
            "the condition is years[2019] >= 2 * years[2018]",
        ),
        misconceptions=(
            Misconception(
                "grew by 200 per cent",
                "These sectors at least tripled between the two fiscal years. To double is to grow by 100 per cent, not by "
                "200. And take fiscal years, not calendar years.",
                lambda load: _grown(load, 3),
                ask="A count goes from 10 to 20. By how many per cent did it grow?",
            ),
            Misconception(
                "rose at all",
                "These are all sectors that rose. The question asks where the later year is at least twice the earlier.",
                lambda load: _grown(load, 1),
                ask="Which number do you compare the later year with, and what stands before it?",
            ),
            Misconception(
                "largest counts",
                "These are the sectors with the largest counts. A large sector can rise little: divide by its own past.",
                lambda load: _largest(load, 4),
                ask="Tucson is large. Was it large one year before, too?",
            ),
        ),
        equivalents=(lambda load: pd.Series(_grown(load, 2)[::-1]),),
    ),
    Question(
        id="05-2",
        title="What the season gives from January to May",
        points=2,
        minutes=6,
        kind="number",
        wanted="one number in per cent, rounded to one decimal",
        unit="per cent",
        tolerance=0.1,
        right=lambda load: _winter_to_spring(_month_means(load)),
        why="In the mean of these six years the count rose by almost a half from January to May, in the season alone. "
        "In 2019 it nearly tripled. Other years give another season: in the mean of 2000 to 2008 it rose by less than a "
        "tenth.",
        hints=(
            "First keep the fiscal years 2013 to 2018. Then you need one mean for each of two months.",
            'The number of a month is months["month"].dt.month: group by it, and take the mean of apprehensions.',
            "(mean_of_may - mean_of_january) / mean_of_january * 100",
        ),
        misconceptions=(
            Misconception(
                "mean of the yearly changes",
                "You took the mean of six changes. The question asks for the change between two means.",
                _mean_of_changes,
                ask="Do you take the mean first, or the change first?",
            ),
            Misconception(
                "all years of the table",
                "Your mean covers other years too. Keep the fiscal years 2013 to 2018 first.",
                lambda load: _winter_to_spring(_month_means(load, 2000, 2020)),
                ask="Which years stand in the table that you group?",
            ),
            Misconception(
                "the year itself among the expected",
                "Your mean includes fiscal year 2019. What is expected of a year must come from the years before it.",
                lambda load: _winter_to_spring(_month_means(load, 2013, 2019)),
                ask="Would you know the mean of these years in September 2018?",
            ),
            Misconception(
                "ratio for growth",
                "Your number says how many times as high the mean of May is. The question asks by how many per cent it is "
                "higher: leave out the part that was there in January.",
                lambda load: _winter_to_spring(_month_means(load)) / 100 + 1,
                ask="If May were like January, what would your calculation give, and what should the change be?",
            ),
            Misconception(
                "May in per cent of January",
                "This is the mean of May in per cent of that of January. Without any change it would be 100, and not 0.",
                lambda load: _winter_to_spring(_month_means(load)) + 100,
                ask="If May were like January, would you say that it is 100 per cent higher?",
            ),
            Misconception(
                "wrong base",
                "You divided by the mean of May. A change is divided by the value at its start.",
                lambda load: _winter_to_spring(_month_means(load), base=5),
                ask="Where does the change begin?",
            ),
            Misconception(
                "2019 itself",
                "This is the change in 2019. The question asks what the earlier years would let one expect.",
                lambda load: _winter_to_spring(_month_means(load, 2019, 2019)),
                ask="What is the season, and what is this one year?",
            ),
        ),
        equivalents=(lambda load: round(_winter_to_spring(_month_means(load)), 1),),
    ),
    Question(
        id="05-3",
        title="Family members by fiscal year",
        points=2,
        minutes=6,
        kind="frame",
        wanted="a Series, or a table with fiscal_year and family_share_pct: one row for each fiscal year from 2012 to 2019",
        key=("fiscal_year",),
        tolerance=0.06,
        right=_family_share,
        why="Family members were less than three per cent in 2012 and more than half in 2019. The share rose in every "
        "year but 2015, long before the dispute.",
        hints=(
            "For each fiscal year you need two sums: of family members, and of all three groups.",
            "Leave out 2020. pivot_table can make one row for each year and one column for each group.",
            'years = groups.pivot_table(index="fiscal_year", columns="group", values="apprehensions", aggfunc="sum"); '
            'years["family members"] / years.sum(axis="columns") * 100',
        ),
        misconceptions=(
            Misconception(
                "mean of monthly shares",
                "You took the mean of twelve monthly shares. A month with few people then counts as much as a month with "
                "many. Add up first, then divide.",
                lambda load: _family_share(load, how="of months"),
                ask="Should a month with 12,000 people weigh as much as one with 130,000?",
            ),
            Misconception(
                "share of single adults",
                "You divided by single adults. The whole is the sum of all three groups.",
                _families_over_adults,
                ask="Which people make up the whole?",
            ),
            Misconception(
                "share for per cent",
                "Your numbers are shares, where 1 is the whole. The question asks for per cent.",
                lambda load: _family_share(load, factor=1),
                ask="What would stand in your table if all people were family members?",
            ),
            Misconception(
                "the year of Title 42",
                "Your table has fiscal year 2020 too. From March 2020 it counts expulsions as well: leave that year out.",
                lambda load: _family_share(load, last=2020),
                matches=lambda description: (
                    description["kind"] == "frame" and description["n_rows"] == 9 and len(description["columns"]) == 2
                ),
                ask="What changed in the way of counting in March 2020?",
            ),
        ),
        equivalents=(
            lambda load: _family_share(load).round(1),
            lambda load: _family_share(load).set_index("fiscal_year")["family_share_pct"],
        ),
    ),
    Question(
        id="05-4",
        title="Read a chart: where the lines cross",
        points=1,
        minutes=4,
        kind="text",
        read_off=True,
        wanted='a month and its calendar year as text, such as "May 2014"',
        right=_crossing,
        why="Family members outnumbered single adults for the first time in that month, the first of fiscal year 2019. "
        "The first threat to close the border that the timeline has was made on its 18th day: a count by month cannot "
        "tell which of the two came first.",
        hints=(
            "Follow the line of family members from the left. Where does it lie above that of single adults?",
            "The chart gives you the season of the year. The table gives the month: put both groups side by side.",
            'wide = groups.pivot(index="month", columns="group", values="apprehensions"); then keep the rows with '
            'wide["family members"] > wide["single adults"] and read the first',
        ),
        misconceptions=(
            Misconception(
                "more than half of all",
                "In that month family members became more than half of all three groups. The question compares them with "
                "single adults only.",
                _more_than_half,
                ask="How many groups are there, and how many does the question compare?",
            ),
            Misconception(
                "crossing back",
                "That is where single adults became more again. The question asks for the first crossing.",
                _crossing_back,
                ask="Which line lies higher after your month?",
            ),
            Misconception(
                "fiscal year for calendar year",
                "The year beside your month is the fiscal year. From October to December the calendar year is one less.",
                lambda load: _said(_first_crossing(load) + pd.DateOffset(years=1)),
                ask="In which calendar year does a fiscal year begin?",
            ),
            Misconception(
                "no month with its year",
                'Your text is not read as a month with its year. Write it as in "May 2014": the name of the month, a space, '
                "and the calendar year.",
                lambda load: f"{_first_crossing(load):%B}",
                matches=_without_a_year,
                ask="How is the month written in the question's example?",
            ),
            Misconception(
                "the peak",
                "That is the highest point of family members. The question asks where the lines cross first.",
                lambda load: _said(_groups(load)["family members"].idxmax()),
                ask="Where is the line highest, and where do the two lines meet?",
            ),
        ),
        equivalents=(
            lambda load: _crossing(load).lower(),
            lambda load: f"{_first_crossing(load):%b %Y}",
            lambda load: f"{_first_crossing(load):%Y-%m}",
            lambda load: str(_first_crossing(load).date()),
        ),
    ),
    Question(
        id="05-5",
        title="Two editions side by side",
        points=3,
        minutes=8,
        kind="frame",
        wanted="a table with nine rows and the columns month and revision (events)",
        key=("month",),
        right=_revisions,
        why="Eight of nine months were changed, by 25 events at most: less than a tenth of one per cent. The first edition "
        "was good enough for any argument of this lesson.",
        hints=(
            "Each edition is a table of its own. Bring the months of the first one together with the same months of the "
            "other.",
            "The first edition calls the month period_start. Rename it to month, or merge with left_on and right_on.",
            'joined = first.merge(months, left_on="period_start", right_on="month"); joined["revision"] = '
            'joined["apprehensions"] - joined["events"]',
        ),
        misconceptions=(
            Misconception(
                "wrong way round",
                "The sign is the wrong way round. A revision is the later figure minus the earlier one.",
                lambda load: _revisions(load, sign=-1),
                ask="If the count was corrected upwards, should your revision be above or below zero?",
            ),
            Misconception(
                "one group against all",
                "You compared one group with the count of all. Take the rows whose group is all.",
                lambda load: _revisions(load, group="family members"),
                ask="Whom does each of your two columns count?",
            ),
            Misconception(
                "size without sign",
                "You left out the signs. Some months were corrected downwards: keep the minus.",
                lambda load: _revisions(load).assign(revision=lambda rows: rows["revision"].abs()),
                ask="Was every month corrected upwards?",
            ),
        ),
        equivalents=(
            lambda load: _revisions(load).set_index("month")["revision"],
            lambda load: _revisions(load).assign(month=lambda rows: rows["month"].dt.strftime("%Y-%m-%d")),
        ),
    ),
    Question(
        id="05-6",
        title="Where the count stayed within its range",
        points=2,
        minutes=8,
        kind="names",
        wanted="the names of the sectors, as a list or as one column",
        right=_sectors_without,
        why="Two sectors out of nine stayed within what the nine years before had seen, in every month. A cause that works on all "
        "who set out does not yet say why people came to one stretch of the border and not to another.",
        hints=(
            "Each sector has twelve highest values, one for each month of the year.",
            "Group the earlier years by sector and by the number of the month, take the maximum, and merge it to the rows "
            "of 2019.",
            'limit = earlier.groupby(["sector", "number"])["apprehensions"].max().rename("limit").reset_index(); after '
            "the merge, the sectors with any row above its limit are those to leave out",
        ),
        misconceptions=(
            Misconception(
                "sectors that left their range",
                "These are the sectors that had at least one month above. The question asks for those that had none.",
                _sectors_with,
                ask="Is there a month of 2019 in your first sector that was higher than in all nine years?",
            ),
            Misconception(
                "mean for highest",
                "You compared with the mean of the earlier years. A count can lie above the mean and within the range.",
                lambda load: _sectors_without(load, against="mean"),
                ask="Which value is the upper end of a range?",
            ),
            Misconception(
                "highest month of all",
                "You compared each month with the highest month of any season. A May must be compared with earlier Mays.",
                lambda load: _sectors_without(load, any_month=False),
                ask="With which months may a January be compared?",
            ),
            Misconception(
                "years for months",
                "You compared whole years. A year can stay within its range while one of its months does not.",
                _years_within,
                ask="How many comparisons does the question ask for in each sector?",
            ),
            Misconception(
                "2019 in its own range",
                "These are all nine sectors. Take the highest values from 2010 to 2018 alone, without 2019, and keep only "
                "the sectors that have no month above.",
                lambda load: _sectors_without(load, last=2019),
                ask="Can a number lie above the highest of a list that holds it?",
            ),
        ),
        equivalents=(lambda load: pd.Series(_sectors_without(load)),),
    ),
    Question(
        id="05-7",
        title="Mend a function: which window?",
        points=2,
        minutes=6,
        kind="function",
        wanted='a function side(month, event, window) that gives "before", "after" or "outside"',
        calls=(
            (9, 10, 3),
            (10, 10, 3),
            (12, 10, 3),
            (13, 10, 3),
            (7, 10, 3),
            (6, 10, 3),
            (4, 4, 1),
            (5, 4, 1),
            (3, 4, 1),
        ),
        right=lambda load: _side,
        why="Both windows now have the same number of months, and the month of the event is in one of them. One month more "
        "or less can change what a comparison gives.",
        hints=(
            "Write down the months 6 to 14, and what the draft gives for each with event=10 and window=3.",
            "Three months before: 7, 8, 9. Three months after, if the event is the first of them: 10, 11, 12.",
            "The second condition must be event <= month < event + window: both signs change.",
        ),
        misconceptions=(
            Misconception(
                "the month of the event is in no window",
                "side still puts the month of the event outside. It is the first month of the window after.",
                lambda load: _event_in_no_window,
                ask="What does your function give for the month of the event itself?",
            ),
            Misconception(
                "the window after is too long",
                "The window after now has one month more than the window before. Where must it end?",
                lambda load: _window_too_long,
                ask="How many months lie in each of your windows?",
            ),
            Misconception(
                "the window after is too short",
                "You changed the end of the window after. Its beginning is wrong: the month of the event is missing.",
                lambda load: _window_too_short,
                ask="Which is the first month that your function calls after?",
            ),
            Misconception(
                "the month of the event before",
                "side now counts the month of the event as before. The question makes it the first month after.",
                lambda load: _event_before,
                ask="To which window does the question give the month of the event?",
            ),
        ),
        equivalents=(
            lambda load: (
                lambda month, event, window: (
                    ("after" if month - event >= 0 else "before")
                    if month in range(event - window, event + window)
                    else "outside"
                )
            ),
        ),
    ),
    Question(
        id="05-8",
        title="Draw two sectors",
        points=3,
        minutes=8,
        kind="figure",
        wanted="a line for El Paso and a line for Tucson, with the twelve months of fiscal year 2019, a title and labels",
        right=lambda load: {
            "series": _two_sectors(load),
            "words": {
                "title": [],
                "xlabel": [],
                "ylabel": ["apprehensions", "aprehensiones", "detenciones", "events", "eventos", "people", "personas"],
            },
        },
        why="Two sectors, two stories: in May El Paso had more than five times its count of October, and Tucson's highest "
        "month lay a quarter above its October.",
        hints=(
            "Keep the rows of two sectors and of one fiscal year. That makes 24 rows.",
            'Give seaborn x="month", y="apprehensions" and hue="sector": each sector gets a line of its own.',
            'two = sectors[sectors["sector"].isin(["El Paso", "Tucson"]) & (sectors["fiscal_year"] == 2019)]; then '
            "sns.lineplot(data=two, ...), and set title, xlabel and ylabel",
        ),
        misconceptions=(
            Misconception(
                "both sectors in one line",
                "Your chart has one line for the two sectors together. hue gives each sector its own.",
                lambda load: {"values": [sum(pair) / 2 for pair in zip(*_two_sectors(load), strict=True)]},
                ask="How many lines does your chart have, and how many sectors?",
            ),
            Misconception(
                "the year before",
                "Your chart shows fiscal year 2018. Fiscal year 2019 begins in October 2018.",
                lambda load: {"series": _two_sectors(load, 2018)},
                ask="In which month does fiscal year 2019 begin?",
            ),
            Misconception(
                "running total",
                "Your lines are running totals. Draw each month's own count, without cumsum.",
                lambda load: {"series": [pd.Series(one).cumsum().tolist() for one in _two_sectors(load)]},
                ask="Can your line ever fall?",
            ),
        ),
    ),
    Question(
        id="05-9",
        title="Argue: did threats make people hurry?",
        points=3,
        minutes=10,
        kind="argue",
        wanted="a text of 60 to 120 words in the name argument",
        hints=(
            "Start from the claim R2a: a threat, a rise, and a link between the two. Which of them can be dated?",
            "Choose one threat of the timeline. One figure for a month before it and one for a month after it show two "
            "sides.",
            "For the limit, think of the other threats, and of what would happen without any: the season, and a rise "
            "under way.",
        ),
        rubric=(
            "3 points: takes a position, names a threat with its day and two figures with their month and source, one "
            "before and one after that threat, and says what the figures cannot show and why that matters for the "
            "position.",
            "2 points: takes a position with a threat and two figures, but the limit is missing or does not touch the "
            "position.",
            "1 point: a position with one figure, or figures without a position.",
        ),
        words=(60, 120),
    ),
)

SELF_CHECKS = {
    "05-a": {
        "prompt": "A count rises from 30,000 in January to 45,000 in May. In the mean of earlier years it rises from 20,000 "
        "to 30,000. What do the earlier years let one say?",
        "choices": [
            {
                "text": "Nothing happened in this year",
                "right": False,
                "feedback": "The whole year is higher than the earlier ones: look at its January.",
            },
            {
                "text": "The rise from January to May was 15,000 instead of 10,000, so half as much again is unusual",
                "right": False,
                "feedback": "A year on a higher level moves in larger steps. Compare the growth, not the difference.",
            },
            {
                "text": "The level was unusual, and the rise from January to May was what the season gives",
                "right": True,
                "feedback": "Both grow by a half from January to May. What needs an explanation is the high January.",
            },
        ],
    },
    "05-b": {
        "prompt": "A count has risen for eight months. An event falls into the fourth. The mean of the four months from then "
        "on is higher than that of the months before. What does that show?",
        "choices": [
            {
                "text": "Nothing about the event: almost every month of such a series passes this test",
                "right": True,
                "feedback": "The test cannot fail here, and a test that cannot fail tells nothing.",
            },
            {
                "text": "The event made the count rise",
                "right": False,
                "feedback": "It had risen before the event too. What would have come without it?",
            },
            {
                "text": "The event had no effect",
                "right": False,
                "feedback": "It may have made the rise steeper. This comparison does not show it, and does not exclude it.",
            },
        ],
    },
    "05-c": {
        "prompt": "One table prints 12,000 for a year. A later edition prints 10,000 for it, and 15,000 for the next year. By how "
        "many per cent did the count grow?",
        "choices": [
            {
                "text": "25 per cent: from 12,000 to 15,000",
                "right": False,
                "feedback": "These two numbers are of two editions: the change holds the revision too.",
            },
            {
                "text": "50 per cent: from 10,000 to 15,000, both of the later edition",
                "right": True,
                "feedback": "Within one edition the years were counted by one rule.",
            },
            {
                "text": "37.5 per cent: the mean of both answers",
                "right": False,
                "feedback": "The mean of a sound and an unsound comparison is not sound.",
            },
        ],
    },
}
