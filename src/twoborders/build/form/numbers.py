"""Numbers in the prose: each is one that a cell computes, prints or contains, as rounded in the prose."""

import html
import io
import re
import tokenize
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from twoborders.build.form.reading import (
    Cell,
    Notebook,
    Problem,
    by_section,
    is_card,
    name,
    output_texts,
    plain,
    source,
)

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
)
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
NOT_FIGURES = re.compile(
    "|".join(
        (
            r"\b\d{4}-\d\d(?:-\d\d)?\b",  # dates
            rf"(?<![\d.,]){DAY}(?:\s*(?:-|\u2013|to|and|or)\s*{DAY})? +(?:{MONTHS})\b(?: +\d{{4}}\b)?",
            rf"\b(?:{MONTHS}) +\d{{1,2}}(?:, *\d{{4}})?\b(?![.,]\d)",
            r"\b(?:19|20)\d\d[/\u2013-]\d\d\b",  # a season or a fiscal year, 2018-19
            r"\b\d\d-(?:\d+|[a-z])\b",  # questions, 01-2 and 01-a
            r"\b[A-Z]+\d+[a-z]?\b|\bTitle 42\b",  # claims, and names such as FY2019
            r"(?<![\w.,])0\d\b",  # lessons
            r"\bCC BY(?:-[A-Z]+)* \d\.\d\b",
            r"\b\d+(?: to \d+)? (?:minutes|points?|words)\b",  # what an exercise asks for
        )
    )
)
LIST_NUMBER = re.compile(r"^\s*(?:#+ +)?\d+\.\s", re.MULTILINE)
NUMBER = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[,\u202f\u2009]\d{3})+(?:\.\d+)?(?!\d)|(?<![\w.])\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?"
)
PERCENT = re.compile(r"\s*(?:%|per cent\b|percent\b|percentage points?\b)")
SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
ALTERNATIVES = re.compile(r"\d[\d,.]*(?:, \d[\d,.]*)* or \d[\d,]*")
ABOUT = re.compile(r"\b(?:about|around|roughly|nearly|almost|some|close to|approximately)\s+$", re.IGNORECASE)


_COMPUTE = "Compute or assert it in a cell that stands before it, or leave it out."


class Known(NamedTuple):
    """A number that a notebook accounts for, without its sign, and whether it is written with decimals."""

    value: float
    decimals: bool


def loose_numbers(notebook: Notebook, stated: Iterable[float] = ()) -> list[Problem]:
    """Every number in the prose is one that a cell computes, prints or contains, as rounded in the prose.

    The cell stands in the same section (heading of level 2) or in an earlier one: a number that only a later cell
    has is there by chance, or the reader cannot see where it comes from. What stands before the first heading is a
    promise of the lesson: there any of its cells will do. ``stated`` are numbers of the article.
    Free of this are years (1990 to 2030), dates, ids, counts up to ten, what the card says, addresses, code, and
    the alternatives that a prediction offers ("3, 10 or 30").
    """
    free = _graded_points(notebook) | {Known(value, value != int(value)) for value in stated}
    opening, *parts = by_section(notebook)
    found = _loose_in(opening, free | known_numbers(notebook["cells"]))
    known = free | known_numbers(opening)
    for part in parts:
        known |= known_numbers(part)
        found += _loose_in(part, known)
    return found


def _loose_in(part: Sequence[Cell], known: set[Known]) -> list[Problem]:
    """Return the numbers in the prose of one section that are not known."""
    return [
        Problem(name(cell), f"no cell computes, prints or contains {shown}", _COMPUTE)
        for cell in part
        if cell["cell_type"] == "markdown" and not is_card(cell)
        for shown in _not_accounted(source(cell), known)
    ]


def loose_in_words(words: str, some_cells: Sequence[Cell]) -> list[str]:
    """Return the numbers of a text that none of these cells computes, prints or contains."""
    return _not_accounted(words, known_numbers(some_cells))


def loose_numbers_of_page(text: str, notebooks: Sequence[Notebook], stated: Iterable[float] = ()) -> list[Problem]:
    """Every number on an instructor's page is one of its lesson's or solution's, or stands in a generated part.

    Ids of cells and code stand in backticks, where numbers are free; so are minutes.
    """
    generated = re.compile(r"<!-- generated: \w+ -->.*?<!-- /generated -->", re.DOTALL)
    known = _numbers_in(" ".join(generated.findall(text))) | {Known(value, value != int(value)) for value in stated}
    for notebook in notebooks:
        known |= known_numbers(notebook["cells"]) | _graded_points(notebook)
    loose = _not_accounted(generated.sub(" ", text), known)
    return [Problem("text", f"no cell of the lesson or its solution accounts for {shown}", _COMPUTE) for shown in loose]


def known_numbers(some_cells: Sequence[Cell]) -> set[Known]:
    """Return all numbers, without their signs, in the code of cells and in its outputs."""
    known: set[Known] = set()
    for cell in some_cells:
        if cell["cell_type"] != "code":
            continue
        known |= _numbers_in(LOOKS.sub(" ", _without_comments(source(cell))))
        for kind, text in output_texts(cell):
            if kind == "text/html":
                alts = " ".join(re.findall(r'\balt="([^"]*)"', text))
                text = re.sub(r"<style.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL) + " " + alts
            if kind in ("text/html", "text/plain", "stdout"):
                known |= _numbers_in(html.unescape(text))
    return known


def _graded_points(notebook: Notebook) -> set[Known]:
    """Return the points of a solution: all of them, those that the kit checks, and those that a person marks."""
    graded = [cell["metadata"]["nbgrader"] for cell in notebook["cells"] if _points(cell)]
    by_hand = sum(nbgrader["points"] for nbgrader in graded if nbgrader.get("solution"))
    total = sum(nbgrader["points"] for nbgrader in graded)
    return {Known(float(points), False) for points in (total, by_hand, total - by_hand)} if graded else set()


def _not_accounted(markdown: str, known: set[Known]) -> list[str]:
    return [
        shown
        for shown, options, tolerance in prose_numbers(markdown)
        if not any(
            # "3.0" says more than a 3 that is a count of something else.
            abs(number.value - option) <= tolerance * scale and (number.decimals or "." not in shown or scale != 1)
            for option, scale in options
            for number in known
        )
    ]


def prose_numbers(markdown: str) -> list[tuple[str, list[tuple[float, float]], float]]:
    """Return each number that prose must account for: as shown, the values it may stand for, half its last digit.

    A value comes with the scale of its tolerance: "82 per cent" may stand for 82 and for 0.82, "1.2 million"
    for 1.2 and for 1,200,000.
    """
    paragraphs = re.split(r"\n\s*\n", markdown)
    text = "\n\n".join(
        ALTERNATIVES.sub(" ", part) if part.lstrip().startswith("**Predict.**") else part for part in paragraphs
    )
    text = NOT_FIGURES.sub(" ", LIST_NUMBER.sub(" ", plain(text)))
    found = []
    for match in NUMBER.finditer(text):
        shown = match.group()
        value = _value(shown)
        after = text[match.end() :]
        percent = PERCENT.match(after)
        scale = next((factor for word, factor in SCALE.items() if re.match(rf"\s*{word}\b", after)), None)
        if not percent and not scale and value == int(value) and "." not in shown:
            is_year = 1990 <= value <= 2030 and "," not in shown
            if value <= 10 or is_year:
                continue
        decimals = len(shown.split(".")[1]) if "." in shown else 0
        unit = 10.0**-decimals
        if ABOUT.search(text[: match.start()]) and not decimals:
            unit = 10.0 ** (len(str(int(value))) - len(str(int(value)).rstrip("0"))) if value else 1.0
        options = [(value, 1.0)]
        options += [(value / 100, 0.01)] if percent else []
        options += [(value * scale, scale)] if scale else []
        found.append((shown, options, unit / 2 * (1 + 1e-9)))
    return found


LOOKS = re.compile(
    r"\b(?:rotation|linewidth|s|height|aspect|figsize|alpha|fontsize|col_wrap|xlim|ylim|max_colwidth|seed)"
    r"\s*=\s*(?:\([^)]*\)|[\d_.]+)"
)
"""Settings of a picture or a table: their numbers say nothing of the world, so no prose may rest on them."""


def _numbers_in(text: str) -> set[Known]:
    found = (match.group() for match in NUMBER.finditer(NOT_FIGURES.sub(" ", text)))
    return {Known(_value(shown), "." in shown or "e" in shown) for shown in found}


def _value(shown: str) -> float:
    return float(re.sub(r"[,_\u202f\u2009]", "", shown))


def _points(cell: Cell) -> bool:
    return "points" in cell["metadata"].get("nbgrader", {})


def _without_comments(code: str) -> str:
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError):
        return code
    return " ".join(token.string for token in tokens if token.type != tokenize.COMMENT)
