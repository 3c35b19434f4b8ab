"""The table of payoffs of two governments, with each one's best answers and the equilibria."""

from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from twoborders.charts import style
from twoborders.charts.live import LiveFigure
from twoborders.models.game import CHOICES, Game

TITLE = "Model, not data: what each government chooses, in public and in private"
NAMES = tuple(f"{public},\n{private}" for public, private in CHOICES)
FRAME = "#e8f4ee"


class GameChart:
    """Draws the payoffs of a game; each update writes new numbers and moves the same marks."""

    def __init__(self):
        figure, (axes,) = style.bare_figure(
            TITLE,
            "Model, not data: weights without a unit, invented. Idea of games on two levels: R. Putnam, 1988.",
            height=470,
            margins=(190, 20, 116, 34),
        )
        size = len(CHOICES)
        axes.set_xlim(0, size)
        axes.set_ylim(size, 0)
        axes.grid(False)
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.xaxis.tick_top()
        axes.set_xticks([place + 0.5 for place in range(size)], NAMES)
        axes.set_yticks([place + 0.5 for place in range(size)], NAMES)
        axes.tick_params(length=0)
        blue, orange = style.COLOURS[:2]
        for edge in range(size + 1):
            axes.plot([0, size], [edge, edge], color="#bdbdbd", linewidth=0.8)
            axes.plot([edge, edge], [0, size], color="#bdbdbd", linewidth=0.8)
        label = {"fontsize": style.TEXT_POINTS, "weight": "bold", "transform": axes.transAxes}
        axes.text(0.5, 1.155, "Mexico chooses a column (right number)", ha="center", color=orange, **label)
        axes.text(
            -0.2,
            0.5,
            "United States chooses a row (left number)",
            va="center",
            ha="center",
            rotation=90,
            color=blue,
            **label,
        )
        self._frames, self._texts, self._marks = {}, [], []
        for row in range(size):
            for column in range(size):
                frame = Rectangle(
                    (column + 0.03, row + 0.06), 0.94, 0.88, facecolor=FRAME, edgecolor=style.INK, linewidth=2.4
                )
                axes.add_patch(frame)
                self._frames[row, column] = frame
                texts = [
                    axes.text(
                        column + x,
                        row + 0.5,
                        "",
                        ha="center",
                        va="center_baseline",
                        fontsize=13,
                        color=colour,
                        weight="bold",
                    )
                    for x, colour in ((0.28, blue), (0.72, orange))
                ]
                self._texts.append((row, column, texts))
        (self._first,) = axes.plot(
            [], [], linestyle="none", marker="o", markersize=27, fillstyle="none", color=blue, markeredgewidth=1.8
        )
        (self._second,) = axes.plot(
            [], [], linestyle="none", marker="s", markersize=25, fillstyle="none", color=orange, markeredgewidth=1.8
        )
        axes.legend(
            handles=[
                Line2D(
                    [],
                    [],
                    linestyle="none",
                    marker="o",
                    markersize=12,
                    fillstyle="none",
                    color=blue,
                    markeredgewidth=1.8,
                ),
                Line2D(
                    [],
                    [],
                    linestyle="none",
                    marker="s",
                    markersize=11,
                    fillstyle="none",
                    color=orange,
                    markeredgewidth=1.8,
                ),
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
        self.figure = figure
        texts = [text for *_, pair in self._texts for text in pair]
        self.png = LiveFigure(figure, (*self._frames.values(), *texts, self._first, self._second)).png

    def update(self, result: Game, state: dict) -> str:
        """Show ``result``; returns the text alternative."""
        equilibria = set(result.equilibria)
        for place, frame in self._frames.items():
            frame.set_visible(place in equilibria)
        marked: tuple[list, list] = ([], [])
        for row, column, texts in self._texts:
            for text, payoffs, best, where, x in zip(
                texts,
                (result.first, result.second),
                (result.first_best, result.second_best),
                marked,
                (0.28, 0.72),
                strict=True,
            ):
                text.set_text(f"{payoffs[row, column]}".replace("-", "\N{MINUS SIGN}"))
                if best[row, column]:
                    where.append((column + x, row + 0.5))
        for line, places in zip((self._first, self._second), marked, strict=True):
            line.set_data([x for x, _ in places], [y for _, y in places])
        return (
            f"Table of payoffs, four choices of the United States by four of Mexico. {TITLE}. "
            f"{listed(result)} Gain at home: United States {state['home_us']}, Mexico {state['home_mexico']}."
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
