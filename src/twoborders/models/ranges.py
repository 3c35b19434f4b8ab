"""What a model asks of its arguments: numbers, each inside a range."""

from collections.abc import Mapping

Ranges = Mapping[str, tuple[float, float, str]]
"""Lowest and highest allowed value of each argument (both included), and its unit."""


def demand(ranges: Ranges, **arguments: float) -> None:
    """Raise unless each argument is a number inside its range; the message names argument, range and unit.

    Raises TypeError for an argument that is no number, ValueError for one outside its range.
    """
    for name, value in arguments.items():
        low, high, unit = ranges[name]
        wanted = f"{name} must be a number from {low:,} to {high:,} ({unit})"
        if isinstance(value, bool) or not hasattr(value, "__float__") or hasattr(value, "__len__"):
            raise TypeError(f"{wanted}, not {type(value).__name__}.")
        # "not ... <=" and not ">": a missing value (nan) is in no range.
        if not low <= float(value) <= high:
            raise ValueError(f"{wanted}; it is {value}.")
