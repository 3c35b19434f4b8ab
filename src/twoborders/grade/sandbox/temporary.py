"""This process's folder for temporary files: it does not outlive the process, however that ends."""

import atexit
import functools
import hashlib
import multiprocessing
import os
import platform
import shutil
import signal
import tempfile
import threading
from pathlib import Path
from types import FrameType

import psutil

ENDING = ("SIGTERM", "SIGHUP")
"""Signals that end a process before it can tidy up; with Ctrl-C, Python does."""


@functools.cache
def folder() -> Path:
    """The folder, made when it is first asked for. Those of processes that were killed are then removed."""
    top, mark = Path(tempfile.gettempdir()), f"twoborders-{_computer()}-"
    for left in top.glob(f"{mark}*-*"):
        number = left.name.removeprefix(mark).split("-")[0]
        if number.isdecimal() and not psutil.pid_exists(int(number)) and _is_ours(left):
            shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=f"{mark}{os.getpid()}-", dir=top))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    if threading.current_thread() is threading.main_thread():
        for name in ENDING:
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if number is not None and signal.getsignal(number) == signal.SIG_DFL:
                signal.signal(number, functools.partial(_end, made))
    return made


def _end(made: Path, number: int, frame: FrameType | None) -> None:
    """End as the signal would, and first the processes that this one began, and the folder."""
    for child in multiprocessing.active_children():
        child.kill()
    shutil.rmtree(made, ignore_errors=True)
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _computer() -> str:
    """A short mark of this computer and, in a container, of its processes: a folder may be shared with others."""
    processes = Path("/proc/self/ns/pid")
    number = processes.stat().st_ino if processes.exists() else 0
    return hashlib.sha256(f"{platform.node()} {number}".encode()).hexdigest()[:8]


def _is_ours(left: Path) -> bool:
    return left.is_dir() and not left.is_symlink() and (os.name == "nt" or left.stat().st_uid == os.geteuid())
