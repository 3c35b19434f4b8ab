"""The page of a lesson, made from its stored notebook by nbconvert with the template in ``templates/lesson``."""

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from nbconvert import HTMLExporter

from twoborders.build import clock
from twoborders.build.site import cards
from twoborders.build.site.markdown import Link, Page

TEMPLATES = Path(__file__).with_name("templates")

_CARD = re.compile(r'<div class="twoborders-still" data-card="([^"]+)">')
_TABLE_STYLE = re.compile(r"<style scoped>.*?</style>\s*", re.DOTALL)


@dataclass(frozen=True)
class LessonPage:
    """A lesson's HTML, the keys of its cards, and of each section the name for a link, the heading and the prose."""

    body: str
    cards: list[str]
    texts: list[tuple[str, str, str]]

    @property
    def sections(self) -> list[tuple[str, str]]:
        """The name for a link and the heading of each section."""
        return [(name, heading) for name, heading, _ in self.texts]


def lesson_page(notebook: nbformat.NotebookNode, link: Link) -> LessonPage:
    """Return the page of a lesson; ``link`` gives where an address in it leads to."""
    page = Page(link)
    keys: list[str] = []
    exporter = HTMLExporter(
        template_name="lesson",
        extra_template_basedirs=[str(TEMPLATES)],
        filters={"markdown2html": page.html, "outputs_html": lambda outputs: outputs_html(outputs, keys)},
    )
    about: Mapping[str, Any] = notebook["metadata"]["twoborders"]
    resources = {
        "sections": _begins(notebook),
        "plan": about.get("plan", {}),
        "passed": partial(_passed, about.get("passes_over", {})),
        "first_line": first_line,
    }
    body, _ = exporter.from_notebook_node(notebook, resources=resources)
    return LessonPage(body, keys, page.texts())


def _passed(passes_over: Mapping[str, Sequence[str]], cell_id: str) -> str:
    """The attribute with the numbers of the paths that pass over a cell; nothing for a cell that is on all."""
    numbers = [str(n) for n, path in enumerate(clock.PATHS) if cell_id in passes_over.get(path.name, ())]
    return f' data-passed="{" ".join(numbers)}"' if numbers else ""


def _begins(notebook: nbformat.NotebookNode) -> list[str]:
    """The ids of the cells with which a part of the lesson begins: the title, and headings of level 2."""
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    return [cell["id"] for cell in cells if re.search(r"^##? ", cell["source"], re.MULTILINE)]


def first_line(source: str) -> str:
    """Return the first line of code that tells what a cell does: an import tells little."""
    lines = [line for line in source.splitlines() if line.strip()]
    return next((line for line in lines if not line.startswith(("import ", "from "))), lines[0] if lines else "")


def outputs_html(outputs: Sequence[nbformat.NotebookNode], keys: list[str]) -> str:
    """Return the outputs of a cell as HTML; the key of a card that stands there is added to ``keys``."""
    made = [_output_html(output, keys) for output in outputs]
    if any('class="card"' in each for each in made):
        # The text of a card's widget says less than the card, which is the output behind it.
        made = [each for output, each in zip(outputs, made, strict=True) if not _is_bare_text(output)]
    return "".join(made)


def _is_bare_text(output: nbformat.NotebookNode) -> bool:
    return output["output_type"] == "display_data" and "text/html" not in output["data"]


def _output_html(output: nbformat.NotebookNode, keys: list[str]) -> str:
    if output["output_type"] == "stream":
        return f"<pre>{html.escape(output['text'])}</pre>"
    data = output.get("data", {})
    if "text/html" not in data:
        return f"<pre>{html.escape(data.get('text/plain', ''))}</pre>"
    card = _CARD.search(data["text/html"])
    if card:
        keys.append(card[1])
        return card_html(card[1])
    if "<table" in data["text/html"]:
        return table_html(data["text/html"])
    return str(data["text/html"])


def card_html(key: str) -> str:
    """Return the place of a card, with what it shows at first and what stands there without a script."""
    content = json.dumps(cards.content(key), separators=(",", ":")).replace("</", "<\\/")
    data = f'<script type="application/json">{content}</script>'
    return f'<div class="card" data-card="{key}">{data}<div class="still">{cards.without_script(key)}</div></div>'


def table_html(text: str) -> str:
    """Return a table of pandas without its own style; a cell without a word heads nothing."""
    text = _TABLE_STYLE.sub("", text).replace("<th></th>", "<td></td>").replace(' border="1"', "")
    return f'<div class="wide" tabindex="0" role="group" aria-label="Table">{text}</div>'
