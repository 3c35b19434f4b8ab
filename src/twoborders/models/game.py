"""A game of two governments: what each does in public and in private, and the choices at which both would stay.

A model, not data: the weights are invented, and they have no unit. The idea of a game on two levels, at home and
between governments, is Robert Putnam's (1988); this game is this kit's own and much smaller. It leaves out that a deal
must be ratified at home, and the deals that would be (the win-set), from which he derives who can ask for more.
"""

from dataclasses import dataclass

import numpy as np

QUARREL, CALM = "quarrel", "calm"
COOPERATE, HOLD_BACK = "cooperate", "hold back"
#: What a government can choose: what it says in public, and what it does in private.
CHOICES = tuple((public, private) for public in (QUARREL, CALM) for private in (COOPERATE, HOLD_BACK))
#: What cooperating costs a government, whatever the other does (assumed).
EFFORT = 2


@dataclass(frozen=True)
class Game:
    """Payoffs and best answers; in each array rows are the first government's choices, columns the second's.

    ``first``, ``second``: payoffs; ``first_best``, ``second_best``: where a choice is a best answer to the other's.
    """

    first: np.ndarray
    second: np.ndarray
    first_best: np.ndarray
    second_best: np.ndarray

    @property
    def equilibria(self) -> list[tuple[int, int]]:
        """Row and column of each cell in which both choices are best answers (Nash equilibria without chance)."""
        return [(int(row), int(column)) for row, column in np.argwhere(self.first_best & self.second_best)]


def play(first: np.ndarray, second: np.ndarray) -> Game:
    """Mark the best answers in a table of payoffs of any size.

    Raises ValueError unless both tables have the same two-dimensional shape.
    """
    first, second = np.asarray(first), np.asarray(second)
    if first.ndim != 2 or first.shape != second.shape:
        raise ValueError(f"Both tables must have the same rows and columns, not {first.shape} and {second.shape}.")
    return Game(
        first,
        second,
        first == first.max(axis=0, keepdims=True),
        second == second.max(axis=1, keepdims=True),
    )


def two_level_game(home_first: int, home_second: int, gain: int, harm: int) -> Game:
    """The game of two governments that choose from CHOICES.

    ``home_first``, ``home_second``: what each gains at home from a public quarrel; ``gain``: what both gain from each
    government that cooperates; ``harm``: what each public quarrel costs both, twice as much unless both cooperate.
    """
    first = np.array([[_payoff(home_first, gain, harm, mine, other) for other in CHOICES] for mine in CHOICES])
    second = np.array([[_payoff(home_second, gain, harm, mine, other) for mine in CHOICES] for other in CHOICES])
    return play(first, second)


def _payoff(home: int, gain: int, harm: int, mine: tuple[str, str], other: tuple[str, str]) -> int:
    quarrels = [mine[0], other[0]].count(QUARREL)
    cooperating = [mine[1], other[1]].count(COOPERATE)
    return (
        (home if mine[0] == QUARREL else 0)
        + gain * cooperating
        - (EFFORT if mine[1] == COOPERATE else 0)
        - harm * quarrels * (1 if cooperating == 2 else 2)
    )
