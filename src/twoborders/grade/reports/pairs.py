"""Who worked together: what pairs.csv in the hand-ins says, or a platform's list; what is in doubt is asked."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from twoborders.grade.files import one_line, plain
from twoborders.grade.reports.sheets import encoding_of

FILE = "pairs.csv"
JOINED = re.compile(r"\S\s*[&+]\s*\S|\w\s+(?:and|y|e|und|et)\s+\w", re.IGNORECASE)
"""A name that says of itself that it is two."""
JOINERS = frozenset(("and", "y", "e", "und", "et"))


@dataclass(frozen=True)
class Together:
    """The lines of pairs.csv, each with the names of those who worked together; and the names of a platform's list.

    A line with one name says that this is one person. The names of the list are in the form of ``key``.
    """

    lines: Sequence[Sequence[str]] = ()
    listed: frozenset[str] = field(default_factory=frozenset)

    def groups(self, names: Iterable[str]) -> tuple[dict[str, tuple[str, ...]], list[str]]:
        """For whom each hand-in counts that counts for several, by its name; and what to ask the person who grades.

        A hand-in that bears the names of a line, in any order, or one of them. Else one whose name is made of two that
        stand in the list.
        """
        names = set(names)
        known = {key(name): name for name in sorted(names)}
        groups: dict[str, tuple[str, ...]] = {}
        asked: list[str] = []
        for name in sorted(names):
            lines = [line for line in self.lines if _words(name) == _words(" ".join(line))]
            lines = lines or [line for line in self.lines if key(name) in map(key, line)]
            members = [tuple(known.get(key(each), each) for each in line) for line in lines] or self._listed(name)
            if len(members) > 1:
                several = "; ".join(", ".join(each) for each in members)
                asked.append(
                    f"{one_line(name, 60)} may belong to {len(members)} pairs ({one_line(several)}), and counts for "
                    f"none of them. Leave one line in {FILE}."
                )
            elif members and len(members[0]) > 1:
                groups[name] = members[0]
            elif not members and JOINED.search(name) and key(name) not in self.listed:
                asked.append(
                    f"Is {one_line(name, 60)} one learner, or two? It counts as one. Write a line into {FILE}, in the "
                    "folder of the hand-ins: the names with a comma between them, or the one name in quotation marks."
                )
        return groups, asked

    def _listed(self, name: str) -> list[tuple[str, ...]]:
        """The ways to read a name as two of the list."""
        words = re.findall(r"[^\W_]+", name)
        if key(name) in self.listed:
            return []
        ways = set()
        for at in range(1, len(words)):
            first, second = " ".join(words[:at]), " ".join(words[at:])
            if words[at].casefold() in JOINERS:
                second = " ".join(words[at + 1 :])
            if key(first) != key(second) and {key(first), key(second)} <= self.listed:
                ways.add((first, second))
        return sorted(ways)


def read_pairs(paths: Iterable[Path]) -> list[list[str]]:
    """The lines of pairs.csv in each given folder, or beside a given file. Raises SheetError where one is no CSV."""
    lines = []
    for path in dict.fromkeys((each if each.is_dir() else each.parent) / FILE for each in paths):
        if path.is_file():
            text = plain(path.read_bytes().decode(encoding_of(path), "replace")).removeprefix("\ufeff")
            separator = next((sign for sign in ";\t" if sign in text), ",")
            rows = csv.reader(text.splitlines(), delimiter=separator)
            lines += [[cell.strip() for cell in row if cell.strip()] for row in rows]
    return [line for line in lines if line]


def key(text: str) -> str:
    """A form in which names are compared: letters and digits, without marks of HTML and whatever the case."""
    plain_text = unicodedata.normalize("NFKC", re.sub("<[^>]*>", " ", text)).casefold()
    return " ".join(re.split(r"[\W_]+", plain_text)).strip()


def _words(text: str) -> list[str]:
    return sorted(word for word in key(text).split() if word not in JOINERS)


NOBODY = Together()
Groups = Mapping[str, tuple[str, ...]]
