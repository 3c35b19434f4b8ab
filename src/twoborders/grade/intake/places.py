"""Which folder, archive or file is a learner's place, among whatever stands around it.

A class is looked for level by level, from the given path down. What a learner has named speaks only within the
learner's place: a platform's names are read at the level of the places alone.
"""

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from twoborders.grade.intake.archive import file_content
from twoborders.grade.intake.names import (
    INSTEAD,
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
from twoborders.tables import ROOT

KIT_MARKS = (("start.py",), ("pyproject.toml",), ("src", "twoborders"))


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
        self.folders: set[tuple[str, ...]] = set()
        for each in files:
            if (
                "exercises" in each.steps
                or "solutions" in each.steps
                or each.steps[-1] in ("start.py", "pyproject.toml")
            ):
                self.folders |= {each.steps[:end] for end in range(1, len(each.steps) + 1)}
            elif "twoborders" in each.steps or "notebooks" in each.steps:
                self.folders |= {each.steps[:end] for end in range(1, len(each.steps))}
        tops = {steps[:-1] for steps in self.folders if steps[-1] in ("exercises", "solutions")}
        self.tops = {top for top in tops if any((*top, *mark) in self.folders for mark in KIT_MARKS)}

    def top(self, file: File, above: int = 0) -> tuple[str, ...] | None:
        """The kit's folder in which a file lies, not above so many names; or None."""
        ends = range(above, len(file.steps))
        return next((file.steps[:end] for end in ends if file.steps[:end] in self.tops), None)

    def holds(self, file: File, above: int) -> bool:
        """Whether the file lies in a copy of the kit within the hand-in, whose names are this many."""
        return self.top(file, above) is not None

    def passed_over(self, file: File, above: int) -> str:
        """Why a file in the hand-in is not the learner's work, or the empty text."""
        for at in range(above, len(file.steps) - 1):
            before = file.steps[:at]
            if file.steps[at].casefold() == "solutions":
                for beside in ("exercises", *(("notebooks",) if before in self.tops else ())):
                    if (*before, beside) in self.folders:
                        return f"It lies in the kit's solutions/, beside {beside}/."
        return ""

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
    keys: dict[File, tuple[str, ...]] = (
        {} if whole else _keys([each for each in files if len(each.steps) > at], at, given)
    )
    grouped: dict[tuple[str, ...], list[File]] = defaultdict(list)
    for each in files:
        grouped[() if whole else keys.get(each, each.steps[:at])].append(each)
    places = [_place(key, group, whole) for key, group in grouped.items()]
    kept = [(place, _counting(place.files, kits)) for place in places]
    having = {_person(place) for place, counting in kept if counting}
    flat = not any(place.is_folder for place in places)
    spoken = any(lesson(stem(place.key[-1])) for place, counting in kept if counting and not place.is_folder)
    found = []
    for place, counting in kept:
        if not counting and _person(place) not in having and (place.is_folder or _is_handed_in(place, flat, spoken)):
            counting = [_without_notebook(place)]
        if counting:
            found.append(replace(place, files=counting))
    return found


def _place(key: tuple[str, ...], files: list[File], whole: Named | None) -> Place:
    is_folder = len(key) < len(files[0].steps) or files[0].use == "empty" or files[0].path.is_dir()
    if len(key) == 1 and files[0].member and len(files[0].steps) == 1:
        is_folder = True
    return Place(key, is_folder, named(stem(key[-1])) if key else whole, files)


def _keys(files: Sequence[File], at: int, given: str) -> dict[File, tuple[str, ...]]:
    """Of each file the names that are its learner's place, which begins at this level or below."""
    by_top: dict[str, list[File]] = defaultdict(list)
    for each in files:
        by_top[each.steps[at]].append(each)
    level = {top: _Below(top, group, at) for top, group in by_top.items()}
    folders = [below for below in level.values() if below.is_folder]
    crowded = any(below.kind == "lesson" and len(below.people) > 1 for below in folders)
    classes = {below.name for below in folders if _is_class(below, level, folders, crowded)}
    one_persons = bool(folders) and not classes and _are_one_persons(folders, given)
    keys: dict[File, tuple[str, ...]] = {}
    for top, group in by_top.items():
        if top in classes:
            keys |= _keys([each for each in group if len(each.steps) > at + 1], at + 1, top)
        else:
            inside = one_persons and level[top].is_folder
            keys |= dict.fromkeys(group, group[0].steps[: at + (0 if inside else 1)])
    return keys


class _Below:
    """What lies in a folder or an archive of a level: the names right in it, and which of them may be people's."""

    def __init__(self, name: str, files: Sequence[File], at: int) -> None:
        self.name, self.kind = name, kind(name)
        self.in_archive = bool(files[0].member)
        self.is_folder = any(len(each.steps) > at + 1 for each in files)
        self.is_handed_in = self.is_folder or files[0].use in ("notebook", "empty")
        inside: dict[str, list[File]] = defaultdict(list)
        for each in files:
            if len(each.steps) > at + 2 or (len(each.steps) == at + 2 and each.use in ("notebook", "empty")):
                inside[each.steps[at + 1]].append(each)
        self.lessons = {
            top: {lesson(stem(each.steps[-1])) for each in group if each.use == "notebook"}
            for top, group in inside.items()
        }
        self.said = {top: said for top in inside if (said := named(stem(top)))}
        self.learners = {(said.system, said.id or said.name) for said in self.said.values()}
        self.people = [top for top, group in inside.items() if top in self.said or _may_be_people(top, group, at + 1)]

    @property
    def share_a_lesson(self) -> bool:
        """Whether several people have one lesson, as far as the names say."""
        lessons = [each for top in self.people for each in self.lessons[top] or {""}]
        return "" in lessons or len(set(lessons)) < len(lessons)


def _may_be_people(name: str, files: Sequence[File], at: int) -> bool:
    if files[0].use == "notebook" and (len(files[0].steps) == at + 1 or name.lower().endswith(".zip")):
        return bool(beside_lesson(stem(name)))
    return kind(name) == "" or (kind(name) != "own" and bool(_Below(name, files, at).people))


def _is_class(below: _Below, level: Mapping[str, _Below], folders: Sequence[_Below], crowded: bool) -> bool:
    """Whether a folder or an archive is no learner's but holds the places of learners.

    Its name says so; or it is all there is; or it is a platform's download and speaks for nobody who stands beside it.
    """
    if named(stem(below.name)):
        return False
    alone = sum(each.is_handed_in for each in level.values()) == 1
    if alone and len(below.learners) > (0 if below.in_archive else 1):
        return True
    if below.said and len(below.said) == len(below.lessons):
        all_are = len(folders) > 1 and all(each.said and len(each.learners) > 1 for each in folders)
        if all_are or below.kind in ("class", "lesson") or DOWNLOAD.fullmatch(stem(below.name)):
            beside = {plain(said.name if (said := named(stem(top))) else stem(top)) for top in level}
            return not beside & {plain(said.name) for said in below.said.values()}
    if below.kind in ("class", "lesson"):
        # Learners may have numbers for names, as lessons have.
        return len(below.people) > (1 if stem(below.name).isdecimal() and not crowded else 0)
    if alone and below.in_archive:
        return any(kind(top) == "class" for top in below.people) or (len(below.people) > 1 and below.share_a_lesson)
    return False


def _are_one_persons(folders: Sequence[_Below], given: str) -> bool:
    """Whether one person keeps work in all folders of a level, lesson by lesson or version by version."""
    lessons: list[str] = []
    for below in folders:
        if below.kind == "lesson" and kind(given) != "class":
            lessons += set().union(*below.lessons.values())
        elif below.kind != "own":
            return False
    return len(set(lessons)) == len(lessons)


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
    spare = [each for each in notebooks if each.spare or _is_a_lesson(each, beside, kits)]
    if len(spare) < len(notebooks):
        return [each for each in notebooks if each not in spare]
    return [replace(each, use="notebook") for each in files if each.use == "maybe" and _holds_a_notebook(each)] or spare


def _is_a_lesson(file: File, beside: set[tuple[tuple[str, ...], str]], kits: Kits) -> bool:
    """Whether a file is a copy of one of the kit's lessons, which came along with the exercises."""
    if file.steps[-1] not in _lessons():
        return False
    top = kits.top(file)
    in_place = top is not None and file.steps[len(top)] == "notebooks"
    return in_place or (file.steps[:-1], f"{file.steps[-1][:2]}_exercise") in beside


@functools.cache
def _lessons() -> set[str]:
    return {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}


def _holds_a_notebook(file: File) -> bool:
    try:
        content = file_content(file.path, file.member)
    except UnreadableError:
        return False
    keys = (b'"nbformat"', b'"cells"'), (b'"nbformat"', b'"worksheets"')
    return content[:100].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and any(
        all(k in content for k in each) for each in keys
    )


def _is_handed_in(place: Place, flat: bool, spoken: bool) -> bool:
    """Whether a file that is no notebook, beside the places of learners, is a hand-in and not the class's own.

    ``flat``: the learners have no folders; ``spoken``: the names of the notebooks have the lesson's.
    """
    name = place.key[-1]
    instead = INSTEAD.get(ending(name))
    if place.said or instead not in (None, "document"):
        return True
    return instead == "document" and flat and bool(_person(place)[1]) and (bool(lesson(title(name))) or not spoken)


def _without_notebook(place: Place) -> File:
    """What stands for a place without a notebook: a file that cannot be read, and says what there is."""
    first = place.files[0]
    names = ["/".join(each.steps[len(place.key) :]) or each.steps[-1] for each in place.files if each.use != "empty"]
    ways = {name: INSTEAD.get(ending(name), "") for name in names}
    odd = next((name for name in names if ways[name] and (ways[name] != "document" or not place.is_folder)), "")
    way_out = f"{_short(odd)} {WORDS['instead'][ways[odd]]['way_out']}." if odd else ""
    where = "archive" if first.member or first.path.suffix.lower() == ".zip" else "folder"
    if not names:
        problem = f"This {where} is empty."
    elif place.is_folder:
        problem = (
            f"There is no notebook (.ipynb) in this {where} ({_some([_short(name) for name in names])}). {way_out}"
        )
    else:
        problem = way_out or f"{_short(names[0])} is not a notebook (.ipynb)."
    return replace(first, steps=place.key or first.steps, problem=problem.strip(), use="notebook")


def _short(name: str) -> str:
    return shown if len(shown := printable(name)) <= 80 else f"{shown[:40]}\u2026{shown[-30:]}"


def _some(names: Sequence[str]) -> str:
    """Up to three names, and how many more there are."""
    more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


# Where it is in doubt


def doubt(place: Place, base: Path, kits: Kits) -> str:
    """A sentence where a place looks as if several learners' work were in it, or the empty text."""
    if not place.is_folder:
        return ""
    files = [each for each in place.files if len(each.steps) > len(place.key) and not kits.holds(each, len(place.key))]
    steps = [each.steps[len(place.key) :] for each in files]
    while steps and all(len(each) > 1 and each[0] == steps[0][0] for each in steps):
        steps = [each[1:] for each in steps]
    folders: dict[str, list[str]] = defaultdict(list)
    names: dict[str, list[str]] = defaultdict(list)
    for each in steps:
        number = lesson(stem(each[-1]))
        if len(each) > 1 and (kind(each[0]) == "" or named(stem(each[0]))):
            folders[number or stem(each[-1]).casefold()].append(each[0])
        elif len(each) == 1 and number and (beside_lesson(stem(each[0])) or named(stem(each[0]))):
            names[number].append(said.name if (said := named(stem(each[0]))) else beside_lesson(stem(each[0])))
    for what, several in (("in {} folders", folders), ("under {} names", names)):
        for number, found in sorted(several.items()):
            different = sorted(set(found))
            if len(different) > 1:
                who = printable(stem(place.key[-1]) if place.key else base.resolve().name)
                of = f"submissions of lesson {number}" if number.isdecimal() else "notebooks of one name"
                those = _some([_short(name) for name in different])
                inside = printable(base.joinpath(*place.key).as_posix())
                way = f"unpack {inside} and give its folders" if place.files[0].member else f"give {inside}/*"
                return (
                    f"{who} has {len(found)} {of} {what.format(len(different))}: {those}. They count as one learner's. "
                    f"If these are learners, {way}."
                )
    return ""
