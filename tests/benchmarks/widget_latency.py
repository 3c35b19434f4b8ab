"""Print how long a key press on each explorer's first slider takes until the new picture is painted.

    python tests/benchmarks/widget_latency.py [PRESSES] [NAME ...]

A real JupyterLab with a real kernel, in headless Chromium: milliseconds from the key press in the page to the
frame in which the new picture stands, as the median, the smallest and the ninth tenth of PRESSES (30). With
names, only these explorers are measured.
"""

import itertools
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat

# The tests are folders, not packages.
sys.path[:0] = [str(Path(__file__).parents[1] / "browser"), str(Path(__file__).parents[1])]

import lab  # noqa: E402
from conftest import BROWSER_FILES, BROWSERS  # noqa: E402

from twoborders import explore  # noqa: E402

GOAL = 100
"""Milliseconds from key press to picture, as the median."""
WARM_UP = 4

# From the key press to the second frame after the new picture is decoded: by then it is on the screen. Where the
# step gives the same picture, to the frame of the new sentence.
WATCH = """
widget => {
    window.watching?.disconnect();
    window.taken = [];
    let pressed = null;
    widget.addEventListener('keydown', () => { pressed = performance.now(); }, true);
    const picture = () => widget.querySelector('figure img');
    const words = () => widget.querySelector('.twoborders-sentence').innerText;
    let last = picture().src, said = words();
    const painted = start => requestAnimationFrame(() => requestAnimationFrame(() => {
        if (pressed !== start) return;
        pressed = null;
        window.taken.push(performance.now() - start);
    }));
    window.watching = new MutationObserver(async () => {
        const start = pressed;
        if (start === null || !picture()) return;
        if (picture().src !== last) {
            last = picture().src;
            said = words();
            await picture().decode();
            painted(start);
        } else if (words() !== said) {
            said = words();
            setTimeout(() => pressed === start && painted(start), 300);
        }
    });
    window.watching.observe(widget, {childList: true, subtree: true});
}
"""


def measure(names: list[str], presses: int) -> Iterator[tuple[str, list[float]]]:
    """Yield each explorer's name with the milliseconds of its key presses, sorted."""
    executable = next(filter(None, map(lab.shutil.which, BROWSERS)), None) or next(
        path for path in BROWSER_FILES if Path(path).exists()
    )
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        root.mkdir()
        sources = [f"from twoborders.explore import {name}\n{name}()" for name in names]
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        # Without a named kernel JupyterLab would ask for one.
        kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), root / "latency.ipynb")
        with lab.server(root, Path(folder)) as (address, token), lab.browser(executable) as page:
            lab.open_notebook(page, address, token, "latency.ipynb")
            lab.run_all(page)
            for name, source in zip(names, sources, strict=True):
                widget = lab.cell_with(page, source).locator(".twoborders-box").first
                slider = widget.get_by_role("slider").first
                slider.focus()
                widget.evaluate(WATCH)
                for number, key in enumerate(itertools.islice(_keys(name), presses + WARM_UP), start=1):
                    page.keyboard.press(key)
                    page.wait_for_function("number => window.taken.length === number", arg=number)
                    page.wait_for_timeout(150)
                yield name, sorted(page.evaluate("window.taken")[WARM_UP:])


def _keys(name: str) -> Iterator[str]:
    """Keys that move the first slider there and back again: its axes change their limits, as for a learner."""
    slider = next(
        control for control in getattr(explore, name)().controls if isinstance(control, explore.Slider | explore.Steps)
    )
    values = list(slider.values())
    up, down = len(values) - 1 - values.index(slider.default), len(values) - 1
    yield from ["ArrowRight"] * up
    for key in itertools.cycle(("ArrowLeft", "ArrowRight")):
        yield from [key] * down


def main() -> None:
    """Measure and print a table."""
    presses = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    names = sys.argv[2:] or explore.names()
    print(f"key press to picture in milliseconds, {presses} presses; the goal is a median of {GOAL}")
    print(f"{'explorer':<24}{'median':>8}{'smallest':>10}{'ninth tenth':>13}")
    for name, taken in measure(names, presses):
        print(f"{name:<24}{statistics.median(taken):>8.0f}{taken[0]:>10.0f}{taken[int(0.9 * len(taken))]:>13.0f}")


if __name__ == "__main__":
    main()
