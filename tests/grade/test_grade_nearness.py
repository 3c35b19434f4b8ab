"""Near-copies: what was copied is noted however it was dressed, and two people who use the same figures are not."""

import itertools
import random
import re

import generated
import pytest
from generated import LESSON, result, verdict, verdicts

from twoborders.grade.reports.course import read_course
from twoborders.grade.reports.nearness import close_to, is_near, shingles
from twoborders.tables import ROOT

MASTERS = generated.masters()
HONEST = (ROOT / "tests" / "grade" / "honest_answers.txt").read_text(encoding="utf-8")
TEXTS = {
    question: [text.strip() for text in block.split("\n--\n")]
    for question, block in re.findall(r"^## (\d\d-9)\n(.*?)(?=^## |\Z)", HONEST, re.DOTALL | re.MULTILINE)
}
PAIRS = [(question, *pair) for question, texts in TEXTS.items() for pair in itertools.combinations(texts, 2)]


def model(question: str) -> str:
    """The model paragraph as the solution notebook has it."""
    master = MASTERS[f"{question[:2]}_exercise"]
    source = next(each.cell.source for each in master.cells if each.cell.grade_id == question)
    return source.split('"""')[3]


def near(one: str, other: str) -> bool:
    return is_near(shingles(one), shingles(other))


def shuffled(text: str) -> str:
    """The sentences in another order."""
    sentences = re.split(r"(?<=[.?!])\s+", text.strip())
    random.Random(1).shuffle(sentences)
    return " ".join(sentences)


def edited(text: str, every: int) -> str:
    """One word of so many replaced, and all in capitals, with other accents and figures written otherwise."""
    words = text.replace(",", "").upper().split()
    return "  ".join("palabra" if at % every == 0 else word for at, word in enumerate(words))


@pytest.mark.parametrize("question", TEXTS)
def test_the_model_is_known_again_in_another_order_with_other_words_and_in_part(question):
    text = model(question)
    half = " ".join(text.split()[: len(text.split()) // 2])
    for copy in (
        text,
        shuffled(text),
        edited(text, 9),
        shuffled(edited(text, 12)),
        half,
        f"{half} {TEXTS[question][0]}",
    ):
        assert near(copy, text)


@pytest.mark.parametrize(("question", "one", "other"), PAIRS)
def test_two_honest_answers_are_not_near_whatever_figures_they_share(question, one, other):
    assert set(re.findall(r"\d[\d,.]*\d", one)) & set(re.findall(r"\d[\d,.]*\d", other))
    assert not near(one, other)
    assert not near(one, model(question))


def of_class(tmp_path, answers: dict[str, str], question: str = "01-9"):
    """The notes on a class that answered one question."""
    results = (
        result(name, questions=verdicts(LESSON, q01_9=verdict(question, "to mark", text=text)))
        for name, text in answers.items()
    )
    return close_to(read_course(generated.write(tmp_path / "results.jsonl", results), MASTERS))


def test_the_model_and_another_learner_are_named_and_honest_answers_are_not(tmp_path):
    one, other = TEXTS["01-9"][:2]
    answers = {"ana": one, "ben": edited(one, 10), "cai": model("01-9"), "dan": other, "eva": shuffled(model("01-9"))}
    assert of_class(tmp_path, answers) == {
        ("ana", "01-9"): ["ben"],
        ("ben", "01-9"): ["ana"],
        ("cai", "01-9"): ["the model"],
        ("eva", "01-9"): ["the model"],
    }


def test_short_answers_and_blank_ones_are_near_to_nothing(tmp_path):
    same = "The budget fell and the applications doubled, so the institutions were ill-equipped in this year."
    assert of_class(tmp_path, {"ana": same, "ben": same, "cai": "", "dan": ""}) == {}


def test_of_many_near_texts_three_are_named(tmp_path):
    answers = {f"l{number}": TEXTS["01-9"][0] for number in range(6)}
    assert of_class(tmp_path, answers)["l0", "01-9"] == ["l1", "l2", "l3", "2 more"]
