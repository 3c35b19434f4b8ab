"""Print what the reports of a class cost: seconds, and the most memory that the process has held (Linux, macOS).

    python tests/benchmarks/reports.py [LINES ...]

Each number of lines of results.jsonl, seven for each learner, is measured in a process of its own.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LESSONS = 7


def measure(lines: int) -> None:
    """Generate a class, write its reports, and print."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "grade"))
    import generated

    from twoborders.grade.reports import read_course, write_all

    masters = generated.masters()
    lessons = list(masters)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        path = generated.write(out / "results.jsonl", generated.course(-(-lines // LESSONS), lessons))
        began = time.perf_counter()
        write_all(out, read_course(path, masters))
        seconds = time.perf_counter() - began
        unit = 1 if sys.platform == "darwin" else 1024
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
        print(f"{lines:,} lines ({path.stat().st_size / 2**20:.1f} MB): {seconds:.2f} s, peak memory {peak:.0f} MB")


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["50", "3500", "5000"]
    if len(wanted) == 1:
        measure(int(wanted[0]))
    else:
        for each in wanted:
            subprocess.run([sys.executable, __file__, each], check=True)
