"""Find the submissions under the given paths, and say in whose place each lies."""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from twoborders.grade.intake import doubts, places
from twoborders.grade.intake.archive import LINK, MAX_DEPTH, MAX_INSIDE, file_content, members
from twoborders.grade.intake.names import INSTEAD, NOTEBOOK, WORDS, ending, kind, one_form, printable, stem, title
from twoborders.grade.intake.places import File, Kits, Place
from twoborders.grade.intake.platform_names import Named, common_start
from twoborders.grade.intake.repair_json import UnreadableError

TOOLS = frozenset(WORDS["tools"])
RESULTS = {"results.jsonl", "gradebook.csv"}
"""Files by which a folder of results is known, which may lie among the submissions; so do its pages in ``learners``."""
TOO_MUCH = "The archives that lie in one another hold more than is looked at. Hand in the notebooks alone."
MAY_BE_A_NOTEBOOK = re.compile(r"[^.]+|.*\.(?:json|txt|ipynb.+)", flags=re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Submission:
    """A notebook file, in a folder or in an archive; or a place of a learner in which there is none.

    ``path`` is the file on disk, and ``member`` the chain of names within archives, empty for a plain file.
    ``name`` is its path under the given one, printable and unique in a run; ``folder`` the learner's, or empty, and
    ``within`` the nearest folder around it that may bear a person's name. ``modified`` is the time of its last change,
    in seconds since 1970. ``title`` is its own name without the ending. ``named`` is what the platform's name says, or
    None; ``problem`` why it cannot be read, or empty. ``in_kit`` says that it lies in a copy of the kit, and
    ``passed_over`` why it is not the learner's work, whatever is in it, or is empty.
    """

    path: Path
    name: str
    folder: str
    modified: float
    title: str = ""
    member: tuple[str, ...] = ()
    named: Named | None = None
    problem: str = ""
    within: str = ""
    in_kit: bool = False
    passed_over: str = ""

    @property
    def version(self) -> int:
        """A number that grows with every hand-in of a learner, or 0 where the platform's name has none."""
        return self.named.version if self.named else 0


@dataclass(frozen=True)
class Found:
    """The submissions, and a sentence for the person who grades wherever it is in doubt whose they are."""

    submissions: list[Submission]
    doubts: list[str]


def find(paths: Iterable[Path]) -> Found:
    """Every notebook under the paths, each file once, in the order of the paths and then of the names.

    What cannot be opened (a folder, a broken archive, a link) stands among them with its ``problem``, and so does a
    learner's place without a notebook. Raises FileNotFoundError for a path that does not exist.
    """
    submissions: dict[tuple[Path, tuple[str, ...]], Submission] = {}
    told: list[str] = []
    for base, names in _together(paths):
        files = sorted(_under(base, names), key=lambda each: each.steps)
        kits = Kits(files)
        is_archive = len(names) == 1 and names[0].lower().endswith(".zip") and (base / names[0]).is_file()
        found = places.of(files, base.resolve().name, kits, at=int(is_archive))
        told += doubts.doubts(found, base, kits)
        for each in _submissions(found, base.resolve().name, kits):
            submissions.setdefault((each.path.parent.resolve() / each.path.name, each.member), each)
    told += doubts.of_numbers(each.named for each in submissions.values() if each.named)
    return Found(_apart(_unique(list(submissions.values()))), told)


def content(submission: Submission) -> bytes:
    """The bytes of a submission. Raises UnreadableError: whatever is wrong with the file, it is wrong alone."""
    if submission.problem:
        raise UnreadableError(submission.problem)
    return file_content(submission.path, submission.member)


def _together(paths: Iterable[Path]) -> list[tuple[Path, list[str]]]:
    """The given paths as folders and, where not the whole folder was given, what was given in it.

    What lies in one folder is looked at together: ``submissions/*`` are the learners of a class, as ``submissions`` is.
    Not so folders called as hand-ins of one learner, such as ``first`` and ``second``: each was given for itself.
    """
    beside: dict[Path, list[Path]] = defaultdict(list)
    for given in paths:
        if not given.exists():
            raise FileNotFoundError(given)
        whole = given.resolve() if given.name in ("", "..") else given.parent.resolve() / given.name
        beside[whole if given.is_dir() and kind(whole.name) == "own" else whole.parent].append(given)
    return [
        (given[0], []) if len(given) == 1 and given[0].is_dir() else (given[0].parent, [each.name for each in given])
        for given in beside.values()
    ]


def _under(base: Path, names: Sequence[str]) -> Iterator[File]:
    """The files in a folder, or those of these names in it and below."""
    spent: Counter[tuple[Path, tuple[str, ...]]] = Counter()
    if not names:
        yield from _in_folder(base, (), spent)
    for name in names:
        # The person who grades may give a link; one that a submission holds is not followed.
        path = (base / name).resolve() if (base / name).is_symlink() else base / name
        if path.is_dir():
            yield from _in_folder(path, (name,), spent)
        elif name.lower().endswith(".zip"):
            yield from _in_archive(File(path, (name,), _modified(path)), spent)
        elif use := _use(name) if len(names) > 1 else "notebook":
            yield File(path, (name,), _modified(path), use=use)


def _in_folder(folder: Path, steps: tuple[str, ...], spent: Counter[tuple[Path, tuple[str, ...]]]) -> Iterator[File]:
    failed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=failed.append):
        here = (*steps, *Path(parent).relative_to(folder).parts)
        if not here:
            # A learner's folder that is a link would else be passed over without a word.
            for name in folders:
                if Path(parent, name).is_symlink():
                    yield File(Path(parent, name), (name,), 0.0, problem=LINK)
        # Links to folders are not followed, and a folder with nothing else is as good as empty.
        folders[:] = [each for each in folders if each.casefold() not in TOOLS and not Path(parent, each).is_symlink()]
        uses = {name: use for name in names if (use := _use(name))}
        has_results = uses.keys() >= RESULTS
        if has_results:
            folders[:] = [name for name in folders if name != "learners"]
            uses = {name: use for name, use in uses.items() if use in ("notebook", "zip")}
        if not folders and not uses and here and not has_results:
            yield File(Path(parent), here, _modified(Path(parent)), use="empty")
        for name, use in uses.items():
            path = Path(parent, name)
            each = File(path, (*here, name), _modified(path), use=use)
            if path.is_symlink() and use in ("notebook", "zip"):
                # Within the learner's folder it leads to a file that is found anyway.
                inside = len(here) > 0 and _leads_into(path, folder.joinpath(*here[len(steps) :][:1]))
                yield replace(each, problem=LINK, use="notebook", spare=inside)
            elif use == "zip":
                yield from _in_archive(each, spent)
            else:
                yield each
    for error in failed:
        path = Path(error.filename or folder)
        at = path.relative_to(folder).parts if path.is_relative_to(folder) else (path.name,)
        why = f"The folder cannot be opened: {error.strerror or error}."
        yield File(path, (*steps, *at) or (path.name,), _modified(path), problem=why)


def _leads_into(link: Path, folder: Path) -> bool:
    try:
        return link.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link to nothing, or to itself
        return False


def _in_archive(archive: File, spent: Counter[tuple[Path, tuple[str, ...]]]) -> Iterator[File]:
    """The files in an archive and in those that lie in it."""
    try:
        inside = members(archive.path, archive.member, archive.modified)
    except UnreadableError as error:
        yield replace(archive, problem=str(error), use="notebook")
        return
    if _is_too_much(archive, len(inside), spent):
        yield replace(archive, problem=TOO_MUCH, use="notebook")
        return
    uses = [(member, _use(member.parts[-1])) for member in inside if not TOOLS & {p.casefold() for p in member.parts}]
    if not any(use for _, use in uses):
        yield replace(archive, use="empty")
    for member, use in uses:
        each = replace(
            archive,
            steps=(*archive.steps, *member.parts),
            modified=member.modified,
            member=(*archive.member, member.key),
            problem=member.problem if use in ("notebook", "zip") else "",
            use="notebook" if use == "zip" else use,
        )
        if use != "zip" or member.problem:
            if use:
                yield each
        elif len(each.member) >= MAX_DEPTH:
            yield replace(each, problem="Archives lie in one another, too deep to be opened. Unpack them.")
        elif _is_too_much(each, member.size // 30_000, spent):
            yield replace(each, problem=TOO_MUCH)
        else:
            yield from _in_archive(each, spent)


def _is_too_much(archive: File, cost: int, spent: Counter[tuple[Path, tuple[str, ...]]]) -> bool:
    """Whether the archives within a hand-in hold too much, which may be a class's archive or lie in one."""
    if not archive.member:
        return False
    own, whole = (archive.path, archive.member[:1]), (archive.path, ())
    spent.update({own: cost, whole: cost})
    return spent[own] > MAX_INSIDE or spent[whole] > 10 * MAX_INSIDE


def _use(name: str) -> str:
    """What a file is for, by its name: "notebook", "zip", "maybe" a notebook, "other", or empty: of no interest."""
    # Names that begin with "._" are the resource files that macOS puts into archives.
    if name.startswith("._") or name.casefold() in WORDS["left_behind"]:
        return ""
    if NOTEBOOK.fullmatch(name):
        return "notebook"
    if name.lower().endswith(".zip"):
        return "zip"
    if name.startswith(".") and ending(name) not in INSTEAD:
        return ""
    return "maybe" if MAY_BE_A_NOTEBOOK.fullmatch(name) else "other"


def _modified(path: Path) -> float:
    try:
        return path.stat(follow_symlinks=False).st_mtime
    except OSError:  # gone, or in a folder that cannot be opened: reading it will say so
        return 0.0


def _submissions(found: Sequence[Place], given: str, kits: Kits) -> Iterator[Submission]:
    """The submissions of the places: what is in them, and who the platform says they are."""
    levels: dict[tuple[str, ...], list[Named]] = defaultdict(list)
    for place in found:
        if place.said:
            levels[place.key[:-1]].append(place.said)
    starts = {level: common_start(said) for level, said in levels.items()}
    for place in found:
        said = place.said
        if said:
            said = replace(said, name=said.name.removeprefix(starts[place.key[:-1]].get(said.system, "")))
        around = [stem(name) for name in (given, *place.key[: -1 if place.key else None])]
        within = next((name for name in reversed(around) if kind(name) in ("", "group", "class")), around[-1])
        for each in place.files:
            yield Submission(
                path=each.path,
                name=printable("/".join(each.steps)),
                folder=printable(one_form(stem(place.key[-1]) if place.key else within)) if place.is_folder else "",
                modified=each.modified,
                title=title(each.steps[-1]),
                member=each.member,
                named=said,
                problem=each.problem,
                within=within,
                in_kit=kits.top(each, len(place.key)) is not None,
                passed_over=kits.passed_over(each, len(place.key)),
            )


def _unique(submissions: Sequence[Submission]) -> list[Submission]:
    """The submissions with names of which no two are equal."""
    # Files given one by one (ana/01_x.ipynb ben/01_x.ipynb) have the same name; the path as given tells them apart.
    times = Counter(submission.name for submission in submissions)
    seen: Counter[str] = Counter()
    unique = []
    for submission in submissions:
        first = name = submission.name if times[submission.name] == 1 else _with_parent(submission)
        while seen[name]:
            seen[first] += 1
            name = f"{first} ({seen[first]})"
        seen[name] += 1
        unique.append(replace(submission, name=name))
    return unique


def _with_parent(submission: Submission) -> str:
    if submission.member:
        return f"{printable(submission.path.parent.as_posix())}/{submission.name}"
    return printable(submission.path.as_posix())


def _apart(submissions: Sequence[Submission]) -> list[Submission]:
    """The submissions with two learners of one name told apart by the platform's number."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for submission in submissions:
        if submission.named and submission.named.id:
            numbers[one_form(submission.named.name)].add(submission.named.id)
    return [
        replace(submission, named=replace(said, name=f"{said.name} {said.id}"))
        if (said := submission.named) and said.id and len(numbers[one_form(said.name)]) > 1
        else submission
        for submission in submissions
    ]
