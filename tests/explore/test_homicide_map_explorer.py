"""The first explorer of lesson 02: its goal, its sentence, and the shade and number of each tile."""

import itertools

import pytest
from matplotlib.colors import to_rgb
from positions import at, reply

from twoborders import explore
from twoborders.charts import style, tiles
from twoborders.charts.homicide_map import LIMITS, SHADE_NAMES, SHADES, outline, shade_of, written
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
    warned = {m: "missed people" in at(homicide_map, year="2018", measure=m)[1].sentence for m in MEASURES}
    assert warned == {RATE: False, COUNT: False, CHANGE: True}
    # It is so: Oaxaca's files of 2015 have less than a third of the deaths that are known from certificates.
    both = load("homicides_states_year").merge(load("homicides_states_registered"), on=["year", "state_code"])
    oaxaca = both[(both["year"] == 2015) & (both["state_code"] == "20")].iloc[0]
    assert 3 * (oaxaca["homicide_victims"] + oaxaca["femicide_victims"]) < oaxaca["deaths_known_sex_age"]


def test_each_tile_shows_its_state(homicide_map):
    for state in homicide_map.states():
        view = homicide_map.at(state)
        chart, measure = homicide_map.chart, state["measure"]
        values = view.result["states"].set_index("state_code")["value"]
        drawn = zip(tiles.STATES, chart._numbers.get_paths(), chart._squares.get_facecolor(), strict=True)
        for code, number, shade in drawn:
            assert number is outline(written(values[code], measure))
            assert tuple(shade[:3]) == to_rgb(SHADES[shade_of(values[code], measure)])
        assert [text.get_text() for text in chart._key] == list(SHADE_NAMES[measure])
        assert state["year"] in chart.figure.texts[0].get_text()


def brightness(colour):
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def test_shades_can_be_told_apart_in_grey_and_their_numbers_read(homicide_map):
    levels = [brightness(shade) for shade in SHADES]
    assert levels == sorted(levels, reverse=True)
    assert all((a + 0.05) / (b + 0.05) >= 1.25 for a, b in itertools.pairwise(levels))
    for state in homicide_map.neighbours():
        homicide_map.at(state)
        chart = homicide_map.chart
        for pair in zip(chart._squares.get_facecolor(), chart._numbers.get_facecolor(), strict=True):
            ground, ink = (brightness(colour[:3]) for colour in pair)
            assert (max(ground, ink) + 0.05) / (min(ground, ink) + 0.05) >= 4.5


def test_a_shade_begins_at_its_limit():
    for measure in MEASURES:
        assert len(LIMITS[measure]) + 1 == len(SHADE_NAMES[measure]) == len(SHADES)
        for number, limit in enumerate(LIMITS[measure]):
            assert (shade_of(limit - 0.01, measure), shade_of(limit, measure)) == (number, number + 1)


def test_no_text_lies_on_another_or_leaves_its_tile(homicide_map):
    chart = homicide_map.chart
    renderer = chart.figure.canvas.get_renderer()
    for state in homicide_map.states():
        homicide_map.at(state)
        places = chart.figure.axes[0].transData.transform(chart._numbers.get_offsets())
        squares = [path.get_extents(chart._squares.get_transform()) for path in chart._squares.get_paths()]
        for number, place, square in zip(chart._numbers.get_paths(), places, squares, strict=True):
            box = number.get_extents().translated(*place)
            assert square.x0 < box.x0 and box.x1 < square.x1
            assert square.y0 < box.y0 and box.y1 < square.y1
        texts = [text for text in chart.figure.axes[0].texts if text.get_text()]
        boxes = [text.get_window_extent(renderer) for text in texts]
        for number, box in enumerate(boxes):
            assert box.x1 <= chart.figure.bbox.x1
            assert not any(box.overlaps(other) for other in boxes[number + 1 :]), texts[number].get_text()


def test_a_number_stands_around_its_middle():
    for text in ("8", "100.1", "+409 %", "-54 %", "3,290"):
        box = outline(text).get_extents()
        assert box.x0 == pytest.approx(-box.x1)
        assert box.y1 == pytest.approx(outline("0").get_extents().y1, abs=1.5)
        # As large as the other type of the picture: a digit is about three quarters of its size.
        assert box.height > 0.7 * style.TEXT_POINTS * style.DPI / 72


def test_the_alternative_names_the_border_groups(homicide_map):
    alt = at(homicide_map, year="2018", measure=RATE)[1].picture.alt
    for part in (
        "Tile map",
        "Guatemala border: Campeche 7.7, Chiapas 10.7, Tabasco 23.3",
        "US border: Baja California",
    ):
        assert part in alt
