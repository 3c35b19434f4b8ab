"""Linux namespaces, for a process that is about to run a learner's code.

Each call goes to the kernel by way of the C library, because Python 3.11 has no ``os.unshare``. See the manual pages
unshare(2), mount(2), prctl(2), capabilities(7) and user_namespaces(7), from which the constants are.
"""

import contextlib
import ctypes
import functools
import os
import signal
import stat
from collections.abc import Iterable
from pathlib import Path

from twoborders.grade.sandbox.inside.limits import Limits

NEW_MOUNTS, NEW_UTS, NEW_IPC, NEW_USER, NEW_PIDS, NEW_NETWORK = (
    *(0x0002_0000, 0x0400_0000, 0x0800_0000),
    *(0x1000_0000, 0x2000_0000, 0x4000_0000),
)
_NO_SETUID, _NO_DEVICES, _NO_PROGRAMS, _RECURSIVE, _PRIVATE = 0x2, 0x4, 0x8, 0x4000, 0x4_0000
_READ_ONLY, _REMOUNT, _BIND = 0x1, 0x20, 0x1000
_PARENT_DEATH_SIGNAL, _DUMPABLE, _DROP_BOUND, _CHILD_SUBREAPER, _NO_NEW_PRIVILEGES = 1, 4, 24, 36, 38
_CAPABILITIES_VERSION_3 = 0x2008_0522
USER = 1000
"""The user and the group inside: not root, to whom kernel and programs give special treatment."""


def die_with_parent(parent: int) -> None:
    """Let the kernel end this process when the one that started it ends, however it ends. Linux only.

    ``parent`` is that process's number, as this one sees it: 0 from within a namespace of processes of its own. Where
    it has ended already, the kernel would never tell.
    """
    _prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of each descendant whose own parent ends, so that none is lost. Linux only."""
    _prctl(_CHILD_SUBREAPER, 1)


def hide_memory() -> None:
    """Let no process of the same user look into this one's memory or open files. Linux only."""
    _prctl(_DUMPABLE, 0)


def leave_namespaces(processes: bool) -> None:
    """Go into new namespaces: users, mounts, network, System V IPC, host name; children, if wanted, into one of theirs.

    The user and the group become USER there, whoever they are outside. Raises OSError where the kernel does not permit.
    """
    user, group = os.getuid(), os.getgid()
    call("unshare", NEW_USER | NEW_MOUNTS | NEW_NETWORK | NEW_IPC | NEW_UTS | (NEW_PIDS if processes else 0))
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{USER} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{USER} {group} 1")


def bear_children_apart() -> None:
    """Let this process's next child be the first in a new namespace of processes, in which the following ones are too.

    Raises OSError without the power over the namespace of processes that this one is in.
    """
    call("unshare", NEW_PIDS)


def bear_children_in(process: int) -> None:
    """Let this process's children be born in that process's namespace of processes, which must be within its own.

    The process is given by a file descriptor. Raises OSError without power over both namespaces.
    """
    call("setns", process, NEW_PIDS)


def seal(empty_folders: Iterable[str], kept: Iterable[str], limits: Limits) -> None:
    """In new namespaces: put empty folders over these, and give up all power.

    ``kept`` are folders below them that stay, as where Python itself lies below /tmp. Afterwards nothing that is
    mounted can be changed and no privilege be gained. /proc stays the room's: it shows that the grader's own processes
    are there, and the kernel lets no one in another namespace look into them.
    """
    _mount("none", "/", "", _RECURSIVE | _PRIVATE)  # no mount that is made here is seen outside, nor the other way
    held = {folder: os.open(folder, os.O_PATH) for folder in kept}
    options = f"size={limits.folder_size},nr_inodes={limits.folder_entries},mode=700"
    for folder in empty_folders:
        if Path(folder).is_dir():
            _mount("tmpfs", folder, "tmpfs", _NO_SETUID | _NO_DEVICES, options)
    for folder, descriptor in held.items():
        place = Path(folder)
        (place if stat.S_ISDIR(os.fstat(descriptor).st_mode) else place.parent).mkdir(parents=True, exist_ok=True)
        if not place.exists():
            place.touch()
        _mount(f"/proc/self/fd/{descriptor}", folder, "", _BIND | _RECURSIVE)
        os.close(descriptor)
    os.chdir(Path.cwd())  # into the new folder, where one was put over the working folder
    # Nothing at all can then be written in /proc.
    _mount("none", "/proc", "", _REMOUNT | _BIND | _READ_ONLY | _NO_SETUID | _NO_DEVICES | _NO_PROGRAMS)
    give_up_privileges()


def give_up_privileges() -> None:
    """Drop every capability for good, and gain none by running another program."""
    for capability in range(64):
        with contextlib.suppress(OSError):  # the kernel knows fewer than 64
            _prctl(_DROP_BOUND, capability)
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION_3, 0)
    call("capset", header, (ctypes.c_uint32 * 6)())
    gain_no_privileges()


def gain_no_privileges() -> None:
    """Gain no privilege by running another program, such as sudo."""
    _prctl(_NO_NEW_PRIVILEGES, 1)


def _mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    call("mount", os.fsencode(source), os.fsencode(target), kind.encode(), ctypes.c_ulong(flags), options.encode())


def _prctl(option: int, value: int) -> None:
    call("prctl", option, *(ctypes.c_ulong(number) for number in (value, 0, 0, 0)))


@functools.cache
def _c_library() -> ctypes.CDLL:
    # Not when this module is imported, which must do no harm on a system that has no such library.
    return ctypes.CDLL(None, use_errno=True)


def call(name: str, *arguments: object) -> None:
    """Call a function of the C library that returns 0. Raises OSError where it returns something else."""
    if getattr(_c_library(), name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
