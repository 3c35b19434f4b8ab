"""A page of one's own at the end of the course: points by lesson, own guesses scored, the day. It prints well."""

import datetime
import html

from twoborders import questions
from twoborders.checking import course
from twoborders.checking.report import Table
from twoborders.work import store

FILE = "my_page.html"

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; color: #1a1a1a; }
table { border-collapse: collapse; width: 100%; margin: 0.5em 0 1.5em; }
th, td { text-align: left; padding: 0.25em 0.6em; border-bottom: 1px solid #bbb; }
h1 { margin-bottom: 0; } @media print { body { margin: 0; } h2, table { break-inside: avoid; } }
"""


def page(kept: store.Kept, name: str = "") -> str:
    """Return the page as HTML: of a folder's kept points and guesses, and of the learner's name if one is given."""
    points, possible = course.total([questions.get(each) for each in questions.ids()], kept)
    guesses = [each for each in kept["predictions"].values() if store.number(each.get("sure"))]
    parts = [
        f"<p>{html.escape(name)}{', ' if name else ''}{datetime.date.today().isoformat()}</p>",
        f"<h2>{points:g} of {possible:g} points</h2>",
        course.table(kept).html(),
        *([f"<h2>{_scored(guesses)}</h2>", _by_sureness(guesses).html()] if guesses else []),
        "<p>The kit checked the questions; written answers count as marked by the learner, or not yet.</p>",
    ]
    head = f'<meta charset="utf-8"><title>Two Borders: my page</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body><h1>Two Borders</h1>{"".join(parts)}</body></html>'


def _scored(guesses: list[dict]) -> str:
    """Say how many guesses were right, and their Brier score: the mean square of what a probability missed."""
    right = sum(bool(each.get("right")) for each in guesses)
    missed = [each["sure"] / 100 - bool(each.get("right")) for each in guesses]
    score = sum(each**2 for each in missed) / len(missed)
    return (
        f"{right} of {len(guesses)} guesses agreed with the figures; Brier score {score:.2f} (0 is best, 0.25 a coin)"
    )


def _by_sureness(guesses: list[dict]) -> Table:
    rows = []
    for sure in sorted({each["sure"] for each in guesses}):
        group = [bool(each.get("right")) for each in guesses if each["sure"] == sure]
        rows.append((f"{sure:g} per cent", str(len(group)), f"{100 * sum(group) / len(group):.0f} per cent"))
    return Table(("How sure", "Guesses", "Right"), tuple(rows))
