"""ruff finds nothing to mend, in the package, the tests and the notebooks."""

import subprocess
import sys

import pytest

from twoborders.tables import ROOT

pytestmark = pytest.mark.quick


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_is_content(command):
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *command, "--no-cache", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
