"""Running cells under nbval: crashes, hangs and floods cost their own cell, and nothing else is believed."""

import json
import os
from queue import Empty

import nbval.plugin
import pytest

from twoborders import checking
from twoborders.grade import worker
from twoborders.grade.align import RunCell
from twoborders.grade.run import MAX_RERUNS, CellRun, culprit, run

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


@pytest.fixture(scope="module")
def mixed():
    """One run of cells that go wrong in every way that leaves the kernel alive."""
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
    return run(cells, 5, "secret")


def test_every_cell_is_run_and_its_state_reported(mixed):
    assert mixed.reruns == 0
    assert mixed.failure == ""
    assert states(mixed) == [
        *("ran", "ran", "ran"),
        *("stopped", "ran"),
        *("interrupted", "stopped"),
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


def test_the_kernel_works_in_a_folder_that_holds_the_notebook_and_nothing_else(mixed):
    folder, files, environment = values(mixed)[-1]
    assert files == ["notebook.ipynb"]
    assert not os.path.exists(folder)  # noqa: PTH110 (it may be a path of another system)
    assert environment["TWOBORDERS_GRADING"] == "secret"
    assert "NBGRADER_EXECUTION" not in environment


def test_cells_that_end_the_kernel_are_left_out_three_times_and_then_the_rest_is_given_up():
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
    outcome = run(cells, 2, "n")
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


def test_a_locked_cell_is_never_left_out():
    outcome = run([RunCell("setup", "import os; os._exit(1)"), RunCell("extra", "1")], 5, "n")
    assert outcome.reruns == 0
    assert states(outcome) == ["died", "not run"]


def test_a_run_that_cannot_start_says_why(monkeypatch):
    monkeypatch.setenv("PYTHONHOME", os.devnull)  # Python does not start there
    outcome = run([SETUP], 5, "n")
    assert states(outcome) == ["not run"]
    assert outcome.failure


class EndlessKernel:
    """A kernel in nbval's place whose messages never end."""

    def await_reply(self, msg_id, timeout=None):
        pass

    def get_message(self, stream, timeout=None):
        return {"msg_type": "stream"}

    def execute_cell_input(self, cell_input, allow_stdin=None):
        return "id"


def test_outputs_that_never_end_are_read_for_a_limited_time(monkeypatch):
    kernel = worker.watched_kernel(EndlessKernel)()
    kernel.await_reply("id", timeout=1)
    assert kernel.get_message("iopub") == {"msg_type": "stream"}
    monkeypatch.setattr(worker, "READ_SECONDS", -1)
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


def test_the_seam_to_nbval_is_where_the_grader_expects_it():
    kernel = nbval.plugin.RunningKernel
    watched = worker.watched_kernel(kernel)
    for method in ("await_reply", "get_message", "interrupt"):
        assert method in vars(kernel)
        assert method in vars(watched)
