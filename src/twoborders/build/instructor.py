"""The generated parts of a lesson's page for the instructor (head, minute plan, clock, rubric), and its answers.

The page itself, ``notebooks/instructor/STEM.md``, is written by hand; these regions of it come from the lesson's
metadata, the claim ledger and the questions. The answers, ``NN_answers.md``, are generated as a whole.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import nbformat
import pandas as pd

from twoborders import questions, tables
from twoborders.build import clock, notebooks, readme, stated
from twoborders.build.notebooks import BuildError
from twoborders.charts.picture import say
from twoborders.questions import Mistake, Question
from twoborders.questions.comparing import count, said
from twoborders.questions.core import Load, expected

ROWS = 8
"""So many rows of a table are shown; the rest is counted."""
_GENERATED = re.compile(r"<!-- generated: [a-z]+ -->.*?<!-- /generated -->", re.DOTALL)
NAMED, BEGINNING, LONG = 5, 3, 40
"""So many names, and so many values of a chart, stand for a wrong answer; a name of more letters is a long one."""

Series = Mapping[str, Mapping[str, Sequence[Any]]]
"""The places and values of each line or colour of bars of a chart, by its name."""


def page(
    text: str,
    stem: str,
    lesson: nbformat.NotebookNode,
    solution: nbformat.NotebookNode | None,
    load: Load = tables.load,
) -> str:
    """Return the page ``text`` of one lesson with its generated parts filled.

    ``solution`` is the solved exercise, or None for a lesson without one. Raises BuildError where the page or the
    lesson's metadata lacks a part, or where the page names a cell by its id.
    """
    name = f"notebooks/instructor/{stem}.md"
    row = readme.lesson(lesson, stem, solution is not None)
    asked = [questions.get(each) for each in questions.ids(row.number)]
    regions = {"head": _head(row, asked, load), "plan": clock.plan_table(lesson, stem)}
    regions["clock"] = clock.clock_table(lesson)
    if argued := [question for question in asked if question.kind == "argue"]:
        regions["rubric"] = "\n\n".join(_rubric(question) for question in argued)
    filled = readme.fill(text, regions, name)
    found = _cue_problems(filled, lesson)
    if found:
        raise BuildError([f"{name}: {problem}" for problem in found])
    return filled


def answers(
    stem: str, lesson: nbformat.NotebookNode, solution: nbformat.NotebookNode | None, load: Load = tables.load
) -> str:
    """Return the page of answers of a lesson: right and wrong ones, self-checks, model paragraphs.

    It is a file of its own, so that an edition for learners can be without it. Raises BuildError where the answer of a
    question cannot be computed.
    """
    row = readme.lesson(lesson, stem, solution is not None)
    asked = [questions.get(each) for each in questions.ids(row.number)]
    parts = [
        f"# Answers of lesson {row.number}, right and wrong",
        f"To close the key, leave this file and `solutions/` out. Everything else is on [the page]({stem}.md).",
    ]
    parts += [_answer(each, load) for each in asked if each.kind != "argue"]
    if solution is not None:
        parts += [_model(each, solution) for each in asked if each.kind == "argue"]
    return "\n\n".join([*parts, _self_checks(row.number)]) + "\n"


def _cue_problems(text: str, lesson: nbformat.NotebookNode) -> list[str]:
    """Return where a page names a cell by its id, which nobody sees, or by a line with which no cell begins."""
    written = _GENERATED.sub("", text)
    ids = {cell["id"] for cell in lesson["cells"] if "-" in cell["id"]}
    found = [
        f"it names the cell `{each}` by its id, which no reader sees; name its section and its first line"
        for each in sorted(ids & set(re.findall(r"`([^`\n]+)`", written)))
    ]
    sections = {
        clock.place(part).lower(): [
            line.strip() for cell in part if cell["cell_type"] == "code" for line in cell["source"].splitlines()
        ]
        for part in clock.parts(lesson).values()
    }
    for place, line in re.findall(r"^- (Section \d+|\*[^*\n]+\*), `([^`\n]+)`", written, re.MULTILINE):
        lines = sections.get(place.lower(), [])
        if not any(each.startswith(line.removesuffix(" ...")) for each in lines):
            found.append(f"no line of {place} in the lesson begins with `{line}`")
    return found


# The head ------------------------------------------------------------------------------------------


def _head(row: readme.Lesson, asked: Sequence[Question], load: Load) -> str:
    ledger = load("claims").set_index("claim_id")
    unknown = [claim for claim in row.claims if claim not in ledger.index]
    if unknown:
        said = f"its metadata names the claim {', '.join(unknown)}, which is not in the ledger"
        raise BuildError([f"notebooks/{row.stem}.ipynb: {said}"])
    work = "It has no exercise of its own."
    if row.has_exercise:
        points, exercise = sum(question.points for question in asked), notebooks.exercise_of(row.stem)
        work = (
            f"[Exercise](../../exercises/{exercise}.ipynb): {count(len(asked), 'question')}, {points:g} points, about "
            f"{stated.minutes(asked)} minutes; [solved](../../solutions/{exercise}.ipynb)."
        )
    lines = [
        f"**[{row.title}](../{row.stem}.ipynb)**, {row.minutes} to {row.minutes_new} minutes alone. {row.question}",
        "",
        work,
        "",
        f"[The sheet to print](sheets/{row.number}.html): one side for you, one to copy.",
        "",
        "| Claim | What the article says | Verdict |",
        "|---|---|---|",
    ]
    for claim in row.claims:
        row_of = ledger.loc[claim]
        why = "" if pd.isna(row_of["reason"]) else f": {row_of['reason'].partition(' (')[0]}"
        lines.append(f"| {claim} | {readme.cell(row_of['statement'])} | {row_of['verdict']}{why} |")
    return "\n".join(lines)


# Answers -------------------------------------------------------------------------------------------


def _answer(question: Question, load: Load) -> str:
    right = _computed(question, question.right, load, "its right answer")
    parts = [
        f"### {question.id}. {question.title}",
        f"{stated.points(question.points)}, about {question.minutes} minutes. Wanted: {question.wanted}.",
        f"**Right.** {shown(right, question)}",
        question.why,
    ]
    if question.mistakes:
        rows = ["| Mistake | Its answer | What the kit says | Ask back |", "|---|---|---|---|"]
        for each in question.mistakes:
            example = _example(question, each, right, load)
            rows.append(f"| {' | '.join(map(readme.cell, (each.name, example, each.message, each.ask)))} |")
        parts.append("\n".join(rows))
    return "\n\n".join(part for part in parts if part)


def _example(question: Question, mistake: Mistake, right: Mapping[str, Any], load: Load) -> str:
    """Return in a few words the answer that a mistake gives. Raises BuildError where it is of no form."""
    what = f'the example of the mistake "{mistake.name}"'
    wrong = _computed(question, mistake.example, load, what)
    try:
        return difference(wrong, right, question)
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        said = f"{what} must have the form of the right answer, for a figure a Series or a dict of them"
        raise BuildError([f"{_entry(question)}: {said} ({type(error).__name__}: {error})"]) from error


def _entry(question: Question) -> str:
    return f"src/twoborders/questions/lesson_{question.lesson}.py: question {question.id}"


def _computed(question: Question, compute: Callable[[Load], Any] | None, load: Load, what: str) -> Mapping[str, Any]:
    """Return the description of an answer. Raises BuildError, with the question's place, where it has none."""
    if compute is None:
        raise BuildError([f"{_entry(question)}: {what} is missing; give it a function of load"])
    try:
        return expected(question, compute, load)
    except Exception as error:  # it is an author's code, which can fail in any way
        said = f"{type(error).__name__}: {error}"
        raise BuildError([f"{_entry(question)}: {what} cannot be computed ({said})"]) from error


def shown(description: Mapping[str, Any], question: Question) -> str:
    """Return the right answer as Markdown: a number with its unit, names, a small table, a function's values."""
    kind = description["kind"]
    if kind == "number":
        return f"{_number(description['value'], question.tolerance)} {question.unit}".strip()
    if kind == "list":
        items = [str(item) for item in description["items"]]
        if not _are_long(items):
            return ", ".join(items)
        return "\n".join([f"{count(len(items), 'name')}:", "", *(f"- {item}" for item in items)])
    if kind == "frame":
        return f"{said(description).capitalize()}:\n\n{_table(description, question)}"
    if kind == "function":
        calls = [f"- `{_call(each)}` gives {_result(each['result'], question)}" for each in description["calls"]]
        shown_to_all = len(question.calls)
        calls[shown_to_all:] = [f"{each} (no message shows this one)" for each in calls[shown_to_all:]]
        return "\n".join(["A function with these values:", "", *calls])
    if kind == "figure":
        lines = [f"- {f'{name}: ' if name else ''}{_values(one)}" for name, one in _series(description).items()]
        return "\n".join(["A chart with these values, each at its place, in this order:", "", *lines])
    return description["value"] if kind == "text" else said(description)


def difference(wrong: Mapping[str, Any], right: Mapping[str, Any], question: Question) -> str:
    """Return a wrong answer in a few words, for a cell of a table: where it differs, and from what."""
    if wrong["kind"] == "list" and right["kind"] in ("number", "text"):  # each of several answers shows the mistake
        each = ({"kind": right["kind"], "value": item} for item in wrong["items"])
        return " or ".join(difference(one, right, question) for one in each)
    if wrong["kind"] != right["kind"]:
        return said(wrong)
    differences = {
        "number": _number_difference,
        "list": _names_difference,
        "frame": _frame_difference,
        "function": _function_difference,
        "figure": _figure_difference,
    }
    find = differences.get(wrong["kind"])
    return find(wrong, right, question) if find else shown(wrong, replace(question, unit=""))


def _number_difference(wrong: Mapping[str, Any], right: Mapping[str, Any], question: Question) -> str:
    mine, _ = _apart(wrong["value"], right["value"], question, "")
    return mine


def _names_difference(wrong: Mapping[str, Any], right: Mapping[str, Any], question: Question) -> str:
    given, wanted = wrong["items"], right["items"]
    lost = [item for item in wanted if item not in given]
    added = [item for item in given if item not in wanted]
    if len(lost) == len(wanted):
        return _some(added)
    parts = [f"{word} {_some(items)}" for word, items in (("lacks", lost), ("also", added)) if items]
    return "; ".join(parts)


def _frame_difference(wrong: Mapping[str, Any], right: Mapping[str, Any], question: Question) -> str:
    columns = right["columns"]
    new = [name for name in wrong["columns"] if name not in columns]
    if new:
        return f"{count(wrong['n_rows'], 'row')}, with {' and '.join(new)}"
    rows = [[row[wrong["columns"].index(name)] for name in columns] for row in wrong["rows"]]
    if wrong["n_rows"] != right["n_rows"]:
        number = f"{count(wrong['n_rows'], 'row')} instead of {right['n_rows']:,}"
        first = next((row for row in rows if row not in right["rows"]), None)
        return f"{number}, such as {_row(first, columns, question)}" if first else number
    # Two tables of one form: the row that differs most, beside the right one.
    keys = [columns.index(name) for name in question.key]
    partners = {tuple(row[key] for key in keys): row for row in right["rows"]}
    pairs = [(row, partners.get(tuple(row[key] for key in keys), row)) for row in rows]
    differing = [(row, partner) for row, partner in pairs if row != partner]
    if not differing:
        return said(wrong)
    row, partner = max(differing, key=lambda pair: _distance(*pair))
    values = []
    for at, name in enumerate(columns):
        if row[at] != partner[at]:
            mine, wanted = _apart(row[at], partner[at], question, name)
            values.append(f"{name if len(columns) > len(keys) + 1 else ''} {mine} instead of {wanted}".strip())
    return f"{_row([row[key] for key in keys], question.key, question)}: {', '.join(values)}"


def _row(values: Sequence[Any], columns: Sequence[str], question: Question) -> str:
    """Return the values of a row; a number that names the row, such as a quarter, stands with its column's name."""
    cells = [_cell(value, question, name) for value, name in zip(values, columns, strict=True)]
    return ", ".join(
        f"{name} {cell}" if name in question.key and not isinstance(value, str) else cell
        for value, name, cell in zip(values, columns, cells, strict=True)
    )


def _distance(row: Sequence[Any], partner: Sequence[Any]) -> float:
    """Return how far two rows lie apart where they differ most; to three digits, so that the first of equals wins."""
    apart = [0.0]
    for mine, wanted in zip(row, partner, strict=True):
        if mine != wanted:
            both = isinstance(mine, int | float) and isinstance(wanted, int | float)
            apart.append(abs(mine - wanted) / max(abs(mine), abs(wanted)) if both else 1.0)
    return round(max(apart), 3)


def _apart(mine: Any, wanted: Any, question: Question, column: str) -> tuple[str, str]:
    """Return two different values as text, with more decimals than usual where they would look the same."""
    tolerance, texts = question.tolerance, ("", "")
    while texts[0] == texts[1] and tolerance >= question.tolerance / 1e6:
        closer = replace(question, tolerance=tolerance)
        texts = (_cell(mine, closer, column), _cell(wanted, closer, column))
        tolerance /= 10
    return texts


def _function_difference(wrong: Mapping[str, Any], right: Mapping[str, Any], question: Question) -> str:
    pairs = zip(wrong["calls"], right["calls"], strict=True)
    mine, wanted = next(((mine, wanted) for mine, wanted in pairs if mine != wanted), (wrong["calls"][0], None))
    instead = f" instead of {_result(wanted['result'], question)}" if wanted else ""
    return f"`{_call(mine)}` gives {_result(mine['result'], question)}{instead}"


def _figure_difference(wrong: Mapping[str, Any], right: Mapping[str, Any], question: Question) -> str:
    mine, wanted = _series(wrong), _series(right)
    if len(mine) != len(wanted):
        number = f"{len(mine)} series instead of {len(wanted)}" if len(mine) > 1 else "one series"
        return f"{number}: {_begin(next(iter(mine.values())))}"
    if set(mine) != set(wanted):
        return f"{', '.join(mine)} instead of {', '.join(wanted)}: {_begin(next(iter(mine.values())))}"
    name = next((name for name in wanted if mine[name] != wanted[name]), None)
    if name is None:
        return f"{', '.join(mine)} in this order" if list(mine) != list(wanted) else said(wrong)
    one, partner, called = mine[name], wanted[name], f"{name}: " if name else ""
    if len(one["values"]) != len(partner["values"]):
        return f"{called}{len(one['values'])} values instead of {len(partner['values'])}: {_begin(one)}"
    if one["places"] != partner["places"]:
        return f"{called}{_begin(one)} instead of {_begin(partner)}"
    at = next(at for at, pair in enumerate(zip(one["values"], partner["values"], strict=True)) if pair[0] != pair[1])
    value, right_value = _apart(one["values"][at], partner["values"][at], question, "")
    return f"{called}at {partner['places'][at]} {value} instead of {right_value}"


def _series(description: Mapping[str, Any]) -> Series:
    series: Series = description["wanted"]["series"]
    return series


def _values(series: Mapping[str, Sequence[Any]]) -> str:
    """Return the values of a series, each behind its place: "2014 1,200; 2015 1,300"."""
    pairs = zip(series["places"], series["values"], strict=True)
    return "; ".join(f"{place} {say(value)}" for place, value in pairs)


def _begin(series: Mapping[str, Sequence[Any]]) -> str:
    """Return the first values of a series with their places, and whether there are more."""
    first = {part: series[part][:BEGINNING] for part in ("places", "values")}
    return f"{_values(first)}{'; ...' if len(series['values']) > BEGINNING else ''}"


def _some(items: Sequence[Any]) -> str:
    """Return a few names, or the first of many with a count of the rest."""
    names = [str(item) for item in items]
    if _are_long(names):
        names, most = [f'"{name}"' for name in names], 1
    else:
        most = NAMED if len(names) <= NAMED else NAMED - 2
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _are_long(names: Sequence[str]) -> bool:
    """Return whether names are too long, or hold a comma, to be told apart in a row."""
    return any(len(name) > LONG or "," in name for name in names)


def _table(description: Mapping[str, Any], question: Question) -> str:
    columns, rows = description["columns"], description["rows"]
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    for row in rows[:ROWS]:
        cells = (_cell(value, question, name) for name, value in zip(columns, row, strict=True))
        lines.append(f"| {' | '.join(map(readme.cell, cells))} |")
    more = description["n_rows"] - ROWS
    return "\n".join(lines) + (f"\n\nAnd {count(more, 'more row')}." if more > 0 else "")


def _cell(value: Any, question: Question, column: str) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return say(value)
    # A year in a table is a number too, and 2,019 is no year.
    if column.endswith("year") and isinstance(value, int) and 1900 <= value <= 2100:
        return str(value)
    return _number(value, question.tolerance)


def _number(value: float | str, tolerance: float) -> str:
    """Return a number with as many decimals as the tolerance of its question lets count."""
    if isinstance(value, str):
        return value
    if float(value).is_integer():
        return f"{value:,.0f}"
    # Half a unit of the last decimal, and a hair more, is what an honest rounding needs: 0.051 lets one decimal count.
    decimals = max(0, math.ceil(-math.log10(2 * tolerance))) if tolerance else 2
    if abs(value) < 1:
        decimals = max(decimals, 2)
    text = f"{value:,.{decimals}f}"
    if float(text.replace(",", "")):
        return text
    return f"{value:.{1 - math.floor(math.log10(abs(value)))}f}"  # 0.0000045 is no 0


def _call(call: Mapping[str, Any]) -> str:
    return f"({', '.join(str(argument) for argument in call['arguments'])})"


def _result(result: Mapping[str, Any], question: Question) -> str:
    """Return what a function gave, as code would write it: 7.14, True, "before"."""
    match result["kind"]:
        case "error":
            return f"an error ({result['message']})"
        case "missing":
            return "nothing"
        case "number":
            text = _number(result["value"], question.tolerance)
            return text.rstrip("0").rstrip(".") if "." in text else text
        case "flag":
            return f"`{result['value']}`"
        case "text":
            return f'`"{result["value"]}"`'
    return said(result)


def _self_checks(number: str) -> str:
    lines = ["### Self-check questions in the lesson", ""]
    for check_id in questions.self_check_ids(number):
        check = questions.self_checks(check_id)
        right = next(choice for choice in check["choices"] if choice["right"])
        lines.append(f"- **{check_id}.** {check['prompt']} **{right['text']}.** {right['feedback']}")
        lines += [
            f'  - Who says "{choice["text"]}": {choice["feedback"]}'
            for choice in check["choices"]
            if not choice["right"]
        ]
    return "\n".join(lines)


# The rubric ----------------------------------------------------------------------------------------


def _rubric(question: Question) -> str:
    least, most = question.words
    parts = [
        f"**{question.id}. {question.title}** ({stated.points(question.points)}, {least} to {most} words)",
        "\n".join(f"- **{name}**: {best}" for name, best in question.rubric.items()),
        f"2 where it is so, 1 where in part, 0 where not. The sum, of ten, gives the {question.points:g} points in "
        "proportion. No private stories are asked for; testimony is one case, 1 for the evidence at most.",
    ]
    if question.variants:
        tasks = "\n".join(f"- {variant}" for variant in question.variants)
        parts.append(f"Variants, to be marked by the same rubric; for them there is no model paragraph:\n\n{tasks}")
    return "\n\n".join(parts)


def _model(question: Question, solution: nbformat.NotebookNode) -> str:
    return (
        f"### {question.id}. {question.title}\n\n"
        f"A model paragraph of the best level:\n\n> {model_paragraph(question, solution)}"
    )


def model_paragraph(question: Question, solution: nbformat.NotebookNode) -> str:
    """Return the text that the solution notebook gives as the answer to an argued question.

    Raises BuildError where its cell holds no text between the solution marks.
    """
    cell = next((each for each in solution["cells"] if each["id"] == question.id), {"source": ""})
    match = re.search(r"BEGIN SOLUTION\n(.*?)^[^\n]*END SOLUTION", cell["source"], re.DOTALL | re.MULTILINE)
    texts = re.findall(r'"""(.*?)"""|"((?:[^"\\\n]|\\.)*)"', match[1], re.DOTALL) if match else []
    paragraph = " ".join(" ".join(long or short for long, short in texts).split())
    if not paragraph:
        raise BuildError([f"solutions: the cell {question.id} holds no model paragraph between its solution marks"])
    return paragraph
