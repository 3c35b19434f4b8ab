"""data/README.md: the dictionary of the tables (data/datapackage.json) as a page that a person can read."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from twoborders.build.notebooks import BuildError
from twoborders.build.readme import cell

HASH_SHOWN = 12
"""Digits of a file's hash that the page shows: enough to compare by eye. The dictionary has them all."""

NOTE = "<!-- Generated from datapackage.json by: twoborders build. Edit that file, not this one. -->"


def page(text: str, rows: Mapping[str, int]) -> str:
    """Return data/README.md for the text of data/datapackage.json.

    ``rows`` holds the number of rows of each file that the tables' ``path`` names.
    Raises BuildError if the text is not JSON or a table lacks its name or its columns.
    """
    try:
        package = json.loads(text)
        parts = [_head(package, rows), *(_table(resource) for resource in package["resources"])]
    except json.JSONDecodeError as error:
        raise BuildError([f"data/datapackage.json: it is not JSON ({error})"]) from None
    except KeyError as error:
        raise BuildError([f"data/datapackage.json: a table or a column has no {error}"]) from None
    return "\n\n".join(parts) + "\n"


def _head(package: Mapping[str, Any], rows: Mapping[str, int]) -> str:
    table = ["| Table | One row is | Rows | Columns | Claims | Lessons |", "|---|---|---|---|---|---|"]
    for resource in package["resources"]:
        title = resource.get("title", resource["name"])
        table.append(
            f"| [{cell(title)}](#{resource['name']}) "
            f"| {cell(resource.get('unit_of_observation', 'unknown'))} "
            f"| {rows.get(resource.get('path'), 'unknown')} "
            f"| {len(resource['schema']['fields'])} | {_listed(resource.get('claims'))} "
            f"| {_listed(resource.get('lessons'))} |"
        )
    return "\n\n".join(
        part
        for part in (
            NOTE,
            f"# {package.get('title', 'The tables')}",
            "This page is generated from [datapackage.json](datapackage.json), the dictionary of the tables.",
            package.get("description", ""),
            'In a notebook, `load("name")` returns a table, and `load("name", as_of="2019-06-07")` only '
            "those rows that a reader could know on that day.",
            "\n".join(table),
        )
        if part
    )


def _table(resource: Mapping[str, Any]) -> str:
    name = resource["name"]
    schema = resource["schema"]
    facts = [
        f"- File: [{resource['path']}]({resource['path']})" if "path" in resource else "",
        f"- One row is: {resource.get('unit_of_observation', 'unknown')}",
        f"- Key: {_listed(_as_list(schema.get('primaryKey')), code=True)}",
        *(f"- {_foreign(key)}" for key in schema.get("foreignKeys", [])),
        f"- As of: {_as_of(resource.get('as_of', {}))}",
        f"- Retrieved: {resource.get('retrieved', 'unknown')}",
        f"- Claims: {_listed(resource.get('claims'))}. Lessons: {_listed(resource.get('lessons'))}.",
    ]
    columns = ["| Column | Type | Unit | Meaning | Allowed | Empty means |", "|---|---|---|---|---|---|"]
    columns += [_column(field) for field in schema["fields"]]
    parts = [
        f"## {name}",
        f"**{resource.get('title', name)}.** {resource.get('description', '')}".strip(),
        "\n".join(fact for fact in facts if fact),
        "\n".join(columns),
        _bullets("Known totals", map(_total, resource.get("known_totals", []))),
        _bullets("Take care", resource.get("caveats", [])),
        _bullets("Sources", map(_link, resource.get("sources", []))),
        _bullets("Licences", map(_link, resource.get("licenses", []))),
    ]
    return "\n\n".join(part for part in parts if part)


def _column(field: Mapping[str, Any]) -> str:
    limits = field.get("constraints", {})
    cells = (
        f"`{field['name']}`",
        field.get("type", "unknown"),
        field.get("unit", ""),
        field.get("description", field.get("title", "")),
        _allowed(limits),
        "never empty" if limits.get("required") else field.get("missing", "unknown"),
    )
    return f"| {' | '.join(map(cell, cells))} |"


def _allowed(limits: Mapping[str, Any]) -> str:
    said = []
    if "enum" in limits:
        said.append("; ".join(map(str, limits["enum"])))
    low, high = limits.get("minimum"), limits.get("maximum")
    if low is not None and high is not None:
        said.append(f"{low} to {high}")
    elif low is not None:
        said.append(f"{low} or more")
    elif high is not None:
        said.append(f"{high} or less")
    if "pattern" in limits:
        said.append(f"pattern `{limits['pattern']}`")
    if limits.get("unique"):
        said.append("each value once")
    return ", ".join(said)


def _total(total: Mapping[str, Any]) -> str:
    where = ", ".join(
        f"{column} = {' or '.join(map(str, _as_list(value)))}" for column, value in total.get("filter", {}).items()
    )
    tolerance = total.get("tolerance", 0)
    exactness = f" (within {tolerance})" if tolerance else ""
    said = f"`{total.get('column', 'rows')}`" + (f" where {where}" if where else "")
    source = f" Source: {total['source']}." if "source" in total else ""
    return f"{said} adds up to {total.get('published', 'unknown')}{exactness}, as published.{source}"


def _as_of(rule: Mapping[str, Any]) -> str:
    said = rule.get("rule", "unknown")
    return f"column `{rule['column']}`. {said}" if rule.get("column") else said


def _foreign(key: Mapping[str, Any]) -> str:
    reference = key.get("reference", {})
    ours, theirs = _as_list(key.get("fields")), _as_list(reference.get("fields"))
    table = reference.get("resource") or "this table"
    return f"Joins: {_listed(ours, code=True)} to {_listed(theirs, code=True)} of {table}"


def _link(source: Mapping[str, Any]) -> str:
    title = source.get("title") or source.get("name") or source.get("path", "unknown")
    linked = f"[{title}]({source['path']})" if source.get("path") else str(title)
    kind, _, digest = source.get("hash", "").partition(":")
    edition = (
        f"version {source['version']}" if source.get("version") else "",
        f"read on {source['retrieved']}" if source.get("retrieved") else "",
        f"{kind} {digest[:HASH_SHOWN]}..." if digest else "",
    )
    said = "; ".join(part for part in edition if part)
    return f"{linked} ({said})" if said else linked


def _bullets(title: str, lines: Iterable[str]) -> str:
    lines = list(lines)
    return "\n".join([f"{title}:", "", *(f"- {line}" for line in lines)]) if lines else ""


def _listed(values: Iterable[str] | None, code: bool = False) -> str:
    return ", ".join(f"`{value}`" if code else str(value) for value in values or ()) or "none"


def _as_list(value: Any) -> list:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
