"""The figures in the variants of argued questions are those of the tables."""

import re

import pytest

from twoborders import load, questions

ARGUED = [each for each in questions.ids() if questions.get(each).kind == "argue"]
APPREHENSIONS = load("us_apprehensions_month").set_index("month")["apprehensions"]
BUDGETS = load("agency_budgets").query("agency == 'migration institute'").set_index("year")["budget_mxn_million"]
DECISIONS = load("refugee_decisions_year").set_index("year")
STATES = load("homicides_states_year").query("year == 2018").set_index("state")["rate_per_100k"]
SAID = load("ministry_statements").set_index("statement_id")["value"]
YEARS = load("mexico_detentions_returns_year").query("measure == 'detentions' and counted == 'everyone'")
PERIODS = load("mexico_detentions_returns_periods").query("area == 'Tabasco' and measure == 'detentions'")
CITIZENSHIP = load("us_apprehensions_year_citizenship").set_index(["citizenship", "fiscal_year"])["apprehensions"]
APPLIED = load("refugee_applications_nationality").set_index(["country", "period_end"])["applications"]
POLLS = load("polls_approval")


def month(*months: str) -> list[float]:
    return [APPREHENSIONS[each] for each in months]


def poll(pollster: str, *dates: str) -> list[float]:
    found = POLLS[POLLS["pollster"] == pollster].set_index("date")["approve_pct"]
    return [found[each] for each in dates]


def detained(year: int) -> float:
    return YEARS.set_index("year")["value"][year]


def tabasco(first: str, last: str) -> float:
    (value,) = PERIODS[(PERIODS["period_start"] == first) & (PERIODS["period_end"] == last)]["value"]
    return value


HOLD = {
    "01-9": [
        [BUDGETS[2018], BUDGETS[2019]],
        [DECISIONS["applications"][2015], DECISIONS["decisions"][2015]],
        [DECISIONS["pending_end"][2017], DECISIONS["pending_end"][2018]],
    ],
    "02-9": [[STATES["Chiapas"], STATES["Tabasco"]], [SAID["statement-5"]], []],
    "03-9": [
        [detained(2013), detained(2015)],
        [tabasco("2014-01-01", "2014-01-31"), tabasco("2015-01-01", "2015-01-31")],
        month("2014-05-01", "2015-05-01"),
    ],
    "04-9": [
        [CITIZENSHIP["Honduras", 2018], CITIZENSHIP["Honduras", 2019]],
        [APPLIED["Honduras", "2019-10-31"], APPLIED["Guatemala", "2019-10-31"]],
        [CITIZENSHIP["El Salvador", 2014], CITIZENSHIP["El Salvador", 2018]],
    ],
    "05-9": [
        month("2019-03-01", "2019-04-01"),
        month("2018-12-01", "2019-01-01"),
        month("2019-04-01", "2019-05-01"),
    ],
    "06-9": [
        poll("GEA-ISA", "2019-03-01", "2019-06-01"),
        poll("El Universal", "2019-03-01", "2019-06-01"),
        poll("Consulta Mitofsky / El Economista", "2019-06-04", "2019-07-01"),
    ],
    "07-9": [
        month("2018-09-01", "2019-09-01"),
        month("2019-06-01", "2019-10-01"),
        month("2018-12-01", "2019-12-01"),
    ],
}
NO_FIGURE = re.compile(
    r"per 100,000|\b(?:\d{1,2} )?(?:January|March|April|May|June|July|September|October|December)(?: (?:19|20)\d\d)?|"
    r"\b(?:in|of|fiscal year|and in|and) (?:19|20)\d\d\b|\bC\d\w?\b",
    re.IGNORECASE,
)
"""Days, months, years and claims."""


@pytest.mark.parametrize("question", ARGUED)
def test_each_figure_of_a_variant_is_the_tables_own(question):
    for variant, held in zip(questions.get(question).variants, HOLD[question], strict=True):
        numbers = re.findall(r"\d[\d,]*(?:\.\d+)?", NO_FIGURE.sub("", variant))
        assert [float(each.replace(",", "")) for each in numbers] == [float(each) for each in held], variant


def test_the_threats_of_the_variants_stand_in_the_timeline():
    timeline = load("timeline")
    days = timeline[timeline["event"].str.contains("threatens to close")]["date"].dt.strftime("%-d %B %Y")
    named = [re.search(r"threat of (\d+ \w+ \d{4})", each)[1] for each in questions.get("05-9").variants]
    assert set(named) <= set(days)
    assert len(set(named)) == 3
