"""One printed sheet a lesson, A4: a side for the teacher, a side to copy for students.

``notebooks/instructor/sheets.toml`` holds what is written by hand; all else comes from the lesson, its page, the
questions and the ledger. A sheet is one HTML file that needs no other.
"""

import base64
import html
import re
import tomllib
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from twoborders import explore, questions, tables
from twoborders.build import clock, pace, readme
from twoborders.build.form.reading import source
from twoborders.build.notebooks import BuildError
from twoborders.questions.core import Load

WORDS = "notebooks/instructor/sheets.toml"
TEMPLATES = Path(__file__).with_name("templates")
KEYS = ("say", "note", "pictures", "argument", "exit", "outcomes")
GUESSES = 5
IF_IT_FAILS = (
    ("No Wi-Fi", "None is needed after the set-up; else work on paper: side two has what a class needs."),
    ("No kernel", "Read the stored results, or Present the lesson's web page."),
    ("Late", "Use the cut points; keep Discuss."),
    ("Heated", "Two minutes of writing; then each side says the other's best reason. Nobody speaks for a country."),
)


class Question(NamedTuple):
    """A question to ask, its right answer, and the wrong one to expect."""

    ask: str
    right: str
    wrong: str


def read(root: Path) -> dict[str, dict[str, Any]]:
    """Return what is written by hand of each sheet, by the number of its lesson.

    Raises BuildError if the file cannot be read, or an entry lacks a part.
    """
    try:
        words = tomllib.loads((root / WORDS).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BuildError([f"{WORDS}: it cannot be read ({error})"]) from error
    found = [f'{WORDS}: ["{number}"] needs "{key}"' for number in words for key in KEYS if key not in words[number]]
    if found:
        raise BuildError(found)
    return words


def sheet(
    page: str,
    stem: str,
    lesson: nbformat.NotebookNode,
    words: Mapping[str, Mapping[str, Any]],
    stills: Mapping[str, str],
    load: Load = tables.load,
) -> str:
    """Return the sheet of an executed lesson as HTML.

    ``page`` is the text of its page for the instructor, ``stills`` the still picture (SVG) of each explorer. Raises
    BuildError where the words or a picture are missing.
    """
    about = lesson["metadata"]["twoborders"]
    number = about["lesson"]
    if number not in words:
        raise BuildError([f'{WORDS}: it needs ["{number}"], the words of the sheet of lesson {number}'])
    own = words[number]
    path, steps = clock.PATHS[clock.BY_THE_CLOCK], clock.steps(lesson)
    end = steps[-1].start + steps[-1].minutes
    ledger = load("claims").set_index("claim_id")
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    templates.filters |= {"at": clock.at, "inline": inline, "ended": ended}
    return templates.get_template("sheet.html.j2").render(
        number=number,
        stem=stem,
        title=readme.lesson(lesson, stem, has_exercise=True).title,
        question=about["question"],
        steps=steps,
        end=end,
        open=path.minutes - end,
        marks=[*clock.cuts(lesson), *clock.ways_back(lesson)],
        own=own,
        pictures=[_picture(lesson, each, stills) for each in own["pictures"]],
        asked=asked(lesson),
        prompts=prompts(page)[:2],
        fails=IF_IT_FAILS,
        claims=[(claim, _claim(ledger.loc[claim])) for claim in about["claims"]],
        guesses=list(islice((questions.predictions(each) for each in guesses(lesson)), GUESSES)),
    )


def asked(lesson: nbformat.NotebookNode) -> list[Question]:
    """Return five questions to ask: three guesses of the clock's path, a self-check, a mistake of the exercise."""
    number, found = lesson["metadata"]["twoborders"]["lesson"], []
    for guess in islice(guesses(lesson), 3):
        card = questions.predictions(guess)
        wrong = [each for each in card["choices"] if each != card["right"]]
        found.append(Question(card["prompt"], card["right"], "; ".join(wrong)))
    for check in questions.self_check_ids(number)[:1]:
        card = questions.self_checks(check)
        right = next(each["text"] for each in card["choices"] if each["right"])
        expected = next(each["text"] for each in card["choices"] if not each["right"])
        found.append(Question(card["prompt"], right, expected))
    for mistaken in islice((each for each in map(questions.get, questions.ids(number)) if each.mistakes), 1):
        mistake = mistaken.mistakes[0]
        found.append(
            Question(f"Exercise {mistaken.id}: {ended(mistaken.title)}", f"Ask back: {mistake.ask}", mistake.name)
        )
    return found


def guesses(lesson: nbformat.NotebookNode) -> list[str]:
    """Return the ids of the lesson's predictions: first those on the path of the clock, then the others."""
    about, path = lesson["metadata"]["twoborders"], clock.PATHS[clock.BY_THE_CLOCK]
    on_path: list[str] = []
    others: list[str] = []
    for part, cells in clock.parts(lesson).items():
        taken = clock.on_path(cells, about, path) if about["plan"][part][clock.BY_THE_CLOCK] else []
        for cell in cells:
            if match := re.match(r'predict\("([^"]+)"\)', source(cell)):
                (on_path if cell in taken else others).append(match[1])
    return on_path + others


def prompts(page: str) -> list[tuple[str, str]]:
    """Return the prompts of a page: each question, and which texts to hand out where the page says so."""
    discuss = page.partition("\n## Discuss\n")[2].partition("\n## ")[0]
    found = []
    for part in re.split(r"^### \d+\. ", discuss, flags=re.MULTILINE)[1:]:
        question, _, rest = part.partition("\n")
        hand_out = re.search(r"\*\*Hand out[^*]*\*\* (.+?\.)(?=\s)", " ".join(rest.split()) + " ")
        found.append((question.strip(), re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", hand_out[1]) if hand_out else ""))
    return found


def ended(text: str) -> str:
    """Return a text that ends as a sentence does."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def inline(markdown: str) -> Markup:
    """Return a line of Markdown as HTML: bold, italics and code."""
    text = html.escape(markdown, quote=False)
    for mark, tag in ((r"\*\*", "b"), (r"\*", "i"), ("`", "code")):
        text = re.sub(rf"{mark}(.+?){mark}", rf"<{tag}>\1</{tag}>", text)
    return Markup(text)


def _claim(row: pd.Series) -> str:
    """Return what a claim says, with the article's number where it gives one."""
    unit = str(row["unit"]).replace("percent", "per cent")
    return str(row["statement"]) if pd.isna(row["value"]) else f"{row['statement']}: {row['value']:,g} {unit}"


def _picture(lesson: nbformat.NotebookNode, words: Mapping[str, str], stills: Mapping[str, str]) -> dict[str, Any]:
    """Return a picture with its title, address, its width over its height, and what is drawn in its place."""
    cell = next((each for each in lesson["cells"] if each["id"] == words["cell"]), None)
    if cell is None:
        raise BuildError([f'{WORDS}: it names the picture "{words["cell"]}", and no cell of the lesson has this id'])
    name = pace.explorer(source(cell))
    if name:
        svg = stills[name]
        size = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg)
        encoded = base64.b64encode(svg.encode()).decode()
        found = {"title": getattr(explore, name)().title, "src": f"data:image/svg+xml;base64,{encoded}"}
        ratio = float(size[1]) / float(size[2]) if size else 1.5
    else:
        shown = "".join(output.get("data", {}).get("text/html", "") for output in cell.get("outputs", []))
        image = re.search(r'<img alt="([^"]*)" src="(data:image/png;base64,([^"]+))"', shown)
        if image is None:
            raise BuildError([f'{WORDS}: the cell "{words["cell"]}" shows no chart and no explorer'])
        head = base64.b64decode(image[3][:64])
        ratio = int.from_bytes(head[16:20]) / int.from_bytes(head[20:24])
        title = html.unescape(image[1]).partition(": ")[2].partition(". ")[0]
        found = {"title": title, "src": image[2]}
    return {**found, "ratio": round(ratio, 3), **words}


def without_pictures(text: str) -> str:
    """Return a sheet without the bytes of its PNG pictures: other fonts give other bytes."""
    return re.sub(r"data:image/png;base64,[^\"]+", "", text)
