"""Print what importing the kit costs on top of pandas, in milliseconds: the median of several runs.

    python tests/benchmarks/import_time.py [RUNS]

Reads ``python -X importtime``: the time of every module that is not imported by pandas alone. Prints also the
slowest of these modules, so that a dear one can be found.
"""

import re
import statistics
import subprocess
import sys

STATEMENT = "from twoborders import load, check, hint, solution, progress"
LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")


def module_times(statement: str) -> dict[str, float]:
    """Return the milliseconds that each module took, without those that it imported, in a fresh Python."""
    command = [sys.executable, "-X", "importtime", "-c", statement]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return {name: int(microseconds) / 1000 for microseconds, name in LINE.findall(report)}


def added_times(statement: str, base: str) -> dict[str, float]:
    """Return the milliseconds of the modules that a statement imports and a base statement does not."""
    already = module_times(base)
    return {name: time for name, time in module_times(f"{base}; {statement}").items() if name not in already}


def main(runs: int) -> None:
    """Measure and print."""
    added_times(STATEMENT, "import pandas")  # the first run fills the caches of the disk
    measured = [added_times(STATEMENT, "import pandas") for _ in range(runs)]
    totals = [sum(times.values()) for times in measured]
    print(f"{STATEMENT}")
    print(f"on top of pandas: median {statistics.median(totals):.1f} ms of {runs} runs ", end="")
    print(f"(from {min(totals):.1f} to {max(totals):.1f}; the goal is under 50)")
    medians = {name: statistics.median(times.get(name, 0) for times in measured) for name in measured[0]}
    for name in sorted(medians, key=medians.get, reverse=True)[:8]:
        print(f"{medians[name]:8.1f}  {name}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
