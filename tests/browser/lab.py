"""A real JupyterLab server and a real browser, for the browser tests and the latency benchmark."""

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from twoborders.tables import ROOT

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Long enough for a slow machine that does other work as well; nothing here measures time.
PATIENCE = 120
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", ".*_cache", "*.egg-info", "graded", "submissions", "my_work"
)


def copy_of_repository(folder: Path) -> Path:
    """The repository's files in ``folder``, so that a lesson that is run changes nothing of them."""
    return Path(shutil.copytree(ROOT, folder / "kit", ignore=NOT_COPIED))


@contextlib.contextmanager
def server(root: Path, scratch: Path) -> Iterator[tuple[str, str]]:
    """JupyterLab in ``root``, its own files in ``scratch``; gives its address and token."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    own = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    environment = {**os.environ, **{name: str(scratch / folder) for name, folder in own.items()}}
    # At each page JupyterLab would ask node whether it must be built anew, which takes seconds and tells nothing here.
    labconfig = scratch / own["JUPYTER_CONFIG_DIR"] / "labconfig"
    labconfig.mkdir(parents=True)
    # The environment of the tests has nbgrader, that of a learner has not.
    settings = {"buildCheck": False, "disabledExtensions": {"@jupyter/nbgrader": True}}
    (labconfig / "page_config.json").write_text(json.dumps(settings))
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--expose-app-in-browser"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--ServerApp.ip=127.0.0.1"]
    command += [f"--ServerApp.root_dir={root}", f"--IdentityProvider.token={token}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    address = f"http://127.0.0.1:{port}"
    log = scratch / "server.log"
    with log.open("w") as output:
        process = subprocess.Popen(command, env=environment, cwd=root, stdout=output, stderr=output)
        try:
            _wait_for(f"{address}/api/status?token={token}", process, log)
            yield address, token
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(address: str, process: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"JupyterLab stopped at its start:\n{log.read_text()}")
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(address, timeout=5).close()
            return
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not answer:\n{log.read_text()}")


@contextlib.contextmanager
def browser(executable: str, **options) -> Iterator:
    """A page of headless Chromium; ``options`` go to its context (viewport, device scale)."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, headless=True, args=FLAGS)
        try:
            options.setdefault("viewport", {"width": 1280, "height": 1000})
            page = chromium.new_context(**options).new_page()
            page.set_default_timeout(PATIENCE * 1000)
            yield page
        finally:
            chromium.close()


def open_notebook(page, address: str, token: str, path: str) -> None:
    """Open a notebook, alone in the window, and wait for its kernel."""
    page.goto(f"{address}/doc/tree/{path}?token={token}&reset")
    page.wait_for_function("window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'")


def run_all(page) -> None:
    """Run all cells and wait until the last has ended and the kernel rests."""
    page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'")


def errors(page) -> list[str]:
    """What went wrong in the notebook: errors of cells, and boxes of widgets that could not be shown."""
    cells = page.evaluate(
        """() => Array.from(window.jupyterapp.shell.currentWidget.content.model.cells)
            .flatMap(cell => cell.toJSON().outputs ?? [])
            .filter(output => output.output_type === 'error' || output.name === 'stderr')
            .map(output => output.evalue ?? String(output.text))"""
    )
    boxes = page.locator(
        '[data-mime-type="application/vnd.jupyter.error"], .jupyter-widgets-error-widget, .twoborders-error'
    ).all_inner_texts()
    return cells + boxes


NOT_OURS = {
    # Buttons of JupyterLab's toolbar, its list of cells, its links to skip to, and the field with a notebook's name.
    "aria-allowed-attr": "jp-button",
    "aria-required-children": ".jp-WindowedPanel-viewport",
    "region": ".jp-skiplink-wrapper",
    "label-title-only": "#jp-title-panel-title input",
    # JupyterLab's button that folds what stands below a heading.
    "button-name": ".jp-collapseHeadingButton",
    # The handle of a slider of ipywidgets, which lesson 06 teaches: its label names it for the eye alone.
    "aria-input-field-name": ".noUi-handle",
    # The corner of a table with an index, as pandas writes it.
    "empty-table-header": "table.dataframe thead th",
}
"""By rule of axe: the elements that break it and are not the kit's."""
EDITORS = ".cm-editor"
"""JupyterLab's code editors: they have no name (aria-input-field-name), and what stands in them is code."""


def barriers(page, context: str | None = None) -> dict[str, list[str]]:
    """What axe finds in the page, or in the elements of ``context``, that is the kit's: by rule, the elements."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context=context or {"exclude": [[EDITORS]]}).response["violations"]
    ours = {}
    for each in found:
        foreign = NOT_OURS.get(each["id"], ":not(*)")
        of = [
            node["html"][:200]
            for node in each["nodes"]
            if not page.evaluate(
                "([path, foreign]) => !!document.querySelector(path)?.closest(foreign)", [node["target"][0], foreign]
            )
        ]
        ours |= {each["id"]: of} if of else {}
    return ours


def show_all_cells(page) -> None:
    """Put every cell into the page: JupyterLab leaves out those that nobody sees."""
    page.evaluate(
        """() => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            notebook.notebookConfig = {...notebook.notebookConfig, windowingMode: 'none'};
        }"""
    )
    page.wait_for_function(
        """() => window.jupyterapp.shell.currentWidget.content.widgets
            .every(cell => cell.isAttached
                && (cell.model.type === 'code' || cell.node.querySelector('.jp-MarkdownOutput')))"""
    )


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until ``condition`` holds; AssertionError when it does not in a long time."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "What was waited for did not come."
        time.sleep(0.05)


def cell_with(page, text: str):
    """The cell whose source holds ``text``, brought into view."""
    number = page.evaluate(
        """text => Array.from(window.jupyterapp.shell.currentWidget.content.model.cells)
            .findIndex(cell => cell.type === 'code' && cell.sharedModel.getSource().includes(text))""",
        text,
    )
    assert number >= 0, f"No code cell holds {text!r}."
    page.evaluate(
        """async number => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            notebook.activeCellIndex = number;
            await notebook.scrollToItem(number, 'start');
        }""",
        number,
    )
    return page.locator(f'.jp-Cell[data-windowed-list-index="{number}"]')
