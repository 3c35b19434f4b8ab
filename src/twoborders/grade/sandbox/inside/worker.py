"""Run aligned notebooks under nbval, and write what became of each cell as JSON lines to standard output.

A program of its own, so that the grader outlives whatever a submission does to pytest, to nbval or to memory:

    python -P -m twoborders.grade.sandbox.inside.worker SETTINGS

SETTINGS is JSON (``limits.RoomSettings``). When standard input ends, the grader has ended, and so does this program
with all that it started.

Each line of standard input is a job: ``{"nonce", "cells": [{"position", "role", "question", "source"}]}``. Lines of
standard output: ``{"position", "state": "started"}`` when a cell begins, then ``{"position", "state", "error",
"answer"}`` with one of these states: ``ran``; ``stopped``, by an exception; ``interrupted``, out of time, but
the kernel lives on; ``hung``, out of time, and the kernel had to be ended; ``died``, the kernel's process ended; ``not
run``, it had ended before. A cell that ran out of time has ``"lacked_time": true`` where others may have taken it.
``{"failure": text}`` where the run itself failed. ``{"done": true}`` at the end of a job, and ``{"ready": true}``
before the first.
"""

import contextlib
import json
import os
import queue
import re
import socket
import sys
import threading
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypedDict, cast

from twoborders.grade.sandbox.inside import forkserver, kernels, seccomp
from twoborders.grade.sandbox.inside.limits import Limits, RoomSettings, limit_resources

if TYPE_CHECKING:  # it is imported late
    import pytest

ANSWER = "application/vnd.twoborders.answer+json"
MAX_ANSWER = 2_000_000
"""Longest answer that is passed on, in characters of JSON."""
MAX_ERROR = 300
"""Longest text of an error that is passed on, in characters."""
GRADING = "TWOBORDERS_GRADING"
"""Environment variable that tells ``check`` to hand answers over, with the nonce that is its value."""
IDLE = (
    *("logging", "skipping", "unittest", "doctest", "junitxml", "pastebin", "faulthandler", "warnings"),
    *("threadexception", "unraisableexception", "setuponly", "setupplan", "stepwise", "debugging"),
)
"""Plugins of pytest that would only look on at each cell; looking on took a fifth of pytest's time."""


class Reporter:
    """The pytest plugin that sees each of nbval's cells before and after it ran."""

    def __init__(self, stream: TextIO) -> None:
        self.stream, self.nonce, self.over = stream, "", False

    def begin(self, nonce: str) -> None:
        """Begin a job, whose answers carry this nonce."""
        self.nonce, self.over = nonce, False

    def write(self, **line: object) -> None:
        self.stream.write(json.dumps(line) + "\n")
        self.stream.flush()

    def pytest_runtest_call(self, item: "pytest.Item") -> None:
        if not self.over:
            self.write(position=_cell(item)["position"], state="started")

    # Not the test's outcome: nbval marks each cell after one that ran out of time as expected to fail, so
    # that those that run well count as "unexpectedly passed".
    def pytest_runtest_makereport(self, item: Any, call: "pytest.CallInfo[None]") -> None:
        if call.when == "setup" and call.excinfo is not None:
            if not self.over:
                self.write(failure=clean(f"{call.excinfo.typename}: {call.excinfo.value}"))
            self.over = True
        if call.when != "call" or self.over:
            return
        cell, kernel, outputs = _cell(item), item.parent.kernel, item.test_outputs or []
        error = next((output for output in outputs if output["output_type"] == "error"), None)
        alive = kernel.is_alive()
        if not (alive or kernel.begun):
            state = "not run"  # what ended the kernel, or made it hang, is the cell before
        elif kernel.interrupted or kernel.flooded:
            state = "interrupted" if alive else "hung"
        elif kernel.died:
            state = "died"
        elif not alive:
            # It died while its outputs were read, or else before this cell was sent.
            state = "not run" if item.test_outputs is None else "died"
        else:
            state = "stopped" if error else "ran"
        self.write(
            position=cell["position"],
            state=state,
            error=clean(f"{error['ename']}: {error['evalue']}") if error else "",
            answer=find_answer(outputs, self.nonce, cell["question"]) if cell["role"] == "check" else None,
            lacked_time=kernel.interrupted and kernel.lacked_time,
        )
        item.test_outputs = None  # nbval would keep the outputs of every cell until the end
        self.over = not alive


class Cell(TypedDict):
    """A cell of a job."""

    position: int
    role: str
    question: str
    source: str


def _cell(item: Any) -> Cell:
    """The job's cell of an item of nbval's, without its source."""
    return cast(Cell, item.cell.metadata["twoborders"])


def find_answer(outputs: list[dict[str, Any]], nonce: str, question: str) -> dict[str, Any] | None:
    """The last answer to this question among a cell's outputs: ``{"value": ...}`` or ``{"problem": text}``.

    None where the outputs hold no bundle of the answer's type with the right nonce and question.
    """
    for output in reversed(outputs):
        data = output.get("data")
        bundle = data.get(ANSWER) if isinstance(data, dict) else None
        if not isinstance(bundle, dict) or bundle.get("nonce") != nonce or bundle.get("question") != question:
            continue
        try:
            size = len(json.dumps(bundle.get("answer")))
        except (RecursionError, ValueError):
            return {"problem": "The answer is nested too deeply to be read."}
        if size > MAX_ANSWER:
            return {"problem": f"The answer is too large to be read: {size:,} characters, {MAX_ANSWER:,} at most."}
        return {"value": bundle.get("answer")}
    return None


def clean(text: str) -> str:
    """A learner's error as one short line without terminal colours or control characters."""
    text = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", text[: 4 * MAX_ERROR])
    text = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return text if len(text) <= MAX_ERROR else text[: MAX_ERROR - 3] + "..."


class Jobs:
    """The pytest plugin that runs the notebooks that arrive, instead of those that pytest collects."""

    def __init__(
        self, reporter: Reporter, folder: Path, forks: kernels.ForkServer | None, lines: "queue.SimpleQueue[str]"
    ) -> None:
        self.reporter, self.notebook, self.lines = reporter, folder / "notebook.ipynb", lines
        self.wait_until_ready = forks.wait_until_ready if forks else lambda: None
        self.environment: MutableMapping[str, str] = forks.environment if forks else os.environ

    def pytest_runtestloop(self, session: "pytest.Session") -> bool:
        import nbval.plugin
        from _pytest.runner import runtestprotocol

        self.wait_until_ready()
        self.reporter.write(ready=True)
        while True:
            job = json.loads(self.lines.get())
            self.notebook.write_text(json.dumps(notebook(job["cells"])), encoding="utf-8")
            self.reporter.begin(job["nonce"])
            self.environment[GRADING] = job["nonce"]
            items = list(nbval.plugin.IPyNbFile.from_parent(session, path=self.notebook).collect())
            for item, following in zip(items, [*items[1:], *items[-1:]], strict=True):
                # Comments such as NBVAL_SKIP in a learner's cell must not change how it is run.
                item.options.update(skip=False, check=False, check_exception=False)
                # Not the hook: it would also keep a report of every cell until the end. After the last cell pytest
                # leaves the kernel as it is, since another cell of the same notebook seems to follow.
                runtestprotocol(item, log=False, nextitem=following)
            # The grader judges while the kernel ends. The next job is read when it has ended.
            self.reporter.write(done=True)
            with contextlib.suppress(Exception):  # of which pytest would make a report that nobody reads
                session._setupstate.teardown_exact(None)


def notebook(cells: Sequence[Cell]) -> dict[str, Any]:
    """The notebook that nbval runs: no outputs, and no metadata but the grader's own."""
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        "cells": [
            {
                "cell_type": "code",
                "id": f"cell-{number}",
                "metadata": {"twoborders": {**cell, "source": ""}},
                "source": cell["source"],
                "outputs": [],
                "execution_count": None,
            }
            for number, cell in enumerate(cells)
        ],
    }


def main(settings: RoomSettings) -> None:
    """Run jobs until there are no more; see the module's text. The exit status is 0 whatever became of the cells."""
    limits = settings.limits
    if settings.walled and not (settings.engine == "fork" and settings.seclude):
        seccomp.refuse()  # else each submission's own process does, once it has its namespaces
    forks = _start_forkserver(settings) if settings.engine == "fork" else None
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(lines, settings.walled), daemon=True).start()
    # Results leave on a private copy of standard output, which no kernel inherits; what pytest prints is not wanted.
    stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    if not forks:
        limit_resources(limits)
    # nbval imports nbformat, which imports jsonschema, which would build the grammars of rfc3987_syntax in
    # 0.9 s; they serve to validate internationalised addresses, of which notebooks have none.
    cast(dict[str, object], sys.modules).setdefault("rfc3987_syntax", None)
    import nbval.plugin
    import pytest

    base = nbval.plugin.RunningKernel
    nbval.plugin.RunningKernel = kernels.fork_kernel(forks) if forks else kernels.watched_kernel(base)
    folder = Path(settings.private)
    # An ini file of its own, or pytest would take up the settings of the project it is started in.
    ini_file = folder / "pytest.ini"
    ini_file.write_text("[pytest]\n", encoding="utf-8")
    arguments = [
        str(folder),
        *("-c", str(ini_file), "--rootdir", str(folder), "--confcutdir", str(folder)),
        *("-p", "nbval.plugin", "-p", "no:cacheprovider", "-q", "--capture=no", "--color=no"),
        *(f"-pno:{plugin}" for plugin in IDLE),
        *("--nbval-lax", "--nbval-current-env", f"--nbval-cell-timeout={limits.cell_seconds:g}"),
    ]
    reporter = Reporter(stream)
    try:
        pytest.main(arguments, plugins=[reporter, Jobs(reporter, folder, forks, lines)])
    except BaseException as error:
        reporter.write(failure=clean(f"{type(error).__name__}: {error}"))
    stream.close()
    # Not sys.exit: the channels to a kernel that died are still open, and closing them can wait without end.
    os._exit(0)


def _read(lines: "queue.SimpleQueue[str]", walled: bool) -> None:
    """Take in the jobs. When no more can come, end, and all else with this: what is in walls ends with this program."""
    for line in sys.stdin:
        lines.put(line)
    if not walled:
        import psutil

        for process in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                process.kill()
    os._exit(0)


def _start_forkserver(settings: RoomSettings) -> kernels.ForkServer:
    ours, theirs = socket.socketpair()
    own = os.getpid()
    if os.fork() == 0:
        ours.close()
        try:
            forkserver.serve(theirs, settings, own)
        except BaseException as error:
            # The last line that is written here is what the grader says of a room that could not be opened.
            print(f"the process that forks has ended: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(1)
    theirs.close()
    return kernels.ForkServer(ours)


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    main(RoomSettings(**given | {"limits": Limits(**given["limits"])}))
