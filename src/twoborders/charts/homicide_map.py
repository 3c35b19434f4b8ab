"""A tile map of Mexico's states: the shade and the number of a tile move with year and measure."""

import functools

from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection, PathCollection
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from matplotlib.transforms import IdentityTransform

from twoborders.charts import style, tiles
from twoborders.charts.live import LiveFigure
from twoborders.charts.picture import say
from twoborders.models.homicides import CHANGE, COUNT, RATE

#: From light to dark; their order stays the same in grey. Numbers are dark on the first three, white on the others.
SHADES = ("#edf3f9", "#bfd7ec", "#85b4da", "#2a72ad", "#0a3766")
WHITE_FROM = 3
#: Where a shade ends and the next begins. The limits are the same in all years, so that years can be compared.
LIMITS = {RATE: (10, 20, 40, 80), COUNT: (100, 500, 1_000, 2_000), CHANGE: (0, 50, 100, 200)}
SHADE_NAMES = {
    RATE: ("under 10", "10 to 20", "20 to 40", "40 to 80", "80 and more"),
    COUNT: ("under 100", "100 to 500", "500 to 1,000", "1,000 to 2,000", "2,000 and more"),
    CHANGE: ("under 0 %", "0 to 50 %", "50 to 100 %", "100 to 200 %", "200 % and more"),
}
#: Colour and line of the frame that marks a border group.
FRAMES = {
    "US border": (style.COLOURS[1], "solid"),
    "Guatemala border": (style.COLOURS[2], (0, (2.6, 1.1))),
    "Belize border": (style.COLOURS[4], (0, (1, 0.9))),
}
PLAIN = ("#c8c8c8", "solid")
#: White between two frames, as a share of a tile.
GAP = 0.035
SOURCE = "Sources: prosecutors' files (SESNSP, copy to November 2019); people: CONAPO. Squares do not show area."


class HomicideMap:
    """Draws one value for each state; each update changes the shades and the texts of the same tiles."""

    def __init__(self, groups: dict[str, str]):
        """``groups``: the border group of each state, by its code."""
        figure, (axes,) = style.bare_figure("Homicides", SOURCE, height=445, margins=(10, 10, 34, 30))
        axes.set_axis_off()
        axes.set_xlim(-0.05, tiles.COLUMNS + 0.05)
        axes.set_ylim(tiles.ROWS + 0.02, -0.42)
        axes.add_patch(Rectangle((0.05, -0.38), 5.9, 0.32, facecolor="#dddddd", edgecolor="none"))
        _write(axes, 3, -0.22, "United States")
        for tile in tiles.NEIGHBOURS:
            axes.add_patch(
                Rectangle((tile.column + 0.05, tile.row + 0.05), 0.9, 0.9, facecolor="#dddddd", edgecolor="none")
            )
            _write(axes, tile.column + 0.5, tile.row + 0.5, tile.label)
        squares, centres = [], []
        for code, tile in tiles.STATES.items():
            x, y = tile.column, tile.row
            _frame(axes, x, y, 1, groups[code])
            # The name stands above the shade, where it need not be drawn again.
            _write(axes, x + 0.5, y + 0.22, tile.label)
            squares.append(Rectangle((x + 0.09, y + 0.38), 0.82, 0.53))
            centres.append((x + 0.5, y + 0.645))
        self._squares = axes.add_collection(PatchCollection(squares, linewidths=0, zorder=3))
        # Type costs most of a drawing: 32 numbers as outlines in one artist are ten times as quick as 32 texts.
        self._numbers = PathCollection(
            [], offsets=centres, offset_transform=axes.transData, linewidths=0, transform=IdentityTransform(), zorder=4
        )
        axes.add_collection(self._numbers)
        self._key = self._draw_key(axes)
        self._title = figure.texts[0]
        self.figure = figure
        self.png = LiveFigure(figure, (self._squares, self._numbers, *self._key, self._title)).png

    @staticmethod
    def _draw_key(axes: Axes) -> list[Text]:
        """Draw what shades and frames mean, in the empty corner; returns the texts that change."""
        texts = []
        for number, shade in enumerate(SHADES):
            y = -0.34 + number * 0.32
            axes.add_patch(Rectangle((6.15, y), 0.3, 0.25, facecolor=shade, edgecolor=style.QUIET, linewidth=0.6))
            texts.append(_write(axes, 6.55, y + 0.13, "", ha="left"))
        for number, group in enumerate(FRAMES):
            y = -0.34 + number * 0.42
            _frame(axes, 8.05, y, 0.36, group)
            _write(axes, 8.5, y + 0.18, group.replace(" ", "\u00a0"), ha="left")
        return texts

    def update(self, result: dict, state: dict) -> str:
        """Show ``result`` (``title``, ``states``, ``nation``); returns the text alternative."""
        measure = state["measure"]
        rows = result["states"]
        codes, names, values = (rows[column].tolist() for column in ("state_code", "state", "value"))
        value_of = dict(zip(codes, values, strict=True))
        shades = [shade_of(value_of[code], measure) for code in tiles.STATES]
        self._squares.set_facecolor([SHADES[shade] for shade in shades])
        self._numbers.set_paths([outline(written(value_of[code], measure)) for code in tiles.STATES])
        self._numbers.set_facecolor(["white" if shade >= WHITE_FROM else style.INK for shade in shades])
        for text, name in zip(self._key, SHADE_NAMES[measure], strict=True):
            text.set_text(name)
        self._title.set_text(result["title"])
        by_group = dict.fromkeys(FRAMES, "")
        for group, name, value in zip(rows["border_group"].tolist(), names, values, strict=True):
            if group in by_group:
                by_group[group] += f"{', ' if by_group[group] else ''}{name} {written(value, measure)}"
        ordered = sorted(zip(values, names, strict=True))
        least, most = ordered[0], ordered[-1]
        return (
            f"Tile map of the 32 states of Mexico. {result['title']}. Whole country: "
            f"{written(result['nation'], measure)}. Highest: {most[1]} {written(most[0], measure)}; lowest: "
            f"{least[1]} {written(least[0], measure)}. "
            + "".join(f"{group}: {listed}. " for group, listed in by_group.items())
        )


def shade_of(value: float, measure: str) -> int:
    """The place in SHADES of a value: how many limits of its measure it has reached."""
    return sum(value >= limit for limit in LIMITS[measure])


def written(value: float, measure: str) -> str:
    """A value as it stands in a tile: 26.8, 3,131 or +59 %."""
    if measure == RATE:
        return f"{value:.1f}"
    whole = round(value)
    if measure != CHANGE:
        return say(whole)
    return f"{whole:+,} %" if whole else "0 %"


@functools.lru_cache(maxsize=1024)
def outline(text: str) -> Path:
    """The outline of a text in the size of the chart's type, in pixels around its own middle."""
    type_ = FontProperties(size=style.TEXT_POINTS * style.DPI / 72)
    path = TextPath((0, 0), text, prop=type_)
    # The height of a digit, so that a comma or a sign does not move the line.
    height = TextPath((0, 0), "0", prop=type_).get_extents().height
    box = path.get_extents()
    return Path(path.vertices - ((box.x0 + box.x1) / 2, height / 2), path.codes)


def _frame(axes: Axes, x: float, y: float, size: float, group: str) -> None:
    colour, line = FRAMES.get(group, PLAIN)
    width, side = 3 if group in FRAMES else 1, size - 2 * GAP
    axes.add_patch(
        Rectangle((x + GAP, y + GAP), side, side, fill=False, edgecolor=colour, linewidth=width, linestyle=line)
    )


def _write(axes: Axes, x: float, y: float, text: str, ha: str = "center") -> Text:
    return axes.text(x, y, text, ha=ha, va="center", fontsize=style.TEXT_POINTS, color=style.INK)
