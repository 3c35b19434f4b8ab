"""The grading worksheet of Moodle, filled in.

Its headings are words of the teacher's language, so the columns are told by where they stand and by what is in them:
identifier ("Participant 123"), name, what the site shows of a learner, status, grade, maximum, state of the marking,
"can be changed", time of the hand-in, texts, time of the grade, comments. Most of these can be missing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from twoborders.grade.files import one_line
from twoborders.grade.reports.course import Course
from twoborders.grade.reports.pairs import key
from twoborders.grade.reports.platforms import comments, platform_id, total
from twoborders.grade.reports.sheets import SheetError, encoding_of
from twoborders.work.store import replacing

SHOWN = 10
"""So many names stand in a sentence; the rest is counted."""


class Cell(NamedTuple):
    """A cell: its text, and where it stands in the text of the file, with its quotation marks."""

    text: str
    start: int
    end: int


class Worksheet(NamedTuple):
    """A worksheet: its rows without the headings, and the columns of grades and of comments (0 where there is none)."""

    separator: str
    rows: list[list[Cell]]
    grade: int
    comments: int


def fill(sheet: Path, target: Path, course: Course) -> list[str]:
    """Fill a worksheet into another file, and say in sentences what was done. The rest of it stays byte for byte.

    Raises SheetError, and writes nothing, where a column or the lesson cannot be told; OSError.
    """
    encoding = encoding_of(sheet)
    text = sheet.read_bytes().decode(encoding, "surrogateescape")
    worksheet = _worksheet(sheet, text)
    lesson = _lesson(sheet, worksheet, course)
    maximum, possible = _number(worksheet.rows[0][worksheet.grade + 1].text), course.possible(lesson)
    comma = any("," in cell.text for row in worksheet.rows for cell in row[worksheet.grade : worksheet.grade + 2])
    handed_in = {each.name: each.lessons[lesson] for each in course.people() if lesson in each.lessons}
    found = _matches(worksheet, handed_in)
    changes: dict[Cell, str] = {}
    filled, said = 0, ""
    for name, place in found.items():
        if points := total(handed_in[name]):
            filled += 1
            grade = f"{round(float(points) * maximum / possible, 2):g}"
            changes[worksheet.rows[place][worksheet.grade]] = grade.replace(".", ",") if comma else grade
            said = comments(handed_in[name]) or said
            cell = worksheet.rows[place][worksheet.comments]
            if worksheet.comments and key(comments(handed_in[name])) not in key(cell.text):
                changes[cell] = "<br>".join(filter(None, (cell.text, comments(handed_in[name]))))
    with replacing(target) as stream:
        stream.write(_changed(text, worksheet.separator, encoding, changes))
    # Where the names are hidden, the status stands in the second column.
    named = int(len({row[1].text for row in worksheet.rows}) == len(worksheet.rows))
    left = [row[named].text for place, row in enumerate(worksheet.rows) if place not in found.values()]
    missing = [name for name in handed_in if name not in found]
    sentences = {
        f"{target.name}: {filled} of {len(worksheet.rows)} rows filled, with the points of {lesson}.": True,
        f"Moodle's maximum is {maximum:g}, the lesson has {possible:g} points: in proportion.": maximum != possible,
        f"Without a total yet, and as they were: {len(found) - filled}.": len(found) > filled,
        f"{sheet.name} has no column for comments: switch them on in the assignment.": said and not worksheet.comments,
        f"In {sheet.name} and not handed in: {_listed(left)}.": left,
        f"Handed in and not in {sheet.name}: {_listed(missing)}.": missing,
    }
    return [sentence for sentence, holds in sentences.items() if holds]


def names(sheet: Path) -> set[str]:
    """The names, e-mails and logins in a worksheet, in the form of ``key``. Raises SheetError where it is none."""
    text = sheet.read_bytes().decode(encoding_of(sheet), "surrogateescape")
    worksheet = _worksheet(sheet, text)
    return {name for row in worksheet.rows for name in _names(row, worksheet.grade)} - {""}


def _names(row: Sequence[Cell], grade: int) -> Iterator[str]:
    """Whatever a row has of a learner before the grade."""
    for cell in row[1:grade]:
        yield key(cell.text)
        yield key(cell.text.partition("@")[0])


def _worksheet(sheet: Path, text: str) -> Worksheet:
    for separator in ",;\t":
        head, *rows = list(_cells(text, separator)) or [[]]
        if rows and len(head) > 3 and all(_participant(row) for row in rows):
            break
    else:
        raise SheetError(
            f"{sheet} was not filled: its first column is not Moodle's identifier, such as 'Participant 123'. Give "
            "the grading worksheet as you downloaded it from the assignment."
        )
    first: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        if (other := first.setdefault(_participant(row), number)) != number:
            raise SheetError(
                f"{sheet} was not filled: rows {other} and {number} are both of {row[0].text}. "
                "Delete one, or download the worksheet again."
            )
        if len(row) != len(head):
            raise SheetError(
                f"{sheet} was not filled: row {number} has {len(row)} cells, and there are {len(head)} headings. "
                "Download the worksheet again."
            )
    columns = [[cell.text for cell in column] for column in zip(*rows, strict=True)]
    # In every row the time of the grade is "-" or has a clock's time. Behind it stand the comments, if there are any.
    times = [at for at in range(len(columns)) if all(map(_is_time, columns[at]))]
    grades = [at for at in range(1, max(times, default=0) - 1) if _is_grade(columns[at], columns[at + 1])]
    if not grades:
        raise SheetError(
            f"{sheet} was not filled: it has no column of grades with their maximum, one number above 0, behind it, "
            "and then the time of the grade. Let the assignment be graded in points and not on a scale, and download "
            "the worksheet again."
        )
    return Worksheet(separator, rows, grades[-1], times[-1] + 1 if times[-1] + 1 < len(head) else 0)


def _cells(text: str, separator: str) -> Iterator[list[Cell]]:
    """The rows of a CSV text, with the place of each cell; without empty rows."""
    pattern = re.compile(rf'("(?:[^"]|"")*"|[^{separator}\r\n]*)({separator}|\r\n|[\r\n]|\Z)')
    row: list[Cell] = []
    for found in pattern.finditer(text, int(text.startswith("\ufeff"))):
        quoted = re.fullmatch(r'"(.*)"', found[1], re.DOTALL)
        row.append(Cell((quoted[1].replace('""', '"') if quoted else found[1]).strip(), *found.span(1)))
        if found[2] != separator:
            if any(cell.text for cell in row):
                yield row
            row = []


def _participant(row: Sequence[Cell]) -> str:
    """The number at the end of the first cell, or empty."""
    found = re.fullmatch(r"\D{0,60}(\d{1,20})", row[0].text, re.ASCII)
    return found[1] if found else ""


def _is_grade(grades: Sequence[str], maxima: Sequence[str]) -> bool:
    most = _number(maxima[0])
    return len(set(maxima)) == 1 and most > 0 and all(not text or 0 <= _number(text) <= most for text in grades)


def _is_time(text: str) -> bool:
    return text == "-" or (_number(text) < 0 and re.search(r"\d\s?[:.h]\s?\d\d", text) is not None)


def _number(text: str) -> float:
    """A number of the worksheet; -1 where there is none."""
    return float(text.replace(",", ".")) if re.fullmatch(r"\d{1,9}([.,]\d{1,9})?", text) else -1


def _lesson(sheet: Path, worksheet: Worksheet, course: Course) -> str:
    """The lesson of a worksheet: the one in its file's name, or of the hand-ins that have its numbers, or the only."""
    numbers = {_participant(row) for row in worksheet.rows}
    having = {
        lesson
        for learner in course.learners()
        for lesson, result in learner.lessons.items()
        if platform_id([result], "moodle", learner.name) in numbers
    }
    named = [lesson for lesson in course.lessons if lesson.casefold() in sheet.name.casefold()]
    found = named or sorted(having) or course.lessons
    if len(found) == 1:
        return found[0]
    raise SheetError(
        f"{sheet} was not filled: it could be of {len(found)} lessons ({', '.join(found)}). Put the lesson's name into "
        f"the worksheet's, such as {found[0] if found else '01_exercise'}.csv."
    )


def _matches(worksheet: Worksheet, handed_in: dict[str, dict[str, Any]]) -> dict[str, int]:
    """The row of each learner who has one, by Moodle's number.

    Else by e-mail, name or whatever else the worksheet has of a learner before the grade, if it is unique.
    """
    by_number = {_participant(row): place for place, row in enumerate(worksheet.rows)}
    numbers = {name: platform_id([result], "moodle", name) for name, result in handed_in.items()}
    found = {name: by_number[number] for name, number in numbers.items() if number in by_number}
    having: dict[str, set[int]] = {}
    for place in set(by_number.values()) - set(found.values()):
        for name in _names(worksheet.rows[place], worksheet.grade):
            having.setdefault(name, set()).add(place)
    left = Counter(key(name) for name in handed_in if name not in found)
    for name in handed_in:
        places = having.get(key(name), set())
        if name not in found and key(name) and left[key(name)] == len(places) == 1:
            found[name] = min(places)
    return found


def _changed(text: str, separator: str, encoding: str, changes: dict[Cell, str]) -> bytes:
    """The bytes of a worksheet with these texts in the place of their cells."""
    parts, end = [], 0
    for cell, new in sorted(changes.items(), key=lambda change: change[0].start):
        new = new.encode(encoding, "xmlcharrefreplace").decode(encoding)
        quoted = '"' + new.replace('"', '""') + '"'
        parts += [text[end : cell.start], quoted if re.search(rf'[{separator}"\r\n]', new) else new]
        end = cell.end
    return "".join([*parts, text[end:]]).encode(encoding, "surrogateescape")


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(one_line(re.sub("<[^>]*>", " ", name), 60) for name in names[:SHOWN]) + more
