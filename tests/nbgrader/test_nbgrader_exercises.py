"""``nbgrader generate_assignment`` makes of the solutions, cell for cell, the kit's exercises."""

import json
import shutil

import nbformat
import pytest
from course import LESSONS, ROOT, nbgrader, settings
from test_build_exercises import as_built, every_role

from twoborders.build import notebooks
from twoborders.build.exercises import exercise

# Where the part of the settings begins that a course with its own folders leaves out.
OWN_FOLDERS = "# Part 3"


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def own_course(nbgrader_here, tmp_path_factory):
    """A course with folders as nbgrader has them; its one assignment holds lesson 01 and a cell in each role."""
    course = tmp_path_factory.mktemp("course")
    kits_own = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    (course / "nbgrader_config.py").write_text(kits_own.partition(OWN_FOLDERS)[0], encoding="utf-8")
    source = course / "source" / "borders-01"
    source.mkdir(parents=True)
    shutil.copy(ROOT / "solutions" / f"{LESSONS[0]}.ipynb", source)
    (source / "every_role.ipynb").write_text(notebooks.to_text(as_built(every_role())), encoding="utf-8")
    nbgrader(course, "generate_assignment", "borders-01")
    return course


@pytest.mark.parametrize("lesson", LESSONS)
def test_nbgrader_makes_the_same_exercise(kit, lesson):
    ours, theirs = read(ROOT / "exercises" / f"{lesson}.ipynb"), read(kit / "release" / f"{lesson}.ipynb")
    for our_cell, their_cell in zip(ours["cells"], theirs["cells"], strict=True):
        assert our_cell == their_cell
    assert ours == theirs


def test_the_solutions_stay_as_they_are_and_only_new_files_are_written(kit, after_generating):
    kept = {f"solutions/{lesson}.ipynb": (ROOT / f"solutions/{lesson}.ipynb").read_bytes() for lesson in LESSONS}
    written = {"gradebook.db", *(f"release/{lesson}.ipynb" for lesson in LESSONS)}
    assert {path: content for path, content in after_generating.items() if path.startswith("solutions/")} == kept
    assert set(after_generating) == {"nbgrader_config.py", *kept, *written}
    assert [path.name for path in kit.parent.iterdir()] == [kit.name]


def test_no_folder_that_nbgrader_fills_is_one_of_the_kit(kit):
    """It removes a folder before it fills it again."""
    with settings(kit) as app:
        folders = app.coursedir.trait_values()
    filled = {folder for name, folder in folders.items() if name.endswith("_directory") and name != "source_directory"}
    assert "release" in filled
    assert not filled & {"solutions", "exercises", "notebooks", "data", "src", "tests", "docs"}


def test_a_course_with_its_own_folders_gets_the_same_exercise(own_course):
    released = own_course / "release" / "borders-01"
    assert read(released / f"{LESSONS[0]}.ipynb") == read(ROOT / "exercises" / f"{LESSONS[0]}.ipynb")


def test_a_cell_in_each_role_becomes_the_same(own_course):
    theirs = nbformat.read(own_course / "release" / "borders-01" / "every_role.ipynb", as_version=4)
    ours = exercise(as_built(every_role()))
    for our_cell, their_cell in zip(ours["cells"], theirs["cells"], strict=True):
        assert our_cell == their_cell
    assert ours == theirs
