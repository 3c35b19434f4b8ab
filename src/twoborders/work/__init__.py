"""A learner's own folder, ``my_work``: copies of lessons and exercises, what is kept, and one zip of all of it."""

import importlib.metadata
from pathlib import Path

from twoborders.tables import IS_INSTALLED, ROOT

FOLDER: Path = (Path.cwd() if IS_INSTALLED else ROOT) / "my_work"
"""The folder that ``python start.py`` and ``twoborders work`` fill, unless they are given another."""


def home() -> str:
    """Return the address of the kit's repository; an empty text where the package does not tell it."""
    try:
        known = importlib.metadata.metadata("twoborders").get_all("Project-URL") or []
    except importlib.metadata.PackageNotFoundError:
        return ""
    return next((url.partition(", ")[2] for url in known if url.startswith("Repository")), "")
