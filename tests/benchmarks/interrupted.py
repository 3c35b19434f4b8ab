"""Grade 500 mixed submissions, kill the call half way, take it up again, and compare with a call that nobody killed.

    python tests/benchmarks/interrupted.py [NUMBER]

Linux only. The submissions are solutions, blanks, half-right notebooks and the hostile ones of tests/hostile, in turn;
hostile ones of which more than one outcome is sane are left out, since they may end otherwise each time. Prints the
seconds of each call, the greatest memory of each, and whether the gradebooks are the same, byte for byte.
"""

import itertools
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "grade"), str(TESTS / "hostile")]

import submitted  # noqa: E402  (found by way of the line above)
from cases import CASES  # noqa: E402
from hostile import LESSON, RIGHT, Surroundings  # noqa: E402
from test_hostile import control  # noqa: E402

LIMITS = ("--cell-timeout", "3", "--time-limit", "30", "--memory", "600")


def write_class(folder: Path, number: int, around: Surroundings) -> None:
    """Write so many submissions: four ordinary ones to one hostile one."""
    sure = [case for case in CASES if case.results == 1 and not case.folder]
    sure = [case for case in sure if all(isinstance(case.outcomes.get(each, ""), str) for each in RIGHT)]
    hostile = itertools.cycle(sure)
    kinds = itertools.cycle(["solution", "blank", "half", "solution", None])
    for count, kind in zip(range(number), kinds, strict=False):
        own = folder / f"{count:03}"
        own.mkdir(parents=True)
        if kind is None:
            next(hostile).make(own, around)
        else:
            submitted.write(own / f"{LESSON}.ipynb", control(kind))


def grade(folder: Path, out: Path, kill_after: int = 0) -> tuple[float, int, int]:
    """Run the command; with ``kill_after``, kill it once so many results are there. Seconds, bytes, results."""
    command = [sys.executable, "-m", "twoborders", "grade", str(folder), "--out", str(out), *LIMITS]
    began, most, results = time.monotonic(), 0, out / "results.jsonl"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        done = threading.Event()
        while not done.is_set():
            most = max(most, own_memory(process.pid))
            count = results.read_bytes().count(b"\n") if results.exists() else 0
            if kill_after and count >= kill_after:
                process.send_signal(signal.SIGKILL)
                done.set()
            if process.poll() is not None:
                done.set()
            time.sleep(0.2)
    return time.monotonic() - began, most, results.read_bytes().count(b"\n")


def own_memory(process: int) -> int:
    """What the command and its workers use, in bytes, without the rooms, which hold the submissions."""
    try:
        command = psutil.Process(process)
        workers = [each for each in command.children() if "multiprocessing" in " ".join(each.cmdline())]
        return sum(each.memory_info().rss for each in (command, *workers))
    except psutil.Error:
        return 0


def main(number: int) -> None:
    """Write the class, grade it twice, and print what is compared."""
    with tempfile.TemporaryDirectory() as temporary:
        top = Path(temporary)
        around = Surroundings("canary", "canary.txt", 9, "none", os.getpid(), *[str(top / "elsewhere")] * 5)
        write_class(top / "class", number, around)
        for name, kill_after in (("whole", 0), ("interrupted", number // 2), ("interrupted", 0)):
            seconds, most, results = grade(top / "class", top / name, kill_after)
            ended = "killed" if kill_after else "ended"
            print(f"{name}: {ended} after {seconds:.1f} s, {results} results, at most {most / 1e6:.0f} MB", flush=True)
        books = [(top / name / "gradebook.csv").read_bytes() for name in ("whole", "interrupted")]
        print(f"gradebooks of {len(books[0]):,} bytes are {'the same' if books[0] == books[1] else 'DIFFERENT'}")
        if books[0] != books[1]:
            for one, other in zip(*(book.decode().splitlines() for book in books), strict=False):
                if one != other:
                    print(f"- {one}\n+ {other}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
