"""Texts of a frame begin at the left, dates and short texts stay on one line, numbers stay as pandas has them."""

import re

import pandas as pd
import pytest

from twoborders.tables import layout

pytestmark = pytest.mark.quick

FRAME = pd.DataFrame(
    {
        "day": pd.to_datetime(["2019-05-30", "2019-06-07"]),
        "event": ["a threat that is longer than one short line", "a deal <b>"],
        "actor": ["US", None],
        "value": [5.0, 2.5],
    }
)


def cells(page: str, tag: str) -> list[str]:
    """The style of each cell, in the order of the page."""
    found = re.findall(rf"<{tag}\b[^>]*>", page)
    return [re.search(r'style="([^"]*)"', cell)[1] if "style" in cell else "" for cell in found]


def test_each_kind_of_column_has_its_place():
    row = ["white-space: nowrap", "text-align: left", "text-align: left; white-space: nowrap", ""]
    page = layout.html(FRAME)
    assert cells(page, "td") == row * 2
    assert cells(page, "th")[:5] == ["", *row], "a heading stands over its column"
    assert "&lt;b&gt;" in page


def test_a_text_longer_than_a_date_may_break():
    """One long name that must not break makes the whole table wider than the page."""
    frame = pd.DataFrame({"short": ["2019-05-30 12:00"], "long": ["San Luis Potosí c"]})
    assert [len(text) for text in frame.iloc[0]] == [16, 17]
    assert cells(layout.html(frame), "td") == ["text-align: left; white-space: nowrap", "text-align: left"]


def test_only_the_place_is_added():
    page = re.sub(r'(<t[hd][^>]*?) style="[^"]*"', r"\1", layout.html(FRAME))
    assert page == FRAME._repr_html_()


def test_a_date_as_the_name_of_a_row_stays_on_one_line():
    page = layout.html(FRAME.set_index("day"))
    assert cells(page, "th")[-2:] == ["white-space: nowrap"] * 2
    assert cells(layout.html(FRAME.set_index("event")), "th")[-2:] == ["", ""]


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"n": [1]}),
        pd.DataFrame(),
        FRAME.pivot(index="day", columns=["event", "actor"], values="value"),
        pd.DataFrame([range(99)]),
    ],
    ids=["numbers", "empty", "two heads", "cut"],
)
def test_without_texts_the_page_is_that_of_pandas(frame):
    page = re.sub(' style="white-space: nowrap"', "", layout.html(frame))
    assert page == frame._repr_html_()


def test_rows_with_two_names_keep_their_columns():
    page = layout.html(FRAME.set_index(["actor", "day"]))
    assert cells(page, "td") == ["text-align: left", ""] * 2


def test_pandas_may_be_told_to_write_no_page():
    with pd.option_context("display.notebook_repr_html", False):
        assert layout.html(FRAME) is None


def test_a_widget_says_its_controls_where_nothing_draws_it():
    """Outside a page ipywidgets gives the code of a part of it."""
    widgets = pytest.importorskip("ipywidgets")
    made = widgets.interactive(
        lambda people, share, mode, why: None,
        people=widgets.IntSlider(min=200, max=6_400, value=400, description="people asked"),
        share=(0.1, 0.9, 0.1),
        mode=["telephone", "face to face"],
        why="chance",
    )
    assert layout.widget_text(made) == (
        "A widget, which moves while Python runs: people asked at 400 (200 to 6,400), share at 0.5 (0.1 to 0.9), "
        "mode at telephone (of telephone, face to face), why at chance."
    )
