"""Aligning a submission with its master: whatever became of the master's cells, the answers are found."""

import copy

import pytest
import submitted

from twoborders.grade.intake.read import UnreadableError, read
from twoborders.grade.marking.align import align, count_matches, read_master


@pytest.fixture
def master(tmp_path):
    return read_master(submitted.write(tmp_path / "09_small.ipynb", submitted.small_master()))


@pytest.fixture
def aligned(master, tmp_path):
    """Align a notebook of these cells; give (role, source) pairs, the notes and the missing answers."""

    def align_cells(*cells):
        path = submitted.write(tmp_path / "submitted.ipynb", submitted.small_notebook(*cells))
        result = align(master, read(path.read_bytes())[0])
        return [(cell.role, cell.source) for cell in result.cells], result.notes, set(result.without_answer)

    return align_cells


def cells() -> dict[str, dict]:
    """The small master's cells by grade_id."""
    return {submitted.grade_id(cell): copy.deepcopy(cell) for cell in submitted.small_master()["cells"]}


UNCHANGED = [
    ("setup", "import math"),
    ("answer", "a = 1"),
    ("check", 'check("09-1", a)'),
    ("setup", "rate = 3"),
    ("answer", "b = rate"),
    ("check", 'check("09-2", b)'),
    ("answer", 'c = "because"'),
    ("check", 'check("09-3", c)'),
]


def test_points_and_questions_come_from_the_master(master):
    assert master.points == {"09-1": 2, "09-2": 1, "09-3": 3}
    assert [each.question for each in master.cells] == [
        "",
        "09-1",
        "09-1",
        "",
        "09-2",
        "09-2",
        "09-3",
        "09-3",
    ]


def test_an_unchanged_notebook_is_run_as_it_stands(aligned):
    assert aligned(*cells().values()) == (UNCHANGED, [], set())


def test_the_answer_cells_are_the_learners(aligned):
    changed = cells()
    changed["09-1-answer"]["source"] = "a = 5"
    run, notes, _ = aligned(*changed.values())
    assert run[1] == ("answer", "a = 5")
    assert notes == []


def test_a_deleted_check_is_restored_in_its_place(aligned):
    changed = cells()
    del changed["09-1"]
    assert aligned(*changed.values()) == (UNCHANGED, ["check cell 09-1 was missing and was restored"], set())


def test_an_edited_check_is_the_masters_again(aligned):
    changed = cells()
    changed["09-2"]["source"] = 'check("09-2", 3)'
    changed["09-2"]["metadata"]["nbgrader"]["points"] = 100
    notes = ["check cell 09-2 was edited and the original was used"]
    assert aligned(*changed.values()) == (UNCHANGED, notes, set())


def test_a_moved_check_is_put_back(aligned):
    changed = cells()
    moved = changed.pop("09-2")
    notes = ["check cell 09-2 was moved and was put back"]
    assert aligned(moved, *changed.values()) == (UNCHANGED, notes, set())


def test_a_duplicated_check_is_run_once(aligned):
    changed = cells()
    notes = ["check cell 09-1 stood more than once and was run once"]
    assert aligned(*changed.values(), changed["09-1"]) == (UNCHANGED, notes, set())


def test_a_check_in_markdown_is_code_again(aligned):
    changed = cells()
    changed["09-1"]["cell_type"] = "markdown"
    notes = ["check cell 09-1 was turned into markdown and back into code"]
    assert aligned(*changed.values()) == (UNCHANGED, notes, set())


def test_an_answer_in_markdown_is_code_again(aligned):
    changed = cells()
    changed["09-1-answer"]["cell_type"] = "markdown"
    notes = ["answer cell 09-1 was turned into markdown and back into code"]
    assert aligned(*changed.values()) == (UNCHANGED, notes, set())


def test_without_metadata_cells_are_found_by_id(aligned):
    changed = cells()
    for name in ("09-1", "09-1-answer"):
        changed[name]["metadata"] = {}
    changed["09-1-answer"]["source"] = "a = 5"
    run, notes, _ = aligned(*changed.values())
    assert run == [*UNCHANGED[:1], ("answer", "a = 5"), *UNCHANGED[2:]]
    assert notes == [
        "answer cell 09-1 had lost its metadata, which was restored",
        "check cell 09-1 had lost its metadata, which was restored",
    ]


def test_without_metadata_and_ids_answers_are_found_by_their_place(aligned):
    changed = submitted.strip(submitted.small_notebook(*cells().values()))["cells"]
    changed[1]["source"] = "a = 5"
    changed[4]["source"] = "b = 6"
    run, notes, missing = aligned(*changed)
    assert [pair for pair in run if pair[0] == "answer"] == [
        ("answer", "a = 5"),
        ("answer", "b = 6"),
        ("answer", 'c = "because"'),
    ]
    assert "answer cell 09-1 had lost its mark and was found by its place" in notes
    assert any(note.startswith("6 cells: each of locked cell setup, ") for note in notes)
    assert missing == set()


def test_without_ids_cells_are_found_by_their_metadata(aligned):
    changed = list(cells().values())
    for cell in changed:
        cell.pop("id")
    changed[2]["source"] = 'check("09-1", 2)'
    assert aligned(*changed) == (UNCHANGED, ["check cell 09-1 was edited and the original was used"], set())


def test_a_cell_behind_the_last_one_is_run_too(aligned):
    assert aligned(*cells().values(), submitted.code("print(a)"))[0] == [*UNCHANGED, ("extra", "print(a)")]


def test_white_space_at_line_ends_is_no_edit(aligned):
    changed = cells()
    changed["09-1"]["source"] += "  \n"
    assert aligned(*changed.values()) == (UNCHANGED, [], set())


def test_a_missing_answer_counts_as_blank(aligned):
    changed = cells()
    del changed["09-1-answer"]
    run, notes, missing = aligned(*changed.values())
    assert run == [UNCHANGED[0], *UNCHANGED[2:]]
    assert notes == ["answer cell 09-1 was missing and counts as blank"]
    assert missing == {"09-1"}


def test_nobody_hears_of_a_cell_without_points_that_is_gone(tmp_path):
    notebook = submitted.small_master()
    notebook["cells"].append(submitted.graded_cell("09-1-widget", "slider = a", answer=True))
    master = read_master(submitted.write(tmp_path / "09_small.ipynb", notebook))
    there = read(submitted.write(tmp_path / "there.ipynb", notebook).read_bytes())[0]
    assert [cell.source for cell in align(master, there).cells][-1] == "slider = a"
    gone = align(master, there[:-1])
    assert (gone.notes, gone.without_answer) == ([], frozenset())


def test_the_learners_own_cells_stay_behind_the_cell_they_stood_behind(aligned):
    changed = list(cells().values())
    helper, twin = submitted.code("def helper(): return 1"), submitted.code("unused = 2")
    run, notes, _ = aligned(submitted.code("import os"), *changed[:1], helper, *changed[1:5], twin, *changed[5:])
    assert run == [
        ("extra", "import os"),
        UNCHANGED[0],
        ("extra", "def helper(): return 1"),
        *UNCHANGED[1:5],
        ("extra", "unused = 2"),
        *UNCHANGED[5:],
    ]
    assert notes == []


def test_a_cell_behind_a_moved_one_is_not_moved_along(aligned):
    changed = cells()
    moved = changed.pop("09-2")
    first, *rest = changed.values()
    run, _, _ = aligned(first, moved, submitted.code("def helper(): return 1"), *rest)
    assert run[:3] == [UNCHANGED[0], ("extra", "def helper(): return 1"), UNCHANGED[1]]


def test_a_restored_check_comes_after_the_learners_cells_and_a_restored_locked_cell_before(aligned):
    changed = cells()
    del changed["09-1"], changed["09-2-given"]
    before, answer, *rest = changed.values()
    run, _, _ = aligned(before, answer, submitted.code("a = 7"), *rest)
    assert run[1:5] == [UNCHANGED[1], ("extra", "a = 7"), UNCHANGED[2], UNCHANGED[3]]
    changed = cells()
    del changed["setup"]
    run, _, _ = aligned(submitted.code("math = 3"), *changed.values())
    assert run[:2] == [UNCHANGED[0], ("extra", "math = 3")]


def test_an_edited_locked_cell_is_run_before_the_original(aligned):
    changed = cells()
    changed["setup"]["source"] = "import math\nimport statistics"
    run, notes, _ = aligned(*changed.values())
    assert run == [("extra", "import math\nimport statistics"), *UNCHANGED]
    assert notes == ["locked cell setup was edited and the original was used"]


def test_both_copies_of_an_answer_are_run(aligned):
    changed = list(cells().values())
    second = copy.deepcopy(changed[1])
    second["source"] = "a = 9"
    run, _, _ = aligned(*changed[:2], second, *changed[2:])
    assert run == [*UNCHANGED[:2], ("extra", "a = 9"), *UNCHANGED[2:]]


def test_text_cells_and_empty_cells_are_not_run(aligned):
    text = {"cell_type": "markdown", "metadata": {}, "source": "My notes"}
    assert aligned(text, *cells().values(), submitted.code("  \n")) == (UNCHANGED, [], set())


# What other editors, and learners in them, do to cells


def answers(run: list) -> list[str]:
    return [source for role, source in run if role == "answer"]


def without_marks(*names: str) -> list[dict]:
    """The small master's cells without ids and metadata, but for those named."""
    kept = cells()
    bare = submitted.strip(submitted.small_notebook(*kept.values()))["cells"]
    return [kept[name] if name in names else cell for name, cell in zip(kept, bare, strict=True)]


def test_colab_keeps_the_metadata_and_puts_the_id_among_it(aligned):
    changed = list(cells().values())
    for cell in changed:
        cell["metadata"] |= {"id": cell.pop("id"), "colab": {"base_uri": ""}, "executionInfo": {"status": "ok"}}
    assert aligned(*changed) == (UNCHANGED, [], set())
    for cell in changed:
        del cell["metadata"]["nbgrader"]
    changed[1]["source"] = "a = 5"
    run, notes, missing = aligned(*changed)
    assert (answers(run), missing) == (["a = 5", "b = rate", 'c = "because"'], set())
    assert len(notes) == 1
    assert "had lost its metadata, which was restored" in notes[0]


def test_a_cell_stands_for_one_cell_of_the_master_alone(aligned):
    changed = cells()
    changed["09-1-answer"]["id"] = "09-2-answer"
    del changed["09-2-answer"]
    run, notes, _ = aligned(*changed.values())
    assert answers(run) == ["a = 1", 'c = "because"']
    assert "answer cell 09-2 was missing and counts as blank" in notes


def test_new_ids_of_vs_code_and_kaggle_do_no_harm(aligned):
    changed = list(cells().values())
    for number, cell in enumerate(changed):
        cell["id"] = f"W{number}sZmlsZQ"
        cell["metadata"] |= {"vscode": {"languageId": "python"}, "_uuid": "8f2839f2", "trusted": True}
    assert aligned(*changed) == (UNCHANGED, [], set())


def test_an_answer_that_was_split_keeps_both_parts_in_their_order(aligned):
    first, second = submitted.code("half = 2"), submitted.code("a = 2 * half")
    unmarked = without_marks()
    run, notes, missing = aligned(unmarked[0], first, second, *unmarked[2:])
    assert run[:4] == [UNCHANGED[0], ("extra", "half = 2"), ("answer", "a = 2 * half"), UNCHANGED[2]]
    assert missing == set()
    assert "answer cell 09-1 had lost its mark and was found by its place" in notes
    # JupyterLab gives both parts the metadata, and the second an id of its own.
    changed = cells()
    changed["09-1-answer"]["source"] = "half = 2"
    half = {**copy.deepcopy(changed["09-1-answer"]), "id": "new", "source": "a = 2 * half"}
    in_order = list(changed.values())
    run, notes, _ = aligned(*in_order[:2], half, *in_order[2:])
    assert run[:4] == [UNCHANGED[0], ("answer", "half = 2"), ("extra", "a = 2 * half"), UNCHANGED[2]]
    assert notes == []


JOINED = 'a = 5\ncheck("09-1", a)'
JOINED_NOTE = "check cell 09-1 was joined with an answer cell and the original was run behind it"


@pytest.mark.parametrize("kept", ["09-1-answer", "09-1", None])
def test_an_answer_and_its_check_in_one_cell_are_taken_apart(aligned, kept):
    """Whichever of the two cells' marks was kept."""
    changed = cells() if kept else dict(zip(cells(), without_marks(), strict=True))
    joined = copy.deepcopy(changed[kept]) | {"source": JOINED} if kept else submitted.code(JOINED)
    in_order = list(changed.values())
    run, notes, missing = aligned(in_order[0], joined, *in_order[3:])
    assert run == [UNCHANGED[0], ("answer", JOINED), *UNCHANGED[2:]]
    assert missing == set()
    assert JOINED_NOTE in notes
    assert not any("09-1-answer" in note or "answer cell 09-1 was missing" in note for note in notes)


def test_a_whole_notebook_in_one_cell_is_graded(aligned, master, tmp_path):
    everything = "\n".join(cell["source"] for cell in submitted.small_master()["cells"])
    run, notes, missing = aligned(submitted.code(everything))
    assert [pair for pair in run if pair[0] in ("check", "answer")] == [
        ("answer", everything),
        *[pair for pair in UNCHANGED if pair[0] == "check"],
    ]
    assert missing == set()
    assert not any("blank" in note for note in notes)
    path = submitted.write(tmp_path / "one.ipynb", submitted.small_notebook(submitted.code(everything)))
    assert count_matches(master, read(path.read_bytes())[0]) > 0


def test_an_answer_that_was_joined_with_another_is_not_called_blank(aligned):
    changed = cells()
    del changed["09-2-answer"]
    changed["09-1-answer"]["source"] = "a = 5\nb = 3"
    run, notes, missing = aligned(*changed.values())
    assert run == [UNCHANGED[0], ("answer", "a = 5\nb = 3"), *UNCHANGED[2:4], *UNCHANGED[5:]]
    assert notes == ["answer cell 09-2 was missing, but another cell gives the answer its name"]
    assert missing == set()


def test_an_answer_in_the_checks_cell_is_run_before_the_original(aligned):
    changed = cells()
    changed["09-1-answer"]["source"] = "a = ..."
    changed["09-1"]["source"] = JOINED
    run, notes, _ = aligned(*changed.values())
    assert run[1:4] == [("answer", "a = ..."), ("extra", JOINED), UNCHANGED[2]]
    assert notes == ["check cell 09-1 was edited: what was in it was run first, then the original"]


@pytest.mark.parametrize("edited", ['# check("09-1", a)', "check('09-1', 3)", 'result = check( "09-1" , a)'])
def test_a_check_without_marks_is_known_by_its_call(aligned, edited):
    changed = without_marks("09-1-answer")
    changed[2]["source"] = edited
    run, notes, _ = aligned(*changed)
    assert run == UNCHANGED
    assert "check cell 09-1 was edited and the original was used" in notes


@pytest.mark.parametrize("source", ["", "  \n", "# a = 1\n\n  # no idea"])
def test_an_answer_without_code_counts_as_not_given(aligned, source):
    changed = cells()
    changed["09-1-answer"]["source"] = source
    assert aligned(*changed.values())[2] == {"09-1"}


@pytest.mark.parametrize("source", ["%%time\na = 1", "%matplotlib inline\n!ls\na = 1", "%%writefile a.py\na = 1"])
def test_magics_stay_as_they_are(aligned, source):
    changed = cells()
    changed["09-1-answer"]["source"] = source
    run, notes, missing = aligned(*changed.values())
    assert (run[1], notes, missing) == (("answer", source), [], set())


def test_a_notebook_of_something_else_is_all_restored_and_said_so(aligned):
    run, notes, missing = aligned(submitted.code("print(1)"))
    assert [pair for pair in run if pair[0] != "extra"] == [pair for pair in UNCHANGED if pair[0] != "answer"]
    assert notes == ["no cell of the lesson was found in the notebook"]
    assert missing == {"09-1", "09-2", "09-3"}


def test_matches_are_counted(master, tmp_path):
    first = list(cells().values())[-3:]
    path = submitted.write(tmp_path / "some.ipynb", submitted.small_notebook(*first))
    roles = [each.role for each in master.cells[-len(first) :]]
    assert count_matches(master, read(path.read_bytes())[0]) == sum(role in ("answer", "check") for role in roles) > 0


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param(lambda cells: cells.pop(7), "no check cell", id="argued question without its check"),
        pytest.param(lambda cells: cells.append(cells[2]), "stands twice", id="check twice"),
    ],
)
def test_a_master_that_cannot_be_graded_against_is_refused(tmp_path, change, why):
    notebook = submitted.small_master()
    change(notebook["cells"])
    with pytest.raises(UnreadableError, match=why):
        read_master(submitted.write(tmp_path / "09_small.ipynb", notebook))
