"""An explorer of lesson 06: when two governments quarrel in public and cooperate in private (a model)."""

import itertools

from twoborders.cards.base import Explorer, Goal, Rows, Slider, State
from twoborders.models.game import CALM, CHOICES, COOPERATE, EFFORT, HOLD_BACK, QUARREL, Game, two_level_game

HOME_US = Slider("home_us", "US: gain at home from a quarrel", 0, 6, 1, 3)
HOME_MEXICO = Slider("home_mexico", "Mexico: gain at home from a quarrel", 0, 6, 1, 3)
GAIN = Slider("gain", "Gain to both, for each that cooperates", 0, 5, 1, 1)
HARM = Slider("harm", "Harm to both, for each that quarrels", 0, 4, 1, 2)

WANTED = (0, 0)
"""Row and column: both quarrel in public and cooperate in private."""
VERBS = {
    QUARREL: ("quarrels", "quarrel"),
    CALM: ("stays calm", "stay calm"),
    COOPERATE: ("cooperates", "cooperate"),
    HOLD_BACK: ("holds back", "hold back"),
}


def game() -> Explorer:
    """The explorer of the game of two governments."""
    return Explorer(
        name="game",
        title="Quarrel in public, agree in private? A model of two governments",
        controls=(HOME_US, HOME_MEXICO, GAIN, HARM),
        model=_model,
        rows=_rows,
        sentence=_sentence,
        alt=_alt,
        goal=Goal(
            "Find weights at which a public quarrel with private cooperation, by both, is the only equilibrium.",
            _reached,
        ),
        source="A model, not data. The weights are invented and have no unit. Assumed: cooperating costs "
        f"{EFFORT}, also alone; a quarrel does double harm unless both cooperate, because the threats are then carried "
        "out. Games on two levels: Robert Putnam, 1988. Left out: that a deal must be ratified at home, and which "
        "deals would be (the win-set).",
    )


def _model(home_us: int, home_mexico: int, gain: int, harm: int) -> Game:
    return two_level_game(home_us, home_mexico, gain, harm)


def _rows(state: State, result: Game) -> Rows:
    return {
        "cells": [
            {
                "row": row,
                "column": column,
                "us": _signed(result.first[row, column]),
                "mexico": _signed(result.second[row, column]),
                "us_best": bool(result.first_best[row, column]),
                "mexico_best": bool(result.second_best[row, column]),
                "equilibrium": (row, column) in result.equilibria,
            }
            for row, column in itertools.product(range(len(CHOICES)), repeat=2)
        ]
    }


def _signed(payoff: int) -> str:
    return f"{payoff}".replace("-", "\N{MINUS SIGN}")


def _alt(state: State, result: Game) -> str:
    return (
        "Table of payoffs of a model, not data: four choices of the United States by four of Mexico. "
        f"{_listed(result)} Gain at home: United States {state['home_us']}, Mexico {state['home_mexico']}."
    )


def _sentence(state: State, result: Game) -> str:
    return (
        f"In this model a quarrel gains the US {state['home_us']} at home and Mexico {state['home_mexico']}, and harms "
        f"both by {state['harm']}. {_listed(result)}"
    )


def _listed(result: Game) -> str:
    """The equilibria of a game in words, a sentence; of many only the number."""
    if not result.equilibria:
        return "There is no equilibrium."
    count = len(result.equilibria)
    if count > 2:
        return f"{count} equilibria: see the frames in the table."
    said = "; ".join(
        f"{_both(row, column)} ({result.first[row, column]} and {result.second[row, column]})"
        for row, column in result.equilibria
    )
    return f"{'One equilibrium' if count == 1 else f'{count} equilibria'}: {said}."


def _both(us: int, mexico: int) -> str:
    if us == mexico:
        return f"both {_named(us, 1)}"
    return f"the US {_named(us, 0)}, Mexico {_named(mexico, 0)}"


def _named(choice: int, number: int) -> str:
    """A choice in words: of one government (``number`` 0) or of both (1)."""
    return " and ".join(VERBS[part][number] for part in CHOICES[choice])


def _reached(state: State, result: Game) -> tuple[bool, str]:
    found = result.equilibria
    if found == [WANTED]:
        return True, (
            "Two conditions hold: each gains more at home "
            f"({state['home_us']} and {state['home_mexico']}) than a quarrel costs it ({state['harm']}), "
            f"and what cooperating gives ({state['gain']}) is more than its effort ({EFFORT}), "
            "whatever the other does. Now raise the harm one step at a time: when does the quarrel stop?"
        )
    if WANTED in found and state["gain"] > EFFORT:
        return False, (
            f"It is an equilibrium, but one of {len(found)}: for one government at least, the quarrel gains at home "
            f"exactly what it costs ({state['harm']}), so calm is as good an answer."
        )
    if WANTED in found:
        return False, (
            f"It is an equilibrium, but one of {len(found)}. When the other holds back, is it worth the effort of "
            f"{EFFORT} to cooperate alone?"
        )
    if min(state["home_us"], state["home_mexico"]) < state["harm"]:
        return False, "For one government at least the quarrel costs more than it gains at home."
    return False, "To hold back is the better answer for one government at least. What would make it cooperate?"
