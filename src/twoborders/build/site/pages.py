"""All files of the web edition, by path: pages, scripts, cards, and what there is to download."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from twoborders import explore, questions
from twoborders.build import notebooks, readme, stated
from twoborders.build.notebooks import BuildError
from twoborders.build.site import cards, tables
from twoborders.build.site.assets import assets
from twoborders.build.site.lesson import TEMPLATES, LessonPage, lesson_page
from twoborders.build.site.markdown import Page
from twoborders.build.site.places import COPIED, DOWNLOADS, PAGES, SHEETS, TEACHER, Places, relative

FOLDERS = ("notebooks", "exercises", "solutions", "data", "docs", "src", "tests")
"""Folders of the kit to whose files a page may have a link."""
IN_THE_HEAD = (("claims.html", "Claims"), ("tables.html", "Tables"), ("glossary.html", "Glossary"))
LONGEST = 1_500
"""So many letters of a part of a page are searched."""

Progress = Callable[[str], None]


class Lesson(NamedTuple):
    """A lesson's row in the list, and its page."""

    row: readme.Lesson
    page: LessonPage


class Edition:
    """The edition of the kit under ``root``; the same kit gives the same bytes.

    ``teacher``: with the teacher's pages, in ``teach/``. ``progress`` hears what is being made. Each of its parts
    raises BuildError for a link that leads nowhere, a lesson out of form, or a card that there is none of.
    """

    def __init__(self, root: Path, teacher: bool = True, progress: Progress = lambda line: None) -> None:
        self.root, self.teacher, self.progress = root, teacher, progress
        pyproject = (root / "pyproject.toml").read_text(encoding="utf-8")
        self.home = readme.home(pyproject)
        self.places = Places(frozenset(_files(root)), self.home, teacher)
        self.templates = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self.searched: list[dict[str, str]] = []

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Give each file as its path and its content; the positions of the explorers, which take longest, come last."""
        yield from self.pages_and_copies()
        for path, text in self.cards():
            yield path, text.encode()

    def pages_and_copies(self) -> Iterator[tuple[str, bytes]]:
        """Give all files but those of the cards."""
        for path, text in self.texts():
            yield path, text.encode()
        for path, target in self.copied():
            is_lesson = path.startswith("notebooks/") and path.endswith(".ipynb")
            source = self.root / path
            yield target, notebooks.to_text(self.notebook(source)).encode() if is_lesson else source.read_bytes()

    def texts(self) -> Iterator[tuple[str, str]]:
        """The pages and the scripts; the scripts last, because the search is told of all pages."""
        yield "index.html", self.page("index.html", "Two Borders", "index", lessons=self.lessons, counts=self.counts())
        yield from self.lesson_pages()
        yield from self.written_pages()
        yield from assets(self.searched)
        yield ".nojekyll", ""

    def page(self, target: str, title: str, template: str = "layout", **values: Any) -> str:
        """Fill a template for the page ``target``."""
        up = relative(target, ".")
        shared = {
            "page": target,
            "root": "" if up == "." else f"{up}/",
            "title": title,
            "description": title,
            "pages": IN_THE_HEAD,
            "version": self.home.version,
            "teacher": self.teacher,
            "repository": self.places.home.repository,
        }
        return self.templates.get_template(f"{template}.html.j2").render(shared | values)

    @cached_property
    def lessons(self) -> list[Lesson]:
        """The lessons in their order, each with its page."""
        found = []
        for path in sorted((self.root / "notebooks").glob("*.ipynb")):
            self.progress(f"lesson {path.stem}")
            notebook = self.notebook(path)
            exercise = self.root / f"exercises/{notebooks.exercise_of(path.stem)}.ipynb"
            row = readme.lesson(notebook, path.stem, exercise.is_file())
            link = partial(self.places.link, path.relative_to(self.root).as_posix())
            found.append(Lesson(row, lesson_page(notebook, link)))
        if not found:
            raise BuildError(
                [f"{self.root / 'notebooks'}: there is no lesson; the web edition is made in a whole copy of the kit"]
            )
        return found

    def notebook(self, path: Path) -> nbformat.NotebookNode:
        """A lesson; without the teacher's pages, its stored messages hold no solved cell either."""
        found = notebooks.read(path, path.name)
        return found if self.teacher else notebooks.without_solved_cells(found)

    def counts(self) -> str:
        """What the kit has, in one sentence."""
        asked = [questions.get(each) for each in questions.ids()]
        number = sum(lesson.row.has_exercise for lesson in self.lessons)
        tables_there = len(list(self.root.glob("data/*.csv")))
        return stated.kit(len(self.lessons), tables_there, len(explore.names()), asked, number)

    def lesson_pages(self) -> Iterator[tuple[str, str]]:
        for number, (row, made) in enumerate(self.lessons):
            target = f"lessons/{row.stem}.html"
            self.search(target, row.title, made.texts)
            yield (
                target,
                self.page(
                    target,
                    row.title,
                    "lesson",
                    description=row.question,
                    text=Markup(made.body),
                    lesson=row,
                    made=made,
                    exercise=f"exercises/{notebooks.exercise_of(row.stem)}.ipynb",
                    home=self.home,
                    previous=self.lessons[number - 1].row if number else None,
                    next=self.lessons[number + 1].row if number + 1 < len(self.lessons) else None,
                ),
            )

    def written_pages(self) -> Iterator[tuple[str, str]]:
        """The pages that are Markdown in the kit."""
        sources = [path for path in PAGES if path != "README.md"]
        if self.teacher:
            sources += sorted(path for path in self.places.files if path.startswith(TEACHER) and path.endswith(".md"))
        for source in sources:
            self.progress(source)
            target = self.places.page(source) or ""
            is_about = target == "about.html"
            written = Page(partial(self.places.link, source), below=is_about)
            text = (self.root / source).read_text(encoding="utf-8")
            is_tables = source == "data/README.md"
            body = Markup(tables.html(text, self.root / "data", written) if is_tables else written.html(text))
            title = "About this edition" if is_about else written.headings[0][2]
            if not source.startswith(TEACHER):
                self.search(target, title, written.texts())
            yield target, self.page(target, title, "about" if is_about else "layout", text=body)

    def search(self, target: str, title: str, texts: Sequence[tuple[str, str, str]]) -> None:
        """Let the search find the parts of a page."""
        self.searched += [
            {"page": f"{target}#{name}", "title": title, "heading": heading, "text": text[:LONGEST]}
            for name, heading, text in texts
        ]

    def copied(self) -> Iterator[tuple[str, str]]:
        """The files of the kit that are there to be downloaded, and where they lie in the edition."""
        found = {path: path for path in sorted(self.places.files) if path.startswith(COPIED)}
        found |= {f"notebooks/{lesson.row.stem}.ipynb": f"notebooks/{lesson.row.stem}.ipynb" for lesson in self.lessons}
        if self.teacher:
            found |= {path: f"teach/{path}" for path in sorted(self.places.files) if path.startswith("solutions/")}
        yield from ((path, target) for path, target in found.items() if path.endswith(DOWNLOADS))
        if self.teacher:
            sheets = sorted(path for path in self.places.files if path.startswith(SHEETS))
            yield from ((path, self.places.page(path) or "") for path in sheets)

    def cards(self) -> Iterator[tuple[str, str]]:
        """All positions of the explorers of the lessons, and the pictures of their starts."""
        keys = {key for lesson in self.lessons for key in lesson.page.cards}
        names = sorted(key.removeprefix("explorer ") for key in keys if key.startswith("explorer "))
        self.progress(f"all positions of {len(names)} explorers")
        with ProcessPoolExecutor() as pool:
            for name, script in zip(names, pool.map(cards.states, names), strict=True):
                yield f"cards/{name}.js", script
                yield f"cards/{name}.svg", cards.picture(name)


def _files(root: Path) -> Iterator[str]:
    for path in [*root.glob("*"), *(each for folder in FOLDERS for each in (root / folder).rglob("*"))]:
        if path.is_file():
            yield path.relative_to(root).as_posix()
