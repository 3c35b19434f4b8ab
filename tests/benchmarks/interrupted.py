"""End the command at random moments, and look for what it leaves: processes, and folders for temporary files.

    python tests/benchmarks/interrupted.py [NUMBER]

Linux only. Half of the ends come while it starts, as soon as it has so many processes or a little later, the others
while results come in; TERM, KILL, INT and HUP in turn. Prints a line for each: the signal, when it was sent, with how
many results and processes; and how many processes were left after five seconds, and how many folders. KILL may leave
its folder to the next call.
Then takes the call up once more, and compares the gradebook with that of a call that nobody ended.
"""

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "grade"), str(TESTS / "hostile")]

import submitted  # noqa: E402  (found by way of the line above)
from hostile import LESSON  # noqa: E402
from test_hostile import control  # noqa: E402

signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts in the background is deaf to Ctrl-C
SIGNALS = (signal.SIGTERM, signal.SIGKILL, signal.SIGINT, signal.SIGHUP)
SECONDS = f"300.{os.getpid()}"
"""The limit of time, by which the processes of this command's rooms are known; its own have it in their environment."""
MOST, GONE = 10, 5
"""Processes that there are at the end of the start; seconds in which all must be gone."""


def write_class(folder: Path, number: int) -> None:
    """Write so many submissions: solutions, blanks and half-right ones, in turn."""
    for count in range(number):
        kind = ("solution", "blank", "half")[count % 3]
        submitted.write(folder / f"{count:03}" / f"{LESSON}.ipynb", control(kind))


def command(folder: Path, out: Path, temporary: Path) -> subprocess.Popen:
    """Start the command."""
    given = [sys.executable, "-m", "twoborders", "grade", str(folder), "--out", str(out), "--jobs", "2"]
    given += ["--time-limit", SECONDS]
    variables = os.environ | {"TMPDIR": str(temporary), "INTERRUPTED": SECONDS}
    quiet = subprocess.DEVNULL
    return subprocess.Popen(given, env=variables, stdout=quiet, stderr=quiet, start_new_session=True)


def family() -> list[psutil.Process]:
    """The processes that the command started, itself too."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            own = process.environ().get("INTERRUPTED") == SECONDS or any(SECONDS in each for each in process.cmdline())
            if own and process.pid != os.getpid() and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def lines(results: Path) -> int:
    """How many results there are."""
    return results.read_bytes().count(b"\n") if results.exists() else 0


def interrupted(
    folder: Path, out: Path, temporary: Path, number: int, processes: int, seconds: float
) -> tuple[int, int, list[psutil.Process], int]:
    """End the command once: so long after it has so many processes, or its next result where that is 0.

    Results and processes that there were, processes and folders that are left.
    """
    results = out / "results.jsonl"
    had = lines(results)
    process = command(folder, out, temporary)
    while process.poll() is None and len(family()) < processes:
        time.sleep(0.01)
    while (
        process.poll() is None and not processes and not (results.exists() and results.read_bytes().count(b"\n") > had)
    ):
        time.sleep(0.02)
    time.sleep(seconds)
    many = len(family())
    process.send_signal(number)
    process.wait()
    time.sleep(GONE)
    return lines(results), many, family(), len(list(temporary.iterdir()))


def main(number: int) -> int:
    """End the command so many times, print a table, and return how many ends left a process or a folder."""
    chance, bad = random.Random(number), 0
    with tempfile.TemporaryDirectory() as made:
        top = Path(made)
        folder, out, whole, temporary = (top / name for name in ("class", "out", "whole", "temporary"))
        temporary.mkdir()
        write_class(folder, 120)
        print("signal    after  results  processes   left  folders")
        for turn in range(number):
            sent, processes = SIGNALS[turn % 4], 0 if turn % 8 >= 4 else chance.randint(1, MOST)
            seconds = chance.uniform(0, 0.5 if processes else 2)
            count, many, left, folders = interrupted(folder, out, temporary, sent, processes, seconds)
            for process in left:
                print("  left:", process.pid, " ".join(process.cmdline())[:100])
                process.kill()
            allowed = sent == signal.SIGKILL
            bad += bool(left) or (folders > allowed)
            when = f"{seconds:.1f} s of " + (f"{processes} there" if processes else "results")
            print(f"{sent.name:8}{when:>16} {count:8} {many:10} {len(left):6} {folders:8}", flush=True)
        for each in (out, whole):
            command(folder, each, temporary).wait()
        books = [(each / "gradebook.csv").read_bytes() for each in (out, whole)]
        same = books[0] == books[1]
        print(f"gradebooks of {len(books[0]):,} bytes are {'the same' if same else 'DIFFERENT'}")
        folders = len(list(temporary.iterdir()))
        print(f"folders in the end: {folders}")
    print(f"{bad} of {number} ends left something")
    return bad + (not same) + folders


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]) if len(sys.argv) > 1 else 24)))
