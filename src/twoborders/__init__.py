"""Two Borders: a teaching kit that tests one article's claims against public figures."""

from twoborders.checking import check, hint, progress, solution
from twoborders.tables import load

__all__ = ["check", "hint", "load", "progress", "show", "solution"]


def __getattr__(name: str) -> object:
    # show needs matplotlib: it is imported when it is first asked for, so that check stays quick to import.
    if name == "show":
        from twoborders.charts import show

        return show
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
