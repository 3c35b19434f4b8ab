"""Which events of the dispute were known on a date, and who did what."""

import datetime

import numpy as np
import pandas as pd

ALL = "all"

#: Events in which the US president threatened, in public, to close the border, in their order. There were others, of
#: which the timeline has no row.
THREATS_TO_CLOSE = ("2018-10-18-2", "2018-11-22-1", "2018-11-26-1", "2018-12-28-1", "2019-03-29-1", "2019-04-24-2")


def known_events(
    timeline: pd.DataFrame, actor: str = ALL, theme: str = ALL, as_of: str | datetime.date | None = None
) -> pd.DataFrame:
    """Events known on or before ``as_of``, in the order of their dates; ``"all"`` or None: no filter.

    The column ``known_on`` decides, not ``date``: a figure published later was not known on its own date.
    Raises ValueError for an actor or theme that the table does not have, and for something that is no date.
    """
    chosen = _is(timeline, "actor", actor) & _is(timeline, "theme", theme)
    if as_of is not None:
        chosen &= (pd.to_datetime(timeline["known_on"]) <= _date(as_of)).to_numpy()
    known: pd.DataFrame = timeline[chosen]
    # Sorting costs more than all the rest, and the table is in order as it is published.
    if not known["date"].is_monotonic_increasing:
        known = known.sort_values("date", kind="stable")
    return known.reset_index(drop=True)


def first_known(timeline: pd.DataFrame, actor: str = ALL, theme: str = ALL) -> pd.Timestamp | None:
    """First date on which an event of this actor and theme was known; None when there is none."""
    known = known_events(timeline, actor, theme)
    return None if known.empty else pd.to_datetime(known["known_on"]).min()


def _is(timeline: pd.DataFrame, column: str, value: str) -> np.ndarray:
    if value in (None, ALL):
        return np.ones(len(timeline), dtype=bool)
    rows = (timeline[column] == value).to_numpy()
    if not rows.any():
        known = ", ".join(sorted(timeline[column].unique()))
        raise ValueError(f'No event has the {column} "{value}". There are: {known}.')
    return rows


def _date(value: str | datetime.date) -> pd.Timestamp:
    try:
        date = pd.Timestamp(value)
    except (TypeError, ValueError):
        date = None
    if date is None or pd.isna(date):
        raise ValueError(f'as_of must be a date such as "2019-06-30"; it is {value!r}.')
    return date
