"""Measures of homicide by state: worked out by hand on two small states, and against the table's own rates."""

import pandas as pd
import pytest

from twoborders.models import homicides
from twoborders.models.homicides import CHANGE, COUNT, MEASURES, RATE
from twoborders.tables import load

pytestmark = pytest.mark.quick


@pytest.fixture
def table():
    """A small state and a large one; the second year has 11 months."""
    columns = ["year", "state_code", "state", "border_group", "homicide_victims", "months_covered", "population"]
    rows = [
        (2015, "01", "Small", "US border", 10, 12, 100_000),
        (2015, "02", "Large", "no land border", 90, 12, 900_000),
        (2019, "01", "Small", "US border", 22, 11, 100_000),
        (2019, "02", "Large", "no land border", 33, 11, 900_000),
    ]
    return pd.DataFrame(rows, columns=columns)


def test_a_rate_by_hand():
    assert homicides.rate(50, 1_000_000) == pytest.approx(5)
    # 11 people in 11 months are 12 in a year.
    assert homicides.rate(11, 100_000, months=11) == pytest.approx(12)
    assert homicides.rate(0, 100_000) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((1, 100, 0), "months must be a number from 1 to 12"),
        ((1, 100, 13), "months must be a number from 1 to 12"),
        ((1, 0, 12), "A rate needs people"),
        ((-1, 100, 12), "no negative count"),
    ],
)
def test_a_rate_that_makes_no_sense(arguments, words):
    with pytest.raises(ValueError, match=words):
        homicides.rate(*arguments)


def test_three_measures_by_hand(table):
    values = {measure: homicides.by_state(table, 2019, measure)["value"].tolist() for measure in MEASURES}
    assert values[COUNT] == [22, 33]
    # 22 in 11 months are 24 in a year, among 100,000; 33 are 36, among 900,000.
    assert values[RATE] == pytest.approx([24, 4])
    assert values[CHANGE] == pytest.approx([140, -60])


def test_the_country_is_not_the_mean_of_the_states(table):
    # 55 victims in 11 months are 60 in a year, among one million people; the mean of 24 and 4 would be 14.
    assert homicides.nation(table, 2019, RATE) == pytest.approx(6)
    assert homicides.nation(table, 2019, COUNT) == 55
    assert homicides.nation(table, 2019, CHANGE) == pytest.approx(-40)


def test_in_the_first_year_nothing_has_changed(table):
    assert homicides.by_state(table, 2015, CHANGE)["value"].tolist() == [0, 0]
    assert homicides.nation(table, 2015, CHANGE) == 0


def test_months_covered(table):
    assert [homicides.months_covered(table, year) for year in (2015, 2019)] == [12, 11]


def test_the_rates_are_those_of_the_table():
    table = load("homicides_states_year")
    for year in (2015, 2018, 2019):
        known = table[table["year"] == year].set_index("state_code")["rate_per_100k"]
        ours = homicides.by_state(table, year, RATE).set_index("state_code")["value"]
        assert ours.to_dict() == pytest.approx(known.to_dict(), abs=0.0051)


def test_an_unknown_measure_or_year_names_those_there_are(table):
    with pytest.raises(ValueError, match=r'no measure "deaths".*number of victims'):
        homicides.by_state(table, 2015, "deaths")
    with pytest.raises(ValueError, match="no measure"):
        homicides.nation(table, 2015, "deaths")
    with pytest.raises(LookupError, match=r"no year 2016\. It has: 2015, 2019"):
        homicides.by_state(table, 2016, RATE)
