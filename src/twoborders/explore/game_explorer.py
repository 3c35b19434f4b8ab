"""An explorer of lesson 06: when two governments quarrel in public and cooperate in private (a model)."""

from twoborders.charts.game import GameChart, listed
from twoborders.explore.base import Explorer, Goal, Slider, State
from twoborders.models.game import EFFORT, Game, two_level_game

HOME_US = Slider("home_us", "US: gain at home from a quarrel", 0, 6, 1, 3)
HOME_MEXICO = Slider("home_mexico", "Mexico: gain at home from a quarrel", 0, 6, 1, 3)
GAIN = Slider("gain", "Gain to both, for each that cooperates", 0, 5, 1, 1)
HARM = Slider("harm", "Harm to both, for each that quarrels", 0, 4, 1, 2)

#: Row and column: both quarrel in public and cooperate in private.
WANTED = (0, 0)


def game() -> Explorer:
    """The explorer of the game of two governments."""
    return Explorer(
        title="Quarrel in public, agree in private? A model of two governments",
        controls=(HOME_US, HOME_MEXICO, GAIN, HARM),
        model=_model,
        chart=GameChart(),
        sentence=_sentence,
        goal=Goal(
            "Find weights at which a public quarrel with private cooperation, by both, is the only equilibrium.",
            _reached,
        ),
        start=(
            "A model, not data. The weights are invented and have no unit. Assumed: cooperating costs "
            f"{EFFORT}, also alone; "
            "a quarrel does double harm unless both cooperate, because the threats are then carried out. "
            "The idea of games on two levels is Robert Putnam's, 1988. Left out here: that a deal must be accepted "
            "at home (ratified), and all the deals that would be (the win-set)."
        ),
    )


def _model(home_us: int, home_mexico: int, gain: int, harm: int) -> Game:
    return two_level_game(home_us, home_mexico, gain, harm)


def _sentence(state: State, result: Game) -> str:
    return (
        f"In this model a public quarrel gives {state['home_us']} at home to the US government and "
        f"{state['home_mexico']} to the Mexican one, and does harm of {state['harm']} to both, twice as much unless "
        f"both cooperate. Each that cooperates gives both {state['gain']} and pays {EFFORT}. "
        f"{listed(result)}"
    )


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
