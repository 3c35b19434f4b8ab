"""Questions of lesson 00, start here."""

import pandas as pd

from twoborders.questions.core import Load, Mistake, Question


def _days(load: Load, start: str, end: str) -> int:
    """Return the days from the event that contains one text to the event that contains the other."""
    timeline = load("timeline")
    first = timeline.loc[timeline["event"].str.contains(start, regex=False), "date"].iloc[0]
    last = timeline.loc[timeline["event"].str.contains(end, regex=False), "date"].iloc[0]
    return (last - first).days


_ANNOUNCED = "announces a tariff on all imports"

QUESTIONS = (
    Question(
        id="00-1",
        title="How long did the threat last?",
        points=1,
        minutes=3,
        kind="number",
        wanted="one number of days",
        unit="days",
        right=lambda load: _days(load, _ANNOUNCED, "the tariff is suspended"),
        why="Eight days passed from the threat to the declaration that suspended it.",
        hints=(
            "Two events of the table timeline matter: the announcement of the tariff and the joint declaration.",
            "Find the two dates in the column date, and take the earlier one from the later one.",
            "Subtracting two dates gives a Timedelta; its attribute days is the number: (later - earlier).days",
        ),
        mistakes=(
            Mistake(
                "planned start instead of suspension",
                "You counted to the day on which the tariff was to begin. The question asks for the day on which "
                "the joint declaration suspended it.",
                lambda load: _days(load, _ANNOUNCED, "first tariff does not take effect"),
                ask="Read the two events that you took. What happens on the second of these days?",
            ),
            Mistake(
                "counting both ends",
                "You counted the first day and the last one too. From Monday to Tuesday is one day: subtract the dates.",
                lambda load: _days(load, _ANNOUNCED, "the tariff is suspended") + 1,
                ask="How many days pass from Monday to Tuesday? How does your way of counting come to that?",
            ),
            Mistake(
                "days in between only",
                "You counted only the days between the two. From Monday to Tuesday one day passes: subtract the dates.",
                lambda load: _days(load, _ANNOUNCED, "the tariff is suspended") - 1,
                ask="How many days pass from Monday to Tuesday? What does your way of counting give for it?",
            ),
            Mistake(
                "earlier minus later",
                "A negative number of days: take the earlier date from the later one.",
                lambda load: -_days(load, _ANNOUNCED, "the tariff is suspended"),
                ask="What would it mean that something lasted a number of days below zero?",
            ),
        ),
        equivalents=(lambda load: pd.Series([_days(load, _ANNOUNCED, "the tariff is suspended")]),),
    ),
)

SELF_CHECKS = {
    "00-a": {
        "prompt": 'The table timeline is loaded with as_of="2019-06-07". Which row can be in it?',
        "choices": [
            {
                "text": "The planned first tariff does not take effect (10 June 2019)",
                "right": False,
                "feedback": "This happened three days after the as-of date, so nobody could know it.",
            },
            {
                "text": "The joint declaration (7 June 2019)",
                "right": True,
                "feedback": "The rule keeps what was known on or before the as-of date, and the day itself counts.",
            },
            {
                "text": "People sent back to Mexico by 24 June 2019",
                "right": False,
                "feedback": "The count speaks of a day after the as-of date, and it was published later still.",
            },
        ],
    },
    "00-b": {
        "prompt": "The US counted 132,887 apprehensions in May 2019, as first published. What is one apprehension?",
        "choices": [
            {
                "text": "One event: agents stop a person between the official crossings",
                "right": True,
                "feedback": "A person who is stopped twice is two apprehensions, so events are not people.",
            },
            {
                "text": "One person who lives in the US without papers",
                "right": False,
                "feedback": "The count says what border agents did in a month, not who lives in the country.",
            },
            {
                "text": "One person who asks for asylum",
                "right": False,
                "feedback": "Some of those people asked for asylum and some did not; that is another count.",
            },
        ],
    },
    "00-c": {
        "prompt": "A figure agrees with a claim of the article. What do we know then?",
        "choices": [
            {
                "text": "That the claim is true and its reasons are too",
                "right": False,
                "feedback": "A figure can support a number in a claim; the reasons behind it need other evidence.",
            },
            {
                "text": "Nothing at all, because figures can be wrong",
                "right": False,
                "feedback": "Figures can be revised and still be the best evidence there is. Say how sure you are.",
            },
            {
                "text": "That this figure, counted in this way, supports the claim",
                "right": True,
                "feedback": "Who counted, what was counted and when always belong to the finding.",
            },
        ],
    },
}
