"""The explorer of two polls: its start, its goal and its picture."""

import itertools

import numpy as np
import pytest
from matplotlib.transforms import Bbox
from positions import at, reply

from twoborders import explore
from twoborders.charts.poll_error import SIDE, bar_counts
from twoborders.explore.poll_error_explorer import stated_rise
from twoborders.models.poll_error import people_needed
from twoborders.tables import load


@pytest.fixture(scope="module")
def polls():
    return explore.poll_error()


def test_the_rise_is_that_of_the_ledger():
    assert stated_rise(load("claims")) == 2.1
    assert "2.1 points" in explore.poll_error().title
    assert explore.poll_error(5).at(explore.poll_error().default).result.rise == 5


def test_only_one_number_of_people_is_the_answer(polls):
    answers = {}
    for people in polls.controls[0].values():
        answers[people] = reply(polls, people=people)
    found = [people for people, (reached, _) in answers.items() if reached]
    assert len(found) == 1
    assert found[0] - polls.controls[0].step < people_needed(62, 2.1) <= found[0]
    assert all(message.startswith("Too few") for people, (_, message) in answers.items() if people < found[0])
    assert all("fewer" in message for people, (_, message) in answers.items() if people > found[0])


@pytest.mark.parametrize(("control", "value"), [("share_pct", 52), ("change", 1)])
def test_another_control_that_moved_is_named(polls, control, value):
    reached, message = reply(polls, people=4_200, **{control: value})
    assert not reached
    assert "Another control has moved" in message


def test_the_sentence_says_both_kinds_of_chance(polls):
    still, moved = at(polls)[1].sentence, at(polls, change=2)[1].sentence
    assert "62 per cent both times" in still
    assert "4.25 points" in still
    assert "really rises from 62 to 64" in moved
    assert f"{at(polls, change=2)[1].result.risen} of 1,000 pairs the second poll is higher" in moved


def test_the_chart_says_that_it_is_a_model(polls):
    assert "Model, not data" in at(polls)[1].picture.alt
    assert sum("Model, not data" in text.get_text() for text in polls.chart.figure.texts) == 2
    assert "is not in this kit" in polls.printed().caption


def test_the_bars_by_hand():
    counts = bar_counts(np.array([0, 0.2, -0.2, 0.29, -0.31, 2.09, 2.1, -2.1, 99, -99]), 0.6)
    assert len(counts) == 2 * SIDE + 1
    assert counts[SIDE] == 4
    assert counts[SIDE - 1] == 1
    # 2.1 is where a bar begins, on both sides.
    assert (counts[SIDE + 3], counts[SIDE + 4], counts[SIDE - 4]) == (1, 1, 1)
    assert counts[0] == counts[-1] == 1
    # Bars that hold nothing are there too, so that the middle one stays in the middle.
    assert bar_counts(np.array([0.0]), 0.6) == [0] * SIDE + [1] + [0] * SIDE


def test_the_chart_shows_the_result(polls):
    _state, view = at(polls, people=2_000, change=1)
    (axes,) = polls.chart.figure.axes
    near, far = (bars(patch) for patch in axes.patches)
    assert sum(height for *_, height in near + far) == 1_000
    assert sum(height for *_, height in far) == view.result.as_far
    assert all(left > -2.1 and right < 2.1 for left, right, _ in near)
    assert all(right < -2.1 or left > 2.1 for left, right, _ in far)
    ends = [line.get_xdata()[0] for line in axes.lines[1:3]]
    assert ends == [-view.result.margin, view.result.margin]


def test_with_another_rise_the_colours_are_true():
    explorer = explore.poll_error(5)
    view = explorer.at({**explorer.default, "people": 500})
    _near, far = explorer.chart.figure.axes[0].patches
    assert sum(height for *_, height in bars(far)) == view.result.as_far > 0


def bars(patch):
    """Left end, right end and height of each bar of a patch."""
    corners = patch.get_path().vertices.reshape(-1, 5, 2)
    return [(one[0, 0], one[2, 0], one[1, 1]) for one in corners]


def test_no_text_lies_on_a_bar_or_on_a_line(polls):
    chart = polls.chart
    renderer = chart.figure.canvas.get_renderer()
    (axes,) = chart.figure.axes
    for state in itertools.islice(polls.states(), 0, None, 17):
        polls.at(state)
        drawn = [
            axes.transData.transform_bbox(Bbox.from_extents(left, 0, right, height))
            for patch in axes.patches
            for left, right, height in bars(patch)
            if height
        ]
        for text in axes.texts:
            box = text.get_window_extent(renderer)
            assert not any(box.overlaps(bar) for bar in drawn)
            for line in axes.lines[:3]:
                x = axes.transData.transform((line.get_xdata()[0], 0))[0]
                assert not box.x0 <= x <= box.x1
