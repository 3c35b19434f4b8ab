"""marks.csv: the sheet in which a person marks the argued answers, and the way of its marks into the results."""

import csv
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from twoborders import questions
from twoborders.grade.files import cell, one_line, plain, unguarded, write_rows
from twoborders.grade.marking.results import as_line, read_lines, whole
from twoborders.grade.reports.course import Course, argued
from twoborders.grade.reports.nearness import Close
from twoborders.grade.reports.sheets import SheetError, encoding_of
from twoborders.questions.core import CRITERIA, MOST_MARK, points_by_criteria
from twoborders.work.store import replacing

COLUMNS = (
    *("learner", "lesson", "question", "title", "possible", "mark", *CRITERIA, "comment"),
    *("close to", "rubric", "answer", "answer id"),
)
NEEDED = ("mark", "answer id")
NOT_COMPARED: Close = {}
SHOWN_ERRORS = 10
MAX_BEFORE = 4
"""So many lines may stand before the headings: Excel's "sep=;", the name that Numbers gives a table, empty ones."""
UNITS = r"(?:points?|pts?|p|marks?|puntos?|pontos?|punkte?)\.?"
MARK = re.compile(rf"(\d{{0,6}})(?:[.,'’·٫．，](\d{{0,20}}))?\s*([¼-¾⅐-⅞]?)\s*(?:{UNITS})?", re.IGNORECASE)  # noqa: RUF001
"""A mark as people write it: whole, decimals behind any country's sign, a fraction; 2, 2,5, .5, 2'5, 1½, 2.5 points."""


@dataclass(frozen=True)
class Row:
    """A row of a sheet in which a person has written; ``number`` as a spreadsheet counts, the header being row 1.

    ``criteria`` are the marks for the criteria that have one, by name.
    """

    number: int
    answer_id: str
    mark: str
    criteria: Mapping[str, str]
    comment: str
    whose: str

    @property
    def marks(self) -> dict[str, float | None]:
        """The numbers of the criteria, by name; None where it is no number."""
        return {name: points_of(text) for name, text in self.criteria.items()}

    def points(self, possible: float) -> float | None:
        """What all criteria give together, or else the mark; None where both are missing, or the mark is no number."""
        given = self.marks.values()
        if len(self.criteria) == len(CRITERIA) and None not in given:
            return points_by_criteria([mark for mark in given if mark is not None], possible)
        return points_of(self.mark)


def answer_id(learner: str, lesson: str, question: str, text: str) -> str:
    """A short fingerprint of one answer of one learner.

    It names the row alone, because a spreadsheet makes a date of "01-9" and 7 of "007". It begins with a letter,
    or a spreadsheet would take some for numbers.
    """
    parts = json.dumps([learner, lesson, question, text])
    return "a" + hashlib.sha256(parts.encode()).hexdigest()[:14]


# The sheet is written --------------------------------------------------------------------------------


def write_marks(path: Path, course: Course, close: Close = NOT_COMPARED) -> list[str]:
    """Write the sheet: one row per argued answer that counts, with the marks given so far and what it is close to.

    What a person has typed into an earlier sheet at ``path`` and not merged yet goes on into the new one. Where
    a mark or comment has no row any more, or the results have another, the earlier sheet is kept, and a sentence
    says so.
    """
    typed, told = _typed(path)
    if typed:
        written = ("mark", *CRITERIA, "comment")
        new = {
            row["answer id"]: {name: row[name] for name in written}
            for row in _rows(course, typed, close)
            if row["answer id"] in typed
        }
        unmarked = {row["answer id"] for row in _rows(course, {}, close) if not row["mark"]}
        waiting = sum(bool(row.mark or row.criteria) and row.answer_id in unmarked for row in typed.values())
        lost = sum(not _is_in(row, new.get(row.answer_id)) for row in typed.values())
        if waiting:
            told.append(f"{_marks(waiting)} in {path.name} not merged yet. To merge: --marks {path}")
        if lost:
            told.append(
                f"{lost} {'row' if lost == 1 else 'rows'} of {path.name} did not go into the new sheet: the answer has "
                f"changed or is gone, or has another mark now. The earlier sheet is kept as {_keep(path).name}."
            )
    rows = ([row[name] for name in COLUMNS] for row in _rows(course, typed, close))
    write_rows(path, chain([COLUMNS], rows))
    return told


def _is_in(row: Row, new: Mapping[str, str] | None) -> bool:
    """Whether what a person has written in a row is in its new row."""
    if new is None or any(points_of(text) != points_of(new[name]) for name, text in row.criteria.items()):
        return False
    if row.mark and row.mark != new["mark"] and points_of(row.mark) != points_of(new["mark"]):
        return False
    return not row.comment or row.comment == _shown(new["comment"])


def _typed(path: Path) -> tuple[dict[str, Row], list[str]]:
    """The rows of an earlier sheet that a person has written into, by answer id; and what is to be told."""
    if not path.exists():
        return {}, []
    try:
        return {row.answer_id: row for row in _read_rows(path)}, []
    except SheetError:
        return {}, [f"{path.name} could not be read as a sheet of marks. It is kept as {_keep(path).name}."]


def _keep(path: Path) -> Path:
    """Copy a sheet to a name that is free."""
    content = path.read_bytes()
    for count in range(1, 10_000):
        kept = path.with_name(f"{path.stem}-earlier-{count}{path.suffix}")
        with suppress(FileExistsError), kept.open("xb") as stream:
            stream.write(content)
            return kept
    raise SheetError(f"There are too many earlier sheets beside {path}. Move them to another folder.")


def _rows(course: Course, typed: Mapping[str, Row], close: Close) -> Iterator[dict[str, str]]:
    for learner in course.learners():
        for lesson, result in learner.lessons.items():
            for question, verdict in argued(result):
                text = verdict.get("text", "")
                own_id = answer_id(learner.name, lesson, question, text)
                mark, comment, criteria = "", "", dict.fromkeys(CRITERIA, "")
                if verdict["outcome"] == "marked":
                    mark, comment = f"{verdict['points']:g}", verdict.get("comment", "")
                    criteria |= {name: f"{given:g}" for name, given in verdict.get("criteria", {}).items()}
                if own_id in typed and not mark:
                    mark, comment = typed[own_id].mark, typed[own_id].comment
                    criteria |= typed[own_id].criteria
                title, rubric = about(question)
                yield {
                    "learner": one_line(learner.name),
                    "lesson": lesson,
                    "question": f"Q {question}",
                    "title": title,
                    "possible": f"{verdict['possible']:g}",
                    "mark": mark,
                    **criteria,
                    "comment": comment,
                    "close to": ", ".join(close.get((learner.name, question), ())),
                    "rubric": "\n".join(f"{name}: {best}" for name, best in rubric.items()),
                    # The sheet would show an empty first line, and an apostrophe before it.
                    "answer": text.strip(),
                    "answer id": own_id,
                }


def about(question: str) -> tuple[str, Mapping[str, str]]:
    """A question's title and its rubric; empty for one that the kit does not have."""
    try:
        known = questions.get(question)
    except questions.QuestionError:
        return "", {}
    return known.title, known.rubric


# The sheet is read -----------------------------------------------------------------------------------


def merge(sheet: Path, results: Path) -> list[str]:
    """Put the marks of a sheet into the results, and say in sentences what was done and what was not.

    The sheet may be as Excel, LibreOffice or Google Sheets saves it. An empty cell changes nothing. Where an
    answer has changed since the sheet was written, its mark is not merged. Raises SheetError, and merges
    nothing, for a file that is no sheet of marks, for results that are not there, for a mark that is no number from 0
    to the question's points, and for one that differs from what its criteria give.
    """
    rows = _read_rows(sheet)
    if not results.exists():
        raise SheetError(f"There are no results to mark: {results} does not exist. Grade the notebooks first.")
    marked = [row for row in rows if row.mark or len(row.criteria) == len(CRITERIA)]
    ids = {row.answer_id for row in marked}
    answers = {
        own_id: verdict for _, _, result in read_lines(results) for verdict, own_id in _answers(result) if own_id in ids
    }
    found = [row for row in marked if row.answer_id in answers]
    wrong = [*_twice(found), *(problem for row in found if (problem := _problem(row, answers[row.answer_id])))]
    if wrong:
        more = [f"... and {len(wrong) - SHOWN_ERRORS} more."] if len(wrong) > SHOWN_ERRORS else []
        raise SheetError(
            "\n".join([f"{sheet} was not merged, because some marks are wrong.", *wrong[:SHOWN_ERRORS], *more])
        )
    if found:
        _rewrite(results, {row.answer_id: row for row in found})
    told = [f"{_marks(len({row.answer_id for row in found}))} merged."]
    if encoding_of(sheet) == "cp1252" and not all(row.comment.isascii() for row in found):
        told.append(f"{sheet.name} is not in UTF-8: look whether letters with accents in its comments are right.")
    for row in rows:
        if row not in marked:
            lacks = f"only {len(row.criteria)} of {len(CRITERIA)} criteria" if row.criteria else "a comment and no mark"
            told.append(f"Row {row.number} ({row.whose}) was not merged: it has {lacks}.")
        elif row.answer_id not in answers:
            told.append(
                f"Row {row.number} ({row.whose}) was not merged: its answer has changed since then, or is gone."
            )
    return told


def _marks(count: int) -> str:
    return f"{count} mark" if count == 1 else f"{count} marks"


def _read_rows(path: Path) -> list[Row]:
    """The rows in which a person has given a mark or a comment, whatever character set and separator the file has."""
    encoding = encoding_of(path)
    csv.field_size_limit(1 << 30)  # a comment may be of any length
    try:
        for separator in ",;\t":
            with path.open(encoding=encoding, errors="replace", newline="") as stream:
                if stream.read(1) != "\ufeff":
                    stream.seek(0)
                records = csv.reader(stream, delimiter=separator)
                for number, record in enumerate(islice(records, MAX_BEFORE + 1), start=1):
                    header = [_read(name).casefold() for name in record]
                    if all(name in header for name in NEEDED):
                        return list(_given(records, header, number + 1))
    except csv.Error as error:
        raise SheetError(f"{path} is no sheet that can be read ({error}). Save it as CSV UTF-8.") from error
    raise SheetError(
        f"{path} has no row of headings with {' and '.join(map(repr, NEEDED))}. Fill in the sheet marks.csv that "
        "twoborders grade writes, keep its headings, and save it as CSV UTF-8."
    )


def _given(records: Iterator[list[str]], header: Sequence[str], first: int) -> Iterator[Row]:
    at = {name: header.index(name) for name in COLUMNS if name in header}
    for number, record in enumerate(records, first):
        cells = {name: _read(record[place]) for name, place in at.items() if place < len(record)}
        mark, comment = cells.get("mark", ""), cells.get("comment", "")
        criteria = {name: cells[name] for name in CRITERIA if cells.get(name)}
        if mark or comment or criteria:
            whose = ", ".join(one_line(cells.get(name, ""), 60) for name in ("learner", "question"))
            yield Row(number, cells.get("answer id", ""), mark, criteria, comment, whose)


def _read(text: str) -> str:
    return unguarded(plain(text).strip()).strip()


def _shown(text: str) -> str:
    """A text as it comes back out of the cell in which it was written."""
    return _read(cell(text))


def _answers(result: Mapping[str, Any] | None) -> Iterator[tuple[dict[str, Any], str]]:
    """The argued answers of a result: verdict, answer id."""
    if result is None:
        return
    for question, verdict in argued(result):
        yield verdict, answer_id(result["learner"], result["lesson"], question, verdict.get("text", ""))


def _twice(rows: Sequence[Row]) -> Iterator[str]:
    first: dict[str, Row] = {}
    for row in rows:
        other = first.setdefault(row.answer_id, row)
        differs = (points_of(other.mark), other.marks) != (points_of(row.mark), row.marks)
        if differs or other.comment != row.comment:
            what = "mark" if differs else "comment"
            yield f"Row {row.number} ({row.whose}): row {other.number} has another {what} of this answer. Delete one."


def _problem(row: Row, answer: Mapping[str, Any]) -> str:
    """What is wrong with the marks of a row, or the empty text. A mark that was there before gives way to criteria."""
    possible = answer["possible"]
    given = [("mark", row.mark, possible), *((name, text, MOST_MARK) for name, text in row.criteria.items())]
    for what, text, most in given:
        mark = points_of(text)
        if text and (mark is None or mark > most):
            said = one_line(text, 40)
            return f"Row {row.number} ({row.whose}): the {what} {said!r} is no number from 0 to {most:g}. Correct it."
    mark, points = points_of(row.mark), row.points(possible)
    is_old = answer["outcome"] == "marked" and mark == answer["points"]
    if mark is not None and points is not None and abs(mark - points) > 0.005 and not is_old:
        return (
            f"Row {row.number} ({row.whose}): the mark is {mark:g}, and its criteria give {points:g}. Delete the "
            "one or the other."
        )
    return ""


def points_of(mark: str) -> float | None:
    """The number in a cell, or None where there is none; see ``MARK``."""
    found = MARK.fullmatch(mark)
    if not found or not any(found.groups()) or (found[2] and found[3]):
        return None
    # float() takes the digits of every script.
    return float(f"{found[1] or 0}.{found[2] or 0}") + (unicodedata.numeric(found[3]) if found[3] else 0)


def _rewrite(results: Path, rows: Mapping[str, Row]) -> None:
    with replacing(results) as new:
        for _, line, result in read_lines(results):
            marked = [(verdict, rows[own_id]) for verdict, own_id in _answers(result) if own_id in rows]
            for verdict, row in marked:
                earlier = verdict.get("comment", "")
                # A comment that the sheet could only show in part, and that nobody changed, stays whole.
                comment = earlier if row.comment == _shown(earlier) else row.comment
                points = whole(row.points(verdict["possible"]) or 0)
                if row.criteria or points != verdict["points"]:
                    verdict["criteria"] = {name: whole(mark or 0) for name, mark in row.marks.items()}
                verdict |= {
                    "points": points,
                    "comment": comment or earlier,
                    "outcome": "marked",
                }
            if result is not None and marked:
                result["points"] = whole(sum(verdict["points"] for verdict in result["questions"].values()))
                line = as_line(result).encode()
            new.write(line)
