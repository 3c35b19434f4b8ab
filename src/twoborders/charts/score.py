"""Two panels for stated probabilities: the penalty of each forecast, and the score of every number one could say."""

from typing import Any

from twoborders.charts import style
from twoborders.charts.live import LiveFigure
from twoborders.models.score import decimals

TITLE = "Model, not data: one number said for four forecasts"


class ScoreChart:
    """Draws penalties and scores; ``steps`` are the numbers that can be said (per cent), ``of`` the forecasts."""

    def __init__(self, steps: list[int], of: int):
        figure, (single, all_steps) = style.bare_figure(
            TITLE,
            "Model, not data. Four invented forecasts; 0 is the best score and 1 the worst.",
            panels=("Penalty of each forecast", "Score, by the number that is said"),
        )
        self._steps = steps
        blue, orange, green = style.COLOURS[:3]
        places = list(range(1, of + 1))
        for axes in (single, all_steps):
            axes.set_ylim(0, 1.2)
            axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
        single.set_xlim(0.4, of + 0.6)
        single.set_xticks(places, [f"no. {place}" for place in places])
        all_steps.set_xlim(-4, 104)
        all_steps.set_xticks([0, 25, 50, 75, 100])
        all_steps.set_xlabel("said, per cent")

        # Two bars at each place, one for each outcome: the one that is not wanted has no height.
        self._came = list(single.bar(places, [0] * of, width=0.62, color=blue))
        self._failed = list(single.bar(places, [0] * of, width=0.62, color="white", edgecolor=orange, hatch="///"))
        type_: dict[str, Any] = {"fontsize": style.TEXT_POINTS, "color": style.INK, "ha": "center"}
        self._names = [single.text(place, 0, "", va="bottom", linespacing=1.15, **type_) for place in places]

        (self._curve,) = all_steps.plot(steps, [0] * len(steps), color=style.COLOURS[3], linewidth=2, marker=".")
        (self._half,) = all_steps.plot(
            [50], [0], linestyle="none", marker="^", color=green, markersize=9, clip_on=False
        )
        (self._certain,) = all_steps.plot(
            [100], [0], linestyle="none", marker="D", color=orange, markersize=8, clip_on=False
        )
        (self._said,) = all_steps.plot([0], [0], linestyle="none", marker="o", color=blue, markersize=11, clip_on=False)
        all_steps.legend(
            [self._said, self._half, self._certain],
            ["you", "always 50", "always 100"],
            loc="upper center",
            ncols=3,
            frameon=False,
            fontsize=style.TEXT_POINTS,
            handletextpad=0.1,
            columnspacing=0.9,
        )
        moving = (*self._came, *self._failed, *self._names, self._curve, self._half, self._certain, self._said)
        self.figure = figure
        self.png = LiveFigure(figure, moving).png

    def update(self, result: dict, state: dict) -> str:
        """Show ``result``: penalties (one per forecast), score, and scores (one per step); returns the alternative."""
        said, right = state["said_pct"], state["right"]
        for number, penalty in enumerate(result["penalties"]):
            came_true = number < right
            self._came[number].set_height(penalty if came_true else 0)
            self._failed[number].set_height(0 if came_true else penalty)
            self._names[number].set_text(f"{'true' if came_true else 'false'}\n{decimals(penalty)}")
            self._names[number].set_y(penalty + 0.02)
        curve = dict(zip(self._steps, result["scores"], strict=True))
        self._curve.set_ydata(result["scores"])
        self._half.set_ydata([curve[50]])
        self._certain.set_ydata([curve[100]])
        self._said.set_data([said], [result["score"]])
        return (
            f"Bars and a line chart. {TITLE}. {right} of {len(result['penalties'])} came true. Penalties: "
            f"{', '.join(decimals(penalty) for penalty in result['penalties'])}. "
            f"Rule: {state['rule']}. Score at {said} per cent: {decimals(result['score'])}; "
            f"at 0 per cent {decimals(curve[0])}, at 50 {decimals(curve[50])}, "
            f"at 100 {decimals(curve[100])}."
        )
