"""A learner's page: what it says, that no text of a submission can act in it, and whose folder it lies in."""

import itertools
import re

import generated
import pytest
from generated import LESSON, OTHER, result, verdict, verdicts
from seen import HOSTILE, Page

from twoborders import questions
from twoborders.grade.reports.course import Learner, read_course
from twoborders.grade.reports.feedback import PAGE, folder_names, write_feedback
from twoborders.grade.reports.pages import write_page

MASTERS = generated.masters(LESSON, OTHER)


@pytest.fixture
def page(tmp_path):
    """Write the pages of these results; returns the page of the only learner, or of the one named."""

    def read(*results, learner=None):
        course = read_course(generated.write(tmp_path / "results.jsonl", results), MASTERS)
        write_feedback(tmp_path / "learners", course)
        names = folder_names({each["learner"] for each in results})
        found = tmp_path / "learners" / names[learner or results[0]["learner"]] / PAGE
        return Page(found.read_bytes().decode("utf-8"))

    return read


def test_it_says_points_outcome_and_message_of_each_question(page):
    said = page(result(first=1)).said()
    for question, each in verdicts(LESSON, 1).items():
        outcome = {"cannot check": "could not be checked", "to mark": "waits for your teacher's mark"}
        words = outcome.get(each["outcome"], each["outcome"])
        title = questions.get(question).title
        points = "\u2013" if each["outcome"] == "to mark" else f"{each['points']:g}"
        assert re.search(f"{question} {re.escape(title)} \\S+ ?{words} {points} of {each['possible']:g} ", said)
        assert " ".join(each["message"].split()) in said


def test_it_says_which_file_counts_and_when_and_that_it_came_late(page):
    said = page(result(late=True), result(submission="ana/old.ipynb", modified=1.0)).said()
    assert f"The file that counts is ana/{LESSON}.ipynb , last changed on 2026-03-04 at 10:00 UTC" in said.replace(
        "ipynb,", "ipynb ,"
    )
    assert "It came late." in said
    assert f"2 submissions of {LESSON}, the newest counts" in said


def test_points_that_wait_to_be_marked_are_not_counted_as_lost(page):
    said = page(result()).said()
    assert "17 of 17 points so far; 3 points more wait for your teacher's mark." in said
    assert "17 of 17 points; 3 points not marked yet." in said
    marked = verdicts(LESSON, q01_9=verdict("01-9", "marked", points=3))
    assert "20 of 20 points so far ." in page(result(questions=marked)).said().replace("far.", "far .")


def test_an_argued_answer_stands_with_its_mark_comment_and_rubric(page):
    text = "First line.\n\n  Second line."
    marked = verdict("01-9", "marked", points=2, comment="Which year?", text=text)
    found = page(result(questions=verdicts(LESSON, q01_9=marked)))
    assert text in found.text
    assert "Mark: 2 of 3 . Comment: Which year? You wrote: First line." in found.said().replace("3.", "3 .")
    assert all(f"{name}: {best}" in found.said() for name, best in questions.get("01-9").rubric.items())


def test_the_marks_for_the_criteria_stand_beside_them(page):
    given = {"claim": 2, "evidence": 1.5, "alternative": 0, "limit": 1, "fairness": 2}
    marked = verdict("01-9", "marked", points=1.95, criteria=given)
    said = page(result(questions=verdicts(LESSON, q01_9=marked))).said()
    assert "claim 2 of 2:" in said and "evidence 1.5 of 2:" in said and "alternative 0 of 2:" in said


def test_what_is_near_is_read_before_the_points(page):
    wrong = {
        "01-1": verdict("01-1", "not yet"),
        "01-2": verdict("01-2", "partly"),
        "01-3": verdict("01-3", "not yet", mistake=""),
    }
    none = {each: verdict(each, "not attempted") for each in questions.ids("01") if each not in wrong}
    said = page(result(questions=none | wrong)).said()
    assert "Feedback for ana 2 answers are near: 01-1 and 01-2. The table says of each what to change." in said
    assert said.index("are near") < said.index("of 20 points so far")
    assert "near" not in page(result()).said().split("Lesson 01")[0]


def test_many_near_answers_are_counted(page):
    wrong = {each: verdict(each, "not yet") for each in questions.ids("01")[:7]}
    assert (
        "7 answers are near: 01-1, 01-2, 01-3, 01-4 and 01-5 and 2 more."
        in page(result(questions=verdicts(LESSON) | wrong)).said()
    )


def test_what_to_do_next_names_the_questions_and_the_file(page):
    said = page(result(first=1)).said()
    assert f"Change the cell of 01-4 in {LESSON}.ipynb: the table says what stopped there." in said
    assert "Work on 01-1, 01-2, 01-10 and 01-7 again" in said
    assert 'hint("01-1") gives up to three hints' in said
    assert f"Answer 01-3 and 01-8 in {LESSON}.ipynb" in said
    assert "Nothing is open here." in page(result()).said()


def test_a_file_that_could_not_be_graded_says_why_and_what_to_do(page):
    torn = result(status="unreadable", notes=["the file is cut off"])
    lost = result(lesson="", status="unreadable", submission="ana/essay.ipynb", notes=["No lesson."], questions={})
    said = page(torn, lost).said()
    assert "This file could not be graded." in said
    assert "The file is cut off." in said
    assert f"a new copy of {LESSON}.ipynb from the folder exercises" in said
    assert "ana/essay.ipynb : No lesson." in said.replace("ipynb:", "ipynb :")


def test_who_handed_in_no_notebook_reads_why_and_what_to_do(page):
    none = "There is no notebook in this folder (homework.pdf)."
    said = page(result("cai", lesson="", status="unreadable", submission="cai", notes=[none], questions={})).said()
    assert "Nothing that you handed in could be graded yet." in said
    assert "0 of 0" not in said
    assert f"cai : {none} Hand in the notebook itself, the file that ends in .ipynb" in said.replace("cai:", "cai :")


def test_it_says_how_many_questions_are_answered(page):
    assert f"It has answers to 7 of {len(questions.ids('01'))} questions." in page(result(answered=7)).said()
    assert "It has answers to" not in page(result()).said()


def test_a_screen_reader_finds_language_title_landmarks_headings_and_table(page):
    found = page(result(first=1), result("ana", OTHER))
    tags = [tag for tag, _ in found.tags]
    assert ("html", {"lang": "en"}) in found.tags
    assert found.text.strip().startswith("Feedback for ana")
    assert [tags.count(name) for name in ("h1", "header", "main", "footer")] == [1, 1, 1, 1]
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert all(attributes["aria-labelledby"] in ids for tag, attributes in found.tags if tag == "section")
    assert all(attributes["href"][1:] in ids for tag, attributes in found.tags if tag == "a")
    assert tags.count("caption") == tags.count("table") == 2
    assert {attributes["scope"] for tag, attributes in found.tags if tag == "th"} == {"row", "col"}
    # On a narrow screen the rows are stacked, which takes away a table's roles unless they are written.
    assert all("role" in attributes for tag, attributes in found.tags if tag in ("table", "tr", "th", "td"))


def test_it_has_no_script_and_asks_no_other_computer(page):
    found = page(result(first=1))
    assert not {"script", "iframe", "link", "form", "object"} & {tag for tag, _ in found.tags}
    assert all(
        value.startswith("#") for _, attributes in found.tags for name, value in attributes.items() if name == "href"
    )
    policy = next(each["content"] for tag, each in found.tags if each.get("http-equiv"))
    assert policy.startswith("default-src 'none';")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_of_a_submission_becomes_a_part_of_the_page(page, text):
    tame = page(result("tame", questions=hostile("tame"), notes=["tame"], submission="tame"))
    found = page(result(text[:200], questions=hostile(text), notes=[text], submission=text), learner=text[:200])
    assert [tag for tag, _ in found.tags] == [tag for tag, _ in tame.tags]
    assert not re.search("[\x00\x1b\ud800]", found.text)
    assert text[:40].translate({0: "\ufffd", 0x1B: "\ufffd", 0xD800: "\ufffd"}) in found.text


def hostile(text: str) -> dict:
    marked = verdict("01-9", "marked", text=text, comment=text)
    return verdicts(LESSON, q01_1=verdict("01-1", "not yet", message=text), q01_9=marked)


def test_a_text_that_turns_the_direction_is_isolated(page):
    found = page(result("\u202ename", submission="\u202efile", notes=["\u202enote"], questions=hostile("\u202etext")))
    title = found.text.strip().splitlines()[0]
    assert title == "Feedback for name"
    isolating = [(tag, attributes.get("dir")) for tag, attributes in found.tags if tag == "bdi" or "dir" in attributes]
    assert ("blockquote", "auto") in isolating
    assert [tag for tag, _ in isolating].count("bdi") >= 2


# Folders


@pytest.mark.parametrize(
    "name",
    [
        *(
            "../../etc",
            "..",
            ".",
            "",
            "a/b",
            "a\\b",
            "C:",
            "con",
            "NUL.txt",
            "lpt1",
            "aux .x",
            "x" * 5000,
            "name.",
            " name",
        ),
        *("\U00020000" * 300, "tab\t", "nul\x00", "\ud800", "\u202ea", "*?<>|", "-rf", "~"),
    ],
)
def test_a_folder_s_name_is_safe_on_every_system(tmp_path, name):
    folder = folder_names({name})[name]
    assert re.fullmatch(r"[\w .-]+", folder)
    assert not re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)( *\..*)?", folder, re.IGNORECASE)
    assert folder == folder.strip(" .")
    assert len(folder.encode()) <= 255
    (tmp_path / folder).mkdir()
    assert [each.name for each in tmp_path.iterdir()] == [folder]


def test_an_ordinary_name_is_its_folder():
    names = ["Ana María", "josé.pérez", "王小明", "o_brien-2", "0042"]
    assert folder_names(names) == {name: name for name in names}


def test_two_learners_never_share_a_folder():
    ana = folder_names({"Ana", "ana"})["Ana"]
    names = {
        "Ana",
        "ana",
        "ANA",
        "a/b",
        "a\\b",
        "a_b",
        "a?b",
        "..",
        ".",
        "",
        "x" * 100,
        "x" * 101,
        "stra\u00dfe",
        "STRASSE",
    }
    names |= {ana, ana.upper(), "\ufb01x", "fix", "e\u0301", "\u00e9", "con", "_con", "CON"}
    folders = folder_names(names)
    assert len({folder.casefold() for folder in folders.values()}) == len(names)


def test_a_learner_cannot_choose_the_folder_of_another():
    chosen = folder_names({"Ana", "ana"})["Ana"]
    assert len(set(folder_names({"Ana", "ana", chosen}).values())) == 3


def test_a_folder_does_not_depend_on_the_rest_of_the_class():
    assert folder_names({"a/b"})["a/b"] == folder_names({"a/b", "ben", "a_b"})["a/b"]


def test_the_page_of_a_learner_who_is_gone_is_removed_and_nothing_else(page, tmp_path):
    page(result("ana"), result("gone"), result("noted"))
    learners = tmp_path / "learners"
    (learners / "noted" / "letter.txt").write_text("by a person")
    (learners / "own").mkdir()
    (learners / "own" / PAGE).write_text("<p>by a person</p>")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / PAGE).write_bytes((learners / "gone" / PAGE).read_bytes())
    (learners / "link").symlink_to(outside)
    page(result("ana"))
    left = sorted(str(path.relative_to(learners)) for path in learners.rglob("*") if path.is_file())
    assert left == ["ana/feedback.html", "noted/letter.txt", "own/feedback.html"]
    assert not (learners / "gone").exists()
    assert (outside / PAGE).exists()


def test_what_was_passed_over_is_said_at_the_top(tmp_path):
    learner = Learner("eva", {}, {}, [], ["the hand-in holds the kit's solutions; they were passed over"])
    write_page(tmp_path / PAGE, "feedback.html", learner=learner, lessons=[])
    said = Page((tmp_path / PAGE).read_text(encoding="utf-8")).said()
    assert "The hand-in holds the kit's solutions; they were passed over." in said


def test_a_page_of_a_file_that_counts_for_nobody_says_so_once(page):
    why = "This file holds the kit's own solutions."
    judged = {each: verdict(each, "not attempted", message=why) for each in questions.ids("01")}
    said = page(result(questions=judged, passed_over="they were passed over", notes=[why])).said()
    assert "Nothing that you handed in could be graded yet." in said
    assert "This file counts for nobody." in said
    assert said.count(why) == 1
    assert "Hand in your own notebook." in said
    assert "0 of 20" not in said
