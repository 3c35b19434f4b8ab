"""What a notebook answers is told by its code: blank, answered, or the kit's own solution in whatever clothes."""

import functools
import json
import re

import pytest
import submitted
from submitted import LESSON, cell_of, code, source

from twoborders.grade.intake.read import read
from twoborders.grade.marking.align import align, read_master
from twoborders.grade.marking.content import answered, statements
from twoborders.tables import ROOT

pytestmark = pytest.mark.quick

STEMS = sorted(path.stem for path in (ROOT / "solutions").glob("*.ipynb"))


@functools.cache
def master(stem: str = LESSON):
    return read_master(ROOT / "solutions" / f"{stem}.ipynb")


def answers(notebook: dict, stem: str = LESSON) -> list[str]:
    return answered(master(stem), align(master(stem), read(json.dumps(notebook).encode())[0]))[0]


def is_kits_own(notebook: dict, stem: str = LESSON) -> bool:
    return answered(master(stem), align(master(stem), read(json.dumps(notebook).encode())[0]))[1]


def in_folder(folder: str, stem: str) -> dict:
    return json.loads((ROOT / folder / f"{stem}.ipynb").read_text(encoding="utf-8"))


def with_answer(question: str, text: str, notebook: dict | None = None) -> dict:
    notebook = notebook or submitted.blank()
    cell_of(notebook, question)["source"] = text
    return notebook


@pytest.mark.parametrize("stem", STEMS)
def test_no_exercise_has_an_answer_and_every_solution_is_the_kits_own(stem):
    assert answers(in_folder("exercises", stem), stem) == []
    assert not is_kits_own(in_folder("exercises", stem), stem)
    assert set(answers(in_folder("solutions", stem), stem)) == set(master(stem).points)
    assert is_kits_own(in_folder("solutions", stem), stem)


def in_colab() -> dict:
    notebook = submitted.strip(submitted.solution())
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] = {"id": f"W{number}", "colab": {"base_uri": "https://colab"}}
        if cell["cell_type"] == "code":
            cell["source"] = f"#@title Question {number}\n" + source(cell)
    notebook["cells"].insert(0, code("from google.colab import drive\ndrive.mount('/content/drive')"))
    return notebook


def laid_out_anew() -> dict:
    """As a formatter leaves it: other quotation marks, brackets around long lines, no comments."""
    notebook = submitted.solution()
    for cell in notebook["cells"]:
        text = re.sub(r"^#.*\n?", "", source(cell), flags=re.MULTILINE)
        text = re.sub(r'(?<!")"([^"\'\n]*)"(?!")', r"'\1'", text)
        cell["source"] = re.sub(r"^(\w+) = (round\(.*\))$", r"\1 = (\n    \2\n)", text, flags=re.MULTILINE)
    assert cell_of(notebook, "01-1-answer")["source"].count("(\n    round(")
    return notebook


def run_again() -> dict:
    notebook = submitted.solution()
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            cell |= {"execution_count": number, "outputs": []}
            cell["source"] = "%%time\n" + source(cell) if number % 2 else source(cell)
    return notebook


def in_one_cell() -> dict:
    everything = "\n".join(source(cell) for cell in submitted.solution()["cells"] if cell["cell_type"] == "code")
    return submitted.small_notebook(code(everything))


def rewrapped() -> dict:
    notebook = submitted.solution()
    argued = cell_of(notebook, "01-9")
    argued["source"] = re.sub(r"(?<=\w,) ", ",\n", source(argued))
    return notebook


@pytest.mark.parametrize(
    "dressed", [in_colab, laid_out_anew, run_again, in_one_cell, rewrapped], ids=lambda each: each.__name__
)
def test_the_kits_solution_is_known_in_any_clothes(dressed):
    assert is_kits_own(dressed())
    assert len(answers(dressed())) == len(master().points)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("01-1-answer", "chiapas_pct = 57.3"),
        ("01-9", 'argument = """\nMy own words say that the budget fell while applications rose.\n"""'),
        ("01-8-answer", "chart = ..."),
    ],
)
def test_with_one_answer_of_ones_own_or_without_one_it_is_not_the_kits(question, text):
    assert not is_kits_own(with_answer(question, text, submitted.solution()))
    more = submitted.solution()
    cell_of(more, question)["source"] = source(cell_of(more, question)) + "\n" + text.replace("= ...", "= 5")
    assert not is_kits_own(more)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("chiapas_pct = ...", False),
        ("chiapas_pct = ...\n# I do not know", False),
        ("", False),
        ("chiapas_pct = None", False),
        ('chiapas_pct = ...\nhint("01-1")\ncheck("01-1")', False),
        ("chiapas_pct = 3", True),
        ("chiapas_pct = ...\nchiapas_pct = poverty[", True),
        ("chiapas_pct = poverty[...]", True),
        ("%%time\nchiapas_pct = ...", False),
        ("%%time\nchiapas_pct = 3", True),
        ("chiapas_pct = (" + "(" * 100_000, True),
        ("chiapas_pct = " + "-" * 19_000 + "1", True),
        ("chiapas_pct = 1" + " + 1" * 4_000, True),
    ],
)
def test_an_answer_is_what_says_more_than_the_blank(text, counts):
    assert answers(with_answer("01-1-answer", text)) == (["01-1"] if counts else [])


def test_an_answer_in_a_cell_of_ones_own_is_one():
    notebook = submitted.blank()
    notebook["cells"].append(code("fall_pct = 3.2"))
    assert answers(notebook) == ["01-5"]
    notebook["cells"].append(code("my_number = 3"))
    assert answers(notebook) == ["01-5"]


def test_an_argued_text_of_dots_is_blank():
    assert answers(with_answer("01-9", 'argument = """\n ... \n"""')) == []
    assert answers(with_answer("01-9", "argument = 'It fell.'")) == ["01-9"]


def test_of_a_notebook_of_any_size_it_is_told_what_is_answered():
    notebook = submitted.blank()
    notebook["cells"] += [code(f"x{number} = [" + "(1, 2), " * 10_000 + "]") for number in range(4)]
    notebook["cells"].append(code("fall_pct = 3.2"))
    assert answers(notebook) == ["01-5"]


def test_statements_do_not_tell_how_they_are_laid_out():
    assert statements("a = ('x', # why\n  1)") == statements('a = "x", 1')
    assert statements("a = b - (c - d)") != statements("a = (b - c) - d")
