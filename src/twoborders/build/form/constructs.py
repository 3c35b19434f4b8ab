"""What an exercise needs was shown before: in a lesson up to its own, or in the exercise itself.

A construct is a word of Python (``def``, ``if``), an operator (``>``, ``&``), a function or a method by its name, or an
argument by its name, as ``merge(suffixes=)``. Nobody can use what nobody has shown.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

from twoborders.build.form.reading import Cell, Notebook, Problem, cells, name, source

_WORDS: Mapping[type[ast.AST], str] = {
    ast.FunctionDef: "def",
    ast.Return: "return",
    ast.If: "if",
    ast.For: "for",
    ast.While: "while",
    ast.Lambda: "lambda",
    ast.IfExp: "... if ... else ...",
    ast.ListComp: "[... for ...]",
    ast.DictComp: "{... for ...}",
    ast.GeneratorExp: "(... for ...)",
    ast.Dict: "{...: ...}",
    ast.JoinedStr: 'f"..."',
    ast.And: "and",
    ast.Or: "or",
    ast.Not: "not",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.Invert: "~",
    ast.Pow: "**",
    ast.Mod: "%",
    ast.FloorDiv: "//",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.AugAssign: "+=",
}

_ARGUMENTS_OF = {"agg", "drop_duplicates", "dropna", "fillna", "groupby", "melt", "merge", "pivot", "pivot_table"}
_ARGUMENTS_OF |= {"barplot", "lineplot", "load", "rank", "reset_index", "sort_values"}
"""Calls of which an argument is a thing to learn by itself."""


def constructs(code: str) -> set[str]:
    """Return the constructs that a piece of code uses; none where it is no Python."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return set()
    used = set(_of(tree))
    return used | ({'"""'} if '"""' in code else set())


def _of(tree: ast.AST) -> Iterator[str]:
    made = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    called_here = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if type(node) in _WORDS:
            yield _WORDS[type(node)]
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called and called not in made:
                yield f"{called}()"
                if called in _ARGUMENTS_OF:
                    yield from (f"{called}({keyword.arg}=)" for keyword in node.keywords if keyword.arg)
        elif isinstance(node, ast.Attribute) and node not in called_here:
            yield f".{node.attr}"
        elif isinstance(node, ast.Slice):
            yield "[... : ...]"


def not_shown(lessons: Sequence[Notebook], solution: Notebook) -> list[Problem]:
    """Return what the answers of a solution need that neither the lessons nor the exercise itself shows.

    ``lessons`` are those up to the exercise's own. A question's text, a draft and an earlier answer of the same
    exercise show something too.
    """
    shown = set().union(*(constructs(source(cell)) for lesson in lessons for cell in cells(lesson, "code")))
    shown |= set().union(*(_in_words(source(cell)) for lesson in lessons for cell in cells(lesson, "markdown")))
    found = []
    for cell in solution["cells"]:
        if not _is_answer(cell):
            shown |= constructs(source(cell)) if cell["cell_type"] == "code" else _in_words(source(cell))
            continue
        given, _, answer = source(cell).partition("### BEGIN SOLUTION")
        shown |= constructs(given)
        lacking = sorted(constructs(answer) - shown)
        found += [
            Problem(name(cell), f"it needs {each}, which no lesson has shown", "Show it first, or answer without it.")
            for each in lacking
        ]
        shown |= set(lacking)  # said once
    return found


def _in_words(markdown: str) -> set[str]:
    """Return the constructs in the inline code and the code blocks of a text."""
    shown = markdown.replace(r"\|", "|")  # so is "|" written in a row of a table
    pieces = re.findall(r"```(?:python)?\n(.*?)```|`([^`]+)`", shown, re.DOTALL)
    return set().union(*(constructs(first or second) | _alone(second) for first, second in pieces))


def _alone(code: str) -> set[str]:
    """Return what a piece of inline code names by itself, such as ``def``, ``>`` or ``.dt``."""
    return {code.strip(), f"{code.strip().lstrip('.').removesuffix('()')}()"}


def _is_answer(cell: Cell) -> bool:
    return cell["cell_type"] == "code" and bool(cell["metadata"].get("nbgrader", {}).get("solution"))
