"""The learner's answer: found by its name, and described; where there is none, what happened instead."""

from collections.abc import Mapping
from typing import Any

from twoborders import questions
from twoborders.checking import watch
from twoborders.questions import Question, comparing


def described(question: Question, names: Mapping[str, Any]) -> dict:
    """Describe the answer to a question, which stands among the names of a notebook under the question's own.

    Without an answer the description is ``{"kind": "missing", "because": ...}``: "stopped" with the error's last line,
    "elsewhere" with the name that another value of the wanted kind has, "not stored" with what the last line shows,
    "blank", "dots", or "not run".
    """
    value = names.get(question.answer, ...)
    found = questions.describe(value, question)
    cell = _cell_of(question)
    if cell is not None and cell.has_blank():
        return {"kind": "missing", "because": "blank"}
    if found["kind"] != "missing":
        return found
    if cell is None:
        because = "dots" if question.answer in names else "not run"
        return {"kind": "missing", "because": because}
    if cell.error:
        return {"kind": "missing", "because": "stopped", "error": cell.error, "plain": cell.plain}
    for name in reversed(cell.names()):
        if name != question.answer and not name.startswith("_") and name in names and _fits(question, names[name]):
            return {"kind": "missing", "because": "elsewhere", "name": name}
    if _fits(question, cell.shown):
        return {"kind": "missing", "because": "not stored"}
    return {"kind": "missing", "because": "none" if value is None else "dots"}


def stopped(question: Question) -> str:
    """Return why the cell that gives the answer its name stopped when it ran last; empty if it did not."""
    cell = _cell_of(question)
    return cell.error if cell is not None else ""


def _cell_of(question: Question) -> watch.Ran | None:
    """Return the cell that ran last of those that give the answer its name; else the last one before this check."""
    ran = watch.cells()
    naming = next((cell for cell in ran if question.answer in cell.names()), None)
    before = next(iter(ran), None)
    return naming or (before if before is not None and not before.checks() and "import " not in before.source else None)


def _fits(question: Question, value: Any) -> bool:
    """Tell whether a value is of the kind that a question asks for."""
    kind = "text" if question.kind == "argue" else question.kind
    return comparing.is_of_kind(kind, questions.describe(value, question))
