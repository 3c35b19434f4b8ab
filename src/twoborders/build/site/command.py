"""``twoborders site``: write the web edition into a folder, or into a zip archive."""

import argparse
from pathlib import Path

from twoborders.build import outputs
from twoborders.tables import ROOT

_DESCRIPTION = """\
Write the lessons as web pages that need neither Python nor a server: their explorers, self-checks and predictions
answer in the browser, and they ask no other computer for anything. Put the folder on a web server, a stick or a
learning platform and open index.html. The teacher's pages stand apart, in teach/. A folder that this command wrote
before is replaced; any other that holds something is left alone.
"""
MARK = ".twoborders-site"
"""Lies in a folder that this command wrote."""


def add_parser(subcommands: argparse._SubParsersAction) -> None:
    """Add ``site`` to the subcommands of ``twoborders``."""
    parser = subcommands.add_parser("site", help="write the lessons as web pages", description=_DESCRIPTION)
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder to write; with --zip, the archive to write")
    parser.add_argument("--zip", action="store_true", help="write one zip archive, to upload or to carry")
    parser.add_argument("--no-teacher", action="store_true", help="leave out the teacher's pages and the solutions")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the edition; 0, or 1 with a sentence where the kit or the folder does not allow it."""
    # Imported here: the other commands read this module for its parser only.
    from twoborders.build.notebooks import BuildError
    from twoborders.build.site.pages import Edition

    out = arguments.out.resolve()
    refused = outputs.refused(out, arguments.zip, MARK)
    if refused:
        print(refused)
        return 1
    try:
        with outputs.fresh(out, arguments.zip, MARK) as folder:
            edition = Edition(ROOT, not arguments.no_teacher, lambda line: print(line, flush=True))
            for path, content in edition.files():
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
    except BuildError as error:
        print(*error.problems, sep="\n")
        print("Nothing was written.")
        return 1
    print(f"{out} is written." if arguments.zip else f"{out} is written. Open {out / 'index.html'} in a browser.")
    return 0
