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


def test_bars_that_lie_and_bars_beside_each_other_have_values_too():
    lying = sns.barplot(x=[13.82, 25.34], y=["Guatemala border", "no land border"])
    lying.axvline(26.8)
    with house_style(lying.figure):
        assert texts(lying) == ["13.8", "25.3"]
    _, grouped = plt.subplots()
    sns.barplot(x=["a", "b"] * 2, y=[1, 2, 3, 4], hue=["one", "one", "two", "two"], ax=grouped)
    with house_style(grouped.figure):
        assert sorted(texts(grouped)) == ["1", "2", "3", "4"]


def test_an_error_bar_is_not_written_over():
    axes = sns.barplot(x=["a"] * 4, y=[1, 2, 3, 9])
    with house_style(axes.figure):
        assert texts(axes) == []


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


def test_a_line_across_has_its_name_beside_it_and_several_of_one_name_have_it_once():
    axes = sns.lineplot(x=[1, 2, 3], y=[1, 2, 3])
    for place, name in ((1.5, "threat"), (2, "threat"), (2.5, "agreement")):
        axes.axvline(place, label=name)
    axes.axhline(2, label="mean")
    axes.axvline(1.2)
    with house_style(axes.figure):
        assert sorted(texts(axes)) == ["agreement", "mean", "threat"]
        heights = {text.get_text(): text.get_window_extent().y0 for text in axes.texts}
        assert heights["threat"] - heights["agreement"] > 10  # no name lies on another
    axes.legend()
    with house_style(axes.figure):
        assert not axes.get_legend().get_visible()


def test_a_legend_with_more_than_lines_stays_and_nothing_is_named_twice():
    axes = sns.barplot(x=["a", "b"], y=[1, 2], hue=["one", "two"])
    axes.axhline(1.5, label="mean")
    axes.legend()
    with house_style(axes.figure):
        assert axes.get_legend().get_visible()
        assert "mean" not in texts(axes)


def test_few_months_are_written_at_an_axis_of_dates():
    months = pd.date_range("2017-10-01", periods=24, freq="MS")
    axes = sns.lineplot(x=months, y=range(24))
    with house_style(axes.figure):
        axes.figure.draw_without_rendering()
        labels = [label.get_text() for label in axes.get_xticklabels()]
    assert "Jan 2019" in labels
    assert len(labels) <= 9
    axes.figure.draw_without_rendering()
    assert "2019-01" in [label.get_text() for label in axes.get_xticklabels()]


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
