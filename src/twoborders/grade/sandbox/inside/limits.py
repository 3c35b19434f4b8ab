"""What one submission may use, and the limits of the system that hold it to that."""

import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What one submission may use: seconds for a cell and in all, bytes, processes (threads count), open files."""

    cell_seconds: float = 30.0
    seconds: float = 300.0
    memory: int = 2_000 * MEGABYTE
    processes: int = 64
    files: int = 256
    file_size: int = 50 * MEGABYTE
    folder_size: int = 64 * MEGABYTE
    folder_entries: int = 5_000


def limit_resources(limits: Limits) -> None:
    """Set this process's limits, which its children inherit. A limit that the system does not know is left out."""
    seconds = int(limits.seconds) + 5
    _lower("RLIMIT_AS", _virtual_size() + limits.memory)
    _lower("RLIMIT_CPU", seconds)
    _lower("RLIMIT_FSIZE", limits.file_size)
    _lower("RLIMIT_NOFILE", limits.files)
    _lower("RLIMIT_CORE", 0)


def limit_processes(limits: Limits) -> None:
    """Limit the processes of this user, which is fair only within a user namespace that nobody else is in.

    Where root runs the grader the kernel does not enforce it; there a control group does (``cgroups.py``).
    """
    _lower("RLIMIT_NPROC", limits.processes)


def _lower(name: str, value: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    number = getattr(resource, name, None)
    if number is not None:
        _, hard = resource.getrlimit(number)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(number, (value, value))


def _virtual_size() -> int:
    """The address space that this process has already, in bytes; where /proc is missing, an ample guess."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 2_000 * MEGABYTE


@dataclass(frozen=True)
class RoomSettings:
    """What the room's program is told at its start (see ``worker.py``).

    ``engine``: "fork" or "kernel". ``walled``: it runs within walls. ``seclude``: each submission has namespaces of its
    own. ``writable``: the folders that can be written to, and that are then empty; without walls, the one in which each
    submission gets a folder of its own. ``kept``: folders below them that stay. ``private``: the program's own folder.
    """

    engine: str
    walled: bool
    seclude: bool
    limits: Limits
    writable: tuple[str, ...]
    kept: tuple[str, ...]
    private: str
