"""A learner's own folder in a real JupyterLab: broken answers stop nothing, and what was reached stays."""

import lab
import pytest

from twoborders.work import copies

EXERCISE = "my_work/01_exercise.ipynb"
BROKEN = {
    "01-1": ("chiapas_pct = ...", "chiapas_pct = ...\nchiapas_pct = border_fact['value'].sum()"),
    "01-2": ("poorer_states = ...", "poorer_states = ...\npoorer_states = poverty[poverty['year'] == 2018"),
    "01-5": ("fall_pct = ...", "fall_pct = ...\n(1 - 0.8) * 100"),
}
SAID = {
    "01-1": ("Cannot check", "NameError: name 'border_fact' is not defined"),
    "01-2": ("Cannot check", "SyntaxError"),
    "01-5": ("Not attempted", "no name keeps it"),
}
RIGHT = {"chiapas_pct = ...": "chiapas_pct = 68.4", "sentence = ...": 'sentence = "b"'}


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory, chromium):
    """A server on a copy of the repository with a filled work folder; gives its address and token."""
    scratch = tmp_path_factory.mktemp("jupyter")
    kit = lab.copy_of_repository(scratch)
    copies.fill(kit, kit / "my_work")
    with lab.server(kit, scratch) as (address, token):
        yield address, token


def write(page, beginning, text):
    """Write a text into the cell that has this beginning, as with the keyboard."""
    cell = lab.cell_with(page, beginning)
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def restart_and_run_all(page):
    page.evaluate("window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")  # earlier counts go too
    page.evaluate("void window.jupyterapp.commands.execute('notebook:restart-run-all')")
    page.locator(".jp-Dialog button.jp-mod-accept").click()
    lab.wait_until(lambda: all(count is not None for count in counts(page)[-1:]))
    page.wait_for_function("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'")


def counts(page):
    """The number of the run of each code cell, in order; None where a cell has not run."""
    return page.evaluate(
        """() => Array.from(window.jupyterapp.shell.currentWidget.content.model.cells)
            .filter(cell => cell.type === 'code').map(cell => cell.executionCount)"""
    )


def shown_by(page, source):
    """What the code cell with exactly this source shows, as text."""
    return page.evaluate(
        """source => Array.from(window.jupyterapp.shell.currentWidget.content.model.cells)
            .filter(cell => cell.type === 'code' && cell.sharedModel.getSource().trim() === source)
            .flatMap(cell => cell.toJSON().outputs ?? [])
            .map(output => [output.data?.['text/plain'] ?? ''].flat().join('')).join(' ')""",
        source,
    )


def test_broken_answers_stop_nothing_and_points_outlive_kernel_and_browser(jupyter, chromium):
    with lab.browser(chromium) as page:
        lab.open_notebook(page, *jupyter, EXERCISE)
        for beginning, text in BROKEN.values():
            write(page, beginning, text)
        restart_and_run_all(page)
        assert None not in counts(page), "every other cell has run"
        for question, words in SAID.items():
            said = shown_by(page, f'check("{question}")')
            assert all(word in said for word in words), said
        assert shown_by(page, 'progress("01")').startswith("0 of 20 points so far in lesson 01.")

        write(page, BROKEN["01-1"][0], RIGHT["chiapas_pct = ..."])
        write(page, "sentence = ...", RIGHT["sentence = ..."])
        write(page, BROKEN["01-5"][0], "fall_pct = 80")
        restart_and_run_all(page)
        assert "Right" in shown_by(page, 'check("01-1")')
        assert "Not yet" in shown_by(page, 'check("01-5")')
        assert shown_by(page, 'progress("01")').startswith("3 of 20 points")
        lab.show_all_cells(page)
        page.evaluate("document.querySelectorAll('.jp-OutputArea details').forEach(hint => hint.open = true)")
        assert page.get_by_text("Hint 3 of 3").filter(visible=True).count()
        assert lab.barriers(page) == {}
        page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")

    with lab.browser(chromium) as page:
        lab.open_notebook(page, *jupyter, EXERCISE)
        page.evaluate(
            """async () => {
                await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart();
            }"""
        )
        write(page, 'progress("01")', "progress()")
        lab.cell_with(page, "from twoborders import")
        page.evaluate("window.jupyterapp.commands.execute('notebook:run-cell')")
        lab.cell_with(page, "progress()")
        page.evaluate("window.jupyterapp.commands.execute('notebook:run-cell')")
        lab.wait_until(lambda: "points so far." in shown_by(page, "progress()"))
        after = shown_by(page, "progress()")
        assert after.startswith("3 of ")
        assert "3 of 20" in after
