"""Reading a notebook as its author wrote it: its cells, headings, sections, words and outputs."""

import html
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

Notebook = dict[str, Any]
"""A notebook as JSON gives it."""
Cell = dict[str, Any]


class Problem(NamedTuple):
    """What is out of form: where (a cell, or a part of the notebook), what it is, and the way out, a sentence."""

    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.mend}"


def source(cell: Cell) -> str:
    """Return a cell's source as one string."""
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def cells(notebook: Notebook, kind: str) -> list[Cell]:
    """Return the cells of one kind, ``code`` or ``markdown``."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def name(cell: Cell) -> str:
    """Return what a problem calls a cell."""
    return f'cell "{cell.get("id", source(cell)[:20])}"'


def about(notebook: Notebook) -> dict[str, Any]:
    """Return the kit's own metadata of a notebook."""
    kept: dict[str, Any] = notebook["metadata"].get("twoborders", {})
    return kept


def text_of(value: Any) -> str:
    """Return one value of an output's data as a string; JSON stays out."""
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def output_texts(cell: Cell) -> Iterator[tuple[str, str]]:
    """Yield (kind, text) for each text of a cell's outputs; the kind is a mime type or a stream's name."""
    for output in cell.get("outputs", []):
        if output["output_type"] == "stream":
            yield output["name"], text_of(output["text"])
        for mime, value in output.get("data", {}).items():
            yield mime, text_of(value)


def without_code(markdown: str) -> str:
    """Return Markdown without fenced code, inline code and comments."""
    markdown = re.sub(r"^(```|~~~).*?^\1[^\n]*$", " ", markdown, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"<!--.*?-->|`[^`]*`", " ", markdown, flags=re.DOTALL)


def plain(markdown: str) -> str:
    """Return the words that a reader of Markdown reads: no code, addresses or tags; link texts stay."""
    text = without_code(markdown)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"https?://\S+|<[^>]+>", " ", text)
    return html.unescape(text).replace("\u00a0", " ")


def is_card(cell: Cell) -> bool:
    """Tell whether a cell holds the card: the table of what a lesson needs and gives."""
    if cell["cell_type"] != "markdown":
        return False
    return re.search(r"^\|\s*Minutes\s*\|", source(cell), re.MULTILINE) is not None


def headings(notebook: Notebook) -> list[tuple[int, str]]:
    """Return (level, text) of each heading, in order."""
    found = []
    for cell in cells(notebook, "markdown"):
        for match in re.finditer(r"^(#+) +(.+?)\s*$", without_code(source(cell)), re.MULTILINE):
            found.append((len(match[1]), match[2]))
    return found


def sections(notebook: Notebook) -> dict[str, str]:
    """Return the Markdown under each heading of level 2, by heading."""
    found: dict[str, str] = {}
    current = ""
    for cell in cells(notebook, "markdown"):
        for line in source(cell).split("\n"):
            match = re.match(r"## +(.+?)\s*$", line)
            current = match[1] if match else current
            found[current] = found.get(current, "") + line + "\n"
        found[current] = found.get(current, "") + "\n"
    return found


def by_section(notebook: Notebook) -> list[list[Cell]]:
    """Return the cells of each section, in order; what stands before the first heading of level 2 is one too."""
    parts: list[list[Cell]] = [[]]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown" and re.search(r"^## ", without_code(source(cell)), re.MULTILINE):
            parts.append([])
        parts[-1].append(cell)
    return parts
