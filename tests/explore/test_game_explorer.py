"""The explorer of the two governments: its goal and its picture."""

import numpy as np
import pytest
from positions import at, reply

from twoborders import explore


@pytest.fixture(scope="module")
def game():
    return explore.game()


def test_the_start_treats_both_alike_and_has_two_equilibria(game):
    first, second = game.controls[:2]
    assert (first.low, first.high, first.default) == (second.low, second.high, second.default)
    sentence = at(game)[1].sentence
    assert "2 equilibria" in sentence
    assert "both quarrel and cooperate (-1 and -1); both stay calm and hold back (0 and 0)." in sentence


def test_more_gain_from_cooperation_reaches_the_goal_and_more_harm_ends_it(game):
    reached = {
        (gain, harm): reply(game, gain=gain, harm=harm)[0]
        for gain in game.controls[2].values()
        for harm in game.controls[3].values()
    }
    assert [gain for gain in game.controls[2].values() if reached[gain, 2]] == [3, 4, 5]
    assert [harm for harm in game.controls[3].values() if reached[3, harm]] == [0, 1, 2]


def test_each_reply_says_what_is_missing(game):
    assert "one of 2" in reply(game)[1]
    assert "to cooperate alone?" in reply(game)[1]
    assert "calm is as good" in reply(game, gain=3, harm=3)[1]
    assert "to cooperate alone?" in reply(game, gain=1, harm=3, home_us=5, home_mexico=5)[1]
    assert "costs more than it gains" in reply(game, home_us=1, gain=5)[1]
    assert "costs more than it gains" in reply(game, home_mexico=1, gain=5)[1]
    assert reply(game, gain=0, harm=0)[1].startswith("To hold back is the better answer")
    # A quarrel that gains what it costs, here nothing, is not what keeps the goal away.
    assert reply(game, gain=0, harm=0, home_us=0, home_mexico=0)[1].startswith("To hold back is the better answer")


def test_the_reply_shows_the_weights(game):
    reached, message = reply(game, home_us=5, gain=4)
    assert reached
    assert "(5 and 3)" in message
    assert "(4)" in message


def test_the_picture_says_that_it_is_a_model(game):
    assert "a model, not data" in at(game)[1].alt
    assert "A model, not data. The weights are invented" in game.source


def test_the_rows_of_the_picture_are_the_result(game):
    for changes in ({}, {"gain": 3}, {"gain": 0, "harm": 0, "home_us": 0, "home_mexico": 0}, {"harm": 4, "home_us": 6}):
        view = at(game, **changes)[1]
        cells = {(row["row"], row["column"]): row for row in view.rows["cells"]}
        assert len(cells) == len(view.rows["cells"]) == 16
        for place, cell in cells.items():
            shown = [int(cell[who].replace("\N{MINUS SIGN}", "-")) for who in ("us", "mexico")]
            assert shown == [view.result.first[place], view.result.second[place]]
        for best, column in (("us_best", view.result.first_best), ("mexico_best", view.result.second_best)):
            assert {place for place, cell in cells.items() if cell[best]} == set(map(tuple, np.argwhere(column)))
        framed = [place for place, cell in cells.items() if cell["equilibrium"]]
        assert framed == view.result.equilibria


def test_the_payoffs_of_the_start(game):
    """By hand: both quarrel and cooperate: 3 at home, 2 from cooperating less the effort of 2, less 2 times 2: -1."""
    cells = {(row["row"], row["column"]): (row["us"], row["mexico"]) for row in at(game)[1].rows["cells"]}
    assert cells[0, 0] == ("\N{MINUS SIGN}1", "\N{MINUS SIGN}1")
    # Both calm and holding back: nothing is gained and nothing lost.
    assert cells[3, 3] == ("0", "0")
    # The US quarrels and holds back, Mexico is calm and cooperates: 3 + 1 - 4 and 1 - 2 - 4.
    assert cells[1, 2] == ("0", "\N{MINUS SIGN}5")


def test_the_picture_shows_the_goal(game):
    framed = [(row["row"], row["column"]) for row in at(game, gain=3)[1].rows["cells"] if row["equilibrium"]]
    assert framed == [(0, 0)]


def test_many_equilibria_are_counted(game):
    sentences = [game.at(state).sentence for state in game.states()]
    assert any("equilibria: see the frames in the table." in sentence for sentence in sentences)
