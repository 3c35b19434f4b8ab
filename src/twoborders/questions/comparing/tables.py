"""Compare two tables by the rows that the key names; the order of rows and further columns do not matter."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from twoborders.questions.comparing.found import RIGHT, Found, Pair
from twoborders.questions.comparing.values import agree, count, is_number, plain_text, read_keys, shown, shown_key

_NAMES_OF_NOTHING = ("value", "0", "index", "count", "size", "mean", "sum")
"""Names that pandas gives a column by itself: such a column is taken for the one that is asked for."""

_SHOWN_COLUMNS = 8


_Row = tuple[str, list, list]
"""One row that both tables have: its key as the answer's reader writes it, given values and wanted values."""


def compare(question: Any, answer: dict, right: dict) -> Found:
    """Compare the description of a table with that of the right one.

    Where a mistake is looked for, that is the mistaken one: before it is reshaped a table lacks a part of the key.
    """
    if not set(question.key) <= set(right["columns"]):
        question = replace(question, key=tuple(name for name in question.key if name in right["columns"]))
    if not answer["n_rows"]:
        return Found(0, "Your table has no rows. A condition that no row meets gives an empty table.", mistake="empty")
    columns = _columns(question, answer, right)
    lacking = [name for name in right["columns"] if name not in columns]
    if lacking:
        return _on_its_side(question, answer, right) or _lacks(question, answer, right, lacking)
    if answer["n_rows"] != right["n_rows"]:
        rows_there = f"Your table has {count(answer['n_rows'], 'row')}; the answer has {right['n_rows']}. "
        odd = _first_odd_row(question, answer, right, columns)
        return Found(0, f"{rows_there}{odd}Wanted: {question.wanted}.")
    rows = _rows(question, answer, right, columns)
    if isinstance(rows, str):
        return Found(0, rows)
    names = [name for name in right["columns"] if name not in question.key]
    found = _differences(question, rows, names)
    if found is RIGHT:
        return RIGHT
    instead = {name: answer["columns"][i] for name, i in columns.items() if not _same_name(name, answer["columns"][i])}
    if instead:
        # A column under another name may be another thing: what is missing is said first.
        read = ", ".join(f"no column {name}: {given} was read as it" for name, given in instead.items())
        return replace(found, message=f"{found.message} (It has {read}.)")
    return found


def _columns(question: Any, answer: dict, right: dict) -> dict[str, int]:
    """Find each wanted column in the answer: by its name, else the only column left that can be it.

    Of several that are left of its kind, text or numbers, it is the one whose values agree.
    """
    places = enumerate(answer["columns"])
    named = [(name, i) for i, given in places for name in right["columns"] if _same_name(name, given)]
    found = dict(reversed(named))  # of two with one name the first
    for keys_first in (True, False):
        for name in [one for one in right["columns"] if one not in found and (one in question.key) is keys_first]:
            left = [i for i in range(len(answer["columns"])) if i not in found.values()]
            able = [i for i in left if _can_be(answer, i, right, name, is_key=keys_first)]
            agreeing = [i for i in able if _agrees(question, answer, i, right, name, found)]
            if len(agreeing) == 1:
                found[name] = agreeing[0]
            elif len(able) == 1 and _is_unnamed(answer, able[0], right):
                found[name] = able[0]
            elif len(left) == 1 and not able and not keys_first and _is_unnamed(answer, left[0], right):
                found[name] = left[0]  # such as numbers that were made text
    return found


def _is_unnamed(answer: dict, index: int, right: dict) -> bool:
    name = plain_text(answer["columns"][index])
    return name in _NAMES_OF_NOTHING or name.startswith("index ") or len(answer["columns"]) == len(right["columns"])


def _can_be(answer: dict, index: int, right: dict, name: str, *, is_key: bool) -> bool:
    """Tell whether a column of the answer can be the wanted one: a key by its meaning, another by its kind."""
    given, wanted = _cells(answer, index), _cells(right, right["columns"].index(name))
    if not is_key:
        return _is_text(given) == _is_text(wanted) and _is_flags(given) == _is_flags(wanted)
    is_share = any(isinstance(value, float) for value in given) and all(isinstance(value, int) for value in wanted)
    return _shares(given, wanted) or (not is_share and _is_text(given) == _is_text(wanted))  # a share is no year


def _cells(table: dict, index: int) -> list:
    return [row[index] for row in table["rows"]]


def _shares(given: list, wanted: list) -> bool:
    read, meant = read_keys(given, wanted)
    return bool(set(map(str, read)) & set(map(str, meant)))


def _agrees(question: Any, answer: dict, index: int, right: dict, name: str, found: dict[str, int]) -> bool:
    if answer["n_rows"] != right["n_rows"]:
        return False
    place = right["columns"].index(name)
    if name in question.key:
        read, meant = read_keys(_cells(answer, index), _cells(right, place))
        return sorted(map(str, read)) == sorted(map(str, meant))
    if not all(key in found for key in question.key):
        return False
    keys = {key: found[key] for key in question.key}
    rows = _rows(question, answer, right, {**keys, name: index})
    return not isinstance(rows, str) and _differences(question, rows, [name]) is RIGHT


def _rows(question: Any, answer: dict, right: dict, columns: dict[str, int]) -> list[_Row] | str:
    """Pair the rows of both tables by their keys; a sentence if the answer lacks one."""
    given, wanted = _keys(question, answer, right, columns)
    by_key = dict(zip(given, answer["rows"], strict=True))
    names = [name for name in right["columns"] if name not in question.key and name in columns]
    rows = []
    for key, row in zip(wanted, right["rows"], strict=True):
        label = _label(question, right, row)
        if key not in by_key:
            return f"Your table has no row for {label}."
        values = [row[right["columns"].index(name)] for name in names]
        rows.append((label, [by_key[key][columns[name]] for name in names], values))
    return rows


def _keys(question: Any, answer: dict, right: dict, columns: dict[str, int]) -> tuple[list[tuple], list[tuple]]:
    """Return the key of each row of both tables, in one form; rows with one key are numbered, the smallest first."""
    place = right["columns"].index
    read = [read_keys(_cells(answer, columns[name]), _cells(right, place(name))) for name in question.key]
    values = [name for name in right["columns"] if name not in question.key and name in columns]
    return (
        _numbered([given for given, _ in read], [[row[columns[name]] for name in values] for row in answer["rows"]]),
        _numbered([wanted for _, wanted in read], [[row[place(name)] for name in values] for row in right["rows"]]),
    )


def _numbered(columns: Sequence[list], values: Sequence[list]) -> list[tuple]:
    keys = list(zip(*columns, strict=True))
    order = sorted(
        range(len(keys)), key=lambda i: [(not is_number(v), v if is_number(v) else 0, str(v)) for v in values[i]]
    )
    seen: dict[tuple, int] = {}
    numbered: list[tuple] = [()] * len(keys)
    for i in order:
        seen[keys[i]] = seen.get(keys[i], 0) + 1
        numbered[i] = (*keys[i], seen[keys[i]])
    return numbered


def _first_odd_row(question: Any, answer: dict, right: dict, columns: dict[str, int]) -> str:
    """Name a row that the answer lacks, has too much, or has more than once."""
    given, wanted = _keys(question, answer, right, columns)
    lacking = [row for key, row in zip(wanted, right["rows"], strict=True) if key not in set(given)]
    if lacking and len(given) < len(wanted):
        return f"There is none for {_label(question, right, lacking[0])}. "
    for key, row in zip(given, answer["rows"], strict=True):
        if key not in set(wanted):
            name = ", ".join(shown_key(row[columns[part]]) for part in question.key)
            twice = (*key[:-1], 1) in set(wanted)
            return f"{name} stands there more than once. " if twice else f"It has one for {name}. "
    return ""


def _label(question: Any, right: dict, row: list) -> str:
    return ", ".join(shown_key(row[right["columns"].index(name)]) for name in question.key)


def _differences(question: Any, rows: Sequence[_Row], names: Sequence[str]) -> Found:
    """Say in which column the rows differ first, and pair the numbers of that column."""
    for place, name in enumerate(names):
        values = [(key, given[place], wanted[place]) for key, given, wanted in rows]
        wrong = [(key, given) for key, given, wanted in values if not agree(question, given, wanted)]
        if not wrong:
            continue
        if any(isinstance(given, str) for _, given, _ in values) and not _is_text([wanted for _, _, wanted in values]):
            numbers = "Numbers are wanted there: leave out astype(str) and the like."
            return Found(0, f"The column {name} holds text. {numbers}", mistake="numbers as text")
        for other, another in enumerate(names):
            if other != place and all(agree(question, given[place], wanted[other]) for _, given, wanted in rows):
                return Found(0, f"The column {name} holds what belongs into {another}.", mistake="other column")
        key, given = wrong[0]
        pairs: list[Pair] = [(given, wanted) for _, given, wanted in values]
        differs = f"The column {name} differs in {len(wrong)} of {count(len(rows), 'row')}, for example for {key}"
        return Found(0, f"{differs}, where yours has {shown(given)}. Wanted: {question.wanted}.", groups=[pairs])
    return RIGHT


def _on_its_side(question: Any, answer: dict, right: dict) -> Found | None:
    """Say that what should name the rows names the columns; None where it does not."""
    if len(question.key) != 1 or len(right["rows"]) < 2:
        return None
    names = _cells(right, right["columns"].index(question.key[0]))
    read, meant = read_keys(answer["columns"], names)
    if not set(map(str, meant)) <= set(map(str, read)):
        return None
    like = f"{shown_key(names[0])} and the like name its columns, and should name rows"
    if answer["n_rows"] >= len(right["columns"]):
        first = f"First bring the {answer['n_rows']} numbers of a column to one, such as with sum or mean."
        return Found(0, f"In your table {like}. {first}", mistake="columns not brought together")
    return Found(0, f"Your table lies on its side: {like}. Turn it with .T.", mistake="on its side")


def _lacks(question: Any, answer: dict, right: dict, lacking: Sequence[str]) -> Found:
    """Say which column is missing; two columns with _x and _y are the commonest reason."""
    have = [str(name) for name in answer["columns"]]
    for name in lacking:
        if f"{name}_x" in have and f"{name}_y" in have:
            both = f"Your table has {name}_x and {name}_y: both tables had a column {name}."
            return Found(0, f"{both} Merge on it too, or drop it from one of them first.", mistake="merge suffixes")
    # The learner's own columns stand last.
    listed = ", ".join(have[::-1][:_SHOWN_COLUMNS]) + (" and others" if len(have) > _SHOWN_COLUMNS else "")
    them = "it" if len(lacking) == 1 else "them"
    rename = f", or rename the column that holds {them}" if _is_held(question, answer, right, lacking) else ""
    message = f"Your table has no column {', '.join(lacking)}. From the last to the first it has: {listed}."
    return Found(0, f"{message} Add {them}{rename}.", mistake="column missing")


def _is_held(question: Any, answer: dict, right: dict, lacking: Sequence[str]) -> bool:
    """Tell whether another column holds at least half of the values of one that is missing."""
    for name in lacking:
        wanted = _cells(right, right["columns"].index(name))
        for index in range(len(answer["columns"])):
            given = _cells(answer, index)[: 2 * len(wanted)]
            if name in question.key and _shares(given, wanted):
                return True
            met = sum(any(agree(question, value, one) for one in wanted) for value in given)
            if name not in question.key and met * 2 >= len(wanted):
                return True
    return False


def _same_name(one: str, other: str) -> bool:
    return plain_text(str(one)) == plain_text(str(other))


def _is_text(values: Sequence[Any]) -> bool:
    return any(isinstance(value, str) for value in values)


def _is_flags(values: Sequence[Any]) -> bool:
    return any(isinstance(value, bool) for value in values)
