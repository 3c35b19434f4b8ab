"""A hard limit on the number of processes where the grader is run by root, with Linux control groups.

For everybody else RLIMIT_NPROC is that limit (``inside/limits.py``); root the kernel exempts from it. See cgroups(7).
"""

import contextlib
import itertools
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MOUNTED = Path("/sys/fs/cgroup")
PREFIX = "twoborders"
REMOVE_SECONDS = 2
_numbers = itertools.count()


@dataclass(frozen=True)
class Group:
    """A control group: its folder in the kernel's file system."""

    folder: Path

    def entering(self, command: Sequence[str]) -> list[str]:
        """The command, preceded by entering the group: what the command starts can then never be outside of it."""
        return ["/bin/sh", "-c", 'echo $$ > "$0" && exec "$@"', str(self.folder / "cgroup.procs"), *command]

    def remove(self) -> None:
        """Remove the group once its last process has ended; if that takes long, a later call of the grader will."""
        until = time.monotonic() + REMOVE_SECONDS
        while not _removed(self.folder) and time.monotonic() < until:
            time.sleep(0.01)


def make_group(processes: int) -> Group | None:
    """A group in which at most so many processes and threads can be, or None where this user can make none."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return None
    # Version 2 has one hierarchy for everything, version 1 one for each kind of limit.
    above = MOUNTED if (MOUNTED / "cgroup.controllers").exists() else MOUNTED / "pids"
    _sweep(above)
    folder = above / f"{PREFIX}-{os.getpid()}-{next(_numbers)}"
    try:
        folder.mkdir()
        (folder / "pids.max").write_text(str(processes))
    except OSError:
        _removed(folder)
        return None
    return Group(folder)


def _sweep(above: Path) -> None:
    """Remove the groups of graders that were killed."""
    for folder in above.glob(f"{PREFIX}-*-*"):
        number = folder.name.split("-")[1]
        if number.isdecimal() and not Path("/proc", number).exists():
            _removed(folder)


def _removed(folder: Path) -> bool:
    with contextlib.suppress(OSError):
        folder.rmdir()
    return not folder.exists()
