"""Both pages in a real browser: on a narrow screen, in light and dark, and with nothing that asks the network."""

import generated
import pytest
from axe_playwright_python.sync_playwright import Axe
from generated import LESSON, OTHER, result, verdict, verdicts
from playwright.sync_api import sync_playwright

from twoborders.grade.reports import read_course, write_all

LONG = "W" * 400

# The contrast of a colour with the first background that is painted behind it, as WCAG computes it.
LEAST_CONTRAST = """() => {
  const part = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const behind = element => {
    for (; element; element = element.parentElement) {
      const colour = numbers(getComputedStyle(element).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    const [one, other] = [light(numbers(getComputedStyle(element).color)), light(behind(element))];
    found.push((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05));
  }
  return [found.length, Math.min(...found)];
}"""


@pytest.fixture(scope="module")
def browser(chromium):
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The address of each page, of a class with every outcome and with words that nobody can break."""
    out = tmp_path_factory.mktemp("graded")
    marked = verdict("01-9", "marked", text=LONG, comment=LONG)
    results = [
        result("ana", questions=verdicts(LESSON, 1, q01_9=marked), notes=[LONG], late=True, submission=f"ana/{LONG}"),
        result("ana", OTHER, first=2),
        result("ben", status="unreadable", notes=[LONG]),
    ]
    generated.write(out / "results.jsonl", results)
    write_all(out, read_course(out / "results.jsonl", generated.masters(LESSON, OTHER)))
    return {
        "feedback": (out / "learners" / "ana" / "feedback.html").as_uri(),
        "summary": (out / "summary.html").as_uri(),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["feedback", "summary"])
def test_a_page_fits_a_narrow_screen_can_be_read_and_loads_nothing(browser, pages, name, scheme):
    page = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(pages[name])
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    texts, contrast = page.evaluate(LEAST_CONTRAST)
    assert texts > 30
    assert contrast >= 4.5
    assert asked == [pages[name]]
    assert Axe().run(page).response["violations"] == []
    assert said == []
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert dark == (scheme == "dark")
    page.close()


@pytest.mark.parametrize("name", ["feedback", "summary"])
def test_on_paper_nothing_is_cut_off_and_ink_is_dark(browser, pages, name):
    # A sheet of A4 with margins of 1 cm; a reader's dark mode does not reach the printer.
    page = browser.new_page(viewport={"width": 718, "height": 1000}, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(pages[name])
    assert page.evaluate("document.documentElement.scrollWidth") == 718
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(LEAST_CONTRAST)[1] >= 4.5
    page.close()


def test_stacked_rows_are_still_a_table_for_a_screen_reader(browser, pages):
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(pages["feedback"])
    assert page.get_by_role("table").count() == 2
    assert page.get_by_role("rowheader", name="01-1 How much").count() == 1
    assert page.get_by_role("columnheader", name="Outcome").count() == 2
    page.close()


def test_outcomes_differ_without_their_colours(browser, pages):
    """Seven signs in five frames: filled (right, marked), ring, square, dashes (nothing there yet), double square."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(pages["summary"])
    signs = page.evaluate(
        """[...document.querySelectorAll('#lesson-02_exercise ~ * th .sign')].map(sign => {
            const style = getComputedStyle(sign);
            const filled = style.backgroundColor !== 'rgba(0, 0, 0, 0)';
            return [sign.textContent, [style.borderStyle, style.borderRadius, filled].join(' ')];
        })"""
    )
    assert len({sign for sign, _ in signs}) == 7
    assert len({frame for _, frame in signs}) == 5
    page.close()


def test_a_bar_is_as_long_as_its_share(browser, pages):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(pages["summary"])
    shares = page.evaluate(
        """[...document.querySelectorAll('.bar')].map(bar => [
            parseFloat(bar.previousElementSibling.textContent),
            100 * bar.firstElementChild.getBoundingClientRect().width / bar.clientWidth])"""
    )
    assert len(shares) > 10
    assert len({share for share, _ in shares}) > 2
    assert all(abs(share - width) < 1 for share, width in shares)
    page.close()
