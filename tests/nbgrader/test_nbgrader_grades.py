"""``nbgrader autograde`` gives the points that ``twoborders grade`` gives, and leaves argued answers to a person."""

import copy
import csv
import json

import pytest
from course import LESSONS, Grade, blank, cell, gradebook, nbgrader, settings, solved, without, write

from twoborders import questions
from twoborders.cli import main

FIRST, THIRD = LESSONS[1], LESSONS[3]

# What a learner writes into the answers of lesson 03, which has a question of each kind.
MIXED = {
    "03-10-answer": "def fiscal_year(day):\n    return int(day[:4])",
    "03-2-answer": 'first_fall = "junio"',
    "03-3-answer": "by_president = termms.mean()",
    "03-4-answer": 'detentions_2014 = "thirty thousand"',
    "03-5-answer": "known = []",
    "03-6-answer": "share = ...",
    # Right, with a warning and a line on the error stream each time the check tries it.
    "03-7-answer": "import sys\nimport warnings\n\n\ndef change_pct(values, start, length):\n"
    '    warnings.warn("old", FutureWarning)\n    print("tried", file=sys.stderr)\n'
    "    return (sum(values[start : start + length]) / length / values[start - 1] - 1) * 100\n",
    # The values are right; title and labels are missing.
    "03-8-answer": "two = us_months[us_months.fiscal_year.isin([2014, 2015])]\n"
    'chart = sns.lineplot(x=two.month.dt.strftime("%b"), y=two.apprehensions, hue=two.fiscal_year)\n'
    'chart.set(xlabel="", ylabel="")',
}


def mixed() -> dict:
    notebook = blank(THIRD)
    for name, source in MIXED.items():
        cell(notebook, name)["source"] = source
    return notebook


def edited() -> dict:
    """The checks of a blank exercise are changed so that they give points, and more than there are."""
    notebook = blank(FIRST)
    for question in ("01-1", "01-2"):
        cell(notebook, question).update(source="2.0")
        cell(notebook, question)["metadata"]["nbgrader"]["points"] = 50
    return notebook


def copied() -> dict:
    """A check and an answer stand twice, as after copy and paste; the second of each is as it should be."""
    notebook = solved(FIRST)
    for name in ("01-1", "01-2-answer"):
        position = notebook["cells"].index(cell(notebook, name))
        first = copy.deepcopy(notebook["cells"][position])
        notebook["cells"].insert(position, {**first, "source": "chiapas_pct = poorer_states = 0"})
    return notebook


SUBMITTED = {
    "ana": {lesson: solved(lesson) for lesson in LESSONS},
    "bea": {THIRD: mixed()},
    "carlos": {FIRST: edited()},
    "dora": {FIRST: without(copied(), "01-3")},
    "felix": {FIRST: without(solved(FIRST), "01-4-answer", "01-4", "01-9")},
}
# What twoborders grade is given; of what ana handed in each question is known to be right.
COMPARED = ("bea", "carlos", "dora")


@pytest.fixture(scope="module")
def autograded(kit):
    """The copy of the kit after a class has handed in and the second command was run."""
    for learner, notebooks in SUBMITTED.items():
        for lesson, notebook in notebooks.items():
            write(kit / "submissions" / learner / f"{lesson}.ipynb", notebook)
    nbgrader(kit, "autograde")
    return kit


@pytest.fixture(scope="module")
def theirs(autograded):
    """What nbgrader's gradebook says, by learner and by question."""
    return gradebook(autograded, autograded.name)


@pytest.fixture(scope="module")
def ours(autograded, tmp_path_factory):
    """What twoborders grade says of the same files, by learner and by question."""
    out = tmp_path_factory.mktemp("graded")
    main(["grade", *(str(autograded / "submissions" / learner) for learner in COMPARED), "--out", str(out)])
    found: dict[str, dict] = {}
    for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines():
        result = json.loads(line)
        found.setdefault(result["learner"], {}).update(result["questions"])
    return found


def test_solved_exercises_get_all_points_and_argued_answers_wait_for_a_person(theirs):
    asked = [questions.get(each) for each in questions.ids()]
    assert theirs["ana"] == {
        each.id: Grade(None, True) if each.kind == "argue" else Grade(each.points, False) for each in asked
    }


@pytest.mark.parametrize("learner", COMPARED)
def test_both_graders_give_the_same_points(theirs, ours, learner):
    assert set(ours[learner]) == {each for lesson in SUBMITTED[learner] for each in questions.ids(lesson[:2])}
    for question, judged in ours[learner].items():
        expected = Grade(None, True) if judged["outcome"] == "to mark" else Grade(judged["points"], False)
        assert theirs[learner][question] == expected, question


def test_the_cases_have_each_outcome(ours):
    """Otherwise the comparison would say less than it seems to."""
    outcomes = {judged["outcome"] for judged in [*ours["bea"].values(), *ours["dora"].values()]}
    assert outcomes >= {"right", "partly", "not yet", "not attempted", "to mark"}
    assert ours["bea"]["03-7"]["outcome"] == "right"
    assert 0 < ours["bea"]["03-8"]["points"] < ours["bea"]["03-8"]["possible"]


def test_a_blank_exercise_gets_no_points_and_waits_for_nobody(theirs):
    assert {theirs["carlos"][each] for each in questions.ids(FIRST[:2])} == {Grade(0, False)}


def test_a_deleted_answer_costs_its_own_question_alone(theirs):
    waiting = {question for question in questions.ids(FIRST[:2]) if theirs["felix"][question].by_hand}
    assert waiting == {"01-4", "01-9"}
    assert theirs["felix"]["01-8"] == theirs["ana"]["01-8"]


def test_a_notebook_that_was_not_handed_in_has_no_points(theirs):
    assert {theirs["dora"][each] for each in questions.ids(THIRD[:2])} == {Grade(0, False)}


def test_the_learner_reads_the_messages_of_the_check(autograded):
    nbgrader(autograded, "generate_feedback", "--student=bea")
    page = (autograded / "feedback" / "bea" / f"{THIRD}.html").read_text(encoding="utf-8")
    assert "03-10. Not yet, 0 of 2 points." in page
    assert "gives the calendar year" in page


def test_the_exported_grades_have_the_sum_of_each_learner(autograded):
    nbgrader(autograded, "export")
    with (autograded / "grades.csv").open(newline="", encoding="utf-8") as file:
        exported = {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(file)}
    asked = [questions.get(each) for each in questions.ids()]
    possible = sum(each.points for each in asked)
    assert exported["ana"] == (sum(each.points for each in asked if each.kind != "argue"), possible)
    assert exported["carlos"] == (0, possible)


def test_the_formgrader_finds_what_a_person_must_mark(autograded):
    from nbgrader.apps.api import NbGraderAPI

    with settings(autograded) as app:
        api = NbGraderAPI(coursedir=app.coursedir, config=app.config)
        assert api.get_source_assignments() == {autograded.name}
        assert api.get_autograded_students(autograded.name) == set(SUBMITTED)
        waiting = {
            each["student"]: each["needs_manual_grade"] for each in api.get_notebook_submissions(autograded.name, FIRST)
        }
    assert waiting == {"ana": True, "carlos": False, "dora": True, "felix": True}
