"""The explorer of the tariff steps: its figures, its goal and its picture."""

import pytest
from positions import at, reply

from twoborders import explore
from twoborders.charts.tariff import MOST_CHARGED, MOST_LOST
from twoborders.explore.tariff_explorer import DAYS, mean_month
from twoborders.models.tariff import STEPS_PCT
from twoborders.tables import load


@pytest.fixture(scope="module")
def tariff():
    return explore.tariff()


def test_the_imports_come_from_the_table(tariff):
    trade = load("us_mexico_trade_month")
    year = trade.loc[trade["year"] == 2018, "imports_from_mexico_usd_million"]
    assert mean_month(trade)["2018"] == pytest.approx(year.sum() / 12)
    result = at(tariff, fall_pct=0)[1].result
    assert result["charge"].iloc[0] == pytest.approx(year.sum() / 12 * 0.05)


def test_the_steps_are_those_of_the_announcement():
    detail = load("timeline").set_index("event_id").loc["2019-05-30-1", "detail"]
    assert detail.startswith(f"{STEPS_PCT[0]} per cent on {DAYS[0]}, then 10, 15, 20 and {STEPS_PCT[-1]} per cent")
    for month in ("July", "August", "September", "October"):
        assert month in detail
        assert any(month.startswith(day.removeprefix("1 ")) for day in DAYS)


def test_only_one_fall_is_the_answer(tariff):
    answers = {}
    for fall in tariff.controls[1].values():
        answers[fall] = reply(tariff, fall_pct=fall)
        # Who bears the charge and which step is marked do not matter.
        other, view = at(tariff, fall_pct=fall, passed_pct=100, step=tariff.controls[0].options[-1])
        assert tariff.goal.reply(other, view.result)[0] == answers[fall][0]
    found = [fall for fall, (reached, _) in answers.items() if reached]
    assert found == [12]
    assert all(message.startswith("The last step brings") for fall, (_, message) in answers.items() if fall < 12)
    assert all("smaller fall" in message for fall, (_, message) in answers.items() if fall > 12)


def test_another_year_is_named(tariff):
    assert "Another control has moved" in reply(tariff, fall_pct=12, year="2012")[1]


def test_the_start_has_something_to_see(tariff):
    """28,640 million less 4 per cent are 27,494; 5 per cent of that are 1,375."""
    view = at(tariff)[1]
    for part in ("5 per cent", "1,375 million", "27,494 million (28,640 million", "Goods for 1,146 million are no"):
        assert part in view.sentence
    assert all(row["million"] > 0 for rows in view.rows.values() for row in rows)
    whole = at(tariff, fall_pct=0)[1].sentence
    assert "1,432 million" in whole and "All goods are still sold" in whole


def test_the_picture_says_that_it_is_a_model(tariff):
    assert "a model, not data" in at(tariff)[1].alt
    assert tariff.source.startswith("Model, not data: the tariff never took effect.")


def test_the_rows_are_the_result(tariff):
    """Imports of 28,640 million, less 7 per cent at each step; buyers bear a quarter."""
    rows = at(tariff, fall_pct=7, passed_pct=25, step=tariff.controls[0].options[2])[1].rows
    imports = mean_month(load("us_mexico_trade_month"))["2018"]
    left = [imports * (1 - 0.07 * number) for number in range(1, 6)]
    charges = [goods * 0.05 * number for number, goods in enumerate(left, start=1)]
    assert [row["million"] for row in rows["sums"]] == [round(charge) for charge in charges]
    assert [row["million"] for row in rows["lost"]] == [round(imports - goods) for goods in left]
    buyers = [row["million"] for row in rows["charge"] if row["bearer"] == "buyers"]
    assert buyers == [round(charge * 0.25) for charge in charges]
    for bar in rows["sums"]:
        parts = [row["million"] for row in rows["charge"] if row["tariff"] == bar["tariff"]]
        assert sum(parts) == bar["million"] and bar["label"] == f"{bar['million']:,}"
    assert [row["tariff"] for row in rows["sums"] if row["chosen"]] == ["15 %"]


def test_the_picture_shows_the_goal(tariff):
    """A line at the charge of 20 per cent: with the fall of the goal the last bar ends below it."""
    for fall, below in ((11, False), (12, True), (13, True)):
        rows = at(tariff, fall_pct=fall)[1].rows
        assert rows["before"] == [{"million": rows["sums"][3]["million"]}]
        assert (rows["sums"][4]["million"] < rows["before"][0]["million"]) is below


def test_the_axes_hold_every_state(tariff):
    most = {"sums": 0, "lost": 0}
    for state in tariff.states():
        rows = tariff.at(state).rows
        most = {name: max(most[name], *(row["million"] for row in rows[name])) for name in most}
    assert most["sums"] < MOST_CHARGED * 0.9 and most["lost"] < MOST_LOST * 0.93
