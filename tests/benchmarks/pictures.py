"""Take the pictures of README.md anew, into docs/: a lesson, an explorer and a check in JupyterLab, and a web page.

    python tests/benchmarks/pictures.py

A real JupyterLab on a copy of the kit, in headless Chromium. Look at each picture before you keep it.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# The tests are folders, not packages.
sys.path[:0] = [str(Path(__file__).parents[1] / "browser"), str(Path(__file__).parents[1])]

import lab  # noqa: E402
from conftest import BROWSER_FILES, BROWSERS  # noqa: E402

from twoborders.tables import ROOT  # noqa: E402

DOCS = ROOT / "docs"
SIZE = {"width": 1120, "height": 760}
TELEPHONE = {"width": 390, "height": 760}


def in_jupyterlab(chromium: str, scratch: Path) -> None:
    """The first section of lesson 01, the explorer of lesson 04, and a wrong answer in exercise 01."""
    root = lab.copy_of_repository(scratch)
    with lab.server(root, scratch) as (address, token), lab.browser(chromium, viewport=SIZE) as page:
        lab.open_notebook(page, address, token, "notebooks/01_constraints_border_and_institutions.ipynb")
        page.evaluate("window.jupyterapp.shell.collapseLeft()")
        lab.run_all(page)
        picture(page, 'lengths["counted"] == ', "lesson.png")
        lab.open_notebook(page, address, token, "notebooks/04_us_efforts.ipynb")
        lab.run_all(page)
        card = lab.cell_with(page, "chokepoint()").locator(".twoborders-card")
        lab.wait_until(lambda: card.get_attribute("data-drawn") == "yes")
        card.locator("input[type=range]").nth(1).press("ArrowRight")
        picture(page, "chokepoint()", "explorer.png")
        lab.open_notebook(page, address, token, "exercises/01_exercise.ipynb")
        fill(page, "01-2", 'poorer_states = poverty.loc[poverty["poverty_rate_pct"] > 46.2, "state"].tolist()')
        lab.run_all(page)
        lab.cell_with(page, 'check("01-2")').locator("summary").first.click()
        picture(page, "poorer_states = ", "check.png")


def fill(page, question: str, line: str) -> None:
    """Give the answer cell of a question the line, as a learner types it."""
    page.evaluate(
        """([question, line]) => {
            const cells = Array.from(window.jupyterapp.shell.currentWidget.content.model.cells);
            const check = cells.findIndex(cell => cell.sharedModel.getSource().includes(`check("${question}")`));
            const shared = cells[check - 1].sharedModel;
            shared.setSource(shared.getSource().replace(/^\\w+ = \\.\\.\\..*$/m, line));
        }""",
        [question, line],
    )


def picture(page, source: str, name: str) -> None:
    """A picture of the window, with the cell that holds ``source`` at its head."""
    cell = lab.cell_with(page, source)
    cell.evaluate("cell => cell.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(1500)
    page.screenshot(path=DOCS / name)


def of_the_pages(chromium: str, scratch: Path) -> None:
    """The map of lesson 02 on a telephone, beside the list of lessons on its first screen."""
    pages = scratch / "pages"
    subprocess.run([sys.executable, "-m", "twoborders", "site", str(pages)], check=True)
    with lab.browser(chromium, viewport=TELEPHONE, device_scale_factor=1.5) as page:
        page.goto((pages / "lessons/02_constraints_security_and_sovereignty.html").as_uri())
        place = page.locator('.card[data-card="explorer homicide_map"]')
        place.scroll_into_view_if_needed()
        lab.wait_until(lambda: place.locator(".twoborders-card").get_attribute("data-drawn") == "yes")
        place.evaluate("place => place.scrollIntoView({block: 'start'})")
        page.wait_for_timeout(500)
        page.screenshot(path=DOCS / "web.png")


if __name__ == "__main__":
    found = [path for name in BROWSERS if (path := shutil.which(name))]
    found += [path for path in BROWSER_FILES if Path(path).exists()]
    with tempfile.TemporaryDirectory() as folder:
        for take in (in_jupyterlab, of_the_pages):
            (Path(folder) / take.__name__).mkdir()
            take(found[0], Path(folder) / take.__name__)
