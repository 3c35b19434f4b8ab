"""The tile grids: every state once, each in a place of its own, and the borders where they are."""

import pytest

from twoborders.charts import tiles
from twoborders.tables import load

pytestmark = pytest.mark.quick

GRIDS = {"wide": tiles.WIDE, "narrow": tiles.NARROW}


def groups():
    """The border group of each state by the label of its tile."""
    table = load("homicides_states_year")
    return {tiles.STATES[code]: group for code, group in zip(table["state_code"], table["border_group"], strict=True)}


@pytest.fixture(params=GRIDS)
def grid(request):
    return GRIDS[request.param]


@pytest.fixture
def at(grid):
    return tiles.places(grid)


def near(one, other):
    """How many tiles lie between two places in the longer direction: 1 for those that touch, at a corner too."""
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def test_each_state_has_a_short_name_of_its_own():
    assert len(set(tiles.STATES.values())) == 32
    assert (tiles.STATES["07"], tiles.STATES["19"], tiles.STATES["27"], tiles.STATES["32"]) == (
        "CHIS",
        "NL",
        "TAB",
        "ZAC",
    )


def test_names_in_the_narrow_grid_are_short_and_different():
    written = [tiles.SHORT.get(label, label) for label in tiles.places(tiles.NARROW)]
    assert len(set(written)) == 34
    assert all(2 <= len(name) <= 3 for name in written)


def test_each_state_and_neighbour_has_one_tile(grid):
    labels = [label for line in grid for label in line.split() if label != "-"]
    assert sorted(labels) == sorted([*tiles.STATES.values(), *tiles.NEIGHBOURS])
    assert len({len(line.split()) for line in grid}) == 1


def test_the_us_border_is_the_top_row_and_nothing_else(at):
    top = {label for label, (_, row) in at.items() if row == 0}
    assert top == {label for label, group in groups().items() if group == "US border"}


def test_states_lie_where_a_reader_from_mexico_looks_for_them(at):
    west_to_east = ("BC SON CHIH COAH NL TAM", "SIN DGO ZAC SLP", "JAL MICH MEX CDMX", "GRO MOR PUE", "GRO OAX CHIS")
    north_to_south = ("BC BCS", "SON SIN NAY JAL COL", "SLP QRO", "QRO MEX GRO", "CDMX MOR", "HGO TLAX PUE", "VER OAX")
    for names in west_to_east:
        columns = [at[name][0] for name in names.split()]
        assert columns == sorted(set(columns)), names
    for names in north_to_south:
        rows = [at[name][1] for name in names.split()]
        assert rows == sorted(set(rows)), names
    touching = "VER TAB,VER OAX,TAB CHIS,OAX CHIS,CDMX MEX,CAM QROO,YUC QROO,TLAX PUE,GRO MOR,CAM TAB"
    for pair in touching.split(","):
        one, other = pair.split()
        assert near(at[one], at[other]) == 1, pair


def test_states_on_a_southern_border_touch_that_neighbour(at):
    for neighbour, group in (("GT", "Guatemala border"), ("BZ", "Belize border")):
        members = [label for label, its_group in groups().items() if its_group == group]
        assert members and all(near(at[label], at[neighbour]) == 1 for label in members)
