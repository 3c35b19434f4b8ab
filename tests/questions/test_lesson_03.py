"""What learners hand in for the questions of lesson 03 beyond the listed examples."""

import re

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
import pytest
import seaborn as sns

from twoborders import questions
from twoborders.questions import describe, judge
from twoborders.tables import ROOT, load

pytestmark = pytest.mark.quick


def verdict_on(question_id, value):
    return judge(question_id, describe(value, questions.get(question_id)))


@pytest.fixture
def two_years():
    plt.close("all")  # what is drawn without ax goes into the figure that an earlier test left open
    yield load("us_apprehensions_month").query("fiscal_year in [2014, 2015]")
    plt.close("all")


def test_a_list_among_the_arguments_is_shown_in_the_message():
    message = verdict_on("03-7", lambda values, start, length: -25).message
    assert "([100, 100, 100, 100], 1, 3) gives the number -25" in message


@pytest.mark.parametrize("draw", [sns.lineplot, sns.barplot, sns.scatterplot])
def test_two_years_may_be_drawn_in_any_kind_of_marks(two_years, draw):
    ax = draw(x=two_years["month"].dt.month_name(), y=two_years["apprehensions"], hue=two_years["fiscal_year"])
    ax.set(title="Two years", xlabel="month", ylabel="US apprehensions")
    assert verdict_on("03-8", ax).outcome == "right"


@pytest.mark.parametrize("draw", [sns.lineplot, sns.barplot, sns.scatterplot])
def test_two_years_side_by_side_are_told_to_stand_above_each_other(two_years, draw):
    ax = draw(x=two_years["month"], y=two_years["apprehensions"], hue=two_years["fiscal_year"])
    ax.set(title="Two years", xlabel="month", ylabel="US apprehensions")
    verdict = verdict_on("03-8", ax)
    assert (verdict.outcome, verdict.points) == ("partly", 2)
    assert "do not stand above each other" in verdict.message


def test_two_years_drawn_by_hand_are_right(two_years):
    for shift, draw in ((0, "plot"), (0.4, "bar")):
        ax = plt.figure().subplots()
        for number, (year, rows) in enumerate(two_years.groupby("fiscal_year")):
            places = [place + shift * number for place in range(12)]
            getattr(ax, draw)(places, rows["apprehensions"], label=year)
        ax.set_xticks(range(12), rows["month"].dt.strftime("%b"))
        ax.legend()
        ax.set(title="Two years", xlabel="month", ylabel="US apprehensions")
        assert verdict_on("03-8", ax).outcome == "right", draw


def test_a_median_is_not_a_mean():
    verdict = verdict_on(
        "03-7", lambda v, start, length: (pd.Series(v[start:][:length]).median() / v[start - 1] - 1) * 100
    )
    assert verdict.outcome == "not yet"


@pytest.mark.parametrize("draw", [sns.lineplot, sns.barplot])
def test_numbers_of_months_put_a_fiscal_year_into_the_order_of_the_calendar(two_years, draw):
    ax = draw(x=two_years["month"].dt.month, y=two_years["apprehensions"], hue=two_years["fiscal_year"])
    ax.set(title="Two years", xlabel="month", ylabel="US apprehensions")
    verdict = verdict_on("03-8", ax)
    assert verdict.outcome == "not yet"
    assert "begin in January" in verdict.message


def test_24_months_in_one_line_are_told_what_is_missing(two_years):
    ax = sns.lineplot(data=two_years, x="month", y="apprehensions")
    ax.set(title="Two years", xlabel="month", ylabel="US apprehensions")
    assert "Give fiscal_year as hue" in verdict_on("03-8", ax).message


def test_what_was_counted_and_what_was_published_differ():
    known = load("us_returns_to_wait", as_of="2019-06-07")
    assert verdict_on("03-5", known["measure"]).outcome == "right"
    assert verdict_on("03-5", known[["measure"]].drop_duplicates()).outcome == "right"
    by_then = load("us_returns_to_wait").query("period_end <= '2019-06-07'")
    assert "the day of publication decides" in " ".join(verdict_on("03-5", by_then["measure"]).message.split())


def fill_in(values):
    """Run the answer cell of 03-3 as a learner leaves it who took the marks away and filled blanks from the left."""
    (path,) = (ROOT / "exercises").glob("03_*.ipynb")
    (source,) = (cell["source"] for cell in nbformat.read(path, 4).cells if cell["id"] == "03-3-answer")
    source = re.sub(r"^# (?!Write)", "", source, flags=re.MULTILINE)
    for value in values:
        source = source.replace("____", value, 1)
    # A notebook has these three for its last results: a blank with such a name would raise nothing.
    names = {"terms": load("mexico_detentions_presidency"), "_": 1, "__": 1, "___": 1}
    exec(source, names)
    return names["by_president"]


FILLED = ["2022", 'in_2022["year_end"]', 'in_2022["year_start"]']


def test_the_fill_in_is_right_when_it_is_filled():
    assert verdict_on("03-3", fill_in(FILLED)).outcome == "right"


@pytest.mark.parametrize("filled", [0, 1, 2])
def test_a_blank_that_is_left_is_an_error_and_no_answer(filled):
    with pytest.raises(NameError, match="'____' is not defined"):
        fill_in(FILLED[:filled])
