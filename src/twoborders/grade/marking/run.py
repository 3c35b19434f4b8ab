"""Run an aligned notebook, again without a cell that ended its kernel, and say what became of each cell."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from twoborders.grade.marking.align import RunCell
from twoborders.grade.sandbox.session import EndedError, Session

MAX_RERUNS = 3
"""How many cells of one submission may end the kernel before the rest is given up."""
ENDING = ("died", "hung", "memory", "processes")
"""The states of a cell that ended its kernel: by itself, out of time, or because it used too much."""
OUT_OF_TIME = "it ran longer than"
_OUT_OF_MEMORY = ("MemoryError", "numpy._core._exceptions._ArrayMemoryError", "RuntimeError: can't start new thread")


@dataclass(frozen=True)
class CellRun:
    """What became of one cell.

    ``state``: one of the worker's (see ``inside/worker.py``), ``memory`` or ``processes`` where the room was closed
    because it used too much, or ``left out`` where the cell ended the kernel in an earlier run. ``error``: one line, or
    empty. ``answer``: ``{"value": ...}``, ``{"problem": ...}`` or None. ``ended``: for a cell that was left out, the
    state that made it so. ``lacked_time``: it ran out of time while the processor may have served others.
    """

    state: str = "not run"
    error: str = ""
    answer: dict[str, Any] | None = None
    ended: str = ""
    lacked_time: bool = False


@dataclass(frozen=True)
class Run:
    """The cells' runs, by position; how many reruns were needed; why the run itself failed (or empty)."""

    cells: list[CellRun]
    reruns: int
    failure: str = ""

    @property
    def lacked_time(self) -> bool:
        """Whether a cell ran out of time, or all of them, and the processor may have served others meanwhile."""
        return OUT_OF_TIME in self.failure or any(ran.lacked_time for ran in self.cells)


def run(cells: Sequence[RunCell], session: Session, nonce: str) -> Run:
    """Run the cells in a fresh kernel. A cell that kills or hangs it is left out and the rest is run again.

    ``nonce`` is what each answer must carry. At most ``MAX_RERUNS`` cells are left out, and never a locked cell of the
    master, without which nothing else would run. The session's limit of time holds for all the runs together.
    """
    seconds = session.limits.seconds
    left_out: dict[int, CellRun] = {}
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
        if failure or ended_by is None or len(left_out) == MAX_RERUNS or cells[ended_by[0]].role == "setup":
            every = {**runs, **left_out}
            return Run([every.get(at, CellRun()) for at in range(len(cells))], len(left_out), failure)
        position, how = ended_by
        left_out[position] = CellRun("left out", ended=how, lacked_time=runs[position].lacked_time)


def culprit(runs: dict[int, CellRun], included: Sequence[int]) -> tuple[int, str] | None:
    """The cell that ended the kernel, and how."""
    before = None
    for position in included:
        state = runs[position].state if position in runs else "not run"
        if state in ENDING:
            return _suspect(runs, included, position) or (position, state)
        if state == "not run":
            # The kernel was dead when this cell's turn came: it ended just after the cell before.
            return None if before is None else _suspect(runs, included, position) or (before, "died")
        before = position
    return _spoiler(runs, included)


def _spoiler(runs: dict[int, CellRun], included: Sequence[int]) -> tuple[int, str] | None:
    """A cell that ran out of time or memory, if a cell behind it then failed too, and not for a name.

    It may have left memory full or work half done, on which other questions' cells stumble; its own question is lost
    already, so that leaving it out costs nothing.
    """
    spoiler = next((position for position in included if _ran_out_of(runs[position])), None)
    if spoiler is None:
        return None
    behind = [runs[position].error for position in included if position > spoiler]
    if not any(error and not error.startswith("NameError") for error in behind):
        return None
    return spoiler, _ran_out_of(runs[spoiler])


def _ran_out_of(ran: CellRun) -> str:
    """What a cell lacked, time or memory, as the state for which it is left out; empty where it lacked nothing."""
    if ran.state == "interrupted":
        return ran.state
    return "memory" if ran.error.startswith(_OUT_OF_MEMORY) else ""


def _suspect(runs: dict[int, CellRun], included: Sequence[int], ended: int) -> tuple[int, str] | None:
    """The last cell before this one that ran out of time, memory or threads, if there is one.

    What it has left, full memory or a thread that goes on, is what the cells behind it die of, and its own question is
    lost already.
    """
    for position in reversed(included[: included.index(ended)]):
        if lacked := _ran_out_of(runs[position]):
            return position, lacked
    return None


def _run_once(
    cells: Sequence[RunCell], included: Sequence[int], session: Session, nonce: str, seconds: float
) -> tuple[dict[int, CellRun], str]:
    wanted = [{"position": position, **asdict(cells[position])} for position in included]
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
                    given = answer if isinstance(answer, dict) else None
                    runs[position] = CellRun(state, error, given, lacked_time=line.get("lacked_time") is True)
                    started = None
    except EndedError as ended:
        failure = _what_ended(str(ended), started, runs, session)
    return runs, failure


def _what_ended(cause: str, started: int | None, runs: dict[int, CellRun], session: Session) -> str:
    """Note in ``runs`` which cell the room ended with, and return why the whole run failed (or the empty text)."""
    if cause == "time":
        if started is not None:
            runs[started] = CellRun("hung")
        return f"{OUT_OF_TIME} {session.limits.seconds:g} seconds in all"
    if started is None:
        if any(ran.state in ENDING for ran in runs.values()):
            return ""  # what that cell has left behind ended the room
        return {"memory": "it used too much memory", "processes": "it started too many processes"}.get(cause, cause)
    runs[started] = CellRun(cause if cause in ENDING else "died")
    return ""
