"""Grade many submissions: one function, mapped over an executor that keeps this computer's cores or a cluster busy."""

import atexit
import contextlib
import dataclasses
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeVar

from twoborders.grade.intake.find import Submission
from twoborders.grade.marking.grader import Grader, Settings, failed, make_rooms
from twoborders.grade.sandbox import temporary
from twoborders.grade.sandbox.isolation import NONE, find_level

T = TypeVar("T")
AHEAD = 2
"""How many submissions each worker has before it: enough to keep it busy, few enough to keep memory flat."""

OpenExecutor = Callable[[int], AbstractContextManager[Executor]]
"""Opens an executor with this many workers, such as ``pool.pool``."""

_open: dict[int, tuple[Settings, Grader]] = {}
"""What each thread of this process has open; a cluster's worker may grade in several."""


def grade_one(settings: Settings, submission: Submission, alone: bool = False) -> dict[str, Any]:
    """Grade one submission, in whatever process this is; its rooms stay open for the next one with these settings.

    ``alone``: it is graded once more, and nothing else is meanwhile.
    """
    thread = threading.get_ident()
    if thread not in _open or _open[thread][0] != settings:
        if thread in _open:
            _open.pop(thread)[1].close()
        _open[thread] = (settings, Grader(_on_this_computer(settings)))
    return _open[thread][1].grade(submission, alone)


@atexit.register
def close_rooms() -> None:
    """Close every room that this process has open."""
    while _open:
        _open.popitem()[1][1].close()


def _on_this_computer(settings: Settings) -> Settings:
    """The settings, with rooms made anew where those of the settings lie on another computer."""
    if settings.rooms.is_dir():
        return settings
    level = find_level() if settings.level.walls else NONE
    here = dataclasses.replace(settings, rooms=Path(tempfile.mkdtemp(dir=temporary.folder())), level=level)
    make_rooms(here)
    return here


def grade_all(
    submissions: Sequence[Submission], settings: Settings, open_executor: OpenExecutor, workers: int
) -> Iterator[dict[str, Any]]:
    """Yield the result of each submission as soon as it is graded, in any order.

    Two kinds of submissions are graded once more at the end, when they have no neighbour: those with which a process of
    the executor ended, which are without points where one ends again; and those whose result says ``again``, because a
    cell ran out of time, which it may have lost to a neighbour.
    """
    waiting, last = deque(submissions), deque[Submission]()
    while waiting or last:
        running: dict[Future[dict[str, Any]], tuple[Submission, bool]] = {}
        broken = False
        with open_executor(workers if waiting else 1) as executor:
            while running or ((waiting or last) and not broken):
                alone = not waiting
                window = 1 if alone or workers == 1 else workers * AHEAD
                if (waiting or last) and len(running) < window and not broken:
                    submission = (waiting or last).popleft()
                    running[_submit(executor, settings, submission, alone)] = submission, alone
                    continue
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    submission, alone = running.pop(future)
                    result = _result(future, submission)
                    ended, again = result.pop("ended", False), result.pop("again", False)
                    broken |= ended
                    if not alone and (ended or (again and workers > 1)):
                        last.append(submission)
                    else:
                        yield result


def _submit(executor: Executor, settings: Settings, submission: Submission, alone: bool) -> Future[dict[str, Any]]:
    """What will be the result; of an executor that takes nothing any more, a future that says so."""
    try:
        return executor.submit(grade_one, settings, submission, alone)
    except BrokenExecutor as error:
        future: Future[dict[str, Any]] = Future()
        future.set_exception(error)
        return future


def _result(future: Future[dict[str, Any]], submission: Submission) -> dict[str, Any]:
    """The result of a submission; it has ``"ended": True`` where a process ended while it was before it."""
    try:
        return future.result()
    except BrokenExecutor:
        return failed(submission, "the process that graded it ended, twice") | {"ended": True}
    except Exception as error:  # of the cluster, or of a worker without the kit
        return failed(submission, f"{type(error).__name__}: {error}")


class Inline(Executor):
    """An executor that does the work at once and in this process, which spares a single job a process of its own."""

    def submit(self, function: Callable[..., T], /, *arguments: Any, **keywords: Any) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(function(*arguments, **keywords))
        except Exception as error:
            future.set_exception(error)
        return future


@contextlib.contextmanager
def this_process(workers: int) -> Iterator[Executor]:
    """The executor for a single job; its rooms are closed at the end."""
    try:
        yield Inline()
    finally:
        close_rooms()


@contextlib.contextmanager
def dask_cluster(address: str, workers: int = 0) -> Iterator[Executor]:
    """The executor of a running Dask cluster, whose workers have the kit installed and see the same folders."""
    from distributed import Client

    with Client(address) as client:
        try:
            yield client.get_executor(pure=False)
        finally:  # the workers live on, and would keep their rooms open
            client.run(close_rooms)
