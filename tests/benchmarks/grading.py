"""Measure how long grading takes, and how much memory, beside other tools: the same notebooks, one machine, one run.

    python tests/benchmarks/grading.py [--quick] [--otter PYTHON] [--json FILE] [--rounds N] [--only TOOL ...]

Linux only. Without ``--quick`` it takes about three quarters of an hour on two quiet cores, and nothing else should run
meanwhile. nbgrader must be installed (``pip install -e .[nbgrader]``). otter-grader needs an environment of its own:

    python3 -m venv OTTER
    OTTER/bin/pip install otter-grader -r requirements.txt
    python tests/benchmarks/grading.py --otter OTTER/bin/python

Two assignments: exercise 01 solved (nine questions, one of them a figure), and the same without the question for
which a figure is drawn. Every submission is a copy of the solved exercise. What each tool does with them:

twoborders   ``twoborders grade``, one job and two: aligns each notebook with its master, runs it in closed rooms under
             nbval, judges the answers outside, and writes gradebook, feedback pages and the files for an LMS. Figures
             are laid out, not painted. Starting and closing the rooms is part of the time.
nbgrader     ``nbgrader autograde``: restores the locked cells from its database, runs the notebook in a Jupyter
             kernel, whose checks judge in the same process, and writes points to the database. Without walls. The
             making of the assignment (``generate_assignment``) is not part of the time; feedback pages are not made.
otter        ``otter.api.grade_submission`` in a loop in one process. For each question that the kit judges a test
             file in otter's OK format calls the kit's judge in the learner's kernel; it passes or fails, so it knows no
             partial points. The notebook's own check cells are taken out, since they would judge twice. Without walls.
nbval        ``pytest --nbval-lax --nbval-current-env`` on the folder: runs each notebook, whose checks judge in place,
             in a Jupyter kernel; no points, only failed cells. Without walls.
nbclient     a loop over nbclient in one process: runs each notebook, whose checks judge in place, and no more.
floor        a process that has imported all that the notebooks import, forks for each and runs every code cell in
             IPython's shell: no grading, no judging, no walls, no limits. ``floor`` paints the figures as the inline
             backend does; ``floor, laid out`` does not, which is what ``twoborders grade`` does.

Each tool runs with a small and a large number of submissions (10 and 100), in rounds, one tool after the other. Of the
rounds the one with the least wall time counts. A run that took longer than a minute is not run again. Wall and CPU
seconds are those of the command and all that it starts (the kernel's counter task-clock, which follows every process
to its end). ``each`` is what one more submission costs: (large - small) / (their difference). Memory is measured in
runs of its own: the greatest sum, over all processes of the command, of their proportional set sizes, looked at five
times a second. Where a tool does not give the solution all its points (or a cell fails), the measurement is void.
"""

import argparse
import ctypes
import dataclasses
import importlib.metadata
import json
import os
import platform
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psutil

from twoborders import questions
from twoborders.tables import ROOT

LESSON = "01_exercise"
FIGURE = "01-8"
"""The question of that lesson for which a figure is drawn."""
SIZES, QUICK_SIZES = (10, 100), (2, 10)
FLAT = (10, 100, 500)
LONG = 60
"""Seconds after which a run is not run again."""
LOOK = 0.2
TOOLS = Path(__file__).with_name("grading_tools.py")


class VoidError(RuntimeError):
    """A tool did not give the solution all its points, so that its time means nothing."""


@dataclasses.dataclass(frozen=True)
class Assignment:
    """Its name, and a folder with ``solutions/`` (the master) and ``solved.ipynb`` (what everybody hands in)."""

    name: str
    folder: Path

    @property
    def master(self) -> dict:
        return json.loads((self.folder / "solutions" / f"{LESSON}.ipynb").read_text(encoding="utf-8"))

    @property
    def checks(self) -> dict[str, str]:
        """The name whose value each check judges, by question; not those that a person marks."""
        marks = [cell["metadata"].get("nbgrader", {}) for cell in self.master["cells"]]
        graded = [mark["grade_id"] for mark in marks if mark.get("grade") and not mark.get("solution")]
        return {question: questions.get(question).answer for question in graded}

    @property
    def points(self) -> float:
        """The points that a program gives."""
        return sum(questions.get(each).points for each in self.checks)


@dataclasses.dataclass(frozen=True)
class Tool:
    """A tool's name, what lays out a folder for so many submissions, its command, and what is wrong afterwards."""

    name: str
    lay_out: Callable[[Assignment, Path, int], None]
    command: Callable[[Path], list[str]]
    fault: Callable[[Assignment, Path, int, str], str]


@dataclasses.dataclass
class Took:
    """Seconds of one run; ``cpu`` is None where this kernel does not let it be counted."""

    wall: float
    cpu: float | None


# The assignments -----------------------------------------------------------------------------------


def make_assignments(folder: Path) -> list[Assignment]:
    """Write both assignments."""
    solution = json.loads((ROOT / "solutions" / f"{LESSON}.ipynb").read_text(encoding="utf-8"))
    plain = solution | {"cells": [cell for cell in solution["cells"] if not _is_of(cell, FIGURE)]}
    return [_written(folder / "one", "one figure", solution), _written(folder / "none", "no figure", plain)]


def _is_of(cell: dict, question: str) -> bool:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "").startswith(question)


def _written(folder: Path, name: str, master: dict) -> Assignment:
    (folder / "solutions").mkdir(parents=True)
    (folder / "solutions" / f"{LESSON}.ipynb").write_text(json.dumps(master), encoding="utf-8")
    solved = master | {"cells": [cell | {"source": _unmarked(cell)} for cell in master["cells"]]}
    (folder / "solved.ipynb").write_text(json.dumps(solved), encoding="utf-8")
    return Assignment(name, folder)


def _unmarked(cell: dict) -> str:
    """A cell's source without the lines that mark where a solution begins and ends."""
    lines = "".join(cell["source"]).splitlines(keepends=True)
    return "".join(line for line in lines if not re.match(r"\s*### (BEGIN|END) SOLUTION", line))


def lay_out_submissions(assignment: Assignment, folder: Path, number: int) -> None:
    """Write a folder for each learner, with the notebook in it."""
    for learner in range(number):
        to = folder / "submissions" / f"learner{learner:03}" / f"{LESSON}.ipynb"
        to.parent.mkdir(parents=True)
        shutil.copy(assignment.folder / "solved.ipynb", to)


# The tools -----------------------------------------------------------------------------------------


def ours(jobs: int) -> Tool:
    """The kit's own grader with so many jobs."""

    def lay_out(assignment: Assignment, folder: Path, number: int) -> None:
        lay_out_submissions(assignment, folder, number)
        shutil.copytree(assignment.folder / "solutions", folder / "solutions")

    def command(folder: Path) -> list[str]:
        given = ["--solutions", folder / "solutions", "--out", folder / "graded", "--jobs", jobs]
        return [sys.executable, "-m", "twoborders", "grade", *map(str, (folder / "submissions", *given))]

    def fault(assignment: Assignment, folder: Path, number: int, said: str) -> str:
        lines = (folder / "graded" / "results.jsonl").read_text(encoding="utf-8").splitlines()
        points = [json.loads(line)["points"] for line in lines]
        return _differs(points, [assignment.points] * number)

    return Tool(f"twoborders, {jobs} job{'s' * (jobs > 1)}", lay_out, command, fault)


def nbgrader() -> Tool:
    """nbgrader with the kit's own settings; its course is a folder with the kit's name."""

    def lay_out(assignment: Assignment, folder: Path, number: int) -> None:
        course = folder / "two-borders"
        lay_out_submissions(assignment, course, number)
        shutil.copytree(assignment.folder / "solutions", course / "solutions")
        shutil.copy(ROOT / "nbgrader_config.py", course)
        subprocess.run(["sh", "-c", script(folder, "generate_assignment")], check=True, env=environment(folder))

    def script(folder: Path, name: str) -> str:
        return f"cd '{folder / 'two-borders'}' && exec '{sys.executable}' -m nbgrader {name} --log-level=ERROR"

    def fault(assignment: Assignment, folder: Path, number: int, said: str) -> str:
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{folder / 'two-borders' / 'gradebook.db'}") as book:
            points = [
                sum(grade.auto_score or 0 for notebook in submission.notebooks for grade in notebook.grades)
                for submission in book.assignment_submissions("two-borders")
            ]
        return _differs(points, [assignment.points] * number)

    return Tool("nbgrader", lay_out, lambda folder: ["sh", "-c", script(folder, "autograde")], fault)


def nbval() -> Tool:
    """nbval as it comes."""

    def command(folder: Path) -> list[str]:
        options = ["--nbval-lax", "--nbval-current-env", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder)]
        return [sys.executable, "-m", "pytest", *options, str(folder / "submissions")]

    def fault(assignment: Assignment, folder: Path, number: int, said: str) -> str:
        cells = sum(cell["cell_type"] == "code" for cell in assignment.master["cells"])
        passed = re.search(r"^(\d+) passed", said, re.MULTILINE)  # before it would stand how many failed
        return _differs([int(passed[1]) if passed else 0], [cells * number])

    return Tool("nbval", lay_out_submissions, command, fault)


def program(name: str, python: str = sys.executable) -> Tool:
    """One of the programs of ``grading_tools.py``."""

    def lay_out(assignment: Assignment, folder: Path, number: int) -> None:
        lay_out_submissions(assignment, folder, number)
        if name == "otter":
            _write_otter_tests(assignment, folder)

    def fault(assignment: Assignment, folder: Path, number: int, said: str) -> str:
        lines = [json.loads(line) for line in re.findall(r"^\[[\d.]+, [\d.]+\]$", said, re.MULTILINE)]
        if name == "otter":
            return _differs([points for points, _ in lines], [assignment.points] * number)
        cells = sum(cell["cell_type"] == "code" for cell in assignment.master["cells"])
        return _differs([ran for ran, _ in lines], [cells] * number)

    title = {"floor-laid-out": "floor, laid out"}.get(name, name)
    return Tool(title, lay_out, lambda folder: [python, str(TOOLS), name, str(folder)], fault)


def _write_otter_tests(assignment: Assignment, folder: Path) -> None:
    """Write otter's tests, and take the kit's checks out of the submissions."""
    with zipfile.ZipFile(folder / "autograder.zip", "w") as archive:
        archive.writestr("otter_config.json", json.dumps({"lang": "python"}))
        for question, answer in assignment.checks.items():
            code = (
                ">>> from twoborders import questions\n"
                f">>> described = questions.describe({answer}, questions.get({question!r}))\n"
                f">>> questions.judge({question!r}, described).outcome\n"
                "'right'\n"
            )
            case = {"code": code, "hidden": False, "locked": False, "points": questions.get(question).points}
            suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
            name = "q" + question.replace("-", "_")
            test = {"name": name, "suites": [suite]}
            archive.writestr(f"tests/{name}.py", f"OK_FORMAT = True\n\ntest = {test!r}\n")
    for path in (folder / "submissions").rglob("*.ipynb"):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        kept = [cell for cell in notebook["cells"] if not re.match(r"check\(|progress\(", "".join(cell["source"]))]
        path.write_text(json.dumps(notebook | {"cells": kept}), encoding="utf-8")


def _differs(found: Sequence[float], wanted: Sequence[float]) -> str:
    return "" if list(found) == list(wanted) else f"it gave {list(found)[:12]}, wanted were {list(wanted)[:12]}"


# One run -------------------------------------------------------------------------------------------


def environment(folder: Path) -> dict[str, str]:
    """The environment of a tool: this one's, with folders for what Jupyter writes, and without what the kit reads."""
    own = {name: str(folder / name.lower()) for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")}
    # nbgrader calls alembic by name: it stands beside this Python.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    left_out = ("TWOBORDERS_GRADING", "TWOBORDERS_SOLUTIONS", "NBGRADER_EXECUTION", "MPLBACKEND")
    return {name: value for name, value in os.environ.items() if name not in left_out} | own | {"PATH": path}


def run(tool: Tool, assignment: Assignment, number: int) -> Took:
    """Run a tool once. Raises VoidError where it does not give the solution all its points."""
    with _running(tool, assignment, number) as (process, clock, began):
        process.wait()
        wall = time.perf_counter() - began
        return Took(wall, None if clock is None else struct.unpack("Q", os.read(clock, 8))[0] / 1e9)


def peak_memory(tool: Tool, assignment: Assignment, number: int) -> float:
    """Run a tool once, and return the most memory that all its processes had at once, in millions of bytes."""
    peak = 0
    with _running(tool, assignment, number) as (process, _, _):
        while process.poll() is None:
            peak = max(peak, _memory(process.pid))
            time.sleep(LOOK)
    return peak / 1e6


def _memory(pid: int) -> int:
    total = 0
    try:
        first = psutil.Process(pid)
        for process in (first, *first.children(recursive=True)):
            try:
                total += process.memory_full_info().pss
            except psutil.Error:  # it has ended
                continue
    except psutil.Error:
        pass
    return total


class _running:  # noqa: N801  (used like a function)
    """Lays a folder out, starts the tool in it, and looks afterwards at what it gave."""

    def __init__(self, tool: Tool, assignment: Assignment, number: int) -> None:
        self.tool, self.assignment, self.number = tool, assignment, number

    def __enter__(self) -> tuple[subprocess.Popen, int | None, float]:
        self.temporary = tempfile.TemporaryDirectory(prefix="grading-", ignore_cleanup_errors=True)
        self.folder = Path(self.temporary.name)
        self.tool.lay_out(self.assignment, self.folder, self.number)
        self.said = (self.folder / "said.txt").open("w+b")
        # It waits for a line, so that the clock is there before anything runs.
        waiting = ["sh", "-c", 'read go; exec "$@" < /dev/null', "sh", *self.tool.command(self.folder)]
        self.process = subprocess.Popen(
            waiting,
            stdin=subprocess.PIPE,
            stdout=self.said,
            stderr=subprocess.STDOUT,
            env=environment(self.folder),
            cwd=self.folder,
        )
        self.clock = _cpu_clock(self.process.pid)
        began = time.perf_counter()
        self.process.stdin.write(b"\n")
        self.process.stdin.close()
        return self.process, self.clock, began

    def __exit__(self, kind: type | None, *_: object) -> None:
        try:
            if kind is not None:
                self.process.kill()
            self.process.wait()
            if self.clock is not None:
                os.close(self.clock)
            self.said.seek(0)
            said = self.said.read().decode("utf-8", "replace")
            if kind is None:
                fault = self.tool.fault(self.assignment, self.folder, self.number, said)
                if fault:
                    raise VoidError(f"{self.tool.name}, {self.assignment.name}, {self.number}: {fault}\n{said[-3000:]}")
        finally:
            self.said.close()
            self.temporary.cleanup()


def _cpu_clock(pid: int) -> int | None:
    """A counter of the CPU time of this process and all that it will start, or None; see perf_event_open(2).

    What wait(2) says of children leaves out those that nobody waited for.
    """
    number = {"x86_64": 298, "aarch64": 241}.get(platform.machine())
    software, size, task_clock, inherit = 1, 64, 1, 1 << 1
    attributes = ctypes.create_string_buffer(struct.pack("IIQQQQQ16x", software, size, task_clock, 0, 0, 0, inherit))
    clock = -1 if number is None else ctypes.CDLL(None).syscall(number, attributes, pid, -1, -1, 0)
    return clock if clock >= 0 else None


# All runs ------------------------------------------------------------------------------------------


def measure(
    tools: Sequence[Tool], assignments: Sequence[Assignment], sizes: tuple[int, int], rounds: int
) -> Iterator[tuple[str, str, int, Took]]:
    """Yield tool, assignment, size and seconds of each run, one tool after the other in each round."""
    done: set[tuple[str, str, int]] = set()
    for _ in range(rounds):
        for assignment in assignments:
            for size in sizes:
                for tool in tools:
                    what = (tool.name, assignment.name, size)
                    if what not in done:
                        took = run(tool, assignment, size)
                        yield (*what, took)
                        if took.wall > LONG:
                            done.add(what)


def rows(runs: Sequence[tuple[str, str, int, Took]], sizes: tuple[int, int]) -> list[dict]:
    """One row for each assignment and tool: the best run of each size, and what one more submission costs."""
    small, large = sizes
    made = []
    for assignment, tool in dict.fromkeys((assignment, tool) for tool, assignment, _, _ in runs):
        best = {
            size: min((took for *what, took in runs if what == [tool, assignment, size]), key=lambda took: took.wall)
            for size in sizes
        }
        made.append(
            {
                "assignment": assignment,
                "tool": tool,
                "wall": {size: best[size].wall for size in sizes},
                "cpu": {size: best[size].cpu for size in sizes},
                "wall_each": (best[large].wall - best[small].wall) / (large - small),
                "cpu_each": _difference(best[large].cpu, best[small].cpu, large - small),
            }
        )
    return made


def _difference(large: float | None, small: float | None, number: int) -> float | None:
    return None if large is None or small is None else (large - small) / number


def ratios(table: Sequence[dict], large: int) -> list[dict]:
    """What ours takes as a share of what another takes, with the goal."""
    of = {(row["assignment"], row["tool"]): row for row in table}
    one, two = "twoborders, 1 job", "twoborders, 2 jobs"
    wanted = [
        ("one more submission", one, "nbgrader", "1/7", lambda row: row["wall_each"]),
        ("one more submission", one, "otter", "1/13", lambda row: row["wall_each"]),
        ("one more submission", one, "floor", "1.3", lambda row: row["wall_each"]),
        ("one more submission", one, "floor, laid out", "-", lambda row: row["wall_each"]),
        (f"all {large}", two, "nbgrader", "1/12", lambda row: row["wall"][large]),
    ]
    return [
        {"assignment": assignment, "what": what, "ours": tool, "other": other, "goal": goal, "ratio": share}
        for assignment in dict.fromkeys(row["assignment"] for row in table)
        for what, tool, other, goal, value in wanted
        if (assignment, tool) in of and (assignment, other) in of
        for share in [value(of[assignment, tool]) / value(of[assignment, other])]
    ]


def text(table: Sequence[dict], memory: Sequence[dict], shares: Sequence[dict], sizes: tuple[int, int]) -> str:
    """The tables as text."""
    small, large = sizes
    lines = []
    for assignment in dict.fromkeys(row["assignment"] for row in table):
        lines += ["", f"{assignment}: seconds"]
        heads = (f"wall {small}", f"wall {large}", "wall each", f"CPU {small}", f"CPU {large}", "CPU each")
        lines.append(" " * 20 + "".join(f"{head:>11}" for head in heads))
        for row in (row for row in table if row["assignment"] == assignment):
            values = [*row["wall"].values(), row["wall_each"], *row["cpu"].values(), row["cpu_each"]]
            cells = ["-" if value is None else f"{value:.3f}" for value in values]
            lines.append(f"{row['tool']:<20}" + "".join(f"{cell:>11}" for cell in cells))
    lines += ["", "the most memory at once, in millions of bytes"]
    lines += [
        f"{row['tool']:<20}{row['assignment']:<12}{row['submissions']:>5} submissions{row['megabytes']:>8.0f}"
        for row in memory
    ]
    lines += ["", "ratios of wall time"]
    for row in shares:
        share = _share(row["ratio"])
        what = f"{row['what']}, {row['ours']} to {row['other']}"
        lines.append(f"{row['assignment']:<12}{what:<62}{share:>8}   goal {row['goal']}")
    return "\n".join(lines)


def _share(ratio: float) -> str:
    if ratio <= 0:
        return "noise"  # the larger number took less time: the machine was not quiet, or the numbers are too small
    return f"{ratio:.2f}" if ratio > 0.5 else f"1/{1 / ratio:.1f}"


def all_tools(otter: str | None) -> list[Tool]:
    """Every tool, the quick ones first."""
    quick = [program("floor-laid-out"), program("floor"), ours(1), ours(2)]
    return [*quick, nbval(), program("nbclient"), nbgrader(), *([program("otter", otter)] if otter else [])]


def machine() -> dict:
    """What the figures depend on beside the kit."""
    packages = ("nbgrader", "nbval", "nbclient", "ipython", "ipykernel", "pandas", "matplotlib", "seaborn")
    versions = {name: importlib.metadata.version(name) for name in packages}
    return {
        "cores": len(os.sched_getaffinity(0)),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "load": os.getloadavg()[0],
        "versions": versions,
    }


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sizes = "{} and {} submissions in place of {} and {}, and memory at the larger number only"
    parser.add_argument("--quick", action="store_true", help=sizes.format(*QUICK_SIZES, *SIZES))
    parser.add_argument(
        "--otter", metavar="PYTHON", help="the Python that has otter-grader (without: otter is left out)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to this file too")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how many rounds (default: 3)")
    parser.add_argument("--only", nargs="+", metavar="TOOL", help="only tools whose name begins with one of these")
    return parser.parse_args(arguments)


def main(arguments: argparse.Namespace) -> int:
    """Measure, print and write."""
    tools = all_tools(arguments.otter)
    if arguments.only:
        tools = [tool for tool in tools if tool.name.startswith(tuple(arguments.only))]
    if not arguments.otter:
        print("otter is left out: give the Python that has it with --otter")
    sizes = QUICK_SIZES if arguments.quick else SIZES
    found = {"machine": machine(), "sizes": sizes, "runs": [], "memory": []}
    print(found["machine"])
    with tempfile.TemporaryDirectory(prefix="grading-") as folder:
        assignments = make_assignments(Path(folder))
        runs = []
        try:
            # First memory: these runs also fill the disk's caches before any time counts.
            for assignment in assignments:
                for tool in tools:
                    flat = FLAT if tool.name.startswith("twoborders") and not arguments.quick else ()
                    for number in flat or (10,):
                        megabytes = peak_memory(tool, assignment, number)
                        row = {"assignment": assignment.name, "tool": tool.name, "submissions": number}
                        found["memory"].append(row | {"megabytes": megabytes})
                        _tell(f"{tool.name}, {assignment.name}, {number} submissions: {megabytes:.0f} MB")
            for tool, assignment, number, took in measure(tools, assignments, sizes, arguments.rounds):
                runs.append((tool, assignment, number, took))
                row = {"assignment": assignment, "tool": tool, "submissions": number}
                found["runs"].append(row | dataclasses.asdict(took))
                _tell(f"{tool}, {assignment}, {number} submissions: {took.wall:.2f} s")
        except VoidError as error:
            print(f"The measurement is void. {error}", file=sys.stderr)
            return 1
    found["table"] = rows(runs, sizes)
    found["ratios"] = ratios(found["table"], sizes[1])
    print(text(found["table"], found["memory"], found["ratios"], sizes))
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(parse()))
