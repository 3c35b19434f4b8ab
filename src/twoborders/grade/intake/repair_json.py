"""Turn a notebook file's bytes into JSON, whatever a mail program, a merge or a full disk did to them."""

import json
import re
from collections.abc import Callable
from typing import Any

MAX_BYTES = 50_000_000
"""Largest notebook file that is read, in bytes; pictures in outputs make real ones reach some 10 MB."""
MAX_CONTAINERS = 2_000_000
"""Most lists and objects in a file; each costs some hundred bytes of memory, so that a small file could fill it."""
MAX_CELLS = 10_000
"""Most cells of a notebook that is read."""
MAX_QUOTES = 4_000_000
"""Most quotation marks in a file that is mended; each costs time and memory."""
MAX_HUNKS = 1_000
"""Most hunks of an unsolved merge of which a side is taken."""
MAX_FAILURES = 20
"""After how many places at which no cell begins the search behind a damaged one is given up: each may cost a scan."""

OTHER_FORMATS = {
    b"PK\x03\x04": "The file is an archive with the name of a notebook. Unpack it, or let its name end in .zip.",
    b"\x1f\x8b": "The file is a compressed file with the name of a notebook. Unpack it.",
    b"%PDF": "The file is a PDF with the name of a notebook. Hand in the notebook itself.",
    b"<": "The file is a web page with the name of a notebook. Download the notebook itself.",
}


class UnreadableError(ValueError):
    """A file that cannot be graded; the text says why, in words for the learner and the instructor."""


def repair(content: bytes) -> tuple[dict[str, Any], list[str]]:
    """The JSON object of a notebook file, and a note for each thing mended. Raises UnreadableError."""
    if len(content) > MAX_BYTES:
        raise UnreadableError(too_large(len(content)))
    notes: list[str] = []
    text = _decode(content, notes)
    if text.count("[") + text.count("{") > MAX_CONTAINERS:
        raise UnreadableError(
            f"The file holds more than {MAX_CONTAINERS:,} lists and objects. Clear the outputs and save it again."
        )
    try:
        notebook = _parse(text, notes)
        for _ in range(2):  # saved as a text within JSON, or as Jupyter's server sends it, or both
            if isinstance(notebook, str):
                notebook = _parse(notebook, notes)
                notes.append("the notebook was saved as a text within JSON and was taken out of it")
            elif isinstance(notebook, dict) and "cells" not in notebook and "worksheets" not in notebook:
                notebook = notebook["content"] if isinstance(notebook.get("content"), (dict, str)) else notebook
    except RecursionError as error:
        raise UnreadableError("The file is not a notebook: its JSON is nested too deeply.") from error
    if not isinstance(notebook, dict):
        raise UnreadableError("The file holds JSON, but not a notebook.")
    return notebook, notes


def too_large(size: int) -> str:
    """What is said of a file of so many bytes."""
    return (
        f"The file is too large: {size / 1e6:.0f} MB, and at most {MAX_BYTES / 1e6:.0f} MB are read. "
        "Clear the outputs and save it again."
    )


def _decode(content: bytes, notes: list[str]) -> str:
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise UnreadableError("The file is empty.")
    encoding = json.detect_encoding(content)  # some editors on Windows write UTF-16
    try:
        text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        mixed = encoding.startswith("utf-8")
        text = _decode_mixed(content, error) if mixed else content.decode(encoding, "replace")
        how = "were not UTF-8 and were read as Windows-1252" if mixed else "of the file were damaged"
        notes.append(f"some characters {how}")
    if "\0" in text:
        text = text.replace("\0", "")
        notes.append("NUL characters in the file were left out")
    return text


# "surrogateescape" stands for the byte 0xE9 as U+DCE9.
SINGLE_BYTES = re.compile("[\udc80-\udcff]+")
WINDOWS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


def _decode_mixed(content: bytes, error: UnicodeDecodeError) -> str:
    """Decode UTF-8 with single bytes of Windows-1252 in it: an old editor writes é, ñ and ¿ as one byte each."""
    _refuse_other_formats(content)
    if b'"' not in content or not re.search(rb"[{\[]", content[:10_000]):
        raise UnreadableError("The file is not a notebook: it is not UTF-8 text.") from error
    text = content.decode("utf-8", "surrogateescape")
    return SINGLE_BYTES.sub(lambda run: run[0].translate(WINDOWS), text)


def _refuse_other_formats(content: bytes) -> None:
    for beginning, sentence in OTHER_FORMATS.items():
        if content.lstrip().startswith(beginning) and not content.lstrip().startswith(b"<<<<<<<"):
            raise UnreadableError(sentence)


def _parse(text: str, notes: list[str]) -> Any:
    """The value of a JSON text, mended where that is needed."""
    try:
        return _loads(text)
    except ValueError as error:
        if not isinstance(error, json.JSONDecodeError):
            raise UnreadableError("The file is not a notebook: its JSON is malformed.") from error
        first_error = error
    if text.count('"') > MAX_QUOTES:
        raise _reason(text, first_error) from first_error
    for mending in (_one_side, _without_rest, _without_commas):
        try:
            own: list[str] = []
            value = mending(text, own)
        except (ValueError, RecursionError):
            continue
        notes += own
        return value
    _refuse_other_formats(text[:100].encode("utf-8", "replace"))
    raise _reason(text, first_error) from first_error


def _loads(text: str) -> Any:
    return _decoder().decode(text)


def _decoder() -> json.JSONDecoder:
    """A reader of JSON with the liberties that Python's takes: control characters in texts, NaN, and the last of two
    equal keys. A number of thousands of digits, which Python takes minutes to read, is read as 0."""
    return json.JSONDecoder(strict=False, parse_int=lambda digits: int(digits) if len(digits) < 400 else 0)


MARKERS = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?:[ \t].*)?\r?$", flags=re.MULTILINE)


def one_side(text: str, side: int) -> str:
    """The text with one side (0 or 1) of each hunk of an unsolved merge; the common ancestor goes with neither."""
    kept: list[str] = []
    within: int | None = None
    after = 0
    for marker in MARKERS.finditer(text):
        if within in (None, side):
            kept.append(text[after : marker.start()])
        after = min(marker.end() + 1, len(text))
        if marker[1][0] == "<":
            within = 0
        elif within is not None:
            within = {"|": 2, "=": 1}.get(marker[1][0])
    return "".join(kept) + (text[after:] if within in (None, side) else "")


def _one_side(text: str, notes: list[str]) -> Any:
    marker = re.search(r"^<{7}", text, flags=re.MULTILINE)
    if not marker or text.count("\n<<<<<<<") > MAX_HUNKS:
        raise ValueError("no conflict, or one that is no work of a merge")
    line = text.count("\n", 0, marker.start()) + 1
    mends: tuple[Callable[[str, list[str]], Any], ...] = (lambda text, _: _loads(text), _without_commas)
    for mending in mends:
        for side, name in enumerate(("first", "second")):
            own: list[str] = []
            try:
                value = mending(one_side(text, side), own)
            except (ValueError, RecursionError):
                continue
            sides = f"the {name} side of each was graded, the other side was not"
            notes += [f"the file holds an unsolved merge conflict (line {line}): {sides}", *own]
            return value
    raise ValueError("neither side is JSON")


def _without_rest(text: str, notes: list[str]) -> Any:
    """The first JSON object in the text, without a letter before it or whatever stands behind it."""
    start = text.find("{", 0, 10_000)
    value, _ = _decoder().raw_decode(text, start) if start >= 0 else ({}, 0)
    if "cells" not in value and "worksheets" not in value:
        raise ValueError("no notebook")
    notes.append("what stood around the notebook in the file was left out")
    return value


# A text (to its end quote, or to the end of the file), or a comma before a closing bracket. "++" and "*+" never
# go back, so that the time is in proportion to the length, whatever the text.
TEXT_OR_COMMA = re.compile(r'("(?:[^"\\]++|\\.)*+(?:"|\\?\Z))|,(?=\s*+[}\]])', flags=re.DOTALL)


def _without_commas(text: str, notes: list[str]) -> Any:
    """The value of a JSON text in which commas stand before closing brackets, or else its whole cells."""
    cleaned = TEXT_OR_COMMA.sub(r"\1", text)
    try:
        value = _loads(cleaned)
    except ValueError:
        return _whole_cells(cleaned, notes)
    notes.append("commas that JSON does not allow were left out")
    return value


PARTLY_READ = "cells could be read"
"""How the note ends that says of a file that not all of it could be read."""
CELL_BEGINS = re.compile(r'\{\s*+"(?:cell_type|id|attachments|execution_count|metadata)"\s*+:')
BETWEEN_CELLS = re.compile(r"[\s,]*+")


def _whole_cells(text: str, notes: list[str]) -> dict[str, Any]:
    """A notebook of the cells that can be read in a file that is cut off or damaged."""
    begins = re.search(r'(?<!\\)"cells"\s*+:\s*+\[', text)
    if not begins:
        raise ValueError("no cells")
    decoder, failures, position = _decoder(), 0, begins.end()
    cells: list[Any] = []
    damaged: int | None = None
    while failures < MAX_FAILURES and len(cells) <= MAX_CELLS:
        between = BETWEEN_CELLS.match(text, position)
        position = between.end() if between else position
        if text.startswith("]", position) or position == len(text):
            break
        try:
            cell, position = decoder.raw_decode(text, position)
            # Metadata of nbgrader begin as cells do, but have no source.
            if failures and not (isinstance(cell, dict) and ("source" in cell or "input" in cell)):
                raise ValueError("no cell")
            cells.append(cell)
        except ValueError:
            damaged = position if damaged is None else damaged
            failures += 1
            following = CELL_BEGINS.search(text, position + 1)
            position = following.start() if following else len(text)
    if not cells:
        raise ValueError("no whole cell")
    if damaged is None and position < len(text):
        what = "is cut off or damaged behind its cells"
    elif position == len(text) and not text.rstrip().endswith("}"):
        what = "is cut off"
    else:
        what = f"is damaged (line {text.count(chr(10), 0, damaged) + 1})"
    notes.append(f"the file {what}; {len(cells)} {PARTLY_READ}")
    return {"cells": cells}


def _reason(text: str, error: json.JSONDecodeError) -> UnreadableError:
    marker = MARKERS.search(text)
    if marker and marker[1][0] in "<=>":
        line = text.count("\n", 0, marker.start()) + 1
        return UnreadableError(
            f"The file holds the markers of an unsolved merge conflict (line {line}). "
            "Solve the conflict and save it again."
        )
    at_end = error.pos >= len(text.rstrip()) - 1
    if text.lstrip().startswith("{") and (at_end or "Unterminated" in error.msg):
        return UnreadableError("The file is cut off: the notebook ends too early.")
    return UnreadableError(f"The file is not a notebook: it is not valid JSON (line {error.lineno}: {error.msg}).")
