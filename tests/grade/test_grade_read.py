"""Reading notebook files: what can be mended is, and what cannot says why."""

import json
import random

import pytest
import submitted

from twoborders.grade.intake.read import MAX_CELLS, MAX_SOURCE, UnreadableError, read
from twoborders.grade.intake.repair_json import MAX_BYTES, MAX_CONTAINERS


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
    notebook = submitted.small_notebook(submitted.code("a = '\u00f1 \u4e2d'"))
    text = json.dumps(notebook, ensure_ascii=False)
    marked = (b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16"))
    for encoded in (*marked, text.encode("utf-16-le"), text.encode("utf-16-be")):
        cells, notes = read(encoded)
        assert ([cell.source for cell in cells], notes) == (["a = '\u00f1 \u4e2d'"], [])


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


@pytest.mark.parametrize(
    ("cell", "source"),
    [
        ({"cell_type": "code", "source": None}, ""),
        ({"cell_type": "code"}, ""),
        ({"cell_type": " Code ", "source": "a = 1"}, "a = 1"),
        ({"source": "a = 1", "outputs": []}, "a = 1"),
        ({"cell_type": "code", "source": ["a = 1", "b = 2"]}, "a = 1\nb = 2"),
        ({"cell_type": "code", "source": ["a = 1\n", "b = 2", "\n"]}, "a = 1\nb = 2\n"),
        ({"cell_type": "code", "source": "\ufeffa = 1"}, "a = 1"),
    ],
)
def test_cells_of_odd_forms_are_read(cell, source):
    cells, notes = read(json.dumps({"cells": [cell]}).encode())
    assert [(each.kind, each.source) for each in cells] == [("code", source)]
    assert notes == []


def test_cells_may_be_an_object_with_positions():
    assert sources(json.dumps({"cells": {"0": submitted.code("a"), "1": submitted.code("b")}}).encode()) == ["a", "b"]


def test_a_malformed_cell_does_not_cost_an_old_notebook():
    heading = {"cell_type": "heading", "level": 2, "source": "One"}
    old = {"worksheets": [{"cells": [heading, 7, {"cell_type": "code", "input": ["a = 1\n", "b"]}]}, 3, {"cells": 4}]}
    cells, notes = read(json.dumps(old).encode())
    assert [(cell.kind, cell.source) for cell in cells] == [("markdown", "One"), ("code", "a = 1\nb")]
    assert notes == [
        "the notebook had an old format and was upgraded to format 4",
        "these cells are malformed and were left out, counted from 1: 2",
    ]


def test_a_newer_format_is_read_with_a_note_and_a_newer_minor_without():
    assert read(json.dumps(NOTEBOOK | {"nbformat_minor": 99}).encode())[1] == []
    cells, notes = read(json.dumps(NOTEBOOK | {"nbformat": 5}).encode())
    assert len(cells) == 1
    assert notes == ["the notebook has format 5, newer than this kit knows, and was read as format 4"]


def test_only_what_the_grader_needs_is_kept():
    extra = {"nbgrader": {"grade_id": "09-1", "grade": True, "points": 3, "more": [1] * 100, "locked": {"a": 1}}}
    (cell,), _ = read(json.dumps({"cells": [{**submitted.code("a"), "metadata": extra}]}).encode())
    assert cell.nbgrader == {"grade_id": "09-1", "grade": True, "points": 3}


@pytest.mark.parametrize("written", ["09-1\u200b", "\ufeff09-1", " 09\u0000-1\n", "09-\ud8001"])
def test_what_nobody_sees_in_an_id_is_left_out(written):
    cell = {**submitted.code("a"), "id": written, "metadata": {"nbgrader": {"grade_id": written}}}
    (cell,), _ = read(json.dumps({"cells": [cell]}).encode())
    assert (cell.id, cell.grade_id) == ("09-1", "09-1")


def test_letters_that_look_alike_are_different_ids():
    cell = {**submitted.code("a"), "metadata": {"nbgrader": {"grade_id": "s\u0435tup"}}}
    assert read(json.dumps({"cells": [cell]}).encode())[0][0].grade_id == "s\u0435tup"


def test_halves_of_characters_are_joined_or_replaced():
    notebook = submitted.small_notebook(submitted.code("a = \U0001f600"), submitted.code("\ud83d"))
    cells, notes = read(json.dumps(notebook).encode())
    assert [cell.source for cell in cells] == ["a = \U0001f600", "\ufffd"]
    assert notes == ["these cells hold halves of characters, which were replaced, counted from 1: 2"]


WHOLE = json.dumps(NOTEBOOK, indent=1)
SMALL = json.dumps(submitted.small_master(), indent=1)


def test_a_conflict_is_graded_from_one_side_with_a_note():
    ours, theirs = '"a = 1\\nb = 2"', '"a = 3"'
    for middle in ("=======\n", '||||||| base\n"old"\n=======\n'):
        hunk = f"\n<<<<<<< HEAD\n{ours}\n{middle}{theirs}\n>>>>>>> main\n"
        for ends in ("\n", "\r\n"):
            cells, notes = read(WHOLE.replace(ours, hunk).replace("\n", ends).encode())
            assert [cell.source for cell in cells] == ["a = 1\nb = 2"]
            assert len(notes) == 1
            assert "unsolved merge conflict (line 10): the first side of each was graded, the other side" in notes[0]


def test_the_second_side_is_taken_where_the_first_is_not_json():
    hunk = '\n<<<<<<< HEAD\n"half\n=======\n"a = 3"\n>>>>>>> main\n'
    cells, notes = read(WHOLE.replace('"a = 1\\nb = 2"', hunk).encode())
    assert [cell.source for cell in cells] == ["a = 3"]
    assert "the second side of each was graded" in notes[0]


def test_a_conflict_within_a_cell_is_graded_from_the_first_side():
    source = "<<<<<<< local\na = 1\n=======\na = 2\n>>>>>>> remote\nb = 3"
    cells, notes = read(json.dumps(submitted.small_notebook(submitted.code(source))).encode())
    assert [cell.source for cell in cells] == ["a = 1\nb = 3"]
    assert "the first side was graded and the other was not, counted from 1: 1" in notes[0]


def test_a_heading_underlined_with_seven_signs_is_no_conflict():
    heading = {"cell_type": "markdown", "source": "Answer\n=======\ntext"}
    assert sources(json.dumps({"cells": [heading]}).encode()) == ["Answer\n=======\ntext"]


def test_whole_cells_of_a_file_that_is_cut_off_are_read():
    at = SMALL.index("b = rate")  # the fifth cell
    for end in (at, at + 3, SMALL.index('"id": "09-2-answer"')):
        cells, notes = read(SMALL[:end].encode())
        assert [cell.grade_id for cell in cells] == ["setup", "09-1-answer", "09-1", "09-2-given"]
        assert notes == ["the file is cut off; 4 cells could be read"]
    cells, notes = read(SMALL.rstrip()[:-1].encode())
    assert (len(cells), notes) == (8, ["the file is cut off or damaged behind its cells; 8 cells could be read"])


def test_metadata_in_a_cell_that_is_cut_off_is_no_cell():
    content = json.dumps(submitted.solution()).encode()
    for end in (100, 250, 300, 400):
        with pytest.raises(UnreadableError, match="cut off: the notebook ends too early"):
            read(content[:end])


def test_the_cells_behind_a_damaged_one_are_read():
    damaged = SMALL.replace('"source": "b = rate"', '"source" "b = rate"')
    cells, notes = read(damaged.encode())
    assert [cell.grade_id for cell in cells] == [
        "setup",
        "09-1-answer",
        "09-1",
        "09-2-given",
        "09-2",
        "09-3",
        "09-3-check",
    ]
    line = damaged[: damaged.index("09-2-answer")].count("\n") + 1
    assert len(notes) == 1
    assert notes[0].startswith("the file is damaged (line ")
    assert notes[0].endswith("; 7 cells could be read")
    assert 0 < line - int(notes[0].split("line ")[1].split(")")[0]) < 20


@pytest.mark.parametrize(
    ("content", "note"),
    [
        pytest.param(WHOLE + "\n<p>sent by mail</p>", "around the notebook", id="junk behind"),
        pytest.param(WHOLE + WHOLE, "around the notebook", id="twice"),
        pytest.param("Dear teacher,\n" + WHOLE, "around the notebook", id="letter before"),
        pytest.param(WHOLE.replace('"b = 2"', '"b = 2",').replace("}\n ]", "},\n ]"), "commas", id="comma"),
        pytest.param(json.dumps(WHOLE), "saved as a text within JSON", id="text in JSON"),
        pytest.param(WHOLE + "\0" * 50, "NUL characters", id="zeros at the end"),
        pytest.param(WHOLE.replace("a = 1", "a\0 = 1"), "NUL characters", id="zero in a text"),
    ],
)
def test_what_stands_around_or_between_is_mended_and_noted(content, note):
    cells, notes = read(content.encode())
    assert [cell.source for cell in cells] == ["a = 1\nb = 2"]
    assert len(notes) == 1
    assert note in notes[0]


def test_commas_within_texts_are_kept_where_others_are_left_out():
    text = json.dumps({"cells": [submitted.code('a = [1, ]  # \\ " , }')]})
    assert sources(text.replace("}]", "}, ]").encode()) == ['a = [1, ]  # \\ " , }']


def test_the_form_of_jupyters_server_and_raw_line_ends_and_constants_are_read():
    assert sources(json.dumps({"type": "notebook", "content": NOTEBOOK}).encode()) == ["a = 1\nb = 2"]
    text = '{"x": NaN, "y": -Infinity, "n": ' + "9" * 5000 + ', "cells": [{"cell_type": "code", "source": "a\nb\tc"}]}'
    assert sources(text.encode()) == ["a\nb\tc"]


def test_of_two_equal_keys_the_last_counts():
    assert sources(b'{"cells": [], "cells": [{"cell_type": "code", "source": "a", "source": "b"}]}') == ["b"]


def test_single_bytes_of_windows_are_read_as_its_letters():
    notebook = submitted.small_notebook(submitted.code("a = 'M\u00e9xico, \u00bfqu\u00e9?'"))
    text = json.dumps(notebook, ensure_ascii=False)
    note = "some characters were not UTF-8 and were read as Windows-1252"
    mixed = text.encode().replace("\u00e9".encode(), b"\xe9", 1)
    for content in (text.encode("cp1252"), mixed):
        cells, notes = read(content)
        assert [cell.source for cell in cells] == ["a = 'M\u00e9xico, \u00bfqu\u00e9?'"]
        assert notes == [note]


def test_a_cell_that_is_too_long_is_left_out_alone():
    notebook = submitted.small_notebook(submitted.code("#" * (MAX_SOURCE + 1)), submitted.code("a = 1"))
    cells, notes = read(json.dumps(notebook).encode())
    assert [cell.source for cell in cells] == ["a = 1"]
    assert notes == ["these cells are longer than 1,000,000 characters and were left out, counted from 1: 1"]


def test_cells_that_are_too_long_together_are_refused():
    notebook = {"cells": [submitted.code("#" * MAX_SOURCE)] * 11}
    with pytest.raises(UnreadableError, match="hold 11,000,000 characters of source, and at most 10,000,000"):
        read(json.dumps(notebook).encode())


def test_ten_thousand_cells_are_read_and_one_more_is_refused():
    notebook = {"cells": [{"cell_type": "code", "source": "a"}] * MAX_CELLS}
    assert len(read(json.dumps(notebook).encode())[0]) == MAX_CELLS
    notebook["cells"].append(submitted.code("b"))
    with pytest.raises(UnreadableError, match="10,001 cells, and at most 10,000"):
        read(json.dumps(notebook).encode())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(b"", "The file is empty.", id="empty"),
        pytest.param(b" \n", "The file is empty.", id="white space"),
        pytest.param(b"\0" * 100, "The file is empty.", id="zeros"),
        pytest.param(b"{", "cut off", id="one character"),
        pytest.param(WHOLE[:60].encode(), "cut off", id="cut off"),
        pytest.param(WHOLE[: WHOLE.index("b = 2") + 3].encode(), "cut off", id="cut off within the first cell"),
        pytest.param(b"<<<<<<< HEAD\n=======\n>>>>>>> main\n", "merge conflict (line 1)", id="conflict"),
        pytest.param(b"Dear teacher, here is my work.", "not valid JSON (line 1", id="letter"),
        pytest.param(b"PK\x03\x04\xff\xfe\xfa", "is an archive", id="archive"),
        pytest.param(b"%PDF-1.7 \xff", "is a PDF", id="PDF"),
        pytest.param(b"\n<!DOCTYPE html><html>{}</html>", "is a web page", id="web page"),
        pytest.param(b"\xff\xd8\xff\xe0 picture", "not UTF-8", id="picture"),
        pytest.param(b"[1, 2]", "JSON, but not a notebook", id="list"),
        pytest.param(b"7", "JSON, but not a notebook", id="number"),
        pytest.param(b'{"a": 1}', "it has no list of cells", id="other JSON"),
        pytest.param(b'{"nbformat": 4, "cells": {}}', "it has no list of cells", id="cells no list"),
        pytest.param(b'{"nbformat": 3, "worksheets": 4}', "it has no list of cells", id="malformed format 3"),
        pytest.param(b"[" * 200_000, "nested too deeply", id="deep"),
        pytest.param(b'{"cells": ' + b"[" * 200_000, "nested too deeply", id="deep cells"),
        pytest.param(b"[" * (MAX_CONTAINERS + 1), "more than 2,000,000 lists", id="many lists"),
        pytest.param(
            b"x" * (MAX_BYTES + 1), "too large: 50 MB, and at most 50 MB are read. Clear the outputs", id="size"
        ),
    ],
)
def test_what_cannot_be_read_says_why(content, why):
    with pytest.raises(UnreadableError) as raised:
        read(content)
    assert why in str(raised.value)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with one to four bytes or chunks of it flipped, cut out, put in or doubled."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed))
        to = min(len(changed), at + chance.choice([1, 10, 1000]))
        match chance.randrange(6):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                del changed[at:to]
            case 2:
                changed[at:at] = chance.randbytes(to - at)
            case 3:
                changed[at:at] = changed[at:to]
            case 4:
                changed[at:at] = chance.choice(
                    [b'"', b"{", b"[", b"]", b"}", b"\\", b"\n<<<<<<<\n", b"\0", b"\xef\xbb\xbf"]
                )
            case 5:
                del changed[max(1, at) :]
    return bytes(changed)


def test_a_damaged_notebook_gives_cells_or_a_sentence():
    content = submitted.SOLUTION_FILE.read_bytes()
    whole = len(read(content)[0])
    counts = []
    for seed in range(300):
        try:
            cells, notes = read(mutated(content, random.Random(seed)))
        except UnreadableError as error:
            assert str(error).endswith(".")
            continue
        assert all(note and not note.endswith(".") for note in notes)
        assert all(cell.source.encode() is not None and cell.id.encode() is not None for cell in cells)
        counts.append(len(cells))
    # Most damage costs no cell, or few.
    assert sum(count >= whole - 2 for count in counts) > 150
