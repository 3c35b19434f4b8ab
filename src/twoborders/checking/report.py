"""How a message of check, hint, solution or progress looks: as HTML in a notebook, as plain text elsewhere."""

import html
import sys
from dataclasses import dataclass

from twoborders.questions import Verdict

_NAMES = {
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


@dataclass(frozen=True)
class Report:
    """One message: an outcome or "hint", a sentence, and at most one of code and table rows."""

    outcome: str
    message: str
    title: str = ""
    code: str = ""
    rows: tuple[tuple, ...] = ()

    @classmethod
    def of_verdict(cls, question_id: str, verdict: Verdict) -> "Report":
        """Report a verdict: outcome, points and the sentence."""
        points = f"{verdict.points:g} of {verdict.possible:g} point{'' if verdict.possible == 1 else 's'}"
        return cls(verdict.outcome, verdict.message, f"{question_id}. {_NAMES[verdict.outcome]}, {points}.")

    @classmethod
    def of_progress(cls, rows: list[tuple[str, str, float, float, str]]) -> "Report":
        """Report the points so far; a row is question id, title, points, possible points and outcome."""
        points, possible = sum(row[2] for row in rows), sum(row[3] for row in rows)
        by_hand = sum(row[3] for row in rows if row[4] == "to mark")
        message = f"{by_hand:g} more wait for a person's mark." if by_hand else ""
        return cls("hint", message, f"{points:g} of {possible:g} points so far.", rows=tuple(rows))

    def __repr__(self) -> str:
        parts = [" ".join(part for part in (self._headline(), self.message) if part)]
        if self.code:
            parts.append(self.code)
        width = max((len(row[0]) for row in self.rows), default=0)
        parts += [f"{row[0]:<{width}}  {row[2]:g} of {row[3]:g}  {row[4]:<13}  {row[1]}" for row in self.rows]
        return "\n".join(parts)

    def _repr_html_(self) -> str:
        edge = _EDGES.get(self.outcome, _PLAIN_EDGE)
        text = f"<strong>{html.escape(self._headline())}</strong> " if self._headline() else ""
        body = f"{text}{html.escape(self.message, quote=False)}"
        if self.code:
            body += f'<pre style="white-space: pre; overflow-x: auto">{html.escape(self.code, quote=False)}</pre>'
        if self.rows:
            body += _table(self.rows)
        return f'<div role="status" style="{_BOX.format(edge=edge)}">{body}</div>'

    def _headline(self) -> str:
        return self.title or (f"{_NAMES[self.outcome]}." if _NAMES[self.outcome] else "")


def show(report: Report) -> None:
    """Display a report in a notebook, or print it where there is none."""
    if "IPython" in sys.modules:
        from IPython import get_ipython
        from IPython.display import display

        if get_ipython() is not None:
            display(report)
            return
    print(report)


def _table(rows: tuple[tuple, ...]) -> str:
    head = "".join(f'<th scope="col" {_LEFT}>{name}</th>' for name in ("Question", "Title", "Points", "Outcome"))
    lines = "".join(
        f'<tr><th scope="row" {_LEFT}>{row[0]}</th><td {_LEFT}>{html.escape(row[1])}</td>'
        f"<td {_LEFT}>{row[2]:g} of {row[3]:g}</td><td {_LEFT}>{_NAMES[row[4]]}</td></tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
