"""``twoborders edition``: write the kit as it is handed out, whole or closed."""

import argparse
from pathlib import Path

from twoborders.build import outputs
from twoborders.tables import ROOT

_DESCRIPTION = """\
Write the kit as a folder, or with --zip as an archive that is the same for the same kit. --closed leaves out the
solutions, the instructor's pages, what builds and grades, and every right answer: check then tells of numbers, texts,
names and functions whether they are right, and passes tables, charts and written answers on to the teacher, whose own
copy grades them all. Its own tests run with `python start.py test`. --open writes everything. A folder that this
command wrote before is replaced; any other that holds something is left alone.
"""
MARK = ".twoborders-edition"
"""Lies in a folder that this command wrote."""


def add_parser(subcommands: argparse._SubParsersAction) -> None:
    """Add ``edition`` to the subcommands of ``twoborders``."""
    parser = subcommands.add_parser("edition", help="write the kit to hand out", description=_DESCRIPTION)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--closed", action="store_true", help="without solutions and right answers, for a class")
    which.add_argument("--open", action="store_true", help="the whole kit")
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder to write; with --zip, the archive to write")
    parser.add_argument("--zip", action="store_true", help="write one zip archive")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the edition; 0, or 1 with a sentence where the kit or the folder does not allow it."""
    from twoborders.build.edition import tree  # the other commands read this module for its parser only

    out = arguments.out.resolve()
    problem = outputs.refused(out, arguments.zip, MARK) or _refused(out, (*tree.COMMON, *tree.OF_THE_OPEN))
    if problem:
        print(problem)
        return 1
    with outputs.fresh(out, arguments.zip, MARK) as folder:
        (tree.write_closed if arguments.closed else tree.write_open)(ROOT, folder)
    print(f"{out} is written.")
    return 0


def _refused(out: Path, copied: tuple[str, ...]) -> str:
    """Why this kit cannot be written there, or an empty text."""
    if not (ROOT / "solutions").is_dir():
        return f"{ROOT} has no folder solutions, so that it is not the whole kit. Make editions from a whole copy."
    if ROOT in out.parents and out.relative_to(ROOT).parts[0] in copied:
        return f"{out} lies among the files of the kit, which it would then hold. Name a folder outside of it."
    return ""
