"""What the instructor's guide says of the grader and of verdicts is what the program does."""

import io
import re

import pytest

from twoborders import questions
from twoborders.claims.core import CLOSE
from twoborders.cli import main
from twoborders.grade.results import OUTCOMES, STATUSES, write_line
from twoborders.tables import ROOT

GUIDE = (ROOT / "notebooks/instructor/guide.md").read_text(encoding="utf-8")


def table_under(guide: str, first: str) -> list[str]:
    """Return the first column of the table whose first heading is ``first``."""
    table = re.search(rf"^\| {first} \|.*\n\|[-|]+\n((?:\|.*\n)+)", guide, re.MULTILINE)
    return re.findall(r"^\| ([^|]+?) \|", table[1], re.MULTILINE) if table else []


def python_blocks(guide: str) -> list[str]:
    """Return the code of each block of Python."""
    return re.findall(r"^```python\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)


def test_the_guide_names_every_outcome_and_no_other():
    assert table_under(GUIDE, "Outcome") == list(OUTCOMES)


def test_the_guide_counts_questions_and_points():
    asked = [questions.get(each) for each in questions.ids() if not each.startswith("00")]
    said = re.search(r"The (\w+) exercises have (\d+) questions and (\d+) points", GUIDE)
    exercises = len(list((ROOT / "exercises").glob("*.ipynb")))
    assert said.groups() == (spelled(exercises), str(len(asked)), f"{sum(each.points for each in asked):g}")


def spelled(number: int) -> str:
    """Return a small number in words."""
    return ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")[number]


def test_the_guide_names_every_status():
    sentence = re.search(r"`status` is (.*?)\.\s", GUIDE, re.DOTALL)[1]
    assert re.findall(r"\*(\w+)\*", sentence) == list(STATUSES)


def test_the_guide_gives_the_time_of_a_cell_and_the_nearness_of_a_figure(capsys):
    with pytest.raises(SystemExit):
        main(["grade", "--help"])
    seconds = re.search(r"longer than (\d+) seconds\s+\(`--cell-timeout`\)", GUIDE)[1]
    assert f"(default: {seconds})" in capsys.readouterr().out
    assert float(re.search(r"to within (\d+) per\s+cent", GUIDE)[1]) == CLOSE * 100


def test_the_code_that_lists_argued_answers_lists_them(tmp_path, monkeypatch, capsys):
    code = next(block for block in python_blocks(GUIDE) if "results.jsonl" in block)
    judged = {"points": 0, "possible": 3, "outcome": "to mark", "message": "The text: capacity"}
    other = {**judged, "outcome": "right", "message": "Well done."}
    stream = io.StringIO()
    write_line(stream, {"learner": "ana", "questions": {"01-8": other, "01-9": judged}})
    write_line(stream, {"learner": "ben", "questions": {}})
    (tmp_path / "graded").mkdir()
    (tmp_path / "graded/results.jsonl").write_text(stream.getvalue(), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "guide.md", "exec"), {})
    assert capsys.readouterr().out == "ana 01-9 (of 3)\nThe text: capacity\n\n"


def test_a_table_or_a_block_that_is_not_there_gives_nothing():
    text = "| Outcome | x |\n|---|---|\n| right | y |\n| partly | z |\n\n```python\na = 1\n```\n"
    assert table_under(text, "Outcome") == ["right", "partly"]
    assert table_under(text, "Status") == []
    assert python_blocks(text) == ["a = 1\n"]
    assert python_blocks("```\na = 1\n```\n") == []
