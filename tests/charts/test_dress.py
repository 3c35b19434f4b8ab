"""The house style on a figure: what a reader sees in the picture, and that the figure is itself again afterwards."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
import seaborn as sns

from twoborders.charts.dress import house_style
from twoborders.charts.marks import marks

YEARS = pd.DataFrame({"year": [2017, 2018, 2019], "people": [14_619.0, 29_583.0, 70_426.0]})
LINES = pd.DataFrame({"month": [1, 2, 3] * 2, "people": [1, 2, 3, 7, 8, 9], "group": ["few"] * 3 + ["many"] * 3})


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def texts(axes):
    return [text.get_text() for text in axes.texts]


def test_few_bars_have_their_values_and_the_axis_its_separators():
    axes = sns.barplot(data=YEARS, x="year", y="people")
    with house_style(axes.figure):
        assert texts(axes) == ["14,619", "29,583", "70,426"]
        assert axes.yaxis.get_major_formatter()(20_000) == "20,000"
        # The names of the bars are years, and 2,018 is none.
        assert [label.get_text() for label in axes.get_xticklabels()] == ["2017", "2018", "2019"]


def test_shares_keep_their_decimals():
    axes = sns.barplot(x=["a", "b"], y=[27.6, 44.4])
    with house_style(axes.figure):
        assert texts(axes) == ["27.6", "44.4"]


def test_many_bars_and_bars_with_texts_of_their_own_get_none():
    many = sns.barplot(x=[str(number) for number in range(20)], y=range(20))
    with house_style(many.figure):
        assert texts(many) == []
    _, own = plt.subplots()
    sns.barplot(data=YEARS, x="year", y="people", ax=own)
    own.text(0, 5, "mine")
    with house_style(own.figure):
        assert texts(own) == ["mine"]


def test_lines_that_end_apart_have_their_names_there_and_no_legend():
    axes = sns.lineplot(data=LINES, x="month", y="people", hue="group")
    with house_style(axes.figure):
        assert texts(axes) == ["few", "many"]
        assert not axes.get_legend().get_visible()


def test_lines_that_end_together_keep_their_legend():
    axes = sns.lineplot(data=LINES.assign(people=[1, 2, 9, 7, 8, 9]), x="month", y="people", hue="group")
    with house_style(axes.figure):
        assert texts(axes) == []
        assert axes.get_legend().get_visible()


def test_the_title_stands_at_the_left_and_a_long_one_in_lines():
    axes = sns.barplot(data=YEARS, x="year", y="people")
    axes.set_title("More people asked for refuge in each of these years than in the one before, and most in 2019")
    with house_style(axes.figure):
        assert axes.get_title() == "" and axes.get_title("left").count("\n") == 1


def test_afterwards_the_figure_is_what_the_learner_drew():
    axes = sns.lineplot(data=LINES, x="month", y="people", hue="group")
    axes.set_title("Two groups")
    before, size = marks(axes.figure), list(axes.figure.get_size_inches())
    with house_style(axes.figure):
        assert marks(axes.figure) != before
    assert marks(axes.figure) == before
    assert list(axes.figure.get_size_inches()) == size
    assert axes.get_legend().get_visible() and texts(axes) == []
