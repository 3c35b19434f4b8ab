"""The explorer of lesson 04: its start, its goal and its picture."""

import pytest
from positions import at, reply

from twoborders import explore
from twoborders.charts.chokepoint import LOOKS, WAYS
from twoborders.explore.chokepoint_explorer import setting_out
from twoborders.models.chokepoint import ROUTES
from twoborders.tables import load


@pytest.fixture(scope="module")
def chokepoint():
    return explore.chokepoint()


def test_those_who_set_out_come_from_the_table():
    assert setting_out(load("us_apprehensions_month_citizenship")) == {
        "Guatemala": 45,
        "Honduras": 42,
        "El Salvador": 16,
    }


def test_only_one_step_is_the_answer(chokepoint):
    answers = {step: reply(chokepoint, east=step) for step in chokepoint.controls[0].values()}
    assert [step for step, (found, _) in answers.items() if found] == [60]
    assert "No place is narrowed" in answers[0][1]
    assert all("elsewhere" in answers[step][1] for step in range(10, 60, 10))
    assert all("earlier step" in answers[step][1] for step in range(70, 101, 10))
    # The answer holds what the goal says, and one step less does not.
    most = {step: at(chokepoint, east=step)[1].result.most for step in (0, 50, 60)}
    assert most[0] == most[50] > most[60]


def test_the_answer_says_what_was_lost_and_who_still_passes(chokepoint):
    message = reply(chokepoint, east=60)[1]
    for part in (
        "by up to 50 %",
        "could carry 40 units less",
        "the Isthmus of Tehuantepec",
        "55 units",
        "in Guatemala",
        "sea",
    ):
        assert part in message


@pytest.mark.parametrize("control", ["suchiate", "huehuetenango", "peten", "isthmus"])
def test_another_control_that_moved_is_named(chokepoint, control):
    label = next(one.label for one in chokepoint.controls if one.name == control)
    assert f"Another control has moved: {label}." in reply(chokepoint, east=60, **{control: 50})[1]


def test_the_sentence(chokepoint):
    assert at(chokepoint)[1].sentence.startswith("In this model 90 capacity units can pass, with every place open.")
    sentence = at(chokepoint, east=60, peten=50)[1].sentence
    for part in ("87 capacity", "3 fewer", "the narrowed places can carry 58 less"):
        assert part in sentence
    assert "as many as at the start" in at(chokepoint, east=50)[1].sentence


def test_the_picture_says_that_it_is_a_model(chokepoint):
    assert "a model, not data" in at(chokepoint)[1].alt
    assert "A model, not data. Every capacity is invented." in chokepoint.source


def test_the_rows_of_the_picture_are_the_result(chokepoint):
    view = at(chokepoint, east=100, peten=50)[1]
    rows = {row["way"]: row for row in view.rows["ways"]}
    assert {name: row["units"] for name, row in rows.items()} == {
        name: units for name, units in view.result.capacities.items() if units is not None
    }
    # 100 per cent of 40, 20 and 20 units are taken at the eastern border, and 50 per cent of 20 in the Petén.
    assert [rows[f"Honduras to {place}"]["label"] for place in ("Guatemala", "Petén")] == ["closed", "closed"]
    assert rows["Petén to Tenosique"]["units"] == 10
    assert {name for name, row in rows.items() if "cut" in row["part"]} == set(view.result.cut)
    assert all(row["label"].startswith("cut: ") == ("cut" in row["part"]) for row in rows.values())
    # 45 set out inside Guatemala, and 6 + 4 units go by sea or air.
    assert [row["what"] for row in view.rows["sums"]] == [
        "90  at the start",
        "55  now",
        "The smallest cut:",
        "45  set out in Guatemala",
        "10  sea and air",
    ]


def test_the_goal_can_be_seen(chokepoint):
    now = {
        east: next(row["units"] for row in at(chokepoint, east=east)[1].rows["sums"] if row["of"] == "now")
        for east in (0, 50, 60)
    }
    assert now == {0: 90, 50: 90, 60: 87}
    ways = {row["way"]: row["part"] for row in at(chokepoint, east=60)[1].rows["ways"]}
    assert ways["Honduras to Guatemala"] == ways["El Salvador to Guatemala"] == "smallest cut"


def test_the_parts_of_the_smallest_cut_make_up_what_can_pass(chokepoint):
    for state in chokepoint.states():
        view = chokepoint.at(state)
        parts = [row["units"] or 0 for row in view.rows["sums"] if row["of"] == "cut"]
        assert sum(parts) == pytest.approx(view.result.most)


def test_every_way_of_the_model_is_on_the_map():
    assert set(WAYS) == {route.name for route in ROUTES}
    assert {name for name, (_, place) in WAYS.items() if place is None} == {
        route.name for route in ROUTES if route.capacity is None
    }


def test_every_part_of_a_way_has_a_look(chokepoint):
    parts = {row["part"] for state in chokepoint.states() for row in chokepoint.at(state).rows["ways"]}
    assert parts <= set(LOOKS)
