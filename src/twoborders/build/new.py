"""``twoborders new``: the files of a table, a question, an explorer or a lesson, with placeholders to fill in."""

import argparse
import keyword
import re
import sys
from collections.abc import Callable
from pathlib import Path

from twoborders.tables import ROOT

_DESCRIPTION = """\
Write the files of a new table, question, explorer or lesson. What belongs into them is marked by placeholders, and
twoborders build refuses the kit until each is filled in. No file that is there is overwritten. CONTRIBUTING.md has a
recipe for each.
"""


def add_parser(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``new`` to the subcommands of ``twoborders``."""
    parser = subcommands.add_parser(
        "new", help="begin a table, a question, an explorer or a lesson", description=_DESCRIPTION
    )
    things = parser.add_subparsers(dest="thing", required=True, metavar="THING")
    table = things.add_parser("table", help="a CSV file and its entry in the dictionary")
    table.add_argument("name", type=_table_name, metavar="NAME", help="small words, as in poverty_states")
    question = things.add_parser("question", help="a computation, its words, and its cells in the solution")
    question.add_argument("lesson", type=_lesson_number, metavar="LESSON", help="the lesson's number, such as 03")
    question.add_argument(
        "--kind",
        default="number",
        metavar="KIND",
        help="number (as it is without this), text, names, frame, function, figure or argue",
    )
    question.add_argument(
        "--answer", type=_python_name, metavar="NAME", help="the name that holds the learner's answer"
    )
    explorer = things.add_parser("explorer", help="an explorer, its model, its chart and their tests")
    explorer.add_argument("name", type=_python_name, metavar="NAME", help="what a lesson calls, as in tariff")
    lesson = things.add_parser("lesson", help="a lesson, its exercise, its questions and its instructor's page")
    lesson.add_argument("stem", type=_stem, metavar="STEM", help="number and small words, as in 08_small_words")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the new files into the kit's own folder. Returns 0, 1 if they cannot be written, 2 for wrong usage."""
    # Imported here: `twoborders build` and `grade` read this module for its parser only.
    from twoborders.build import recipes
    from twoborders.build.notebooks import BuildError

    thing = arguments.thing
    if thing == "question" and arguments.kind not in recipes.kinds():
        said = f"there is no kind {arguments.kind}; the kinds are {', '.join(recipes.kinds())}"
        print(f"twoborders new question: {said}", file=sys.stderr)
        return 2
    makers: dict[str, Callable[[], recipes.Files]] = {
        "table": lambda: recipes.table(ROOT, arguments.name),
        "question": lambda: recipes.question(ROOT, arguments.lesson, arguments.kind, arguments.answer),
        "explorer": lambda: recipes.explorer(ROOT, arguments.name),
        "lesson": lambda: recipes.lesson(ROOT, arguments.stem),
    }
    try:
        files = makers[thing]()
        there = {path for path in files if (ROOT / path).exists()}
        write(ROOT, files)
    except (BuildError, OSError) as error:
        print(f"twoborders new {thing}: {error}. Nothing was written.", file=sys.stderr)
        return 1
    for path in files:
        print(f"{path}: {'one more is in it' if path in there else 'new'}")
    print(_next_steps(arguments))
    return 0


def write(root: Path, files: dict[str, str]) -> None:
    """Write files under ``root``, all of them or none: each goes beside its place first, then all into their places.

    Raises OSError if one cannot be written.
    """
    beside = {root / path: (root / path).with_name(f".{Path(path).name}.new") for path in files}
    try:
        for (path, draft), text in zip(beside.items(), files.values(), strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(text, encoding="utf-8", newline="\n")
        for path, draft in beside.items():
            draft.replace(path)
    finally:
        for draft in beside.values():
            draft.unlink(missing_ok=True)


_STEPS = {
    "table": """\
The entry in data/datapackage.json is its last one: change its columns and those of the CSV file together. A table needs
a lesson that loads it. Fill in what is marked, then run: twoborders build""",
    "question": """\
The computation is the last of the Python file, and its words are the last of the TOML file, before the self-checks; a
mistake has one name in both. The cells stand behind the last question of the notebook. The build writes title, points
and minutes into the notebook. Fill in what is marked, then run: twoborders build {number}""",
    "explorer": """\
The skeleton runs as it is: from twoborders.explore import {name}. A lesson shows it. Fill in what is marked, then run:
twoborders build, and python start.py test tests/explore tests/models""",
    "lesson": """\
The question and the minutes stand in the first two cells and in the notebook's metadata (in JupyterLab: the gear at the
right, Advanced Tools). Beside these files, add a row to data/claims.csv for each claim of the lesson, and a function to
src/twoborders/claims/ for each claim that a table can test; write {number} into "lessons" of each table that the lesson
loads, in data/datapackage.json; link to the lesson from the one before it. Fill in what is marked, then run:
twoborders build {number}""",
}


def _next_steps(arguments: argparse.Namespace) -> str:
    number = getattr(arguments, "lesson", getattr(arguments, "stem", ""))[:2]
    return _STEPS[arguments.thing].format(number=number, name=getattr(arguments, "name", ""))


# Names


def _table_name(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", text):
        raise argparse.ArgumentTypeError(f"{text} is no name of a table; write small words, as in poverty_states")
    return text


def _lesson_number(text: str) -> str:
    if not re.fullmatch(r"\d\d", text):
        raise argparse.ArgumentTypeError(f"{text} is no number of a lesson; write two digits, as in 03")
    return text


def _python_name(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", text) or keyword.iskeyword(text):
        raise argparse.ArgumentTypeError(f"{text} is no name in Python; write small words, as in poll_error")
    return text


def _stem(text: str) -> str:
    from twoborders.build.notebooks import STEM

    if not STEM.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text} is no name of a lesson; write it as in 08_small_words")
    return text
