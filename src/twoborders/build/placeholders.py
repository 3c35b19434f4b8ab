"""What ``twoborders new`` leaves for the author to fill in; a kit that still holds any of it is not built."""

import re
from collections.abc import Iterator
from pathlib import Path

MARK = "FILL IN"
"""Every placeholder begins with these words and says what belongs in its place: ``FILL IN: what one row is``."""

_PLACEHOLDER = re.compile(rf"\b{MARK}: [^\"'\n|,<]*[^\"'\n|,<\s\\]")
_KINDS = ("notebooks/**/*.ipynb", "notebooks/**/*.md", "solutions/*.ipynb", "data/*.csv", "data/*.json")
_CODE = ("src/twoborders/questions/*.py", "src/twoborders/models/*.py", "src/twoborders/charts/*.py")
_MORE = ("src/twoborders/explore/*.py", "src/twoborders/claims/*.py", "tests/**/*.py")


def found(root: Path) -> list[str]:
    """Return each placeholder in the files of the kit under ``root``, one sentence each with its file and line."""
    return [
        f"{path.relative_to(root).as_posix()}: line {number} is not filled in yet: {what}"
        for path in _files(root)
        for number, what in _in_text(path.read_text(encoding="utf-8", errors="replace"))
    ]


def _files(root: Path) -> Iterator[Path]:
    for pattern in (*_KINDS, *_CODE, *_MORE):
        yield from sorted(path for path in root.glob(pattern) if not any(part.startswith(".") for part in path.parts))


def _in_text(text: str) -> Iterator[tuple[int, str]]:
    if MARK not in text:
        return
    for number, line in enumerate(text.splitlines(), start=1):
        for match in _PLACEHOLDER.finditer(line):
            yield number, match[0].removeprefix(f"{MARK}: ")
