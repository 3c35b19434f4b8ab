"""The folder of results: one run at a time works in it, and takes up there what earlier runs have left."""

import contextlib
import datetime
import errno
import os
import platform
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, NamedTuple

from twoborders.grade.files import one_line
from twoborders.grade.intake.find import Submission
from twoborders.grade.intake.names import printable
from twoborders.grade.marking.results import as_line, read_lines, read_results
from twoborders.work.store import replacing

LOCK = ".lock"
"""The file in the folder that the system holds locked for a run, and frees when the run ends, however it ends."""


class BusyError(Exception):
    """Another run works in the folder; the text says which."""


@contextlib.contextmanager
def alone(out: Path, command: Sequence[str]) -> Iterator[str]:
    """Keep other runs out of a folder; ``command`` is what they are told of this one.

    Yields a sentence where the folder lies on a disk that cannot lock files, else the empty text. Raises BusyError.
    """
    warning = ""
    with (out / LOCK).open("a+", encoding="utf-8", errors="replace") as stream:
        try:
            _lock(stream)
            stream.truncate(0)
            since = datetime.datetime.now().strftime("%Y-%m-%d %H:%M:%S")
            stream.write(f"process {os.getpid()} on {platform.node()}, since {since}, {shlex.join(command)}")
            stream.flush()
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
                stream.seek(0)
                raise BusyError(
                    f"another run grades into {out}: {one_line(stream.read(4_000)) or 'it has just begun'}. "
                    "Wait until it has ended, or give another folder with --out."
                ) from None
            warning = f"{out} could not be locked ({error.strerror}): let nobody else grade into it meanwhile."
        yield warning


def _lock(stream: IO[str]) -> None:
    """Lock a file, or raise OSError at once."""
    if sys.platform == "win32":
        import msvcrt

        # What is locked cannot be read there: a place far behind the text.
        os.lseek(stream.fileno(), 1 << 30, os.SEEK_SET)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


@dataclass(frozen=True)
class TakenUp:
    """A run's submissions, by the names that their results have, and what is there of results.

    ``done``: names whose result still holds. ``old``: names whose result does not, and stays until there is a new one.
    ``earlier``: names of submissions that are not of this run. ``gone``: names whose file is no longer there.
    """

    submissions: list[Submission]
    done: set[str]
    old: set[str]
    earlier: list[str]
    gone: list[str]


class _Known(NamedTuple):
    """What an earlier run knew of a submission: where its file lay, and the key of its result."""

    file: str
    key: str


def file_of(submission: Submission) -> str:
    """Where a submission lies, archives as folders: the same in whatever way its folder is given."""
    path = submission.path.parent.resolve() / submission.path.name
    return printable("/".join((path.as_posix(), *submission.member)))


def take_up(
    results: Path, submissions: Sequence[Submission], given: Sequence[Path], key_of: Callable[[Submission], str]
) -> TakenUp:
    """Find what earlier runs have left of these submissions, and take out of the file what is gone or is no result.

    A submission is known again by where its file lies, or by name and key where its folder was moved as it is. It then
    keeps its name; a new one of a name that is taken is called after its file. A result holds while its key does, but
    for a fault of the grader. What lay under a ``given`` path and is found no more is gone.
    """
    known = {
        found["submission"]: _Known(str(found.get("file", "")), "" if found.get("fault") else str(found.get("key")))
        for found in (read_results(results) if results.exists() else ())
    }
    names = {each.file: name for name, each in known.items()}
    files = {each.name: file_of(each) for each in submissions}
    keys = {each.name: key_of(each) for each in submissions if each.name in known or files[each.name] in names}
    called = {name: names[file] for name, file in files.items() if file in names}
    called |= {
        name: name
        for name in known.keys() & files.keys() - {*called, *called.values()}
        if known[name].key == keys[name] or not known[name].file
    }
    roots = [printable(path.resolve().as_posix()) for path in given]
    closed = [files[each.name] for each in submissions if each.problem and not _is_open(each.path)]
    again = {*called.values()}
    left = {name: _lies_in(each.file, roots) for name, each in known.items() if name not in again}
    gone = [name for name, is_given in left.items() if is_given and not _lies_in(known[name].file, closed)]
    earlier = [name for name in left if name not in gone]
    done = {called[name] for name in called if known[called[name]].key == keys[name]}
    taken = {*earlier, *again}
    for name, file in files.items():
        if name not in called:
            called[name] = file if name in taken else name
    _keep(results, taken, {called[name]: file for name, file in files.items()})
    renamed = [replace(each, name=called[each.name]) for each in submissions]
    return TakenUp(renamed, done, again - done, earlier, gone)


def _is_open(path: Path) -> bool:
    """Whether all that lies in there is seen: not in an archive that is broken, or a folder that is somebody else's."""
    return path.is_dir() and os.access(path, os.R_OK | os.X_OK)


def _lies_in(file: str, folders: Sequence[str]) -> bool:
    return any(file == folder or file.startswith(f"{folder.rstrip('/')}/") for folder in folders)


def _keep(results: Path, names: set[str], files: dict[str, str]) -> None:
    """Keep the results of these names alone, and let each say where its file lies now."""
    if results.exists():
        with replacing(results) as new:
            for _, line, found in read_lines(results):
                if found is not None and found["submission"] in names:
                    file = files.get(found["submission"], found.get("file"))
                    moved = file != found.get("file")
                    new.write(as_line({**found, "file": file}).encode() if moved else line.rstrip(b"\r\n") + b"\n")
