"""A process that has imported what notebooks import, and forks one process for each submission.

It sees no submission. For each it gets two sockets, which it passes on and closes: a message is two file descriptors.
The reply is "forked", with handles of the learner's process
and, where that is secluded, of the first process of its namespace, with which everything ends that the learner started;
or "failed", where there can be no process now.
"""

import contextlib
import gc
import os
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from twoborders.grade.sandbox.inside import namespaces, pid_namespaces, seccomp
from twoborders.grade.sandbox.inside.limits import Limits, RoomSettings, limit_processes, limit_resources

if TYPE_CHECKING:  # it imports what is imported late
    from twoborders.grade.sandbox.inside.shell import Shell, Wire

MAX_MESSAGE = 100
PAUSE_SECONDS = 0.001
END_SECONDS = 5
"""How long what a submission left behind is waited for."""


def serve(control: socket.socket, settings: RoomSettings, parent: int) -> None:
    """Import everything, say that it is done, then fork until the other side closes the socket. Does not return.

    ``parent`` is the number of the process that starts this one. Where the settings seclude, each fork goes into
    namespaces of its own, in which the writable folders are empty. Otherwise each has a new folder of its own in the
    first of them.
    """
    namespaces.die_with_parent(parent)
    silence(0, 1)
    fork: Callable[[], tuple[int, ...]]
    if settings.seclude:
        fork = pid_namespaces.enter(control).fork
    else:
        namespaces.adopt_orphans()
        fork = _fork_here
    import resource  # noqa: F401  (or each fork would load it anew)

    from twoborders.grade.sandbox.inside import shell

    made = shell.make_shell()
    if threading.active_count() != 1:
        raise RuntimeError("a thread runs in the process that is to be forked; its locks would never be released")
    gc.collect()
    gc.freeze()  # or collecting garbage in each fork would copy the pages of everything that was imported
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended children leave nothing to be waited for
    control.sendall(b"ready\n")
    server = os.getpid()
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, MAX_MESSAGE, 2)
        if not message:
            os._exit(0)
        try:
            handles = fork()
        except OSError:
            control.sendall(b"failed\n")
        else:
            if not handles:
                with _nothing_escapes():
                    _learner(made, descriptors, settings, server)
            socket.send_fds(control, [b"forked\n"], handles)
            for handle in handles:
                os.close(handle)
        for descriptor in descriptors:
            os.close(descriptor)


def _fork_here() -> tuple[int, ...]:
    """Fork when whatever the last submission left has ended. Returns a handle of the new process, and in it nothing."""
    _kill_descendants()
    number = os.fork()
    return (os.pidfd_open(number),) if number else ()


def _learner(made: "tuple[Shell, Wire]", descriptors: Sequence[int], settings: RoomSettings, server: int) -> None:
    """Run the cells of one submission, in a process that has given up all that it does not need for them."""
    from twoborders.grade.sandbox.inside import shell

    _close_all_but(*descriptors)
    os.setsid()
    if settings.seclude:
        leave(settings.writable, settings.kept, settings.limits)
    else:
        namespaces.die_with_parent(server)
        os.chdir(tempfile.mkdtemp(dir=settings.writable[0]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    limit_resources(settings.limits)
    commands, messages = (socket.socket(fileno=descriptor) for descriptor in descriptors)
    silence(0, 1, 2)
    shell.serve(*made, commands, messages)


def leave(writable: Iterable[str], kept: Iterable[str], limits: Limits) -> None:
    """Go into namespaces of this process's own, in which the writable folders are empty, and give up all power."""
    namespaces.leave_namespaces(processes=False)
    limit_processes(limits)
    namespaces.seal(writable, kept, limits)
    seccomp.refuse()
    namespaces.hide_memory()


def _close_all_but(*descriptors: int) -> None:
    first = 3  # after standard input, standard output and standard error
    for descriptor in (*sorted(descriptors), os.sysconf("SC_OPEN_MAX")):
        os.closerange(first, descriptor)
        first = descriptor + 1


def silence(*descriptors: int) -> None:
    """Connect these file descriptors to nothing."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in descriptors:
        os.dup2(nothing, descriptor)
    os.close(nothing)


@contextlib.contextmanager
def _nothing_escapes() -> Iterator[None]:
    """End this process when the block ends, even with an error: a fork must never run on in its parent's code."""
    try:
        yield
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.__stderr__, flush=True)
        os._exit(1)
    os._exit(0)


def _kill_descendants() -> None:
    """End whatever the last submission left behind, which this process has adopted."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    until = time.monotonic() + END_SECONDS
    with contextlib.suppress(OSError):
        while (left := children.read_text().split()) and time.monotonic() < until:
            for child in left:
                with contextlib.suppress(OSError):  # it has ended, or has become another user
                    os.kill(int(child), signal.SIGKILL)
            time.sleep(PAUSE_SECONDS)
