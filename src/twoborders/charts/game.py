"""The table of payoffs of two governments, with each one's best answers and the equilibria."""

import itertools
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.text import Text

from twoborders.charts import style
from twoborders.charts.live import LiveFigure
from twoborders.models.game import CHOICES, Game

TITLE = "Model, not data: what each government chooses, in public and in private"
NAMES = tuple(f"{public},\n{private}" for public, private in CHOICES)
FRAME = "#e8f4ee"
#: Colours of the two governments, and where their numbers stand in a cell, as a share of its width.
FIRST, SECOND = style.COLOURS[:2]
LEFT, RIGHT = 0.28, 0.72
SIZE = len(CHOICES)
#: Row and column of each cell.
PLACES = tuple(itertools.product(range(SIZE), repeat=2))


class GameChart:
    """Draws the payoffs of a game; each update writes new numbers and moves the same marks."""

    def __init__(self) -> None:
        figure, (axes,) = style.bare_figure(
            TITLE,
            "Model, not data: weights without a unit, invented. Idea of games on two levels: R. Putnam, 1988.",
            height=470,
            margins=(190, 20, 116, 34),
        )
        _table(axes)
        self._frames = {place: _frame(axes, *place) for place in PLACES}
        self._numbers = {place: _numbers(axes, *place) for place in PLACES}
        (self._first,) = axes.plot([], [], **_best_answer(FIRST, "o", 27))
        (self._second,) = axes.plot([], [], **_best_answer(SECOND, "s", 25))
        _legend(axes)
        self.figure = figure
        numbers = [number for pair in self._numbers.values() for number in pair]
        self.png = LiveFigure(figure, (*self._frames.values(), *numbers, self._first, self._second)).png

    def update(self, result: Game, state: dict) -> str:
        """Show ``result``; returns the text alternative."""
        equilibria = set(result.equilibria)
        for place, frame in self._frames.items():
            frame.set_visible(place in equilibria)
        for place, numbers in self._numbers.items():
            for number, payoffs in zip(numbers, (result.first, result.second), strict=True):
                number.set_text(f"{payoffs[place]}".replace("-", "\N{MINUS SIGN}"))
        for line, best, x in (
            (self._first, result.first_best, LEFT),
            (self._second, result.second_best, RIGHT),
        ):
            marked = [place for place in PLACES if best[place]]
            line.set_data([column + x for _, column in marked], [row + 0.5 for row, _ in marked])
        return (
            f"Table of payoffs, four choices of the United States by four of Mexico. {TITLE}. "
            f"{listed(result)} Gain at home: United States {state['home_us']}, Mexico {state['home_mexico']}."
        )


def _table(axes: Axes) -> None:
    """Draw what stands still: the grid, the choices at its sides, and who chooses what."""
    axes.set_xlim(0, SIZE)
    axes.set_ylim(SIZE, 0)
    axes.grid(False)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.xaxis.tick_top()
    axes.set_xticks([place + 0.5 for place in range(SIZE)], NAMES)
    axes.set_yticks([place + 0.5 for place in range(SIZE)], NAMES)
    axes.tick_params(length=0)
    for edge in range(SIZE + 1):
        axes.plot([0, SIZE], [edge, edge], color="#bdbdbd", linewidth=0.8)
        axes.plot([edge, edge], [0, SIZE], color="#bdbdbd", linewidth=0.8)
    label: dict[str, Any] = {
        "fontsize": style.TEXT_POINTS,
        "weight": "bold",
        "ha": "center",
        "transform": axes.transAxes,
    }
    axes.text(0.5, 1.155, "Mexico chooses a column (right number)", color=SECOND, **label)
    axes.text(-0.2, 0.5, "United States chooses a row (left number)", va="center", rotation=90, color=FIRST, **label)


def _frame(axes: Axes, row: int, column: int) -> Rectangle:
    """The frame of a cell, which shows that it is an equilibrium."""
    place = (column + 0.03, row + 0.06)
    frame = Rectangle(place, 0.94, 0.88, facecolor=FRAME, edgecolor=style.INK, linewidth=2.4)
    axes.add_patch(frame)
    return frame


def _numbers(axes: Axes, row: int, column: int) -> list[Text]:
    """The two payoffs of a cell, still empty."""
    type_: dict[str, Any] = {"ha": "center", "va": "center_baseline", "fontsize": 13, "weight": "bold"}
    return [
        axes.text(column + x, row + 0.5, "", color=colour, **type_) for x, colour in ((LEFT, FIRST), (RIGHT, SECOND))
    ]


def _best_answer(colour: str, marker: str, size: float) -> dict:
    """The look of the mark around a best answer."""
    return {
        "linestyle": "none",
        "marker": marker,
        "markersize": size,
        "fillstyle": "none",
        "color": colour,
        "markeredgewidth": 1.8,
    }


def _legend(axes: Axes) -> None:
    axes.legend(
        handles=[
            Line2D([], [], **_best_answer(FIRST, "o", 12)),
            Line2D([], [], **_best_answer(SECOND, "s", 11)),
            Patch(facecolor=FRAME, edgecolor=style.INK, linewidth=2),
        ],
        labels=["best answer of the US to the column", "best answer of Mexico to the row", "both: equilibrium"],
        loc="lower center",
        bbox_to_anchor=(0.38, 1.205),
        ncols=3,
        frameon=False,
        fontsize=style.TEXT_POINTS,
        columnspacing=1.2,
        handletextpad=0.5,
        borderaxespad=0,
    )


def listed(result: Game) -> str:
    """The equilibria of a game in words, a sentence."""
    if not result.equilibria:
        return "There is no equilibrium."
    said = "; ".join(
        f"the US {_named(row)}, Mexico {_named(column)} ({result.first[row, column]} and {result.second[row, column]})"
        for row, column in result.equilibria
    )
    count = len(result.equilibria)
    return f"{'One equilibrium' if count == 1 else f'{count} equilibria'}: {said}."


def _named(choice: int) -> str:
    public, private = CHOICES[choice]
    said = "quarrels" if public == "quarrel" else "stays calm"
    done = "cooperates" if private == "cooperate" else "holds back"
    return f"{said} and {done}"
