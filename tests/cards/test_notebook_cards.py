"""What a card is given and what it answers; how it looks and moves is tested in a browser."""

import ast
import gzip
import json
import subprocess
import sys

import pytest

from twoborders import explore
from twoborders.cards import notebook as cards
from twoborders.cards.base import Explorer, Goal, Slider
from twoborders.cards.content import check_content
from twoborders.cards.prediction import Prediction
from twoborders.cards.selfcheck import SelfCheck
from twoborders.tables import ROOT
from twoborders.work import store

BaseComm = pytest.importorskip("comm.base_comm").BaseComm  # ipywidgets 7 has connections of another kind
pytestmark = [pytest.mark.quick, pytest.mark.usefixtures("work_folder")]


class Page(BaseComm):
    """The other end of a card's connection: what reaches the page is kept."""

    def publish_msg(self, msg_type, data=None, buffers=None, **_):
        self.__dict__.setdefault("heard", []).append((data or {}, buffers or []))

    def told(self):
        """What the card told the page, apart from what it shows: contents, and states with their first number."""
        custom = [(data["content"], buffers) for data, buffers in self.heard if data.get("method") == "custom"]
        return [(content, json.loads(gzip.decompress(buffers[0])) if buffers else None) for content, buffers in custom]


def connected(card):
    """The card with a page that keeps what it is told, and a function by which the page speaks."""
    page = card.comm = Page(target_name="jupyter.widget")
    return page, lambda content: card._handle_custom_msg(content, [])


def doubling(**changes):
    """A small explorer: twice a number; 3 cannot be shown."""

    def model(number, plus):
        if number == 3:
            raise ValueError("three is refused.")
        return 2 * number + plus

    parts = {
        "name": "backlog",
        "title": "Twice a number",
        "controls": (Slider("number", "Number", 1, 4, 1, 1), Slider("plus", "Plus", 0, 10, 5, 0, "people")),
        "model": model,
        "rows": lambda state, result: {"points": [{"x": state["number"], "y": result}]},
        "sentence": lambda state, result: f"It is {result}.",
        "alt": lambda state, result: f"A point at {result}.",
        "goal": Goal("Find 8.", lambda state, result: (result == 8, "Eight is twice four.")),
        "source": "Sums.",
    }
    return Explorer(**parts | changes)


def test_the_page_gets_the_start_and_the_controls_with_the_numbers_of_their_options():
    content = cards.explorer_content(doubling())
    assert content["state"] == {
        "rows": {"points": [{"x": 1, "y": 2}]},
        "sentence": "It is 2.",
        "alt": "A point at 2.",
        "reply": [False, "Eight is twice four."],
    }
    number, plus = content["controls"]
    assert number == {
        "name": "number",
        "label": "Number",
        "start": 0,
        "kind": "slider",
        "options": ["1", "2", "3", "4"],
        "low": 1,
        "step": 1,
        "unit": "",
    }
    assert (plus["options"], plus["step"], plus["unit"]) == (["0", "5", "10"], 5, "people")


def test_the_page_asks_for_one_state_by_its_number_and_gets_it():
    """The last control counts fastest: number 3 and plus 5 are state 2 x 3 + 1."""
    page, say = connected(cards.explorer_card(doubling()))
    say({"ask": 3 * 3 + 1})
    ((content, states),) = page.told()
    assert content == {"first": 10} and [state["sentence"] for state in states] == ["It is 13."]


def test_all_states_come_in_pieces(monkeypatch):
    monkeypatch.setattr(cards, "PIECE_SECONDS", 0)
    page, say = connected(cards.explorer_card(doubling()))
    got = 0
    while got < 12:
        say({"more": got})
        content, states = page.told()[-1]
        assert content["first"] == got and states
        got += len(states)
    assert got == 12 and page.told()[-1][1][-1]["sentence"] == "It is 18."


def test_a_state_that_cannot_be_computed_says_so_and_the_others_come(capsys):
    page, say = connected(cards.explorer_card(doubling()))
    say({"more": 0})
    states = page.told()[-1][1]
    assert len(states) == 12
    assert states[6] == {
        "problem": "This position of the controls cannot be shown (Number: 3, Plus: 0 people). The reason: three is "
        "refused. Move a control to go on."
    }
    assert "ValueError: three is refused." in capsys.readouterr().err


@pytest.mark.parametrize("nonsense", [{"ask": "x"}, {"more": None}, {}, {"ask": True, "more": 1.5}, {"keep": 3}])
def test_what_the_page_does_not_say_in_its_form_is_passed_over(nonsense):
    page, say = connected(cards.explorer_card(doubling()))
    say(nonsense)
    assert page.told() == [] or nonsense.get("ask") is True


def test_a_goal_that_was_reached_is_remembered():
    assert not cards.explorer_card(doubling()).card["reached"]
    _, say = connected(cards.explorer_card(doubling()))
    say({"reached": "backlog"})
    assert cards.explorer_card(doubling()).card["reached"]
    assert store.read()[0]["explorers"] == {"backlog": {"reached": True}}


CHOICES = [
    {"text": "One", "right": False, "feedback": "Too few."},
    {"text": "Two", "right": True, "feedback": "Two it is."},
]


def test_a_self_check_has_all_its_answers_at_hand():
    content = check_content(SelfCheck("00-1", "How many?", CHOICES))
    assert content["choices"] == [["(a) One", False, "Not yet. Too few."], ["(b) Two", True, "Right. Two it is."]]


def prediction():
    return Prediction("00-p1", "How many?", ("2", "4"), "4", "count", "4 of 9.")


def test_a_guess_is_kept_and_the_page_hears_when_the_cell_of_the_figures_has_run():
    asked = prediction()
    card = cards.prediction_card(asked)
    page, say = connected(card)
    assert card.card["kept"] is None and (card.card["right"], card.card["seen"]) == ("4", "4 of 9.")
    say({"keep": ["2", 75]})
    kept = {"guess": "2", "sure": 75, "right": False}
    assert page.told()[-1][0]["told"] == {"kept": kept, "text": "Your guess is kept. Now run the cells below."}
    asked.ran("count = 4")
    assert page.told()[-1][0]["told"] == {"kept": kept, "ran": True}
    # The next day the guess is there, and cannot be changed.
    assert cards.prediction_card(prediction()).card["kept"]["guess"] == "2"


def test_the_modules_of_the_page_travel_once():
    one, two = (cards.Card(check_content(SelfCheck("00-1", prompt, CHOICES))) for prompt in ("A?", "B?"))
    assert one.library == two.library
    modules = cards.library().modules
    assert set(modules) == {"card", "style", "vega"}
    assert b"export function mount" in gzip.decompress(modules["card"])
    # At most 1 MB for the page, with everything.
    assert sum(map(len, modules.values())) < 300_000


PLOTTING = ("matplotlib", "seaborn", "altair", "vl_convert", "PIL")


def test_a_card_imports_no_plotting_library():
    code = f"""
import sys
from twoborders import explore
from twoborders.cards import notebook
for name in explore.names():
    notebook.explorer_card(getattr(explore, name)())
print([name for name in {PLOTTING} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == "[]"


def test_cards_rest_on_anywidget_alone():
    """Controls are the page's own: no module of the cards or of an explorer asks for a widget of ipywidgets."""
    used = {}
    for folder in ("cards", "explore"):
        for path in (ROOT / "src/twoborders" / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
                for name in names:
                    used.setdefault(name.partition(".")[0], set()).add(path.name)
    assert used["anywidget"] == {"notebook.py"}
    assert not {"ipywidgets", *PLOTTING} & set(used)


def test_an_explorer_of_the_kit_becomes_a_card():
    content = cards.explorer_content(explore.backlog())
    assert [panel["title"] for panel in content["panels"]] == ["Waiting at the end of the month", "People per month"]
    assert all(panel["spec"]["data"] for panel in content["panels"])
