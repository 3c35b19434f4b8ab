"""mypy finds nothing to mend, and no room is left out."""

import os
import re
import shutil
import subprocess
import sys
import tomllib

import pytest

from twoborders.tables import ROOT

CONFIG = ROOT / "pyproject.toml"
SETTINGS = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["tool"]["mypy"]


def mypy(*arguments, cwd=ROOT):
    """Run mypy with the settings of the project; returns what it ended with."""
    command = [sys.executable, "-m", "mypy", "--config-file", str(CONFIG), "--no-error-summary", *map(str, arguments)]
    environment = {**os.environ, "MYPYPATH": str(ROOT / "src")}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_mypy_is_content():
    done = mypy()
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_room_is_left_out():
    assert not [one["module"] for one in SETTINGS["overrides"] if one.get("ignore_errors")]


def test_only_libraries_that_are_named_are_taken_on_trust():
    """All others must be found: a misspelt import is an error."""
    trusted = [name for one in SETTINGS["overrides"] if one.get("ignore_missing_imports") for name in one["module"]]
    assert not [name for name in trusted if "*" in name or name.startswith("twoborders")]
    assert not {"ignore_errors", "ignore_missing_imports", "follow_imports", "exclude"} & set(SETTINGS)


MISTAKES = """

import no_such_library


def wrong_call() -> None:
    demand({}, share="a half")


def wrong_value(name: str) -> int:
    return name


def without_types(name):
    return name


def perhaps_nothing(name: str | None) -> str:
    return name.upper()


def never_equal(number: int) -> bool:
    return number == "1"


def needless() -> int:
    return 1  # type: ignore[return-value]
"""


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """What mypy says of a copy of one clean module with mistakes at its end."""
    folder = tmp_path_factory.mktemp("planted") / "twoborders"
    (folder / "models").mkdir(parents=True)
    for name in ("__init__.py", "ranges.py"):
        shutil.copy(ROOT / "src" / "twoborders" / "models" / name, folder / "models")
    (folder / "__init__.py").touch()
    with (folder / "models" / "ranges.py").open("a", encoding="utf-8") as file:
        file.write(MISTAKES)
    return mypy(folder, cwd=folder.parent).stdout


@pytest.mark.parametrize(
    "code",
    [
        "arg-type",
        "return-value",
        "no-untyped-def",
        "union-attr",
        "comparison-overlap",
        "import-not-found",
        "unused-ignore",
    ],
)
def test_a_planted_mistake_is_found(planted, code):
    assert f"[{code}]" in planted


USE = """
from twoborders import audit, describe, ledger, show
from twoborders.explore import timeline

reveal_type(audit("C2a"))
reveal_type(audit())
reveal_type(describe("claims"))
reveal_type(ledger())
reveal_type(show(None, "source"))
reveal_type(timeline())
"""


def test_what_a_notebook_imports_has_its_type_though_it_is_imported_later(tmp_path):
    """Without it an editor can say nothing of these names, and mypy lets nobody call them."""
    (tmp_path / "use.py").write_text(USE, encoding="utf-8")
    told = re.findall(r'Revealed type is "[\w.]*\b(\w+)"', mypy(tmp_path / "use.py").stdout)
    assert told == ["Audit", "Audits", "Description", "DataFrame", "Picture", "Explorer"]
