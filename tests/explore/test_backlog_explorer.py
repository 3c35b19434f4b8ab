"""The explorer of lesson 01: its start, its goal and its picture."""

import itertools

import pytest
from positions import at, reply

from twoborders import explore
from twoborders.charts.marks import marks
from twoborders.explore.backlog_explorer import mean_applications
from twoborders.tables import load


@pytest.fixture(scope="module")
def backlog():
    return explore.backlog()


def test_the_start_comes_from_the_table():
    table = load("refugee_applications_month")
    first_five = table[(table["month"] >= "2019-01-01") & (table["month"] <= "2019-05-31")]
    assert len(first_five) == 5
    assert mean_applications(table) == round(first_five["applications"].sum() / 5) == 4895
    assert explore.backlog(1_000).at(explore.backlog().default).result["applications"].iloc[0] == 1_000


def test_only_one_capacity_is_the_answer(backlog):
    answers = {}
    for capacity in backlog.controls[0].values():
        answers[capacity] = reply(backlog, capacity=capacity)
    found = [capacity for capacity, (reached, _) in answers.items() if reached]
    assert len(found) == 1
    low, high = (side for side in (backlog.controls[0].low, backlog.controls[0].high))
    assert low < found[0] < high
    # The answer holds what the goal says, and one step less does not.
    assert at(backlog, capacity=found[0])[1].result["waiting_months"].iloc[11] <= 3
    assert at(backlog, capacity=found[0] - 250)[1].result["waiting_months"].iloc[11] > 3
    assert all(message.startswith("Too low") for capacity, (_, message) in answers.items() if capacity < found[0])
    assert all("smaller" in message for capacity, (_, message) in answers.items() if capacity > found[0])


def test_the_answer_says_what_the_cut_costs(backlog):
    reached, message = reply(backlog, capacity=7_000)
    assert reached
    assert "7,000 means 5,600 decisions" in message
    # 5,750 is the smallest step that would do without the cut.
    assert "without it 5,750" in message
    uncut = {capacity: at(backlog, capacity=capacity, budget_change_pct=0)[1].result for capacity in (5_500, 5_750)}
    assert uncut[5_750]["waiting_months"].iloc[11] <= 3 < uncut[5_500]["waiting_months"].iloc[11]


@pytest.mark.parametrize(
    ("control", "value", "label"),
    [
        ("budget_change_pct", 0, "Change of the budget"),
        ("start_backlog", 0, "Waiting at the start"),
        ("growth_pct", 0, "Growth of applications"),
    ],
)
def test_another_control_that_moved_is_named(backlog, control, value, label):
    reached, message = reply(backlog, capacity=7_000, **{control: value})
    assert not reached
    assert f"Another control has moved: {label}." in message


def test_where_nobody_waits_the_sentence_says_so(backlog):
    sentence = at(backlog, capacity=10_000, budget_change_pct=0, start_backlog=0, growth_pct=0)[1].sentence
    assert "budget unchanged" in sentence and "Nobody waits after 12 months, 0 after 24." in sentence


def test_the_sentence_of_the_start(backlog):
    sentence = at(backlog)[1].sentence
    for part in ("2,000 cases", "2,500 at the 2018 budget", "budget -20 %", "58,914 people", "174,837", "29.5 months"):
        assert part in sentence


def test_the_chart_says_that_it_is_a_model(backlog):
    view = at(backlog)[1]
    assert "Model, not data" in view.picture.alt
    figure = backlog.chart.figure
    assert sum("Model, not data" in text.get_text() for text in figure.texts) == 2
    assert "this kit has no count of them" in backlog.printed().caption


def test_the_chart_shows_the_result(backlog):
    _state, view = at(backlog, capacity=6_000, growth_pct=2)
    left, right = marks(backlog.chart.figure)["axes"]
    assert left["lines"][0]["y"] == pytest.approx(view.result["backlog"].tolist())
    assert right["lines"][0]["y"] == pytest.approx(view.result["applications"].tolist())
    assert right["lines"][1]["y"] == pytest.approx(view.result["decisions"].tolist())


def test_no_mark_and_no_name_lies_outside_or_on_another(backlog):
    chart = backlog.chart
    renderer = chart.figure.canvas.get_renderer()
    left, right = chart.figure.axes
    close = 0
    # A spread of all states, not only those near the start: lines that fall, and lines that end together.
    for state in itertools.islice(backlog.states(), 0, None, 61):
        view = backlog.at(state)
        last = view.result.iloc[-1]
        close += abs(last["applications"] - last["decisions"]) < 0.05 * last["applications"]
        boxes = [text.get_window_extent(renderer) for text in right.texts]
        assert not boxes[0].overlaps(boxes[1])
        assert all(box.x1 <= chart.figure.bbox.x1 for box in boxes)
        label = left.texts[0].get_window_extent(renderer)
        points = left.transData.transform(left.lines[0].get_xydata())
        assert not any(label.contains(*point) for point in points)
        assert points[:, 1].max() <= left.get_window_extent().y1
    assert close > 3
