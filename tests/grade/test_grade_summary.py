"""The instructor's page: its numbers are those of the class, in a picture, in its alternative and in a table."""

import itertools
import re

import generated
import pytest
from generated import LESSON, OTHER, result, verdict, verdicts
from seen import HOSTILE, Page

from twoborders import questions
from twoborders.grade.reports.course import read_course
from twoborders.grade.reports.summary import SHOWN, write_summary

MASTERS = generated.masters(LESSON, OTHER)
MISTAKE = questions.get("01-1").mistakes[0]


@pytest.fixture
def page(tmp_path):
    def read(*results, **close):
        course = read_course(generated.write(tmp_path / "results.jsonl", results), MASTERS)
        write_summary(tmp_path / "summary.html", course, **close)
        return Page((tmp_path / "summary.html").read_bytes().decode("utf-8"))

    return read


def bars(found: Page) -> list[str]:
    """How wide the bar of each question is."""
    return [attributes["style"] for tag, attributes in found.tags if tag == "span" and "style" in attributes]


def test_it_counts_learners_submissions_and_statuses(page):
    said = page(
        result("ana", late=True),
        result("ana", OTHER, status="incomplete"),
        result("ben", status="unreadable", notes=["The file is cut off."]),
        result("ben", lesson="", status="unreadable", submission="ben/essay.ipynb", questions={}, isolation="none"),
    ).said()
    assert "2 learners, 4 submissions ." in said.replace("submissions.", "submissions .")
    assert "Graded 1 Incomplete 1 Unreadable 2 Came late 1" in said
    assert "Run in: bubblewrap, namespaces 3 Run in: none 1" in said
    assert f"ben/{LESSON}.ipynb: The file is cut off." in said


def test_the_points_of_a_question_stand_in_the_table_as_number_and_bar(page):
    wrong = verdict("01-1", "not yet")
    found = page(
        result("ana"),
        result("ben", questions=verdicts(LESSON, q01_1=wrong)),
        result("eva", questions=verdicts(LESSON, q01_1=verdict("01-1", "partly"), q01_9=verdict("01-9", "marked"))),
    )
    said = found.said()
    #                                                       share, checked, right, partly, not yet, ..., to mark, marked
    assert f"01-1 {questions.get('01-1').title} 50 % 3 1 1 1 0 0 0 0" in said
    assert f"01-9 {questions.get('01-9').title} 50 % 1 0 0 0 0 0 2 1" in said
    assert bars(found)[:2] == ["width: 50%", "width: 100%"]


def test_a_question_that_nobody_s_mark_is_known_of_has_no_share(page):
    found = page(result())
    assert len(bars(found)) == len(questions.ids("01")) - 1
    assert f"01-9 {questions.get('01-9').title} 0 0 0 0 0 0 1 0" in found.said()


def test_until_all_is_marked_the_mean_is_of_what_the_program_checked_and_of_every_learner(page):
    wrong = verdicts(LESSON, q01_1=verdict("01-1", "not yet"))
    marked = verdicts(LESSON, q01_9=verdict("01-9", "marked", points=3))
    said = page(result("ana"), result("ben", questions=wrong), result("eva", questions=marked)).said()
    mean = 17 - questions.get("01-1").points / 3
    assert (
        f"Mean of these 3 learners: {mean:.1f} of 17 points, argued answers aside: 2 learners wait for a mark." in said
    )
    assert f"mean {mean:.1f} of 17 , argued answers aside" in said.replace("17,", "17 ,")


def test_when_all_is_marked_the_mean_is_of_all_points(page):
    low, high = (verdicts(LESSON, q01_9=verdict("01-9", "marked", points=points)) for points in (0, 3))
    said = page(result("ana", questions=low), result("ben", questions=high)).said()
    assert "Mean of these 2 learners: 18.5 of 20 points." in said
    assert "argued answers aside" not in said


def test_each_outcome_has_a_word_and_a_sign_of_its_own(page):
    found = page(result())
    classes = (attributes.get("class", "") for tag, attributes in found.tags if tag == "th")
    heads = [each for each in classes if "outcome" in each]
    assert len(set(heads)) == 7
    words = ("✓ right", "½ partly", "\u00d7 not yet", "\u2013 not attempted", "! cannot check", "… to mark", "¶ marked")
    assert " ".join(words) in found.said()


def test_the_commonest_mistakes_come_first_with_the_question_to_ask(page):
    wrong = verdicts(LESSON, q01_1=verdict("01-1", "not yet"))
    other = verdicts(LESSON, q01_2=verdict("01-2", "not yet"))
    both = wrong | {"01-2": other["01-2"]}
    said = page(*(result(name, questions=both) for name in "ab"), result("c", questions=wrong)).said()
    assert f"01-1 {MISTAKE.name} 3 learners {MISTAKE.ask} 01-2" in said
    assert MISTAKE.ask


def test_mistakes_of_one_learner_each_are_named_and_not_ranked(page):
    wrong = {each: verdict(each, "not yet") for each in ("01-1", "01-3")}
    said = page(result("a", questions=verdicts(LESSON) | wrong), result("b")).said()
    names = "; ".join(f"{each} {questions.get(each).mistakes[0].name}" for each in wrong)
    assert f"Mistakes of one learner each: {names}." in said
    assert "Commonest mistakes" not in said
    assert "For Monday No mistake was recognised in two learners' answers." in said


def test_monday_has_the_three_commonest_mistakes_of_all_lessons_and_what_errors_stopped(page):
    def wrong(number: str, *asked: str) -> dict:
        return verdicts(f"{number}_exercise") | {each: verdict(each, "not yet") for each in asked}

    stopped = wrong("02") | {"02-3": verdict("02-3", "cannot check"), "02-2": verdict("02-2", "cannot check")}
    said = page(
        *(result(name, questions=wrong("01", "01-1", "01-2")) for name in "abc"),
        result("d", questions=wrong("01", "01-1", "01-3")),
        result("a", OTHER, questions=wrong("02", "02-5")),
        result("b", OTHER, questions=wrong("02", "02-5", "02-6")),
        result("e", questions=wrong("01", "01-3")),
        result("e", OTHER, questions=stopped),
    ).said()
    monday = said.split("For Monday ")[1]
    assert "Take up these 3 questions." in monday
    assert re.findall(r"\b\d\d-\d\b", monday) == ["01-1", "01-2", "01-3"]
    assert f"{MISTAKE.name}, 4 learners. Ask: {MISTAKE.ask}" in monday
    assert "02-5" not in monday
    assert "2 answers of 1 learner were stopped by an error, and 12 answers are not yet right." in monday


def test_what_is_close_to_another_text_is_listed_without_a_verdict(page):
    said = page(result("ana"), close={("ana", "01-9"): ["the model"]}).said()
    assert "Close to another text" in said
    assert "This is no verdict, and no points hang on it" in said
    assert "ana: 01-9, close to: the model" in said


def test_a_mistake_that_every_question_shares_has_a_question_to_ask_too(page):
    wrong = verdicts(LESSON, q01_1=verdict("01-1", "not yet", mistake="running total"))
    said = page(*(result(name, questions=wrong) for name in "ab")).said()
    assert "01-1 running total 2 learners Can your numbers ever fall?" in said


def test_a_mistake_that_the_kit_does_not_know_stands_without_a_question(page):
    wrong = verdicts(LESSON, q01_1=verdict("01-1", "not yet", mistake="<b>"))
    assert "01-1 <b> 2 learners" in page(*(result(name, questions=wrong) for name in "ab")).said()


def test_only_the_submission_that_counts_is_counted(page):
    old = result(submission="old", modified=1.0, questions=verdicts(LESSON, q01_1=verdict("01-1", "not yet")))
    said = page(result(), old).said()
    assert "1 learner, 2 submissions" in said
    assert f"01-1 {questions.get('01-1').title} 100 % 1 1 0 0" in said


def test_what_waits_and_what_holds_on_the_published_tables_alone_is_listed(page):
    alone = {"published_only": True, "on_fresh": "another mean: Look at the years."}
    flagged = verdicts(LESSON, q01_1=verdict("01-1", published_only=True), q01_3=verdict("01-3", **alone))
    said = page(result("ana", questions=flagged), result("ben")).said()
    assert f"01-9 {questions.get('01-9').title}: 2 " in said
    assert "ana: 01-1, 01-3 (another mean: Look at the years.)" in said
    assert "Holds on the published tables alone Typed in, or computed in a way that agrees by chance" in said


def test_a_long_list_is_cut_and_the_rest_is_counted(page):
    torn = (result(f"l{number:03}", status="unreadable", notes=["Torn."]) for number in range(SHOWN + 7))
    said = page(*torn).said()
    assert said.count("Torn.") == SHOWN
    assert "and 7 more, in gradebook.csv" in said


def test_a_class_of_nobody_has_a_page(page):
    assert "0 learners, 0 submissions" in page().said()


def test_a_screen_reader_finds_its_way(page):
    found = page(result(first=1), result("ana", OTHER), result("ben", status="unreadable", notes=["Torn."]))
    tags = [tag for tag, _ in found.tags]
    assert [tags.count(name) for name in ("h1", "header", "main", "footer")] == [1, 1, 1, 1]
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert tags.count("caption") == tags.count("table")
    assert all(attributes["scope"] in ("row", "col") for tag, attributes in found.tags if tag == "th")
    # What scrolls sideways must be reachable with the keyboard.
    scrolling = [attributes for _, attributes in found.tags if "scroll" in attributes.get("class", "")]
    assert scrolling
    assert all(attributes["tabindex"] == "0" for attributes in scrolling)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_of_a_submission_becomes_a_part_of_the_page(page, text):
    def made(text):
        flagged = verdicts(
            LESSON, q01_1=verdict("01-1", "not yet", mistake=text or "m", published_only=True, on_fresh=text)
        )
        torn = result("t", status="unreadable", notes=[text], submission=text, isolation=text)
        return page(result(text[:200], questions=flagged, isolation=text), torn)

    assert [tag for tag, _ in made(text).tags] == [tag for tag, _ in made("tame").tags]


def test_a_folder_without_a_notebook_and_what_was_passed_over_are_listed(page):
    none = "There is no notebook in this folder (homework.pdf)."
    empty = {"lesson": "", "status": "unreadable", "submission": "cai", "notes": [none], "questions": {}}
    blank = {each: verdict(each, "not attempted") for each in questions.ids("01")}
    key = result("ben", passed_over="the hand-in holds the kit's solutions; they were passed over", questions=blank)
    said = page(result("ana"), key, result("cai", **empty)).said()
    assert f"cai: {none}" in said
    assert f"ben/{LESSON}.ipynb: The hand-in holds the kit's solutions; they were passed over." in said
    # Who has handed in nothing of their own is no learner of the lesson's mean.
    assert "Mean of this learner: 17.0 of 17 points" in said


def test_a_lesson_is_called_by_its_number_and_the_heading_of_its_notebook(page):
    assert "Lesson 01: Measure a border, and count who is waiting" in page(result()).said()
