"""Limits and Linux namespaces, for a process that is about to run a learner's code.

Each call goes to the kernel by way of the C library, because Python 3.11 has no ``os.unshare``. See the manual pages
unshare(2), mount(2), prctl(2), capabilities(7) and user_namespaces(7), from which the constants are.
"""

import contextlib
import ctypes
import functools
import os
import platform
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

NEW_MOUNTS, NEW_UTS, NEW_IPC, NEW_USER, NEW_PIDS, NEW_NETWORK = (
    *(0x0002_0000, 0x0400_0000, 0x0800_0000),
    *(0x1000_0000, 0x2000_0000, 0x4000_0000),
)
_NO_SETUID, _NO_DEVICES, _NO_PROGRAMS, _RECURSIVE, _PRIVATE = 0x2, 0x4, 0x8, 0x4000, 0x4_0000
_READ_ONLY, _REMOUNT, _BIND, _DETACH = 0x1, 0x20, 0x1000, 2
_ATTRIBUTE_READ_ONLY, _ATTRIBUTE_NO_SETUID, _ATTRIBUTE_NO_DEVICES = 1, 2, 4
_MOUNT_SETATTR, _THIS_FOLDER, _ALL_WITHIN = 442, -100, 0x8000
_SET_DEVICE_FLAGS, _UP = 0x8914, 0x1
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_PARENT_DEATH_SIGNAL, _DUMPABLE, _DROP_BOUND, _CHILD_SUBREAPER, _NO_NEW_PRIVILEGES = 1, 4, 24, 36, 38
_CAPABILITIES_VERSION_3 = 0x2008_0522
_SIGKILL = 9
MEGABYTE = 1_000_000
SWITCHES = ("sys", "sysrq-trigger", "irq", "bus")
"""What in /proc moves switches of the whole computer."""
LISTS = ("keys",)
"""What in /proc lists things of the user outside: empty in the room."""
USER = 1000
"""The user and the group inside: not root, to whom kernel and programs give special treatment."""


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
    import resource  # not on Windows

    seconds = int(limits.seconds) + 5
    wanted = {
        "RLIMIT_AS": _virtual_size() + limits.memory,
        "RLIMIT_CPU": seconds,
        "RLIMIT_FSIZE": limits.file_size,
        "RLIMIT_NOFILE": limits.files,
        "RLIMIT_CORE": 0,
    }
    for name, value in wanted.items():
        _lower(resource, name, value)


def limit_processes(limits: Limits) -> None:
    """Limit the processes of this user, which is fair only within a user namespace that nobody else is in.

    Where root runs the grader the kernel does not enforce it; there a control group does (``cgroups.py``).
    """
    import resource

    _lower(resource, "RLIMIT_NPROC", limits.processes)


def _lower(resource: object, name: str, value: int) -> None:
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


def die_with_parent() -> None:
    """Let the kernel end this process when the one that started it ends, however it ends. Linux only."""
    _prctl(_PARENT_DEATH_SIGNAL, _SIGKILL)


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


def seal(empty_folders: Iterable[str], limits: Limits) -> None:
    """In new namespaces: put empty folders over these, and give up all power.

    Afterwards nothing that is mounted can be changed and no privilege be gained. /proc stays the room's: it shows that
    the grader's own processes are there, and the kernel lets no one in another namespace look into them.
    """
    make_mounts_private()
    for folder in empty_folders:
        if Path(folder).is_dir():
            mount_memory(folder, limits)
    os.chdir(Path.cwd())  # into the new folder, where one was put over the working folder
    close_processes("/proc")
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


def raise_loopback() -> None:
    """Switch on the device by which a network reaches itself, as a Jupyter kernel does. In a new one it is off."""
    import fcntl
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, _SET_DEVICE_FLAGS, struct.pack("16sh14x", b"lo", _UP))


def make_mounts_private() -> None:
    """Let no mount that is made here be seen outside, nor the other way round."""
    _mount("none", "/", "", _RECURSIVE | _PRIVATE)


def mount_memory(folder: str, limits: Limits) -> None:
    """Put an empty folder of limited size, which is kept in memory, over this one."""
    options = f"size={limits.folder_size},nr_inodes={limits.folder_entries},mode=700"
    _mount("tmpfs", folder, "tmpfs", _NO_SETUID | _NO_DEVICES, options)


def mount_processes(folder: str) -> None:
    """Show the processes of this namespace here, as in /proc, without the switches of the whole computer and the lists.

    To them the kernel lets root write whatever namespace it is in, and who is root outside may be another user here.
    """
    _mount("proc", folder, "proc", _NO_SETUID | _NO_DEVICES | _NO_PROGRAMS)
    for switches in SWITCHES:
        path = Path(folder, switches)
        if path.exists():
            bind_read_only(str(path), str(path))
    for listed in LISTS:
        if Path(folder, listed).exists():
            bind("/dev/null", str(Path(folder, listed)))


def close_processes(folder: str) -> None:
    """Let nothing at all be written in /proc."""
    _mount("none", folder, "", _REMOUNT | _BIND | _READ_ONLY | _NO_SETUID | _NO_DEVICES | _NO_PROGRAMS)


def bind(source: str, target: str) -> None:
    """Show a file or a folder at a second place."""
    _mount(source, target, "", _BIND | _RECURSIVE)


def bind_read_only(source: str, target: str) -> None:
    """Show a folder at a second place, to be read only, with all that is mounted in it."""
    bind(source, target)
    # struct mount_attr: what is set, what is cleared, propagation, user namespace.
    attributes = (ctypes.c_uint64 * 4)(_ATTRIBUTE_READ_ONLY | _ATTRIBUTE_NO_SETUID | _ATTRIBUTE_NO_DEVICES)
    size = ctypes.c_size_t(ctypes.sizeof(attributes))
    call("syscall", _MOUNT_SETATTR, _THIS_FOLDER, target.encode(), _ALL_WITHIN, attributes, size)


def make_read_only(folder: str) -> None:
    """Make one mount, and none within it, read only."""
    _mount("none", folder, "", _REMOUNT | _BIND | _READ_ONLY | _NO_SETUID | _NO_DEVICES)


def enter_root(folder: str) -> None:
    """Make this folder the root of all files, and let go of the old one. Raises OSError on an unknown processor."""
    number = _PIVOT_ROOT.get(platform.machine())
    if number is None:
        raise OSError(f"the number of pivot_root is not known for {platform.machine()}")
    os.chdir(folder)
    call("syscall", number, b".", b".")
    call("umount2", b".", _DETACH)
    os.chdir("/")


def _mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    call("mount", source.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags), options.encode())


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
