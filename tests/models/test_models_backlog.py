"""The backlog model: its arithmetic, checked by hand and against other ways to get the same number."""

import math

import pytest

from twoborders.models.backlog import at_budget, backlog, waiting_text

pytestmark = pytest.mark.quick

PLAIN = {"applications": 100, "closed": 60, "start_backlog": 10, "unanswered_pct": 25, "budget_change_pct": 0}


def run(**changes):
    return backlog(**{**PLAIN, **changes})


def test_a_year_by_hand():
    frame = run()
    assert frame.columns.tolist() == ["month", "applications", "closed", "answered", "backlog", "waiting_months"]
    assert frame["month"].tolist() == list(range(1, 13))
    assert set(frame["applications"]) == {100} and set(frame["closed"]) == {60} and set(frame["answered"]) == {45}
    assert frame["backlog"].tolist() == [50 + 40 * month for month in range(12)]
    assert frame["waiting_months"].iloc[0] == pytest.approx(50 / 60)
    assert frame["waiting_months"].iloc[-1] == pytest.approx(490 / 60)


def test_the_years_2018_and_2019_come_out_as_their_flows_do():
    """2018: 10,357 + 29,609 - 12,309 = 27,657, and the table has 23,833. 2019: 23,833 + 70,363 - 24,760 = 69,436."""
    for applied, closed, start, end in ((29_609, 12_309, 10_357, 27_657), (70_363, 24_760, 23_833, 69_436)):
        frame = backlog(applied / 12, closed / 12, start, 40)
        assert frame["backlog"].iloc[-1] == pytest.approx(end)


def test_people_are_neither_lost_nor_made():
    frame = run(closed=83, budget_change_pct=-20)
    came = PLAIN["start_backlog"] + frame["applications"].sum()
    assert came == pytest.approx(frame["closed"].sum() + frame["backlog"].iloc[-1])


def test_no_more_is_closed_than_waits():
    frame = run(closed=1_000)
    assert frame["closed"].tolist() == [110, *[100] * 11]
    assert frame["backlog"].tolist() == frame["waiting_months"].tolist() == [0] * 12


def test_who_gives_up_leaves_the_backlog_as_who_is_answered_does():
    """So a backlog can fall though nobody is answered."""
    nobody = run(unanswered_pct=100, applications=0, start_backlog=600)
    assert nobody["backlog"].tolist() == run(unanswered_pct=0, applications=0, start_backlog=600)["backlog"].tolist()
    assert nobody["backlog"].iloc[-1] == 0 and nobody["answered"].sum() == 0


def test_people_are_not_rounded():
    assert run(budget_change_pct=-1)["backlog"].iloc[0] == pytest.approx(110 - 59.4)


def test_closed_cases_follow_the_budget_only_where_it_is_said():
    assert at_budget(7_000, -20) == 5_600
    assert run(budget_change_pct=50)["closed"].iloc[0] == 90
    assert backlog(100, 60, 10, 25)["closed"].iloc[0] == 60


@pytest.mark.parametrize("nothing", [{"closed": 0}, {"budget_change_pct": -100}])
def test_where_nothing_is_closed_the_wait_has_no_number(nothing):
    frame = run(**nothing)
    assert frame["backlog"].tolist()[:3] == [110, 210, 310]
    assert frame["waiting_months"].isna().all()
    assert waiting_text(frame["waiting_months"].iloc[0]) == "a wait without end, because no case is closed"


def test_nobody_waits_where_nobody_came():
    assert run(applications=0, start_backlog=0, closed=0)["waiting_months"].tolist() == [0] * 12


@pytest.mark.parametrize(
    ("months", "said"), [(2.81, "a wait of 2.8 months"), (1.0, "a wait of 1.0 month"), (0, "a wait of 0.0 months")]
)
def test_the_wait_in_words(months, said):
    assert waiting_text(months) == said


@pytest.mark.parametrize(
    ("argument", "value", "kind"),
    [
        ("closed", -1, ValueError),
        ("applications", 1e12, ValueError),
        ("start_backlog", math.nan, ValueError),
        ("unanswered_pct", 101, ValueError),
        ("unanswered_pct", math.inf, ValueError),
        ("budget_change_pct", "20", TypeError),
        ("closed", None, TypeError),
        ("closed", True, TypeError),
        ("closed", [1], TypeError),
    ],
)
def test_an_error_names_the_argument_and_its_range(argument, value, kind):
    with pytest.raises(kind, match=rf"^{argument} must be .* from .* to "):
        run(**{argument: value})
