"""Explorers at positions of their controls, for the tests."""


def at(explorer, **changes):
    """Return the start with these controls moved, and what the explorer shows there."""
    state = {**explorer.default, **changes}
    return state, explorer.at(state)


def reply(explorer, **changes):
    """Return whether the goal is reached with these controls moved, and what the explorer answers."""
    return at(explorer, **changes)[1].reply
