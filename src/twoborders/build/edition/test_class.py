"""What a class's copy of the kit must do on this computer; pytest runs the lessons and the exercises beside it."""

import contextlib
import io
import re
from collections.abc import Callable

from twoborders import check, load, questions, solution, tables


def said(show: Callable[[str], object], question_id: str) -> str:
    """Return what a call shows of a question."""
    with contextlib.redirect_stdout(io.StringIO()) as stream:
        show(question_id)
    return stream.getvalue()


def test_every_table_opens() -> None:
    assert not [name for name in tables.names() if load(name).empty]


def test_every_question_says_that_it_waits_for_an_answer() -> None:
    waits = re.compile(r"\d\d-\d+\. Not attempted, 0 of \d+ points?\.")
    assert not [each for each in questions.ids() if not waits.match(said(check, each))]


def test_no_question_gives_its_answer_away() -> None:
    asked = map(questions.get, questions.ids())
    assert not [each.id for each in asked if each.right or each.why or each.mistakes]
    assert not [each for each in questions.ids() if "closed in this edition" not in said(solution, each)]
