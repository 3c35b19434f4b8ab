"""What a beginner is told: two wrong attempts at each question of exercises 01 to 03, in attempts.txt."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from test_by_name import told

HERE = Path(__file__).parent
EXERCISES = HERE.parents[1] / "exercises"
LEAST_TOLD = 0.9
"""So large a part of the attempts must be told what to do next."""

HEAD = re.compile(r"^=== (?P<question>\d\d-\d+)(?P<generic>, generic)?: (?P<what>.+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Attempt:
    question: str
    what: str
    is_generic: bool
    code: str
    error: tuple[str, ...]
    check: tuple[str, ...]


def _attempts():
    _, *parts = HEAD.split((HERE / "attempts.txt").read_text(encoding="utf-8"))
    for question, generic, what, body in zip(*[iter(parts)] * 4, strict=True):
        code, error, check = re.fullmatch(r"(.+?)(?:--- error\n(.+?))?--- check\n(.+)", body, re.DOTALL).groups()
        words = [tuple((part or "").strip().splitlines()) for part in (error, check)]
        yield Attempt(question, what, bool(generic), code.strip("\n"), *words)


ATTEMPTS = list(_attempts())


def _given(question):
    """The cells that the learner has run before: the set-up, and those that the question gives."""
    notebook = json.loads((EXERCISES / f"{question[:2]}_exercise.ipynb").read_text(encoding="utf-8"))
    cells = {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"}
    mine = (f"{question}-draft", f"{question}-table", f"{question}-chart")
    return [source for name, source in cells.items() if name == "setup" or name in mine]


@pytest.fixture(scope="module")
def said():
    """What the answer cell shows and what check says, for each attempt."""
    notebooks = [[*_given(one.question), one.code, f'check("{one.question}")'] for one in ATTEMPTS]
    return {one: cells[-2:] for one, cells in zip(ATTEMPTS, told(*notebooks), strict=True)}


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda one: f"{one.question}: {one.what}")
def test_a_beginner_is_told_what_to_do_next(attempt, said):
    shown, checked = said[attempt]
    assert "Right," not in checked and attempt.check
    assert ("Python " in shown) == bool(attempt.error), shown
    assert all(words in shown for words in attempt.error), shown
    assert all(words in checked for words in attempt.check), checked


def test_nearly_all_are_told_and_each_question_has_two():
    questions = [one.question for one in ATTEMPTS]
    assert sorted(questions) == sorted(2 * _questions()), "two attempts for each question"
    assert sum(not one.is_generic for one in ATTEMPTS) >= LEAST_TOLD * len(ATTEMPTS)


def _questions():
    lessons = [json.loads((EXERCISES / f"{number}_exercise.ipynb").read_text()) for number in ("01", "02", "03")]
    ids = [cell["id"] for notebook in lessons for cell in notebook["cells"]]
    return [name.removesuffix("-question") for name in ids if name.endswith("-question")]
