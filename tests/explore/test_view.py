"""The live part: controls that stay together, errors that are shown, answers that do not go stale."""

import functools
import html
import json
import re
import subprocess
import sys

import ipywidgets as widgets
import pytest
from IPython.core.formatters import DisplayFormatter

from twoborders.explore import Choice, Explorer, Goal, SelfCheck, Slider, Steps, view
from twoborders.explore.base import Explorer as Base


class Chart:
    """A chart without a plotting library: its bytes are its state."""

    def update(self, result, state):
        self.shown = dict(state)
        return f"Shows {state}."

    def png(self):
        return repr(self.shown).encode()


def half(number, mood, year):
    if mood == "broken":
        raise RuntimeError("it is <broken>.")
    return number / 2


@pytest.fixture
def explorer():
    return Explorer(
        title="Halves & more",
        controls=(
            Slider("number", "Number", 0, 10, 2, 4, "people"),
            Choice("mood", "Mood", ("fine", "broken"), "fine"),
            Steps("year", "Year", ("2018", "2019"), "2019"),
        ),
        model=half,
        chart=Chart(),
        sentence=lambda state, result: f"Half of {state['number']} is {result}, {state['mood']}.",
        goal=Goal("Find 3.", lambda state, result: (result == 3, "It is six halves." if result == 3 else "Look on.")),
    )


@pytest.fixture
def live(explorer):
    return view._Live(explorer)


def inputs(live, name):
    return live.inputs[name].parts


def text(part):
    return re.sub(r"<[^>]+>", "", part.value)


def test_the_start_is_shown(live):
    assert "Half of 4 is 2.0, fine." in text(live.sentence)
    assert "Shows" in live.picture.value
    assert 'alt="' in live.picture.value


def test_slider_and_box_move_together(live):
    box, slider = inputs(live, "number")
    slider.value = 6
    assert box.value == 6
    assert "Half of 6" in text(live.sentence)
    box.value = 8
    assert slider.value == 8
    assert "Half of 8" in text(live.sentence)
    lists, steps = inputs(live, "year")
    steps.value = "2018"
    assert lists.value == "2018"
    assert live.state == {"number": 8, "mood": "fine", "year": "2018"}


def test_a_typed_number_goes_to_the_nearest_step(live):
    box, slider = inputs(live, "number")
    box.value = 7
    assert (box.value, slider.value, live.state["number"]) in {(6, 6, 6), (8, 8, 8)}
    box.value = 99
    assert live.state["number"] == 10


def test_one_move_is_drawn_once(live, monkeypatch):
    drawn = []
    original = Base.at
    monkeypatch.setattr(Base, "at", lambda self, state: drawn.append(state) or original(self, state))
    inputs(live, "number")[1].value = 6
    assert len(drawn) == 1


def test_an_error_is_said_in_place_and_goes_away(live):
    (mood,) = inputs(live, "mood")
    mood.value = "broken"
    shown = text(live.picture)
    assert "This position of the controls cannot be shown (Number: 4 people, Mood: broken, Year: 2019)" in shown
    assert "it is &lt;broken&gt;." in live.picture.value
    assert 'role="status"' in live.picture.value
    assert live.sentence.value == ""
    mood.value = "fine"
    assert "cannot be shown" not in live.picture.value
    assert "Half of 4" in text(live.sentence)


def test_an_error_of_the_answer_is_said_too(live):
    (mood,) = inputs(live, "mood")
    mood.value = "broken"
    button(live.box, "Did you find it?").click()
    assert "cannot be shown" in text(live.picture)


def button(box, description):
    found = [part for part in parts_of(box) if getattr(part, "description", "") == description]
    assert len(found) == 1
    return found[0]


def parts_of(box):
    yield box
    for child in getattr(box, "children", ()):
        yield from parts_of(child)


def test_the_goal_is_answered_and_the_answer_leaves_with_its_state(live):
    ask = button(live.box, "Did you find it?")
    ask.click()
    assert text(live.answer) == "Not yet. Look on."
    assert not is_stale(live.answer)
    inputs(live, "number")[1].value = 6
    # It is hidden, and keeps its place: nothing jumps while a slider moves.
    assert is_stale(live.answer)
    assert text(live.answer) == "Not yet. Look on."
    ask.click()
    assert not is_stale(live.answer)
    assert text(live.answer) == "Found. It is six halves."


def is_stale(part):
    assert "visibility: hidden" in re.search(r"\.twoborders-stale {([^}]*)}", view.CSS)[1]
    return "twoborders-stale" in part._dom_classes


def test_what_answers_a_hand_stands_above_the_picture(live):
    order = list(parts_of(live.box))
    controls = [part for row in live.inputs.values() for part in row.parts]
    places = [order.index(part) for part in (*controls, live.answer, live.sentence, live.picture)]
    assert places == sorted(places)
    ask = button(live.box, "Did you find it?")
    assert any(ask in row.children and live.answer in row.children for row in order if hasattr(row, "children"))


def test_back_to_the_start(live, explorer):
    inputs(live, "number")[1].value = 6
    inputs(live, "year")[1].value = "2018"
    button(live.box, "Back to the start").click()
    assert live.state == explorer.default
    assert [part.value for name in live.inputs for part in inputs(live, name)] == [4, 4, "fine", "2019", "2019"]
    assert "Half of 4 is 2.0, fine." in text(live.sentence)
    assert "Shows {'number': 4, 'mood': 'fine', 'year': '2019'}" in html.unescape(live.picture.value)


def test_every_control_has_a_labelled_part_and_comes_first(live):
    for name, row in live.inputs.items():
        first = row.parts[0]
        assert isinstance(first, (widgets.BoundedIntText, widgets.Dropdown)), name
        assert first.description
        # A label for both would be read twice.
        assert all(part.description == "" for part in row.parts[1:])


def test_what_python_cannot_say_to_the_page_goes_with_each_widget(live, question):
    for box in (live.box, view.build_check(question)):
        assert "twoborders-box" in box._dom_classes
        first = box.children[0].value
        handler = re.search(r'<style onload="([^"]*)">', first)[1]
        assert html.unescape(handler) == view.ASSIST
        assert ".twoborders-box" in view.ASSIST
    for row in live.inputs.values():
        assert "twoborders-row" in row.row._dom_classes


def test_status_lines_are_announced(live):
    button(live.box, "Did you find it?").click()
    for part in (live.sentence, live.answer):
        assert 'role="status" aria-live="polite"' in part.value


def test_text_of_the_title_is_no_html(live):
    assert "Halves &amp; more" in "".join(
        part.value for part in parts_of(live.box) if hasattr(part, "value") and isinstance(part, widgets.HTML)
    )


def test_no_heading_is_skipped(live):
    text = "".join(part.value for part in parts_of(live.box) if isinstance(part, widgets.HTML))
    assert not re.search(r"<h\d", text)


@pytest.fixture
def displayed(monkeypatch):
    """What is displayed, as mime bundles."""
    bundles = []

    def record(shown, raw=False):
        bundles.append(shown if raw else DisplayFormatter().format(shown)[0])

    monkeypatch.setattr(view, "display", record)
    return bundles


def test_displayed_are_the_widget_and_the_printed_picture(explorer, displayed):
    view.display_explorer(explorer)
    first, second = displayed
    assert set(first) == {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"}
    assert first["text/plain"] == "Half of 4 is 2.0, fine."
    assert first["text/html"] == "<p>Half of 4 is 2.0, fine.</p>"
    assert set(second) == {"text/html", "text/plain"}
    assert "Start position" in second["text/html"]


def test_what_is_displayed_is_the_same_each_time(explorer, displayed):
    view.display_explorer(explorer)
    view.display_explorer(explorer)
    for first, second in zip(displayed[:2], displayed[2:], strict=True):
        for kind in ("text/html", "text/plain"):
            assert first[kind] == second[kind]
            assert not re.search(r"0x[0-9a-f]{6}|[0-9a-f]{32}", first[kind].split("base64")[0])


IN_A_NOTEBOOK = """
import json
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

shell = InteractiveShell.instance()
shell.run_cell("from twoborders import explore")
kinds = []
for cell in ("explore.timeline()", "explore.self_check('01-a')"):
    with capture_output() as shown:
        shell.run_cell(cell)
    kinds.append([sorted(output.data) for output in shown.outputs])
print(json.dumps(kinds))
"""


def test_a_notebook_shows_the_widget_first_and_then_what_is_printed():
    """In a shell of its own, which knows of the kit only what a cell imports."""
    done = subprocess.run([sys.executable, "-c", IN_A_NOTEBOOK], capture_output=True, text=True, check=True)
    live = ["application/vnd.jupyter.widget-view+json", "text/html", "text/plain"]
    printed = ["text/html", "text/plain"]
    assert json.loads(done.stdout.splitlines()[-1]) == [[live, printed]] * 2


@pytest.mark.parametrize(
    "control",
    [
        functools.partial(Slider, "a", "A", 0, 10, 3, 5),
        functools.partial(Choice, "a", "A", ("x",), "y"),
        functools.partial(Steps, "a", "A", ("x",), "y"),
    ],
)
def test_a_start_outside_the_steps_is_refused(control):
    with pytest.raises(ValueError, match="a: the default"):
        control()


# Self-checks --------------------------------------------------------------------------------------------------


@pytest.fixture
def question():
    choices = [
        {"text": "19.1 %", "right": True, "feedback": "Over the earlier year."},
        {"text": "23.6 <b>%", "right": False, "feedback": "That is over the later year."},
    ]
    return SelfCheck("By how much did it fall?", choices)


def test_a_self_check_answers_each_choice(question):
    assert question.answer(0) == (True, "Right. Over the earlier year.")
    assert question.answer(1) == (False, "Not yet. That is over the later year.")
    assert question.answer(None) == (False, "Choose an answer first.")


def test_the_widget_of_a_self_check(question):
    box = view.build_check(question)
    (choices,) = [part for part in parts_of(box) if isinstance(part, widgets.RadioButtons)]
    status = box.children[-1]
    ask = button(box, "Check my answer")
    ask.click()
    assert text(status) == "Choose an answer first."
    choices.index = 1
    ask.click()
    assert text(status) == "Not yet. That is over the later year."
    assert 'role="status"' in status.value
    choices.index = 0
    ask.click()
    assert text(status) == "Right. Over the earlier year."
    assert choices.description == "Your answer"


def test_a_self_check_without_a_kernel(question, displayed):
    view.display_check(question)
    first, second = displayed
    assert first["text/plain"] == "By how much did it fall? (a) 19.1 % (b) 23.6 <b>%"
    assert second["text/html"].startswith("<details><summary>")
    assert "(b) Not yet. That is over the later year." in second["text/html"]
    assert second["text/plain"].startswith("Answers: (a) Right.")


def test_a_self_check_needs_a_right_choice():
    with pytest.raises(ValueError, match="no right choice"):
        SelfCheck("?", [{"text": "a", "right": False, "feedback": "b"}])
