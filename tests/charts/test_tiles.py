"""The tile grid: every state once, each in a place of its own, and the borders where they are."""

import pytest

from twoborders.charts import tiles
from twoborders.tables import load

pytestmark = pytest.mark.quick


def groups():
    table = load("homicides_states_year")
    return dict(zip(table["state_code"], table["border_group"], strict=True))


def test_each_state_has_a_tile_and_a_short_name_of_its_own():
    assert set(tiles.STATES) == set(groups())
    assert len({tile.label for tile in tiles.STATES.values()}) == 32
    assert all(2 <= len(tile.label) <= 4 for tile in tiles.STATES.values())


def test_no_two_tiles_share_a_place():
    placed = [*tiles.STATES.values(), *tiles.NEIGHBOURS]
    assert len({(tile.column, tile.row) for tile in placed}) == len(placed)
    assert all(0 <= tile.column < tiles.COLUMNS and 0 <= tile.row < tiles.ROWS for tile in placed)


def test_the_us_border_is_the_top_row_and_nothing_else():
    top = {code for code, tile in tiles.STATES.items() if tile.row == 0}
    assert top == {code for code, group in groups().items() if group == "US border"}


def test_states_lie_where_a_reader_from_mexico_looks_for_them():
    at = {tile.label: tile for tile in tiles.STATES.values()}
    west_to_east = ("BC SON CHIH COAH NL TAM", "SIN DGO ZAC SLP", "JAL MICH MEX CDMX", "GRO MOR PUE", "GRO OAX CHIS")
    north_to_south = ("BC BCS", "SON SIN NAY JAL COL", "SLP QRO", "QRO MEX GRO", "CDMX MOR", "HGO TLAX PUE", "VER OAX")
    for names in west_to_east:
        columns = [at[name].column for name in names.split()]
        assert columns == sorted(set(columns)), names
    for names in north_to_south:
        rows = [at[name].row for name in names.split()]
        assert rows == sorted(set(rows)), names
    for pair in (
        "VER TAB",
        "VER OAX",
        "TAB CHIS",
        "OAX CHIS",
        "CDMX MEX",
        "CAM QROO",
        "YUC QROO",
        "TLAX PUE",
        "GRO MOR",
    ):
        one, other = (at[name] for name in pair.split())
        assert abs(one.column - other.column) + abs(one.row - other.row) == 1, pair


def test_states_on_a_southern_border_touch_that_neighbour():
    guatemala, belize = tiles.NEIGHBOURS
    for neighbour, group in ((guatemala, "Guatemala border"), (belize, "Belize border")):
        for code, its_group in groups().items():
            tile = tiles.STATES[code]
            touches = max(abs(tile.column - neighbour.column), abs(tile.row - neighbour.row)) == 1
            if its_group == group:
                assert touches, tile.label
