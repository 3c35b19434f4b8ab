"""Chance in polls: the formula by hand, and the simulation against the formula."""

import numpy as np
import pytest

from twoborders.models.poll_error import PAIRS, margin, margin_of_difference, pairs_of_polls, people_needed

pytestmark = pytest.mark.quick


def test_the_margin_by_hand():
    # 0.5 * 0.5 / 2,500 is 0.0001, its root 0.01: 1.96 points.
    assert margin(50, 2_500) == pytest.approx(1.96)
    assert margin(20, 100) == pytest.approx(1.96 * 4)
    assert margin_of_difference(50, 5_000) == pytest.approx(1.96)


@pytest.mark.parametrize("share", [0, 100])
def test_nobody_or_everybody_leaves_nothing_to_chance(share):
    assert margin(share, 10) == 0
    assert people_needed(share, 1) == 1


def test_four_times_the_people_halve_the_margin():
    assert margin(62, 4_000) == pytest.approx(margin(62, 1_000) / 2)


@pytest.mark.parametrize(("share", "difference"), [(62, 2.1), (50, 2.1), (62, 5), (90, 0.8)])
def test_one_person_fewer_is_not_enough(share, difference):
    people = people_needed(share, difference)
    assert margin_of_difference(share, people) <= difference < margin_of_difference(share, people - 1)


def test_the_people_needed_by_hand():
    # 2 * 0.5 * 0.5 * (1.96 / 0.0196) ** 2, and 2 * 0.9 * 0.1 * (1.96 / 0.007) ** 2
    assert people_needed(50, 1.96) == 5_000
    assert people_needed(90, 0.7) == 14_112


@pytest.mark.parametrize(("people", "share"), [(200, 42), (1_000, 62), (6_000, 82)])
def test_the_simulation_agrees_with_the_formula(people, share):
    pairs = pairs_of_polls(people, share, 0, 2.1)
    assert len(pairs.differences) == PAIRS
    assert abs(pairs.differences.mean()) < pairs.margin / 10
    assert np.std(pairs.differences) * 1.96 == pytest.approx(pairs.margin, rel=0.06)
    assert np.mean(np.abs(pairs.differences) > pairs.margin) == pytest.approx(0.05, abs=0.02)


def test_a_real_change_moves_the_middle():
    assert pairs_of_polls(2_000, 62, 4, 2.1).differences.mean() == pytest.approx(4, abs=0.2)


def test_a_rise_is_noticed_only_in_pairs_that_rise():
    still, risen = (pairs_of_polls(500, 62, change, 2.1) for change in (0, 1))
    assert still.risen == sum(one > still.margin for one in still.differences)
    assert risen.risen == sum(one > risen.margin for one in risen.differences) > still.risen
    # A pair that falls beyond the margin has not noticed the rise.
    assert risen.risen < sum(abs(one) > risen.margin for one in risen.differences)
    # By hand: 4 points are 2.61 standard errors, 1.96 of them the margin; z = 0.65 leaves 74 of 100 above it.
    assert pairs_of_polls(2_000, 62, 4, 2.1).risen / PAIRS == pytest.approx(0.74, abs=0.04)


def test_a_difference_as_large_as_the_rise_counts():
    pairs = pairs_of_polls(1_000, 62, 0, 2.1)
    assert pairs.as_far == sum(abs(round(one * 10)) >= 21 for one in pairs.differences)


def test_the_same_question_gives_the_same_pairs():
    again = [pairs_of_polls(500, 52, 1, 2.1).differences.tolist() for _ in range(2)]
    assert again[0] == again[1]


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: margin(101, 10), "share_pct"),
        (lambda: margin(-1, 10), "share_pct"),
        (lambda: margin(float("nan"), 10), "share_pct"),
        (lambda: margin(50, 0), "people"),
        (lambda: people_needed(50, 0), "difference"),
        (lambda: pairs_of_polls(100, 98, 2.5, 2.1), "share_pct plus change"),
    ],
)
def test_an_error_names_the_argument(call, name):
    with pytest.raises(ValueError, match=rf"^{name} must be "):
        call()
