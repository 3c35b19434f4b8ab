"""Pictures: text alternative, HTML, bytes that stay the same, and messages that help."""

import base64
import gc
import re
from html.parser import HTMLParser

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from matplotlib.backends.backend_agg import RendererAgg

from twoborders.charts import Picture, show
from twoborders.charts.picture import listed, say

matplotlib.use("agg")


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


class Elements(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found, self.text = {}, ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found[tag] = dict(attributes)

    def handle_data(self, data):
        self.text += data


def draw(names=("Chiapas", "Tabasco"), values=(76.4, 53.6), **labels):
    plot = sns.barplot(x=list(names), y=list(values))
    plot.set(**labels)
    return plot


def test_html_carries_picture_alternative_and_caption():
    picture = Picture(b"bytes", 'less < more & "so"', "Source: <b>.")
    html = picture._repr_html_()
    elements = Elements(html)
    assert elements.found["img"]["alt"] == 'less < more & "so"'
    assert base64.b64decode(elements.found["img"]["src"].removeprefix("data:image/png;base64,")) == b"bytes"
    assert "figure" in elements.found
    assert "figcaption" in elements.found
    assert "b" not in elements.found
    assert elements.text == "Source: <b>."


def test_plain_text_is_the_alternative_and_nothing_else():
    assert repr(Picture(b"", "One\n  line.", "Caption.")) == "One line."


def test_the_alternative_of_bars():
    plot = draw(title="Poverty in 2018", xlabel="state", ylabel="per cent of people")
    assert repr(show(plot, "CONEVAL")) == (
        "Bar chart: Poverty in 2018. x axis: state; y axis: per cent of people. Chiapas 76.4, Tabasco 53.6."
    )


def test_the_alternative_of_a_line():
    _, plot = plt.subplots()
    plot.plot([2016, 2017, 2018, 2019], [9, 4.25, 12_345, 11_000], label="applications")
    plot.axvline(2018)
    assert repr(show(plot, "COMAR")) == (
        "Line chart. applications: first 9 at 2016, lowest 4.25 at 2017, highest 12,345 at 2018, last 11,000 at 2019. "
        "Vertical lines: at 2018."
    )


def test_a_question_as_the_title_ends_with_its_own_mark():
    assert repr(show(draw(title="Who asked?"), "us")).startswith("Bar chart: Who asked? Chiapas")


def test_a_line_without_a_name_is_named_by_its_axis():
    _, plot = plt.subplots()
    plot.plot([1, 2], [3, 4])
    plot.set_ylabel("people a month")
    assert "people a month: first 3 at 1" in repr(show(plot, "us"))


@pytest.mark.parametrize(
    ("places", "first", "last"),
    [
        (["2019-04-01", "2019-05-01"], "April 2019", "May 2019"),
        (["2019-04-15", "2019-05-16"], "April 2019", "May 2019"),
        (["2018-01-01", "2019-01-01"], "2018", "2019"),
        (["2019-04-01", "2019-05-29"], "1 April 2019", "29 May 2019"),
    ],
)
def test_a_month_is_said_as_a_month_and_a_day_as_a_day(places, first, last):
    _, plot = plt.subplots()
    plot.plot(pd.to_datetime(places), [3, 4])
    said = repr(show(plot, "us"))
    assert f"first 3 at {first}," in said
    assert f"last 4 at {last}." in said


def test_lines_across_are_said_by_their_names_or_the_texts_at_them():
    _, plot = plt.subplots()
    plot.plot(pd.to_datetime(["2019-04-01", "2019-08-01"]), [3, 4])
    for day, name in (("2019-05-30", "tariff threat"), ("2019-06-07", "tariff threat"), ("2019-07-26", "_")):
        plot.axvline(pd.Timestamp(day), label=name)
    plot.text(pd.Timestamp("2019-07-26"), 3.5, "agreement")
    plot.axhline(3.25, label="mean")
    assert repr(show(plot, "us")).endswith(
        "Vertical lines: tariff threat at 30 May 2019, 7 June 2019; agreement at 26 July 2019. "
        "Horizontal lines: mean at 3.25."
    )


def test_bars_named_by_months_and_by_words_with_a_comma():
    assert "April 2019: 1, May 2019: 2." in repr(show(draw(["2019-04-01", "2019-05-01"], [1, 2]), "us"))
    assert "first, of two: 1, second 2." in repr(show(draw(["first, of two", "second"], [1, 2]), "us"))


def test_of_several_sets_of_points_long_ones_are_said_by_their_range():
    days = [f"2019-01-{day:02}" for day in range(2, 10)]
    frame = pd.DataFrame({"day": pd.to_datetime([*days, "2019-02-07"]), "v": range(9), "who": ["a"] * 8 + ["b"]})
    said = repr(show(sns.scatterplot(frame, x="day", y="v", hue="who"), "us"))
    assert "a: 8 points, x from 2 January 2019 to 9 January 2019, y from 0 to 7" in said
    assert said.endswith("b: (7 February 2019; 8).")


def test_the_alternative_of_points():
    _, plot = plt.subplots()
    plot.scatter([1, 2], [3, 4])
    assert repr(show(plot, "us")) == "Scatter chart. (1; 3), (2; 4)."
    _, plot = plt.subplots()
    plot.scatter(range(30), range(30, 60))
    assert repr(show(plot, "us")) == "Scatter chart. 30 points, x from 0 to 29, y from 30 to 59."


def test_names_beside_points_are_said():
    _, plot = plt.subplots()
    plot.scatter([1, 2], [3, 4])
    plot.annotate("Campeche", (1, 3), xytext=(5, 5), textcoords="offset points")
    plot.text(2, 4, "Oaxaca")
    plot.text(0.5, 0.9, "in the corner", transform=plot.transAxes)
    assert repr(show(plot, "us")) == "Scatter chart. Campeche (1; 3), Oaxaca (2; 4)."


def test_the_alternative_of_a_histogram_and_of_series():
    assert repr(show(sns.histplot([1, 2, 2, 4], bins=[1, 3, 5]), "us")).startswith("Histogram. ")
    plt.figure()
    frame = pd.DataFrame({"s": ["a", "a"], "y": ["2018", "2019"], "v": [1, 2]})
    plot = sns.barplot(frame, x="s", y="v", hue="y")
    assert repr(show(plot, "us")).endswith("2018: a 1. 2019: a 2.")


def test_a_long_list_is_said_by_its_ends():
    said = listed([f"s{number}" for number in range(32)])
    assert said == "s0, s1, s2, s3, s4, 24 more, then s29, s30, s31"


def test_an_own_alternative_is_kept():
    assert repr(show(draw(), "us", alt="Two bars.")) == "Two bars."


def test_a_missing_value_is_said():
    _, plot = plt.subplots()
    plot.bar(["a", "b"], [1, np.nan])
    assert repr(show(plot, "us")) == "Bar chart. a 1, b no value."


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (29_583, "29,583"),
        (29_583.4, "29,583"),
        (76.4, "76.4"),
        (0.1236, "0.124"),
        (-2.5, "-2.5"),
        (0.0, "0"),
        (None, "no value"),
        ("2019-06-07", "2019-06-07"),
    ],
)
def test_numbers_as_a_person_writes_them(value, said):
    assert say(value) == said


def test_the_caption_names_the_source_once():
    assert show(draw(), "CONEVAL, 2019.").caption == "Source: CONEVAL, 2019."


def test_the_figure_does_not_appear_twice():
    show(draw(), "us")
    assert plt.get_fignums() == []


def test_the_same_figure_gives_the_same_bytes_without_date_or_version():
    first = show(draw(title="a"), "us").png
    plt.close("all")
    assert show(draw(title="a"), "us").png == first
    assert first.startswith(b"\x89PNG")
    assert not re.search(rb"tEXt|iTXt|zTXt|tIME", first)


def test_every_picture_has_one_width_and_twice_the_pixels():
    """A screen with two points for each pixel shows sharp type; no figure of a learner's is a poster."""
    for size, dpi in (((4, 3), 300), ((20, 3), 50)):
        _, plot = plt.subplots(figsize=size, dpi=dpi)
        plot.bar(["a"], [1])
        picture = show(plot, "us")
        width = int.from_bytes(picture.png[16:20], "big")
        assert 1_000 < width < 1_500
        assert f"width: {width // 2}px" in picture._repr_html_()


@pytest.mark.parametrize(
    ("thing", "kind", "said"),
    [
        (lambda: None, TypeError, "the value is None"),
        (lambda: plt.subplots(1, 2)[1], TypeError, "not an array"),
        (lambda: plt.subplots()[1], ValueError, "picture is empty"),
        (lambda: plt.figure(), ValueError, "picture is empty"),
        (lambda: sns.heatmap([[1, 2], [3, 4]]), ValueError, "alt="),
    ],
)
def test_wrong_input_gets_a_message_that_helps(thing, kind, said):
    with pytest.raises(kind, match=said):
        show(thing(), "us")


def test_a_heat_map_with_words_is_shown():
    assert repr(show(sns.heatmap([[1, 2], [3, 4]]), "us", alt="Four cells.")) == "Four cells."


@pytest.mark.parametrize("source", ["", "  ", None, 3])
def test_a_source_is_demanded(source):
    with pytest.raises(ValueError, match="Name the source"):
        show(draw(), source)


@pytest.mark.parametrize("alt", ["", "  ", 3])
def test_an_alternative_must_say_something(alt):
    with pytest.raises(ValueError, match="alt must be"):
        show(draw(), "us", alt=alt)


def test_bars_of_two_colours_get_two_patterns():
    axes = sns.barplot(x=["a", "a"], y=[1, 2], hue=["first", "second"])
    show(axes, "a test")
    patterns = [[bar.get_hatch() for bar in container] for container in axes.containers]
    assert patterns == [[None], ["//"]]
    assert [handle.get_hatch() for handle in axes.get_legend().legend_handles] == [None, "//"]


def test_more_series_than_patterns_get_none():
    """The sixth would stand without a pattern as the first does, as if they were the same."""
    names = ["first", "second", "third", "fourth", "fifth", "sixth"]
    axes = sns.barplot(x=["a"] * 6, y=range(1, 7), hue=names)
    show(axes, "a test")
    assert {bar.get_hatch() for container in axes.containers for bar in container} == {None}
    assert {handle.get_hatch() for handle in axes.get_legend().legend_handles} == {None}


def test_an_own_pattern_is_kept():
    axes = sns.barplot(x=["a", "a"], y=[1, 2], hue=["first", "second"])
    axes.containers[0].patches[0].set_hatch("oo")
    show(axes, "a test")
    assert axes.containers[1].patches[0].get_hatch() is None


def test_a_figure_that_was_shown_keeps_no_pixels_and_can_be_drawn_again():
    plot = draw()  # a learner's name, which keeps the figure
    first = show(plot, "CONEVAL")
    gc.collect()
    kept = [each for each in gc.get_objects() if isinstance(each, RendererAgg)]
    assert kept == []
    assert show(plot, "CONEVAL").png == first.png
