"""The charts of the cards: what is stored is what their sources give, and only what has changed is compiled."""

import json
import re
import shutil

import pytest

from twoborders import explore
from twoborders.build import cards, plan
from twoborders.tables import ROOT

CSS = (ROOT / "src/twoborders/cards/page/card.css").read_text(encoding="utf-8")
LEAST_TYPE = 12


def specs(name):
    return json.loads((ROOT / cards.FOLDER / f"{name}.json").read_text(encoding="utf-8"))["panels"]


def values(found, key):
    """Each value of a key, however deep."""
    if isinstance(found, dict):
        yield from (value for name, value in found.items() if name == key)
        found = list(found.values())
    if isinstance(found, list):
        for each in found:
            yield from values(each, key)


@pytest.mark.parametrize("name", explore.names())
def test_what_is_stored_is_what_the_chart_gives(name, tmp_path):
    """Compiled anew, whatever the record says: another version of a compiler must not pass unseen."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("compiled", "__pycache__"))
    for path, text in cards.compiled(tmp_path, name).items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, path


def test_only_what_changed_is_compiled_again(tmp_path):
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    stored = tmp_path / cards.FOLDER / "backlog.svg"
    stored.write_text("<svg/>")
    assert cards.compiled(tmp_path, "backlog")[f"{cards.FOLDER}/backlog.svg"] == "<svg/>"
    chart = tmp_path / "src/twoborders/charts/backlog.py"
    chart.write_text(chart.read_text() + "\n# A word more.\n")
    assert len(cards.compiled(tmp_path, "backlog")[f"{cards.FOLDER}/backlog.svg"]) > 1_000


@pytest.mark.quick
def test_a_stale_chart_is_written_anew(tmp_path):
    """A build writes no file that it did not see at its start: somebody else may have saved it meanwhile."""
    path = tmp_path / cards.FOLDER / "backlog.json"
    path.parent.mkdir(parents=True)
    path.write_text("old")
    stale = plan.Stale(plan.Expected(f"{cards.FOLDER}/backlog.json", "new", "its chart"), "made up")
    assert plan.write(tmp_path, [stale], plan.written_files(tmp_path)) == []
    assert path.read_text() == "new"


@pytest.mark.parametrize("name", explore.names())
def test_colours_are_those_of_the_page(name):
    """A colour of its own would stay as it is on dark paper."""
    known = set(re.findall(r"(--tb-[\w-]+):", CSS))
    for panel in specs(name):
        text = json.dumps([panel["spec"], panel["key"]])
        assert set(re.findall(r"var\((--tb-[\w-]+)\)", text)) <= known
        assert not re.search(r"#[0-9a-fA-F]{3,6}\b", text)


@pytest.mark.quick
@pytest.mark.parametrize("name", explore.names())
def test_no_type_is_smaller_than_twelve_pixels(name):
    for panel in specs(name):
        for key in ("fontSize", "labelFontSize", "titleFontSize"):
            for size in values(panel["spec"], key):
                size = size["value"] if isinstance(size, dict) and "value" in size else size
                assert not isinstance(size, int | float) or size >= LEAST_TYPE, (key, size)


@pytest.mark.quick
def test_the_colours_of_paper_are_those_of_the_page_when_it_is_light():
    from twoborders.charts.cards import PAPER

    light = CSS[: CSS.index("color-scheme: light")]
    assert {f"--tb-{name}": colour for name, colour in PAPER.items()}.items() <= dict(
        re.findall(r"(--tb-[\w-]+): (#\w+);", light)
    ).items()
