"""summary.html for the instructor: the class, what waits, and each lesson's questions, outcomes and mistakes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from twoborders import questions
from twoborders.grade.files import one_line
from twoborders.grade.marking.results import OUTCOMES, STATUSES, read_results
from twoborders.grade.reports.course import Course, argued, published_only, title, with_outcome
from twoborders.grade.reports.marks import NOT_COMPARED, about
from twoborders.grade.reports.nearness import Close
from twoborders.grade.reports.pages import sentence, write_page
from twoborders.questions.comparing.relations import general

SHOWN = 100
"""So many names stand in a list; the rest is counted."""
SHOWN_MISTAKES = 12
TO_TAKE_UP = 3


@dataclass
class Tally:
    """What is counted of one question: outcomes, the sum of the shares of the points, and recognised mistakes."""

    outcomes: Counter[str] = field(default_factory=Counter)
    shares: float = 0.0
    mistakes: Counter[str] = field(default_factory=Counter)

    @property
    def checked(self) -> int:
        """Answers that have their points: all but those that wait to be marked."""
        return self.outcomes.total() - self.outcomes["to mark"]

    @property
    def share(self) -> float | None:
        """The mean share of the points, in per cent; None where no answer has points."""
        return 100 * self.shares / self.checked if self.checked else None


@dataclass
class LessonTally:
    """What is counted of one lesson: learners, of how many a mark is missing, points, and those of argued answers."""

    stem: str
    title: str
    possible: float
    questions: dict[str, Tally]
    count: int = 0
    waiting: int = 0
    points: float = 0.0
    argued: float = 0.0
    argued_possible: float = 0.0

    def add(self, result: Mapping[str, Any]) -> None:
        """Count the result of one learner."""
        read = [verdict for _, verdict in argued(result)]
        self.count += 1
        self.waiting += any(verdict["outcome"] == "to mark" for verdict in read)
        self.points += result["points"]
        self.argued += sum(verdict["points"] for verdict in read)
        self.argued_possible = max(self.argued_possible, sum(verdict["possible"] for verdict in read))
        for question, verdict in result["questions"].items():
            if tally := self.questions.get(question):
                tally.outcomes[verdict["outcome"]] += 1
                tally.shares += verdict["points"] / verdict["possible"] if verdict["possible"] else 0
                tally.mistakes.update(filter(None, [verdict.get("mistake")]))

    def outcomes(self, outcome: str) -> int:
        """How many answers had an outcome."""
        return sum(tally.outcomes[outcome] for tally in self.questions.values())

    @property
    def mean(self) -> tuple[float, float]:
        """The mean of the points, and of how many: without the argued answers as long as one of them waits."""
        if self.waiting:
            return (self.points - self.argued) / self.count, self.possible - self.argued_possible
        return self.points / self.count, self.possible

    @property
    def commonest(self) -> list[tuple[int, str, str, str]]:
        """The recognised mistakes of several learners, the commonest first: how often, question, name, what to ask."""
        found = [
            (-count, asked, name)
            for asked, each in self.questions.items()
            for name, count in each.mistakes.items()
            if count > 1
        ]
        return [(-count, asked, name, _ask(asked, name)) for count, asked, name in sorted(found)[:SHOWN_MISTAKES]]

    @property
    def once(self) -> list[str]:
        """The recognised mistakes of one learner each, in the order of the questions."""
        pairs = ((asked, name) for asked, each in self.questions.items() for name in each.mistakes)
        return [f"{asked} {name}" for asked, name in pairs if self.questions[asked].mistakes[name] == 1]


def write_summary(path: Path, course: Course, close: Close = NOT_COMPARED) -> None:
    """Write the page."""
    tallies = [
        LessonTally(stem, title(stem), course.possible(stem), {each: Tally() for each in course.masters[stem].points})
        for stem in course.lessons
    ]
    ungraded, flagged, stopped = [], [], set()
    for learner in course.learners():
        for tally in tallies:
            result = learner.lessons.get(tally.stem)
            if result is not None and result["questions"] and not result.get("passed_over"):
                tally.add(result)
                stopped |= {learner.name} if with_outcome(result, "cannot check") else set()
            if result is not None and (alone := published_only(result)):
                flagged.append((learner.name, ", ".join(alone)))
        for result in learner.counted:
            if result["status"] == "unreadable":
                ungraded.append((result["submission"], " ".join(map(sentence, result["notes"]))))
    facts = Counter({status.capitalize(): 0 for status in STATUSES})
    passed_over = []
    for result in read_results(course.path):
        facts[result["status"].capitalize()] += 1
        facts["Came late"] += bool(result.get("late"))
        facts[f"Run in: {one_line(str(result.get('isolation')), 80)}"] += bool(result.get("isolation"))
        if result.get("passed_over"):
            passed_over.append((result["submission"], sentence(result["passed_over"])))
    waiting = [
        (f"{question} {about(question)[0]}", str(counts.outcomes["to mark"]))
        for tally in tallies
        for question, counts in tally.questions.items()
        if counts.outcomes["to mark"]
    ]
    write_page(
        path,
        "summary.html",
        learners=len(course.names),
        submissions=len(course.entries),
        facts=[(name, count) for name, count in facts.items() if count or name.lower() in STATUSES],
        outcomes=OUTCOMES,
        lists={
            "waiting": waiting,
            "ungraded": ungraded,
            "passed-over": passed_over,
            "published-only": flagged,
            "close": [(name, f"{question}, close to: {', '.join(near)}") for (name, question), near in close.items()],
        },
        monday=sorted((row for tally in tallies for row in tally.commonest), key=lambda row: -row[0])[:TO_TAKE_UP],
        stopped=(sum(tally.outcomes("cannot check") for tally in tallies), len(stopped)),
        mistaken=sum(tally.outcomes("not yet") for tally in tallies),
        shown=SHOWN,
        lessons=tallies,
    )


def _ask(question: str, mistake: str) -> str:
    try:
        known = {each.name: each.ask for each in questions.get(question).mistakes}
    except questions.QuestionError:
        return ""
    known |= {name: each.ask for name, each in general().items() if name not in known}
    return known.get(mistake, "")
