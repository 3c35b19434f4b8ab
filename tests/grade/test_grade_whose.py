"""Whose a submission is, in the layouts that teachers, learners and platforms make; and what is said in doubt."""

import os
import unicodedata
import zipfile
from pathlib import Path

import pytest
import submitted

from twoborders import cli
from twoborders.grade.intake import find as find_module
from twoborders.grade.intake.find import content, find
from twoborders.grade.intake.platform_names import named
from twoborders.grade.intake.whose import learner

STEM = "01_exercise"
FILE = f"{STEM}.ipynb"
ANA, BEN = "Ana Garc\u00eda_123456_assignsubmission_file_", "Ben Li_123457_assignsubmission_file_"


def lay(root: Path, *names: str) -> Path:
    """Write these files under a folder; a name that ends in a slash is an empty folder."""
    for name in names:
        path = root / name
        (path if name.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.write_text("{}")
    return root


def zipped(*names: str) -> bytes:
    return submitted.zipped(dict.fromkeys(names, b"{}"))


def put(root: Path, name: str, written: bytes) -> Path:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(written)
    return root


def learners(*paths: Path) -> list[str]:
    """The learner of each submission that can be read, without repetition."""
    return list(dict.fromkeys(learner(each, STEM).name for each in find(paths).submissions if not each.problem))


def problems(*paths: Path) -> dict[str, str]:
    return {learner(each, STEM).name: each.problem for each in find(paths).submissions if each.problem}


# What a learner has named speaks for nobody else


@pytest.mark.parametrize("packed", ["folder", "archive", "archive in a folder"])
def test_names_within_one_learners_place_speak_for_no_other(tmp_path, packed):
    theirs = [f"{ANA}{FILE}", f"{BEN}{FILE}", "lopezben_12346_678902_01_exercise.ipynb"]
    lay(tmp_path, f"Ana Garc\u00eda/{FILE}", f"Ben Li/{FILE}")
    if packed == "folder":
        lay(tmp_path / "mallory", *theirs)
    else:
        put(tmp_path, "mallory.zip" if packed == "archive" else "mallory/all.zip", zipped(*theirs))
    found = find([tmp_path])
    whose = [(learner(each, STEM).name, learner(each, STEM).lms) for each in found.submissions]
    assert whose == [("Ana Garc\u00eda", None), ("Ben Li", None), *[("mallory", None)] * 3]
    (said,) = found.doubts
    assert said.startswith("mallory has 3 submissions of lesson 01 under 3 names: Ana Garc\u00eda, Ben Li, lopezben.")


def test_nor_do_folders_or_the_name_of_a_download(tmp_path):
    lay(tmp_path, f"{ANA}/{FILE}", f"mallory/{ANA}/{FILE}", f"mallory/{BEN}/{FILE}")
    put(tmp_path, "eve-x-4321.zip", zipped(f"{ANA}/{FILE}"))
    assert learners(tmp_path) == ["Ana Garc\u00eda", "eve-x-4321", "mallory"]
    assert "mallory has 2 submissions of lesson 01 in 2 folders" in find([tmp_path]).doubts[0]


@pytest.mark.parametrize(
    ("name", "who"),
    [
        (f"mallory_9_678999_{ANA}{FILE}", ("mallory", "canvas", "9")),
        (f"mallory_9_678999_HW_ana_attempt_2027-03-01-10-00-00_{FILE}", ("mallory", "canvas", "9")),
        (f"mallory_9_678999_ana+01+2026-03-01 10:00:00 UTC+{FILE}", ("mallory", "canvas", "9")),
        (f"Mal Lory_9_assignsubmission_file_{ANA}{FILE}", ("Mal Lory", "moodle", "9")),
        (f"Mal Lory_9_assignsubmission_file_HW_ana_attempt_2027-03-01-10-00-00_{FILE}", ("Mal Lory", "moodle", "9")),
        (f"HW_mal_attempt_2026-03-01-10-00-00_{ANA}{FILE}", ("mal", "blackboard", "")),
        (
            f"HW_mal_attempt_2026-03-01-10-00-00_HW_ana_attempt_2027-03-01-10-00-00_{FILE}",
            ("mal", "blackboard", ""),
        ),
        (f"13-34 - Mal - Jun 7, 2026 1000 AM - {ANA}{FILE}", ("Mal", "brightspace", "13")),
        (
            f"13-34 - Mal - Jun 7, 2026 1000 AM - 12-34 - Ana - Jun 8, 2026 1000 AM - {FILE}",
            ("Mal", "brightspace", "13"),
        ),
        (f"mal+01+2026-03-01 10:00:00 UTC+{ANA}{FILE}", ("mal", "nbgrader", "")),
    ],
)
def test_of_two_platforms_names_in_one_the_first_holds(name, who):
    said = named(name.removesuffix(".ipynb"))
    assert (said.name, said.system, said.id) == who


def test_learners_given_one_by_one_are_learners_too(tmp_path):
    lay(tmp_path, f"ana/{FILE}", f"ben/{FILE}", f"mallory/ana_{FILE}", f"mallory/{BEN}{FILE}")
    assert learners(*sorted(tmp_path.iterdir())) == learners(tmp_path) == ["ana", "ben", "mallory"]


# A class one folder deeper


@pytest.mark.parametrize(
    ("names", "who"),
    [
        pytest.param(
            [f"01/{who}/{FILE}" for who in ("ana", "ben", "cai")], ["ana", "ben", "cai"], id="lesson, learner"
        ),
        pytest.param(
            [f"01/ana/{FILE}", f"01/ben/{FILE}", "02/ben/02_exercise.ipynb"], ["ana", "ben"], id="two lessons"
        ),
        pytest.param([f"01_exercise/ana/{FILE}", f"01_exercise/ben/{FILE}"], ["ana", "ben"], id="the lesson's stem"),
        pytest.param(
            [f"Exercise 1/{who}/Submission attachment(s)/{FILE}" for who in ("ana", "ben")], ["ana", "ben"], id="Sakai"
        ),
        pytest.param([f"Exercise_1/Abgaben/{who}/{FILE}" for who in ("ana", "ben")], ["ana", "ben"], id="ILIAS"),
        pytest.param(
            [f"assignment_3_export/submission_{number}/{FILE}" for number in (1, 2)]
            + ["assignment_3_export/submission_metadata.yml"],
            ["submission_1", "submission_2"],
            id="Gradescope",
        ),
        pytest.param(["session 1/ana.ipynb", "session 1/ben.ipynb"], ["ana", "ben"], id="files in a session"),
        pytest.param([f"Semana 2/ana_{FILE}"], ["ana"], id="one in a week"),
        pytest.param(
            [f"ana+{STEM}+2026-03-0{day} 10:00:00 UTC/{FILE}" for day in (1, 2)]
            + [f"b+{STEM}+2026-03-01 10:00:00 UTC/{FILE}"],
            ["ana", "b"],
            id="nbgrader's inbound",
        ),
        pytest.param(
            [f"Submitted files/{who}/Exercise 1/Version {at}/{FILE}" for who in ("ana", "ben") for at in (1, 2)],
            ["ana", "ben"],
            id="Teams",
        ),
        pytest.param(
            [f"{who}_7/{at}/{FILE}" for who in ("ana", "ben") for at in ("2_submissions", "5_revision_1")],
            ["ana_7", "ben_7"],
            id="OpenOlat",
        ),
        pytest.param(
            [f"Group A/{who}/{FILE}" for who in ("ana", "ben")] + [f"Group B/{who}/{FILE}" for who in ("cai", "dee")],
            ["ana", "ben", "cai", "dee"],
            id="groups",
        ),
        pytest.param(
            [f"curso/Semana 1/Grupo 2/{who}_{FILE}" for who in ("ana", "ben")], ["ana", "ben"], id="three deeper"
        ),
        pytest.param([f"Grupo 1/Semana 2/{who}/{FILE}" for who in ("ana", "ben")], ["ana", "ben"], id="group, week"),
        pytest.param([f"Week 1/team {at}/{FILE}" for at in (1, 2)], ["team 1", "team 2"], id="teams as learners"),
        pytest.param([f"01.03.2026/{who}/{FILE}" for who in ("ana", "ben")], ["ana", "ben"], id="a date"),
        pytest.param([f"1. \u00dcbung/{who}/{FILE}" for who in ("ana", "ben")], ["ana", "ben"], id="Uebung"),
        pytest.param([f"Esercizio 1/{who}/{FILE}" for who in ("ana", "ben")], ["ana", "ben"], id="esercizio"),
        pytest.param([f"submitted/ana/{STEM}/{FILE}", f"submitted/ben/{STEM}/{FILE}"], ["ana", "ben"], id="submitted"),
        pytest.param([f"submissions/01/ana/{FILE}", f"submissions/01/ben/{FILE}"], ["ana", "ben"], id="two deeper"),
    ],
)
def test_a_class_one_folder_deeper_is_understood(tmp_path, names, who):
    lay(tmp_path / "given", *names)
    found = find([tmp_path / "given"])
    assert sorted({learner(each, STEM).name for each in found.submissions}) == who
    assert len(found.submissions) == sum(name.endswith(".ipynb") for name in names)
    assert found.doubts == []
    put(tmp_path, "given.zip", zipped(*names))
    assert sorted(set(learners(tmp_path / "given.zip"))) == who


def test_of_nbgraders_inbound_the_later_is_the_newer(tmp_path):
    lay(tmp_path, *(f"ana+{STEM}+2026-03-{day} 10:00:00 UTC/{FILE}" for day in ("02", "11")))
    assert [each.version for each in find([tmp_path]).submissions] == [20260302100000, 20260311100000]


def test_what_may_be_a_class_is_told_with_the_way_out(tmp_path):
    lay(tmp_path, f"ana/{FILE}", *(f"spring/{who}/{FILE}" for who in ("ben", "cai", "dee", "eva")))
    (said,) = find([tmp_path]).doubts
    assert said == (
        "spring has 4 submissions of lesson 01 in 4 folders: ben, cai, dee and 1 more. They count as one learner's. "
        f"If these are learners, give {tmp_path.as_posix()}/spring/*."
    )
    way_out = learners(*(tmp_path / "spring").iterdir(), tmp_path / "ana")
    assert sorted(way_out) == ["ana", "ben", "cai", "dee", "eva"]
    lay(tmp_path / "flat", f"red/ana_{FILE}", f"red/ben_{FILE}", f"blue/{FILE}")
    assert "red has 2 submissions of lesson 01 under 2 names: ana, ben." in find([tmp_path / "flat"]).doubts[0]
    put(tmp_path / "packed", "red.zip", zipped(f"x/ana/{FILE}", f"x/ben/{FILE}"))
    lay(tmp_path / "packed", f"cai/{FILE}")
    assert find([tmp_path / "packed"]).doubts[0].endswith("red.zip and give its folders.")


def test_learners_whose_files_do_not_name_the_lesson_are_told_of_too(tmp_path):
    for number, who in enumerate(("ana", "ben")):
        put(tmp_path, f"spring/{who}.ipynb", b'{"cells": [{"source": "check(\\"01-1\\", x)"}]}')
        put(tmp_path, f"autumn/{who}/homework {number}.ipynb", b'{"cells": [{"source": ["check(\'02-3\', x)"]}]}')
        put(tmp_path, f"cai/{who}.ipynb", b"{}")
    assert [said.split(":")[0] for said in find([tmp_path]).doubts] == [
        "autumn has 2 submissions of lesson 02 in 2 folders",
        "spring has 2 submissions of lesson 01 under 2 names",
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["ana/{}", "ana /{}"], "ana has work of one lesson in 2 places: 'ana ', 'ana'. They count as one"),
        (["Jos\u00e9/{}", "Jose\u0301/{}"], "Jos\u00e9 has work of one lesson in 2 places: 'Jos\\xe9', "),
        ([f"Section {at}/{who}/{{}}" for at in (1, 2) for who in ("ana", f"ben {at}")], "ana has work of one "),
        ([f"{who}_5_assignsubmission_file_/{{}}" for who in ("Ana", "Mal")], "Moodle's number 5 "),
        ([f"{where}/{ANA}/{{}}" for where in ("C-T1-4321", "Exercise 1")] + [f"C-T1-4321/{BEN}/{{}}"], "Ana Garc"),
        ([f"C-T{at}-432{at}/{ANA}/0{at}_exercise.ipynb" for at in (1, 2)], ""),
        ([f"ana+{STEM}+2026-03-0{day} 10:00:00 UTC/{{}}" for day in (1, 2)], ""),
        (["{}", "01_exercise (1).ipynb", "01_exercise-Copy1.ipynb"], "3 submissions of lesson 01 bear nobody's name: "),
        (["{}", "02_exercise.ipynb", "ana_{}"], ""),
        (["start.py", "exercises/{}", "solutions/{}"], ""),
        (["ana/{}", "Ana/{}", "a na/{}"], ""),
        ([f"2026-03-0{day}/{who}/{{}}" for day in (1, 8) for who in ("ana", "ben")], ""),
        (["Week 1/ana/{}", "Week 2/ana/02_exercise.ipynb", "Week 1/ben/{}"], ""),
        ([f"ana_{number}_assignsubmission_file_/{{}}" for number in (5, 6)], ""),
    ],
)  # fmt: skip
def test_two_learners_who_would_be_one_are_told_of(tmp_path, names, told):
    lay(tmp_path / "class", *(name.format(FILE) for name in names))
    said = find([tmp_path / "class"]).doubts
    assert [each[: len(told)] for each in said] == ([told] if told else [])


@pytest.mark.parametrize(
    "names",
    [
        pytest.param([f"v1/{FILE}", f"v2/{FILE}"], id="v1, v2"),
        pytest.param([f"old/{FILE}", f"final/{FILE}", f"final version 2/{FILE}", FILE], id="old, final"),
        pytest.param([f"viejo/{FILE}", f"Kopie/{FILE}", f"backup 2026-03-01/{FILE}"], id="other languages"),
        pytest.param([f"week 1/{FILE}", "week 2/02_exercise.ipynb"], id="weeks"),
        pytest.param([f"01/{FILE}", "02/02_exercise.ipynb"], id="lessons"),
        pytest.param([f"exercises/{FILE}", f"solutions/{FILE}", f"my_work/{FILE}"], id="the kit's folders"),
        pytest.param([f"exercises/{FILE}", "exercises/01_exercise-Copy1.ipynb", f".git/{FILE}"], id="a copy"),
        pytest.param(
            [
                f"{FILE}",
                "01_exercise_v2.ipynb",
                "01_exercise final.ipynb",
                "01_exercise (1).ipynb",
                "01_exercise_answers.ipynb",
            ],
            id="files",
        ),
        pytest.param([f"work.zip/{FILE}", f"old/{FILE}"], id="a folder named as an archive"),
    ],
)
def test_versions_that_a_learner_keeps_are_one_learners(tmp_path, names):
    lay(tmp_path / "class/ana", *names)
    lay(tmp_path / "class", f"ben/{FILE}")
    found = find([tmp_path / "class"])
    assert learners(tmp_path / "class") == ["ana", "ben"]
    assert found.doubts == []
    assert learners(tmp_path / "class/ana") == ["ana"]
    put(tmp_path, "alone/ana.zip", zipped(*names))
    assert learners(tmp_path / "alone") == learners(tmp_path / "alone/ana.zip") == ["ana"]


def test_learners_may_have_numbers_for_names(tmp_path):
    lay(tmp_path, *(f"{number:02}/{FILE}" for number in range(1, 5)), "05/border.ipynb")
    assert learners(tmp_path) == ["01", "02", "03", "04", "05"]


# The kit handed in whole

KIT = (
    f"exercises/{FILE}", f"solutions/{FILE}", "notebooks/01_constraints_border_and_institutions.ipynb", "start.py",
    "pyproject.toml", "tests/example.ipynb", "src/twoborders/x.ipynb", "build/y.ipynb", ".git/z.ipynb",
    ".venv/lib/python3/site-packages/w.ipynb", "node_modules/v.ipynb", "notebooks/instructor/u.ipynb",
)  # fmt: skip


@pytest.mark.parametrize("around", ["", "two-borders-main/", "my clone/kit/"])
@pytest.mark.parametrize("packed", [False, True])
def test_in_a_copy_of_the_kit_the_key_is_passed_over(tmp_path, around, packed):
    names = [around + name for name in KIT]
    if packed:
        put(tmp_path, "class/ana.zip", zipped(*names))
        put(tmp_path, "class/ben.zip", submitted.zipped({"inner.zip": zipped(*names)}))
    else:
        lay(tmp_path / "class/ana", *names)
        lay(tmp_path / "class/ben", *names)
    found = find([tmp_path / "class"])
    assert found.doubts == []
    assert [(learner(each, STEM).name, each.title, each.in_kit, each.passed_over) for each in found.submissions] == [
        (who, STEM, True, why) for who in ("ana", "ben") for why in ("", "It lies in the kit's own solutions/.")
    ]


def test_a_kit_is_known_whatever_its_folders_are_called(tmp_path):
    lay(tmp_path, f"ana/kit/ejercicios/{FILE}", f"ana/kit/mine/{FILE}", "ana/kit/start.py", "ana/kit/pyproject.toml")
    lay(tmp_path, f"ben/exercises/{FILE}", f"ben/pyproject/{FILE}", "start.py")
    assert {each.name: each.in_kit for each in find([tmp_path]).submissions} == {
        f"ana/kit/ejercicios/{FILE}": True,
        f"ana/kit/mine/{FILE}": True,
        f"ben/exercises/{FILE}": False,
        f"ben/pyproject/{FILE}": False,
    }


def test_the_kit_itself_may_be_given(tmp_path):
    lay(tmp_path / "ana", *KIT)
    assert [(learner(each, STEM).name, bool(each.passed_over)) for each in find([tmp_path / "ana"]).submissions] == [
        ("ana", False), ("ana", True)
    ]  # fmt: skip


def test_a_renamed_key_lies_in_the_kit_and_a_learners_own_folder_does_not(tmp_path):
    lay(tmp_path, f"ana/x/my answers/{FILE}", f"ana/x/exercises/{FILE}", "ana/x/start.py")
    lay(tmp_path, f"ben/solutions/{FILE}", "ben/notebooks/notes.ipynb", f"solutions/{FILE}", f"exercises/{FILE}")
    found = {each.name: (each.in_kit, bool(each.passed_over)) for each in find([tmp_path]).submissions}
    assert found == {
        f"ana/x/exercises/{FILE}": (True, False),
        f"ana/x/my answers/{FILE}": (True, False),
        "ben/notebooks/notes.ipynb": (False, False),
        f"ben/solutions/{FILE}": (False, False),
        f"exercises/{FILE}": (False, False),  # a learner of this name, as far as anybody can tell
        f"solutions/{FILE}": (False, False),
    }


def test_lessons_that_came_along_are_left_out_and_one_alone_is_not(tmp_path):
    lessons = ("00_start_here.ipynb", "01_constraints_border_and_institutions.ipynb")
    lay(tmp_path, *(f"ana/my_work/{name}" for name in (*lessons, "00_exercise.ipynb", FILE)), f"ben/{lessons[1]}")
    titles = [(learner(each, STEM).name, each.title) for each in find([tmp_path]).submissions]
    assert titles == [("ana", "00_exercise"), ("ana", STEM), ("ben", lessons[1].removesuffix(".ipynb"))]


# No notebook


def test_each_place_without_a_notebook_is_a_row(tmp_path):
    lay(tmp_path, f"ana/{FILE}", "ben/homework.pdf", "cai/a.py", "cai/b.txt", "cai/deep/c.csv", "cai/d", "cai/e.md")
    lay(
        tmp_path,
        "dee/",
        "eva/.DS_Store",
        f"fay/{FILE}.rar",
        f"gil/.{FILE}.icloud",
        f"hal/{FILE}.crdownload",
        "ida/x.tar.gz",
    )
    put(tmp_path, "jo.zip", zipped("report.docx"))
    put(tmp_path, "kim.zip", submitted.zipped({}))
    lay(tmp_path, "README.md", "grades.csv", ".DS_Store", "Thumbs.db", "syllabus.pdf", "leo.7z")
    none = "There is no notebook (.ipynb) in this folder"
    kind = "is an archive of a kind that is not opened: unpack it, or make a zip archive of it."
    assert learners(tmp_path) == ["ana"]
    assert problems(tmp_path) == {
        "ben": f"{none} (homework.pdf).",
        "cai": f"{none} (a.py, b.txt, d and 2 more).",
        "dee": "This folder is empty.",
        "eva": "This folder is empty.",
        "fay": f"{none} ({FILE}.rar). {FILE}.rar {kind}",
        "gil": f"{none} (.{FILE}.icloud). .{FILE}.icloud stands for a file that iCloud has not downloaded: "
        "open it on the computer where it lies, and hand it in again.",
        "hal": f"{none} ({FILE}.crdownload). {FILE}.crdownload is a download that did not end: "
        "download the notebook again.",
        "ida": f"{none} (x.tar.gz). x.tar.gz {kind}",
        "jo": "There is no notebook (.ipynb) in this archive (report.docx).",
        "kim": "This archive is empty.",
        "leo": f"leo.7z {kind}",
    }


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_folder_with_a_link_alone_is_a_row(tmp_path):
    lay(tmp_path / "class", f"ana/{FILE}", "ben/", "cai/")
    (tmp_path / "class/ben/work").symlink_to(tmp_path / "class/ana")
    (tmp_path / "class/cai" / FILE).symlink_to(tmp_path / "nowhere")
    assert list(problems(tmp_path / "class")) == ["ben", "cai"]


def test_beside_folders_a_document_of_a_lesson_and_any_archive_are_hand_ins(tmp_path):
    lay(tmp_path, f"ana/{FILE}", f"ben_{STEM}.html", "cai.Z", "dee.zipx", "eva.dmg", "syllabus.pdf", f"{STEM}.pdf")
    assert list(problems(tmp_path)) == ["ben", "cai", "dee", "eva"]


def test_among_files_a_document_is_a_hand_in_and_the_classs_own_papers_are_not(tmp_path):
    lay(
        tmp_path / "one",
        f"ana_{FILE}",
        f"ben_{STEM}.pdf",
        f"ana_{STEM}.html",
        "syllabus.pdf",
        f"{STEM}.pdf",
        "list.csv",
    )
    assert list(problems(tmp_path / "one")) == ["ben"]
    lay(tmp_path / "two", "ana.ipynb", "ben.pdf", "cai.rar", "README.txt")
    assert list(problems(tmp_path / "two")) == ["ben", "cai"]
    lay(tmp_path / "three", f"ana_{FILE}", "ana_report.pdf", "ben_homework.pdf", "cai.py", "grading rubric.docx")
    assert list(problems(tmp_path / "three")) == ["ben_homework", "cai"]


def test_a_platforms_learner_with_a_notebook_and_a_comment_has_no_second_row(tmp_path):
    lay(tmp_path, f"HW_ana_attempt_2026-03-01-10-00-00_{FILE}", "HW_ana_attempt_2026-03-01-10-00-00.txt")
    lay(
        tmp_path,
        "HW_ben_attempt_2026-03-01-10-00-00.txt",
        "garciaana_5_678901_report.pdf",
        f"garciaana_5_678902_{FILE}",
    )
    assert list(problems(tmp_path)) == ["ben"]
    assert learners(tmp_path) == ["ana", "garciaana"]


@pytest.mark.parametrize("name", ["x.json", f"{FILE}_", "01_exercise", f"{STEM}.txt", f"{FILE}.html", f"{FILE}~"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_notebook_of_another_name_is_read_where_there_is_no_other(tmp_path, name, packed):
    notebook = b' \n{"nbformat": 4, "cells": []}'
    for who, more in (("ana", {}), ("ben", {FILE: b"{}"})):
        files = {name: notebook, "notes.json": b'{"cells": 3}', "list.json": b'["nbformat", "cells"]'} | more
        if packed:
            put(tmp_path, f"{who}.zip", submitted.zipped(files))
        else:
            for each, written in files.items():
                put(tmp_path, f"{who}/{each}", written)
    ana, ben = find([tmp_path]).submissions
    assert (learner(ana, STEM).name, content(ana)) == ("ana", notebook)
    assert ben.name.endswith(FILE)


# Copies and names


@pytest.mark.parametrize(
    "name",
    [
        "Copy of ana_{}", "Copy_of_ana_{}", "ana_Copy_of_{}", "Copia de ana_{}", "Copia_de_ana_{}", "Kopie von ana_{}",
        "Copie de ana_{}", "Copie_de_ana_{}", "C\u00f3pia de ana_{}", "Copy of Copy of ana_{}", "ana_{} - Copy",
        "ana_{} - Copy (2)", "ana_{} - copia", "ana_{} - Kopie", "ana_{} - Copie", "ana_{} copy", "ana_{} copy 2",
        "ana_{} copia", "ana_{} 2", "ana_{} (1)", "ana_{}(1)", "ana_{}-Copy1", "ana_{}-Copy1 (2)", "{}_ana - Copy",
        "ana_{} \u2013 Kopie", "ana_{}-Kopie", "ana_{} (copia)", "ana_{} (another copy)", "ana_{} (3.\u00aa copia)",
        "ana_{} (In Konflikt stehende Kopie von Ana 2026-03-01)", "Copia (2) de ana_{}", "Kopie (2) von ana_{}",
        "ana_{}.sync-conflict-20260301-100000-ABCDEFG", "ana_{}-DESKTOP-AB12", "ana_{}_1", "ana_{}_2026-03-01",
        "ana_{} autosave", "ana_{}_v2", "{}_ana_v2", "{}_ana final",
        "ana - Copy", "ana_Copy", "Copy of ana", "ana-Copy2", "ana (3)",
    ],
)  # fmt: skip
def test_a_copys_marks_are_no_part_of_the_learners_name(tmp_path, name):
    lay(tmp_path, name.format(STEM) + ".ipynb")
    assert learners(tmp_path) == ["ana"]


def test_numbers_behind_the_lesson_are_learners_where_there_is_no_other_name(tmp_path):
    lay(tmp_path, *(f"{STEM}_{number}.ipynb" for number in (1, 2, 17)))
    assert learners(tmp_path) == ["1", "17", "2"]


@pytest.mark.parametrize("who", ["Copyana", "group 2", "Jos\u00e9 Copiado"])
def test_what_only_looks_like_a_copy_is_a_name(tmp_path, who):
    lay(tmp_path, f"{who}_{FILE}", f"other_{FILE}")
    assert who in learners(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_names_stay_what_they_are_to_the_eye(tmp_path):
    names = [
        "Ana\u00a0Garc\u00eda",
        "Zo\u00e9\u202fLi",
        "\u0645\u06cc\u200c\u062e\u0648\u0627",
        "\U0001f469\u200d\U0001f4bb",
    ]
    names.append("\u0915\u094d\u200d\u0937")
    lay(tmp_path, *(f"{name}/{FILE}" for name in names))
    assert sorted(learners(tmp_path)) == sorted(unicodedata.normalize("NFC", name) for name in names)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_two_names_that_look_alike_stay_two(tmp_path):
    names = ["ana", "an\u200da", "a\u200cna", "an\u2060a", "Ana Li", "Ana\u00a0Li", "ana\u202e", "an\u00ada"]
    lay(tmp_path, *(f"{name}/{FILE}" for name in names))
    found = learners(tmp_path)
    assert len(found) == len(names)
    assert not set("\u200d\u200c\u2060\u202e\u00ad") & set("".join(found))


def test_a_names_length_is_bounded_and_two_stay_two(tmp_path):
    names = [" " * 60_000 + f"x{number}/{FILE}" for number in (1, 2)] + [
        f"{'y' * 60_000}_{number}.ipynb" for number in (1, 2)
    ]
    names += ["/".join(["deep"] * 8_000) + f"/{number}.ipynb" for number in (1, 2)]
    found = find([put(tmp_path, "class.zip", zipped(*names)) / "class.zip"]).submissions
    shown = {each.name for each in found}
    assert len(shown) == 6
    assert max(map(len, shown)) < 250
    assert max(len(learner(each, STEM).name) for each in found) < 250


# Platforms


@pytest.mark.parametrize("beside", [f"ben/{FILE}", f"ben_{FILE}"])
@pytest.mark.parametrize(
    ("download", "name", "who"),
    [
        ("Curso-Tarea 1-4321.zip", f"{ANA}/{FILE}", ("Ana Garc\u00eda", "123456")),
        ("submissions.zip", f"garciaana_12345_678901_{FILE}", ("garciaana", "12345")),
    ],
)
def test_a_download_of_one_hand_in_beside_other_things(tmp_path, beside, download, name, who):
    put(lay(tmp_path, beside), download, zipped(name))
    (found,) = [each for each in find([tmp_path]).submissions if each.member]
    whose = learner(found, STEM)
    assert (whose.name, whose.lms["id"]) == who


def test_an_archive_of_a_class_in_a_folder_of_its_own(tmp_path):
    put(tmp_path, "class/multi_feedback.zip", zipped(*(f"Exercise 1/{who}/{FILE}" for who in ("ana", "ben"))))
    assert learners(tmp_path / "class") == ["ana", "ben"]
    put(tmp_path, "one/ana.zip", zipped("Exercise 1/border.ipynb", "Exercise 1/river.ipynb"))
    assert learners(tmp_path / "one") == ["ana"]


def test_a_folder_that_holds_one_learners_archive(tmp_path):
    put(tmp_path, "class/ana.zip", zipped(f"homework one/{FILE}"))
    assert learners(tmp_path / "class") == ["ana"]


def test_moodles_group_and_blackboards_title_are_no_part_of_a_name(tmp_path):
    lay(tmp_path / "m", *(f"Group A-{who}/{FILE}" for who in (ANA, BEN)))
    assert learners(tmp_path / "m") == ["Ana Garc\u00eda", "Ben Li"]
    lay(tmp_path / "b", *(f"HW_1_{who}_attempt_2026-03-01-10-00-00_{FILE}" for who in ("ana.garcia", "ben.li")))
    assert learners(tmp_path / "b") == ["ana.garcia", "ben.li"]
    lay(tmp_path / "one", f"Ana-Mar\u00eda Li_5_assignsubmission_file_/{FILE}")
    assert learners(tmp_path / "one") == ["Ana-Mar\u00eda Li"]


@pytest.mark.parametrize(
    "date",
    [
        "Jun 7, 2019 237 PM", "June 7, 2019 2:37 PM", "7 June, 2019 1437", "7 jun. 2019 14.37",
        "7 de junio de 2019 14_37",
        "2019-06-07 1437", "7 juin 2019 14h37", "7. Juni 2019 1437",
    ],
)  # fmt: skip
def test_brightspace_writes_dates_in_many_ways(date):
    for rest in ("", f" - {STEM}", " - my - work"):
        said = named(f"12-34 - Ana Garc\u00eda - {date}{rest}")
        assert (said.name, said.id, said.version) == ("Ana Garc\u00eda", "12", 201906071437)


def test_a_date_that_can_be_read_in_two_ways_gives_no_order():
    said = named("12-34 - Ana - 07/06/2019 1437".replace("/", "."))
    assert (said.name, said.version) == ("Ana", 0)


# Bounds


def test_an_archives_list_is_read_once_for_all_its_members(tmp_path, monkeypatch):
    read = []

    class Counting(zipfile.ZipFile):
        def __init__(self, *arguments):
            read.append(arguments)
            super().__init__(*arguments)

    monkeypatch.setattr(zipfile, "ZipFile", Counting)
    inner = zipped(*(f"{number}.ipynb" for number in range(20)))
    put(tmp_path, "class.zip", submitted.zipped({f"learner {who}.zip": inner for who in range(5)}))
    read.clear()
    found = find([tmp_path / "class.zip"]).submissions
    assert [content(each) for each in found] == [b"{}"] * 100
    assert len(read) <= 1 + 5 + 5  # the class's once; each learner's to find what is in it, and again to read that


def test_an_archive_that_has_changed_is_read_anew(tmp_path):
    put(tmp_path, "a.zip", submitted.zipped({FILE: b"one"}))
    (found,) = find([tmp_path / "a.zip"]).submissions
    assert content(found) == b"one"
    put(tmp_path, "a.zip", submitted.zipped({FILE: b"another"}))
    assert content(found) == b"another"


def test_archives_within_a_hand_in_are_bounded_and_the_others_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(find_module, "MAX_INSIDE", 40)
    many = zipped(*(f"{number}.txt" for number in range(9)))
    bomb = submitted.zipped({f"{number}.zip": many for number in range(5)})
    put(tmp_path, "class.zip", submitted.zipped({"ana.zip": bomb, "ben.zip": zipped(FILE)}))
    assert learners(tmp_path / "class.zip") == ["ben"]
    (why,) = problems(tmp_path / "class.zip").values()
    assert why.startswith("The archives that lie in one another hold more than is looked at.")


def test_a_doubt_stands_on_the_screen_and_in_the_exit_status(tmp_path, capsys, level):
    for who in ("ana", "ben"):
        submitted.write(tmp_path / "class/spring" / who / FILE, submitted.blank())
    arguments = ["grade", str(tmp_path / "class"), "--out", str(tmp_path / "graded"), "--jobs", "1"]
    assert cli.main(arguments) == 1
    assert "spring has 2 submissions of lesson 01 in 2 folders: ana, ben." in capsys.readouterr().out
    assert cli.main([*arguments[:1], str(tmp_path / "class/spring"), *arguments[2:]]) == 0
