"""load gives typed frames, cuts them at a day, and says what is wrong."""

import datetime

import pandas as pd
import pytest

from twoborders.tables import ROOT, TableError, dictionary, find_root, is_text, load, names

pytestmark = pytest.mark.quick

_KINDS = {"string": "O", "integer": "i", "number": "f", "date": "M"}


@pytest.mark.parametrize("name", names())
def test_columns_have_the_types_of_the_dictionary(name):
    frame = load(name)
    for field in dictionary(name)["schema"]["fields"]:
        assert frame[field["name"]].dtype.kind == _KINDS[field["type"]], field["name"]


def test_a_copied_package_finds_the_kit_from_the_notebook_folder(tmp_path):
    # Binder installs a copy of the package and runs the notebook in its own folder.
    copied = tmp_path / "lib" / "site-packages" / "twoborders" / "tables" / "__init__.py"
    assert find_root(copied, ROOT / "notebooks") == ROOT
    assert find_root(ROOT / "src" / "twoborders" / "tables" / "__init__.py", tmp_path) == ROOT
    assert find_root(copied, tmp_path) == copied.parents[3]


def test_spot_values():
    poverty = load("poverty_states").set_index(["year", "state"])["poverty_rate_pct"]
    assert poverty[2018, "Chiapas"] == 76.4
    year = load("refugee_applications_year").query("series == 'commission, July 2021' and year == 2019")
    assert year["applications"].tolist() == [70_426]
    budgets = load("agency_budgets").set_index(["acronym", "year", "kind"])["budget_mxn_million"]
    assert (budgets["COMAR", 2018, "exercised"], budgets["COMAR", 2019, "assigned"]) == (25.7, 20.8)


@pytest.mark.parametrize(
    ("values", "texts"),
    [(["US", None], True), (["a", "b"], True), ([1.5, None], False), ([True, False], False), ([1, "a"], False)],
)
@pytest.mark.parametrize("dtype", [None, object])
def test_texts_are_known_also_as_objects(values, texts, dtype):
    assert is_text(pd.Series(values, dtype=dtype)) == texts


def test_text_stays_text():
    assert load("poverty_states")["state_code"].iloc[0] == "01"
    assert "México" in set(load("poverty_states")["state"])


def test_a_frame_is_the_callers_own():
    mine = load("claims")
    mine["statement"] = "changed"
    assert "changed" not in set(load("claims")["statement"])


@pytest.mark.parametrize("name", [name for name in names() if "column" in dictionary(name)["as_of"]])
def test_as_of_shows_nothing_later_and_all_that_was_known(name):
    day, column = pd.Timestamp("2019-06-07"), dictionary(name)["as_of"]["column"]
    whole, known = load(name), load(name, as_of="2019-06-07")
    assert (known[column] <= day).all()
    assert len(known) == (whole[column] <= day).sum()
    assert list(known.index) == list(range(len(known)))


def test_as_of_leaves_out_what_came_later():
    for name in ("timeline", "refugee_applications_year", "poverty_states"):
        assert 0 < len(load(name, as_of="2019-06-07")) < len(load(name))


def test_a_month_of_publication_counts_from_its_last_day():
    # The commission's count up to May was told at an unknown day of June 2019.
    def totals(day):
        periods = load("refugee_applications_periods", as_of=day)
        return set(periods.loc[periods["period_start"] == "2019-01-01", "applications"])

    assert 24_474 not in totals("2019-06-29")
    assert 24_474 in totals("2019-06-30")


def test_as_of_takes_a_date():
    assert len(load("timeline", as_of=datetime.date(2019, 6, 7))) == len(load("timeline", as_of="2019-06-07"))


@pytest.mark.parametrize("day", ["7 June 2019", "2019-06-31", 20190607, "", "2019-06"])
def test_a_day_that_is_none_is_said(day):
    with pytest.raises(TableError, match="must be a day such as"):
        load("timeline", as_of=day)


def test_a_table_without_vintages_says_so():
    with pytest.raises(TableError, match=r'"claims" cannot be cut at a day\..*Load it without as_of'):
        load("claims", as_of="2019-06-07")


def test_an_unknown_name_lists_the_closest_first():
    with pytest.raises(TableError, match=r'no table "timelin"\. The tables are: timeline, '):
        load("timelin")
    with pytest.raises(TableError, match="The tables are: "):
        load(None)


def test_a_day_that_lay_ahead_is_not_known():
    before, after = (load("timeline", as_of=day).set_index("event_id") for day in ("2019-06-07", "2019-06-15"))
    offer = ["in_force_from", "in_force_where"]
    assert before.loc["2019-06-06-1", offer].isna().all()
    assert after.loc["2019-06-06-1", "in_force_from"] == pd.Timestamp("2019-06-15")
    assert after.loc["2019-06-06-1", "in_force_where"] == "border of Mexico with Guatemala"
    assert before["in_force_to"].max() <= pd.Timestamp("2019-06-07")
