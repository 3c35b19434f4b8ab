"""What the pages share: their style and their programs, all as scripts, because a page on a disk may load no module."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from twoborders.cards.content import PAGE as CARDS

PAGE = Path(__file__).with_name("page")
BEGIN = "globalThis.twoborders ??= {};\n"


def assets(searched: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """Give each file of ``assets/`` with its text; ``searched``: what the search looks through."""
    yield "assets/site.css", _read(CARDS / "card.css") + _read(PAGE / "site.css")
    yield "assets/cards.js", BEGIN + script(_read(CARDS / "card.js"))
    yield "assets/vega.js", script(_read(CARDS / "vega/vega.js"), "vega")
    yield "assets/vega-licences.txt", _read(CARDS / "vega/LICENSES.txt")
    yield "assets/site.js", _read(PAGE / "site.js")
    yield "assets/present.js", _read(PAGE / "present.js")
    yield "assets/minisearch.js", _read(PAGE / "search/minisearch.js")
    yield "assets/minisearch-licence.txt", _read(PAGE / "search/LICENSES.txt")
    yield "assets/pages.js", f"twoborders.pages({json.dumps(searched, ensure_ascii=False)})\n"


def script(module: str, name: str = "") -> str:
    """Return a module as a script that puts what it exports into ``twoborders``, or into ``twoborders.NAME``.

    Raises ValueError for a module that exports nothing.
    """
    exports = re.search(r"\bexport\{([^}]*)\};?\s*$", module)
    given = [f"{there}: {here}" for here, there in re.findall(r"(\w+) as (\w+)", exports[1] if exports else "")]
    given += re.findall(r"^export function (\w+)", module, re.MULTILINE)
    if not given:
        raise ValueError("This module exports nothing that can be found.")
    text = module[: exports.start()] if exports else module
    text = re.sub(r"^export (?=function )", "", text, flags=re.MULTILINE)
    target = f"twoborders.{name} ??= {{}}" if name else "twoborders"
    return f"(() => {{\n{text}\nObject.assign({target}, {{ {', '.join(given)} }});\n}})();\n"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
