"""Why no row is left: what is said of the comparison that none can meet, and where nothing is said."""

import pandas as pd
import pytest

from twoborders import load
from twoborders.checking.causes import why_empty

SEEN = {
    'poverty[poverty["year"] == "2018"]': "write 2018 without quotes",
    'poverty[poverty["year"] == "last"]': '"last" is a text: no row can be equal to it',
    'poverty[poverty["state_code"] == 7]': 'write "7"',
    'poverty[poverty["published"] == 2018]': 'poverty["published"].dt.year == 2018',
    "poverty.query(\"published == '2013-07-29'\")": 'poverty[poverty["published"] == "2013-07-29"]',
    'load("poverty_states").query("state == \'oaxaca\'")': 'did you mean "Oaxaca"?',
    'poverty[(poverty["year"] == 2018) & (poverty["state"] == "Nuevo Leon")]': 'did you mean "Nuevo León"?',
    'poverty[poverty["year"] == 2011]': 'poverty["year"].unique() shows what it has',
    'poverty = poverty[poverty["year"] == 1]\nnone = none[none["year"] == "2018"]': "no 1: ",
    'none = none[none["year"] == "2018"]': "write 2018 without quotes",
}

UNSEEN = (
    'poverty[poverty["year"] == 2018]',
    'poverty[poverty["published"] == "2013-07-29"]',
    'poverty[poverty["poverty_rate_pct"] > 100]',
    'poverty[poverty["state"] == ___]',  # an earlier result in IPython, or an empty text
    'none[none["state"] == "Oaxaca"]',  # of a table without rows nothing can be said
    'elsewhere[elsewhere["year"] == "2018"]',
    'poverty[poverty["region"] == "south"]',
)


@pytest.fixture(scope="module")
def names():
    poverty = load("poverty_states")
    return {"poverty": poverty, "none": poverty.head(0), "___": "", "pd": pd, "elsewhere": {"year": 2018}}


@pytest.mark.parametrize("source", SEEN)
def test_the_comparison_is_named(source, names):
    assert SEEN[source] in why_empty(source, names)


@pytest.mark.parametrize("source", UNSEEN)
def test_nothing_is_said_where_nothing_is_seen(source, names):
    assert why_empty(source, names) == ""
