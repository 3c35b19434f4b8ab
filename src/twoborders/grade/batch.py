"""Grade many submissions: one function, mapped over an executor that keeps this computer's cores or a cluster busy."""

import atexit
import contextlib
import dataclasses
import multiprocessing
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager
from pathlib import Path

from twoborders.grade.intake.find import Submission
from twoborders.grade.marking.grader import Grader, Settings, failed, make_rooms
from twoborders.grade.sandbox.inside import confine
from twoborders.grade.sandbox.isolation import NONE, find_level

AHEAD = 2
"""How many submissions each worker has before it: enough to keep it busy, few enough to keep memory flat."""

OpenExecutor = Callable[[int], AbstractContextManager[Executor]]
"""Opens an executor with this many workers, such as ``pool``."""

_open: dict[int, tuple[Settings, Grader]] = {}
"""What each thread of this process has open; a cluster's worker may grade in several."""


def grade_one(settings: Settings, submission: Submission) -> dict:
    """Grade one submission, in whatever process this is; its rooms stay open for the next one with these settings."""
    thread = threading.get_ident()
    if thread not in _open or _open[thread][0] != settings:
        if thread in _open:
            _open.pop(thread)[1].close()
        _open[thread] = (settings, Grader(_on_this_computer(settings)))
    return _open[thread][1].grade(submission)


@atexit.register
def close_rooms() -> None:
    """Close every room that this process has open."""
    while _open:
        _open.popitem()[1][1].close()


def _on_this_computer(settings: Settings) -> Settings:
    """The settings, with rooms made anew where those of the settings lie on another computer."""
    if settings.rooms.is_dir():
        return settings
    folder = tempfile.TemporaryDirectory(prefix="twoborders-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    level = find_level() if settings.level.walls else NONE
    here = dataclasses.replace(settings, rooms=Path(folder.name), level=level)
    make_rooms(here)
    return here


def grade_all(
    submissions: Sequence[Submission], settings: Settings, open_executor: OpenExecutor, workers: int
) -> Iterator[dict]:
    """Yield the result of each submission as soon as it is graded, in any order.

    Where a process of the executor ends, what was before it is begun anew, each alone; only a submission with which a
    process ends a second time is without points, and its result says so.
    """
    waiting = iter(submissions)
    lost: list[Submission] = []
    finished = False
    while not finished:
        with open_executor(workers) as executor:
            finished = yield from _until_broken(waiting, lost, settings, executor, workers)
    for submission in lost:
        again: list[Submission] = []
        with open_executor(1) as executor:
            yield from _until_broken(iter([submission]), again, settings, executor, 1)
        if again:
            yield failed(submission, "the process that graded it ended, twice")


def _until_broken(
    waiting: Iterator[Submission], lost: list[Submission], settings: Settings, executor: Executor, workers: int
) -> Generator[dict, None, bool]:
    """Yield results until none is left (return True) or the executor is broken: add to ``lost`` what it had."""
    running: dict[Future, Submission] = {}
    window = 1 if workers == 1 else workers * AHEAD
    more = True
    while more or running:
        while more and len(running) < window:
            submission = next(waiting, None)
            more = submission is not None
            if more:
                try:
                    running[executor.submit(grade_one, settings, submission)] = submission
                except BrokenExecutor:
                    lost += [*running.values(), submission]
                    return False
        for future in wait(running, return_when=FIRST_COMPLETED).done if running else ():
            submission = running.pop(future)
            try:
                yield future.result()
            except BrokenExecutor:
                lost += [submission, *running.values()]
                return False
            except Exception as error:  # of the cluster, or of a worker without the kit
                yield failed(submission, f"{type(error).__name__}: {error}")
    return True


@contextlib.contextmanager
def pool(jobs: int) -> Iterator[Executor]:
    """A pool of this many processes of this computer; when the block is left early, they are ended."""
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(jobs, mp_context=context, initializer=_follow_the_first)
    try:
        yield executor
    except BaseException:
        for process in multiprocessing.active_children():
            process.terminate()
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()


def _follow_the_first() -> None:
    """Ctrl-C reaches every process of a terminal, and the first one answers for all; with it, all end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":  # else they would wait for work without end, with their rooms, where it was killed
        confine.die_with_parent()


class Inline(Executor):
    """An executor that does the work at once and in this process, which spares a single job a process of its own."""

    def submit(self, function: Callable, /, *arguments: object, **keywords: object) -> Future:
        future: Future = Future()
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
