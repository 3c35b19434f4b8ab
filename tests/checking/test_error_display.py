"""What a notebook shows of an error, in a real kernel, and what it tells those who run the notebook."""

import re

import nbclient
import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

BRACKETS = 'rates = poverty[poverty["year"] == 2018 & poverty["poverty_rate_pct"] > 30]'


@pytest.fixture(scope="module")
def kernel():
    manager, client = start_new_kernel(kernel_name="python3")
    client.execute("from twoborders import check, load\npoverty = load('poverty_states')", reply=True, timeout=60)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.fixture
def run(kernel):
    """Run a cell; give the reply and the outputs as (type, content)."""

    def run(code):
        messages = []
        reply = kernel.execute_interactive(code, timeout=60, allow_stdin=False, output_hook=messages.append)
        outputs = [(message["msg_type"], message["content"]) for message in messages]
        return reply["content"], [output for output in outputs if output[0] not in ("status", "execute_input")]

    return run


def test_the_sentence_stands_first_and_the_error_stays(run):
    reply, [(first, shown), (second, error)] = run(BRACKETS)
    assert (first, second) == ("display_data", "error")
    assert shown["data"]["text/plain"].startswith("Python stopped at line 1. ")
    assert "each condition in round brackets" in shown["data"]["text/plain"]
    assert "each condition in round brackets" in shown["data"]["text/html"]
    assert reply["status"] == "error"
    assert (reply["ename"], error["ename"]) == ("TypeError", "TypeError")
    assert error["evalue"].startswith("Cannot perform 'rand_'")


def test_the_page_is_not_filled_with_the_insides_of_pandas(run):
    _, [(_, shown), (_, error)] = run(f"x = 1\n{BRACKETS}")
    lines = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error["traceback"])).splitlines()
    assert re.fullmatch(r"Cell In\[\d+\], line 2", lines[0])
    assert lines[1].strip() == BRACKETS
    assert lines[2].startswith("TypeError: Cannot perform 'rand_'")
    assert len(lines) == 3
    before, folded = shown["data"]["text/html"].split("<details")
    assert "pandas" not in before
    assert "pandas/core" in folded.replace("\\", "/")
    inside = folded.split("<pre", 1)[1].split(">", 1)[1].split("</pre>")[0]
    assert len(inside.splitlines()) > 20
    assert not set("<\x1b") & set(inside)


def test_a_function_is_shown_with_the_line_that_called_it(run):
    run("def months(table):\n    return table['backlog']")
    _, [(_, shown), (_, error)] = run("x = 1\nmonths(poverty)")
    assert shown["data"]["text/plain"].startswith("Python stopped at line 2, inside the function months. ")
    assert [line.strip() for part in error["traceback"][:2] for line in part.splitlines()[1:]] == [
        "months(poverty)",
        "return table['backlog']",
    ]


@pytest.mark.parametrize(
    ("code", "helps"),
    [
        ('poverty[poverty["year" == 2018]', "The bracket [ in line 1"),
        ('argument = """The border', "the quote that ends it is missing"),
        ('argument = "The border\nis long"', "goes on in the next lines"),
        ('poverty[poverty["year"] = 2018]', "=="),
        ("def months(x):\nreturn x", "four spaces"),
    ],
)
def test_a_cell_that_python_cannot_read_gets_a_sentence(run, code, helps):
    reply, [(_, shown), (_, error)] = run(code)
    assert shown["data"]["text/plain"].startswith("Python has run nothing of this cell. ")
    assert helps in shown["data"]["text/plain"]
    assert reply["status"] == "error"
    assert "site-packages" not in "".join(error["traceback"])
    assert "incomplete input" not in "".join(error["traceback"])


def test_an_error_without_a_sentence_is_shown_as_well(run):
    reply, [(_, shown), (_, error)] = run("raise RuntimeError('<b>odd')")
    assert "Python's own words stand in the last line below." in shown["data"]["text/plain"]
    assert "<b>" not in shown["data"]["text/html"]
    assert reply["status"] == "error"
    assert "odd" in error["traceback"][-1]


def test_the_kits_own_error_speaks_first(run):
    _, [(_, shown), _] = run("load('povrty_states')")
    assert 'There is no table "povrty_states".' in shown["data"]["text/plain"]


def test_a_hostile_error_is_still_an_error(run):
    hostile = "class Odd(Exception):\n    def __str__(self):\n        raise OSError\n\n"
    reply, outputs = run(f"{hostile}raise Odd")
    assert reply["status"] == "error"
    assert outputs
    assert run("print(7)")[1] == [("stream", {"name": "stdout", "text": "7\n"})]


def test_a_mistake_of_ours_hides_no_error(run):
    run("from twoborders.checking import errors\nkept, errors.own_places = errors.own_places, None")
    reply, outputs = run("1 / 0")
    run("errors.own_places = kept")
    assert reply["status"] == "error"
    assert outputs[-1][1]["ename"] == "ZeroDivisionError"


def test_the_last_error_can_be_asked_for(run):
    run("1 / 0")
    _, outputs = run("import sys\nprint(type(sys.last_value).__name__)")
    assert outputs[0][1]["text"] == "ZeroDivisionError\n"


def test_it_can_be_taken_away_and_put_back(run):
    setting = "from twoborders.checking import error_display\nerror_display."
    run(f"{setting}install()\n{setting}uninstall()")
    assert [kind for kind, _ in run(BRACKETS)[1]] == ["error"]
    run(f"{setting}install()\n{setting}install()")
    assert [kind for kind, _ in run(BRACKETS)[1]] == ["display_data", "error"]


@pytest.fixture
def notebook():
    sources = ["from twoborders import check, load", "answer = 654 / 0", "print('went on')"]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])


def test_run_all_stops_at_an_error_as_ever(notebook):
    with pytest.raises(nbclient.exceptions.CellExecutionError, match="ZeroDivisionError"):
        nbclient.NotebookClient(notebook, kernel_name="python3").execute()


def test_run_all_goes_on_where_a_cell_may_fail(notebook):
    notebook.cells[1].metadata["tags"] = ["raises-exception"]
    nbclient.NotebookClient(notebook, kernel_name="python3").execute()
    assert [output.output_type for output in notebook.cells[1].outputs] == ["display_data", "error"]
    assert notebook.cells[2].outputs[0].text == "went on\n"


def test_a_grader_reads_errors_as_python_writes_them(notebook, monkeypatch):
    monkeypatch.setenv("TWOBORDERS_GRADING", "nonce-1")
    notebook.cells[1].metadata["tags"] = ["raises-exception"]
    nbclient.NotebookClient(notebook, kernel_name="python3").execute()
    assert [output.output_type for output in notebook.cells[1].outputs] == ["error"]
