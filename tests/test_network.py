"""The kit works with the network off: tables, lessons, exercises, solutions and grading."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RUNNER = ROOT / "tests" / "offline.py"
FOLDERS = ("notebooks", "solutions", "exercises")


@pytest.fixture(scope="session")
def no_network() -> list[str]:
    """Return the beginning of a command that runs where there is no network; skip if this computer cannot."""
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("there is no `unshare` here, which runs a process without a network (Linux only)")
    for options in (["--net"], ["--user", "--map-root-user", "--net"]):  # the second works without being root
        if subprocess.run([unshare, *options, "true"], capture_output=True).returncode == 0:
            return [unshare, *options, sys.executable, str(RUNNER)]
    pytest.skip("this computer does not allow `unshare --net`, as is usual inside a container")


def run_offline(no_network: list[str], *task: str, **variables: str) -> subprocess.CompletedProcess:
    """Run a task of offline.py without a network, from the repository's root."""
    environment = {**os.environ, **variables}
    return subprocess.run([*no_network, *task], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600)


def test_the_tests_cannot_connect_to_another_computer():
    with socket.socket() as connection, pytest.raises(OSError, match="network off"):
        connection.connect(("192.0.2.1", 80))


def test_the_tests_can_connect_to_this_computer():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as connection:
        connection.connect(server.getsockname())


def test_the_place_without_a_network_has_none(no_network):
    code = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=5)"
    result = run_offline(no_network, "code", code)
    assert result.returncode == 1
    assert "Network is unreachable" in result.stderr


def test_tables_load_without_a_network(no_network):
    code = "from twoborders import load; from twoborders.tables import names; [load(name) for name in names()]"
    result = run_offline(no_network, "code", code)
    assert result.returncode == 0, result.stderr


def run_notebooks(no_network: list[str], folder: Path, runtime: Path) -> subprocess.CompletedProcess:
    return run_offline(no_network, "notebooks", str(folder), JUPYTER_RUNTIME_DIR=str(runtime))


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_notebook_runs_without_a_network(no_network, folder, tmp_path):
    result = run_notebooks(no_network, ROOT / folder, tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr[-3000:]
    names = [path.name for path in sorted((ROOT / folder).glob("*.ipynb"))]
    assert result.stdout.splitlines() == names != []


def test_a_notebook_that_needs_the_network_fails_and_none_finds_what_the_one_before_it_named(no_network, tmp_path):
    sources = ["x = 1", "assert 'x' not in globals()", "import urllib.request as r; r.urlopen('http://192.0.2.1')"]
    for number, source in enumerate(sources):
        cell = {
            "id": "a",
            "cell_type": "code",
            "source": source,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
        }
        content = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (tmp_path / f"{number}.ipynb").write_text(json.dumps(content))
    result = run_notebooks(no_network, tmp_path, tmp_path / "runtime")
    assert (result.returncode, result.stdout) == (1, "0.ipynb\n1.ipynb\n")
    assert "Network is unreachable" in result.stderr


def test_grading_runs_without_a_network(no_network, tmp_path):
    solution = min((ROOT / "solutions").glob("*.ipynb"))
    submission = tmp_path / "submissions" / "ana" / solution.name
    submission.parent.mkdir(parents=True)
    shutil.copy(solution, submission)
    out = tmp_path / "graded"
    result = run_offline(no_network, "module", "twoborders", "grade", str(submission.parent.parent), "--out", str(out))
    assert result.returncode == 0, result.stdout + result.stderr
    [line] = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["status"] == "graded"
