"""Write a file whole or not at all, and write text of unknown origin so that no reader takes it for something else."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Controls and halves of characters, which no text file should hold; tab and line ends are not among them."""


@contextmanager
def replacing(path: Path, mode: str = "w", encoding: str = "utf-8") -> Iterator[IO[Any]]:
    """A stream for the new content of ``path``, which takes the file's place when the block ends without an error.

    Until then, and after an error, the old file is untouched. ``mode`` is "w" (text, LF) or "wb".
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    try:
        with (
            new.open("wb")
            if mode == "wb"
            else new.open(mode, encoding=encoding, errors="replace", newline="") as stream
        ):
            yield stream
        new.replace(path)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise


@contextmanager
def writing_rows(path: Path, encoding: str = "utf-8") -> Iterator[Callable[[Sequence[str]], None]]:
    """A function that writes one row of a CSV file, with LF and every cell guarded; the file is replaced at the end."""
    with replacing(path, encoding=encoding) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        yield lambda row: writer.writerow([guard(plain(cell)) for cell in row])


def write_rows(path: Path, rows: Iterable[Sequence[str]], encoding: str = "utf-8") -> None:
    """Write a CSV file; the rows may come one by one."""
    with writing_rows(path, encoding) as write:
        for row in rows:
            write(row)


def guard(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before ``= + - @`` and controls."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text


def plain(text: str) -> str:
    """The text with a replacement character for each control and each half of a character."""
    return CONTROLS.sub("\ufffd", text)


def one_line(text: str, most: int = 200) -> str:
    """The text on one line and of at most ``most`` characters, for a name in a table or in a sentence."""
    line = " ".join(plain(text[: most * 4]).split())
    return line if len(line) <= most else line[: most - 1] + "\u2026"
