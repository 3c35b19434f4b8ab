"""All the hostile submissions."""

from collections import Counter

from hostile_cells import CELLS
from hostile_cheats import CHEATS
from hostile_ends import ENDS
from hostile_files import FILES
from hostile_peeks import PEEKS
from hostile_uses import USES

CASES = (*CELLS, *ENDS, *USES, *PEEKS, *CHEATS, *FILES)

twice = [name for name, times in Counter(case.name for case in CASES).items() if times > 1]
assert not twice, twice
