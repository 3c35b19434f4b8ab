"""A small kit of one lesson and one exercise, and a learner's folder in it."""

from pathlib import Path

import pytest
from small_kit import EXERCISE, LESSON, notebook


@pytest.fixture
def kit(tmp_path) -> Path:
    """A kit with a lesson that has results, and its exercise."""
    root = tmp_path / "kit"
    for name, text in {
        "notebooks/01_one.ipynb": notebook(*LESSON, outputs=True),
        "exercises/01_exercise.ipynb": notebook(*EXERCISE),
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def folder(kit) -> Path:
    """The learner's folder in the kit, which nothing has filled yet."""
    return kit / "my_work"
