"""The no-code sheets: four questions a lesson, and every figure in them stands in the stored outputs of its section."""

import json
import re

import pytest

from twoborders.tables import ROOT

SHEET = (ROOT / "notebooks/instructor/no_code.md").read_text(encoding="utf-8")
LESSONS = {path.name[:2]: path for path in sorted((ROOT / "notebooks").glob("0*.ipynb"))}
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
COUNTS = re.compile(r"\b(?:per|of) 100(?:,000)?\b|\b(?:19|20)\d\d\b|\b7 June\b")
"""Bases, years and the day of the article stand in the question itself."""


def rows(lesson: str) -> list[list[str]]:
    """The rows of a lesson's sheet: question, where, answer, wrong answer."""
    part = SHEET.split(f"\n## Lesson {lesson}\n")[1].split("\n## ")[0]
    table = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def numbers(text: str) -> set[float]:
    return {float(each.replace(",", "").rstrip(".")) for each in NUMBER.findall(text)}


def stored(lesson: str) -> dict[str, str]:
    """What the stored outputs of each section say, by "Section 1" or the heading."""
    found: dict[str, str] = {}
    section = ""
    for cell in json.loads(LESSONS[lesson].read_bytes())["cells"]:
        heading = re.match(r"## (?:(\d)\. )?([^\n]+)", "".join(cell["source"]))
        if cell["cell_type"] == "markdown" and heading:
            section = f"Section {heading[1]}" if heading[1] else heading[2]
        for output in cell.get("outputs", ()):
            text = output.get("text") or output.get("data", {}).get("text/plain", "")
            found[section] = found.get(section, "") + "\n" + "".join(text)
    return found


def test_each_lesson_has_a_sheet_of_four_questions():
    assert re.findall(r"^## Lesson (\d\d)$", SHEET, re.MULTILINE) == list(LESSONS)
    assert {lesson: len(rows(lesson)) for lesson in LESSONS} == dict.fromkeys(LESSONS, 4)
    assert all(all(cells) and len(cells) == 4 for lesson in LESSONS for cells in rows(lesson))


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_figure_of_a_sheet_stands_in_the_outputs_of_its_section(lesson):
    outputs = stored(lesson)
    for question, where, answer, wrong in rows(lesson):
        assert where in outputs
        asked = numbers(COUNTS.sub("", f"{question} {answer} {wrong}"))
        assert asked <= numbers(outputs[where]), (question, asked - numbers(outputs[where]))
        assert numbers(answer), question
