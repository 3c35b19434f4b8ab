"""The explorer of the two governments: its goal and its picture."""

import itertools

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
    assert "the US quarrels and cooperates, Mexico quarrels and cooperates" in sentence
    assert "the US stays calm and holds back, Mexico stays calm and holds back" in sentence


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
    assert "hold back" in reply(game, gain=0, harm=0)[1]


def test_the_reply_shows_the_weights(game):
    reached, message = reply(game, home_us=5, gain=4)
    assert reached
    assert "(5 and 3)" in message
    assert "(4)" in message


def test_the_chart_says_that_it_is_a_model(game):
    assert "Model, not data" in at(game)[1].picture.alt
    assert sum("Model, not data" in text.get_text() for text in game.chart.figure.texts) == 2
    assert "invented" in game.printed().caption


def test_the_chart_shows_the_result(game):
    for changes in ({}, {"gain": 3}, {"gain": 0, "harm": 0, "home_us": 0, "home_mexico": 0}, {"harm": 4, "home_us": 6}):
        _state, view = at(game, **changes)
        result, (axes,) = view.result, game.chart.figure.axes
        numbers = [int(text.get_text().replace("\N{MINUS SIGN}", "-")) for text in axes.texts[2:]]
        assert numbers[0::2] == result.first.ravel().tolist()
        assert numbers[1::2] == result.second.ravel().tolist()
        framed = [place for place, frame in game.chart._frames.items() if frame.get_visible()]
        assert framed == result.equilibria
        circles, squares = (line for line in axes.lines if line.get_linestyle() == "None")
        for marks, best in ((circles, result.first_best), (squares, result.second_best)):
            assert [(int(y), int(x)) for x, y in marks.get_xydata()] == [tuple(place) for place in np.argwhere(best)]
        # The US payoff and its circle stand left in a field, Mexico's and its square right.
        assert all(x % 1 < 0.5 for x in circles.get_xdata())
        assert all(x % 1 > 0.5 for x in squares.get_xdata())


def test_no_text_leaves_its_place(game):
    chart = game.chart
    renderer = chart.figure.canvas.get_renderer()
    (axes,) = chart.figure.axes
    for state in itertools.islice(game.states(), 0, None, 37):
        game.at(state)
        boxes = [text.get_window_extent(renderer) for text in axes.texts]
        boxes += [label.get_window_extent(renderer) for label in (*axes.get_xticklabels(), *axes.get_yticklabels())]
        boxes.append(axes.get_legend().get_window_extent(renderer))
        boxes.append(chart.figure.texts[0].get_window_extent(renderer))
        assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))
        assert all(box.x0 >= 0 and box.x1 <= chart.figure.bbox.x1 for box in boxes)
