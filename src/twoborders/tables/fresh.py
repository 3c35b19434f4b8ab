"""Write a data folder with other figures: the same rows, texts and days, and numbers that nobody has seen.

An answer that is computed as the question asks is right on any such folder. One that was typed in, or computed in a way
that agrees by chance, is right on the published tables alone.

A figure is a number that the dictionary gives a unit; years, codes and ranks have none. Each is multiplied by a
factor that is computed from the seed and from what the figure is about, such as its table, column and key, and
not drawn in an order: the same seed gives the same bytes, whatever the order of tables and rows. What can be
computed in two ways on the published tables can be so on the fresh ones (``relations``).
"""

import copy
import functools
import hashlib
import json
import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from twoborders.tables import DATA, TableError, datapackage
from twoborders.tables.relations import SHARED, WHOLES, Frames, Shared, relate

Columns = list[tuple[dict, str]]
"""The columns of figures, each with its table's entry in the dictionary."""

Decimals = dict[tuple[str, str], np.ndarray]
"""The number of decimals with which each figure is written, by table and column."""

ATTEMPTS = 100
"""How many draws are tried: sums of changed figures may leave the range that the dictionary allows."""

DEFAULT_SEED = 0
"""A seed with which every answer that rests on figures of the tables, and is not read off, is another one."""


def write_fresh(folder: Path, seed: int) -> None:
    """Write all tables and their dictionary into ``folder``, which is made where it is missing.

    The dictionary differs from the published one in its known totals, which are those of the fresh tables.
    ``seed`` is any whole number. Raises TableError if the published tables are not beside the package, or if the seed
    gives no figures that the dictionary allows (of the draws of the kit's own tables, two in three are allowed).
    """
    package = datapackage()
    texts = {resource["name"]: _read_texts(resource) for resource in package["resources"]}
    columns = [(resource, column) for resource in package["resources"] for column in figures(resource)]
    published = dict(texts)
    decimals = {}
    for resource, column in columns:
        name = resource["name"]
        published[name] = published[name].assign(**{column: pd.to_numeric(texts[name][column]).astype("float64")})
        decimals[name, column] = _decimals(texts[name][column], _field(resource, column)["unit"])
    draws = (_draw(published, columns, decimals, f"{seed}.{attempt}") for attempt in range(ATTEMPTS))
    allowed = (draw for draw in draws if all(_is_allowed(draw[one["name"]], one) for one in package["resources"]))
    fresh = next(allowed, None)
    if fresh is None:
        raise TableError(
            f"The seed {seed} gives no figures in the ranges that the dictionary allows. Take another seed."
        )

    folder.mkdir(parents=True, exist_ok=True)
    for resource in package["resources"]:
        name = resource["name"]
        written = {column: _written(fresh[name][column], decimals[name, column]) for column in figures(resource)}
        texts[name].assign(**written).to_csv(
            folder / resource["path"], index=False, lineterminator="\n", encoding="utf-8"
        )
    dictionary = json.dumps(_with_totals_moved(package, published, fresh), ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(dictionary + "\n", encoding="utf-8")


def figures(resource: dict) -> list[str]:
    """Return the names of the columns of figures of a table, by its entry in the dictionary."""
    return [
        field["name"]
        for field in resource["schema"]["fields"]
        if field["type"] in ("integer", "number") and field.get("unit") and "enum" not in field.get("constraints", {})
    ]


def _field(resource: dict, column: str) -> dict:
    return next(field for field in resource["schema"]["fields"] if field["name"] == column)


# --- from texts to numbers and back --------------------------------------------------------------------------


def _read_texts(resource: dict) -> pd.DataFrame:
    """Return a table as it stands in its file, all cells as text, so that all but the figures is written as it was."""
    return pd.read_csv(DATA / resource["path"], dtype="object", na_filter=False)


def _decimals(texts: pd.Series, unit: str) -> np.ndarray:
    """Return the number of decimals with which each figure is written.

    A column has those of its longest figure, for files drop zeros at the end; one of several units has each figure's.
    """
    places = np.array([len(text.removesuffix(".0").partition(".")[2]) for text in texts])
    return places if unit.startswith("as in") else np.full(len(places), places.max())


def _rounded(values: np.ndarray, decimals: np.ndarray) -> np.ndarray:
    """Round each value to its number of decimals."""
    rounded = values.copy()
    for places in np.unique(decimals):
        rounded[decimals == places] = np.round(values[decimals == places], places)
    return rounded


def _written(values: pd.Series, decimals: np.ndarray) -> list[str]:
    return ["" if math.isnan(value) else f"{value:.{n}f}" for value, n in zip(values, decimals, strict=True)]


# --- the figures ---------------------------------------------------------------------------------------------


def _draw(published: Frames, columns: Columns, decimals: Decimals, draw: str) -> Frames:
    """Return the tables with the figures of one draw, which may leave the range that the dictionary allows."""
    fresh = {name: frame.copy() for name, frame in published.items()}
    for resource, column in columns:
        name = resource["name"]
        changed = _changed(published[name], resource, column, draw)
        fresh[name][column] = _rounded(changed, decimals[name, column])
    relate(fresh, published, functools.partial(factor, draw))
    for (name, column), places in decimals.items():
        fresh[name][column] = _rounded(fresh[name][column].to_numpy(), places)
    return fresh


def _changed(frame: pd.DataFrame, resource: dict, column: str, draw: str) -> np.ndarray:
    """Return a column's figures times their factors."""
    values = frame[column].to_numpy()
    factors = np.ones(len(frame))
    for shared in SHARED.get((resource["name"], column), (_own(resource, column),)):
        of_key = functools.cache(functools.partial(factor, draw, shared.sizes, shared.about))
        keys = zip(*(frame[one].tolist() for one in shared.columns), strict=True)
        factors *= [of_key(*key) for key in keys]
    constraints = _field(resource, column).get("constraints", {})
    if constraints.get("maximum") == 100:
        whole = WHOLES.get((resource["name"], column), tuple(resource["schema"]["primaryKey"]))
        return _shares(values, factors, frame[list(whole)].agg("|".join, axis="columns"))
    least, most = constraints.get("minimum", -math.inf), constraints.get("maximum", math.inf)
    changed, turned = values * factors, values / factors  # the other way where this one leaves the range
    return np.where((least <= changed) & (changed <= most), changed, np.clip(turned, least, most))


def _own(resource: dict, column: str) -> Shared:
    """Return what gives each row a factor of its own; several editions of one figure share it."""
    key = [name for name in resource["schema"]["primaryKey"] if name not in figures(resource)]
    return Shared(f"{resource['name']}.{column}", tuple(key))


def _shares(values: np.ndarray, factors: np.ndarray, wholes: pd.Series) -> np.ndarray:
    """Return shares in per cent of which those of one whole, and the rest of it, still add up to 100."""
    parts = values * factors
    rest = 100 - pd.Series(values).groupby(wholes.to_numpy()).transform("sum").to_numpy()
    sums = pd.Series(parts).groupby(wholes.to_numpy()).transform("sum").to_numpy()
    shares: np.ndarray = 100 * parts / (sums + np.maximum(rest, 0))
    return shares


def factor(draw: str, sizes: tuple[float, float], *key: object) -> float:
    """Return a factor above or below 1 that depends on the draw and the key alone.

    The logarithm of the factor lies between the two sizes, or between their negatives: no factor is near 1, so
    that a figure that is large enough really changes.
    """
    text = "\x1f".join([draw, *map(str, key)])
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    place = int.from_bytes(digest) / 2**64 * 2 - 1
    least, most = sizes
    return math.exp(math.copysign(least + (most - least) * abs(place), place))


def _is_allowed(frame: pd.DataFrame, resource: dict) -> bool:
    """Tell whether all figures of a table lie in their range, and its key still names each row once."""
    for field in resource["schema"]["fields"]:
        if field["name"] in figures(resource):
            values, constraints = frame[field["name"]], field.get("constraints", {})
            if (values < constraints.get("minimum", -math.inf)).any():
                return False
            if (values > constraints.get("maximum", math.inf)).any():
                return False
    return not frame.duplicated(resource["schema"]["primaryKey"]).any()


# --- the dictionary ------------------------------------------------------------------------------------------


def _with_totals_moved(package: dict, published: Frames, fresh: Frames) -> dict:
    """Return the dictionary with each known total moved by as much as the sum of its rows has moved."""
    moved = copy.deepcopy(package)
    for resource in moved["resources"]:
        for total in resource["known_totals"]:
            before, after = (_sum(frames[resource["name"]], total) for frames in (published, fresh))
            total["published"] = round(total["published"] + after - before, 6)
    return moved


def _sum(frame: pd.DataFrame, total: Mapping) -> float:
    chosen = pd.Series(True, index=frame.index)
    for column, wanted in total["filter"].items():
        chosen &= frame[column].isin([str(one) for one in (wanted if isinstance(wanted, list) else [wanted])])
    found: float = frame.loc[chosen, total["column"]].sum()
    return found
