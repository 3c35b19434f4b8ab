"""Reading notebook files: what can be mended is, and what cannot says why."""

import json
import os

import pytest
import submitted

from twoborders.grade.read import MAX_BYTES, UnreadableError, read


def sources(content: bytes) -> list[str]:
    return [cell.source for cell in read(content)[0]]


NOTEBOOK = submitted.small_notebook(submitted.code("a = 1\nb = 2"))


def test_a_plain_notebook_is_read_without_notes():
    cells, notes = read(json.dumps(submitted.small_master()).encode())
    assert notes == []
    assert [cell.grade_id for cell in cells][:3] == ["setup", "09-1-answer", "09-1"]
    assert cells[2].flag("grade")
    assert cells[2].flag("locked")
    assert not cells[2].flag("solution")
    assert cells[2].id == "09-1"


def test_byte_order_marks_are_tolerated():
    text = json.dumps(NOTEBOOK)
    for encoded in (b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16")):
        assert sources(encoded) == ["a = 1\nb = 2"]


def test_windows_line_ends_are_tolerated_in_the_file_and_in_sources():
    notebook = submitted.small_notebook(submitted.code("a = 1\r\nb = 2"), submitted.code("c = 3\rd = 4"))
    content = json.dumps(notebook, indent=1).replace("\n", "\r\n").encode()
    assert sources(content) == ["a = 1\nb = 2", "c = 3\nd = 4"]


def test_a_source_may_be_a_list_of_lines():
    notebook = submitted.small_notebook(submitted.code(["a = 1\n", "b = 2"]))
    assert sources(json.dumps(notebook).encode()) == ["a = 1\nb = 2"]


def test_a_line_separator_within_a_text_is_kept():
    notebook = submitted.small_notebook(submitted.code('a = "one\u2028two"'))
    assert sources(json.dumps(notebook).encode()) == ['a = "one\u2028two"']


def test_format_3_is_upgraded_and_noted():
    nbgrader = {"nbgrader": {"grade_id": "09-1"}}
    old_cell = {
        "cell_type": "code",
        "input": "a = 1",
        "metadata": nbgrader,
        "outputs": [],
        "language": "python",
        "collapsed": False,
    }
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [{"cells": [old_cell]}],
    }
    cells, notes = read(json.dumps(old).encode())
    assert [(cell.source, cell.grade_id) for cell in cells] == [("a = 1", "09-1")]
    assert notes == ["the notebook had an old format and was upgraded to format 4"]


def test_malformed_cells_are_left_out_and_noted():
    notebook = submitted.small_notebook(
        submitted.code("a = 1"), "no cell", {"cell_type": "code", "source": 7}, {"source": "b = 1"}
    )
    cells, notes = read(json.dumps(notebook).encode())
    assert [cell.source for cell in cells] == ["a = 1"]
    assert notes == ["these cells are malformed and were left out, counted from 1: 2, 3, 4"]


def test_metadata_of_any_form_is_tolerated():
    cells = [
        {**submitted.code("a"), "metadata": []},
        {**submitted.code("b"), "metadata": {"nbgrader": "yes"}, "id": 7},
        {**submitted.code("c"), "metadata": {"nbgrader": {"grade_id": ["09-1"], "grade": 1}}},
    ]
    read_cells, _ = read(json.dumps(submitted.small_notebook(*cells)).encode())
    assert [(cell.grade_id, cell.id, cell.flag("grade")) for cell in read_cells] == [("", "", False)] * 3


WHOLE = json.dumps(NOTEBOOK, indent=1)
CONFLICT = WHOLE.replace(' "metadata"', '<<<<<<< HEAD\n "metadata"', 1)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(b"", "The file is empty.", id="empty"),
        pytest.param(b" \n", "The file is empty.", id="white space"),
        pytest.param(WHOLE[:60].encode(), "cut off", id="cut off"),
        pytest.param(WHOLE[:-1].rstrip().encode(), "cut off", id="last brace missing"),
        pytest.param(WHOLE[: WHOLE.index("b = 2") + 3].encode(), "cut off", id="cut off within a text"),
        pytest.param(CONFLICT.encode(), "merge conflict (line", id="conflict"),
        pytest.param(b"Dear teacher, here is my work.", "not valid JSON (line 1", id="letter"),
        pytest.param(b"PK\x03\x04\xff\xfe\xfa", "not UTF-8", id="archive"),
        pytest.param(b"[1, 2]", "JSON, but not a notebook", id="list"),
        pytest.param(b'{"a": 1}', "it has no list of cells", id="other JSON"),
        pytest.param(b'{"nbformat": 4, "cells": {}}', "it has no list of cells", id="cells no list"),
        pytest.param(b'{"nbformat": 5, "cells": []}', "newer than this kit", id="format 5"),
        pytest.param(b'{"nbformat": 3, "worksheets": 4}', "cannot be upgraded", id="malformed format 3"),
        pytest.param(b"[" * 200_000, "nested too deeply", id="deep"),
        pytest.param(b'{"a": ' + b"9" * 5_000 + b"}", "malformed", id="endless number"),
    ],
)
def test_what_cannot_be_read_says_why(content, why):
    with pytest.raises(UnreadableError) as raised:
        read(content)
    assert why in str(raised.value)


def test_a_file_that_is_too_large_is_not_read():
    path = tmp_path / "notebook.ipynb"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableError, match="too large: 50 MB"):
        read(path)


def test_what_is_no_file_is_not_waited_for():
    path = tmp_path / "notebook.ipynb"
    path.symlink_to(tmp_path / "gone.ipynb")
    with pytest.raises(UnreadableError, match="does not exist"):
        read(path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.ipynb")
        with pytest.raises(UnreadableError, match="not a file"):
            read(tmp_path / "pipe.ipynb")
