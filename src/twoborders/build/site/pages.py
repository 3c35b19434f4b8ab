"""All files of the web edition, by path: pages, scripts, cards, and what there is to download."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from twoborders import explore, questions
from twoborders.build import notebooks, readme, stated
from twoborders.build.site import cards, tables
from twoborders.build.site.lesson import TEMPLATES, LessonPage, lesson_page
from twoborders.build.site.markdown import Page
from twoborders.build.site.places import PAGES, TEACHER, Places, relative
from twoborders.cards.content import PAGE as CARDS_PAGE

PAGE = Path(__file__).with_name("page")
FOLDERS = ("notebooks", "exercises", "solutions", "data", "docs", "src", "tests")
IN_THE_HEAD = (("claims.html", "Claims"), ("tables.html", "Tables"), ("glossary.html", "Glossary"))
LONGEST = 1_500
"""So many letters of a section are searched."""

Files = Iterator[tuple[str, bytes]]
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Lesson:
    """A lesson's row in the list, its notebook and its page."""

    row: readme.Lesson
    notebook: Path
    page: LessonPage

    @property
    def cards(self) -> list[str]:
        """The keys of its cards."""
        return self.page.cards


def files(root: Path, teacher: bool = True, progress: Progress = lambda line: None) -> Files:
    """Give each file of the edition as its path and its content; the same kit gives the same bytes.

    ``teacher``: with the teacher's pages, in ``teach/``. ``progress`` hears what is being made. Raises BuildError for a
    link that leads nowhere, a lesson out of form, or a card that there is none of.
    """
    pyproject = (root / "pyproject.toml").read_text(encoding="utf-8")
    places = Places(frozenset(_sources(root)), readme.repository(pyproject), teacher)
    version = tomllib.loads(pyproject)["project"]["version"]
    lessons = []
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        progress(f"lesson {path.stem}")
        lessons.append(_lesson(root, path, places))
    found: list[dict[str, str]] = []
    shared = {"version": version, "teacher": teacher, "pages": IN_THE_HEAD, "repository": places.repository}

    def page(target: str, template: str, title: str, **values: Any) -> tuple[str, bytes]:
        said = {"description": title, **shared, **values, "title": title, "page": target, "root": relative(target, ".")}
        said["root"] = "" if said["root"] == "." else f"{said['root']}/"
        return target, _environment().get_template(template).render(**said).encode()

    for number, lesson in enumerate(lessons):
        target = f"lessons/{lesson.row.stem}.html"
        found += _found(target, lesson.row.title, lesson.page.texts)
        yield page(
            target,
            "lesson.html.j2",
            lesson.row.title,
            description=lesson.row.question,
            text=Markup(lesson.page.body),
            lesson=lesson.row,
            sections=lesson.page.sections,
            cards=lesson.cards,
            exercise=f"exercises/{notebooks.exercise_of(lesson.row.stem)}.ipynb",
            binder=places.binder(lesson.row.stem),
            colab=places.colab(lesson.row.stem),
            previous=lessons[number - 1].row if number else None,
            next=lessons[number + 1].row if number + 1 < len(lessons) else None,
        )
        yield f"notebooks/{lesson.notebook.name}", lesson.notebook.read_bytes()
    counts = _counts(root, lessons)
    yield page("index.html", "index.html.j2", "Two Borders", lessons=lessons, counts=counts)

    for source in _markdown(root, teacher):
        progress(source)
        own_title = places.page(source) == "about.html"
        written = Page(partial(places.link, source), below=own_title)
        text = (root / source).read_text(encoding="utf-8")
        html = tables.html(text, root / "data", written) if source == "data/README.md" else written.html(text)
        target = places.page(source) or ""
        title = next((heading for level, _, heading in written.headings if level == 1), target)
        if not source.startswith(TEACHER):
            found += _found(target, title, written.texts())
        template = "about.html.j2" if own_title else "layout.html.j2"
        yield page(target, template, "About this edition" if own_title else title, text=Markup(html))

    names = sorted(
        {key.removeprefix("explorer ") for each in lessons for key in each.cards if key.startswith("explorer ")}
    )
    progress(f"all positions of {len(names)} explorers")
    with ProcessPoolExecutor() as pool:
        for name, script in zip(names, pool.map(cards.states, names), strict=True):
            yield f"cards/{name}.js", script.encode()
            yield f"cards/{name}.svg", cards.picture(name).encode()
    yield from _assets(found)
    for copied in _copied(root, teacher):
        yield places.page(copied) or copied, (root / copied).read_bytes()
    yield ".nojekyll", b""


def _sources(root: Path) -> Iterator[str]:
    for path in [*root.glob("*"), *(each for folder in FOLDERS for each in (root / folder).rglob("*"))]:
        if path.is_file():
            yield path.relative_to(root).as_posix()


def _lesson(root: Path, path: Path, places: Places) -> Lesson:
    notebook = nbformat.read(path, as_version=4)
    exercise = root / f"exercises/{notebooks.exercise_of(path.stem)}.ipynb"
    row = readme.lesson(notebook, path.stem, exercise.is_file())
    source = path.relative_to(root).as_posix()
    return Lesson(row, path, lesson_page(notebook, partial(places.link, source)))


def _markdown(root: Path, teacher: bool) -> list[str]:
    own = [path for path in PAGES if path != "README.md"]
    pages = sorted(path.relative_to(root).as_posix() for path in (root / TEACHER).glob("*.md"))
    return own + (pages if teacher else [])


def _copied(root: Path, teacher: bool) -> list[str]:
    patterns = ["exercises/*.ipynb", "data/*.csv", "data/datapackage.json", *(["solutions/*.ipynb"] if teacher else [])]
    return sorted(path.relative_to(root).as_posix() for pattern in patterns for path in root.glob(pattern))


def _counts(root: Path, lessons: Sequence[Lesson]) -> str:
    asked = [questions.get(each) for each in questions.ids()]
    number = sum(lesson.row.has_exercise for lesson in lessons)
    return stated.kit(len(lessons), len(list(root.glob("data/*.csv"))), len(explore.names()), asked, number)


def _found(target: str, title: str, texts: Sequence[tuple[str, str, str]]) -> list[dict[str, str]]:
    return [
        {"page": f"{target}#{name}", "title": title, "heading": heading, "text": text[:LONGEST]}
        for name, heading, text in texts
    ]


def _assets(found: Sequence[dict[str, str]]) -> Files:
    style = (CARDS_PAGE / "card.css").read_text(encoding="utf-8") + (PAGE / "site.css").read_text(encoding="utf-8")
    yield "assets/site.css", style.encode()
    begin = "globalThis.twoborders ??= {};\n"
    yield "assets/cards.js", (begin + script(_read(CARDS_PAGE / "card.js"))).encode()
    yield "assets/vega.js", script(_read(CARDS_PAGE / "vega/vega.js"), "vega").encode()
    yield "assets/site.js", (PAGE / "site.js").read_bytes()
    yield "assets/present.js", (PAGE / "present.js").read_bytes()
    yield "assets/minisearch.js", (PAGE / "search/minisearch.js").read_bytes()
    yield "assets/pages.js", f"twoborders.pages({json.dumps(found, ensure_ascii=False)})\n".encode()
    yield "assets/vega-licences.txt", (CARDS_PAGE / "vega/LICENSES.txt").read_bytes()
    yield "assets/minisearch-licence.txt", (PAGE / "search/LICENSES.txt").read_bytes()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def script(module: str, name: str = "") -> str:
    """Return a module as a script that puts what it exports into ``twoborders``, or into ``twoborders.NAME``.

    A page that lies on a disk may load scripts, and no modules. Raises ValueError for a module that exports nothing.
    """
    exports = dict(re.findall(r"(\w+) as (\w+)", "".join(re.findall(r"\bexport\{([^}]*)\};?\s*$", module))))
    given = [f"{there}: {here}" for here, there in exports.items()]
    given += re.findall(r"^export function (\w+)", module, re.MULTILINE)
    if not given:
        raise ValueError("This module exports nothing that can be found.")
    text = re.sub(r"^export (?=function )", "", re.sub(r"\bexport\{[^}]*\};?\s*$", "", module), flags=re.MULTILINE)
    target = f"twoborders.{name} ??= {{}}" if name else "twoborders"
    return f"(() => {{\n{text}\nObject.assign({target}, {{ {', '.join(given)} }});\n}})();\n"


def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
