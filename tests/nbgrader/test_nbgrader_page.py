"""What the instructor's page on nbgrader tells to type is there, and what it tells to copy is in the settings."""

import re

from course import LESSONS, ROOT

from twoborders.checking import solutions
from twoborders.cli import parser

PAGE = (ROOT / "notebooks/instructor/nbgrader.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")


def commands(page: str, program: str) -> list[list[str]]:
    """Return the words after a program's name, for each of its commands in the page's blocks and in its text."""
    blocks = re.findall(r"^```\w*\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    lines += re.findall(r"`([^`\n]+)`", page)
    return [words[1:] for words in map(str.split, lines) if words[:1] == [program] and words[1:]]


def test_every_command_of_nbgrader_is_one(nbgrader_here):
    from nbgrader.apps import NbGraderApp

    asked = commands(PAGE, "nbgrader")
    assert len(asked) > 8
    assert {words[0] for words in asked} <= set(NbGraderApp.subcommands)


def test_every_command_of_twoborders_is_one():
    whole = [words for words in commands(PAGE, "twoborders") if words != ["grade"]]
    assert {words[0] for words in whole} == {"edition", "grade", "link", "work"}
    for words in whole:
        assert parser().parse_args(words)


def test_the_parts_to_copy_are_in_the_settings():
    parts = set(re.findall(r"\*(Part \d)\*", PAGE))
    assert parts == set(re.findall(r"^# (Part \d): ", SETTINGS, re.MULTILINE))
    for folder in re.findall(r"_directory = \"(\w+)\"", SETTINGS):
        assert f"`{folder}/" in PAGE


def test_the_page_names_a_lesson_and_the_variable_as_they_are():
    assert f"submissions/ana/{LESSONS[1]}.ipynb" in PAGE
    assert f'{{"{solutions.SOLUTIONS}": "off"}}' in PAGE


def test_commands_are_found_in_blocks_and_in_text():
    page = "Say `nbgrader export --to=x`.\n\n```python\nx = 1\n```\n\n```\nnbgrader list\nother\n```\n\n`nbgrader`"
    assert commands(page, "nbgrader") == [["list"], ["export", "--to=x"]]
