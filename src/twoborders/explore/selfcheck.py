"""A question in a lesson that marks itself: choices, a button, and a sentence for each choice."""

import html
from collections.abc import Sequence


class SelfCheck:
    """``prompt`` with ``choices``, each ``{"text", "right", "feedback"}``; nothing is graded or stored."""

    def __init__(self, prompt: str, choices: Sequence[dict]):
        if not any(choice["right"] for choice in choices):
            raise ValueError(f'The self-check "{prompt}" has no right choice.')
        self.prompt = prompt
        self.choices = list(choices)

    def answer(self, number: int | None) -> tuple[bool, str]:
        """Whether choice ``number`` (from 0; None for no choice) is right, and the sentence for it."""
        if number is None:
            return False, "Choose an answer first."
        choice = self.choices[number]
        return choice["right"], ("Right. " if choice["right"] else "Not yet. ") + choice["feedback"]

    def lettered(self) -> list[tuple[str, str]]:
        """Each choice with its letter: a, b, c."""
        return [(letter(i), choice["text"]) for i, choice in enumerate(self.choices)]

    def printed(self) -> "Answers":
        """The sentence for each choice, folded away: for print and for a stopped kernel."""
        return Answers(self)

    def __repr__(self) -> str:
        return " ".join([self.prompt, *(f"({letter(i)}) {c['text']}" for i, c in enumerate(self.choices))])


class Answers:
    """What a self-check says without a kernel, as text and as HTML that is folded away."""

    def __init__(self, check: SelfCheck):
        self.check = check

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{html.escape(text)}</li>" for text in self._texts())
        return (
            "<details><summary>Question and answers, for reading without a kernel</summary>"
            f"<p>{html.escape(repr(self.check))}</p><ul>{items}</ul></details>"
        )

    def __repr__(self) -> str:
        return "Answers: " + " ".join(self._texts())

    def _texts(self) -> list[str]:
        return [f"({letter(i)}) {self.check.answer(i)[1]}" for i in range(len(self.check.choices))]


def letter(number: int) -> str:
    """0 is a, 1 is b."""
    return "abcdefghijklmnopqrstuvwxyz"[number]


def self_check(check_id: str) -> SelfCheck:
    """The self-check of a lesson, by its id; KeyError from the questions for an unknown one."""
    from twoborders.questions import self_checks

    return SelfCheck(**self_checks(check_id))
