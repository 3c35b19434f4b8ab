"""Which folder, archive or file is a learner's place, among whatever stands around it.

A class is looked for level by level, from the given path down. What a learner has named speaks only within the
learner's place: a platform's names are read at the level of the places alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from twoborders.grade.intake.archive import file_content
from twoborders.grade.intake.names import (
    INSTEAD,
    LESSONS,
    WORDS,
    beside_lesson,
    ending,
    kind,
    lesson,
    plain,
    printable,
    stem,
    title,
)
from twoborders.grade.intake.platform_names import DOWNLOAD, Named, named
from twoborders.grade.intake.repair_json import UnreadableError

PAPERS = frozenset(WORDS["papers"])
KIT_MARKS = (("start.py",), ("pyproject.toml",), ("src", "twoborders"))
KEY = "It lies in the kit's own solutions/."
"""Why a file is passed over."""


@dataclass(frozen=True)
class File:
    """A file: the names from the given path down to it, with archives as folders; its chain of names in archives.

    ``use`` is "notebook", "maybe" (a file that may hold one), "other" or "empty" (a folder or an archive of nothing);
    ``problem`` why it cannot be read; ``spare`` that it is of no interest where the learner has another.
    """

    path: Path
    steps: tuple[str, ...]
    modified: float
    member: tuple[str, ...] = ()
    problem: str = ""
    use: str = "notebook"
    spare: bool = False


@dataclass(frozen=True)
class Place:
    """A learner's place: its names from the given path (none: the given folder itself), its files, and what the
    platform's name of it says."""

    key: tuple[str, ...]
    is_folder: bool
    said: Named | None
    files: list[File] = field(default_factory=list)


class Kits:
    """The copies of the kit among some files: where they are, and what in them is nobody's work."""

    def __init__(self, files: Iterable[File]) -> None:
        self.folders = {each.steps[:end] for each in files for end in range(1, len(each.steps) + 1)}
        self.tops = {top for top in {steps[:-1] for steps in self.folders} if self._is_top(top)}

    def _is_top(self, folder: tuple[str, ...]) -> bool:
        # Folders may have been renamed, or left away.
        marks = sum((*folder, *mark) in self.folders for mark in KIT_MARKS)
        return marks > 1 or (marks > 0 and any((*folder, name) in self.folders for name in ("exercises", "solutions")))

    def top(self, file: File, above: int = 0) -> tuple[str, ...] | None:
        """The kit's folder in which a file lies, not above so many names; or None."""
        ends = range(above, len(file.steps))
        return next((file.steps[:end] for end in ends if file.steps[:end] in self.tops), None)

    def passed_over(self, file: File, above: int) -> str:
        """Why a file is not the work of the learner whose place has so many names, or the empty text."""
        tops = [file.steps[:at] for at in range(above, len(file.steps) - 1) if file.steps[at].casefold() == "solutions"]
        return KEY if any(top in self.tops or (*top, "exercises") in self.folders for top in tops) else ""

    def are_a_tool(self, file: File) -> bool:
        """Whether the file belongs to the kit's own machinery: its tests, its package, its documents."""
        top = self.top(file)
        below = file.steps[len(top) : -1] if top is not None else ()
        return bool(below) and (below[0] in WORDS["tools_of_kit"] or "instructor" in below)


def of(files: Sequence[File], given: str, kits: Kits, at: int = 0) -> list[Place]:
    """The places of learners among the files of a given folder, in order; ``given`` is its name.

    They are looked for behind the first ``at`` names, as where an archive is given by itself.
    """
    files = [each for each in files if not kits.are_a_tool(each)]
    whole = named(stem(given))
    keys = {} if whole else _keys(_Level(files, at), at, given)
    grouped: dict[tuple[str, ...], list[File]] = defaultdict(list)
    for each in files:
        grouped[keys.get(each, () if whole else each.steps[:at])].append(each)
    kept = []
    for key, group in grouped.items():
        is_folder = len(key) < len(group[0].steps) or group[0].use == "empty"
        kept.append((Place(key, is_folder, named(stem(key[-1])) if key else whole, group), _counting(group, kits)))
    having = {_person(place) for place, counting in kept if counting}
    flat = not any(place.is_folder for place, _ in kept)
    found = []
    for place, counting in kept:
        if counting:
            found.append(replace(place, files=counting))
        elif _person(place) not in having and (place.is_folder or _is_handed_in(place, flat, having)):
            found.append(replace(place, files=[_without_notebook(place)]))
    return found


def _keys(level: "_Level", at: int, given: str) -> dict[File, tuple[str, ...]]:
    """Of each file the names that are its learner's place, which begins at this level or below."""
    classes = {top for top in level.folders if level.is_class(top)}
    one_persons = not classes and level.is_one_persons(given)
    keys: dict[File, tuple[str, ...]] = {}
    for top in level.tops:
        if top in classes:
            keys |= _keys(top.inside, at + 1, top.name)
        else:
            end = at + (0 if one_persons and top.inside.tops else 1)
            keys |= {each: each.steps[:end] for each in top.files}
    return keys


class _Top:
    """A folder, an archive or a file of a level: what it is, and which of the names in it may be people's."""

    def __init__(self, name: str, files: list[File], at: int) -> None:
        self.name, self.files = name, files
        self.kind, self.said = kind(name), named(stem(name))
        self.in_archive = bool(files[0].member)
        self.inside = _Level(files, at + 1)
        self.is_handed_in = bool(self.inside.tops) or files[0].use in ("notebook", "empty")
        is_titled = not self.inside.tops or name.lower().endswith(".zip")
        own = beside_lesson(stem(name)) if is_titled else "" if self.kind == "own" else stem(name)
        self.person = plain(self.said.name if self.said else own)
        self.lessons = {lesson(stem(each.steps[-1])) for each in files if each.use == "notebook"}
        handed_in = [top for top in self.inside.tops if top.is_handed_in]
        self.are_all_said = all(top.said for top in handed_in)
        self.people: list[_Top] = [
            top for top in handed_in if top.said or (top.person and (not top.kind or top.people))
        ]
        folders = sum(bool(top.inside.tops) for top in self.people)
        self.has_crowd: bool = self.kind == "lesson" and folders > 1
        """Whether it is a lesson's folder with those of several people."""
        if self.kind == "group":
            numbers = [each for top in self.people for each in top.lessons if each]
            together = len(self.people) > 1 and len(set(numbers)) < len(numbers)
            self.kind = "lesson" if together or any(top.has_crowd for top in self.people) else ""
        self.learners = {(top.said.system, top.said.id or top.said.name) for top in self.people if top.said}
        # The people of whom the names in it speak.
        self.names: set[str] = set()
        for top in self.people:
            self.names |= top.names if top.kind and not top.said else {top.person}


class _Level:
    """What stands side by side in a folder or an archive."""

    def __init__(self, files: Iterable[File], at: int) -> None:
        by_name: dict[str, list[File]] = defaultdict(list)
        for each in files:
            if len(each.steps) > at:
                by_name[each.steps[at]].append(each)
        self.tops = [_Top(name, group, at) for name, group in by_name.items()]
        self.folders = [top for top in self.tops if top.inside.tops]
        self.persons = {top.person for top in self.tops}
        self.is_one = sum(top.is_handed_in for top in self.tops) == 1
        self.has_crowds = any(top.kind == "lesson" and len(top.people) > 1 for top in self.folders)
        self.are_downloads = len(self.folders) > 1 and all(len(top.learners) > 1 for top in self.folders)

    def is_class(self, top: _Top) -> bool:
        """Whether a folder or an archive is no learner's but holds the places of learners.

        It is all there is; or its name says so, or it is a platform's download, and it speaks for nobody beside it.
        """
        if top.said:
            return False
        if self.is_one:
            lessons = [each for person in top.people for each in person.lessons or {""}]
            together = len(top.people) > 1 and ("" in lessons or len(set(lessons)) < len(lessons))
            has_class = any(each.kind == "class" or each.has_crowd for each in top.people)
            if len(top.learners) > 1 or (top.in_archive and (top.learners or together or has_class)):
                return True
        if top.kind:
            # Learners may have numbers for names, as lessons have.
            enough = 2 if stem(top.name).isdecimal() and not self.has_crowds else 1
            speaks = top.kind != "own" and len(top.people) >= enough
        else:
            is_download = self.are_downloads or bool(DOWNLOAD.fullmatch(stem(top.name)))
            speaks = is_download and bool(top.learners) and top.are_all_said
        return speaks and not top.names & self.persons

    def is_one_persons(self, given: str) -> bool:
        """Whether one person keeps work in all the folders, lesson by lesson or version by version."""
        kept = ("own",) if kind(given) == "class" else ("own", "lesson")
        lessons = [each for top in self.folders if top.kind == "lesson" for each in top.lessons]
        are_kept = bool(self.folders) and all(top.kind in kept for top in self.folders)
        return are_kept and len(set(lessons)) == len(lessons)


def _person(place: Place) -> tuple[str, str]:
    """Whose a place seems to be, only to see whether somebody has another one."""
    if place.said:
        return place.said.system, place.said.id or place.said.name
    name = place.key[-1] if place.key else ""
    return "", plain(stem(name)) if place.is_folder else beside_lesson(title(name))


# What counts in a place, and what is said where nothing does


def _counting(files: Sequence[File], kits: Kits) -> list[File]:
    """The notebooks among a learner's files; else the files of other names that hold one; else what is spare."""
    beside = {(each.steps[:-1], each.steps[-1][:11]) for each in files}
    notebooks = [each for each in files if each.use == "notebook"]
    main = [each for each in notebooks if not each.spare and not _is_a_lesson(each, beside, kits)]
    maybe = [] if main else [each for each in files if each.use == "maybe" and _holds_a_notebook(each)]
    return main or [replace(each, use="notebook") for each in maybe] or notebooks


def _is_a_lesson(file: File, beside: set[tuple[tuple[str, ...], str]], kits: Kits) -> bool:
    """Whether a file is a copy of one of the kit's lessons, which came along with the exercises."""
    if file.steps[-1].removesuffix(".ipynb") not in LESSONS:
        return False
    top = kits.top(file)
    in_place = top is not None and file.steps[len(top)] == "notebooks"
    return in_place or (file.steps[:-1], f"{file.steps[-1][:2]}_exercise") in beside


def _holds_a_notebook(file: File) -> bool:
    try:
        content = file_content(file.path, file.member)
    except UnreadableError:
        return False
    begins = content[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    return begins and b'"nbformat"' in content and (b'"cells"' in content or b'"worksheets"' in content)


def _is_handed_in(place: Place, flat: bool, having: set[tuple[str, str]]) -> bool:
    """Whether a file that is no notebook, beside the places of learners, is a hand-in and not the class's own.

    ``flat``: the learners have no folders; ``having``: who has a notebook, and may have sent something with it.
    """
    instead = INSTEAD.get(ending(place.key[-1]))
    if place.said or instead not in (None, "document"):
        return True
    name = _person(place)[1]
    is_own = any(name.startswith(other) for _, other in having if other) or set(re.findall(r"\w+", name)) & PAPERS
    return instead == "document" and (flat or bool(lesson(title(place.key[-1])))) and bool(name) and not is_own


def _without_notebook(place: Place) -> File:
    """What stands for a place without a notebook: a file that cannot be read, and says what there is."""
    first = place.files[0]
    names = ["/".join(each.steps[len(place.key) :]) or each.steps[-1] for each in place.files if each.use != "empty"]
    ways = {name: INSTEAD.get(ending(name), "") for name in names}
    odd = next((name for name in names if ways[name] and (ways[name] != "document" or not place.is_folder)), "")
    way_out = f"{short(odd)} {WORDS['instead'][ways[odd]]['way_out']}." if odd else ""
    where = "archive" if first.member or first.path.suffix.lower() == ".zip" else "folder"
    if not names:
        problem = f"This {where} is empty."
    elif place.is_folder:
        problem = f"There is no notebook (.ipynb) in this {where} ({some(names)}). {way_out}"
    else:
        problem = way_out or f"{short(names[0])} is not a notebook (.ipynb)."
    return replace(first, steps=place.key or first.steps, problem=problem.strip(), use="notebook")


def short(name: str) -> str:
    return shown if len(shown := printable(name)) <= 80 else f"{shown[:40]}\u2026{shown[-30:]}"


def some(names: Sequence[str]) -> str:
    """Up to three names, and how many more there are."""
    more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
    return ", ".join(map(short, names[:3])) + more
