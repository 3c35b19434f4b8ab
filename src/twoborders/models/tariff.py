"""What a tariff step would charge in a month, and how much trade would be lost.

A model, not data: one mean month, one rate for all goods, and a fall of imports that is assumed. Nothing else moves:
no goods from elsewhere, no exchange rate, no answer by the other country.
"""

import pandas as pd

from twoborders.models.ranges import demand

#: The announced steps in per cent of the value of the goods.
STEPS_PCT = (5, 10, 15, 20, 25)
#: Allowed range of each argument (both ends included), with its unit. At the last step imports cannot fall below zero.
RANGES = {
    "imports": (0, 1_000_000_000, "money"),
    "fall_pct_a_step": (0, 100 / len(STEPS_PCT), "per cent of the imports at the start"),
    "passed_pct": (0, 100, "per cent of the charge"),
}


def tariff_steps(imports: float, fall_pct_a_step: float, passed_pct: float) -> pd.DataFrame:
    """One row for each announced step, money in the unit of ``imports``, for one month.

    ``imports``: value of the goods in a month before the tariff; ``fall_pct_a_step``: per cent of it by which imports
    fall with each step (an assumption); ``passed_pct``: per cent of the charge that buyers pay through higher prices.

    Columns: ``step_pct``, ``imports`` (what is left), ``lost`` (what is no longer sold), ``charge`` (the tariff on what
    is left), ``buyers`` and ``companies`` (who bears it).

    Raises TypeError for an argument that is no number, ValueError for one outside its range.
    """
    demand(RANGES, imports=imports, fall_pct_a_step=fall_pct_a_step, passed_pct=passed_pct)
    rows = []
    for number, step_pct in enumerate(STEPS_PCT, start=1):
        lost = imports * number * fall_pct_a_step / 100
        charge = (imports - lost) * step_pct / 100
        buyers = charge * passed_pct / 100
        rows.append((step_pct, imports - lost, lost, charge, buyers, charge - buyers))
    return pd.DataFrame(rows, columns=["step_pct", "imports", "lost", "charge", "buyers", "companies"])


def step_of_largest_charge(steps: pd.DataFrame) -> int:
    """The step, in per cent, that charges most; the smaller one where two charge the same."""
    # Sums of money are compared to the thousandth of a unit: equal charges can differ in the last binary digit.
    charges = steps["charge"].round(3)
    return int(steps["step_pct"].iloc[int(charges.argmax())])
