"""Homicide victims by state: three measures of the same counts, and rates for groups of states.

Everything is computed from victims, people and the months that are covered. The rate of a group is all its victims
over all its people; the mean of its states' rates is another number, in which a small state counts like a large one.
"""

import pandas as pd

RATE = "victims per 100,000 people"
COUNT = "number of victims"
CHANGE = "change of the rate since 2015, per cent"
MEASURES = (RATE, COUNT, CHANGE)
FIRST_YEAR = 2015


def rate(victims: float, people: float, months: float = 12) -> float:
    """Victims per 100,000 people and year, of victims in so many months.

    Raises ValueError for months outside 1 to 12, for no people and for fewer than 0 victims.
    """
    if not 1 <= months <= 12:
        raise ValueError(f"months must be a number from 1 to 12; it is {months}.")
    if people <= 0 or victims < 0:
        raise ValueError(f"A rate needs people, and no negative count: {victims} victims, {people} people.")
    return victims * 12 / months / people * 100_000


def by_state(table: pd.DataFrame, year: int, measure: str) -> pd.DataFrame:
    """One row per state: ``state_code``, ``state``, ``border_group`` and ``value``, the measure in that year.

    ``table`` has the columns of homicides_states_year. A count is that of the months covered; the rate is as of a
    whole year. Raises ValueError for an unknown measure, LookupError for a year that the table does not have.
    """
    _demand(measure)
    chosen = _year(table, year)
    if measure == COUNT:
        values = chosen["homicide_victims"].astype(float)
    else:
        values = _rates(chosen)
        if measure == CHANGE:
            start = _rates(_year(table, FIRST_YEAR))
            values = (values - start) / start * 100
    columns = _year(table, year)[["state", "border_group"]]
    return columns.assign(value=values).reset_index()


def nation(table: pd.DataFrame, year: int, measure: str) -> float:
    """The measure for the whole country in that year, from the sums over the states."""
    _demand(measure)
    chosen = _year(table, year)
    if measure == COUNT:
        return float(chosen["homicide_victims"].sum())
    now = _of_all(chosen)
    if measure == RATE:
        return now
    start = _of_all(_year(table, FIRST_YEAR))
    return (now - start) / start * 100


def months_covered(table: pd.DataFrame, year: int) -> int:
    """The months of that year that the table has; the least of the states'."""
    return int(_year(table, year)["months_covered"].min())


def _year(table: pd.DataFrame, year: int) -> pd.DataFrame:
    chosen = table[table["year"] == year]
    if chosen.empty:
        raise LookupError(f"The table has no year {year}. It has: {', '.join(map(str, sorted(set(table['year']))))}.")
    return chosen.set_index("state_code")


def _rates(states: pd.DataFrame) -> pd.Series:
    return states["homicide_victims"] * 12 / states["months_covered"] / states["population"] * 100_000


def _of_all(states: pd.DataFrame) -> float:
    return rate(states["homicide_victims"].sum(), states["population"].sum(), states["months_covered"].min())


def _demand(measure: str) -> None:
    if measure not in MEASURES:
        raise ValueError(f'There is no measure "{measure}". The measures are: {"; ".join(MEASURES)}.')
