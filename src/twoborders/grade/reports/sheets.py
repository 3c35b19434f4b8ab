"""Read the tables that people give back, however a spreadsheet or a platform saved them."""

import codecs
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


def encoding_of(path: Path) -> str:
    """The character set of a CSV file: UTF-16 or UTF-8 where the file shows it, or else the one of Windows.

    Raises SheetError for what cannot be read, and for what is no CSV by what is in it, whatever its name.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as stream:
            chunk = stream.read(1 << 16)
            _refuse_other_kinds(path, chunk.lstrip(codecs.BOM_UTF8 + b" \t\r\n"))
            for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
                if chunk.startswith(mark):
                    return encoding
            while chunk:
                decoder.decode(chunk)
                chunk = stream.read(1 << 16)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    except OSError as error:
        raise SheetError(f"{path} cannot be read ({error.strerror}). Give a CSV file.") from error
    return "utf-8"


def _refuse_other_kinds(path: Path, start: bytes) -> None:
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf", b"<", b"%PDF")):
        searched = path.read_bytes() if start.startswith(b"PK") else start.lower()
        for kind, signs in KINDS.items():
            if any(sign in searched for sign in signs):
                raise SheetError(f"{path} is {kind}. Open it, save it as CSV UTF-8, and give that file.")
