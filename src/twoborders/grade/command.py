"""``twoborders grade``: grade notebooks into results.jsonl and gradebook.csv."""

import argparse
import math
import sys
from collections import Counter
from pathlib import Path

DESCRIPTION = """\
Grade notebooks. Each is aligned with its master in solutions/, run from top to bottom under nbval, and
judged. DIR/results.jsonl gets one line per submission as soon as it is graded; DIR/gradebook.csv has one
row per learner. An earlier results.jsonl in DIR is replaced."""

EPILOG = """\
whose submission it is:
  submissions/ana/01_....ipynb, given submissions        ana (the folder under the given path)
  submissions/ana_01_....ipynb, given submissions        ana (what the name has beside the lesson's)
  submissions/ana/01_....ipynb, given submissions/ana    ana (the name says nothing: the folder it lies in)

exit status:
  0 all graded; 1 some incomplete or unreadable (gradebook.csv says which and why); 2 wrong usage"""


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
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a notebook, or a folder of notebooks")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="where the results go")
    parser.add_argument(
        "--cell-timeout",
        type=_seconds,
        default=30.0,
        metavar="SECONDS",
        help="how long one cell may run (default: 30)",
    )
    parser.add_argument("--solutions", type=Path, metavar="DIR", help="the masters (default: the kit's own solutions/)")
    parser.set_defaults(run=_run)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds above 0")
    return seconds


def _run(arguments: argparse.Namespace) -> int:
    try:
        return _grade_all(arguments)
    except _UsageError as error:
        print(f"twoborders grade: {error}", file=sys.stderr)
        return 2


def _grade_all(arguments: argparse.Namespace) -> int:
    # Imported here, so that "twoborders build" and "--help" do not pay for them.
    from tqdm import tqdm

    from twoborders.grade.grade import grade
    from twoborders.grade.reports import write_all
    from twoborders.grade.results import STATUSES, write_line

    masters = _masters(arguments.solutions)
    submissions = _submissions(arguments.paths)
    results_file, gradebook = arguments.out / "results.jsonl", arguments.out / "gradebook.csv"
    graded: list[str] = []
    stopped = False
    try:
        arguments.out.mkdir(parents=True, exist_ok=True)
        # Opened before the work begins: an hour of grading must not end with a file that cannot be written.
        gradebook.touch()
        stream = results_file.open("w", encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise _UsageError(
            f"cannot write to {arguments.out} ({error.strerror}). Give another folder with --out."
        ) from error
    with stream:
        try:
            for submission in tqdm(submissions, desc="Grading", unit="notebook", disable=not sys.stderr.isatty()):
                result = grade(submission, masters, arguments.cell_timeout)
                write_line(stream, result | {"modified": submission.modified})
                graded.append(result["status"])
        except KeyboardInterrupt:
            stopped = True
    told = write_all(arguments.out, masters)
    counts = Counter(graded)
    if stopped:
        print(f"Stopped: {len(submissions) - len(graded)} of {len(submissions)} submissions were not graded.")
    print(", ".join(f"{counts[status]} {status}" for status in STATUSES))
    print(f"Gradebook: {gradebook}")
    print(f"Every verdict: {results_file}")
    for sentence in told:
        print(sentence)
    return 0 if counts["graded"] == len(submissions) else 1


def _masters(folder: Path | None) -> dict:
    """The masters that have graded questions, by lesson stem."""
    import twoborders.questions
    from twoborders.grade.align import read_master
    from twoborders.grade.read import UnreadableError
    from twoborders.tables import ROOT

    folder = folder or ROOT / "solutions"
    masters = {}
    for path in sorted(folder.glob("*.ipynb")):
        try:
            master = read_master(path)
        except UnreadableError as error:
            raise _UsageError(f"the master {path} cannot be used. {error}") from error
        unknown = sorted(set(master.points) - set(twoborders.questions.ids()))
        if unknown:
            raise _UsageError(f"the master {path} has a question that the kit does not know: {', '.join(unknown)}.")
        if master.points:
            masters[master.stem] = master
    if not masters:
        raise _UsageError(
            f"there are no solution notebooks with graded questions in {folder}. Name their folder with --solutions."
        )
    return masters


def _submissions(paths: list[Path]) -> list:
    from twoborders.grade.find import find

    try:
        submissions = find(paths)
    except FileNotFoundError as error:
        raise _UsageError(
            f"the path {error} does not exist. Give a notebook, or a folder that holds notebooks."
        ) from error
    if not submissions:
        raise _UsageError(
            f"there are no notebooks (.ipynb) in {', '.join(map(str, paths))}. Give the folder that holds them."
        )
    return submissions
