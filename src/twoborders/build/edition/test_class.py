"""What a class's copy of the kit must do on this computer; pytest runs the lessons and the exercises beside it."""

import re

import pytest

from twoborders import check, load, questions, solution, tables


@pytest.mark.parametrize("name", tables.names())
def test_a_table_opens(name: str) -> None:
    assert len(load(name)) > 0


@pytest.mark.parametrize("question_id", questions.ids())
def test_a_question_says_what_it_wants(question_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    check(question_id)
    said = capsys.readouterr().out
    assert re.match(rf"{question_id}\. Not attempted, 0 of \d+ points?\.", said), said


@pytest.mark.parametrize("question_id", questions.ids())
def test_no_answer_is_given_away(question_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    question = questions.get(question_id)
    assert question.right is None and not (question.why or question.mistakes)
    solution(question_id)
    assert "closed in this edition" in capsys.readouterr().out
