"""The forms in which learners have one and the same right answer, by kind of question.

Each form takes the question and what its computation gives, and returns the same answer in another form, or None where
this answer has no such form.
"""

import decimal
import unicodedata

import numpy as np
import pandas as pd

from twoborders.questions.months import MONTHS

MARGIN = 0.99
"""So much of the tolerance an answer may be off."""


def without_accents(text):
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


# Numbers and texts

NUMBERS = {
    "numpy": lambda question, made: np.float64(made),
    "decimal": lambda question, made: decimal.Decimal(repr(float(made))),
    "list of one": lambda question, made: [made],
    "tuple of one": lambda question, made: (made,),
    "set of one": lambda question, made: {float(made)},
    "array": lambda question, made: np.array([[made]]),
    "Index": lambda question, made: pd.Index([made]),
    "Series": lambda question, made: pd.Series([made], index=["total"], name="value"),
    "Series of objects": lambda question, made: pd.Series([made], dtype="object"),
    "table of one": lambda question, made: pd.DataFrame({"value": [made]}, index=["total"]),
    "as much more as is right": lambda question, made: made + MARGIN * question.tolerance,
    "as much less as is right": lambda question, made: made - MARGIN * question.tolerance,
}


def in_spanish(question, made):
    month, _, year = made.partition(" ")
    spanish = {names[0]: names[1] for names in MONTHS}
    return None if month not in spanish else f"{spanish[month]} de {year}" if year else spanish[month]


TEXTS = {
    "upper case": lambda question, made: made.upper(),
    "lower case": lambda question, made: f"  {made.casefold()}. ",
    "without accents": lambda question, made: without_accents(made),
    "in Spanish": in_spanish,
    "list of one": lambda question, made: [made],
    "array": lambda question, made: np.array([made]),
    "numpy": lambda question, made: np.str_(made),
    "Series": lambda question, made: pd.Series([made]),
    "name of a row": lambda question, made: pd.Series([12.5], index=[made]),
    "table of one": lambda question, made: pd.DataFrame({"name": [made], "n": [3]}),
}

# Names

NAMES = {
    "reversed": lambda question, made: list(made)[::-1],
    "tuple": lambda question, made: tuple(made),
    "set": lambda question, made: set(made),
    "generator": lambda question, made: (name for name in made),
    "keys": lambda question, made: dict.fromkeys(made).keys(),
    "array": lambda question, made: np.array(made, dtype=object),
    "two dimensions": lambda question, made: np.array(made, dtype=object).reshape(-1, 1),
    "Series": lambda question, made: pd.Series(list(made), index=range(5, 5 + len(made))),
    "Index": lambda question, made: pd.Index(list(made)),
    "category": lambda question, made: pd.Series(list(made), dtype="category"),
    "categories": lambda question, made: pd.Categorical(list(made)),
    "column": lambda question, made: pd.DataFrame({"name": list(made)}),
    "table with numbers": lambda question, made: pd.DataFrame({"name": list(made), "n": 1.5}),
    "names of rows": lambda question, made: pd.Series(1.5, index=list(made)),
    "each twice": lambda question, made: [*made, *made],
    "upper case": lambda question, made: [str(name).upper() for name in made],
    "without accents": lambda question, made: [without_accents(str(name)) for name in made],
    "one text": lambda question, made: None if any("," in str(name) for name in made) else ", ".join(map(str, made)),
}

# Tables


def values_of(question, made):
    return [name for name in made.columns if name not in question.key]


def is_year(column):
    return pd.api.types.is_integer_dtype(column) and column.between(1900, 2100).all()


def keys_as(change, able=lambda column: True):
    def changed(question, made):
        keys = [name for name in question.key if able(made[name])]
        return made.assign(**{name: change(made[name]) for name in keys}) if keys else None

    return changed


def values_as(dtype):
    def changed(question, made):
        numbers = [name for name in values_of(question, made) if pd.api.types.is_float_dtype(made[name])]
        return made.astype(dict.fromkeys(numbers, dtype)) if numbers else None

    return changed


def off_by(share):
    def changed(question, made):
        numbers = [name for name in values_of(question, made) if pd.api.types.is_float_dtype(made[name])]
        off = share * question.tolerance
        return made.assign(**{name: made[name] + off for name in numbers}) if numbers else None

    return changed


def series(question, made):
    (value, *more) = values_of(question, made)
    return None if more else made.set_index(list(question.key))[value]


def series_without_names(question, made):
    named = series(question, made)
    if named is None or not named.index.is_unique or pd.api.types.is_numeric_dtype(named.index):
        return None
    return pd.Series(dict(named))


TABLES = {
    "shuffled": lambda question, made: made.sample(frac=1, random_state=1),
    "reversed": lambda question, made: made.iloc[::-1].reset_index(drop=True),
    "key as index": lambda question, made: made.set_index(list(question.key)),
    "Series": series,
    "Series without names": series_without_names,
    "columns reordered": lambda question, made: made[list(made.columns)[::-1]],
    "a column more": lambda question, made: made.assign(note="mine", rank=range(len(made))),
    "names in another case": lambda question, made: made.rename(columns=lambda name: name.replace("_", " ").title()),
    "keys as text": keys_as(lambda column: column.astype("str")),
    "keys as objects": keys_as(lambda column: column.astype("object")),
    "keys as categories": keys_as(lambda column: column.astype("category")),
    "keys in upper case": keys_as(
        lambda column: column.map(lambda name: without_accents(name).upper()), pd.api.types.is_string_dtype
    ),
    "years as decimals": keys_as(lambda column: column.astype("float"), is_year),
    "years as periods": keys_as(lambda column: pd.PeriodIndex(column.astype("str"), freq="Y"), is_year),
    "years as days": keys_as(lambda column: pd.to_datetime(column.astype("str") + "-01-01"), is_year),
    "years as last days": keys_as(lambda column: pd.to_datetime(column.astype("str") + "-12-31"), is_year),
    "values as Float64": values_as("Float64"),
    "values as objects": values_as("object"),
    "as much more as is right": off_by(MARGIN),
    "as much less as is right": off_by(-MARGIN),
}


# Functions


class Callable:
    def __init__(self, function):
        self.function = function

    def __call__(self, *arguments):
        return self.function(*arguments)


def changed(change):
    """Return a form: a function whose results are changed, and still mean the same."""
    return lambda question, made: lambda *arguments: change(made(*arguments), question)


def is_decimal(value):
    return isinstance(value, float) and np.isfinite(value)


FUNCTIONS = {
    "lambda": lambda question, made: lambda *arguments: made(*arguments),
    "object that can be called": lambda question, made: Callable(made),
    "numpy results": changed(lambda value, question: np.float64(value) if is_decimal(value) else value),
    "results in a Series": changed(lambda value, question: pd.Series([value])),
    "results in an array": changed(lambda value, question: np.array(value)),
    "flags as numbers": changed(lambda value, question: int(value) if isinstance(value, bool | np.bool_) else value),
    "as much more as is right": changed(
        lambda value, question: value + MARGIN * question.tolerance if is_decimal(value) else value
    ),
    "texts in upper case": changed(lambda value, question: value.upper() if isinstance(value, str) else value),
}

FORMS = {"number": NUMBERS, "text": TEXTS, "names": NAMES, "frame": TABLES, "function": FUNCTIONS}


def table_of(question, made):
    """Return the right answer of a table's question as a table, where its computation gives a Series."""
    if question.kind != "frame" or isinstance(made, pd.DataFrame):
        return made
    names = [level or f"index_{number}" for number, level in enumerate(made.index.names)]
    return made.rename("value" if made.name is None else made.name).rename_axis(names).reset_index()
