"""Write the files of an edition into a folder."""

import json
import shutil
from pathlib import Path

from twoborders import questions, tables
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
_PACKAGE = Path("src", "twoborders")
_CLOSED_FOLDERS = (Path("notebooks", "instructor"), _PACKAGE / "build", _PACKAGE / "grade")


def write_open(root: Path, folder: Path) -> None:
    """Write the whole kit, without what programs, git and people have put between its files."""
    for name in (*COMMON, *OF_THE_OPEN):
        _copy(root / name, folder / name)


def write_closed(root: Path, folder: Path) -> None:
    """Write the kit for learners: lessons, exercises, tables, and the package without right answers.

    Neither solutions, tests nor instructor's pages are in it, nor what builds and grades.
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
    shutil.copyfile(Path(__file__).with_name("readme.md"), folder / "README.md")


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
