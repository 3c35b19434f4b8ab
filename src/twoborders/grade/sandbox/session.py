"""One room with its running program: send it a notebook's cells, read what became of them, and watch what it uses."""

import contextlib
import json
import queue
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import psutil

from twoborders.grade.sandbox.cgroups import make_group
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
        self.process: subprocess.Popen[bytes] | None = None
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
        # Threads count too: Jupyter's kernel has some ten of them.
        self.group = make_group(2 * (self.limits.processes + BESIDE))
        arguments = self.group.entering(arguments) if self.group else arguments
        pipe = subprocess.PIPE
        # The program ends with the pipe to it, however this process ends (``inside/worker.py``).
        self.process = subprocess.Popen(
            arguments, cwd=folder, env=variables, stdin=pipe, stdout=pipe, stderr=self.errors, start_new_session=True
        )
        assert self.process.stdin is not None and self.process.stdout is not None
        self.jobs: IO[bytes] = self.process.stdin
        self.said: IO[bytes] = self.process.stdout
        self.lines: queue.Queue[bytes] = queue.Queue(maxsize=WAITING_LINES)
        threading.Thread(target=_read, args=(self.said, self.lines), daemon=True).start()
        self.ready = False

    def wait_until_ready(self) -> None:
        """Open the room, and wait until its program has loaded everything. Raises EndedError where it cannot."""
        self.open()
        if not self.ready:
            self.watched = time.monotonic()
            self.ready = self._next_line(self.watched + START_SECONDS).get("ready") is True

    def close(self) -> None:
        """End the room's program and everything in the room: within walls the kernel ends all else with it."""
        if self.process is None:
            return
        left = [] if self.room.level.walls else self._descendants()
        self.process.kill()
        self.process.wait()
        for process in left:
            with contextlib.suppress(psutil.Error):
                process.kill()
        for stream in (self.jobs, self.said):
            with contextlib.suppress(OSError):
                stream.close()
        with contextlib.suppress(queue.Empty):  # the thread that reads must not wait for a place
            while True:
                self.lines.get_nowait()
        if self.group:
            self.group.remove()
        self.errors.close()
        self.private.cleanup()
        self.process = None

    def run(self, cells: Sequence[Mapping[str, Any]], nonce: str, seconds: float) -> Iterator[dict[str, Any]]:
        """Run the cells of one notebook and yield the lines of ``inside/worker.py``.

        Raises EndedError where the room's program ended, ran longer than ``seconds``, or used too much; the room is
        then closed.
        """
        self.wait_until_ready()
        try:
            self.jobs.write(json.dumps({"cells": list(cells), "nonce": nonce}).encode() + b"\n")
            self.jobs.flush()
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

    def _next_line(self, until: float) -> dict[str, Any]:
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
        if self.process is not None:
            self.process.wait()
        self.errors.seek(0)
        last = self.errors.read(1_000_000).decode("utf-8", "replace").strip().splitlines()[-1:]
        self.close()
        return EndedError(last[0][:300] if last else "it ended without a word")

    def _descendants(self) -> list[psutil.Process]:
        found: list[psutil.Process] = []
        with contextlib.suppress(psutil.Error):
            if self.process is not None:
                found = psutil.Process(self.process.pid).children(recursive=True)
        return found

    def _excess(self) -> str:
        """What the processes of the room use too much of, or the empty text."""
        processes = self._descendants()
        if len(processes) > self.limits.processes + BESIDE:
            return "processes"
        return "memory" if _use_more_than(processes, self.limits.memory + SPARE_MEMORY) else ""


def _read(stream: IO[bytes], lines: "queue.Queue[bytes]") -> None:
    """Put each line into the queue, and an empty one at the end."""
    with contextlib.suppress(OSError, ValueError):
        while line := stream.readline(MAX_LINE):
            lines.put(line)
    lines.put(b"")


def _use_more_than(processes: Sequence[psutil.Process], allowed: int) -> bool:
    """Whether these processes use more memory, in bytes, than is allowed, as far as a short look can tell."""
    sizes = {process: _bytes(process) for process in processes}
    if sum(sizes.values()) <= allowed:
        return False
    # Forked processes share most of what they seem to use. How much is slow to learn, and with many processes that
    # are starting very slow; then their number is what ends them.
    until, used = time.monotonic() + LOOK_SECONDS, 0
    for process in sorted(processes, key=sizes.__getitem__, reverse=True):
        used += _bytes(process, proportional=True) or sizes[process]  # who hides what it shares is counted in full
        if used > allowed or time.monotonic() > until:
            break
    return used > allowed


def _bytes(process: psutil.Process, proportional: bool = False) -> int:
    """The memory of a process, in bytes, or 0; ``proportional``: with what it shares counted in parts."""
    try:
        return int(process.memory_full_info().pss if proportional else process.memory_info().rss)
    except (psutil.Error, AttributeError):
        return 0
