"""The form of a solution: each question in its order, and all the questions of its lesson."""

import re
from collections.abc import Sequence

from twoborders.build import stated
from twoborders.build.form.reading import Cell, Notebook, Problem, name, source
from twoborders.questions import Question
from twoborders.questions.comparing import count


def question_problems(notebook: Notebook) -> list[Problem]:
    """Each question stands in its order: text, answer, check."""
    found = []
    roles: dict[str, list[Cell]] = {}
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        match = re.fullmatch(r"(\d\d-\d+)(?:-(question|answer|check))?", grade_id)
        if match:
            roles.setdefault(match[1], []).append(cell)
    if not roles:
        return [Problem("notebook", "there is no question", "Make one: twoborders new question.")]
    for question, parts in roles.items():
        ids = [cell["metadata"]["nbgrader"]["grade_id"].removeprefix(question) for cell in parts]
        argue = ids == ["-question", "", "-check"]
        if not argue and ids != ["-question", "-answer", ""]:
            what = f"its cells are {ids}, not text, answer and check in this order"
            found.append(Problem(f"question {question}", what, "Move or add cells; the grade_id says what a cell is."))
            continue
        check = parts[2]
        if source(check) != f'check("{question}")':
            what = f'it is not the one call check("{question}")'
            found.append(Problem(name(check), what, "Leave this call alone in the cell."))
    return found


def asked_problems(notebook: Notebook, asked: Sequence[Question]) -> list[Problem]:
    """The solution asks the questions of its lesson, each once, and no others."""
    there = [
        cell["metadata"]["nbgrader"]["grade_id"]
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade")
    ]
    known = [question.id for question in asked]
    found = [
        Problem(f"question {each}", "it has no cells in this notebook", "Add its text, answer and check.")
        for each in known
        if each not in there
    ]
    return found + [
        Problem(f"question {each}", "src/twoborders/questions has no such question", "Add its entry there.")
        for each in there
        if each not in known
    ]


QUESTIONS, POINTS, KINDS = (7, 9), (14, 20), 5
"""What has proved right for one sitting; another number may be right for another exercise."""


def advice(notebook: Notebook, asked: Sequence[Question]) -> list[Problem]:
    """Return what is a matter of taste: the size of an exercise and how varied it is."""
    found = []
    points = sum(question.points for question in asked)
    if not QUESTIONS[0] <= len(asked) <= QUESTIONS[1]:
        what = f"it has {count(len(asked), 'question')}; {QUESTIONS[0]} to {QUESTIONS[1]} fill one sitting"
        found.append(Problem("notebook", what, "Think of moving or joining some."))
    if not POINTS[0] <= points <= POINTS[1]:
        what = f"it gives {stated.points(points)}; the other exercises give {POINTS[0]} to {POINTS[1]}"
        found.append(Problem("notebook", what, "Think of other points, so that every lesson counts alike."))
    kinds = {question.kind for question in asked}
    if len(kinds) < KINDS:
        named = f"{count(len(kinds), 'kind')} ({', '.join(sorted(kinds))})"
        what = f"its questions are of {named}; {KINDS} keep a learner awake"
        found.append(Problem("notebook", what, "Think of a chart to draw, a function to write, a view to argue."))
    found += [
        Problem("notebook", f"no question is of the kind {kind}", "Think of one.")
        for kind in ("figure", "function", "argue")
        if kind not in kinds
    ]
    if not any(cell.get("id", "").endswith("-draft") for cell in notebook["cells"]):
        found.append(
            Problem("notebook", "no question asks to mend something", 'Think of a cell "-draft" with a fault.')
        )
    return found
