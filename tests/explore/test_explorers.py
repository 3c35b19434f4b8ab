"""Every state of every explorer, and what their goals answer."""

import itertools
import re
import subprocess
import sys

import pandas as pd
import pytest

from twoborders import explore
from twoborders.charts.marks import marks
from twoborders.explore.backlog_explorer import mean_applications
from twoborders.tables import load

EXPLORERS = {"backlog": explore.backlog, "timeline": explore.timeline}


@pytest.fixture(scope="module", params=EXPLORERS)
def explorer(request):
    return EXPLORERS[request.param]()


@pytest.fixture(scope="module")
def backlog():
    return explore.backlog()


@pytest.fixture(scope="module")
def timeline():
    return explore.timeline()


def test_every_state_has_a_result_a_sentence_and_a_place_in_the_picture(explorer):
    count = 0
    for state in explorer.states():
        view = explorer.at(state)
        assert view.sentence.endswith(".")
        assert "nan" not in view.sentence + view.picture.alt
        count += 1
    assert count > 1_000


def test_states_are_all_different_and_hold_the_start(explorer):
    states = [tuple(state.values()) for state in explorer.states()]
    assert len(states) == len(set(states))
    assert tuple(explorer.default.values()) in states


def test_every_control_moved_alone_gives_another_sentence_or_picture(explorer):
    pictures = {}
    for state in explorer.neighbours():
        view = explorer.at(state)
        assert view.picture.png.startswith(b"\x89PNG")
        pictures[view.picture.png, view.sentence] = state
    assert len(pictures) == len(list(explorer.neighbours()))


def test_a_picture_asked_for_later_shows_its_own_state(explorer):
    states = list(explorer.neighbours())
    first, last = explorer.at(states[0]), explorer.at(states[-1])
    later = last.picture.png, first.picture.png
    assert later == (explorer.at(states[-1]).picture.png, explorer.at(states[0]).picture.png)


def test_the_goal_is_reached_somewhere_but_not_at_the_start(explorer):
    # The goal of the timeline needs two choices and a date: more than one move from the start.
    states = explorer.states() if explorer.title.startswith("What was known") else explorer.neighbours()
    reached = {explorer.goal.reached(state, explorer.at(state).result)[0] for state in states}
    assert reached == {True, False}
    assert not explorer.goal.reached(explorer.default, explorer.at(explorer.default).result)[0]


def test_importing_explorers_imports_neither_charts_nor_widgets():
    code = "import sys, twoborders.explore"
    code += "; assert not {'matplotlib', 'seaborn', 'ipywidgets'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_state_must_name_the_controls(explorer):
    with pytest.raises(ValueError, match="A state gives a value to each of: "):
        explorer.at({"speed": 3})


def test_the_printed_picture_is_the_start_and_says_so(explorer):
    printed = explorer.printed()
    assert printed.png == explorer.at(explorer.default).picture.png
    assert printed.caption.startswith("Start position (it does not move)")


def test_text_is_the_sentence_and_never_a_list_of_parts(explorer):
    assert repr(explorer) == explorer.at(explorer.default).sentence


# The backlog --------------------------------------------------------------------------------------------------


def at(explorer, **changes):
    state = {**explorer.default, **changes}
    return state, explorer.at(state)


def test_the_start_comes_from_the_table():
    table = load("refugee_applications_month")
    first_five = table[(table["month"] >= "2019-01-01") & (table["month"] <= "2019-05-31")]
    assert len(first_five) == 5
    assert mean_applications(table) == round(first_five["applications"].sum() / 5) == 4895
    assert explore.backlog(1_000).at(explore.backlog().default).result["applications"].iloc[0] == 1_000


def test_only_one_capacity_is_the_answer(backlog):
    answers = {}
    for capacity in backlog.controls[0].values():
        state, view = at(backlog, capacity=capacity)
        answers[capacity] = backlog.goal.reached(state, view.result)
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
    state, view = at(backlog, capacity=7_000)
    reached, message = backlog.goal.reached(state, view.result)
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
    state, view = at(backlog, capacity=7_000, **{control: value})
    reached, message = backlog.goal.reached(state, view.result)
    assert not reached
    assert f"Another control has moved: {label}." in message


def test_the_sentence_of_the_start(backlog):
    sentence = at(backlog)[1].sentence
    for part in ("2,000 cases", "2,500 at the 2018 budget", "budget -20 %", "58,914 people", "174,837", "29.5 months"):
        assert part in sentence


def test_the_chart_says_that_it_is_a_model(backlog):
    view = at(backlog)[1]
    assert "Model, not data" in view.picture.alt
    figure = backlog.chart.figure
    assert sum("Model, not data" in text.get_text() for text in figure.texts) == 2
    assert "no source gives their number" in backlog.printed().caption


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


# The timeline -------------------------------------------------------------------------------------------------


def test_the_goal_of_the_timeline_is_the_first_common_agreement(timeline):
    table = load("timeline")
    wanted = table[(table["actor"] == "both governments") & (table["theme"] == "agreements")]
    answers = {}
    for date in timeline.controls[2].values():
        state, view = at(timeline, as_of=date, actor="both governments", theme="agreements")
        answers[date] = timeline.goal.reached(state, view.result)
    found = [date for date, (reached, _) in answers.items() if reached]
    assert found == [str(wanted["known_on"].min().date())] == ["2019-06-07"]
    assert all(message.startswith("Too early") for date, (_, message) in answers.items() if date < found[0])
    assert all(message.startswith("Too late") for date, (_, message) in answers.items() if date > found[0])
    state, view = at(timeline, as_of=found[0], actor="Mexico")
    assert timeline.goal.reached(state, view.result)[1].startswith("First choose")


def test_the_timeline_shows_what_is_known_and_nothing_else(timeline):
    _state, view = at(timeline, as_of="2019-06-07")
    (axes,) = marks(timeline.chart.figure)["axes"]
    shown = {date for group in axes["points"] for date in group["x"]}
    assert shown == {str(date.date()) for date in view.result["date"]}
    assert max(shown) == "2019-06-07"
    assert sum(len(group["x"]) for group in axes["points"]) == len(load("timeline", as_of="2019-06-07"))


def test_a_filter_leaves_one_actor_and_one_row(timeline):
    _state, view = at(timeline, actor="both governments", theme="agreements", as_of="2019-06-30")
    (axes,) = marks(timeline.chart.figure)["axes"]
    assert [group["label"] for group in axes["points"]] == ["both governments"]
    assert view.sentence.startswith("On 2019-06-30 2 events are known, actor both governments, theme agreements.")


def test_sentences_for_none_and_one(timeline):
    none = at(timeline, actor="both governments", as_of="2018-03-25")[1].sentence
    assert none == "On 2018-03-25 no event is known, actor both governments."
    one = at(timeline, as_of="2018-03-25")[1].sentence
    assert re.match(r"On 2018-03-25 1 event is known\. The latest is of 2018-03-25: .+\.$", one)


def test_events_do_not_lie_on_each_other(timeline):
    at(timeline, as_of=timeline.controls[2].values()[-1])
    chart = timeline.chart
    places = [
        tuple(place)
        for line in chart.figure.axes[0].lines
        if line.get_linestyle() == "None"
        for place in line.get_transform().transform(line.get_xydata())
    ]
    assert len(places) == len(load("timeline"))
    apart = [max(abs(a[0] - b[0]), abs(a[1] - b[1])) for i, a in enumerate(places) for b in places[i + 1 :]]
    assert min(apart) >= 5


def test_another_table_may_be_given():
    table = load("timeline").head(10)
    small = explore.timeline(table)
    assert set(small.controls[0].values()) == {"all", *table["actor"]}
    assert isinstance(small.at(small.default).result, pd.DataFrame)
