"""What the instructor's guide says of the grader and of verdicts is what the program does."""

import argparse
import re

import pytest

from twoborders import questions
from twoborders.claims.core import CLOSE
from twoborders.cli import main
from twoborders.grade.command import add_parser
from twoborders.grade.marking.results import OUTCOMES, STATUSES
from twoborders.grade.reports import marks, nearness, read_course, write_all
from twoborders.grade.sandbox import isolation
from twoborders.grade.sandbox.inside.limits import Limits
from twoborders.questions.comparing.relations import general
from twoborders.questions.core import CRITERIA
from twoborders.tables import ROOT

pytestmark = pytest.mark.quick

GUIDE = (ROOT / "notebooks/instructor/guide.md").read_text(encoding="utf-8")
PAGES = (ROOT / "notebooks/instructor/guide.md", ROOT / "README.md")
COMMANDS = ("grade", "build", "site", "edition")
"""The commands of which these pages name options."""


def table_under(guide: str, first: str) -> list[str]:
    """Return the first column of the table whose first heading is ``first``."""
    table = re.search(rf"^\| {first} \|.*\n\|[-|]+\n((?:\|.*\n)+)", guide, re.MULTILINE)
    return re.findall(r"^\| ([^|]+?) \|", table[1], re.MULTILINE) if table else []


def options(text: str) -> set[str]:
    """Return the long options of a command that a text names."""
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*[a-z]", text))


def test_the_guide_names_every_outcome_and_no_other():
    assert table_under(GUIDE, "Outcome") == list(OUTCOMES)


def test_the_guide_counts_questions_and_points():
    asked = [questions.get(each) for each in questions.ids()]
    said = re.search(r"The (\w+) exercises have (\d+) questions and (\d+) points", GUIDE)
    exercises = len(list((ROOT / "exercises").glob("*.ipynb")))
    assert said.groups() == (spelled(exercises), str(len(asked)), f"{sum(each.points for each in asked):g}")


def spelled(number: int) -> str:
    """Return a small number in words."""
    return ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")[number]


def test_the_guide_names_every_mistake_that_the_kit_looks_for_in_all_questions():
    factors = {name for name in general() if "times too" in name}
    assert {"10 times too large", "1,000,000 times too small"} <= factors
    factors_in_one_row = "10 to 1,000,000 times too large, or too small"
    assert set(table_under(GUIDE, "Mistake")) == set(general()) - factors | {factors_in_one_row}
    for one in general().values():
        assert one.ask in GUIDE


def test_the_guide_names_every_status():
    sentence = re.search(r"`status` is (.*?)\.\s", GUIDE, re.DOTALL)[1]
    assert re.findall(r"\*(\w+)\*", sentence) == list(STATUSES)


def help_of(command: str, capsys) -> str:
    """What ``twoborders COMMAND --help`` prints, on one line."""
    with pytest.raises(SystemExit):
        main([command, "--help"])
    return " ".join(capsys.readouterr().out.split())


@pytest.fixture
def grade_help(capsys) -> str:
    return help_of("grade", capsys)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_the_options_that_a_page_names_are_there(page, capsys):
    named = options(page.read_text(encoding="utf-8"))
    assert named
    assert sorted(named - {option for each in COMMANDS for option in options(help_of(each, capsys))}) == []


def test_the_guide_names_every_option_that_a_teacher_needs(grade_help):
    # The masters are the kit's own, and help and resuming need no word.
    unnamed = {"--help", "--solutions", "--resume"}
    assert sorted(options(grade_help) - options(GUIDE) - unnamed) == []


@pytest.mark.parametrize("option", ["--cell-timeout", "--time-limit", "--memory"])
def test_the_guide_gives_the_limits_of_a_submission(option, grade_help):
    limits = re.search(r"^\*\*Limits\*\*.*?\n\n", GUIDE, re.MULTILINE | re.DOTALL)[0]
    value = re.search(rf"(\d+) [^`\d]+\(`{option}`\)", limits)[1]
    assert re.search(rf"{option} \w+ [^-]*?\(default: (\d+)\)", grade_help)[1] == value


def test_the_guide_gives_the_time_of_a_cell_and_the_nearness_of_a_figure():
    seconds = re.search(r"longer than (\d+) seconds\s+\(`--cell-timeout`\)", GUIDE)[1]
    assert float(seconds) == Limits().cell_seconds
    assert float(re.search(r"to within (\d+) per\s+cent", GUIDE)[1]) == CLOSE * 100


def test_the_guide_names_every_level_of_isolation(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("sys.platform", "linux")
    assert table_under(GUIDE, "Isolation") == [level.name for level in (*isolation.candidates(), isolation.NONE)]


def test_the_guide_and_the_help_name_every_file_that_a_run_leaves(tmp_path, monkeypatch, grade_help):
    monkeypatch.syspath_prepend(ROOT / "tests/grade")
    import generated

    generated.write(tmp_path / "results.jsonl", [generated.result("ana")])
    write_all(tmp_path, read_course(tmp_path / "results.jsonl", generated.masters(generated.LESSON)))
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    # Moodle's worksheet is written where a teacher gave one.
    written = {"moodle-NAME.csv", *(name.replace("/ana/", "/NAME/") for name in left)}
    said = {name for cell in table_under(GUIDE, "File") for name in re.findall(r"`([^`]+)`", cell)}
    assert said == written
    assert [name for name in sorted(written) if name not in grade_help] == []


def test_the_columns_of_the_sheet_that_the_guide_names_are_there():
    marking = re.search(r"^\*\*To mark.*?^```$", GUIDE, re.MULTILINE | re.DOTALL)[0]
    assert set(re.findall(r"`(\w+)`", marking)) == {"mark", "comment", *CRITERIA} <= set(marks.COLUMNS)


def test_the_guide_says_when_two_texts_are_near():
    assert "share a quarter or more of the runs of five words" in GUIDE
    assert (nearness.LEAST_SHARE, nearness.SHINGLE) == (0.25, 5)
    assert f"under {nearness.LEAST_WORDS} words are not compared" in " ".join(GUIDE.split())


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_each_command_that_a_page_gives_can_be_called(page):
    commands = re.findall(r"twoborders (grade [^\n`]*--out[^\n`]*)", page.read_text(encoding="utf-8"))
    assert commands
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    for command in commands:
        assert parser.parse_args(command.split()).out


def test_options_are_found_with_their_dashes():
    assert options("Give `--jobs 2`, or --no-isolation; a dash - and -e are none, nor a---b.") == {
        "--jobs",
        "--no-isolation",
    }


def test_a_table_that_is_not_there_gives_nothing():
    text = "| Outcome | x |\n|---|---|\n| right | y |\n| partly | z |\n\ntext\n"
    assert table_under(text, "Outcome") == ["right", "partly"]
    assert table_under(text, "Status") == []
