"""The explorer of the tariff steps: its figures, its goal and its picture."""

import itertools

import pytest
from positions import at, reply

from twoborders import explore
from twoborders.charts.marks import marks
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
    result = at(tariff)[1].result
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
        assert tariff.goal.reached(other, view.result)[0] == answers[fall][0]
    found = [fall for fall, (reached, _) in answers.items() if reached]
    assert found == [12]
    assert all(message.startswith("The last step brings") for fall, (_, message) in answers.items() if fall < 12)
    assert all("smaller fall" in message for fall, (_, message) in answers.items() if fall > 12)


def test_another_year_is_named(tariff):
    assert "Another control has moved" in reply(tariff, fall_pct=12, year="2010")[1]


def test_the_sentence_of_the_start(tariff):
    sentence = at(tariff)[1].sentence
    for part in ("5 per cent", "1,432 million", "28,640 million", "All goods are still sold"):
        assert part in sentence


def test_the_chart_says_that_it_is_a_model(tariff):
    assert "Model, not data" in at(tariff)[1].picture.alt
    assert sum("Model, not data" in text.get_text() for text in tariff.chart.figure.texts) == 2
    assert "never took effect" in tariff.printed().caption


def test_the_chart_shows_the_result(tariff):
    _state, view = at(tariff, fall_pct=7, passed_pct=25)
    left, right = marks(tariff.chart.figure)["axes"]
    drawn = [bar["value"] for bar in left["bars"]]
    assert drawn[:5] == pytest.approx(view.result["buyers"].tolist())
    assert drawn[5:] == pytest.approx(view.result["companies"].tolist())
    assert [bar["value"] for bar in right["bars"]] == pytest.approx(view.result["lost"].tolist())


def test_no_number_lies_outside_or_on_another_text(tariff):
    chart = tariff.chart
    renderer = chart.figure.canvas.get_renderer()
    for state in itertools.islice(tariff.states(), 0, None, 41):
        tariff.at(state)
        for axes in chart.figure.axes:
            boxes = [text.get_window_extent(renderer) for text in axes.texts]
            boxes.append(chart.figure.legends[0].get_window_extent(renderer))
            boxes.append(axes._left_title.get_window_extent(renderer))
            assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))
            assert all(box.y1 <= axes.get_window_extent().y1 for box in boxes[:5])
        marker = chart.figure.axes[0].transData.transform(chart.figure.axes[0].lines[0].get_xydata()[0])
        assert marker[1] <= chart.figure.axes[0].get_window_extent().y1
