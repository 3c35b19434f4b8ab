"""A question in a lesson that marks itself: choices, a button, and a sentence for each choice."""

import html
from collections.abc import Sequence


class SelfCheck:
    """``prompt`` with ``choices``, each ``{"text", "right", "feedback"}``; nothing is graded or stored."""

    def __init__(self, check_id: str, prompt: str, choices: Sequence[dict]):
        if not any(choice["right"] for choice in choices):
            raise ValueError(f'The self-check "{prompt}" has no right choice.')
        self.id, self.prompt = check_id, prompt
        self.choices = list(choices)

    def answer(self, number: int) -> tuple[bool, str]:
        """Whether choice ``number`` (from 0) is right, and the sentence for it."""
        choice = self.choices[number]
        return choice["right"], ("Right. " if choice["right"] else "Not yet. ") + choice["feedback"]

    def lettered(self) -> list[tuple[str, str]]:
        """Each choice with its letter: a, b, c."""
        return [(letter(i), choice["text"]) for i, choice in enumerate(self.choices)]

    def printed(self) -> str:
        """The question, and the sentence for each choice folded away, as HTML: for print and for a stopped kernel."""
        choices = "".join(f"<li>{html.escape(choice['text'])}</li>" for choice in self.choices)
        replies = "".join(f"<li>{html.escape(self.answer(i)[1])}</li>" for i in range(len(self.choices)))
        question = f"<p><b>Check yourself.</b> {html.escape(self.prompt)}</p><ol type='a'>{choices}</ol>"
        return f"{question}<details><summary>Answers</summary><ol type='a'>{replies}</ol></details>"

    def answers(self) -> str:
        """The sentence for each choice, as text."""
        return "Answers: " + " ".join(f"({letter(i)}) {self.answer(i)[1]}" for i in range(len(self.choices)))

    def __repr__(self) -> str:
        return " ".join([self.prompt, *(f"({letter(i)}) {c['text']}" for i, c in enumerate(self.choices))])


def letter(number: int) -> str:
    """0 is a, 1 is b."""
    return "abcdefghijklmnopqrstuvwxyz"[number]


def self_check(check_id: str) -> SelfCheck:
    """The self-check of a lesson, by its id; KeyError from the questions for an unknown one."""
    from twoborders.questions import self_checks

    return SelfCheck(check_id, **self_checks(check_id))
