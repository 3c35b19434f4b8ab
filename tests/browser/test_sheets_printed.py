"""Each lesson's sheet, printed by a real browser: two pages of A4, nothing cut off, type that can be read."""

import re

import lab
import pytest

from twoborders.tables import ROOT

SHEETS = sorted((ROOT / "notebooks/instructor/sheets").glob("*.html"))
A4 = (794, 1123)
"""In the pixels of a browser, 96 to an inch."""
NINE_POINTS = 12


@pytest.fixture(scope="module")
def page(chromium):
    with lab.browser(chromium) as page:
        page.emulate_media(media="print")
        page.set_viewport_size({"width": A4[0], "height": A4[1]})
        yield page


def pages_of(pdf):
    """How many pages a PDF has, and their sizes in points."""
    sizes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", pdf)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)), {(round(float(w)), round(float(h))) for w, h in sizes}


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_a_sheet_is_two_pages_of_a4_with_nothing_cut_off(page, path):
    page.goto(path.as_uri())
    number, sizes = pages_of(page.pdf(prefer_css_page_size=True))
    assert number == 2
    assert sizes <= {(595, 842), (596, 842)}
    over = page.evaluate(
        "[...document.querySelectorAll('.side')].map(side => [side.scrollHeight - side.clientHeight,"
        " side.scrollWidth - side.clientWidth])"
    )
    assert over == [[0, 0], [0, 0]]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_the_type_of_a_sheet_has_at_least_nine_points(page, path):
    page.goto(path.as_uri())
    sizes = page.evaluate(
        "[...document.querySelectorAll('.side *')].filter(each => each.textContent.trim())"
        ".map(each => parseFloat(getComputedStyle(each).fontSize))"
    )
    assert len(sizes) > 50
    assert min(sizes) >= NINE_POINTS


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_there_is_room_to_draw_and_to_write_and_each_picture_is_shown(page, path):
    page.goto(path.as_uri())
    rooms = page.evaluate("[...document.querySelectorAll('.room')].map(room => room.clientHeight)")
    assert len(rooms) == 2
    assert min(rooms) > 60
    lines = page.evaluate(
        "(() => { const end = document.querySelector('.write').getBoundingClientRect().bottom;"
        " return [...document.querySelectorAll('.write .line')]"
        ".filter(line => line.getBoundingClientRect().bottom <= end + 1).length; })()"
    )
    assert lines >= 1
    drawn = page.evaluate("[...document.images].map(image => image.complete && image.naturalWidth > 0)")
    assert drawn == [True, True]


def test_a_sheet_that_is_too_long_would_be_seen(page):
    page.goto(SHEETS[0].as_uri())
    page.evaluate("document.querySelector('.side ol').insertAdjacentHTML('beforeend', '<li>more</li>'.repeat(60))")
    assert page.evaluate("(side => side.scrollHeight - side.clientHeight)(document.querySelector('.side'))") > 100
