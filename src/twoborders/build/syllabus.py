"""The generated tables of the syllabus: outcomes with their sections, questions and criteria, and the weeks.

The outcomes are those that a lesson's card promises; ``sheets.toml`` says where each is learned, asked and marked.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import nbformat

from twoborders import questions
from twoborders.build import clock, readme, sheets, stated
from twoborders.build.form.reading import source
from twoborders.build.notebooks import BuildError
from twoborders.build.site.markdown import anchor


def weeks(lessons: Sequence[nbformat.NotebookNode], stems: Sequence[str]) -> str:
    """Return the table of weeks: the lesson of each, the minutes of its exercise, and where its readings stand."""
    rows = ["| Week | Lesson | Question | Exercise at home | Read before |", "|---|---|---|---|---|"]
    for week, (lesson, stem) in enumerate(zip(lessons, stems, strict=True), start=1):
        row = readme.lesson(lesson, stem, has_exercise=True)
        known = stated.minutes([questions.get(each) for each in questions.ids(row.number)])
        readings = f"readings.md#{anchor(f'Lesson {row.number}: {row.title}')}"
        rows.append(
            f"| {week} | [{row.number}. {row.title}](../{stem}.ipynb) | {row.question} "
            f"| {known} to {stated.NEW_TO_PANDAS * known} minutes | [readings {row.number}]({readings}) |"
        )
    return "\n".join(rows)


def outcomes(lessons: Sequence[nbformat.NotebookNode], words: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the table of outcomes: what a lesson's card promises, and where it is learned, asked and marked.

    Raises BuildError for an outcome that no question asks, or an entry that names an unknown section or question.
    """
    rows = ["| Lesson | A learner can | Sections | Questions | Project |", "|---|---|---|---|---|"]
    found = []
    for lesson in lessons:
        number = lesson["metadata"]["twoborders"]["lesson"]
        entries, promised = words.get(number, {}).get("outcomes", []), promises(lesson)
        here = f'{sheets.WORDS}: outcomes of ["{number}"]'
        if len(entries) != len(promised):
            found.append(f"{here}: there are {len(entries)}, and the lesson's card promises {len(promised)}")
            continue
        known, ids = set(clock.headings(lesson).values()), questions.ids(number)
        used = {each for entry in entries for each in entry["questions"]}
        found += [
            f'{here}: "{outcome}" is asked by no question'
            for outcome, entry in zip(promised, entries, strict=True)
            if not entry["questions"]
        ]
        found += [
            f'{here}: the lesson has no section "{each}"'
            for entry in entries
            for each in entry["sections"]
            if each not in known
        ]
        found += [f"{here}: there is no question {each}" for each in sorted(used - set(ids))]
        for outcome, entry in zip(promised, entries, strict=True):
            sections = ", ".join(
                each.partition(". ")[0] if each[0].isdigit() else f"*{each}*" for each in entry["sections"]
            )
            rows.append(f"| {number} | {outcome} | {sections} | {', '.join(entry['questions'])} | {entry['project']} |")
    if found:
        raise BuildError(found)
    return "\n".join(rows)


def promises(lesson: nbformat.NotebookNode) -> list[str]:
    """Return the outcomes that a lesson's card promises."""
    for cell in lesson["cells"]:
        if match := re.search(r"^\| *You will be able to *\| *(.+?) *\|$", source(cell), re.MULTILINE):
            return [each.strip() for each in match[1].split(";")]
    return []
