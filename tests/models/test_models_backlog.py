"""The backlog model: its arithmetic, checked by hand and against other ways to get the same number."""

import math

import pytest

from twoborders.models.backlog import backlog, effective_capacity, smallest_capacity, waiting_text

pytestmark = pytest.mark.quick

PLAIN = {
    "applications": 100,
    "growth_pct": 0,
    "capacity": 60,
    "budget_change_pct": 0,
    "start_backlog": 10,
    "months": 3,
}


def run(**changes):
    return backlog(**{**PLAIN, **changes})


def test_three_months_by_hand():
    frame = run()
    assert frame.columns.tolist() == ["month", "applications", "decisions", "backlog", "waiting_months"]
    assert frame["month"].tolist() == [1, 2, 3]
    assert frame["decisions"].tolist() == [60, 60, 60]
    assert frame["backlog"].tolist() == [50, 90, 130]
    assert frame["waiting_months"].tolist() == pytest.approx([50 / 60, 90 / 60, 130 / 60])


def test_applications_grow_from_the_second_month():
    assert run(growth_pct=10)["applications"].tolist() == pytest.approx([100, 110, 121])


def test_people_are_neither_lost_nor_made():
    frame = run(growth_pct=7, capacity=83, budget_change_pct=-20, months=24)
    came = PLAIN["start_backlog"] + frame["applications"].sum()
    assert came == pytest.approx(frame["decisions"].sum() + frame["backlog"].iloc[-1])


def test_no_more_is_decided_than_waits():
    frame = run(capacity=1_000)
    assert frame["decisions"].tolist() == [110, 100, 100]
    assert frame["backlog"].tolist() == [0, 0, 0]
    assert frame["waiting_months"].tolist() == [0, 0, 0]


def test_people_are_not_rounded():
    assert run(budget_change_pct=-1, months=1)["backlog"].iloc[0] == pytest.approx(110 - 59.4)


def test_decisions_scale_with_the_budget():
    assert effective_capacity(7_000, -20) == 5_600
    assert run(budget_change_pct=50)["decisions"].iloc[0] == 90


@pytest.mark.parametrize("nothing", [{"capacity": 0}, {"budget_change_pct": -100}])
def test_without_decisions_the_wait_has_no_number(nothing):
    frame = run(**nothing)
    assert frame["backlog"].tolist() == [110, 210, 310]
    assert frame["waiting_months"].isna().all()
    assert waiting_text(frame["waiting_months"].iloc[0]) == "no end to the wait, because no case is decided"


def test_nobody_waits_where_nobody_came():
    assert run(applications=0, start_backlog=0, capacity=0)["waiting_months"].tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("months", "said"), [(2.81, "a wait of 2.8 months"), (1.0, "a wait of 1.0 month"), (0, "a wait of 0.0 months")]
)
def test_the_wait_in_words(months, said):
    assert waiting_text(months) == said


@pytest.mark.parametrize(
    ("argument", "value", "kind"),
    [
        ("capacity", -1, ValueError),
        ("applications", 1e12, ValueError),
        ("start_backlog", math.nan, ValueError),
        ("growth_pct", math.inf, ValueError),
        ("months", 0, ValueError),
        ("months", 2.5, ValueError),
        ("budget_change_pct", "20", TypeError),
        ("capacity", None, TypeError),
        ("capacity", True, TypeError),
        ("capacity", [1], TypeError),
    ],
)
def test_an_error_names_the_argument_and_its_range(argument, value, kind):
    with pytest.raises(kind, match=rf"^{argument} must be .* from .* to "):
        run(**{argument: value})


def test_the_smallest_capacity_is_the_first_that_is_enough():
    rest = {name: value for name, value in PLAIN.items() if name != "capacity"}
    candidates = range(10, 200, 5)
    found = smallest_capacity(1, 3, candidates, **rest)
    waits = {c: run(capacity=c)["waiting_months"].iloc[2] for c in candidates}
    assert waits[found] <= 1 < waits[found - 5]
    # The order of the candidates does not matter, and "none" is an answer.
    assert smallest_capacity(1, 3, reversed(candidates), **rest) == found
    assert smallest_capacity(1, 3, [10, 20], **rest) is None


def test_a_capacity_with_exactly_the_longest_wait_allowed_is_enough():
    """310 people come; at 62 a month 186 have a decision after three months, and 124 wait for two months more."""
    rest = {name: value for name, value in PLAIN.items() if name != "capacity"}
    assert smallest_capacity(2, 3, [61, 62, 63], **rest) == 62


def test_the_smallest_capacity_looks_only_as_far_as_the_month():
    rest = {name: value for name, value in PLAIN.items() if name not in ("capacity", "months")}
    assert smallest_capacity(1, 3, range(10, 200, 5), months=99, **rest) == smallest_capacity(
        1, 3, range(10, 200, 5), **rest
    )
