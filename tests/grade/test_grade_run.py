"""Running cells under nbval: crashes, hangs and floods cost their own cell, and nothing else is believed."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from queue import Empty

import nbval.plugin
import pytest

from twoborders import checking, tables
from twoborders.grade.marking.align import RunCell
from twoborders.grade.marking.run import MAX_RERUNS, CellRun, Run, culprit, run
from twoborders.grade.sandbox import isolation
from twoborders.grade.sandbox.inside import kernels, worker
from twoborders.grade.sandbox.inside.limits import Limits
from twoborders.grade.sandbox.session import EndedError

SETUP = RunCell(
    "setup",
    """
import os
from IPython.display import display

def send(question, answer, nonce=os.environ["TWOBORDERS_GRADING"]):
    bundle = {"nonce": nonce, "question": question, "answer": answer}
    display({"application/vnd.twoborders.answer+json": bundle, "text/plain": ""}, raw=True)
""",
)


def answer(question: str, source: str) -> RunCell:
    return RunCell("answer", source, question)


def check(question: str) -> RunCell:
    return RunCell("check", f'send("{question}", a{question})', question)


def states(outcome) -> list[str]:
    return [cell.state for cell in outcome.cells]


def values(outcome) -> list:
    return [cell.answer.get("value") for cell in outcome.cells if cell.answer]


ENDLESS = """
while True:
    try:
        while True:
            print("x" * 1000, flush=True)
    except KeyboardInterrupt:
        pass
"""


@pytest.fixture(scope="module", params=["fork", "kernel"])
def mixed(request, open_session):
    """One run of cells that go wrong in every way that leaves the kernel alive, with each engine."""
    cells = [
        SETUP,
        answer("1", "# NBVAL_SKIP\na1 = 1"),
        check("1"),
        answer("2", "import sys; print('oops', file=sys.stderr)\na2 = 2\n1 / 0"),
        check("2"),
        answer("3", "while True: pass"),
        check("3"),
        answer("4", 'send("4", "forged")\nsend("5", "forged")\na4 = 4;'),
        check("4"),
        answer("5", "a5 = 5"),
        RunCell("check", 'send("5", 5); send("5", "old", nonce="x"); send("4", 4); send("5", {})', "5"),
        answer("6", "a6 = 'x' * 3_000_000"),
        check("6"),
        answer(
            "7",
            "import warnings\nwarnings.warn('careful')\na7 = [os.getcwd(), os.listdir(), dict(os.environ)]",
        ),
        check("7"),
        answer("8", "# NBVAL_RAISES_EXCEPTION\n%%javascript\nalert(1)"),
        answer("8", "raise ValueError('\\x1b[31mred\\x1b[0m\\n' + 'long ' * 100)"),
        RunCell("check", "7", "8"),
    ]
    return run(cells, open_session(request.param, cell_seconds=3), "secret")


def test_every_cell_is_run_and_its_state_reported(mixed):
    # The cell that ran out of time may have spoilt what fails behind it: that is run again without it.
    assert mixed.reruns == 1
    assert mixed.cells[5].ended == "interrupted"
    assert mixed.failure == ""
    assert states(mixed) == [
        *("ran", "ran", "ran"),
        *("stopped", "ran"),
        *("left out", "stopped"),
        *("ran", "ran"),
        *("ran", "ran"),
        *("ran", "ran"),
        *("ran", "ran"),
        *("ran", "stopped", "ran"),
    ]


def test_answers_are_taken_from_their_own_check_with_the_nonce_the_last_one_counts(mixed):
    assert values(mixed)[:4] == [1, 2, 4, {}]
    assert mixed.cells[-1].answer is None


def test_errors_are_one_short_line_without_colours(mixed):
    assert mixed.cells[3].error == "ZeroDivisionError: division by zero"
    assert mixed.cells[6].error == "NameError: name 'a3' is not defined"
    error = mixed.cells[-2].error
    assert error.startswith("ValueError: red long long")
    assert len(error) == worker.MAX_ERROR


def test_an_answer_that_is_too_large_is_refused(mixed):
    assert mixed.cells[12].answer == {
        "problem": "The answer is too large to be read: 3,000,002 characters, 2,000,000 at most."
    }


def test_the_working_folder_is_empty_and_the_environment_is_not_the_instructors(mixed):
    folder, files, environment = values(mixed)[-1]
    assert (folder, files) == ("/kit/exercises", [])
    assert environment["TWOBORDERS_GRADING"] == "secret"
    assert not set(environment) & {"NBGRADER_EXECUTION", "SSH_AUTH_SOCK", "LOGNAME", "VIRTUAL_ENV", "CI"}
    assert environment["HOME"] == "/" + "tmp"


@pytest.mark.parametrize("engine", ["fork", "kernel"])
def test_cells_that_end_the_kernel_are_left_out_three_times_and_then_the_rest_is_given_up(engine, open_session):
    cells = [
        SETUP,
        answer("1", "a1 = 1\nos._exit(0)"),
        check("1"),
        answer("2", "a2 = 2"),
        check("2"),
        answer("3", ENDLESS),
        check("3"),
        RunCell("extra", "os.kill(os.getpid(), 9)"),
        answer("4", "a4 = 4"),
        check("4"),
        answer("5", "os._exit(1)"),
        check("5"),
        RunCell("extra", "1"),
    ]
    outcome = run(cells, open_session(engine, cell_seconds=2), "n")
    assert outcome.reruns == MAX_RERUNS == 3
    assert {number: cell.ended for number, cell in enumerate(outcome.cells) if cell.state == "left out"} == {
        1: "died",
        5: "hung",
        7: "died",
    }
    assert values(outcome) == [2, 4]
    assert states(outcome)[-3:] == ["died", "not run", "not run"]


def test_a_kernel_that_ended_between_two_cells_was_ended_by_the_first():
    runs = {0: CellRun("ran"), 2: CellRun("stopped"), 3: CellRun("not run")}
    assert culprit(runs, [0, 2, 3, 4]) == (2, "died")
    assert culprit({}, [0, 1]) is None
    assert culprit({0: CellRun("ran"), 1: CellRun("interrupted")}, [0, 1]) is None


def test_what_a_cell_left_behind_that_ran_out_of_time_or_memory_is_not_held_against_others():
    name, other = CellRun("stopped", "NameError: name 'a'"), CellRun("stopped", "ParserError: no memory")
    slow, full = CellRun("interrupted", "KeyboardInterrupt:"), CellRun("stopped", "MemoryError:")
    assert culprit({0: slow, 1: name}, [0, 1]) is None
    assert culprit({0: slow, 1: name, 2: other}, [0, 1, 2]) == (0, "interrupted")
    assert culprit({0: other, 1: full}, [0, 1]) is None
    assert culprit({0: full, 1: other}, [0, 1]) == (0, "memory")
    assert culprit({0: CellRun("ran"), 1: slow, 2: CellRun("died")}, [0, 1, 2]) == (1, "interrupted")
    assert culprit({0: CellRun("ran"), 1: CellRun("ran"), 2: CellRun("died")}, [0, 1, 2]) == (2, "died")


class Busy:
    """A room that is ended for its processes just after a cell was found to hang, and that runs all other cells."""

    limits = Limits()

    def wait_until_ready(self):
        pass

    def run(self, cells, nonce, seconds):
        for cell in cells:
            yield {"position": cell["position"], "state": "started"}
            hangs = cell["source"] == "bomb"
            yield {"position": cell["position"], "state": "hung" if hangs else "ran", "error": "", "answer": None}
            if hangs:
                raise EndedError("processes")


def test_a_room_that_ends_of_what_a_cell_left_costs_that_cell_alone():
    outcome = run([RunCell("setup", "1"), answer("1", "bomb"), answer("2", "2")], Busy(), "n")
    assert (states(outcome), outcome.failure) == (["ran", "left out", "ran"], "")
    assert outcome.cells[1].ended == "hung"


def test_a_cell_that_had_no_processor_lacked_time_and_one_that_slept_did_not(open_session):
    runs = "import subprocess, sys; subprocess.run([sys.executable, '-S', '-c', 'while True: pass'])"
    sources = {
        "import time; time.sleep(60)": False,
        "import asyncio; await asyncio.sleep(60)": False,
        "while True: pass": True,
        runs: True,
    }
    session, lacked = open_session(cell_seconds=2), {}
    session.wait_until_ready()
    with _crowd():
        for source in sources:
            outcome = run([RunCell("setup", "1"), answer("1", source), RunCell("extra", "1")], session, "n")
            assert (outcome.cells[1].ended or outcome.cells[1].state) in ("interrupted", "hung"), outcome
            lacked[source] = outcome.lacked_time
    assert lacked == sources


@contextlib.contextmanager
def _crowd():
    """So many processes that compute that no other one has much of a processor."""
    program = [sys.executable, "-S", "-c", "while True: pass"]
    processes = [subprocess.Popen(program, start_new_session=True) for _ in range(8 * (os.cpu_count() or 1))]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def test_a_submission_that_ran_out_of_all_its_time_lacked_some():
    assert Run([CellRun("ran")], 0, "it ran longer than 600 seconds in all").lacked_time
    assert not Run([CellRun("ran")], 0, "it used too much memory").lacked_time


def test_a_locked_cell_is_never_left_out(open_session):
    outcome = run([RunCell("setup", "import os; os._exit(1)"), RunCell("extra", "1")], open_session(), "n")
    assert outcome.reruns == 0
    assert states(outcome) == ["died", "not run"]


def test_a_run_that_cannot_start_says_why(open_session, room, tmp_path):
    broken = isolation.Room(tmp_path, room.level)
    shutil.copytree(room.folder, tmp_path, dirs_exist_ok=True)
    (tmp_path / "kit" / "src" / "twoborders" / "grade" / "sandbox" / "inside" / "shell.py").write_text(
        "raise ValueError('no shell')"
    )
    outcome = run([SETUP], open_session(where=broken), "n")
    assert states(outcome) == ["not run"]
    assert outcome.failure == "the process that forks has ended: ValueError: no shell"


JUPYTER = [
    "import asyncio, os\nfrom IPython.display import clear_output, display, update_display",
    "first = 6 * 7;",
    "first",
    "a1 = [Out[4], _4, _, In[3], len(Out)]",
    "clear_output(wait=True)\ndisplay({'text/plain': 'x'}, raw=True, display_id='d')\n"
    "update_display({'text/plain': 'y'}, raw=True, display_id='d')\nclear_output()",
    "async def double(x):\n    await asyncio.sleep(0.01)\n    return 2 * x\ntask = asyncio.create_task(double(4))",
    "a2 = [await double(3), await task, asyncio.get_running_loop().is_running()]",
    "%%capture captured\nprint('caught')",
    "%%time\na3 = captured.stdout",
    "%%bash --out shell\necho $((6 * 7)); pwd",
    "a4 = shell",
    "%%writefile note.txt\nkept",
    "a5 = !cat note.txt\na5 = [*a5, open('../data/timeline.csv').readline()[:4]]",
    "import ipywidgets\nslider = ipywidgets.IntSlider(value=3)\ndisplay(slider)\nslider.value = 5",
    "seen = []\n_ = ipywidgets.interact(lambda x: seen.append(x), x=(0, 10, 1))",
    "a6 = [slider.value, seen]",
    "import matplotlib.pyplot as plt, seaborn as sns\nsns.lineplot(x=[1, 2], y=[3, 4])",
    "ax = sns.lineplot(x=[1, 2, 3], y=[3, 4, 5])\nplt.show()",
    "a7 = [len(ax.lines), len(plt.get_fignums()), plt.get_backend()]",
    "%matplotlib inline\nplt.plot([1, 2]);",
    "a8 = len(plt.get_fignums())",
    "from twoborders import hint, load, progress, solution\nhint('01-1'); progress(); solution('01-1')",
    "exit()",
    "import sys\nsys.exit(3)",
    "input('name? ')",
    "a9 = 'after'",
]


@pytest.mark.parametrize("engine", ["fork", "kernel"])
def test_cells_behave_as_in_jupyter(engine, open_session):
    gather = RunCell("check", 'send("1", [a1, a2, a3, a4, a5, a6, a7, a8, a9])', "1")
    outcome = run([SETUP, *(answer("1", source) for source in JUPYTER), gather], open_session(engine), "n")
    stopped = ["exit()", "import sys\nsys.exit(3)", "input('name? ')"]
    expected = ["ran", *("stopped" if source in stopped else "ran" for source in JUPYTER), "ran"]
    assert dict(zip(["", *JUPYTER, "gather"], states(outcome), strict=True)) == dict(
        zip(["", *JUPYTER, "gather"], expected, strict=True)
    )
    (found,) = values(outcome)
    assert found[0] == [42, 42, 42, "first = 6 * 7;", 1]
    assert found[1] == [6, 8, True]
    assert found[2:4] == ["caught\n", "42\n/kit/exercises\n"]
    assert found[4] == ["kept", "even"]
    assert found[5] == [5, [5]]
    assert found[6][:2] == [1, 0]
    assert found[6][2].endswith("inline")
    assert found[7:] == [0, "after"]


def test_a_run_that_is_left_early_says_nothing_in_the_next(open_session):
    """An error of the grader's own in the midst of a submission must not give its lines to the next one."""
    session = open_session()
    left = session.run([{"position": 5, "role": "extra", "question": "", "source": "1"}] * 3, "n", 60)
    assert next(left) == {"position": 5, "state": "started"}
    left.close()
    assert states(run([RunCell("setup", "1")], session, "n")) == ["ran"]


class EndlessKernel:
    """A kernel in nbval's place whose messages never end."""

    def __init__(self, kernel_name, cwd=None, startup_timeout=60):
        self.kc = self

    def execute(self, code, silent=False, **options):
        return "id"

    def await_idle(self, msg_id, timeout):
        pass

    def await_reply(self, msg_id, timeout=None):
        pass

    def get_message(self, stream, timeout=None):
        return {"msg_type": "stream"}

    def execute_cell_input(self, cell_input, allow_stdin=None):
        return "id"


def test_outputs_that_never_end_are_read_for_a_limited_time(monkeypatch):
    kernel = kernels.watched_kernel(EndlessKernel)("python3")
    kernel.await_reply("id", timeout=1)
    assert kernel.get_message("iopub") == {"msg_type": "stream"}
    monkeypatch.setattr(kernels, "READ_SECONDS", -1)
    kernel.await_reply("id", timeout=1)
    with pytest.raises(Empty):
        kernel.get_message("iopub")
    assert kernel.flooded
    kernel.execute_cell_input("1")
    assert kernel.get_message("iopub") == {"msg_type": "stream"}


def bundle(**changes) -> dict:
    data = {"nonce": "n", "question": "1", "answer": {"value": 3}} | changes
    return {"output_type": "display_data", "data": {worker.ANSWER: data}}


def test_the_answers_type_is_the_one_that_check_sends():
    assert worker.ANSWER == checking.ANSWER_MIME


@pytest.mark.parametrize(
    "output",
    [
        pytest.param({"output_type": "stream", "text": json.dumps(bundle())}, id="printed"),
        pytest.param({"output_type": "display_data", "data": None}, id="no data"),
        pytest.param({"output_type": "display_data", "data": {worker.ANSWER: "text"}}, id="text"),
        pytest.param({"output_type": "display_data", "data": {worker.ANSWER: [1]}}, id="list"),
        pytest.param(bundle(nonce="m"), id="other nonce"),
        pytest.param(bundle(question="2"), id="other question"),
        pytest.param(bundle(nonce=None), id="no nonce"),
    ],
)
def test_what_is_no_answer_is_passed_over(output):
    assert worker.find_answer([output], "n", "1") is None
    assert worker.find_answer([bundle(), output], "n", "1") == {"value": {"value": 3}}


def test_an_answer_nested_without_end_is_refused():
    deep: list = []
    for _ in range(100_000):
        deep = [deep]
    found = worker.find_answer([bundle(answer=deep)], "n", "1")
    assert found == {"problem": "The answer is nested too deeply to be read."}


@pytest.mark.parametrize("engine", ["fork", "kernel"])
def test_a_table_is_whole_each_time_it_is_loaded_and_other_folders_are_read(engine, open_session):
    """The fork engine has read the kit's tables before any cell runs."""
    spoil = """
import json
from pathlib import Path
from twoborders import load, tables
first = load("border_facts")
first["value"] = 0.0
first.drop(columns="counted", inplace=True)
again = load("border_facts")
entry = tables.dictionary("border_facts")
kept = (tables.DATA / entry["path"]).read_text(encoding="utf-8").splitlines(keepends=True)[:2]
Path("own.csv").write_text("".join(kept), encoding="utf-8")
Path("datapackage.json").write_text(json.dumps({"resources": [{**entry, "path": "own.csv"}]}))
own = tables.loader(Path.cwd())("border_facts")
"""
    looks = 'send("1", [float(again["value"].sum()), "counted" in again, len(own), list(own) == list(again)])'
    cells = [SETUP, answer("1", spoil), RunCell("check", looks, "1")]
    total = float(tables.load("border_facts")["value"].sum())
    assert values(run(cells, open_session(engine), "secret")) == [[total, True, 1, True]]


def test_the_seam_to_nbval_is_where_the_grader_expects_it():
    kernel = nbval.plugin.RunningKernel
    called = {"execute_cell_input", "await_reply", "await_idle", "get_message", "is_alive", "interrupt", "stop"}
    assert called <= set(vars(kernel))
    assert called <= set(vars(kernels.fork_kernel(None)))
    assert set(vars(kernels.watched_kernel(kernel))) & called <= set(vars(kernel))
