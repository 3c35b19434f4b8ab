"""Print how long a key press on the capacity slider takes until the new picture is painted.

    python tests/benchmarks/widget_latency.py [PRESSES]

A real JupyterLab with a real kernel, in headless Chromium: milliseconds from the key press in the page to the
frame in which the new picture stands, as the median, the smallest and the ninth tenth of PRESSES (30).
"""

import statistics
import sys
import tempfile
from pathlib import Path

import nbformat

# The tests are folders, not packages.
sys.path[:0] = [str(Path(__file__).parents[1] / "browser"), str(Path(__file__).parents[1])]

import lab  # noqa: E402
from conftest import BROWSER_FILES, BROWSERS  # noqa: E402

# From the key press to the second frame after the new picture is decoded: by then it is on the screen.
WATCH = """
() => {
    let pressed = 0;
    window.taken = [];
    document.addEventListener('keydown', () => { pressed = performance.now(); }, true);
    const widget = document.querySelector('.jp-OutputArea .jupyter-widgets');
    let last = widget.querySelector('figure img').src;
    new MutationObserver(async () => {
        const image = widget.querySelector('figure img');
        if (!image || image.src === last) return;
        last = image.src;
        await image.decode();
        requestAnimationFrame(() => requestAnimationFrame(() => window.taken.push(performance.now() - pressed)));
    }).observe(widget, {childList: true, subtree: true});
}
"""


def measure(presses: int) -> list[float]:
    """Milliseconds of each of ``presses`` key presses, after a few to warm up."""
    executable = next(filter(None, map(lab.shutil.which, BROWSERS)), None) or next(
        path for path in BROWSER_FILES if Path(path).exists()
    )
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        root.mkdir()
        cell = nbformat.v4.new_code_cell("from twoborders.explore import backlog\nbacklog()")
        # Without a named kernel JupyterLab would ask for one.
        kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
        notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})
        nbformat.write(notebook, root / "latency.ipynb")
        with lab.server(root, Path(folder)) as (address, token), lab.browser(executable) as page:
            lab.open_notebook(page, address, token, "latency.ipynb")
            lab.run_all(page)
            slider = lab.cell_with(page, "backlog()").get_by_role("slider").first
            slider.focus()
            page.evaluate(WATCH)
            for number in range(presses + 4):
                # There and back again: the axes change their limits on the way, as they do for a learner.
                page.keyboard.press("ArrowRight" if number // 15 % 2 == 0 else "ArrowLeft")
                page.wait_for_function("number => window.taken.length === number", arg=number + 1)
                page.wait_for_timeout(150)
            return page.evaluate("window.taken")[4:]


def main() -> None:
    """Measure and print."""
    presses = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    taken = sorted(measure(presses))
    print(
        f"key press to picture, {presses} presses: median {statistics.median(taken):.0f} ms, "
        f"smallest {taken[0]:.0f} ms, ninth tenth {taken[int(0.9 * len(taken))]:.0f} ms"
    )


if __name__ == "__main__":
    main()
