"""Python's errors in plain words: what went wrong and where to look, in a sentence or two.

The sentences stand in errors.toml, most with the pattern that recognises their error. For a key or a name that is not
there, a function here looks at the tables and chooses the entry; others add a word to an entry that a pattern chose.
Nothing of the learner's code is run again.
"""

import ast
import builtins
import difflib
import linecache
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from types import CodeType, FunctionType, TracebackType
from typing import Any

from twoborders import tables
from twoborders.checking import causes

Words = dict[str, Any]

# A message can be as long as a table, a table as long as it likes: what is read of them has an end.
_LONGEST_MESSAGE = 2000
_LONGEST_WORD = 240
_MOST_NAMES = 1000
_MOST_ROWS = 5000

_SETUP_NAMES = {"pd", "sns", "load", "check", "hint", "solution", "progress", "show", "predict", "self_check"}
_SEEN_ALONE = {"no-such-key": "^KeyError: (?P<key>.+)", "no-such-name": r"^NameError: name '(?P<name>\w+)'"}
"""What shows an error whose entry is else chosen by the tables and names, which only its own notebook has."""
_IN_QUOTES = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")


@dataclass(frozen=True)
class Entry:
    """One error of errors.toml: its sentence, and the patterns of a message and of a learner's line that it fits."""

    says: str
    example: str
    seen: str = ""
    line: str = ""


@dataclass(frozen=True)
class Place:
    """Where the learner's own code failed: file, line, function, the statement round the line, all of the source."""

    filename: str
    number: int
    function: str
    statement: str
    source: str


@dataclass(frozen=True)
class Seen:
    """What is known of an error: its type and message in one text, its place and the learner's names."""

    error: BaseException
    text: str
    place: Place
    names: Mapping[str, object]


def explain(error: BaseException, code: str | None, names: Mapping[str, object]) -> str | None:
    """Return what an error means in plain words, or None where Python's own words must do.

    ``code`` is the source that ran, for code that Python cannot look up itself; ``names`` are the learner's names.
    Whatever objects stand in them, this raises nothing: an error about an error helps nobody.
    """
    try:
        return _explain(error, code, names)
    except Exception:
        return None


def explain_text(text: str) -> str:
    """Return what an error means whose type and message alone are known; empty where its line would have to be seen."""
    text = text[:_LONGEST_MESSAGE]
    for name, entry in entries().items():
        found = re.search(_SEEN_ALONE.get(name, entry.seen), text) if entry.seen or name in _SEEN_ALONE else None
        if found and not entry.line and name not in _MORE_WORDS and "{number}" not in entry.says:
            return entry.says.format_map(_shortened(found.groupdict()))
    return ""


def own_places(error: BaseException, code: str | None = None) -> list[Place]:
    """Return the places in the learner's own code that an error came through; it happened in the last one."""
    if isinstance(error, SyntaxError) and error.lineno:
        source = _source(error.filename or "", code)
        line = "".join(source.splitlines()[error.lineno - 1 : error.lineno]) or error.text or ""
        return [Place(error.filename or "", error.lineno, "", line, source)]
    # A function that calls itself comes a thousand times through one place.
    own = {(step.tb_frame.f_code, step.tb_lineno): None for step in _steps(error.__traceback__) if _is_own(step)}
    return [_place(run, number, code) for run, number in own]


def whole_reading(error: BaseException, code: str | None = None) -> BaseException:
    """For code that breaks off, IPython says no more than "incomplete input": read it again, without running it."""
    if isinstance(error, SyntaxError) and error.msg == "incomplete input":
        try:
            compile(_source(error.filename or "", code), error.filename or "", "exec", dont_inherit=True)
        except SyntaxError as whole:
            whole.__context__ = None
            return whole
    return error


@cache
def entries() -> dict[str, Entry]:
    """Return the errors that errors.toml describes, in its order."""
    return {name: Entry(**words) for name, words in _file().items() if name != "guesses"}


@cache
def _file() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("errors.toml").read_text(encoding="utf-8"))


def _explain(error: BaseException, code: str | None, names: Mapping[str, object]) -> str | None:
    if type(error).__module__.split(".")[0] == "twoborders":
        return str(error)  # the kit's own errors speak plainly
    error = whole_reading(error, code)
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    text = f"{type(error).__name__}: {message[:_LONGEST_MESSAGE]}"
    place = (own_places(error, code) or [Place("", 0, "", "", "")])[-1]
    seen = Seen(error, text, place, names)
    name, words = _chosen(seen)
    return entries()[name].says.format_map({"number": place.number} | _shortened(words)) if name else None


def _chosen(seen: Seen) -> tuple[str, Words]:
    """Choose the entry that fits, and the words for the places in its sentence; no entry is an empty name."""
    if type(seen.error) is KeyError and seen.error.args[0] is not ...:
        return _missing_key(seen)
    if type(seen.error) is NameError:
        return _missing_name(seen)
    # What stands in quotes is no code; it counts only where Python could not tell the one from the other.
    reading = isinstance(seen.error, SyntaxError)
    line = seen.place.statement if reading else _IN_QUOTES.sub('""', seen.place.statement)
    for name, entry in entries().items():
        found = re.search(entry.seen, seen.text) if entry.seen else None
        in_line = re.search(entry.line, line)
        if found and in_line:
            words = found.groupdict() | in_line.groupdict()
            more = _MORE_WORDS[name](seen, words) if name in _MORE_WORDS else {}
            if more is not None:
                return name, words | more
    return "", {}


def _missing_key(seen: Seen) -> tuple[str, Words]:
    """Tell a column, a row and a key of something else apart that is not there, and usual mistakes with each."""
    key = seen.error.args[0]
    if isinstance(key, tuple) and all(isinstance(part, str) for part in key):
        return "several-columns", {"pair": "[[" + ", ".join(f'"{part}"' for part in key) + "]]"}
    # In a list of columns the message alone says which of them is missing.
    listed = re.search(r"^Columns? not found: '?(.+?)('|$)|\['(.+?)'[,\]]", key) if isinstance(key, str) else None
    key = (listed[1] or listed[3]) if listed else key
    if isinstance(key, bool) or str(key).startswith(("True: boolean", "False: boolean")):
        return "word-compared", {"key": str(key).split(":")[0]}
    owner, name, for_row = _asked(seen, key)
    if owner is None:
        return "no-such-key", {"key": repr(key)}
    labels = owner.index if for_row else owner.columns
    words = {"key": key, "table": f"The table {name}" if name else "This table"}
    if isinstance(key, str) and key.isdecimal() and int(key) in labels:
        return "label-is-a-number", words
    if isinstance(key, int) and str(key) in labels:
        return "label-is-a-text", words
    if key in list(owner.index.names):
        return "column-became-index", words
    if owner.ndim == 1 and key == owner.name:
        return "column-already-chosen", words | {"owner": name or "This"}
    if for_row:
        return "no-such-row", words | {"key": repr(key), "guess": _guess_of_row(key, owner)}
    if key in owner.index:
        return "row-not-column", words | {"key": repr(key)}
    if isinstance(key, str) and (column := _column_that_has(key, owner)):
        return "value-not-column", words | {"column": column}
    if not len(owner) and (why := causes.why_empty(seen.place.source, seen.names)):
        return "no-column-of-nothing", words | {"why": why}
    if f"{key}_x" in labels and f"{key}_y" in labels:
        return "merge-suffixes", words | {"way": _merged_on(key, seen.place.source)}
    return "no-such-column", words | {"guess": _guess(key, labels)}


def _merged_on(key: object, source: str) -> str:
    """Return how the merge of a cell is written, by one column more than it was."""
    merges = re.findall(r"\.merge\([^()]*?\bon=(\[[^\]]*\]|\"[^\"]*\"|'[^']*')", source)
    columns = re.findall(r"[\"']([^\"']+)[\"']", merges[-1]) if merges else []
    return ", ".join(f'"{column}"' for column in [*columns, key])


def _column_that_has(key: object, owner: Any) -> str | None:
    """Return the column of a table in which a value stands."""
    columns = islice(owner.items(), _MOST_NAMES) if owner.ndim == 2 else ()
    return next((str(name) for name, values in columns if key in set(values.iloc[:_MOST_ROWS])), None)


def _guess_of_row(key: object, owner: Any) -> str:
    if key in getattr(owner, "columns", ()):
        return _words("is_column")
    if isinstance(key, int):
        column = _column_that_has(key, owner)
        return _words("is_value", column=column) if column else _words("place", key=key)
    return _guess(key, owner.index, False) if _texts(owner.index) else _words("numbered")


def _asked(seen: Seen, key: object) -> tuple[Any, str, bool]:
    """Find in the calls that led to a KeyError the table or column that was asked, its name, and whether for a row."""
    pandas: Any = sys.modules.get("pandas")
    owners, labels = [], None
    for step in _steps(seen.error.__traceback__) if pandas else ():
        asked = None if _is_own(step) else step.tb_frame.f_locals.get("self")
        if isinstance(asked, pandas.Index):
            labels = asked
        elif not isinstance(asked, (pandas.DataFrame, pandas.Series)) and step.tb_frame.f_code.co_name != "__init__":
            asked = getattr(asked, "obj", None)  # of a group or of .loc, once it is made
        if isinstance(asked, (pandas.DataFrame, pandas.Series)):
            names = [name for name, value in _tables(seen.names, type(asked)) if value is asked]
            owners.append((asked, names[0] if names else ""))
    # Further calls may ask a part of the table, which the learner never saw; a merge asks the second table too.
    lacking = [(owner, name) for owner, name in owners if key not in getattr(owner, "columns", ())]
    owner, name = (lacking or owners or [(None, "")])[0]
    columns = [owner.columns for owner, _ in owners if owner.ndim == 2]
    row_asked = labels is not None and not any(labels.equals(known) for known in columns)
    return owner, name, owner is not None and (owner.ndim == 1 or row_asked)


def _missing_name(seen: Seen) -> tuple[str, Words]:
    """Tell apart what a word may be that Python does not know: a name, a column, or a text without quotes."""
    name = getattr(seen.error, "name", None)
    if not isinstance(name, str):
        return "", {}
    if not name.strip("_"):
        return "blank", {"name": name}
    if name in _SETUP_NAMES:
        return "first-cell", {"name": name}
    for table_name, table in _tables(seen.names):
        if name in table.columns:
            return "column-as-name", {"name": name, "table": table_name}
    if name in tables.names():
        return "table-not-loaded", {"name": name}
    for function in islice(seen.names.values(), _MOST_NAMES):
        if type(function) is FunctionType and function.__globals__ is seen.names and name in _arguments(function):
            return "name-in-a-function", {"name": name, "function": function.__name__}
    if re.search(rf"(?<![\w.]){re.escape(name)}\(", seen.place.statement) and (owner := _owner_of(name)):
        return "method-alone", {"name": name, "owner": owner}
    own = [known for known in _texts(seen.names) if not known.startswith("_")]
    if closest := _closest(name, [*own, *(known for known in dir(builtins) if known[0] != "_")], least=0.75):
        return "close-name", {"name": name, "closest": closest}
    # A word that is compared, or stands alone in brackets or in a list, is often meant as a text.
    as_text = rf"([=!]=|[\[(,=])\s*{re.escape(name)}\s*([\])&|,]|$)|{re.escape(name)}\s*[=!]="
    quotes = re.search(as_text, seen.place.statement, re.MULTILINE)
    return "word-without-quotes" if quotes else "no-such-name", {"name": name}


def _owner_of(method: str) -> str:
    """Return behind what a function stands, as the course writes it: sns, pd or a table."""
    pandas, seaborn = sys.modules.get("pandas"), sys.modules.get("seaborn")
    owners = {"sns": seaborn, "table": getattr(pandas, "DataFrame", None), "pd": pandas}
    return next((name for name, owner in owners.items() if hasattr(owner, method)), "")


def _arguments(function: FunctionType) -> tuple[str, ...]:
    return function.__code__.co_varnames[: function.__code__.co_argcount]


def _dots_holder(seen: Seen, _: Words) -> Words:
    holders = [word for word in re.findall(r"\w+", seen.place.statement) if seen.names.get(word) is ...]
    return {"holder": f": {holders[0]} holds them" if holders else ""}


def _lacks_brackets(seen: Seen, _: Words) -> Words | None:
    """A column's truth value is asked for many reasons; here it is a == b & c > d, which reads a == (b & c) > d."""
    if "truth value" not in seen.text:
        return {}
    chains = [node for node in ast.walk(ast.parse(seen.place.source)) if isinstance(node, ast.Compare) and node.ops[1:]]
    parts = [part for chain in chains for part in (chain.left, *chain.comparators)]
    joined = [part for part in parts if isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitAnd | ast.BitOr)]
    return {} if joined else None


def _charted_column(seen: Seen, words: Words) -> Words:
    named = re.findall(r"\w+", seen.place.statement)
    columns = [column for name, table in _tables(seen.names) if name in named for column in table.columns]
    return {"guess": _guess(words["key"], columns)}


def _goes_on_below(seen: Seen, _: Words) -> Words | None:
    """The quote that this line lacks stands alone in a later one."""
    quote = '"' if seen.place.statement.count('"') % 2 else "'"
    later = seen.place.source.splitlines()[seen.place.number :]
    return {} if any(line.count(quote) % 2 for line in later) else None


def _why_no_row(seen: Seen, _: Words) -> Words | None:
    why = causes.why_empty(seen.place.source, seen.names)
    return {"why": why} if why else None


def _comma_between_digits(seen: Seen, _: Words) -> Words | None:
    return {} if "tuple" in seen.text or re.search(r"\d,\s?\d", seen.place.statement) else None


def _attribute(seen: Seen, words: Words) -> Words:
    asked = getattr(seen.error, "obj", None)
    column = _closest(words["name"], _texts(getattr(asked, "columns", ())))
    known = dir(asked if words["module"] else type(asked))
    owner = f"The module {words['module']}" if words["module"] else f"The type {words['kind']}"
    guess = _words("column", name=column) if column else _guess(words["name"], known, False)
    for accessor, what in (("dt", "days"), ("str", "texts")) if words["kind"] == "Series" else ():
        if hasattr(getattr(type(asked), accessor, None), words["name"]):
            guess = _words("accessor", accessor=accessor, what=what, name=words["name"])
            break
    return {"owner": owner, "guess": guess}


def _import(_: Seen, words: Words) -> Words:
    return {"guess": _guess(words["name"], dir(sys.modules[words["module"]]), False)}


_MORE_WORDS = {
    "three-dots": _dots_holder,
    "condition-brackets": _lacks_brackets,
    "no-such-column-named": _charted_column,
    "text-over-lines": _goes_on_below,
    "no-row-left": _why_no_row,
    "decimal-comma": _comma_between_digits,
    "no-such-attribute": _attribute,
    "no-such-import": _import,
    "index-and-column": lambda _, words: {"key": words["key"] or words["other"]},
}


def _guess(word: object, known: Iterable[object], all_if_few: bool = True) -> str:
    """The end of a sentence that helps on: the known word closest to a word, or all of them where they are few."""
    texts = [text for text in _texts(known) if not text.startswith("_")]
    if closest := _closest(str(word), texts):
        return _words("closest", closest=closest)
    return _words("columns", columns=", ".join(texts)) if all_if_few and 0 < len(texts) <= 12 else ""


def _closest(word: str, known: list[str], least: float = 0.7) -> str | None:
    """The known word that is spelled most like a word, or the only one that has it as a part, as rate in rate_pct."""
    by_lower = {text.lower(): text for text in reversed(known)}
    if close := difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=least):
        return by_lower[close[0]]
    holding = [text for text in known if f"_{word.lower()}_" in f"_{text.lower()}_"]
    return holding[0] if len(holding) == 1 else None


def _words(guess: str, **words: object) -> str:
    return _file()["guesses"][guess].format_map(_shortened(words))


def _shortened(words: Words) -> Words:
    texts = {name: re.sub(r"\s+", " ", str(word)) for name, word in words.items()}
    return {name: text if len(text) <= _LONGEST_WORD else f"{text[:_LONGEST_WORD]} ..." for name, text in texts.items()}


def _texts(labels: Iterable[object]) -> list[str]:
    return [label for label in islice(labels, _MOST_NAMES) if isinstance(label, str)]


def _tables(names: Mapping[str, object], kind: type | None = None) -> Iterator[tuple[str, Any]]:
    """Give the learner's tables with their names; with ``kind`` what is of this type."""
    pandas: Any = sys.modules.get("pandas")
    for name in _texts(names) if pandas else ():
        if not name.startswith("_") and issubclass(type(names[name]), kind or pandas.DataFrame):
            yield name, names[name]


def _steps(step: TracebackType | None) -> Iterator[TracebackType]:
    while step:
        yield step
        step = step.tb_next


def _is_own(step: TracebackType) -> bool:
    """Tell whether a call runs the learner's code: in a notebook that is the module __main__."""
    return bool(step.tb_frame.f_globals.get("__name__", "__main__") == "__main__")


def _place(run: CodeType, number: int, code: str | None) -> Place:
    source = _source(run.co_filename, code)
    function = "" if run.co_name.startswith("<") else run.co_name
    return Place(run.co_filename, number, function, _statement(source, number), source)


def _source(filename: str, code: str | None) -> str:
    return "".join(linecache.getlines(filename)) or code or ""


def _statement(source: str, number: int) -> str:
    """Return the lines of the innermost statement round a line; of an if, a for or a def only its head."""
    first = last = number
    try:
        statements = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.stmt)]
    except (SyntaxError, ValueError, RecursionError):
        statements = []
    for node in statements:  # from the outermost to the innermost
        body = getattr(node, "body", None)
        end = max(node.lineno, body[0].lineno - 1) if body else (node.end_lineno or node.lineno)
        if node.lineno <= number <= end:
            first, last = node.lineno, end
    return "\n".join(source.splitlines()[first - 1 : last])
