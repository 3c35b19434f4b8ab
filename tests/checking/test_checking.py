"""What a learner sees from check, hint, solution and progress."""

import json
import subprocess
import sys

import pytest

from twoborders import check, checking, hint, progress, solution
from twoborders.checking.report import Report
from twoborders.questions import Verdict, get
from twoborders.tables import load


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(checking, "_verdicts", {})
    monkeypatch.setattr(checking, "_hints_given", {})


def test_check_prints_outcome_points_and_a_sentence(capsys):
    assert check("01-1", 68.4) is None
    check("01-1", 0.684)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"01-1. Right, 2 of 2 points. {get('01-1').why}"
    assert lines[1].startswith("01-1. Not yet, 0 of 2 points. What you have is a share")


def test_check_without_a_value_is_not_attempted(capsys):
    check("01-1")
    assert "Not attempted, 0 of 2 points" in capsys.readouterr().out


@pytest.mark.parametrize("question_id", ["9-9", None, 12, ["01-1"]])
def test_an_unknown_question_is_a_message(question_id, capsys):
    check(question_id, 1)
    hint(question_id)
    solution(question_id)
    assert capsys.readouterr().out.count("There is no question") == 3


def test_hints_come_one_at_a_time(capsys):
    for _ in range(4):
        hint("01-1")
    hint("01-1", step=1)
    hint("01-1", step=7)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" for")[0] for line in lines[:5]] == [
        "Hint 1 of 3",
        "Hint 2 of 3",
        "Hint 3 of 3",
        "Hint 3 of 3",
        "Hint 1 of 3",
    ]
    assert "step is 1 to 3" in lines[5]
    assert "This is the last hint." in lines[2]


def test_solution_shows_the_solved_cell_and_no_markers(capsys):
    solution("01-1")
    shown = capsys.readouterr().out
    assert "One way to solve 01-1." in shown
    assert "chiapas_pct = round(" in shown
    assert "SOLUTION" not in shown
    solution("00-1")
    assert "solved in the text of its lesson" in capsys.readouterr().out


def test_the_shown_solution_is_right(capsys):
    solution("01-1")
    code = capsys.readouterr().out.split("\n", 1)[1]
    names = {"border_facts": load("border_facts")}
    exec(code, names)
    check("01-1", names["chiapas_pct"])
    assert "Right" in capsys.readouterr().out


def test_a_class_edition_keeps_the_solutions_closed(monkeypatch, capsys):
    monkeypatch.setenv(checking.SOLUTIONS, "off")
    solution("01-1")
    shown = capsys.readouterr().out
    assert "closed in this edition" in shown
    assert "chiapas_pct" not in shown


def test_the_solutions_are_closed_while_a_notebook_is_graded(monkeypatch, capsys):
    """Also where their folder can be read, as it can where a submission is run without a room."""
    monkeypatch.setenv("TWOBORDERS_GRADING", "nonce-1")
    solution("01-1")
    shown = capsys.readouterr().out
    assert "closed in this edition" in shown
    assert "chiapas_pct" not in shown


def test_progress_shows_points_for_each_question(capsys):
    progress()
    assert "No question was checked yet" in capsys.readouterr().out
    check("01-1", 68.4)
    check("01-2", [])
    check("01-9", "word " * 80)
    capsys.readouterr()
    progress()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2 of 20 points so far. 3 more wait for a person's mark."
    assert lines[1].split()[:5] == ["01-1", "2", "of", "2", "right"]
    assert {line.index(" of ") for line in lines[1:]} == {lines[1].index(" of ")}, "the columns stand below each other"
    assert "not yet" in lines[2]
    assert len(lines) == 10


def test_the_last_check_counts(capsys):
    check("01-1", 68.4)
    check("01-1", 1)
    progress()
    assert "\n01-1   0 of 2  not yet" in capsys.readouterr().out


def test_a_mistake_of_ours_is_not_the_learners(monkeypatch, capsys):
    def broken(question_id, description):
        raise ValueError("the table has moved")

    monkeypatch.setattr("twoborders.questions.judge", broken)
    check("01-1", 68.4)
    shown = capsys.readouterr().out
    assert "Cannot check" in shown
    assert "on our side (ValueError: the table has moved)" in shown


def test_html_is_escaped_and_says_the_same():
    report = Report.of_verdict("01-1", Verdict("not yet", 0, 2, "x < y & <script>"))
    assert "<script>" not in report._repr_html_()
    assert "x &lt; y &amp; &lt;script&gt;" in report._repr_html_()
    assert 'role="status"' in report._repr_html_()
    assert repr(report) == "01-1. Not yet, 0 of 2 points. x < y & <script>"


def _in_a_shell(code, **environment):
    """Run code as one cell of an IPython shell and return the display data and the result, as JSON."""
    program = (
        "import json, os, sys\n"
        f"os.environ.update({environment!r})\n"
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "from IPython.utils.capture import capture_output\n"
        "shell = InteractiveShell.instance()\n"
        "with capture_output() as seen:\n"
        f"    result = shell.run_cell({code!r}).result\n"
        "print(json.dumps([[one.data for one in seen.outputs], result]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_the_grader_gets_the_answer_unjudged():
    shown, result = _in_a_shell("from twoborders import check\ncheck('01-1', 68.4)", TWOBORDERS_GRADING="nonce-1")
    assert result is None
    assert shown[0] == {
        checking.ANSWER_MIME: {
            "nonce": "nonce-1",
            "question": "01-1",
            "answer": {"kind": "number", "value": 68.4},
        },
        "text/plain": "Answer recorded.",
    }


@pytest.mark.parametrize(("value", "points"), [("68.4", 2.0), ("0.684", 0.0), ("...", 0.0)])
def test_nbgrader_gets_the_points(value, points):
    shown, result = _in_a_shell(f"from twoborders import check\ncheck('01-1', {value})", NBGRADER_EXECUTION="autograde")
    assert result == points
    assert "01-1." in shown[0]["text/plain"]


def test_nbgrader_gets_no_points_for_a_question_that_is_not_there(monkeypatch):
    """It gives all the points of a cell that returns nothing."""
    monkeypatch.setenv(checking.NBGRADER, "autograde")
    assert check("09-9", 68.4) == 0


def test_an_argued_answer_has_no_points_for_nbgrader(monkeypatch):
    monkeypatch.setenv(checking.NBGRADER, "autograde")
    assert check("01-9", "word " * 80) is None


def test_a_notebook_gets_html_and_text():
    shown, _ = _in_a_shell("from twoborders import check\ncheck('01-1', 68.4)")
    assert set(shown[0]) == {"text/html", "text/plain"}
