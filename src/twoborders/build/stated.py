"""What notebooks and pages state of the questions: their titles, points and minutes, and how many there are.

All of it has its home in ``twoborders.questions``; the build writes it wherever a person reads it.
"""

import copy
import re
from collections.abc import Sequence

import nbformat

from twoborders.build import clock, pace
from twoborders.questions import Question
from twoborders.questions.comparing import count
from twoborders.questions.comparing.relations import FACTOR, general
from twoborders.questions.core import marked_by

TO_BEGIN = 5
"""Minutes to read and to begin, beside those of the questions."""

NEW_TO_PANDAS = 2
"""So many times as long as somebody who knows pandas a beginner works on a question."""


_HEAD = re.compile(r"\A(## \d+\. [^\n]*)\n\n(?:\*\d+ to \d+ minutes left\.\*\n*)*")
"""How a numbered section begins, with the minutes that are left."""

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def in_solution(solution: nbformat.NotebookNode, asked: Sequence[Question]) -> nbformat.NotebookNode:
    """Return the solution with what it states of its lesson's questions brought up to date.

    That is the title, points and minutes at the head of each question's text and in its metadata under ``twoborders``,
    the points in the cell that is graded, and in the first cell and the notebook's metadata what they add up to. A
    cell of a question that is not among those asked stays as it is.
    """
    solution = copy.deepcopy(solution)
    by_id = {question.id: question for question in asked}
    for cell in solution["cells"]:
        nbgrader = cell["metadata"].get("nbgrader", {})
        grade_id = nbgrader.get("grade_id", "")
        question = by_id.get(grade_id.removesuffix("-question"))
        if question is None:
            continue
        if nbgrader.get("grade"):
            nbgrader["points"] = question.points
        elif grade_id != question.id:
            facts = {"points": question.points, "minutes": question.minutes}
            cell["metadata"]["twoborders"] = {**cell["metadata"].get("twoborders", {}), **facts}
            cell["source"] = _with_head(cell["source"], question)
    if asked:
        first = solution["cells"][0]
        first["source"] = _with_sum(first["source"], asked)
        about = {**solution["metadata"].get("twoborders", {}), "minutes": minutes(asked)}
        solution["metadata"]["twoborders"] = about
    return solution


def in_lesson(lesson: nbformat.NotebookNode, asked: Sequence[Question]) -> nbformat.NotebookNode:
    """Return the lesson with what its texts state of its questions brought up to date.

    That is the time it takes, in the card, at the head of each numbered section and in the metadata, there also for
    each part and path; how many questions there are, in the link "[nine questions on this lesson](...)"; and the points
    and minutes behind the id of a question that is asked in the lesson itself, "**00-1** (1 point, about 3 minutes)".
    """
    lesson = _with_times(copy.deepcopy(lesson))
    # Each pattern of what may stand there, and what should. Neither holds a backslash that re.sub would read.
    wanted = {r"\[\w+ questions? on this lesson\]": f"[{_questions(asked)} on this lesson]"} if asked else {}
    for each in asked:
        old = rf"\*\*{re.escape(each.id)}\*\* \([\d.]+ points?, about \d+ minutes?\)"
        wanted[old] = f"**{each.id}** ({points(each.points)}, about {each.minutes} minutes)"
    for cell in lesson["cells"]:
        if cell["cell_type"] == "markdown":
            for old, new in wanted.items():
                cell["source"] = re.sub(old, new, cell["source"])
    return lesson


def minutes(asked: Sequence[Question]) -> int:
    """Return how long the questions take together, with a beginning, to five minutes."""
    return 5 * round((TO_BEGIN + sum(question.minutes for question in asked)) / 5)


def lesson_minutes(some_cells: Sequence[nbformat.NotebookNode]) -> tuple[int, int]:
    """Return how long cells of a lesson take whoever knows pandas, and a beginner, to five minutes."""
    known, new = (5 * round(each.minutes(pace.amount(some_cells)) / 5) for each in pace.ALONE)
    return known, new


def _with_times(lesson: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a lesson with its minutes in the card and in its metadata, and those that are left at each section."""
    known, new = lesson_minutes(lesson["cells"])
    about = {**lesson["metadata"].get("twoborders", {}), "minutes": known, "minutes_new": new}
    lesson["metadata"]["twoborders"] = clock.with_minutes(lesson, about)
    for place, cell in enumerate(lesson["cells"]):
        if cell["cell_type"] != "markdown":
            continue
        card = f"| Minutes | about {known} if you know pandas, {new} if it is new to you |"
        cell["source"] = re.sub(r"^\| *Minutes *\|.*\|$", card, cell["source"], count=1, flags=re.MULTILINE)
        left = "*{} to {} minutes left.*".format(*lesson_minutes(lesson["cells"][place:]))
        if head := _HEAD.match(cell["source"]):
            cell["source"] = "\n\n".join(filter(None, (head[1], left, cell["source"][head.end() :])))
    return lesson


def points(number: float) -> str:
    """Return a number of points in words for a reader: "1 point", "2.5 points"."""
    return f"{number:g} {'point' if number == 1 else 'points'}"


def spelled(number: int) -> str:
    """Return a small number in words, and a larger one in digits."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def exercises(asked: Sequence[Question], number: int) -> str:
    """Return the sentence of the guide on the questions of a number of exercises."""
    said = f"{count(len(asked), 'question')} and {points(sum(question.points for question in asked))}"
    return f"The {spelled(number)} exercises have {said}: for each question, one thing to find out."


def kit(lessons: int, tables: int, explorers: int, asked: Sequence[Question], number: int) -> str:
    """Return the sentence of README.md on what the kit holds; ``number``: of exercises."""
    said = f"{count(len(asked), 'graded question')} ({points(sum(question.points for question in asked))})"
    return (
        f"{spelled(lessons).capitalize()} lessons, {count(explorers, 'explorer')}, {count(tables, 'table')} of public "
        f"figures, and {spelled(number)} exercises with {said}."
    )


def general_mistakes() -> str:
    """Return the table of the guide on the mistakes that the kit looks for in every question."""
    factors = [each for each in general().values() if FACTOR in each.name]
    rows = ["| Mistake | What the kit says | Ask back |", "|---|---|---|"]
    for each in general().values():
        if each not in factors:
            rows.append(f"| {each.name} | {each.message} | {each.ask} |")
        elif each is factors[0]:  # they differ by their number alone
            first, last = (one.name.split()[0] for one in (factors[0], factors[-1]))
            rows.append(f"| {first} to {last} {FACTOR} large, or too small | {each.message} | {each.ask} |")
    return "\n".join(rows)


def _with_head(source: str, question: Question) -> str:
    body = re.sub(rf"\A\s*#+ *{re.escape(question.id)}\b[^\n]*\n*", "", source)
    body = re.sub(r"\A\s*[\d.]+ points?, about \d+ minutes?\.[ \t]*\n*", "", body)
    body = re.sub(r"\A\s*A person marks this answer\. [^\n]*\n*", "", body)
    head = f"## {question.id}. {question.title}\n\n{points(question.points)}, about {question.minutes} minutes."
    if question.kind == "argue":
        head += f"\n\nA person marks this answer. {marked_by('**')}"
    return f"{head}\n\n{body}".rstrip()


def _with_sum(source: str, asked: Sequence[Question]) -> str:
    said = _sum(asked)
    paragraph = re.compile(r"^\w+ questions? on lesson \d\d\. [^\n]*$", re.MULTILINE)
    if paragraph.search(source):
        return paragraph.sub(lambda _: said, source, count=1)
    title, _, rest = source.partition("\n")
    return f"{title}\n\n{said}\n{rest}".rstrip()


def _sum(asked: Sequence[Question]) -> str:
    total = sum(question.points for question in asked)
    by_hand = sum(question.points for question in asked if question.kind == "argue")
    worth = f"They are worth {points(total)}, {total - by_hand:g} of which the kit checks at once; "
    worth += f"a person marks the other {by_hand:g}."
    if not by_hand:
        worth = f"They are worth {points(total)}; the kit checks all of them at once."
    return (
        f"{_questions(asked).capitalize()} on lesson {asked[0].lesson}. {worth} "
        f"Plan about {minutes(asked)} minutes, and {NEW_TO_PANDAS * minutes(asked)} minutes if pandas is new to you."
    )


def _questions(asked: Sequence[Question]) -> str:
    return f"{spelled(len(asked))} {'question' if len(asked) == 1 else 'questions'}"
