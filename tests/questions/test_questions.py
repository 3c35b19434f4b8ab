"""Every question, both ways: right, equivalent, blank, of the wrong type, and each mistake by name."""

import json
import sys

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns

from twoborders import questions
from twoborders.questions import describe, judge
from twoborders.tables import ROOT, load

ALL = [questions.get(question_id) for question_id in questions.ids()]
CHECKED = [question for question in ALL if question.kind != "argue"]
FIGURES = [question for question in ALL if question.kind == "figure"]
ARGUED = [question for question in ALL if question.kind == "argue"]


def answer(question, compute):
    """Make the object that a learner would have: for a figure, a real one with the values that it should show."""
    made = compute(load)
    if question.kind != "figure":
        return made
    ax = draw(series_of(made))
    ax.set(**labels(made))
    return ax


def series_of(made):
    """Return the lists of numbers that a figure should show."""
    return made.get("series") or [made["values"]]


def labels(made):
    """Return a title and labels that will do, for each place at which the figure needs one."""
    return {place: (words[0] if words else "some words") for place, words in made.get("words", {}).items()}


def draw(series, kind=sns.barplot):
    """Draw each list of numbers from left to right, in a colour of its own if there are several."""
    table = pd.DataFrame(
        [
            (place, value, f"group {number}")
            for number, values in enumerate(series)
            for place, value in enumerate(values)
        ],
        columns=["place", "value", "group"],
    )
    ax = plt.figure().subplots()
    kind(table, x="place", y="value", hue="group" if len(series) > 1 else None, ax=ax, errorbar=None)
    return ax


def verdict_on(question, value):
    """Judge a value as the notebook does, through JSON text as the grader does."""
    text = json.dumps(describe(value, question), allow_nan=False)
    return judge(question.id, json.loads(text))


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


@pytest.mark.quick
@pytest.mark.parametrize("question", CHECKED, ids=lambda question: question.id)
def test_the_right_answer_gets_all_points(question):
    verdict = verdict_on(question, answer(question, question.right))
    assert (verdict.outcome, verdict.points, verdict.possible) == ("right", question.points, question.points)
    assert verdict.mistake == ""
    assert verdict.message == question.why != ""


@pytest.mark.quick
@pytest.mark.parametrize(
    ("question", "compute"),
    [(question, compute) for question in CHECKED for compute in question.equivalents],
    ids=lambda one: getattr(one, "id", ""),
)
def test_an_equivalent_answer_is_right(question, compute):
    assert verdict_on(question, answer(question, compute)).outcome == "right"


@pytest.mark.quick
@pytest.mark.parametrize("question", [one for one in CHECKED if one.kind != "figure"], ids=lambda one: one.id)
def test_each_question_has_an_equivalent(question):
    assert question.equivalents


@pytest.mark.parametrize("blank", [pytest.param(..., marks=pytest.mark.quick), None, "", "  "], ids=repr)
@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_a_blank_is_not_attempted(question, blank):
    verdict = verdict_on(question, blank)
    assert (verdict.outcome, verdict.points) == ("not attempted", 0)
    assert question.wanted in verdict.message


@pytest.mark.quick
@pytest.mark.parametrize(
    ("question", "mistake"),
    [(question, mistake) for question in CHECKED for mistake in question.mistakes],
    ids=lambda one: getattr(one, "id", getattr(one, "name", "")),
)
def test_each_mistake_is_recognised(question, mistake):
    verdict = verdict_on(question, answer(question, mistake.example))
    assert (verdict.outcome, verdict.points) == ("not yet", 0)
    assert (verdict.message, verdict.mistake) == (mistake.message, mistake.name)


@pytest.mark.quick
@pytest.mark.parametrize("question", CHECKED, ids=lambda question: question.id)
def test_each_question_names_two_mistakes_or_more(question):
    names = [mistake.name for mistake in question.mistakes]
    assert len(set(names)) == len(names) >= 2


WRONG_TYPES = {
    "number": ["seventy", [1, 2, 3], pd.DataFrame({"a": [1, 2]}), len, True, object(), {"a": 1}],
    "text": [12.5, [1, 2], pd.DataFrame({"a": [1, 2]}), len, True, object()],
    "names": [12.5, "Chiapas", len, True, object(), pd.DataFrame({"a": ["x"], "b": ["y"]})],
    "frame": [12.5, "Chiapas", [1, 2], len, object()],
    "function": [12.5, "text", [1, 2], pd.DataFrame({"a": [1]})],
    "figure": [12.5, "text", [1, 2], pd.DataFrame({"a": [1]}), len],
    "argue": [12.5, [1, 2], pd.DataFrame({"a": [1]})],
}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        pytest.param(question, value, marks=pytest.mark.quick if value is WRONG_TYPES[question.kind][0] else ())
        for question in ALL
        for value in WRONG_TYPES[question.kind]
    ],
    ids=lambda one: getattr(one, "id", type(one).__name__),
)
def test_a_wrong_type_says_what_came_and_what_is_wanted(question, value):
    verdict = verdict_on(question, value)
    assert (verdict.outcome, verdict.points) == ("not yet", 0)
    assert "Your answer is" in verdict.message
    assert question.wanted in verdict.message


NUMBERS = [question for question in CHECKED if question.kind == "number"]


@pytest.mark.parametrize("value", [float("nan"), pd.NA, pd.Series([np.nan])], ids=["nan", "NA", "series"])
@pytest.mark.parametrize("question", NUMBERS, ids=lambda question: question.id)
def test_nan_is_explained(question, value):
    verdict = verdict_on(question, value)
    assert verdict.outcome == "not yet"
    assert "NaN" in verdict.message


@pytest.mark.parametrize("question", NUMBERS, ids=lambda question: question.id)
def test_infinity_is_explained(question):
    assert "divided by zero" in verdict_on(question, float("inf")).message
    assert "divided by zero" in verdict_on(question, np.float64("-inf")).message


@pytest.mark.parametrize("question", NUMBERS, ids=lambda question: question.id)
@pytest.mark.parametrize(("factor", "words"), [(1000, "1,000 times too large"), (1e-3, "1,000 times too small")])
def test_a_factor_is_named(question, factor, words):
    assert words in verdict_on(question, question.right(load) * factor).message


@pytest.mark.parametrize("question", NUMBERS, ids=lambda question: question.id)
def test_a_number_in_quotation_marks_is_explained(question):
    assert "quotation marks" in verdict_on(question, str(question.right(load))).message


@pytest.mark.quick
@pytest.mark.parametrize("question", NUMBERS, ids=lambda question: question.id)
def test_no_message_gives_the_right_number_away(question):
    right = question.right(load)
    shown = {f"{right:g}", f"{right:,.0f}", f"{right:.1f}"} - {"8"}  # 8 stands in "18" and the like
    for mistake in question.mistakes:
        assert not any(f" {number} " in f" {mistake.message} " for number in shown), mistake.name
    assert not any(number in question.hints[0] for number in shown)


@pytest.mark.quick
@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_three_hints_that_differ(question):
    assert len(question.hints) == len(set(question.hints)) == 3
    assert all(hint.strip() for hint in question.hints)


def test_a_rounded_answer_is_not_taken_for_a_mistake_that_lies_near():
    verdict = verdict_on(questions.get("01-1"), 68)
    assert verdict.outcome == "not yet"
    assert "close" in verdict.message


def test_a_length_of_time_is_told_how_to_become_a_number():
    for value in (pd.Timedelta(days=8), np.timedelta64(8, "D")):
        assert ".days" in verdict_on(questions.get("00-1"), value).message


# --- tables ------------------------------------------------------------------------------------------------


def test_row_order_further_columns_and_an_index_do_not_matter():
    question = questions.get("01-4")
    right = question.right(load)
    for same in (
        right.sample(frac=1, random_state=1),
        right.assign(extra=1),
        right.set_index("state"),
        right.set_index("state")["people_in_poverty"],
        right.rename(columns={"people_in_poverty": "People in poverty"}),
        right.rename(columns={"people_in_poverty": "n"}),
    ):
        assert verdict_on(question, same).outcome == "right"


def test_a_table_that_is_wrong_in_one_place_is_told_where():
    question = questions.get("01-4")
    wrong = question.right(load)
    wrong.loc[wrong["state"] == "Oaxaca", "people_in_poverty"] += 5_000
    verdict = verdict_on(question, wrong)
    assert verdict.outcome == "not yet"
    assert "people_in_poverty differs in 1 of 32 rows, for example for Oaxaca" in verdict.message


def test_text_for_numbers_and_a_dict_are_told():
    question = questions.get("01-3")
    right = question.right(load)
    assert "holds text" in verdict_on(question, right.astype({"poverty_rate_pct": "str"})).message
    assert "pd.Series" in verdict_on(question, right.set_index("border_group")["poverty_rate_pct"].to_dict()).message


def test_a_table_that_lacks_something_is_told_what():
    question = questions.get("01-4")
    right = question.right(load)
    assert "32" in verdict_on(question, right.head(10)).message
    assert "no rows" in verdict_on(question, right.head(0)).message
    assert "It lacks: people_in_poverty" in verdict_on(question, right[["state"]]).message
    other = right.replace({"state": {"Oaxaca": "Oaxxaca"}})
    assert "no row for Oaxaca" in verdict_on(question, other).message


def test_names_are_compared_without_accents_and_order():
    question = questions.get("01-2")
    names = question.right(load)
    assert verdict_on(question, [name.upper() for name in reversed(names)]).outcome == "right"
    verdict = verdict_on(question, [*names[:-1], "Sonora"])
    assert verdict.message.startswith(f"Your answer has {len(names)} names: 1 name still missing; Sonora should not")


def test_unnamed_and_renamed_columns_are_found_by_their_kind():
    question = questions.get("01-3")
    right = question.right(load).set_index("border_group")["poverty_rate_pct"]
    assert verdict_on(question, pd.Series(dict(right))).outcome == "right"
    assert verdict_on(question, right.rename("mean").rename_axis("group").reset_index()).outcome == "right"
    assert verdict_on(question, right.to_frame("mean").assign(count=1)).outcome == "not yet"


@pytest.mark.parametrize("name", ["quarter", "month", "q", None])
def test_a_series_with_numbers_as_index_and_values_is_read_as_both(name):
    question = questions.get("07-7")
    right = question.right(load).set_index("quarter")["change_pct"].rename("both").rename_axis(name)
    assert verdict_on(question, right).outcome == "right"
    assert verdict_on(question, right.sample(frac=1, random_state=1)).outcome == "right"
    assert "differs in 4 of 4 rows" in verdict_on(question, right + 1).message


def test_numbers_under_other_names_are_not_guessed_where_there_are_too_many_or_too_few():
    question = questions.get("07-7")
    right = question.right(load).rename(columns={"quarter": "q", "change_pct": "n"})
    assert verdict_on(question, right).outcome == "right"
    for unclear in (right.assign(more=1), right[["n"]], right.astype({"q": "str"})):
        verdict = verdict_on(question, unclear)
        assert verdict.outcome == "not yet"
        assert "It lacks: quarter, change_pct. Name a column so." in verdict.message


@pytest.mark.parametrize("form", ["unique", "to_numpy", "array"])
def test_names_may_come_as_any_kind_of_array(form):
    question = questions.get("01-2")
    names = pd.Series(question.right(load))
    value = getattr(names, form)
    assert verdict_on(question, value() if callable(value) else value).outcome == "right"


GENERAL = [
    ("01-1", lambda right: -right, "wrong sign"),
    ("01-6", lambda right: right + 1, "is not it"),
    ("01-6", lambda right: right * 10, "10 times too large"),
    ("01-5", lambda right: 10_000 / right, "upside down"),
    ("01-1", lambda right: right + 0.3, "is close"),
]


@pytest.mark.parametrize(("question_id", "change", "words"), GENERAL)
def test_general_mistakes_are_named(question_id, change, words):
    question = questions.get(question_id)
    assert words in verdict_on(question, change(question.right(load))).message


def test_an_extra_column_is_not_silently_taken_for_one_that_is_missing():
    question = questions.get("04-3")
    right = question.right(load)
    extra = right[["citizenship"]].assign(apprehensions=[1, 2, 3, 4])
    message = verdict_on(question, extra).message
    assert message.startswith("Your table lacks: per_1000. Its column apprehensions was read instead. ")
    assert "differs in 4 of 4 rows" in message
    assert "lacks" not in verdict_on(question, right.assign(per_1000=0, more=1)).message
    keyless = right.rename(columns={"citizenship": "code"}).assign(code=list("abcd"))
    assert verdict_on(question, keyless).message.startswith(
        "Your table lacks: citizenship. Its column code was read instead. Your table has no row for "
    )


# --- texts -------------------------------------------------------------------------------------------------

JUNE = ["june", "Jun", "JUN.", "junio", "2014-06", "June 2014", "junio de 2014", "2014-06-01"]
OCTOBER = ["Oct 2018", "oct. 2018", "octubre de 2018", "Octubre 2018", "October, 2018", "2018-10", "2018/10"]


@pytest.mark.parametrize(
    ("question_id", "text"),
    [("03-2", text) for text in JUNE] + [("05-4", text) for text in OCTOBER] + [("02-5", "hnd"), ("07-2", "HND")],
)
def test_a_right_text_may_be_written_in_several_ways(question_id, text):
    assert verdict_on(questions.get(question_id), text).outcome == "right"


@pytest.mark.parametrize(
    ("question_id", "text", "name"),
    [
        ("03-2", "julio", "the month of the plan"),
        ("05-4", "2019-10", "fiscal year for calendar year"),
        ("05-4", "dic 2018", "more than half of all"),
        ("05-4", "octubre", "no month with its year"),
        ("05-4", "in autumn", "no month with its year"),
    ],
)
def test_a_mistake_is_recognised_however_the_month_is_written(question_id, text, name):
    question = questions.get(question_id)
    (message,) = [one.message for one in question.mistakes if one.name == name]
    assert verdict_on(question, text).message == message


@pytest.mark.parametrize("text", ["October 2017", "2018-13", "oc 2018", "Honduras", "2018"])
def test_another_text_is_not_right(text):
    assert verdict_on(questions.get("05-4"), text).outcome == "not yet"
    assert verdict_on(questions.get("03-2"), text).outcome == "not yet"


# --- functions ---------------------------------------------------------------------------------------------


def test_a_lambda_is_called_your_function():
    message = verdict_on(questions.get("01-7"), lambda b, a, d: 7).message
    assert message.startswith("Your function (6000, 2000, 2500) gives the number 7")
    assert "Your answer is a function." in verdict_on(questions.get("01-1"), lambda: 7).message


def test_a_function_that_fails_is_told_for_which_numbers():
    question = questions.get("01-7")
    assert "ZeroDivisionError" in verdict_on(question, lambda b, a, d: b / 0).message
    assert "gives nothing (None)" in verdict_on(question, lambda b, a, d: None).message
    assert "TypeError" in verdict_on(question, lambda b: b).message
    assert "(6000, 2000, 2500) gives the number 7" in verdict_on(question, lambda b, a, d: 7).message


def test_minus_infinity_and_an_exit_are_not_right():
    question = questions.get("01-7")
    right = question.right(load)
    assert (
        verdict_on(question, lambda *call: -float("inf") if right(*call) == float("inf") else right(*call)).points == 0
    )
    assert "SystemExit" in verdict_on(question, lambda *call: sys.exit()).message


# --- figures -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", FIGURES, ids=lambda question: question.id)
def test_a_line_chart_is_as_good_as_bars(question):
    made = question.right(load)
    ax = draw(series_of(made), sns.lineplot)
    ax.set(**labels(made))
    assert verdict_on(question, ax).outcome == "right"
    assert verdict_on(question, ax.figure).outcome == "right"


@pytest.mark.parametrize("question", FIGURES, ids=lambda question: question.id)
@pytest.mark.parametrize("kind", [sns.barplot, sns.lineplot])
def test_the_right_values_in_a_wrong_order_are_wrong(question, kind):
    made = question.right(load)
    values = series_of(made)[0]
    for wrong in (sorted(values), sorted(values, reverse=True), values[::-1]):
        if wrong == values:
            continue
        ax = draw([wrong, *series_of(made)[1:]], kind)
        ax.set(**labels(made))
        assert verdict_on(question, ax).points == 0


@pytest.mark.parametrize("question", FIGURES, ids=lambda question: question.id)
def test_a_series_that_is_not_drawn_is_missed(question):
    made = question.right(load)
    ax = draw(series_of(made)[1:] or [[1, 2]])
    ax.set(**labels(made))
    assert verdict_on(question, ax).points == 0


@pytest.mark.parametrize("question", FIGURES, ids=lambda question: question.id)
@pytest.mark.parametrize(("kind", "noun"), [(sns.barplot, "bars"), (sns.lineplot, "line")])
def test_a_series_too_many_is_named(question, kind, noun):
    made = question.right(load)
    series = series_of(made)
    ax = draw([*series, [value * 1.5 + place for place, value in enumerate(series[0])]], kind)
    ax.set(**labels(made))
    verdict = verdict_on(question, ax)
    assert (verdict.outcome, verdict.points) == ("partly", round(question.points * 2 / 3, 2))
    assert f'Too much is drawn: the {noun} "group {len(series)}". Leave out' in verdict.message


def test_a_series_too_many_without_a_name_is_said_so():
    question = questions.get("05-8")
    made = question.right(load)
    ax = draw(series_of(made), sns.lineplot)
    ax.plot([a + b for a, b in zip(*series_of(made), strict=True)])
    ax.set(**labels(made))
    assert "Too much is drawn: a line without a name." in verdict_on(question, ax).message


@pytest.mark.parametrize("question", FIGURES, ids=lambda question: question.id)
def test_lines_and_points_that_help_the_eye_are_harmless(question):
    made = question.right(load)
    series = series_of(made)
    ax = draw(series, sns.lineplot)
    level = sum(series[0]) / len(series[0])
    ax.axhline(level, color="grey")
    ax.axvline(1.5, linestyle=":")
    ax.plot([0, len(series[0]) - 1], [level, level])
    ax.scatter([0, 1], series[0][:2])
    ax.set(**labels(made))
    assert verdict_on(question, ax).outcome == "right"


def test_bars_of_which_one_stands_out_are_right():
    question = questions.get("01-8")
    made = question.right(load)
    values = made["values"]
    ax = plt.figure().subplots()
    table = pd.DataFrame({"month": range(len(values)), "n": values, "highest": [v == max(values) for v in values]})
    sns.barplot(table, x="month", y="n", hue="highest", dodge=False, ax=ax)
    ax.set(**labels(made))
    assert verdict_on(question, ax).outcome == "right"


def test_a_mistake_is_recognised_beside_a_series_too_many():
    question = questions.get("02-7")
    (mistake,) = [one for one in question.mistakes if one.name == "mean of the rates"]
    ax = draw([*series_of(mistake.example(load)), list(range(11))], sns.lineplot)
    assert verdict_on(question, ax).message == mistake.message


@pytest.mark.parametrize(
    "question", [one for one in FIGURES if len(series_of(one.right(load))) == 1], ids=lambda question: question.id
)
def test_lying_bars_are_as_good_as_standing_ones(question):
    made = question.right(load)
    (values,), named = series_of(made), labels(made)
    ax = plt.figure().subplots()
    ax.barh([f"row {i}" for i in range(len(values))], values)
    ax.set(title=named.get("title", ""), xlabel=named["ylabel"], ylabel=named["xlabel"])
    assert verdict_on(question, ax).outcome == "right"
    ax.set(xlabel="")
    assert verdict_on(question, ax).outcome == "partly"


@pytest.mark.parametrize("question", FIGURES, ids=lambda question: question.id)
@pytest.mark.parametrize(("place", "words"), [("title", "a title"), ("xlabel", "x axis"), ("ylabel", "y axis")])
def test_a_missing_label_costs_a_part_of_the_points(question, place, words):
    ax = answer(question, question.right)
    ax.set(**{place: ""})
    verdict = verdict_on(question, ax)
    assert verdict.outcome == "partly"
    assert 0 < verdict.points < question.points
    assert words in verdict.message


@pytest.mark.quick
@pytest.mark.parametrize("question", FIGURES, ids=lambda question: question.id)
def test_an_empty_figure_is_said_to_be_empty(question):
    assert "no bars, lines or points" in verdict_on(question, plt.figure().subplots()).message


# --- argued answers ----------------------------------------------------------------------------------------


@pytest.mark.quick
@pytest.mark.parametrize("question", ARGUED, ids=lambda question: question.id)
def test_an_argument_waits_for_a_person(question):
    verdict = verdict_on(question, "word " * 60)
    assert (verdict.outcome, verdict.points) == ("to mark", 0)
    assert question.rubric[0] in verdict.message
    assert len(question.rubric) == 3


@pytest.mark.parametrize("question", ARGUED, ids=lambda question: question.id)
def test_a_short_argument_and_a_long_one_are_told(question):
    least, most = question.words
    verdict = verdict_on(question, "word " * (least - 1))
    assert verdict.outcome == "to mark"
    assert f"Write at least {least}" in verdict.message
    assert "more than" not in verdict_on(question, "word " * most).message
    assert f"more than {most}" in verdict_on(question, "word " * (most + 1)).message


# --- the catalogue -----------------------------------------------------------------------------------------


def test_an_unknown_question_names_the_closest():
    with pytest.raises(
        questions.QuestionError, match=r'no question "1-1"\. Did you mean 01-1\? The questions are: 00-1, 01-1, '
    ):
        questions.get("1-1")


def test_a_description_of_nonsense_is_judged_not_raised():
    for description in ({"kind": "other", "type": "Thing"}, {"kind": "error", "message": "bad"}):
        for question in ALL:
            assert judge(question.id, description).outcome in ("not yet", "cannot check")


def _solution(lesson):
    (path,) = ROOT.glob(f"solutions/{lesson}_*.ipynb")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.quick
@pytest.mark.parametrize("question", [one for one in ALL if one.lesson != "00"], ids=lambda question: question.id)
def test_the_notebook_states_what_the_question_says(question):
    cells = {cell["id"]: cell for cell in _solution(question.lesson)["cells"]}
    stated = cells[f"{question.id}-question"]
    assert stated["metadata"]["twoborders"] == {"points": question.points, "minutes": question.minutes}
    text = "".join(stated["source"])
    plural = "" if question.points == 1 else "s"
    assert text.startswith(f"## {question.id}. {question.title}\n\n{question.points:g} point{plural}, ")
    assert f"about {question.minutes} minutes." in text
    assert cells[question.id]["metadata"]["nbgrader"]["points"] == question.points


EXERCISES = sorted({question.lesson for question in ALL} - {"00"})


@pytest.mark.quick
@pytest.mark.parametrize(
    ("question", "mistake"),
    [(question, mistake) for question in CHECKED for mistake in question.mistakes],
    ids=lambda one: getattr(one, "id", getattr(one, "name", "")),
)
def test_a_teacher_has_a_question_to_ask_back(question, mistake):
    assert mistake.ask.endswith("?")
    assert mistake.ask != mistake.message


@pytest.mark.quick
@pytest.mark.parametrize("check_id", questions.self_check_ids())
def test_a_self_check_has_one_right_choice_and_a_reply_to_each(check_id):
    self_check = questions.self_checks(check_id)
    assert sum(choice["right"] for choice in self_check["choices"]) == 1
    assert len({choice["feedback"] for choice in self_check["choices"]}) == len(self_check["choices"]) >= 3


@pytest.mark.quick
@pytest.mark.parametrize("lesson", ["00", *EXERCISES])
def test_three_self_checks_for_each_lesson(lesson):
    assert len(questions.self_check_ids(lesson)) == 3
