"""A process that has imported what notebooks import, and forks one process for each submission.

Named as on Android: the cell from which the others come. It sees no submission. For each it gets two sockets, which it
passes on and closes: a message is two file descriptors, and the reply is the number of the new process, which ends when
the learner's process has ended and takes with it whatever that one left behind.
"""

import array
import contextlib
import gc
import os
import signal
import socket
import sys
import tempfile
import threading
from pathlib import Path

from twoborders.grade.room import calls, confine
from twoborders.grade.room.confine import Limits

MAX_MESSAGE = 100


def serve(control: socket.socket, limits: Limits, folders: list[str], seclude: bool) -> None:
    """Import everything, say that it is done, then fork until the other side closes the socket. Does not return.

    ``seclude``: each fork goes into namespaces of its own, in which these folders are empty. Otherwise each has a new
    folder of its own in the first of them.
    """
    confine.die_with_parent()
    silence(0, 1)
    from twoborders.grade.room import shell

    made = shell.make_shell()
    if threading.active_count() != 1:
        raise RuntimeError("a thread runs in the process that is to be forked; its locks would never be released")
    gc.collect()
    gc.freeze()  # or collecting garbage in each fork would copy the pages of everything that was imported
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended children leave nothing to be waited for
    control.sendall(b"ready\n")
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, MAX_MESSAGE, 2)
        if not message:
            os._exit(0)
        process = os.fork()
        if process == 0:
            control.close()
            _keep(made, descriptors, seclude, limits, folders)
        for descriptor in descriptors:
            os.close(descriptor)
        control.sendall(f"{process}\n".encode())


def _keep(made: tuple, descriptors: array.array, seclude: bool, limits: Limits, folders: list[str]) -> None:
    """The keeper of one submission: fork the learner's process, hand on interrupts, and end when it has ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with _nothing_escapes():
        os.setsid()
        confine.die_with_parent()
        confine.adopt_orphans()
        if seclude:
            confine.leave_namespaces()
            confine.limit_processes(limits)
        child = os.fork()
        if child == 0:
            if seclude:
                _first_process(made, descriptors, limits, folders)
            else:
                os.chdir(tempfile.mkdtemp(dir=folders[0]))
                _learner(made, descriptors, limits)
        for descriptor in descriptors:
            os.close(descriptor)
        _wait_for(child)
        _kill_descendants()


def _first_process(made: tuple, descriptors: array.array, limits: Limits, folders: list[str]) -> None:
    """The first process of the new namespaces: when it ends, the kernel ends every other one in them."""
    with _nothing_escapes():
        confine.die_with_parent()
        confine.seal(folders, limits)
        calls.refuse()
        confine.hide_memory()
        child = os.fork()
        if child == 0:
            _learner(made, descriptors, limits)
        for descriptor in descriptors:
            os.close(descriptor)
        _wait_for(child)


def _learner(made: tuple, descriptors: array.array, limits: Limits) -> None:
    with _nothing_escapes():
        from twoborders.grade.room import shell

        signal.signal(signal.SIGINT, signal.SIG_IGN)
        confine.limit_resources(limits)
        commands, messages = (socket.socket(fileno=descriptor) for descriptor in descriptors)
        silence(0, 1, 2)
        shell.serve(*made, commands, messages)


def silence(*descriptors: int) -> None:
    """Connect these file descriptors to nothing."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in descriptors:
        os.dup2(nothing, descriptor)
    os.close(nothing)


@contextlib.contextmanager
def _nothing_escapes():
    """End this process when the block ends, even with an error: a fork must never run on in its parent's code."""
    try:
        yield
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.__stderr__, flush=True)
        os._exit(1)
    os._exit(0)


def _wait_for(child: int) -> None:
    """Wait until the child has ended, or a request to end comes; an interrupt is handed on to the child."""
    signal.signal(signal.SIGINT, lambda *_: os.kill(child, signal.SIGINT))
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(ChildProcessError, KeyboardInterrupt):
        while os.wait()[0] != child:  # an orphan that this process has adopted
            pass
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _kill_descendants() -> None:
    """End whatever the learner's process left behind. In namespaces of its own, nothing can be left."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    with contextlib.suppress(OSError):
        while left := children.read_text().split():
            for child in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(child), signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.wait()
