"""What the tests of grading share: a room as this computer can close it, and stages in it."""

import os

import pytest

from twoborders.grade import isolation
from twoborders.grade.room.confine import Limits
from twoborders.grade.stage import Stage


@pytest.fixture(scope="session")
def level():
    """The strongest level of this computer. Where there is none, tests are skipped; on a CI machine they fail."""
    try:
        return isolation.find_level()
    except isolation.IsolationError as error:
        return pytest.fail(str(error)) if os.environ.get("CI") == "true" else pytest.skip(str(error))


@pytest.fixture(scope="session")
def room(tmp_path_factory, level):
    """A room with the published tables."""
    return isolation.make_room(tmp_path_factory.mktemp("room"), level)


@pytest.fixture(scope="module")
def open_stage(room):
    """Open a stage in the room, or in another one; all are closed at the end."""
    stages = []

    def open_one(engine: str = "fork", where=room, **limits: float) -> Stage:
        stages.append(Stage(where, engine, Limits(**limits)))
        return stages[-1]

    yield open_one
    for stage in stages:
        stage.close()
