"""Games: known games have the equilibria that textbooks give, and the kit's game those worked out by hand."""

import itertools

import pytest

from twoborders.models.game import CHOICES, EFFORT, play, two_level_game

pytestmark = pytest.mark.quick

QC, QH, CC, CH = range(4)


def test_the_choices_in_order():
    assert CHOICES == (("quarrel", "cooperate"), ("quarrel", "hold back"), ("calm", "cooperate"), ("calm", "hold back"))


@pytest.mark.parametrize(
    ("first", "second", "equilibria"),
    [
        # The prisoner's dilemma: both defect, and both would be better off otherwise.
        ([[3, 0], [5, 1]], [[3, 5], [0, 1]], [(1, 1)]),
        # Two ways to meet.
        ([[2, 0], [0, 1]], [[1, 0], [0, 2]], [(0, 0), (1, 1)]),
        # Matching pennies: no pair of choices stays.
        ([[1, -1], [-1, 1]], [[-1, 1], [1, -1]], []),
        # All the same: everywhere.
        ([[0, 0]], [[0, 0]], [(0, 0), (0, 1)]),
    ],
)
def test_games_of_the_textbook(first, second, equilibria):
    assert play(first, second).equilibria == equilibria


def test_tables_must_have_the_same_shape():
    with pytest.raises(ValueError, match="same rows and columns"):
        play([[1, 2]], [[1], [2]])
    with pytest.raises(ValueError, match="same rows and columns"):
        play([1, 2], [1, 2])


def test_payoffs_by_hand():
    game = two_level_game(3, 4, 1, 2)
    # Both quarrel, both cooperate: home, two gains, the effort, two quarrels at their simple harm.
    assert (game.first[QC, QC], game.second[QC, QC]) == (3 + 2 - 2 - 4, 4 + 2 - 2 - 4)
    # Both calm and nobody does anything.
    assert (game.first[CH, CH], game.second[CH, CH]) == (0, 0)
    # The first quarrels and holds back, the second is calm and cooperates: one gain, one quarrel, harm doubled.
    assert (game.first[QH, CC], game.second[QH, CC]) == (3 + 1 - 4, 1 - 2 - 4)


def test_both_governments_are_treated_alike():
    for weights in itertools.product(range(3), range(3), range(4), range(3)):
        game, mirrored = two_level_game(*weights), two_level_game(weights[1], weights[0], *weights[2:])
        assert (game.first == mirrored.second.T).all()
        assert (game.second == mirrored.first.T).all()


def test_each_equilibrium_is_one_and_no_other_cell_is():
    for weights in itertools.product(range(0, 7, 2), range(0, 7, 3), range(0, 6), range(0, 5)):
        game = two_level_game(*weights)
        for row, column in itertools.product(range(4), range(4)):
            stays = all(game.first[other, column] <= game.first[row, column] for other in range(4)) and all(
                game.second[row, other] <= game.second[row, column] for other in range(4)
            )
            assert stays == ((row, column) in game.equilibria)


def test_a_quarrel_above_cooperation_is_the_only_one_where_both_conditions_hold():
    """Gain at home above the harm for both, and a gain from cooperation above its effort."""
    for weights in itertools.product(range(7), range(7), range(6), range(5)):
        home_first, home_second, gain, harm = weights
        only = two_level_game(*weights).equilibria == [(QC, QC)]
        assert only == (min(home_first, home_second) > harm and gain > EFFORT)
