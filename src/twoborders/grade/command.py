"""``twoborders grade``: grade notebooks into results.jsonl, and make of it gradebook, sheet of marks and pages."""

import argparse
import contextlib
import functools
import math
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from twoborders.grade.sandbox.inside.limits import MEGABYTE, Limits
from twoborders.tables import IS_INSTALLED, ROOT
from twoborders.tables.fresh import DEFAULT_SEED
from twoborders.work import home

if TYPE_CHECKING:
    from twoborders.grade.batch import OpenExecutor
    from twoborders.grade.intake.find import Found, Submission
    from twoborders.grade.marking.align import Master
    from twoborders.grade.marking.grader import Settings
    from twoborders.grade.out_folder import TakenUp

ENGINES = ("fork", "kernel")

DESCRIPTION, EPILOG = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").split("\n%%\n\n")
"""What --help says before and behind the options."""

SHOWN = 3
"""How many names a sentence lists."""


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
        "--moodle",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a grading worksheet that you downloaded from Moodle, in any language: it is filled into DIR",
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
    with contextlib.suppress(ValueError):
        if 0 < float(text) < math.inf:
            return float(text)
    raise argparse.ArgumentTypeError(f"{text} is not a number above 0")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number above 0")
    return int(text)


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number. Write the paths before --fresh-figures")
    return int(text)


def _run(arguments: argparse.Namespace) -> int:
    # Imported here and below, so that "twoborders build" and "--help" do not pay for them.
    from twoborders.grade.intake.repair_json import UnreadableError
    from twoborders.grade.out_folder import BusyError, alone
    from twoborders.grade.sandbox.isolation import IsolationError

    try:
        _check(arguments)
        masters, found = _masters(arguments.solutions or ROOT / "solutions"), _submissions(arguments.paths)
        _prepare(arguments.out)
        paths = map(str, (*arguments.paths, "--out", arguments.out))
        with alone(arguments.out, ["twoborders", "grade", *paths]) as warning:
            if warning:
                print(warning, flush=True)
            return _grade(arguments, masters, found)
    except (_UsageError, BusyError, IsolationError, UnreadableError) as error:
        print(f"twoborders grade: {error}", file=sys.stderr)
        return 2


def _check(arguments: argparse.Namespace) -> None:
    if arguments.strict and arguments.fresh_figures is None:
        raise _UsageError(
            "--strict needs --fresh-figures: it takes the points of the answers that these flag. Give both."
        )
    if arguments.marks and not arguments.marks.is_file():
        raise _UsageError(f"there is no file {arguments.marks}. Give the filled-in sheet with --marks.")
    if gone := [str(sheet) for sheet in arguments.moodle if not sheet.is_file()]:
        raise _UsageError(f"there is no file {gone[0]}. Give the worksheet that you downloaded from Moodle.")


def _grade(arguments: argparse.Namespace, masters: "dict[str, Master]", found: "Found") -> int:
    from twoborders.grade import reports
    from twoborders.grade.marking import results
    from twoborders.grade.marking.grader import key_of, make_rooms
    from twoborders.grade.out_folder import take_up
    from twoborders.grade.reports import marks
    from twoborders.grade.sandbox import temporary

    file = arguments.out / "results.jsonl"
    try:
        together = reports.together(arguments.paths, arguments.moodle)
    except reports.SheetError as error:
        raise _UsageError(str(error)) from error
    try:
        with tempfile.TemporaryDirectory(dir=temporary.folder(), ignore_cleanup_errors=True) as rooms:
            settings = _settings(arguments, Path(rooms) / "rooms")
            run = take_up(file, found.submissions, arguments.paths, lambda each: key_of(each, settings))
            graded = run.done if arguments.resume else set()
            # Whole paths: the workers of a cluster were started in other folders.
            left = [replace(each, path=each.path.absolute()) for each in run.submissions if each.name not in graded]
            if left:
                make_rooms(settings)
            stopped = _grade_left(arguments, left, graded, settings, file)
    except OSError as error:
        raise _UsageError(
            f"it cannot begin ({_words(error)}). Make room in {arguments.out} and in {tempfile.gettempdir()}."
        ) from error
    told, refused, to_look_at = _of_earlier_runs(run), list[str](), list[str]()
    try:
        results.put_in_order(file, [submission.name for submission in run.submissions])
        if arguments.marks:
            try:
                told += marks.merge(arguments.marks, file)
            except reports.SheetError as error:
                refused = [f"{error}\nNo mark was taken over; everything else is done."]
        course = reports.read_course(file, masters, together)
        told += reports.write_all(arguments.out, course)
        over, to_look_at = reports.passed_over(course)
        told += over
        to_look_at += together.groups(entry.learner for entry in course.entries)[1]
        filled, not_filled = reports.fill_worksheets(arguments.moodle, arguments.out, course)
        told += filled
        refused += not_filled
    except OSError as error:
        stopped = stopped or "Stopped"
        told.append(f"Not every report could be written ({_words(error)}). The results are kept in {file.name}.")
    statuses = {result["submission"]: result["status"] for result in results.read_results(file)}
    counts = Counter(status for name, status in statuses.items() if name in graded)
    missing = len(run.submissions) - len(graded)
    if missing:
        print(f"{stopped}: {missing} of {len(run.submissions)} submissions were not graded.")
        print("The same command goes on where it stopped.")
        if old := (run.old | run.done) - graded:
            print(f"Until then the reports have what earlier runs gave of these: {_some(sorted(old))}.")
    print(", ".join(f"{counts[status]} {status}" for status in results.STATUSES))
    doubts = [*found.doubts, *to_look_at]
    for sentence in (*told, *doubts):
        print(sentence)
    print(f"Isolation: {settings.level.name}")
    print(f"Results: {arguments.out}")
    if refused:
        raise _UsageError("\n".join(refused))
    return 0 if counts["graded"] == len(run.submissions) and not (stopped or doubts) else 1


def _of_earlier_runs(run: "TakenUp") -> list[str]:
    """Say which results stand beside those of this run, and which were taken out."""
    kept = f"Kept of earlier runs: {_some(run.earlier)}. To begin anew, give another folder with --out."
    gone = f"Taken out, because the file is no longer there: {_some(run.gone)}."
    return [*([kept] if run.earlier else []), *([gone] if run.gone else [])]


def _some(names: Sequence[str]) -> str:
    """Say how many results these are, and the names of the first."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{len(names)} {'result' if len(names) == 1 else 'results'} ({', '.join(names[:SHOWN])}{more})"


def _words(error: OSError) -> str:
    """What the system says of an error, and of which file."""
    return ": ".join(map(str, filter(None, (error.strerror or error, error.filename))))


def _grade_left(
    arguments: argparse.Namespace, left: "list[Submission]", graded: set[str], settings: "Settings", file: Path
) -> str:
    """Grade what is left, append the results and add the names to ``graded``; return why it stopped before the end."""
    from tqdm import tqdm

    from twoborders.grade import batch
    from twoborders.grade.marking import results
    from twoborders.grade.out_folder import file_of

    if not left:
        return ""
    files = {each.name: file_of(each) for each in left}
    workers, open_executor = _executor(arguments, len(left))
    total, shown = len(left) + len(graded), sys.stderr.isatty()
    progress = tqdm(total=total, initial=len(graded), desc="Grading", unit="notebook", disable=not shown)
    try:
        with file.open("a", encoding="utf-8", errors="replace", newline="\n") as stream, progress:
            for result in batch.grade_all(left, settings, open_executor, workers):
                name = result["submission"]
                results.write_line(stream, {"submission": name, "file": files[name], **result})
                graded.add(name)
                progress.update()
    except KeyboardInterrupt:
        return "Stopped" if len(graded) < total else ""
    except OSError as error:
        return f"Stopped ({error.strerror or error}: {error.filename or file})"
    return ""


def _executor(arguments: argparse.Namespace, submissions: int) -> "tuple[int, OpenExecutor]":
    """How many workers there are, and what opens the executor that has them."""
    from twoborders.grade import batch, pool

    if arguments.dask:
        return _dask_workers(arguments.dask), functools.partial(batch.dask_cluster, arguments.dask)
    workers = min(arguments.jobs or cores(), submissions)
    return workers, batch.this_process if workers == 1 else pool.pool


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


def _settings(arguments: argparse.Namespace, rooms: Path) -> "Settings":
    """Decide how submissions are run."""
    from twoborders.grade.marking.grader import Settings, fingerprint
    from twoborders.grade.sandbox import isolation

    limits = Limits(
        cell_seconds=arguments.cell_timeout, seconds=arguments.time_limit, memory=int(arguments.memory * MEGABYTE)
    )
    settings = Settings(
        solutions=(arguments.solutions or ROOT / "solutions").resolve(),
        rooms=rooms,
        level=isolation.find_level() if arguments.isolation else isolation.NONE,
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


def _prepare(out: Path) -> None:
    from twoborders.grade.out_folder import LOCK

    try:
        out.mkdir(parents=True, exist_ok=True)
        # Opened before the work begins: an hour of grading must not end with a file that cannot be written.
        for name in (LOCK, "results.jsonl", "gradebook.csv"):
            with (out / name).open("a"):
                pass
    except OSError as error:
        raise _UsageError(f"cannot write to {out} ({error.strerror}). Give another folder with --out.") from error


def _masters(folder: Path) -> "dict[str, Master]":
    """The masters that have graded questions, by lesson stem."""
    from twoborders.grade.marking.grader import read_masters

    masters = read_masters(folder)
    if not masters and IS_INSTALLED and folder == ROOT / "solutions":
        raise _UsageError(
            f"grading needs the whole kit, and what pip installs has no solutions. Get it at {home()} and give this "
            "command again in its folder, or name a folder of solutions with --solutions."
        )
    if not masters:
        raise _UsageError(
            f"there are no solution notebooks with graded questions in {folder}. Name their folder with --solutions."
        )
    return masters


def _submissions(paths: list[Path]) -> "Found":
    """What was handed in, and a sentence wherever it is in doubt whose it is."""
    from twoborders.grade.intake.find import find

    try:
        found = find(paths)
    except FileNotFoundError as error:
        raise _UsageError(f"the path {error} does not exist. Give a notebook, a folder or a zip archive.") from error
    if not found.submissions:
        raise _UsageError(
            f"there are no notebooks (.ipynb) in {', '.join(map(str, paths))}. "
            "Give the folder or the zip archive that holds them."
        )
    return found
