"""Whether what an exercise needs was shown: constructs by name, where they may be shown, and what is missing."""

import pytest

from twoborders.build.form.constructs import constructs, not_shown

pytestmark = pytest.mark.quick


def code(source, **nbgrader):
    return {"cell_type": "code", "id": "c", "metadata": {"nbgrader": nbgrader}, "source": source}


def text(source):
    return {"cell_type": "markdown", "id": "t", "metadata": {}, "source": source}


def answer(solved, given="x = ..."):
    return code(f"{given}\n### BEGIN SOLUTION\n{solved}\n### END SOLUTION", solution=True)


def notebook(*cells):
    return {"cells": list(cells), "metadata": {}}


def lacking(lessons, *cells):
    return [problem.what.split()[2].rstrip(",") for problem in not_shown(lessons, notebook(*cells))]


@pytest.mark.parametrize(
    ("source", "used"),
    [
        ("a > b", {">"}),
        ("t[(a == 1) & (b != 2)]", {"&", "!="}),
        ("t.merge(u, on='k', suffixes=('_a', '_b'))", {"merge()", "merge(on=)", "merge(suffixes=)"}),
        ("t['month'].dt.year", {".dt", ".year"}),
        ("def f(x):\n    if x:\n        return 1", {"def", "if", "return"}),
        ("def f(x):\n    return x\n\nf(1)", {"def", "return"}),
        ("[x for x in xs]", {"[... for ...]"}),
        ("a[1:3]", {"[... : ...]"}),
        ('t = """\nlong\n"""', {'"""'}),
        ("x = ", set()),
    ],
)
def test_constructs_have_names(source, used):
    assert constructs(source) == used


def test_what_a_lesson_an_earlier_text_or_a_draft_shows_may_be_asked_for():
    lesson = notebook(text("The sign `>` compares, and `.dt` opens a date."), code("t.groupby('a')"))
    assert lacking([lesson], answer("y = t.groupby('a')\ny > 1\nt['m'].dt")) == []
    assert lacking([lesson], text("`mean()` gives the mean."), answer("y.mean()")) == []
    assert lacking([lesson], code("def draft(x):\n    return x"), answer("def f(x):\n    return x")) == []


@pytest.mark.filterwarnings("error")  # later Pythons warn of a text with \\| where they read it
def test_a_row_of_a_table_shows_code_as_the_page_does():
    lesson = notebook(text('| `a \\| b` | one of both is true |\n| `contains("a\\|b")` | has one of these |'))
    assert lacking([lesson], answer("y = a | b\nt.str.contains('c')")) == [".str"]


def test_what_nobody_showed_is_named_once():
    lesson = notebook(code("t.head()"))
    assert lacking([lesson], answer("t.melt(id_vars='a')"), answer("t.melt(id_vars='b')")) == [
        "melt()",
        "melt(id_vars=)",
    ]


def test_a_later_text_and_a_solution_show_nothing_in_time():
    assert lacking([notebook()], answer("y.mean()"), text("`mean()`")) == ["mean()"]
