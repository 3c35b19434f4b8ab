"""HTML pages from the templates beside this module: each one file, without a script and without the network."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from twoborders.grade.files import plain, replacing

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

_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def write_page(path: Path, template: str, **values: Any) -> None:
    """Fill a template and write the page; every value is escaped, whatever it holds."""
    with replacing(path) as stream:
        stream.write(_environment().get_template(template).render(**values))


@cache
def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    return Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, finalize=_clean, auto_reload=False
    )


def _clean(value: Any) -> Any:
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def undirected(text: str) -> str:
    """The text without the characters that turn the direction of what follows, for a place that cannot isolate it."""
    return _DIRECTIONS.sub("", text)
