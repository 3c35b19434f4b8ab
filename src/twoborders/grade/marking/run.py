"""Run an aligned notebook, again without a cell that ended its kernel, and say what became of each cell."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from twoborders.grade.marking.align import RunCell
from twoborders.grade.sandbox.session import EndedError, Session

MAX_RERUNS = 3
"""How many cells of one submission may end the kernel before the rest is given up."""
ENDING = ("died", "hung", "memory", "processes")
"""The states of a cell that ended its kernel: by itself, out of time, or because it used too much."""

_OUT_OF_MEMORY = ("MemoryError", "numpy._core._exceptions._ArrayMemoryError", "RuntimeError: can't start new thread")


@dataclass(frozen=True)
class CellRun:
    """What became of one cell.

    ``state``: one of the worker's (see ``inside/worker.py``), ``memory`` or ``processes`` where the room was closed
    because it used too much, or ``left out`` where the cell ended the kernel in an earlier run. ``error``: one line, or
    empty. ``answer``: ``{"value": ...}``, ``{"problem": ...}`` or None. ``ended``: for a cell that was left out, the
    state that made it so.
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


def run(cells: Sequence[RunCell], session: Session, nonce: str) -> Run:
    """Run the cells in a fresh kernel. A cell that kills or hangs it is left out and the rest is run again.

    ``nonce`` is what each answer must carry. At most ``MAX_RERUNS`` cells are left out, and never a locked cell of the
    master, without which nothing else would run. The session's limit of time holds for all the runs together.
    """
    seconds = session.limits.seconds
    left_out: dict[int, str] = {}
    tried_again = False
    while True:
        included = [position for position in range(len(cells)) if position not in left_out]
        try:
            session.wait_until_ready()
        except EndedError as error:
            return Run([CellRun()] * len(cells), len(left_out), str(error))
        began = time.monotonic()
        runs, failure = _run_once(cells, included, session, nonce, seconds)
        seconds -= time.monotonic() - began
        if failure and not runs and not tried_again:
            tried_again = True  # no cell has begun: what went wrong is nothing that this submission did
            continue
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
        if state == "not run" and before is None:
            return None
        if state in ENDING:
            return _suspect(runs, included, position) or (position, state)
        if state == "not run":
            # The kernel was dead when this cell's turn came: it ended just after the cell before.
            return _suspect(runs, included, position) or (before, "died")
        before = position
    return _spoiler(runs, included)


def _spoiler(runs: dict[int, CellRun], included: Sequence[int]) -> tuple[int, str] | None:
    """A cell that ran out of time or memory, if a cell behind it then failed too, and not for a name.

    It may have left memory full or work half done, on which other questions' cells stumble; its own question is lost
    already, so that leaving it out costs nothing.
    """
    spoiler = next((position for position in included if _ran_out(runs[position])), None)
    behind = [runs[position].error for position in included if spoiler is not None and position > spoiler]
    if not any(error and not error.startswith("NameError") for error in behind):
        return None
    return spoiler, "interrupted" if runs[spoiler].state == "interrupted" else "memory"


def _ran_out(ran: CellRun) -> bool:
    return ran.state == "interrupted" or ran.error.startswith(_OUT_OF_MEMORY)


def _suspect(runs: dict[int, CellRun], included: Sequence[int], ended: int) -> tuple[int, str] | None:
    """The last cell before this one that ran out of time, memory or threads, if there is one.

    What it has left, full memory or a thread that goes on, is what the cells behind it die of, and its own question is
    lost already.
    """
    for position in reversed(included[: included.index(ended)]):
        if runs[position].state == "interrupted":
            return position, "interrupted"
        if runs[position].error.startswith(_OUT_OF_MEMORY):
            return position, "memory"
    return None


def _run_once(
    cells: Sequence[RunCell], included: Sequence[int], session: Session, nonce: str, seconds: float
) -> tuple[dict[int, CellRun], str]:
    wanted = [
        {
            "position": position,
            "role": cells[position].role,
            "question": cells[position].question,
            "source": cells[position].source,
        }
        for position in included
    ]
    positions = set(included)
    runs: dict[int, CellRun] = {}
    failure = ""
    started = None
    try:
        for line in session.run(wanted, nonce, seconds):
            match line:
                case {"failure": str(text)}:
                    failure = text
                case {"position": int(position)} if position not in positions:
                    # Where the learner's process is not secluded, it can write lines of its own: memory must not grow.
                    continue
                case {"position": int(position), "state": "started"}:
                    started = position
                case {"position": int(position), "state": str(state), "error": str(error), "answer": answer}:
                    runs[position] = CellRun(state, error, answer if isinstance(answer, dict) else None)
                    started = None
    except EndedError as ended:
        failure = _what_ended(str(ended), started, runs, session)
    return runs, failure


def _what_ended(cause: str, started: int | None, runs: dict[int, CellRun], session: Session) -> str:
    """Note in ``runs`` which cell the room ended with, and return why the whole run failed (or the empty text)."""
    if cause == "time":
        if started is not None:
            runs[started] = CellRun("hung")
        return f"it ran longer than {session.limits.seconds:g} seconds in all"
    if started is None:
        return {"memory": "it used too much memory", "processes": "it started too many processes"}.get(cause, cause)
    runs[started] = CellRun(cause if cause in ENDING else "died")
    return ""
