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
    for written in (f"2018-{number:02}", f"2018/{number}", f"2018-{number:02}-01", str(pd.Period(f"2018-{number:02}"))):
        assert read_month(written) == f"{name} 2018"


@pytest.mark.parametrize(
    "text", ["", "ma", "Marchy", "2018-00", "2018-13", "2018-10-02", "the May", "Honduras", "2018"]
)
def test_another_text_is_no_month(text):
    assert read_month(text) is None
