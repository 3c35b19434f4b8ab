"""Binder builds and opens the kit: its files are as repo2docker reads them, and what it runs last works in a copy.

repo2docker reads the folder .binder and then nothing else. A line there that names a file of the kit would make it
install all packages anew for each commit.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BINDER = ROOT / ".binder"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# What the kit's own installation reads, and what `twoborders work` copies.
COPIED = ("src", "data", "notebooks", "exercises", ".jupyter", ".binder")
# What came with JupyterLab and would only take memory.
UNUSED = ("debugpy", "jedi", "rfc3987_syntax")


def wanted(path: Path) -> list[str]:
    """Return the lines of a file of requirements that name a package, without comments."""
    lines = (line.split(" #")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith(("#", "-"))]


@pytest.mark.quick
def test_binder_reads_one_folder_and_all_that_it_reads_lies_there():
    assert {path.name for path in BINDER.iterdir()} == {"postBuild", "requirements.txt", "runtime.txt", "start"}
    passed_over = ["binder", "runtime.txt", "postBuild", "start", "apt.txt", "environment.yml"]
    assert [name for name in passed_over if (ROOT / name).exists()] == []


@pytest.mark.quick
def test_binder_installs_what_learners_have_and_keeps_it_from_commit_to_commit():
    lines = (BINDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert wanted(BINDER / "requirements.txt") == wanted(ROOT / "requirements.txt")
    assert [line for line in lines if re.match(r"-|\.|file:|.*@", line) and not line.startswith("#")] == []


@pytest.mark.quick
def test_binder_takes_a_python_of_the_kit():
    minor = re.fullmatch(r"python-3\.(\d+)\n", (BINDER / "runtime.txt").read_text(encoding="utf-8"))[1]
    assert 11 <= int(minor) <= 14


@pytest.mark.quick
def test_the_badge_opens_the_release_of_pyproject():
    address = re.search(r"\(https://mybinder\.org/v2/gh/([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))[1]
    repository = PROJECT["urls"]["Repository"].removeprefix("https://github.com/")
    assert address == f"{repository}/v{PROJECT['version']}?urlpath=lab/tree/my_work/00_start_here.ipynb"


@pytest.mark.skipif(os.name != "posix", reason="a script of the shell")
def test_what_binder_runs_last_installs_the_kit_and_fills_the_folder(tmp_path):
    pytest.importorskip("hatchling")
    script = BINDER / "postBuild"
    assert os.access(script, os.X_OK) and script.read_bytes().startswith(b"#!/bin/sh\n")
    kit, environment = tmp_path / "kit", tmp_path / "environment"
    for name in COPIED:
        shutil.copytree(ROOT / name, kit / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    for path in ROOT.glob("*.*"):
        if path.suffix in (".md", ".toml") and path.is_file():
            shutil.copy(path, kit)
    shutil.copy(ROOT / "LICENSE", kit)
    venv.create(environment, with_pip=False)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(environment)}))
    others = [path for path in sys.path if path.endswith("site-packages") or (Path(path) / "hatchling").is_dir()]
    (packages / "others.pth").write_text("\n".join(others))  # what requirements.txt brought
    for name in UNUSED:
        (packages / f"{name}.py").touch()
        (packages / f"{name}-1.dist-info").mkdir()
        (packages / f"{name}-1.dist-info" / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        (packages / f"{name}-1.dist-info" / "RECORD").write_text(f"{name}.py,,\n{name}-1.dist-info/METADATA,,\n")
    # Without a network: with the hatchling that is here, in place of one that pip fetches for the occasion.
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
    variables |= {"PATH": f"{environment / 'bin'}:{os.environ['PATH']}", "PIP_NO_INDEX": "1"}
    variables |= {"PIP_NO_BUILD_ISOLATION": "0"}  # for pip, 0 means that this option is given
    ran = subprocess.run(
        [kit / ".binder" / "postBuild"], cwd=kit, env=variables, capture_output=True, text=True, timeout=300
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert len(list((kit / "my_work").glob("*.ipynb"))) == 2 * len(list((ROOT / "exercises").glob("*.ipynb")))
    news = environment / "etc" / "jupyter" / "labconfig" / "page_config.json"
    assert "announcements" in news.read_text(encoding="utf-8")
    assert [name for name in UNUSED if (packages / f"{name}.py").exists()] == []
    assert list((kit / "src").rglob("picture.*.pyc")), "each first kernel would compile what a lesson imports"
    code = "import twoborders.tables as t; print(t.ROOT)"
    said = subprocess.run(
        [environment / "bin" / "python", "-c", code], cwd=tmp_path, env=variables, capture_output=True, text=True
    )
    assert said.stdout.strip() == str(kit)


@pytest.mark.quick
@pytest.mark.skipif(os.name != "posix", reason="a script of the shell")
def test_what_binder_starts_runs_with_its_own_words_and_gives_memory_back():
    code = "import os, sys; print(os.environ['MALLOC_ARENA_MAX'], os.environ['MALLOC_TRIM_THRESHOLD_'], sys.argv[1:])"
    given = [BINDER / "start", sys.executable, "-c", code, "a b", "*"]
    ran = subprocess.run(given, capture_output=True, text=True, timeout=60)
    assert ran.stdout == "1 131072 ['a b', '*']\n", ran.stderr
