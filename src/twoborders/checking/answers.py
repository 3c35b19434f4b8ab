"""The learner's answer: found by its name, and described; where there is none, what happened instead."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from twoborders import questions
from twoborders.checking import watch
from twoborders.questions import Question, Verdict, comparing


def described(question: Question, names: Mapping[str, Any]) -> dict:
    """Describe the answer to a question, which stands among the names of a notebook under the question's own.

    Without an answer the description is ``{"kind": "missing", "because": ...}``: "stopped" with the error's last line,
    "elsewhere" with the name that another value of the wanted kind has, "not stored" with what the last line shows,
    "blank", "compared" where == stands for =, "dots", or "not run".
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
        stopped: dict[str, Any] = {"kind": "missing", "because": "stopped", "error": cell.error, "plain": cell.plain}
        if question.kind == "function" and not re.search(r"\bdef\b|\blambda\b", cell.source):
            # What a function is given has no value outside of it: no other cell gives it one.
            stopped |= {"no_def": True, "plain": "" if cell.error.startswith("NameError") else cell.plain}
        return stopped
    for name in reversed(cell.names()):
        if name != question.answer and not name.startswith("_") and name in names and _fits(question, names[name]):
            return {"kind": "missing", "because": "elsewhere", "name": name}
    if re.search(rf"^[ \t]*{question.answer}[ \t]*==", cell.source, re.MULTILINE):
        return {"kind": "missing", "because": "compared"}
    if _fits(question, cell.shown):
        return {"kind": "missing", "because": "not stored"}
    return {"kind": "missing", "because": "none" if value is None else "dots"}


def explained(question: Question, description: dict, verdict: Verdict, names: Mapping[str, Any]) -> Verdict:
    """Add to a verdict what the learner's cell tells: that it stopped when it ran last, or what led to the answer."""
    cell = _cell_of(question)
    if cell is None or description["kind"] == "missing":
        return verdict
    if cell.error:
        stopped = f"Your cell stopped when it ran last ({cell.error}). {cell.plain}".strip()
        now = f"What follows is about the value that {question.answer} has now."
        return replace(verdict, message=f"{stopped} {now} {verdict.message}")
    if verdict.outcome != "not yet":
        return verdict
    if verdict.mistake == "stops":
        from twoborders.checking import errors  # only now: the import of check stays quick

        found = (call["result"] for call in description["calls"] if call["result"]["kind"] == "error")
        plain = errors.explain_text(next(found, {"message": ""})["message"])
        return replace(verdict, message=f"{verdict.message} {plain}".strip())
    from twoborders.checking import causes

    return replace(verdict, message=causes.message(question, description, verdict, cell.source, names))


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
