"""Compare two tables by the rows that the key names; the order of rows and further columns do not matter."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from twoborders.questions.comparing.found import RIGHT, Found, Pair
from twoborders.questions.comparing.values import agree, count, is_number, plain_text, read_keys, shown, shown_key

_NAMES_OF_NOTHING = ("value", "0", "index", "count", "size", "mean", "sum")
"""Names that pandas gives a column by itself: such a column is taken for the one that is asked for."""

_SHOWN_COLUMNS = 8

Places = Mapping[str, int]
"""By the name of a wanted column, where it stands in the answer."""


def compare(question: Any, answer: dict, right: dict) -> Found:
    """Compare the description of a table with that of the right one."""
    if not answer["n_rows"]:
        return Found(0, "Your table has no rows. A condition that no row meets gives an empty table.", mistake="empty")
    tables = _Tables(question, answer, right)
    places = tables.places()
    if lacking := [name for name in right["columns"] if name not in places]:
        return tables.on_its_side() or tables.lacks(lacking)
    if not tables.are_as_long:
        rows_there = f"Your table has {count(answer['n_rows'], 'row')}; the answer has {right['n_rows']}. "
        return Found(0, f"{rows_there}{tables.first_odd_row(places)}Wanted: {question.wanted}.")
    pairs = tables.pairs(places)
    if isinstance(pairs, str):
        return Found(0, pairs)
    found = tables.differences(pairs)
    instead = {name: given for name, i in places.items() if not _same_name(name, given := answer["columns"][i])}
    if found is RIGHT or not instead:
        return found
    # A column under another name may be another thing: what is missing is said first.
    read = ", ".join(f"no column {name}: {given} was read as it" for name, given in instead.items())
    return replace(found, message=f"{found.message} (It has {read}.)")


class _Tables:
    """The table of an answer beside the right one; where a mistake is looked for, beside the mistaken one.

    ``given`` are the columns of the answer by their places, ``wanted`` those of the other by their names.
    """

    def __init__(self, question: Any, answer: dict, right: dict):
        self.question, self.names = question, [str(name) for name in answer["columns"]]
        # A mistaken table that was not reshaped yet lacks a part of the key.
        self.key = [name for name in question.key if name in right["columns"]]
        self.given = [[row[i] for row in answer["rows"]] for i in range(len(self.names))]
        self.wanted = {name: [row[i] for row in right["rows"]] for i, name in enumerate(right["columns"])}
        self.n_rows = answer["n_rows"]
        self.are_as_long = answer["n_rows"] == right["n_rows"]
        keys = zip(*(self.wanted[name] for name in self.key), strict=True)
        self.labels = [", ".join(map(shown_key, key)) for key in keys]

    # --- which column is which ---

    def places(self) -> dict[str, int]:
        """Find each wanted column in the answer: by its name, else the only column left that can be it.

        Of several that are left of its kind, text or numbers, it is the one whose values agree.
        """
        named = [(name, i) for i, given in enumerate(self.names) for name in self.wanted if _same_name(name, given)]
        found = dict(reversed(named))  # of two with one name the first
        for name in [*self.key, *(name for name in self.wanted if name not in self.key)]:
            left = [i for i in range(len(self.names)) if i not in found.values()]
            if name not in found and (place := self._place(name, left, found)) is not None:
                found[name] = place
        return found

    def _place(self, name: str, left: list[int], found: Places) -> int | None:
        able = [i for i in left if self._can_be(i, name)]
        agreeing = [i for i in able if self._agrees(i, name, found)]
        if len(agreeing) == 1:
            return agreeing[0]
        # The last column can be it whatever it holds, such as numbers that were made text.
        alone = able or (left if name not in self.key else [])
        return alone[0] if len(alone) == 1 and self._is_unnamed(alone[0]) else None

    def _is_unnamed(self, index: int) -> bool:
        name = plain_text(self.names[index])
        return name in _NAMES_OF_NOTHING or name.startswith("index ") or len(self.names) == len(self.wanted)

    def _can_be(self, index: int, name: str) -> bool:
        """Tell whether a column of the answer can be the wanted one: a key by its meaning, another by its kind."""
        given, wanted = self.given[index], self.wanted[name]
        same_kind = _holds(str, given) == _holds(str, wanted)
        if name not in self.key:
            return same_kind and _holds(bool, given) == _holds(bool, wanted)
        is_share = _holds(float, given) and all(isinstance(value, int) for value in wanted)
        return _share_keys(given, wanted) or (same_kind and not is_share)  # a share is no year

    def _agrees(self, index: int, name: str, found: Places) -> bool:
        if self.are_as_long and name in self.key:
            read, meant = (sorted(map(str, keys)) for keys in read_keys(self.given[index], self.wanted[name]))
            return read == meant
        if not self.are_as_long or not all(key in found for key in self.key):
            return False
        pairs = self.pairs({**{key: found[key] for key in self.key}, name: index})
        return not isinstance(pairs, str) and self.differences(pairs) is RIGHT

    # --- which row is which ---

    def pairs(self, places: Places) -> dict[str, list[Pair]] | str:
        """Return the values of both tables by columns, row by wanted row; a sentence if the answer lacks a row."""
        given, wanted = self._keys(places)
        row_of = {key: row for row, key in enumerate(given)}
        for label, key in zip(self.labels, wanted, strict=True):
            if key not in row_of:
                return f"Your table has no row for {label}."
        rows = [row_of[key] for key in wanted]
        columns = {name: [self.given[places[name]][row] for row in rows] for name in self._values(places)}
        return {name: list(zip(given, self.wanted[name], strict=True)) for name, given in columns.items()}

    def first_odd_row(self, places: Places) -> str:
        """Name a row that the answer lacks, has too much, or has more than once."""
        given, wanted = self._keys(places)
        have, meant = set(given), set(wanted)
        lacking = [label for label, key in zip(self.labels, wanted, strict=True) if key not in have]
        if lacking and len(given) < len(wanted):
            return f"There is none for {lacking[0]}. "
        row = next((row for row, key in enumerate(given) if key not in meant), None)
        if row is None:
            return ""
        name = ", ".join(shown_key(self.given[places[part]][row]) for part in self.key)
        twice = (*given[row][:-1], 1) in meant
        return f"{name} stands there more than once. " if twice else f"It has one for {name}. "

    def _values(self, places: Places) -> list[str]:
        return [name for name in self.wanted if name in places and name not in self.key]

    def _keys(self, places: Places) -> tuple[list[tuple], list[tuple]]:
        """Return the key of each row of both tables in one form; rows with one key are numbered, the smallest first."""
        read = [read_keys(self.given[places[name]], self.wanted[name]) for name in self.key]
        values = [(self.given[places[name]], self.wanted[name]) for name in self._values(places)]
        given, wanted = (_numbered([key[i] for key in read], [value[i] for value in values]) for i in (0, 1))
        return given, wanted

    # --- what differs ---

    def differences(self, pairs: Mapping[str, list[Pair]]) -> Found:
        """Say in which column the rows differ first, and pair the numbers of that column."""
        for name, column in pairs.items():
            rows = zip(self.labels, column, strict=True)
            wrong = [(label, given) for label, (given, wanted) in rows if not self._are(given, wanted)]
            if not wrong:
                continue
            if _holds(str, [given for given, _ in column]) and not _holds(str, self.wanted[name]):
                numbers = "Numbers are wanted there: leave out astype(str) and the like."
                return Found(0, f"The column {name} holds text. {numbers}", mistake="numbers as text")
            for other, theirs in pairs.items():
                if other != name and all(self._are(a, b) for (a, _), (_, b) in zip(column, theirs, strict=True)):
                    return Found(0, f"The column {name} holds what belongs into {other}.", mistake="other column")
            label, given = wrong[0]
            some = f"{len(wrong)} of {count(len(column), 'row')}, for example for {label}, where yours"
            message = f"The column {name} differs in {some} has {shown(given)}. Wanted: {self.question.wanted}."
            return Found(0, message, groups=[column])
        return RIGHT

    def _are(self, given: Any, wanted: Any) -> bool:
        return agree(self.question, given, wanted)

    def on_its_side(self) -> Found | None:
        """Say that what should name the rows names the columns; None where it does not."""
        names = self.wanted[self.key[0]] if len(self.key) == 1 else []
        read, meant = (set(map(str, keys)) for keys in read_keys(self.names, names))
        if len(names) < 2 or not meant <= read:
            return None
        like = f"{shown_key(names[0])} and the like name its columns, and should name rows"
        if self.n_rows >= len(self.wanted):
            first = f"First bring the {self.n_rows} numbers of a column to one, such as with sum or mean."
            return Found(0, f"In your table {like}. {first}", mistake="columns not brought together")
        return Found(0, f"Your table lies on its side: {like}. Turn it with .T.", mistake="on its side")

    def lacks(self, lacking: Sequence[str]) -> Found:
        """Say which column is missing; two columns with _x and _y are the commonest reason."""
        for name in lacking:
            if {f"{name}_x", f"{name}_y"} <= set(self.names):
                both = f"Your table has {name}_x and {name}_y: both tables had a column {name}."
                return Found(0, f"{both} Merge on it too, or drop it from one of them first.", mistake="merge suffixes")
        # The learner's own columns stand last.
        others = " and others" if len(self.names) > _SHOWN_COLUMNS else ""
        listed = ", ".join(self.names[::-1][:_SHOWN_COLUMNS]) + others
        them = "it" if len(lacking) == 1 else "them"
        is_held = any(self._is_held(name, given) for name in lacking for given in self.given)
        rename = f", or rename the column that holds {them}" if is_held else ""
        message = f"Your table has no column {', '.join(lacking)}. From the last to the first it has: {listed}."
        return Found(0, f"{message} Add {them}{rename}.", mistake="column missing")

    def _is_held(self, name: str, given: list) -> bool:
        """Tell whether a column holds keys, or at least half of the values, of one that is missing."""
        wanted = self.wanted[name]
        some = given[: 2 * len(wanted)]
        if name in self.key:
            return _share_keys(some, wanted)
        return 2 * sum(any(self._are(value, one) for one in wanted) for value in some) >= len(wanted)


def _numbered(columns: Sequence[list], values: Sequence[list]) -> list[tuple]:
    keys = list(zip(*columns, strict=True))
    sizes = [[(not is_number(v), v if is_number(v) else 0, str(v)) for v in row] for row in zip(*values, strict=True)]
    seen: Counter[tuple] = Counter()
    numbered = list(keys)
    for i in sorted(range(len(keys)), key=lambda i: sizes[i] if sizes else []):
        seen[keys[i]] += 1
        numbered[i] = (*keys[i], seen[keys[i]])
    return numbered


def _share_keys(given: list, wanted: list) -> bool:
    read, meant = (set(map(str, keys)) for keys in read_keys(given, wanted))
    return bool(read & meant)


def _same_name(one: str, other: str) -> bool:
    return plain_text(str(one)) == plain_text(str(other))


def _holds(kind: type, values: Sequence[Any]) -> bool:
    return any(isinstance(value, kind) for value in values)
