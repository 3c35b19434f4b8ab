"""What a notebook answers, told by what its code says, whatever its comments and its layout."""

import ast
import functools
import re
import warnings
from collections.abc import Iterable
from typing import NamedTuple

from twoborders.checking.kept_names import KEPT
from twoborders.grade.marking.align import GIVEN_NAME, Aligned, Master, MasterCell

MAX_PARSED = 100_000
"""So much of a notebook's code is compared as Python reads it, in characters; the rest by the words of each line."""

_SOLUTION = re.compile("### BEGIN SOLUTION.*?### END SOLUTION", re.DOTALL)
_MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)


class Statement(NamedTuple):
    """One statement in a form that says the same however it is laid out, and the names to which it gives a value."""

    form: str
    names: frozenset[str]


def answered(master: Master, aligned: Aligned) -> tuple[list[str], bool]:
    """The questions that are answered, and whether every answer is the kit's own solution.

    Answered is a question whose answer cell says something, or whose answer gets a value in another cell of the
    learner's. The kit's own are all statements of its solution, with no other that gives an answer.
    """
    blank = {said.form for each in master.cells for said in _of_master(_blank(each))}
    wanted = {said.form for each in master.cells if each.role == "answer" for said in _of_master(each.cell.source)}
    in_cells: set[str] = set()
    given: set[str] = set()
    missing, others, left = set(wanted), set[str](), MAX_PARSED
    for cell in aligned.cells:
        if cell.role not in ("answer", "extra"):
            continue
        is_short = len(cell.source) <= left
        left -= len(cell.source) if is_short else 0
        for said in statements(cell.source) if is_short else _lines(cell.source):
            missing.discard(said.form)
            if said.form not in wanted:
                others |= said.names
            if said.form not in blank:
                in_cells.add(cell.question)
                given |= said.names
    found = [question for question in master.points if question in in_cells or master.names.get(question) in given]
    return found, bool(wanted) and not missing and not others & set(master.names.values())


def _blank(each: MasterCell) -> str:
    """What a learner is given of a cell of the master."""
    without, regions = _SOLUTION.subn("", each.cell.source)
    return without if regions or each.role != "answer" else ""


def statements(source: str) -> tuple[Statement, ...]:
    """The statements of a cell, without those that leave a blank as it is and those that only ask the kit something."""
    tree = _parsed(source) or _parsed(_MAGIC.sub("", source))
    if tree is None:
        return tuple(_lines(source))
    try:
        return tuple(_statement(node) for node in tree.body if not _says_nothing(node))
    except RecursionError:
        return tuple(_lines(source))


_of_master = functools.lru_cache(maxsize=512)(statements)


def _parsed(source: str) -> ast.Module | None:
    """A source as Python reads it, with texts as their words alone; None where Python cannot read it."""
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = " ".join(re.findall(r"\w+", node.value))
    return tree


def _says_nothing(node: ast.stmt) -> bool:
    match node:
        case ast.Assign(value=ast.Constant(value=value)):
            return value is ... or value is None or value == ""
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))):
            return name in KEPT
        case ast.Expr(value=ast.Constant()):
            return True
    return isinstance(node, ast.Pass)


def _statement(node: ast.stmt) -> Statement:
    parts = list(ast.walk(node))
    given = {part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    given |= {part.name for part in parts if isinstance(part, (ast.FunctionDef, ast.ClassDef))}
    return Statement(ast.dump(node), frozenset(given))


def _lines(source: str) -> Iterable[Statement]:
    """The lines of a source that Python cannot read, each as a statement."""
    for line in _COMMENT.sub("", source).splitlines():
        form = " ".join(re.findall(r"\w+|[^\w\s]", line))
        if form and not form.endswith("= . . ."):
            yield Statement(form, frozenset(GIVEN_NAME.findall(line)))
