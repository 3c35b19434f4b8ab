"""The score of stated probabilities: worked out by hand, and why the difference is squared."""

import math

import pytest

from twoborders.models.score import PLAIN, RULES, best, decimals, penalties, penalty, score

pytestmark = pytest.mark.quick

STEPS = range(0, 101, 5)


@pytest.mark.parametrize(
    ("said", "came_true", "squared", "plain"),
    [(100, True, 0, 0), (100, False, 1, 1), (0, False, 0, 0), (80, True, 0.04, 0.2), (80, False, 0.64, 0.8)],
)
def test_a_penalty_by_hand(said, came_true, squared, plain):
    assert penalty(said, came_true) == pytest.approx(squared)
    assert penalty(said, came_true, PLAIN) == pytest.approx(plain)


def test_a_score_is_the_mean_of_its_penalties():
    assert penalties(80, 3, 4) == pytest.approx([0.04, 0.04, 0.04, 0.64])
    assert score(80, 3, 4) == pytest.approx(0.19)
    assert score(80, 3, 4, PLAIN) == pytest.approx(0.35)


@pytest.mark.parametrize("right", range(5))
def test_fifty_per_cent_scores_the_same_whatever_comes(right):
    assert score(50, right, 4) == 0.25
    assert score(50, right, 4, PLAIN) == 0.5


@pytest.mark.parametrize("right", range(5))
def test_the_share_that_came_true_has_the_lowest_brier_score(right):
    assert best(range(101), right, 4) == [25 * right]


@pytest.mark.parametrize(("right", "wanted"), [(4, [100]), (3, [100]), (2, list(STEPS)), (1, [0]), (0, [0])])
def test_the_plain_difference_rewards_the_ends(right, wanted):
    assert best(STEPS, right, 4, PLAIN) == wanted


def test_certain_with_one_miss_of_four_scores_as_fifty_per_cent_does():
    assert score(100, 3, 4) == score(50, 3, 4) == 0.25


@pytest.mark.parametrize("said", [-1, 100.5, math.nan])
def test_a_probability_out_of_range_is_told(said):
    with pytest.raises(ValueError, match=r"^A probability must be from 0 to 100 per cent; it is "):
        penalty(said, True)


def test_an_unknown_rule_names_those_there_are():
    with pytest.raises(ValueError, match='no rule "log"') as error:
        penalty(50, True, "log")
    assert all(rule in str(error.value) for rule in RULES)


@pytest.mark.parametrize(("right", "of"), [(5, 4), (-1, 4), (0, 0)])
def test_a_count_that_cannot_be_is_told(right, of):
    with pytest.raises(ValueError, match=f"Of {of} forecasts, {right} cannot have come true"):
        score(50, right, of)


@pytest.mark.parametrize(
    ("value", "said"), [(0.0625, "0.0625"), (0.25, "0.25"), (1, "1"), (0, "0"), (0.228125, "0.2281")]
)
def test_a_score_in_words(value, said):
    assert decimals(value) == said
