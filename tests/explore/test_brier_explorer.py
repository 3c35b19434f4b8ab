"""The explorer of the score: its goal, its sentence and its picture."""

import pytest
from positions import at, reply

from twoborders import explore
from twoborders.models.score import BRIER, PLAIN


@pytest.fixture(scope="module")
def brier():
    return explore.brier()


def test_only_the_share_that_came_true_is_the_answer(brier):
    found = []
    for state in brier.states():
        reached, message = brier.goal.reply(state, brier.at(state).result)
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


def test_the_picture_says_that_it_is_a_model(brier):
    assert "a model, not data" in at(brier)[1].alt
    assert brier.source.startswith("Model, not data")


def test_the_rows_are_the_result(brier):
    rows = at(brier, said_pct=80, right=3)[1].rows
    assert [row["penalty"] for row in rows["forecasts"]] == pytest.approx([0.04, 0.04, 0.04, 0.64])
    assert [row["label"] for row in rows["forecasts"]][2:] == ["true\n0.04", "false\n0.64"]
    assert {row["who"]: row["said"] for row in rows["scores"]} == {"you": 80, "always 50": 50, "always 100": 100}
    # Three times 0.04 and once 0.64, over four.
    assert rows["yours"][0]["score"] == pytest.approx(0.19)
    scores = {row["who"]: row["score"] for row in at(brier, said_pct=80, right=1)[1].rows["scores"]}
    assert scores["always 50"] == 0.25 and scores["always 100"] == 0.75


def test_the_curve_is_drawn_where_the_lowest_score_is_found_and_not_before(brier):
    """The goal can be seen: the learner's own point sinks on the way; the lowest of all is drawn at the goal alone."""
    own = {}
    for said in range(0, 101, 5):
        rows = at(brier, said_pct=said)[1].rows
        own[said] = next(row["score"] for row in rows["scores"] if row["who"] == "you")
        assert bool(rows["curve"]) is (said == 75)
    assert min(own, key=own.get) == 75
    curve = at(brier, said_pct=75)[1].rows["curve"]
    assert {row["said"]: row["score"] for row in curve} == own
    assert [bool(at(brier, said_pct=said, rule=PLAIN)[1].rows["curve"]) for said in (75, 95, 100)] == [0, 0, 1]
