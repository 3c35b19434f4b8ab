"""What README and CONTRIBUTING let a person type works, pictures have words, and what the docs name is there."""

import ast
import re
import shlex
from pathlib import Path

import pytest

import twoborders
from twoborders import cli, questions, tables

pytestmark = pytest.mark.quick

ROOT = Path(__file__).resolve().parents[1]
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md")}
DOCS = [*PAGES, "docs/architecture.md", "docs/limits.md", "CODE_OF_CONDUCT.md", "CHANGELOG.md"]
PROGRAMS = ("twoborders", "python", "pre-commit", "git", "ruff", "mypy")
WORDS_IN_ARCHITECTURE = 900


def blocks(text: str) -> list[tuple[str, str]]:
    """Return the language and the text of each fenced block."""
    return [(each[2], each[3]) for each in re.findall(r"(?m)^(( *)```(\w*)\n)(.*?)^ *```$", text, re.DOTALL)]


def commands(text: str) -> list[list[str]]:
    """Return the command lines of a page: those in blocks, and whatever in a line of text begins as one of PROGRAMS."""
    fenced = [line for language, body in blocks(text) if not language for line in body.splitlines()]
    inline = re.findall(
        r"`([^`\n]+)`", re.sub(r"(?ms)^ *```.*?^ *```$", "", text).replace("\n", " ").replace("   ", " ")
    )
    inline = [each for each in inline if each.split()[0] in PROGRAMS and " " in each]
    return [shlex.split(line, comments=True) for line in [*fenced, *inline] if line.strip() and "..." not in line]


def problem(command: list[str]) -> str:
    """Say why a command line cannot be typed; "" for one that can."""
    program, *arguments = command
    if program == "twoborders":
        try:
            cli.parser().parse_args(arguments)
        except SystemExit as ended:
            return f"twoborders refuses it (status {ended.code})"
    elif program == "python" and arguments[:1] == ["start.py"]:
        if arguments[1:] and arguments[1] != "test" and not arguments[1].startswith("-"):
            return "start.py knows no such word"
        named = [each for each in arguments[2:] if "/" in each]
        if missing := [each for each in named if not (ROOT / each).exists()]:
            return f"{missing[0]} is not there"
    elif program == "python" and arguments[:1] != ["-m"]:
        return "it runs a file that is not start.py"
    elif program == "%pip":
        if not re.fullmatch(r"git\+https://\S+@v[\d.]+", arguments[-1]):
            return "it installs no release"
    elif program not in PROGRAMS:
        return f"{program} is no program of the kit"
    return ""


@pytest.mark.parametrize("page", PAGES)
def test_every_command_can_be_typed(page):
    found = commands(PAGES[page])
    assert {"twoborders", "python"} <= {command[0] for command in found}
    assert {shlex.join(command): problem(command) for command in found if problem(command)} == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("```\ntwoborders site\n```", "refuses"),
        ("Then `twoborders build --everything`.", "refuses"),
        ("`python start.py tests`", "no such word"),
        ("`python start.py test tests/nowhere -k x`", "tests/nowhere is not there"),
        ("```\nmake all\n```", "no program"),
        ("```\n%pip install -q two-borders\n```", "no release"),
    ],
)
def test_a_command_that_cannot_be_typed_is_found(text, said):
    (command,) = commands(text)
    assert said in problem(command)


@pytest.mark.parametrize("page", PAGES)
def test_what_a_block_of_python_calls_is_there(page):
    for _, body in [block for block in blocks(PAGES[page]) if block[0] == "python"]:
        for call in [node for node in ast.walk(ast.parse(body)) if isinstance(node, ast.Call)]:
            assert call.func.id in twoborders.__all__
            (first, *_) = [each.value for each in call.args] or [None]
            if call.func.id in ("check", "own_mark", "hint"):
                assert first in questions.ids()
            elif call.func.id in ("load", "describe"):
                assert first in tables.names()


def pictures(text: str) -> list[tuple[str, str]]:
    """Return the alternative text and the address of each picture of a page."""
    return re.findall(r"!\[([^\]]*)\]\(([^)\s]+)", text) + [
        ("", each) for each in re.findall("<img(?![^>]*alt=)", text)
    ]


@pytest.mark.parametrize("page", DOCS)
def test_every_picture_has_words_and_is_there(page):
    for words, address in pictures((ROOT / page).read_text(encoding="utf-8")):
        assert len(words.split()) >= 3, address
        assert "://" in address or (ROOT / page).parent.joinpath(address).is_file(), address


def test_a_picture_without_words_is_found():
    assert pictures("![](a.png) and <img src='b.png'>") == [("", "a.png"), ("", "<img")]


def test_what_the_page_on_the_house_names_is_there():
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:src|data|tests|docs|solutions|notebooks)/[^`]*)`", text)
    assert len(named) > 20
    assert [path for path in named if not (ROOT / path).exists()] == []
    floors = {path.name for path in (ROOT / "src/twoborders").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert floors <= {Path(path).name for path in named}
    assert len(text.split()) <= WORDS_IN_ARCHITECTURE
