"""The lessons in a real JupyterLab in a real browser: they run, their pictures speak, their widgets answer.

Every lesson is found by itself, and in it every explorer. A lesson is opened once for all its tests.
"""

import ast
import functools
import json
from typing import NamedTuple

import lab
import pytest

from twoborders import explore
from twoborders.tables import ROOT

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LOW = {"width": 1024, "height": 700}
NARROW = {"width": 400, "height": 800}


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


class Lesson(NamedTuple):
    """A lesson in which all cells have run, and the sources of its explorers' cells."""

    page: object
    explorers: list[str]


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
    return Lesson(page, explorers(json.loads(request.param.read_text(encoding="utf-8"))))


@pytest.fixture
def each(lesson, subtests):
    """Run a trial on each explorer of the lesson: it gets the page, the cell and the live widget."""

    def run(trial):
        for source in lesson.explorers:
            cell = lab.cell_with(lesson.page, source)
            with subtests.test(source):
                trial(lesson.page, cell, cell.locator(".twoborders-box").first)

    return run


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


# Explorers -----------------------------------------------------------------------------------------------------

# What stands in a box or list as a person reads it.
READ = "box => box.options ? box.selectedOptions[0].text : box.value"


def parts(widget):
    """The picture of an explorer, its sentence, and the boxes and lists of its controls."""
    sentence = widget.locator(".twoborders-sentence").get_by_role("status")
    return widget.locator("figure img"), sentence, widget.locator("input[type=number], select")


def test_an_arrow_key_moves_picture_words_and_number(each):
    def trial(page, cell, widget):
        picture, sentence, boxes = parts(widget)

        def shown():
            return picture.get_attribute("src"), picture.get_attribute("alt"), sentence.inner_text()

        before, values = shown(), [box.evaluate(READ) for box in boxes.all()]
        handle = widget.get_by_role("slider").first
        at_end = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
        handle.press("ArrowLeft" if at_end else "ArrowRight")
        lab.wait_until(lambda: [box.evaluate(READ) for box in boxes.all()] != values)
        lab.wait_until(lambda: shown() != before)
        # The picture is a real one that the browser could read, not a broken image with a text.
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300

    each(trial)


def test_a_held_key_ends_in_the_last_position(each):
    def trial(page, cell, widget):
        row = widget.locator(".twoborders-row").filter(has=page.get_by_role("slider")).first
        handle, box = row.get_by_role("slider"), row.locator("input[type=number], select")
        sentence = parts(widget)[1]
        handle.press("Home")
        values = box.evaluate(
            """box => box.options ? Array.from(box.options).map(option => option.text)
                : Array.from({length: (box.max - box.min) / box.step + 1}, (_, i) => String(+box.min + i * box.step))"""
        )
        lab.wait_until(lambda: box.evaluate(READ) == values[0])
        # As fast as the browser takes them: more than the kernel can draw.
        for _ in range(12):
            page.keyboard.press("ArrowRight")
        last = values[min(12, len(values) - 1)]
        lab.wait_until(lambda: box.evaluate(READ) == last)
        # The words are of this position too: a step back and forth gives the same.
        page.wait_for_timeout(500)
        said = sentence.inner_text()
        handle.press("ArrowLeft")
        lab.wait_until(lambda: box.evaluate(READ) != last)
        handle.press("ArrowRight")
        lab.wait_until(lambda: box.evaluate(READ) == last)
        lab.wait_until(lambda: sentence.inner_text() == said)

    each(trial)


def test_the_keys_of_a_list_are_no_commands_of_the_notebook(each):
    def trial(page, cell, widget):
        chosen = widget.locator("select").first
        if not chosen.count():
            return
        before, value = notebook(page), chosen.evaluate(READ)
        chosen.focus()
        at_end = chosen.evaluate("box => box.selectedIndex === box.options.length - 1")
        page.keyboard.press("ArrowUp" if at_end else "ArrowDown")
        assert chosen.evaluate(READ) != value
        for key in "ddxaby":
            page.keyboard.press(key)
        assert notebook(page) == before
        assert widget.locator(".twoborders-error").count() == 0

    each(trial)


def notebook(page):
    """What a command of the notebook would change: its active cell, its mode and its number of cells."""
    return page.evaluate(
        """() => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            return [notebook.activeCellIndex, notebook.mode, notebook.widgets.length];
        }"""
    )


def _says_the_same(handle, chosen) -> bool:
    return handle.get_attribute("aria-valuetext") == chosen.evaluate(READ)


def test_every_control_has_a_name(each):
    def trial(page, cell, widget):
        for box in widget.locator("input[type=number], select").all():
            assert box.evaluate("box => Array.from(box.labels).map(label => label.innerText).join('')")
        for row in widget.locator(".twoborders-row").filter(has=page.get_by_role("slider")).all():
            handle = row.get_by_role("slider")
            assert handle.get_attribute("aria-label") == row.locator("label").first.inner_text() != ""
            for chosen in row.locator("select").all():
                # A key of an earlier test may still be on its way from the handle to the list.
                lab.wait_until(functools.partial(_says_the_same, handle, chosen))

    each(trial)


def test_a_low_window_shows_controls_reply_and_words_together(lesson, each):
    def trial(page, cell, widget):
        picture, sentence, _ = parts(widget)
        # As a person has it who moves the first control.
        first = widget.locator(".twoborders-row").first
        first.evaluate("row => row.scrollIntoView({block: 'start'})")
        widget.get_by_role("button", name="Did you find it?").evaluate("button => button.click()")
        reply = (
            widget.get_by_role("status")
            .filter(has_text="Not yet.")
            .or_(widget.get_by_role("status").filter(has_text="Found."))
        )
        reply.wait_for()
        view = page.locator(".jp-WindowedPanel-outer").bounding_box()
        top, end = view["y"], view["y"] + view["height"]
        for shown in (first, reply, sentence):
            place = shown.bounding_box()
            assert top - 1 <= place["y"]
            assert place["y"] + place["height"] <= end + 1
        place = picture.bounding_box()
        assert place["y"] + place["height"] / 2 < end, "less than half of the picture"

    before = lesson.page.viewport_size
    lesson.page.set_viewport_size(LOW)
    try:
        each(trial)
    finally:
        lesson.page.set_viewport_size(before)


def test_a_telephone_shows_type_that_can_be_read_and_the_page_does_not_scroll_sideways(lesson, each):
    def trial(page, cell, widget):
        picture = parts(widget)[0]
        # Type of 12 pixels in a picture of 820 is one of 9 in 620.
        assert picture.bounding_box()["width"] >= 600
        frame = picture.locator("xpath=ancestor::*[contains(@class, 'twoborders-picture')]").first
        far = frame.evaluate("frame => { frame.scrollLeft = 10000; return frame.scrollLeft + frame.clientWidth }")
        assert far >= 600, "the right side of the picture cannot be reached"
        assert widget.bounding_box()["width"] <= NARROW["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]

    before = lesson.page.viewport_size
    lesson.page.set_viewport_size(NARROW)
    try:
        each(trial)
    finally:
        lesson.page.set_viewport_size(before)


def test_an_answer_leaves_when_a_control_moves_and_nothing_jumps(each):
    def trial(page, cell, widget):
        _, sentence, _ = parts(widget)
        widget.get_by_role("button", name="Did you find it?").click()
        reply = (
            widget.locator(".twoborders-note")
            .filter(has_text="Not yet.")
            .or_(widget.locator(".twoborders-note").filter(has_text="Found."))
        )
        reply.wait_for()
        handle = widget.get_by_role("slider").first
        place = sentence.bounding_box()["y"] - handle.bounding_box()["y"]
        at_end = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
        handle.press("ArrowLeft" if at_end else "ArrowRight")
        reply.wait_for(state="hidden")
        assert sentence.bounding_box()["y"] - handle.bounding_box()["y"] == pytest.approx(place, abs=1)

    each(trial)


def test_the_printed_start_position_stays_below(each):
    def trial(page, cell, widget):
        printed = cell.locator("figure").filter(has_text="Start position")
        assert printed.count() == 1
        assert len(printed.locator("img").get_attribute("alt")) > 40

    each(trial)


# Self-checks ---------------------------------------------------------------------------------------------------


def test_a_self_check_is_answered_with_the_keys_alone(lesson):
    page = lesson.page
    cell = lab.cell_with(page, "self_check(")
    before = notebook(page)
    choices = cell.get_by_role("radio")
    status = cell.get_by_role("status")
    choices.first.focus()
    page.keyboard.press("ArrowDown")
    lab.wait_until(choices.nth(1).is_checked)
    assert notebook(page) == before
    assert cell.get_by_role("radiogroup").get_attribute("aria-label") == "Your answer"
    # The kernel has heard of the choice: a second message could overtake the first while it is busy.
    status.filter(has_text="Check your answer.").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    status.filter(has_text="Right.").or_(status.filter(has_text="Not yet.")).wait_for()


def test_without_help_jupyterlab_takes_the_key(lesson):
    # What assist.js is for: a copy of the widget has none of its listeners.
    cell = lab.cell_with(lesson.page, "self_check(")
    before = notebook(lesson.page)
    cell.locator(".twoborders-box").evaluate(
        """box => {
            const copy = box.cloneNode(true);
            copy.querySelector('style').remove();
            copy.classList.add('copy');
            box.after(copy);
            copy.querySelector('input').focus();
        }"""
    )
    lesson.page.keyboard.press("ArrowDown")
    assert notebook(lesson.page) != before
    cell.locator(".copy").evaluate("copy => copy.remove()")
