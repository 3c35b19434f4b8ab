"""One look for all pictures: colours and sizes of type."""

import sys
from typing import Any

#: The five colours of seaborn's colour-blind palette that reach a contrast of 3:1 on white.
COLOURS = ("#0173b2", "#d55e00", "#029e73", "#949494", "#cc78bc")
#: The rest of that palette, for the sixth series and on: of ten no two look alike.
PALER = ("#de8f05", "#56b4e9", "#ca9161", "#fbafe4", "#ece133")
INK = "#222222"
QUIET = "#595959"
GRID = "#e2e2e2"
TEXT_POINTS = 11
TITLE_POINTS = 12.5


def prefer() -> None:
    """Let matplotlib and seaborn draw in these colours wherever nobody chooses others.

    In a notebook they may be loaded after this, at the latest in the cell before the one that draws.
    """
    _prefer()
    shell: Any = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        shell.events.register("pre_run_cell", _prefer)


def _prefer(_: object = None) -> None:
    library: Any = sys.modules.get("matplotlib")
    if library is None or library.rcParams["axes.prop_cycle"] != library.rcParamsDefault["axes.prop_cycle"]:
        return  # it is not loaded, or somebody has chosen
    library.rcParams["axes.prop_cycle"] = library.cycler(color=[*COLOURS, *PALER])
    library.rcParams["lines.color"] = INK  # of upright and level lines
