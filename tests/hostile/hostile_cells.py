# ruff: noqa: E501  (the lines of a cell are as long as they are)
"""Submissions with cells deleted, edited, moved, copied or retyped, and with state that other cells suffer from.

The first are those of a comparison of graders; the ones named after a fixture were written anew from what the fixture
of nbgrader's own tests does.
"""

import copy

import submitted
from hostile import (
    BLANK,
    QUESTIONS,
    RIGHT,
    answer_cell,
    cheat,
    costs_a_question,
    harmless,
    notebook_case,
    right_code,
    sources_case,
)

WRONG = {
    "01-1": "chiapas_pct = 1",
    "01-2": "poorer_states = ['Sonora']",
    "01-3": "mean_by_border = pd.Series([1, 2])",
    "01-4": "people = pd.DataFrame({'a': [1]})",
    "01-5": "fall_pct = -3",
    "01-10": "sentence = 1",
    "01-7": "months_to_clear = max",
    "01-8": "chart = 3",
    "01-9": "argument = 3",
}
ALL_WRONG = dict.fromkeys(QUESTIONS, "not yet") | {"01-7": ("not yet", "cannot check")}


def check_cell(notebook: dict, question: str) -> dict:
    return submitted.cell_of(notebook, "01-9-check" if question == "01-9" else question)


def answered_wrongly(notebook: dict) -> None:
    for question, source in WRONG.items():
        answer_cell(notebook, question)["source"] = source


def without_checks(notebook: dict) -> None:
    for question in QUESTIONS:
        notebook["cells"].remove(check_cell(notebook, question))


def wrong_without_checks(notebook: dict) -> None:
    answered_wrongly(notebook)
    without_checks(notebook)


def wrong_with_edited_checks(notebook: dict) -> None:
    answered_wrongly(notebook)
    for question in QUESTIONS:
        check_cell(notebook, question)["source"] = 'print("right")\n100'


def checks_first(notebook: dict) -> None:
    moved = [check_cell(notebook, question) for question in QUESTIONS]
    notebook["cells"] = moved + [cell for cell in notebook["cells"] if cell not in moved]


def wrong_with_duplicates(notebook: dict) -> None:
    answered_wrongly(notebook)
    for question in QUESTIONS:
        at = notebook["cells"].index(check_cell(notebook, question))
        notebook["cells"][at:at] = [copy.deepcopy(notebook["cells"][at]) for _ in range(5)]


def worth_100_points(notebook: dict) -> None:
    answered_wrongly(notebook)
    answer_cell(notebook, "01-1")["source"] = right_code("01-1")
    for question in QUESTIONS:
        marks = check_cell(notebook, question)["metadata"]["nbgrader"]
        marks["points"], marks["grade"], marks["locked"] = 1e9, True, False


def checks_to_markdown(notebook: dict) -> None:
    answered_wrongly(notebook)
    for question in QUESTIONS:
        check_cell(notebook, question)["cell_type"] = "markdown"


def retyped(notebook: dict) -> None:
    for question in QUESTIONS:
        check_cell(notebook, question)["cell_type"] = "raw"
    submitted.cell_of(notebook, "setup")["cell_type"] = "markdown"


def answers_retyped(notebook: dict) -> None:
    answer_cell(notebook, "01-1")["cell_type"] = "markdown"


def stripped(notebook: dict) -> None:
    notebook["cells"] = submitted.strip(notebook)["cells"]


def wrong_and_stripped(notebook: dict) -> None:
    answered_wrongly(notebook)
    stripped(notebook)


def locked_changed(notebook: dict) -> None:
    submitted.cell_of(notebook, "setup")["source"] = "load = None\nraise SystemExit"
    for question in QUESTIONS:
        check_cell(notebook, question)["source"] = "assert True"


def blank_ids(notebook: dict) -> None:
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["grade_id"] = ""
        cell["id"] = ""


def same_ids(notebook: dict) -> None:
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["grade_id"] = "01-1"
        cell["id"] = "01-1"


def strange_metadata(notebook: dict) -> None:
    strange = [
        [],
        None,
        3,
        "x",
        {"nbgrader": []},
        {"nbgrader": {"grade_id": ["01-1"], "points": {}}},
        {"nbgrader": None},
    ]
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] = strange[number % len(strange)]
    notebook["metadata"] = {"kernelspec": {"name": "bash; rm -rf /", "language": 3}, "language_info": None}


def disguised_ids(notebook: dict) -> None:
    """Ids that look like others: Cyrillic letters, signs without width, writing from right to left."""
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if marks:
            marks["grade_id"] = "\u202e" + marks["grade_id"].replace("a", "\u0430").replace("-", "\u2010") + "\u200b"
            cell["id"] = marks["grade_id"]


def another_kernel(notebook: dict) -> None:
    notebook["metadata"]["kernelspec"] = {"name": "hostile", "display_name": "hostile", "language": "bash"}


def too_new(notebook: dict) -> None:
    notebook["nbformat"], notebook["nbformat_minor"] = 99, 99
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["schema_version"] = 99


def crowded(notebook: dict) -> None:
    at = notebook["cells"].index(submitted.cell_of(notebook, "01-1-answer"))
    notebook["cells"][at:at] = [submitted.code(f"x = {number}") for number in range(1000)]


def huge_cell(notebook: dict) -> None:
    answer_cell(notebook, "01-2")["source"] = "poorer_states = '" + "x" * 20_000_000 + "'"


def nbval_comments(notebook: dict) -> None:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and submitted.grade_id(cell).endswith("answer"):
            cell["source"] = "# NBVAL_SKIP\n# NBVAL_RAISES_EXCEPTION\n# NBVAL_CHECK_OUTPUT\n" + submitted.source(cell)
            cell["metadata"]["tags"] = ["nbval-skip", "raises-exception", "nbval-check-output", "skip-execution"]


CELLS = (
    notebook_case("all-wrong", "every answer is wrong", answered_wrongly, ALL_WRONG),
    notebook_case(
        "checks-deleted-wrong",
        "wrong, and every check is deleted",
        wrong_without_checks,
        ALL_WRONG,
        words=("was restored",),
    ),
    notebook_case(
        "checks-deleted-right", "right, and every check is deleted", without_checks, RIGHT, words=("was restored",)
    ),
    notebook_case(
        "checks-edited",
        "wrong, and every check prints full marks",
        wrong_with_edited_checks,
        ALL_WRONG,
        words=("was edited",),
    ),
    notebook_case("checks-first", "right, and all checks stand first", checks_first, RIGHT),
    notebook_case(
        "checks-copied",
        "wrong, and each check stands six times",
        wrong_with_duplicates,
        ALL_WRONG,
        words=("more than once",),
    ),
    notebook_case(
        "points-raised",
        "one right answer, and each check is worth a billion",
        worth_100_points,
        ALL_WRONG | {"01-1": "right"},
    ),
    notebook_case(
        "checks-to-markdown",
        "wrong, and the checks are markdown",
        checks_to_markdown,
        ALL_WRONG,
        words=("back into code",),
    ),
    notebook_case("stripped-wrong", "wrong, without ids and metadata", wrong_and_stripped, ALL_WRONG),
    notebook_case("stripped-right", "right, without ids and metadata", stripped, RIGHT, words=("lost its metadata",)),
    harmless(
        "warning",
        "writes warnings to standard error",
        "import sys, warnings\nwarnings.warn('careful')\nprint('oops', file=sys.stderr)",
    ),
    costs_a_question("syntax-error", "is no Python", "poorer_states = [", "SyntaxError"),
    sources_case(
        "history-of-outputs",
        "answers by what an earlier cell showed",
        {
            "01-1": right_code("01-1") + "\nchiapas_pct",
            "01-2": "assert _ == chiapas_pct and Out and In\n" + right_code("01-2"),
        },
        RIGHT,
    ),
    notebook_case(
        "nbgrader-submitted-locked-cell-changed",
        "locked cells are changed, and the setup exits",
        locked_changed,
        RIGHT,
        words=("was edited",),
    ),
    notebook_case(
        "nbgrader-cell-type-changed", "locked cells are raw or markdown", retyped, RIGHT, words=("back into code",)
    ),
    notebook_case(
        "nbgrader-answer-cell-type-changed",
        "an answer is markdown",
        answers_retyped,
        RIGHT,
        words=("was turned into markdown and back into code",),
    ),
    notebook_case("nbgrader-blank-grade-id", "every id is blank", blank_ids, RIGHT),
    notebook_case("nbgrader-duplicate-grade-ids", "every cell has the same id", same_ids, RIGHT),
    notebook_case("strange-metadata", "metadata of every wrong type", strange_metadata, RIGHT),
    notebook_case("disguised-ids", "ids that only look like the right ones", disguised_ids, RIGHT),
    notebook_case("another-kernel", "names another kernel", another_kernel, RIGHT),
    notebook_case(
        "nbgrader-too-new", "a format and a schema of the future", too_new, RIGHT, words=("newer than this kit knows",)
    ),
    notebook_case("1000-cells", "1,000 cells of its own", crowded, RIGHT),
    notebook_case(
        "20-mb-cell",
        "an answer of 20 MB of source",
        huge_cell,
        RIGHT | {"01-2": ("not attempted", "cannot check")},
        words=("longer than",),
    ),
    notebook_case("nbval-comments", "comments and tags that nbval obeys", nbval_comments, RIGHT),
    cheat(
        "nbgrader-cheat-attempt",
        "showtraceback is a lambda, and then everything fails",
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "InteractiveShell.showtraceback = lambda *a, **k: None\n"
        "check = None",
        BLANK,
    ),
    cheat(
        "nbgrader-cheat-attempt-alternative",
        "showtraceback is None",
        "from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.showtraceback = None\ncheck = 3",
        BLANK,
    ),
    costs_a_question(
        "nbgrader-infinite-loop-with-output",
        "grows without end, and shows it",
        "x = []\nwhile True:\n    x.append(x)\n    print(len(x), x)",
        outcome=("cannot check", "not attempted"),
    ),
    harmless(
        "nbgrader-side-effects",
        "writes files beside itself",
        "with open('side-effect.txt', 'w') as stream: stream.write('x')",
    ),
    costs_a_question(
        "nbgrader-open-relative-file", "reads a file that is not there", "open('data.csv')", "FileNotFoundError"
    ),
    cheat(
        "nbgrader-hidden-tests",
        "puts hidden tests and autotests in its own cells",
        "### BEGIN HIDDEN TESTS\nassert True\n### END HIDDEN TESTS\n# AUTOTEST chiapas_pct\n### BEGIN SOLUTION\n"
        "### END SOLUTION",
    ),
    harmless("warnings-as-errors", "turns warnings into errors", "import warnings\nwarnings.simplefilter('error')"),
    harmless(
        "working-folder-deleted",
        "deletes its working folder",
        "import os, shutil\nshutil.rmtree(os.getcwd(), ignore_errors=True)\nshutil.rmtree('/tmp', ignore_errors=True)",
    ),
    harmless(
        "chdir-chmod", "changes folder, rights and mask", "import os\nos.chmod('.', 0)\nos.umask(0o777)\nos.chdir('/')"
    ),
    harmless(
        "clock-and-locale",
        "changes the time zone, the locale, the clock of Python, and the seed of chance",
        "import locale, os, random, time\nos.environ['TZ'] = 'Asia/Kathmandu'\ntime.tzset()\n"
        "time.time = lambda: -1e18\n"
        "time.monotonic = lambda: 0\ntry: locale.setlocale(locale.LC_ALL, 'de_DE.UTF-8')\nexcept locale.Error: pass\n"
        "random.seed(1)\nimport sys\nsys.set_int_max_str_digits(0)",
    ),
    harmless(
        "pandas-options",
        "changes how pandas works",
        "pd.options.display.max_rows = 0\npd.set_option('mode.sim_interactive', True)\n"
        "pd.options.display.float_format = lambda value: 1 / 0",
    ),
    sources_case(
        "show-is-exec",
        "replaces plt.show and what draws: the code that draws later fails, and no other",
        {"01-3": "import matplotlib.pyplot as plt\nplt.show = plt.draw = exec\n" + right_code("01-3")},
        RIGHT | {"01-8": ("right", "cannot check")},
    ),
    harmless(
        "figure-close-patched",
        "keeps figures open",
        "import matplotlib.pyplot as plt\nplt.close = lambda *a, **k: None\n"
        "get_ipython().events.trigger('post_execute')",
    ),
    harmless(
        "outputs-replaced",
        "puts other things in the place of standard output",
        "import sys, io\nsys.stdout = None\nsys.stderr = io.BytesIO()\nsys.__stdout__ = sys.__stderr__ = None",
    ),
    harmless("outputs-closed", "closes standard output", "import sys\nsys.stdout.close()\nsys.stderr.close()"),
    harmless(
        "garbage-collector",
        "turns the collector off and freezes it",
        "import gc\ngc.disable()\ngc.set_threshold(1, 1, 1)\ngc.freeze()",
    ),
    harmless(
        "exit-in-locked-cell",
        "changes what exit does",
        "get_ipython().ask_exit = lambda: 1 / 0\nget_ipython().keepkernel_on_exit = True",
    ),
    harmless(
        "javascript-and-markup",
        "shows scripts and terminal codes",
        "from IPython.display import HTML, Javascript, display\n"
        "display(HTML('<script>alert(1)</script>'), Javascript('alert(1)'))\n"
        "print('\\x1b[2J\\x1b]0;x\\x07\\x00\\ufffe')",
    ),
    sources_case(
        "markup-in-answers",
        "errors, names and texts full of markup, formulas and terminal codes",
        {
            "01-2": "raise ValueError('<script>alert(1)</script>=cmd|x\\x1b[31m\\u202e\\x00\\ud800')",
            "01-3": "type('<script>alert(1)</script>', (Exception,), {})\nraise type('=cmd()|<b>', (Exception,), {})('\\n\\n')",
            "01-9": "argument = '<script>alert(1)</script> =HYPERLINK(\"x\") \\x1b[31m \\ud800 \\u202e' + ' word' * 150",
        },
        RIGHT | {"01-2": "cannot check", "01-3": "cannot check"},
        words=("ValueError",),
    ),
)
