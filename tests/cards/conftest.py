"""What the tests of explorers share."""

import pytest

from twoborders.work import store


@pytest.fixture
def work_folder(tmp_path, monkeypatch):
    """A work folder in which the notebook runs."""
    store.forget()
    (tmp_path / store.RECORD).write_text("{}")
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    store.forget()
