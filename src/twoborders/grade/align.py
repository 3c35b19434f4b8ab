"""Align a submission with its master: the learner's answers between the master's own locked cells."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from twoborders.grade.read import Cell, UnreadableError, read

Role = Literal["setup", "answer", "check", "extra"]


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
    """A solution notebook: its cells that count, in their order, and the points of each question."""

    stem: str
    cells: tuple[MasterCell, ...]
    points: dict[str, float]


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
    cells, _ = read(path)
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
    return Master(path.stem, master_cells, {question: points[question] for question in checked})


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
    """How many of the master's answer and check cells the submission holds, by grade_id, cell id or source.

    Other cells say nothing: every notebook of the kit has one that is called setup.
    """
    return sum(master.cells[number].role in ("answer", "check") for number in _match(master, cells))


def align(master: Master, cells: Sequence[Cell]) -> Aligned:
    """Put a submission's own cells between the master's, in the master's order.

    Check and locked cells are the master's, whatever the submission has in their place. Answer cells are the
    learner's. Every other code cell of the learner stays behind the aligned cell it stood behind, so that a
    helper function is still defined where the learner defined it.
    """
    notes = _Notes()
    found = _match(master, cells)
    _adopt_answers_by_place(master, cells, found, notes)
    _note_repairs(master, cells, found, notes)
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
        position = found.get(number)
        if each.role == "setup" and position is None:
            # First the restored cell, then the learner's: they may have replaced what it defines.
            aligned.append(RunCell("setup", each.cell.source))
            continue
        aligned += waiting
        if each.role == "answer":
            if position is not None:
                aligned.append(RunCell("answer", cells[position].source, each.question))
        else:
            if each.role == "setup" and _differs(cells[position], each.cell):
                # Learners add their own imports to a locked cell; these run first, the original has the last
                # word.
                aligned.append(RunCell("extra", cells[position].source))
            aligned.append(RunCell(each.role, each.cell.source, each.question))
        waiting = behind.pop(number, [])
    aligned += waiting
    answered = {each.question for number, each in enumerate(master.cells) if each.role == "answer" and number in found}
    return Aligned(aligned, notes.texts(), frozenset(set(master.points) - answered))


def _match(master: Master, cells: Sequence[Cell]) -> dict[int, int]:
    """Number of the master's cell -> position in the submission; by grade_id, then cell id, then source."""
    found: dict[int, int] = {}
    keys: tuple[Callable[[Cell], str], ...] = (
        lambda cell: cell.grade_id,
        lambda cell: cell.id,
        lambda cell: _normal(cell.source),
    )
    for key in keys:
        positions: dict[str, list[int]] = defaultdict(list)
        for position, cell in enumerate(cells):
            if key(cell) and position not in found.values():
                positions[key(cell)].append(position)
        for number, each in enumerate(master.cells):
            candidates = positions.get(key(each.cell))
            if number not in found and candidates:
                # Of several copies, an unchanged one stands where the master's cell stood.
                same = [position for position in candidates if not _differs(cells[position], each.cell)]
                found[number] = (same or candidates)[0]
                candidates.remove(found[number])
    return found


def _adopt_answers_by_place(master: Master, cells: Sequence[Cell], found: dict[int, int], notes: "_Notes") -> None:
    """Where an answer cell has lost every mark, take the code cell directly before its check cell."""
    taken = set(found.values())
    checks = {each.question: number for number, each in enumerate(master.cells) if each.role == "check"}
    for number, each in enumerate(master.cells):
        check_at = found.get(checks[each.question]) if each.role == "answer" and each.question in checks else None
        if number in found or check_at is None:
            continue
        for position in range(check_at - 1, -1, -1):
            if position in taken:
                break
            if cells[position].kind == "code" and cells[position].source.strip():
                found[number] = position
                taken.add(position)
                notes.add("{} had lost its mark and was found by its place", each.label)
                break


def _note_repairs(master: Master, cells: Sequence[Cell], found: dict[int, int], notes: "_Notes") -> None:
    if not found:
        notes.add("no cell of the lesson was found in the notebook", "")
        return
    for number, each in enumerate(master.cells):
        if number not in found:
            repair = "counts as blank" if each.role == "answer" else "was restored"
            notes.add(f"{{}} was missing and {repair}", each.label)
            continue
        cell = cells[found[number]]
        if cell.kind != "code":
            notes.add(f"{{}} was turned into {_plain_kind(cell.kind)} and back into code", each.label)
        if each.role != "answer" and _normal(cell.source) != _normal(each.cell.source):
            notes.add("{} was edited and the original was used", each.label)
        by_id_or_source = cell.id == each.cell.id or _normal(cell.source) == _normal(each.cell.source)
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
    return re.sub(r"[ \t]+$", "", source, flags=re.MULTILINE).strip()


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
