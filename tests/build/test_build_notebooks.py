"""One form for every notebook: ids that stay, no editor's leftovers, the bytes that nbformat writes."""

import copy
import json

import kit_files
import nbformat
import pytest
from kit_files import code, markdown, nbgrader, notebook

from twoborders.build import notebooks
from twoborders.build.notebooks import BuildError


def normal(content, stem="01_lengths"):
    return notebooks.normalise(nbformat.from_dict(copy.deepcopy(content)), stem)


def ids(content):
    return [cell["id"] for cell in content["cells"]]


def test_random_ids_become_readable_and_unique():
    cells = (
        markdown("## Réal *numbers*, one two three four", "8f14e45f"),
        code("applications = load('x')", "0b5bb1ab-30a2-4a4f-9b3c-6c1c1d6f1a11"),
        code("applications = load('x')", "d41d8cd98f00b204e9800998ecf8427e"),
        markdown("***", "c9f0f895"),
    )
    assert ids(normal(notebook(*cells))) == [
        "01-real-numbers-one-two-three",
        "01-applications-load-x",
        "01-applications-load-x-2",
        "01-markdown",
    ]


def test_a_readable_id_stays_when_its_cell_changes():
    first = normal(kit_files.lesson())
    first["cells"][0]["source"] = "# Another title"
    assert ids(normal(first)) == ids(first)


def test_a_cell_with_a_grade_id_has_it_as_id_even_if_another_cell_had_it():
    cells = (markdown("Text", "01-1"), code("print(1)", "other", **nbgrader("01-1", grade=True, points=1)))
    assert ids(normal(notebook(*cells))) == ["01-text", "01-1"]


def test_of_two_equal_ids_the_second_is_replaced():
    assert ids(normal(notebook(markdown("One", "same"), markdown("Two", "same")))) == ["same", "01-two"]


def test_a_notebook_without_ids_gets_some():
    content = notebook(markdown("One"), markdown("Two"))
    for cell in content["cells"]:
        del cell["id"]
    assert ids(normal({**content, "nbformat_minor": 4})) == ["01-one", "01-two"]


def test_what_editors_leave_behind_goes():
    content = kit_files.lesson()
    content["cells"][1]["metadata"].update(jupyter={"source_hidden": True}, tags=[], nbgrader_x=1)
    fresh = normal(content)
    assert all(cell["metadata"] == {} for cell in fresh["cells"])
    assert set(fresh["metadata"]) == {"kernelspec", "language_info", "twoborders"}
    assert fresh["metadata"]["kernelspec"]["name"] == "python3"
    assert "version" not in fresh["metadata"]["language_info"]
    assert fresh["metadata"]["twoborders"] == content["metadata"]["twoborders"]


def test_metadata_with_a_meaning_stays():
    content = notebook(code("x = 1", "x", tags=["wide"], twoborders={"hint": 1}, editable=False))
    kept = {"tags": ["wide"], "twoborders": {"hint": 1}, "editable": False}
    assert normal(content)["cells"][0]["metadata"] == kept


def test_sources_lose_trailing_whitespace_and_empty_cells_go():
    content = notebook(markdown("A  \r\nB\t\n\n", "a"), code("  \n", "b"), markdown("", "c"), code("", "d"))
    fresh = normal(content)
    assert [cell["source"] for cell in fresh["cells"]] == ["A\nB"]


def test_an_empty_answer_cell_stays():
    content = notebook(code("", "a", **nbgrader("01-1-answer", solution=True)))
    assert ids(normal(content)) == ["01-1-answer"]


def test_normalising_twice_is_normalising_once():
    for content in (kit_files.lesson(), kit_files.solution()):
        once = normal(content)
        assert normal(once) == once


def test_the_argument_is_left_alone():
    content = nbformat.from_dict(kit_files.lesson())
    before = copy.deepcopy(content)
    notebooks.normalise(content, "01_lengths")
    assert content == before


def test_the_text_is_what_nbformat_writes(tmp_path):
    fresh = normal(kit_files.solution())
    nbformat.write(fresh, tmp_path / "by_nbformat.ipynb")
    text = notebooks.to_text(fresh)
    assert text.encode() == (tmp_path / "by_nbformat.ipynb").read_bytes()
    assert "río" in text
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it is not a notebook"),
        ("{", "it is not a notebook"),
        ("[]", "it is not a notebook"),
        ('{"nbformat": 4}', "it is not a notebook"),
        ('{"nbformat": 4, "cells": [{"source": ""}]}', "it is not a notebook"),
        ('{"nbformat": 3, "worksheets": []}', "it has notebook format 3"),
    ],
)
def test_what_is_no_notebook_is_named(tmp_path, text, said):
    path = tmp_path / "01_bad.ipynb"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=f"notebooks/01_bad.ipynb: {said}"):
        notebooks.read(path, "notebooks/01_bad.ipynb")


def test_a_notebook_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "01_mark.ipynb"
    path.write_text(json.dumps(kit_files.lesson()), encoding="utf-8-sig")
    assert len(notebooks.read(path, "x")["cells"]) == 5


def test_a_broken_cell_does_not_pass_as_valid():
    content = normal(kit_files.lesson())
    content["cells"][0]["cell_type"] = "poem"
    with pytest.raises(BuildError, match=r"01\.ipynb: it breaks the notebook format"):
        notebooks.validate(content, "01.ipynb")
