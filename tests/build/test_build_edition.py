"""The closed edition: nothing in it tells a right answer, all in it works, and the teacher's copy grades it as any."""

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from dataclasses import replace

import pytest

from twoborders import cli, questions
from twoborders.build.edition import hints, seals, tree
from twoborders.checking import solutions
from twoborders.questions import Question, core
from twoborders.tables import ROOT, load

SEALED = ("number", "text", "names", "function")
ASKED = [questions.get(each) for each in questions.ids()]
BY_TEACHER = {each.id for each in ASKED if each.kind not in SEALED}


def write_zip(path, seed: str):
    command = [sys.executable, "-m", "twoborders", "edition", "--closed", str(path), "--zip"]
    subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True)
    return path


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return write_zip(tmp_path_factory.mktemp("archive") / "class.zip", "1")


@pytest.fixture(scope="module")
def closed(archive, tmp_path_factory):
    """The folder of the closed edition, as a class unpacks it."""
    folder = tmp_path_factory.mktemp("class") / "two-borders"
    zipfile.ZipFile(archive).extractall(folder)
    return folder


@pytest.fixture(scope="module")
def asked(closed):
    """The questions of the closed edition, by id."""
    modules = sorted((closed / "src/twoborders/questions").glob("lesson_*.py"))
    return {each.id: each for path in modules for each in runpy.run_path(str(path))["QUESTIONS"]}


def run(closed, *arguments: str, where: str = "exercises") -> str:
    """What a Python prints that has the package of the edition and no other."""
    variables = {**os.environ, "PYTHONPATH": str(closed / "src"), "MPLBACKEND": "agg"}
    done = subprocess.run(
        [sys.executable, "-P", *arguments], env=variables, cwd=closed / where, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def right(question: Question) -> dict:
    return core.expected(question, question.right, load)


def forms(value: float) -> set[str]:
    """How a number can be written that is long enough to be known again."""
    written = {f"{value}", f"{value:.12g}", *(f"{value:.{places}f}" for places in (1, 2, 3))}
    written |= {form.replace(".", ",") for form in written} | {f"{value:,.0f}", f"{value:,.1f}"}
    return {form for form in written if len(re.sub(r"\D", "", form).strip("0")) > 3 - ("." in form)}


def in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


# --- what is in it -------------------------------------------------------------------------------------------


def test_the_same_kit_gives_the_same_bytes(archive, tmp_path):
    assert write_zip(tmp_path / "again.zip", "2").read_bytes() == archive.read_bytes()


def test_it_has_lessons_exercises_tables_and_package_and_nothing_for_the_teacher(closed):
    names = {path.relative_to(closed).as_posix() for path in closed.rglob("*")}
    assert {"start.py", "README.md", "notebooks/00_start_here.ipynb", "exercises/07_exercise.ipynb"} <= names
    assert {path.name for path in (ROOT / "data").iterdir()} == {path.name for path in (closed / "data").iterdir()}
    assert {path.name for path in (closed / "tests").iterdir()} == {"test_class.py", "sanitize.cfg"}
    gone = ("solutions", "notebooks/instructor", "src/twoborders/build", "src/twoborders/grade", "docs")
    assert not [name for name in names if name.startswith(gone) or re.search(r"lesson_\d\d\.toml|define|__pyc", name)]


def test_no_word_that_tells_an_answer_is_in_any_file(closed, asked):
    files = [path for path in closed.rglob("*") if path.is_file() and "explore" not in path.parts]
    text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in files if path.suffix != ".csv")
    for question in ASKED:
        gone = set(question.hints) - set(asked[question.id].hints)
        key = [question.why, *gone, *(each.message for each in question.mistakes)]
        written = {form for sentence in key if sentence for form in (sentence, repr(sentence)[1:-1], in_json(sentence))}
        assert not [sentence for sentence in written if sentence in text], question.id
        if question.kind == "argue":  # the model text
            model = solutions.code(question)
            lines = [line for line in model.splitlines() if len(line) > 40]
            assert lines and not [line for line in lines if line in text], question.id


def test_no_stored_message_of_a_lesson_holds_a_solved_cell(closed):
    lesson = "notebooks/00_start_here.ipynb"
    stored = [(folder / lesson).read_text(encoding="utf-8") for folder in (ROOT, closed)]
    assert ["One way to solve it" in text for text in stored] == [True, False]
    assert all("Hint 1 of 3" in text for text in stored)


def test_start_py_needs_only_what_its_tests_need(closed):
    about = tomllib.loads((closed / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {re.split("[<>=]", each)[0] for each in about["optional-dependencies"]["test"]} == {
        *("nbval", "pytest", "pytest-xdist")
    }
    assert len(about["optional-dependencies"]) == 1
    assert about["urls"] == tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]


def test_no_right_value_is_in_what_asks_and_checks(closed):
    files = [*closed.glob("exercises/*.ipynb"), *closed.glob("src/twoborders/checking/*.*")]
    files += closed.glob("src/twoborders/questions/**/*.*")
    text = "\n".join(path.read_text(encoding="utf-8") for path in files if path.suffix in (".py", ".toml", ".ipynb"))
    looked = 0
    for question in ASKED:
        if question.kind == "number":
            found = forms(right(question)["value"])
            assert not [form for form in found if re.search(rf"(?<![\w.,]){re.escape(form)}(?!\w)", text)], question.id
            looked += bool(found)
        elif question.kind == "names":
            described = right(question)
            row = described["items"] if described["kind"] == "list" else [row[0] for row in described["rows"]]
            assert json.dumps(row, ensure_ascii=False) not in text and repr(row) not in text, question.id
            looked += 1
    assert looked > 20


def test_the_functions_of_the_package_give_no_answer(closed):
    printed = run(
        closed,
        "-c",
        "from twoborders import load, questions as q\n"
        "for each in map(q.get, q.ids()):\n"
        "    try:\n        print(each.id, each.right(load))\n    except TypeError:\n        pass\n"
        "    assert not (each.why or each.mistakes or each.neighbours or each.accepted or each.tolerance)\n"
        "from twoborders import solution\nsolution('01-2')",
    )
    assert printed.splitlines() == ["The solutions are closed in this edition. Try hint('01-2'), or ask your teacher."]


def test_the_open_edition_has_every_file_that_git_knows(tmp_path):
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("this copy of the kit is no repository")
    assert cli.main(["edition", "--open", str(tmp_path / "open")]) == 0
    written = {path.relative_to(tmp_path / "open").as_posix() for path in (tmp_path / "open").rglob("*")}
    assert not [name for name in listed.stdout.splitlines() if (ROOT / name).exists() and name not in written]
    assert not [name for name in written if "__pycache__" in name or name.startswith((".git/", ".venv", "my_work"))]


@pytest.mark.parametrize("made", ["notebooks/class", "full"])
def test_it_is_not_written_over_what_is_dear(made, tmp_path, capsys):
    out = ROOT / made if made != "full" else tmp_path
    (tmp_path / "marks.csv").touch()
    assert cli.main(["edition", "--closed", str(out)]) == 1
    assert "Name a" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["marks.csv"]


# --- what check says -----------------------------------------------------------------------------------------


def told(asked, question: Question, description: dict) -> core.Verdict:
    return core.judge(asked[question.id], description, load)


def test_a_right_answer_is_right_or_goes_to_the_teacher(asked):
    for question in ASKED:
        if question.kind == "argue":
            continue
        if question.kind in SEALED:
            verdict = told(asked, question, right(question))
            assert (verdict.outcome, verdict.points, verdict.message) == ("right", question.points, question.why)
        elif question.kind == "frame":
            verdict = told(asked, question, right(question))
            assert (verdict.outcome, verdict.points) == ("to mark", 0)
            assert "Hand it in: your teacher checks it" in verdict.message
    assert {each.id for each in asked.values() if each.seal is None} == BY_TEACHER
    assert len(BY_TEACHER) < len(ASKED) / 2


def test_no_mistake_is_taken_for_the_right_answer(asked):
    for question in ASKED:
        for mistake in question.mistakes if question.kind in SEALED else ():
            for shown in core.examples(question, mistake.example, load):
                verdict, whole = told(asked, question, shown), core.judge(question, shown, load)
                assert (verdict.outcome == "right") is (whole.outcome == "right"), (question.id, mistake.name)
                assert mistake.message in verdict.message or "Or, with" in verdict.message, (question.id, mistake.name)


@pytest.mark.parametrize("question", [each for each in ASKED if each.kind == "number"], ids=lambda each: each.id)
def test_a_number_is_right_as_far_as_its_tolerance_goes(question, asked):
    value, tolerance = right(question)["value"], question.tolerance
    for part in (-3, -1.02, -0.999, -0.5, 0, 0.5, 0.999, 1.02, 3):
        description = {"kind": "number", "value": value + part * tolerance}
        expected = abs(part) < 1 or not tolerance
        assert (told(asked, question, description).outcome == "right") is expected, part
    assert told(asked, question, {"kind": "number", "value": value + max(1, 3 * tolerance)}).outcome == "not yet"


@pytest.mark.parametrize(
    ("question_id", "answer", "outcome"),
    [
        ("01-1", ["68.4"], "not yet"),
        ("01-1", [68.4], "right"),
        ("01-2", "oaxaca; Veracruz, Chiapas, Guerrero, Morelos, Puebla, Tabasco, Tlaxcala y Zacatecas", "right"),
        ("01-1", 1e308, "not yet"),
        ("01-2", ["Oaxaca"], "not yet"),
        ("01-2", [], "not yet"),
        ("01-10", "sentence b", "right"),
        ("01-10", "c", "not yet"),
        ("03-2", "junio de 2014", "right"),
        ("03-2", "2014-06", "right"),
        ("03-2", "June", "right"),
        ("03-2", "June 2015", "not yet"),
        ("02-5", "HND", "right"),
        ("01-3", 5, "not yet"),
        ("01-9", "no", "not attempted"),
        ("01-9", "word " * 80, "to mark"),
        ("01-7", lambda backlog, applications, decisions: 1 / 0, "not yet"),
        ("01-7", len, "not yet"),
    ],
)
def test_answers_in_other_forms_have_the_verdict_of_the_whole_kit(question_id, answer, outcome, asked):
    description = questions.describe(answer, asked[question_id])
    assert core.judge(asked[question_id], description, load).outcome == outcome
    assert core.judge(questions.get(question_id), description, load).outcome == outcome


def test_a_seal_says_nothing_of_the_size_of_a_number():
    question = questions.get("01-1")
    other = replace(question, right=lambda load: right(question)["value"] + 7 * 2 * (0.051 * 1.002 + 1e-6))
    assert seals.seal(question, load).steps == seals.seal(other, load).steps


# --- hints ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "stays"),
    [
        ('The third blank: parts["value"].sum()', False),
        ("It must divide by (decisions - applications).", False),
        ('The draft has total["km"]; look at its column.', True),  # the exercise itself shows it
        ("Which column holds the value, and how are its numbers added up?", True),
        ("The sum is about 1,137.4 km.", False),
        ("One part has 117.4 km.", True),
    ],
)
def test_a_last_hint_with_code_or_the_answer_is_left_out(last, stays):
    question = replace(questions.get("01-1"), hints=("Look.", "Think.", last))
    solved = 'km = total["km"]\nkm = parts["value"].sum() / (decisions - applications)'
    kept = hints.kept(question, 'km = ...\n# total["km"]', solved, {"kind": "number", "value": 1137.4})
    assert kept == question.hints[: 2 + stays]


def test_a_hint_that_names_all_names_is_left_out_and_one_that_names_some_stays():
    question = replace(questions.get("04-8"), hints=("A ferry?", "The ferry, and a road.", "Add up."))
    kept = hints.kept(question, "", "", {"kind": "list", "items": ["ferry", "road"]})
    assert kept == ("A ferry?", "Add up.")


def test_every_question_keeps_hints_and_most_that_solve_it_are_gone(asked):
    assert min(len(each.hints) for each in asked.values()) >= 2
    for gone in ("01-1", "01-3", "03-10"):
        solved = solutions.code(questions.get(gone))
        kept = asked[gone].hints[2:]
        assert not [hint for hint in kept if re.search(r"\w[\[.(]", hint) and hint in solved]
    assert [len(asked[each].hints) for each in ("01-1", "01-3", "06-8", "00-5", "01-9")] == [2, 2, 2, 3, 3]


# --- work in it ----------------------------------------------------------------------------------------------


def test_it_passes_its_own_tests(closed):
    printed = run(closed, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", where=".")
    notebooks = [*closed.glob("notebooks/*.ipynb"), *closed.glob("exercises/*.ipynb")]
    cells = [cell for path in notebooks for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    assert len(notebooks) == 16
    passed = int(re.search(r"^(\d+) passed in", printed, re.MULTILINE)[1])
    assert passed >= sum(cell["cell_type"] == "code" for cell in cells) + 3


def test_its_tests_fail_where_an_answer_is_given_away(closed, tmp_path):
    told = shutil.copytree(closed, tmp_path / "told", ignore=shutil.ignore_patterns(".venv", "notebooks", "exercises"))
    shutil.copytree(ROOT / "solutions", told / "solutions")
    with pytest.raises(AssertionError, match=r"FAILED .*test_no_question_gives_its_answer_away"):
        run(told, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "tests", where=".")


def test_it_fills_a_work_folder_and_has_no_command_that_needs_the_solutions(closed, tmp_path):
    run(closed, "-m", "twoborders", "work", str(tmp_path / "work"))
    assert len(list((tmp_path / "work").glob("*.ipynb"))) == 16
    printed = run(closed, "-m", "twoborders", "--help")
    assert "work" in printed and "grade" not in printed.split("positional")[1]


@pytest.mark.skipif(os.name == "nt", reason="the packages of this environment are lent by a line of a Linux path")
def test_start_py_opens_it(closed):
    venv.create(closed / ".venv", with_pip=False)
    place = next((closed / ".venv").glob("lib/python*/site-packages"))
    (place / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "start.py", "--version"],
        env=variables,
        cwd=closed,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (closed / "my_work" / "00_start_here.ipynb").is_file()
    assert re.search(r"^4\.\d+", done.stdout, re.MULTILINE)


# --- and hand it in ------------------------------------------------------------------------------------------


def hand_in(exercises, lesson: str, wrong: set[str]) -> dict:
    """Return an exercise that is solved, but for some questions whose answer is the number 1."""
    notebook = json.loads((exercises / f"{lesson}_exercise.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "").removesuffix("-answer")
        if cell["metadata"].get("nbgrader", {}).get("solution") and name in questions.ids():
            question = questions.get(name)
            cell["source"] = f"{question.answer} = 1" if name in wrong else solutions.code(question)
    return notebook


def test_the_whole_kit_grades_hand_ins_of_both_editions_with_equal_points(closed, tmp_path):
    wrong = {"01": {"01-2", "01-3"}, "02": {"02-7"}}
    for learner, exercises in (("closed", closed / "exercises"), ("open", ROOT / "exercises")):
        for lesson in wrong:
            path = tmp_path / "submissions" / learner / f"{lesson}_exercise.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(hand_in(exercises, lesson, wrong[lesson])), encoding="utf-8")
    out = tmp_path / "graded"
    cli.main(["grade", str(tmp_path / "submissions"), "--out", str(out), "--no-isolation", "--jobs", "1"])
    points: dict[str, dict[str, float]] = {"closed": {}, "open": {}}
    for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines():
        result = json.loads(line)
        points[result["learner"]] |= {name: each["points"] for name, each in result["questions"].items()}
    assert points["closed"] == points["open"]
    due = {each.id: each.points for each in ASKED if each.lesson in wrong and each.kind != "argue"}
    due |= dict.fromkeys({each for some in wrong.values() for each in some}, 0)
    assert {name: given for name, given in points["closed"].items() if name in due} == due


def test_what_every_edition_has_is_there():
    assert not [name for name in (*tree.COMMON, *tree.OF_THE_OPEN) if not (ROOT / name).exists()]
