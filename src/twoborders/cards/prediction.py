"""A guess that is kept: a learner says what the figures will show and how sure one is, before the cells run.

Afterwards guess and figure stand side by side. What is kept is read again by lesson 07, which scores it.
"""

import functools
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from twoborders import questions
from twoborders.tables.layout import display_formatter
from twoborders.work import store

SURE = (50, 60, 75, 90, 99)
"""How sure one can be, in per cent: from a coin's toss to nearly certain."""

LEAST = 5
"""With fewer guesses a score says nothing."""

EXAMPLE = ((90, True), (75, True), (60, False), (90, True), (75, False), (50, True), (99, True), (60, True))
"""The guesses of an invented learner, for whoever has kept none: how sure in per cent, and whether it was right."""


class Prediction:
    """A question about what the cells below will show: ``prompt``, its ``choices``, and what was ``seen``."""

    def __init__(self, prediction_id: str, prompt: str, choices: Sequence[str], right: str, after: str, seen: str):
        if right not in choices:
            raise ValueError(f"The prediction {prediction_id} has no choice {right}.")
        self.id, self.prompt, self.choices = prediction_id, prompt, tuple(choices)
        self.right, self.after, self.seen = right, after, seen
        self.cells_ran = False
        self.on_ran: Callable[[], None] | None = None

    def kept(self) -> dict[str, Any]:
        """Return the guess that is kept: ``guess``, ``sure`` and ``right``; empty where there is none."""
        found = store.read()[0]["predictions"].get(self.id, {})
        return found if found.get("guess") in self.choices and found.get("sure") in SURE else {}

    def keep(self, guess: str, sure: int) -> str:
        """Keep a guess, before its cells have run, and say so."""
        if self.kept():
            return "Your first guess is kept. A guess that was changed afterwards would tell nothing."
        problem = store.keep("predictions", self.id, {"guess": guess, "sure": sure, "right": guess == self.right})
        return problem or "Your guess is kept. Now run the cells below."

    def ran(self, source: str) -> None:
        """Hear of a cell that has run: the one that shows the figure ends the guessing."""
        if self.after in source and not self.cells_ran:
            self.cells_ran = True
            if self.on_ran is not None:
                self.on_ran()

    def __repr__(self) -> str:
        return f"Predict. {self.prompt} Choices: {'; '.join(self.choices)}."


_open: dict[str, Prediction] = {}


def predict(prediction_id: str) -> Prediction:
    """Ask for a guess, by the id of a prediction; QuestionError for an unknown one."""
    found = Prediction(prediction_id, **questions.predictions(prediction_id))
    _open[prediction_id] = found
    _listen()
    return found


def my_predictions() -> pd.DataFrame:
    """Return the guesses that are kept: a row for each, with ``prediction``, ``probability`` (0 to 1) and ``right``.

    Where fewer than five are kept, the rows are those of an invented learner, and a sentence says so.
    """
    kept = store.read()[0]["predictions"]
    rows = [
        (key, entry["sure"] / 100, bool(entry.get("right")))
        for key, entry in sorted(kept.items())
        if key in questions.prediction_ids() and entry.get("sure") in SURE
    ]
    if len(rows) < LEAST:
        print(f"Guesses kept: {len(rows)}; {LEAST} are needed. These are the guesses of an invented learner.")
        rows = [(f"example {i}", sure / 100, right) for i, (sure, right) in enumerate(EXAMPLE, start=1)]
    return pd.DataFrame(rows, columns=["prediction", "probability", "right"])


@functools.cache
def _listen() -> None:
    """Hear of each cell that runs, where there is a notebook."""
    if display_formatter() is None:
        return
    from IPython import get_ipython

    get_ipython().events.register("post_run_cell", _hear)


def _hear(result: Any) -> None:
    source = getattr(getattr(result, "info", None), "raw_cell", "") or ""
    if getattr(result, "success", False) and "predict(" not in source:
        for prediction in list(_open.values()):
            prediction.ran(source)
