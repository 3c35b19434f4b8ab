"""Answers on fresh figures: what is computed as asked is right on any tables, and what is typed in is not."""

import functools
import json
from types import CodeType

import matplotlib.pyplot as plt
import pytest

import twoborders
from twoborders import questions
from twoborders.questions.core import expected
from twoborders.tables import ROOT, load, loader
from twoborders.tables.fresh import DEFAULT_SEED, write_fresh

ASKED = questions.ids()

# Their answers rest on no figure of the tables: functions but for one that scores statements on trade, names that the
# days decide, tables in the notebook; rows and claims that the warm-up counts.
WITHOUT_FIGURES = {
    *(one for one in ASKED if questions.get(one).kind == "function" and one != "07-10"),
    *({"03-5", "04-8", "06-2", "07-1", "07-3", "00-3", "00-5", "00-6", "00-9", "00-10"} & set(ASKED)),
}
READ_OFF = {question_id for question_id in ASKED if questions.get(question_id).read_off}


@functools.cache
def solutions() -> tuple[CodeType, ...]:
    """The code of each solution notebook."""
    found = []
    for path in sorted(ROOT.glob("solutions/*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        found.append(compile(source, path.name, "exec"))
    return tuple(found)


def kept(read):
    """A load that reads each table once: the questions ask for the same ones again and again."""
    read_once = functools.cache(read)
    return lambda name, as_of=None: read_once(name, as_of).copy()


def answers(load_from) -> dict[str, dict]:
    """Run all solutions on the tables that ``load_from`` gives; the description of each answer, by question."""
    found = {}

    names = {}

    def check(question_id):
        question = questions.get(question_id)
        described = questions.describe(names[question.answer], question)
        found[question_id] = json.loads(json.dumps(described, allow_nan=False))
        plt.close("all")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(twoborders, "load", load_from)
        patch.setattr(twoborders, "check", check)
        patch.setattr(twoborders, "progress", lambda *_: None)
        patch.setattr(twoborders, "show", lambda *_, **__: plt.close("all"))  # as a notebook does after a cell
        for code in solutions():
            names.clear()
            exec(code, names)
    return found


@pytest.fixture
def load_fresh(request, tmp_path):
    write_fresh(tmp_path, request.param)
    return kept(loader(tmp_path))


@pytest.mark.parametrize("load_fresh", range(20), indirect=True)
def test_every_solution_is_right_on_fresh_tables(load_fresh):
    verdicts = {
        question_id: questions.judge(question_id, answer, load=load_fresh)
        for question_id, answer in answers(load_fresh).items()
    }
    assert list(verdicts) == ASKED
    wrong = {one: verdict.message for one, verdict in verdicts.items() if verdict.outcome not in ("right", "to mark")}
    assert wrong == {}


@pytest.mark.parametrize("load_fresh", [DEFAULT_SEED], indirect=True)
def test_with_the_default_seed_every_typed_in_answer_is_seen(load_fresh):
    typed_in = answers(kept(load))
    assert {questions.judge(one, answer).outcome for one, answer in typed_in.items()} == {"right", "to mark"}
    outcomes = {one: questions.judge(one, answer, load=load_fresh).outcome for one, answer in typed_in.items()}
    still_right = {one for one, outcome in outcomes.items() if outcome == "right"}
    assert still_right - READ_OFF == WITHOUT_FIGURES


@pytest.mark.parametrize("load_fresh", range(2), indirect=True)
def test_every_mistake_and_every_other_year_can_be_computed_on_fresh_tables(load_fresh):
    """An example that stops there would keep a wrong answer from being judged."""
    for question in map(questions.get, questions.ids()):
        for mistake in question.mistakes:
            assert expected(question, mistake.example, load_fresh)["kind"] != "error", mistake.name
        for given, _, compute in question.neighbours:
            assert expected(question, compute, load_fresh)["kind"] != "error", given


def test_only_names_are_read_off():
    """A number, a table or a figure has to be computed: typing it in is what fresh figures are to show.

    In the warm-up the typing is the exercise: a first subtraction, a list.
    """
    assert READ_OFF
    assert {questions.get(each).kind for each in READ_OFF if not each.startswith("00")} == {"text"}
