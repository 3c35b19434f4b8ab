"""A source is a page or a file with its publisher, and a licence is that of the data; planted faults are found."""

import pytest
from source_check import address_problem, all_problems, licence_problems, resource_problems, row_problems, title_problem

from twoborders.tables import datapackage, load, names

pytestmark = pytest.mark.quick

FILE = "https://github.com/owner/name/blob/0123456789abcdef/data/a.csv"
HASH = "sha256:" + "0" * 64
BY = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}


def test_every_source_of_the_kit_is_a_page_with_its_publisher_and_every_licence_is_known():
    rows = {}
    for name in names():
        frame = load(name)
        rows[name] = list(frame["source"].dropna()) if "source" in frame else []
    assert sum(map(len, rows.values())) > 1000
    assert all_problems(datapackage()["resources"], rows) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "https://example.org/",
        "https://www.example.org/#top",
        "https://github.com/owner",
        "https://github.com/owner/name",
        "https://www.github.com/owner/name/",
        "https://github.com/owner/name/tree/main",
        "data/a.csv",
    ],
)
def test_a_root_is_no_source(address):
    assert address_problem(address) is not None


@pytest.mark.parametrize(
    "address", [FILE, "https://example.org/a", "https://example.org/?p=11401", "http://example.org/a?b=1&c=2"]
)
def test_a_page_and_a_file_are_sources(address):
    assert address_problem(address) is None


@pytest.mark.parametrize("title", ["", "owner/name", "The same file as copied in owner/name", "agency.com", FILE])
def test_a_title_without_a_publisher_is_named(title):
    assert title_problem(title) is not None


@pytest.mark.parametrize(
    "title", ["La Jornada 2019-06-26", "World Bank, GDP, as copied in datasets/gdp", "AP, in KVIA", "elDiario.es, 2018"]
)
def test_a_title_with_a_publisher_passes(title):
    assert title_problem(title) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("https://example.org/a", "the publisher first"),
        ("La Jornada 2019-06-26", "does not end with its address"),
        ("La Jornada https://example.org/a (copy)", "does not end with its address"),
        ("La Jornada https://example.org/", "root of a host"),
        ("Office, as copied in owner/name https://github.com/owner/name", "root of a repository"),
        ("La Jornada https://example.org/a ; https://example.org/b", "the publisher first"),
    ],
)
def test_a_planted_fault_in_a_row_is_found(text, words):
    assert any(words in problem for problem in row_problems(text)), list(row_problems(text))


def test_a_row_may_name_two_sources_and_the_copy_of_a_file():
    text = f"Office https://example.org/a as copied in owner/name {FILE} ; AP https://ap.org/b"
    assert list(row_problems(text)) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ({"title": "Office, lengths", "path": "https://example.org/"}, "root of a host"),
        ({"title": "owner/name", "path": FILE}, "not the publisher"),
        ({"title": "Office", "path": FILE, "hash": "abc", "version": "1", "retrieved": "2026-11-29"}, "64 digits"),
        ({"title": "Office", "path": FILE, "hash": HASH}, "needs version and retrieved"),
    ],
)
def test_a_planted_fault_in_the_dictionary_is_found(source, words):
    found = list(resource_problems({"sources": [source], "licenses": [BY]}))
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize(
    ("licence", "words"),
    [
        ({"name": "MIT", "title": "MIT for the copy"}, "not among the licences"),
        ({"name": "cc-by-4.0", "title": BY["title"]}, "not among the licences"),
        ({"name": "CC-BY-4.0", "title": "CC BY 4.0"}, "does not begin with"),
        ({"name": "unknown", "title": "Unknown"}, "needs its reason"),
    ],
)
def test_a_licence_out_of_form_is_named(licence, words):
    found = list(licence_problems(licence))
    assert len(found) == 1
    assert words in found[0]


def test_a_licence_may_say_what_it_is_for():
    assert list(licence_problems({**BY, "title": BY["title"] + ": the rows of the United Nations"})) == []
