"""The web edition as its readers have it: opened from a disk, in a real browser, with nothing but its own files."""

import gzip
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import lab
import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from by_hand import inputs, put, sentence, shows, some_states
from test_commands import PAGES, commands

from twoborders import explore, questions
from twoborders.tables import ROOT

LESSONS = sorted(path.stem for path in ROOT.glob("notebooks/*.ipynb"))
MOST = 1_500_000
"""So many bytes, compressed, may a lesson ask of a reader who has nothing yet."""


class Edition(NamedTuple):
    """The written edition, a page of a browser, and the addresses that the browser asked for."""

    folder: Path
    page: object
    asked: list


@pytest.fixture(scope="module")
def edition(tmp_path_factory, chromium):
    place = tmp_path_factory.mktemp("edition")
    (line,) = [each for each in commands(PAGES["README.md"]) if each[:2] == ["twoborders", "site"] and len(each) == 3]
    folder = place / line[-1]
    done = subprocess.run([sys.executable, "-m", *line], cwd=place, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    with lab.browser(chromium) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        yield Edition(folder, page, asked)


def open_page(edition, name, fresh=False):
    """Open a page of the edition and wait for its program; ``fresh``: as a reader who was never here."""
    edition.page.goto((edition.folder / "about.html").as_uri())
    if fresh:
        edition.page.evaluate("localStorage.clear()")
    edition.page.goto((edition.folder / name.partition("?")[0]).as_uri() + name[len(name.partition("?")[0]) :])
    edition.page.locator("body[data-ready=yes]").wait_for(state="attached")


def card_of(edition, key):
    """The living card with a key such as ``explorer backlog``, brought into view."""
    place = edition.page.locator(f'.card[data-card="{key}"]')
    place.scroll_into_view_if_needed()
    card = place.locator(".twoborders-card")
    card.wait_for()
    if key.startswith("explorer "):
        lab.wait_until(lambda: card.get_attribute("data-drawn") == "yes")
    return card


def keys_of(edition, kind):
    """The keys of all cards of a kind, with the page of each."""
    found = []
    for path in sorted((edition.folder / "lessons").glob("*.html")):
        keys = re.findall(rf'data-card="({kind} [^"]+)"', path.read_text(encoding="utf-8"))
        found += [(f"lessons/{path.name}", key) for key in keys]
    return found


def test_every_page_opens_without_an_error_and_asks_only_for_its_own_files(edition):
    troubles = []
    edition.page.on("pageerror", lambda error: troubles.append(str(error)))
    edition.page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    edition.page.on("requestfailed", lambda request: troubles.append(request.url))
    pages = sorted(path.relative_to(edition.folder).as_posix() for path in edition.folder.rglob("*.html"))
    assert len(pages) > len(LESSONS) + 5
    for name in pages:
        if "/sheets/" in name:  # a sheet to print has no program
            edition.page.goto((edition.folder / name).as_uri())
        else:
            open_page(edition, name)
    assert troubles == []
    assert [address for address in edition.asked if not address.startswith(("file://", "data:", "blob:"))] == []


def test_every_explorer_shows_what_python_says_by_mouse_and_keys_and_its_goal_is_kept_over_a_reload(edition, subtests):
    """A few states of each: test_cards.py has more of them, and the page gets all from the same function."""
    found = keys_of(edition, "explorer")
    assert sorted(key.removeprefix("explorer ") for _, key in found) == explore.names()
    for name, key in found:
        with subtests.test(key):
            explorer = getattr(explore, key.removeprefix("explorer "))()
            open_page(edition, name, fresh=True)
            card = card_of(edition, key)
            for state in some_states(explorer)[::3]:
                put(card, explorer, state)
                shows(card, explorer, state)
                assert card.locator(".tb-panels").get_attribute("aria-label") == explorer.at(state).alt
            lab.wait_until(lambda card=card, all=explorer.size: card.get_attribute("data-states") == str(all))
            card.get_by_role("button", name="Back to the start").click()
            before = sentence(card).inner_text()
            slider = card.locator("input[type=range]").first
            slider.press("End" if slider.input_value() != slider.get_attribute("max") else "Home")
            lab.wait_until(lambda card=card, before=before: sentence(card).inner_text() != before)
            box = slider.bounding_box()
            before = slider.input_value()
            edition.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            assert slider.input_value() != before
            put(card, explorer, next(state for state in explorer.states() if explorer.at(state).reply[0]))
            card.get_by_role("button", name="Did you find it?").click()
            card.locator(".tb-found").filter(has_text="Found.").wait_for()
            edition.page.reload()
            assert card_of(edition, key).get_by_text("Goal reached").is_visible()


def test_every_self_check_answers_and_is_kept_over_a_reload(edition, subtests):
    for name in LESSONS:
        open_page(edition, f"lessons/{name}.html", fresh=True)
        keys = [key for page, key in keys_of(edition, "selfcheck") if page == f"lessons/{name}.html"]
        assert len(keys) == len(questions.self_check_ids(name[:2])) > 0
        for key in keys:
            with subtests.test(key):
                choices = questions.self_checks(key.removeprefix("selfcheck "))["choices"]
                card = card_of(edition, key)
                for place, choice in enumerate(choices):
                    card.get_by_role("radio").nth(place).check()
                    card.get_by_role("button", name="Check my answer").press("Enter")
                    said = ("Right. " if choice["right"] else "Not yet. ") + choice["feedback"]
                    card.get_by_role("status").get_by_text(said, exact=True).wait_for()
        edition.page.reload()
        for key in keys:
            assert card_of(edition, key).get_by_role("radio").last.is_checked()


def test_every_prediction_keeps_a_guess_over_a_reload_and_shows_the_figures(edition, subtests):
    for name in LESSONS:
        open_page(edition, f"lessons/{name}.html", fresh=True)
        keys = [key for page, key in keys_of(edition, "prediction") if page == f"lessons/{name}.html"]
        assert keys
        for key in keys:
            card = card_of(edition, key)
            card.get_by_role("radio").first.press("Space")
            card.get_by_role("button", name="Keep my guess").press("Enter")
            card.get_by_text("Your guess is kept in this browser.").wait_for()
        edition.page.reload()
        for key in keys:
            with subtests.test(key):
                asked = questions.predictions(key.removeprefix("prediction "))
                card = card_of(edition, key)
                assert card.get_by_role("radio").first.is_checked() and card.get_by_role("radio").first.is_disabled()
                card.get_by_role("button", name="Show the figures").click()
                agrees = "agrees" if asked["choices"][0] == asked["right"] else "was another"
                card.get_by_text(f"The figures: {asked['seen']} Your guess {agrees}.").wait_for()


def test_what_was_answered_is_counted_in_the_list_of_lessons_and_can_be_forgotten(edition):
    open_page(edition, f"lessons/{LESSONS[1]}.html", fresh=True)
    card = card_of(edition, keys_of(edition, "selfcheck")[3][1])
    card.get_by_role("radio").first.check()
    card.get_by_role("button", name="Check my answer").click()
    open_page(edition, "index.html")
    counted = edition.page.locator(".lessons li").nth(1).locator("[data-cards]")
    assert re.fullmatch(r"1 of \d+ cards answered", counted.inner_text())
    open_page(edition, "about.html")
    edition.page.get_by_role("button", name="Forget what I answered").click()
    open_page(edition, "index.html")
    assert counted.inner_text() == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(edition, scheme):
    edition.page.emulate_media(color_scheme=scheme)
    pages = ["index.html", f"lessons/{LESSONS[2]}.html", f"lessons/{LESSONS[1]}.html?present"]
    if scheme == "light":  # the dark pages differ in nothing but their colours
        pages += ["claims.html", "tables.html", "glossary.html", "about.html", "teach/guide.html"]
        pages += [f"lessons/{name}.html" for name in LESSONS]
    found = {}
    try:
        for name in pages:
            open_page(edition, name, fresh=True)
            for each in Axe().run(edition.page).response["violations"]:
                found[name, each["id"]] = [node["html"][:160] for node in each["nodes"]][:5]
    finally:
        edition.page.emulate_media(color_scheme="light")
    assert found == {}


@pytest.mark.parametrize("width", [320, 390, 768, 1366, 1920])
def test_no_page_moves_sideways(edition, width):
    edition.page.set_viewport_size({"width": width, "height": 800})
    try:
        for name in ["index.html", "claims.html", "tables.html", "glossary.html", f"lessons/{LESSONS[4]}.html"]:
            open_page(edition, name)
            assert edition.page.evaluate("document.documentElement.scrollWidth") <= width, name
    finally:
        edition.page.set_viewport_size({"width": 1280, "height": 1000})


def test_the_code_of_a_lesson_is_shown_by_one_switch_which_is_remembered(edition):
    open_page(edition, f"lessons/{LESSONS[1]}.html", fresh=True)
    page = edition.page
    assert page.locator("details.code[open]").count() == 0
    page.get_by_role("button", name="Show all code").press("Enter")
    folded = page.locator("details.code:not([open])")
    assert folded.count() == 0
    page.reload()
    page.locator("body[data-ready=yes]").wait_for(state="attached")
    assert folded.count() == 0


def test_the_search_finds_words_with_and_without_accents_and_leads_to_their_place(edition):
    open_page(edition, "index.html")
    page = edition.page
    field = page.get_by_role("searchbox")
    field.fill("comision refugiados")
    page.locator(".results a").first.wait_for()
    field.fill("seasonality")
    link = page.locator('.results a[href*="glossary.html#seasonality"]')
    link.wait_for()
    link.click()
    assert page.locator("#seasonality").is_visible()
    page.get_by_role("searchbox").fill("xyzzyq")
    page.get_by_text('Nothing has "xyzzyq".').wait_for()


def test_the_search_works_when_its_engine_comes_after_its_pages(edition):
    open_page(edition, "index.html")
    edition.page.evaluate(
        """() => {
            const append = document.head.append.bind(document.head);
            const wait = (script) => script.src.endsWith("minisearch.js") ? 1000 : 0;
            document.head.append = (script) => setTimeout(append, wait(script), script);
        }"""
    )
    edition.page.get_by_role("searchbox").fill("seasonality")
    edition.page.locator(".results a").first.wait_for(timeout=20_000)


@pytest.mark.parametrize("path", ["20", "45", "90", "mixed"])
def test_the_present_view_goes_through_the_plan_with_the_arrow_keys(edition, path):
    """Each cell of each part that the plan has is shown once, in order; nothing else is."""
    notebook = nbformat.read(ROOT / f"notebooks/{LESSONS[1]}.ipynb", as_version=4)
    about = notebook["metadata"]["twoborders"]
    plan, passed = about["plan"], about["passes_over"].get(path, [])
    wanted, minutes = [], 0
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown" and re.search(r"^##? ", cell["source"], re.MULTILINE):
            minutes = plan[cell["id"]][["20", "45", "90", "mixed"].index(path)]
        wanted.append(minutes > 0 and cell["id"] not in passed)
    open_page(edition, f"lessons/{LESSONS[1]}.html?present", fresh=True)
    page = edition.page
    page.get_by_label("Plan").select_option("mixed class, 90 minutes" if path == "mixed" else f"{path} minutes")
    page.locator(".stage").focus()
    shown, places = [], page.evaluate("[...document.querySelectorAll('.stage .cell')].length")
    assert places == len(wanted)
    for _ in range(2 * places):
        now = page.evaluate(
            "[...document.querySelectorAll('.stage .cell')].flatMap((cell, i) => cell.offsetParent ? [i] : [])"
        )
        if not shown or now[0] > shown[-1]:
            shown += now
        elif shown[-len(now) :] != now:
            raise AssertionError("a slide is shown twice")
        page.keyboard.press("ArrowRight")
    assert shown == [place for place, there in enumerate(wanted) if there]
    page.keyboard.press("Escape")
    assert page.evaluate("[...document.querySelectorAll('.cell')].filter(cell => cell.offsetParent).length") == places


def test_hands_are_counted_in_the_place_of_a_guess_and_kept(edition):
    open_page(edition, f"lessons/{LESSONS[1]}.html?present", fresh=True)
    page = edition.page
    vote = page.locator(".hands").first
    for _ in range(40):
        if vote.is_visible():
            break
        page.keyboard.press("ArrowRight")
    vote.get_by_role("spinbutton").nth(0).fill("4")
    vote.get_by_role("spinbutton").nth(1).fill("2")
    widths = vote.locator(".votes").evaluate_all("bars => bars.map(bar => bar.getBoundingClientRect().width)")
    assert widths[0] == pytest.approx(2 * widths[1], rel=0.05) and widths[1] > 0
    vote.get_by_role("button", name="Show the figures").click()
    vote.get_by_text(questions.predictions("01-p1")["seen"]).wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".hands").count() == 0
    assert card_of(edition, "prediction 01-p1").get_by_role("radio").first.is_enabled()
    page.reload()
    page.locator("body[data-ready=yes]").wait_for(state="attached")
    assert page.locator(".hands input").first.input_value() == "4"


def test_a_card_at_its_place_in_the_present_view_is_as_wide_as_the_window(edition):
    page = edition.page
    page.set_viewport_size({"width": 1920, "height": 1080})
    try:
        open_page(edition, f"lessons/{LESSONS[1]}.html?present", fresh=True)
        card = page.locator('.card[data-card="explorer backlog"] .twoborders-card')
        for _ in range(60):
            if card.is_visible():
                break
            page.keyboard.press("ArrowRight")
        assert card.bounding_box()["width"] > 0.85 * 1920
        # A slider that is moved with the keys does not turn the slide.
        slide = page.locator(".bar p").inner_text()
        explorer = explore.backlog()
        inputs(card, explorer.controls[0]).press("ArrowLeft")
        assert page.locator(".bar p").inner_text() == slide
    finally:
        page.set_viewport_size({"width": 1280, "height": 1000})


def test_a_lesson_weighs_at_most_a_megabyte_and_a_half(edition):
    shared = ["site.css", "cards.js", "site.js", "vega.js"]
    for name in LESSONS:
        page = edition.folder / "lessons" / f"{name}.html"
        keys = re.findall(r'data-card="explorer (\w+)"', page.read_text(encoding="utf-8"))
        files = [page, *(edition.folder / "assets" / each for each in shared)]
        files += [edition.folder / "cards" / f"{key}.js" for key in keys]
        weight = sum(len(gzip.compress(path.read_bytes(), 6)) for path in files)
        print(f"{name}: {weight / 1000:,.0f} KB compressed, {len(keys)} explorers")
        assert weight <= MOST


def test_without_a_script_a_lesson_shows_its_questions_and_pictures(edition):
    page = edition.page.context.browser.new_context(java_script_enabled=False).new_page()
    page.goto((edition.folder / "lessons" / f"{LESSONS[1]}.html").as_uri())
    assert page.get_by_text("Predict.").first.is_visible()
    picture = page.get_by_role("img", name=explore.backlog().at(explore.backlog().default).alt)
    assert picture.bounding_box()["width"] > 300
    assert page.get_by_role("button", name="Present").is_hidden()
    page.context.close()
