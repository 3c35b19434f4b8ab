"""How far a learner is in the course: points, hints and own marks, question by question."""

import datetime

from twoborders import questions, tables
from twoborders.checking.report import NAMES, Report, Table
from twoborders.questions import Question, Verdict
from twoborders.work import store

MARKED = "marked by yourself"
DONE = ("right", "to mark", MARKED)
"""Outcomes after which a question is done."""


def keep_verdict(question: Question, verdict: Verdict) -> str:
    """Keep the best outcome of a question and the last one; return what there is to say about the keeping."""
    if verdict.outcome in ("not attempted", "cannot check"):
        return ""
    kept, _ = store.read()
    before = kept["answers"].get(question.id, {})
    best = store.better(before, {"outcome": verdict.outcome, "points": verdict.points})
    entry = {**best, "last": verdict.outcome, "tries": _whole(before.get("tries")) + 1, "on": _today()}
    return store.keep("answers", question.id, entry)


def keep_hint(question: Question, step: int) -> str:
    """Keep how many hints of a question were taken."""
    return store.keep("hints", question.id, {"taken": max(step, hints_taken(question))})


def hints_taken(question: Question) -> int:
    """Return how many hints of a question were taken."""
    kept, _ = store.read()
    return _whole(kept["hints"].get(question.id, {}).get("taken"))


def keep_mark(question: Question, points: float) -> str:
    """Keep the points that learners gave their own argued answer."""
    return store.keep("own_marks", question.id, {"points": points, "on": _today()})


def outcome(question: Question, kept: store.Kept) -> tuple[str, float]:
    """Return the best outcome of a question and its points; an argued answer has those of the learner's own mark."""
    answer, mark = kept["answers"].get(question.id, {}), kept["own_marks"].get(question.id)
    if question.kind == "argue" and mark is not None:
        return MARKED, _points(mark, question)
    name = str(answer.get("outcome", "not attempted"))
    return (name if name in store.RANK else "not attempted"), _points(answer, question)


def report(lesson: str | None = None) -> Report:
    """Return how far the learner is and what comes next: in one lesson, or in the course and the lesson in work."""
    kept, problem = store.read()
    if lesson is not None and lesson not in questions.lessons():
        return Report("hint", f"There is no lesson {lesson}. The lessons are {', '.join(questions.lessons())}.")
    asked = [questions.get(each) for each in questions.ids(lesson)]
    left = [each for each in asked if outcome(each, kept)[0] not in DONE]
    at = lesson or _lesson_in_work(kept) or asked[0].lesson
    coming = next((each for each in left if each.lesson >= at), left[0] if left else None)
    following = "All questions are done" + (". progress() shows the whole course." if lesson else ": see my_page().")
    if coming is not None:
        following = f"Next: {coming.id}, {coming.title}, about {coming.minutes} minutes. "
        following += (
            f"All that is left {'here ' if lesson else ''}takes about {_time(sum(each.minutes for each in left))}."
        )
    points, possible = total(asked, kept)
    where = "" if store.folder() else " These points are kept until the kernel stops: this notebook is not in my_work."
    of_lesson = _lesson_table([each for each in asked if each.lesson == at], kept)
    return Report(
        "hint",
        " ".join(filter(None, (problem, following + where))),
        title=f"{points:g} of {possible:g} points so far{f' in lesson {lesson}' if lesson else ''}.",
        tables=(of_lesson,) if lesson else (table(kept), of_lesson),
    )


def total(asked: list[Question], kept: store.Kept) -> tuple[float, float]:
    """Return the points so far in some questions, and those that there are."""
    return sum(outcome(each, kept)[1] for each in asked), sum(each.points for each in asked)


def table(kept: store.Kept) -> Table:
    """Return the points of each lesson, and how many of its questions are done."""
    rows = []
    for lesson in questions.lessons():
        asked = [questions.get(each) for each in questions.ids(lesson)]
        done = sum(outcome(each, kept)[0] in DONE for each in asked)
        points, possible = total(asked, kept)
        rows.append((lesson, _name(lesson), f"{points:g} of {possible:g}", f"{done} of {len(asked)}"))
    return Table(("Lesson", "Name", "Points", "Questions done"), tuple(rows))


def _lesson_table(asked: list[Question], kept: store.Kept) -> Table:
    rows = []
    for each in asked:
        name, points = outcome(each, kept)
        rows.append((each.id, each.title, f"{points:g} of {each.points:g}", NAMES.get(name, name)))
    return Table(("Question", "Title", "Points", "Best outcome"), tuple(rows))


def _lesson_in_work(kept: store.Kept) -> str:
    """Return the lesson of the question that was checked last; the latest entry stands last."""
    known = [each for each in kept["answers"] if each in questions.ids()]
    return known[-1].split("-")[0] if known else ""


def _name(lesson: str) -> str:
    """Return the words in the name of a lesson's notebook."""
    stems = [path.stem for path in (tables.ROOT / "notebooks").glob(f"{lesson}_*.ipynb")]
    return stems[0].partition("_")[2].replace("_", " ") if stems else ""


def _points(entry: dict, question: Question) -> float:
    """Return the points of an entry, whatever somebody wrote into the file."""
    return min(max(store.number(entry.get("points")), 0), question.points)


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _time(minutes: int) -> str:
    return f"{minutes} minutes" if minutes < 120 else f"{minutes / 60:.0f} hours"


def _today() -> str:
    return datetime.date.today().isoformat()
