"""Whether what is kept stays: whole or not at all, also with two notebooks and a damaged file."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from twoborders.work import store

pytestmark = pytest.mark.quick


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A work folder in which a notebook runs."""
    (tmp_path / store.RECORD).write_text("{}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def forgetful():
    store.forget()
    yield
    store.forget()


def test_what_is_kept_is_there_for_the_next_kernel(here):
    assert store.keep("answers", "01-1", {"outcome": "right", "points": 2}) == ""
    code = "from twoborders.work import store; print(store.read()[0]['answers']['01-1']['points'])"
    said = subprocess.run([sys.executable, "-c", code], cwd=here, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "2"


def test_outside_a_work_folder_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store.keep("answers", "01-1", {"outcome": "right", "points": 2})
    assert list(tmp_path.iterdir()) == []
    assert store.read()[0]["answers"]["01-1"]["points"] == 2


def test_a_folder_within_the_work_folder_counts(here, monkeypatch):
    (here / "drafts").mkdir()
    monkeypatch.chdir(here / "drafts")
    store.keep("hints", "01-1", {"taken": 1})
    assert (here / store.FILE).is_file()


DAMAGED = [
    "",
    "{",
    "[]",
    '{"version": 2}',
    '{"version": 1, "answers": []}',
    '{"version": 1, "answers": {"a": 1}}',
    "[" * 99999,
]


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_file_is_put_aside_and_said(here, text):
    (here / store.FILE).write_text(text)
    said = store.keep("answers", "01-1", {"outcome": "right", "points": 2})
    assert "progress_damaged_1.json" in said
    assert (here / "progress_damaged_1.json").read_text() == text
    assert json.loads((here / store.FILE).read_text())["answers"]["01-1"]["points"] == 2


def test_two_damaged_files_are_both_there(here):
    for text in ("first", "second"):
        (here / store.FILE).write_text(text)
        store.read()
    assert [(here / f"progress_damaged_{i}.json").read_text() for i in (1, 2)] == ["first", "second"]


def test_two_notebooks_that_write_at_once_lose_nothing(here):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda i: store.keep("answers", f"q{i}", {"points": i}), range(60)))
    assert len(store.read()[0]["answers"]) == 60
    assert not list(here.glob(".progress*"))


def test_a_lock_that_was_left_behind_is_no_obstacle(here):
    lock = here / f".{store.FILE}.lock"
    lock.touch()
    os.utime(lock, (1, 1))
    assert store.keep("hints", "01-1", {"taken": 1}) == ""
    assert not lock.exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said(here):
    here.chmod(0o500)
    assert "could not be kept" in store.keep("hints", "01-1", {"taken": 1})
    here.chmod(0o700)


def test_an_error_of_the_disk_is_said_and_the_entry_is_known_until_the_kernel_ends(here, monkeypatch):
    def full(path, content):
        raise OSError(28, "No space left on device")

    store.keep("answers", "01-1", {"points": 2})
    monkeypatch.setattr(store, "replace", full)
    assert "No space left on device" in store.keep("answers", "01-2", {"points": 1})
    assert list(json.loads((here / store.FILE).read_text())["answers"]) == ["01-1"]
    assert set(store.read()[0]["answers"]) == {"01-1", "01-2"}


def test_of_two_outcomes_the_better_is_kept():
    right, partly, later = ({"outcome": o, "points": p} for o, p in (("right", 3), ("partly", 2), ("not yet", 0)))
    assert store.better(later, right) == right
    assert store.better(partly, later) == partly
    assert store.better({"points": "many"}, later) == later
