"""Finding submissions: which files, whose they are, which lesson they answer."""

import os
from pathlib import Path

import pytest
import submitted

from twoborders.grade.align import read_master
from twoborders.grade.find import find, learner, lesson_in_name, lesson_of_cells
from twoborders.grade.read import read

STEM = "01_border"


def lay(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    return root


def names(*paths: Path) -> list[str]:
    return [submission.name for submission in find(paths)]


def learners(*paths: Path) -> list[str]:
    return [learner(submission, STEM).name for submission in find(paths)]


def test_folders_are_searched_to_the_bottom_in_the_order_of_names(tmp_path):
    lay(tmp_path, "ben/01_border.ipynb", "ana/week 1/01_border.IPYNB", "ana/notes.txt", "carla.ipynb")
    assert names(tmp_path) == ["ana/week 1/01_border.IPYNB", "ben/01_border.ipynb", "carla.ipynb"]


def test_copies_made_by_jupyter_and_macos_are_skipped(tmp_path):
    lay(tmp_path, "ana/.ipynb_checkpoints/01-checkpoint.ipynb", "__MACOSX/a.ipynb", "ana/._01_border.ipynb")
    assert names(tmp_path) == []


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
