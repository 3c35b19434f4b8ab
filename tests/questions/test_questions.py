"""Every question, both ways: right in each form, blank, of the wrong type, and each mistake by its name.

The tests go over all questions that there are; what they ask of one they ask of every other of its kind. How answers
are compared stands in test_comparing.py, on questions made for it.
"""

import json
import re

import drawn
import forms
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pandas as pd
import pytest

from twoborders import questions
from twoborders.questions import describe, judge
from twoborders.questions.core import OUTCOMES
from twoborders.tables import ROOT, load

ALL = [questions.get(question_id) for question_id in questions.ids()]
CHECKED = [question for question in ALL if question.kind != "argue"]
FIGURES = [question for question in ALL if question.kind == "figure"]
ARGUED = [question for question in ALL if question.kind == "argue"]
NUMBERS = [question for question in ALL if question.kind == "number"]
FUNCTIONS = [question for question in ALL if question.kind == "function"]
MISTAKES = [(question, mistake) for question in CHECKED for mistake in question.mistakes]


def named(one):
    return getattr(one, "id", getattr(one, "name", None))


each = pytest.mark.parametrize("question", ALL, ids=named)
each_checked = pytest.mark.parametrize("question", CHECKED, ids=named)
each_argued = pytest.mark.parametrize("question", ARGUED, ids=named)
each_figure = pytest.mark.parametrize("question", FIGURES, ids=named)
each_number = pytest.mark.parametrize("question", NUMBERS, ids=named)


def right(question):
    return forms.table_of(question, question.right(load))


def answer(question, compute):
    """Make the object that a learner would have: for a figure, a real one."""
    made = compute(load)
    return drawn.by_hand(question, made) if question.kind == "figure" else made


def shown_by(question, mistake):
    """Return the answers that show a mistake: one, or several numbers or texts."""
    made = answer(question, mistake.example)
    return made if question.kind in ("number", "text") and isinstance(made, list) else [made]


def verdict_on(question, value):
    """Judge a value as the notebook does, through JSON text as the grader does."""
    text = json.dumps(describe(value, question), allow_nan=False)
    return judge(question.id, json.loads(text))


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


# --- right -------------------------------------------------------------------------------------------------


@pytest.mark.quick
@each_checked
def test_the_right_answer_gets_all_points(question):
    verdict = verdict_on(question, answer(question, question.right))
    assert (verdict.outcome, verdict.points, verdict.possible) == ("right", question.points, question.points)
    assert verdict.mistake == ""
    assert verdict.message == question.why != ""


@pytest.mark.quick
@pytest.mark.parametrize(
    ("question", "form"),
    [(question, form) for question in CHECKED for form in forms.FORMS.get(question.kind, ())],
    ids=lambda one: getattr(one, "id", one),
)
def test_the_right_answer_is_right_in_every_form(question, form):
    value = forms.FORMS[question.kind][form](question, right(question))
    if value is not None:  # this answer has no such form
        verdict = verdict_on(question, value)
        assert verdict.outcome == "right", verdict.message


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("way", drawn.WAYS)
@each_figure
def test_the_right_figure_is_right_however_it_is_drawn(question, way):
    verdict = verdict_on(question, drawn.WAYS[way](question, question.right(load)))
    assert (verdict.outcome, verdict.message) == ("right", question.why)


@pytest.mark.quick
@pytest.mark.parametrize("question", [one for one in CHECKED if one.accepted], ids=named)
def test_every_other_text_that_is_accepted_is_right(question):
    for text in question.accepted:
        assert verdict_on(question, text).outcome == "right"


@pytest.mark.quick
@each_checked
def test_one_door_gives_the_same_verdict(question):
    value = answer(question, question.right)
    assert questions.verdict(question.id, value) == verdict_on(question, value)


# --- wrong -------------------------------------------------------------------------------------------------


@pytest.mark.quick
@pytest.mark.parametrize(("question", "mistake"), MISTAKES, ids=named)
def test_each_mistake_is_recognised_as_itself_and_as_no_other(question, mistake):
    for made in shown_by(question, mistake):
        verdict = verdict_on(question, made)
        assert (verdict.outcome, verdict.points) == ("not yet", 0)
        assert (verdict.mistake, verdict.message) == (mistake.name, mistake.message)


@pytest.mark.parametrize(("question", "mistake"), [one for one in MISTAKES if one[0].kind in forms.FORMS], ids=named)
def test_a_mistake_is_recognised_in_every_form(question, mistake):
    made = forms.table_of(question, shown_by(question, mistake)[0])
    if question.kind == "frame" and not set(question.key) <= set(made.columns):  # before it is reshaped
        return
    values = {name: form(question, made) for name, form in forms.FORMS[question.kind].items() if "is right" not in name}
    seen = {name: verdict_on(question, value).mistake for name, value in values.items() if value is not None}
    assert set(seen.values()) == {mistake.name}, seen


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("way", ["lineplot", "barplot"])
@pytest.mark.parametrize(("question", "mistake"), [one for one in MISTAKES if one[0].kind == "figure"], ids=named)
def test_a_mistake_is_recognised_however_it_is_drawn(question, mistake, way):
    made = mistake.example(load)
    if all(one.index.is_unique for one in drawn.series_of(made).values()):  # of two at one place seaborn draws the mean
        assert verdict_on(question, drawn.WAYS[way](question, made)).mistake == mistake.name


@pytest.mark.quick
@each_checked
def test_each_question_names_two_mistakes_or_more(question):
    names = [mistake.name for mistake in question.mistakes]
    assert len(set(names)) == len(names) >= 2


@pytest.mark.parametrize("blank", [pytest.param(..., marks=pytest.mark.quick), None, "", "  ", "...", "…"], ids=repr)
@each
def test_a_blank_is_not_attempted(question, blank):
    verdict = verdict_on(question, blank)
    assert (verdict.outcome, verdict.points) == ("not attempted", 0)
    assert question.wanted in verdict.message


WRONG_TYPES = {
    "number": ["seventy", [1, 2, 3], pd.DataFrame({"a": [1, 2]}), len, True, object(), {"a": 1}],
    "text": [12.5, [1, 2], pd.DataFrame({"a": [1, 2]}), len, True, object()],
    "names": [12.5, len, True, object(), pd.DataFrame({"a": ["x"], "b": ["y"]}), [True, False]],
    "frame": [12.5, "Chiapas", [1, 2], len, object(), {"a": 1}, pd.Series([True, False])],
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


@pytest.mark.parametrize("value", [float("nan"), pd.NA, pd.Series([np.nan])], ids=["nan", "NA", "series"])
@each_number
def test_nan_is_explained(question, value):
    verdict = verdict_on(question, value)
    assert verdict.outcome == "not yet"
    assert "NaN" in verdict.message


@each_number
def test_infinity_is_explained(question):
    assert "divided by zero" in verdict_on(question, float("inf")).message
    assert "divided by zero" in verdict_on(question, np.array([np.float64("-inf")])).message


@pytest.mark.parametrize("question", [one for one in NUMBERS if one.unit], ids=named)
@pytest.mark.parametrize(("factor", "words"), [(1000, "1,000 times too large"), (1e-3, "1,000 times too small")])
def test_a_factor_is_named(question, factor, words):
    assert words in verdict_on(question, question.right(load) * factor).message


@each_number
def test_a_number_in_quotation_marks_is_explained(question):
    assert "quotation marks" in verdict_on(question, str(question.right(load))).message


@pytest.mark.quick
@each_number
def test_a_number_of_another_size_is_not_right(question):
    exact = question.right(load)
    off = max(2.5 * question.tolerance, abs(exact) * 1e-6)
    for wrong in (exact + off, exact - off, 0 if exact else 1):
        assert verdict_on(question, wrong).points == 0


@pytest.mark.quick
@each_number
def test_no_message_gives_the_right_number_away(question):
    exact = question.right(load)
    shown = {f"{exact:g}", f"{exact:,.0f}", f"{exact:.1f}"} - {"8"}  # 8 stands in "18" and the like
    said = [mistake.message for mistake in question.mistakes] + [mistake.ask for mistake in question.mistakes]
    off = 2.5 * question.tolerance or 1  # the next number of things that are counted
    said += [verdict_on(question, wrong).message for wrong in (exact + off, exact * 7.3)]
    for message in said:
        assert not any(f" {number} " in f" {message} " for number in shown), message
    assert not any(number in question.hints[0] for number in shown)


@pytest.mark.quick
@pytest.mark.parametrize("question", FUNCTIONS, ids=named)
def test_what_fits_the_examples_alone_is_not_right(question):
    """A table of the calls that messages show is no function."""
    assert question.hidden
    made = question.right(load)
    known = {repr(call): made(*call) for call in question.calls}
    verdict = verdict_on(question, lambda *call: known.get(repr(call)))
    assert verdict.outcome == "not yet"
    assert not any(repr(argument) in verdict.message for call in question.hidden for argument in call[:1])


@pytest.mark.quick
@pytest.mark.parametrize("question", FUNCTIONS, ids=named)
def test_a_mistake_of_a_function_shows_in_calls_that_are_shown(question):
    """Its message is said of an example that the learner can try."""
    made = question.right(load)
    for mistake in question.mistakes:
        slip = mistake.example(load)
        telling = [call for call in question.calls if _result(slip, call) != _result(made, call)]
        assert telling, mistake.name


def _result(function, call):
    try:
        return repr(function(*json.loads(json.dumps(call))))
    except Exception as error:
        return type(error).__name__


@pytest.mark.quick
@each
def test_a_description_of_nonsense_is_judged_not_raised(question):
    for description in ({"kind": "other", "type": "Thing"}, {"kind": "error", "message": "bad"}):
        assert judge(question.id, description).outcome in ("not yet", "cannot check")


# --- figures -----------------------------------------------------------------------------------------------


def _spoiled(question, change):
    """Draw the right values, with one thing changed; lines for every question, so that all have what is changed."""
    ax = drawn.WAYS["lineplot"](question, question.right(load))
    change(ax)
    return verdict_on(question, ax)


@each_figure
@pytest.mark.parametrize("way", ["lineplot", "barplot"])
def test_the_right_values_at_other_places_are_wrong(question, way):
    several = drawn.series_of(question.right(load))
    turned = {name: pd.Series(one.to_numpy()[::-1], index=one.index) for name, one in several.items()}
    assert verdict_on(question, drawn.WAYS[way](question, turned)).points == 0


@each_figure
def test_lines_under_each_others_names_are_wrong(question):
    several = drawn.series_of(question.right(load))
    if len(several) > 1:
        swapped = dict(zip(several, list(several.values())[::-1], strict=True))
        verdict = verdict_on(question, drawn.WAYS["lineplot"](question, swapped))
        assert verdict.points == 0
        assert "learns the opposite" in verdict.message


@each_figure
def test_lines_that_nobody_can_tell_apart_lack_a_legend(question):
    if len(drawn.series_of(question.right(load))) > 1:
        verdict = _spoiled(question, lambda ax: ax.get_legend().remove())
        assert (verdict.outcome, verdict.points) == ("partly", round(question.points * 2 / 3, 2))
        assert "legend" in verdict.message


@each_figure
def test_a_series_that_is_not_drawn_is_missed(question):
    several = drawn.series_of(question.right(load))
    (name, *_) = several
    rest = {other: one for other, one in several.items() if other != name} or {name: several[name].iloc[:2]}
    assert verdict_on(question, drawn.WAYS["barplot"](question, rest)).points == 0


@each_figure
@pytest.mark.parametrize(("way", "noun"), [("lineplot", "line"), ("by hand", "line")])
def test_a_series_too_many_is_named(question, way, noun):
    several = drawn.series_of(question.right(load))
    first = next(iter(several.values()))
    more = pd.Series([value * 1.5 + place for place, value in enumerate(first)], index=first.index)
    made = {(name or "asked"): one for name, one in several.items()} | {"another": more}
    verdict = verdict_on(question, drawn.WAYS[way](question, made))
    assert (verdict.outcome, verdict.points) == ("partly", round(question.points * 2 / 3, 2))
    assert f'the {noun} "another" too' in verdict.message


@each_figure
def test_lines_and_points_that_help_the_eye_are_harmless(question):
    first = next(iter(drawn.series_of(question.right(load)).values())).to_list()
    level = sum(first) / len(first)

    def aid(ax):
        (low, high), xs = ax.get_xlim(), ax.lines[0].get_xdata()
        ax.axhline(level, color="grey")
        ax.axvline((low + high) / 2, linestyle=":")
        ax.plot([xs[0], xs[-1]], [level, level])
        ax.scatter(xs[:2], ax.lines[0].get_ydata()[:2])

    assert _spoiled(question, aid).outcome == "right"


@each_figure
@pytest.mark.parametrize(("place", "words"), [("title", "a title"), ("xlabel", "x axis"), ("ylabel", "y axis")])
def test_a_missing_label_costs_a_part_of_the_points(question, place, words):
    verdict = _spoiled(question, lambda ax: ax.set(**{place: ""}))
    assert verdict.outcome == "partly"
    assert 0 < verdict.points < question.points
    assert words in verdict.message


AXES = {
    "turned over": lambda ax: ax.invert_yaxis(),
    "a logarithm": lambda ax: ax.set_yscale("log"),
    "outside the chart": lambda ax: ax.set_ylim(*sorted((ax.get_ylim()[0], sum(ax.get_ylim()) / 2))),
    "from right to left": lambda ax: ax.invert_xaxis(),
}


@each_figure
@pytest.mark.parametrize("words", AXES)
def test_an_axis_that_misleads_costs_a_part_of_the_points(question, words):
    verdict = _spoiled(question, AXES[words])
    assert (verdict.outcome, verdict.points) == ("partly", round(question.points * 2 / 3, 2))
    assert words in verdict.message


@pytest.mark.quick
@each_figure
def test_an_empty_figure_is_said_to_be_empty(question):
    assert "no bars, lines or points" in verdict_on(question, plt.figure().subplots()).message


# --- argued answers ----------------------------------------------------------------------------------------


@pytest.mark.quick
@each_argued
def test_an_argument_waits_for_a_person(question):
    least, most = question.words
    verdict = verdict_on(question, "word " * least)
    assert (verdict.outcome, verdict.points) == ("to mark", 0)
    assert "claim (a position), evidence" in verdict.message
    assert list(question.rubric) == ["claim", "evidence", "alternative", "limit", "fairness"]
    assert len(question.variants) == 3
    assert 0 < least < most


@each_argued
def test_a_short_argument_and_a_long_one_are_told(question):
    least, most = question.words
    verdict = verdict_on(question, "word " * (least - 1))
    assert verdict.outcome == "to mark"
    assert f"Write at least {least}" in verdict.message
    assert "more than" not in verdict_on(question, "word " * most).message
    assert f"more than {most}" in verdict_on(question, "word " * (most + 1)).message
    assert verdict_on(question, "TODO").outcome == "not attempted"


# --- words -------------------------------------------------------------------------------------------------


@pytest.mark.quick
@each
def test_a_question_has_all_its_words(question):
    assert question.title
    assert question.wanted
    assert question.points > 0
    assert question.minutes > 0
    assert bool(question.why) == (question.kind != "argue")
    assert question.answer.isidentifier()
    assert len(question.hints) == len(set(question.hints)) == 3
    assert all(hint.strip() for hint in question.hints)


@pytest.mark.quick
@pytest.mark.parametrize(("question", "mistake"), MISTAKES, ids=named)
def test_a_mistake_has_a_sentence_that_helps_and_a_question_to_ask_back(question, mistake):
    assert mistake.message[-1] in ".?"
    assert mistake.ask.endswith("?")
    assert mistake.ask != mistake.message


@pytest.mark.quick
def test_the_names_of_the_answers_of_a_lesson_differ():
    names = [(question.lesson, question.answer) for question in ALL]
    assert len(set(names)) == len(names)


def _solution(lesson):
    (path,) = ROOT.glob(f"solutions/{lesson}_*.ipynb")
    return nbformat.read(path, 4)


ASKED = [question for question in ALL if question.lesson != "00"]


@pytest.mark.quick
@pytest.mark.parametrize("question", ASKED, ids=named)
def test_the_notebook_states_what_the_question_says(question):
    cells = {cell["id"]: cell for cell in _solution(question.lesson)["cells"]}
    stated = cells[f"{question.id}-question"]
    assert stated["metadata"]["twoborders"] == {"points": question.points, "minutes": question.minutes}
    plural = "" if question.points == 1 else "s"
    assert stated["source"].startswith(f"## {question.id}. {question.title}\n\n{question.points:g} point{plural}, ")
    assert f"about {question.minutes} minutes." in stated["source"]
    assert cells[question.id]["metadata"]["nbgrader"]["points"] == question.points


@pytest.mark.quick
@pytest.mark.parametrize("question", ASKED, ids=named)
def test_the_exercise_stores_the_answer_in_the_name_that_the_question_gives(question):
    cells = {cell["id"]: cell["source"] for cell in _solution(question.lesson)["cells"]}
    of_the_answer = cells.get(f"{question.id}-answer", cells[question.id])
    assert re.search(rf"^(?:def )?{question.answer}\b", of_the_answer, re.MULTILINE)
    assert f"`{question.answer}`" in cells[f"{question.id}-question"]


# --- self-checks -------------------------------------------------------------------------------------------


@pytest.mark.quick
@pytest.mark.parametrize("check_id", questions.self_check_ids())
def test_a_self_check_has_one_right_choice_and_a_reply_to_each(check_id):
    self_check = questions.self_checks(check_id)
    assert self_check["prompt"].endswith("?")
    assert sum(choice["right"] for choice in self_check["choices"]) == 1
    assert len({choice["feedback"] for choice in self_check["choices"]}) == len(self_check["choices"]) >= 3
    assert len({choice["text"] for choice in self_check["choices"]}) == len(self_check["choices"])


@pytest.mark.quick
@pytest.mark.parametrize("lesson", questions.lessons())
def test_three_self_checks_for_each_lesson(lesson):
    assert len(questions.self_check_ids(lesson)) == 3


# --- the catalogue -----------------------------------------------------------------------------------------


@pytest.mark.quick
def test_an_unknown_question_names_the_closest():
    known = questions.ids()[-1]
    with pytest.raises(questions.QuestionError) as caught:
        questions.get(known.removeprefix("0"))
    said = str(caught.value)
    assert said.startswith(f'There is no question "{known.removeprefix("0")}". Did you mean {known}? The questions are')
    assert all(question_id in said for question_id in questions.ids())


@pytest.mark.quick
def test_every_lesson_with_an_exercise_has_questions():
    assert {path.name[:2] for path in (ROOT / "solutions").glob("*.ipynb")} <= set(questions.lessons())


@pytest.mark.quick
def test_every_outcome_is_one_that_the_reports_know():
    seen = {verdict_on(question, value).outcome for question in ALL for value in (..., object(), "word " * 60)}
    assert seen <= set(OUTCOMES)
