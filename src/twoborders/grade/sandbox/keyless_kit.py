"""The kit as it is in the room where a submission runs: the tables and the package, without any answer key."""

import dataclasses
import shutil
from pathlib import Path

from twoborders import questions
from twoborders.questions import Question

WORKING_FOLDER = "exercises"
"""Where in the kit's folder the learner's code runs: as at home, ../data holds the tables."""
_LEFT_OUT = ("build", "grade", "cli.py", "__main__.py", "__pycache__")
_PACKAGE = Path(__file__).resolve().parents[2]
_CLOSED = "Hints are closed while notebooks are graded."


def make_kit(folder: Path, data: Path) -> None:
    """Write the kit's folder: ``data/`` copied from this folder, the package in ``src/``, and an empty working folder.

    What ``check`` does beside the learner's code is left: of each question its kind, and what it asks of an answer.
    What judges is not: right answers, mistakes, explanations, rubrics, hints and the solution notebooks.
    """
    shutil.copytree(data, folder / "data", ignore=shutil.ignore_patterns("*.md"))
    package = folder / "src" / "twoborders"
    shutil.copytree(_PACKAGE, package, ignore=shutil.ignore_patterns(*questions.KEY_FILES, *_LEFT_OUT))
    inside = Path("grade", "sandbox", "inside")
    shutil.copytree(_PACKAGE / inside, package / inside, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    for parent in (package / "grade", package / "grade" / "sandbox"):
        (parent / "__init__.py").touch()
    for lesson in sorted({question_id.split("-")[0] for question_id in questions.ids()}):
        (package / "questions" / f"lesson_{lesson}.py").write_text(_keyless(lesson), encoding="utf-8")
    (folder / WORKING_FOLDER).mkdir()


def _keyless(lesson: str) -> str:
    """The module of a lesson's questions without what judges an answer."""
    asked = ",\n".join(f"    {without_key(questions.get(each))!r}" for each in questions.ids(lesson))
    none = "SELF_CHECKS = PREDICTIONS = {}"
    return f"from twoborders.questions.core import Question\n\nQUESTIONS = (\n{asked},\n)\n{none}\n"


def without_key(question: Question) -> Question:
    """What the learner's side needs to describe an answer; all that could tell the right one is empty."""
    kept = ("id", "title", "points", "minutes", "kind", "answer", "calls", "hidden")
    given = {name: getattr(question, name) for name in kept}
    bare = Question(**given, wanted="", hints=(_CLOSED,) * 3)
    assert not any(callable(getattr(bare, field.name)) for field in dataclasses.fields(bare))
    return bare
