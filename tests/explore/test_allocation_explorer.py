"""The second explorer of lesson 02: its one answer, what it says, and its picture."""

import itertools

import pytest
from positions import at, reply

from twoborders import explore
from twoborders.charts.allocation import FLOOR, GROUPS
from twoborders.charts.marks import marks
from twoborders.tables import load


@pytest.fixture(scope="module")
def allocation():
    return explore.allocation()


def north_of(view):
    return view.result[view.result["border_group"] == "US border"].set_index("state")["per_100_victims"]


def test_the_start_is_the_offer_of_june(allocation):
    event = load("timeline").set_index("event_id").loc["2019-06-06-1"]
    assert event["value"] == allocation.default["force"]
    assert f"{event['date']:%-d %B %Y}" in allocation.printed().caption


def test_one_state_of_the_controls_is_the_answer(allocation):
    found = []
    for state in allocation.states():
        view = allocation.at(state)
        if allocation.goal.reached(state, view.result)[0]:
            found.append(state)
    assert found == [{"force": 6_000, "share_pct": 45, "homicide_weight_pct": 100}]
    # The answer holds what the goal says, and one step more does not.
    assert north_of(at(allocation, **found[0])[1]).min() >= FLOOR
    assert north_of(at(allocation, **{**found[0], "share_pct": 50})[1]).min() < FLOOR


def test_the_answer_says_what_need_means(allocation):
    message = reply(allocation, share_pct=45, homicide_weight_pct=100)[1]
    # 188 of 6,000 guards by people, for 3,131 people killed.
    assert "Baja California would have 6.0" in message
    assert "receive 3.7 per cent" in message


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"force": 8_000}, "Put it back to 6,000"),
        ({}, "Too few: Baja California has 3.0"),
        ({"share_pct": 50, "homicide_weight_pct": 100}, "Too few: each of these states has 9.2"),
        ({"share_pct": 100}, "0.0 for every 100 people killed."),
        ({"share_pct": 40, "homicide_weight_pct": 100}, "a larger share is possible"),
        ({"share_pct": 30, "homicide_weight_pct": 75}, "count need in another way"),
    ],
)
def test_replies_on_the_way(allocation, changes, words):
    reached, message = reply(allocation, **changes)
    assert not reached
    assert words in message
    # No way of counting helps where nobody is left to be spread.
    assert changes.get("share_pct") != 100 or "another way" not in message


def test_the_sentence_of_the_start(allocation):
    sentence = at(allocation)[1].sentence
    for part in ("In this model 3,000 of 6,000", "242.3 for every 100", "people who live there", "fewest: 3.0"):
        assert part in sentence
    even = at(allocation, homicide_weight_pct=100)[1].sentence
    assert "need, counted by people killed. On the US border, each of these states then has 9.2 for every" in even
    assert "None is left for another state." in at(allocation, share_pct=100)[1].sentence
    assert "to 25 per cent by people killed" in at(allocation, homicide_weight_pct=25)[1].sentence


def test_the_chart_shows_the_result_and_says_that_it_is_a_model(allocation):
    _state, view = at(allocation, share_pct=20, homicide_weight_pct=50)
    left, right = marks(allocation.chart.figure)["axes"]
    sums = view.result.groupby("border_group")["guards"].sum()
    assert {bar["label"]: bar["value"] for bar in left["bars"]} == pytest.approx({g: sums[g] for g in GROUPS})
    assert {bar["label"]: bar["value"] for bar in right["bars"]} == pytest.approx(north_of(view).to_dict())
    assert "Model, not data" in view.picture.alt
    assert sum("Model, not data" in text.get_text() for text in allocation.chart.figure.texts) == 2


def test_no_number_lies_outside(allocation):
    chart = allocation.chart
    renderer = chart.figure.canvas.get_renderer()
    for state in itertools.islice(allocation.states(), 0, None, 13):
        allocation.at(state)
        for axes in chart.figure.axes:
            frame = axes.get_window_extent()
            boxes = [text.get_window_extent(renderer) for text in axes.texts]
            assert all(box.x1 <= frame.x1 for box in boxes), state
            assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))
    names = [label.get_window_extent(renderer) for label in chart.figure.axes[1].get_yticklabels()]
    assert min(box.x0 for box in names) > chart.figure.axes[0].get_window_extent().x1
