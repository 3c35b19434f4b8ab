"""HTML pages from the templates beside this module: each one file, without a script and without the network."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from twoborders.grade.files import one_line, plain, undirected
from twoborders.grade.reports.marks import about
from twoborders.work.store import replacing

GENERATOR = b'<meta name="generator" content="twoborders grade">'
"""Stands near the top of every page, by which a page of this program is known."""

SIGNS = {
    "right": "\u2713",
    "partly": "\u00bd",
    "not yet": "\u00d7",
    "not attempted": "\u2013",
    "cannot check": "!",
    "to mark": "\u2026",
    "marked": "\u00b6",
}
"""A sign beside each outcome, so that colour never carries a meaning alone."""


def write_page(path: Path, template: str, **values: Any) -> None:
    """Fill a template and write the page; every value is escaped, whatever it holds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path, encoding="utf-8") as stream:
        stream.write(_environment().get_template(template).render(**values))


def sentence(note: object) -> str:
    """A note as a sentence: a capital letter first, a full stop last."""
    text = str(note).strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"


def counted(number: float, what: str) -> str:
    """A number with its word: 1 point, 2.5 points."""
    return f"{number:g} {what}{'' if number == 1 else 's'}"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: a, b and c."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


@cache
def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    made = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, finalize=_clean, auto_reload=False
    )
    made.filters |= {
        "counted": counted,
        "line": one_line,
        "listed": listed,
        "name": lambda text: undirected(one_line(text)),
        "points": "{:g}".format,
        "sentence": sentence,
    }
    made.globals |= {"about": about, "signs": SIGNS}
    return made


def _clean(value: Any) -> Any:
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value
