"""A release: the recipe of CONTRIBUTING.md, followed in a copy of the kit, and what it would be published without."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from datetime import date
from pathlib import Path

import pytest
import yaml
from kit_files import build_quietly

from twoborders.tables import ROOT

KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
"""The headings of Keep a Changelog."""
NOW = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
VERSION = "1.1.0"
RECIPE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("\n## A release\n")[2]


def problems(root: Path) -> list[str]:
    """Return what of a kit's files does not agree with the version and the repository of pyproject.toml."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version, repository = project["version"], project["urls"]["Repository"]
    name = repository.removeprefix("https://github.com/")
    cited = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## \[(\d[\d.]*)\] - (\S+)$", changes, re.MULTILINE)
    found = []
    if str(cited["version"]) != version:
        found.append(f"CITATION.cff: it says version {cited['version']}")
    if cited["repository-code"] != repository:
        found.append(f"CITATION.cff: it says repository-code {cited['repository-code']}")
    for page in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "notebooks/instructor/nbgrader.md"):
        others = set(re.findall(r"https://github\.com/([\w.-]+/[\w.-]+)", (root / page).read_text(encoding="utf-8")))
        found += [f"{page}: it names the repository {other}" for other in sorted(others - {name})]
    if not re.search(r"^## \[Unreleased\]$", changes, re.MULTILINE):
        found.append("CHANGELOG.md: it lacks ## [Unreleased]")
    headings = set(re.findall(r"^### (.+)$", changes, re.MULTILINE))
    found += [f"CHANGELOG.md: {each} is no kind of change" for each in sorted(headings - KINDS)]
    for each in ("Unreleased", *(number for number, _ in released)):
        if not re.search(rf"^\[{re.escape(each)}\]: {re.escape(repository)}/", changes, re.MULTILINE):
            found.append(f"CHANGELOG.md: it lacks the address of [{each}]")
    if released and str(cited.get("date-released")) != released[0][1]:
        found.append(f"CITATION.cff: it lacks date-released: {released[0][1]}")
    if version not in dict(released):
        found.append(f"CHANGELOG.md: it lacks ## [{version}] - YEAR-MONTH-DAY")
    return found


@pytest.mark.quick
def test_what_repeats_the_version_and_the_repository_agrees():
    assert problems(ROOT) == []


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, (path.name, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def copy(tmp_path):
    """A copy of the kit's files that a release reads, without what this computer made."""
    ours = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "my_work")
    for folder in ("notebooks", "solutions", "exercises", "data", "src", ".jupyter"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ours)
    for path in [
        *ROOT.glob("*.md"),
        *ROOT.glob("*.toml"),
        *ROOT.glob("*.cff"),
        *ROOT.glob("*.txt"),
        ROOT / ".runs.json",
    ]:
        shutil.copy(path, tmp_path)
    for name in ("LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_the_recipe_leads_to_a_release_and_each_step_that_is_left_out_is_named(copy):
    day = date(2027, 3, 1).isoformat()
    heading = re.search(r"`(## \[.+?\] - \S+)`", RECIPE)[1]
    address = re.search(r"`(\[1\.1\.0\]: \S+)`", RECIPE)[1]
    assert heading == f"## [{VERSION}] - {day}"
    replace(copy / "pyproject.toml", f'version = "{NOW}"', f'version = "{VERSION}"')
    assert problems(copy) == [
        f"CITATION.cff: it says version {NOW}",
        f"CHANGELOG.md: it lacks ## [{VERSION}] - YEAR-MONTH-DAY",
    ]
    replace(copy / "CITATION.cff", f"version: {NOW}\n", f"version: {VERSION}\n")
    replace(copy / "CHANGELOG.md", "## [Unreleased]\n", f"## [Unreleased]\n\n{heading}\n")
    assert problems(copy) == [
        f"CHANGELOG.md: it lacks the address of [{VERSION}]",
        f"CITATION.cff: it lacks date-released: {day}",
    ]
    released = re.search(r"date-released: \S+", (copy / "CITATION.cff").read_text(encoding="utf-8"))[0]
    replace(copy / "CITATION.cff", released, f"date-released: {day}")
    with (copy / "CHANGELOG.md").open("a", encoding="utf-8") as file:
        file.write(f"{address}\n")
    assert problems(copy) == []

    status, printed = build_quietly(copy)
    assert status == 0, printed
    readme = (copy / "README.md").read_text(encoding="utf-8")
    assert f"/v{VERSION}?urlpath=" in readme and f"@v{VERSION}\n" in readme and f"v{NOW}" not in readme

    run(copy, "git", "init", "--quiet")
    run(copy, "git", "config", "user.email", "somebody@example.org")
    run(copy, "git", "config", "user.name", "Somebody")
    run(copy, "git", "add", "--all")
    for line in re.search(r"```\n(.*?)```", RECIPE, re.DOTALL)[1].splitlines():
        command = shlex.split(line)
        if command[:2] == ["git", "push"]:
            assert command[-1] == f"v{VERSION}"
        elif command:
            run(copy, *command)
    assert run(copy, "git", "tag", "--points-at", "HEAD").strip() == f"v{VERSION}"

    pytest.importorskip("hatchling")
    assert run(copy, sys.executable, "-m", "hatchling", "version").strip() == VERSION
    run(copy, sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist")
    with zipfile.ZipFile(copy / f"dist/twoborders-{VERSION}-py3-none-any.whl") as archive:
        assert "twoborders/kit/exercises/01_exercise.ipynb" in archive.namelist()


def run(folder: Path, *command: str) -> str:
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("CITATION.cff", "two-borders/two-borders", "o/n", "repository-code"),
        ("CHANGELOG.md", "## [Unreleased]", "## Soon", "lacks ## [Unreleased]"),
        ("CHANGELOG.md", "### Added", "### News", "News is no kind"),
        ("notebooks/instructor/nbgrader.md", "two-borders/two-borders", "o/n", "names the repository o/n"),
    ],
)
def test_what_does_not_agree_is_named(copy, name, old, new, said):
    replace(copy / name, old, new)
    assert any(said in each for each in problems(copy))
