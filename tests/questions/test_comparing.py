"""How an answer is compared and what is said of it, on small questions made for these tests."""

import json
import sys

import drawn
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns

from twoborders.questions import Mistake, Question, core, describe

pytestmark = pytest.mark.quick


def question(kind, right, mistakes=(), **more):
    """A question whose right answer is ``right``; ``mistakes`` gives the answer of each by its name."""
    words = {
        "title": "A title",
        "points": 3,
        "minutes": 5,
        "wanted": "it",
        "why": "Well done.",
        "hints": ("a", "b", "c"),
    }
    known = tuple(
        Mistake(name, f"You made {name}.", lambda load, answer=answer: answer, "Why?")
        for name, answer in dict(mistakes).items()
    )
    return Question(id="91-1", kind=kind, right=lambda load: right, mistakes=known, **{**words, **more})


def verdict_on(asked, value):
    text = json.dumps(describe(value, asked), allow_nan=False)
    return core.judge(asked, json.loads(text), dict)


def message(asked, value):
    verdict = verdict_on(asked, value)
    assert verdict.outcome == "not yet", verdict
    assert verdict.points == 0
    return verdict.message


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


# --- numbers -----------------------------------------------------------------------------------------------

PER_CENT = question("number", 68.4, unit="per cent", tolerance=0.051)


@pytest.mark.parametrize(
    "value", [68.4, 68.43, 68.351, [68.4], pd.Series([68.4], index=["Chiapas"]), pd.Series([68.4], index=[7])]
)
def test_a_number_within_the_tolerance_is_right(value):
    assert verdict_on(PER_CENT, value).outcome == "right"


@pytest.mark.parametrize(
    ("value", "mistake", "words"),
    [
        (0.684, "share for per cent", "a share, where 1 is the whole"),
        (-68.4, "wrong sign", "wrong sign"),
        (31.6, "the rest", "the rest"),
        (168.4, "100 more", "100 more"),
        (684, "10 times too large", "10 times too large"),
        (68, "", "is close, but it is not it. Round only at the end"),
        (50.5, "", "50.5 is not it"),
        ((68, 4), "decimal comma", "A comma makes two numbers of one"),
        ("68.4", "number as text", "quotation marks"),
        ([68.4, 12.0], "several values", "Choose the one that is asked for, or work it out"),
        ([], "empty", "It is empty"),
        (pd.Series([True, False, True]), "a column of True and False", "choose rows, or add it up"),
        (lambda: 68.4, "the function for its result", "write brackets after its name"),
        (float("nan"), "no value", "NaN"),
        (float("inf"), "no value", "divided by zero"),
    ],
)
def test_what_is_wrong_with_a_number_is_said(value, mistake, words):
    verdict = verdict_on(PER_CENT, value)
    assert (verdict.outcome, verdict.points, verdict.mistake) == ("not yet", 0, mistake)
    assert words in verdict.message


@pytest.mark.parametrize(
    "value",
    [
        pd.Timedelta(days=8),
        np.timedelta64(8, "D"),
        np.array([np.timedelta64(8, "D")]),
        pd.Series([pd.Timedelta(days=8)], index=["truce"]),
    ],
    ids=["pandas", "numpy", "array", "Series"],
)
def test_a_length_of_time_is_told_how_to_become_a_number(value):
    assert ".days" in message(question("number", 8, unit="days"), value)


def test_a_series_of_one_row_is_its_number_also_where_the_row_is_a_year():
    six = pd.Series([6.0], index=pd.Index([2019], name="year"))
    assert verdict_on(question("number", 6), six).outcome == "right"
    assert verdict_on(question("number", 2019), six).outcome == "not yet"


def test_a_number_of_things_has_no_factor():
    assert "times too" not in message(question("number", 8), 80)


def test_a_rounded_answer_is_not_taken_for_a_mistake_that_lies_near():
    asked = question("number", 68.4, {"the year before": 68.07}, unit="per cent", tolerance=0.1)
    verdict = verdict_on(asked, 68)
    assert (verdict.outcome, verdict.mistake) == ("not yet", "")
    assert "close" in verdict.message
    assert verdict_on(asked, 68.07).mistake == "the year before"


@pytest.mark.parametrize(("tolerance", "given"), [(0.051, 67.2), (0.0051, 67.23), (0.5, 67), (0.51, 67)])
def test_a_mistake_is_recognised_where_it_is_rounded_as_the_question_asks(tolerance, given):
    asked = question("number", 80.4, {"the year before": 67.2345}, unit="per cent", tolerance=tolerance)
    assert verdict_on(asked, given).mistake == "the year before"
    assert verdict_on(asked, given + 2 * tolerance).mistake == ""


def test_a_mistake_is_recognised_by_its_size_and_not_by_every_number_near_zero():
    asked = question("number", 400, {"for each inhabitant": 0.004}, unit="dollars", tolerance=1)
    assert verdict_on(asked, 0.004).mistake == "for each inhabitant"
    assert verdict_on(asked, 0.02).mistake == ""


def test_a_mistake_is_recognised_when_it_is_rounded_as_the_question_asks():
    asked = question("number", 0.7590, {"the mean of the rates": 0.8647}, unit="deaths", tolerance=0.0051)
    assert verdict_on(asked, 0.86).mistake == "the mean of the rates"
    assert verdict_on(asked, 0.9).mistake == ""


def test_where_two_mistakes_give_the_same_answer_both_are_said():
    asked = question("number", 400, {"the first": 7, "the second": 7}, tolerance=1)
    verdict = verdict_on(asked, 7)
    assert verdict.mistake == "the first"
    assert verdict.message == "You made the first. Or, with the same result: You made the second."


# --- texts and names ---------------------------------------------------------------------------------------

JUNE = ["june", "Jun", "JUN.", "junio", "2014-06", "June 2014", "junio de 2014", "2014-06-01"]
OCTOBER = ["Oct 2018", "oct. 2018", "octubre de 2018", "Octubre 2018", "October, 2018", "2018-10", "2018/10", "10/2018"]
DAYS = [pd.Timestamp("2018-10-01"), pd.Period("2018-10", "M"), pd.Timestamp("2018-10-01").date(), "1 October 2018"]


@pytest.mark.parametrize(
    ("right", "value"), [("June", text) for text in JUNE] + [("October 2018", text) for text in OCTOBER + DAYS], ids=str
)
def test_a_month_may_be_written_in_several_ways(right, value):
    assert verdict_on(question("text", right), value).outcome == "right"


@pytest.mark.parametrize("text", ["October 2017", "2018-13", "oc 2018", "Honduras", "2018"])
def test_another_text_is_not_right_and_is_quoted_as_it_was_written(text):
    said = message(question("text", "October 2018"), text)
    assert said == f'The text "{text}" is not it. Wanted: it.'


@pytest.mark.parametrize("text", ["October", "oct.", "en octubre", "May"])
def test_a_month_without_its_year_is_told_where_the_year_is_asked_for(text):
    said = message(question("text", "October 2018"), text)
    assert said == f'The text "{text}" is a month without its year. Wanted: it.'
    assert "without its year" not in message(question("text", "June"), text)


def test_a_mistake_is_recognised_however_the_month_is_written():
    asked = question("text", "June", {"the month of the plan": "July"})
    for text in ("julio", "2014-07", "JUL", "July 2014"):
        assert verdict_on(asked, text).mistake == "the month of the plan"


@pytest.mark.parametrize(
    "text",
    [
        "b",
        "B.",
        "(B)",
        "[b]",
        "b)",
        "b) Prices rose",
        "b. Prices rose",
        "Sentence b",
        "the answer is B",
        "la oración b",
        ["b"],
    ],
)
def test_the_letter_of_a_sentence_may_be_written_in_several_ways(text):
    assert verdict_on(question("text", "b", {"the other": "a"}), text).outcome == "right"


@pytest.mark.parametrize("text", ["a", "a)", "not b", "a or b", "b and c", "ab", "d", "(a) b", "b a"])
def test_another_letter_or_two_are_not_right(text):
    verdict = verdict_on(question("text", "b", {"the other": "a"}), text)
    seen = {
        "a": "the other",
        "a)": "the other",
        "(a) b": "the other",
        "a or b": "more than one",
        "b and c": "more than one",
    }
    assert (verdict.outcome, verdict.mistake) == ("not yet", seen.get(text, ""))


def test_an_accepted_text_is_right_and_its_message_is_that_of_the_right_one():
    verdict = verdict_on(question("text", "Honduras", accepted=("HND",)), "hnd")
    assert (verdict.outcome, verdict.message) == ("right", "Well done.")


NAMES = question("names", ["Chiapas", "Oaxaca", "Yucatán"], {"the north": ["Sonora", "Oaxaca"]})


def test_names_are_told_what_is_missing_and_what_should_not_be_there():
    said = message(NAMES, ["chiapas", "Yucatan", "Sonora"])
    assert said == "Your answer has 3 names: 1 name still missing; Sonora should not be there. Look at the condition."
    assert "a, b, c and others should not be there" in message(NAMES, ["Chiapas", *"abcde"])
    with_commas = ["Chiapas", "Oaxaca", "Yucatán", "a, b", "c, d", "e, f", "g, h"]
    assert '"a, b", "c, d", "e, f" and others should not be there' in message(NAMES, with_commas)
    assert '"Tlaxcala, north" should not' in message(NAMES, ["Chiapas", "Oaxaca", "Yucatán", "Tlaxcala, north"])
    assert verdict_on(NAMES, {"Oaxaca", "Sonora"}).mistake == "the north"
    assert verdict_on(NAMES, pd.Series([True, False])).mistake == "a column of True and False"
    assert verdict_on(NAMES, []).mistake == "empty"


def test_names_of_another_column_are_told_to_look_at_the_column():
    asked = question("names", ["Oaxaca", "Chiapas"])
    assert "Look at the condition, and at the column." in message(asked, ["20", "07"])
    assert message(asked, ["20", "Chiapas"]).endswith("Look at the condition.")


def test_columns_that_are_exchanged_are_told():
    right = pd.DataFrame({"group": ["a", "b"], "victims": [7, 9], "files": [5, 6]})
    asked = question("frame", right, key=("group",))
    verdict = verdict_on(asked, right.rename(columns={"victims": "files", "files": "victims"}))
    assert (verdict.mistake, "belongs into" in verdict.message) == ("other column", True)


def test_names_in_one_text_and_a_code_beside_each_are_right():
    for text in ("Oaxaca, Chiapas, Yucatán", "Oaxaca; Chiapas; Yucatán"):
        assert verdict_on(NAMES, text).outcome == "right"
    with_commas = question("names", ["Chiapas, south", "Sonora"])
    for text in ("Chiapas, south\nSonora\n", "Chiapas, south; Sonora"):
        assert verdict_on(with_commas, text).outcome == "right"
    table = pd.DataFrame({"code": ["CH", "OA", "YU"], "state": ["Chiapas", "Oaxaca", "Yucatán"], "n": [1, 2, 3]})
    assert verdict_on(NAMES, table).outcome == "right"


def test_names_that_stand_in_pairs_are_right():
    south = ["Chiapas", "Oaxaca", "Yucatán"]
    pairs = [("INEGI", name) for name in south]
    for value in (pairs, set(pairs), [list(pair) for pair in pairs], [[name] for name in south]):
        assert verdict_on(NAMES, value).outcome == "right"
    assert verdict_on(NAMES, pd.MultiIndex.from_tuples(pairs, names=["source", "state"])).outcome == "right"
    assert verdict_on(NAMES, pd.MultiIndex.from_tuples(pairs)).outcome == "right"
    assert "Sonora should not be there" in message(NAMES, [*pairs, ("INEGI", "Sonora")])


def test_names_may_be_years():
    asked = question("names", [2014, 2016])
    table = pd.DataFrame({"year": [2014, 2016], "n": [3, 2014]})
    for value in (table, table["year"], table.set_index("year")["n"], [2014.0, 2016.0], ["2014", "2016"], {2016, 2014}):
        assert verdict_on(asked, value).outcome == "right"
    assert "2015 should not be there" in message(asked, table["year"].replace(2016, 2015))


def test_names_stand_in_a_sentence_and_a_name_may_hold_what_parts_them():
    for text in (
        "Oaxaca, Chiapas and Yucatán",
        "Oaxaca, Chiapas, and Yucatán.",
        "Oaxaca, Chiapas y Yucatán",
        "['Oaxaca', 'Chiapas', 'Yucatán']",
        "1. Oaxaca\n2. Chiapas\n3. Yucatán",
        ["Oaxaca and Chiapas and Yucatán"],
    ):
        assert verdict_on(NAMES, text).outcome == "right", text
    holding = question("names", ["ferry and road", "sand, gravel", "air"])
    assert verdict_on(holding, "ferry and road; sand, gravel; air").outcome == "right"
    assert verdict_on(question("names", ["ferry, fast", "road, slow"]), "ferry, fast and road, slow").outcome == "right"
    assert "2 names still missing" in message(holding, "ferry and road")
    assert verdict_on(question("names", ["ferry", "road"]), "ferry and road").outcome == "right"


def test_a_column_of_true_and_false_is_one_in_each_form_and_names_that_were_chosen_are_none():
    flags = pd.Series([True, False, True], index=pd.MultiIndex.from_product([[2018], ["Chiapas", "Oaxaca", "Puebla"]]))
    for value in (flags, flags.to_frame("is"), flags.droplevel(0).to_frame("is")):
        assert verdict_on(NAMES, value).mistake == "a column of True and False"
    chosen = pd.DataFrame({"state": ["Chiapas", "Oaxaca", "Yucatán"], "is": True})
    assert verdict_on(NAMES, chosen).outcome == "right"


def test_no_column_has_the_names():
    table = pd.DataFrame({"code": ["07", "20"], "group": ["south", "north"]})
    assert "None of its columns has one of the names" in message(NAMES, table)


def test_two_texts_for_one_are_told_and_a_remark_is_none():
    asked = question("text", "Honduras")
    for text in ("Honduras, Guatemala", "Honduras and Guatemala", "Honduras o Guatemala"):
        assert verdict_on(asked, text).mistake == "more than one"
    assert verdict_on(asked, "Honduras (HND)").outcome == "right"
    assert verdict_on(asked, "Guatemala (not Honduras)").outcome == "not yet"


def test_each_of_several_answers_can_show_one_mistake():
    of_texts = question("text", "June", {"a later fall": ["August", "September"]})
    assert verdict_on(of_texts, "agosto").mistake == verdict_on(of_texts, "Sep").mistake == "a later fall"
    of_numbers = question("number", 68.4, {"another state": [20.3, 11.3]}, unit="per cent", tolerance=0.051)
    assert verdict_on(of_numbers, 11.3).mistake == "another state"
    assert verdict_on(of_numbers, 0.1131).mistake == ""
    assert "And: What you have is a share" in message(of_numbers, 0.113)


def test_what_can_be_seen_of_a_wrong_number_is_said():
    states = question("number", 16, unit="states")
    assert "no whole number" in message(states, 16.5)
    assert "below 0" in message(states, -5)
    assert "far too large" in message(states, 90)
    assert "far too small" in message(states, 3)
    assert message(states, 15) == "15 is not it. Wanted: it."


def test_only_a_number_that_was_cut_by_commas_is_told_of_them():
    people = question("number", 33753, unit="people", tolerance=10)
    assert verdict_on(people, (33, 753)).mistake == verdict_on(PER_CENT, (68, 4)).mistake == "decimal comma"
    for asked, limits in ((PER_CENT, (654, 956)), (PER_CENT, (68, -4)), (people, (3, 5)), (people, (33753, 40000))):
        assert verdict_on(asked, limits).mistake == "several values"


def test_a_number_in_a_table_is_read_without_the_names_of_its_row():
    asked = question("number", 6)
    index = pd.MultiIndex.from_tuples([("COMAR", 2019)], names=["office", "year"])
    for value in (pd.Series([6], index=index), pd.DataFrame({"n": [6]}, index=pd.Index([2019], name="year"))):
        assert verdict_on(asked, value).outcome == "right"
    assert verdict_on(question("number", 2019), pd.DataFrame({"n": [6]}, index=pd.Index([2019]))).points == 0


# --- tables ------------------------------------------------------------------------------------------------

STATES = pd.DataFrame({"state": ["Chiapas", "Oaxaca", "Puebla", "Sonora"], "rate": [76.4, 66.4, 58.9, 28.2]})
IN_PEOPLE = STATES.assign(rate=[4e6, 3e6, 3.5e6, 8e5])
TABLE = question("frame", STATES, {"people": IN_PEOPLE}, key=("state",), unit="per cent", tolerance=0.1)


@pytest.mark.parametrize(
    "same",
    [
        STATES.rename(columns={"rate": "n"}),
        STATES.rename(columns={"state": "name", "rate": "n"}),
        STATES.assign(rank=[1, 2, 3, 4]).rename(columns={"rate": "n"}),
        pd.Series(dict(zip(STATES["state"], STATES["rate"], strict=True))),
        STATES.set_index("state")["rate"].rename(None),
    ],
    ids=["value renamed", "both renamed", "renamed beside another", "Series", "Series without a name"],
)
def test_a_name_that_the_text_does_not_give_is_not_asked_for(same):
    assert verdict_on(TABLE, same).outcome == "right"


def test_a_table_that_is_wrong_in_one_place_is_told_where():
    said = message(TABLE, STATES.assign(rate=[76.4, 60, 58.9, 28.2]))
    assert said.startswith("The column rate differs in 1 of 4 rows, for example for Oaxaca, where yours has 60.")


def test_text_in_the_place_of_numbers_is_said_also_where_some_are_missing():
    asked = question("frame", pd.DataFrame({"code": ["a", "b"], "n": [4, None]}), key=("code",))
    assert verdict_on(asked, pd.DataFrame({"code": ["a", "b"], "n": ["4", "nan"]})).mistake == "numbers as text"


def test_a_column_that_was_read_in_the_place_of_another_is_said():
    asked = question("frame", pd.DataFrame({"code": ["a", "b"], "granted": [4, 6]}), key=("code",))
    said = message(asked, pd.DataFrame({"code": ["a", "b"], "refused": [5, 7]}))
    assert said.endswith("(It has no column granted: refused was read as it.)")


@pytest.mark.parametrize(
    ("value", "mistake", "words"),
    [
        (STATES.assign(rate=STATES["rate"] / 100), "share for per cent", "a share"),
        (STATES.assign(rate=STATES["rate"].to_numpy()[::-1]), "other places", "they stand at other places"),
        (STATES.assign(rate=STATES["rate"].cumsum()), "running total", "cumsum"),
        (STATES.assign(rate=STATES["rate"].astype("str")), "numbers as text", "holds text"),
        (STATES.set_index("state")["rate"].rename(None).map("{:.1f} %".format), "numbers as text", "holds text"),
        (STATES.assign(rate=[4e6, 3e6, 3.5e6, 8e5]), "people", "You made people."),
        (STATES.head(0), "empty", "no rows"),
        (STATES["rate"] > 50, "a column of True and False", "choose rows: table[it]"),
        (STATES.set_index("state")["rate"].to_dict(), "a dict", "pd.Series"),
        (STATES.assign(rate_x=1, rate_y=2).drop(columns="rate"), "merge suffixes", "both tables had a column rate"),
        (STATES.head(3), "", "has 3 rows; the answer has 4. There is none for Sonora."),
        (pd.concat([STATES, STATES.tail(1)]), "", "Sonora stands there more than once."),
        (pd.concat([STATES, STATES.tail(1).replace("Sonora", "Jalisco")]), "", "It has one for Jalisco."),
        (STATES.replace("Oaxaca", "Oaxxaca"), "", "no row for Oaxaca"),
        (STATES[["state"]], "column missing", "no column rate. From the last to the first it has: state."),
        (STATES.assign(rate=None, b=5, c=6)[["state", "b", "c"]], "column missing", "it has: c, b, state."),
    ],
)
def test_what_is_wrong_with_a_table_is_said(value, mistake, words):
    verdict = verdict_on(TABLE, value)
    assert (verdict.outcome, verdict.points, verdict.mistake) == ("not yet", 0, mistake), verdict.message
    assert words in verdict.message


def test_of_many_columns_the_learners_own_are_shown():
    wide = STATES.assign(**{f"c{number}": "x" for number in range(12)}).drop(columns="rate")
    assert "it has: c11, c10, c9, " in message(TABLE, wide)
    assert "and others" in message(TABLE, wide)


QUARTERS = pd.DataFrame({"quarter": [1, 2, 3, 4], "change": [2.5, 1.5, 3.5, 4.5]})


@pytest.mark.parametrize("name", ["quarter", "month", "q", None])
def test_a_series_with_numbers_as_index_and_values_is_read_as_both(name):
    asked = question("frame", QUARTERS, key=("quarter",), tolerance=0.1)
    series = QUARTERS.set_index("quarter")["change"].rename("both").rename_axis(name)
    assert verdict_on(asked, series).outcome == "right"
    assert verdict_on(asked, series.sample(frac=1, random_state=1)).outcome == "right"
    assert "differs in 4 of 4 rows" in message(asked, series * 2 + 1)


def test_a_table_of_true_and_false_is_right_where_it_is_wanted():
    flags = pd.DataFrame({"state": ["Chiapas", "Oaxaca", "Puebla"], "higher": [True, False, True]})
    asked = question("frame", flags, {"the other way": flags.assign(higher=~flags["higher"])}, key=("state",))
    assert verdict_on(asked, flags).outcome == "right"
    assert verdict_on(asked, flags.set_index("state")["higher"]).outcome == "right"
    assert verdict_on(asked, ~flags.set_index("state")["higher"]).mistake == "the other way"


def test_a_year_is_said_without_a_comma():
    years = pd.DataFrame({"year": [2018, 2019], "n": [5.0, 6.0]})
    assert "no row for 2019" in message(question("frame", years, key=("year",)), years.replace(2019, 2020))


def test_a_table_before_it_is_reshaped_can_be_a_mistake():
    wide = pd.DataFrame({"state": ["Chiapas", "Oaxaca"], "men": [5.0, 9.0], "women": [4.0, 1.0]})
    asked = question("frame", wide.melt("state", None, "sex", "deaths"), {"still wide": wide}, key=("state", "sex"))
    assert verdict_on(asked, wide).mistake == "still wide"
    assert verdict_on(asked, wide.assign(women=[4.0, 2.0])).mistake == "column missing"


def test_a_share_is_not_taken_for_a_year():
    asked = question("frame", pd.DataFrame({"year": [2018, 2019], "pct": [10.5, 20.2]}), key=("year",), tolerance=0.1)
    months = pd.Series([10.5, 9.1, 20.2], index=pd.to_datetime(["2018-01-01", "2018-02-01", "2019-01-01"]))
    assert "has no column year" in message(asked, months.rename_axis("month"))


def test_a_row_count_alone_shows_no_mistake():
    both = pd.concat([STATES, STATES.assign(rate=1)])
    asked = question("frame", STATES, {"both years": both}, key=("state",), tolerance=0.1)
    assert verdict_on(asked, both).mistake == "both years"
    assert verdict_on(asked, pd.concat([STATES, STATES.assign(rate=2)])).mistake == ""


def test_a_table_on_its_side_is_told_to_turn():
    right = pd.DataFrame({"quarter": [1, 2, 3], "rate": [1.5, 2.5, 3.5]})
    asked = question("frame", right, key=("quarter",), tolerance=0.01)
    for index in (["Q1", "Q2", "Q3"], [1, 2, 3]):
        lying = right.set_axis(index).drop(columns="quarter").T
        verdict = verdict_on(asked, lying)
        assert (verdict.outcome, verdict.mistake) == ("not yet", "on its side")
        assert "Turn it with .T" in verdict.message
        assert verdict_on(asked, lying.T.rename_axis("quarter")).outcome == "right"
    assert verdict_on(asked, lying.drop(columns=2)).mistake != "on its side"


def test_columns_that_were_not_brought_together_do_not_lie_on_their_side():
    wide = pd.DataFrame({"Chiapas": [70, 80], "Oaxaca": [60, 70], "Puebla": [50, 60], "Sonora": [20, 30]})
    assert verdict_on(TABLE, wide).mistake == "columns not brought together"
    assert "with sum or mean" in message(TABLE, wide)


def test_a_column_is_only_to_be_renamed_where_one_holds_the_values():
    several = STATES.assign(people=[5, 6, 7, 8], deaths=[1, 2, 3, 4])
    assert message(TABLE, several.drop(columns="rate")).endswith("deaths, people, state. Add it.")
    wrong_in_one = several.rename(columns={"rate": "n"}).replace(76.4, 75)
    assert "rename the column that holds it" in message(TABLE, wrong_in_one)


def test_groups_that_nothing_was_done_with_are_told():
    assert verdict_on(TABLE, STATES.groupby("state")["rate"]).mistake == "groups alone"


# --- functions ---------------------------------------------------------------------------------------------


def months_to_clear(backlog, arriving, done):
    return backlog / (done - arriving) if done > arriving else float("inf")


FUNCTION = question(
    "function",
    months_to_clear,
    {"never lost": lambda backlog, arriving, done: backlog / (done - arriving) if done != arriving else float("inf")},
    calls=((6000, 2000, 2500), (6000, 3000, 2500), (100, 0, 50)),
    hidden=((90, 1, 31), (90, 31, 1)),
    unit="months",
    tolerance=0.01,
)


def test_a_function_is_told_what_is_no_number():
    days = question("function", lambda a: a, calls=((3,), (5,)), hidden=((8,),), unit="days")
    assert "Put .days after it" in message(days, lambda a: pd.Timedelta(days=a))
    assert "NaN, which means: no value" in message(days, lambda a: float("nan"))
    assert ".days" not in message(FUNCTION, lambda *_: pd.Timedelta(days=8))


def test_a_function_is_told_for_which_arguments_it_fails():
    assert "your_function(6000, 2000, 2500) gives the number 7, and that is not it" in message(FUNCTION, lambda *_: 7)
    assert "ZeroDivisionError" in message(FUNCTION, lambda b, a, d: b / 0)
    assert "gives nothing (None)" in message(FUNCTION, lambda b, a, d: None)
    assert "TypeError" in message(FUNCTION, lambda b: b)
    assert "SystemExit" in message(FUNCTION, lambda *_: sys.exit())


def test_a_text_for_a_number_is_told_and_numbers_are_compared_beside_infinity():
    never = lambda *call: "never" if months_to_clear(*call) == float("inf") else months_to_clear(*call)  # noqa: E731
    assert verdict_on(FUNCTION, never).mistake == "text for a number"
    in_days = question("function", months_to_clear, calls=((6, 2, 7), (6, 3, 2), (10, 0, 3)), unit="months")
    assert verdict_on(in_days, lambda *call: round(months_to_clear(*call), 1)).mistake == "rounded"


def test_a_mistake_that_explains_few_of_the_wrong_results_is_not_named():
    calls = tuple((month,) for month in range(1, 13))
    slip = {"begins in September": lambda month: 2014 + (month >= 9)}
    asked = question(
        "function", lambda month: 2014 + (month >= 10), {**slip, **{"two": lambda m: 2014 + (m >= 8)}}, calls=calls
    )
    assert verdict_on(asked, lambda month: 2014 + (month >= 8)).mistake == "two"
    assert verdict_on(asked, lambda month: 2015).mistake == ""


def test_minus_infinity_is_not_infinity():
    wrong = lambda *call: -float("inf") if months_to_clear(*call) == float("inf") else months_to_clear(*call)  # noqa: E731
    assert verdict_on(FUNCTION, wrong).points == 0


def test_a_result_of_another_kind_is_told_by_its_call():
    assert message(FUNCTION, lambda *_: [3, 4]).startswith(
        "your_function(6000, 2000, 2500) gives a list of 2 items. Wanted"
    )
    assert verdict_on(FUNCTION, lambda *_: True).mistake == "another kind of result"
    flags = question("function", lambda a: a > 3, calls=((1,), (5,)), hidden=((8,),))
    assert "gives the number 7. Wanted is True or False" in message(flags, lambda a: 7)
    only_hidden = message(flags, lambda a: None if a == 8 else a > 3)
    assert only_hidden.startswith("For other arguments it gives nothing")


def test_a_general_mistake_that_only_other_arguments_show_is_named():
    asked = question("function", lambda a: a / 4, calls=((4,), (8,)), hidden=((5,), (7,)), unit="people")
    assert verdict_on(asked, lambda a: round(a / 4)).mistake == "rounded"


def test_a_slip_on_top_of_a_mistake_is_said_behind_it():
    slips = {"the other year": lambda a: a * 3}
    asked = question("function", lambda a: a * a, slips, calls=((4,), (8,), (9,)), hidden=((5,),), unit="people")
    verdict = verdict_on(asked, lambda a: a * -3)
    assert (verdict.mistake, "And: What you have has the wrong sign" in verdict.message) == ("the other year", True)


def test_a_general_mistake_in_all_results_is_named():
    finite = question("function", lambda a, b: a / b * 100, calls=((1, 2), (3, 4)), unit="per cent", tolerance=0.01)
    assert verdict_on(finite, lambda a, b: a / b).mistake == "share for per cent"


def test_a_mistake_that_shows_in_most_calls_is_named_with_one_that_can_be_tried():
    slip = FUNCTION.mistakes[0].example(dict)
    almost = lambda *call: slip(*call) if call != (100, 0, 50) else 5  # noqa: E731
    verdict = verdict_on(FUNCTION, almost)
    assert verdict.mistake == "never lost"
    assert "your_function(6000, 3000, 2500)" in verdict.message


def test_true_and_false_agree_with_a_mistake_by_chance():
    calls = tuple((number,) for number in range(1, 9))
    slip = {"small ones lost": lambda number: number % 2 == 0 and number > 4}
    asked = question("function", lambda number: number % 2 == 0, slip, calls=calls, hidden=((20,),))
    assert verdict_on(asked, lambda number: number in (6, 8)).mistake == "small ones lost"
    assert verdict_on(asked, lambda number: number % 2 == 1).mistake == "the opposite"
    assert verdict_on(asked, lambda number: number in (1, 3, 6, 8)).mistake == ""


def test_of_two_mistakes_that_show_the_one_that_shows_more_is_named():
    calls = tuple((number,) for number in range(1, 9))
    slips = {"all but some": lambda number: 0 if number < 6 else number, "some": lambda n: 0 if n < 4 else n}
    asked = question("function", lambda number: number, slips, calls=calls, hidden=((20,),))
    assert verdict_on(asked, lambda number: {8: 9}.get(number, 0 if number < 4 else number)).mistake == "some"


def test_calls_that_are_not_shown_are_not_said():
    known = {call: months_to_clear(*call) for call in FUNCTION.calls}
    said = message(FUNCTION, lambda *call: known.get(call, 0))
    assert "right result for the examples" in said
    assert "90" not in said


def test_a_lambda_has_no_name_and_a_result_is_no_function():
    assert "Your answer is a function." in message(PER_CENT, lambda: 7)
    assert "Give the function itself" in message(FUNCTION, 12.0)
    assert "Give the function itself" in message(FUNCTION, True)


# --- figures -----------------------------------------------------------------------------------------------

YEARS = range(2014, 2019)
MEN, WOMEN = pd.Series([5.0, 9.0, 7.0, 8.0, 12.0], index=YEARS), pd.Series([3.0, 4.0, 2.0, 6.0, 5.0], index=YEARS)
LABELS = {"title": (), "xlabel": (), "ylabel": ("deaths",)}
LINES = question("figure", {"Guatemala border": MEN, "US border": WOMEN}, labels=LABELS, tolerance=0.01)
BARS = question("figure", pd.Series([5.0, 9.0, 7.0], index=["Chiapas", "Oaxaca", "Tabasco"]), labels=LABELS)
MONTHS = question(
    "figure", pd.Series([5.0, 9, 7, 3, 2], index=pd.date_range("2018-10-01", periods=5, freq="MS")), labels=LABELS
)
TWO_BARS = question(
    "figure",
    {
        "men": pd.Series([5.0, 9.0, 7.0], index=["Chiapas", "Oaxaca", "Tabasco"]),
        "women": pd.Series([4.0, 1.0, 2.0], index=["Chiapas", "Oaxaca", "Tabasco"]),
    },
    labels=LABELS,
    layout=("side_by_side",),
)


def draw(asked, way="lineplot", made=None, **changes):
    ax = drawn.WAYS[way](asked, asked.right(dict) if made is None else made)
    ax.set(**changes)
    return ax


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("way", drawn.WAYS)
@pytest.mark.parametrize("asked", [LINES, BARS, MONTHS, TWO_BARS], ids=["years", "names", "months", "two by name"])
def test_a_figure_is_right_however_it_is_drawn(asked, way):
    verdict = verdict_on(asked, drawn.WAYS[way](asked, asked.right(dict)))
    assert (verdict.outcome, verdict.message) == ("right", "Well done.")


def partly(verdict, words):
    assert (verdict.outcome, verdict.points) == ("partly", 2), verdict
    assert verdict.message.startswith("The values are right. ")
    assert words in verdict.message


def test_names_that_are_swapped_are_wrong():
    swapped = {"Guatemala border": WOMEN, "US border": MEN}
    verdict = verdict_on(LINES, draw(LINES, made=swapped))
    assert (verdict.points, verdict.mistake) == (0, "swapped names")
    assert '"US border" shows the values of Guatemala border' in verdict.message


def test_names_may_be_short_and_series_may_stand_in_any_order():
    made = {"US": WOMEN, "Guatemala": MEN}
    assert verdict_on(LINES, draw(LINES, made=made)).outcome == "right"
    assert "does not say which line is" in verdict_on(LINES, draw(LINES, made={"a": MEN, "b": WOMEN})).message


def test_where_all_others_are_named_another_name_says_which_this_is():
    assert verdict_on(LINES, draw(LINES, made={"Guatemala": MEN, "Estados Unidos": WOMEN})).outcome == "right"
    assert verdict_on(LINES, draw(LINES, made={"Guatemala": WOMEN, "Estados Unidos": MEN})).mistake == "swapped names"
    ax = draw(LINES, "by hand")
    ax.lines[0].set_label("_nolegend_")
    ax.legend()
    partly(verdict_on(LINES, ax), "does not say which line is Guatemala border")


FISCAL = pd.Series([5.0, 9, 7, 8], index=["Oct", "Nov", "Dec", "Jan"])


@pytest.mark.parametrize("names", [("FY2014", "FY2015"), ("FY 14", "FY 15"), ("2013-14", "2014-15")])
def test_fiscal_years_and_their_months_may_be_numbered_where_the_axis_says_so(names):
    asked = question("figure", {"2014": FISCAL, "2015": FISCAL * 2}, labels=LABELS, unit="deaths")
    ax = plt.figure().subplots()
    for factor, name in enumerate(names, 1):
        ax.plot([1, 2, 3, 4], FISCAL * factor, label=name)
    ax.legend()
    ax.set(**(drawn.words(asked) | {"xlabel": "month (1 = October)"}))
    assert verdict_on(asked, ax).outcome == "right"
    ax.set_xlabel("month")
    assert verdict_on(asked, ax).mistake == "other places"


def test_of_two_series_the_one_that_is_not_there_is_said_and_x_for_y():
    made = {"Guatemala border": MEN, "US border": WOMEN + MEN**2 / 9}
    assert "those of US border are not" in message(LINES, draw(LINES, made=made))
    ax = plt.figure().subplots()
    ax.plot(MEN, YEARS, label="Guatemala border")
    ax.plot(WOMEN, YEARS, label="US border")
    assert "exchange x and y" in message(LINES, ax)


def test_series_that_stand_beside_each_other_are_told():
    """The same months of two years, drawn over the days of these years."""
    names = ["Oct", "Nov", "Dec"]
    asked = question(
        "figure",
        {"2014": pd.Series([5.0, 9.0, 7.0], index=names), "2015": pd.Series([6.0, 1.0, 2.0], index=names)},
        labels=LABELS,
    )
    days = {
        year: one.set_axis(pd.date_range(f"{year}-10-01", periods=3, freq="MS"))
        for year, one in asked.right(dict).items()
    }
    partly(verdict_on(asked, draw(asked, made=days)), "do not stand above each other")
    # Numbers of months name the months.
    numbered = {year: one.set_axis([10, 11, 12]) for year, one in asked.right(dict).items()}
    assert verdict_on(asked, draw(asked, made=numbered)).outcome == "right"


def test_series_on_two_scales_are_told():
    left = plt.figure().subplots()
    for ax, (name, one) in zip((left, left.twinx()), LINES.right(dict).items(), strict=True):
        ax.plot(one.index, one, label=name)
        ax.set(xlabel="year", ylabel="deaths", title="Deaths by year")
    verdict = verdict_on(LINES, left.figure)
    assert (verdict.points, verdict.mistake) == (0, "two scales")
    assert "lines stand on two scales" in verdict.message


def test_what_is_wrong_with_two_panels_is_said_once():
    panels = plt.figure().subplots(1, 2)
    for ax, (name, one) in zip(panels, LINES.right(dict).items(), strict=True):
        ax.plot(one.index, one, label=name)
        ax.set(xlabel="year", ylabel="deaths", title="Deaths by year", ylim=(0, one.max() - 1))
    assert verdict_on(LINES, panels[0].figure).message.count("lies outside the chart") == 1


def test_bars_of_two_colours_without_a_legend_are_two_series():
    ax = draw(TWO_BARS, "barplot")
    ax.get_legend().remove()
    partly(verdict_on(TWO_BARS, ax), "no legend: nobody can tell the bars apart")


def test_places_too_many_are_counted_once():
    more = {
        name: pd.concat([one, one.set_axis(["Puebla", "Nayarit", "Colima"])])
        for name, one in TWO_BARS.right(dict).items()
    }
    assert (
        "6 places, and 3 are wanted: Puebla is not asked for."
        in verdict_on(TWO_BARS, draw(TWO_BARS, "barplot", made=more)).message
    )


def test_a_missing_legend_costs_a_part():
    ax = draw(LINES)
    ax.get_legend().remove()
    partly(verdict_on(LINES, ax), "no legend")
    # Names that stand beside the lines do as well.
    for name, one in LINES.right(dict).items():
        ax.text(2018, one.iloc[-1], name)
    assert verdict_on(LINES, ax).outcome == "right"


def test_a_legend_without_the_colours_of_the_bars_names_none():
    ax = sns.barplot(drawn.long(TWO_BARS.right(dict)), x="place", y="value", hue="name")
    ax.set(**drawn.words(TWO_BARS))
    ax.legend(["women", "men"])  # their colours are those of the strokes for error bars
    partly(verdict_on(TWO_BARS, ax), "The legend does not say which bar is men")
    ax.legend(ax.containers, ["women", "men"])
    assert verdict_on(TWO_BARS, ax).mistake == "swapped names"
    ax.get_legend().remove()
    partly(verdict_on(TWO_BARS, ax), "no legend: nobody can tell the bars apart")


def test_values_at_other_places_are_wrong():
    later = {name: one.set_axis(one.index + 1) for name, one in LINES.right(dict).items()}
    verdict = verdict_on(LINES, draw(LINES, made=later))
    assert (verdict.points, verdict.mistake) == (0, "other places")
    assert "the first stands at 2015, and it belongs to 2014" in verdict.message
    renamed = BARS.right(dict).set_axis(["Oaxaca", "Chiapas", "Tabasco"])
    assert verdict_on(BARS, draw(BARS, "barplot", made=renamed)).points == 0


def test_time_stands_in_its_order_and_names_in_any():
    asked = question("figure", pd.Series([5.0, 9.0, 7.0], index=["Oct", "Nov", "Dec"]), labels=LABELS)
    other = asked.right(dict).iloc[[2, 0, 1]]
    assert "Dec stands where Oct belongs" in message(asked, draw(asked, made=other))
    assert verdict_on(BARS, draw(BARS, "barplot", made=BARS.right(dict).sort_values())).outcome == "right"


@pytest.mark.parametrize(
    ("asked", "way", "change", "words"),
    [
        (LINES, "lineplot", lambda ax: ax.invert_yaxis(), "turned over"),
        (LINES, "lineplot", lambda ax: ax.invert_xaxis(), "from right to left"),
        (LINES, "lineplot", lambda ax: ax.set_yscale("log"), "a logarithm"),
        (LINES, "lineplot", lambda ax: ax.set_ylim(0, 8), "outside the chart"),
        (BARS, "barplot", lambda ax: ax.set_ylim(4, 10), "cut off: their axis begins at 4"),
        (LINES, "lineplot", lambda ax: ax.set_title(""), "a title"),
        (LINES, "lineplot", lambda ax: ax.set_title("."), "a title"),
        (LINES, "lineplot", lambda ax: ax.set_title("Deaths"), "too short"),
        (LINES, "lineplot", lambda ax: ax.set_xlabel(""), "a label on the x axis"),
        (LINES, "lineplot", lambda ax: ax.set_ylabel("apples"), 'should say what it shows; yours reads "apples"'),
        (LINES, "lineplot", lambda ax: ax.set_ylabel("share of deaths"), "these are no shares"),
    ],
)
def test_an_axis_or_a_word_that_misleads_costs_a_part(asked, way, change, words):
    ax = draw(asked, way)
    change(ax)
    partly(verdict_on(asked, ax), words)


@pytest.mark.parametrize("label", ["homicides", "Muertes", "víctimas de homicidio", "people killed", "DEATHS"])
def test_a_label_may_use_any_word_of_the_concept(label):
    assert verdict_on(LINES, draw(LINES, ylabel=label)).outcome == "right"


def test_thousands_are_right_where_the_label_says_so():
    thousands = {name: one / 1000 for name, one in LINES.right(dict).items()}
    assert verdict_on(LINES, draw(LINES, made=thousands, ylabel="deaths (thousands)")).outcome == "right"
    verdict = verdict_on(
        LINES, draw(question("figure", LINES.right(dict), labels=LABELS, unit="deaths"), made=thousands)
    )
    assert verdict.points == 0


def test_bars_that_stand_on_each_other_are_told():
    ax = plt.figure().subplots()
    pd.DataFrame(TWO_BARS.right(dict)).plot.bar(stacked=True, ax=ax)
    ax.set(**drawn.words(TWO_BARS))
    partly(verdict_on(TWO_BARS, ax), "side by side")
    ax = plt.figure().subplots()
    pd.DataFrame(TWO_BARS.right(dict)).plot.area(ax=ax)
    ax.set(**drawn.words(TWO_BARS))
    partly(verdict_on(TWO_BARS, ax), "The lines stand on each other")


def test_bars_that_hide_each_other_are_told():
    table = drawn.long(TWO_BARS.right(dict))
    ax = sns.barplot(table, x="place", y="value", hue="name", dodge=False, errorbar=None)
    ax.set(**drawn.words(TWO_BARS))
    partly(verdict_on(TWO_BARS, ax), "Bars stand before other bars")
    anywhere = question("figure", TWO_BARS.right(dict), labels=LABELS)
    assert verdict_on(anywhere, ax).outcome == "right"


def test_what_cannot_be_seen_is_not_there():
    ax = draw(BARS, "barplot")
    for bar in ax.patches:
        bar.set_alpha(0)
    assert "no bars, lines or points that can be seen" in message(BARS, ax)


def test_a_series_too_many_is_named():
    more = {**LINES.right(dict), "Belize": MEN * 1.7}
    partly(verdict_on(LINES, draw(LINES, made=more)), 'the line "Belize" too')
    ax = draw(LINES)
    ax.plot(list(YEARS), (MEN + WOMEN).to_list())
    partly(verdict_on(LINES, ax), "a line without a name")


def test_of_several_axes_another_curve_on_one_is_too_much():
    ax = draw(BARS, "barplot")
    other = ax.twinx()
    other.plot([0, 1, 2], [1.0, 30.0, 2.0])
    partly(verdict_on(BARS, ax.figure), "too: what is that?")
    partly(verdict_on(BARS, ax), "too: what is that?")


def test_lines_and_points_that_help_the_eye_are_harmless():
    ax = draw(LINES)
    ax.axhline(6, color="grey")
    ax.axvline(2016, linestyle=":")
    ax.plot([2014, 2018], [6, 6])
    ax.scatter([2014, 2015], [5, 9])
    assert verdict_on(LINES, ax).outcome == "right"


def test_bars_of_which_one_stands_out_are_right():
    table = drawn.long(BARS.right(dict)).assign(highest=[False, True, False])
    ax = sns.barplot(table, x="place", y="value", hue="highest", dodge=False, ax=plt.figure().subplots())
    ax.set(**drawn.words(BARS))
    assert verdict_on(BARS, ax).outcome == "right"


def test_lying_bars_are_as_good_as_standing_ones():
    made = BARS.right(dict)
    ax = plt.figure().subplots()
    ax.barh(list(made.index), made.to_list())
    ax.set(title="Deaths by state", xlabel="deaths", ylabel="state")
    assert verdict_on(BARS, ax).outcome == "right"
    ax.set(xlabel="")
    partly(verdict_on(BARS, ax), "x axis")


def test_a_mistake_is_recognised_beside_a_series_too_many():
    wrong = MEN + WOMEN
    asked = question("figure", {"a b": MEN, "c d": WOMEN}, {"the sum": wrong}, labels=LABELS)
    ax = draw(asked, made=wrong)
    ax.plot(list(YEARS), [1.0, 2.0, 3.0, 4.0, 55.0])
    assert verdict_on(asked, ax).mistake == "the sum"


def test_a_general_mistake_in_all_heights_is_named():
    asked = question("figure", {"a": MEN, "b": WOMEN}, labels={"ylabel": ("share",)}, unit="per cent")
    shares = {name: one / 100 for name, one in asked.right(dict).items()}
    assert verdict_on(asked, draw(asked, made=shares)).mistake == "share for per cent"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("chart", "A set... method gives back words"),
        (["x", "y"], "Keep what seaborn returned"),
        (5, "Keep what seaborn returned"),
    ],
)
def test_what_is_no_figure_is_told_what_to_keep(value, words):
    verdict = verdict_on(LINES, value)
    assert (verdict.outcome, verdict.mistake) == ("not yet", "not the axes")
    assert words in verdict.message


def test_what_a_drawing_method_gives_back_is_its_figure():
    made = BARS.right(dict)
    ax = plt.figure().subplots()
    bars = ax.bar(list(made.index), made.to_list())
    ax.set(**drawn.words(BARS))
    assert verdict_on(BARS, bars).outcome == "right"
    axes = plt.figure().subplots(1, 1, squeeze=False)
    axes[0, 0].bar(list(made.index), made.to_list())
    axes[0, 0].set(**drawn.words(BARS))
    assert verdict_on(BARS, axes).outcome == "right"
    # As in chart = ax.set_title("..."), or .set(...) behind the drawing.
    assert verdict_on(BARS, axes[0, 0].set(title="A title of words")).outcome == "right"
    assert verdict_on(BARS, axes[0, 0].set(ylabel="deaths", title="A title of words")).outcome == "right"


def test_seaborns_objects_are_figures():
    so = pytest.importorskip("seaborn.objects")
    table = drawn.long(LINES.right(dict))
    plot = so.Plot(table, x="place", y="value", color="name").add(so.Line())
    assert verdict_on(LINES, plot.label(title="Deaths by year", x="year", y="deaths")).outcome == "right"


@pytest.mark.parametrize("aside", [0, 0.4, -0.4, 0.6])
def test_bars_on_an_axis_of_numbers_stand_at_their_years(aside):
    ax = plt.figure().subplots()
    for shift, name, values in ((0, "Guatemala border", MEN), (aside, "US border", WOMEN)):
        ax.bar([year + shift for year in YEARS], values, width=0.35, label=name)
    ax.legend()
    ax.set(title="Deaths by border", xlabel="year", ylabel="deaths")
    assert verdict_on(LINES, ax).outcome == "right"


def test_bars_on_an_axis_of_numbers_a_year_away_are_at_other_places():
    ax = plt.figure().subplots()
    for name, values in (("Guatemala border", MEN), ("US border", WOMEN)):
        ax.bar([year + 1 for year in YEARS], values, label=name)
    assert verdict_on(LINES, ax).mistake == "other places"


def test_each_panel_has_a_y_axis_of_its_own():
    axes = plt.figure().subplots(2)
    for ax, name, values in zip(axes, ("Guatemala border", "US border"), (MEN, WOMEN), strict=True):
        ax.plot(YEARS, values, label=name)
        ax.set(title=f"Deaths at the {name}", xlabel="year", ylabel="deaths", ylim=(0, max(values) + 1))
    assert verdict_on(LINES, axes).outcome == "right"
    axes[0].set(ylim=(0, 6))
    partly(verdict_on(LINES, axes), "outside the chart")


def test_panels_are_right_unless_one_chart_is_asked_for():
    table = drawn.long(LINES.right(dict))

    def grid():
        made = sns.relplot(table, x="place", y="value", col="name", kind="line")
        made.set_axis_labels("year", "deaths")
        made.figure.suptitle("Deaths by year")
        return made

    assert verdict_on(LINES, grid()).outcome == "right"
    together = question("figure", LINES.right(dict), labels=LABELS, layout=("together",))
    partly(verdict_on(together, grid()), "panels of their own: use hue")


GROUPS = question(
    "figure",
    {"family members": MEN, "single adults": WOMEN, "unaccompanied minors": MEN + WOMEN},
    labels=LABELS,
    tolerance=0.01,
)
VIEWS = question("figure", {"agree": MEN, "disagree": WOMEN}, labels=LABELS, tolerance=0.01)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (GROUPS, ["familias", "adultos solos", "niños solos"]),
        (GROUPS, ["Families", "adults travelling alone", "unaccompanied children"]),
        (GROUPS, ["miembros de familias", "personas adultas", "menores no acompañados"]),
        (VIEWS, ["de acuerdo", "en desacuerdo"]),
        (VIEWS, ["sí", "no"]),
        (VIEWS, ["agreed", "do not agree"]),
        (LINES, ["frontera con Guatemala", "frontera con Estados Unidos"]),
        (LINES, ["Border with Guatemala", "EE. UU."]),
    ],
)
def test_a_legend_may_say_a_name_in_other_words(asked, names):
    values = list(asked.right(dict).values())
    assert verdict_on(asked, draw(asked, made=dict(zip(names, values, strict=True)))).outcome == "right"
    swapped = dict(zip(names, [values[1], values[0], *values[2:]], strict=True))
    assert verdict_on(asked, draw(asked, made=swapped)).mistake == "swapped names"


def test_a_name_that_can_mean_several_names_none():
    made = {"north border": MEN, "south border": WOMEN}
    partly(verdict_on(LINES, draw(LINES, made=made)), "does not say which line")


def test_names_at_places_may_be_said_in_other_words():
    asked = question("figure", pd.Series([5.0, 9.0], index=["expel immediately", "jail"]), labels=LABELS)
    assert (
        verdict_on(asked, draw(asked, "barplot", made=asked.right(dict).set_axis(["Expulsar", "Cárcel"]))).points == 3
    )
    other = asked.right(dict).set_axis(["Cárcel", "Expulsar"])
    assert verdict_on(asked, draw(asked, "barplot", made=other)).points == 0


def test_a_name_that_is_not_shown_names_nothing():
    ax = draw(LINES, "by hand")
    ax.get_legend().remove()
    partly(verdict_on(LINES, ax), "no legend")
    ax.legend(["US border", "Guatemala border"])
    assert verdict_on(LINES, ax).mistake == "swapped names"


def test_words_beside_the_wrong_line_are_swapped_names():
    ax = draw(LINES)
    ax.get_legend().remove()
    for name, one in zip(("US border", "Guatemala border"), (MEN, WOMEN), strict=True):
        ax.text(2018, one.iloc[-1] + 0.2, name)
    assert verdict_on(LINES, ax).mistake == "swapped names"


def panels_of(names):
    panels = plt.figure().subplots(1, 2, sharey=True)
    for ax, one, name in zip(panels, (MEN, WOMEN), names, strict=True):
        ax.plot(one.index, one)
        ax.set_title(name)
    figure = panels[0].figure
    figure.supxlabel("year")
    figure.supylabel("deaths")
    figure.suptitle("Deaths by year")
    return figure


def test_the_title_of_a_panel_says_who_is_who():
    assert verdict_on(LINES, panels_of(["Guatemala border", "US border"])).outcome == "right"
    assert verdict_on(LINES, panels_of(["US border", "Guatemala border"])).mistake == "swapped names"
    partly(verdict_on(LINES, panels_of(["left", "right"])), "Nobody can tell which panel is Guatemala border")


def test_lines_that_look_alike_are_told():
    ax = draw(LINES, "by hand")
    for line in ax.lines:
        line.set_color("black")
    ax.legend()
    partly(verdict_on(LINES, ax), "Two entries of the legend look alike")


def test_an_axis_without_names_is_told():
    partly(verdict_on(LINES, draw(LINES, xticks=[])), "x axis bears no names")


def test_values_outside_are_told_with_the_axis_that_is_too_short():
    partly(verdict_on(LINES, draw(LINES, xlim=(2014, 2017))), "its x axis is too short")
    partly(verdict_on(BARS, draw(BARS, "barplot", xlim=(-0.5, 1.5))), "its x axis is too short")
    partly(verdict_on(BARS, draw(BARS, "lying bars", xlim=(0, 6))), "its x axis is too short")


def test_a_colour_of_bars_that_was_not_asked_for_is_named():
    more = {**TWO_BARS.right(dict), "children": pd.Series([1.5, 2.5, 3.5], index=["Chiapas", "Oaxaca", "Tabasco"])}
    partly(verdict_on(TWO_BARS, draw(TWO_BARS, "barplot", made=more)), 'the bars "children" too')


def test_months_may_be_counted_from_the_first_where_the_label_says_so():
    months = [5, 6, 7, 8, 9]
    asked = question(
        "figure", {"2014": MEN.set_axis(months), "2019": WOMEN.set_axis(months)}, labels=LABELS, tolerance=0.01
    )
    counted = {name: one.set_axis(range(5)) for name, one in asked.right(dict).items()}
    for label in ("months since May", "meses desde mayo", "month (0 = May)"):
        assert verdict_on(asked, draw(asked, made=counted, xlabel=label)).outcome == "right", label
    assert verdict_on(asked, draw(asked, made=counted, xlabel="month")).mistake == "other places"


@pytest.mark.parametrize("wanted", [list("abcde"), YEARS], ids=["names", "years"])
def test_pandas_names_every_second_place(wanted):
    asked = question("figure", MEN.set_axis(wanted), labels=LABELS)
    ax = plt.figure().subplots()
    MEN.set_axis([str(place) for place in wanted]).plot(ax=ax)
    ax.set_xticks([0, 2, 4], [str(wanted[place]) for place in (0, 2, 4)])
    ax.set(**drawn.words(asked))
    assert verdict_on(asked, ax).outcome == "right"
    ax.set_xticks([0, 2, 4], [str(wanted[place]) for place in (1, 3, 4)])
    assert verdict_on(asked, ax).points == 0


def test_points_that_are_drawn_place_by_place_are_one_series():
    table = drawn.long(TWO_BARS.right(dict))
    ax = sns.stripplot(table, x="place", y="value", hue="name")
    ax.set(**drawn.words(TWO_BARS))
    assert verdict_on(TWO_BARS, ax).outcome == "right"


def test_the_sign_for_per_cent_is_a_label():
    asked = question("figure", BARS.right(dict), labels={"ylabel": ("share",)})
    assert verdict_on(asked, draw(asked, "barplot", ylabel="%")).outcome == "right"
    partly(verdict_on(BARS, draw(BARS, "barplot", ylabel="%")), "lacks a label on the y axis")


def test_a_general_mistake_is_seen_in_bars_that_stand_in_another_order():
    asked = question("figure", TWO_BARS.right(dict), labels={"ylabel": ("share",)}, unit="per cent")
    shares = {name: one.iloc[[2, 0, 1]] / 100 for name, one in asked.right(dict).items()}
    assert verdict_on(asked, draw(asked, "barplot", made=shares)).mistake == "share for per cent"


# --- strange descriptions ----------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [PER_CENT, NAMES, TABLE, FUNCTION, LINES], ids=lambda one: one.kind)
@pytest.mark.parametrize("description", [{"kind": "other", "type": "Thing"}, {"kind": "missing"}])
def test_a_description_of_nonsense_is_judged(asked, description):
    assert core.judge(asked, description, dict).outcome in ("not yet", "not attempted")


@pytest.mark.parametrize("asked", [PER_CENT, TABLE, FUNCTION, LINES], ids=lambda one: one.kind)
def test_an_answer_that_cannot_be_read_costs_nothing_but_is_said(asked):
    verdict = core.judge(asked, {"kind": "error", "message": "ValueError: bad"}, dict)
    assert (verdict.outcome, verdict.points) == ("cannot check", 0)
    assert "ValueError: bad" in verdict.message
