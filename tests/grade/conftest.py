"""What the tests of grading share: a room as this computer can close it, and sessions in it."""

import os

import pytest

from twoborders.grade.sandbox import isolation
from twoborders.grade.sandbox.inside.limits import Limits
from twoborders.grade.sandbox.session import Session


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
def open_session(room):
    """Open a session in the room, or in another one; all are closed at the end."""
    sessions = []

    def open_one(engine: str = "fork", where=room, **limits: float) -> Session:
        sessions.append(Session(where, engine, Limits(**limits)))
        return sessions[-1]

    yield open_one
    for session in sessions:
        session.close()
