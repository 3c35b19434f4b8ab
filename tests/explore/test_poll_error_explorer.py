"""The explorer of two polls: its start, its goal and its picture."""

import numpy as np
import pytest
from positions import at, reply

from twoborders import explore
from twoborders.charts.poll_error import FURTHEST, MOST
from twoborders.explore.poll_error_explorer import SIDE, bar_counts, stated_rise
from twoborders.models.poll_error import people_needed
from twoborders.tables import load


@pytest.fixture(scope="module")
def polls():
    return explore.poll_error()


def test_the_rise_is_that_of_the_ledger():
    assert stated_rise(load("claims")) == 2.1
    assert "2.1 points" in explore.poll_error().title
    assert at(explore.poll_error())[1].rows["rise"][0]["points"] == 2.1


def test_only_one_number_of_people_is_the_answer(polls):
    answers = {}
    for people in polls.controls[0].values():
        answers[people] = reply(polls, people=people)
    found = [people for people, (reached, _) in answers.items() if reached]
    assert len(found) == 1
    assert found[0] - polls.controls[0].step < people_needed(62, 2.1) <= found[0]
    assert all(message.startswith("Too few") for people, (_, message) in answers.items() if people < found[0])
    assert all("fewer" in message for people, (_, message) in answers.items() if people > found[0])


@pytest.mark.parametrize(("control", "value"), [("share_pct", 52), ("change", 1)])
def test_another_control_that_moved_is_named(polls, control, value):
    reached, message = reply(polls, people=4_200, **{control: value})
    assert not reached
    assert "Another control has moved" in message


def test_the_sentence_says_both_kinds_of_chance(polls):
    still, moved = at(polls)[1].sentence, at(polls, change=2)[1].sentence
    assert "62 per cent both times" in still
    assert "4.25 points" in still
    assert "really rises from 62 to 64" in moved
    assert f"in {at(polls, change=2)[1].result.risen} the second is higher by more" in moved


def test_the_picture_says_that_it_is_a_model(polls):
    assert "a model, not data" in at(polls)[1].alt
    assert polls.source.startswith("Model, not data: 1,000 pairs")
    assert "is not in this kit" in polls.source


def test_the_bars_by_hand():
    counts = bar_counts(np.array([0, 0.2, -0.2, 0.29, -0.31, 2.09, 2.1, -2.1, 99, -99]), 0.6)
    assert len(counts) == 2 * SIDE + 1
    assert counts[SIDE] == 4
    assert counts[SIDE - 1] == 1
    # 2.1 is where a bar begins, on both sides.
    assert (counts[SIDE + 3], counts[SIDE + 4], counts[SIDE - 4]) == (1, 1, 1)
    assert counts[0] == counts[-1] == 1
    # Bars that hold nothing are there too, so that the middle one stays in the middle.
    assert bar_counts(np.array([0.0]), 0.6) == [0] * SIDE + [1] + [0] * SIDE


def test_the_rows_are_the_result_and_their_colours_are_true(polls):
    view = at(polls, people=2_000, change=1)[1]
    bars = view.rows["bars"]
    differences = view.result.differences
    assert sum(row["pairs"] for row in bars) == len(differences) == 1_000
    assert sum(row["pairs"] for row in bars if row["kind"] == "far") == (abs(differences) > 2.1 - 1e-9).sum()
    assert all(-2.1 < row["low"] < row["high"] < 2.1 for row in bars if row["kind"] == "near")
    assert all(row["high"] < -2.1 or row["low"] > 2.1 for row in bars if row["kind"] == "far")
    ends = [view.rows["margin"][0][end] for end in ("low", "high")]
    assert ends == pytest.approx([-view.result.margin, view.result.margin], abs=0.001)
    assert view.rows["counted"][0]["label"].startswith(f"{view.result.as_far} of 1,000 pairs")


def test_the_picture_shows_the_goal(polls):
    """1.96 x the root of 2 x 0.62 x 0.38 / 4,105 are 2.1 points: with more people the rise lies outside the bracket."""
    for people, outside in ((4_100, False), (4_200, True)):
        rows = at(polls, people=people)[1].rows
        assert rows["rise"] == [{"points": 2.1, "label": "a rise of 2.1"}]
        assert (rows["margin"][0]["high"] < 2.1) is outside
        assert reply(polls, people=people)[0] is outside


def test_the_axes_hold_every_state_and_its_words(polls):
    rows = [polls.at(state).rows for state in polls.states()]
    highest = max(bar["pairs"] for each in rows for bar in each["bars"])
    # The bracket stands 34 pixels below the top of 270.
    assert MOST / 2 < highest < MOST * (1 - 34 / 270)
    assert max(bar["high"] for each in rows for bar in each["bars"]) <= FURTHEST
