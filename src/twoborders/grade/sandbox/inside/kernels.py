"""What stands in the place of nbval's kernel: a forked process, or Jupyter's own kernel, watched.

This is the one seam between the grader and nbval: the class in ``nbval.plugin.RunningKernel``. Both kinds tell the
reporter how a cell ended: ``interrupted`` (out of time), ``flooded`` (wrote without end), ``died``; whether a cell
that ended so had ``begun``; and whether one that ran out of time ``lacked_time``, because the processor served others.
"""

import contextlib
import json
import os
import select
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from typing import Any, NoReturn

import psutil

MAX_CELL_BYTES = 32_000_000
"""How much one cell may send before its process is ended."""
MAX_OUTPUTS = 10_000
"""How many outputs of one cell are kept."""
MAX_REPLY = 100
READY = b"ready\n"
"""What the fork server says when it has imported everything, and each process when it waits for cells."""
POLL_SECONDS = 0.25
GRACE_SECONDS = 5
"""How long a cell may go on writing after it was interrupted."""
READ_SECONDS = 20
"""How long the outputs of a cell that has ended are read; a thread that it left behind may write without end."""
END_SECONDS = 5
START_SECONDS = 120
MOST_WAITED = 2
"""For how many times its limit a cell may have waited for a processor."""
MOST_OF_THE_TIME, IDLE = 0.9, 0.05
"""Shares of its time: a cell that used so much had all of it, and one that wanted so little of it slept."""
PAUSE_SECONDS = 0.01

EXIT_ENDS_A_CELL = """
def _ask_exit():
    raise SystemExit("exit")

get_ipython().ask_exit = _ask_exit
del _ask_exit
"""
"""What exit() does: end the cell, not the notebook, because the cells after it are questions of their own."""

_KEYS: dict[str, dict[str, type]] = {
    "display_data": {"data": dict, "metadata": dict},
    "execute_result": {"data": dict, "metadata": dict, "execution_count": int},
    "error": {"ename": str, "evalue": str, "traceback": list},
}
"""The messages that are taken from a forked process, each with what nbval reads from it.

Those that clear an output or change it are not among them: nbval passes them over in a Jupyter kernel as well.
"""


@dataclass
class Forked:
    """A process of the fork server's, and its two sockets.

    ``handles`` mean this process and, if it is in a namespace of its own, the first one there: they mean these and no
    others, however many processes have come since.
    """

    handles: Sequence[int]
    commands: socket.socket
    messages: socket.socket

    def ended(self) -> bool:
        """Whether it has ended."""
        return not self.handles or _ended(self.handles[0], 0)

    def interrupt(self) -> None:
        """Send it the signal that is a KeyboardInterrupt in a cell."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handles[0], signal.SIGINT)

    def ran_and_waited(self) -> tuple[float, float]:
        """For how many seconds its first thread ran, and was ready to run and had no processor."""
        return _ran_and_waited(Path("/proc", str(_number(self.handles[0]))))

    def used(self) -> float:
        """The processor's time, in seconds, that it and all processes that it started have used."""
        used = 0.0
        for each in self._all():
            with contextlib.suppress(psutil.Error):
                used += sum(each.cpu_times()[:4])  # with that of its children that have ended
        return used

    def waited(self, before: float) -> float:
        """How long, in seconds, one of all these threads was ready to run and had no processor: the longest.

        ``before`` is what the first thread had waited when the cell began.
        """
        first, longest = str(_number(self.handles[0])), 0.0
        for each in self._all():
            with contextlib.suppress(OSError):
                for thread in Path(f"/proc/{each.pid}/task").iterdir():
                    longest = max(longest, _ran_and_waited(thread)[1] - before * (thread.name == first))
        return longest

    def _all(self) -> list[psutil.Process]:
        """It and all processes that it started, as far as they have not ended."""
        found: list[psutil.Process] = []
        for handle in self.handles:
            with contextlib.suppress(psutil.Error):
                process = psutil.Process(_number(handle))
                found += [process, *process.children(recursive=True)]
        return found

    def begin_to_end(self) -> None:
        """Kill it and all that it started: in a namespace of its own nothing can hold that up.

        Without one, what has left the family goes on until the next process is forked.
        """
        for each in self._all() if len(self.handles) == 1 else ():
            with contextlib.suppress(psutil.Error):
                each.kill()
        for handle in self.handles[-1:]:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(handle, signal.SIGKILL)

    def end(self) -> None:
        """Kill it and wait until it has ended; once killed, it runs no more code even where this takes too long."""
        self.begin_to_end()
        for handle in reversed(self.handles):
            _ended(handle, END_SECONDS)
            os.close(handle)
        self.handles = ()
        self.commands.close()
        self.messages.close()


def _ended(handle: int, seconds: float) -> bool:
    """Whether the process has ended, waiting for it so long at most."""
    return bool(select.select([handle], [], [], seconds)[0])


def _number(handle: int) -> int:
    """The number of the process that this handle means; of one that has ended, one that no process has."""
    lines = Path(f"/proc/self/fdinfo/{handle}").read_text().splitlines()
    number = next(int(line.removeprefix("Pid:")) for line in lines if line.startswith("Pid:"))
    return number if number > 0 else sys.maxsize


def _ran_and_waited(thread: Path) -> tuple[float, float]:
    """What Linux says of a thread in its folder in /proc, in seconds; 0 where it does not tell."""
    with contextlib.suppress(OSError, ValueError):
        ran, waited, _ = (thread / "schedstat").read_text().split()
        return int(ran) / 1e9, int(waited) / 1e9
    return 0.0, 0.0


class ForkServer:
    """The connection to the process that forks (see ``forkserver.py``); ``environment`` is added to what a fork has."""

    def __init__(self, control: socket.socket) -> None:
        self.control, self.ready = control, False
        self.environment: dict[str, str] = {}
        self.ending: Forked | None = None

    def let_end(self, process: Forked) -> None:
        """Ask a process to end, which it may do while the next one is forked."""
        process.begin_to_end()
        self.wait_for_end()
        self.ending = process

    def wait_for_end(self) -> None:
        """Wait until the process that was let end has ended: no two notebooks may run cells at the same time."""
        if self.ending is not None:
            self.ending.end()
            self.ending = None

    def fork(self) -> Forked:
        """A process that waits for the cells of a notebook, when the one of the notebook before has ended.

        Where there can be none, the room is done with: this program ends, and the grader opens another room.
        """
        self.wait_until_ready()
        forked = self._ask()
        self.wait_for_end()
        if forked is None:
            forked = self._ask()  # the one that was ending may have held what there can be of processes
        if forked is None:
            print("no process could be forked", file=sys.stderr, flush=True)
            _end_room()
        return forked

    def wait_until_ready(self) -> None:
        """Wait until it has imported everything."""
        self.control.settimeout(START_SECONDS)
        with contextlib.suppress(OSError):
            if not self.ready:
                self.ready = self.control.recv(MAX_REPLY) == READY
        if not self.ready:
            _end_room()

    def _ask(self) -> Forked | None:
        commands, their_commands = socket.socketpair()
        messages, their_messages = socket.socketpair()
        with their_commands, their_messages:
            reply = b""
            with contextlib.suppress(OSError):
                socket.send_fds(self.control, [b"fork"], [their_commands.fileno(), their_messages.fileno()])
                reply, handles, _, _ = socket.recv_fds(self.control, MAX_REPLY, 2)
        if not reply:
            _end_room()
        forked = Forked(handles, commands, messages)
        messages.settimeout(START_SECONDS)
        with contextlib.suppress(OSError):
            if handles and messages.recv(len(READY)) == READY:
                messages.settimeout(None)
                return forked
        forked.end()
        return None


def _end_room() -> NoReturn:
    """End this program. Its last words are those of the process that forks, which says itself what went wrong."""
    os._exit(1)


def fork_kernel(server: ForkServer) -> type:
    """nbval's kernel as a process forked from the fork server."""

    class ForkKernel:
        language = "python"

        def __init__(self, kernel_name: str, cwd: str | None = None, startup_timeout: float = 60) -> None:
            self.kernel_name = kernel_name
            self.interrupted = self.flooded = self.died = self.begun = self.stopped = self.lacked_time = False
            self.process = server.fork()
            self.commands, self.messages = self.process.commands, self.process.messages
            self.cell, self.replied, self.rest, self.received = 0, True, b"", 0
            self.outputs: deque[dict[str, Any]] = deque()
            self.given = self.ran_before = self.waited_before = 0.0
            self._send({"environment": server.environment})

        def execute_cell_input(self, cell_input: str, allow_stdin: bool | None = None) -> str:
            """Send a cell to be run; return the number that its outputs carry."""
            self.interrupted = self.replied = self.begun = False
            self.received = 0
            self.outputs.clear()
            self.cell += 1
            self.ran_before, self.waited_before = self.process.ran_and_waited()
            self._send({"source": cell_input})
            return str(self.cell)

        def await_reply(self, msg_id: str, timeout: float | None = None) -> None:
            """Wait until the cell has ended. Raises Empty when the time is over, RuntimeError for a dead process.

            What it waited for a processor, which others had, is not counted, but for ``MOST_WAITED``.
            """
            self.given = float("inf") if timeout is None else timeout
            until = end = time.monotonic() + self.given
            while not self.replied:
                try:
                    self._receive(until)
                except Empty:
                    until = end + min(self.process.waited(self.waited_before), MOST_WAITED * self.given)
                    if self.flooded or time.monotonic() > until - PAUSE_SECONDS:
                        raise

        def await_idle(self, parent_id: str, timeout: float) -> None:
            """Wait until the cell has ended and all its outputs are here."""
            self.await_reply(parent_id, timeout)

        def get_message(self, stream: str, timeout: float | None = None) -> dict[str, Any]:
            """Return the next output, or the message that there are no more. Raises Empty when the time is over."""
            until = time.monotonic() + (GRACE_SECONDS if timeout is None else timeout)
            while not self.replied:
                self._receive(until)
            if self.outputs:
                return self.outputs.popleft()
            return self._message("status", {"execution_state": "idle"})

        def is_alive(self) -> bool:
            if not self.stopped and self.process.ended():
                self.stop()
            return not self.stopped

        def interrupt(self) -> None:
            used = self.process.used() - self.ran_before
            idle = used + self.process.waited(self.waited_before) < IDLE * self.given
            self.lacked_time = not idle and used < MOST_OF_THE_TIME * self.given
            self.interrupted = True
            self.process.interrupt()

        def stop(self) -> None:
            """Let the process end."""
            self.stopped = True
            server.let_end(self.process)

        def _send(self, line: dict[str, Any]) -> None:
            self.commands.settimeout(GRACE_SECONDS)
            with contextlib.suppress(OSError):  # a process that has ended; waiting for the reply will find out
                self.commands.sendall(json.dumps(line).encode() + b"\n")

        def _receive(self, until: float) -> None:
            """Take in what has come, waiting for it until this time at most."""
            seconds = min(until - time.monotonic(), 3600.0)
            # A process that writes byte after byte would always have something: the time is over all the same.
            watched: list[Any] = [self.messages, self.process.handles[0]]
            came = select.select(watched, [], [], seconds)[0] if seconds > 0 else []
            if not came:
                raise Empty
            # First what it wrote: a process that has ended may have said something before.
            received = b""
            if self.messages in came:
                with contextlib.suppress(ConnectionError):
                    received = self.messages.recv(1 << 20)
            if not received:
                self.died = True
                self.stop()  # nbval stops none that has died; this one may have closed the socket and live on
                raise RuntimeError("the process ended")
            self.received += len(received)
            if self.received > MAX_CELL_BYTES:
                self.flooded = True
                raise Empty  # as if nothing came any more: nbval then ends the process
            *lines, self.rest = (self.rest + received).split(b"\n")
            for line in lines:
                self._take(line)

        def _take(self, line: bytes) -> None:
            """Take in one message, if it has the form that one must have; it is the learner's process that wrote it."""
            try:
                message = json.loads(line)
                kind, content = message["msg_type"], message["content"]
                wanted = _KEYS.get(kind)
                fits = wanted is not None and all(type(content[key]) is its for key, its in wanted.items())
            except (ValueError, RecursionError, KeyError, TypeError):
                return
            if kind == "execute_input":
                self.begun = True
            elif kind == "execute_reply":
                self.replied = True
            elif fits and len(self.outputs) < MAX_OUTPUTS:
                self.outputs.append(self._message(kind, content))

        def _message(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
            return {"msg_type": kind, "content": content, "parent_header": {"msg_id": str(self.cell)}}

    return ForkKernel


def watched_kernel(base: Any) -> type:
    """nbval's own kernel (``base``), made to notice at once a dead process, and outputs that never end."""

    class WatchedKernel(base):  # type: ignore[misc]  # nbval says nothing of its types
        interrupted = died = flooded = False
        begun = lacked_time = True  # it is not known
        read_until = float("inf")

        def __init__(self, kernel_name: str, cwd: str | None = None, startup_timeout: float = 60) -> None:
            # In the working folder, which is not the one where the notebook's file lies.
            super().__init__(kernel_name, cwd=str(Path.cwd()), startup_timeout=startup_timeout)
            self.await_idle(self.kc.execute(EXIT_ENDS_A_CELL, silent=True), startup_timeout)

        def execute_cell_input(self, cell_input: str, allow_stdin: bool | None = None) -> str:
            self.interrupted, self.read_until = False, float("inf")
            # With the history, as in JupyterLab: without it a cell that ends in a semicolon is run in another way,
            # and Out[1] is not there.
            options = {"store_history": True, "allow_stdin": allow_stdin, "stop_on_error": False}
            return str(self.kc.execute(cell_input, **options))

        def await_reply(self, msg_id: str, timeout: float | None = None) -> None:
            # nbval waits until the time is over, even if the process that should reply has ended.
            deadline = time.monotonic() + (timeout or 0)
            while True:
                try:
                    super().await_reply(msg_id, timeout=POLL_SECONDS)
                    self.read_until = time.monotonic() + READ_SECONDS
                    return
                except Empty:
                    if not self.is_alive():
                        self.died = True
                        raise RuntimeError("the kernel's process ended") from None
                    if timeout is not None and time.monotonic() > deadline:
                        raise

        def get_message(self, stream: str, timeout: float | None = None) -> dict[str, Any]:
            if time.monotonic() > self.read_until:
                self.flooded = True
                raise Empty  # as if nothing came any more: nbval then ends the kernel
            message: dict[str, Any] = super().get_message(stream, timeout=timeout)
            return message

        def interrupt(self) -> None:
            self.interrupted, self.read_until = True, time.monotonic() + GRACE_SECONDS
            super().interrupt()

    return WatchedKernel
