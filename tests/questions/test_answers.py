"""Answers as learners write them, each with the outcome that is fair and what the message must say.

The files in ``answers/`` hold them as plain text. A line begins an answer:

    ## 03-7 | not yet | wrong base | month before

that is the question, the outcome, what is seen, and words of the message (both may be left out). What is seen is the
name of a mistake, ``symptom`` where the message tells what is wrong with this answer without a name, or ``generic``.
The code below it runs in the exercise's own room, after its set-up cell and the cells that a question gives.
"""

import ast
import contextlib
import copy
import functools
import io
import json
import re
from pathlib import Path
from typing import NamedTuple

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
import pytest

from twoborders import questions
from twoborders.tables import ROOT

FOLDER = Path(__file__).parent / "answers"
OUTCOMES = ("right", "partly", "not yet", "not attempted", "to mark")
SEEN = ("symptom", "generic")


class Answer(NamedTuple):
    question: str
    outcome: str
    seen: str
    words: str
    code: str

    @property
    def is_wrong(self) -> bool:
        return self.outcome in ("partly", "not yet")


def read(path):
    """Return the answers of a file, in order."""
    answers = []
    for block in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, _, code = block.partition("\n")
        fields = [field.strip() for field in head.split("|", 3)]
        fields += [""] * (4 - len(fields))
        assert fields[1] in OUTCOMES, f"{path.name}: {head}"
        answers.append(Answer(*fields, code.strip()))
    return answers


ANSWERS = [answer for path in sorted(FOLDER.glob("*.txt")) for answer in read(path)]
WRONG = [answer for answer in ANSWERS if answer.is_wrong]


@functools.cache
def room(lesson):
    """Run the set-up cell of an exercise and the cells that its questions give; return the names that these leave."""
    path = ROOT / f"exercises/{lesson}_exercise.ipynb"
    names = {}
    for cell in nbformat.read(path, 4).cells:
        marks = cell.metadata.get("nbgrader", {})
        is_given = (
            cell.cell_type == "code"
            and not marks.get("solution")
            and not re.search(r"\b(check|progress)\(", cell.source)
        )
        if is_given:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(cell.source, path.name, "exec"), names)
    plt.close("all")
    return names


def verdict(answer):
    """Run an answer and judge it as the grader does, through JSON text."""
    question = questions.get(answer.question)
    names = {
        name: value.copy() if isinstance(value, pd.DataFrame) else value if callable(value) else shallow(value)
        for name, value in room(question.lesson).items()
    }
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(answer.code, f"{answer.question}", "exec"), names)
    text = json.dumps(questions.describe(names.get(question.answer, ...), question), allow_nan=False)
    plt.close("all")
    return questions.judge(answer.question, json.loads(text))


def shallow(value):
    try:
        return copy.copy(value)
    except TypeError:
        return value


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda one: f"{one.question} {one.seen or one.outcome}")
@pytest.mark.filterwarnings("ignore")
def test_an_answer_gets_what_is_fair(answer):
    found = verdict(answer)
    assert found.outcome == answer.outcome, f"{answer.code}\n{found}"
    assert answer.words.casefold() in found.message.casefold(), f"{answer.code}\n{found}"
    if answer.is_wrong and answer.seen not in (*SEEN, ""):
        assert found.mistake == answer.seen, f"{answer.code}\n{found}"
    if answer.seen == "symptom":
        assert answer.words, "what the message says of a symptom stands in the last field"


def test_three_of_four_wrong_answers_hear_what_is_wrong():
    told = [answer for answer in WRONG if answer.seen and answer.seen != "generic"]
    assert len(told) >= 0.75 * len(WRONG)


@pytest.mark.parametrize("question_id", [one for one in questions.ids() if (FOLDER / f"{one[:2]}.txt").exists()])
def test_each_question_has_right_and_wrong_answers(question_id):
    outcomes = [answer.outcome for answer in ANSWERS if answer.question == question_id]
    if questions.get(question_id).kind == "argue":
        assert "to mark" in outcomes
    else:
        assert outcomes.count("right") >= 3
        assert len([one for one in outcomes if one in ("partly", "not yet")]) >= 3


def test_each_answer_is_code():
    for answer in ANSWERS:
        ast.parse(answer.code)
