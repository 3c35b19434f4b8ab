"""Every state of every explorer, and what holds for all of them; each explorer also has a file of its own."""

import gzip
import html
import json
import math
import re
from typing import NamedTuple

import pandas as pd
import pytest

from twoborders import explore
from twoborders.cards.base import Slider, Steps
from twoborders.cards.content import COMPILED, still

LONGEST = 250
"""Letters of a sentence: a screen reader says all of it each time a control moves."""
OPTIONS = ("display.precision", 1, "display.float_format", str, "display.max_rows", 2, "display.date_dayfirst", True)


@pytest.fixture(scope="module", params=explore.names())
def explorer(request):
    return getattr(explore, request.param)()


class Shown(NamedTuple):
    """What a learner sees in one state, and what the button says there."""

    rows: dict
    sentence: str
    alt: str
    reached: bool
    reply: str


def compiled(name):
    return json.loads((COMPILED / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def all_shown(explorer):
    """What every state shows: one walk for all tests, for it takes most of their time."""
    found = []
    for state in explorer.states():
        view = explorer.at(state)
        found.append(Shown(view.rows, view.sentence, view.alt, *view.reply))
    return found


def test_every_state_has_a_result_a_sentence_and_a_place_in_the_picture(explorer, all_shown):
    for shown in all_shown:
        assert shown.sentence.endswith(".")
        assert len(shown.sentence) <= LONGEST, shown.sentence
        assert not re.search(r"\bnan\b", f"{shown.sentence} {shown.alt}")
    assert len(all_shown) == math.prod(len(control.values()) for control in explorer.controls) > 1


def test_states_are_all_different_and_hold_the_start(explorer):
    states = [tuple(state.values()) for state in explorer.states()]
    assert len(states) == len(set(states))
    assert tuple(explorer.default.values()) in states


def test_every_control_moved_alone_gives_another_sentence_or_picture(explorer):
    shown = set()
    for state in explorer.neighbours():
        view = explorer.at(state)
        shown.add((json.dumps(view.rows), view.sentence))
    assert len(shown) == len(list(explorer.neighbours()))


def test_there_are_few_enough_states_to_travel_once(explorer, all_shown):
    """2,500 states are sent to the page in the background, and some 200 KB of them when compressed."""
    assert len(all_shown) <= 2_500
    states = [(shown.rows, shown.sentence, shown.alt, shown.reached, shown.reply) for shown in all_shown]
    assert len(gzip.compress(json.dumps(states).encode(), 6)) <= 400_000


def test_the_chart_gets_its_data_in_every_state(explorer, all_shown):
    """What is drawn are plain numbers, texts and nothing else: no NaN, which is no JSON, and no numpy."""
    wanted = {name for panel in compiled(explorer.name)["panels"] for name in panel["data"]}
    for shown in all_shown:
        assert set(shown.rows) == wanted
        for rows in shown.rows.values():
            values = [value for row in rows for value in row.values()]
            assert all(type(value) in (int, float, str, bool, type(None)) for value in values)
            assert not any(isinstance(value, float) and not math.isfinite(value) for value in values)


def test_no_data_of_the_chart_is_empty_in_every_state(explorer, all_shown):
    filled = {name for shown in all_shown for name, rows in shown.rows.items() if rows}
    assert {name for panel in compiled(explorer.name)["panels"] for name in panel["data"]} <= filled


def test_the_goal_is_reached_somewhere_but_not_at_the_start(explorer, all_shown):
    assert {bool(shown.reached) for shown in all_shown} == {True, False}
    assert all(shown.reply.strip().endswith((".", "?")) for shown in all_shown)
    # The widget says "Found." or "Not yet." before each reply.
    assert not any(shown.reply.startswith(("Found", "Not yet")) for shown in all_shown)
    assert not explorer.at(explorer.default).reply[0]


@pytest.mark.parametrize("name", explore.names())
def test_what_is_said_does_not_hang_on_the_options_of_pandas(name):
    """A learner may have set any; dayfirst changes how pandas reads a text that stands for a day."""
    said = []
    for options in (("display.precision", 6), OPTIONS):
        with pd.option_context(*options):
            explorer = getattr(explore, name)()
            view = explorer.at(explorer.default)
            said.append((view.rows, view.sentence, view.alt, view.reply))
    assert said[0] == said[1]


def test_a_control_can_be_moved_with_the_keys(explorer):
    assert any(isinstance(control, Slider | Steps) for control in explorer.controls)


def test_an_unknown_explorer_names_those_there_are():
    with pytest.raises(AttributeError, match=r'no explorer "map"\. The explorers are: .*backlog.*timeline'):
        _ = explore.map


def test_a_state_must_name_the_controls(explorer):
    with pytest.raises(ValueError, match="A state gives a value to each of: "):
        explorer.at({"speed": 3})


def test_an_explorer_is_named_as_its_module(explorer):
    assert explorer.name in explore.names()


def test_the_still_picture_shows_the_start(explorer):
    page = still(explorer)
    view = explorer.at(explorer.default)
    for part in (explorer.goal.text, view.sentence, view.alt, explorer.source):
        assert html.escape(part) in page


def test_text_is_the_sentence_and_never_a_list_of_parts(explorer):
    assert repr(explorer) == explorer.at(explorer.default).sentence
