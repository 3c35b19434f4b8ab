"""A learner's own folder, ``my_work``: copies of lessons and exercises, what is kept, and one zip of all of it."""

from pathlib import Path

from twoborders.tables import IS_INSTALLED, ROOT

FOLDER: Path = (Path.cwd() if IS_INSTALLED else ROOT) / "my_work"
"""The folder that ``python start.py`` and ``twoborders work`` fill, unless they are given another."""
