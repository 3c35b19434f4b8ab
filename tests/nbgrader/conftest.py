"""The real nbgrader, in the process of the tests (its import takes seconds), in courses in temporary folders."""

import importlib.metadata
import os
import sys
from pathlib import Path

import course as courses
import pytest

# The build's tests have a notebook with a cell in each role.
sys.path.append(str(Path(__file__).resolve().parents[1] / "build"))

SETTINGS = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR")


@pytest.fixture(scope="session")
def nbgrader_here(tmp_path_factory):
    """Skip where nbgrader is not installed; let what it writes beside a course go into a temporary folder.

    On a CI machine (CI=true) a missing nbgrader is a failure: no test must drop out there unseen.
    """
    try:
        importlib.metadata.version("nbgrader")
    except importlib.metadata.PackageNotFoundError:
        reason = "nbgrader is not installed; it is the extra [nbgrader] of pyproject.toml"
        return pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    with pytest.MonkeyPatch.context() as patch:
        for name in SETTINGS:
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        # nbgrader calls alembic by name: it stands beside this Python.
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        patch.delenv("NBGRADER_EXECUTION", raising=False)
        patch.delenv("TWOBORDERS_GRADING", raising=False)
        yield


@pytest.fixture(scope="session")
def kit(nbgrader_here, tmp_path_factory):
    """A copy of the kit after the first command on the instructor's page."""
    folder = courses.kit_folder(tmp_path_factory.mktemp("kit"))
    courses.nbgrader(folder, "generate_assignment")
    return folder


@pytest.fixture(scope="session")
def after_generating(kit):
    """The bytes of each file of that copy, by path, before anything was handed in."""
    return courses.files(kit)
