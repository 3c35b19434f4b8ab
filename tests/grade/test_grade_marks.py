"""The sheet of marks: it goes out to a spreadsheet and comes back, and no mark lands on another answer or gets lost."""

import csv
import io
import json
import zipfile

import generated
import pytest
from generated import LESSON, OTHER, result, verdict, verdicts

from twoborders import questions
from twoborders.grade.marking.results import read_results
from twoborders.grade.reports.course import read_course
from twoborders.grade.reports.marks import COLUMNS, answer_id, merge, points_of, write_marks
from twoborders.grade.reports.sheets import SheetError

MASTERS = generated.masters(LESSON, OTHER)
ANSWER = "01-9"


@pytest.fixture
def out(tmp_path):
    """A folder with results of two learners and their sheet."""
    return graded(tmp_path, result("ana"), result("ben"))


def graded(folder, *results):
    generated.write(folder / "results.jsonl", results)
    write(folder)
    return folder


def write(folder) -> list[str]:
    return write_marks(folder / "marks.csv", read_course(folder / "results.jsonl", MASTERS))


def rows(folder, name="marks.csv") -> list[dict]:
    return list(csv.DictReader(io.StringIO((folder / name).read_bytes().decode("utf-8-sig"), newline="")))


def fill(folder, *marks: str, comment: str = "Good.") -> list[dict]:
    """The sheet's rows with these marks."""
    filled = rows(folder)
    for row, mark in zip(filled, marks, strict=False):
        row["mark"], row["comment"] = mark, comment if mark else ""
    return filled


def save(folder, filled, encoding="utf-8", delimiter=",", columns=COLUMNS, before="", line_end="\r\n"):
    """Save rows as a spreadsheet does; returns the file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, delimiter=delimiter, lineterminator=line_end, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(filled)
    path = folder / "filled.csv"
    path.write_bytes((before + text.getvalue()).encode(encoding, "replace"))
    return path


def marks_in(folder) -> dict[str, tuple]:
    """Outcome, points and comment of the argued answer, and the total, by learner."""
    found = {}
    for each in read_results(folder / "results.jsonl"):
        answer = each["questions"][ANSWER]
        found[each["learner"]] = (answer["outcome"], answer["points"], answer.get("comment"), each["points"])
    return found


UNMARKED = ("to mark", 0, None, 17)


def test_the_sheet_has_a_row_for_each_argued_answer_with_its_rubric_and_text(out):
    first, second = rows(out)
    assert tuple(first) == COLUMNS
    assert (first["learner"], first["lesson"], first["question"], first["possible"]) == ("ana", LESSON, "Q 01-9", "3")
    assert (first["mark"], first["comment"], first["answer"]) == ("", "", generated.TEXT)
    asked = questions.get(ANSWER)
    assert (first["title"], first["close to"], first["claim"]) == (asked.title, "", "")
    assert first["rubric"].splitlines()[0] == f"claim: {asked.rubric['claim']}"
    assert len(first["rubric"].splitlines()) == 5
    assert second["learner"] == "ben"
    assert first["answer id"] != second["answer id"]


def test_excel_reads_the_sheet_as_utf_8_and_takes_no_answer_id_for_a_number(out):
    assert (out / "marks.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    ids = {answer_id("ana", LESSON, ANSWER, str(number)) for number in range(500)}
    assert len(ids) == 500
    assert all(each[0] == "a" and each[1:].isalnum() for each in ids)


def test_only_the_submission_that_counts_is_marked(tmp_path):
    old = result(submission="old", modified=1.0, questions=verdicts(LESSON, q01_9=verdict(ANSWER, "to mark", text="x")))
    assert [row["answer"] for row in rows(graded(tmp_path, result(), old))] == [generated.TEXT]


def test_marks_reach_the_results_and_the_total(out):
    told = merge(save(out, fill(out, "2,5", "3")), out / "results.jsonl")
    assert told == ["2 marks merged."]
    assert marks_in(out) == {"ana": ("marked", 2.5, "Good.", 19.5), "ben": ("marked", 3, "Good.", 20)}
    # The other questions, and the text, are as they were.
    after = next(read_results(out / "results.jsonl"))["questions"]
    assert after.pop(ANSWER)["text"] == generated.TEXT
    assert after == {name: each for name, each in result("ana")["questions"].items() if name != ANSWER}


def test_a_second_sheet_shows_the_marks_and_changes_them(out):
    merge(save(out, fill(out, "1", "2")), out / "results.jsonl")
    write(out)
    assert [(row["mark"], row["comment"]) for row in rows(out)] == [("1", "Good."), ("2", "Good.")]
    merge(save(out, fill(out, "3", "", comment="Better.")), out / "results.jsonl")
    # An empty cell changes nothing.
    assert marks_in(out) == {"ana": ("marked", 3, "Better.", 20), "ben": ("marked", 2, "Good.", 19)}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n"], ids=["crlf", "lf"])
def test_the_sheet_comes_back_as_any_spreadsheet_saves_it(tmp_path, delimiter, encoding, line_end):
    text = 'She said "no", then;\nwrote:\r\n\tmás año, 3 %'
    graded(tmp_path, result("Zoé", questions=verdicts(LESSON, q01_9=verdict(ANSWER, "to mark", text=text))))
    path = save(tmp_path, fill(tmp_path, "1", comment='"Año"; \nque, sí'), encoding, delimiter, line_end=line_end)
    assert merge(path, tmp_path / "results.jsonl")[0] == "1 mark merged."
    assert marks_in(tmp_path) == {"Zoé": ("marked", 1, '"Año"; \nque, sí', 18)}


def test_columns_may_be_moved_added_and_left_out_and_rows_may_be_empty(out):
    filled = fill(out, "1", "2")
    path = save(out, [filled[1], {}, filled[0], {}], columns=("my own", "comment", "answer id", "mark"))
    assert merge(path, out / "results.jsonl") == ["2 marks merged."]
    assert [marks_in(out)[name][1] for name in ("ana", "ben")] == [1, 2]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("before", ["", "sep=,\r\n", '"sep=,"\n', "\r\n", "Table 1\n"])
def test_a_quoted_first_heading_behind_a_byte_order_mark_is_read(out, encoding, before):
    row = fill(out, "1")[0]
    text = f'{before}"mark","answer id"\r\n"1","{row["answer id"]}"\r\n'
    (out / "filled.csv").write_bytes(text.encode(encoding))
    assert merge(out / "filled.csv", out / "results.jsonl") == ["1 mark merged."]


def test_what_a_spreadsheet_makes_of_questions_names_and_numbers_does_no_harm(out):
    filled = fill(out, "2", "3")
    for row in filled:
        row |= {"question": "09. Jan", "learner": "7", "possible": "300"}
    assert merge(save(out, filled, before="sep=,\r\n"), out / "results.jsonl") == ["2 marks merged."]
    assert [marks_in(out)[name][1] for name in ("ana", "ben")] == [2, 3]


def test_the_apostrophe_of_the_guard_is_no_part_of_a_comment(out):
    merge(save(out, fill(out, "'2", comment="'=see page 3")), out / "results.jsonl")
    assert marks_in(out)["ana"] == ("marked", 2, "=see page 3", 19)


@pytest.mark.parametrize(
    "mark",
    [
        "4",
        "3.01",
        "-1",
        "two",
        "1/2",
        "nan",
        "inf",
        "1e0",
        "1_0",
        "2.5.1",
        "02. Mai",
        ".",
        "points",
        "2/3",
        "½ 1",
        "1 2",
        "-½",
        "\u2212 1",
        "٤",
    ],
)
def test_a_wrong_mark_merges_nothing_and_names_file_row_and_way_out(out, mark):
    before = (out / "results.jsonl").read_bytes()
    with pytest.raises(SheetError) as caught:
        merge(save(out, fill(out, "1", mark)), out / "results.jsonl")
    first, problem = str(caught.value).splitlines()
    assert "filled.csv was not merged" in first
    assert problem == f"Row 3 (ben, Q 01-9): the mark {mark!r} is no number from 0 to 3. Correct it."
    assert (out / "results.jsonl").read_bytes() == before


def test_many_wrong_marks_are_counted(tmp_path):
    graded(tmp_path, *(result(f"l{number}") for number in range(14)))
    with pytest.raises(SheetError, match=r"and 4 more"):
        merge(save(tmp_path, fill(tmp_path, *["9"] * 14)), tmp_path / "results.jsonl")


def test_two_marks_for_one_answer_are_not_guessed_between(out):
    filled = fill(out, "1")
    with pytest.raises(SheetError, match=r"Row 4 \(ana, Q 01-9\): row 2 has another mark of this answer"):
        merge(save(out, [*filled, filled[0] | {"mark": "2"}]), out / "results.jsonl")
    with pytest.raises(SheetError, match=r"Row 4 \(ana, Q 01-9\): row 2 has another comment of this answer"):
        merge(save(out, [*filled, filled[0] | {"comment": ""}]), out / "results.jsonl")
    assert merge(save(out, [*filled, filled[0] | {"mark": "1,0"}]), out / "results.jsonl") == ["1 mark merged."]


def test_a_mark_with_all_the_digits_that_a_spreadsheet_computes_is_rounded(out):
    merge(save(out, fill(out, "0,333333333", "2.0999999999999996")), out / "results.jsonl")
    assert [marks_in(out)[name][1] for name in ("ana", "ben")] == [0.3333, 2.1]


def test_of_comments_in_another_character_set_it_is_said_that_they_need_a_look(out):
    told = merge(save(out, fill(out, "1", comment="s\u00ed"), "mac_roman"), out / "results.jsonl")
    assert told[1:] == ["filled.csv is not in UTF-8: look whether letters with accents in its comments are right."]
    assert merge(save(out, fill(out, "1", comment="s\u00ed")), out / "results.jsonl") == ["1 mark merged."]


def test_a_mark_never_lands_on_another_text_or_another_learner(out):
    path = save(out, fill(out, "1", "2"))
    other = verdicts(LESSON, q01_9=verdict(ANSWER, "to mark", text="Another text."))
    generated.write(out / "results.jsonl", [result("ana", questions=other), result("carla")])
    assert merge(path, out / "results.jsonl") == [
        "0 marks merged.",
        "Row 2 (ana, Q 01-9) was not merged: its answer has changed since then, or is gone.",
        "Row 3 (ben, Q 01-9) was not merged: its answer has changed since then, or is gone.",
    ]
    assert marks_in(out) == {"ana": UNMARKED, "carla": UNMARKED}


def test_a_comment_without_a_mark_is_said_and_not_merged(out):
    filled = fill(out, "")
    filled[0]["comment"] = "Later."
    told = merge(save(out, filled), out / "results.jsonl")
    assert told == ["0 marks merged.", "Row 2 (ana, Q 01-9) was not merged: it has a comment and no mark."]
    assert marks_in(out)["ana"] == UNMARKED


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"learner,mark\nana,1\n", b'"never closed'])
def test_a_file_that_is_no_sheet_is_refused_with_a_sentence(out, content):
    path = out / "other.csv"
    path.write_bytes(content)
    with pytest.raises(SheetError, match=r"other\.csv has no row of headings with 'mark' and 'answer id'\. Fill in"):
        merge(path, out / "results.jsonl")


def test_a_file_or_results_that_are_not_there_are_said(out):
    with pytest.raises(SheetError, match=r"gone\.csv cannot be read \(No such file"):
        merge(out / "gone.csv", out / "results.jsonl")
    with pytest.raises(SheetError, match="Grade the notebooks first"):
        merge(out / "marks.csv", out / "gone.jsonl")


def test_what_was_typed_into_the_sheet_and_not_merged_survives_a_new_run(out):
    save(out, fill(out, "2", "")).replace(out / "marks.csv")
    assert write(out) == [f"1 mark in marks.csv not merged yet. To merge: --marks {out / 'marks.csv'}"]
    assert [(row["mark"], row["comment"]) for row in rows(out)] == [("2", "Good."), ("", "")]
    assert marks_in(out)["ana"] == UNMARKED


def test_a_mark_survives_when_the_submission_is_graded_anew(out):
    merge(save(out, fill(out, "2")), out / "results.jsonl")
    write(out)
    graded(out, result("ana", key="k2"), result("ben"))
    assert [row["mark"] for row in rows(out)] == ["2", ""]


def test_a_sheet_with_marks_that_have_no_row_any_more_is_kept(out):
    save(out, fill(out, "2", "3")).replace(out / "marks.csv")
    for count in (1, 2):
        generated.write(out / "results.jsonl", [result("ana")])
        told = write(out)
        assert told == [
            f"1 mark in marks.csv not merged yet. To merge: --marks {out / 'marks.csv'}",
            "1 row of marks.csv did not go into the new sheet: the answer has changed or is gone, or has another mark "
            f"now. The earlier sheet is kept as marks-earlier-{count}.csv.",
        ]
        assert [row["mark"] for row in rows(out, f"marks-earlier-{count}.csv")] == ["2", "3"]
        assert [row["mark"] for row in rows(out)] == ["2"]
        (out / "marks.csv").write_bytes((out / f"marks-earlier-{count}.csv").read_bytes())


def test_the_results_have_the_last_word_and_the_other_mark_is_kept(out):
    save(out, fill(out, "1,0", "3")).replace(out / "marks.csv")
    merge(save(out, fill(out, "1", "2", comment="New.")), out / "results.jsonl")
    (told,) = write(out)
    assert "2 rows of marks.csv did not go into the new sheet" in told
    assert [(row["mark"], row["comment"]) for row in rows(out)] == [("1", "New."), ("2", "New.")]
    assert [row["mark"] for row in rows(out, "marks-earlier-1.csv")] == ["1,0", "3"]


def test_a_sheet_that_cannot_be_read_is_kept(out):
    (out / "marks.csv").write_text("something of a person")
    assert write(out) == ["marks.csv could not be read as a sheet of marks. It is kept as marks-earlier-1.csv."]
    assert (out / "marks-earlier-1.csv").read_text() == "something of a person"


def test_a_text_of_any_length_and_kind_has_one_row_and_can_be_marked(tmp_path):
    texts = ['=cmd|"/c calc"!A1', "x" * 100_000, "\x00\x1b \u202e\ud800", "a,b;c\t\r\n'd\"", ""]
    graded(
        tmp_path,
        *(
            result(f"l{place}", questions=verdicts(LESSON, q01_9=verdict(ANSWER, "to mark", text=text)))
            for place, text in enumerate(texts)
        ),
    )
    written = [row["answer"] for row in rows(tmp_path)]
    assert written[0] == "'" + texts[0]
    assert len(written[1]) < 32_767
    assert written[1].endswith("... (cut: 100,000 characters)")
    assert written[2:] == ["\ufffd\ufffd \ufffd", "a,b;c\t\n'd\"", ""]
    assert merge(save(tmp_path, fill(tmp_path, *"12312")), tmp_path / "results.jsonl") == ["5 marks merged."]


def test_lines_that_are_no_result_are_left_as_they_are(out):
    with (out / "results.jsonl").open("a") as stream:
        stream.write("half a li")
    merge(save(out, fill(out, "2")), out / "results.jsonl")
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "half a li"
    assert json.loads(lines[1]) == result("ben")


@pytest.mark.parametrize(
    ("text", "points"),
    [
        *(("2", 2), ("2,5", 2.5), ("2.", 2), ("0", 0), ("", None), (",5", 0.5), (".5", 0.5), ("½", 0.5), ("1½", 1.5)),
        *(("2 ¾", 2.75), ("2'5", 2.5), ("2.5 points", 2.5), ("1 Punkt", 1), ("3 pts.", 3), ("2,5 puntos", 2.5)),
        *(
            ("\u0662", 2),
            ("\u0662\u066b\u0665", 2.5),
            ("\uff12\uff0e\uff15", 2.5),
            ("\u0968", 2),
            ("½½", None),
            ("2.5½", None),
            ("²", None),
        ),
    ],
)
def test_points_of_a_cell(text, points):
    assert points_of(text) == points


@pytest.mark.parametrize("mark", ["½", ",5", ".5", "'0.5", "0,50 p", "\u0660\u066b\u0665"])
def test_a_mark_is_read_as_people_write_it(out, mark):
    assert merge(save(out, fill(out, mark)), out / "results.jsonl") == ["1 mark merged."]
    assert marks_in(out)["ana"][:2] == ("marked", 0.5)


def workbook(folder, member: str) -> bytes:
    with zipfile.ZipFile(folder / "w.zip", "w") as archive:
        archive.writestr(
            member, "application/vnd.oasis.opendocument.spreadsheet" if member == "mimetype" else "x" * 999
        )
    return (folder / "w.zip").read_bytes()


@pytest.mark.parametrize(
    ("member", "kind"),
    [
        ("xl/workbook.xml", "an Excel workbook"),
        ("mimetype", "a LibreOffice spreadsheet"),
        ("Index/Document.iwa", "a Numbers document"),
        ("marks.csv", "a zip archive"),
    ],
)
def test_a_workbook_is_told_by_its_content_and_the_way_out_is_said(out, member, kind):
    path = out / "filled.csv"  # whatever its name says
    path.write_bytes(workbook(out, member))
    with pytest.raises(SheetError, match=rf"filled\.csv is {kind}\. Open it, save it as CSV UTF-8"):
        merge(path, out / "results.jsonl")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "an Excel workbook"),
        (b"\xef\xbb\xbf<HTML><table><td>mark", "a web page or XML"),
        (b"%PDF-1.7", "a PDF file"),
    ],
)
def test_other_files_that_a_spreadsheet_can_leave_are_named(out, content, kind):
    (out / "marks.xls").write_bytes(content)
    with pytest.raises(SheetError, match=rf"marks\.xls is {kind}\."):
        merge(out / "marks.xls", out / "results.jsonl")


def test_a_comment_of_any_length_is_read_and_no_run_shortens_it(out):
    long = "Which year? " * 15_000 + "end"
    merge(save(out, fill(out, "1", "2", comment=long)), out / "results.jsonl")
    assert marks_in(out)["ana"] == ("marked", 1, long, 18)
    write(out)
    shown = rows(out)[0]["comment"]
    assert len(shown) < 32_767
    assert shown.endswith(f"... (cut: {len(long):,} characters)")
    # The sheet goes back as it is, with another mark for one: the comment is still whole.
    filled = rows(out)
    filled[0]["mark"] = "3"
    merge(save(out, filled), out / "results.jsonl")
    assert marks_in(out) == {"ana": ("marked", 3, long, 20), "ben": ("marked", 2, long, 19)}


def test_a_long_comment_that_is_not_merged_yet_is_kept_beside_the_new_sheet(out):
    long = "x" * 200_000
    save(out, fill(out, "1", comment=long)).replace(out / "marks.csv")
    told = write(out)
    assert "The earlier sheet is kept as marks-earlier-1.csv." in told[-1]
    assert long in (out / "marks-earlier-1.csv").read_text(encoding="utf-8")


def test_a_comment_without_a_mark_survives_when_its_answer_is_gone(out):
    filled = fill(out)
    filled[1]["comment"] = "Ask her."
    save(out, filled).replace(out / "marks.csv")
    generated.write(out / "results.jsonl", [result("ana")])
    write(out)
    assert [row["comment"] for row in rows(out, "marks-earlier-1.csv")] == ["", "Ask her."]


def test_merged_marks_are_counted_by_answer(out):
    filled = fill(out, "1", "2")
    assert merge(save(out, [*filled, filled[0]]), out / "results.jsonl") == ["2 marks merged."]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_a_line_end_of_any_kind_in_an_answer_leaves_its_row_whole_and_its_mark_arrives(tmp_path, end):
    text = f"a{end}=HYPERLINK(1){end}b"
    other = verdicts(LESSON, q01_9=verdict(ANSWER, "to mark", text=text))
    graded(tmp_path, result("ana", questions=other), result("ben"))
    assert [row["answer"] for row in rows(tmp_path)] == ["a\n'=HYPERLINK(1)\nb", generated.TEXT]
    assert b"\r" not in (tmp_path / "marks.csv").read_bytes()
    assert merge(save(tmp_path, fill(tmp_path, "1", "2")), tmp_path / "results.jsonl") == ["2 marks merged."]


def test_a_list_in_a_comment_comes_back_as_it_was(out):
    comment = "Two things:\n- the year\n- the source"
    merge(save(out, fill(out, "1", comment=comment)), out / "results.jsonl")
    for _ in range(2):
        write(out)
        assert "\n'- the source" in rows(out)[0]["comment"]
        merge(save(out, rows(out)), out / "results.jsonl")
        assert marks_in(out)["ana"][2] == comment


# Criteria --------------------------------------------------------------------------------------------

CRITERIA = ("claim", "evidence", "alternative", "limit", "fairness")


def by_criteria(folder, *marks: str, mark: str = "", comment: str = "") -> list[dict]:
    """The sheet's rows, the first with these marks for the criteria."""
    filled = rows(folder)
    filled[0] |= dict(zip(CRITERIA, marks, strict=False)) | {"mark": mark, "comment": comment}
    return filled


def test_five_criteria_give_the_points_in_proportion_and_stay_in_the_sheet(out):
    told = merge(save(out, by_criteria(out, "2", "1,5", "0", "1", "½", comment="Good.")), out / "results.jsonl")
    assert told == ["1 mark merged."]
    assert marks_in(out)["ana"] == ("marked", 1.5, "Good.", 18.5)
    write(out)
    first, second = rows(out)
    assert [first[name] for name in ("mark", *CRITERIA)] == ["1.5", "2", "1.5", "0", "1", "0.5"]
    assert [second[name] for name in ("mark", *CRITERIA)] == [""] * 6
    # The sheet goes back with one criterion changed: the mark that stands beside it is the old one and gives way.
    filled = rows(out)
    filled[0]["alternative"] = "2"
    merge(save(out, filled), out / "results.jsonl")
    assert marks_in(out)["ana"][:2] == ("marked", 2.1)


def test_a_total_may_be_typed_instead_and_takes_the_place_of_earlier_criteria(out):
    merge(save(out, by_criteria(out, *"22222")), out / "results.jsonl")
    assert marks_in(out)["ana"][1] == 3
    merge(save(out, by_criteria(out, *[""] * 5, mark="2")), out / "results.jsonl")
    write(out)
    assert [rows(out)[0][name] for name in ("mark", *CRITERIA)] == ["2", *[""] * 5]


def test_a_sheet_of_an_older_run_has_no_criteria_and_is_read(out):
    older = (
        "learner",
        "lesson",
        "question",
        "title",
        "possible",
        "mark",
        "comment",
        "best level",
        "answer",
        "answer id",
    )
    assert merge(save(out, fill(out, "1", "2"), columns=older), out / "results.jsonl") == ["2 marks merged."]
    assert [marks_in(out)[name][1] for name in ("ana", "ben")] == [1, 2]


def test_some_criteria_wait_and_are_kept(out):
    path = save(out, by_criteria(out, "2", "1"))
    assert merge(path, out / "results.jsonl") == [
        "0 marks merged.",
        "Row 2 (ana, Q 01-9) was not merged: it has only 2 of 5 criteria.",
    ]
    path.replace(out / "marks.csv")
    assert write(out) == [f"1 mark in marks.csv not merged yet. To merge: --marks {out / 'marks.csv'}"]
    assert [rows(out)[0][name] for name in CRITERIA] == ["2", "1", "", "", ""]


@pytest.mark.parametrize(
    ("marks", "mark", "said"),
    [
        ("22223", "", "the fairness '3' is no number from 0 to 2. Correct it."),
        ("x2222", "", "the claim 'x' is no number from 0 to 2. Correct it."),
        ("22222", "2", "the mark is 2, and its criteria give 3. Delete the one or the other."),
    ],
)
def test_wrong_criteria_merge_nothing(out, marks, mark, said):
    with pytest.raises(SheetError) as caught:
        merge(save(out, by_criteria(out, *marks, mark=mark)), out / "results.jsonl")
    assert str(caught.value).splitlines()[1] == f"Row 2 (ana, Q 01-9): {said}"
    assert marks_in(out)["ana"] == UNMARKED
