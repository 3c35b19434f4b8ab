"""``describe``: the dictionary of one table, to read in a notebook or in a terminal."""

import html
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from twoborders.tables import dictionary

WIDTH = 100
"""Characters in a line of plain text."""


@dataclass(frozen=True, repr=False)
class Description:
    """What the dictionary says of one table. ``entry`` is the entry itself, with all addresses."""

    entry: Mapping[str, Any]

    def facts(self) -> list[tuple[str, list[str]]]:
        """Return what is said of the whole table, as labels with one or more sentences each."""
        entry = self.entry
        column = entry["as_of"].get("column")
        as_of = f"{entry['as_of']['rule']} (column {column})" if column else entry["as_of"]["rule"]
        facts = [
            ("One row is", [entry["unit_of_observation"]]),
            ("As of", [as_of]),
            ("Take care", entry["caveats"]),
            ("Sources", list(dict.fromkeys(source["title"] for source in entry["sources"]))),
            ("Claims", [", ".join(entry["claims"])] if entry["claims"] else []),
            ("Lessons", [", ".join(entry["lessons"])] if entry["lessons"] else []),
        ]
        return [(label, sentences) for label, sentences in facts if sentences]

    def columns(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Yield for each column its name, type, unit, meaning, and what an empty cell means."""
        for field in self.entry["schema"]["fields"]:
            required = field.get("constraints", {}).get("required")
            empty = "never empty" if required else field.get("missing", "unknown")
            yield field["name"], field["type"], field.get("unit", ""), field["description"], empty

    def __repr__(self) -> str:
        lines = [f"{self.entry['name']}: {self.entry['title']}", *_wrapped(self.entry["description"], "  ")]
        for label, sentences in self.facts():
            lines += [f"{label}:", *(line for sentence in sentences for line in _wrapped(sentence, "  "))]
        lines.append("Columns:")
        for name, kind, unit, meaning, empty in self.columns():
            measured = f"{kind}, {unit}" if unit else kind
            lines += [f"  {name} ({measured})", *_wrapped(f"{meaning}. Empty: {empty}.", "    ")]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        facts = "".join(
            f"<dt><b>{html.escape(label)}</b></dt>" + "".join(f"<dd>{html.escape(each)}</dd>" for each in sentences)
            for label, sentences in self.facts()
        )
        heads = "".join(f'<th scope="col">{head}</th>' for head in ("Column", "Type", "Unit", "Meaning", "Empty means"))
        rows = "".join(
            f'<tr><th scope="row">{html.escape(name)}</th>'
            + "".join(f'<td style="text-align:left">{html.escape(text)}</td>' for text in rest)
            + "</tr>"
            for name, *rest in self.columns()
        )
        return (
            f"<p><b>{html.escape(self.entry['title'])}</b> ({html.escape(self.entry['name'])}). "
            f"{html.escape(self.entry['description'])}</p><dl>{facts}</dl>"
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        )


def _wrapped(text: str, indent: str) -> list[str]:
    tidy = re.sub(r"\.\. ", ". ", text)
    return textwrap.wrap(tidy, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def describe(name: str) -> Description:
    """Return the dictionary of a table, for reading: what a row is, columns, sources, caveats and claims.

    Sources are named; their addresses stand in ``data/README.md`` and in the result's ``entry``. Raises
    TableError for an unknown name.
    """
    return Description(dictionary(name))
