"""Two Borders: a teaching kit that tests one article's claims against public figures."""

from twoborders.checking import check, hint, progress, solution
from twoborders.tables import load

__all__ = ["check", "hint", "label_points", "load", "progress", "show", "solution"]


def __getattr__(name: str) -> object:
    # The tools for charts are imported when they are first asked for, so that check stays quick to import.
    if name in ("label_points", "show"):
        from twoborders import charts

        return getattr(charts, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
