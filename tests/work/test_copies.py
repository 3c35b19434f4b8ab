"""Whether a learner's folder is filled and updated, and nothing of the learner's is ever overwritten."""

import errno
import json
from pathlib import Path

import pytest
from small_kit import EXERCISE, LESSON, sources, write

from twoborders.work import copies, store

pytestmark = pytest.mark.quick

NEW = (("markdown", "# Practise, second edition"), ("code", "days = ..."))
MINE = (("markdown", "# Practise"), ("code", "days = 8"))


def test_the_first_time_there_is_a_copy_of_each_without_results(kit, folder):
    assert copies.fill(kit, folder) == []
    assert {path.name for path in folder.iterdir()} == {"01_one.ipynb", "01_exercise.ipynb", store.RECORD}
    code = json.loads((folder / "01_one.ipynb").read_text())["cells"][1]
    assert (code["outputs"], code["execution_count"]) == ([], None)


def test_links_lead_to_the_copies_and_to_the_kit_s_pages(kit, folder):
    copies.fill(kit, folder)
    assert "](01_exercise.ipynb)" in sources(folder / "01_one.ipynb")[0]
    assert "](../GLOSSARY.md#a)" in sources(folder / "01_one.ipynb")[0]
    assert "](01_one.ipynb)" in sources(folder / "01_exercise.ipynb")[0]


def test_outside_the_kit_its_pages_are_on_the_web(kit, tmp_path):
    copies.fill(kit, tmp_path / "home", "https://example.org/kit")
    assert "](https://example.org/kit/GLOSSARY.md#a)" in sources(tmp_path / "home/01_one.ipynb")[0]


def test_an_untouched_copy_follows_a_new_edition_also_when_its_cells_were_run(kit, folder):
    copies.fill(kit, folder)
    write(
        folder / "01_exercise.ipynb",
        *[("markdown", sources(folder / "01_exercise.ipynb")[0]), EXERCISE[1]],
        outputs=True,
    )
    write(kit / "exercises/01_exercise.ipynb", *NEW)
    assert copies.fill(kit, folder) == []
    assert sources(folder / "01_exercise.ipynb") == [text for _, text in NEW]


def test_a_touched_copy_is_left_and_the_same_edition_says_nothing(kit, folder):
    copies.fill(kit, folder)
    write(folder / "01_exercise.ipynb", *MINE)
    before = (folder / "01_exercise.ipynb").read_bytes()
    assert copies.fill(kit, folder) == []
    assert (folder / "01_exercise.ipynb").read_bytes() == before
    assert len(list(folder.glob("*.ipynb"))) == 2


def test_where_both_have_changed_the_new_edition_lies_beside_and_is_told_once(kit, folder):
    copies.fill(kit, folder)
    write(folder / "01_exercise.ipynb", *MINE)
    write(kit / "exercises/01_exercise.ipynb", *NEW)
    said = copies.fill(kit, folder)
    assert len(said) == 1 and "01_exercise_new_edition.ipynb" in said[0]
    assert sources(folder / "01_exercise.ipynb") == [text for _, text in MINE]
    assert sources(folder / "01_exercise_new_edition.ipynb") == [text for _, text in NEW]
    assert copies.fill(kit, folder) == []


def test_a_second_new_edition_does_not_overwrite_the_first_that_was_worked_on(kit, folder):
    copies.fill(kit, folder)
    write(folder / "01_exercise.ipynb", *MINE)
    write(kit / "exercises/01_exercise.ipynb", *NEW)
    copies.fill(kit, folder)
    write(folder / "01_exercise_new_edition.ipynb", ("code", "days = 9"))
    write(kit / "exercises/01_exercise.ipynb", ("markdown", "# Third edition"))
    copies.fill(kit, folder)
    assert sources(folder / "01_exercise_new_edition.ipynb") == ["days = 9"]
    assert sources(folder / "01_exercise_new_edition_2.ipynb") == ["# Third edition"]


def test_a_deleted_copy_comes_back(kit, folder):
    copies.fill(kit, folder)
    (folder / "01_one.ipynb").unlink()
    copies.fill(kit, folder)
    assert sources(folder / "01_one.ipynb")[1] == LESSON[1][1]


def test_work_that_was_there_before_the_kit_is_left(kit, folder):
    folder.mkdir()
    write(folder / "01_exercise.ipynb", *MINE)
    said = copies.fill(kit, folder)
    assert sources(folder / "01_exercise.ipynb") == [text for _, text in MINE]
    assert "new edition" in said[0]


@pytest.mark.parametrize("broken", ["", "{", "[1, 2]", '{"01_exercise.ipynb": 3}', "[" * 100_000])
def test_a_damaged_record_is_put_aside_and_costs_no_work(kit, folder, broken):
    copies.fill(kit, folder)
    write(folder / "01_exercise.ipynb", *MINE)
    (folder / store.RECORD).write_text(broken)
    said = copies.fill(kit, folder)
    assert "could not be read" in said[0]
    assert sources(folder / "01_exercise.ipynb") == [text for _, text in MINE]


@pytest.mark.parametrize("content", ["", "not json", '{"cells": 3}', '{"cells": [{"source": 1}]}'])
def test_a_broken_notebook_of_the_learner_is_left(kit, folder, content):
    copies.fill(kit, folder)
    (folder / "01_exercise.ipynb").write_text(content)
    copies.fill(kit, folder)
    assert (folder / "01_exercise.ipynb").read_text() == content


def test_a_full_disk_changes_no_file_and_the_next_time_goes_on(kit, folder, monkeypatch):
    copies.fill(kit, folder)
    write(kit / "exercises/01_exercise.ipynb", *NEW)
    write(kit / "notebooks/01_one.ipynb", ("markdown", "# One, second edition"))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", _full)
        with pytest.raises(copies.WorkError, match=r"No space left.*not changed"):
            copies.fill(kit, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert copies.fill(kit, folder) == []
    assert sources(folder / "01_exercise.ipynb") == [text for _, text in NEW]


def _full(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_an_interrupted_filling_is_finished_the_next_time(kit, folder, monkeypatch):
    """The lesson was delivered, the exercise not, as after a power cut."""
    delivered = store.replace

    def until_the_exercise(path, content):
        if path.name == "01_exercise.ipynb":
            raise KeyboardInterrupt
        delivered(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(store, "replace", until_the_exercise)
        with pytest.raises(KeyboardInterrupt):
            copies.fill(kit, folder)
    assert copies.fill(kit, folder) == []
    assert {path.name for path in folder.glob("*.ipynb")} == {"01_one.ipynb", "01_exercise.ipynb"}
