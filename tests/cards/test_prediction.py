"""A guess that is kept: what the card says before and after, what is stored, and what lesson 07 gets of it."""

import pytest

from twoborders import questions
from twoborders.cards import prediction
from twoborders.cards.prediction import LEAST, Prediction, my_predictions, predict
from twoborders.work import store

pytestmark = [pytest.mark.quick, pytest.mark.usefixtures("work_folder")]

WORDS = {
    "prompt": "How many of ten claims hold a number?",
    "choices": ("2", "4", "8"),
    "right": "4",
    "after": "with_number",
    "seen": "22 of 52 claims.",
}


@pytest.fixture
def asked():
    return Prediction("00-p1", **WORDS)


def test_a_guess_is_kept(asked):
    assert asked.keep("8", 75) == "Your guess is kept. Now run the cells below."
    again = Prediction("00-p1", **WORDS)
    assert again.kept() == {"guess": "8", "sure": 75, "right": False}


def test_a_guess_cannot_be_changed_once_it_is_kept(asked):
    asked.keep("8", 75)
    assert "first guess is kept" in asked.keep("4", 99)
    assert asked.kept()["guess"] == "8"


def test_the_cell_that_shows_the_figure_ends_the_guessing(asked):
    heard = []
    asked.on_ran = lambda: heard.append("shown")
    asked.ran("print(1)")
    assert heard == []
    asked.ran("with_number = 22")
    asked.ran("with_number")
    assert heard == ["shown"]


@pytest.mark.parametrize(
    "entry", [{"guess": "9", "sure": 75}, {"guess": "4", "sure": 33}, {"guess": ["4"], "sure": {}}, {}]
)
def test_a_strange_entry_in_the_file_counts_as_no_guess(asked, entry):
    store.keep("predictions", "00-p1", entry)
    assert asked.kept() == {}


def test_a_prediction_without_its_right_choice_is_refused():
    with pytest.raises(ValueError, match="00-p1 has no choice 5"):
        Prediction("00-p1", **WORDS | {"right": "5"})


def test_few_guesses_are_scored_as_those_of_an_invented_learner(asked, monkeypatch, capsys):
    monkeypatch.setattr(questions, "prediction_ids", lambda: ["00-p1"])
    asked.keep("4", 75)
    table = my_predictions()
    assert "Guesses kept: 1; 5 are needed." in capsys.readouterr().out
    assert list(table.columns) == ["prediction", "probability", "right"]
    assert table["prediction"].str.startswith("example").all()


def test_enough_guesses_are_one_s_own(monkeypatch, capsys):
    ids = [f"00-p{i}" for i in range(1, LEAST + 1)]
    monkeypatch.setattr(questions, "prediction_ids", lambda: ids)
    for i, each in enumerate(ids):
        Prediction(each, **WORDS).keep("4" if i else "2", 90)
    store.keep("predictions", "00-p1-old", {"guess": "2", "sure": 90})
    table = my_predictions()
    assert capsys.readouterr().out == ""
    assert table["right"].tolist() == [False] + [True] * (LEAST - 1)
    assert set(table["probability"]) == {0.9}


def test_every_prediction_of_the_kit_can_be_asked():
    for each in questions.prediction_ids():
        assert predict(each).seen
    with pytest.raises(questions.QuestionError, match="no question"):
        predict("00-p99")


def test_the_invented_learner_is_neither_perfect_nor_hopeless():
    right = [hit for _, hit in prediction.EXAMPLE]
    assert 0 < sum(right) < len(right)
