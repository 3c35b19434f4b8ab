"""Check the tables of a folder against its dictionary, with pandas alone."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from twoborders.tables.derived import DERIVED, NOT_DERIVED, operands

_KEYS = (
    "title",
    "description",
    "unit_of_observation",
    "retrieved",
    "as_of",
    "known_totals",
    "caveats",
    "claims",
    "lessons",
    "licenses",
    "sources",
)
_IN_FORCE_DAYS = ("date", "in_force_from", "in_force_to")


def problems(folder: Path) -> list[str]:
    """Return what is wrong in a data folder, a sentence each that names the table and the column.

    A dictionary that is missing or cannot be read is no matter of this check: whatever needs it says so.
    """
    try:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not all(isinstance(each, dict) and "name" in each for each in resources):
        return ['datapackage.json: it has no list of tables, "resources", each with a name']
    found: list[str] = []
    for resource in resources:
        name = resource["name"]
        try:
            found += [f"{name}: {problem}" for problem in _table_problems(folder, resource)]
            found += [f"{name}: {problem}" for problem in _foreign_key_problems(folder, resource, package)]
        except (ValueError, LookupError, TypeError, OSError) as error:  # a file or an entry that is damaged
            found.append(f"{name}: it cannot be checked ({type(error).__name__}: {error})")
    listed = {resource.get("path") for resource in resources}
    found += [f"{path.name}: not in the dictionary" for path in sorted(folder.glob("*.csv")) if path.name not in listed]
    return found


def _table_problems(folder: Path, resource: dict) -> Iterator[str]:
    yield from (f"the dictionary lacks {key}" for key in _KEYS if key not in resource)
    path = folder / resource["path"]
    if not path.is_file():
        yield f"{path.name} is missing"
        return
    if ragged := _ragged_lines(path):
        yield ragged
        return
    raw = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""])
    fields = resource["schema"]["fields"]
    names = [field["name"] for field in fields]
    if list(raw.columns) != names:
        yield f"the columns are {list(raw.columns)}, the dictionary has {names}"
        return
    for field in fields:
        yield from (f"{field['name']}: {problem}" for problem in _column_problems(raw[field["name"]], field))
    key = resource["schema"]["primaryKey"]
    if raw.duplicated(key).any():
        yield f"the key {key} repeats: {raw.loc[raw.duplicated(key), key].iloc[0].to_dict()}"
    column = resource["as_of"].get("column")
    if column is not None and column not in names:
        yield f"the as-of column {column} does not exist"
    yield from _derived_problems(raw)
    for total in resource["known_totals"]:
        yield from _total_problems(raw, total)
    if "in_force_from" in names:
        yield from _in_force_problems(raw, key)


def _ragged_lines(path: Path) -> str:
    """Say which line has another number of values than the first; the empty text where none has."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        columns = len(next(reader, []))
        for row in reader:
            if len(row) != columns:
                return (
                    f"{path.name}: line {reader.line_num} has {len(row)} values and the first line {columns}. "
                    "A text that holds a comma stands between quotation marks"
                )
    return ""


def _in_force_problems(raw: pd.DataFrame, key: list[str]) -> Iterator[str]:
    """Find measures whose days are in no possible order: announced, applied, stopped; and a place without a day."""
    announced, begun, stopped = (_typed(raw[name], "date") for name in _IN_FORCE_DAYS)
    placed = raw["in_force_where"].notna()
    for wrong, problem in (
        (begun < announced, "in_force_from is before date: what is not announced cannot be applied"),
        (stopped < begun, "in_force_to is before in_force_from"),
        (stopped.notna() & begun.isna(), "in_force_to stands without in_force_from"),
        (placed & begun.isna(), "in_force_where stands without in_force_from"),
        (begun.notna() & ~placed, "in_force_from stands without in_force_where"),
    ):
        for row in raw.loc[wrong, key].itertuples(index=False):
            yield f"{', '.join(row)}: {problem}"


def _foreign_key_problems(folder: Path, resource: dict, package: dict) -> Iterator[str]:
    """Find rows that point to a row of another table that does not exist."""
    paths = {other["name"]: folder / other["path"] for other in package["resources"]}
    for key in resource["schema"].get("foreignKeys", []):
        target = paths.get(key["reference"]["resource"], folder / "missing")
        if not target.is_file() or not paths[resource["name"]].is_file():
            yield f"the foreign key {key['fields']} points to a table that is missing"
            continue
        here, there = ([one] if isinstance(one, str) else one for one in (key["fields"], key["reference"]["fields"]))
        rows = pd.read_csv(paths[resource["name"]], dtype="str", keep_default_na=False)
        if not set(here) <= set(rows.columns):
            continue  # the comparison of columns says so
        known = set(pd.read_csv(target, dtype="str", keep_default_na=False)[there].itertuples(index=False, name=None))
        for values in dict.fromkeys(rows[here].itertuples(index=False, name=None)):
            if any(values) and values not in known:
                yield f"{here}: {values} is not in {key['reference']['resource']}"


def _column_problems(values: pd.Series, field: dict) -> Iterator[str]:
    constraints = field.get("constraints", {})
    present = values.dropna()
    if not field.get("description"):
        yield "the dictionary does not say what it means"
    if len(present) < len(values) and constraints.get("required"):
        yield f"{len(values) - len(present)} values are missing, and it is required"
    if len(present) < len(values) and not constraints.get("required") and not field.get("missing"):
        yield "values are missing, and the dictionary does not say what that means"
    typed = _typed(present, field["type"])
    if typed.isna().any():
        yield f"{present[typed.isna()].iloc[0]!r} is not of type {field['type']}"
        return
    for bound, wrong in (("minimum", "lt"), ("maximum", "gt")):
        if bound in constraints:
            limit = pd.Timestamp(constraints[bound]) if field["type"] == "date" else constraints[bound]
            beyond = getattr(typed, wrong)(limit)
            if beyond.any():
                yield f"{present[beyond].iloc[0]} is beyond the {bound} {constraints[bound]}"
    if "enum" in constraints and not set(typed) <= set(constraints["enum"]):
        yield f"{sorted(set(typed) - set(constraints['enum']))} is not among the allowed values"
    if (
        "pattern" in constraints
        and not present.map(lambda text: bool(re.fullmatch(constraints["pattern"], text))).all()
    ):
        yield f"a value does not have the form {constraints['pattern']}"
    if "maxLength" in constraints and present.str.len().gt(constraints["maxLength"]).any():
        yield f"a text is longer than {constraints['maxLength']} characters"
    if constraints.get("unique") and present.duplicated().any():
        yield f"{present[present.duplicated()].iloc[0]!r} stands twice"


def _typed(values: pd.Series, type_name: str) -> pd.Series:
    """Return the values in their type, with a missing value where one does not fit."""
    if type_name == "date":
        return pd.to_datetime(values, format="%Y-%m-%d", errors="coerce")
    if type_name == "integer":
        return pd.to_numeric(values.where(values.str.fullmatch(r"-?\d+")), errors="coerce")
    if type_name == "number":
        return pd.to_numeric(values, errors="coerce")
    return values


def _derived_problems(raw: pd.DataFrame) -> Iterator[str]:
    """Find rows that were computed and do not say from what, and rows that say so and were not computed."""
    if "basis" not in raw or not {"derived_from", DERIVED} & {*raw.columns, *raw["basis"]}:
        return
    if "derived_from" not in raw:
        yield "a row is derived, and there is no column derived_from to say from what"
        return
    for basis, text in zip(raw["basis"], raw["derived_from"], strict=True):
        if (basis == DERIVED) == (text == NOT_DERIVED):
            yield f"derived_from: {text!r} stands in a row whose basis is {basis!r}"
        elif basis == DERIVED:
            try:
                operands(str(text))
            except ValueError as wrong:
                yield f"derived_from: {wrong}"


def _total_problems(raw: pd.DataFrame, total: dict) -> Iterator[str]:
    chosen = pd.Series(True, index=raw.index)
    for column, wanted in total["filter"].items():
        chosen &= raw[column].isin([str(one) for one in (wanted if isinstance(wanted, list) else [wanted])])
    for text in raw.loc[chosen, "derived_from"] if "derived_from" in raw else ():
        if any(abs(figure - total["published"]) <= total["tolerance"] for figure in _figures(text)):
            yield (
                f"{total['published']} is no known total for {total['filter']}: a row was derived from it ({text}), so "
                "that the sum cannot fail"
            )
    # What is no number is named where its type is looked at.
    found = pd.to_numeric(raw.loc[chosen, total["column"]], errors="coerce").sum()
    if abs(found - total["published"]) > total["tolerance"]:
        yield f"{total['column']} adds up to {found:g} for {total['filter']}; published is {total['published']}"


def _figures(derived_from: str) -> list[float]:
    """Return what a row was derived from; a text that cannot be read is named where the rows are looked at."""
    try:
        return operands(str(derived_from))
    except ValueError:
        return []
