"""``twoborders build``: bring generated files up to date, or list those that are not; check the form of lessons."""

import argparse
from collections.abc import Collection
from pathlib import Path

from twoborders.tables import ROOT

_DESCRIPTION = """\
Run the lessons and solutions that rest on something that has changed, put their notebooks into one form, make the
exercises from the solutions, fill the generated parts of README.md, the guide, data/README.md, CLAIMS.md and the
instructor's pages, and check the form of the lessons. A second build right after the first changes nothing. The
exercises are overwritten; copies of them under other names stay. If a notebook cannot be run or made, nothing is
written. A file that is saved while the build runs is left as it was saved, and the exit status is 1.
"""


def add_parser(subcommands: argparse._SubParsersAction) -> None:
    """Add ``build`` to the subcommands of ``twoborders``."""
    parser = subcommands.add_parser("build", help="bring generated files up to date", description=_DESCRIPTION)
    parser.add_argument(
        "lessons",
        nargs="*",
        metavar="LESSON",
        help="build these lessons alone, with their exercises and pages, such as 03; without any, all",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; list what is stale or out of form and exit 1. The bytes of pictures do not count here, "
        "because other fonts give other bytes",
    )
    parser.add_argument(
        "--again", action="store_true", help="run every notebook, also those that rest on nothing that has changed"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Build, or check, the kit's own folder. Returns 0, or 1 if something is stale, wrong or out of form."""
    elsewhere = _other_kit(Path.cwd())
    if elsewhere:
        print(f"This command builds {ROOT}, and you are in {elsewhere}.")
        print(f"Run the one of {elsewhere}: python start.py test makes it there, in .venv.")
        return 1
    numbers = [Path(lesson).name[:2] for lesson in arguments.lessons]  # "03", and the name of a file of lesson 03
    status = build(ROOT, numbers, check=arguments.check, again=arguments.again)
    if status == CANNOT_BE_BUILT:
        return 1
    return max(status, check_form(ROOT, numbers))


def _other_kit(folder: Path) -> Path | None:
    """Return the kit that a folder lies in, if it is another one than this command's own: a copy, or a second clone."""
    for each in (folder, *folder.parents):
        if (each / "data/datapackage.json").is_file() and (each / "solutions").is_dir():
            return None if each.samefile(ROOT) else each
    return None


STALE, CANNOT_BE_BUILT = 1, 2
"""Statuses of ``build``, beside 0; the command's exit status is 1 for both."""


def build(root: Path, numbers: Collection[str] = (), check: bool = False, again: bool = False) -> int:
    """Build, or check, the kit under ``root`` and print what happens.

    ``numbers``: of the lessons that are wanted; none: all. Returns 0, STALE or CANNOT_BE_BUILT.
    """
    # Imported here: `twoborders grade` reads this module for its parser only.
    from twoborders.build import plan
    from twoborders.build.notebooks import BuildError

    read = plan.written_files(root)
    try:
        expected = plan.fresh_files(root, lambda line: print(line, flush=True), numbers, again)
    except BuildError as error:
        print(*error.problems, sep="\n")
        count = len(error.problems)
        print(f"{count} {'problem' if count == 1 else 'problems'}; nothing was written.")
        return CANNOT_BE_BUILT
    stale = plan.stale_files(root, expected, pictures=not check)
    for each in stale:
        print(f"{each.expected.path}: {each.why}")
    if not check:
        newer = plan.write(root, stale, read)
        for path in newer:
            print(f"{path}: it was saved while the build ran, and stays as it was saved; run again: twoborders build")
        print(f"{len(expected) - len(stale)} files were up to date, {len(stale) - len(newer)} changed.")
        return STALE if newer else 0
    if stale:
        print(f"{len(stale)} of {len(expected)} files are stale; run: twoborders build")
        return STALE
    print(f"All {len(expected)} files are up to date.")
    return 0


def check_form(root: Path, numbers: Collection[str] = ()) -> int:
    """Print what is out of form in the lessons, solutions and pages under ``root``, then what is advice.

    Returns 0, or 1 if something is out of form; advice does not count.
    """
    from twoborders.build import form

    for line in form.advice(root, numbers):
        print(f"Advice. {line}")
    found = form.problems(root, numbers)
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{len(found)} out of form." if found else "All are in form.")
    return 1 if found else 0
