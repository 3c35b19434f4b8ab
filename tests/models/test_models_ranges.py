"""Arguments of a model: which are refused, and what the error says."""

import math

import numpy as np
import pandas as pd
import pytest

from twoborders.models.ranges import demand

pytestmark = pytest.mark.quick

RANGES = {"people": (0, 1_000, "people"), "share_pct": (-50, 50, "per cent")}


@pytest.mark.parametrize("value", [0, 1_000, 12.5, np.int64(7), np.float64(7)])
def test_a_number_inside_its_range_passes(value):
    demand(RANGES, people=value, share_pct=-50)


@pytest.mark.parametrize("value", [-0.001, 1_000.001, math.nan, math.inf])
def test_a_number_outside_is_named_with_range_and_unit(value):
    with pytest.raises(ValueError, match=rf"^people must be a number from 0 to 1,000 \(people\); it is {value}\.$"):
        demand(RANGES, share_pct=0, people=value)


@pytest.mark.parametrize("value", ["7", True, None, [7], pd.Series([7]), np.array([7])])
def test_what_is_no_number_is_named_by_its_type(value):
    with pytest.raises(TypeError, match=rf"^people must be a number from .*, not {type(value).__name__}\.$"):
        demand(RANGES, people=value)
