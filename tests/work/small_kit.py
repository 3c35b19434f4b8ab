"""The notebooks of a small kit: one lesson, one exercise."""

import json
from pathlib import Path


def notebook(*cells: tuple[str, str], outputs: bool = False) -> str:
    """Return the text of a notebook with these cells: kind and source."""
    made = []
    for kind, source in cells:
        cell = {"cell_type": kind, "metadata": {}, "source": source.splitlines(keepends=True)}
        if kind == "code":
            shown = [{"output_type": "stream", "name": "stdout", "text": ["80,537"]}] if outputs else []
            cell |= {"outputs": shown, "execution_count": 7 if outputs else None}
        made.append(cell)
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


LESSON = (
    ("markdown", "# One\n\nThen the [exercise](../exercises/01_exercise.ipynb), [words](../GLOSSARY.md#a)."),
    ("code", "print(1)"),
)
EXERCISE = (("markdown", "# Practise\n\nBack to the [lesson](../notebooks/01_one.ipynb)."), ("code", "days = ..."))


def sources(path: Path) -> list[str]:
    """Return the texts of a notebook's cells."""
    return ["".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]


def write(path: Path, *cells: tuple[str, str], outputs: bool = False) -> None:
    """Write a notebook with these cells."""
    path.write_text(notebook(*cells, outputs=outputs), encoding="utf-8")
