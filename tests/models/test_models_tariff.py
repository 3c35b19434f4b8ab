"""The tariff steps: worked out by hand."""

import pytest

from twoborders.models.tariff import STEPS_PCT, step_of_largest_charge, tariff_steps

pytestmark = pytest.mark.quick


def test_without_a_fall_each_step_charges_its_rate():
    steps = tariff_steps(1_000, 0, 100)
    assert steps["step_pct"].tolist() == [5, 10, 15, 20, 25]
    assert steps["charge"].tolist() == [50, 100, 150, 200, 250]
    assert steps["buyers"].tolist() == steps["charge"].tolist()
    assert steps["lost"].tolist() == steps["companies"].tolist() == [0] * 5


def test_a_fall_at_each_step_by_hand():
    steps = tariff_steps(1_000, 12, 25)
    assert steps["imports"].tolist() == pytest.approx([880, 760, 640, 520, 400])
    assert steps["lost"].tolist() == pytest.approx([120, 240, 360, 480, 600])
    assert steps["charge"].tolist() == pytest.approx([44, 76, 96, 104, 100])
    assert steps["buyers"].tolist() == pytest.approx([11, 19, 24, 26, 25])
    assert steps["companies"].tolist() == pytest.approx([33, 57, 72, 78, 75])
    assert step_of_largest_charge(steps) == 20


def test_nothing_is_left_to_charge():
    last = tariff_steps(1_000, 20, 50).iloc[-1]
    assert (last["imports"], last["charge"], last["lost"]) == (0, 0, 1_000)


@pytest.mark.parametrize(("fall", "step"), [(0, 25), (11, 25), (12, 20), (15, 15), (20, 10)])
def test_the_step_that_charges_most(fall, step):
    assert step_of_largest_charge(tariff_steps(28_642, fall, 50)) == step


def test_of_two_equal_charges_the_smaller_step_counts():
    # 10 per cent of 60 and 15 per cent of 40 are both 6.
    steps = tariff_steps(100, 20, 50)
    assert steps["charge"].round(6).tolist()[1:3] == [6, 6]
    assert step_of_largest_charge(steps) == 10
    assert step_of_largest_charge(tariff_steps(0, 5, 50)) == STEPS_PCT[0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"imports": -1},
        {"imports": float("inf")},
        {"imports": float("nan")},
        {"fall_pct_a_step": 21},
        {"fall_pct_a_step": -1},
        {"passed_pct": 101},
    ],
)
def test_an_error_names_the_argument(wrong):
    arguments = {"imports": 100, "fall_pct_a_step": 5, "passed_pct": 50, **wrong}
    with pytest.raises(ValueError, match=rf"^{next(iter(wrong))} must be a number from 0 to "):
        tariff_steps(**arguments)
