"""The form of a lesson: title, card, anatomy, sections, setup, size, claims, paths and discussion."""

import ast
import builtins
import re
from collections.abc import Mapping
from typing import Any

from twoborders.build.form.numbers import loose_in_words, prose_numbers
from twoborders.build.form.reading import (
    Cell,
    Notebook,
    Problem,
    about,
    by_section,
    cells,
    headings,
    is_card,
    name,
    plain,
    sections,
    source,
)

CODE_CELLS = (12, 25)
WORDS_PER_CODE_CELL = (60, 110)
SECTIONS = (3, 5)
NUMBERS_SEEN = 8
"""So many numbers stay in the head of somebody who reads *What we see*."""

MINUTES_LEFT = re.compile(r"^\*\d+ to \d+ minutes left\.\*$", re.MULTILINE)
PREDICTION = re.compile(r'predict\("\d\d-p\d+"\)')

CARD_ROWS = ("You will be able to", "You need", "Minutes", "Data")

BEFORE_SECTIONS = (r"The claims?", r"Setup", r"Meet the data")
SECTION = r"(\d+)\. \S.*"
AFTER_SECTIONS = (
    r"Try it",
    r"Check yourself",
    r"Back to the claims?",
    r"Exercise",
    r"Key points",
    r"Sources and licence",
)

PARTS = ("Predict.", "What we see.", "What it does not show.")
DISCUSSION = ("Another reading.", "Discuss.")
_ADD_PART = "Add a paragraph that begins with these words."
_ON_PATH = "Make it in a cell that no path leaves out, or leave this cell's part out too (metadata, plan)."


def title_problems(notebook: Notebook) -> list[Problem]:
    """The first cell holds the one title, and the question that the notebook's metadata also holds."""
    if not notebook["cells"] or notebook["cells"][0]["cell_type"] != "markdown":
        return [
            Problem("first cell", "it is no text with the title", 'Begin the notebook with a text: "# " and the title.')
        ]
    first = source(notebook["cells"][0])
    found = []
    titles = [text for level, text in headings(notebook) if level == 1]
    if len(titles) != 1 or not re.match(r"# +\S", first):
        what = f"it must begin with the one title of the notebook, and there are {len(titles)}"
        found.append(Problem("first cell", what, "Give the title one #, and every other heading two or more."))
    question = about(notebook).get("question", "")
    if not question.endswith("?"):
        mend = 'Write it there as "question", with its question mark.'
        found.append(Problem("notebook metadata", "it has no question under twoborders", mend))
    elif question.lower() not in re.sub(r"\s+", " ", plain(first)).lower():
        what = "it does not hold the question of the notebook's metadata"
        found.append(Problem("first cell", what, "Make the two the same, word for word."))
    return found


def card_problems(notebook: Notebook) -> list[Problem]:
    """The second cell is the card; its minutes are written by the build."""
    if len(notebook["cells"]) < 2 or not is_card(notebook["cells"][1]):
        what = "it is not the card, a table with a row Minutes"
        return [Problem("second cell", what, f"Put the table there, with the rows {', '.join(CARD_ROWS)}.")]
    rows = dict(re.findall(r"^\|\s*([^|]*?)\s*\|\s*(.*?)\s*\|\s*$", source(notebook["cells"][1]), re.MULTILINE))
    found = []
    for label in CARD_ROWS:
        if not any(row.startswith(label) and content for row, content in rows.items()):
            found.append(Problem("card", f"it has no row {label}", "Add the row, with something in its second column."))
    return found


def anatomy_problems(notebook: Notebook) -> list[Problem]:
    """The headings of level 2 are those of every lesson, in one order, with 3 to 5 numbered sections."""
    second = [text for level, text in headings(notebook) if level == 2]
    numbers = [int(match[1]) for text in second if (match := re.fullmatch(SECTION, text))]
    found = []
    if not SECTIONS[0] <= len(numbers) <= SECTIONS[1]:
        what = f"there are {len(numbers)} numbered sections; a lesson has {SECTIONS[0]} to {SECTIONS[1]}"
        found.append(Problem("headings", what, 'Number their headings "## 1. ...", and join or split sections.'))
    wanted = [*BEFORE_SECTIONS, *(rf"{number}\. \S.*" for number in range(1, len(numbers) + 1)), *AFTER_SECTIONS]
    for position, pattern in enumerate(wanted):
        heading = second[position] if position < len(second) else "nothing"
        if not re.fullmatch(pattern, heading):
            what = f"heading {position + 1} is {heading!r}, it should be {_shown(pattern)!r}"
            mend = "Every lesson has its parts in one order: rename, move or add one."
            return [*found, Problem("headings", what, mend)]
    mend = "Make it a heading of level 3 in the part where it belongs."
    no_place = (f"the heading {text!r} has no place in a lesson" for text in second[len(wanted) :])
    return [*found, *(Problem("headings", what, mend) for what in no_place)]


def _shown(pattern: str) -> str:
    """Return the pattern of a heading as an author would write one."""
    return pattern.replace(r"\. \S.*", ". ...").replace("s?", "")


def section_problems(notebook: Notebook) -> list[Problem]:
    """Each numbered section has a prediction, what is seen and what is not shown, in this order.

    A prediction is a card, or a paragraph where no choice can be right.
    """
    found = []
    for part in by_section(notebook):
        text = "\n".join(f"**{PARTS[0]}**" if _is_prediction(cell) else source(cell) for cell in part)
        heading = next((text for level, text in headings({"cells": part}) if level == 2), "")
        if not re.fullmatch(SECTION, heading):
            continue
        places = [text.find(f"**{part}**") for part in PARTS]
        missing = [part for part, place in zip(PARTS, places, strict=True) if place < 0]
        if missing:
            found.append(Problem(f"section {heading!r}", f"there is no **{missing[0]}** in it", _ADD_PART))
        present = [place for place in places if place >= 0]
        if present != sorted(present):
            what = f"its parts stand in another order than {', '.join(PARTS)}"
            found.append(Problem(f"section {heading!r}", what, "Move them: a learner predicts before the cells run."))
    return found


def _is_prediction(cell: Cell) -> bool:
    return cell["cell_type"] == "code" and PREDICTION.fullmatch(source(cell)) is not None


def prediction_problems(notebook: Notebook, asked: Mapping[str, Mapping[str, Any]]) -> list[Problem]:
    """Each prediction stands once, before the cell that shows its figure, and says what that cell shows.

    ``asked`` are the words of the lesson's predictions by id.
    """
    found, there = [], []
    for part in by_section(notebook):
        for place, cell in enumerate(part):
            if not _is_prediction(cell):
                continue
            prediction = source(cell).split('"')[1]
            there.append(prediction)
            words = asked.get(prediction)
            if words is None:
                mend = f'Add [predictions."{prediction}"] to the words of the lesson.'
                found.append(Problem(name(cell), "this prediction has no words", mend))
                continue
            code = [each for each in part[place + 1 :] if each["cell_type"] == "code"]
            if not any(words["after"] in source(each) for each in code):
                what = f"no cell below it in its section has {words['after']!r}, after which the figure is shown"
                found.append(Problem(name(cell), what, "Take as after a piece of the code that shows the figure."))
            loose = loose_in_words(words["seen"], code)
            found += [
                Problem(name(cell), f"no cell below it in its section shows {each}, as its words say", "Mend seen.")
                for each in loose
            ]
    known = sorted(set(asked) - set(there)) + [each for each in asked if there.count(each) > 1]
    mend = "Let each prediction stand in one cell."
    return found + [Problem("notebook", f"prediction {each} stands {there.count(each)} times", mend) for each in known]


def seen_problems(notebook: Notebook) -> list[Problem]:
    """No *What we see* holds more numbers than a reader keeps."""
    found = []
    for cell in cells(notebook, "markdown"):
        _, here, text = source(cell).partition(f"**{PARTS[1]}**")
        count = len(prose_numbers(text.partition(f"**{PARTS[2]}**")[0])) if here else 0
        if count > NUMBERS_SEEN:
            what = f"its **{PARTS[1]}** holds {count} numbers; {NUMBERS_SEEN} are the most"
            found.append(Problem(name(cell), what, "Keep those that answer the section's question."))
    return found


def alone_problems(notebook: Notebook) -> list[Problem]:
    """Whoever comes back after a break runs the setup cell and one section: no name is missing there."""
    code = cells(notebook, "code")
    ready = set(dir(builtins)).union(*_names(source(code[0]))) if code else set()
    found = []
    for part in by_section(notebook):
        known = set(ready)
        for cell in (cell for cell in part if cell["cell_type"] == "code"):
            used, made = _names(source(cell))
            what = "after the setup cell alone its section has not made {}"
            mend = "Make it in the section's first cell, or load the table in the setup cell."
            found += [Problem(name(cell), what.format(missing), mend) for missing in sorted(used - known)]
            known |= made | used
    return found


def way_problems(notebook: Notebook) -> list[Problem]:
    """There is a way to the exercise, to the lessons before and after, and a folded answer to what is tried."""
    parts, number = sections(notebook), about(notebook).get("lesson", "")
    found = []
    if f"](../exercises/{number}_exercise.ipynb)" not in parts.get("Exercise", ""):
        what = "it has no link to the exercise"
        found.append(Problem("section 'Exercise'", what, f"Link to ../exercises/{number}_exercise.ipynb."))
    if "<details>" not in parts.get("Try it", ""):
        what = "it has no folded answer"
        found.append(Problem("section 'Try it'", what, "Fold it: <details><summary>What comes out</summary>."))
    if number > "00" and f"]({int(number) - 1:02}_" not in parts.get("Key points", ""):
        what = "it has no link back to the lesson before"
        found.append(Problem("section 'Key points'", what, "Begin its last line with Before: and the link."))
    return found


def setup_problems(notebook: Notebook) -> list[Problem]:
    """One cell under Setup imports everything, and it is the first that runs."""
    code = cells(notebook, "code")
    if not code:
        return [Problem("notebook", "there is no code cell", "Import what the lesson needs in a cell under ## Setup.")]
    heading = ""
    found = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            heading = [heading, *re.findall(r"^## +(.+?)\s*$", source(cell), re.MULTILINE)][-1]
        elif heading == "Setup" and cell is not code[0]:
            found.append(Problem(name(cell), "Setup has more than one code cell", "Join them, or move this one down."))
        elif heading != "Setup" and cell is code[0]:
            what = "the first code cell does not stand under Setup"
            found.append(Problem(name(cell), what, "Put the imports before it, under the heading ## Setup."))
    importing = [cell for cell in code if re.search(r"^\s*(import|from) ", source(cell), re.MULTILINE)]
    if code[0] not in importing:
        what = "the first code cell imports nothing"
        found.append(Problem(name(code[0]), what, "Import in it all that the lesson uses."))
    mend = "Move the import there: a learner who begins in the middle runs one cell first."
    late = (cell for cell in importing if cell is not code[0])
    found += [Problem(name(cell), "imports belong into the setup cell", mend) for cell in late]
    return found


def size_problems(notebook: Notebook) -> list[Problem]:
    """A lesson has 12 to 25 code cells beside its predictions, and 60 to 110 words of prose for each of them."""
    count = sum(not _is_prediction(cell) for cell in cells(notebook, "code"))
    found = []
    if not CODE_CELLS[0] <= count <= CODE_CELLS[1]:
        what = f"there are {count} code cells; a lesson has {CODE_CELLS[0]} to {CODE_CELLS[1]}"
        mend = "Split cells that hold two ideas." if count < CODE_CELLS[0] else "Leave some out."
        found.append(Problem("notebook", what, mend))
    average = round(words(notebook) / max(count, 1))
    if not WORDS_PER_CODE_CELL[0] <= average <= WORDS_PER_CODE_CELL[1]:
        low, high = WORDS_PER_CODE_CELL
        what = f"there are {average} words of prose per code cell; a lesson has {low} to {high}"
        mend = "Explain more." if average < low else "Cut sentences that teach nothing."
        found.append(Problem("notebook", what, mend))
    return found


def words(notebook: Notebook) -> int:
    """Return the number of words in the prose, the card included; what the build writes of minutes is not counted."""
    text = " ".join(plain(MINUTES_LEFT.sub("", source(cell))) for cell in cells(notebook, "markdown"))
    return len(re.findall(r"[^\W_]+(?:['\u2019.,-][^\W_]+)*", text))


def claim_problems(notebook: Notebook, ledger: Mapping[str, tuple[str, str]]) -> list[Problem]:
    """The lesson treats the claims that the ledger gives it, and ends each with the ledger's verdict.

    ``ledger`` gives lesson and verdict of each claim. Lesson 00 introduces claims that a later lesson tests.
    """
    text = " ".join(plain(source(cell)) for cell in cells(notebook, "markdown"))
    named, lesson = about(notebook).get("claims", []), about(notebook).get("lesson")
    said = _said_verdicts(notebook)
    found = []
    for claim in named:
        if claim not in ledger:
            what = f"the claim {claim} is not in the table of claims"
            found.append(Problem("notebook metadata", what, "Add a row to data/claims.csv, or take the claim out."))
            continue
        if not re.search(rf"\b{claim}\b", text):
            what = f"the claim {claim} is not named in the prose"
            found.append(Problem("notebook metadata", what, f"Name it where it is discussed: (**{claim}**)."))
        verdict = ledger[claim][1]
        if said.get(claim) != verdict:
            what = f"it says {said.get(claim, 'nothing')!r} of {claim}; the ledger: {verdict!r}"
            mend = "Give the claim a row in the table there, with the ledger's verdict in the second column."
            found.append(Problem("Back to the claims", what, mend))
    wanted = {claim for claim, (where, _) in ledger.items() if where == lesson} - set(named)
    mend = 'Add it to "claims" there, or give it to another lesson in data/claims.csv.'
    return found + [
        Problem("notebook metadata", f"the ledger gives {claim} to this lesson, and it does not name it", mend)
        for claim in sorted(wanted)
    ]


def _said_verdicts(notebook: Notebook) -> dict[str, str]:
    """Return the verdict in the table under Back to the claims, by claim; a row may be of several claims."""
    text = "".join(part for heading, part in sections(notebook).items() if re.fullmatch(AFTER_SECTIONS[2], heading))
    rows = re.findall(r"^\|([^|]*)\|\s*([^|]*?)\s*\|", text, re.MULTILINE)
    return {claim: verdict for first, verdict in rows for claim in re.findall(r"\b[A-Z]\d[a-z]?\b", first)}


PATHS = ("20", "45", "90", "mixed")
"""The ways through a lesson, in the order of the numbers in the metadata's plan."""


def path_problems(notebook: Notebook) -> list[Problem]:
    """A class that leaves out what the plan leaves out can run the rest: no name is missing there."""
    plan, passes = about(notebook).get("plan", {}), about(notebook).get("passes_over", {})
    found = []
    for number, path in enumerate(PATHS):
        left_out = {part for part, minutes in plan.items() if not minutes[number]}
        known = set(dir(builtins))
        for part in by_section(notebook):
            if part and part[0].get("id") in left_out:
                continue
            passed = passes.get(path, [])
            for cell in (cell for cell in part if cell["cell_type"] == "code" and cell.get("id") not in passed):
                used, made = _names(source(cell))
                found += [
                    Problem(name(cell), f"on the path {path} nothing has made {missing} when it runs", _ON_PATH)
                    for missing in sorted(used - known)
                ]
                known |= made | used
    return found


def _names(code: str) -> tuple[set[str], set[str]]:
    """Return the names that code needs from cells before it, and those that it makes for cells after it."""
    needed: set[str] = set()
    made: set[str] = set()
    for statement in ast.parse(code).body:
        nodes = list(ast.walk(statement))
        inside = {node.arg for node in nodes if isinstance(node, ast.arg)}
        inside |= {
            each.id
            for node in nodes
            if isinstance(node, ast.comprehension)
            for each in ast.walk(node.target)
            if isinstance(each, ast.Name)
        }
        stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        if hasattr(statement, "body"):
            # A loop or a function mostly reads what it has made itself.
            inside |= stored
        read = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        needed |= read - inside - made
        made |= stored
        made |= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
        made |= {
            (alias.asname or alias.name).split(".")[0]
            for node in nodes
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
    return needed, made


def discussion_problems(notebook: Notebook) -> list[Problem]:
    """After the verdicts stand another reading and prompts to discuss."""
    text = "".join(part for heading, part in sections(notebook).items() if re.fullmatch(AFTER_SECTIONS[2], heading))
    places = [text.find(f"**{part}**") for part in DISCUSSION]
    found = [
        Problem(
            "Back to the claims", f"there is no **{part}** in it", "Add a paragraph that begins so, after the verdicts."
        )
        for part, place in zip(DISCUSSION, places, strict=True)
        if place < 0
    ]
    if not found and text[places[1] :].count("?") < 2:
        found.append(
            Problem("Back to the claims", "**Discuss.** needs two questions", "Ask two, each with its question mark.")
        )
    return found
