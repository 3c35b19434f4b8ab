"""Two Borders: a teaching kit that tests one article's claims against public figures."""

import importlib
import sys
from typing import TYPE_CHECKING

# What reads the sources and does not run them, such as an editor, learns here of what comes later.
if TYPE_CHECKING:
    from twoborders.charts import label_points, show
    from twoborders.checking import check, hint, my_page, own_mark, progress, resume_work, save_work, solution
    from twoborders.claims import audit, ledger
    from twoborders.tables import load
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

# Imported when they are first asked for: check stays quick to import, and a command that is stopped while the tables'
# library is imported can say so, because it runs by then.
_HOMES = {
    "twoborders.charts": ("label_points", "show"),
    "twoborders.checking": (
        "check",
        "hint",
        "my_page",
        "own_mark",
        "progress",
        "resume_work",
        "save_work",
        "solution",
    ),
    "twoborders.claims": ("audit", "ledger"),
    "twoborders.tables": ("load",),
    "twoborders.tables.description": ("describe",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

if "IPython" in sys.modules:  # a notebook, which shows frames
    from twoborders.tables import layout

    layout.register()


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(importlib.import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
