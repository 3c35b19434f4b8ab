"""Months as learners write them."""

import pandas as pd
import pytest

from twoborders.questions.months import MONTHS, read_month

pytestmark = pytest.mark.quick


@pytest.mark.parametrize("number", range(1, 13))
def test_each_month_is_read_in_each_form(number):
    names = MONTHS[number - 1]
    name = pd.Timestamp(2018, number, 1).month_name()
    for written in (*names, *(one[:3] for one in names), *(one.upper() for one in names), f" {names[0][:3]}. "):
        assert read_month(written) == name
        assert read_month(f"{written} 2018") == read_month(f"{written} de 2018") == f"{name} 2018"
    day = pd.Timestamp(2018, number, 1)
    in_numbers = (f"2018-{number:02}", f"2018/{number}", f"2018-{number:02}-01", f"{number:02}/2018", f"{number}/2018")
    first_days = (f"{number:02}/01/2018", f"01/{number:02}/2018", f"1.{number}.2018")
    as_python_says_it = (str(pd.Period(f"2018-{number:02}")), str(day), str(day.date()), day.isoformat())
    short = (f"{name[:3]} '18", f"{name[:3]}-18", f"2018 {name}", f"{name}, 2018", f"{name} 1, 2018", f"{name} '18")
    with_a_remark = (f"{name} 2018 (fiscal year 2019)", f"el mes de {names[1]} de 2018")
    for written in (*short, *with_a_remark):
        assert read_month(written) == f"{name} 2018", written
    in_a_sentence = (f"1 {name} 2018", f"in {name} of 2018", f"1 de {names[1]} de 2018", f"{name[:3]}-2018")
    for written in (*in_numbers, *first_days, *as_python_says_it, *in_a_sentence):
        assert read_month(written) == f"{name} 2018", written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ma",
        "Marchy",
        "2018-00",
        "2018-13",
        "2018-10-02",
        "2018-10-01 12:00:00",
        "13/2018",
        "2 May 2018",
        "the May",
        "Honduras",
        "2018",
        "October 18",
        "May 18",
        "02/03/2018",
        "18 October",
        "October 2018 or (perhaps) later",
    ],
)
def test_another_text_is_no_month(text):
    assert read_month(text) is None


def test_a_year_of_two_digits_follows_a_short_name():
    assert read_month("Oct 18") == read_month("oct. 18") == "October 2018"
