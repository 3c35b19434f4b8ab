"""A question is a computation and its words: what does not fit is named with its file, and what fits is all there."""

import pandas as pd
import pytest

from twoborders.questions import core, describe
from twoborders.questions.define import Lesson, WordsError

pytestmark = pytest.mark.quick

WORDS = """
["91-1"]
title = "How many?"
points = 2
minutes = 3
wanted = "one number"
why = "So many."
hints = ["First.", "Second.", "Third."]
["91-1".mistakes]
"twice" = { message = "You counted twice.", ask = "How often did you count?" }

[self_checks."91-a"]
prompt = "Is it?"
"""


def lesson(folder, words=WORDS):
    (folder / "lesson_91.toml").write_text(words, encoding="utf-8")
    return Lesson("91", folder)


def counted(folder, words=WORDS, mistakes=("twice",)):
    made = lesson(folder, words)

    @made.number("91-1", answer="n", unit="people", tolerance=0.5)
    def count(load, times=1):
        return 7 * times

    for number, name in enumerate(mistakes, start=2):
        count.mistake(name, times=number)
    return made


def test_computation_and_words_make_a_question(tmp_path):
    made = counted(tmp_path)
    (question,) = made.questions()
    assert (question.id, question.kind, question.answer, question.title) == ("91-1", "number", "n", "How many?")
    assert (question.points, question.minutes, question.hints) == (2, 3, ("First.", "Second.", "Third."))
    assert (question.unit, question.tolerance) == ("people", 0.5)
    (mistake,) = question.mistakes
    assert (mistake.name, mistake.ask) == ("twice", "How often did you count?")
    assert (question.right(None), mistake.example(None)) == (7, 14)
    assert made.self_checks == {"91-a": {"prompt": "Is it?"}}


@pytest.mark.parametrize(
    ("words", "mistakes", "said"),
    [
        (WORDS.replace('["91-1"]', '["91-2"]').replace('["91-1".', '["91-2".'), ("twice",), "91-2"),
        (WORDS + '\n["91-7"]\ntitle = "More"\n', ("twice",), "91-7 has words, and no computation"),
        (WORDS, (), "in words or in the computation alone: twice"),
        (WORDS, ("twice", "thrice"), "in words or in the computation alone: thrice"),
        (WORDS.replace('title = "How many?"', 'titel = "How many?"'), ("twice",), "there is no word titel"),
        (WORDS.replace('title = "How many?"\n', ""), ("twice",), "91-1: it lacks title."),
        (WORDS.replace('hints = ["First.", "Second.", "Third."]\n', ""), ("twice",), "91-1: it lacks hints."),
        (WORDS.replace(', ask = "How often did you count?"', ""), ("twice",), '91-1: it lacks ask of "twice".'),
        (WORDS.replace('why = "So many."\n', ""), ("twice",), "91-1: it lacks why."),
        (WORDS.replace("points = 2", "points = "), ("twice",), "it is not TOML"),
    ],
)
def test_what_does_not_fit_is_named_with_its_file(tmp_path, words, mistakes, said):
    with pytest.raises(WordsError) as caught:
        counted(tmp_path, words, mistakes).questions()
    assert str(caught.value).startswith("lesson_91.toml")
    assert said in str(caught.value)


def test_an_argued_question_needs_its_rubric_and_an_option_that_there_is_none_of_is_named(tmp_path):
    words = WORDS.split('["91-1".mistakes]')[0]
    made = lesson(tmp_path, words)
    made.argue("91-1", answer="argument")
    with pytest.raises(WordsError, match="91-1: it lacks rubric, words"):
        made.questions()
    made = lesson(tmp_path, words + '\nwords = [60, 120]\nrubric.claim = "A view."\n')
    made.argue("91-1", answer="argument")
    with pytest.raises(WordsError, match="91-1: it lacks a rubric with claim, evidence, alternative, limit, fairness"):
        made.questions()
    made = lesson(tmp_path, words)
    made.number("91-1", answer="n", units="people")(lambda load: 7)
    with pytest.raises(WordsError, match=r"^lesson_91\.toml: 91-1: .*units"):
        made.questions()


def test_a_computation_without_words_is_named(tmp_path):
    made = counted(tmp_path)
    made.text("91-2", answer="word")(lambda load: "word")
    with pytest.raises(WordsError, match=r'lesson_91.toml has no words for 91-2: add a table \["91-2"\]'):
        made.questions()


def test_a_file_that_is_missing_is_named(tmp_path):
    with pytest.raises(WordsError, match=r"^lesson_91\.toml is missing"):
        Lesson("91", tmp_path)


def test_a_mistake_is_choices_a_computation_or_the_answer_itself(tmp_path):
    names = ("choice", "computation", "answer", "nothing of it")
    words = WORDS.split('"twice"')[0] + "\n".join(f'"{name}" = {{ message = "M.", ask = "A?" }}' for name in names)
    made = lesson(tmp_path, words)

    @made.number("91-1", answer="n")
    def count(load, times=1):
        return 7 * times

    count.mistake("choice", times=3)
    count.mistake("computation", lambda load, more=0: count(load) + more, more=1)
    count.mistake("answer", 50)
    count.mistake("nothing of it", 0)
    (question,) = made.questions()
    assert [mistake.example(None) for mistake in question.mistakes] == [21, 8, 50, 0]


def test_a_function_may_rest_on_the_tables(tmp_path):
    made = lesson(tmp_path)

    @made.function("91-1", answer="above")
    def above(load, limit, least=0):
        return sum(value > limit + least for value in load("counts"))

    above.calls((3,), (5,), hidden=((1,),))
    above.mistake("twice", least=2)
    (question,) = made.questions()
    published, fresh = (lambda name: [2, 4, 6]), (lambda name: [4, 6, 8])
    assert (question.right(published)(3), question.right(fresh)(3), question.mistakes[0].example(fresh)(3)) == (2, 3, 2)
    answer = describe(lambda limit: sum(value > limit for value in [2, 4, 6]), question)
    assert core.judge(question, answer, published).outcome == "right"
    assert core.judge(question, answer, fresh).outcome == "not yet"


# --- other years -------------------------------------------------------------------------------------------


def of_years(folder, **choices):
    """A question whose answer is ten times its year, or the sum of its years."""
    made = lesson(folder, WORDS.split('["91-1".mistakes]')[0])

    def compute(load, year=2014, years=(2014, 2015), fiscal=True):
        if year not in range(2012, 2017):
            raise KeyError(year)
        return sum(years) + 10 * year + (0 if fiscal else 0.25)

    import inspect

    kept = [one for name, one in inspect.signature(compute).parameters.items() if name in ("load", *choices)]
    compute.__signature__ = inspect.Signature(kept)
    made.number("91-1", answer="n", unit="")(compute)
    (question,) = made.questions()
    return question


def message(question, value):
    return core.judge(question, describe(value, question), dict).message


def test_an_answer_of_another_year_is_told_its_year(tmp_path):
    question = of_years(tmp_path, year=True)
    right = question.right(None)
    assert core.judge(question, describe(right, question), dict).outcome == "right"
    assert message(question, right - 10) == "Your answer is of 2013, and the question asks for 2014."
    assert message(question, right + 20) == "Your answer is of 2016, and the question asks for 2014."
    # Of 2017 there is nothing: that year cannot be what the answer is of.
    assert "2017" not in message(question, right + 30)


def test_years_that_give_the_same_answer_are_all_said(tmp_path):
    made = lesson(tmp_path, WORDS.split('["91-1".mistakes]')[0])
    made.number("91-1", answer="n")(lambda load, year=2014: abs(year - 2014) or 5)
    (question,) = made.questions()
    assert message(question, 2) == "Your answer is of 2012 or 2016, and the question asks for 2014."


def test_several_years_are_moved_together(tmp_path):
    question = of_years(tmp_path, years=True)
    said = message(question, question.right(None) + 2)
    assert said == "Your answer is of 2015 and 2016, and the question asks for 2014 and 2015."


def test_the_other_kind_of_year_is_told(tmp_path):
    question = of_years(tmp_path, fiscal=True)
    said = message(question, question.right(None) + 0.25)
    assert said == "Your answer is of calendar years, and the question asks for fiscal years."


def test_a_choice_that_is_no_year_is_not_moved(tmp_path):
    assert counted(tmp_path).questions()[0].neighbours == ()


def test_a_key_may_be_one_column_or_several(tmp_path):
    for key, wanted in (("year", ("year",)), (("year", "month"), ("year", "month")), (["year"], ("year",))):
        made = lesson(tmp_path, WORDS.split('["91-1".mistakes]')[0])
        made.frame("91-1", answer="t", key=key)(lambda load: pd.DataFrame())
        assert made.questions()[0].key == wanted
