"""The explorer of lesson 04: its start, its goal and its picture."""

import itertools

import pytest
from positions import at, reply

from twoborders import explore
from twoborders.charts import style
from twoborders.explore.chokepoint_explorer import setting_out
from twoborders.models.chokepoint import ROUTES
from twoborders.tables import load


@pytest.fixture(scope="module")
def chokepoint():
    return explore.chokepoint()


def covered(chart):
    """The numbers of those who set out, which stand below the ones that say "cut"."""
    over = [number for _, stripes, number, _ in chart._links.values() if stripes is None and number.get_visible()]
    places = [number.get_position() for number in over]
    texts = chart.figure.axes[0].texts
    return [text for text in texts if text.get_position() in places and text not in over]


def test_those_who_set_out_come_from_the_table():
    assert setting_out(load("us_apprehensions_month_citizenship")) == {
        "Guatemala": 45,
        "Honduras": 42,
        "El Salvador": 16,
    }


def test_only_one_step_is_the_answer(chokepoint):
    answers = {step: reply(chokepoint, east=step) for step in chokepoint.controls[0].values()}
    assert [step for step, (found, _) in answers.items() if found] == [60]
    assert "No place is narrowed" in answers[0][1]
    assert all("elsewhere" in answers[step][1] for step in range(10, 60, 10))
    assert all("earlier step" in answers[step][1] for step in range(70, 101, 10))
    # The answer holds what the goal says, and one step less does not.
    most = {step: at(chokepoint, east=step)[1].result.most for step in (0, 50, 60)}
    assert most[0] == most[50] > most[60]


def test_the_answer_says_what_was_lost_and_who_still_passes(chokepoint):
    message = reply(chokepoint, east=60)[1]
    for part in (
        "by up to 50 %",
        "took away 40 units",
        "the Isthmus of Tehuantepec",
        "55 units",
        "in Guatemala",
        "sea",
    ):
        assert part in message


@pytest.mark.parametrize("control", ["suchiate", "huehuetenango", "peten", "isthmus"])
def test_another_control_that_moved_is_named(chokepoint, control):
    label = next(one.label for one in chokepoint.controls if one.name == control)
    assert f"Leave this open for the goal: {label}." in reply(chokepoint, east=60, **{control: 50})[1]


def test_the_sentence(chokepoint):
    assert at(chokepoint)[1].sentence.startswith("In this model 90 capacity units can pass, with every place open.")
    sentence = at(chokepoint, east=60, peten=50)[1].sentence
    for part in ("87 capacity", "3 fewer", "58 were taken away", "eastern border by 60 %, the paths of Petén by 50 %"):
        assert part in sentence
    assert "as many as at the start" in at(chokepoint, east=50)[1].sentence


def test_the_chart_says_that_it_is_a_model(chokepoint):
    view = at(chokepoint)[1]
    assert "Model, not data" in view.picture.alt
    assert sum("Model, not data" in text.get_text() for text in chokepoint.chart.figure.texts) == 2
    caption = chokepoint.printed().caption
    assert "A model, not data." in caption
    assert "Every capacity is invented" in caption


def test_the_chart_shows_the_result(chokepoint):
    result = at(chokepoint, east=100, peten=50)[1].result
    chart = chokepoint.chart
    for route in ROUTES:
        if route.capacity is None:
            assert route.name not in chart._links, "it never moves"
            continue
        line, stripes, number, _ = chart._links[route.name]
        assert stripes.get_visible() == (route.name in result.cut)
        units, shown = result.capacities[route.name], number.get_text()
        assert shown.removeprefix("cut: ") == (f"{units:g}" if units else "closed")
        assert shown.startswith("cut") == (route.name in result.cut)
        assert (line.get_color() == style.COLOURS[1]) == (route.name in result.cut)
    assert chart._now.get_width() == result.most == 55
    assert chart._taken.get_text() == "90"
    assert chart._cut_text.get_text() == "45  set out in Guatemala\n10  sea and air\nsum: 55"


def test_a_wider_link_is_drawn_wider(chokepoint):
    at(chokepoint)
    width = {name: line.get_linewidth() for name, (line, stripes, *_) in chokepoint.chart._links.items() if stripes}
    assert width["Isthmus to the north"] > width["Guatemala to Tapachula"] > width["Guatemala to Comitán"]


def test_no_text_lies_outside_or_on_another(chokepoint):
    chart = chokepoint.chart
    renderer = chart.figure.canvas.get_renderer()
    chart_map, bars = chart.figure.axes
    # A spread of all states, and the one with the longest labels.
    closed = {control.name: 100 for control in chokepoint.controls}
    for state in (closed, *itertools.islice(chokepoint.states(), 0, None, 97)):
        chokepoint.at(state)
        everywhere = (*chart_map.texts, *chart_map.get_legend().get_texts(), *bars.texts, *chart.figure.texts)
        # The number of those who set out is covered by the same number when it belongs to the cut.
        texts = [text for text in everywhere if text.get_text() and text not in covered(chart) and text.get_visible()]
        boxes = {text.get_text() + str(i): text.get_window_extent(renderer) for i, text in enumerate(texts)}
        for (one, first), (other, second) in itertools.combinations(boxes.items(), 2):
            assert not first.overlaps(second), (state, one, other)
        assert all(box.x0 >= 0 and box.x1 <= chart.figure.bbox.x1 for box in boxes.values())
