"""The kit's names in a notebook: whoever gives one of them another value loses neither the kit's nor the own."""

from types import FunctionType, ModuleType
from typing import Any

from twoborders.checking.report import Report, show

KEPT = frozenset(
    {"audit", "check", "describe", "hint", "label_points", "ledger", "load", "my_page", "my_predictions", "own_mark"}
    | {"predict", "progress", "resume_work", "save_work", "self_check", "show", "solution"}
)
"""The names that lessons and exercises call; an explorer such as ``timeline`` has the name of what one may load."""

LIBRARIES = {"np": "numpy", "pd": "pandas", "plt": "matplotlib.pyplot", "sns": "seaborn"}
"""The libraries that every lesson calls by a short name: ``pd = 3`` would break each cell behind it."""

_before: dict[str, FunctionType | ModuleType] = {}
_given_back: set[str] = set()


def install(shell: Any) -> None:
    """Look from now on, after each cell that this IPython shell runs, whether the kit's names are still the kit's."""
    shell.events.register("pre_run_cell", lambda *_: _remember(shell.user_ns))
    shell.events.register("post_run_cell", lambda *_: put_back(shell.user_ns))


def _remember(names: dict[str, Any]) -> None:
    _before.clear()
    _before.update({name: value for name, value in list(names.items()) if _is_kept(name, value)})


def _is_kept(name: str, value: Any) -> bool:
    if type(value) is FunctionType:
        return name in KEPT and str(value.__module__).startswith("twoborders.")
    return type(value) is ModuleType and LIBRARIES.get(name) == value.__name__


def put_back(names: dict[str, Any]) -> None:
    """Give the kit's functions and the libraries their names back, and what stood there another name; say so."""
    for name, kept in _before.items():
        value = names.get(name)
        if value is kept:
            continue
        names[name] = kept
        _given_back.add(name)
        moved = ""
        if value is not None:
            names[f"my_{name}"] = value
            moved = f" Your value is now called my_{name}."
        owner = LIBRARIES.get(name, "the kit")
        show(Report("hint", f"{name} is a name of {owner}, so it was given back to {owner}.{moved}"))


def given_back() -> list[str]:
    """Return the names that were given back since this was asked last, for a grader."""
    names = sorted(_given_back)
    _given_back.clear()
    return names
