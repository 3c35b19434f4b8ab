"""How a message of check, hint, solution or progress looks: as HTML in a notebook, as plain text elsewhere."""

import html
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from twoborders.questions import Verdict

NAMES = {
    "right": "Right",
    "partly": "Partly right",
    "not yet": "Not yet",
    "not attempted": "Not attempted",
    "cannot check": "Cannot check",
    "to mark": "To be marked by a person",
    "hint": "",
}

# JupyterLab's own colours, so that a message can be read in a light and in a dark theme.
_EDGES = {
    "right": "var(--jp-success-color1, #2e7d32)",
    "partly": "var(--jp-warn-color1, #b26a00)",
    "not yet": "var(--jp-warn-color1, #b26a00)",
    "cannot check": "var(--jp-error-color1, #c62828)",
}
_PLAIN_EDGE = "var(--jp-info-color1, #0173b2)"
_BOX = "border-left: 4px solid {edge}; padding: 0.4em 0.8em; margin: 0.2em 0; max-width: 60em"
# Without it JupyterLab sets the text of a table to the right.
_LEFT = 'style="text-align: left"'
# A line of code can be longer than the page: with the keys, too, one must be able to move it.
_CODE = '<pre tabindex="0" style="white-space: pre; overflow-x: auto">{}</pre>'


@dataclass(frozen=True)
class Table:
    """A table of a message: its head and its rows, all of text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        widths = [max(map(len, column)) for column in zip(self.head, *self.rows, strict=True)]
        lines = [
            [cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in (self.head, *self.rows)
        ]
        return "\n".join("  ".join(line).rstrip() for line in lines)

    def html(self) -> str:
        """Return the table as HTML; the first cell of a row names it."""
        head = "".join(f'<th scope="col" {_LEFT}>{html.escape(name)}</th>' for name in self.head)
        rows = "".join(
            f'<tr><th scope="row" {_LEFT}>{html.escape(row[0])}</th>'
            + "".join(f"<td {_LEFT}>{html.escape(cell)}</td>" for cell in row[1:])
            + "</tr>"
            for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


@dataclass(frozen=True)
class Fold:
    """A part of a message that is folded at first; the next one lies within it. Plain text leaves it out."""

    title: str
    text: str = ""
    code: str = ""

    def html(self, within: str) -> str:
        """Return the folded part as HTML, with what lies within it."""
        text = f"<p>{html.escape(self.text, quote=False)}</p>" if self.text else ""
        code = _CODE.format(html.escape(self.code, quote=False)) if self.code else ""
        return f"<details><summary>{html.escape(self.title)}</summary>{text}{code}{within}</details>"


@dataclass(frozen=True)
class Report:
    """One message: an outcome or "hint", a sentence, and what stands below it: code, tables and folded parts."""

    outcome: str
    message: str
    title: str = ""
    code: str = ""
    tables: tuple[Table, ...] = ()
    folds: tuple[Fold, ...] = ()

    @classmethod
    def of_verdict(cls, question_id: str, verdict: Verdict, folds: Sequence[Fold] = ()) -> "Report":
        """Report a verdict: outcome, points and the sentence, and help in steps."""
        points = f"{verdict.points:g} of {verdict.possible:g} point{'' if verdict.possible == 1 else 's'}"
        title = f"{question_id}. {NAMES[verdict.outcome]}, {points}."
        return cls(verdict.outcome, verdict.message, title, folds=tuple(folds))

    def __repr__(self) -> str:
        parts = [" ".join(part for part in (self._headline(), self.message) if part)]
        return "\n".join([*parts, *([self.code] if self.code else []), *map(str, self.tables)])

    def _repr_html_(self) -> str:
        edge = _EDGES.get(self.outcome, _PLAIN_EDGE)
        text = f"<strong>{html.escape(self._headline())}</strong> " if self._headline() else ""
        body = f"{text}{html.escape(self.message, quote=False)}"
        body += _CODE.format(html.escape(self.code, quote=False)) if self.code else ""
        body += "".join(table.html() for table in self.tables)
        folded = ""
        for fold in reversed(self.folds):
            folded = fold.html(folded)
        return f'<div role="status" style="{_BOX.format(edge=edge)}">{body}{folded}</div>'

    def _headline(self) -> str:
        return self.title or (f"{NAMES[self.outcome]}." if NAMES[self.outcome] else "")


def show(report: Report) -> None:
    """Display a report in a notebook, or print it where there is none."""
    if "IPython" in sys.modules:
        from IPython import get_ipython
        from IPython.display import display

        if get_ipython() is not None:
            display(report)
            return
    print(report)
