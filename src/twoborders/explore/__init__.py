"""Explorers, self-checks and predictions of the lessons: ``timeline()``, ``self_check(id)``, ``predict(id)``.

A module ``NAME_explorer`` holds the explorer ``NAME``; it is imported when somebody asks for that name, and with it
matplotlib. ``base``, ``selfcheck`` and ``prediction`` say what these are, ``view`` how they are shown; a notebook is
told of it here, and ipywidgets is imported when one of them is displayed.
"""

import importlib
import pkgutil
from collections.abc import Callable

from twoborders.explore.base import Choice, Explorer, Goal, Slider, Steps
from twoborders.explore.prediction import Prediction, my_predictions, predict
from twoborders.explore.selfcheck import SelfCheck, self_check
from twoborders.tables.layout import display_formatter

__all__ = [
    "Choice",
    "Explorer",
    "Goal",
    "Prediction",
    "SelfCheck",
    "Slider",
    "Steps",
    "my_predictions",
    "names",
    "predict",
    "self_check",
]

_SUFFIX = "_explorer"


def names() -> list[str]:
    """Return the names of all explorers, in the order of the alphabet."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX))


def register() -> None:
    """Let the notebook that runs this show explorers and self-checks live; without a notebook nothing happens."""
    shows = display_formatter()
    if shows is not None:
        shows.ipython_display_formatter.for_type(Explorer, _display_explorer)
        shows.ipython_display_formatter.for_type(SelfCheck, _display_check)
        shows.ipython_display_formatter.for_type(Prediction, _display_prediction)


def _display_explorer(explorer: Explorer) -> None:
    from twoborders.explore import card

    card.display_explorer(explorer)


def _display_check(check: SelfCheck) -> None:
    from twoborders.explore import card

    card.display_check(check)


def _display_prediction(prediction: Prediction) -> None:
    from twoborders.explore import card

    card.display_prediction(prediction)


def __getattr__(name: str) -> Callable[..., Explorer]:
    if name not in names():
        raise AttributeError(f'There is no explorer "{name}". The explorers are: {", ".join(names())}.')
    explorer: Callable[..., Explorer] = getattr(importlib.import_module(f"{__name__}.{name}{_SUFFIX}"), name)
    return explorer


register()
