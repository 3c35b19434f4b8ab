"""A damaged table or dictionary never loads without a word: one sentence names the file, what is wrong, the way out."""

import shutil

import numpy as np
import pandas as pd
import pytest

from twoborders import audit, describe
from twoborders.claims import ClaimError
from twoborders.tables import DATA, TableError, load, loader

pytestmark = pytest.mark.quick

NAME = "timeline"
FILE = f"{NAME}.csv"


@pytest.fixture
def data(tmp_path):
    """A folder with the dictionary and one table."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in (FILE, "datapackage.json"):
        shutil.copy(DATA / name, folder)
    return folder


def text(change):
    """Change the text of a file, and give its bytes."""
    return lambda content: change(content.decode("utf-8")).encode("utf-8")


TABLES = {
    "empty": (lambda content: b"", "No columns"),
    "cut in a line": (lambda content: content[: len(content) // 2], ""),
    "cut in the last cell": (lambda content: content.rstrip(b"\n")[:-1], "inside string"),
    "without its last line end": (lambda content: content.rstrip(b"\n"), "ends within a line"),
    "UTF-16": (lambda content: content.decode("utf-8").encode("utf-16"), "utf-8"),
    "Latin-1": (lambda content: content.decode("utf-8").encode("latin-1", "replace"), "utf-8"),
    "semicolons": (text(lambda content: content.replace(",", ";")), "lacks the column event_id"),
    "without a column": (text(lambda content: content.replace("event_id", "event", 1)), "lacks the column event_id"),
    "only its headings": (text(lambda content: content.split("\n")[0] + "\n"), "has no rows"),
    "a date that is none": (text(lambda content: content.replace("2019-05-30,", "2019-05-32,", 1)), "'2019-05-32'"),
    "a date of another form": (text(lambda content: content.replace("2019-05-30,", "5/30/2019,", 1)), "'5/30/2019'"),
    "gone": (None, "No such file"),
}


@pytest.mark.parametrize("case", TABLES)
def test_a_damaged_table_is_named_with_what_is_wrong_and_the_way_out(data, case):
    damage, words = TABLES[case]
    path = data / FILE
    if damage is None:
        path.unlink()
    else:
        before = path.read_bytes()
        path.write_bytes(damage(before))
        assert path.read_bytes() != before
    with pytest.raises(TableError) as caught:
        loader(data)(NAME)
    said = str(caught.value)
    assert said.startswith(f"The file data/{FILE} ") and words in said and "\n" not in said
    assert f"git checkout data/{FILE}" in said


@pytest.mark.parametrize("change", [lambda content: b"\xef\xbb\xbf" + content, text(lambda c: c.replace("\n", "\r\n"))])
def test_a_table_as_an_editor_saves_it_is_whole(data, change):
    (data / FILE).write_bytes(change((data / FILE).read_bytes()))
    assert len(loader(data)(NAME)) == len(load(NAME))


DICTIONARIES = {
    "empty": lambda content: b"",
    "cut": lambda content: content[: len(content) // 2],
    "UTF-16": lambda content: content.decode("utf-8").encode("utf-16"),
    "a list": lambda content: b"[]",
    "a number": lambda content: b"1",
    "without resources": lambda content: b'{"title": "Tables"}',
    "resources that are no list": lambda content: b'{"resources": {"name": "timeline"}}',
    "an entry that is none": lambda content: b'{"resources": ["timeline"]}',
    "an entry without columns": lambda content: b'{"resources": [{"name": "timeline", "path": "timeline.csv"}]}',
    "brackets without end": lambda content: b"[" * 100_000,
}


@pytest.mark.parametrize("case", DICTIONARIES)
def test_a_damaged_dictionary_is_named_with_the_way_out(data, case):
    path = data / "datapackage.json"
    path.write_bytes(DICTIONARIES[case](path.read_bytes()))
    with pytest.raises(TableError, match=r"^The file data/datapackage\.json .*git checkout data/datapackage\.json"):
        loader(data)(NAME)


def test_a_dictionary_with_a_byte_order_mark_is_read(data):
    path = data / "datapackage.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(loader(data)(NAME)) == len(load(NAME))


NO_NAMES = [["C2a"], np.array(["a", "b"]), np.array([]), pd.DataFrame({"a": [1]}), pd.Series(["x"]), pd.NA, {}, 3]


@pytest.mark.parametrize("thing", NO_NAMES, ids=lambda thing: type(thing).__name__)
def test_what_is_no_name_is_told_as_such(thing):
    kind = type(thing).__name__
    for use in (load, describe):
        with pytest.raises(TableError, match=f"A table is called by its name.*of the type {kind}"):
            use(thing)
    with pytest.raises(ClaimError, match=f"A claim is called by its id.*of the type {kind}"):
        audit(thing)


@pytest.mark.parametrize("day", [pd.NaT, pd.NA, np.array(["2019-06-07"]), pd.DataFrame({"a": [1]})], ids=type)
def test_what_is_no_day_is_told_as_such(day):
    with pytest.raises(TableError, match=r"as_of is of the type \w+, but it must be a day"):
        load(NAME, as_of=day)


def test_a_moment_counts_as_its_day():
    moments = (pd.Timestamp("2019-06-07 15:00"), pd.Timestamp("2019-06-07", tz="UTC"))
    assert {len(load(NAME, as_of=moment)) for moment in moments} == {len(load(NAME, as_of="2019-06-07"))}
