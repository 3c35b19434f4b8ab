"""What an author has not filled in keeps the kit from being built, and is named with its place."""

import pytest
from kit_files import build_quietly, contents, edit

from twoborders.build import command, placeholders
from twoborders.tables import ROOT

LEFT = "FILL IN: what one row is"


def append(path, text):
    def spoil(root):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return spoil


def in_cell(root):
    edit(root, "notebooks/91_lengths.ipynb", lambda nb: nb["cells"][0].update(source=f"# Title\n\n{LEFT}, then more."))


def in_metadata(root):
    edit(root, "notebooks/91_lengths.ipynb", lambda nb: nb["metadata"]["twoborders"].update(question=LEFT))


UNFILLED = {
    "notebooks/91_lengths.ipynb: cell 1": in_cell,
    "notebooks/91_lengths.ipynb: its metadata": in_metadata,
    "data/lengths.csv: line 4": append("data/lengths.csv", f"{LEFT},1\n"),
    "data/datapackage.json: line 2": append("data/datapackage.json", f'\n"{LEFT}"'),
    **{
        f"{path}: line 1": append(path, f'"{LEFT}"\n')
        for path in (
            "notebooks/instructor/91_lengths.md",
            "src/twoborders/questions/lesson_91.py",
            "src/twoborders/questions/lesson_91.toml",
            "src/twoborders/explore/x_explorer.py",
            "tests/models/test_models_x.py",
        )
    },
}


@pytest.mark.parametrize("place", UNFILLED)
def test_what_is_not_filled_in_is_named_and_nothing_is_written(built, place):
    UNFILLED[place](built)
    before = contents(built)
    status, printed = build_quietly(built)
    assert status == command.CANNOT_BE_BUILT
    assert f"{place} is not filled in yet: what one row is" in printed.splitlines()
    assert contents(built) == before


def test_the_kit_has_none():
    assert placeholders.found(ROOT) == []
