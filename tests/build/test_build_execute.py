"""A run keeps what another machine would give as well, and says which cell stands in the way."""

import sys
from pathlib import Path

import nbformat
import pytest
from kit_files import code, markdown, notebook

from twoborders.build.execute import execute, masked, output_problems
from twoborders.build.notebooks import BuildError, normalise


def run(folder, *sources, **options):
    """Execute code cells with these sources in ``folder``."""
    cells = [code(source, f"cell-{number}") for number, source in enumerate(sources, start=1)]
    content = normalise(nbformat.from_dict(notebook(markdown("# Title", "title"), *cells)), "01_made")
    return execute(content, folder, "notebooks/01_made.ipynb", **options)[0]


def outputs(content):
    return [cell["outputs"] for cell in content["cells"][1:]]


SHOWS_A_WIDGET = """
from IPython.display import display
view = "application/vnd.jupyter.widget-view+json"
display({view: {"model_id": "made by chance"}, "text/plain": "A slider."}, raw=True)
display({view: {"model_id": "made by chance"}}, raw=True)
"""


def test_a_run_stores_counts_and_outputs_in_a_lasting_form(tmp_path, monkeypatch):
    monkeypatch.setenv("TWOBORDERS_GRADING", "nonce")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    (tmp_path / "beside.txt").write_text("beside", encoding="utf-8")
    content = run(
        tmp_path,
        "from pathlib import Path\nPath('beside.txt').read_text()",
        "import os, sys\nfor word in (1, 2):\n    print(word, flush=True)\n    print(0, file=sys.stderr)",
        SHOWS_A_WIDGET,
        "sorted({'TWOBORDERS_GRADING', 'NBGRADER_EXECUTION'} & set(os.environ)), sys.version_info[:2]",
    )
    first, streams, widget, environment = outputs(content)
    assert first[0]["data"]["text/plain"] == "'beside'"
    assert sorted((output["name"], output["text"]) for output in streams) == [
        ("stderr", "0\n0\n"),
        ("stdout", "1\n2\n"),
    ]
    assert [dict(output["data"]) for output in widget] == [{"text/plain": "A slider."}]
    assert environment[0]["data"]["text/plain"] == f"([], {tuple(sys.version_info[:2])})"
    assert [cell["execution_count"] for cell in content["cells"][1:]] == [1, 2, 3, 4]
    assert "version" not in content["metadata"]["language_info"]
    assert "widgets" not in content["metadata"]
    assert all(cell["metadata"] == {} for cell in content["cells"])


def test_a_widget_of_interact_is_stored_in_words_below_what_it_shows(tmp_path):
    source = "import twoborders\nfrom ipywidgets import interact\nsliders = interact({}, people=(100, 300, 100))"
    content = run(
        tmp_path, source.format("lambda people: people * 2"), source.format("lambda people: print(people, 'people')")
    )
    returned, printed = outputs(content)
    words = {"text/plain": "A widget, which moves while Python runs: people at 200 (100 to 300)."}
    assert [dict(output["data"]) for output in returned] == [{"text/plain": "400"}, words]
    assert printed[0]["text"] == "200 people\n"
    assert [dict(output["data"]) for output in printed[1:]] == [words]


@pytest.mark.parametrize(
    ("source", "options", "said"),
    [
        ("frame = {}\nframe['year']", {}, "KeyError: 'year'"),
        ("while True:\n    pass", {"seconds": 1}, "it ran for more than 1 seconds and was stopped"),
        ("import os\nos._exit(3)", {}, "the kernel stopped while this cell ran"),
        ("import sys\nsys.prefix", {}, "its output shows a path of this machine: "),
    ],
)
def test_a_cell_that_cannot_be_stored_is_named(tmp_path, source, options, said):
    with pytest.raises(BuildError) as caught:
        run(tmp_path, "1 + 1", source, **options)
    assert str(caught.value).startswith(f'notebooks/01_made.ipynb: cell 3 ("cell-2"): {said}')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<object object at 0x7f1c2a3b4c5d>", "an object's address of this machine: at 0x7f1c2a3b4c5d"),
        ("/home/ana/kit/data.csv", "a path of this machine: /home/ana"),
        ("C:\\Users\\ana\\kit", "a path of this machine: C:\\Users\\ana"),
        ("/" + "tmp/ipykernel_4711/1.py:2: UserWarning: old", "a path of this machine: "),
        ("open('/nowhere/kit/data.csv')", "a path of this machine: /nowhere/kit"),
    ],
)
def test_what_only_this_machine_shows_is_named(text, said):
    cell = code("x", "x")
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]
    found = output_problems(nbformat.from_dict(notebook(cell)), Path("/nowhere/kit"))
    assert len(found) == 1
    assert found[0].startswith(f'cell 1 ("x"): its output shows {said}')


def test_a_path_in_a_picture_or_in_an_address_of_the_web_is_no_path_of_this_machine():
    home = str(Path.home())
    cell = code("x", "x")
    cell["outputs"] = [
        {
            "output_type": "stream",
            "name": "stdout",
            "text": f"https://example.org{home}/x /homework /Usersx\n",
        },
        {
            "output_type": "display_data",
            "metadata": {},
            "data": {"text/html": f'<img src="data:image/png;base64,AA{home}/A=">', "image/png": f"{home}/A"},
        },
    ]
    assert output_problems(nbformat.from_dict(notebook(cell)), Path("/nowhere")) == []


def test_only_the_bytes_of_pictures_are_masked():
    html = '<img alt="12 bars" src="data:image/png;base64,{}"> 12'
    one = [{"data": {"text/html": html.format("AAA="), "image/png": "AAA=", "text/plain": "12"}}]
    two = [{"data": {"text/html": html.format("BB+/"), "image/png": "BB+/", "text/plain": "12"}}]
    other = [{"data": {"text/html": html.format("AAA=").replace("12 bars", "13 bars"), "text/plain": "12"}}]
    assert masked(one) == masked(two)
    assert masked(one) != masked(other)
    assert "12 bars" in str(masked(one))
