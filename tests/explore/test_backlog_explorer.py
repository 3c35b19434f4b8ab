"""The explorer of lesson 01: its start, its goal and its picture."""

import pytest
from positions import at, reply

from twoborders import explore

IN_2018, IN_2019 = "2018: 1,026", "2019: 2,063"
CALM = {"applications": "2018: 2,467"}


@pytest.fixture(scope="module")
def backlog():
    return explore.backlog()


def options(explorer, name):
    return list(next(control for control in explorer.controls if control.name == name).values())


def test_the_values_are_those_of_the_united_nations(backlog):
    """12,309 and 24,760 cases closed, 29,609 and 70,363 applications, over twelve months; 5,072 and 9,642 without an
    answer; 10,357, 23,833 and 69,451 people at the ends of the years; 48,000 said by the head of the commission."""
    assert options(backlog, "applications") == ["2018: 2,467", "2019: 5,864"]
    assert options(backlog, "closed")[:2] == [IN_2018, IN_2019]
    waiting = options(backlog, "start_backlog")
    assert waiting == ["2017: 10,357", "2018: 23,833", "said: 48,000", "2019: 69,451", "80,000"]
    assert options(backlog, "unanswered_pct")[2:4] == ["2019: 39", "2018: 41"]
    assert list(backlog.default.values()) == ["2019: 5,864", IN_2018, "2018: 23,833", "2018: 41", "off"]


def test_options_with_an_order_stand_in_it(backlog):
    for name in ("applications", "closed", "start_backlog", "unanswered_pct"):
        numbers = [int(option.rpartition(" ")[2].replace(",", "")) for option in options(backlog, name)]
        assert numbers == sorted(numbers)


def test_only_one_number_of_closed_cases_is_the_answer(backlog):
    answers = {option: reply(backlog, closed=option) for option in options(backlog, "closed")}
    assert [option for option, (reached, _) in answers.items() if reached] == ["6,000"]
    # 5,864 people apply in a month: 5,000 closed cases are too few, 6,000 are enough.
    assert at(backlog, closed="5,000")[1].result["backlog"].iloc[-1] > 23_833
    assert at(backlog, closed="6,000")[1].result["backlog"].iloc[-1] < 23_833
    assert answers["5,000"][1].startswith("Too few")
    assert "a smaller number is enough" in answers["7,000"][1]


def test_the_year_2019_can_be_seen(backlog):
    reached, message = reply(backlog, closed=IN_2019)
    assert not reached
    # 23,833 + 12 x (5,864 - 2,063) = 69,445.
    for part in ("2019 as it was", "69,445 people wait in the model", "69,451 in the", "2.0 times", "proves nothing"):
        assert part in message
    assert "end of 2019: 69,451 in the table" in at(backlog, closed=IN_2019)[1].alt


def test_the_link_to_the_budget_is_off_and_is_set_beside_what_came(backlog):
    """1,026 less 19 per cent are 831; 24,760 closed cases are 101 per cent more than 12,309."""
    assert backlog.default["link"] == "off" and "budget" not in at(backlog)[1].sentence
    assert "at most 831 cases" in at(backlog, link="on")[1].sentence
    assert "an assumption: in 2019 it fell by 19 per cent, and they rose by 101." in backlog.source


@pytest.mark.parametrize(
    ("control", "value", "label"),
    [
        ("link", "on", "Follow the budget"),
        ("start_backlog", "80,000", "Waiting at the start"),
        ("applications", CALM["applications"], "Applications a month"),
    ],
)
def test_another_control_that_moved_is_named(backlog, control, value, label):
    reached, message = reply(backlog, closed="6,000", **{control: value})
    assert not reached
    assert f"Another control has moved: {label}." in message


def test_who_gives_up_changes_who_is_answered_and_not_who_waits(backlog):
    """In 2018, 1,026 x 12 x 59 per cent are 7,264 people with an answer."""
    few, many = (at(backlog, unanswered_pct=share)[1] for share in ("0", "60"))
    assert few.result["backlog"].equals(many.result["backlog"])
    assert "In the year 7,264 got an answer." in at(backlog)[1].sentence
    assert "In the year 12,312 got an answer." in few.sentence


def test_where_nobody_waits_the_sentence_says_so(backlog):
    sentence = at(backlog, closed="7,000", start_backlog="2017: 10,357", **CALM)[1].sentence
    assert "After 12 months nobody waits (10,357 at the start)" in sentence


def test_the_sentence_of_the_start(backlog):
    """23,833 + 12 x (5,864 - 1,026) = 81,889 people, and over 1,026 a month they are 79.8 months."""
    sentence = at(backlog)[1].sentence
    for part in ("5,864 people apply", "at most 1,026 cases", "41 per cent", "81,889 people wait", "79.8 months"):
        assert part in sentence


def test_the_picture_says_that_it_is_a_model(backlog):
    assert "of a model" in at(backlog)[1].alt
    assert backlog.source.startswith("Model, not data.")


def test_the_rows_of_the_picture_are_the_result(backlog):
    view = at(backlog, closed="4,000", **CALM)[1]
    waiting = [row["people"] for row in view.rows["waiting"]]
    assert waiting == [23_833, *(round(people) for people in view.result["backlog"])]
    # The mark of the year whose applications are shown: 23,833 people at the end of 2018.
    assert [row["people"] for row in view.rows["counted"]] == [23_833]
    for name, column in (("applications", "applications"), ("closed cases", "closed"), ("with an answer", "answered")):
        drawn = [row["people"] for row in view.rows["flows"] if row["flow"] == name]
        assert drawn == [round(value) for value in view.result[column]]


def test_the_picture_shows_the_goal(backlog):
    """A line at as many people as waited at the start: the goal is to end at it or below."""
    assert at(backlog)[1].rows["start"] == [{"people": 23_833}]
