"""The kit itself is up to date, and building it twice changes nothing."""

import shutil

import pytest
from kit_files import build_quietly, contents

from twoborders.tables import ROOT


@pytest.mark.quick
def test_the_kit_is_up_to_date():
    """Runs the notebooks that rest on something that has changed since the last build, and no others."""
    status, printed = build_quietly(ROOT, check=True)
    assert status == 0, printed


@pytest.fixture
def copy(tmp_path):
    for folder in ("notebooks", "solutions", "exercises", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns(".*"))
    for name in ("README.md", "CLAIMS.md", "pyproject.toml", "requirements.txt", ".runs.json"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_building_the_kit_changes_nothing_and_mends_what_is_lost(copy):
    before = contents(copy)
    status, printed = build_quietly(copy)
    assert status == 0, printed
    assert printed.endswith(" 0 changed.\n"), printed
    assert contents(copy) == before
    shutil.rmtree(copy / "exercises")
    (copy / "CLAIMS.md").unlink()
    assert build_quietly(copy)[0] == 0
    assert contents(copy) == before
