"""Read the tables that people give back, however a spreadsheet or a platform saved them."""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

KINDS = {
    "an Excel workbook": (b"xl/workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "a LibreOffice spreadsheet": (b"opendocument",),
    "a Numbers document": (b".iwa",),
    "a zip archive": (b"PK\x03\x04",),
    "a web page or XML": (b"<html", b"<table", b"<!doctype", b"<?xml"),
    "a PDF file": (b"%pdf",),
}
"""What a file can be that is no CSV, with what shows it; the first that is found holds."""


class SheetError(Exception):
    """A table cannot be used; the text names file, row and thing, and the way out."""


def read_text(path: Path) -> tuple[str, str]:
    """The text of a CSV file, with its byte order mark if it has one, and its character set.

    That is UTF-16 or UTF-8 where the file shows it, or else the one of Windows. Encoded again, with the error
    handler "surrogateescape", it is the same bytes. Raises SheetError for what cannot be read or is no text.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SheetError(f"{path} cannot be read ({error.strerror}). Give a CSV file.") from error
    start = content[:4000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf", b"<", b"%PDF")):
        searched = content if start.startswith(b"PK") else start.lower()
        for kind, signs in KINDS.items():
            if any(sign in searched for sign in signs):
                raise SheetError(f"{path} is {kind}. Open it, save it as CSV UTF-8, and give that file.")
    if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        encoding = "utf-16-le" if content[:2] == codecs.BOM_UTF16_LE else "utf-16-be"
        return content.decode(encoding, "replace"), encoding
    try:
        return content.decode(), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", "surrogateescape"), "cp1252"


def rows_of(text: str, separator: str) -> Iterator[list[str]]:
    """The rows of a CSV text. A cell may be of any length."""
    csv.field_size_limit(1 << 30)
    return csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator)
