"""What check says where there is no answer: which of the ways in which it can be missing, and what to do next."""

import json
import subprocess
import sys

import pytest

SETUP = "from twoborders import check, hint, load, progress, show\nimport seaborn as sns"


PROGRAM = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
shell = InteractiveShell.instance()
answers = []
for notebook in json.loads(sys.stdin.read()):
    shell.reset()
    if "twoborders" in sys.modules:
        sys.modules["twoborders.checking.watch"].forget()
    told = []
    for cell in notebook:
        with capture_output() as seen:
            shell.run_cell(cell)
            if "matplotlib.pyplot" in sys.modules:  # as a notebook does, which shows a chart below its cell
                sys.modules["matplotlib.pyplot"].close("all")
        told.append(" ".join([str(one.data["text/plain"]) for one in seen.outputs] + [seen.stdout]))
    answers.append(told[1:])
print(json.dumps(answers))
"""


def told(*notebooks):
    """Run notebooks in one IPython shell that forgets between them; return what each cell displays or prints."""
    given = json.dumps([[SETUP, *cells] for cells in notebooks])
    done = subprocess.run([sys.executable, "-c", PROGRAM], input=given, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


CHECK = 'check("01-1")'
CASES = {
    "the dots": (
        ["chiapas_pct = ...", CHECK],
        "chiapas_pct still holds the three dots. Put your answer in their place",
    ),
    "not run": ([CHECK], "There is no chiapas_pct yet. Run the cell that begins with chiapas_pct ="),
    "stopped": (
        ["chiapas_pct = ...\nchiapas_pct = 654 / 0", CHECK],
        "stopped with an error, so there is no answer yet. ",
        "The error's last line is: ZeroDivisionError: division by zero. Mend the cell",
    ),
    "stopped before it began": (["chiapas_pct = (654 / 956", CHECK], "stopped with an error", "SyntaxError"),
    "stopped, the dots taken away": (
        ["chiapas_pct = borderfacts", CHECK],
        "NameError: name 'borderfacts' is not defined",
    ),
    "another name": (["chiapas_pct = ...\nshare = 68.4", CHECK], "gives a value to share", "chiapas_pct = share"),
    "another name, and no dots": (["share = 68.4", CHECK], "chiapas_pct = share"),
    "not stored": (["chiapas_pct = ...\n654 / 956 * 100", CHECK], "no name keeps it", "Write chiapas_pct ="),
    "nothing": (["chiapas_pct = print(68.4)", CHECK], "chiapas_pct is None, which means: nothing."),
    "a chart that was shown": (
        ["chart = ...\nchart = sns.barplot(x=[1], y=[2]).tick_params(rotation=45)", 'check("01-8")'],
        "chart is None, which means: nothing. Some methods, such as .show() and .tick_params(), give nothing back.",
    ),
    "a chart under the lesson's name": (
        ["chart = ...\nax = sns.barplot(x=[1], y=[2])", 'check("01-8")'],
        "gives a value to ax: if that is your answer, add the line chart = ax.",
    ),
    "a function under its draft's name": (
        ["months_to_clear = ...\ndef months(backlog, a, d):\n    return backlog", 'check("01-7")'],
        "months_to_clear = months",
    ),
    "a text that was not written": (
        ['argument = """\n...\n"""', 'check("01-9")'],
        "argument still holds the three dots",
    ),
    "a fill-in left open, and a table": (
        ['events = load("timeline")\nasylum = events[events["theme"] == ___]', 'check("00-5")'],
        "00-5. Not attempted",
        "____ still stands in your cell.",
    ),
    "a fill-in left open, and an error": (
        ["chart = ...\nchart = sns.countplot(data=[1], y=____)", 'check("00-9")'],
        "____ still stands in your cell.",
    ),
    "the check alone, twice": (["chiapas_pct = ...", CHECK, CHECK], "still holds the three dots"),
}


@pytest.fixture(scope="module")
def said_in():
    """What check says in each of the cases, by name."""
    return dict(zip(CASES, told(*(cells for cells, *_ in CASES.values())), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_it_says_why_there_is_no_answer_and_what_to_do(name, said_in):
    _, *words = CASES[name]
    said = said_in[name][-1]
    assert ("Cannot check" if name.startswith("stopped") else "Not attempted") in said
    assert all(word in said for word in words), said


def test_what_else_a_cell_does_is_not_mistaken_for_an_answer():
    table, earlier, mended = told(
        ["chiapas_pct = ...\nrows = load('border_facts')", CHECK],
        ["chiapas_pct = 68.4", CHECK, "chiapas_pct = 654 / 0", CHECK],
        ["chiapas_pct = 654 / 0", CHECK, "chiapas_pct = 68.4", CHECK],
    )
    assert "rows" not in table[-1], "a table is no number: that it was stored says nothing of the answer"
    assert "still holds the three dots" in table[-1]
    assert earlier[1].startswith("01-1. Right, 2 of 2 points. As this newspaper")
    assert earlier[3].startswith("01-1. Right, 2 of 2 points. Your cell stopped when it ran last (ZeroDivisionError")
    assert "stopped" not in mended[3]


def test_the_kit_s_names_come_back_and_the_value_is_not_lost():
    names = ("check", "load", "progress", "show", "hint")
    for name, said in zip(names, told(*([f"{n} = 5", f"print(callable({n}), my_{n})"] for n in names)), strict=True):
        back = f"{name} is a name of the kit, so it was given back to the kit. Your value is now called my_{name}."
        assert said[0].strip() == back
        assert said[1].strip() == "True 5"


def test_check_works_in_the_cell_after_it_was_lost():
    ways = ("del check", "check = None", "def check(x):\n    return 1", "from math import pi as check")
    for way, said in zip(ways, told(*(["chiapas_pct = 68.4", way, CHECK] for way in ways)), strict=True):
        assert "Right" in said[-1], way


def test_the_short_names_of_the_lessons_libraries_come_back_too():
    ways = ("pd = 5", "pd = None", "del pd", "for pd in range(3):\n    pass", "import math as pd")
    cells = [["import pandas as pd", way, "print(pd.__name__)"] for way in ways]
    for way, (_, lost, after) in zip(ways, told(*cells), strict=True):
        assert "pd is a name of pandas, so it was given back to pandas." in lost, way
        assert after.strip() == "pandas", way


def test_names_of_another_library_and_of_explorers_are_left_alone():
    """A table may have the name of an explorer: whoever loads ``timeline`` wants the table."""
    other, explorer = told(
        ["mean = 3", "np = 4", "from statistics import mean", "print(mean([1, 3]), np)"],
        ["from twoborders.explore import timeline", "timeline = load('timeline')", "print(type(timeline).__name__)"],
    )
    assert [each.strip() for each in other] == ["", "", "", "2 4"]
    assert explorer[-1].strip() == "DataFrame"


def test_every_name_that_a_lesson_imports_of_the_kit_is_kept_but_for_explorers():
    import twoborders
    from twoborders import explore
    from twoborders.checking.kept_names import KEPT

    assert set(twoborders.__all__) <= KEPT
    assert KEPT.isdisjoint(explore.names())
