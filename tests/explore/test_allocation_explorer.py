"""The second explorer of lesson 02: its one answer, what it says, and its picture."""

import pytest
from positions import at, reply

from twoborders import explore
from twoborders.charts.allocation import GROUPS
from twoborders.explore.allocation_explorer import FLOOR, LIMITS
from twoborders.tables import load


@pytest.fixture(scope="module")
def allocation():
    return explore.allocation()


def north_of(view):
    return view.result[view.result["border_group"] == "US border"].set_index("state")["per_100_victims"]


def test_the_start_is_the_offer_of_june(allocation):
    event = load("timeline").set_index("event_id").loc["2019-06-06-1"]
    assert event["value"] == allocation.default["force"]
    assert f"{event['date']:%-d %B %Y}" in allocation.source


def test_one_state_of_the_controls_is_the_answer(allocation):
    found = []
    for state in allocation.states():
        view = allocation.at(state)
        if view.reply[0]:
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
        ({"force": 8_000}, "Another control has moved: Size of the force."),
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
    for part in ("In this model 3,000 of 6,000", "242.3 for every 100", "by residents", "fewest: 3.0"):
        assert part in sentence
    even = at(allocation, homicide_weight_pct=100)[1].sentence
    assert "spread by people killed. On the US border, each of these states has 9.2 for every" in even
    assert "None is left for another state." in at(allocation, share_pct=100)[1].sentence
    assert "by people killed (25 %) and residents" in at(allocation, homicide_weight_pct=25)[1].sentence


def test_the_rows_of_the_picture_are_the_result(allocation):
    view = at(allocation, share_pct=20, homicide_weight_pct=50)[1]
    groups = {row["group"]: row for row in view.rows["groups"]}
    assert set(groups) == set(GROUPS) == set(view.result["border_group"])
    # 20 per cent of 6,000 guards; the parts make up the force.
    assert groups["Guatemala border"]["share_pct"] == pytest.approx(20)
    assert groups["Guatemala border"]["what"] == "Guatemala border: 1,200"
    assert sum(row["share_pct"] for row in groups.values()) == pytest.approx(100)
    states = {row["what"].split(":")[0]: row["guards"] for row in view.rows["states"]}
    assert states == pytest.approx(north_of(view).to_dict())


def test_the_picture_shows_the_goal(allocation):
    assert {row["of"] for row in at(allocation, share_pct=45, homicide_weight_pct=100)[1].rows["states"]} == {"enough"}
    start = at(allocation)[1].rows
    assert [row["what"] for row in start["states"] if row["of"] == "too few"] == [
        f"{name}: {rate:.1f}" for name, rate in north_of(at(allocation)[1]).items() if rate < 10
    ]
    assert {row["floor"] for row in start["states"]} == {10}


def test_it_says_that_it_is_a_model(allocation):
    assert "a model, not data" in at(allocation)[1].alt
    assert "A model, not data" in allocation.source


def test_the_axis_ends_at_few_places_and_behind_every_bar(allocation):
    for state in allocation.states():
        rows = allocation.at(state).rows["states"]
        (limit,) = {row["limit"] for row in rows}
        assert limit in LIMITS
        assert limit / 5 < max(10, *(row["guards"] for row in rows)) <= limit
