"""The first explorer of lesson 02: its goal, its sentence, and the shade and number of each tile."""

import itertools
import re

import pytest
from positions import at, reply

from twoborders import explore
from twoborders.cards.content import PAGE
from twoborders.charts import tiles
from twoborders.charts.homicide_map import FRAMES, NUMBERS, SHADES
from twoborders.explore.homicide_map_explorer import LIMITS, shade_names, shade_of, written
from twoborders.models.homicides import CHANGE, COUNT, MEASURES, RATE
from twoborders.tables import load


@pytest.fixture(scope="module")
def homicide_map():
    return explore.homicide_map()


def test_tabasco_is_above_the_country_in_one_year_only(homicide_map):
    table = load("homicides_states_year")
    answers = {}
    for year in homicide_map.controls[0].values():
        answers[year] = reply(homicide_map, year=year, measure=RATE)
    assert [year for year, (reached, _) in answers.items() if reached] == ["2019"]
    assert "28.2 and the whole country 27.2" in answers["2019"][1]
    assert answers["2018"][1] == "In 2018 it was 23.3 in Tabasco and 26.8 in the whole country."
    counts = table[table["year"] == 2019].set_index("state")["homicide_victims"]
    assert f"{(counts > counts['Tabasco']).sum() + 1}th of 32" in answers["2019"][1]


@pytest.mark.parametrize(("measure", "words"), [(COUNT, "many people"), (CHANGE, "how fast")])
def test_a_measure_that_cannot_answer_is_told_why(homicide_map, measure, words):
    reached, message = reply(homicide_map, year="2019", measure=measure)
    assert not reached
    assert words in message


def test_a_later_year_is_not_the_first(homicide_map):
    table = load("homicides_states_year")
    table.loc[(table["year"] == 2017) & (table["state"] == "Tabasco"), "homicide_victims"] = 2_000
    changed = explore.homicide_map(table)
    assert reply(changed, year="2019", measure=RATE) == (
        False,
        "In 2019 it is above, but was that the first year? Go back.",
    )


def test_the_first_year_is_compared_with_itself(homicide_map):
    sentence = at(homicide_map, year="2015", measure=CHANGE)[1].sentence
    assert "Each state is compared with itself" in sentence and "+0" not in sentence
    assert [written(value, CHANGE) for value in (0.0, -0.3, 0.6, -1.0)] == ["0 %", "0 %", "+1 %", "-1 %"]


def test_sentences(homicide_map):
    rate = at(homicide_map, year="2018", measure=RATE)[1].sentence
    for part in ("Whole country 26.8", "highest Colima 96.0", "lowest Yucatán 2.1", "Tabasco 23.3, Chiapas 10.7"):
        assert part in rate
    assert "15 of the 32 states are above the country" in rate
    assert "33,743" in at(homicide_map, year="2018", measure=COUNT)[1].sentence
    assert "(11 months)" in at(homicide_map, year="2019", measure=COUNT)[1].sentence
    assert "(11 months, as a yearly rate)" in at(homicide_map, year="2019", measure=RATE)[1].sentence


def test_the_change_says_what_is_weak_in_its_first_year(homicide_map):
    assert "In 2015 the files of several states very likely missed people" in homicide_map.source
    # It is so: Oaxaca's files of 2015 have less than a third of the deaths that are known from certificates.
    both = load("homicides_states_year").merge(load("homicides_states_registered"), on=["year", "state_code"])
    oaxaca = both[(both["year"] == 2015) & (both["state_code"] == "20")].iloc[0]
    assert 3 * (oaxaca["homicide_victims"] + oaxaca["femicide_victims"]) < oaxaca["deaths_known_sex_age"]


def tiles_of(view):
    return {row["state"]: row for row in view.rows["tiles"]}


def test_each_tile_shows_its_state(homicide_map):
    """The rates and counts are computed here anew, from the table."""
    table = load("homicides_states_year").set_index(["year", "state"])
    for year in homicide_map.controls[0].values():
        rate, count = (tiles_of(at(homicide_map, year=year, measure=measure)[1]) for measure in (RATE, COUNT))
        for name, row in table.loc[int(year)].iterrows():
            victims = row["homicide_victims"]
            assert count[name]["value"] == victims
            assert count[name]["shown"] == f"{victims:,}"
            expected = victims * 12 / row["months_covered"] / row["population"] * 100_000
            assert rate[name]["value"] == pytest.approx(expected)
            assert rate[name]["group"] == row["border_group"]
            assert tiles.STATES[row["state_code"]] == rate[name]["tile"]


def test_the_picture_shows_the_goal(homicide_map):
    """Marked are the states above the country as a whole: 15 in 2018, and Tabasco in 2019 for the first time."""
    marked = {}
    for year in homicide_map.controls[0].values():
        view = at(homicide_map, year=year, measure=RATE)[1]
        marked[year] = {name for name, row in tiles_of(view).items() if row["mark"]}
    assert len(marked["2018"]) == 15
    assert [year for year, names in marked.items() if "Tabasco" in names] == ["2019"]
    assert at(homicide_map, year="2018", measure=RATE)[1].rows["shades"][0]["what"] == "Whole country: 26.8"
    # No state has more victims than the country.
    assert not any(row["mark"] for row in at(homicide_map, year="2018", measure=COUNT)[1].rows["tiles"])


def test_the_bars_count_the_states_of_each_shade(homicide_map):
    for state in homicide_map.states():
        view = homicide_map.at(state)
        bars = [row["states"] for row in view.rows["shades"][1:]]
        shades = [row["shade"] for row in view.rows["tiles"]]
        assert bars == [shades.count(shade) for shade in range(5)]
        assert sum(bars) == 32
    named = [row["what"] for row in at(homicide_map, year="2018", measure=RATE)[1].rows["shades"][1:]]
    # 85.2 in Baja California and 96.0 in Colima are the two above 80.
    assert named[0].startswith("under 10: ") and named[-1] == "80 and more: 2 states"


def theme(number):
    """The colours of the page, light (0) or dark (1), as in card.css."""
    blocks = re.findall(r"\{([^}]*--tb-paper[^}]*)\}", (PAGE / "card.css").read_text(encoding="utf-8"))
    return {
        name: [int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        for name, code in re.findall(r"--tb-(\w+): #(\w{6})", blocks[number])
    }


def brightness(colour):
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.parametrize("number", [0, 1])
def test_shades_can_be_told_apart_in_grey_and_their_numbers_read(number):
    colours = theme(number)
    grounds = [
        brightness([share * b + (1 - share) * p for b, p in zip(colours["blue"], colours["paper"], strict=True)])
        for share in SHADES
    ]

    def contrast(one, other):
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)

    assert grounds == sorted(grounds, reverse=number == 0)
    assert all(contrast(a, b) >= 1.25 for a, b in itertools.pairwise(grounds))
    for ground, name in zip(grounds, NUMBERS, strict=True):
        ink = brightness(colours[re.fullmatch(r"var\(--tb-(\w+)\)", name)[1]])
        assert contrast(ground, ink) >= 4.5


def test_a_shade_begins_at_its_limit():
    for measure in MEASURES:
        assert len(LIMITS[measure]) + 1 == len(shade_names(measure)) == len(SHADES)
        for number, limit in enumerate(LIMITS[measure]):
            assert (shade_of(limit - 0.01, measure), shade_of(limit, measure)) == (number, number + 1)
    assert shade_names(CHANGE)[1:4] == ["0 to 50 %", "50 to 100 %", "100 to 200 %"]
    assert shade_names(COUNT)[-1] == "2,000 and more"


def test_every_border_group_has_a_frame():
    assert set(FRAMES) == set(load("homicides_states_year")["border_group"])


def test_the_alternative_names_the_border_groups(homicide_map):
    alt = at(homicide_map, year="2018", measure=RATE)[1].alt
    for part in (
        "Tile map",
        "Guatemala border: Campeche 7.7, Chiapas 10.7, Tabasco 23.3",
        "US border: Baja California",
        "Highest: Colima 96.0; lowest: Yucatán 2.1",
    ):
        assert part in alt
    assert "no land border" not in alt
