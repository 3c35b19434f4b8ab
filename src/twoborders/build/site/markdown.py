"""Markdown to HTML by nbconvert's renderer, with headings as GitHub names them and links that a function rewrites."""

import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

Link = Callable[[str], str]
"""Gives the address on the page for an address in the source."""


class Page:
    """One page's Markdown, rendered piece by piece: no heading of a page has the name of another.

    ``below``: so many levels its headings are set lower, where the page has a title of its own.
    """

    def __init__(self, link: Link, below: int = 0) -> None:
        self.link, self.below = link, below
        self.pieces: list[str] = []
        self.taken: Counter[str] = Counter()
        self.headings: list[tuple[int, str, str]] = []
        """Of each heading: its level, its name for a link, and its text."""

    def html(self, source: str) -> str:
        """Return the HTML of a piece of Markdown."""
        self.pieces.append(MarkdownWithMath(renderer=_Renderer(self)).render(source))
        return self.pieces[-1]

    def texts(self) -> list[tuple[str, str, str]]:
        """Of each part with a heading: the heading's name for a link, its text, and the words below it."""
        _, *parts = re.split(r'<h\d id="([^"]+)">(.*?)</h\d>', "".join(self.pieces))
        columns = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
        return [(name, plain(heading), " ".join(plain(text).split())) for name, heading, text in columns]

    def heading(self, text: str, level: int) -> str:
        """Note a heading and return the name by which a link reaches it."""
        name = anchor(text)
        number = self.taken[name]
        self.taken[name] += 1
        name = f"{name}-{number}" if number else name
        self.headings.append((level, name, plain(text)))
        return name


class _Renderer(IPythonRenderer):
    def __init__(self, page: Page) -> None:
        super().__init__(escape=False, exclude_anchor_links=True)
        self.page = page

    def heading(self, text: str, level: int, **_: Any) -> str:
        level += self.page.below
        return f'<h{level} id="{self.page.heading(text, level)}">{text}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return super().link(text, self.page.link(url), title)

    def table(self, text: str) -> str:
        """A table that is wider than its page can be moved sideways, also with the keys."""
        return f'<div class="wide" tabindex="0" role="group" aria-label="Table"><table>\n{text}</table></div>\n'

    def table_head(self, text: str) -> str:
        """A head without a word, as that of a lesson's card, is left out."""
        return f"<thead>\n<tr>\n{text}</tr>\n</thead>\n" if plain(text).strip() else ""

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        tag = "th" if head and text.strip() else "td"  # an empty cell heads nothing
        style = f' style="text-align:{align}"' if align else ""
        return f"<{tag}{style}>{text}</{tag}>\n"


def plain(html: str) -> str:
    """Return the text of a piece of HTML."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def anchor(heading: str) -> str:
    """Return the name by which GitHub lets a link reach a heading: small letters, hyphens for spaces."""
    return re.sub(r"[^\w\- ]", "", plain(heading).strip().lower()).replace(" ", "-")
