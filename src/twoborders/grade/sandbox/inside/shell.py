"""The learner's process: IPython's kernel shell, which speaks lines of JSON over a socket instead of ZeroMQ.

``make_shell`` is called once, in the process that is forked for each submission; ``serve`` is called after the fork and
runs cells until the socket is closed. A cell runs within a running event loop, as in a Jupyter kernel.

Lines that arrive: ``{"environment": variables}``, and then ``{"source": text}`` for each cell. Lines that leave:
``{"msg_type", "content"}``, as on Jupyter's IOPub channel, ``{"msg_type": "execute_input"}`` when a cell begins and
``{"msg_type": "execute_reply"}`` when it has ended; before the first, ``ready``.
"""

import asyncio
import builtins
import getpass
import io
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pandas as pd
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.async_helpers import _asyncio_runner
from IPython.core.formatters import DisplayFormatter
from jupyter_client.session import Session
from traitlets.config import Config

from twoborders import checking, tables

if TYPE_CHECKING:  # it is loaded when the shell is there
    from matplotlib.figure import Figure

MAX_LINE = 10_000_000
"""Longest line of JSON that is sent, in characters; a longer one, such as a huge picture, is dropped."""


class Shell(ZMQInteractiveShell):
    """Jupyter's shell without Jupyter's kernel."""

    def ask_exit(self) -> None:
        """End the cell, not the notebook: the cells after it are questions of their own."""
        raise SystemExit("exit")

    def enable_gui(self, gui: object = None) -> None:
        """Do nothing: there is no window to be drawn in, and ``%matplotlib inline`` needs none."""


class Wire(Session):
    """What the shell takes for a Jupyter session: each message becomes a line of JSON."""

    stream: socket.socket | None = None
    owner = 0
    lock = threading.Lock()

    def send(
        self, stream: object, msg_or_type: Any, content: object = None, *arguments: object, **keywords: object
    ) -> None:
        """Send one message as a line. A process that the learner's code forked sends nothing."""
        if isinstance(msg_or_type, str):
            msg_or_type = {"msg_type": msg_or_type, "content": content}
        self.write(msg_or_type["msg_type"], msg_or_type["content"])

    def write(self, kind: str, content: object) -> None:
        """Send one line, if this is the process that the grader listens to, and the line is short enough."""
        if self.stream is None or os.getpid() != self.owner:
            return
        line = json.dumps({"msg_type": kind, "content": content}, default=str)
        if len(line) <= MAX_LINE:
            with self.lock:
                self.stream.sendall(line.encode() + b"\n")


class Output(io.TextIOBase):
    """Standard output or standard error of the learner's code: an answer never comes that way, so that nobody reads."""

    encoding = "utf-8"
    errors = "replace"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        return len(text)

    def flush(self) -> None:
        """Do nothing, also where a cell has closed it."""


def make_shell() -> tuple[Shell, Wire]:
    """Make the shell, with the plotting libraries loaded and pictures laid out but not painted.

    The inline backend registers itself with the shell that is there when pyplot is imported, and then flushes and
    closes figures after each cell. That shell must be this one, or figures would stay open from cell to cell.
    """
    settings = Config()
    settings.HistoryManager.enabled = False  # no file, and above all no thread: threads do not survive a fork
    # Of an error its name and its text are read. All its frames are laid out in seconds where a function called itself.
    settings.InteractiveShell.xmode = "Minimal"
    wire = Wire()
    shell = Shell.instance(config=settings, user_ns={})
    hook, formatter = cast(Any, shell.displayhook), cast(DisplayFormatter, shell.display_formatter)
    hook.session = cast(Any, shell.display_pub).session = wire
    hook.topic = None
    checking.install(shell)

    import matplotlib.pyplot  # noqa: F401
    import seaborn
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from twoborders import questions
    from twoborders.charts import picture

    # What a figure is asked for can depend on its layout (ticks, limits), never on its pixels, which would take longer
    # than all the rest of grading. A learner's own savefig paints.
    formatter.formatters["image/png"].for_type(Figure, _lay_out)
    picture.static_png = _laid_out
    # Everything is done once that takes long the first time, or each submission would do it anew.
    questions.ids()
    tables.read = _remembering(tables.read, {name: tables.load(name) for name in tables.names()})
    formatter.format(tables.load(tables.names()[0]))
    warm = Figure()  # not pyplot's: a figure of pyplot would set up the inline backend here instead of after the fork
    FigureCanvasAgg(warm)
    axes = warm.subplots()
    seaborn.barplot(x=["fonts", "are", "loaded"], y=[1, 2, 3], ax=axes)
    axes.set(title="fonts", xlabel="are", ylabel="loaded")
    picture.show(axes, "the kit")
    shell.run_cell("pass", store_history=False)
    return shell, wire


def _remembering(read: Callable, frames: dict[str, pd.DataFrame]) -> Callable:
    """What gives a copy of the kit's own table, and reads the tables of any other folder."""

    def read_or_copy(folder: Path, resource: dict) -> pd.DataFrame:
        return frames[resource["name"]].copy() if folder == tables.DATA else read(folder, resource)

    return read_or_copy


def _lay_out(figure: "Figure") -> None:
    figure.draw_without_rendering()


def _laid_out(figure: "Figure") -> bytes:
    """In the place of a picture that is painted: its layout is made, and no bytes."""
    figure.draw_without_rendering()
    return b""


def serve(shell: Shell, wire: Wire, commands: socket.socket, messages: socket.socket) -> None:
    """Run the cells that arrive, one after the other, until no more can come."""
    wire.stream, wire.owner = messages, os.getpid()
    builtins.input = cast(Any, getpass).getpass = _no_input
    commands.setblocking(False)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    shell.loop_runner = _asyncio_runner
    messages.sendall(b"ready\n")
    serving = loop.create_task(_serve(shell, wire, commands))
    while not serving.done():  # a cell may stop the loop
        loop.run_forever()
    serving.result()


async def _serve(shell: Shell, wire: Wire, commands: socket.socket) -> None:
    loop, waiting = asyncio.get_running_loop(), b""
    while True:
        while b"\n" not in waiting:
            received = await loop.sock_recv(commands, 65536)
            if not received:
                return
            waiting += received
        line, _, waiting = waiting.partition(b"\n")
        job = json.loads(line)
        if "environment" in job:
            os.environ.update(job["environment"])
            continue
        wire.write("execute_input", {})
        sys.stdout, sys.stderr = Output(), Output()  # a cell before may have closed them, or replaced
        try:
            await _run_cell(shell, job["source"])
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            if os.getpid() != wire.owner:
                os._exit(0)  # a copy that the learner's code made of this process
        wire.write("execute_reply", {})


async def _run_cell(shell: Shell, source: str) -> None:
    """Run one cell as ipykernel does; what goes wrong is shown by the shell."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    broken = None
    try:
        transformed = shell.transform_cell(source)
    except Exception:
        transformed, broken = source, sys.exc_info()
    if not shell.should_run_async(source, transformed_cell=transformed, preprocessing_exc_tuple=broken):
        shell.run_cell(source, store_history=True)
        return
    task = asyncio.ensure_future(
        shell.run_cell_async(source, store_history=True, transformed_cell=transformed, preprocessing_exc_tuple=broken)
    )
    loop = asyncio.get_running_loop()
    # Not simply task.cancel: it would not wake a loop that waits.
    signal.signal(signal.SIGINT, lambda *_: loop.call_soon_threadsafe(task.cancel))
    result = None
    try:
        result = await task
    finally:
        shell.events.trigger("post_execute")
        shell.events.trigger("post_run_cell", result)


def _no_input(prompt: object = "", *_: object) -> str:
    raise EOFError("input() waits for somebody who types, and nobody does while notebooks are graded")
