"""Cards moved as a hand moves them, and what they show then: in a notebook and on the pages of the web edition."""

import itertools
import random

import lab

from twoborders.cards.base import Choice, Steps

MOVES = 6
"""So many states of each explorer are looked at in the page, beside those next to the start."""


def inputs(card, control):
    """The slider or list of a control."""
    label = f"{control.label} ({control.unit})" if getattr(control, "unit", "") else control.label
    return card.get_by_label(label, exact=True).first


def put(card, explorer, state):
    """Move the controls to a state as a hand does: a slider by its value, a list by its option."""
    for control in explorer.controls:
        place = list(control.values()).index(state[control.name])
        found = inputs(card, control)
        if isinstance(control, Choice) and not isinstance(control, Steps):
            found.select_option(index=place)
        else:
            found.evaluate(
                """(slider, place) => {
                    slider.value = place;
                    slider.dispatchEvent(new Event('input', {bubbles: true}));
                }""",
                place,
            )


def sentence(card):
    return card.locator(".tb-sentence [role=status]")


def some_states(explorer):
    """The start, its neighbours at the ends of each control, and a spread of others."""
    ends = [
        {**explorer.default, control.name: value}
        for control in explorer.controls
        for value in (control.values()[0], control.values()[-1])
    ]
    spread = list(itertools.islice(explorer.states(), 3, None, max(1, explorer.size // MOVES)))
    return [explorer.default, *ends, *random.Random(1).sample(spread, min(len(spread), MOVES))]


def words(text):
    """A text as a page shows it."""
    return " ".join(text.split())


def shows(card, explorer, state):
    """Wait until the card shows a state of its explorer: the words, and a picture that is up to date."""
    said = words(explorer.at(state).sentence)
    lab.wait_until(lambda: sentence(card).inner_text() == said and not card.locator(".tb-away").count())
