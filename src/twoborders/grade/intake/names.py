"""How files and folders are called: what a name says of its kind, and how a name is shown."""

import functools
import hashlib
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

from twoborders.tables import ROOT

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
INSTEAD: dict[str, str] = {ending: kind for kind, each in WORDS["instead"].items() for ending in each["endings"]}
"""The kinds of file that are handed in in place of a notebook, by ending."""
LESSONS = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
"""The names of the kit's own lessons."""
NOTEBOOK = re.compile(r"(?P<title>.*)\.ipynb(?:\.txt|\.json)?", flags=re.IGNORECASE | re.DOTALL)
"""A notebook's name, also as browsers and mail programs change its ending."""
MAX_SHOWN = 200
"""Longest name that is shown, in characters."""


def _any(words: list[str]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in words)})"


_NUMBERED = r"(?: \(\d{1,3}\))?[ _]"  # Windows: "Copia (2) de"
_BEFORE = "|".join(_NUMBERED.join(word.split()) for word in WORDS["copy_before"])
_COPY_BEFORE = re.compile(rf"(?<![^\W_])(?:{_BEFORE})(?:[ _]+|$)", re.IGNORECASE)
_COPY = _any(WORDS["copy_behind"])
_COPY_BEHIND = re.compile(
    # Browsers and Windows; Jupyter; Windows and macOS; Linux, Dropbox and Nextcloud; Syncthing; OneDrive.
    rf"(?:\s*\(\d{{1,3}}\)|-Copy\d*|(?:^|[\s_]+[-\u2013][\s_]+|[-\s_]){_COPY}(?:[\s_]\d{{1,3}})?|"
    rf"\s*\((?:[^()]*\W)?{_COPY}\b[^()]*\)|[._](?:sync-)?conflict-[\w-]+|-(?:DESKTOP|LAPTOP)-\w+)$",
    re.IGNORECASE,
)
_ENDINGS = re.compile(rf"(?:\.ipynb[^.]{{0,9}})?(?:\.{_any([*INSTEAD, 'json', 'txt'])}){{0,2}}$", re.IGNORECASE)
_LESSON = re.compile(
    r"\d{1,2}|\d{4} ?[01]\d ?[0-3]\d|\d{1,2}[. ]\d{1,2}[. ]\d{4}|"
    rf"(?:\d{{1,2}}\.? {_any(WORDS['lesson'])}|{_any(WORDS['lesson'])} ?\d{{1,3}})(?: export)?"
)
_CLASS = re.compile(_any(WORDS["class"]))
_GROUP = re.compile(rf"{_any(WORDS['group'])} ?(?:\d{{1,3}}|\d{{0,2}}[^\W\d_])")
_OWN = re.compile(
    rf"{_any(WORDS['own'])}(?:(?:[ \d.]| {_any(WORDS['own'])})*)(?: \w)?|"
    r"\d (?:submissions|revisions?|corrections?)(?: \d)?"  # OpenOlat's folders of one learner
)
_NUMBER = re.compile(r"(?<!\d)(\d\d)[ _-]?[^\W\d]")


@functools.lru_cache(10_000)
def kind(name: str) -> str:
    """What a folder is by its name: "lesson", "class", "group", "own" (where one person keeps work), or empty."""
    bare = re.sub(r"[\s_-]+", " ", without_copy(stem(one_form(name[:MAX_SHOWN]))).casefold()).strip()
    if _CLASS.fullmatch(bare):
        return "class"
    begins_as_one = re.match(r"\d\d [^\W\d]{2}", bare) and any(
        each.replace("_", " ").startswith(bare) for each in LESSONS
    )
    if begins_as_one or _LESSON.fullmatch(bare):
        return "lesson"
    if _GROUP.fullmatch(bare):
        return "group"
    return "own" if not bare or _OWN.fullmatch(bare) else ""


def lesson(title: str) -> str:
    """The number of the lesson in a notebook's title, or the empty text."""
    found = _NUMBER.search(title[: 5 * MAX_SHOWN])
    return found[1] if found else ""


def beside_lesson(title: str) -> str:
    """What a title has beside its lesson's name and the marks of copies and versions: a person's name, or empty."""
    rest = re.sub(r"(?<!\d)\d\d[ _-]?[^\W\d_]+", "", without_copy(title[: 5 * MAX_SHOWN]), count=1)
    rest = without_copy(rest).strip(" _-.,;+").casefold()
    return "" if kind(rest) == "own" or rest.isdecimal() else rest


def stem(name: str) -> str:
    """A name without the ending of a notebook or an archive."""
    match = NOTEBOOK.fullmatch(name)
    if match:
        return match["title"]
    return name[:-4] if name.lower().endswith(".zip") else name


def title(name: str) -> str:
    """The name of a file without its ending, where that is known, and without a dot before it."""
    return stem(name) if stem(name) != name else _ENDINGS.sub("", name).removeprefix(".")


def ending(name: str) -> str:
    """What stands behind the last dot of a file's name, in small letters."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def without_copy(part: str) -> str:
    """A name without what Jupyter, browsers, Drive, Windows and macOS add to a copy's."""
    before = None
    while before != part:
        before = part
        part = _COPY_BEFORE.sub("", _COPY_BEHIND.sub("", part.rstrip(" _.")))
    return part


def one_form(name: str) -> str:
    """The form of a name that is the same on every system: macOS writes an accent as a character of its own."""
    return " ".join(re.findall(r"[^ \t\r\n\f\v]+", unicodedata.normalize("NFC", name)))


def plain(name: str) -> str:
    """A name for comparing: in one form and in small letters."""
    return one_form(name).casefold()


def printable(name: str) -> str:
    """A name that shows all that it holds, in at most some 200 characters.

    Controls, marks that turn the writing round, and bytes that are no text are written as escapes, so that two names
    that differ look different. Unusual spaces stay, and so do joiners where a script or a picture needs them.
    """
    shown = "".join(
        character if character.isprintable() or _stays(character, name[at - 1 : at]) else _escape(character)
        for at, character in enumerate(name[: 20 * MAX_SHOWN])
    )
    if len(shown) <= MAX_SHOWN and len(name) <= 20 * MAX_SHOWN:
        return shown
    # What tells it from others of the same beginning.
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{shown[: MAX_SHOWN // 2].rstrip()}\u2026{shown[-MAX_SHOWN // 3 :].strip()} {digest}"


def _stays(character: str, before: str) -> bool:
    # Between letters of Latin script, a joiner is seen by nobody.
    joins = character in "\u200c\u200d" and before > "\u0590" and unicodedata.category(before)[0] in "LMS"
    return joins or unicodedata.category(character) == "Zs"


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
