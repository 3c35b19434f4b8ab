"""A tile-grid map of Mexico: each state is a square of the same size, placed by hand where it roughly lies.

No boundary file is needed, and a small state is as easy to read as a large one.
"""

from typing import NamedTuple


class Tile(NamedTuple):
    """A square: its short name, and its column and row, counted from the upper left corner."""

    label: str
    column: int
    row: int


#: By INEGI's two-digit code of the state.
STATES = {
    "01": Tile("AGS", 2, 2),
    "02": Tile("BC", 0, 0),
    "03": Tile("BCS", 0, 1),
    "04": Tile("CAM", 8, 3),
    "05": Tile("COAH", 3, 0),
    "06": Tile("COL", 1, 4),
    "07": Tile("CHIS", 7, 4),
    "08": Tile("CHIH", 2, 0),
    "09": Tile("CDMX", 4, 3),
    "10": Tile("DGO", 2, 1),
    "11": Tile("GTO", 3, 2),
    "12": Tile("GRO", 3, 4),
    "13": Tile("HGO", 5, 2),
    "14": Tile("JAL", 1, 3),
    "15": Tile("MEX", 3, 3),
    "16": Tile("MICH", 2, 3),
    "17": Tile("MOR", 4, 4),
    "18": Tile("NAY", 1, 2),
    "19": Tile("NL", 4, 0),
    "20": Tile("OAX", 6, 4),
    "21": Tile("PUE", 5, 4),
    "22": Tile("QRO", 4, 2),
    "23": Tile("QROO", 9, 3),
    "24": Tile("SLP", 4, 1),
    "25": Tile("SIN", 1, 1),
    "26": Tile("SON", 1, 0),
    "27": Tile("TAB", 7, 3),
    "28": Tile("TAM", 5, 0),
    "29": Tile("TLAX", 5, 3),
    "30": Tile("VER", 6, 3),
    "31": Tile("YUC", 9, 2),
    "32": Tile("ZAC", 3, 1),
}

#: The neighbours in the south. The United States lie above the states of row 0.
NEIGHBOURS = (Tile("Guate-\nmala", 8, 4), Tile("Belize", 9, 4))

COLUMNS = 10
ROWS = 5
