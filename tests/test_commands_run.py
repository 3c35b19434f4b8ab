"""The commands of README and CONTRIBUTING, typed as they stand there, in a copy of the kit.

`twoborders site pages` is typed in tests/browser/test_site_pages.py, which reads the pages; `python start.py` in
tests/test_start.py; what git is told in tests/build/test_build_release.py. What
`twoborders build --again` and `build 03` do is tested in test_build_runs.py and test_build_new.py.
"""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_commands import PAGES, commands

from twoborders.tables import ROOT

MAKES = {
    "grade": ["graded/summary.html", "graded/gradebook.csv", "graded/marks.csv", "graded/learners/ana/feedback.html"],
    "edition": ["class.zip"],
    "site": ["two-borders.zip"],
    "table": ["data/poverty_regions.csv"],
    "explorer": ["src/twoborders/explore/queue_explorer.py"],
    "lesson": ["notebooks/08_small_words.ipynb"],
}
"""What must lie in the kit's folder after a command, by its name."""


def typed(page: str) -> list[str]:
    """The lines of a page that begin with ``twoborders``, each once, in their order."""
    lines = dict.fromkeys(shlex.join(each) for each in commands(PAGES[page]) if each[0] == "twoborders")
    return [line for line in lines if not line.endswith(("site pages", "--again"))]


LATER = [line for line in typed("CONTRIBUTING.md") if line not in typed("README.md")]
LINES = [
    *typed("README.md"),
    *sorted((line for line in LATER if "build 0" not in line), key=lambda line: "new" in line),
]
"""What is begun comes last: a build then names what is to be filled in."""


@pytest.fixture(scope="module")
def kit(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("kit") / "two-borders"
    command = [sys.executable, "-m", "twoborders", "edition", "--open", str(folder)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    hand_in = folder / "submissions/ana/01_exercise.ipynb"
    hand_in.parent.mkdir(parents=True)
    shutil.copy(ROOT / "exercises/01_exercise.ipynb", hand_in)
    return folder


@pytest.mark.parametrize("line", LINES)
def test_the_command_works_as_it_stands(line, kit, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(kit / "src"))
    command = [sys.executable, "-P", "-m", *shlex.split(line)]
    done = subprocess.run(command, cwd=kit, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    names = [name for word in line.split() for name in MAKES.get(word, [])]
    assert [name for name in names if not (kit / name).exists()] == []
