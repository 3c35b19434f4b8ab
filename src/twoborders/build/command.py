"""``twoborders build``: bring every generated file up to date, or list those that are not."""

import argparse
from pathlib import Path

from twoborders.tables import ROOT

_DESCRIPTION = """\
Run the lessons and solutions, put their notebooks into one form, make the exercises from the solutions,
and fill the generated parts of README.md, data/README.md, CLAIMS.md and the instructor's pages. A second build
right after the first changes nothing. Files in exercises/ are overwritten, and notebooks there that no solution
makes are deleted. If anything is wrong, nothing is written.
"""


def add_parser(subcommands: argparse._SubParsersAction) -> None:
    """Add ``build`` to the subcommands of ``twoborders``."""
    parser = subcommands.add_parser("build", help="bring generated files up to date", description=_DESCRIPTION)
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; list what is stale and exit 1. The bytes of pictures do not count here, because "
        "other fonts give other bytes",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Build, or check, the kit's own folder. Returns 0, or 1 if something is stale or wrong."""
    return build(ROOT, check=arguments.check)


def build(root: Path, check: bool = False) -> int:
    """Build, or check, the kit under ``root`` and print what happens. Returns the exit status, 0 or 1."""
    # Imported here: `twoborders grade` reads this module for its parser only.
    from twoborders.build import plan
    from twoborders.build.notebooks import BuildError

    try:
        expected = plan.fresh_files(root, progress=lambda line: print(line, flush=True))
    except BuildError as error:
        print(*error.problems, sep="\n")
        count = len(error.problems)
        print(f"{count} {'problem' if count == 1 else 'problems'}; nothing was written.")
        return 1
    stale = plan.stale_files(root, expected, pictures=not check)
    for each in stale:
        print(f"{each.expected.path}: {each.why}")
    if not check:
        plan.write(root, stale)
        print(f"{len(expected) - len(stale)} files were up to date, {len(stale)} changed.")
        return 0
    if stale:
        print(f"{len(stale)} of {len(expected)} files are stale; run: twoborders build")
        return 1
    print(f"All {len(expected)} files are up to date.")
    return 0
