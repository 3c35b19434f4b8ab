"""The kit's names in a notebook: whoever gives one of them another value loses neither the kit's nor the own."""

from types import FunctionType
from typing import Any

from twoborders.checking.report import Report, show

KEPT = frozenset(
    {"audit", "check", "describe", "hint", "label_points", "ledger", "load", "my_page", "my_predictions", "own_mark"}
    | {"predict", "progress", "resume_work", "save_work", "self_check", "show", "solution"}
)
"""The names that lessons and exercises call; an explorer such as ``timeline`` has the name of what one may load."""

_before: dict[str, FunctionType] = {}


def install(shell: Any) -> None:
    """Look from now on, after each cell that this IPython shell runs, whether the kit's names are still the kit's."""
    shell.events.register("pre_run_cell", lambda *_: _remember(shell.user_ns))
    shell.events.register("post_run_cell", lambda *_: put_back(shell.user_ns))


def _remember(names: dict[str, Any]) -> None:
    _before.clear()
    _before.update(
        {
            name: value
            for name, value in list(names.items())
            if name in KEPT and type(value) is FunctionType and str(value.__module__).startswith("twoborders.")
        }
    )


def put_back(names: dict[str, Any]) -> None:
    """Give the kit's functions their names back, and what stood there another name; say so."""
    for name, function in _before.items():
        value = names.get(name)
        if value is function:
            continue
        names[name] = function
        moved = ""
        if value is not None:
            names[f"my_{name}"] = value
            moved = f" Your value is now called my_{name}."
        show(Report("hint", f"{name} is a name of the kit, so it was given back to the kit.{moved}"))
