"""Print how quickly the cards answer: from the event of a slider to the frame in which the new picture stands.

    python tests/benchmarks/cards.py [NAME ...]

A real JupyterLab in headless Chromium, with all explorers or those named: milliseconds from a cell's end to its first
picture (0: it was there before); then, as the median and the ninth tenth of MOVES moves of the first slider, with the
states at hand, with 150 ms of added round trip, and with the kernel shut down; and the kilobytes that a card and the
page's modules travel.
"""

import gzip
import json
import math
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import nbformat

# The tests are folders, not packages.
sys.path[:0] = [str(Path(__file__).parents[1] / "browser"), str(Path(__file__).parents[1])]

import lab  # noqa: E402
from conftest import BROWSER_FILES, BROWSERS  # noqa: E402

from twoborders import explore  # noqa: E402
from twoborders.cards import notebook as cards  # noqa: E402

MOVES = 30
MEDIAN, NINTH_TENTH = 16, 33
"""The goals in milliseconds, on a quiet machine."""
BEFORE = {
    "alignment": 349,
    "allocation": 265,
    "backlog": 283,
    "brier": 377,
    "chokepoint": 191,
    "fall": 106,
    "game": 259,
    "homicide_map": 351,
    "poll_error": 285,
    "seasons": 210,
    "tariff": 221,
    "timeline": 347,
    "windows": 461,
}
"""Medians of the pictures that the kernel drew before there were cards, on a busy machine."""
ROUND_TRIP = 150

# Vega draws before the promise of its run resolves; the mark is the next frame in which the picture has changed.
MOVE = """async (card, moves) => {
    const slider = card.querySelector('input[type=range]'), picture = card.querySelector('.tb-picture');
    const taken = [], last = Number(slider.max);
    for (let i = 0; i < moves; i++) {
        await new Promise(go => setTimeout(go, 80));
        const drawn = new Promise(go => {
            const watcher = new MutationObserver(() => { watcher.disconnect(); requestAnimationFrame(go); });
            watcher.observe(picture, {subtree: true, childList: true, attributes: true, characterData: true});
            setTimeout(go, 2000);
        });
        const began = performance.now();
        slider.value = (Number(slider.value) + 1) % (last + 1);
        slider.dispatchEvent(new Event('input', {bubbles: true}));
        await drawn;
        taken.push(performance.now() - began);
    }
    return taken;
}"""


# The card of the run before is marked, so that it is not taken for the new one.
FIRST = """async cell => {
    cell.querySelectorAll('.twoborders-card').forEach(card => (card.dataset.old = 'yes'));
    await window.jupyterapp.commands.execute('notebook:run-cell');
    const ended = performance.now();
    const drawn = '.twoborders-card[data-drawn=yes]:not([data-old])';
    while (!cell.querySelector(drawn)) await new Promise(requestAnimationFrame);
    return performance.now() - ended;
}"""


def main(names: list[str]) -> None:
    """Measure each explorer, and print a line for each."""
    found_there = [path for name in BROWSERS if (path := shutil.which(name))]
    executable = [*found_there, *(path for path in BROWSER_FILES if Path(path).exists())][0]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        root.mkdir()
        sources = ["from twoborders import explore", *(f"explore.{name}()" for name in names)]
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
        notebook["metadata"]["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(notebook, root / "cards.ipynb")
        with lab.server(root, Path(folder)) as (address, token), lab.browser(executable) as page:
            lab.open_notebook(page, address, token, "cards.ipynb")
            page.evaluate("window.jupyterapp.shell.collapseLeft()")
            lab.run_all(page)
            first = {name: lab.cell_with(page, f"explore.{name}()").evaluate(FIRST) for name in names}
            found = {name: _card(page, name) for name in names}
            times = {name: [_moved(card)] for name, card in found.items()}
            network = page.context.new_cdp_session(page)
            network.send(
                "Network.emulateNetworkConditions",
                {"offline": False, "latency": ROUND_TRIP, "downloadThroughput": -1, "uploadThroughput": -1},
            )
            for name in names:
                times[name].append(_moved(_card(page, name)))
            page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
            page.wait_for_function("window.jupyterapp.shell.currentWidget.sessionContext.session === null")
            for name in names:
                times[name].append(_moved(_card(page, name)))
    print(
        f"{'explorer':14} {'first':>6} {'at hand':>12} {'+150 ms':>12} {'no kernel':>12} {'before':>7}"
        f" {'KB start':>9} {'KB states':>9}"
    )
    for name, rows in times.items():
        start, states = _weight(name)
        shown = " ".join(f"{f'{median:.0f} / {ninth:.0f}':>12}" for median, ninth in rows)
        print(f"{name:14} {first[name]:>6.0f} {shown} {BEFORE.get(name, math.nan):>7} {start:>9.0f} {states:>9.0f}")
    modules = sum(map(len, cards.library().modules.values())) / 1000
    print(f"Modules of the page, once for all cards: {modules:.0f} KB. Goals: {MEDIAN} / {NINTH_TENTH} ms.")


def _card(page, name: str):
    card = lab.cell_with(page, f"explore.{name}()").locator(".twoborders-card")
    size = getattr(explore, name)().size
    lab.wait_until(lambda: card.get_attribute("data-states") == str(size))
    return card


def _moved(card) -> tuple[float, float]:
    """The median and the ninth tenth of the moves, in milliseconds."""
    taken = sorted(card.evaluate(MOVE, MOVES))
    return statistics.median(taken), taken[int(len(taken) * 0.9)]


def _weight(name: str) -> tuple[float, float]:
    """Kilobytes that travel for a card: what it shows at first, and all its states, compressed."""
    explorer = getattr(explore, name)()
    start = len(json.dumps(cards.explorer_content(explorer)))
    states = json.dumps([cards.state_content(explorer, state) for state in explorer.states()])
    return start / 1000, len(gzip.compress(states.encode(), 6)) / 1000


if __name__ == "__main__":
    main(sys.argv[1:] or explore.names())
