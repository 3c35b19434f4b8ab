"""Every state of every explorer, and what holds for all of them; each explorer also has a file of its own."""

import math
import re
from typing import NamedTuple

import pandas as pd
import pytest

from twoborders import explore

OPTIONS = ("display.precision", 1, "display.float_format", str, "display.max_rows", 2, "display.date_dayfirst", True)


@pytest.fixture(scope="module", params=explore.names())
def explorer(request):
    return getattr(explore, request.param)()


class Shown(NamedTuple):
    """What a learner sees in one state, and what the button says there."""

    sentence: str
    alt: str
    reached: bool
    reply: str


@pytest.fixture(scope="module")
def all_shown(explorer):
    """What every state shows: one walk for all tests, for it takes most of their time."""
    found = []
    for state in explorer.states():
        view = explorer.at(state)
        found.append(Shown(view.sentence, view.picture.alt, *explorer.goal.reached(state, view.result)))
    return found


def test_every_state_has_a_result_a_sentence_and_a_place_in_the_picture(explorer, all_shown):
    for shown in all_shown:
        assert shown.sentence.endswith(".")
        assert not re.search(r"\bnan\b", f"{shown.sentence} {shown.alt}")
    assert len(all_shown) == math.prod(len(control.values()) for control in explorer.controls) > 1


def test_states_are_all_different_and_hold_the_start(explorer):
    states = [tuple(state.values()) for state in explorer.states()]
    assert len(states) == len(set(states))
    assert tuple(explorer.default.values()) in states


def test_every_control_moved_alone_gives_another_sentence_or_picture(explorer):
    pictures = {}
    for state in explorer.neighbours():
        view = explorer.at(state)
        assert view.picture.png.startswith(b"\x89PNG")
        pictures[view.picture.png, view.sentence] = state
    assert len(pictures) == len(list(explorer.neighbours()))


def test_a_picture_asked_for_later_shows_its_own_state(explorer):
    states = list(explorer.neighbours())
    first, last = explorer.at(states[0]), explorer.at(states[-1])
    later = last.picture.png, first.picture.png
    assert later == (explorer.at(states[-1]).picture.png, explorer.at(states[0]).picture.png)


def test_the_goal_is_reached_somewhere_but_not_at_the_start(explorer, all_shown):
    assert {bool(shown.reached) for shown in all_shown} == {True, False}
    assert all(shown.reply.strip().endswith((".", "?")) for shown in all_shown)
    # The widget says "Found." or "Not yet." before each reply.
    assert not any(shown.reply.startswith(("Found", "Not yet")) for shown in all_shown)
    assert not explorer.goal.reached(explorer.default, explorer.at(explorer.default).result)[0]


@pytest.mark.parametrize("name", explore.names())
def test_what_is_said_does_not_hang_on_the_options_of_pandas(name):
    """A learner may have set any; dayfirst changes how pandas reads a text that stands for a day."""
    said = []
    for options in (("display.precision", 6), OPTIONS):
        with pd.option_context(*options):
            explorer = getattr(explore, name)()
            view = explorer.at(explorer.default)
            said.append((view.sentence, view.picture.alt, explorer.goal.reached(explorer.default, view.result)))
    assert said[0] == said[1]


def test_a_control_can_be_moved_with_the_keys(explorer):
    assert any(isinstance(control, explore.Slider | explore.Steps) for control in explorer.controls)


def test_an_unknown_explorer_names_those_there_are():
    with pytest.raises(AttributeError, match=r'no explorer "map"\. The explorers are: .*backlog.*timeline'):
        _ = explore.map


def test_a_state_must_name_the_controls(explorer):
    with pytest.raises(ValueError, match="A state gives a value to each of: "):
        explorer.at({"speed": 3})


def test_the_printed_picture_is_the_start_and_says_so(explorer):
    printed = explorer.printed()
    assert printed.png == explorer.at(explorer.default).picture.png
    assert printed.caption.startswith("Start position (it does not move)")


def test_text_is_the_sentence_and_never_a_list_of_parts(explorer):
    assert repr(explorer) == explorer.at(explorer.default).sentence
