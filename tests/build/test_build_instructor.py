"""The instructor's pages: what is generated of them, and what keeps them from being made."""

import copy
import re
from dataclasses import replace

import nbformat
import pandas as pd
import pytest

from twoborders import load, questions
from twoborders.build import instructor
from twoborders.build.notebooks import BuildError
from twoborders.questions.core import expected
from twoborders.questions.describing import describe
from twoborders.tables import ROOT

STEM = "03_constraints_what_mexico_did"
REGIONS = ("head", "plan", "clock", "rubric")
PAGE = "# Lesson 03\n\n" + "\n".join(f"<!-- generated: {name} -->\n<!-- /generated -->\n" for name in REGIONS)


@pytest.fixture(scope="module")
def lesson():
    return nbformat.read(ROOT / f"notebooks/{STEM}.ipynb", 4)


@pytest.fixture(scope="module")
def solution():
    return nbformat.read(ROOT / "solutions/03_exercise.ipynb", 4)


@pytest.fixture(scope="module")
def page(lesson, solution):
    return instructor.page(PAGE, STEM, lesson, solution)


@pytest.fixture(scope="module")
def answers(lesson, solution):
    return instructor.answers(STEM, lesson, solution)


def part(page, name):
    return page.split(f"<!-- generated: {name} -->")[1].split("<!-- /generated -->")[0]


def test_each_claim_stands_with_its_verdict(page, lesson):
    ledger = load("claims").set_index("claim_id").loc[lesson["metadata"]["twoborders"]["claims"]]
    assert len(ledger) > 3
    for claim, row in ledger.iterrows():
        why = f": {row['reason'].split(' (')[0]}" if row["verdict"] == "not tested here" else ""
        assert f"| {claim} | {row['statement']} | {row['verdict']}{why} |" in part(page, "head")


def test_the_exercise_is_counted(page):
    asked = [questions.get(each) for each in questions.ids("03")]
    assert f"{len(asked)} questions, {sum(each.points for each in asked):g} points" in part(page, "head")


def test_every_question_has_its_right_answer_and_every_mistake_its_reply(answers):
    for question in (questions.get(each) for each in questions.ids("03")):
        if question.kind == "argue":
            continue
        about = answers.split(f"### {question.id}. {question.title}\n")[1].split("\n### ")[0]
        assert "**Right.** " in about
        assert question.why in about
        for each in question.mistakes:
            assert f"| {each.name} | " in about
            assert f" | {each.message} | {each.ask} |" in about


def test_the_answers_are_computed(answers):
    assert "**Right.** 33,753 detentions" in answers
    assert "| Calderón | 85,236 |" in answers
    assert "- `([50, 80, 60, 40], 1, 3)` gives 20\n" in answers
    assert "- `([7, 21, 35, 14, 28], 2, 3)` gives 22.22 (no message shows this one)\n" in answers
    assert "- 2014: Oct 35,312; Nov 31,896; Dec 29,528; " in answers


def test_a_wrong_function_or_table_is_shown_where_it_is_wrong(answers):
    # For the window of the first call it gives what the right one gives.
    assert "| window one month too long | `([50, 80, 60, 40], 1, 2)` gives 80 instead of 40 |" in answers
    assert "| seven calendar years | Fox: 158,481 instead of 184,894 |" in answers
    assert "| both publications | 4 rows instead of 3, such as Calderón, 84,900 |" in answers
    assert '| figures from later | also "court cases, university count" and 3 more |' in answers
    begins = "2014: Jan 28,668; Feb 36,403; Mar 49,596; ... instead of Oct 35,312; Nov 31,896; Dec 29,528; ..."
    assert f"| order of the calendar | {begins} |" in answers
    assert "| two other years | 2013, 2014 instead of 2014, 2015: Oct 28,929; " in answers


def question(kind, **more):
    about = {"id": "03-1", "title": "A title", "points": 1, "minutes": 5, "wanted": "it", "hints": ("", "", "")}
    return questions.Question(kind=kind, **{**about, **more})


def described(answer, asked):
    if asked.kind == "figure":
        return expected(asked, lambda load: answer, load)
    return describe(answer, asked)


@pytest.mark.parametrize(("wrong", "said"), [(2.6458, "2.65"), (3.6668, "3.7"), (5, "5"), (float("inf"), "inf")])
def test_a_wrong_number_does_not_look_like_the_right_one(wrong, said):
    asked = question("number", tolerance=0.051)
    assert instructor.difference(described(wrong, asked), described(2.5928, asked), asked) == said


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        (["a", "c"], ["a", "b"], "lacks b; also c"),
        (["c"], ["a", "b"], "c"),
        (list("abcdefgh"), ["a", "b"], "also c, d, e and 3 more"),
        (["a"], ["a", "count, of cases", "count, of people"], 'lacks "count, of cases" and 1 more'),
    ],
)
def test_wrong_names_are_said_by_what_is_lacking_and_what_is_too_many(wrong, right, said):
    asked = question("names")
    assert instructor.difference(described(wrong, asked), described(right, asked), asked) == said


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"year": [2018, 2019], "pct": [10.5, 40.5]}, "year 2019: 40.5 instead of 20.2"),
        ({"pct": [10.5, 40.5], "year": [2018, 2019]}, "year 2019: 40.5 instead of 20.2"),
        ({"year": [2018, 2019], "pct": [10.5, 20.201]}, "year 2019: 20.201 instead of 20.200"),
        ({"year": [2018], "pct": [10.5]}, "1 row instead of 2"),
        ({"year": [2018, 2019, 2020], "pct": [10.5, 20.2, 2018]}, "3 rows instead of 2, such as year 2020, 2,018"),
        ({"year": [2018, 2019], "share": [10.5, 20.2]}, "2 rows, with share"),
        ({"year": [2018, 2019], "pct": [10.5, 0.0000045]}, "year 2019: 0.0000045 instead of 20.2"),
    ],
)
def test_a_wrong_table_is_said_by_the_row_that_differs_most(wrong, said):
    asked = question("frame", key=("year",), tolerance=0.1)
    right = described(pd.DataFrame({"year": [2018, 2019], "pct": [10.5, 20.2]}), asked)
    assert instructor.difference(described(pd.DataFrame(wrong), asked), right, asked) == said


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"men": [1, 2, 3, 4], "women": [5, 6, 7, 8]}, "women: at 2014 5 instead of 9"),
        ({"men": [1, 2, 9, 4], "women": [9, 6, 7, 8]}, "men: at 2016 9 instead of 3"),
        ({"women": [1, 2, 3, 4], "men": [9, 6, 7, 8]}, "men: at 2014 9 instead of 1"),
        ({"men": [1, 2, 3, 4], "boys": [9, 6, 7, 8]}, "men, boys instead of men, women: 2014 1; 2015 2; 2016 3; ..."),
        ({"men": [1, 2, 3, 4]}, "one series: 2014 1; 2015 2; 2016 3; ..."),
        ({"": [1, 2], "men": [3, 4], "boys": [5, 6]}, "3 series instead of 2: 2014 1; 2015 2"),
        ({"men": [1, 2, 3, 4, 5], "women": [9, 6, 7, 8]}, "men: 5 values instead of 4: 2014 1; 2015 2; 2016 3; ..."),
        (
            {"men": [4, 3, 2, 1], "women": [9, 6, 7, 8], "order": -1},
            "men: 2017 4; 2016 3; 2015 2; ... instead of 2014 1; 2015 2; 2016 3; ...",
        ),
    ],
)
def test_a_wrong_chart_is_said_by_the_first_series_that_differs(wrong, said):
    def lines(values, order=1):
        years = range(2014, 2014 + max(map(len, values.values())))
        return {name: pd.Series(of, index=years[: len(of)][::order]) for name, of in values.items()}

    asked = question("figure")
    right = described(lines({"men": [1, 2, 3, 4], "women": [9, 6, 7, 8]}), asked)
    order = wrong.get("order", 1)
    wrong = {name: values for name, values in wrong.items() if name != "order"}
    assert instructor.difference(described(lines(wrong, order), asked), right, asked) == said


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda x: "after", '`(1)` gives `"after"` instead of `True`'),
        (lambda x: x == 2, "`(1)` gives `False` instead of `True`"),
        (lambda x: None, "`(1)` gives nothing instead of `True`"),
        (lambda x: 0.25, "`(1)` gives 0.25 instead of `True`"),
        (lambda x: 1 / 0, "`(1)` gives an error (ZeroDivisionError: division by zero) instead of `True`"),
    ],
)
def test_what_a_function_gives_reads_as_code(wrong, said):
    asked = question("function", calls=((1,),), tolerance=0.0001)
    assert instructor.difference(described(wrong, asked), described(lambda x: x == 1, asked), asked) == said


def test_the_self_checks_stand_with_the_reply_to_each_choice(answers):
    for check_id in questions.self_check_ids("03"):
        check = questions.self_checks(check_id)
        assert all(choice["text"] in answers and choice["feedback"] in answers for choice in check["choices"])


def test_the_page_has_the_criteria_and_variants_and_the_answers_have_the_model_paragraph(page, answers):
    rubric = part(page, "rubric")
    (argued,) = (questions.get(each) for each in questions.ids("03") if questions.get(each).kind == "argue")
    assert all(f"- **{name}**: {best}" in rubric for name, best in argued.rubric.items())
    assert all(f"- {variant}" in rubric for variant in argued.variants)
    assert "\n> " not in page
    paragraph = answers.split("\n> ")[1].split("\n")[0]
    least, most = argued.words
    assert least <= len(paragraph.split()) <= most


@pytest.mark.parametrize("path", sorted((ROOT / "solutions").glob("*.ipynb")), ids=lambda path: path.stem)
def test_each_model_paragraph_has_the_length_that_is_asked(path):
    asked = [questions.get(each) for each in questions.ids(path.stem[:2])]
    for argued in (each for each in asked if each.kind == "argue"):
        words = len(instructor.model_paragraph(argued, nbformat.read(path, 4)).split())
        assert argued.words[0] <= words <= argued.words[1]


def test_a_solution_without_a_model_paragraph_is_refused(solution):
    (argued,) = (questions.get(each) for each in questions.ids("03") if questions.get(each).kind == "argue")
    spoiled = copy.deepcopy(solution)
    next(cell for cell in spoiled["cells"] if cell["id"] == argued.id)["source"] = "argument = ..."
    with pytest.raises(BuildError, match=r"the cell 03-9 holds no model paragraph"):
        instructor.model_paragraph(argued, spoiled)


def test_a_lesson_without_an_exercise_needs_no_rubric():
    lesson = nbformat.read(ROOT / "notebooks/00_start_here.ipynb", 4)
    page = instructor.page(
        PAGE.replace("<!-- generated: rubric -->\n<!-- /generated -->\n", ""), "00_start_here", lesson, None
    )
    assert "It has no exercise of its own." in part(page, "head")
    assert "00-2" in instructor.answers("00_start_here", lesson, None)


def test_a_mistake_of_another_form_than_the_right_answer_is_named(lesson, solution, monkeypatch):
    asked = questions.get("03-3")
    bare = pd.DataFrame({"president": ["Fox"]})
    mistake = replace(asked.mistakes[0], name="a column alone", example=lambda load: bare)
    spoiled = replace(asked, mistakes=(mistake,))
    monkeypatch.setattr(questions, "get", lambda each: spoiled)
    with pytest.raises(BuildError) as caught:
        instructor.answers(STEM, lesson, solution)
    assert str(caught.value).startswith(
        'src/twoborders/questions/lesson_03.py: question 03-3: the example of the mistake "a column alone" must have '
    )


# The plan


# What a new lesson lacks


def test_a_lesson_without_the_kits_metadata_is_told_each_key(lesson, solution):
    bare = copy.deepcopy(lesson)
    del bare["metadata"]["twoborders"]
    with pytest.raises(BuildError) as caught:
        instructor.page(PAGE, STEM, bare, solution)
    for key in ("lesson", "minutes", "claims", "question"):
        said = f'notebooks/{STEM}.ipynb: its notebook metadata needs "{key}" under "twoborders"'
        assert any(problem.startswith(said) for problem in caught.value.problems)


def test_minutes_come_from_the_questions_and_not_from_the_notebook(lesson, solution, page):
    bare = copy.deepcopy(solution)
    del bare["metadata"]["twoborders"]
    assert instructor.page(PAGE, STEM, lesson, bare) == page
    assert instructor.answers(STEM, lesson, bare) == instructor.answers(STEM, lesson, solution)


def only(monkeypatch, asked):
    """Let lesson 03 have this one question."""
    monkeypatch.setattr(questions, "ids", lambda lesson=None: [asked.id])
    monkeypatch.setattr(questions, "get", lambda question_id: asked)


def test_an_answer_that_cannot_be_computed_is_told_with_its_question(lesson, solution, monkeypatch):
    only(monkeypatch, question("number", right=lambda load: load("timeline")["no such column"]))
    with pytest.raises(BuildError) as caught:
        instructor.answers(STEM, lesson, solution)
    (said,) = caught.value.problems
    where = "src/twoborders/questions/lesson_03.py: question 03-1: "
    assert said == f"{where}its right answer cannot be computed (KeyError: 'no such column')"


def test_a_mistake_that_cannot_be_computed_is_told_with_its_name(lesson, solution, monkeypatch):
    wrong = questions.Mistake("upside down", "Turn it.", lambda load: 1 / 0, ask="Which is the whole?")
    only(monkeypatch, question("number", right=lambda load: 1, mistakes=(wrong,)))
    with pytest.raises(BuildError, match=r'question 03-1: the example of the mistake "upside down" cannot be computed'):
        instructor.answers(STEM, lesson, solution)


def test_a_question_without_a_right_answer_is_told(lesson, solution, monkeypatch):
    only(monkeypatch, question("number"))
    with pytest.raises(BuildError, match=r"question 03-1: its right answer is missing; give it a function of load"):
        instructor.answers(STEM, lesson, solution)


# The kit's pages

HAND_WRITTEN = ("Purpose", "Minute plan", "Live-coding cues", "Answers, right and wrong", "Discuss", "Variants")


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_lesson_has_a_page_with_all_its_parts(path):
    text = (ROOT / f"notebooks/instructor/{path.stem}.md").read_text(encoding="utf-8")
    for heading in HAND_WRITTEN:
        assert f"\n## {heading}\n" in text
    discuss = text.split("\n## Discuss\n")[1].split("\n## ")[0].replace("**Another\n", "**Another ")
    assert discuss.count("\n### ") == discuss.count("**One reading.**") == discuss.count("**Another reading.**") >= 2
    variants = text.split("\n## Variants\n")[1]
    assert "**A class that does not code.**" in variants
    assert "**An advanced class.**" in variants
    cues = text.split("\n## Live-coding cues\n")[1].split("\n## ")[0]
    assert 5 <= cues.count("\n- ") <= 13


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_the_prompts_of_a_page_are_those_of_its_lesson(path):
    lesson = "\n".join(cell["source"] for cell in nbformat.read(path, 4)["cells"] if cell["cell_type"] == "markdown")
    asked = re.findall(r"^\d\. (.+)$", lesson.split("**Discuss.**")[1].split("\n## ")[0], re.MULTILINE)
    text = (ROOT / f"notebooks/instructor/{path.stem}.md").read_text(encoding="utf-8")
    page = text.split("\n## Discuss\n")[1].split("\n## ")[0]
    assert re.findall(r"^### \d\. (.+)$", page, re.MULTILINE) == asked


def test_a_page_that_names_a_cell_by_its_id_is_refused(lesson, solution):
    page = PAGE.replace("# Lesson 03\n", "# Lesson 03\n\n- `s3-explorer`: ask first.\n")
    with pytest.raises(BuildError) as caught:
        instructor.page(page, STEM, lesson, solution)
    (said,) = caught.value.problems
    assert said.startswith(f"notebooks/instructor/{STEM}.md: it names the cell `s3-explorer` by its id")


@pytest.mark.parametrize(
    ("cue", "said"),
    [
        ("- Section 3, `windows()`: ask first.", None),
        ("- Section 3, `steps = us_months.set_index( ...`: ask first.", None),
        ("- *Meet the data*, `columns = [` and `print`: ask first.", None),
        ("- Section 4, `windows()`: ask first.", "no line of Section 4 in the lesson begins with `windows()`"),
        ("- Section 3, `doors()`: ask first.", "no line of Section 3 in the lesson begins with `doors()`"),
    ],
)
def test_a_cue_names_a_line_of_its_section(cue, said, lesson, solution):
    page = PAGE.replace("# Lesson 03\n", f"# Lesson 03\n\n{cue}\n")
    if said is None:
        assert cue in instructor.page(page, STEM, lesson, solution)
    else:
        with pytest.raises(BuildError, match=re.escape(said)):
            instructor.page(page, STEM, lesson, solution)


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_page_has_at_most_1500_words_by_hand_and_no_answer_of_the_exercise(path):
    text = (ROOT / f"notebooks/instructor/{path.stem}.md").read_text(encoding="utf-8")
    by_hand = re.sub(r"<!-- generated: \w+ -->.*?<!-- /generated -->", "", text, flags=re.DOTALL)
    assert len(re.sub(r"`[^`]*`|[#*|>]", " ", by_hand).split()) <= 1500
    assert "**Right.**" not in text
