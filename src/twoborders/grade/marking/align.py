"""Align a submission with its master: the learner's answers between the master's own locked cells."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from twoborders.grade.intake.read import Cell, UnreadableError, read
from twoborders.tables import ROOT

Role = Literal["setup", "answer", "check", "extra"]

LESSONS = tuple(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
"""How the kit's lessons are called; these are no exercises."""
CHECK_CALL = re.compile(r"""\bcheck\([ \t\n]*+["']([^"'\n]{1,40})["']""")
"""A call of ``check``, as code or in a comment; its group is the question."""
CHECK_LINE = re.compile(r"[ \t]*+(?:\w++[ \t]*+=[ \t]*+)?check\(")
GIVEN_NAME = re.compile(
    r"^[ \t]*+(?:(?:def|class)[ \t]++|(?=[A-Za-z_]\w*+[ \t]*+=(?!=)))([A-Za-z_]\w*+)", flags=re.MULTILINE
)
"""A name that a line gives: ``name =``, ``def name`` or ``class name``."""


@dataclass(frozen=True)
class MasterCell:
    """A code cell of the master that has a role in grading."""

    role: Role
    cell: Cell
    question: str = ""

    @property
    def label(self) -> str:
        """How notes name the cell: ``check cell 01-2``."""
        return f"{self.role} cell {self.question}" if self.question else f"locked cell {self.cell.grade_id}"


@dataclass(frozen=True)
class Master:
    """A solution notebook: its cells that count, in order; of each question the points and the answer's name."""

    stem: str
    cells: tuple[MasterCell, ...]
    points: dict[str, float]
    names: dict[str, str]


@dataclass(frozen=True)
class RunCell:
    """One cell to run; ``question`` is the id for an answer or check cell, and empty for the others."""

    role: Role
    source: str
    question: str = ""


@dataclass(frozen=True)
class Aligned:
    """The cells to run, in order; what was repaired; the questions whose answer cell is missing."""

    cells: list[RunCell]
    notes: list[str]
    without_answer: frozenset[str]


def read_master(path: Path) -> Master:
    """Read a solution notebook. Raises UnreadableError where it is not one that can be graded against."""
    try:
        cells, _ = read(path.read_bytes())
    except OSError as error:
        raise UnreadableError(f"The file cannot be opened: {error.strerror or error}.") from error
    points: dict[str, float] = {}
    for cell in cells:
        if cell.kind == "code" and cell.flag("grade"):
            if not cell.grade_id or cell.grade_id in points:
                raise UnreadableError(f"The grade_id {cell.grade_id!r} is empty or stands twice.")
            points[cell.grade_id] = cell.nbgrader.get("points", 0)
    master_cells = tuple(_master_cell(cell, points) for cell in cells if cell.kind == "code" and cell.nbgrader)
    checked = [each.question for each in master_cells if each.role == "check"]
    if sorted(checked) != sorted(points):
        raise UnreadableError("Some graded question has no check cell, or more than one.")
    names = {
        each.question: given[1]
        for each in master_cells
        if each.role == "answer" and (given := GIVEN_NAME.search(each.cell.source))
    }
    return Master(path.stem, master_cells, {question: points[question] for question in checked}, names)


def _master_cell(cell: Cell, points: dict[str, float]) -> MasterCell:
    if cell.flag("solution"):
        # An argued question's answer cell carries the question's own id, because a person marks that cell.
        return MasterCell("answer", cell, cell.grade_id.removesuffix("-answer"))
    if cell.flag("grade"):
        return MasterCell("check", cell, cell.grade_id)
    question = cell.grade_id.removesuffix("-check")
    if question != cell.grade_id and question in points:
        return MasterCell("check", cell, question)
    return MasterCell("setup", cell)


def count_matches(master: Master, cells: Sequence[Cell]) -> int:
    """How many of the master's answer and check cells the submission holds, by grade_id, cell id, source or check.

    Other cells say nothing: every notebook of the kit has one that is called setup.
    """
    found = _match(master, cells)
    joined = _take_apart(master, cells, found)
    matched = {number for number in found if master.cells[number].role in ("answer", "check")}
    return len(matched) + len({each.question for each in master.cells if each.question in joined})


def lesson_in_name(name: str, stems: Iterable[str]) -> str:
    """The longest lesson stem that a file's stem contains, whatever the case, or the empty text."""
    contained = [stem for stem in stems if stem.lower() in name.lower()]
    return max(contained, key=len, default="")


def lesson_of_cells(cells: Sequence[Cell], masters: Mapping[str, Master]) -> str:
    """The lesson of which the notebook holds the most cells, or the empty text where it holds none."""
    matches = {stem: count_matches(master, cells) for stem, master in masters.items()}
    best = max(matches, key=lambda stem: matches[stem], default="")
    return best if matches.get(best) else ""


def align(master: Master, cells: Sequence[Cell]) -> Aligned:
    """Put a submission's own cells between the master's, in the master's order.

    Check and locked cells are the master's, whatever the submission has in their place. Answer cells are the
    learner's. Every other code cell of the learner stays behind the aligned cell it stood behind, so that a
    helper function is still defined where the learner defined it.
    """
    notes = _Notes()
    found = _match(master, cells)
    joined = _take_apart(master, cells, found)
    _adopt_answers_by_place(master, cells, found, joined, notes)
    elsewhere = _given_elsewhere(master, cells, found) - joined
    _note_repairs(master, cells, found, joined, elsewhere, notes)
    at = {position: number for number, position in found.items()}
    in_order = _in_order([(position, at[position]) for position in sorted(at)])
    for number in sorted(set(found) - in_order):
        notes.add("{} was moved and was put back", master.cells[number].label)

    checks = {_normal(each.cell.source): each.label for each in master.cells if each.role == "check"}
    behind: dict[int, list[RunCell]] = defaultdict(list)
    anchor = -1
    for position, cell in enumerate(cells):
        if position in at:
            # A cell that was moved is no anchor: what follows it would be moved along with it.
            anchor = at[position] if at[position] in in_order else anchor
        elif cell.kind == "code" and cell.source.strip():
            copied = checks.get(_normal(cell.source))
            if copied:
                notes.add("{} stood more than once and was run once", copied)
            else:
                behind[anchor].append(RunCell("extra", cell.source))

    aligned: list[RunCell] = []
    waiting = behind.pop(-1, [])
    for number, each in enumerate(master.cells):
        place = found.get(number)
        if each.role == "setup" and place is None:
            # First the restored cell, then the learner's: they may have replaced what it defines.
            aligned.append(RunCell("setup", each.cell.source))
            continue
        aligned += waiting
        if each.role == "answer":
            if place is not None:
                aligned.append(RunCell("answer", cells[place].source, each.question))
        else:
            own = cells[place] if place is not None else each.cell
            if _differs(own, each.cell) and (each.role == "setup" or _own_code(own)):
                # Learners add their own imports to a locked cell, or answer in the check's; these run first, the
                # original has the last word.
                aligned.append(RunCell("extra", own.source))
            aligned.append(RunCell(each.role, each.cell.source, each.question))
        waiting = behind.pop(number, [])
    aligned += waiting
    answered = {
        each.question
        for number, each in enumerate(master.cells)
        if each.role == "answer" and number in found and _code(cells[found[number]].source)
    }
    return Aligned(aligned, notes.texts(), frozenset(set(master.points) - answered - joined - elsewhere))


def _match(master: Master, cells: Sequence[Cell]) -> dict[int, int]:
    """Number of the master's cell -> position in the submission; by grade_id, then cell id, then source."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    normal = [_normal(cell.source) for cell in cells]
    keys: tuple[Callable[[Cell, str], str], ...] = (
        lambda cell, _: cell.grade_id,
        lambda cell, _: cell.id,
        lambda _, source: source,
    )
    for key in keys:
        positions: dict[str, list[int]] = defaultdict(list)
        for position, cell in enumerate(cells):
            if position not in taken and key(cell, normal[position]):
                positions[key(cell, normal[position])].append(position)
        for number, each in enumerate(master.cells):
            source = _normal(each.cell.source)
            candidates = positions.get(key(each.cell, source)) if number not in found else None
            if candidates:
                # Of several copies, an unchanged one stands where the master's cell stood.
                found[number] = next((at for at in candidates if normal[at] == source), candidates[0])
                candidates.remove(found[number])
                taken.add(found[number])
    return found


def _take_apart(master: Master, cells: Sequence[Cell], found: dict[int, int]) -> set[str]:
    """Find checks within other cells; give the questions whose answer and check stood in one cell.

    Such a cell becomes the answer, unless there is one. A check that lost its mark and stands alone, edited or
    as a comment, is found too.
    """
    joined: set[str] = set()
    taken = {position: number for number, position in found.items()}
    called = {position: set(CHECK_CALL.findall(cell.source)) for position, cell in enumerate(cells)}
    places: dict[str, list[int]] = defaultdict(list)
    for position, questions in called.items():
        for question in questions if cells[position].kind == "code" else ():
            places[question].append(position)
    with_own_code = {position for position, questions in called.items() if questions and _own_code(cells[position])}
    answers = {each.question: number for number, each in enumerate(master.cells) if each.role == "answer"}
    for number, each in enumerate(master.cells):
        if each.role != "check":
            continue
        answer = answers.get(each.question)
        for position in [found[number]] if number in found else places[each.question]:
            owner = taken.get(position)
            own_code = position in with_own_code and each.question in called[position]
            if own_code and owner in (None, number) and answer is not None and answer not in found:
                found.pop(number, None)
                found[answer], taken[position] = position, answer
                joined.add(each.question)
            elif own_code and owner is not None and master.cells[owner].role == "answer":
                joined.add(each.question)
            elif not own_code and owner is None:
                found[number], taken[position] = position, number
            else:
                continue
            break
    return joined


def _given_elsewhere(master: Master, cells: Sequence[Cell], found: dict[int, int]) -> set[str]:
    """The questions without an answer cell whose answer's name is given in some cell of the learner's."""
    missing = {
        each.question for number, each in enumerate(master.cells) if each.role == "answer" and number not in found
    }
    names = {question: master.names[question] for question in missing if question in master.names}
    locked = {at for number, at in found.items() if not _differs(cells[at], master.cells[number].cell)}
    given = {
        name
        for position, cell in enumerate(cells)
        if names and cell.kind == "code" and position not in locked
        for name in GIVEN_NAME.findall(cell.source)
    }
    return {question for question, name in names.items() if name in given}


def _adopt_answers_by_place(
    master: Master, cells: Sequence[Cell], found: dict[int, int], joined: set[str], notes: "_Notes"
) -> None:
    """Where an answer cell has lost every mark, take the code cell directly before its check cell."""
    taken = set(found.values())
    checks = {each.question: number for number, each in enumerate(master.cells) if each.role == "check"}
    for number, each in enumerate(master.cells):
        check_at = found.get(checks[each.question]) if each.role == "answer" and each.question in checks else None
        if number in found or check_at is None or each.question in joined:
            continue
        for position in range(check_at - 1, -1, -1):
            if position in taken:
                break
            if cells[position].kind == "code" and cells[position].source.strip():
                found[number] = position
                taken.add(position)
                notes.add("{} had lost its mark and was found by its place", each.label)
                break


def _note_repairs(
    master: Master,
    cells: Sequence[Cell],
    found: dict[int, int],
    joined: set[str],
    elsewhere: set[str],
    notes: "_Notes",
) -> None:
    if not found:
        notes.add("no cell of the lesson was found in the notebook", "")
        return
    for number, each in enumerate(master.cells):
        if number not in found:
            if each.role == "answer" and each.question not in master.points:
                continue  # it is for trying, and brings no points
            if each.question in joined:
                if each.role == "check":
                    notes.add("{} was joined with an answer cell and the original was run behind it", each.label)
            elif each.role == "answer" and each.question in elsewhere:
                notes.add("{} was missing, but another cell gives the answer its name", each.label)
            else:
                repair = "counts as blank" if each.role == "answer" else "was restored"
                notes.add(f"{{}} was missing and {repair}", each.label)
            continue
        cell = cells[found[number]]
        if cell.kind != "code":
            notes.add(f"{{}} was turned into {_plain_kind(cell.kind)} and back into code", each.label)
        if each.role == "check" and _own_code(cell):
            notes.add("{} was edited: what was in it was run first, then the original", each.label)
        elif each.role != "answer" and _differs(cell, each.cell):
            notes.add("{} was edited and the original was used", each.label)
        by_id_or_source = cell.id == each.cell.id or not _differs(cell, each.cell)
        if cell.grade_id != each.cell.grade_id and by_id_or_source:
            notes.add("{} had lost its metadata, which was restored", each.label)


def _in_order(pairs: Sequence[tuple[int, int]]) -> set[int]:
    """Of (position, master's number) pairs, by position: the most that stand in the master's order."""
    tails: list[int] = []
    chains: list[list[int]] = []
    for _, number in pairs:
        length = bisect_left(tails, number)
        chain = [*(chains[length - 1] if length else []), number]
        tails[length : length + 1] = [number]
        chains[length : length + 1] = [chain]
    return set(chains[-1]) if chains else set()


def _normal(source: str) -> str:
    """A source without the white space that editors change: at line ends and around the text."""
    return "\n".join(line.rstrip(" \t") for line in source.split("\n")).strip()


def _code(source: str) -> str:
    """The lines of a source that are code: neither empty nor comments."""
    lines = (line for line in source.split("\n") if line.strip() and not line.lstrip().startswith("#"))
    return "\n".join(lines)


def _own_code(cell: Cell) -> bool:
    """Whether a code cell gives a name, as an answer does, and does not only call ``check``."""
    lines = _code(cell.source).split("\n") if cell.kind == "code" else []
    return any(GIVEN_NAME.match(line) and not CHECK_LINE.match(line) for line in lines)


def _differs(cell: Cell, master: Cell) -> bool:
    return _normal(cell.source) != _normal(master.source)


def _plain_kind(kind: str) -> str:
    return kind if kind in ("markdown", "raw") else "something else"


@dataclass
class _Notes:
    """Repairs by kind; one sentence each, or one for all where a whole notebook lost the same thing."""

    labels: dict[str, list[str]] = field(default_factory=dict)

    def add(self, sentence: str, label: str) -> None:
        self.labels.setdefault(sentence, [])
        if label not in self.labels[sentence]:
            self.labels[sentence].append(label)

    def texts(self) -> list[str]:
        texts = []
        for sentence, labels in self.labels.items():
            if len(labels) > 3:
                texts.append(f"{len(labels)} cells: " + sentence.format("each of " + ", ".join(labels)))
            else:
                texts += [sentence.format(label) for label in labels]
        return texts
