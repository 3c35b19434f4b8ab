"""General mistakes: the one relation of all numbers of an answer to the right ones."""

import math

import pytest

from twoborders.questions.comparing.relations import GENERAL, relation

pytestmark = pytest.mark.quick


def name(given, right, unit="per cent"):
    found = relation([list(zip(given, right, strict=True))], unit)
    return found and found.name


SEEN = {
    "share for per cent": ([0.684], [68.4], "per cent"),
    "per cent for share": ([68.4], [0.684], "share"),
    "wrong sign": ([12.5, -3], [-12.5, 3], ""),
    "sign lost": ([12.5, 3], [-12.5, 3], ""),
    "100 more": ([224.2], [124.2], "per cent"),
    "how many times": ([2.242], [124.2], "per cent"),
    "the rest": ([31.6], [68.4], "per cent"),
    "upside down": ([125], [80], "per cent"),
    "10 times too large": ([1200, 50], [120, 5], "people"),
    "12 times too small": ([10, 25], [120, 300], "people"),
    "1,000 times too small": ([0.12], [120], "people"),
    "1,000,000 times too large": ([5e6], [5], "USD million"),
    "divided by the rest": ([216.56], [68.41], "per cent"),
    "one factor": ([12, 24, 36.05], [10, 20, 30], "people"),
    "rounded": ([12.3, 15.1], [12.345, 15.149], "people"),
    "other places": ([3, 1, 2], [1, 2, 3], ""),
    "running total": ([5, 7, 15], [5, 2, 8], ""),
    "some signs wrong": ([12.5, 3, -4], [12.5, -3, -4], ""),
    "100 less": ([24.2], [124.2], "per cent"),
    "square": ([10.25], [3.2016], "people"),
    "square root": ([1.5, 2.5], [2.25, 6.25], ""),
    "shares of the total": ([10, 20, 30, 40], [3, 6, 9, 12], "people"),
    "one difference": ([13.5, 15, 24], [3.5, 5, 14], "people"),
    "one place off": ([9, 5, 2, 8, 3], [5, 2, 8, 3, 7], ""),
    "changes": ([None, -3, 6, -5, 4], [5, 2, 8, 3, 7], ""),
    "ranks": ([3, 1, 4, 2], [8, 90, 7, 12], "people"),
    "one number everywhere": ([5, 5, 5], [4, 5, 6], "people"),
    "numbers lost": ([5, None, 8], [5, 2, 8], "people"),
    "a number for no value": ([5, 0, 8], [5, None, 8], "people"),
    "the opposite": ([True, False, True], [False, True, False], ""),
}


@pytest.mark.parametrize("mistake", SEEN)
def test_each_is_seen(mistake):
    given, right, unit = SEEN[mistake]
    assert name(given, right, unit) == mistake


@pytest.mark.parametrize(
    ("given", "right", "unit"),
    [
        ([0.684], [0.684], "per cent"),
        ([68.35], [68.4], "per cent"),  # rounded right answers agree, to within the nearness
        ([12], [50], "people"),
        ([0.7], [68.4], "per cent"),
        ([80], [8], ""),  # a rank has no unit, and no factor
        ([0, 0], [0.4, 0.3], "people"),  # nothing is left of these
        ([1.2, 2.4], [1, 2], "people"),  # two numbers can have one factor by chance
        ([12, 24, 36], [10, 20, 30], ""),
        ([125], [80], "people"),  # only parts of a whole can be upside down
        ([31.6], [68.4], "people"),
        ([12], [12.3], "people"),  # one number alone may be rounded as the question says
        ([1, 2, 4], [1, 2, 3], ""),
        ([120, 50], [12, 7], "people"),  # a factor for one, none for the other
        ([math.nan], [3], "people"),
        (["a"], [3], "people"),
        ([True], [100], "per cent"),
        ([], [], "per cent"),
        ([5], [0], "people"),
        ([12.4], [112.2], "per cent"),  # near is not enough for one number alone
        ([4], [2], "people"),
        ([4], [16], "people"),
        ([4, 1], [2, 1], "people"),
        ([-0.7], [68.4], "per cent"),
        ([100.1, 100, 100.2], [100, 100.1, 100.21], "people"),  # numbers so alike stand at no other places
        ([5, None, 9], [5, 2, 8], "people"),
        ([None, None], [5, 2], "people"),
        ([True, True], [False, True], ""),
        (["a", "b"], ["a", "b"], ""),
        (["a", "b"], ["c", "a"], ""),
    ],
)
def test_nothing_is_seen_where_nothing_is(given, right, unit):
    assert name(given, right, unit) is None


def test_a_rounded_answer_still_shows_its_relation():
    assert name([0.68], [68.05]) == "share for per cent"
    assert name([0.69], [68.05]) is None


def test_numbers_may_be_cut_up_or_down_and_a_division_turned_whatever_it_counts():
    assert name([8, 4], [7.14, 3.33], "months") == name([7, 3], [7.64, 3.93], "months") == "rounded"
    assert name([200, 50, 25], [5, 20, 40], "people") == "upside down"


@pytest.mark.parametrize(
    ("given", "right", "unit", "words"),
    [
        ([1.462], [68.4], "per cent", ("upside down", "a share, where 1 is the whole")),
        ([0.316], [68.4], "per cent", ("the rest", "a share, where 1 is the whole")),
        ([-0.684], [68.4], "per cent", ("wrong sign", "a share")),
        ([2.94], [66.004], "per cent", ("the rest", "upside down", "a share")),
        ([-1200, 500], [1.2, -0.5], "people", ("wrong sign", "1,000 times too large")),
    ],
)
def test_several_slips_are_said_one_after_the_other(given, right, unit, words):
    found = relation([list(zip(given, right, strict=True))], unit)
    assert found.name == "several slips at once"
    assert all(word in found.message for word in words)


def test_what_some_places_show_is_said_beside_the_place():
    assert relation([[(5, 5), (None, 2)]], "people").places
    assert not relation([[(-5, 5), (-2, 2)]], "people").places


def test_words_may_be_exchanged():
    assert name(["south", "north", "south"], ["north", "south", "north"]) == "the opposite"


def test_all_series_must_show_the_same():
    share, other = [(0.5, 50), (0.25, 25)], [(40, 40), (3, 3)]
    assert relation([share, share], "per cent").name == "share for per cent"
    assert relation([share, other], "per cent") is None
    # Each series has its own places.
    first, second = [(2, 1), (1, 2)], [(7, 9), (9, 7)]
    assert relation([first, second], "").name == "other places"


def test_a_series_without_numbers_says_nothing_and_hides_nothing():
    assert relation([[(None, 3)], [(0.5, 50)]], "per cent").name == "share for per cent"
    assert relation([[(None, 3)]], "per cent") is None


def test_each_has_a_name_of_its_own_a_sentence_and_a_question():
    assert len({one.name for one in GENERAL}) == len(GENERAL)
    for one in GENERAL:
        assert one.message.endswith(".")
        assert one.ask.endswith("?")
