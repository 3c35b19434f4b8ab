"""``twoborders grade``: grade notebooks into results.jsonl, and make of it gradebook, sheet of marks and pages."""

import argparse
import functools
import math
import os
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from twoborders.grade.sandbox.inside.limits import MEGABYTE, Limits
from twoborders.tables import ROOT
from twoborders.tables.fresh import DEFAULT_SEED

ENGINES = ("fork", "kernel")

DESCRIPTION = """\
Grade notebooks. Each is aligned with its master in solutions/, run from top to bottom under nbval in a
closed room, and judged outside it. The same command again goes on where an earlier one stopped, and grades
only what is new or has changed."""

EPILOG = """\
what stands in DIR afterwards:
  summary.html                    the class: what waits, outcomes, common mistakes
  gradebook.csv                   a row for each learner, a column for each question
  marks.csv                       the argued answers, to be marked and given back with --marks
  learners/NAME/feedback.html     a page for each learner
  canvas.csv, moodle-LESSON.csv   totals for Canvas and Moodle
  results.jsonl                   all of it, a line for each submission as soon as it is graded

whose submission it is:
  submissions/ana/01_....ipynb, given submissions        ana (the folder or zip archive under the given path)
  submissions/ana_01_....ipynb, given submissions        ana (what the name has beside the lesson's)
  submissions/ana/01_....ipynb, given submissions/ana    ana (the name says nothing: the folder it lies in)
  download.zip of Canvas, Moodle, Blackboard or Brightspace, as it is: what the platform's names say

exit status:
  0 all graded; 1 some incomplete or unreadable, or stopped (gradebook.csv says which and why);
  2 it could not begin or not merge the marks (a sentence says why)
"""


class _UsageError(Exception):
    """The command cannot begin; the text names the thing and the way out."""


def add_parser(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``grade`` to the command line."""
    parser = subcommands.add_parser(
        "grade",
        help="grade notebooks into a gradebook",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a notebook, a folder or a zip archive")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="where the results go")
    parser.add_argument(
        "--marks", type=Path, metavar="FILE", help="a marks.csv that you have filled in: its marks are merged"
    )
    parser.add_argument(
        "--resume",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="keep what DIR has of submissions that have not changed (default), or grade all anew",
    )
    parser.add_argument("--solutions", type=Path, metavar="DIR", help="the masters (default: the kit's own solutions/)")
    fresh = parser.add_argument_group("fresh figures")
    fresh.add_argument(
        "--fresh-figures",
        type=_seed,
        nargs="?",
        const=DEFAULT_SEED,
        metavar="SEED",
        help="run each notebook again on other figures; flag answers that hold on the published tables alone",
    )
    fresh.add_argument("--strict", action="store_true", help="an answer that is flagged gets no points")
    limits = parser.add_argument_group("limits of one submission")
    usual = Limits()
    for option, unit, value, of_what in (
        ("--cell-timeout", "SECONDS", usual.cell_seconds, "how long one cell may run"),
        ("--time-limit", "SECONDS", usual.seconds, "how long all its cells may run, with reruns"),
        ("--memory", "MB", usual.memory / MEGABYTE, "how much memory it may use"),
    ):
        text = f"{of_what} (default: {value:g})"
        limits.add_argument(option, type=_positive, default=value, metavar=unit, help=text)
    machine = parser.add_argument_group("how it runs")
    machine.add_argument("--jobs", type=_count, metavar="N", help="how many at once (default: one for each core)")
    machine.add_argument(
        "--engine",
        choices=ENGINES,
        help="fork: quick (default on Linux); kernel: a Jupyter kernel for each notebook (default elsewhere)",
    )
    machine.add_argument(
        "--no-isolation",
        dest="isolation",
        action="store_false",
        help="no closed room: run the learners' code as your user, with your files and your network "
        "(Windows and macOS have no other way)",
    )
    machine.add_argument("--dask", metavar="ADDRESS", help="use the workers of a Dask cluster, such as tcp://host:8786")
    parser.set_defaults(run=_run)


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is not a number above 0")
    return number


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number above 0")
    return int(text)


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number. Write the paths before --fresh-figures")
    return int(text)


def _run(arguments: argparse.Namespace) -> int:
    try:
        return _grade(arguments)
    except _UsageError as error:
        print(f"twoborders grade: {error}", file=sys.stderr)
        return 2


def _grade(arguments: argparse.Namespace) -> int:
    # Imported here, so that "twoborders build" and "--help" do not pay for them.
    from twoborders.grade import reports
    from twoborders.grade.marking import results
    from twoborders.grade.reports import marks
    from twoborders.grade.sandbox import temporary

    if arguments.strict and arguments.fresh_figures is None:
        raise _UsageError(
            "--strict needs --fresh-figures: it takes the points of the answers that these flag. Give both."
        )
    if arguments.marks and not arguments.marks.is_file():
        raise _UsageError(f"there is no file {arguments.marks}. Give the filled-in sheet with --marks.")
    masters = _masters(arguments.solutions or ROOT / "solutions")
    submissions = _submissions(arguments.paths)
    _prepare(arguments.out)
    results_file = arguments.out / "results.jsonl"
    with tempfile.TemporaryDirectory(dir=temporary.folder(), ignore_cleanup_errors=True) as rooms:
        settings = _settings(arguments, Path(rooms) / "rooms")
        done = _kept(results_file, submissions, settings) if arguments.resume else set()
        # Whole paths: the workers of a cluster were started in other folders.
        left = [replace(each, path=each.path.absolute()) for each in submissions if each.name not in done]
        stopped = _grade_left(arguments, left, len(done), settings, results_file)
    results.put_in_order(results_file, [submission.name for submission in submissions])
    told, refused = [], None
    if arguments.marks:
        try:
            told = marks.merge(arguments.marks, results_file)
        except marks.MarksError as error:
            refused = error
    told += reports.write_all(arguments.out, masters)
    counts = Counter(result["status"] for result in results.read_results(results_file))
    if stopped:
        print(f"Stopped: {len(submissions) - counts.total()} of {len(submissions)} submissions were not graded.")
        print("The same command goes on where it stopped.")
    print(", ".join(f"{counts[status]} {status}" for status in results.STATUSES))
    for sentence in told:
        print(sentence)
    print(f"Isolation: {settings.level.name}")
    print(f"Results: {arguments.out}")
    if refused is not None:
        raise _UsageError(f"{refused}\nNo mark was taken over; everything else is done.")
    return 0 if counts["graded"] == len(submissions) else 1


def _grade_left(arguments: argparse.Namespace, left: list, done: int, settings: object, results_file: Path) -> bool:
    """Grade these submissions and append their results; return whether it was stopped before the end."""
    from tqdm import tqdm

    from twoborders.grade import batch
    from twoborders.grade.marking import results
    from twoborders.grade.marking.grader import make_rooms

    if not left:
        return False
    make_rooms(settings)
    workers, open_executor = _executor(arguments, len(left))
    progress = tqdm(
        total=len(left) + done, initial=done, desc="Grading", unit="notebook", disable=not sys.stderr.isatty()
    )
    with results_file.open("a", encoding="utf-8", errors="replace", newline="\n") as stream, progress:
        try:
            for result in batch.grade_all(left, settings, open_executor, workers):
                results.write_line(stream, result)
                progress.update()
        except KeyboardInterrupt:
            return True
    return False


def _executor(arguments: argparse.Namespace, submissions: int) -> tuple[int, object]:
    """How many workers there are, and what opens the executor that has them."""
    from twoborders.grade import batch

    if arguments.dask:
        return _dask_workers(arguments.dask), functools.partial(batch.dask_cluster, arguments.dask)
    workers = min(arguments.jobs or cores(), submissions)
    return workers, batch.this_process if workers == 1 else batch.pool


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _dask_workers(address: str) -> int:
    try:
        from distributed import Client
    except ImportError as error:
        raise _UsageError(
            "--dask needs Dask. In the kit's folder: .venv/bin/python -m pip install -e '.[cluster]'"
        ) from error
    try:
        with Client(address, timeout=10) as client:
            return sum(client.nthreads().values()) or 1
    except (OSError, ValueError) as error:
        raise _UsageError(f"no Dask cluster answers at {address}. Is its scheduler running? ({error})") from error


def _settings(arguments: argparse.Namespace, rooms: Path) -> object:
    """Decide how submissions are run, and write the rooms in which they are."""
    from twoborders.grade.marking.grader import Settings, fingerprint
    from twoborders.grade.sandbox import isolation

    try:
        level = isolation.find_level() if arguments.isolation else isolation.NONE
    except isolation.IsolationError as error:
        raise _UsageError(str(error)) from error
    limits = Limits(
        cell_seconds=arguments.cell_timeout, seconds=arguments.time_limit, memory=int(arguments.memory * MEGABYTE)
    )
    settings = Settings(
        solutions=(arguments.solutions or ROOT / "solutions").resolve(),
        rooms=rooms,
        level=level,
        engine=arguments.engine or ENGINES[0 if isolation.can_fork() else 1],
        limits=limits,
        fresh=arguments.fresh_figures,
        strict=arguments.strict,
        hidden=tuple(_folder_of(path) for path in (*arguments.paths, arguments.out, arguments.solutions or ROOT)),
    )
    if settings.engine == "fork" and not isolation.can_fork():
        raise _UsageError("the engine fork needs Linux 5.3. Leave --engine out, or give --engine kernel.")
    return replace(settings, fingerprint=fingerprint(settings))


def _folder_of(path: Path) -> Path:
    return path.resolve() if path.is_dir() else path.resolve().parent


def _kept(results_file: Path, submissions: list, settings: object) -> set[str]:
    """The names of the submissions whose results of an earlier run still hold."""
    from twoborders.grade.marking import results
    from twoborders.grade.marking.grader import key_of

    if not results_file.exists():
        return set()
    return results.resume(results_file, {each.name: key_of(each, settings) for each in submissions})


def _prepare(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        # Opened before the work begins: an hour of grading must not end with a file that cannot be written.
        for name in ("results.jsonl", "gradebook.csv"):
            with (out / name).open("a"):
                pass
    except OSError as error:
        raise _UsageError(f"cannot write to {out} ({error.strerror}). Give another folder with --out.") from error


def _masters(folder: Path) -> dict:
    """The masters that have graded questions, by lesson stem."""
    from twoborders.grade.intake.read import UnreadableError
    from twoborders.grade.marking.grader import read_masters

    try:
        masters = read_masters(folder)
    except UnreadableError as error:
        raise _UsageError(str(error)) from error
    if not masters:
        raise _UsageError(
            f"there are no solution notebooks with graded questions in {folder}. Name their folder with --solutions."
        )
    return masters


def _submissions(paths: list[Path]) -> list:
    from twoborders.grade.intake.find import find

    try:
        submissions = find(paths)
    except FileNotFoundError as error:
        raise _UsageError(f"the path {error} does not exist. Give a notebook, a folder or a zip archive.") from error
    if not submissions:
        raise _UsageError(
            f"there are no notebooks (.ipynb) in {', '.join(map(str, paths))}. "
            "Give the folder or the zip archive that holds them."
        )
    return submissions
