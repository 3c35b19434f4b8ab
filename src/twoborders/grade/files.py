"""Write text of unknown origin so that no spreadsheet and no reader takes it for something else."""

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from twoborders.work.store import replacing

LONGEST_CELL = 32_000
"""Characters of a cell, as Excel counts them: it cuts a cell off at 32,767."""

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
_SIGN = "[=+\\-@\uff1d\uff0b\uff0d\uff20]"
_SIGNS = rf"(?:[^\S\n]|[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u206f\ufff9-\ufffb])*{_SIGN}"
# A spreadsheet of another country, or a paste, splits a cell at these.
_SPLIT = rf"(?<=[;\t])(?={_SIGN})"
_FORMULA = re.compile(rf"^(?={_SIGNS})|{_SPLIT}|\A(?=[\t\n])", re.MULTILINE)
_GUARD = re.compile(rf"^'(?={_SIGNS}|[\t\n\d])|(?<=[;\t])'(?={_SIGN})", re.MULTILINE)


def write_rows(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV file, whole or not at all: UTF-8 with a byte order mark, LF, every cell made harmless.

    Without the mark, Excel reads the file as if it were not UTF-8. The rows may come one by one.
    """
    with replacing(path, encoding="utf-8-sig") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerows([cell(text) for text in row] for row in rows)


def cell(text: str) -> str:
    """A text as a cell: without controls, with no line that could be a formula, and of a length that Excel takes."""
    harmless = guard(_DIRECTIONS.sub("", plain(text)))
    units = harmless.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_CELL:
        return harmless
    return f"{units[: 2 * LONGEST_CELL].decode('utf-16-le', 'ignore')}... (cut: {len(text):,} characters)"


def guard(text: str) -> str:
    """An apostrophe before each line that begins as a formula does, behind whatever cannot be seen.

    Each line, and what stands behind a semicolon or tab, because some ways into a spreadsheet split a cell there.
    """
    return _FORMULA.sub("'", text)


def unguarded(text: str) -> str:
    """The text of a cell without the apostrophes of ``guard``, or of a person who keeps a number as it is."""
    return _GUARD.sub("", text)


def plain(text: str) -> str:
    """The text with LF for every kind of line end, and a replacement character for a control or half a character."""
    return _CONTROLS.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def undirected(text: str) -> str:
    """The text without the characters that turn the direction of what follows, for a place that cannot isolate it."""
    return re.sub("[\u061c\u200e\u200f]", "", _DIRECTIONS.sub("", text))


def one_line(text: str, most: int = 200) -> str:
    """The text on one line and of at most ``most`` characters, for a name in a table or in a sentence."""
    line = " ".join(plain(text[: most * 4]).split())
    return line if len(line) <= most else line[: most - 1] + "\u2026"
