"""The model of a force that is divided: its arithmetic by hand, and what it never does."""

import math

import pandas as pd
import pytest

from twoborders.models.allocation import allocate, fewest_in_the_north, largest_share

pytestmark = pytest.mark.quick


@pytest.fixture
def states():
    return pd.DataFrame(
        {
            "state": ["South", "North", "Middle"],
            "border_group": ["Guatemala border", "US border", "no land border"],
            "homicide_victims": [100, 300, 100],
            "population": [2_000, 1_000, 1_000],
        }
    )


def guards(*arguments):
    return allocate(*arguments)["guards"].tolist()


def test_by_hand(states):
    # A quarter of 1,000 goes to the south; of the other 750, three quarters by victims, one half by people.
    assert guards(states, 1_000, 25, 100) == pytest.approx([250, 562.5, 187.5])
    assert guards(states, 1_000, 25, 0) == pytest.approx([250, 375, 375])
    assert guards(states, 1_000, 25, 50) == pytest.approx([250, 468.75, 281.25])
    assert allocate(states, 1_000, 25, 100)["per_100_victims"].tolist() == pytest.approx([250, 187.5, 187.5])


def test_inside_the_south_too_need_decides(states):
    states.loc[2, "border_group"] = "Guatemala border"
    assert guards(states, 300, 100, 100) == pytest.approx([150, 0, 150])
    assert guards(states, 300, 100, 0) == pytest.approx([200, 0, 100])


@pytest.mark.parametrize("weight", [0, 25, 100])
@pytest.mark.parametrize("share", [0, 35, 100])
def test_nobody_is_lost_or_in_two_places(states, share, weight):
    found = guards(states, 777, share, weight)
    assert sum(found) == pytest.approx(777)
    assert found[0] == pytest.approx(777 * share / 100)
    assert min(found) >= 0


def test_the_table_that_was_given_stays_as_it_is(states):
    before = states.copy()
    allocate(states, 10, 10, 10)
    pd.testing.assert_frame_equal(states, before)


def test_the_fewest_in_the_north(states):
    states.loc[2, "border_group"] = "US border"
    assert fewest_in_the_north(allocate(states, 1_000, 25, 0)) == (["North"], pytest.approx(125))
    # By victims alone all have the same.
    assert fewest_in_the_north(allocate(states, 1_000, 25, 100)) == (["North", "Middle"], pytest.approx(187.5))


def test_the_largest_share_is_the_last_that_leaves_enough(states):
    shares = range(0, 101, 5)
    # By victims the north has (1 - share) * 1,000 * 3 / 4 guards for 300 victims: 50 are left at a share of 80.
    assert largest_share(states, 50, shares, 1_000, 100) == 80
    assert largest_share(states, 50, reversed(shares), 1_000, 100) == 80
    # By people it has (1 - share) * 500, so 150 at a share of 70.
    assert largest_share(states, 50, shares, 1_000, 0) == 70
    assert largest_share(states, 251, shares, 1_000, 100) is None


@pytest.mark.parametrize(
    ("argument", "value", "kind"),
    [
        ("force", 0, ValueError),
        ("force", math.inf, ValueError),
        ("share_pct", 101, ValueError),
        ("share_pct", math.nan, ValueError),
        ("homicide_weight_pct", -1, ValueError),
        ("force", "6000", TypeError),
        ("share_pct", None, TypeError),
        ("share_pct", True, TypeError),
        ("homicide_weight_pct", [1], TypeError),
    ],
)
def test_an_error_names_the_argument_and_its_range(states, argument, value, kind):
    arguments = {"force": 10, "share_pct": 10, "homicide_weight_pct": 10, argument: value}
    with pytest.raises(kind, match=rf"^{argument} must be .* from .* to "):
        allocate(states, **arguments)


def test_tables_without_a_border_or_without_victims(states):
    with pytest.raises(ValueError, match="Guatemala border"):
        allocate(states.iloc[1:], 10, 10, 10)
    with pytest.raises(ValueError, match="and others"):
        allocate(states.iloc[:1], 10, 10, 10)
    states.loc[1, "homicide_victims"] = 0
    with pytest.raises(ValueError, match="number of victims above 0"):
        allocate(states, 10, 10, 10)
