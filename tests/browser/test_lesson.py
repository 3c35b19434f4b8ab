"""The lessons in a real JupyterLab in a real browser: they run, their pictures speak, their cards are drawn.

Every lesson is found by itself, and in it every explorer. A lesson is opened once for all its tests.
"""

import ast
import json
from typing import NamedTuple

import lab
import pytest

from twoborders import explore
from twoborders.tables import ROOT

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def explorers(notebook: dict) -> list[str]:
    """Return the source of each code cell that is one call of an explorer."""
    sources = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return [source for source in sources if _called(source) in explore.names()]


def _called(source: str) -> str | None:
    """Return the name that a source calls, if it is one call of a name and nothing else."""
    body = ast.parse(source).body
    if len(body) != 1 or not isinstance(body[0], ast.Expr) or not isinstance(body[0].value, ast.Call):
        return None
    return getattr(body[0].value.func, "id", None)


def widgets(notebook: dict) -> list[str]:
    """Return the source of each code cell that makes a widget with interact."""
    sources = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return [source for source in sources if "interact(" in source]


class Lesson(NamedTuple):
    """A lesson in which all cells have run, and the sources of the cells of its explorers and of its widgets."""

    page: object
    explorers: list[str]
    widgets: list[str]


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory, chromium):
    """A server on a copy of the repository; gives its address and token."""
    scratch = tmp_path_factory.mktemp("jupyter")
    with lab.server(lab.copy_of_repository(scratch), scratch) as (address, token):
        yield address, token


@pytest.fixture(scope="module")
def page(chromium):
    with lab.browser(chromium) as page:
        yield page


@pytest.fixture(scope="module", params=LESSONS, ids=lambda path: path.stem)
def lesson(request, jupyter, page):
    lab.open_notebook(page, *jupyter, request.param.relative_to(ROOT).as_posix())
    lab.run_all(page)
    notebook = json.loads(request.param.read_text(encoding="utf-8"))
    return Lesson(page, explorers(notebook), widgets(notebook))


def test_every_explorer_stands_in_a_lesson():
    found = [_called(source) for path in LESSONS for source in explorers(json.loads(path.read_text(encoding="utf-8")))]
    assert set(found) == set(explore.names())


def test_the_lesson_runs_without_an_error(lesson):
    assert lab.errors(lesson.page) == []


def test_no_news_popup(lesson):
    assert lesson.page.get_by_text("official Jupyter news").count() == 0


def test_every_picture_has_a_text_alternative(lesson):
    images = lesson.page.evaluate(
        """() => Array.from(document.querySelectorAll('.jp-OutputArea img')).map(image => image.alt ?? '')"""
    )
    assert images
    assert all(len(text) > 20 for text in images)


def test_every_explorer_of_the_lesson_is_drawn(lesson):
    for source in lesson.explorers:
        card = lab.cell_with(lesson.page, source).locator(".twoborders-card")
        lab.wait_until(lambda card=card: card.get_attribute("data-drawn") == "yes")
        # What stands for the card where it does not live is hidden while it does.
        assert lab.cell_with(lesson.page, source).locator(".twoborders-still").is_hidden()


def test_every_slider_of_interact_has_a_label_and_answers_the_keyboard(lesson):
    for source in lesson.widgets:
        cell = lab.cell_with(lesson.page, source)
        labels, answer = cell.locator(".widget-interact .widget-label"), cell.locator(".widget-interact .jp-OutputArea")
        handles = cell.get_by_role("slider")
        lab.wait_until(lambda handles=handles: handles.count() > 0)
        for number in range(handles.count()):
            label = labels.nth(number)
            assert label.inner_text() and label.evaluate("it => it.scrollWidth <= it.clientWidth"), "it is not cut"
            before = answer.inner_text()
            handles.nth(number).press("ArrowRight")
            lab.wait_until(lambda answer=answer, before=before: answer.inner_text().strip() not in ("", before.strip()))


def test_axe_finds_nothing_of_the_kit(lesson):
    """The last test of a lesson: all of its cells are put into the page."""
    lab.show_all_cells(lesson.page)
    assert lab.barriers(lesson.page) == {}
