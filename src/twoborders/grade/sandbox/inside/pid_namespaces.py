"""A namespace of processes for each submission: it sees no process but its own, and all end with the first of them.

A namespace is made by its first process, and the learner's process must be forked from one that has imported much. To
fork that twice for each submission would take longer than much of what a notebook does. So the first process is forked
from a small one, the maker, and the fork server goes after it: it lets its next child be born in that namespace.
"""

import os
import signal
import socket
import sys

from twoborders.grade.sandbox.inside import namespaces


class Spaces:
    """The fork server's connection to its parent, the maker. When it is closed, the maker ends, and the server too."""

    def __init__(self, maker: socket.socket) -> None:
        self.maker, self.own = maker, os.pidfd_open(os.getpid())

    def fork(self) -> tuple[int, ...]:
        """Fork into a new namespace of processes; everything in it ends with its first process.

        Returns handles of the new process and of that first process, and in the new process nothing. Raises OSError
        where there cannot be one more process now.
        """
        self.maker.sendall(b".")
        reply, handles, _, _ = socket.recv_fds(self.maker, 1, 1)
        if not handles:
            raise OSError("there could be no first process" if reply else "the maker has ended")
        try:
            return self._fork_beside(handles[0])
        except OSError:
            signal.pidfd_send_signal(handles[0], signal.SIGKILL)
            os.close(handles[0])
            raise

    def _fork_beside(self, first: int) -> tuple[int, ...]:
        namespaces.bear_children_in(first)
        try:
            number = os.fork()
        except OSError:
            namespaces.bear_children_in(self.own)
            raise
        if number == 0:
            return ()
        namespaces.bear_children_in(self.own)
        return os.pidfd_open(number), first


def enter(other: socket.socket | None = None) -> Spaces:
    """Go into new namespaces, and return in a process that may fork into further ones.

    The process that calls this waits until all is over, and ends. Its child is the maker, the first process in the new
    namespaces. The maker's child is the one that returns; the ``other`` socket stays open in it alone. Raises OSError
    where the kernel does not permit this.
    """
    namespaces.leave_namespaces(processes=True)
    maker = os.fork()
    if maker:
        if other:
            other.close()
        os._exit(os.waitstatus_to_exitcode(os.waitpid(maker, 0)[1]) & 0xFF)
    namespaces.die_with_parent(0)
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        theirs.close()
        return Spaces(ours)
    ours.close()
    if other:
        other.close()
    try:
        _make(theirs)
    except BaseException as error:
        print(f"the maker of namespaces has ended: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def _make(server: socket.socket) -> None:
    """Make a namespace for each byte that arrives, and send a handle of its first process, or none if there is none."""
    # A first process gets no signal from within but those that it handles.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended children leave nothing to be waited for
    own = os.pidfd_open(os.getpid())
    while server.recv(1):
        namespaces.bear_children_apart()
        try:
            number = os.fork()
        except OSError:
            number = None
        if number == 0:
            server.close()
            os.close(own)
            while True:
                signal.pause()
        namespaces.bear_children_in(own)
        if number is None:
            server.sendall(b".")
            continue
        first = os.pidfd_open(number)
        socket.send_fds(server, [b"."], [first])
        os.close(first)
