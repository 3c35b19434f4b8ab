"""The sheets to print, what is written by hand of them, and the table of outcomes in the syllabus."""

import re
import tomllib

import nbformat
import pytest

from twoborders import load, questions
from twoborders.build import sheets, syllabus
from twoborders.build.form import numbers
from twoborders.build.notebooks import BuildError
from twoborders.tables import ROOT

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WORDS = tomllib.loads((ROOT / sheets.WORDS).read_text(encoding="utf-8"))
by_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
TEACHER, STUDENTS = 0, 1


def sides(number):
    text = (ROOT / f"notebooks/instructor/sheets/{number}.html").read_text(encoding="utf-8")
    return [re.sub(r"\s+", " ", part) for part in text.split('<section class="side"')[1:]]


def page_of(path):
    return (ROOT / f"notebooks/instructor/{path.stem}.md").read_text(encoding="utf-8")


# The kit's sheets


@by_lesson
def test_each_lesson_has_the_words_of_its_sheet(path):
    own = WORDS[path.name[:2]]
    assert len(own["say"]) == 3
    assert len(own["pictures"]) == 2
    assert 100 <= len(own["argument"].split()) <= 135


@by_lesson
def test_a_number_in_the_words_of_a_sheet_is_in_its_lesson(path):
    own = WORDS[path.name[:2]]
    said = "\n".join([*own["say"], own["note"], own["exit"], *(each["draw"] for each in own["pictures"])])
    lesson = nbformat.read(path, 4)
    stated = load("claims").set_index("claim_id").loc[lesson["metadata"]["twoborders"]["claims"], "value"].dropna()
    assert numbers.loose_numbers_of_page(said, [lesson], stated.tolist()) == []


@by_lesson
def test_the_side_for_the_teacher_has_what_a_class_needs(path):
    own, teacher = WORDS[path.name[:2]], sides(path.name[:2])[TEACHER]
    for said in (*own["say"], own["note"]):
        assert f"{said}<" in teacher.replace("&#34;", '"').replace("&#39;", "'")
    assert teacher.count("<img src=") == 2
    assert teacher.count("<i>Expect:</i>") == 5
    for what in ("No Wi-Fi.", "No kernel.", "Late.", "Heated."):
        assert f"<b>{what}</b>" in teacher
    assert teacher.count("not yet in") == teacher.count("Late, at") == 2


@by_lesson
def test_the_side_for_students_has_the_claims_and_no_verdict_and_no_picture(path):
    number, ledger = path.name[:2], load("claims").set_index("claim_id")
    students = sides(number)[STUDENTS].replace("&#39;", "'")
    claims = nbformat.read(path, 4)["metadata"]["twoborders"]["claims"]
    rows = re.findall(r"<tr><td>(\w+)</td><td>(.+?)</td><td></td><td></td></tr>", students)
    assert [claim for claim, _ in rows] == claims
    for claim, said in rows:
        assert said.startswith(ledger.loc[claim, "statement"])
        assert str(ledger.loc[claim, "finding"]) not in students
    assert "<img" not in students
    assert students.count("My guess:") + students.count("A guess of your own") == 5


@by_lesson
def test_the_questions_to_ask_are_answered_as_the_kit_answers_them(path):
    number = path.name[:2]
    lesson = nbformat.read(path, 4)
    asked = sheets.asked(lesson)
    assert len({each.ask for each in asked}) == 5
    guesses = {each["prompt"]: each for each in map(questions.predictions, questions.prediction_ids(number))}
    for each in asked[:3]:
        assert each.right == guesses[each.ask]["right"]
        assert each.right not in each.wrong.split("; ")
    check = questions.self_checks(questions.self_check_ids(number)[0])
    assert {"text": asked[3].right, "right": True} in [
        {key: c[key] for key in ("text", "right")} for c in check["choices"]
    ]
    assert {"text": asked[3].wrong, "right": False} in [
        {key: c[key] for key in ("text", "right")} for c in check["choices"]
    ]


@by_lesson
def test_the_prompts_of_a_sheet_are_the_first_two_of_its_page(path):
    prompts = sheets.prompts(page_of(path))[:2]
    headings = re.findall(r"^### \d\. (.+)$", page_of(path).split("\n## Discuss\n")[1], re.MULTILINE)
    assert [question for question, _ in prompts] == headings[:2]
    assert all(re.match(r"V\d\d and V\d\d of Voices", hand_out) for _, hand_out in prompts)


def test_a_sheet_asks_no_other_computer_for_anything():
    for path in sorted((ROOT / "notebooks/instructor/sheets").glob("*.html")):
        assert not re.findall(r'(?:src|href)="(?!data:)', path.read_text(encoding="utf-8"))


def test_teaching_on_monday_needs_at_most_2500_words_before_the_first_spoken_sentence():
    """From README's first word to the first sentence to say on the sheet of lesson 03."""
    readme = re.sub(r"\]\([^)]*\)|<[^>]*>", " ", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert "Teaching on Monday?" in readme
    assert "(notebooks/instructor/sheets/03.html)" in (ROOT / "README.md").read_text(encoding="utf-8")
    teacher = sides("03")[TEACHER]
    before = re.sub(r"<[^>]*>", " ", teacher[: teacher.index(WORDS["03"]["say"][0])])
    assert 1000 < len(readme.split()) + len(before.split()) <= 2500


def test_the_article_stands_on_one_page_in_about_300_words():
    text = (ROOT / "notebooks/instructor/article.md").read_text(encoding="utf-8")
    quoted = " ".join(line[1:] for line in text.splitlines() if line.startswith(">"))
    assert 250 <= len(quoted.split()) <= 310


# What keeps a sheet from being made


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "it cannot be read"),
        ('["03"]\nsay = []', 'sheets.toml: ["03"] needs "note"'),
    ],
)
def test_words_that_lack_a_part_are_named(text, said, tmp_path):
    (tmp_path / "notebooks/instructor").mkdir(parents=True)
    (tmp_path / sheets.WORDS).write_text(text, encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        sheets.read(tmp_path)
    assert any(said in problem for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({}, 'it needs ["03"]'),
        ({"03": {**WORDS["03"], "pictures": [{"cell": "s9-chart"}]}}, 'it names the picture "s9-chart"'),
        ({"03": {**WORDS["03"], "pictures": [{"cell": "s1-see"}]}}, 'the cell "s1-see" shows no chart'),
    ],
)
def test_a_sheet_without_words_or_pictures_is_refused(words, said):
    path = next(each for each in LESSONS if each.name.startswith("03"))
    with pytest.raises(BuildError, match=re.escape(said)):
        sheets.sheet(page_of(path), path.stem, nbformat.read(path, 4), words, {})


def test_another_picture_of_the_same_chart_is_no_difference():
    one, other = ('<img src="data:image/png;base64,AAA" alt="a">', '<img src="data:image/png;base64,BBB" alt="a">')
    assert sheets.without_pictures(one) == sheets.without_pictures(other)
    assert sheets.without_pictures(one) != sheets.without_pictures(other.replace('alt="a"', 'alt="b"'))


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**Late:** *Back* `a < b`", "<b>Late:</b> <i>Back</i> <code>a &lt; b</code>"),
        ("1 < 2", "1 &lt; 2"),
    ],
)
def test_a_line_of_markdown_becomes_html(markdown, html):
    assert sheets.inline(markdown) == html


# The syllabus


@by_lesson
def test_no_outcome_of_a_lesson_is_untested(path):
    """Each outcome that a card promises stands in the syllabus with a section, a question and a criterion."""
    text = (ROOT / "notebooks/instructor/syllabus.md").read_text(encoding="utf-8")
    lesson = nbformat.read(path, 4)
    card = next(cell["source"] for cell in lesson["cells"] if "| You will be able to |" in cell["source"])
    promised = [each.strip() for each in re.search(r"You will be able to \| (.+?) \|\n", card)[1].split(";")]
    rows = {
        outcome: (sections, asked, project)
        for outcome, sections, asked, project in re.findall(
            rf"^\| {path.name[:2]} \| (.+?) \| (.+?) \| (.+?) \| (\w+) \|$", text, re.MULTILINE
        )
    }
    assert list(rows) == promised
    for sections, asked, project in rows.values():
        assert sections
        assert set(asked.split(", ")) <= set(questions.ids(path.name[:2]))
        assert project in {"Claims", "Figures", "Test", "Verdict", "Fairness"}


def test_the_criteria_of_the_syllabus_are_those_of_the_project():
    guide = (ROOT / "notebooks/instructor/guide.md").read_text(encoding="utf-8")
    used = {entry["project"] for own in WORDS.values() for entry in own["outcomes"]}
    assert used == set(re.findall(r"^> \| \*\*(\w+)\*\* \|", guide, re.MULTILINE))


def test_the_weights_of_each_scheme_add_up_to_a_hundred():
    text = (ROOT / "notebooks/instructor/syllabus.md").read_text(encoding="utf-8")
    table = text.split("| Part | Seminar |")[1].split("| **Together** |")[0]
    rows = [[int(each) for each in re.findall(r"\| (\d+)", line)] for line in table.splitlines()[2:] if line]
    assert [sum(column) for column in zip(*rows, strict=True)] == [100, 100, 100]
    seminar = [row[0] for row in rows]
    assert (seminar[0] + seminar[1], seminar[2], seminar[4]) == (70, 20, 10)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ([], "there are 0, and the lesson's card promises 6"),
        ({"questions": []}, "is asked by no question"),
        ({"questions": ["03-99"]}, "there is no question 03-99"),
        ({"sections": ["9. Nowhere"]}, 'the lesson has no section "9. Nowhere"'),
    ],
)
def test_an_outcome_that_nothing_tests_is_refused(change, said):
    path = next(each for each in LESSONS if each.name.startswith("03"))
    entries = WORDS["03"]["outcomes"]
    entries = [{**entries[0], **change}, *entries[1:]] if isinstance(change, dict) else change
    with pytest.raises(BuildError, match=re.escape(said)):
        syllabus.outcomes([nbformat.read(path, 4)], {"03": {**WORDS["03"], "outcomes": entries}})
