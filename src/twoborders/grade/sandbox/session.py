"""One room with its running program: send it a notebook's cells, read what became of them, and watch what it uses."""

import contextlib
import json
import queue
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from twoborders.grade.sandbox.inside.limits import MEGABYTE, Limits
from twoborders.grade.sandbox.isolation import Room

WATCH_SECONDS = 0.25
LOOK_SECONDS = 0.1
MAX_LINE = 4_000_000
"""Longest line that is read from a room, in bytes; the longest answer is shorter."""
WAITING_LINES = 10
"""How many lines are read ahead: each may be of the greatest length."""
MAX_LINES = 100_000
START_SECONDS = 120
BESIDE = 16
"""How many processes a room has of its own."""
SPARE_MEMORY = 700 * MEGABYTE
"""What the processes of a room use of their own, with ample room to spare."""


class EndedError(Exception):
    """The room's program ended, or was ended; the text says why."""


class Session:
    """A room for one job after the other; it is opened when it is needed, and anew where it had to be closed."""

    def __init__(self, room: Room, engine: str, limits: Limits) -> None:
        self.room, self.engine, self.limits = room, engine, limits
        self.process: subprocess.Popen | None = None
        self.watched = 0.0

    @property
    def serves_many(self) -> bool:
        """Whether the room stays open after a job: Jupyter's own kernels are started in a room for each."""
        return self.engine == "fork" and self.room.level.serves_many

    def open(self) -> None:
        """Start the room's program, if it does not run already; it need not be waited for."""
        if self.process is not None and self.process.poll() is None:
            return
        self.close()
        self.private = tempfile.TemporaryDirectory(dir=self.room.folder, prefix="private-", ignore_cleanup_errors=True)
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the room)
        arguments, variables, folder = self.room.worker(self.engine, self.limits, Path(self.private.name))
        self.process = subprocess.Popen(
            arguments,
            cwd=folder,
            env=variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            start_new_session=True,
        )
        self.lines: queue.Queue[bytes] = queue.Queue(maxsize=WAITING_LINES)
        threading.Thread(target=_read, args=(self.process.stdout, self.lines), daemon=True).start()
        self.ready = False

    def wait_until_ready(self) -> None:
        """Open the room, and wait until its program has loaded everything. Raises EndedError where it cannot."""
        self.open()
        if not self.ready:
            self.watched = time.monotonic()
            self.ready = self._next_line(self.watched + START_SECONDS).get("ready") is True

    def close(self) -> None:
        """End the room's program and everything in the room."""
        if self.process is None:
            return
        _kill(self.process, walls=bool(self.room.level.walls))
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                stream.close()
        with contextlib.suppress(queue.Empty):  # the thread that reads must not wait for a place
            while True:
                self.lines.get_nowait()
        self.errors.close()
        self.private.cleanup()
        self.process = None

    def run(self, cells: Sequence[dict], nonce: str, seconds: float) -> Iterator[dict]:
        """Run the cells of one notebook and yield the lines of ``inside/worker.py``.

        Raises EndedError where the room's program ended, ran longer than ``seconds``, or used too much; the room is
        then closed.
        """
        self.wait_until_ready()
        try:
            self.process.stdin.write(json.dumps({"cells": list(cells), "nonce": nonce}).encode() + b"\n")
            self.process.stdin.flush()
        except OSError:
            raise self._ended() from None
        self.watched = time.monotonic()
        until = self.watched + seconds
        done = False
        try:
            for _ in range(MAX_LINES):
                line = self._next_line(until)
                done = line.get("done") is True
                if done:
                    break
                yield line
        finally:
            # What was not read to its end must not be taken for lines of the next job.
            if not (done and self.serves_many):
                self.close()

    def _next_line(self, until: float) -> dict:
        while True:
            now = time.monotonic()
            if now > until:
                self.close()
                raise EndedError("time")
            if now - self.watched > WATCH_SECONDS:
                self.watched = now
                excess = self._excess()
                if excess:
                    self.close()
                    raise EndedError(excess)
            with contextlib.suppress(queue.Empty):
                line = self.lines.get(timeout=WATCH_SECONDS)
                if not line:
                    raise self._ended()
                with contextlib.suppress(ValueError, RecursionError):
                    parsed = json.loads(line)
                    if isinstance(parsed, dict):
                        return parsed

    def _ended(self) -> EndedError:
        """What the program said last before it ended."""
        self.process.wait()
        self.errors.seek(0)
        last = self.errors.read(1_000_000).decode("utf-8", "replace").strip().splitlines()[-1:]
        self.close()
        return EndedError(last[0][:300] if last else "it ended without a word")

    def _excess(self) -> str:
        """What the processes of the room use too much of, or the empty text."""
        import psutil

        try:
            processes = psutil.Process(self.process.pid).children(recursive=True)
        except psutil.Error:
            return ""
        if len(processes) > self.limits.processes + BESIDE:
            return "processes"
        return "memory" if _use_more_than(processes, self.limits.memory + SPARE_MEMORY) else ""


def _read(stream: object, lines: queue.Queue) -> None:
    """Put each line into the queue, and an empty one at the end."""
    with contextlib.suppress(OSError, ValueError):
        while line := stream.readline(MAX_LINE):
            lines.put(line)
    lines.put(b"")


def _kill(process: subprocess.Popen, walls: bool) -> None:
    """Kill the program. Within walls the kernel then ends everything else; without, each descendant is killed."""
    import psutil

    left = []
    if not walls:
        with contextlib.suppress(psutil.Error):
            left = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    for other in left:
        with contextlib.suppress(psutil.Error):
            other.kill()


def _use_more_than(processes: Sequence, allowed: int) -> bool:
    """Whether these processes use more memory, in bytes, than is allowed, as far as a short look can tell."""
    sizes = {process: _resident(process) for process in processes}
    if sum(sizes.values()) <= allowed:
        return False
    # Forked processes share most of what they seem to use. How much is slow to learn, and with many processes that
    # are starting very slow; then their number is what ends them.
    until, used = time.monotonic() + LOOK_SECONDS, 0
    for process in sorted(processes, key=sizes.__getitem__, reverse=True):
        used += _proportional(process, sizes[process])
        if used > allowed or time.monotonic() > until:
            break
    return used > allowed


def _resident(process: object) -> int:
    import psutil

    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0


def _proportional(process: object, resident: int) -> int:
    """The memory of a process, with what it shares counted in parts; a process that hides it is counted in full."""
    import psutil

    try:
        return process.memory_full_info().pss
    except (psutil.Error, AttributeError):
        return resident
