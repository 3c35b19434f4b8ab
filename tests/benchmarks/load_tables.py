"""Print how long loading takes, in milliseconds: all tables, and each of the slowest.

    python tests/benchmarks/load_tables.py [RUNS]

The first load of all is timed apart: it reads the dictionary and fills the caches of the disk.
"""

import statistics
import sys
import time

from twoborders.tables import load, names


def milliseconds(name: str) -> float:
    """Return how long one load of a table takes."""
    began = time.perf_counter()
    load(name)
    return (time.perf_counter() - began) * 1000


def main(runs: int) -> None:
    """Measure and print."""
    began = time.perf_counter()
    first_table = milliseconds(names()[0])
    first = {name: milliseconds(name) for name in names()}
    total = (time.perf_counter() - began) * 1000
    print(f"first table after import, with the dictionary: {first_table:.1f} ms")
    print(f"all {len(first)} tables, the first time: {total:.0f} ms (the goal is under 500)")
    measured = [{name: milliseconds(name) for name in names()} for _ in range(runs)]
    totals = [sum(times.values()) for times in measured]
    print(f"all tables again: median {statistics.median(totals):.0f} ms of {runs} runs")
    medians = {name: statistics.median(times[name] for times in measured) for name in names()}
    print("the slowest tables (the goal is under 20 for one):")
    for name in sorted(medians, key=medians.get, reverse=True)[:5]:
        print(f"{medians[name]:8.1f}  {name}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
