"""describe gives strict, bounded JSON for whatever a learner has in hand, and raises nothing."""

import itertools
import json
import types

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from twoborders.questions import describe
from twoborders.questions.describing import is_bounded

pytestmark = pytest.mark.quick


class Hostile:
    """An object whose every look at it fails."""

    def __getattr__(self, name):
        raise RuntimeError("no " + name)

    def __repr__(self):
        raise RuntimeError("no repr")

    def __eq__(self, other):
        return True

    __hash__ = None


def hostile_series():
    """Filled one by one: pandas 2 looks at each object of a list."""
    values = np.empty(2, dtype=object)
    values[0], values[1] = Hostile(), Hostile()
    return pd.Series(values)


VALUES = {
    "number": (np.float64(1.5), {"kind": "number", "value": 1.5}),
    "whole number": (np.int64(3), {"kind": "number", "value": 3}),
    "truth value": (np.bool_(True), {"kind": "flag", "value": True}),
    "series of one": (
        pd.Series([2.5], index=["a"]),
        {
            "kind": "frame",
            "type": "Series",
            "columns": ["index_0", "value"],
            "index": 1,
            "n_rows": 1,
            "rows": [["a", 2.5]],
        },
    ),
    "array of one": (np.array([[4]]), {"kind": "list", "type": "array", "n": 1, "items": [4]}),
    "index": (pd.Index([3, 4]), {"kind": "list", "type": "Index", "n": 2, "items": [3, 4]}),
    "keys": ({"a": 1}.keys(), {"kind": "list", "type": "dict_keys", "n": 1, "items": ["a"]}),
    "dots": (..., {"kind": "missing"}),
    "nothing": (None, {"kind": "missing"}),
    "dots as text": (" ... ", {"kind": "missing"}),
    "no value": (pd.NA, {"kind": "number", "value": "nan"}),
    "text": ("Río  Suchiate", {"kind": "text", "value": "Río  Suchiate", "words": 2}),
    "time": (pd.Timestamp("2018-10-01"), {"kind": "text", "value": "2018-10-01", "words": 1}),
    "period": (pd.Period("2018-10", "M"), {"kind": "text", "value": "2018-10-01", "words": 1}),
    "dict": ({"a": 1}, {"kind": "other", "type": "dict"}),
    "list": ([1, "a", None], {"kind": "list", "type": "list", "n": 3, "items": [1, "a", None]}),
    "array": (np.array([1.0, np.nan]), {"kind": "list", "type": "array", "n": 2, "items": [1, None]}),
    "object": (object(), {"kind": "other", "type": "object"}),
    "day": ([pd.Timestamp("2019-06-07")], {"kind": "list", "type": "list", "n": 1, "items": ["2019-06-07"]}),
}


def test_a_table_given_to_a_function_stays_a_list_of_lists():
    question = types.SimpleNamespace(calls=(([[2, 0], [3, 1]], 1),), hidden=())
    (call,) = describe(lambda table, row: table[row][0], question)["calls"]
    assert call == {"arguments": [[[2, 0], [3, 1]], 1], "result": {"kind": "number", "value": 3}}


def test_numbers_without_a_float_and_lengths_of_time_are_read():
    assert describe(10**400) == {"kind": "number", "value": "inf"}
    assert describe(np.timedelta64(8, "D")) == describe(pd.Timedelta(days=8)) == {"kind": "duration", "days": 8}
    assert describe(-(10**400)) == {"kind": "number", "value": "-inf"}


@pytest.mark.parametrize("name", VALUES)
def test_values(name):
    value, description = VALUES[name]
    assert describe(value) == description


def test_a_grouped_result_is_a_table_with_its_groups():
    frame = pd.DataFrame({"g": ["x", "x", "y"], "v": [1, 2, 4]})
    wanted = {"kind": "frame", "columns": ["g", "v"], "index": 1, "n_rows": 2, "rows": [["x", 1.5], ["y", 4]]}
    assert describe(frame.groupby("g")["v"].mean()) == {**wanted, "type": "Series"}
    assert describe(frame.groupby("g")[["v"]].mean()) == wanted
    assert describe(frame.groupby("g", as_index=False)["v"].mean()) == {**wanted, "index": 0}


def test_years_in_a_row_stay_the_names_of_the_rows():
    """pandas keeps such an index as a range; its name tells that it is not the number of the row."""
    years = pd.DataFrame({"year": [2012, 2013, 2014], "v": [1, 2, 4]}).set_index("year")
    assert describe(years)["columns"] == ["year", "v"]
    assert describe(years["v"])["rows"] == [[2012, 1], [2013, 2], [2014, 4]]
    assert describe(years.reset_index(drop=True))["columns"] == ["v"]


def test_a_filtered_table_does_not_show_its_old_row_numbers():
    frame = pd.DataFrame({"v": [1, 2, 3]})
    assert describe(frame[frame["v"] > 1])["columns"] == ["v"]


def test_several_column_levels_and_clashing_names_are_readable():
    frame = pd.DataFrame({"g": ["x", "y"], "v": [1, 2]})
    assert describe(frame.groupby("g").agg({"v": ["min", "max"]}))["columns"] == ["g", "v_min", "v_max"]
    # Years in a row become a RangeIndex when a column is made the index; its name still says something.
    years = pd.DataFrame({"year": [2018, 2019], "v": [1, 2]}).set_index("year")
    assert describe(years) == {**describe(years.reset_index()), "index": 1}
    frame.index = pd.Index(["x", "y"], name="g")
    assert describe(frame)["columns"] == ["g", "v"]


def test_size_is_bounded():
    large = pd.DataFrame(np.zeros((200_000, 60)))
    description = describe(large)
    assert description["n_rows"] == 200_000
    assert len(json.dumps(description)) < 500_000
    assert len(json.dumps(describe("x" * 10_000_000))) < 30_000
    wordy = pd.DataFrame({"n" * 10_000_000: ["x" * 100_000] * 1_000})
    assert len(json.dumps(describe(wordy))) < 300_000
    assert len(json.dumps(describe(list(range(1_000_000))))) < 30_000
    for endless in (large, wordy, list(range(1_000_000)), itertools.count()):
        assert is_bounded(describe(endless))
    tried = types.SimpleNamespace(kind="function", calls=((1,),) * 12, hidden=((2,),) * 8)
    for given in (large, "x" * 10_000, list(range(10_000))):
        described = describe(lambda _, given=given: given, tried)
        assert is_bounded(described)
        assert len(described["calls"]) == 20
    assert not is_bounded({"kind": "frame", "columns": ["a"], "rows": [[1]] * 1_001})
    assert not is_bounded({"kind": "list", "items": [1] * 1_001})
    assert not is_bounded([1])
    deep: list = []
    for _ in range(20):
        deep = [deep]
    for name, forged in {
        "items": deep,
        "value": 2**53,
        "message": "x" * 3_000,
        "x" * 3_000: 1,
        "axes": [1] * 21,
    }.items():
        assert not is_bounded({"kind": "other", name: forged}), name
    assert not is_bounded({"kind": "text", "value": "x" * 20_001})
    assert not is_bounded({"kind": "list", "items": [[1] * 1_000] * 101})
    figure = Figure()
    for panel in figure.subplots(5, 5).flat:
        panel.bar([1, 2, 3], [1e300, 0.1, 7])
    assert is_bounded(describe(figure))


def test_a_generator_that_never_ends_is_not_waited_for():
    description = describe(number for number in itertools.count())
    assert (description["n"], len(description["items"])) == (1001, 1000)


def test_calls_that_no_message_shows_are_tried_behind_the_others():
    asked = types.SimpleNamespace(calls=((1,), (2,)), hidden=((7,),))
    found = describe(lambda x: 10 * x, asked)["calls"]
    assert [call["result"]["value"] for call in found] == [10, 20, 70]


def test_a_function_cannot_change_the_arguments_of_the_next_call():
    shared = [1, 2]
    asked = types.SimpleNamespace(calls=((shared,), (shared,)), hidden=())
    first, second = describe(lambda values: values.pop() + len(values), asked)["calls"]
    assert first == second


@pytest.mark.parametrize("value", [Hostile(), [Hostile()], hostile_series()], ids=["self", "list", "series"])
def test_a_hostile_object_gives_a_description(value):
    description = describe(value)
    json.dumps(description, allow_nan=False)
    assert description["kind"] in ("other", "error", "list", "frame")


def test_not_finite_numbers_are_strict_json():
    frame = pd.DataFrame({"v": [np.nan, np.inf, -np.inf]})
    text = json.dumps([describe(frame), describe(np.nan), describe(-np.inf)], allow_nan=False)
    assert "nan" in text


def test_a_figure_is_found_in_what_a_plotting_call_returned():
    """Only where a figure is asked for: the items of other answers are looked at once, and an endless box ends."""
    asked = types.SimpleNamespace(kind="figure")
    figure, axes = plt.subplots(1, 2)
    bars = axes[1].bar(["a", "b"], [3, 4])
    boxes = (bars, [bars], axes, pd.Series(list(axes)), {"one": axes[0]}, axes[1].patches, ([1.5], [bars[0]]))
    for box in boxes:
        assert [bar["value"] for one in describe(box, asked)["axes"] for bar in one["bars"]] == [3, 4]
    assert describe([figure, plt.figure()], asked)["kind"] == "list", "of several figures nobody knows which is meant"
    assert describe([0] * 10_000, asked)["n"] == 10_000
    endless = []
    endless.append(endless)
    assert describe(endless, asked)["kind"] == "list"
    plt.close("all")
