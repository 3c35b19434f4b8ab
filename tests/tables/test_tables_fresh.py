"""Fresh figures: other numbers, and nothing else; what agrees on the published tables agrees on the fresh ones."""

import copy
import json
import shutil

import numpy as np
import pandas as pd
import pytest

from twoborders.build.table_check import problems
from twoborders.tables import DATA, TableError, datapackage, dictionary, fresh, load, loader, names
from twoborders.tables.fresh import figures, write_fresh

SEEDS = (0, 1, 2)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The folder of fresh tables for each seed."""
    made = {seed: tmp_path_factory.mktemp("fresh") / "data" for seed in SEEDS}
    for seed, folder in made.items():
        write_fresh(folder, seed)
    return made


@pytest.fixture(scope="module", params=SEEDS)
def load_fresh(request, folders):
    return loader(folders[request.param])


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


# --- loader --------------------------------------------------------------------------------------------------


def test_a_loader_reads_its_own_folder_and_leaves_load_alone(tmp_path):
    folder = shutil.copytree(DATA, tmp_path / "data")
    path = folder / "poverty_states.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",76.4,", ",12.3,"), encoding="utf-8")
    load_other = loader(folder)
    changed = load_other("poverty_states").set_index(["year", "state"])["poverty_rate_pct"]
    assert changed[2018, "Chiapas"] == 12.3
    assert load("poverty_states").set_index(["year", "state"])["poverty_rate_pct"][2018, "Chiapas"] == 76.4


@pytest.mark.parametrize("name", names())
def test_a_loader_of_the_published_folder_is_load(name):
    pd.testing.assert_frame_equal(loader(DATA)(name), load(name))


def test_a_loader_cuts_at_a_day_and_says_what_is_wrong(load_fresh, tmp_path):
    known = load_fresh("timeline", as_of="2019-06-07")
    assert 0 < len(known) == len(load("timeline", as_of="2019-06-07"))
    with pytest.raises(TableError, match=r'no table "timelin"\. The tables are: timeline, '):
        load_fresh("timelin")
    with pytest.raises(TableError, match="cannot be cut at a day"):
        load_fresh("claims", as_of="2019-06-07")
    with pytest.raises(TableError, match=r"datapackage.json is not in .*nowhere"):
        loader(tmp_path / "nowhere")


# --- what changes and what does not --------------------------------------------------------------------------


def test_fresh_tables_agree_with_their_dictionary(folders):
    assert [problems(folder) for folder in folders.values()] == [[]] * len(SEEDS)


def test_the_dictionary_differs_in_its_known_totals_alone(folders):
    moved = json.loads((folders[0] / "datapackage.json").read_text(encoding="utf-8"))
    published = copy.deepcopy(datapackage())
    assert moved != published
    for resource in [*moved["resources"], *published["resources"]]:
        for total in resource["known_totals"]:
            total.pop("published")
    assert moved == published


def test_one_seed_gives_the_same_bytes_and_another_gives_others(folders, tmp_path):
    write_fresh(tmp_path, 0)
    assert contents(tmp_path) == contents(folders[0])
    assert contents(folders[0])["poverty_states.csv"] != contents(folders[1])["poverty_states.csv"]


def test_the_order_of_the_tables_makes_no_difference(folders, tmp_path, monkeypatch):
    turned = datapackage() | {"resources": datapackage()["resources"][::-1]}
    monkeypatch.setattr(fresh, "datapackage", lambda: turned)
    write_fresh(tmp_path, 0)
    tables = {name: text for name, text in contents(folders[0]).items() if name.endswith(".csv")}
    assert {name: text for name, text in contents(tmp_path).items() if name.endswith(".csv")} == tables


@pytest.mark.parametrize("name", names())
def test_all_but_the_figures_stays(name, load_fresh):
    kept = [column for column in load(name).columns if column not in figures(dictionary(name))]
    pd.testing.assert_frame_equal(load_fresh(name)[kept], load(name)[kept])


@pytest.mark.parametrize(
    ("name", "column"), [(name, column) for name in names() for column in figures(dictionary(name))]
)
def test_figures_change_and_keep_their_kind(name, column, load_fresh):
    before, after = load(name)[column], load_fresh(name)[column]
    assert after.dtype == before.dtype
    assert (after.isna() == before.isna()).all()
    assert ((after == 0) == (before == 0))[before.notna()].all()
    assert (after[before > 0] > 0).all()
    # A change of at least two per cent cannot be seen in a small whole number.
    large = before >= 100
    times = after[large] / before[large]
    assert times.between(1 / 3, 3).all()
    if large.any():
        assert (times != 1).mean() > 0.9


def test_years_and_months_covered_are_no_figures():
    assert figures(dictionary("homicides_states_year")) == [
        "homicide_victims",
        "femicide_victims",
        "population",
        "rate_per_100k",
    ]
    assert figures(dictionary("mexico_detentions_presidency")) == ["detentions"]


def test_figures_have_no_more_decimals_than_their_column(folders):
    for resource in datapackage()["resources"]:
        for column in figures(resource):
            before, after = (
                pd.read_csv(folder / resource["path"], dtype="str", keep_default_na=False)[column]
                .str.removesuffix(".0")
                .str.partition(".")[2]
                .str.len()
                .max()
                for folder in (DATA, folders[0])
            )
            assert after <= before, (resource["name"], column)


def test_a_seed_without_allowed_figures_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(fresh, "_is_allowed", lambda frame, resource: False)
    monkeypatch.setattr(fresh, "ATTEMPTS", 1)
    with pytest.raises(TableError, match="The seed 7 gives no figures"):
        write_fresh(tmp_path, 7)


# --- two ways to one number ----------------------------------------------------------------------------------
# A learner may take either: both must give the same on any tables, or who computes would be taken for who types.


def _sector_months(load):
    rows = load("us_apprehensions_month_sector").groupby("month")["apprehensions"].sum()
    return rows, _months(load)[rows.index]


def _months(load):
    return load("us_apprehensions_month").set_index("month")["apprehensions"]


def _parts_of_months(part):
    def two(load):
        rows = load(f"us_apprehensions_month_{part}").groupby("month")["apprehensions"].sum()
        return rows, _months(load)[rows.index]

    return two


def _parts_of_years(part):
    def two(load):
        rows = load(f"us_apprehensions_year_{part}").groupby("fiscal_year")["apprehensions"].sum()
        years = load("us_apprehensions_month").groupby("fiscal_year")["apprehensions"].sum()
        both = rows.index.intersection(years.index)
        return rows[both], years[both]

    return two


def _months_of_parts(part):
    def two(load):
        keys = ["fiscal_year", part]
        rows = load(f"us_apprehensions_month_{part}").groupby(keys)["apprehensions"].sum()
        return rows, load(f"us_apprehensions_year_{part}").set_index(keys)["apprehensions"][rows.index]

    return two


def _homicides_of_months(load):
    months = load("homicides_states_month")
    keys = [months["month"].dt.year.rename("year"), "state_code"]
    columns = ["homicide_victims", "femicide_victims"]
    return months.groupby(keys)[columns].sum(), load("homicides_states_year").set_index(["year", "state_code"])[columns]


def _homicides_of_states(load):
    columns = ["homicide_victims", "femicide_victims"]
    national = load("homicides_national_month").set_index("month")[columns]
    return load("homicides_states_month").groupby("month")[columns].sum(), national


def _national_years(load):
    series = load("homicides_national_year").pivot(index="year", columns="series", values="value")
    years = load("homicides_states_year").groupby("year")["homicide_victims"].sum().loc[:2018]
    return years, series["homicide victims, November 2019"].loc[2015:2018]


def _investigations(load):
    months = load("homicide_investigations_states_month")
    series = load("homicides_national_year").pivot(index="year", columns="series", values="value")
    years = months.groupby(months["month"].dt.year)["investigations"].sum()
    return years, series["homicide investigations, March 2022"].loc[2015:2020]


def _homicide_rates(load):
    years = load("homicides_states_year")
    rates = years["homicide_victims"] / years["population"] * 100_000 * 12 / years["months_covered"]
    return rates, years["rate_per_100k"]


def _registered_rates(load):
    years = load("homicides_states_registered")
    return years["deaths_known_sex_age"] / years["population"] * 100_000, years["rate_per_100k_lower_bound"]


def _populations(load):
    keys = ["year", "state_code"]
    registered = load("homicides_states_registered").set_index(keys)["population"]
    population = load("population_states").set_index(keys)["population"]
    return registered[population.index], population


def _border_totals(load):
    totals = load("us_border_totals_year").pivot(index="fiscal_year", columns="component", values="events")
    years = load("us_apprehensions_month").groupby("fiscal_year")["apprehensions"].sum()
    both = (totals["apprehensions"] + totals["inadmissibles"]).loc[2019:]
    return pd.concat([years.loc[2018:], both]), pd.concat([totals["apprehensions"], totals["both"].loc[2019:]])


def _context(load):
    context = load("country_context").pivot(index=["country_code", "year"], columns="indicator", values="value")
    return context["GDP"] / context["population"], context["GDP per head"]


TWO_WAYS = {
    "sectors add up to months": (_sector_months, 0),
    "citizenships add up to months": (_parts_of_months("citizenship"), 25),
    "groups add up to months": (_parts_of_months("group"), 25),
    "citizenships add up to years": (_parts_of_years("citizenship"), 50),
    "groups add up to years": (_parts_of_years("group"), 50),
    "months of a citizenship add up to its year": (_months_of_parts("citizenship"), 65),
    "months of a group add up to its year": (_months_of_parts("group"), 65),
    "homicides of months": (_homicides_of_months, 0),
    "homicides of states": (_homicides_of_states, 0),
    "homicides of the country": (_national_years, 0),
    "investigations": (_investigations, 0),
    "homicide rates": (_homicide_rates, 0.0051),
    "rates of registered deaths": (_registered_rates, 0.0051),
    "population": (_populations, 0),
    "border totals": (_border_totals, 0),
    "GDP per head": (_context, 1),
}


@pytest.mark.parametrize("which", TWO_WAYS)
def test_two_ways_to_a_number_agree_on_any_tables(which, load_fresh):
    two, tolerance = TWO_WAYS[which]
    for one_load in (load, load_fresh):
        one, other = (np.asarray(values, dtype=float) for values in two(one_load))
        assert one.shape == other.shape
        assert np.abs(one - other).max() <= tolerance


def test_first_editions_stay_near_the_later_ones(load_fresh):
    published = load_fresh("us_apprehensions_published")
    first = published[(published["published"] == "2018-07-31") & (published["group"] == "all")]
    joined = first.merge(load_fresh("us_apprehensions_month"), left_on="period_start", right_on="month")
    assert len(joined) == 9
    assert (joined["apprehensions"] / joined["events"] - 1).abs().max() < 0.002


def test_running_totals_grow_and_shares_stay_below_a_whole(load_fresh):
    waits = load_fresh("us_returns_to_wait")
    running = waits[waits["period_type"] == "running total"].sort_values("period_end")
    assert running.groupby("measure")["value"].apply(lambda values: values.is_monotonic_increasing).all()
    approval = load_fresh("polls_approval")
    assert (approval["approve_pct"] + approval["disapprove_pct"]).max() <= 100.05
    polls = load_fresh("polls_migration").groupby(["pollster", "field_start", "question"])["share_pct"].sum()
    assert polls.max() <= 100.2


def test_a_number_that_several_speakers_state_stays_one_number(load_fresh):
    claims = load_fresh("claims").set_index("claim_id")["value"]
    statements = load_fresh("ministry_statements").set_index("claim_id")["value"]
    assert claims["P2b"] == statements["P2b"] != 8835
