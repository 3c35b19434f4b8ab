"""Explorers and self-checks of the lessons: ``timeline()``, ``backlog()``, ``self_check(id)``.

Matplotlib is imported when an explorer is built, ipywidgets when one is displayed.
"""

from twoborders.explore.base import Choice, Explorer, Goal, Slider, Steps
from twoborders.explore.selfcheck import SelfCheck, self_check

__all__ = ["Choice", "Explorer", "Goal", "SelfCheck", "Slider", "Steps", "backlog", "self_check", "timeline"]


def timeline(table=None) -> Explorer:
    """What was known when: events of the dispute by actor, theme and date (``table``: another timeline)."""
    from twoborders.explore.timeline_explorer import timeline as build

    return build(table)


def backlog(applications: float | None = None) -> Explorer:
    """A model of a backlog of refugee applications. ``applications``: people a month at the start."""
    from twoborders.explore.backlog_explorer import backlog as build

    return build(applications)
