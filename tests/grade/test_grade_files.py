"""A cell of a file that people open: nothing in it acts, splits a row or is too long, and its words are there."""

import csv
import io
import re

import pytest

from twoborders.grade.files import cell, unguarded, write_rows

# What a spreadsheet could take for a formula: behind any space, and in the widths of East Asian keyboards.
FORMULAS = ["=1", "+1", "-1", "@a", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201"]
BEFORE = ["", " ", "\u00a0", "\u3000", "\ufeff", "\u200b", "\u200e", "  \ufeff \u2060", "\u202e", "\x00"]
BEFORE += ["\u2063", "\xad"]


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("before", BEFORE, ids=map(ascii, BEFORE))
def test_no_cell_and_no_line_of_one_begins_as_a_formula_does(formula, before):
    for text in (before + formula, f"a\n{before}{formula}", f"a\r{before}{formula}\rb"):
        last = cell(text).split("\n")[min(text.count("\n") + text.count("\r"), 1)]
        assert last[0] in "'\ufffd"
        assert last[1:].strip(" \u00a0\u3000\u200b\u200e\u2060\u2063\xad").startswith(formula)


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("formula", FORMULAS)
def test_a_cell_that_is_split_at_another_separator_has_no_formula(separator, formula):
    text = f"a{separator}{formula}{separator}b"
    assert cell(text).split(separator) == ["a", f"'{formula}", "b"]
    assert unguarded(cell(text)) == text


@pytest.mark.parametrize(
    "text", ["", "Ana", "a=b", "2-1", "Ana-María", "'tis", "\u05d0\u05d1", "\U0001f30d", "e\u0301", "a\tb"]
)
def test_an_ordinary_text_is_written_as_it_is(text):
    assert cell(text) == text


@pytest.mark.parametrize(
    "code", [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), 0xD800, 0xDFFF]
)
def test_a_character_that_acts_is_harmless_wherever_it_stands(code):
    if chr(code) in "\t\n":
        return
    for text in (f"{chr(code)}b", f"a{chr(code)}b", f"a{chr(code)}"):
        assert chr(code) not in cell(text)
        assert re.fullmatch("'?a?[\ufffd\n]?b?", cell(text))


@pytest.mark.parametrize("sign", ["x", "\U0001f30d", "\n=", "\r"])
def test_a_cell_is_no_longer_than_excel_takes_and_says_how_long_the_text_is(sign):
    text = "a" + sign * 60_000
    assert len(cell(text).encode("utf-16-le")) // 2 <= 32_767
    assert cell(text).endswith(f"... (cut: {len(text):,} characters)")


def test_what_is_guarded_comes_back_as_it_was():
    for text in ("=1", "- one\n- two\n three", "'=1", "a\n\n=b", "2"):
        assert unguarded(cell(text)) == unguarded(text)
    assert unguarded(cell("- one\n- two")) == "- one\n- two"


def test_a_file_has_one_row_for_each_row_whatever_is_in_it(tmp_path):
    texts = ["a\rb", "a\r\nb", 'say "no"', "a,b", "\r", "\n", " a ", "\x00", "\ud800", "a\u2028b", ""]
    write_rows(tmp_path / "file.csv", [[text, "end"] for text in texts])
    content = (tmp_path / "file.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row[1:] for row in rows] == [["end"]] * len(texts)
