"""The kit's tables: typed frames, and the dictionary that describes them.

The tables are CSV files in ``data/``; ``data/datapackage.json`` (Data Package v2) says what each column
means. Nothing here knows a table by name: a new table is a CSV file and an entry in the dictionary.
"""

import csv
import datetime
import difflib
import functools
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

_IN_THE_WHEEL = "kit"


def find_root(package: Path, working_folder: Path) -> Path:
    """Return the kit's folder, the one that holds data/, notebooks/ and solutions/.

    It is the checkout that the package is installed from. Where the package was copied away from it, it is the
    folder that the notebook runs in, or one above; else the copy without solutions that a wheel brings along. Without
    any of them the first guess is returned, and ``datapackage`` explains what is missing.
    """
    guesses = [package.parents[3], working_folder, *working_folder.parents, package.parents[1] / _IN_THE_WHEEL]
    return next((folder for folder in guesses if (folder / "data" / "datapackage.json").is_file()), guesses[0])


ROOT = find_root(Path(__file__).resolve(), Path.cwd())
DATA = ROOT / "data"
IS_INSTALLED = ROOT.name == _IN_THE_WHEEL and ROOT.parent == Path(__file__).resolve().parents[1]
"""Whether the kit's folder lies in the installed package: no place for what a person writes."""
DICTIONARY = "datapackage.json"

_DTYPES = {"string": "str", "integer": "int64", "number": "float64"}


class TableError(LookupError):
    """A table or a day that the kit does not have, or a damaged file of tables; the message says the way out."""


@functools.cache
def datapackage() -> dict:
    """Return the whole dictionary, ``data/datapackage.json``.

    Raises TableError if the kit's folder cannot be found beside the package, or the dictionary is damaged.
    """
    return _read_datapackage(DATA)


def names() -> list[str]:
    """Return the names of all tables, in the order of the dictionary."""
    return _names(datapackage())


def dictionary(name: str) -> dict:
    """Return what the dictionary says of one table: its columns, units, sources, caveats and as-of rule.

    Raises TableError for an unknown name, and lists the names there are, the closest first.
    """
    return _entry(datapackage(), name)


def load(name: str, as_of: str | datetime.date | None = None) -> pd.DataFrame:
    """Return a table as a frame whose columns have the types of the dictionary.

    Parameters
    ----------
    name : str
        A table's name, as ``names()`` lists them.
    as_of : str or datetime.date, optional
        A day such as "2019-06-07": only rows that a reader could know on that day are returned, and what lay ahead
        then is empty in them. Each table's rule stands in ``dictionary(name)["as_of"]``.

    Raises
    ------
    TableError
        If there is no such table, or the table has no days of publication, or ``as_of`` is not a day, or the table's
        file is damaged.
    """
    return _load(DATA, datapackage(), name, as_of)


def loader(folder: Path) -> Callable[..., pd.DataFrame]:
    """Return a function like ``load`` that reads the tables of another data folder, by that folder's dictionary.

    Raises TableError if there is no dictionary in the folder, or it is damaged.
    """
    package = _read_datapackage(folder)

    def load(name: str, as_of: str | datetime.date | None = None) -> pd.DataFrame:
        return _load(folder, package, name, as_of)

    return load


def is_text(values: pd.Series | pd.Index) -> bool:
    """Whether a column or an index holds texts, missing ones aside: pandas before 3.0 keeps these as objects."""
    return pd.api.types.is_string_dtype(values) or pd.api.types.infer_dtype(values, skipna=True) == "string"


def read(folder: Path, resource: dict) -> pd.DataFrame:
    """Return the table of one entry of the dictionary, from the data folder that holds it.

    Raises TableError if the file is damaged: it cannot be read, lacks a column or all rows, ends within a line, or has
    a date that is none.
    """
    try:
        path: Path = folder / resource["path"]
        missing_values = resource["schema"]["missingValues"]
        types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        dtypes = {name: _DTYPES[kind] for name, kind in types.items() if kind != "date"}
    except (LookupError, TypeError) as error:
        raise _damaged(folder / DICTIONARY, f"has no whole entry of a table ({error!r} in {resource!r:.60})") from error
    dates = [name for name, kind in types.items() if kind == "date"]
    try:
        frame = pd.read_csv(
            path,
            dtype=dtypes,
            parse_dates=dates,
            date_format="%Y-%m-%d",
            keep_default_na=False,
            na_values=missing_values,
        )
    except (ValueError, TypeError, OSError) as error:
        raise _damaged(path, _lacks(path, types) or f"cannot be read ({_first_line(error)})") from error
    if not types.keys() <= set(frame.columns):
        raise _damaged(path, _lacks(path, types))
    if frame.empty:
        raise _damaged(path, "has no rows")
    for name in dates:
        if frame[name].dtype.kind != "M":
            wrong = frame[name][pd.to_datetime(frame[name], format="%Y-%m-%d", errors="coerce").isna()].dropna()
            raise _damaged(path, f"has a date in {name} that is none: {str(wrong.iloc[0])[:40]!r}")
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        if file.read() not in b"\r\n":
            raise _damaged(path, "ends within a line, as if it were cut off")
    return frame


def _lacks(path: Path, columns: Iterable[str]) -> str:
    """Say which columns a file lacks; the empty text where it lacks none, or is no text."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
    except (OSError, UnicodeError):
        return ""
    missing = [name for name in columns if name not in next(csv.reader([first]), [])]
    lacks = f"lacks the column {', '.join(missing)}; its first line is {first.strip()[:80]!r}"
    return lacks if missing and first.strip() else ""


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _damaged(path: Path, what: str) -> TableError:
    """What to raise for a damaged file: it says what is wrong, and the way out."""
    name = f"{path.parent.name}/{path.name}"
    return TableError(
        f"The file {name} {what}. If you changed it, mend it there; else bring it back with: git checkout {name}, or "
        "download the kit again."
    )


def _read_datapackage(folder: Path) -> dict:
    path = folder / DICTIONARY
    if not path.is_file():
        raise TableError(
            f"The dictionary {path.name} is not in {folder}. Install the package again, or run it in the kit's "
            "folder: there, python -m pip install . does it."
        )
    try:
        package: dict = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError, OSError) as error:
        raise _damaged(path, f"cannot be read ({_first_line(error)})") from error
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not resources:
        raise _damaged(path, 'has no list of tables, "resources"')
    for place, resource in enumerate(resources, start=1):
        if not isinstance(resource, dict) or not isinstance(resource.get("name"), str):
            raise _damaged(path, f'has an entry of a table, the {place}. in "resources", that has no name')
    return package


def _names(package: dict) -> list[str]:
    return [resource["name"] for resource in package["resources"]]


def _entry(package: dict, name: object) -> dict:
    resources: list[dict] = package["resources"]
    known = _names(package)
    if not isinstance(name, str):
        kind = type(name).__name__
        raise TableError(
            f'A table is called by its name, a text such as "{known[0]}", and this is of the type {kind}. The tables '
            f"are: {', '.join(known)}."
        )
    for resource in resources:
        if resource["name"] == name:
            return resource
    close = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
    ordered = close + [one for one in known if one not in close]
    raise TableError(f'There is no table "{name}". The tables are: {", ".join(ordered)}.')


def _load(folder: Path, package: dict, name: str, as_of: str | datetime.date | None) -> pd.DataFrame:
    resource = _entry(package, name)
    frame = read(folder, resource)
    if as_of is None:
        return frame
    column = resource["as_of"].get("column")
    if column is None:
        raise TableError(
            f'The table "{name}" cannot be cut at a day. {resource["as_of"]["rule"]} '
            f'Load it without as_of: load("{name}").'
        )
    day = _day(as_of)
    known: pd.DataFrame = frame[frame[column] <= day].reset_index(drop=True)
    # A row that was known early may hold a day that lay ahead, and what goes with that day.
    for ahead, others in resource["as_of"].get("hidden_until", {}).items():
        known.loc[known[ahead] > day, [ahead, *others]] = None
    return known


def _day(as_of: str | datetime.date) -> pd.Timestamp:
    try:
        day = as_of if isinstance(as_of, datetime.date) else datetime.date.fromisoformat(as_of)
        return pd.Timestamp(datetime.date(day.year, day.month, day.day))  # a time of day and NaT, which is a date, too
    except (TypeError, ValueError):
        said = repr(as_of) if isinstance(as_of, str | int | float) else f"of the type {type(as_of).__name__}"
        raise TableError(f'as_of is {said}, but it must be a day such as "2019-06-07".') from None
