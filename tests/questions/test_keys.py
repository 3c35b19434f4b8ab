"""Keys that mean the same are equal, in whatever form they come, and others are not."""

import pytest

from twoborders.questions.comparing.values import close, plain_text, read_keys

pytestmark = pytest.mark.quick

YEARS = [2014, 2015, 2016]
QUARTERS = [1, 2, 3, 4]
MONTHS = ["2018-10-01", "2018-11-01", "2019-05-01"]


def mean_the_same(given, wanted):
    read, meant = read_keys(given, wanted)
    # A key is compared as it is, and as it is written: on a chart a year is 2014.0.
    return read == meant and list(map(str, read)) == list(map(str, meant))


@pytest.mark.parametrize(
    "given",
    [
        [2014.0, 2015.0, 2016.0],
        ["2014", "2015", "2016"],
        ["2014.0", "2015.0", "2016.0"],
        ["FY2014", "FY 15", "fiscal year 2016"],
        ["FY14", "año fiscal 2015", "year 2016"],
        ["2014-01-01", "2015-01-01", "2016-01-01"],
        ["2014-12-31", "2015-12-31", "2016-12-31"],
    ],
)
def test_years(given):
    assert mean_the_same(given, YEARS)


@pytest.mark.parametrize(
    "given",
    [
        [2014, 2015, 2017],
        ["2014-01-01", "2015-06-01", "2016-01-01"],  # days, and not one of each year
        ["14", "15", "16"],
        ["about 2014", "2015", "2016"],
        [None, 2015, 2016],
    ],
)
def test_what_is_no_year_is_none(given):
    assert not mean_the_same(given, YEARS)


@pytest.mark.parametrize(
    "given",
    [
        [1.0, 2.0, 3.0, 4.0],
        ["1", "2", "3", "4"],
        ["Q1", "q2", "Q 3", "Q4"],
        ["2018Q1", "2018Q2", "2018Q3", "2018Q4"],
        ["1T", "2T", "3T", "4T"],
        ["T1", "T2", "T3", "T4"],
        ["Trimestre 1", "2o trimestre", "3er trimestre", "cuarto trimestre de 2018"],
        ["Quarter 1", "2nd quarter", "third quarter", "Q4 2018"],
        ["2018-01-01", "2018-04-01", "2018-07-01", "2018-10-01"],
        ["2018-03-31", "2018-06-30", "2018-09-30", "2018-12-31"],
    ],
)
def test_quarters(given):
    assert mean_the_same(given, QUARTERS)


def test_days_of_several_years_are_no_quarters():
    assert not mean_the_same(["2018-01-01", "2019-04-01", "2019-07-01", "2019-10-01"], QUARTERS)


@pytest.mark.parametrize(
    "given",
    [
        ["October 2018", "Nov 2018", "May 2019"],
        ["octubre de 2018", "noviembre 2018", "mayo de 2019"],
        ["2018-10", "2018/11", "05/2019"],
        ["2018-10-01 00:00:00", "2018-11-01", "2019-05-01T00:00:00"],
        ["2018-10-31", "2018-11-30", "2019-05-31"],
        ["Oct-18", "Nov 18", "2019 May"],
    ],
)
def test_months_of_years(given):
    assert mean_the_same(given, MONTHS)


@pytest.mark.parametrize(
    "given",
    [
        ["October", "November", "May"],
        ["2018-10-30", "2018-11-30", "2019-13-31"],
        ["2018-10-02", "2018-11-02", "2019-05-02"],
    ],
)
def test_a_month_without_its_year_or_another_day_is_another_key(given):
    assert not mean_the_same(given, MONTHS)


def test_months_alone():
    names = ["Oct", "Nov", "Dec"]
    for given in (["October", "november", "DEC."], ["octubre", "nov", "diciembre"], ["2018-10", "2018-11", "2018-12"]):
        assert mean_the_same(given, names)
    assert mean_the_same([10, 11.0, 12], names)
    assert mean_the_same(["10", "11", "12"], names)
    assert not mean_the_same(["Oct", "Nov", "Jan"], names)
    assert not mean_the_same([0, 1, 2], names)


def test_numbers_of_months():
    assert mean_the_same(["May", "junio", "2018-07", "12"], [5, 6, 7, 12])
    assert not mean_the_same([4, 6, 7, 12], [5, 6, 7, 12])


def test_numbers_and_texts():
    assert mean_the_same(["500", "20.0"], [500, 20])
    assert not mean_the_same(["500", "21"], [500, 20])
    assert mean_the_same(["MÉXICO", "  quintana-roo "], ["Mexico", "Quintana Roo"])
    assert not mean_the_same(["Mexico City", "Quintana Roo"], ["Mexico", "Quintana Roo"])


def test_plain_text_leaves_what_tells_texts_apart():
    assert plain_text(" San  Luis Potosí. ") == "san luis potosi"
    assert plain_text("A/B") != plain_text("AB")


@pytest.mark.parametrize(
    ("a", "b", "tolerance", "agree"),
    [
        (83.1, 83.0, 0.1, True),  # 83.1 - 83.0 is not exactly 0.1 in binary
        (83.11, 83.0, 0.1, False),
        (1e9 + 1e-3, 1e9, 0, True),
        (5, 5.0, 0, True),
        (True, 1, 1, False),
        (True, True, 0, True),
        (float("inf"), float("inf"), 1, True),
        (float("inf"), -float("inf"), 1, False),
        (float("inf"), 1e300, 1e300, False),
        ("Árbol", "arbol", 0, True),
        ("5", 5, 1, False),
        (None, None, 0, True),
        (None, 0, 1, False),
    ],
)
def test_values_agree_within_the_tolerance_and_as_what_they_are(a, b, tolerance, agree):
    assert close(a, b, tolerance) is agree
    assert close(b, a, tolerance) is agree
