"""A page of the kit opens to be read: from a link, at the place that it names, and from the list of files."""

import lab
import pytest


@pytest.fixture(scope="module")
def page(tmp_path_factory, chromium):
    """A lesson in the full JupyterLab, with the list of files beside it."""
    scratch = tmp_path_factory.mktemp("jupyter")
    with lab.server(lab.copy_of_repository(scratch), scratch) as (address, token), lab.browser(chromium) as page:
        page.goto(f"{address}/lab/tree/notebooks/00_start_here.ipynb?token={token}&reset")
        page.wait_for_function(
            "window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
        )
        yield page


def test_a_table_of_the_card_opens_as_a_page_at_its_own_heading(page):
    page.locator(".jp-Notebook a", has_text="timeline").first.click()
    heading = page.locator(".jp-MarkdownViewer").get_by_role("heading", name="timeline", exact=True)
    heading.wait_for()
    lab.wait_until(lambda: 0 <= (heading.bounding_box() or {"y": -1})["y"] < page.viewport_size["height"])
    assert page.locator(".jp-FileEditor").count() == 0


def test_a_page_in_the_list_of_files_opens_to_be_read(page):
    # The list follows what was opened last.
    page.evaluate("window.jupyterapp.commands.execute('filebrowser:go-to-path', {path: 'notebooks/instructor'})")
    page.locator(".jp-DirListing-item", has_text="guide.md").dblclick()
    page.locator(".jp-MarkdownViewer, .jp-FileEditor").get_by_text("Guide for instructors").first.wait_for()
    assert page.locator(".jp-FileEditor").count() == 0
