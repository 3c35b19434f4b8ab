"""How long cells of a lesson take: one rule, for whoever works alone and for a class in a room."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import nbformat

from twoborders import explore
from twoborders.build.form.reading import is_card, plain, source


class Amount(NamedTuple):
    """How much there is to go through: words, ordinary code cells, explorers, and small cards."""

    words: int
    cells: int
    explorers: int
    cards: int


class Pace(NamedTuple):
    """How fast one goes through a lesson: words a minute, and minutes for a cell, an explorer and a small card."""

    words: int
    cell: float
    explorer: float
    card: float

    def minutes(self, amount: Amount) -> float:
        """Return how long so much takes."""
        times = (1 / self.words, self.cell, self.explorer, self.card)
        return sum(number * each for number, each in zip(amount, times, strict=True))


ALONE = (Pace(200, 1, 5, 1), Pace(130, 2, 8, 1.5))
"""Of somebody who knows pandas, and of a beginner whose first language may be another."""

IN_CLASS, MIXED = Pace(130, 1.5, 5, 1), ALONE[1]
"""Of a class that knows pandas, where texts are read aloud; and of one in which pandas is new to half."""

_FOLDED = re.compile(r"<details>.*?</details>", re.DOTALL)


def amount(some_cells: Sequence[nbformat.NotebookNode], aloud: bool = False) -> Amount:
    """Return how much some cells of a lesson hold. ``aloud``: without the lesson's card, and what stands folded."""
    texts = [each for each in some_cells if each["cell_type"] == "markdown" and not (aloud and is_card(each))]
    prose = "\n".join(_FOLDED.sub("", source(each)) if aloud else source(each) for each in texts)
    code = [source(cell) for cell in some_cells if cell["cell_type"] == "code"]
    cards = sum(re.match(r"(?:predict|self_check)\(", each) is not None for each in code)
    explorers = sum(explorer(each) is not None for each in code)
    return Amount(len(re.findall(r"\w+", plain(prose))), len(code) - cards - explorers, explorers, cards)


def explorer(code: str) -> str | None:
    """Return the name of the explorer that a cell shows; None for another cell."""
    name = code.partition("(")[0]
    return name if re.fullmatch(r"\w+\(.*\)", code) and name in explore.names() else None
