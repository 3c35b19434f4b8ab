"""This process's folder for temporary files: of one that was killed, the next process removes it."""

import atexit
import functools
import hashlib
import os
import platform
import shutil
import tempfile
from pathlib import Path

import psutil


@functools.cache
def folder() -> Path:
    """The folder, made when it is first asked for, and removed at the end; and what killed processes left."""
    top, mark = Path(tempfile.gettempdir()), f"twoborders-{_computer()}-"
    for left in top.glob(f"{mark}*-*"):
        number = left.name.removeprefix(mark).split("-")[0]
        if number.isdecimal() and not psutil.pid_exists(int(number)) and _is_ours(left):
            shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=f"{mark}{os.getpid()}-", dir=top))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def _computer() -> str:
    """A short mark of this computer and, in a container, of its processes: others may use the same folder."""
    processes = Path("/proc/self/ns/pid")
    number = processes.stat().st_ino if processes.exists() else 0
    return hashlib.sha256(f"{platform.node()} {number}".encode()).hexdigest()[:8]


def _is_ours(left: Path) -> bool:
    return left.is_dir() and not left.is_symlink() and (os.name == "nt" or left.stat().st_uid == os.geteuid())
