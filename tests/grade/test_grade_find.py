"""Finding submissions: which files, whose they are, which lesson they answer."""

import io
import os
import random
import socket
import time
import zipfile
from pathlib import Path

import pytest
import submitted

from twoborders.grade.intake.archive import MAX_MEMBERS
from twoborders.grade.intake.find import Submission, content, find
from twoborders.grade.intake.names import printable
from twoborders.grade.intake.platform_names import Named, named
from twoborders.grade.intake.read import MAX_BYTES, UnreadableError, read
from twoborders.grade.intake.whose import Learner, learner
from twoborders.grade.marking.align import lesson_in_name, lesson_of_cells, read_master

STEM = "01_border"


def lay(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    return root


def names(*paths: Path) -> list[str]:
    return [submission.name for submission in find(paths).submissions]


def learners(*paths: Path) -> list[str]:
    return [learner(submission, STEM).name for submission in find(paths).submissions]


def test_folders_are_searched_to_the_bottom_in_the_order_of_names(tmp_path):
    lay(tmp_path, "ben/01_border.ipynb", "ana/week 1/01_border.IPYNB", "ana/notes.txt", "carla.ipynb")
    assert names(tmp_path) == ["ana/week 1/01_border.IPYNB", "ben/01_border.ipynb", "carla.ipynb"]


def test_copies_made_by_jupyter_and_macos_are_skipped(tmp_path):
    lay(tmp_path, "ana/.ipynb_checkpoints/01-checkpoint.ipynb", "__MACOSX/a.ipynb", "ana/._01_border.ipynb")
    assert problems(tmp_path) == {"ana": "This folder is empty."}


def test_a_file_that_is_given_twice_is_found_once(tmp_path):
    lay(tmp_path, "ana/01_border.ipynb")
    assert names(tmp_path, tmp_path / "ana", tmp_path / "ana/../ana/01_border.ipynb") == ["ana/01_border.ipynb"]


def test_a_path_that_does_not_exist_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="gone"):
        find([tmp_path / "gone"])


def test_files_given_one_by_one_with_the_same_name_are_told_apart(tmp_path):
    lay(tmp_path, "ana/01_border.ipynb", "ben/01_border.ipynb")
    given = [tmp_path / "ana/01_border.ipynb", tmp_path / "ben/01_border.ipynb"]
    assert names(*given) == [path.as_posix() for path in given]
    assert names(given[0]) == ["01_border.ipynb"]


@pytest.mark.parametrize(
    ("name", "given", "who"),
    [
        ("submissions/ana/01_border.ipynb", "submissions", "ana"),
        ("submissions/ana/ben_01_border.ipynb", "submissions", "ana"),
        ("submissions/ana/week 1/01_border.ipynb", "submissions", "ana"),
        ("submissions/ana_01_border.ipynb", "submissions", "ana"),
        ("submissions/01_border - Ana María.ipynb", "submissions", "Ana María"),
        ("submissions/hw_01_BORDER_ana.ipynb", "submissions", "hw_ana"),
        ("submissions/ana_01_border (2).ipynb", "submissions", "ana"),
        ("submissions/01_border-Copy1.ipynb", "submissions", "submissions"),
        ("submissions/essay.ipynb", "submissions", "essay"),
        ("submissions/ana/01_border.ipynb", "submissions/ana", "ana"),
        ("submissions/ana/01_border.ipynb", "submissions/ana/01_border.ipynb", "ana"),
        ("submissions/ben_01_border.ipynb", "submissions/ben_01_border.ipynb", "ben"),
        ("submissions/Jose\u0301/01_border.ipynb", "submissions", "Jos\u00e9"),
    ],
)
def test_whose_submission_it_is(tmp_path, name, given, who):
    lay(tmp_path, name)
    assert learners(tmp_path / given) == [who]


def test_given_the_folder_one_stands_in_its_name_counts(tmp_path, monkeypatch):
    lay(tmp_path, "ana/01_border.ipynb")
    monkeypatch.chdir(tmp_path / "ana")
    assert learners(Path()) == ["ana"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_a_name_that_is_not_utf_8_can_be_written(tmp_path):
    try:
        lay(tmp_path, os.fsdecode(b"an\xe1/01_border.ipynb"))
    except OSError:
        pytest.skip("this file system takes no such names")
    assert learners(tmp_path) == ["an\\udce1"]
    assert names(tmp_path) == ["an\\udce1/01_border.ipynb"]


def test_the_lesson_is_the_longest_stem_in_the_name():
    assert lesson_in_name("ana_01_Border (1)", ["01_border", "02_routes", "01_b"]) == "01_border"
    assert lesson_in_name("homework", ["01_border"]) == ""


def test_else_the_lesson_is_the_one_with_the_most_cells_in_the_notebook(tmp_path):
    master = submitted.small_master()
    other = submitted.small_notebook(
        submitted.graded_cell("setup", "import os", locked=True),
        submitted.graded_cell("08-1-answer", "a = 1", answer=True),
        submitted.graded_cell("08-1", 'check("08-1", a)', grade=True, locked=True, points=2),
    )
    paths = [submitted.write(tmp_path / name, each) for name, each in [("08_x.ipynb", other), ("09_x.ipynb", master)]]
    masters = {path.stem: read_master(path) for path in paths}
    assert lesson_of_cells(read(paths[0].read_bytes())[0], masters) == "08_x"
    assert lesson_of_cells(read(paths[1].read_bytes())[0], masters) == "09_x"
    assert lesson_of_cells([], masters) == ""


def store(root: Path, files: dict[str, bytes]) -> Path:
    for name, written in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written)
    return root


def whose(*paths: Path) -> dict[str, str]:
    """The learner of each submission, by name."""
    return {submission.name: learner(submission, STEM).name for submission in find(paths).submissions}


def problem_of(submission: Submission) -> str:
    with pytest.raises(UnreadableError) as raised:
        content(submission)
    return str(raised.value)


def problems(*paths: Path) -> dict[str, str]:
    """Why each submission cannot be read, by name."""
    return {submission.name: problem_of(submission) for submission in find(paths).submissions}


# What platforms write


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("garciaana_12345_678901_01_border", Named("garciaana", "canvas", "12345", False, 678901)),
        ("garciaana_LATE_12345_678901_01_border-2", Named("garciaana", "canvas", "12345", True, 678901)),
        ("garc\u00edal\u00f3pezana_5_678901_x", Named("garc\u00edal\u00f3pezana", "canvas", "5", False, 678901)),
        ("garci\u0301aana_5_678901_x", Named("garc\u00edaana", "canvas", "5", False, 678901)),
        ("de_la_cruz_5_678901_x", Named("de_la_cruz", "canvas", "5", False, 678901)),
        ("anon_Ab12c_678901_x", Named("anon_Ab12c", "canvas", "", False, 678901)),
        ("LATE_anon_Ab12c_678901_x", Named("anon_Ab12c", "canvas", "", True, 678901)),
        ("Ana Garc\u00eda_123_assignsubmission_file_", Named("Ana Garc\u00eda", "moodle", "123")),
        ("Ana Garc\u00eda_123_assignsubmission_file", Named("Ana Garc\u00eda", "moodle", "123")),
        ("Ana_123_assignsubmission_file_01_border", Named("Ana", "moodle", "123")),
        ("Ana_123_assignsubmission_onlinetext_", Named("Ana", "moodle", "123")),
        ("Default group_assignsubmission_file", Named("Default group", "moodle", "")),
        ("HW 1_ana_attempt_2019-06-07-10-00-05_01_border", Named("ana", "blackboard", version=20190607100005)),
        ("HW 1_a_b_attempt_2019-06-07-10-00-05", Named("a_b", "blackboard", version=20190607100005)),
        (
            "12-34 - Ana Garc\u00eda - Jun 7, 2019 1205 AM",
            Named("Ana Garc\u00eda", "brightspace", "12", False, 201906070005),
        ),
        ("12-34 - Ana - Jun 7, 2019 237 PM - 01_border", Named("Ana", "brightspace", "12", False, 201906071437)),
        # Names that people give
        ("ana_01_border", None),
        ("ana_12_01_border", None),
        ("ana_2026_11_27_01_border", None),
        ("Ana_12345_678901_01_border", None),
        ("12345_678901_01_border", None),
        ("01_border - Ana", None),
        ("Ana - Jun 7, 2019 1000 AM", None),
        ("my_attempt_2", None),
        ("", None),
    ],
)
def test_what_a_platforms_name_says(name, said):
    assert named(name) == said


def test_the_download_of_canvas_in_a_folder_and_in_an_archive(tmp_path):
    files = {
        "garciaana_LATE_12345_678901_01_border-1.ipynb": b"a",
        "lopezben_12346_678902_01_border.ipynb": b"b",
        "ruizcarla_12347_678903_work.zip": submitted.zipped({"work/01_border.ipynb": b"c", "work/data.csv": b""}),
    }
    store(tmp_path / "folder", files)
    store(tmp_path, {"submissions.zip": submitted.zipped(files)})
    store(tmp_path / "two", {f"submissions{number}.zip": submitted.zipped(files) for number in ("", " (1)")})
    for given, times in ((tmp_path / "folder", 1), (tmp_path / "submissions.zip", 1), (tmp_path / "two", 2)):
        found = find([given]).submissions
        assert [learner(each, STEM) for each in found] == times * [
            Learner("garciaana", {"system": "canvas", "id": "12345"}, True),
            Learner("lopezben", {"system": "canvas", "id": "12346"}),
            Learner("ruizcarla", {"system": "canvas", "id": "12347"}),
        ]
        assert [content(each) for each in found] == times * [b"a", b"b", b"c"]


def test_the_download_of_moodle(tmp_path):
    files = {
        "Ana Garc\u00eda_123_assignsubmission_file_/01_border.ipynb": b"a",
        "Ana Garc\u00eda_123_assignsubmission_onlinetext_/onlinetext.html": b"",
        "Ben_124_assignsubmission_file/deep/x.zip": submitted.zipped({"y.zip": submitted.zipped({"01.ipynb": b"b"})}),
        "Participant_125_assignsubmission_file_/01_border.ipynb": b"c",
        "Participant_126_assignsubmission_file_01_border.ipynb": b"d",
    }
    store(tmp_path / "folder", files)
    store(tmp_path, {"class.zip": submitted.zipped({f"class/{name}": each for name, each in files.items()})})
    for given, before in ((tmp_path / "folder", ""), (tmp_path / "class.zip", "class.zip/class/")):
        assert whose(given) == {
            f"{before}Ana Garc\u00eda_123_assignsubmission_file_/01_border.ipynb": "Ana Garc\u00eda",
            f"{before}Ben_124_assignsubmission_file/deep/x.zip/y.zip/01.ipynb": "Ben",
            f"{before}Participant_125_assignsubmission_file_/01_border.ipynb": "Participant 125",
            f"{before}Participant_126_assignsubmission_file_01_border.ipynb": "Participant 126",
        }
        found = find([given]).submissions
        assert [learner(each, STEM).lms["id"] for each in found] == ["123", "124", "125", "126"]
        assert [content(each) for each in found] == [b"a", b"b", b"c", b"d"]


def test_a_learners_own_folder_of_moodle_may_be_given(tmp_path):
    lay(tmp_path, "Ana_123_assignsubmission_file_/01_border.ipynb")
    (found,) = find([tmp_path / "Ana_123_assignsubmission_file_"]).submissions
    assert learner(found, STEM) == Learner("Ana", {"system": "moodle", "id": "123"})


def test_only_platforms_that_take_marks_back_give_a_number(tmp_path):
    lay(tmp_path, "12-34 - Ana - Jun 7, 2019 1000 AM/01_border.ipynb")
    (found,) = find([tmp_path]).submissions
    assert learner(found, STEM) == Learner("Ana")


def test_a_learner_cannot_take_another_name_within_their_folder(tmp_path):
    lay(tmp_path, "mia/lopezben_12346_678902_01_border.ipynb")
    lay(tmp_path, "Ana_123_assignsubmission_file_/Ben_124_assignsubmission_file_/01_border.ipynb")
    found = [learner(each, STEM) for each in find([tmp_path]).submissions]
    assert [(each.name, each.lms and each.lms["id"]) for each in found] == [
        ("Ana", "123"),
        ("mia", None),
    ]


def test_the_newest_submission_has_the_greatest_version_whatever_its_time(tmp_path):
    lay(tmp_path, "garciaana_12345_678905_01_border-1.ipynb", "garciaana_12345_678901_01_border.ipynb")
    os.utime(tmp_path / "garciaana_12345_678901_01_border.ipynb", (2_000_000_000, 2_000_000_000))
    assert [each.title for each in sorted(find([tmp_path]).submissions, key=lambda each: each.version)] == [
        "garciaana_12345_678901_01_border",
        "garciaana_12345_678905_01_border-1",
    ]


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("Copy of 01_border.ipynb", "submissions"),
        ("Copia de 01_border.ipynb", "submissions"),
        ("Ana Mar\u00eda - Copy of 01_border.ipynb", "Ana Mar\u00eda"),
        ("Ana - 01_border.ipynb", "Ana"),
        ("ana_01_border.ipynb.txt", "ana"),
        ("ana_01_border.IPYNB.json", "ana"),
        ("ana_01_border(1).ipynb", "ana"),
        ("\u202egpj.ana\n_01_border.ipynb", "\\u202egpj.ana"),
    ],
)
def test_whose_a_copy_or_a_renamed_file_is(tmp_path, name, who):
    lay(tmp_path / "submissions", name)
    assert learners(tmp_path / "submissions") == [who]


# Archives


def test_an_archive_is_as_good_as_a_folder(tmp_path):
    files = {"ana/01_border.ipynb": b"a", "ben/week 1/01_border.ipynb": b"b", "carla_01_border.ipynb": b"c"}
    store(tmp_path, {"class.zip": submitted.zipped(files)})
    expected = {
        "class.zip/ana/01_border.ipynb": "ana",
        "class.zip/ben/week 1/01_border.ipynb": "ben",
        "class.zip/carla_01_border.ipynb": "carla",
    }
    assert whose(tmp_path / "class.zip") == expected
    assert whose(tmp_path) == expected
    found = find([tmp_path]).submissions
    assert [content(each) for each in found] == [b"a", b"b", b"c"]
    assert found[0].member == ("ana/01_border.ipynb",)
    assert found[0].modified == time.mktime((2026, 5, 4, 12, 30, 0, 0, 0, -1))


def test_archives_of_learners_in_a_folder(tmp_path):
    store(
        tmp_path,
        {
            "ana.zip": submitted.zipped({"01_border.ipynb": b"a", "__MACOSX/x.ipynb": b"", "b/._x.ipynb": b""}),
            "ben.ZIP": submitted.zipped({"homework/notebooks/01_border.ipynb": b"b"}),
            "carla/work.zip": submitted.zipped({"01_border.ipynb": b"c"}),
            "dora/data.zip": submitted.zipped({"data.csv": b""}),
            "dora/01_border.ipynb": b"d",
            "emil.zip": submitted.zipped({"essay.pdf": b""}),
        },
    )
    assert whose(tmp_path) == {
        "ana.zip/01_border.ipynb": "ana",
        "ben.ZIP/homework/notebooks/01_border.ipynb": "ben",
        "carla/work.zip/01_border.ipynb": "carla",
        "dora/01_border.ipynb": "dora",
        "emil.zip": "emil",
    }
    assert problem_of(find([tmp_path]).submissions[-1]) == "There is no notebook (.ipynb) in this archive (essay.pdf)."


def test_a_broken_archive_is_one_submission_that_cannot_be_read(tmp_path):
    whole = submitted.zipped({"ana/01_border.ipynb": b"a" * 1000})
    damaged = bytearray(submitted.zipped({"01_border.ipynb": os.urandom(1000)}))
    damaged[200] ^= 255
    store(tmp_path, {"a.zip": b"", "b.zip": whole[:-30], "c.zip": b"PK" * 50, "d.zip": b"PK\x05\x06" + b"\xff" * 18})
    store(tmp_path, {"e.zip": bytes(damaged), "f/01_border.ipynb": b"f"})
    broken = "The archive is broken or cut off. Make it again, or hand in the notebook."
    found = {each.name: each for each in find([tmp_path]).submissions}
    assert list(found) == ["a.zip", "b.zip", "c.zip", "d.zip", "e.zip/01_border.ipynb", "f/01_border.ipynb"]
    assert content(found["f/01_border.ipynb"]) == b"f"
    for name in ("a.zip", "b.zip", "c.zip", "e.zip/01_border.ipynb"):
        assert problem_of(found[name]) == broken
    assert "archive" in problem_of(found["d.zip"])


def test_three_hundred_damaged_archives_give_sentences(tmp_path):
    inner = submitted.zipped({"02.ipynb": b"{}" * 100})
    whole = submitted.zipped({"ana/01_border.ipynb": b"{}" * 500, "b/work.zip": inner})
    path = tmp_path / "class.zip"
    for seed in range(300):
        chance = random.Random(seed)
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 5)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged[: chance.choice([len(damaged), chance.randrange(len(damaged))])])
        for each in find([path]).submissions:
            try:
                content(each)
            except UnreadableError as error:
                assert str(error).endswith(".")


def test_a_bomb_is_not_unpacked(tmp_path):
    bomb = submitted.zipped({"ana.ipynb": b" " * 20_000_000, "ben.ipynb": b"{}"})
    store(tmp_path, {"class.zip": bomb, "large.zip": submitted.zipped({"a.ipynb": os.urandom(1000) * 50_001})})
    found = find([tmp_path / "class.zip", tmp_path / "large.zip"]).submissions
    assert problem_of(found[0]).startswith("The file is compressed as no notebook can be")
    assert content(found[1]) == b"{}"
    assert "at most 50 MB are read" in problem_of(found[2]) or "as no notebook" in problem_of(found[2])


def test_a_member_that_is_larger_than_it_says_is_not_unpacked(tmp_path):
    lying = bytearray(submitted.zipped({"a.ipynb": b"x" * 3000}))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = lying.index(signature) + at
        lying[place : place + 4] = (10).to_bytes(4, "little")
    store(tmp_path, {"a.zip": bytes(lying)})
    assert problems(tmp_path / "a.zip") == {
        "a.zip/a.ipynb": "The archive is broken or cut off. Make it again, or hand in the notebook."
    }


def test_an_archive_of_too_many_files_is_not_looked_at(tmp_path):
    store(tmp_path, {"a.zip": submitted.zipped({f"{number}.ipynb": b"" for number in range(MAX_MEMBERS + 1)})})
    assert problems(tmp_path / "a.zip")["a.zip"].startswith("The archive holds 10,001 files, and at most 10,000")


def test_an_archive_with_an_endless_list_of_files_is_not_looked_at(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(260):
            info = zipfile.ZipInfo(f"{number}.ipynb")
            info.comment = b"x" * 65_000
            archive.writestr(info, b"{}")
    assert problems(tmp_path / "a.zip") == {"a.zip": "The archive holds too many files. Hand in the notebooks alone."}


def test_archives_too_deep_in_one_another_are_not_opened(tmp_path):
    files = {"01_border.ipynb": b"a"}
    for _ in range(5):
        files = {"inner.zip": submitted.zipped(files)}
    store(tmp_path, {"a.zip": submitted.zipped(files)})
    assert problems(tmp_path / "a.zip") == {
        "a.zip/inner.zip/inner.zip/inner.zip": "Archives lie in one another, too deep to be opened. Unpack them."
    }


def test_members_that_are_encrypted_or_links_or_packed_otherwise_say_so(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("link.ipynb")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "../../solutions/01_border.ipynb")
        archive.writestr("other.ipynb", b"{}", zipfile.ZIP_LZMA)
    locked = bytearray(submitted.zipped({"locked.ipynb": b"{}"}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(signature) + at] |= 1
    store(tmp_path, {"a.zip": stream.getvalue(), "b.zip": bytes(locked)})
    said = problems(tmp_path)
    assert "link" in said["a.zip/link.ipynb"]
    assert "compressed in a way that is not read" in said["a.zip/other.ipynb"]
    assert "encrypted" in said["b.zip/locked.ipynb"]


def test_names_of_members_lead_nowhere_and_are_read_as_utf_8(tmp_path):
    unmarked = submitted.zipped({"Jos\u00e9/01_border.ipynb": b"j"})
    for signature, at in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        at += unmarked.index(signature)
        assert unmarked[at] & 8  # says that its names are UTF-8
        unmarked = unmarked[:at] + bytes([unmarked[at] & ~8]) + unmarked[at + 1 :]
    odd = {"../../etc/01_border.ipynb": b"1", "/abs/01_border.ipynb": b"2", "win\\01_border.ipynb": b"3", "..": b"4"}
    store(tmp_path, {"a.zip": unmarked, "b.zip": submitted.zipped(odd)})
    assert whose(tmp_path / "a.zip") == {"a.zip/Jos\u00e9/01_border.ipynb": "Jos\u00e9"}
    assert whose(tmp_path / "b.zip") == {
        "b.zip/abs/01_border.ipynb": "abs",
        "b.zip/etc/01_border.ipynb": "etc",
        "b.zip/win/01_border.ipynb": "win",
    }
    assert [content(each) for each in find([tmp_path / "b.zip"]).submissions] == [b"2", b"1", b"3"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.zip", "b.zip"]


# Links, and what is no file


@pytest.mark.skipif(os.name == "nt", reason="Windows needs rights for links")
def test_links_are_not_followed(tmp_path):
    lay(tmp_path, "solutions/01_border.ipynb", "class/ben/01_border.ipynb", "class/ben/sub/notes.txt")
    (tmp_path / "class/ana").mkdir()
    (tmp_path / "class/ana/01_border.ipynb").symlink_to("../ben/01_border.ipynb")
    (tmp_path / "class/carla.ipynb").symlink_to(tmp_path / "solutions/01_border.ipynb")
    (tmp_path / "class/dora").symlink_to(tmp_path / "solutions")
    (tmp_path / "class/ben/latest.ipynb").symlink_to("01_border.ipynb")
    (tmp_path / "class/emil.ipynb").symlink_to("gone.ipynb")
    (tmp_path / "class/fay.zip").symlink_to("fay.zip")
    found = {each.name: each for each in find([tmp_path / "class"]).submissions}
    assert list(found) == [
        "ana/01_border.ipynb",
        "ben/01_border.ipynb",
        "carla.ipynb",
        "dora",
        "emil.ipynb",
        "fay.zip",
    ]
    assert content(found.pop("ben/01_border.ipynb")) == b"{}"
    assert {problem_of(each) for each in found.values()} == {
        "This is a link, which is not followed. Hand in the file itself."
    }
    assert learner(found["dora"], STEM).name == "dora"


@pytest.mark.skipif(os.name == "nt", reason="Windows needs rights for links")
def test_a_link_that_is_given_is_followed_and_one_put_in_a_files_place_is_not(tmp_path):
    lay(tmp_path, "ana/01_border.ipynb")
    (tmp_path / "given.ipynb").symlink_to("ana/01_border.ipynb")
    (found,) = find([tmp_path / "given.ipynb"]).submissions
    assert content(found) == b"{}"
    assert found.name == "given.ipynb"
    (found,) = find([tmp_path / "ana"]).submissions
    (tmp_path / "ana/01_border.ipynb").rename(tmp_path / "other.ipynb")
    (tmp_path / "ana/01_border.ipynb").symlink_to("../other.ipynb")
    assert "link" in problem_of(found)


def test_a_file_that_vanishes_or_is_too_large_says_so(tmp_path):
    lay(tmp_path, "ana.ipynb", "ben.ipynb")
    with (tmp_path / "ben.ipynb").open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    ana, ben = find([tmp_path]).submissions
    (tmp_path / "ana.ipynb").unlink()
    assert problem_of(ana) == "The file does not exist any more."
    assert problem_of(ben).startswith("The file is too large: 50 MB")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among files")
def test_what_is_no_file_is_not_waited_for(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "a.ipynb")
    os.mkfifo(tmp_path / "b.zip")
    monkeypatch.chdir(tmp_path)  # the address of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("c.ipynb")
    (tmp_path / "d.ipynb").mkdir()
    lay(tmp_path, "d.ipynb/01_border.ipynb")
    assert whose(tmp_path)["d.ipynb/01_border.ipynb"] == "d"
    found = [each for each in find([tmp_path]).submissions if not each.name.startswith("d")]
    assert {each.name: problem_of(each) for each in found} == dict.fromkeys(
        ("a.ipynb", "b.zip", "c.ipynb"), "This is not a file."
    )


def test_a_folder_that_cannot_be_opened_is_among_the_submissions(tmp_path, monkeypatch):
    lay(tmp_path, "ana/01_border.ipynb", "ben/01_border.ipynb")
    scan = os.scandir

    def refused(folder):
        if Path(folder).name == "ana":
            raise PermissionError(13, "Permission denied", os.fspath(folder))
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refused)  # the tests may run as root, for whom every folder opens
    ana, ben = find([tmp_path]).submissions
    assert problem_of(ana) == "The folder cannot be opened: Permission denied."
    assert (learner(ana, STEM).name, ben.name) == ("ana", "ben/01_border.ipynb")


# Names


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Jos\u00e9 (1)", "Jos\u00e9 (1)"),
        ("a\nb\x1b[31m", "a\\nb\\x1b[31m"),
        ("\u202ebpyni", "\\u202ebpyni"),
        ("a\u200bb", "a\\u200bb"),
        ("\udce1", "\\udce1"),
    ],
)
def test_a_name_shows_all_that_it_holds(name, shown):
    assert printable(name) == shown


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_two_files_never_have_one_name(tmp_path):
    longest = "x" * 249 + ".ipynb"
    lay(tmp_path, "a\nb.ipynb", "a\\nb.ipynb", "e\u0301.ipynb", "\u00e9.ipynb", longest)
    store(tmp_path / "one", {"c.zip": submitted.zipped({"x/1.ipynb": b"1"})})
    store(tmp_path / "two", {"c.zip": submitted.zipped({"x/1.ipynb": b"2"})})
    found = find([tmp_path, tmp_path / "one/c.zip", tmp_path / "two/c.zip"]).submissions
    assert len({each.name for each in found}) == len(found) == 7
    shown = names(tmp_path / "one/c.zip", tmp_path / "two/c.zip")
    assert shown == [f"{tmp_path.as_posix()}/{each}/c.zip/x/1.ipynb" for each in ("one", "two")]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_one_learners_name_in_two_forms_is_one_name(tmp_path):
    lay(tmp_path, "Jose\u0301/01_border.ipynb", "Jos\u00e9 /02.ipynb")
    assert set(learners(tmp_path)) == {"Jos\u00e9"}
