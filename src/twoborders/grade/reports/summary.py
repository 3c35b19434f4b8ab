"""summary.html for the instructor: the class, what waits, and each lesson's questions, outcomes and mistakes."""

import base64
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from twoborders import questions
from twoborders.grade.files import one_line
from twoborders.grade.marking.results import OUTCOMES, STATUSES, read_results
from twoborders.grade.reports.course import Course, Learner, published_only, title, with_outcome
from twoborders.grade.reports.marks import about
from twoborders.grade.reports.pages import undirected, write_page
from twoborders.questions.comparing.relations import general

SHOWN = 100
"""So many names stand in a list; the rest is counted."""
SHOWN_MISTAKES = 12
FULL = 100


@dataclass
class Tally:
    """What is counted of one question: outcomes, the sum of the shares of the points, and recognised mistakes."""

    outcomes: Counter = field(default_factory=Counter)
    shares: float = 0.0
    mistakes: Counter = field(default_factory=Counter)

    def add(self, verdict: Mapping) -> None:
        """Count one answer."""
        self.outcomes[verdict["outcome"]] += 1
        if verdict["possible"]:
            self.shares += verdict["points"] / verdict["possible"]
        if verdict.get("mistake"):
            self.mistakes[verdict["mistake"]] += 1

    @property
    def checked(self) -> int:
        """Answers that have their points: all but those that wait to be marked."""
        return self.outcomes.total() - self.outcomes["to mark"]

    @property
    def share(self) -> float | None:
        """The mean share of the points, in per cent; None where no answer has points."""
        return FULL * self.shares / self.checked if self.checked else None


@dataclass
class LessonTally:
    """What is counted of one lesson; ``complete`` are the learners of whom nothing waits, ``points`` their sum."""

    questions: dict[str, Tally]
    count: int = 0
    complete: int = 0
    points: float = 0.0

    def add(self, result: Mapping) -> None:
        """Count the result of one learner."""
        self.count += 1
        if not with_outcome(result, "to mark"):
            self.complete += 1
            self.points += result["points"]
        for question, verdict in result["questions"].items():
            if question in self.questions:
                self.questions[question].add(verdict)


@dataclass
class Listed:
    """A list of which only the beginning is kept."""

    anchor: str
    title: str
    about: str
    rows: list[tuple[str, str]] = field(default_factory=list)
    more: int = 0

    def add(self, name: str, text: str) -> None:
        """Add a row, or count it."""
        if len(self.rows) < SHOWN:
            self.rows.append((undirected(one_line(name)), one_line(text, 400)))
        else:
            self.more += 1


def write_summary(path: Path, course: Course) -> None:
    """Write the page, with a picture for each lesson that somebody has handed in."""
    tallies = {
        lesson: LessonTally({question: Tally() for question in course.masters[lesson].points})
        for lesson in course.lessons
    }
    unreadable = Listed("unreadable", "Files that could not be graded", "The learners' pages say it too.")
    flagged = Listed(
        "published-only",
        "Holds on the published tables alone",
        "Typed in, or computed in a way that agrees by chance: on changed tables these answers do not hold. Where the "
        "changed tables show a mistake, it stands behind the question. Ask how the answer was found.",
    )
    learners = 0
    for learner in course.learners():
        learners += 1
        _count(learner, tallies, unreadable, flagged)
    write_page(
        path,
        "summary.html",
        learners=learners,
        submissions=len(course.entries),
        facts=_facts(course),
        outcomes=OUTCOMES,
        lists=[_waiting(tallies), unreadable, flagged],
        lessons=[_lesson(lesson, tally, course) for lesson, tally in tallies.items()],
    )


def _count(learner: Learner, tallies: Mapping[str, LessonTally], unreadable: Listed, flagged: Listed) -> None:
    for lesson, result in learner.lessons.items():
        if result["questions"]:
            tallies[lesson].add(result)
        if alone := published_only(result):
            flagged.add(learner.name, ", ".join(alone))
    for result in learner.counted:
        if result["status"] == "unreadable":
            unreadable.add(result["submission"], " ".join(map(str, result["notes"])))


def _facts(course: Course) -> list[tuple[str, int]]:
    statuses = Counter(entry.status for entry in course.entries)
    rest: Counter = Counter()
    for result in read_results(course.path):
        rest["Came late"] += bool(result.get("late"))
        if result.get("isolation"):
            rest[f"Run in: {one_line(str(result['isolation']), 80)}"] += 1
    facts = [(status.capitalize(), statuses[status]) for status in STATUSES]
    return [*facts, *((name, count) for name, count in sorted(rest.items()) if count)]


def _waiting(tallies: Mapping[str, LessonTally]) -> Listed:
    listed = Listed("waiting", "Answers that wait to be marked", "Their texts stand in marks.csv, beside the rubric.")
    for tally in tallies.values():
        for question, counts in tally.questions.items():
            if counts.outcomes["to mark"]:
                listed.add(f"{question} {about(question)[0]}", str(counts.outcomes["to mark"]))
    return listed


def _lesson(lesson: str, tally: LessonTally, course: Course) -> dict[str, Any]:
    alternative, picture = _picture(tally) if tally.count else ("", "")
    return {
        "anchor": f"lesson-{lesson}",
        "title": title(lesson),
        "count": tally.count,
        "complete": tally.complete,
        "mean": f"{tally.points / tally.complete:.1f}" if tally.complete else "",
        "possible": f"{sum(course.masters[lesson].points.values()):g}",
        "rows": [_row(question, counts) for question, counts in tally.questions.items()],
        "mistakes": list(_mistakes(tally))[:SHOWN_MISTAKES],
        "alternative": alternative,
        "picture": picture,
    }


def _row(question: str, tally: Tally) -> dict[str, Any]:
    return {
        "question": question,
        "title": about(question)[0],
        "count": tally.checked,
        "share": _percent(tally.share),
        "outcomes": [tally.outcomes[outcome] for outcome in OUTCOMES],
    }


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0f} %"


def _mistakes(tally: LessonTally) -> Iterator[dict[str, Any]]:
    """The recognised mistakes of a lesson with the question to ask back, the commonest first."""
    counted = [
        (-count, question, name)
        for question, counts in tally.questions.items()
        for name, count in counts.mistakes.items()
    ]
    for count, question, name in sorted(counted):
        yield {"question": question, "name": name, "count": -count, "ask": _ask(question, name)}


def _ask(question: str, mistake: str) -> str:
    try:
        known = (*questions.get(question).mistakes, *general().values())
    except questions.QuestionError:
        return ""
    return next((each.ask for each in known if each.name == mistake), "")


def _picture(tally: LessonTally) -> tuple[str, str]:
    """Bars of the mean share of each question: text alternative, and a PNG in base64."""
    # Imported here: a command that ends with an error in its arguments does not pay for them.
    from twoborders.charts.picture import MAX_DPI, show
    from twoborders.charts.style import COLOURS, INK, TEXT_POINTS, bare_figure

    shares = {question: counts.share for question, counts in tally.questions.items()}
    known = {question: share for question, share in shares.items() if share is not None}
    figure, (axes,) = bare_figure(
        "Mean share of the points, per cent",
        "Each question of the lesson. A bar is missing where no answer is marked yet.",
        height=300,
        margins=(60, 20, 52, 70),
    )
    figure.set_dpi(MAX_DPI)  # it stands still, and may be finer than a picture that moves
    places = range(len(shares))
    axes.bar(places, [share or 0 for share in shares.values()], width=0.62, color=COLOURS[0])
    axes.set_xticks(places, list(shares))
    axes.set_ylim(0, FULL * 1.1)
    axes.set_yticks(range(0, FULL + 1, 25))
    for place, share in enumerate(shares.values()):
        if share is not None:
            axes.text(place, share + 2, f"{share:.0f}", ha="center", fontsize=TEXT_POINTS, color=INK)
    picture = show(figure, source="the results of the class", alt=_in_words(known))
    return picture.alt, base64.b64encode(picture.png).decode("ascii")


def _in_words(shares: Mapping[str, float]) -> str:
    said = ", ".join(f"{question}: {share:.0f}" for question, share in shares.items())
    return f"Bar chart of the mean share of the points of each question, in per cent. {said or 'No answer has points'}."
