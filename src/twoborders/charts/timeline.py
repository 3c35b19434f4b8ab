"""The events of the dispute on a time axis: a row per theme, a marker per actor, the unknown hatched."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
from matplotlib.dates import AutoDateFormatter, AutoDateLocator, date2num

from twoborders.charts import style
from twoborders.charts.live import LiveFigure

#: Colour and marker of each actor, in the order of their names. The palette has five; the sixth is the ink's.
LOOKS = (*zip(style.COLOURS, style.MARKERS, strict=True), (style.INK, "P"))
#: Two events of one row closer than this many days are drawn above each other.
CLOSE_DAYS = 15


class TimelineChart:
    """Draws the events that are known on a date; each update moves the same markers."""

    def __init__(self, timeline: pd.DataFrame, actors: Sequence[str], themes: Sequence[str]):
        figure, (axes,) = style.bare_figure(
            "Events known",
            "Sources: one for each event, in the table timeline.",
            height=430,
            margins=(150, 20, 66, 58),
        )
        self._days = dict(zip(timeline["event_id"], date2num(timeline["date"]), strict=True))
        self._heights = _heights(timeline, themes)
        begin, end = min(self._days.values()) - 25, max(self._days.values()) + 25
        self._end = end
        axes.xaxis_date()
        axes.set_xlim(begin, end)
        axes.set_ylim(len(themes) - 0.45, -0.55)
        axes.set_yticks(range(len(themes)), themes)
        axes.tick_params(axis="y", length=0)
        for border in range(1, len(themes)):
            axes.axhline(border - 0.5, color="#d0d0d0", linewidth=0.8)
        axes.grid(False)
        locator = AutoDateLocator(minticks=5, maxticks=8)
        axes.xaxis.set_major_locator(locator)
        formatter = AutoDateFormatter(locator)
        formatter.scaled[30] = "%b %Y"
        axes.xaxis.set_major_formatter(formatter)
        self._markers = {}
        for actor, (colour, marker) in zip(actors, LOOKS[: len(actors)], strict=True):
            (self._markers[actor],) = axes.plot(
                [],
                [],
                linestyle="none",
                marker=marker,
                color=colour,
                markeredgecolor=style.INK,
                markeredgewidth=0.6,
                # A diamond stands on its corner, so at the same size it is taller than the others.
                markersize=5.5 if marker == "D" else 7,
                label=actor,
            )
        self._unknown = axes.axvspan(end, end, facecolor="#f3f3f3", edgecolor="#bdbdbd", hatch="//", linewidth=0)
        self._today = axes.axvline(end, color=style.INK, linewidth=1.4)
        self._unknown_text = axes.text(
            0, -0.45, "not yet known", va="top", ha="center", fontsize=style.TEXT_POINTS, color=style.INK
        )
        self._unknown_text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1.5})
        axes.legend(
            loc="lower right",
            bbox_to_anchor=(1.0, 1.0),
            ncols=len(actors),
            frameon=False,
            fontsize=style.TEXT_POINTS,
            handletextpad=0.1,
            columnspacing=1.0,
            borderaxespad=0.1,
        )

        self._title = figure.texts[0]
        moving = (*self._markers.values(), self._unknown, self._today, self._unknown_text, self._title)
        self.figure = figure
        self.png = LiveFigure(figure, moving).png

    def update(self, result: pd.DataFrame, state: dict) -> str:
        """Show the events of ``result``, rows of the timeline; returns the text alternative."""
        ids, actors = result["event_id"].tolist(), result["actor"].tolist()
        for actor, markers in self._markers.items():
            chosen = [event for event, who in zip(ids, actors, strict=True) if who == actor]
            markers.set_data([self._days[event] for event in chosen], [self._heights[event] for event in chosen])
        self._title.set_text(f"Events known on {state['as_of']}")
        today = date2num(pd.Timestamp(state["as_of"]))
        self._today.set_xdata([today, today])
        self._unknown.set_x(today)
        self._unknown.set_width(self._end - today)
        self._unknown_text.set_x((today + self._end) / 2)
        self._unknown_text.set_visible(self._end - today > 170)
        themes = sorted(Counter(result["theme"].tolist()).items())
        counted = ", ".join(f"{theme} {count}" for theme, count in themes) or "none"
        return f"Events on a time axis, one row per theme. Known on {state['as_of']}: {counted}."


def _heights(timeline: pd.DataFrame, themes: Sequence[str]) -> dict[str, float]:
    """Height of each event: its theme's row, and within it the first lane that is free for ``CLOSE_DAYS``."""
    lanes: dict[str, int] = {}
    used: dict[str, list[pd.Timestamp]] = {theme: [] for theme in themes}
    ordered = timeline.sort_values(["date", "event_id"])
    for event, theme, day in ordered[["event_id", "theme", "date"]].itertuples(index=False, name=None):
        last = used[theme]
        free = (lane for lane, date in enumerate(last) if (day - date).days >= CLOSE_DAYS)
        lane = next(free, len(last))
        last[lane : lane + 1] = [day]
        lanes[event] = lane
    rows = {theme: row for row, theme in enumerate(themes)}
    theme_of = dict(zip(timeline["event_id"], timeline["theme"], strict=True))
    step = {theme: min(0.2, 0.72 / max(1, len(used[theme]) - 1)) for theme in themes}
    return {
        event: rows[theme_of[event]] + (lane - (len(used[theme_of[event]]) - 1) / 2) * step[theme_of[event]]
        for event, lane in lanes.items()
    }
