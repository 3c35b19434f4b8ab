"""What the questions of several lessons share."""

from collections.abc import Callable


def table_of(rows: int, *columns: str) -> Callable[[dict], bool]:
    """Return a predicate for a mistake: the answer is a table of so many rows, with these columns or more."""

    def matches(description: dict) -> bool:
        is_table = description["kind"] == "frame"
        return is_table and description["n_rows"] == rows and set(columns) <= set(description["columns"])

    return matches
