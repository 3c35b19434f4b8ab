"""All hostile submissions, graded in one call with isolation on, among submissions of people who did nothing wrong."""

import contextlib
import hashlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import matplotlib
import pytest
import submitted
from cases import CASES
from hostile import ARGUED, BLANK, HALF, LESSON, RIGHT, Case, Surroundings, answer_cell

from twoborders import questions
from twoborders.grade.sandbox import isolation
from twoborders.tables import ROOT

CELL_TIMEOUT, TIME_LIMIT, MEMORY = 2, 20, 400
PATIENCE = 900
"""Seconds after which a call that does not end is killed; it needs far less."""
GONE = 5
"""Seconds within which a killed process is gone."""
BETWEEN = 12
"""After so many hostile submissions come three controls."""
POINTS = {question: questions.get(question).points for question in RIGHT}
WRONG = {
    "01-1": "chiapas_pct = 1",
    "01-3": "mean_by_border = 3",
    "01-5": "fall_pct = -1",
    "01-7": "months_to_clear = 3",
}
CONTROLS = {"solution": RIGHT, "blank": BLANK, "half": HALF}


def control(kind: str) -> dict:
    """The notebook of somebody who did nothing wrong."""
    notebook = submitted.blank() if kind == "blank" else submitted.solution()
    if kind == "half":
        for question, source in WRONG.items():
            answer_cell(notebook, question)["source"] = source
    return notebook


def folder_name(number: int, name: str) -> str:
    return f"{number:03} {name}"


def numbered() -> list[tuple[str, Case | str]]:
    """The folder of each submission, in the order in which they are graded: a case, or a control's kind."""
    submissions: list[Case | str] = []
    for number, case in enumerate(CASES):
        if number % BETWEEN == 0:
            submissions += CONTROLS
        submissions.append(case)
    submissions += CONTROLS
    return [
        (folder_name(number, (each.folder or each.name) if isinstance(each, Case) else f"control-{each}"), each)
        for number, each in enumerate(submissions)
    ]


SUBMISSIONS = numbered()


@pytest.fixture(scope="module")
def isolated() -> None:
    """Skip where submissions cannot be run safely; on a CI machine that is a failure."""
    if sys.platform != "linux":
        pytest.skip("hostile submissions are run on Linux only")
    try:
        isolation.find_level()
    except isolation.IsolationError as error:
        reason = f"this computer cannot isolate submissions: {error}"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)


def fingerprints(*tops: Path) -> dict[str, str]:
    """Each file, link and folder under these folders, with what stands in it."""
    found = {}
    for top in tops:
        for parent, folders, files in os.walk(top):
            folders[:] = [name for name in folders if name not in ("__pycache__", ".git", ".venv", ".ruff_cache")]
            for name in [*folders, *files]:
                path = Path(parent, name)
                if path.is_symlink():
                    found[str(path)] = os.readlink(path)  # noqa: PTH115  (a link to itself)
                elif path.is_file():
                    with path.open("rb") as stream:
                        found[str(path)] = hashlib.file_digest(stream, "sha256").hexdigest()
                else:
                    found[str(path)] = "no file"
    return found


def shared() -> set[str]:
    """What lies in the folders that all programs of this computer share, and looks as if it were ours."""
    folders = (Path("/tmp"), Path("/dev/shm"), Path("/var/tmp"))
    names = ("hostile", "left-by", "conftest", "notebook.ipynb", "results.")
    return {
        str(path) for folder in folders if folder.is_dir() for path in folder.iterdir() if path.name.startswith(names)
    }


class Listener:
    """Sockets on this computer to which nobody may connect, with a count of those who did."""

    def __init__(self, abstract: str) -> None:
        self.visits = 0
        self.sockets = [socket.create_server(("127.0.0.1", 0)), socket.socket(socket.AF_UNIX)]
        self.sockets[1].bind("\0" + abstract)
        self.sockets[1].listen()
        self.datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.port = self.sockets[0].getsockname()[1]
        self.datagrams.bind(("127.0.0.1", self.port))
        for each in self.sockets:
            threading.Thread(target=self._count, args=(each,), daemon=True).start()

    def _count(self, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                server.accept()[0].close()
                self.visits += 1

    def close(self) -> int:
        """Close the sockets and give the number of visits."""
        self.datagrams.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            self.datagrams.recv(100)
            self.visits += 1
        for each in (*self.sockets, self.datagrams):
            each.close()
        return self.visits


@contextlib.contextmanager
def adopting():
    """Become the parent of every process that the command leaves behind; give a function that finds these."""
    import psutil

    from twoborders.grade.sandbox.inside import namespaces

    namespaces.adopt_orphans()
    before = {child.pid for child in psutil.Process().children(recursive=True)}

    def left() -> list[str]:
        found = [child for child in psutil.Process().children(recursive=True) if child.pid not in before]
        # A process that was killed needs a moment to end; a zombie has ended.
        running = [each for each in psutil.wait_procs(found, timeout=GONE)[1] if each.status() != psutil.STATUS_ZOMBIE]
        alive = [f"{each.pid} {each.name()}" for each in running]
        for each in running:
            with contextlib.suppress(psutil.Error):
                each.kill()
            with contextlib.suppress(ChildProcessError):
                os.waitpid(each.pid, 0)
        return alive

    yield left


@pytest.fixture(scope="module")
def batch(isolated, tmp_path_factory):
    """What the one call gave, and what it left."""
    root = tmp_path_factory.mktemp("hostile")
    folder, out, home, temporary = (root / name for name in ("submissions", "graded", "home", "temporary"))
    for made in (folder, home, temporary):
        made.mkdir()
    canary, canary_file = f"canary {secrets.token_hex(8)}", f"canary-{secrets.token_hex(8)}.txt"
    for beside in (root, folder, home, temporary):
        (beside / canary_file).write_text(canary)
    abstract = f"twoborders-{secrets.token_hex(8)}"
    listener = Listener(abstract)
    around = Surroundings(
        canary,
        canary_file,
        listener.port,
        abstract,
        os.getpid(),
        home=str(home),
        temporary=str(temporary),
        submissions=str(folder),
        out=str(out),
        kit=str(ROOT),
    )
    for name, each in SUBMISSIONS:
        own = folder / name
        own.mkdir()
        if isinstance(each, Case):
            each.make(own, around)
        else:
            submitted.write(own / f"{LESSON}.ipynb", control(each))
    kit = [ROOT / name for name in ("src", "data", "solutions", "exercises")]
    before, shared_before = fingerprints(folder, home, *kit), shared()
    command = [sys.executable, "-m", "twoborders", "grade", str(folder), "--out", str(out), "--jobs", "2"]
    command += ["--cell-timeout", str(CELL_TIMEOUT), "--time-limit", str(TIME_LIMIT), "--memory", str(MEMORY)]
    variables = os.environ | {"HOME": str(home), "TMPDIR": str(temporary), "INSTRUCTORS_SECRET": canary}
    # matplotlib would write its list of fonts into the new home, which takes it seconds.
    variables["MPLCONFIGDIR"] = matplotlib.get_cachedir()
    with adopting() as left:
        process = subprocess.Popen(
            command, cwd=home, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            printed = process.communicate(timeout=PATIENCE)[0].decode()
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            printed = process.communicate()[0].decode()
        left_behind = left()
    after, shared_after = fingerprints(folder, home, *kit), shared()
    results: dict[str, list[dict]] = {}
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    for result in map(json.loads, lines):
        results.setdefault(result["submission"].split(" ")[0], []).append(result)
    return {
        "status": process.returncode,
        "printed": printed,
        "results": results,
        "left": left_behind,
        "changed": {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)},
        "shared": shared_after - shared_before,
        "temporary": sorted(path.name for path in temporary.iterdir() if path.name != canary_file),
        "canaries": [(beside / canary_file).read_text() == canary for beside in (root, folder, home, temporary)],
        "visits": listener.close(),
        "out": out,
    }


def result_of(batch: dict, folder: str) -> dict:
    results = batch["results"].get(folder.split(" ")[0], [])
    assert len(results) == 1, [result["submission"] for result in results]
    return results[0]


def outcomes(result: dict) -> dict[str, str]:
    return {question: verdict["outcome"] for question, verdict in result["questions"].items()}


def differing(result: dict, declared: dict) -> dict[str, tuple]:
    """The questions whose outcome is not the declared one, with what was said."""
    found = {question: (verdict["outcome"], verdict["message"]) for question, verdict in result["questions"].items()}
    return {
        question: (found.get(question), declared.get(question))
        for question in found.keys() | declared.keys()
        if question not in found or found[question][0] not in _several(declared.get(question, ()))
    }


def _several(outcome: str | tuple[str, ...]) -> tuple[str, ...]:
    return outcome if isinstance(outcome, tuple) else (outcome,)


@pytest.mark.parametrize(
    ("folder", "case"),
    [pytest.param(folder, each, id=each.name) for folder, each in SUBMISSIONS if isinstance(each, Case)],
)
def test_a_hostile_submission_gets_what_it_should(batch, folder, case):
    result = result_of(batch, folder)
    assert differing(result, dict(case.outcomes)) == {}, result["notes"]
    assert result["status"] in case.statuses, result["notes"]
    assert not result["fault"]
    right = [question for question, outcome in outcomes(result).items() if outcome == "right"]
    assert result["points"] == sum(POINTS[question] for question in right)
    assert result["possible"] in (0, sum(POINTS.values()))
    said = "\n".join([*result["notes"], *(verdict["message"] for verdict in result["questions"].values())])
    for word in case.words:
        assert word in said


@pytest.mark.parametrize(
    ("folder", "kind"), [pytest.param(folder, each, id=folder) for folder, each in SUBMISSIONS if isinstance(each, str)]
)
def test_a_submission_among_hostile_ones_gets_what_it_would_alone(batch, folder, kind):
    result = result_of(batch, folder)
    assert differing(result, CONTROLS[kind]) == {}, result["notes"]
    assert result["points"] == sum(
        POINTS[question] for question, outcome in CONTROLS[kind].items() if outcome == "right"
    )
    noted = ["every answer is the kit's own solution, word for word"] if kind == "solution" else []
    assert (result["status"], result["notes"], result["fault"]) == ("graded", noted, False)
    assert result["learner"] == folder


def test_the_batch_ends_with_a_result_for_each_and_a_gradebook(batch):
    assert batch["status"] == 1, batch["printed"]
    assert set(batch["results"]) == {folder.split(" ")[0] for folder, _ in SUBMISSIONS}
    assert "Traceback" not in batch["printed"]
    for name in ("gradebook.csv", "marks.csv", "summary.html"):
        assert (batch["out"] / name).stat().st_size


def test_no_process_is_left(batch):
    assert batch["left"] == []


def test_nothing_is_written_outside_the_folder_of_the_results(batch):
    assert batch["changed"] == set()
    assert batch["shared"] == set()
    assert batch["temporary"] == []
    assert all(batch["canaries"])


def test_nobody_reached_a_socket_of_this_computer(batch):
    assert batch["visits"] == 0


def test_no_markup_of_a_submission_stands_in_a_page(batch):
    pages = list(batch["out"].rglob("*.html"))
    assert pages
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for markup in ("<script>alert(1)", "<img src=x", "<b>\n", "onerror=alert(1)>", "\x1b"):
            assert markup not in text, page


def test_no_cell_of_the_gradebook_is_a_formula(batch):
    import csv

    for path in batch["out"].glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.reader(stream):
                assert not [cell for cell in row if cell.startswith(("=", "@", "\t", "\r"))], path


def test_the_argued_question_is_the_one_that_is_taken_for_it():
    assert questions.get(ARGUED).kind == "argue"
    assert all(questions.get(question).kind != "argue" for question in RIGHT if question != ARGUED)
