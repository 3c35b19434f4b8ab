"""Which hints a closed edition keeps: those that do not give the answer away."""

import re
from collections.abc import Iterator

from twoborders.questions import Question
from twoborders.questions.comparing.values import plain_text

_TOKEN = re.compile(r"\w+|[^\w\s]")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def kept(question: Question, shown: str, solved: str, right: dict) -> tuple[str, ...]:
    """Return the hints of a question that stay, in their order.

    ``shown`` is what the exercise itself says and begins, ``solved`` the lines of the solved cell, ``right`` the
    description of the right answer. No hint stays that says the right answer. The last one does not stay either if it
    holds code of the solved cell: two or more names or numbers with signs between them, such as ``parts["value"]``,
    that the exercise does not show. An argued answer has no right one: its hints stay.
    """
    if question.kind == "argue":
        return question.hints
    *first, last = question.hints
    stay = first if code_of(last, shown, solved) else question.hints
    return tuple(hint for hint in stay if not says(hint, right, question.tolerance))


def says(hint: str, right: dict, tolerance: float = 0) -> bool:
    """Tell whether a hint says the right answer: the number, the text, or all of the names."""
    value, items = right.get("value"), right.get("items", [])
    if isinstance(value, str) or items:
        names = [value] if isinstance(value, str) else [str(item) for item in items]
        return all(_words(name) in _words(hint) for name in names)
    if isinstance(value, int | float):
        numbers = [float(found.replace(",", "")) for found in _NUMBER.findall(hint)]
        return any(abs(number - value) <= tolerance for number in numbers)
    return False


def _words(text: str) -> str:
    return " ".join(["", *re.findall(r"\w+", plain_text(text)), ""])


def code_of(hint: str, shown: str, solved: str) -> str:
    """Return the first code in a hint that stands in the solved cell and not in what is shown; else the empty text."""
    seen = "".join(_TOKEN.findall(shown))
    for run in _runs(_TOKEN.findall(hint), _TOKEN.findall(solved)):
        places = [place for place, token in enumerate(run) if re.match(r"\w", token)]
        code = run[places[0] : places[-1] + 1] if places else []
        if len(places) > 1 and len(code) > len(places) and "".join(code) not in seen:
            return "".join(code)
    return ""


def _runs(some: list[str], others: list[str]) -> Iterator[list[str]]:
    """Yield each longest run of tokens that stands in both lists."""
    for i in range(len(some)):
        for j in range(len(others)):
            if some[i] == others[j] and (not i or not j or some[i - 1] != others[j - 1]):
                length = 0
                while i + length < len(some) and j + length < len(others) and some[i + length] == others[j + length]:
                    length += 1
                yield some[i : i + length]
