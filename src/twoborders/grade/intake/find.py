"""Find the submissions under the given paths, and say whose each is and which lesson it answers."""

import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from twoborders.grade.intake.archive import LINK, MAX_DEPTH, file_content, members
from twoborders.grade.intake.platform_names import Named, named
from twoborders.grade.intake.repair_json import UnreadableError

SKIPPED_FOLDERS = (".ipynb_checkpoints", "__MACOSX")
NOTEBOOK = re.compile(r"(?P<title>.*)\.ipynb(?:\.txt|\.json)?", flags=re.IGNORECASE | re.DOTALL)
"""A notebook's name, also as browsers and mail programs change its ending."""


@dataclass(frozen=True)
class Submission:
    """A notebook file, in a folder or in an archive.

    ``path`` is the file on disk, and ``member`` the chain of names within archives, empty for a plain file.
    ``name`` is its path under the given one, printable and unique in a run; ``folder`` the learner's, or empty.
    ``modified`` is the time of its last change, in seconds since 1970. ``title`` is its own name without the
    ending. ``named`` is what the platform's name says, or None; ``problem`` why it cannot be read, or empty.
    """

    path: Path
    name: str
    folder: str
    modified: float
    title: str = ""
    member: tuple[str, ...] = ()
    named: Named | None = None
    problem: str = ""
    in_kit: bool = False
    passed_over: str = ""

    @property
    def version(self) -> int:
        """A number that grows with every hand-in of a learner, or 0 where the platform's name has none."""
        return self.named.version if self.named else 0

    @property
    def order(self) -> tuple[int, float]:
        """Of a learner's submissions of a lesson, the one with the greatest order is the newest.

        The version goes first: a platform's download gives all its files the time at which it was made.
        """
        return self.version, self.modified


@dataclass(frozen=True)
class _Found:
    """A file: the names from the given path down to it (also where it is shown), with archives as folders."""

    path: Path
    given: Path
    steps: tuple[str, ...]
    shown: tuple[str, ...]
    modified: float
    member: tuple[str, ...] = ()
    problem: str = ""
    spare: bool = False  # of no interest where the learner has another file


def find(paths: Iterable[Path]) -> list[Submission]:
    """Every notebook under the paths, each file once, in the order of the paths and then of the names.

    What cannot be opened (a folder, a broken archive, a link) stands among them with its ``problem``.
    Raises FileNotFoundError for a path that does not exist.
    """
    submissions: dict[tuple[Path, tuple[str, ...]], Submission] = {}
    for given in paths:
        if not given.exists():
            raise FileNotFoundError(given)
        for each in _of_learners(sorted(_under(given), key=lambda each: each.steps)):
            submissions.setdefault((_resolved(each), each.member), _submission(each))
    return _apart(_unique(list(submissions.values())))


def content(submission: Submission) -> bytes:
    """The bytes of a submission. Raises UnreadableError: whatever is wrong with the file, it is wrong alone."""
    if submission.problem:
        raise UnreadableError(submission.problem)
    return file_content(submission.path, submission.member)


def _under(given: Path) -> list[_Found]:
    if given.is_dir():
        return _in_folder(given)
    # The person who grades may give a link; one that a submission holds is not followed.
    path, name = given.resolve(), given.name
    if name.lower().endswith(".zip"):
        return _in_archive(_Found(path, given, (), (name,), _modified(path)))
    return [_Found(path, given, (name,), (name,), _modified(path))]


def _in_folder(given: Path) -> list[_Found]:
    found: list[_Found] = []

    def failed(error: OSError) -> None:
        path = Path(error.filename or given)
        steps = path.relative_to(given).parts if path.is_relative_to(given) else ()
        why = f"The folder cannot be opened: {error.strerror or error}."
        found.append(_Found(path, given, steps or (path.name,), steps or (path.name,), _modified(path), problem=why))

    for parent, folders, files in os.walk(given, onerror=failed):
        steps = Path(parent).relative_to(given).parts
        if not steps:
            # A learner's folder that is a link would else be passed over without a word.
            links = [name for name in folders if Path(parent, name).is_symlink()]
            found += [_Found(Path(parent, name), given, (name,), (name,), 0.0, problem=LINK) for name in links]
        folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
        for name in files:
            if not _of_interest(name):
                continue
            path = Path(parent, name)
            each = _Found(path, given, (*steps, name), (*steps, name), _modified(path))
            if path.is_symlink():
                # Within the learner's folder it leads to a file that is found anyway.
                found.append(replace(each, problem=LINK, spare=_leads_within(path, given, steps)))
            elif name.lower().endswith(".zip"):
                found += _in_archive(each)
            else:
                found.append(each)
    return found


def _leads_within(link: Path, given: Path, steps: tuple[str, ...]) -> bool:
    try:
        return bool(steps) and link.resolve(strict=True).is_relative_to((given / steps[0]).resolve())
    except (OSError, RuntimeError):  # a link to nothing, or to itself
        return False


def _in_archive(archive: _Found) -> list[_Found]:
    """The notebooks in an archive and in those that lie in it."""
    try:
        inside = [
            member
            for member in members(archive.path, archive.member, archive.modified)
            if not set(member.parts) & set(SKIPPED_FOLDERS) and _of_interest(member.parts[-1])
        ]
    except UnreadableError as error:
        return [replace(archive, steps=archive.steps or archive.shown, problem=str(error))]
    if not inside:
        empty = "The archive holds no notebook (.ipynb)."
        return [replace(archive, steps=archive.steps or archive.shown, problem=empty, spare=True)]
    found: list[_Found] = []
    for member in inside:
        each = replace(
            archive,
            steps=(*archive.steps, *member.parts),
            shown=(*archive.shown, *member.parts),
            modified=member.modified,
            member=(*archive.member, member.key),
            problem=member.problem,
        )
        if member.problem or not member.parts[-1].lower().endswith(".zip"):
            found.append(each)
        elif len(each.member) >= MAX_DEPTH:
            found.append(replace(each, problem="Archives lie in one another, too deep to be opened. Unpack them."))
        else:
            found += _in_archive(each)
    return found


def _of_interest(name: str) -> bool:
    # Names that begin with "._" are the resource files that macOS puts into archives.
    return not name.startswith("._") and bool(NOTEBOOK.fullmatch(name) or name.lower().endswith(".zip"))


def _modified(path: Path) -> float:
    try:
        return path.stat(follow_symlinks=False).st_mtime
    except OSError:  # gone, or in a folder that cannot be opened: reading it will say so
        return 0.0


def _resolved(found: _Found) -> Path:
    # A link is itself: else it would stand for the file that it leads to, and that file be passed over.
    return found.path.parent.resolve() / found.path.name


def _of_learners(found: Sequence[_Found]) -> list[_Found]:
    """The files with ``steps`` that begin with the learner's folder or the learner's file.

    A folder or an archive at the top may hold a whole class: an archive that is all there is; a folder that is
    all there is in an archive; or anything that holds files that a platform named after several learners.
    """
    by_top: dict[str, list[_Found]] = defaultdict(list)
    for each in found:
        by_top[each.steps[0]].append(each)
    learners: list[_Found] = []
    for top, group in by_top.items():
        below = [replace(each, steps=each.steps[1:]) for each in group if len(each.steps) > 1]
        if below and len(below) == len(group) and named(_stem(top)) is None and _is_class(top, below, len(by_top)):
            learners += _of_learners(below)
        else:
            several = len(group) > 1 or any(not each.spare for each in group)
            learners += [each for each in group if not each.spare or not several] or group[:1]
    return learners


def _is_class(top: str, below: Sequence[_Found], tops: int) -> bool:
    tops_below = {each.steps[0] for each in below}
    of_platform = {(said.system, said.id or said.name) for name in tops_below if (said := named(_stem(name)))}
    if len(of_platform) > 1:
        return True
    if tops > 1 or not below[0].member:
        return False
    return top.lower().endswith(".zip") or (len(tops_below) > 1 and all(len(each.steps) > 1 for each in below))


def _submission(found: _Found) -> Submission:
    first, last = found.steps[0], found.shown[-1]
    said = named(_stem(first))
    if said is None and len(found.steps) == 1:  # a learner's own folder may be given
        own = found.path if found.member else found.path.parent
        said = named(_stem(own.name))
    folder = _stem(first) if len(found.steps) > 1 else ""
    return Submission(
        path=found.path,
        name=printable("/".join(found.shown)),
        folder=printable(folder),
        modified=found.modified,
        title=_stem(last),
        member=found.member,
        named=said,
        problem=found.problem,
    )


def _stem(name: str) -> str:
    """A name without the ending of a notebook or an archive."""
    match = NOTEBOOK.fullmatch(name)
    if match:
        return match["title"]
    return name[:-4] if name.lower().endswith(".zip") else name


def _unique(submissions: Sequence[Submission]) -> list[Submission]:
    """The submissions with names of which no two are equal."""
    # Files given one by one (submissions/*/01_x.ipynb) have the same name; the path as given tells them apart.
    times = Counter(submission.name for submission in submissions)
    named_apart = [
        submission if times[submission.name] == 1 else replace(submission, name=_with_parent(submission))
        for submission in submissions
    ]
    seen: Counter = Counter()
    unique = []
    for submission in named_apart:
        name = submission.name
        while seen[name]:
            seen[submission.name] += 1
            name = f"{submission.name} ({seen[submission.name]})"
        seen[name] += 1
        unique.append(replace(submission, name=name))
    return unique


def _with_parent(submission: Submission) -> str:
    return (
        printable(submission.path.as_posix())
        if not submission.member
        else (f"{printable(submission.path.parent.as_posix())}/{submission.name}")
    )


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


def one_form(name: str) -> str:
    """The form of a name that is the same on every system: macOS writes an accent as a character of its own."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def printable(name: str) -> str:
    """A name that shows all that it holds: controls, marks that turn the writing round, and bytes that are no
    text are written as escapes, so that two names that differ look different."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in name
    )
