"""Two Borders: a teaching kit that tests one article's claims against public figures."""

import importlib
from typing import TYPE_CHECKING

from twoborders.checking import check, hint, my_page, own_mark, progress, resume_work, save_work, solution
from twoborders.tables import layout, load

# What reads the sources and does not run them, such as an editor, learns here of what comes later.
if TYPE_CHECKING:
    from twoborders.charts import label_points, show
    from twoborders.claims import audit, ledger
    from twoborders.tables.description import describe

__all__ = [
    "audit",
    "check",
    "describe",
    "hint",
    "label_points",
    "ledger",
    "load",
    "my_page",
    "own_mark",
    "progress",
    "resume_work",
    "save_work",
    "show",
    "solution",
]

layout.register()

# Imported when they are first asked for, so that check stays quick to import.
_LATER = {
    "audit": "twoborders.claims",
    "describe": "twoborders.tables.description",
    "label_points": "twoborders.charts",
    "ledger": "twoborders.claims",
    "show": "twoborders.charts",
}


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(importlib.import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
