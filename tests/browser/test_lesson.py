"""The lessons in a real JupyterLab in a real browser: they run, their pictures speak, their widgets answer."""

import lab
import pytest

# The explorer of each lesson: the cell that shows it, and a word of its sentence.
LESSONS = {
    "notebooks/00_start_here.ipynb": ("timeline()", "known"),
    "notebooks/01_constraints_border_and_institutions.ipynb": ("backlog()", "In this model"),
}


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


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, jupyter, page):
    """A page with a lesson in which all cells have run; gives the page and the cell of the explorer."""
    lab.open_notebook(page, *jupyter, request.param)
    lab.run_all(page)
    source, word = LESSONS[request.param]
    return page, lab.cell_with(page, source), word


def test_the_lesson_runs_without_an_error(lesson):
    page, _, _ = lesson
    assert lab.errors(page) == []


def test_no_news_popup(lesson):
    page, _, _ = lesson
    assert page.get_by_text("official Jupyter news").count() == 0


def test_an_arrow_key_moves_picture_words_and_number(lesson):
    _, cell, word = lesson
    widget = cell.locator(".jupyter-widgets").first
    picture, sentence = widget.locator("figure img"), widget.get_by_role("status").filter(has_text=word)
    before = picture.get_attribute("src"), picture.get_attribute("alt"), sentence.inner_text()
    boxes = widget.locator("input[type=number], select")
    values = [box.input_value() for box in boxes.all()]
    handle = widget.get_by_role("slider").first
    handle.focus()
    handle.press("ArrowRight")
    lab.wait_until(lambda: picture.get_attribute("src") != before[0])
    lab.wait_until(lambda: sentence.inner_text() != before[2])
    assert picture.get_attribute("alt") != before[1]
    lab.wait_until(lambda: [box.input_value() for box in boxes.all()] != values)
    # The picture is a real one that the browser could read, not a broken image with a text.
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300


def test_a_held_key_ends_in_the_last_position(lesson):
    page, cell, word = lesson
    widget = cell.locator(".jupyter-widgets").first
    row = widget.locator(".widget-hbox").filter(has=page.get_by_role("slider")).first
    box = row.locator("input[type=number], select")
    row.get_by_role("slider").press("Home")
    # As fast as the browser takes them: more than the kernel can draw.
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    twelfth = box.evaluate(
        "box => box.options ? box.options[12].text : (Number(box.min) + 12 * Number(box.step)).toLocaleString('en')"
    )
    widget.get_by_role("status").filter(has_text=word).filter(has_text=twelfth).wait_for()
    shown = box.evaluate("box => box.options ? box.selectedOptions[0].text : Number(box.value).toLocaleString('en')")
    assert shown == twelfth


def test_the_printed_start_position_stays_below(lesson):
    _, cell, _ = lesson
    printed = cell.locator("figure").filter(has_text="Start position")
    assert printed.count() == 1
    assert len(printed.locator("img").get_attribute("alt")) > 40


def test_the_goal_is_answered(lesson):
    _, cell, _ = lesson
    cell.get_by_role("button", name="Did you find it?").click()
    cell.get_by_role("status").filter(has_text="Not yet.").wait_for()


def test_every_picture_has_a_text_alternative(lesson):
    page, _, _ = lesson
    images = page.evaluate(
        """() => Array.from(document.querySelectorAll('.jp-OutputArea img')).map(image => image.alt ?? '')"""
    )
    assert images
    assert all(len(text) > 20 for text in images)


def test_every_input_has_a_name(lesson):
    _, cell, _ = lesson
    for box in cell.locator("input[type=number], select").all():
        assert box.evaluate("box => Array.from(box.labels).map(label => label.innerText).join('')")


def test_a_self_check_answers(lesson):
    page, _, _ = lesson
    cell = lab.cell_with(page, "self_check(")
    choice = cell.get_by_role("radio").first
    choice.check()
    cell.get_by_role("button", name="Check my answer").click()
    cell.get_by_role("status").filter(has_text="Right.").or_(
        cell.get_by_role("status").filter(has_text="Not yet.")
    ).wait_for()
