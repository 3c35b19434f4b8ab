"""Run an aligned notebook, again without a cell that ended its kernel, and say what became of each cell."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from twoborders.grade.align import RunCell

MAX_RERUNS = 3
"""How many cells of one submission may end the kernel before the rest is given up."""
WORKER = Path(__file__).with_name("worker.py")


@dataclass(frozen=True)
class CellRun:
    """What became of one cell.

    ``state``: one of the worker's (see ``worker.py``), or ``left out`` where the cell ended the kernel in an
    earlier run. ``error``: one line, or empty. ``answer``: ``{"value": ...}``, ``{"problem": ...}`` or None.
    ``ended``: for a cell that was left out, the state that made it so.
    """

    state: str = "not run"
    error: str = ""
    answer: dict | None = None
    ended: str = ""


@dataclass(frozen=True)
class Run:
    """The cells' runs, by position; how many reruns were needed; why the run itself failed (or empty)."""

    cells: list[CellRun]
    reruns: int
    failure: str = ""


def run(cells: Sequence[RunCell], cell_timeout: float, nonce: str) -> Run:
    """Run the cells in a fresh kernel. A cell that kills or hangs it is left out and the rest is run again.

    ``cell_timeout`` in seconds; ``nonce`` is what each answer must carry. At most ``MAX_RERUNS`` cells are
    left out, and never a locked cell of the master, without which nothing else would run.
    """
    left_out: dict[int, str] = {}
    while True:
        included = [position for position in range(len(cells)) if position not in left_out]
        runs, failure = _run_once(cells, included, cell_timeout, nonce)
        ended_by = culprit(runs, included)
        give_up = failure or ended_by is None or len(left_out) == MAX_RERUNS or cells[ended_by[0]].role == "setup"
        if give_up:
            result = [runs.get(position, CellRun()) for position in range(len(cells))]
            for position, ended in left_out.items():
                result[position] = CellRun("left out", ended=ended)
            return Run(result, len(left_out), failure)
        left_out[ended_by[0]] = ended_by[1]


def culprit(runs: dict[int, CellRun], included: Sequence[int]) -> tuple[int, str] | None:
    """The cell that ended the kernel, and how."""
    before = None
    for position in included:
        state = runs[position].state if position in runs else "not run"
        if state in ("died", "hung"):
            return position, state
        if state == "not run":
            # The kernel was dead when this cell's turn came: it ended just after the cell before.
            return None if before is None else (before, "died")
        before = position
    return None


# Each run is a process of its own rather than pytest.main in this one: pytest keeps what it has collected, so
# that memory would grow with the class; a run that hangs can be ended from outside; and the project's own
# tests, which run under pytest, can grade without nesting one session in another. It costs about half a
# second a run.
def _run_once(
    cells: Sequence[RunCell], included: Sequence[int], cell_timeout: float, nonce: str
) -> tuple[dict[int, CellRun], str]:
    with tempfile.TemporaryDirectory(prefix="twoborders-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        working = folder / "work"  # where the learner's code runs: it holds the notebook and nothing else
        working.mkdir()
        notebook = working / "notebook.ipynb"
        notebook.write_text(json.dumps(_notebook(cells, included)), encoding="utf-8")
        # An ini file of its own, or pytest would take up the settings of the project it is started in.
        ini_file = folder / "pytest.ini"
        ini_file.write_text("[pytest]\n", encoding="utf-8")
        command = [sys.executable, "-P", str(WORKER), str(notebook), str(ini_file), f"{cell_timeout:g}"]
        # Above what nbval can need, so that it ends only a run that hangs outside any cell.
        limit = 120 + len(included) * (cell_timeout + 20)
        try:
            done = subprocess.run(
                command,
                cwd=folder,
                env=_environment(folder, nonce),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=limit,
                check=False,
            )
            output, errors, hung = done.stdout, done.stderr, False
        except subprocess.TimeoutExpired as error:
            output, errors, hung = error.stdout or b"", b"", True
    return _read_lines(output, errors, hung)


def _read_lines(output: bytes, errors: bytes, hung: bool) -> tuple[dict[int, CellRun], str]:
    runs: dict[int, CellRun] = {}
    failure, lines = "", 0
    for text in output.decode("utf-8", "replace").splitlines():
        # A worker that was ended from outside may leave half a line.
        with contextlib.suppress(ValueError, RecursionError):
            line = json.loads(text)
            lines += 1
            if "failure" in line:
                failure = line["failure"]
            elif line["state"] == "started":
                # Stands only where the run ended within the cell.
                runs[line["position"]] = CellRun("hung" if hung else "died")
            else:
                runs[line["position"]] = CellRun(line["state"], line["error"], line["answer"])
    if not lines and not failure:
        last = errors.decode("utf-8", "replace").strip().splitlines()[-1:]
        failure = last[0][:300] if last else "the run ended without a word"
    return runs, failure


def _environment(folder: Path, nonce: str) -> dict[str, str]:
    """This process's variables, without those that would make one instructor's run differ from another's."""
    unwanted = ("MPLBACKEND", "NBGRADER_EXECUTION", "PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_CURRENT_TEST")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return kept | {
        "TWOBORDERS_GRADING": nonce,
        # Only nbval is loaded, whatever other pytest plugins are installed.
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        # No start-up files of the instructor's own IPython; connection files vanish with the folder.
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


def _notebook(cells: Sequence[RunCell], included: Sequence[int]) -> dict:
    """The notebook that nbval runs: no outputs, and no metadata but the grader's own."""
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        "cells": [
            {
                "cell_type": "code",
                "id": f"cell-{position}",
                "metadata": {
                    "twoborders": {
                        "position": position,
                        "role": cells[position].role,
                        "question": cells[position].question,
                    }
                },
                "source": cells[position].source,
                "outputs": [],
                "execution_count": None,
            }
            for position in included
        ],
    }
