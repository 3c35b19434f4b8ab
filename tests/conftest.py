"""What all tests share: no connection leaves this computer, and the browser that is installed on it."""

import gc
import os
import shutil
import signal
import socket
from pathlib import Path

import pytest

# A shell that runs the tests in the background lets them ignore Ctrl-C, and so would every program that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_FILES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)


QUICK = "pytest.mark.quick"


def pytest_ignore_collect(collection_path, config):
    """With ``-m quick``, leave a file alone that has no quick test: its imports would cost more than many tests."""
    if config.getoption("markexpr") == "quick" and collection_path.suffix == ".py":
        return QUICK not in collection_path.read_text(encoding="utf-8") or None
    return None


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Leave the tests to be collected alone: to look for garbage among thousands of them takes as long as to find them.

    Later searches pass over them, too.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


# The files that take longest, the longest first: where two processes share the files, none of them may begin last.
SLOWEST = (
    "hostile/test_hostile.py",
    "grade/test_grade_batch.py",
    "browser/test_cards.py",
    "nbgrader/test_nbgrader_grades.py",
    "browser/test_site_pages.py",
    "questions/test_answers.py",
    "browser/test_lesson.py",
    "hub/test_hub.py",
    "questions/test_questions.py",
    "test_types.py",
    "explore/test_explorers.py",
    "build/test_build_new.py",
    "test_network.py",
    "test_start.py",
    "grade/test_grade.py",
    "nbgrader/test_nbgrader_exercises.py",
    "grade/test_grade_isolation.py",
    "grade/test_grade_run.py",
    "build/test_build_command.py",
    "build/test_build_runs.py",
)


def pytest_collection_modifyitems(config, items):
    """Put the slowest files first in a process of pytest-xdist; one process alone keeps the order of the folders."""
    if hasattr(config, "workerinput"):
        tests = Path(__file__).parent
        rank = {tests / name: place for place, name in enumerate(SLOWEST)}
        items.sort(key=lambda item: rank.get(item.path, len(SLOWEST)))


class NetworkUsedError(OSError):
    """A test tried to connect to another computer."""


def is_local(address) -> bool:
    """Tell whether a socket's address is on this computer: loopback, or a file (then it is no tuple)."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    return host in ("localhost", "::1", "") or str(host).startswith("127.")


@pytest.fixture(scope="session", autouse=True)
def network_off():
    """Let every connection to another computer fail in the process of the tests.

    Processes that a test starts are not covered: test_network.py runs the notebooks where no network is.
    """
    with pytest.MonkeyPatch.context() as patch:
        for method in ("connect", "connect_ex"):
            original = getattr(socket.socket, method)

            def guarded(self, address, original=original):
                if not is_local(address):
                    raise NetworkUsedError(f"the tests run with the network off, but this connects to {address}")
                return original(self, address)

            patch.setattr(socket.socket, method, guarded)
        yield


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium or Chrome on this computer; skip the test if there is none.

    On a CI machine (CI=true) a missing browser is a failure: no browser test must drop out there unseen.
    """
    found = [path for name in BROWSERS if (path := shutil.which(name))]
    found += [path for path in BROWSER_FILES if Path(path).exists()]
    if found:
        return found[0]
    reason = f"no browser on this computer; looked for {', '.join(BROWSERS)}"
    return pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
