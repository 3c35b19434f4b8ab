"""The command line: ``twoborders new``, ``build``, ``site``, ``edition``, ``link``, ``grade`` and ``work``."""

import argparse
import contextlib
import errno
import importlib
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

COMMANDS = (
    "build.new",
    "build.command",
    "build.site.command",
    "build.edition.command",
    "build.link",
    "grade.command",
    "work.command",
)
"""The module of each subcommand, in the order of the help; a closed edition has neither build nor grade."""

STOPPED = 130
"""Exit status of a command that was stopped, as shells have it for Ctrl-C."""

SIGNALS = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""What stops a command beside Ctrl-C, where the system has it: ``kill``, a closed terminal, Ctrl-Break of Windows."""

WAYS_OUT = {
    errno.ENOSPC: "Make room on that disk, and give the same command again.",
    errno.EDQUOT: "Make room in your share of that disk, and give the same command again.",
    errno.EROFS: "Work on a copy that can be written to.",
    errno.EACCES: "Ask for the right to read and write there, or close the program that has the file open.",
    errno.EPERM: "Ask for the right to read and write there, or close the program that has the file open.",
}
"""What to do where the system refuses a file, by its number of the error."""

EXTRAS = {"grade": "grade"}
"""The extra of pyproject.toml with what a command needs besides what a lesson does; "build" for the others."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit status.

    That is 2 for wrong usage, STOPPED for Ctrl-C and the other SIGNALS, and 1 where the disk is full or nobody takes
    what is printed; each has one sentence. Files are put in their places whole, so that the rest is as it was.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console that cannot show the name of a learner shows it escaped.
            stream.reconfigure(errors="backslashreplace")
    with _stopped_in_order():
        try:
            return _run(argv)
        except KeyboardInterrupt:
            _complain("\nStopped.")
            return STOPPED
        except OSError as error:
            if not _is_printed():
                _complain(f"twoborders: what it prints could not be written ({error.strerror or error}).")
            elif error.errno in WAYS_OUT:
                where = f": {error.filename}" if error.filename else ""
                _complain(f"twoborders: {error.strerror}{where}. {WAYS_OUT[error.errno]}")
            else:
                raise
            return 1


def parser() -> argparse.ArgumentParser:
    """Return what reads the command line; each subcommand sets ``run``."""
    made = argparse.ArgumentParser(
        prog="twoborders", description="Work on, extend, build and grade the Two Borders lessons."
    )
    subcommands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        if (Path(__file__).parent / name.split(".")[0]).is_dir():
            # Imported here: a notebook that imports twoborders must not pay for the commands.
            importlib.import_module(f"twoborders.{name}").add_parser(subcommands)
    return made


def _run(argv: Sequence[str] | None) -> int:
    try:
        arguments = parser().parse_args(argv)
        status: int = arguments.run(arguments)
    except ModuleNotFoundError as lacking:
        name = (lacking.name or "").split(".")[0]
        if name in sys.stdlib_module_names or name == __package__:
            raise
        extra = EXTRAS.get(arguments.command, "build")
        _complain(
            f"twoborders {arguments.command}: the package {name} is not installed. In the kit's folder, install what "
            f"this command needs: python -m pip install -e '.[{extra}]'"
        )
        return 1
    finally:
        sys.stdout.flush()  # else it would fail when Python ends, with a traceback
    return status


@contextlib.contextmanager
def _stopped_in_order() -> Iterator[None]:
    """Let the SIGNALS stop what runs here as Ctrl-C does, so that it tidies up; not one that is ignored (nohup)."""
    numbers = [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        numbers = []  # Python lets no other thread change this
    changed = [number for number in numbers if signal.getsignal(number) == signal.SIG_DFL]
    for number in changed:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number in changed:
            signal.signal(number, signal.SIG_DFL)


def _stop(number: int, frame: object) -> None:
    signal.signal(number, signal.SIG_IGN)  # a closed terminal sends it twice: the second must not end the tidying up
    raise KeyboardInterrupt


def _is_printed() -> bool:
    """Whether standard output still takes something; if not, nothing more is written to it."""
    try:
        print(flush=True)
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())  # what waits to be printed must not fail once more when Python ends
        os.close(nowhere)
        return False
    return True


def _complain(sentence: str) -> None:
    with contextlib.suppress(OSError):  # the terminal may be gone
        print(sentence, file=sys.stderr, flush=True)
