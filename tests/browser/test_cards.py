"""All cards in a real JupyterLab in a real browser: by mouse and keys, with the kernel alive and dead, and reloaded.

One notebook holds every explorer, a self-check and a prediction. What the page shows is compared with what Python
says of the same state.
"""

from typing import NamedTuple

import lab
import nbformat
import pytest
from by_hand import inputs, put, shows, some_states

from twoborders import explore, questions
from twoborders.cards.base import Choice, Steps

SIZES = {
    "wide": (1920, 1080),
    "laptop": (1366, 768),
    "window": (1060, 760),
    "tablet": (800, 900),
    "half": (683, 700),
    "phone": (400, 800),
}
SMALLEST = 12
"""No type on a card is smaller, in pixels."""


class Opened(NamedTuple):
    """A notebook in which all cells have run."""

    page: object
    explorers: dict


@pytest.fixture(scope="module")
def opened(tmp_path_factory, chromium):
    scratch = tmp_path_factory.mktemp("cards")
    root = scratch / "root"
    root.mkdir()
    explorers = {name: getattr(explore, name)() for name in explore.names()}
    check = next(iter(questions.self_check_ids("01")))
    sources = ["from twoborders import explore", *(f"explore.{name}()" for name in explorers)]
    sources += [f'explore.self_check("{check}")', f'explore.predict("{questions.prediction_ids()[0]}")']
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    notebook["metadata"]["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, root / "cards.ipynb")
    with lab.server(root, scratch) as (address, token), lab.browser(chromium) as page:
        lab.open_notebook(page, address, token, "cards.ipynb")
        page.evaluate("window.jupyterapp.shell.collapseLeft()")
        lab.run_all(page)
        yield Opened(page, explorers)


def card_of(page, name):
    """The drawn card of an explorer, brought into view."""
    card = lab.cell_with(page, f"explore.{name}()").locator(".twoborders-card")
    lab.wait_until(lambda: card.get_attribute("data-drawn") == "yes")
    return card


DRAWN = """card => ({
    // Vega keeps with each element the item that it draws; a line keeps those of all its points.
    marks: [...card.querySelectorAll('.tb-chart svg *')].map(each => each.__data__).filter(item => item?.mark)
        .flatMap(item => ['line', 'area'].includes(item.mark.marktype) ? item.mark.items : [item])
        .filter(item => item.datum && Number.isFinite(item.bounds?.x1)).map(item => item.datum),
    words: [...card.querySelectorAll('.tb-chart text')].map(text => text.textContent),
})"""
"""The rows behind the marks of a picture, and the words in it."""


def undrawn(rows, drawn):
    """The rows that are no mark. On a map the marks are places, and a row is drawn as the words that stand there."""
    missing = [row for row in rows if not any(row.items() <= mark.items() for mark in drawn["marks"])]
    return [row for row in missing if (row.get("shown") or row.get("label") or "no words") not in drawn["words"]]


HEIGHT = """card => Math.round(
    card.querySelector('.tb-source').getBoundingClientRect().top - card.getBoundingClientRect().top)"""
"""How far the line below the picture stands from the top of its card, in pixels."""


@pytest.mark.parametrize("name", explore.names())
def test_the_page_shows_what_python_says_of_each_state_and_nothing_jumps(opened, name, subtests):
    """One walk through the states: to move a card and wait for its picture takes nearly all of the time."""
    explorer = opened.explorers[name]
    card = card_of(opened.page, name)
    heights = {}
    for number, state in enumerate(some_states(explorer)):
        with subtests.test(**state):
            view = explorer.at(state)
            put(card, explorer, state)
            shows(card, explorer, state)
            assert card.locator(".tb-panels").get_attribute("aria-label") == view.alt
            heights[explorer.said(state)] = card.evaluate(HEIGHT)
            if number % 3 == 0:
                rows = [row for each in view.rows.values() for row in each]
                lab.wait_until(lambda rows=rows: not undrawn(rows, card.evaluate(DRAWN)))
    assert max(heights.values()) - min(heights.values()) <= 1, heights
    card.get_by_role("button", name="Back to the start").click()
    shows(card, explorer, explorer.default)


@pytest.mark.parametrize("name", explore.names())
def test_the_figures_below_the_picture_are_its_rows(opened, name):
    explorer = opened.explorers[name]
    card = card_of(opened.page, name)
    card.locator("summary").click()
    rows = [row for each in explorer.at(explorer.default).rows.values() for row in each]
    lab.wait_until(lambda: card.locator("details tbody tr").count() == len(rows))
    card.locator("summary").click()


@pytest.mark.parametrize("name", explore.names())
def test_every_control_moves_by_the_keyboard_alone(opened, name):
    explorer = opened.explorers[name]
    page, card = opened.page, card_of(opened.page, name)
    before = notebook(page)
    for control in explorer.controls:
        found = inputs(card, control)
        place = list(control.values()).index(control.default)
        last = place == len(control.values()) - 1
        in_list = isinstance(control, Choice) and not isinstance(control, Steps)
        found.focus()
        back, on = ("ArrowUp", "ArrowDown") if in_list else ("ArrowLeft", "ArrowRight")
        page.keyboard.press(back if last else on)
        shows(card, explorer, {**explorer.default, control.name: control.values()[place - 1 if last else place + 1]})
        card.get_by_role("button", name="Back to the start").press("Enter")
    for key in "ddxaby":
        page.keyboard.press(key)
    assert notebook(page) == before


NAMED_MARKS = {
    # By explorer: a mark that a reader of the picture would ask about, and how it is said.
    "timeline": "2019-05, United States: US announces a tariff on all imports from Mexico",
    "homicide_map": "Chiapas: 513",
    "fall": "year: 2006, change, per cent: \N{MINUS SIGN}44.9",
    "alignment": "month: May 2019, apprehensions: 132,856",
    "windows": "month: 2014-06, apprehensions: 57,862",
    "seasons": "month: May, observed: 132,856, expected: 31,732, lowest: 14,519, highest: 40,339",
    "backlog": "month: 12, people: 81,889",
}


@pytest.mark.parametrize("name", NAMED_MARKS)
def test_the_marks_are_named_one_by_one_by_the_keys_and_by_the_mouse(opened, name):
    page, card = opened.page, card_of(opened.page, name)
    before = notebook(page)
    card.get_by_role("button", name="Back to the start").focus()
    page.keyboard.press("Tab")
    walk = card.get_by_role("slider", name="The marks of the picture, one by one")
    assert walk.evaluate("walk => walk === document.activeElement")
    said = {}
    for place in range(int(walk.get_attribute("max")) + 1):
        shown = card.locator(".tb-named").inner_text()
        assert walk.get_attribute("aria-valuetext") == shown
        said[shown] = place
        ring, frame = card.locator(".tb-ring").bounding_box(), card.locator(".tb-panels").bounding_box()
        assert frame["x"] - 5 <= ring["x"] and ring["x"] + ring["width"] <= frame["x"] + frame["width"] + 5
        page.keyboard.press("ArrowRight")
    assert NAMED_MARKS[name] in said
    assert notebook(page) == before
    # By the mouse: the same mark, the same name; and away from it none.
    page.keyboard.press("Home")
    for _ in range(said[NAMED_MARKS[name]]):
        page.keyboard.press("ArrowRight")
    ring = card.locator(".tb-ring").bounding_box()
    walk.evaluate("walk => walk.blur()")
    assert card.locator(".tb-ring").is_hidden()
    page.mouse.move(ring["x"] + ring["width"] / 2, ring["y"] + ring["height"] / 2)
    card.locator(".tb-named").filter(has_text=NAMED_MARKS[name]).wait_for()
    page.mouse.move(0, 0)
    card.locator(".tb-named").filter(has_text="Each mark has a name").wait_for()


def notebook(page):
    """What a command of the notebook would change: its active cell, its mode and its number of cells."""
    return page.evaluate(
        """() => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            return [notebook.activeCellIndex, notebook.mode, notebook.widgets.length];
        }"""
    )


@pytest.mark.parametrize("name", explore.names())
def test_the_goal_can_be_found_and_stays_found(opened, name):
    explorer = opened.explorers[name]
    card = card_of(opened.page, name)
    state = next(state for state in explorer.states() if explorer.at(state).reply[0])
    put(card, explorer, state)
    shows(card, explorer, state)
    card.get_by_role("button", name="Did you find it?").click()
    card.locator(".tb-found").filter(has_text="Found.").wait_for()
    card.get_by_role("button", name="Back to the start").click()
    assert card.get_by_text("Goal reached").is_visible()
    # The reply to another position is gone.
    assert card.locator(".tb-found").filter(has_text="Found.").is_hidden()


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off_and_no_type_is_small(opened, size, subtests):
    page = opened.page
    page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
    try:
        for name in opened.explorers:
            card = card_of(page, name)
            with subtests.test(name):
                outside = card.evaluate(
                    """card => {
                        const box = card.getBoundingClientRect();
                        const parts = 'input, select, button, output, label, h3, h4, svg, .tb-chart, .tb-note';
                        return [...card.querySelectorAll(parts)]
                            .filter(each => each.getBoundingClientRect().right > box.right + 1
                                || (each.scrollWidth > each.clientWidth + 1 && each.matches('.tb-note, h3, h4')))
                            .map(each => each.outerHTML.slice(0, 80));
                    }"""
                )
                assert outside == []
                clipped = card.evaluate(
                    """card => [...card.querySelectorAll('.tb-chart')].flatMap(chart => {
                        const frame = chart.getBoundingClientRect();
                        return [...chart.querySelectorAll('text')].filter(text => {
                            const box = text.getBoundingClientRect();
                            return box.width && (box.right > frame.right + 2 || box.left < frame.left - 2);
                        }).map(text => text.textContent);
                    })"""
                )
                assert clipped == []
                small = card.evaluate(
                    """(card, least) => [...card.querySelectorAll('*')]
                        .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
                        .filter(each => parseFloat(getComputedStyle(each).fontSize) < least)
                        .map(each => each.textContent)""",
                    SMALLEST,
                )
                assert small == []
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    finally:
        page.set_viewport_size({"width": 1280, "height": 1000})


def test_a_laptop_shows_goal_controls_and_picture_together(opened, subtests):
    page = opened.page
    page.set_viewport_size({"width": 1366, "height": 768})
    try:
        for name in opened.explorers:
            card = card_of(page, name)
            with subtests.test(name):
                card.evaluate("card => card.scrollIntoView({block: 'start'})")
                view = page.locator(".jp-WindowedPanel-outer").bounding_box()
                for part in (".tb-controls", ".tb-panels"):
                    box = card.locator(part).bounding_box()
                    assert box["y"] >= view["y"] - 1 and box["y"] + box["height"] <= view["y"] + view["height"] + 1
    finally:
        page.set_viewport_size({"width": 1280, "height": 1000})


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_in_a_card(opened, theme):
    page = opened.page
    page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    page.wait_for_function(
        "theme => document.body.dataset.jpThemeName === theme && document.body.dataset.jpThemeLight", arg=theme
    )
    found = {}
    for source in [*(f"explore.{name}()" for name in opened.explorers), "explore.self_check(", "explore.predict("]:
        lab.cell_with(page, source).locator(".twoborders-card").wait_for()
        found |= {(source, rule): nodes for rule, nodes in lab.barriers(page, ".twoborders-card").items()}
    assert found == {}


def test_a_self_check_is_answered_with_the_keys_alone(opened):
    page = opened.page
    card = lab.cell_with(page, "explore.self_check(").locator(".twoborders-card")
    before = notebook(page)
    card.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    lab.wait_until(card.get_by_role("radio").nth(1).is_checked)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    status = card.get_by_role("status")
    status.filter(has_text="Right.").or_(status.filter(has_text="Not yet.")).wait_for()
    assert notebook(page) == before


def test_a_guess_is_kept(opened):
    card = lab.cell_with(opened.page, "explore.predict(").locator(".twoborders-card")
    card.get_by_role("radio").first.check()
    card.get_by_role("button", name="Keep my guess").click()
    card.get_by_text("Your guess is kept.").wait_for()
    assert card.get_by_role("radio").first.is_disabled()


def test_without_a_kernel_every_explorer_answers_and_a_reload_says_what_to_do(opened):
    """The last test: it takes the kernel away."""
    page = opened.page
    for name, explorer in opened.explorers.items():
        card = card_of(page, name)
        lab.wait_until(lambda card=card, explorer=explorer: card.get_attribute("data-states") == str(explorer.size))
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.wait_for_function("window.jupyterapp.shell.currentWidget.sessionContext.session === null")
    for name, explorer in opened.explorers.items():
        card = card_of(page, name)
        for state in some_states(explorer)[1:4]:
            put(card, explorer, state)
            shows(card, explorer, state)
    asked = lab.cell_with(page, "explore.predict(").locator(".twoborders-card")
    asked.get_by_role("button", name="Show the figures").click()
    seen = questions.predictions(questions.prediction_ids()[0])["seen"]
    asked.get_by_text(f"The figures: {seen}").wait_for()
    assert asked.locator(".tb-mark").all_inner_texts() in (["the figures", "your guess"], ["your guess", "the figures"])
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")
    page.reload()
    page.wait_for_function("window.jupyterapp?.shell.currentWidget?.content?.widgets?.length > 3")
    cell = lab.cell_with(page, "explore.backlog()")
    cell.get_by_text("Not connected. Run this cell again.").wait_for()
    assert (
        cell.locator("figure img").get_attribute("alt")
        == opened.explorers["backlog"].at(opened.explorers["backlog"].default).alt
    )
    assert cell.get_by_text("model not found").is_hidden()
