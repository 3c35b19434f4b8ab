"""Run one aligned notebook under nbval, and write what became of each cell as JSON lines to standard output.

A program of its own, started for each run by ``run.py``: it imports neither the kit nor pandas, so that it
starts quickly, and the grader outlives whatever a submission does to pytest, to nbval or to memory.

    python -P worker.py NOTEBOOK INI_FILE SECONDS_PER_CELL     (the nonce is in the environment)

Lines: ``{"position", "state": "started"}`` when a cell begins, then ``{"position", "state", "error",
"answer"}`` with one of these states: ``ran``; ``stopped``, by an exception; ``interrupted``, out of time, but
the kernel lives on; ``hung``, out of time, and the kernel had to be ended; ``died``, the kernel's process
ended; ``not run``, it had ended before.
``{"failure": text}`` where the run itself failed.
"""

import json
import os
import re
import sys
import time
from pathlib import Path
from queue import Empty
from typing import TextIO

ANSWER = "application/vnd.twoborders.answer+json"
MAX_ANSWER = 2_000_000
"""Longest answer that is passed on, in characters of JSON."""
MAX_ERROR = 300
"""Longest text of an error that is passed on, in characters."""
POLL_SECONDS = 0.25
GRACE_SECONDS = 5
"""How long a cell may go on writing after it was interrupted."""
READ_SECONDS = 20
"""How long the outputs of a cell that has ended are read; a thread that it left behind may write without end."""


def watched_kernel(base: type) -> type:
    """nbval's kernel (``base``), made to notice at once a dead process, and outputs that never end.

    This is the one seam between the grader and nbval: the class in ``nbval.plugin.RunningKernel``.
    """

    class WatchedKernel(base):
        interrupted = died = flooded = False
        read_until = float("inf")

        def execute_cell_input(self, cell_input: str, allow_stdin: bool | None = None) -> str:
            self.interrupted, self.read_until = False, float("inf")
            return super().execute_cell_input(cell_input, allow_stdin=allow_stdin)

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

        def get_message(self, stream: str, timeout: float | None = None) -> dict:
            if time.monotonic() > self.read_until:
                self.flooded = True
                raise Empty  # as if nothing came any more: nbval then ends the kernel
            return super().get_message(stream, timeout=timeout)

        def interrupt(self) -> None:
            self.interrupted, self.read_until = True, time.monotonic() + GRACE_SECONDS
            super().interrupt()

    return WatchedKernel


class Reporter:
    """The pytest plugin that sees each of nbval's cells before and after it ran."""

    def __init__(self, stream: TextIO, nonce: str) -> None:
        self.stream, self.nonce = stream, nonce

    def write(self, **line: object) -> None:
        self.stream.write(json.dumps(line) + "\n")
        self.stream.flush()

    def pytest_collection_modifyitems(self, items: list) -> None:
        # Comments such as NBVAL_SKIP in a learner's cell must not change how it is run.
        for item in items:
            item.options.update(skip=False, check=False, check_exception=False)

    def pytest_runtest_call(self, item: object) -> None:
        self.write(position=_kit(item)["position"], state="started")

    # Not the test's outcome: nbval marks each cell after one that ran out of time as expected to fail, so
    # that those that run well count as "unexpectedly passed".
    def pytest_runtest_makereport(self, item: object, call: object) -> None:
        if call.when == "setup" and call.excinfo is not None:
            self.write(failure=clean(f"{call.excinfo.typename}: {call.excinfo.value}"))
            item.session.shouldstop = "no kernel"
        if call.when != "call":
            return
        kit, kernel, outputs = _kit(item), item.parent.kernel, item.test_outputs or []
        error = next((output for output in outputs if output["output_type"] == "error"), None)
        alive = kernel.is_alive()
        if kernel.interrupted or kernel.flooded:
            state = "interrupted" if alive else "hung"
        elif kernel.died:
            state = "died"
        elif not alive:
            # It died while its outputs were read, or else before this cell was sent.
            state = "not run" if item.test_outputs is None else "died"
        else:
            state = "stopped" if error else "ran"
        self.write(
            position=kit["position"],
            state=state,
            error=clean(f"{error['ename']}: {error['evalue']}") if error else "",
            answer=find_answer(outputs, self.nonce, kit["question"]) if kit["role"] == "check" else None,
        )
        item.test_outputs = None  # nbval would keep the outputs of every cell until the end
        if not alive:
            item.session.shouldstop = "the kernel's process ended"


def _kit(item: object) -> dict:
    return item.cell.metadata["twoborders"]


def find_answer(outputs: list[dict], nonce: str, question: str) -> dict | None:
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


def main(notebook: Path, ini_file: Path, seconds: str) -> None:
    """Run the notebook; see the module's text. The exit status is 0 whatever became of the cells."""
    # Results leave on a private copy of standard output, which the kernel does not inherit; what pytest
    # prints is not wanted.
    stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    # nbval imports nbformat, which imports jsonschema, which would build the grammars of rfc3987_syntax in
    # 0.9 s; they serve to validate internationalised addresses, of which notebooks have none.
    sys.modules.setdefault("rfc3987_syntax", None)
    import nbval.plugin
    import pytest

    nbval.plugin.RunningKernel = watched_kernel(nbval.plugin.RunningKernel)
    arguments = [
        str(notebook),
        *("-c", str(ini_file), "--rootdir", str(ini_file.parent), "--confcutdir", str(ini_file.parent)),
        *("-p", "nbval.plugin", "-p", "no:cacheprovider", "-q", "--capture=no", "--color=no"),
        *("--nbval-lax", "--nbval-current-env", f"--nbval-cell-timeout={seconds}"),
    ]
    reporter = Reporter(stream, os.environ["TWOBORDERS_GRADING"])
    try:
        status = pytest.main(arguments, plugins=[reporter])
        if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED):
            reporter.write(failure=f"pytest ended with status {int(status)}")
    except BaseException as error:
        reporter.write(failure=clean(f"{type(error).__name__}: {error}"))
    stream.close()
    # Not sys.exit: the channels to a kernel that died are still open, and closing them can wait without end.
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
