"""The kit's tables: typed frames, and the dictionary that describes them.

The tables are CSV files in ``data/``; ``data/datapackage.json`` (Data Package v2) says what each column
means. Nothing here knows a table by name: a new table is a CSV file and an entry in the dictionary.
"""

import datetime
import difflib
import functools
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd


def find_root(package: Path, working_folder: Path) -> Path:
    """Return the kit's folder, the one that holds data/, notebooks/ and solutions/.

    It is the checkout that the package is installed from. Where the package was copied away from it, as Binder
    does, it is the folder that the notebook runs in, or one above. Without either, the first guess is returned,
    and ``datapackage`` explains what is missing.
    """
    guesses = [package.parents[3], working_folder, *working_folder.parents]
    return next((folder for folder in guesses if (folder / "data" / "datapackage.json").is_file()), guesses[0])


ROOT = find_root(Path(__file__).resolve(), Path.cwd())
DATA = ROOT / "data"

_DTYPES = {"string": "str", "integer": "int64", "number": "float64"}


class TableError(LookupError):
    """A table or a day that the kit does not have; the message says what it has."""


@functools.cache
def datapackage() -> dict:
    """Return the whole dictionary, ``data/datapackage.json``.

    Raises TableError if the kit's folder cannot be found beside the package.
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
        If there is no such table, or the table has no days of publication, or ``as_of`` is not a day.
    """
    return _load(DATA, datapackage(), name, as_of)


def loader(folder: Path) -> Callable[..., pd.DataFrame]:
    """Return a function like ``load`` that reads the tables of another data folder, by that folder's dictionary.

    Raises TableError if there is no dictionary in the folder.
    """
    package = _read_datapackage(folder)

    def load(name: str, as_of: str | datetime.date | None = None) -> pd.DataFrame:
        return _load(folder, package, name, as_of)

    return load


def read(folder: Path, resource: dict) -> pd.DataFrame:
    """Return the table of one entry of the dictionary, from the data folder that holds it."""
    fields = resource["schema"]["fields"]
    return pd.read_csv(
        folder / resource["path"],
        dtype={field["name"]: _DTYPES[field["type"]] for field in fields if field["type"] != "date"},
        parse_dates=[field["name"] for field in fields if field["type"] == "date"],
        date_format="%Y-%m-%d",
        keep_default_na=False,
        na_values=resource["schema"]["missingValues"],
    )


def _read_datapackage(folder: Path) -> dict:
    path = folder / "datapackage.json"
    if not path.is_file():
        raise TableError(
            f"The dictionary {path.name} is not in {folder}. The package needs the kit's folder: run it there, or "
            "install it from there with: python -m pip install -e ."
        )
    package: dict = json.loads(path.read_text(encoding="utf-8"))
    return package


def _names(package: dict) -> list[str]:
    return [resource["name"] for resource in package["resources"]]


def _entry(package: dict, name: str) -> dict:
    resources: list[dict] = package["resources"]
    for resource in resources:
        if resource["name"] == name:
            return resource
    known = _names(package)
    close = difflib.get_close_matches(str(name), known, n=3, cutoff=0.4)
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
        return pd.Timestamp(as_of if isinstance(as_of, datetime.date) else datetime.date.fromisoformat(as_of))
    except (TypeError, ValueError):
        raise TableError(f'as_of is {as_of!r}, but it must be a day such as "2019-06-07".') from None
