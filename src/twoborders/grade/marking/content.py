"""What a notebook answers, told by what its code says, whatever its comments and its layout."""

import ast
import functools
import re
import warnings
from collections.abc import Iterable
from typing import NamedTuple

from twoborders.checking.kept_names import KEPT
from twoborders.grade.marking.align import GIVEN_NAME, Aligned, Master, MasterCell

MAX_PARSED = 20_000
"""Longest source whose statements are compared as Python reads them, in characters; of a longer one the words are."""

_SOLUTION = re.compile("### BEGIN SOLUTION.*?### END SOLUTION", re.DOTALL)
_MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)


class Statement(NamedTuple):
    """One statement in a form that says the same however it is laid out, and the names to which it gives a value."""

    form: str
    names: frozenset[str]


def answered(master: Master, aligned: Aligned) -> list[str]:
    """The questions whose answer cell says something, or whose answer gets a value in another cell of the learner's."""
    blank = {said.form for each in master.cells for said in statements(_blank(each))}
    of_cell: set[str] = set()
    given: set[str] = set()
    for cell in aligned.cells:
        own = [said for said in statements(cell.source) if said.form not in blank]
        if cell.role in ("answer", "extra") and own:
            of_cell.add(cell.question)
            given.update(name for said in own for name in said.names)
    return [question for question in master.points if question in of_cell or master.names.get(question) in given]


def _blank(each: MasterCell) -> str:
    """What a learner is given of a cell of the master."""
    without, regions = _SOLUTION.subn("", each.cell.source)
    return without if regions or each.role != "answer" else ""


def is_key(master: Master, aligned: Aligned) -> bool:
    """Whether every answer is the kit's own solution: all its statements, and no other that gives an answer."""
    wanted = {said.form for each in master.cells if each.role == "answer" for said in statements(each.cell.source)}
    own = [said for cell in aligned.cells if cell.role in ("answer", "extra") for said in statements(cell.source)]
    others = {name for said in own if said.form not in wanted for name in said.names}
    return wanted <= {said.form for said in own} and not others & set(master.names.values())


@functools.lru_cache(maxsize=512)
def statements(source: str) -> tuple[Statement, ...]:
    """The statements of a cell, without those that leave a blank as it is and those that only ask the kit something."""
    tree = _parsed(source) or _parsed(_MAGIC.sub("", source))
    if tree is None:
        return tuple(_lines(source))
    try:
        return tuple(_statement(node) for node in tree.body if not _says_nothing(node))
    except RecursionError:
        return tuple(_lines(source))


def _parsed(source: str) -> ast.Module | None:
    """A source as Python reads it, with texts as their words alone; None where Python cannot read it."""
    if len(source) > MAX_PARSED:
        return None
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
