"""What a figure shows, for the plots that learners draw."""

import json

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
import seaborn.objects as so

from twoborders.charts.marks import LIMIT, marks

matplotlib.use("agg")


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.fixture
def table():
    return pd.DataFrame(
        {
            "state": ["Chiapas", "Tabasco", "Puebla"] * 2,
            "year": ["2012"] * 3 + ["2018"] * 3,
            "rate": [74.7, 49.7, 64.5, 76.4, 53.6, 58.9],
            "when": pd.to_datetime(["2019-01-01", "2019-02-01", "2019-03-01"] * 2),
            "number": [2017, 2018, 2019] * 2,
        }
    )


def only(plot):
    """The marks of a figure with one axes; they must be plain JSON."""
    seen = marks(plot)
    assert json.loads(json.dumps(seen, allow_nan=False)) == seen
    (axes,) = seen["axes"]
    return axes


def bars(axes):
    return [(bar["series"], bar["label"], bar["value"]) for bar in axes["bars"]]


def test_bars_upright_and_lying(table):
    upright = only(sns.barplot(table[:3], x="state", y="rate"))
    assert bars(upright) == [("", "Chiapas", 74.7), ("", "Tabasco", 49.7), ("", "Puebla", 64.5)]
    assert {bar["orientation"] for bar in upright["bars"]} == {"vertical"}
    assert (upright["xlabel"], upright["ylabel"]) == ("state", "rate")
    assert upright["xticklabels"] == ["Chiapas", "Tabasco", "Puebla"]
    plt.figure()
    lying = only(sns.barplot(table[:3], y="state", x="rate"))
    assert bars(lying) == bars(upright)
    assert {bar["orientation"] for bar in lying["bars"]} == {"horizontal"}
    assert lying["yticklabels"] == ["Chiapas", "Tabasco", "Puebla"]


def test_colours_set_beside_each_other_by_hand_belong_to_their_tick():
    ax = plt.figure().subplots()
    for number, name in enumerate(["a", "b", "c"]):
        ax.bar([place + 0.27 * number for place in range(3)], [1, 2, 3], width=0.27, label=name)
    ax.set_xticks(range(3), ["CHP", "TAB", "PUE"])
    assert [place for _, place, _ in bars(only(ax))] == ["CHP", "TAB", "PUE"] * 3


def test_bars_a_whole_tick_away_belong_to_the_next():
    ax = plt.figure().subplots()
    ax.bar([1, 2, 3], [1, 2, 3])
    ax.set_xticks(range(3), ["CHP", "TAB", "PUE"])
    assert [place for _, place, _ in bars(only(ax))][:2] == ["TAB", "PUE"]


def test_colours_name_the_series(table):
    axes = only(sns.barplot(table, x="state", y="rate", hue="year"))
    assert axes["legend"] == ["2012", "2018"]
    assert bars(axes)[:4] == [
        ("2012", "Chiapas", 74.7),
        ("2012", "Tabasco", 49.7),
        ("2012", "Puebla", 64.5),
        ("2018", "Chiapas", 76.4),
    ]


def test_error_bars_are_no_lines(table):
    twice = pd.concat([table, table.assign(rate=table["rate"] + 2)], ignore_index=True)
    axes = only(sns.barplot(twice, x="state", y="rate", hue="year", capsize=0.1))
    assert len(axes["bars"]) == 6
    assert axes["lines"] == []


def test_a_reference_line_beside_bars_is_kept(table):
    plot = sns.barplot(table[:3], x="state", y="rate")
    plot.axhline(41.9)
    (line,) = only(plot)["lines"]
    assert (line["y"], line["reference"]) == ([41.9, 41.9], "horizontal")


def test_years_as_categories_are_names(table):
    axes = only(sns.barplot(table[:3], x="number", y="rate"))
    assert bars(axes) == [("", "2017", 74.7), ("", "2018", 49.7), ("", "2019", 64.5)]


def test_counts(table):
    axes = only(sns.countplot(table, y="state"))
    assert bars(axes) == [("", "Chiapas", 2.0), ("", "Tabasco", 2.0), ("", "Puebla", 2.0)]


def test_a_histogram_has_ranges_for_names():
    axes = only(sns.histplot(pd.DataFrame({"x": [1, 2, 2.5, 4, 5]}), x="x", bins=[1, 3, 5]))
    assert bars(axes) == [("", "1 to 3", 3.0), ("", "3 to 5", 2.0)]


def test_a_bar_in_the_place_of_another_stands_before_it(table):
    dodged = only(sns.barplot(table, x="state", y="rate", hue="year", errorbar=None))
    assert not any("before" in bar for bar in dodged["bars"])
    plt.close("all")
    plot = plt.figure().subplots()
    plot.bar(["a", "b"], [3, 5], label="men")
    plot.bar(["b", "c"], [4, 4], label="women")
    assert [bar.get("before", False) for bar in only(plot)["bars"]] == [False, False, True, False]


def test_stacked_bars_keep_their_own_height():
    _, plot = plt.subplots()
    plot.bar(["a", "b"], [3, 4], label="low")
    plot.bar(["a", "b"], [1, 2], bottom=[3, 4], label="high")
    assert bars(only(plot)) == [("low", "a", 3), ("low", "b", 4), ("high", "a", 1), ("high", "b", 2)]


def test_a_missing_bar_and_an_endless_one_have_no_value():
    _, plot = plt.subplots()
    plot.bar(["a", "b"], [1, np.nan])
    assert bars(only(plot)) == [("", "a", 1.0), ("", "b", None)]


def test_labels_that_were_set_by_hand(table):
    plot = sns.barplot(table[:3], x="state", y="rate")
    plot.set_xticks([0, 1, 2], ["CHP", "TAB", "PUE"], rotation=45)
    assert [label for _, label, _ in bars(only(plot))] == ["CHP", "TAB", "PUE"]


def test_bars_of_pandas(table):
    plot = table[:3].set_index("state")[["rate", "number"]].plot.bar()
    assert bars(only(plot))[2:4] == [("rate", "Puebla", 64.5), ("number", "Chiapas", 2017)]


def test_lines_with_their_names(table):
    axes = only(sns.lineplot(table, x="number", y="rate", hue="year", marker="o"))
    assert axes["lines"] == [
        {"label": "2012", "x": [2017, 2018, 2019], "y": [74.7, 49.7, 64.5]},
        {"label": "2018", "x": [2017, 2018, 2019], "y": [76.4, 53.6, 58.9]},
    ]


def test_lines_of_matplotlib():
    figure, plot = plt.subplots()
    plot.plot([1, 2, 3], [1, np.nan, 3], label="a")
    plot.plot([1, 2], [5, 6], "s", label="b")
    plot.legend()
    figure.suptitle("Above all")
    axes = only(figure)
    assert axes["title"] == "Above all"
    assert axes["lines"] == [{"label": "a", "x": [1, 2, 3], "y": [1, None, 3]}]
    assert axes["points"] == [{"label": "b", "x": [1, 2], "y": [5, 6]}]


def test_dates_are_iso_text(table):
    expected = ["2019-01-01", "2019-02-01", "2019-03-01"]
    assert only(sns.lineplot(table[:3], x="when", y="rate"))["lines"][0]["x"] == expected
    monthly = table[:3].set_index("when").loc[:, ["rate"]]
    assert only(monthly.plot())["lines"][0]["x"] == expected
    _, plot = plt.subplots()
    plot.scatter([pd.Timestamp("2019-06-07 12:30")], [1])
    assert only(plot)["points"][0]["x"] == ["2019-06-07T12:30:00"]


def test_points_by_colour(table):
    axes = only(sns.scatterplot(table, x="number", y="rate", hue="year"))
    assert [group["label"] for group in axes["points"]] == ["2012", "2018"]
    assert axes["points"][1]["y"] == [76.4, 53.6, 58.9]


def test_points_on_categories(table):
    axes = only(sns.stripplot(table, x="state", y="rate"))
    assert axes["points"][0] == {"label": "", "x": ["Chiapas", "Chiapas"], "y": [74.7, 76.4]}


def test_the_band_of_a_line_is_no_set_of_points(table):
    axes = only(sns.lineplot(table, x="number", y="rate"))
    assert axes["points"] == []
    assert len(axes["lines"]) == 1


def test_grids_of_axes(table):
    seen = marks(sns.catplot(table, x="state", y="rate", col="year", kind="bar"))
    assert [axes["title"] for axes in seen["axes"]] == ["year = 2012", "year = 2018"]
    assert bars(seen["axes"][1])[0] == ("", "Chiapas", 76.4)


def test_an_axes_title_may_stand_left():
    _, plot = plt.subplots()
    plot.bar(["a"], [1])
    plot.set_title("Left title", loc="left")
    assert only(plot)["title"] == "Left title"


def test_much_is_cut_and_counted():
    _, plot = plt.subplots()
    plot.bar(range(LIMIT + 7), 1)
    axes = only(plot)
    assert (len(axes["bars"]), axes["more"]) == (LIMIT, 7)
    _, plot = plt.subplots()
    plot.plot(range(LIMIT + 100), range(LIMIT + 100))
    plot.plot([1, 2], [1, 2])
    axes = only(plot)
    assert (len(axes["lines"][0]["x"]), len(axes["lines"]), axes["more"]) == (LIMIT, 1, 102)


def test_many_axes_are_cut_and_counted():
    figure, _ = plt.subplots(5, 5)
    seen = marks(figure)
    assert (len(seen["axes"]), seen["more"]) == (20, 5)


def test_long_text_is_cut():
    _, plot = plt.subplots()
    plot.set_title("x" * 10_000)
    assert len(only(plot)["title"]) == 300


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        (None, "the value is None"),
        ([1], "not a list"),
        ((1,), "not a list"),
        (np.array([1]), "not an array"),
        (3, "not int"),
        ("figure", "not str"),
    ],
)
def test_what_is_no_figure_is_named(thing, said):
    with pytest.raises(TypeError, match=said):
        marks(thing)


def test_a_line_over_bars_is_kept():
    _, plot = plt.subplots()
    plot.bar(["a", "b"], [0.2, 0.4])
    plot.plot(["a", "b"], [0.1, 0.3])
    assert only(plot)["lines"] == [{"label": "", "x": ["a", "b"], "y": [0.1, 0.3]}]


# --- seaborn's objects, areas, and what cannot be seen ------------------------------------------------------


def objects(table, **places):
    return pytest.importorskip("seaborn.objects").Plot(table, **places)


def test_bars_of_seaborns_objects(table):
    so = pytest.importorskip("seaborn.objects")
    upright = only(objects(table, x="state", y="rate", color="year").add(so.Bars(), so.Dodge()).plot()._figure)
    assert bars(upright)[:4] == [
        ("2012", "Chiapas", 74.7),
        ("2012", "Tabasco", 49.7),
        ("2012", "Puebla", 64.5),
        ("2018", "Chiapas", 76.4),
    ]
    lying = only(objects(table[:3], x="rate", y="state").add(so.Bars(), orient="y").plot()._figure)
    assert {bar["orientation"] for bar in lying["bars"]} == {"horizontal"}
    assert bars(lying)[2] == ("", "Puebla", 64.5)


def test_areas_are_lines_of_their_own_heights(table):
    so = pytest.importorskip("seaborn.objects")
    axes = only(objects(table, x="number", y="rate", color="year").add(so.Area(), so.Stack()).plot()._figure)
    assert [(one["label"], one["x"], one.get("base", False)) for one in axes["lines"]] == [
        ("2012", [2017, 2018, 2019], False),
        ("2018", [2017, 2018, 2019], True),
    ]
    assert axes["lines"][1]["y"] == pytest.approx([76.4, 53.6, 58.9])
    _, plot = plt.subplots()
    plot.stackplot([1, 2], [3, 4], [10, 20], labels=["low", "high"])
    assert [(one["label"], one["y"]) for one in only(plot)["lines"]] == [("low", [3, 4]), ("high", [10, 20])]
    of_pandas = pd.DataFrame({"low": [3, 4], "high": [10, 20]}).plot.area()
    assert [(one["label"], one["y"]) for one in only(of_pandas)["lines"]] == [("low", [3, 4]), ("high", [10, 20])]


UNSEEN = {
    "no width": lambda ax: ax.plot([1, 2], [3, 4], linewidth=0),
    "no colour": lambda ax: ax.plot([1, 2], [3, 4], color="none"),
    "no stroke": lambda ax: ax.plot([1, 2], [3, 4], linestyle=""),
    "bars without width": lambda ax: ax.bar([1, 2], [3, 4], width=0),
    "white bars": lambda ax: ax.bar([1, 2], [3, 4], color="white"),
    "points without size": lambda ax: ax.scatter([1, 2], [3, 4], s=0),
    "hidden axes": lambda ax: (ax.plot([1, 2], [3, 4]), ax.set_visible(False)),
}


@pytest.mark.parametrize("way", UNSEEN)
def test_what_cannot_be_seen_is_left_out(way):
    figure, plot = plt.subplots()
    UNSEEN[way](plot)
    assert not any(axes["bars"] or axes["lines"] or axes["points"] for axes in marks(figure)["axes"])


def test_white_bars_with_an_edge_are_seen():
    _, plot = plt.subplots()
    plot.bar(["a"], [3], color="white", edgecolor="black")
    assert bars(only(plot)) == [("", "a", 3)]


def test_words_that_are_hidden_are_left_out():
    _, plot = plt.subplots()
    plot.plot([1, 2], [3, 4], label="a")
    plot.set(xlabel="month", ylabel="people")
    plot.legend().set_visible(False)
    plot.yaxis.label.set_visible(False)
    assert [only(plot)[place] for place in ("xlabel", "ylabel", "legend")] == ["month", "", []]
    plot.axis("off")
    assert only(plot)["xlabel"] == ""
    assert only(plot)["xticklabels"] == []


def test_labels_of_the_whole_figure_are_those_of_its_axes():
    figure, (left, _) = plt.subplots(1, 2)
    left.set_xlabel("month")
    figure.supxlabel("year")
    figure.supylabel("people")
    assert [(axes["xlabel"], axes["ylabel"]) for axes in marks(figure)["axes"]] == [
        ("month", "people"),
        ("year", "people"),
    ]


def test_the_axis_that_is_too_short_is_named():
    _, plot = plt.subplots()
    plot.plot([1, 2, 3], [4, 5, 6])
    plot.bar([1, 2], [4, 5])
    assert "outside" not in only(plot)["lines"][0]
    plot.set_xlim(0, 2.5)
    assert only(plot)["lines"][0]["outside"] == "x"
    plot.set(xlim=(0, 4), ylim=(0, 4.5))
    axes = only(plot)
    assert axes["lines"][0]["outside"] == "y"
    assert [bar.get("outside") for bar in axes["bars"]] == [None, "y"]


def test_the_legend_names_a_mark_and_not_the_label_that_it_once_had():
    plot = pd.DataFrame({"2014": [1, 2], "2019": [3, 4]}).plot()
    plot.legend(["2019", "2014"])
    assert [(line["label"], line["y"]) for line in only(plot)["lines"]] == [("2019", [1, 2]), ("2014", [3, 4])]


def test_strokes_tell_lines_of_one_colour_apart(table):
    plot = sns.lineplot(table, x="number", y="rate", style="year", color="black")
    assert [line["label"] for line in only(plot)["lines"]] == ["2012", "2018"]
    assert "alike" not in only(plot)
    _, plot = plt.subplots()
    plot.plot([1, 2], [3, 4], "k", label="a")
    plot.plot([1, 2], [4, 5], "k", label="b")
    plot.legend()
    assert only(plot)["alike"]


def test_panels_that_share_an_axis_have_its_names(table):
    figure, (above, below) = plt.subplots(2, sharex=True)
    for ax in (above, below):
        sns.barplot(data=table, x="state", y="rate", errorbar=None, ax=ax)
    first, second = marks(figure)["axes"]
    assert (first["xticklabels"], second["xticklabels"]) == ([], ["Chiapas", "Tabasco", "Puebla"])
    assert [bar["label"] for bar in first["bars"]] == ["Chiapas", "Tabasco", "Puebla"]


def test_lines_that_were_drawn_at_once_are_lines_and_single_strokes_are_none(table):
    plot = so.Plot(table, x="number", y="rate", color="year").add(so.Paths())
    (axes,) = marks(plot.plot()._figure)["axes"]
    assert [(line["label"], line["y"]) for line in axes["lines"]] == [
        ("2012", [74.7, 49.7, 64.5]),
        ("2018", [76.4, 53.6, 58.9]),
    ]
    assert only(plt.figure().subplots().vlines([1, 2], 0, [3, 4]).axes)["lines"] == []


def test_axes_within_axes_are_read_and_empty_axes_come_last():
    figure, axes = plt.subplots(5, 5)
    axes[4, 4].plot([1, 2], [3, 4])
    axes[4, 4].inset_axes([0.5, 0.5, 0.4, 0.4]).plot([1, 2], [5, 6])
    axes[4, 4].secondary_yaxis("right")
    seen = marks(figure)
    assert [line["y"] for one in seen["axes"] for line in one["lines"]] == [[3, 4], [5, 6]]
    assert [one.get("inset", False) for one in seen["axes"]][:3] == [False, True, False]
    assert [one["lines"][0]["y"] for one in marks(axes[4, 4])["axes"]] == [[3, 4], [5, 6]]


def test_one_entry_in_two_legends_is_no_second_one(table):
    ax = sns.lineplot(data=table, x="number", y="rate", hue="year")
    ax.figure.legend(*ax.get_legend_handles_labels())
    assert "alike" not in only(ax)
