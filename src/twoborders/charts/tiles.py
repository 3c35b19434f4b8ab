"""A tile-grid map of Mexico: each state is a square of the same size, placed by hand where it roughly lies.

No boundary file is needed, and a small state is as easy to read as a large one. There are two grids: a wide one, and
one for a narrow window, in which more rows leave each tile room for its words.
"""

WIDE = (
    "BC   SON  CHIH COAH NL   TAM  -    -    -    -   ",
    "BCS  SIN  DGO  ZAC  SLP  -    -    -    -    -   ",
    "-    NAY  AGS  GTO  QRO  HGO  -    -    -    YUC ",
    "-    JAL  MICH MEX  CDMX TLAX VER  TAB  CAM  QROO",
    "-    COL  -    GRO  MOR  PUE  OAX  CHIS GT   BZ  ",
)
NARROW = (
    "BC   SON  CHIH COAH NL   TAM  -   ",
    "BCS  SIN  DGO  ZAC  SLP  -    -   ",
    "-    NAY  AGS  GTO  QRO  HGO  -   ",
    "JAL  MICH MEX  CDMX TLAX -    -   ",
    "COL  GRO  MOR  PUE  VER  -    YUC ",
    "-    -    -    OAX  TAB  CAM  QROO",
    "-    -    -    -    CHIS GT   BZ  ",
)
"""The United States lie above the states of the first row."""

NEIGHBOURS = {"GT": "Guate-\nmala", "BZ": "Belize"}
"""The neighbours in the south, by their label in the grids."""

SHORT = {
    "CHIH": "CHH",
    "CHIS": "CHP",
    "COAH": "COA",
    "CDMX": "CMX",
    "MICH": "MIC",
    "QROO": "ROO",
    "TLAX": "TLA",
    "GT": "GT",
    "BZ": "BZ",
}
"""What is written in the narrow grid of a name that has no room there: the letters of ISO 3166-2."""

_LABELS = (
    "AGS BC BCS CAM COAH COL CHIS CHIH CDMX DGO GTO GRO HGO JAL MEX MICH MOR NAY NL OAX PUE QRO QROO SLP SIN SON TAB "
    "TAM TLAX VER YUC ZAC"
)
STATES = {f"{code:02}": label for code, label in enumerate(_LABELS.split(), start=1)}
"""The label of each state by INEGI's two-digit code."""


def places(grid: tuple[str, ...]) -> dict[str, tuple[int, int]]:
    """Column and row of each label of a grid, counted from the upper left corner."""
    return {
        label: (column, row)
        for row, line in enumerate(grid)
        for column, label in enumerate(line.split())
        if label != "-"
    }
