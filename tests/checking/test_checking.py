"""What a learner sees from check, hint, solution and progress."""

import json
import subprocess
import sys

import pytest

from twoborders import check, checking, hint, own_mark, progress, solution
from twoborders.checking import solutions
from twoborders.checking.report import Fold, Report, Table
from twoborders.questions import Verdict, get
from twoborders.tables import load
from twoborders.work import store


@pytest.fixture(autouse=True)
def fresh():
    store.forget()
    yield
    store.forget()


def test_check_prints_outcome_points_and_a_sentence(capsys):
    assert check("01-1", 68.4) is None
    check("01-1", 0.684)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"01-1. Right, 2 of 2 points. {get('01-1').why}"
    assert lines[1].startswith("01-1. Not yet, 0 of 2 points. What you have is a share")


def test_check_finds_the_answer_by_its_name(capsys):
    exec("from twoborders import check\nchiapas_pct = 68.4\ncheck('01-1')", {})
    assert "01-1. Right, 2 of 2 points." in capsys.readouterr().out


def test_a_name_that_is_not_there_is_not_attempted(capsys):
    check("01-1")
    assert "Not attempted, 0 of 2 points. There is no chiapas_pct yet." in capsys.readouterr().out


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


def test_the_shown_solution_is_right(capsys):
    solution("01-1")
    code = capsys.readouterr().out.split("\n", 1)[1]
    names = {"border_facts": load("border_facts")}
    exec(code, names)
    check("01-1", names["chiapas_pct"])
    assert "Right" in capsys.readouterr().out


def test_a_class_edition_keeps_the_solutions_closed(monkeypatch, capsys):
    monkeypatch.setenv(solutions.SOLUTIONS, "off")
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


def test_progress_shows_the_course_and_the_lesson_in_work(capsys):
    check("01-1", 68.4)
    check("01-2", [])
    check("01-9", "word " * 80)
    capsys.readouterr()
    progress()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("2 of ")
    assert " Next: 01-2, Which states were poorer than Campeche?, about 5 minutes." in lines[0]
    rows = {line.split("  ")[0]: line for line in lines[1:]}
    assert rows["01"].endswith("2 of 20  2 of 9"), "an argued answer is done when it is written"
    assert rows["01-1"].split()[-4:] == ["2", "of", "2", "Right"]
    assert rows["01-2"].endswith("Not yet")
    assert rows["01-9"].endswith("To be marked by a person")
    assert "02-2" not in rows


def test_progress_before_anything_was_checked_says_what_to_begin_with(capsys):
    progress()
    assert "Next: 00-2" in capsys.readouterr().out
    progress("05")
    said = capsys.readouterr().out
    assert "points so far in lesson 05." in said
    assert "05-1" in said and "01-1" not in said
    progress("11")
    assert "There is no lesson 11" in capsys.readouterr().out


def test_the_best_outcome_counts(capsys):
    check("01-1", 68.4)
    check("01-1", 1)
    progress("01")
    assert "2 of 2  Right" in capsys.readouterr().out


def test_an_argued_answer_is_marked_by_the_learner_alone(capsys):
    own_mark("01-9", 2)
    own_mark("01-9", 4)
    own_mark("01-9", 2, 2, 2, 2)
    own_mark("01-9", 2, 2, 1, 0, 2)
    own_mark("01-1", 2)
    said = capsys.readouterr().out
    assert "Kept: 2 of 3 points, marked by yourself." in said
    assert said.count("01-9 takes five marks from 0 to 2") == 2
    assert "Kept: 2.1 of 3 points" in said
    assert "The kit itself checks 01-1." in said
    progress("01")
    assert "2.1 of 3  marked by yourself" in capsys.readouterr().out


def test_points_stay_when_the_kernel_is_restarted(tmp_path, monkeypatch, capsys):
    (tmp_path / store.RECORD).write_text("{}")
    monkeypatch.chdir(tmp_path)
    check("01-1", 68.4)
    hint("01-2")
    code = "from twoborders import hint, progress; progress('01'); hint('01-2')"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "2 of 2  Right" in done.stdout
    assert "Hint 2 of 3" in done.stdout
    assert "my_work" not in done.stdout


def test_help_is_folded_below_a_message_one_step_within_the_other():
    report = Report(
        "not yet", "No.", folds=(Fold("Hint 1", "Add."), Fold("Hint 2", "Divide."), Fold("Solved", code="a / b"))
    )
    page = report._repr_html_()
    assert page.index("Hint 1") < page.index("Add.") < page.index("Hint 2") < page.index("a / b")
    assert page.count("<details>") == page.count("</details>") == 3
    assert page.endswith("</details></details></details></div>")
    assert repr(report) == "Not yet. No."


def test_a_right_answer_has_no_help_and_a_wrong_one_has(capsys):
    shown, _ = _in_a_shell("from twoborders import check\ncheck('01-1', 68.4)\ncheck('01-1', 1)")
    right, wrong = (each["text/html"] for each in shown)
    assert "<details>" not in right
    assert [f"Hint {step} of 3" in wrong for step in (1, 2, 3)] == [True] * 3
    assert "One way to solve it" in wrong


def test_a_closed_edition_folds_no_solution():
    shown, _ = _in_a_shell("from twoborders import check\ncheck('01-1', 1)", TWOBORDERS_SOLUTIONS="off")
    assert "Hint 3 of 3" in shown[0]["text/html"]
    assert "One way to solve it" not in shown[0]["text/html"]


def test_a_table_stands_in_columns():
    assert str(Table(("A", "Long"), (("one", "1"), ("three", "22")))).splitlines() == [
        "A      Long",
        "one    1",
        "three  22",
    ]


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
