"""Explorers and self-checks of the lessons: ``timeline()``, ``backlog()``, ``self_check(id)`` and so on.

A module ``NAME_explorer`` holds the explorer ``NAME``; it is imported when somebody asks for that name, and with it
matplotlib. ``base`` and ``selfcheck`` say what the two are, ``view`` how they are shown; a notebook is told of it
here, and ipywidgets is imported when one of them is displayed.
"""

import importlib
import pkgutil
from collections.abc import Callable

from twoborders.explore.base import Choice, Explorer, Goal, Slider, Steps
from twoborders.explore.selfcheck import SelfCheck, self_check
from twoborders.tables.layout import display_formatter

__all__ = ["Choice", "Explorer", "Goal", "SelfCheck", "Slider", "Steps", "names", "self_check"]

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


def _display_explorer(explorer: Explorer) -> None:
    from twoborders.explore import view

    view.display_explorer(explorer)


def _display_check(check: SelfCheck) -> None:
    from twoborders.explore import view

    view.display_check(check)


def __getattr__(name: str) -> Callable[..., Explorer]:
    if name not in names():
        raise AttributeError(f'There is no explorer "{name}". The explorers are: {", ".join(names())}.')
    explorer: Callable[..., Explorer] = getattr(importlib.import_module(f"{__name__}.{name}{_SUFFIX}"), name)
    return explorer


register()
