"""An explorer of lesson 06: what the announced tariff steps would charge in a month (a model)."""

import functools

import pandas as pd

from twoborders.cards.base import Explorer, Goal, Rows, Slider, State, Steps
from twoborders.models.tariff import STEPS_PCT, step_of_largest_charge, tariff_steps
from twoborders.tables import load

DAYS = ("10 June", "1 July", "1 Aug", "1 Sept", "1 Oct")
"""The days that the announcement of 30 May 2019 names; see the timeline."""
YEARS = ("2012", "2014", "2016", "2018")

STEP = Steps(
    "step",
    "Step of 2019",
    tuple(f"{pct} %, {day}" for pct, day in zip(STEPS_PCT, DAYS, strict=True)),
    "5 %, 10 June",
)
FALL = Slider("fall_pct", "Imports fall at each step by", 0, 20, 1, 4, "per cent of the start")
PASSED = Slider("passed_pct", "Share of the charge that buyers bear", 0, 100, 25, 50, "per cent")
YEAR = Steps("year", "Imports as in the mean month of", YEARS, YEARS[-1])


def mean_month(trade: pd.DataFrame) -> dict[str, float]:
    """US imports from Mexico in the mean month of each year, million US dollars."""
    means = trade.groupby("year")["imports_from_mexico_usd_million"].mean()
    return {str(year): float(value) for year, value in means.items()}


def tariff(trade: pd.DataFrame | None = None) -> Explorer:
    """The explorer; ``trade``: the table us_mexico_trade_month, or another with its columns."""
    if trade is None:
        trade = load("us_mexico_trade_month")
    imports = mean_month(trade)
    return Explorer(
        name="tariff",
        title="What would each step charge? A model of the announced tariff",
        controls=(STEP, FALL, PASSED, YEAR),
        model=functools.partial(_model, imports),
        rows=_rows,
        sentence=functools.partial(_sentence, imports),
        alt=_alt,
        goal=Goal(
            "Keep the year 2018. Find the smallest fall of imports at which the last step brings less than the step "
            "before it.",
            functools.partial(_reached, imports),
            (YEAR,),
        ),
        source=(
            "Model, not data: the tariff never took effect. One rate for all goods; fall and share are assumed; no "
            "goods from elsewhere, no exchange rate, no answer by Mexico. Imports: US Census Bureau."
        ),
    )


def _model(imports: dict[str, float], step: str, fall_pct: int, passed_pct: int, year: str) -> pd.DataFrame:
    return tariff_steps(imports[year], fall_pct, passed_pct)


def step_of(state: State) -> int:
    """The step that a state chooses, in per cent: "5 %, 10 June" is 5."""
    return int(state["step"].split(" ")[0])


def _rows(state: State, result: pd.DataFrame) -> Rows:
    rows: Rows = {"charge": [], "sums": [], "before": [], "lost": []}
    for step in result.round().astype(int).to_dict("records"):
        tariff = {"tariff": f"{step['step_pct']} %"}
        for bearer, million in (("buyers", step["buyers"]), ("companies", step["charge"] - step["buyers"])):
            rows["charge"].append(tariff | {"bearer": bearer, "million": million})
        chosen = step["step_pct"] == step_of(state)
        rows["sums"].append(tariff | {"million": step["charge"], "label": f"{step['charge']:,}", "chosen": chosen})
        rows["lost"].append(tariff | {"million": step["lost"], "label": f"{step['lost']:,}"})
    rows["before"].append({"million": rows["sums"][-2]["million"]})
    return rows


def _alt(state: State, result: pd.DataFrame) -> str:
    said = ", ".join(
        f"{step:.0f} per cent: {charge:,.0f} charged and {lost:,.0f} lost"
        for step, charge, lost in result[["step_pct", "charge", "lost"]].itertuples(index=False)
    )
    return (
        f"Bar charts of a model, not data: a month under each tariff step, imports of {state['year']}, million dollars "
        f"a month. {said}. Buyers bear {state['passed_pct']} per cent of the charge. Marked: {step_of(state)} per cent."
    )


def _sentence(imports: dict[str, float], state: State, result: pd.DataFrame) -> str:
    row = result[result["step_pct"] == step_of(state)].iloc[0]
    lost = f"Goods for {row['lost']:,.0f} million are no longer sold." if row["lost"] else "All goods are still sold."
    return (
        f"In this model a tariff of {step_of(state)} per cent charges {row['charge']:,.0f} million dollars a month on "
        f"goods for {row['imports']:,.0f} million ({imports[state['year']]:,.0f} million in the mean month of "
        f"{state['year']}). Buyers bear {row['buyers']:,.0f} million of it, companies "
        f"{row['companies']:,.0f}. {lost}"
    )


def _reached(imports: dict[str, float], state: State, result: pd.DataFrame) -> tuple[bool, str]:
    last, before = result["charge"].iloc[-1], result["charge"].iloc[-2]
    if last >= before:
        return False, f"The last step brings {last:,.0f} million a month, the step before it {before:,.0f}."
    smallest = next(
        fall for fall in FALL.values() if step_of_largest_charge(tariff_steps(imports[state["year"]], fall, 50)) < 25
    )
    if state["fall_pct"] > smallest:
        return False, "The last step brings less, but it does so with a smaller fall too."
    lost = result["lost"].iloc[-1]
    return True, (
        f"With {smallest} per cent at each step, 25 per cent brings {last:,.0f} million a month and 20 per cent "
        f"{before:,.0f}: a higher rate on fewer goods. Meanwhile goods for {lost:,.0f} million a month are no "
        "longer sold, and no treasury receives that. Which fall is the right one nobody knows: the tariff never came."
    )
