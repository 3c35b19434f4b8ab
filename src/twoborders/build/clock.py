"""The minutes of a lesson in class: on each path, and by the clock for a mixed class.

A lesson's metadata say under ``plan``, for each part and each path, whether it is on the path; the build writes the
minutes, by the rule of ``pace``. ``passes_over`` names the cells of a part that a path leaves out. The minutes for
discussion and exercise are the author's.
"""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import nbformat

from twoborders.build import pace
from twoborders.build.form.reading import plain, source
from twoborders.build.notebooks import BuildError
from twoborders.build.pace import IN_CLASS, MIXED, Pace
from twoborders.questions.comparing import count


class Path(NamedTuple):
    """A way through a lesson: its name in the metadata, its minutes, how many stay open, and the pace of the class."""

    name: str
    minutes: int
    open: int
    pace: Pace

    @property
    def title(self) -> str:
        return "mixed class, 90 minutes" if self.pace == MIXED else f"{self.minutes} minutes"


PATHS = (
    Path("20", 20, 2, IN_CLASS),
    Path("45", 45, 5, IN_CLASS),
    Path("90", 90, 9, IN_CLASS),
    Path("mixed", 90, 15, MIXED),
)
"""The ways through a lesson; the numbers of a plan's entry stand in this order."""
BY_THE_CLOCK = len(PATHS) - 1

OWN_LINE, SHORT = 8, 40
"""A part before the sections that takes so many minutes has a line of its own; a sentence of fewer letters is short."""

AFTER_THE_LESSON = {"discuss": "Discuss (prompts below)", "exercise": "Begin the exercise"}
"""Entries of a plan that are no part of the notebook."""

Plan = Mapping[str, Sequence[int]]


class Step(NamedTuple):
    """A line of the clock: the minute at which it begins, its minutes, its title, and what is said, shown and done."""

    start: int
    minutes: int
    title: str
    say: str
    show: str
    do: str


# The plan ------------------------------------------------------------------------------------------


def with_minutes(lesson: nbformat.NotebookNode, about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the kit's metadata of a lesson with the minutes of each part that is on a path."""
    if "plan" not in about:
        return dict(about)
    cells = parts(lesson)
    plan = {
        part: [
            needed(on_path(cells[part], about, path), path.pace) if wanted else 0
            for path, wanted in zip(PATHS, minutes, strict=True)
        ]
        if part in cells and len(minutes) == len(PATHS)
        else minutes
        for part, minutes in about["plan"].items()
    }
    return {**about, "plan": plan}


def needed(some_cells: Sequence[nbformat.NotebookNode], of: Pace) -> int:
    """Return how many whole minutes a class needs for some cells: at least one."""
    return max(1, math.floor(of.minutes(pace.amount(some_cells, aloud=True)) + 0.5))


def on_path(
    some_cells: Sequence[nbformat.NotebookNode], about: Mapping[str, Any], path: Path
) -> list[nbformat.NotebookNode]:
    """Return the cells that a path does not pass over."""
    passed = about.get("passes_over", {}).get(path.name, [])
    return [cell for cell in some_cells if cell["id"] not in passed]


def parts(lesson: nbformat.NotebookNode) -> dict[str, list[nbformat.NotebookNode]]:
    """Return the cells of each part of a lesson, by the id of the cell that bears its heading."""
    found: dict[str, list[nbformat.NotebookNode]] = {}
    for cell in lesson["cells"]:
        if heading(cell):
            found[cell["id"]] = []
        if found:
            next(reversed(found.values())).append(cell)
    return found


def heading(cell: nbformat.NotebookNode) -> str | None:
    """Return the title, or the heading of level 2, that a cell bears."""
    match = re.search(r"^##? +(.+?)\s*$", cell["source"], re.MULTILINE) if cell["cell_type"] == "markdown" else None
    return match[1] if match else None


def headings(lesson: nbformat.NotebookNode) -> dict[str, str]:
    """Return the title and each heading of level 2, by the id of its cell."""
    return {cell["id"]: text for cell in lesson["cells"] if (text := heading(cell))}


def problems(lesson: nbformat.NotebookNode) -> list[str]:
    """Return what is wrong with the plan of a lesson, one sentence each."""
    about = lesson["metadata"]["twoborders"]
    plan, known = about.get("plan"), {**headings(lesson), **AFTER_THE_LESSON}
    if not plan:
        return [
            'its metadata needs a "plan" under "twoborders": minutes on each path, by the id of the heading\'s cell'
        ]
    found = [f'its plan has no minutes for "{part}"' for part in known if part not in plan]
    found += [f'its plan names "{part}", and no cell with a heading has this id' for part in plan if part not in known]
    found += [
        f'its plan needs {len(PATHS)} whole numbers for "{part}", not {minutes}'
        for part, minutes in plan.items()
        if len(minutes) != len(PATHS) or not all(type(each) is int and each >= 0 for each in minutes)
    ]
    ids, names = {cell["id"] for cell in lesson["cells"]} - set(known), [path.name for path in PATHS]
    for name, passed in about.get("passes_over", {}).items():
        found += [] if name in names else [f'its passes_over names the path "{name}"; the paths are {", ".join(names)}']
        found += [
            f'its passes_over names "{each}" on the path {name}, which is no cell within a part'
            for each in passed
            if each not in ids
        ]
    if found:
        return found
    return [
        f"its plan has {total} minutes for the path {path.title}; {path.open} stay open, so it may have "
        f"{path.minutes - path.open}. Leave out a part, pass over cells, or discuss for fewer minutes"
        for path, total in zip(PATHS, totals(plan), strict=True)
        if total > path.minutes - path.open
    ]


def totals(plan: Plan) -> list[int]:
    """Return the minutes of each path."""
    return [sum(minutes) for minutes in zip(*plan.values(), strict=True)]


def plan_table(lesson: nbformat.NotebookNode, stem: str) -> str:
    """Return the minutes of each part on each path, what stays open, and which cells each path passes over.

    Raises BuildError for a plan that names an unknown cell, leaves out a heading, or does not fit its path.
    """
    found = problems(lesson)
    if found:
        raise BuildError([f"notebooks/{stem}.ipynb: {problem}" for problem in found])
    plan = lesson["metadata"]["twoborders"]["plan"]
    named = {**headings(lesson), **AFTER_THE_LESSON}
    sums = totals(plan)
    rows = [
        f"| Part | {' | '.join(path.title for path in PATHS)} |",
        f"|---|{'---:|' * len(PATHS)}",
        *(
            f"| {named[part]} | {' | '.join(str(each) if each else 'left out' for each in plan[part])} |"
            for part in named
            if any(plan[part])
        ),
        f"| **Total** | {' | '.join(f'**{total}**' for total in sums)} |",
        f"| Open | {' | '.join(str(path.minutes - total) for path, total in zip(PATHS, sums, strict=True))} |",
    ]
    return "\n\n".join(["\n".join(rows), *_passed_over(lesson)])


def _passed_over(lesson: nbformat.NotebookNode) -> list[str]:
    """Return a sentence for each path that passes over cells: they are named by section and first line."""
    about, said = lesson["metadata"]["twoborders"], []
    for path in PATHS:
        passed = about.get("passes_over", {}).get(path.name, [])
        named = [
            f"{place(part)}, {', '.join(f'`{first_line(cell)}`' for cell in code)}"
            for part in parts(lesson).values()
            if (code := [cell for cell in part if cell["id"] in passed and cell["cell_type"] == "code"])
        ]
        if named:
            said.append(f"*{path.title.capitalize()}* passes over, with the text before each: {'; '.join(named)}.")
    return said


def place(part: Sequence[nbformat.NotebookNode]) -> str:
    """Return the name by which a person finds a part: "section 3", or its heading in italics."""
    name = heading(part[0]) or ""
    number = re.match(r"(\d+)\. ", name)
    return f"section {number[1]}" if number else f"*{name}*"


def first_line(cell: nbformat.NotebookNode, most: int = 40) -> str:
    """Return how the code of a cell begins, an import left out, in at most so many letters."""
    lines = [line for line in source(cell).splitlines() if line.strip() and not line.startswith(("import ", "from "))]
    line = lines[0] if lines else ""
    return line if len(line) <= most else f"{line[:most].rstrip()} ..."


A_PROMPT = 15
"""Minutes for a prompt of *Discuss* in a session that is made of two short paths."""
SESSION = 90
SESSIONS = {
    "One session": ((("00", "45"), ("03", "20"), ("a prompt", "")), (("00", "mixed"),)),
    "Two sessions": ((("00", "90"),), (("03", "90"),), (("00", "mixed"),), (("03", "mixed"),)),
    "Three sessions": (
        *((("00", "45"), ("01", "45")), (("03", "90"),), (("05", "45"), ("07", "45"))),
        *((("00", "mixed"),), (("03", "mixed"),), (("05", "mixed"),)),
    ),
}
"""The plans of a short course: of what each session of 90 minutes is made, lesson and path."""


def sessions_table(lessons: Sequence[nbformat.NotebookNode]) -> str:
    """Return what each session of a short course takes, and what stays open.

    Raises BuildError for a session that is longer than its 90 minutes allow with a tenth of them open.
    """
    plans = {each["metadata"]["twoborders"]["lesson"]: each["metadata"]["twoborders"]["plan"] for each in lessons}
    sums = {
        number: dict(zip((path.name for path in PATHS), totals(plan), strict=True)) for number, plan in plans.items()
    }
    rows = ["| Plan | Class | Session | Minutes | Open |", "|---|---|---|---:|---:|"]
    for plan, sessions in SESSIONS.items():
        for made_of in sessions:
            if not {number for number, path in made_of if path} <= set(plans):
                continue  # an edition without this lesson
            length = sum(sums[number][path] if path else A_PROMPT for number, path in made_of)
            if length > 0.9 * SESSION:
                raise BuildError([f"{plan} of the guide: a session takes {length} of {SESSION} minutes; cut a path"])
            mixed = any(path == "mixed" for _, path in made_of)
            named = [f"lesson {number}{_on(path)}" if path else number for number, path in made_of]
            rows.append(
                f"| {plan} | {'mixed' if mixed else 'knows pandas'} | {', then '.join(named)} "
                f"| {length} | {SESSION - length} |"
            )
    return "\n".join(rows)


def _on(path: str) -> str:
    return " by the clock" if path == "mixed" else f" on its path of {path}"


# By the clock --------------------------------------------------------------------------------------


def steps(lesson: nbformat.NotebookNode) -> list[Step]:
    """Return the lines of the clock for a mixed class: parts that carry no number go together."""
    about, path = lesson["metadata"]["twoborders"], PATHS[BY_THE_CLOCK]
    minutes = {part: each[BY_THE_CLOCK] for part, each in about["plan"].items()}
    cells = {part: on_path(each, about, path) for part, each in parts(lesson).items() if minutes[part]}
    numbered = [part for part in cells if _is_numbered(cells[part])]
    before = [part for part in cells if list(cells).index(part) < list(cells).index(numbered[0])]
    begin = [part for part in before if minutes[part] < OWN_LINE]
    alone = [part for part in cells if part not in begin and part in before + numbered]
    close = [part for part in cells if part not in before + numbered]
    rows = [("Begin", begin, "the question above", "the claims", "write a name on the sheet; run the setup cell")]
    rows += [
        (heading(cells[part][0]) or "", [part], _beginning(cells[part]), _shown(cells[part]), _done(cells[part]))
        for part in alone
    ]
    checks = pace.amount([cell for part in close for cell in cells[part]]).cards
    after = f"answer {count(checks, 'self-check')}; fill in the table of verdicts" if checks else "fill in the verdicts"
    if close:
        title = ", ".join(heading(cells[part][0]) or "" for part in close if part != "key")
        rows.append((title, close, "What holds, and what can no figure here tell?", "the table of verdicts", after))
    rows.append(("Discuss", ["discuss"], "a prompt below", "two readings", "take a side; write the exit ticket"))
    found, start = [], 0
    for title, ids, say, show, do in rows:
        length = sum(minutes[part] for part in ids)
        found.append(Step(start, length, title, say, show, do))
        start += length
    return found


def clock_table(lesson: nbformat.NotebookNode) -> str:
    """Return the clock for a mixed class, with two cut points and two ways back in."""
    path, line = PATHS[BY_THE_CLOCK], steps(lesson)
    rows = ["| Clock | Minutes | Part | You say | You show | The class does |", "|---|---:|---|---|---|---|"]
    rows += [
        f"| {at(each.start)} | {each.minutes} | {each.title} | {each.say} | {each.show} | {each.do} |" for each in line
    ]
    end = line[-1].start + line[-1].minutes
    rows.append(f"| {at(end)} | {path.minutes - end} | Open | | | arrival, a red cell, questions, a pause half-way |")
    return "\n".join([*rows, "", *(f"- {each}" for each in [*cuts(lesson), *ways_back(lesson)])])


def cuts(lesson: nbformat.NotebookNode) -> list[str]:
    """Return the two cut points: who is later than this goes on at the part named, and the rest still fits.

    At the first, half of the open minutes are used up; at the second, all.
    """
    path, line = PATHS[BY_THE_CLOCK], steps(lesson)
    last = max(number for number, each in enumerate(line) if re.match(r"\d", each.title))
    found = []
    for step, late in ((line[last], path.open // 2), (line[last + 1], path.open)):
        name = _section(step.title)
        found.append(f"**At {at(step.start + late)} not yet in {name}?** Go to {name}; what is between is homework.")
    return found


def ways_back(lesson: nbformat.NotebookNode) -> list[str]:
    """Return two places at which whoever comes late can begin, with a sentence that sums up what came before."""
    about = lesson["metadata"]["twoborders"]
    numbered = [part for key, part in parts(lesson).items() if _is_numbered(part) and about["plan"][key][BY_THE_CLOCK]]
    line = {each.title: each for each in steps(lesson)}
    found = []
    for number in sorted({1, len(numbered) - 1} - {0}) if len(numbered) > 2 else range(len(numbered)):
        name = heading(numbered[number][0]) or ""
        said = _seen(numbered[number - 1]) if number else f"we ask one question. {about['question']}"
        found.append(f"**Late, at {at(line[name].start)}:** run the setup cell, then {_section(name)}. So far: {said}")
    return found


def at(minute: int) -> str:
    """Return a minute as the clock shows it: 0:08, 1:15."""
    return f"{minute // 60}:{minute % 60:02}"


def _section(title: str) -> str:
    number = re.match(r"(\d+)\. ", title)
    return f"section {number[1]}" if number else f"*{title.partition(', ')[0]}*"


def _is_numbered(part: Sequence[nbformat.NotebookNode]) -> bool:
    return re.match(r"\d+\. ", heading(part[0]) or "") is not None


def _beginning(part: Sequence[nbformat.NotebookNode]) -> str:
    """Return the sentence with which a section begins, behind its heading; two, if the first is short."""
    if not _is_numbered(part):
        return "Say first what you expect; then run the cell."
    text = re.sub(r"\A## [^\n]*\n+(\*[^\n]*left\.\*\n+)?", "", part[0]["source"])
    said = ""
    for sentence in re.findall(r".+?[.?!](?=\s|$)", " ".join(plain(text).replace("*", "").split())):
        if len(said) > SHORT:
            break
        said += sentence
    return said.strip()


def _shown(part: Sequence[nbformat.NotebookNode]) -> str:
    code = [source(cell) for cell in part if cell["cell_type"] == "code"]
    charts = sum("show(" in each for each in code)
    explorers = [name for each in code if (name := pace.explorer(each))]
    tables = pace.amount(part).cells - charts
    named = [count(tables, "result")] if tables else []
    named += [] if not charts else ["a chart"] if charts == 1 else [f"{charts} charts"]
    return ", ".join([*named, *(f"the explorer {name}" for name in explorers)])


def _done(part: Sequence[nbformat.NotebookNode]) -> str:
    held = pace.amount(part)
    guess = [f"keep {'a guess' if held.cards == 1 else f'{held.cards} guesses'}"] if held.cards else ["say a guess"]
    explore = ["reach the explorer's goal"] if held.explorers else []
    return "; ".join([*guess, f"run {count(held.cells, 'cell')}", *explore])


def _seen(part: Sequence[nbformat.NotebookNode]) -> str:
    """Return the first sentence of *What we see* in a section."""
    text = " ".join(plain("\n".join(source(cell) for cell in part if cell["cell_type"] == "markdown")).split())
    match = re.search(r"\*\*What we see\.\*\* (.+?[.?!])(?=\s|$)", text)
    return match[1].replace("*", "") if match else ""
