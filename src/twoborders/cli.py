"""The command line: ``twoborders new``, ``build``, ``grade`` and ``work``."""

import argparse
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit status (2 for wrong usage)."""
    # Imported here: a notebook that imports twoborders must not pay for the commands.
    import twoborders.build.command
    import twoborders.build.new
    import twoborders.grade.command
    import twoborders.work.command

    parser = argparse.ArgumentParser(
        prog="twoborders", description="Work on, extend, build and grade the Two Borders lessons."
    )
    subcommands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in (twoborders.build.new, twoborders.build.command, twoborders.grade.command, twoborders.work.command):
        command.add_parser(subcommands)
    arguments = parser.parse_args(argv)
    try:
        status: int = arguments.run(arguments)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return status
