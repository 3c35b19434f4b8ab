"""Judging: whatever crosses from a room as an answer, the grader has its verdict soon, and for that question alone."""

import pytest

from twoborders import questions, tables
from twoborders.grade.marking.align import Aligned, Master, RunCell
from twoborders.grade.marking.judging import judged, run_notes, verdicts
from twoborders.grade.marking.run import CellRun, Run
from twoborders.grade.sandbox.inside.limits import Limits

MARKS = "e" + "\u0301" * 60_000
SAME_HASH = [(2**61 - 1) * number for number in range(1, 1_000)]


def nested(depth: int) -> list:
    inner: list = []
    for _ in range(depth):
        inner = [inner]
    return inner


def items(*found) -> dict:
    return {"kind": "list", "type": "list", "n": len(found), "items": list(found)}


def figure(*panels: dict) -> dict:
    empty = {name: [] for name in ("xticklabels", "yticklabels", "bars", "lines", "points", "texts", "legend")}
    words = dict.fromkeys(("title", "xlabel", "ylabel"), "")
    return {"kind": "figure", "axes": [{**empty, **words, **panel} for panel in panels]}


def line(xs: list) -> dict:
    return {"label": "", "x": xs, "y": [1] * len(xs)}


FORGED = {
    "accents without end": items(MARKS),
    "a text of accents": {"kind": "text", "value": MARKS, "words": 1},
    "marks that come apart": items(*["\u0f73" * 2_000] * 30),
    "numbers of one hash": items(*SAME_HASH),
    "a figure of one hash": figure({"lines": [line(SAME_HASH)]}),
    "3,000 axes": figure(*[{"lines": [line([1])]}] * 3_000),
    "a bar a colour": figure({"bars": [{"label": "a", "series": str(i), "value": i} for i in range(20_000)]}),
    "points apart": figure({"points": [line([i]) for i in range(5_000)]}),
    "a whole number of 4,000 digits": {"kind": "number", "value": 10**4_000},
    "a text of 20,000 digits": {"kind": "text", "value": "1" * 20_000, "words": 1},
    "digits in items": items("1" * 60_000),
    "nested": items(nested(500)),
    "spaces before a bracket": {"kind": "text", "value": "a" + " " * 19_000 + "(", "words": 1},
    "names of fiscal years": items(*["fy " * 600] * 30),
    "a long name of a column": {"kind": "frame", "columns": [MARKS], "index": 0, "n_rows": 1, "rows": [[1]]},
    "many names beside": {"kind": "number", "value": 1} | {str(number): 1 for number in range(100_000)},
    "a long name beside": {"kind": "number", "value": 1, "x" * 1_000_000: 1},
    "a function of tables": {
        "kind": "function",
        "name": "f",
        "calls": [{"arguments": [], "result": {"kind": "frame", "columns": ["a"], "rows": [[1]] * 1_000}}] * 100,
    },
}
ASKED = {questions.get(each).kind: each for each in questions.ids()}


@pytest.mark.parametrize("name", FORGED)
@pytest.mark.parametrize("kind", ["number", "text", "names", "frame", "figure", "function", "argue"])
def test_no_forged_answer_keeps_the_grader_busy_or_gets_points(name, kind):
    verdict = judged(ASKED[kind], FORGED[name], 3)
    assert verdict["points"] == 0
    assert verdict["outcome"] in ("not yet", "not attempted", "cannot check", "to mark")
    assert len(verdict["message"]) <= 2_000


def test_what_judges_without_end_is_stopped_and_the_next_answer_is_judged():
    def endless(name, as_of=None):
        while True:
            pass

    right = tables.load("timeline")
    stopped = judged("00-10", {"kind": "number", "value": 3}, 1, endless, seconds=0.2)
    assert (stopped["outcome"], stopped["points"]) == ("cannot check", 0)
    assert (
        stopped["message"]
        == "Judging this answer took more than 0.2 seconds and was stopped: a person must look at it."
    )
    assert judged("00-10", {"kind": "number", "value": len(right) + 1}, 1)["outcome"] == "not yet"


def test_a_name_that_was_given_away_is_told_once_for_each_question_and_a_forger_says_nothing():
    def notes(value: object) -> list[str]:
        aligned = Aligned([RunCell("check", 'check("01-1")', "01-1")], [], frozenset())
        return list(run_notes(aligned, Run([CellRun("ran", answer={"value": value})], 0), Limits()))

    assert notes({"kind": "number", "value": 3, "given_back": ["check"]}) == [
        "the code of 01-1 gave the name check to something else; the kit's was used"
    ]
    assert notes({"given_back": ["pd"]}) == ["the code of 01-1 gave the name pd to something else; pandas was used"]
    assert notes({"given_back": ["<script>", 3, ["check"], {}]}) == []
    assert notes({"given_back": "check"}) == notes("check") == notes(None) == []


# Errors in plain words --------------------------------------------------------------------------------


def stopped(error: str) -> str:
    """The message on a question whose answer cell stopped with an error."""
    master = Master("05_x", (), {"05-5": 2.0}, {})
    cells = [RunCell("answer", "x", "05-5"), RunCell("check", "y", "05-5")]
    run = Run([CellRun("stopped", error), CellRun("ran", answer={"problem": "none"})], 0)
    return verdicts(Aligned(cells, [], frozenset()), run, master, Limits(), tables.load)["05-5"]["message"]


@pytest.mark.parametrize(
    ("error", "plain"),
    [
        (
            "TypeError: GroupBy.mean() got an unexpected keyword argument 'value'",
            "mean() knows no value= in its brackets.",
        ),
        ("NameError: name 'sectors' is not defined", "There is no name sectors yet."),
        ("KeyError: 'aprehensions'", "There is nothing under the key 'aprehensions' here."),
        ("ZeroDivisionError: division by zero", "Something is divided by zero."),
    ],
)
def test_a_cell_that_stopped_is_told_in_python_s_words_and_in_plain_ones(error, plain):
    assert stopped(error).startswith(f"The answer cell stopped with {error}. {plain}")


def test_an_error_that_nobody_knows_stands_alone_and_a_long_one_ends():
    assert stopped("OddError: x") == "The answer cell stopped with OddError: x."
    assert len(stopped("NameError: name '" + "x" * 100_000 + "' is not defined")) <= 2_000
