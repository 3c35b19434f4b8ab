"""``twoborders work``: fill a learner's own folder, or bring its untouched copies up to date."""

import argparse
import sys
from pathlib import Path

from twoborders import tables, work
from twoborders.work import copies

_DESCRIPTION = """\
Fill a folder with copies of the lessons and exercises, to be worked on. What was worked on is never overwritten; a copy
that was not touched follows a new edition of the kit.
"""


def add_parser(subcommands: argparse._SubParsersAction) -> None:
    """Add ``work`` to the subcommands of ``twoborders``."""
    parser = subcommands.add_parser("work", help="fill a learner's own folder", description=_DESCRIPTION)
    parser.add_argument("folder", nargs="?", type=Path, default=work.FOLDER, help="the folder (my_work)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Fill the folder and say what there is to say. Returns 0, or 1 if it could not be filled."""
    home = work.home()
    try:
        said = copies.fill(tables.ROOT, arguments.folder, home and f"{home}/blob/HEAD")
    except copies.WorkError as error:
        print(error, file=sys.stderr)
        return 1
    print(*said, f"Your copies lie in {arguments.folder}.", sep="\n")
    return 0
