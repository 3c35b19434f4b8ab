"""What ran in the notebook: the cells of this session, so that a message can speak of the learner's own cell.

IPython tells when a cell has run. Outside of a notebook nothing is known, and the messages that need it are not said.
"""

import ast
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MOST_CELLS = 300
"""So many cells are remembered, the latest."""

MOST_TEXT = 300
"""Longest last line of an error that is remembered, in characters."""

_GIVES = re.compile(r"^[ \t]*(?:def[ \t]+|class[ \t]+)?([A-Za-z_]\w*)[ \t]*(?:=(?!=)|\()", re.MULTILINE)
"""A name that a line gives, in a cell that Python cannot read."""


@dataclass(frozen=True)
class Ran:
    """A cell that ran: its code, why it stopped (empty if it did not), and the value that its last line showed."""

    source: str
    error: str = ""
    plain: str = ""
    shown: Any = None

    def names(self) -> list[str]:
        """Return the names that the cell gives a value, in their order."""
        try:
            nodes = list(_statements(ast.parse(self.source)))
        except (SyntaxError, ValueError):
            return list(dict.fromkeys(_GIVES.findall(self.source)))
        return list(dict.fromkeys(nodes))

    def has_blank(self) -> bool:
        """Return whether a fill-in is still open: ``____``, or less of it, which IPython reads as an earlier result."""
        try:
            nodes = ast.walk(ast.parse(self.source))
        except (SyntaxError, ValueError):
            return False
        return any(isinstance(node, ast.Name) and re.fullmatch("_{3,}", node.id) for node in nodes)

    def checks(self) -> bool:
        """Return whether the cell only asks for a check or a hint."""
        return re.match(r"\s*(?:check|hint|solution|progress)\(", self.source) is not None


_cells: deque[Ran] = deque(maxlen=MOST_CELLS)


def cells() -> list[Ran]:
    """Return the cells that have run, the latest first; the one that is running is not among them."""
    return list(reversed(_cells))


def forget() -> None:
    """Forget all cells."""
    _cells.clear()


def install(shell: Any) -> None:
    """Remember from now on each cell that this IPython shell runs."""
    shell.events.register("post_run_cell", _remember)


def _remember(result: Any) -> None:
    source = getattr(getattr(result, "info", None), "raw_cell", None)
    if not source:
        return
    error = result.error_in_exec or result.error_before_exec
    if error is None:
        _cells.append(Ran(source, shown=result.result))
    else:
        from twoborders.checking import errors  # only now: most cells make no error

        try:
            plain = errors.explain(error, source, _namespace()) or ""
        except SystemExit:  # a learner's object may do anything when it is looked at
            plain = ""
        _cells.append(Ran(source, _last_words(errors.whole_reading(error, source)), plain))


def _last_words(error: BaseException) -> str:
    """Return Python's last line on an error, cut to a readable length."""
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
    except Exception:  # an error of the learner's own making may do anything when it is looked at
        text = ""
    return f"{type(error).__name__}: {' '.join(text.split())}"[:MOST_TEXT]


def _namespace() -> dict[str, Any]:
    from IPython import get_ipython  # it called us

    namespace: dict[str, Any] = get_ipython().user_ns
    return namespace


def _statements(tree: ast.AST) -> Iterator[str]:
    """Yield the names that are given a value, but for those within functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            yield node.name
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        yield from _statements(node)
