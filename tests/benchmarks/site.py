"""Print what a page of the web edition weighs, compressed, and how soon its first card stands, from a local disk.

    python tests/benchmarks/site.py

Kilobytes of a page with the scripts and positions that it loads; milliseconds from the address to the first explorer
that is drawn, and to the first card of any kind, as the median of five openings in a fresh browser.
"""

import gzip
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# The tests are folders, not packages.
sys.path[:0] = [str(Path(__file__).parents[1] / "browser"), str(Path(__file__).parents[1])]

import lab  # noqa: E402
from conftest import BROWSER_FILES, BROWSERS  # noqa: E402

TIMES = 5


def weight(path: Path) -> int:
    """Bytes of a file as a server sends it."""
    return len(gzip.compress(path.read_bytes(), 6))


def opening(chromium: str, page_file: Path) -> tuple[float, float]:
    """Seconds until the first card and until the first explorer, which is brought into view at once."""
    with lab.browser(chromium) as page:
        page.goto("about:blank")
        began = time.perf_counter()
        page.goto(page_file.as_uri(), wait_until="commit")
        page.locator(".twoborders-card").first.wait_for()
        card = time.perf_counter() - began
        place = page.locator('.card[data-card^="explorer "]').first
        began = time.perf_counter()
        place.scroll_into_view_if_needed()
        place.locator('.twoborders-card[data-drawn="yes"] svg').first.wait_for()
        return card, time.perf_counter() - began


if __name__ == "__main__":
    found = [path for name in BROWSERS if (path := shutil.which(name))]
    found += [path for path in BROWSER_FILES if Path(path).exists()]
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        subprocess.run([sys.executable, "-m", "twoborders", "site", str(site)], check=True, stdout=subprocess.DEVNULL)
        shared = sum(weight(site / "assets" / name) for name in ("site.css", "cards.js", "site.js", "vega.js"))
        print(f"style and scripts, once for all pages: {shared / 1000:.0f} KB")
        for path in sorted(site.rglob("*.html")):
            name, own = path.relative_to(site).as_posix(), weight(path)
            keys = re.findall(r'data-card="explorer (\w+)"', path.read_text(encoding="utf-8"))
            positions = sum(weight(site / "cards" / f"{key}.js") for key in keys)
            line = f"{name:52} {own / 1000:6.0f} KB"
            if keys:
                times = [opening(found[0], path) for _ in range(TIMES)]
                card, drawn = (statistics.median(each) * 1000 for each in zip(*times, strict=True))
                whole = (own + positions + shared) / 1000
                line += (
                    f", with all it loads {whole:6.0f} KB; first card {card:4.0f} ms, explorer drawn {drawn:4.0f} ms"
                )
            print(line, flush=True)
