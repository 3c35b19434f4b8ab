"""A pool of processes that end with the one that started them.

Nothing that takes long to load is imported here: until a process has loaded this module, it outlives the first one.
"""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor


@contextlib.contextmanager
def pool(jobs: int) -> Iterator[Executor]:
    """A pool of this many processes of this computer, for the main thread; when the block is left early, they end."""
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(jobs, mp_context=context, initializer=_follow_the_first)
    try:
        # Ctrl-C reaches every process of a terminal, and the first one answers for all: the others are born deaf to it.
        heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            for _ in range(jobs):
                executor.submit(abs, 0)
        finally:
            signal.signal(signal.SIGINT, heard)
        yield executor
    except BaseException:
        for process in multiprocessing.active_children():
            process.kill()
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()


def _follow_the_first() -> None:
    """Let this process, and with it its rooms, end with the one that started it, however that ends.

    Else it would wait for work without end. That the first one is gone is also seen if it went before this began.
    """
    first = multiprocessing.parent_process()

    def follow() -> None:
        if first is not None:
            first.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
