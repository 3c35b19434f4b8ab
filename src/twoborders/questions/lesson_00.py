"""The question of lesson 00, start here: its computation. Its words: lesson_00.toml."""

from twoborders.questions.core import Load
from twoborders.questions.define import Lesson

lesson = Lesson("00")


@lesson.number("00-1", answer="days", unit="days")
def days(load: Load, until: str = "the tariff is suspended", more: int = 0) -> int:
    timeline = load("timeline")
    announced, later = (
        timeline.loc[timeline["event"].str.contains(words, regex=False), "date"].iloc[0]
        for words in ("announces a tariff on all imports", until)
    )
    passed: int = (later - announced).days
    return passed + more


days.mistake("planned start instead of suspension", until="first tariff does not take effect")
days.mistake("counting both ends", more=1)
days.mistake("days in between only", more=-1)

QUESTIONS, SELF_CHECKS, PREDICTIONS = lesson.questions(), lesson.self_checks, lesson.predictions
