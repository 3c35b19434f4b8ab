"""A tile-grid map of Mexico: each state is a square of the same size, placed by hand where it roughly lies.

No boundary file is needed, and a small state is as easy to read as a large one.
"""

from typing import NamedTuple


class Tile(NamedTuple):
    """A square: its short name, and its column and row, counted from the upper left corner."""

    label: str
    column: int
    row: int


_MAP = """
BC   SON  CHIH COAH NL   TAM  .    .    .    .
BCS  SIN  DGO  ZAC  SLP  .    .    .    .    .
.    NAY  AGS  GTO  QRO  HGO  .    .    .    YUC
.    JAL  MICH MEX  CDMX TLAX VER  TAB  CAM  QROO
.    COL  .    GRO  MOR  PUE  OAX  CHIS .    .
"""
_BY_CODE = """
AGS BC BCS CAM COAH COL CHIS CHIH CDMX DGO GTO GRO HGO JAL MEX MICH MOR NAY NL OAX PUE QRO QROO SLP SIN
SON TAB TAM TLAX VER YUC ZAC
"""
_ROWS = [line.split() for line in _MAP.split("\n") if line]
_TILES = {name: Tile(name, column, row) for row, names in enumerate(_ROWS) for column, name in enumerate(names)}

#: By INEGI's two-digit code of the state.
STATES = {f"{number:02}": _TILES[name] for number, name in enumerate(_BY_CODE.split(), 1)}

#: The neighbours in the south. The United States lie above the states of row 0.
NEIGHBOURS = (Tile("Guate-\nmala", 8, 4), Tile("Belize", 9, 4))

COLUMNS, ROWS = len(_ROWS[0]), len(_ROWS)
