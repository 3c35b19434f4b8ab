"""Write the files of an edition into a folder."""

import json
import re
import shutil
from pathlib import Path

from twoborders import questions, tables
from twoborders.build import notebooks
from twoborders.build.edition import hints, seals
from twoborders.checking import solutions
from twoborders.questions import Question, core

COMMON = (
    *(".binder", ".gitignore", ".jupyter", "CITATION.cff", "CLAIMS.md", "GLOSSARY.md", "LICENSE", "LICENSE-CONTENT.md"),
    *("data", "exercises", "notebooks", "pyproject.toml", "requirements.txt", "src", "start.py"),
)
"""Files and folders of the kit that every edition has."""
OF_THE_OPEN = (
    *(".ci", ".devcontainer", ".github", ".pre-commit-config.yaml", ".runs.json", "CHANGELOG.md", "CODE_OF_CONDUCT.md"),
    *("CONTRIBUTING.md", "README.md", "docs", "nbgrader_config.py", "solutions", "tests"),
)
"""What the open one has besides; the closed one has a README of its own."""
_MADE = ("__pycache__", "*.pyc", "*.egg-info", ".ipynb_checkpoints", ".*_cache", ".DS_Store", "*~")
"""What programs leave between the files."""
_SANITIZE = Path("tests", "sanitize.cfg")
_PACKAGE = Path("src", "twoborders")
_CLOSED_FOLDERS = (Path("notebooks", "instructor"), _PACKAGE / "build", _PACKAGE / "grade")


def write_open(root: Path, folder: Path) -> None:
    """Write the whole kit, without what programs, git and people have put between its files."""
    for name in (*COMMON, *OF_THE_OPEN):
        _copy(root / name, folder / name)


def write_closed(root: Path, folder: Path) -> None:
    """Write the kit for learners: lessons, exercises, tables, and the package without right answers.

    Neither solutions nor instructor's pages are in it, nor what builds and grades. Its tests are those that a class
    can run.
    """
    for name in COMMON:
        _copy(root / name, folder / name)
    for closed in _CLOSED_FOLDERS:
        shutil.rmtree(folder / closed)
    asked = folder / _PACKAGE / "questions"
    for pattern in questions.KEY_FILES:
        for path in asked.glob(pattern):
            path.unlink()
    for lesson in questions.lessons():
        (asked / f"lesson_{lesson}.py").write_text(_module(root, lesson), encoding="utf-8")
    for path in folder.glob("notebooks/*.ipynb"):
        notebook = notebooks.without_solved_cells(notebooks.read(path, path.name))
        path.write_text(notebooks.to_text(notebook), encoding="utf-8")
    _write_own_tests(root, folder)
    shutil.copyfile(Path(__file__).with_name("readme.md"), folder / "README.md")


def _write_own_tests(root: Path, folder: Path) -> None:
    """Write what ``start.py test`` runs in the closed edition, and leave out the extras that nothing there needs."""
    for source in (root / _SANITIZE, Path(__file__).with_name("test_class.py")):
        (folder / "tests").mkdir(exist_ok=True)
        shutil.copyfile(source, folder / "tests" / source.name)
    path = folder / "pyproject.toml"
    head, extras, rest = re.split(r"(?m)^(?=\[project\.)", path.read_text(encoding="utf-8"), maxsplit=2)
    needed = [line for line in extras.splitlines() if re.match(r' *"(nbval|pytest|pytest-xdist)[><=]', line)]
    own = "\n".join(["[project.optional-dependencies]", "test = [", *sorted(set(needed)), "]", "", ""])
    path.write_text(head + own + rest, encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(*_MADE))
    else:
        shutil.copyfile(source, target)


def _module(root: Path, lesson: str) -> str:
    """Return the module of a lesson's questions without their answers; self-checks and predictions stay as they are."""
    asked = ",\n".join(f"    {_closed(root, questions.get(each))!r}" for each in questions.ids(lesson))
    checks = {each: questions.self_checks(each) for each in questions.self_check_ids(lesson)}
    predictions = {each: questions.predictions(each) for each in questions.prediction_ids(lesson)}
    return (
        f'"""Questions of lesson {lesson}, without their answers."""\n\n'
        "from twoborders.questions.core import Question\nfrom twoborders.questions.sealed import Seal\n\n"
        f"QUESTIONS = (\n{asked},\n)\nSELF_CHECKS = {checks!r}\nPREDICTIONS = {predictions!r}\n"
    )


def _closed(root: Path, question: Question) -> Question:
    right = core.expected(question, question.right, tables.load) if question.right else {}
    stay = hints.kept(question, _shown(root, question), solutions.code(question) or "", right)
    return seals.without_answer(question, stay, tables.load)


def _shown(root: Path, question: Question) -> str:
    """Return what the exercise says and begins for a question."""
    path = root / "exercises" / f"{question.lesson}_exercise.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    own = (question.id, f"{question.id}-question", f"{question.id}-answer")
    named = ((cell["metadata"].get("nbgrader", {}).get("grade_id"), "".join(cell["source"])) for cell in cells)
    return "\n".join(source for name, source in named if name in own)
