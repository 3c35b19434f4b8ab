"""describe shows the dictionary of a table, as text and as HTML."""

import html

import pytest

from twoborders import describe
from twoborders.tables import TableError, dictionary, names
from twoborders.tables.description import Description

pytestmark = pytest.mark.quick


@pytest.mark.parametrize("name", names())
def test_every_table_is_described(name):
    entry, shown = dictionary(name), describe(name)
    text, page = " ".join(repr(shown).split()), shown._repr_html_()
    said = [entry["title"], entry["unit_of_observation"], entry["as_of"]["rule"], *entry["caveats"], *entry["claims"]]
    said += [source["title"] for source in entry["sources"]]
    for field in entry["schema"]["fields"]:
        said += [field["name"], field["type"], field.get("unit", ""), field["description"].rstrip(".")]
        said.append("never empty" if field.get("constraints", {}).get("required") else field["missing"].rstrip("."))
    for each in said:
        assert " ".join(each.split()) in text, each
        assert html.escape(each) in page, each
    assert "://" not in text + page, "addresses stand in data/README.md"


def test_what_the_dictionary_says_is_escaped():
    entry = dictionary("claims") | {"title": "<script>", "caveats": ["a & b"]}
    page = Description(entry)._repr_html_()
    assert "<script>" not in page and "&lt;script&gt;" in page and "a &amp; b" in page


def test_an_unknown_table_names_the_closest():
    with pytest.raises(TableError, match="The tables are: timeline"):
        describe("time_line")
