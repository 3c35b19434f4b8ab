"""A namespace of processes for each submission: it sees no process but its own, and all end with the first of them.

A namespace is made by its first process, and the learner's process must be forked from one that has imported much. To
fork that twice for each submission would take longer than much of what a notebook does. So the first process is forked
from a small one, the maker, and the zygote goes after it: it lets its next child be born in that namespace.
"""

import os
import signal
import socket

from twoborders.grade.room import confine


class Spaces:
    """The zygote's connection to the maker, which ends everything once it is closed."""

    def __init__(self, control: socket.socket) -> None:
        self.control, self.own = control, os.pidfd_open(os.getpid())

    def fork(self) -> tuple[int, int]:
        """Fork into a new namespace of processes.

        Returns the number of the new process, 0 in itself, and a handle of the namespace's first process. Raises
        OSError if that cannot be.
        """
        self.control.sendall(b".")
        _, (first,), _, _ = socket.recv_fds(self.control, 1, 1)
        confine.bear_children_in(first)
        number = os.fork()
        if number == 0:
            self.control.close()
            os.close(self.own)
        else:
            confine.bear_children_in(self.own)
        return number, first


def enter() -> Spaces:
    """Go into new namespaces, and return in the process that may fork into further ones.

    The process that calls this waits until all is over, and ends. The maker is the first in the new namespace: when the
    one that returns ends, so does the maker, and with it everything else. Raises OSError where the kernel does not
    permit it.
    """
    confine.leave_namespaces(processes=True)
    maker = os.fork()
    if maker:
        os._exit(os.waitstatus_to_exitcode(os.waitpid(maker, 0)[1]) & 0xFF)
    confine.die_with_parent()
    ours, theirs = socket.socketpair()
    if os.fork():
        ours.close()
        try:
            _make(theirs)
        finally:
            os._exit(0)
    theirs.close()
    return Spaces(ours)


def _make(control: socket.socket) -> None:
    """Make a namespace for each byte that arrives, and send a handle of its first process."""
    # A first process gets no signal from within but those that it handles.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended children leave nothing to be waited for
    own = os.pidfd_open(os.getpid())
    while control.recv(1):
        confine.bear_children_apart()
        number = os.fork()
        if number == 0:
            control.close()
            os.close(own)
            while True:
                signal.pause()
        first = os.pidfd_open(number)
        socket.send_fds(control, [b"."], [first])
        os.close(first)
        confine.bear_children_in(own)
