"""Explorers and self-checks of the lessons: ``timeline()``, ``backlog()``, ``self_check(id)`` and so on.

A module ``NAME_explorer`` holds the explorer ``NAME``; it is imported when somebody asks for that name, and with it
matplotlib. ipywidgets is imported when an explorer is displayed.
"""

import importlib
import pkgutil

from twoborders.explore.base import Choice, Explorer, Goal, Slider, Steps
from twoborders.explore.selfcheck import SelfCheck, self_check

__all__ = ["Choice", "Explorer", "Goal", "SelfCheck", "Slider", "Steps", "names", "self_check"]

_SUFFIX = "_explorer"


def names() -> list[str]:
    """Return the names of all explorers, in the order of the alphabet."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX))


def __getattr__(name: str) -> object:
    if name not in names():
        raise AttributeError(f'There is no explorer "{name}". The explorers are: {", ".join(names())}.')
    return getattr(importlib.import_module(f"{__name__}.{name}{_SUFFIX}"), name)
