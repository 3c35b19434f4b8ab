"""The real nbgrader, in the process of the tests (its import takes seconds), in courses in temporary folders."""

import importlib.metadata
import os
import sys
from pathlib import Path

import course as courses
import pytest

# The build's tests have a notebook with a cell in each role.
sys.path.append(str(Path(__file__).resolve().parents[1] / "build"))


@pytest.fixture(scope="session")
def nbgrader_here():
    """Skip where nbgrader is not installed.

    On a CI machine (CI=true) a missing nbgrader is a failure: no test must drop out there unseen.
    """
    try:
        importlib.metadata.version("nbgrader")
    except importlib.metadata.PackageNotFoundError:
        reason = "nbgrader is not installed; it is the extra [nbgrader] of pyproject.toml"
        return pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)


@pytest.fixture(scope="session")
def generated(nbgrader_here, tmp_path_factory):
    """A copy of the kit after the first command on the instructor's page, and the bytes of its files by path."""
    folder = courses.kit_folder(tmp_path_factory.mktemp("kit"))
    courses.nbgrader(folder, "generate_assignment")
    return folder, courses.files(folder)


@pytest.fixture(scope="session")
def kit(generated):
    """A copy of the kit after the first command on the instructor's page; later tests hand in, and grade in it."""
    return generated[0]


@pytest.fixture(scope="session")
def after_generating(generated):
    """The bytes of each file of that copy, by path, before anything was handed in."""
    return generated[1]
