"""marks.csv: the sheet in which a person marks the argued answers, and the way of its marks into the results."""

import codecs
import csv
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from twoborders import questions
from twoborders.grade.files import one_line, replacing, write_rows
from twoborders.grade.marking.results import as_line, read_lines, whole
from twoborders.grade.reports.course import Course, argued

COLUMNS = (
    *("learner", "lesson", "question", "title", "possible", "mark", "comment"),
    *("best level", "middle level", "lowest level", "answer", "answer id"),
)
NEEDED = ("mark", "answer id")
LONGEST_CELL = 30_000
"""Characters of an answer in the sheet: Excel cuts a cell off at 32,767."""
SHOWN_ERRORS = 10


class MarksError(Exception):
    """The sheet cannot be used; the text names file, row and thing, and the way out."""


@dataclass(frozen=True)
class Row:
    """A row of a sheet with a mark or a comment; ``number`` as a spreadsheet counts, the header being row 1."""

    number: int
    answer_id: str
    mark: str
    comment: str
    whose: str


def answer_id(learner: str, lesson: str, question: str, text: str) -> str:
    """A short fingerprint of one answer of one learner.

    It names the row alone, because a spreadsheet makes a date of "01-9" and 7 of "007". It begins with a letter,
    or a spreadsheet would take some for numbers.
    """
    parts = json.dumps([learner, lesson, question, text])
    return "a" + hashlib.sha256(parts.encode()).hexdigest()[:14]


# The sheet is written --------------------------------------------------------------------------------


def write_marks(path: Path, course: Course) -> list[str]:
    """Write the sheet: one row per argued answer that counts, with the marks given so far.

    What a person has typed into an earlier sheet at ``path`` and not merged yet goes on into the new one. Where
    a mark has no row any more, or the results have another, the earlier sheet is kept, and a sentence says so.
    """
    typed, told = _typed(path)
    if typed:
        given = {row[-1]: row[5] for row in _rows(course, {}) if row[-1] in typed}
        marks = {row.answer_id: row.mark for row in typed.values() if row.mark}
        lost = [each for each, mark in marks.items() if given.get(each) != "" and not _same(mark, given.get(each))]
        waiting = [each for each in marks if given.get(each) == ""]
        if waiting:
            told.append(f"{_marks(len(waiting))} in {path.name} not merged yet. To merge: --marks {path}")
        if lost:
            told.append(
                f"{_marks(len(lost))} in {path.name} did not go into the new sheet: the answer has changed or is gone, "
                f"or has another mark now. The earlier sheet is kept as {_keep(path).name}."
            )
    # With a byte order mark, without which Excel reads the file as if it were not UTF-8.
    header = [COLUMNS]
    write_rows(path, (row for part in (header, _rows(course, typed)) for row in part), encoding="utf-8-sig")
    return told


def _same(mark: str, given: str | None) -> bool:
    return given is not None and (mark == given or points_of(mark) == points_of(given))


def _typed(path: Path) -> tuple[dict[str, Row], list[str]]:
    """The rows of an earlier sheet that a person has written into, by answer id; and what is to be told."""
    if not path.exists():
        return {}, []
    try:
        return {row.answer_id: row for row in _read_rows(path)}, []
    except MarksError:
        return {}, [f"{path.name} could not be read as a sheet of marks. It is kept as {_keep(path).name}."]


def _keep(path: Path) -> Path:
    """Copy a sheet to a name that is free."""
    content = path.read_bytes()
    for count in range(1, 10_000):
        kept = path.with_name(f"{path.stem}-earlier-{count}{path.suffix}")
        with suppress(FileExistsError), kept.open("xb") as stream:
            stream.write(content)
            return kept
    raise MarksError(f"There are too many earlier sheets beside {path}. Move them to another folder.")


def _rows(course: Course, typed: Mapping[str, Row]) -> Iterator[Sequence[str]]:
    for learner in course.learners():
        for lesson, result in learner.lessons.items():
            for question, verdict in argued(result):
                yield _row(learner.name, lesson, question, verdict, typed)


def _row(learner: str, lesson: str, question: str, verdict: Mapping, typed: Mapping[str, Row]) -> list[str]:
    text = verdict.get("text", "")
    own_id = answer_id(learner, lesson, question, text)
    text = text.strip()  # the sheet would show an empty first line, and an apostrophe before it
    given, comment = _given(verdict)
    if own_id in typed and not given:
        given, comment = typed[own_id].mark, typed[own_id].comment
    if len(text) > LONGEST_CELL:
        text = f"{text[:LONGEST_CELL]} (cut here: {len(text):,} characters; all of it is in results.jsonl)"
    name, levels = about(question)
    return [learner, lesson, question, name, f"{verdict['possible']:g}", given, comment, *levels, text, own_id]


def _given(verdict: Mapping) -> tuple[str, str]:
    if verdict["outcome"] != "marked":
        return "", ""
    return f"{verdict['points']:g}", verdict.get("comment", "")


def about(question: str) -> tuple[str, list[str]]:
    """A question's title and the three levels of its rubric; empty texts for one that the kit does not have."""
    try:
        known = questions.get(question)
    except questions.QuestionError:
        return "", ["", "", ""]
    return known.title, [*known.rubric, "", "", ""][:3]


# The sheet is read -----------------------------------------------------------------------------------


def merge(sheet: Path, results: Path) -> list[str]:
    """Put the marks of a sheet into the results, and say in sentences what was done and what was not.

    The sheet may be as Excel, LibreOffice or Google Sheets saves it. An empty cell changes nothing. Where an
    answer has changed since the sheet was written, its mark is not merged. Raises MarksError, and merges
    nothing, for a file that is no sheet of marks, for results that are not there, and for a mark that is no
    number from 0 to the question's points.
    """
    rows = _read_rows(sheet)
    if not results.exists():
        raise MarksError(f"There are no results to mark: {results} does not exist. Grade the notebooks first.")
    marked = [row for row in rows if row.mark]
    possible = _possible(results, {row.answer_id for row in marked})
    found = [row for row in marked if row.answer_id in possible]
    wrong = [*_twice(found), *(problem for row in found if (problem := _problem(row, possible[row.answer_id])))]
    if wrong:
        more = [f"... and {len(wrong) - SHOWN_ERRORS} more."] if len(wrong) > SHOWN_ERRORS else []
        raise MarksError(
            "\n".join([f"{sheet} was not merged, because some marks are wrong.", *wrong[:SHOWN_ERRORS], *more])
        )
    if found:
        _rewrite(results, {row.answer_id: row for row in found})
    told = [f"{_marks(len(found))} merged."]
    told += [
        f"Row {row.number} ({row.whose}) was not merged: its answer has changed since then, or is gone."
        for row in marked
        if row.answer_id not in possible
    ]
    told += [
        f"Row {row.number} ({row.whose}) was not merged: it has a comment and no mark." for row in rows if not row.mark
    ]
    return told


def _marks(count: int) -> str:
    return f"{count} mark" if count == 1 else f"{count} marks"


def _read_rows(path: Path) -> list[Row]:
    """The rows in which a person has given a mark or a comment."""
    records = _records(path)
    header = [_cell(name).casefold() for name in next(records)]
    at = {name: header.index(name) for name in COLUMNS if name in header}
    rows = []
    for count, record in enumerate(records, start=2):
        cells = {name: _cell(record[place]) for name, place in at.items() if place < len(record)}
        mark, comment = cells.get("mark", ""), cells.get("comment", "")
        if mark or comment:
            whose = ", ".join(one_line(cells.get(name, ""), 60) for name in ("learner", "question"))
            rows.append(Row(count, cells.get("answer id", ""), mark, comment, whose))
    return rows


def _records(path: Path) -> Iterator[list[str]]:
    """The header and then every row of a sheet, whatever character set and separator it was saved with."""
    try:
        encoding = _encoding(path)
        for separator in ",;\t":
            with path.open(encoding=encoding, errors="replace", newline="") as stream:
                # Excel writes such a line first where the separator is not the one of the country.
                if not re.fullmatch(r"sep=.\r?\n", stream.readline(), re.IGNORECASE):
                    stream.seek(0)
                rows = csv.reader(stream, delimiter=separator)
                header = [_cell(name).casefold() for name in next(rows, [])]
                if all(name in header for name in NEEDED):
                    yield header
                    yield from rows
                    return
    except OSError as error:
        raise MarksError(
            f"{path} cannot be read ({error.strerror}). Give the sheet marks.csv that you filled in."
        ) from error
    except csv.Error as error:
        raise MarksError(f"{path} is no sheet that can be read ({error}). Save it as CSV.") from error
    raise MarksError(
        f"{path} has no row of headings with {' and '.join(map(repr, NEEDED))}. Fill in the sheet marks.csv that "
        "twoborders grade writes, keep its first row, and save it as CSV."
    )


def _encoding(path: Path) -> str:
    """What a spreadsheet saved the file as: UTF-16 and UTF-8 as they show themselves, or else the one of Windows."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        if stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        stream.seek(0)
        try:
            while chunk := stream.read(1 << 16):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _cell(text: str) -> str:
    """A cell without the apostrophe that guards it from being a formula."""
    return re.sub(r"^'(?=[=+\-@\t\r\n\d])", "", text.strip()).strip()


def _possible(results: Path, wanted: set[str]) -> dict[str, float]:
    """The points that can be had for each of the wanted answers that are there, by answer id."""
    possible = {}
    for _, _, result in read_lines(results):
        for _, verdict, own_id in _answers(result):
            if own_id in wanted:
                possible[own_id] = verdict["possible"]
    return possible


def _answers(result: Mapping | None) -> Iterator[tuple[str, dict, str]]:
    """The argued answers of a result: question, verdict, answer id."""
    if result is not None:
        for question, verdict in argued(result):
            yield question, verdict, answer_id(result["learner"], result["lesson"], question, verdict.get("text", ""))


def _twice(rows: Sequence[Row]) -> Iterator[str]:
    first: dict[str, Row] = {}
    for row in rows:
        other = first.setdefault(row.answer_id, row)
        if other.mark != row.mark:
            yield f"Row {row.number} ({row.whose}): row {other.number} gives the same answer another mark. Delete one."


def _problem(row: Row, possible: float) -> str:
    mark = points_of(row.mark)
    if mark is None or mark > possible:
        said = one_line(row.mark, 40)
        return f"Row {row.number} ({row.whose}): the mark {said!r} is no number from 0 to {possible:g}. Correct it."
    return ""


def points_of(mark: str) -> float | None:
    """The number in a cell, with a point or a comma, or None where there is none."""
    found = re.fullmatch(r"\d{1,6}(?:[.,]\d{0,6})?", mark, re.ASCII)
    return float(mark.replace(",", ".")) if found else None


def _rewrite(results: Path, rows: Mapping[str, Row]) -> None:
    with replacing(results, "wb") as new:
        for _, line, result in read_lines(results):
            changed = False
            for _, verdict, own_id in _answers(result):
                if own_id in rows:
                    verdict["points"] = whole(points_of(rows[own_id].mark))
                    verdict["comment"] = rows[own_id].comment or verdict.get("comment", "")
                    verdict["outcome"] = "marked"
                    changed = True
            if changed:
                result["points"] = whole(sum(verdict["points"] for verdict in result["questions"].values()))
                line = as_line(result).encode()
            new.write(line)
