"""A tiny kit in a temporary folder: one lesson, one solution with two questions, one table."""

import kit_files
import pytest

from twoborders.build import plan


@pytest.fixture
def kit(tmp_path):
    """The root of a tiny kit whose files are as a contributor leaves them, before any build."""
    kit_files.lay(tmp_path, kit_files.FILES)
    return tmp_path


@pytest.fixture(scope="session")
def built_once(tmp_path_factory):
    """The files of the tiny kit after one build, by path: a test copies them and spoils one."""
    root = tmp_path_factory.mktemp("built")
    kit_files.lay(root, kit_files.FILES)
    status, printed = kit_files.build_quietly(root)
    assert status == 0, printed
    return kit_files.contents(root)


@pytest.fixture(scope="session")
def expected(tmp_path_factory, built_once):
    """What a fresh build of the tiny kit expects of each file."""
    root = tmp_path_factory.mktemp("expected")
    kit_files.lay(root, built_once)
    return plan.fresh_files(root, progress=lambda line: None)


@pytest.fixture
def built(tmp_path, built_once):
    """The root of a tiny kit that has been built."""
    kit_files.lay(tmp_path, built_once)
    return tmp_path
