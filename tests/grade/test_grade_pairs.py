"""Pairs: what two handed in together reaches both in every file, and nobody is guessed to be two."""

import csv
import io

import generated
import pytest
from generated import LESSON, OTHER, result, verdict, verdicts

from twoborders.grade.intake.find import find
from twoborders.grade.reports import SheetError, fill_worksheets, read_course, together, write_all
from twoborders.grade.reports.pairs import Together, key, read_pairs

MASTERS = generated.masters(LESSON, OTHER)
MARKED = verdicts(LESSON, q01_9=verdict("01-9", "marked", points=2, comment="Which year?"))
WORKSHEET = (
    "Identifier,Full name,Email address,Grade,Maximum grade,Last modified (grade),Feedback comments\n"
    "Participant 1,Carla Ruiz,carla@x.org,,20,-,\n"
    "Participant 2,Dan Ortega,dan@x.org,,20,-,\n"
    "Participant 3,Eva Paz,eva@x.org,,20,-,\n"
)


def rows(path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


@pytest.fixture
def grade(tmp_path):
    """Write results, pairs.csv and a worksheet of Moodle's; returns the folder of the reports, and what is asked."""

    def run(*results, pairs: str = "", sheets=()):
        out = tmp_path / "graded"
        (tmp_path / "class").mkdir(exist_ok=True)
        (tmp_path / "class" / "pairs.csv").write_bytes(pairs.encode("utf-8-sig"))
        worked = together([tmp_path / "class"], sheets)
        course = read_course(generated.write(out / "results.jsonl", results), MASTERS, worked)
        write_all(out, course)
        fill_worksheets(sheets, out, course)
        return out, worked.groups(entry.learner for entry in course.entries)[1]

    return run


def totals(out) -> dict[str, str]:
    header, *found = rows(out / "gradebook.csv")
    return {row[0]: row[header.index(f"Total {LESSON}")] for row in found}


@pytest.mark.parametrize("pairs", ["carla,dan\n", "\n dan ; Carla \n", "dan\tcarla\r\n", '"dan","carla"'])
@pytest.mark.parametrize("name", ["carla_dan", "Dan & Carla", "carla and dan", "carla+dan", "dan-carla"])
def test_a_pair_of_the_list_has_a_row_for_each_in_every_file(grade, name, pairs):
    out, asked = grade(result(name, questions=MARKED), result("eva"), pairs=pairs)
    assert asked == []
    assert {key(each): total for each, total in totals(out).items()} == {"carla": "19", "dan": "19", "eva": "17"}
    assert {key(row[0]): row[5] for row in rows(out / "canvas.csv")[2:]} == {"carla": "19", "dan": "19", "eva": ""}
    assert {key(each.name) for each in (out / "learners").iterdir()} == {"carla", "dan", "eva"}
    # It is one text, and is marked once.
    assert [row[0] for row in rows(out / "marks.csv")[1:]] == sorted([name, "eva"], key=str.casefold)
    assert "3 learners, 2 submissions" in " ".join((out / "summary.html").read_text(encoding="utf-8").split())


def test_what_one_of_them_uploaded_counts_for_who_has_none_and_a_number_stays_its_owner_s(grade):
    canvas = {"system": "canvas", "id": "4242"}
    own = result("dan", OTHER, lms={"system": "canvas", "id": "7"})
    out, _ = grade(result("carla", questions=MARKED, lms=canvas), own, pairs="carla,dan")
    assert totals(out) == {"carla": "19", "dan": "19"}
    assert [row[:2] for row in rows(out / "canvas.csv")[2:]] == [["carla", "4242"], ["dan", "7"]]
    wrong = verdicts(LESSON, q01_9=verdict("01-9", "marked", points=0))
    older = result("dan", questions=wrong, modified=1.0)
    out, _ = grade(result("carla", questions=MARKED), older, pairs="carla,dan")
    assert totals(out) == {"carla": "19", "dan": "17"}


def test_moodle_s_sheet_has_the_grade_of_both_and_its_list_tells_a_pair(grade, tmp_path):
    (tmp_path / "worksheet.csv").write_text(WORKSHEET)
    sheets = [tmp_path / "worksheet.csv"]
    for name, pairs in (("Carla Ruiz", "Carla Ruiz,Dan Ortega"), ("carla_dan", ""), ("Dan Ortega & Carla Ruiz", "")):
        out, asked = grade(result(name, questions=MARKED), pairs=pairs, sheets=sheets)
        assert asked == []
        filled = rows(out / "moodle-worksheet.csv")
        assert [row[3] for row in filled[1:]] == ["19", "19", ""]
        assert [row[6] for row in filled[1:3]] == ["01-9: Which year?"] * 2


def test_a_name_that_could_be_two_is_asked_about_and_counts_as_one(grade):
    out, asked = grade(result("carla & dan"), result("ana_luis"), result("José Ortega y Gasset"))
    assert list(totals(out)) == ["ana_luis", "carla & dan", "José Ortega y Gasset"]
    assert [each.split("?")[0] for each in asked] == [
        "Is José Ortega y Gasset one learner, or two",
        "Is carla & dan one learner, or two",
    ]
    assert "pairs.csv" in asked[0]
    out, asked = grade(result("José Ortega y Gasset"), pairs='"José Ortega y Gasset"')
    assert asked == []
    assert list(totals(out)) == ["José Ortega y Gasset"]


def test_a_name_of_the_platform_s_list_is_one_person():
    listed = frozenset({"josé ortega y gasset", "josé ortega", "gasset"})
    assert Together((), listed).groups(["José Ortega y Gasset"]) == ({}, [])


def test_who_stands_in_two_pairs_is_asked_about(grade):
    out, asked = grade(result("carla"), pairs="carla,dan\ncarla,eva\n")
    assert list(totals(out)) == ["carla"]
    (said,) = asked
    assert said.startswith("carla may belong to 2 pairs (carla, dan; carla, eva), and counts for none of them.")


def test_two_ways_to_read_a_name_are_asked_about():
    listed = frozenset({"ana", "ana maria", "maria luis", "luis"})
    groups, asked = Together((), listed).groups(["ana_maria_luis"])
    assert groups == {}
    assert asked[0].startswith("ana_maria_luis may belong to 2 pairs (ana, maria luis; ana maria, luis)")


def test_the_list_is_no_hand_in_and_one_that_is_no_csv_is_refused(tmp_path):
    (tmp_path / "ana").mkdir()
    (tmp_path / "ana" / f"{LESSON}.ipynb").write_text("{}")
    (tmp_path / "pairs.csv").write_text("ana,ben")
    found = find([tmp_path])
    assert [each.name for each in found.submissions] == [f"ana/{LESSON}.ipynb"]
    assert found.doubts == []
    assert read_pairs([tmp_path / "ana", tmp_path]) == [["ana", "ben"]]
    (tmp_path / "pairs.csv").write_bytes(b"PK\x03\x04 xl/workbook")
    with pytest.raises(SheetError, match=r"pairs\.csv is an Excel workbook"):
        read_pairs([tmp_path])
