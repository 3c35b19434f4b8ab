"""Which folder, archive or file is a learner's place, among whatever stands around it.

A class is looked for level by level, from the given path down. What a learner has named speaks only within the
learner's place: a platform's names are read at the level of the places alone.
"""

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
        tops = {steps[:-1] for steps in self.folders if steps[-1] in ("exercises", "solutions")}
        self.tops = {top for top in tops if any((*top, *mark) in self.folders for mark in KIT_MARKS)}

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
    keys = {} if whole else _keys([each for each in files if len(each.steps) > at], at, given)
    grouped: dict[tuple[str, ...], list[File]] = defaultdict(list)
    for each in files:
        grouped[keys.get(each, () if whole else each.steps[:at])].append(each)
    kept = []
    for key, group in grouped.items():
        is_folder = len(key) < len(group[0].steps) or group[0].use == "empty"
        kept.append((Place(key, is_folder, named(stem(key[-1])) if key else whole, group), _counting(group, kits)))
    having = {_person(place) for place, counting in kept if counting}
    flat = not any(place.is_folder for place, _ in kept)
    spoken = any(lesson(stem(place.key[-1])) for place, counting in kept if counting and not place.is_folder)
    found = []
    for place, counting in kept:
        if counting:
            found.append(replace(place, files=counting))
        elif _person(place) not in having and (place.is_folder or _is_handed_in(place, flat, spoken)):
            found.append(replace(place, files=[_without_notebook(place)]))
    return found


def _keys(files: Sequence[File], at: int, given: str) -> dict[File, tuple[str, ...]]:
    """Of each file the names that are its learner's place, which begins at this level or below."""
    by_top: dict[str, list[File]] = defaultdict(list)
    for each in files:
        by_top[each.steps[at]].append(each)
    level = [_Top(top, group, at) for top, group in by_top.items()]
    classes = {top.name for top in level if top.is_folder and _is_class(top, level)}
    one_persons = not classes and _are_one_persons([top for top in level if top.is_folder], given)
    keys: dict[File, tuple[str, ...]] = {}
    for top in level:
        group = by_top[top.name]
        if top.name in classes:
            keys |= _keys([each for each in group if len(each.steps) > at + 1], at + 1, top.name)
        else:
            keys |= dict.fromkeys(group, group[0].steps[: at + (0 if one_persons and top.is_folder else 1)])
    return keys


class _Top:
    """A folder, an archive or a file of a level: what it is, and which of the names in it may be people's."""

    def __init__(self, name: str, files: Sequence[File], at: int) -> None:
        self.name, self.kind, self.said = name, kind(name), named(stem(name))
        self.in_archive = bool(files[0].member)
        self.is_folder = any(len(each.steps) > at + 1 for each in files)
        self.is_handed_in = self.is_folder or files[0].use in ("notebook", "empty")
        is_titled = not self.is_folder or name.lower().endswith(".zip")
        own = beside_lesson(stem(name)) if is_titled else "" if self.kind == "own" else stem(name)
        self.person = plain(self.said.name if self.said else own)
        self.lessons = {lesson(stem(each.steps[-1])) for each in files if each.use == "notebook"}
        inside: dict[str, list[File]] = defaultdict(list)
        for each in files:
            if len(each.steps) > at + 2 or (len(each.steps) == at + 2 and each.use in ("notebook", "empty")):
                inside[each.steps[at + 1]].append(each)
        self.inside = [_Top(below, group, at + 1) for below, group in inside.items()]
        self.people = [top for top in self.inside if top.said or (top.person and (top.kind == "" or top.names))]
        self.learners = {(top.said.system, top.said.id or top.said.name) for top in self.inside if top.said}

    @property
    def names(self) -> set[str]:
        """The people of whom the names in it speak."""
        names = [top.names if top.kind in ("class", "lesson") and top.names else {top.person} for top in self.people]
        return set().union(*names)


def _is_class(top: _Top, level: Sequence[_Top]) -> bool:
    """Whether a folder or an archive is no learner's but holds the places of learners.

    It is all there is; or its name says so, or it is a platform's download, and it speaks for nobody beside it.
    """
    if top.said:
        return False
    several = len(top.learners) > 1
    if sum(each.is_handed_in for each in level) == 1:
        lessons = [each for person in top.people for each in person.lessons or {""}]
        together = len(top.people) > 1 and ("" in lessons or len(set(lessons)) < len(lessons))
        if several or (top.in_archive and (top.learners or together or any(p.kind == "class" for p in top.people))):
            return True
    if top.kind:
        # Learners may have numbers for names, as lessons have.
        crowded = any(each.kind == "lesson" and len(each.people) > 1 for each in level)
        speaks = len(top.people) > (1 if stem(top.name).isdecimal() and not crowded else 0) and top.kind != "own"
    else:
        downloads = len([each for each in level if each.is_folder]) > 1 and all(
            len(each.learners) > 1 for each in level if each.is_folder
        )
        only = all(each.said for each in top.inside)
        speaks = bool(top.learners) and only and (downloads or bool(DOWNLOAD.fullmatch(stem(top.name))))
    return speaks and not top.names & {each.person for each in level}


def _are_one_persons(folders: Sequence[_Top], given: str) -> bool:
    """Whether one person keeps work in all folders of a level, lesson by lesson or version by version."""
    kept = ("own",) if kind(given) == "class" else ("own", "lesson")
    lessons = [each for top in folders if top.kind == "lesson" for each in top.lessons]
    return bool(folders) and all(top.kind in kept for top in folders) and len(set(lessons)) == len(lessons)


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
        problem = f"There is no notebook (.ipynb) in this {where} ({_some(names)}). {way_out}"
    else:
        problem = way_out or f"{_short(names[0])} is not a notebook (.ipynb)."
    return replace(first, steps=place.key or first.steps, problem=problem.strip(), use="notebook")


def _short(name: str) -> str:
    return shown if len(shown := printable(name)) <= 80 else f"{shown[:40]}\u2026{shown[-30:]}"


def _some(names: Sequence[str]) -> str:
    """Up to three names, and how many more there are."""
    more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
    return ", ".join(map(_short, names[:3])) + more


# Where it is in doubt


def doubt(place: Place, base: Path, kits: Kits) -> str:
    """A sentence where a place looks as if several learners' work were in it, or the empty text."""
    above = len(place.key)
    inside = [each.steps[above:] for each in place.files if len(each.steps) > above and kits.top(each, above) is None]
    while inside and all(len(steps) > 1 and steps[0] == inside[0][0] for steps in inside):
        inside = [steps[1:] for steps in inside]
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for steps in inside:
        said, number = named(stem(steps[0])), lesson(stem(steps[-1]))
        if len(steps) > 1 and (said or not kind(steps[0])):
            found["folders", number or title(steps[-1]).casefold()].append(said.name if said else steps[0])
        elif len(steps) == 1 and number and (said or beside_lesson(stem(steps[0]))):
            found["names", number].append(said.name if said else beside_lesson(stem(steps[0])))
    for (what, number), several in sorted(found.items()):
        different = sorted(set(several))
        if len(different) > 1:
            who = place.said.name if place.said else stem(place.key[-1]) if place.key else base.resolve().name
            of = f"lesson {number}" if number.isdecimal() else "one name"
            where = printable(base.joinpath(*place.key).as_posix())
            return (
                f"{printable(who)} has {len(several)} submissions of {of} {'in' if what == 'folders' else 'under'} "
                f"{len(different)} {what}: {_some(different)}. They count as one learner's. If these are learners, "
                + (f"unpack {where} and give its folders." if place.files[0].member else f"give {where}/*.")
            )
    return ""
