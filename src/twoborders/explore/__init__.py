"""Explorers, self-checks and predictions of the lessons: ``timeline()``, ``self_check(id)``, ``predict(id)``.

A module ``NAME_explorer`` holds the explorer ``NAME``; it is imported when somebody asks for that name. What these
things are, and how they are shown, is said in ``twoborders.cards``.
"""

import importlib
import pkgutil
from collections.abc import Callable

from twoborders.cards.base import Explorer
from twoborders.cards.prediction import my_predictions, predict
from twoborders.cards.selfcheck import self_check

__all__ = ["my_predictions", "names", "predict", "self_check"]

_SUFFIX = "_explorer"


def names() -> list[str]:
    """Return the names of all explorers, in the order of the alphabet."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX))


def __getattr__(name: str) -> Callable[..., Explorer]:
    if name not in names():
        raise AttributeError(f'There is no explorer "{name}". The explorers are: {", ".join(names())}.')
    explorer: Callable[..., Explorer] = getattr(importlib.import_module(f"{__name__}.{name}{_SUFFIX}"), name)
    return explorer
