"""Where it is in doubt whose a hand-in is: sentences for the person who grades, each with the way out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from twoborders.grade.intake.archive import file_content
from twoborders.grade.intake.names import beside_lesson, kind, lesson, one_form, printable, stem, title
from twoborders.grade.intake.places import File, Kits, Place, some
from twoborders.grade.intake.platform_names import Named, named
from twoborders.grade.intake.repair_json import UnreadableError

ASKED = re.compile(rb"check\(\\?[\"'](\d\d)-\d")
DATED = re.compile(r"[\d .-]{6,}")


def doubts(found: Sequence[Place], base: Path, kits: Kits) -> Iterator[str]:
    """A sentence for each place that may be several learners', and for several places that may be of two of one name.

    ``base``: the folder in which the places were found.
    """
    for place in found:
        if sentence := _several_in_one(place, base, kits):
            yield sentence
    yield from _nobodys(found, base, kits)
    yield from _one_in_several(found)


def of_numbers(said: Iterable[Named]) -> Iterator[str]:
    """A sentence for each number of a platform that stands beside two names."""
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in said:
        if each.id:
            names[each.system, each.id].add(one_form(each.name))
    for (system, number), several in names.items():
        if len(several) > 1:
            yield (
                f"{system.capitalize()}'s number {number} stands beside {len(several)} names: {some(sorted(several))}. "
                "They count as different learners. If they are one, give the folders one name."
            )


def _several_in_one(place: Place, base: Path, kits: Kits) -> str:
    above = len(place.key)
    inside = {
        each: each.steps[above:] for each in place.files if len(each.steps) > above and kits.top(each, above) is None
    }
    while (
        inside and all(len(steps) > 1 for steps in inside.values()) and len({each[0] for each in inside.values()}) == 1
    ):
        inside = {each: steps[1:] for each, steps in inside.items()}
    names: dict[File, tuple[str, str]] = {}
    for each, steps in inside.items():
        said = named(stem(steps[0]))
        if len(steps) > 1 and (said or kind(steps[0]) in ("", "group")):
            names[each] = "folders", said.name if said else steps[0]
        elif len(steps) == 1 and (said or beside_lesson(stem(steps[0]))):
            names[each] = "names", said.name if said else beside_lesson(stem(steps[0]))
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each, (what, name) in names.items() if len(set(names.values())) > 1 else ():
        if number := _lesson(each):
            found[what, number].append(name)
        elif what == "folders":
            found[what, title(each.steps[-1]).casefold()].append(name)
    for (what, number), several in sorted(found.items()):
        different = sorted(set(several))
        if len(different) > 1:
            who = place.said.name if place.said else stem(place.key[-1]) if place.key else base.resolve().name
            of = f"lesson {number}" if number.isdecimal() else "one name"
            where = printable(base.joinpath(*place.key).as_posix())
            return (
                f"{printable(who)} has {len(several)} submissions of {of} {'in' if what == 'folders' else 'under'} "
                f"{len(different)} {what}: {some(different)}. They count as one learner's. If these are learners, "
                + (f"unpack {where} and give its folders." if place.files[0].member else f"give {where}/*.")
            )
    return ""


def _lesson(file: File) -> str:
    """The number of a file's lesson, by its name or else by the check that stands first in it; or the empty text."""
    try:
        if number := lesson(stem(file.steps[-1])):
            return number
        asked = ASKED.search(file_content(file.path, file.member))
    except UnreadableError:
        return ""
    return asked[1].decode() if asked else ""


def _nobodys(found: Sequence[Place], base: Path, kits: Kits) -> Iterator[str]:
    """A sentence for each lesson of which the place of a class holds several files that bear nobody's name."""
    files: dict[str, list[File]] = defaultdict(list)
    for place in found if kind(base.resolve().name) in ("class", "lesson") else ():
        is_named = place.said or (place.key and (place.is_folder or beside_lesson(title(place.key[-1]))))
        for each in () if is_named else place.files:
            if not kits.passed_over(each, 0):
                files[_lesson(each)].append(each)
    for number, several in sorted(files.items()):
        if number and len(several) > 1:
            yield (
                f"{len(several)} submissions of lesson {number} bear nobody's name: "
                f"{some(['/'.join(each.steps) for each in several])}. They count as one learner's. "
                "If these are learners, put each into a folder with a name."
            )


def _one_in_several(found: Sequence[Place]) -> Iterator[str]:
    """A sentence where places of one name may be of two learners: names that differ unseen, or two groups."""
    places: Mapping[tuple[str, str], list[Place]] = defaultdict(list)
    for place in found:
        if place.said:
            places[place.said.system, place.said.id or place.said.name].append(place)
        elif place.key:
            name = stem(place.key[-1]) if place.is_folder else beside_lesson(title(place.key[-1]))
            places["", one_form(name)].append(place)
    for (_, name), several in places.items():
        if not name or (several[0].said and len({place.key[:-1] for place in several}) == 1):
            continue  # of a platform's learner, the hand-ins of one download
        twice = [pair for pair in combinations(several, 2) if _may_be_two(*pair)]
        if twice:
            where = sorted({ascii("/".join(place.key)) for pair in twice for place in pair})
            who = several[0].said.name if several[0].said else name
            yield (
                f"{printable(who)} has work of one lesson in {len(where)} places: {some(where)}. "
                "They count as one learner's. If these are two learners, give one of them another name."
            )


def _may_be_two(one: Place, other: Place) -> bool:
    if one.key[:-1] == other.key[:-1]:
        are_folders = one.is_folder and other.is_folder and not one.said
        apart = are_folders and stem(one.key[-1]) != stem(other.key[-1])
    else:
        apart = any(not DATED.fullmatch(name) for name in {*one.key[:-1]} ^ {*other.key[:-1]})
    lessons = [{_lesson(each) for each in place.files} - {""} for place in (one, other)] if apart else [set(), set()]
    return bool(lessons[0] & lessons[1])
