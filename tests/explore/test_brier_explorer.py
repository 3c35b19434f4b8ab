"""The explorer of the score: its goal, its sentence and its picture."""

import itertools

import pytest
from positions import at, reply

from twoborders import explore
from twoborders.charts.marks import marks
from twoborders.models.score import BRIER, PLAIN


@pytest.fixture(scope="module")
def brier():
    return explore.brier()


def test_only_the_share_that_came_true_is_the_answer(brier):
    found = []
    for state in brier.states():
        reached, message = brier.goal.reached(state, brier.at(state).result)
        if reached:
            found.append(state)
        elif state["rule"] == BRIER and state["right"] == 3:
            assert ("more than came true" if state["said_pct"] > 75 else "less than came true") in message
    assert found == [{"said_pct": 75, "right": 3, "rule": BRIER}]


def test_the_answer_sends_the_learner_on_to_the_plain_difference(brier):
    reached, message = reply(brier, said_pct=75)
    assert reached
    assert "0.1875" in message
    # What it says of the other penalty is so.
    scores = {said: at(brier, said_pct=said, rule=PLAIN)[1].result["score"] for said in (75, 95, 100)}
    assert scores[100] == min(scores.values())


def test_the_plain_difference_is_not_said_to_reward_anybody_where_all_numbers_score_the_same(brier):
    assert "goes to the end" not in reply(brier, rule=PLAIN, right=2)[1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"right": 4}, "you have 4"),
        ({"rule": PLAIN}, "lies at 100 per cent"),
        ({"rule": PLAIN, "right": 2}, "every number from 0 to 100 per cent"),
        ({"rule": PLAIN, "right": 1}, "lies at 0 per cent"),
    ],
)
def test_another_control_that_moved_is_told(brier, changes, words):
    reached, message = reply(brier, said_pct=75, **changes)
    assert not reached
    assert words in message


def test_the_sentence_of_the_start(brier):
    sentence = at(brier)[1].sentence
    for part in ("Model, not data", "95 per cent", "3 came true", "Brier score is 0.2275", "50 for each has 0.25"):
        assert part in sentence
    assert "mean of the plain differences is 0.275" in at(brier, rule=PLAIN)[1].sentence


def test_the_chart_says_that_it_is_a_model(brier):
    view = at(brier)[1]
    assert "Model, not data" in view.picture.alt
    assert sum("Model, not data" in text.get_text() for text in brier.chart.figure.texts) == 2
    assert "A model, not data" in brier.printed().caption


def test_the_chart_shows_the_result(brier):
    _state, view = at(brier, said_pct=80, right=3)
    single, all_steps = marks(brier.chart.figure)["axes"]
    heights = [bar["value"] for bar in single["bars"]]
    assert heights == pytest.approx([0.04, 0.04, 0.04, 0, 0, 0, 0, 0.64])
    assert all_steps["lines"][0]["y"] == pytest.approx(view.result["scores"])
    *_, half, certain, said = brier.chart.figure.axes[1].lines
    assert said.get_xydata().tolist() == [[80, pytest.approx(0.19)]]
    at(brier, said_pct=80, right=1)
    assert half.get_xydata().tolist() == [[50, 0.25]]
    assert certain.get_xydata().tolist() == [[100, 0.75]]


def test_no_name_lies_outside_or_on_another(brier):
    chart = brier.chart
    renderer = chart.figure.canvas.get_renderer()
    single, all_steps = chart.figure.axes
    legend = all_steps.get_legend().get_window_extent(renderer)
    assert all_steps.get_window_extent().contains(*legend.get_points()[0])
    for state in brier.states():
        brier.at(state)
        boxes = [text.get_window_extent(renderer) for text in single.texts]
        assert all(box.y1 <= single.get_window_extent().y1 for box in boxes)
        assert not any(one.overlaps(other) for one, other in itertools.pairwise(boxes))
        points = all_steps.transData.transform(all_steps.lines[0].get_xydata())
        assert not any(legend.contains(*point) for point in points)
