"""The page of the tables: their dictionary, and of each table the first rows and the file."""

import csv
import itertools
import re
from html import escape
from pathlib import Path

from twoborders.build.site.markdown import Page

ROWS = 5


def html(dictionary: str, data: Path, page: Page) -> str:
    """Return the page from the Markdown of ``data/README.md``; ``data`` is the folder of the tables."""
    head, *parts = re.split(r"^(?=## )", dictionary, flags=re.MULTILINE)
    return page.html(head) + "".join(_table(part, data, page) for part in parts)


def _table(part: str, data: Path, page: Page) -> str:
    text = page.html(part)
    path = data / f"{part.removeprefix('## ').partition(chr(10))[0].strip()}.csv"
    return text.replace("</p>", f"</p>{first_rows(path)}", 1) if path.is_file() else text


def first_rows(path: Path) -> str:
    """Return the first rows of a table as they stand in its file, folded, and a link to the file."""
    with path.open(encoding="utf-8", newline="") as stream:
        names, *rows = itertools.islice(csv.reader(stream), ROWS + 1)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    lines = "".join(f"<tr>{''.join(f'<td>{escape(value)}</td>' for value in row)}</tr>" for row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
    return (
        f"<details><summary>Its first {len(rows)} rows</summary>"
        f'<div class="wide" tabindex="0" role="group" aria-label="First rows of {path.stem}">{table}</div></details>'
        f'<p><a href="data/{path.name}" download>Download {path.name}</a></p>'
    )
