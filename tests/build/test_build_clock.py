"""The minutes of a lesson in class: the rule, the plan of each path, and the clock of a mixed class."""

import copy
import math
import re

import nbformat
import pytest

from twoborders import explore
from twoborders.build import clock, pace, stated
from twoborders.build.notebooks import BuildError
from twoborders.tables import ROOT

pytestmark = pytest.mark.quick

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
by_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
# The rule as the guide states it: words a minute; minutes for a cell, an explorer, a card; minutes of the path; open.
RULES = {"20": (130, 1.5, 5, 1, 20, 2), "45": (130, 1.5, 5, 1, 45, 5), "90": (130, 1.5, 5, 1, 90, 9)}
RULES["mixed"] = (130, 2, 8, 1.5, 90, 15)


def lesson_of(path):
    return nbformat.read(path, 4)


def by_heading(lesson):
    """The cells of each part, by the id of the cell that bears its heading."""
    found, current = {}, None
    for cell in lesson["cells"]:
        if cell["cell_type"] == "markdown" and re.search(r"^##? ", cell["source"], re.MULTILINE):
            current = cell["id"]
        found.setdefault(current, []).append(cell)
    return found


def wanted_minutes(cells, words_a_minute, a_cell, an_explorer, a_card):
    """How long some cells take, counted here anew."""
    exact = 0.0
    for cell in cells:
        source = cell["source"]
        if cell["cell_type"] == "markdown":
            if re.search(r"^\| *Minutes *\|", source, re.MULTILINE):
                continue
            text = re.sub(r"<details>.*?</details>|```.*?```|`[^`]*`|<[^>]+>", " ", source, flags=re.DOTALL)
            text = re.sub(r"\]\([^)]*\)", "]", text)
            exact += len(re.findall(r"\w+", text)) / words_a_minute
        elif re.match(r"predict\(|self_check\(", source):
            exact += a_card
        elif source.split("(")[0] in explore.names() and "\n" not in source:
            exact += an_explorer
        else:
            exact += a_cell
    return exact


@by_lesson
def test_no_part_of_a_path_has_fewer_minutes_than_the_rule_needs(path):
    lesson = lesson_of(path)
    about = lesson["metadata"]["twoborders"]
    for number, (name, rule) in enumerate(RULES.items()):
        passed = about.get("passes_over", {}).get(name, [])
        for part, cells in by_heading(lesson).items():
            minutes = about["plan"][part][number]
            needed = wanted_minutes([cell for cell in cells if cell["id"] not in passed], *rule[:4])
            assert not minutes or minutes > needed - 0.6, (name, part, minutes, needed)


@by_lesson
def test_each_path_leaves_the_minutes_open_that_the_guide_says(path):
    plan = lesson_of(path)["metadata"]["twoborders"]["plan"]
    for number, (*_, whole, stay_open) in enumerate(RULES.values()):
        total = sum(minutes[number] for minutes in plan.values())
        assert 0.75 * whole <= total <= whole - stay_open
    assert sum(minutes[3] for minutes in plan.values()) == 75


@by_lesson
def test_the_clock_runs_without_a_gap_to_the_open_minutes(path):
    table = clock.clock_table(lesson_of(path))
    rows = re.findall(r"^\| (\d):(\d\d) \| (\d+) \| ([^|]+) \|", table, re.MULTILINE)
    minute = 0
    for hour, minutes, length, _ in rows:
        assert 60 * int(hour) + int(minutes) == minute
        minute += int(length)
    assert minute == 90
    assert rows[-1][2:] == ("15", "Open")
    said = [row.split(" | ")[3:] for row in table.splitlines() if re.match(r"\| \d:", row)][:-1]
    assert all(len(each) == 3 and all(each) for each in said)


@by_lesson
def test_after_each_cut_the_rest_still_fits_into_the_class(path):
    lesson = lesson_of(path)
    cuts = clock.cuts(lesson)
    assert len(cuts) == 2
    starts = {clock._section(each.title): each.start for each in clock.steps(lesson)}
    for cut in cuts:
        hour, minute, place = re.match(r"\*\*At (\d):(\d\d) not yet in (.+?)\?\*\*", cut).groups()
        rest = 75 - starts[place]
        assert 60 * int(hour) + int(minute) + rest <= 90
        assert 60 * int(hour) + int(minute) > starts[place]


@by_lesson
def test_whoever_comes_late_finds_two_sections_and_what_came_before(path):
    ways = clock.ways_back(lesson_of(path))
    assert len(ways) == 2
    headings = [cell["source"] for cell in lesson_of(path)["cells"] if cell["source"].startswith("## ")]
    for way in ways:
        number = re.search(r"run the setup cell, then section (\d)\. So far: .+[.?!]$", way)[1]
        assert any(each.startswith(f"## {number}. ") for each in headings)


# The rule and the plan


def small_lesson(**about):
    cells = [
        nbformat.v4.new_markdown_cell("# Title", id="title"),
        nbformat.v4.new_markdown_cell("## 1. One\n\n" + "word " * 128 + "\n\n<details>much more</details>", id="s1"),
        nbformat.v4.new_code_cell("1 + 1", id="s1-sum"),
        nbformat.v4.new_code_cell("windows()", id="s1-explorer"),
        nbformat.v4.new_code_cell('predict("03-p1")', id="s1-guess"),
        nbformat.v4.new_markdown_cell("## Key points", id="key"),
    ]
    plan = {"title": [1] * 4, "s1": [1] * 4, "key": [0, 0, 1, 1], "discuss": [0, 3, 4, 5], "exercise": [0] * 4}
    kept = {"lesson": "03", "question": "Why?", "plan": plan, **about}
    return nbformat.v4.new_notebook(cells=cells, metadata={"twoborders": kept})


def test_the_build_writes_the_minutes_of_the_rule():
    lesson = small_lesson(passes_over={"20": ["s1-explorer"]})
    plan = clock.with_minutes(lesson, lesson["metadata"]["twoborders"])["plan"]
    # 130 words are one minute; a cell, an explorer and a card are 7.5 minutes, or 11.5 in a mixed class.
    assert plan["s1"] == [4, 9, 9, 13]
    assert plan["key"] == [0, 0, 1, 1]
    assert plan["discuss"] == [0, 3, 4, 5]


def test_what_stands_folded_is_not_read_aloud():
    cells = small_lesson()["cells"]
    assert pace.amount(cells[1:2], aloud=True).words == 130
    assert pace.amount(cells[1:2]).words == 132


def test_a_good_plan_has_no_problem():
    assert clock.problems(small_lesson()) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"s1": None}, 'its plan has no minutes for "s1"'),
        ({"discuss": None}, 'its plan has no minutes for "discuss"'),
        ({"s9": [0, 0, 0, 0]}, 'its plan names "s9"'),
        ({"s1": [1, 1, 1]}, 'needs 4 whole numbers for "s1"'),
        ({"s1": [1, 1, 1, 1.5]}, 'needs 4 whole numbers for "s1"'),
        ({"s1": [1, 1, 1, -1]}, 'needs 4 whole numbers for "s1"'),
        ({"discuss": [17, 0, 0, 0]}, "19 minutes for the path 20 minutes; 2 stay open, so it may have 18"),
        ({"discuss": [0, 0, 0, 73]}, "76 minutes for the path mixed class, 90 minutes; 15 stay open"),
    ],
)
def test_a_bad_plan_is_named(change, words):
    lesson = small_lesson()
    plan = {**lesson["metadata"]["twoborders"]["plan"], **change}
    lesson["metadata"]["twoborders"]["plan"] = {part: minutes for part, minutes in plan.items() if minutes is not None}
    (problem,) = clock.problems(lesson)
    assert words in problem


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        ({"60": ["s1-sum"]}, 'names the path "60"; the paths are 20, 45, 90, mixed'),
        ({"20": ["s1-summ"]}, 'names "s1-summ" on the path 20'),
        ({"20": ["s1"]}, 'names "s1" on the path 20'),
    ],
)
def test_a_path_that_passes_over_what_is_not_there_is_named(passed, words):
    (problem,) = clock.problems(small_lesson(passes_over=passed))
    assert words in problem


def test_a_lesson_without_a_plan_is_named_with_its_file():
    lesson = small_lesson()
    del lesson["metadata"]["twoborders"]["plan"]
    with pytest.raises(BuildError, match=r"notebooks/03_x\.ipynb: its metadata needs a \"plan\""):
        clock.plan_table(lesson, "03_x")


def test_the_table_of_the_plan_has_sums_and_names_what_is_passed_over():
    table = clock.plan_table(small_lesson(passes_over={"20": ["s1-sum"]}), "03_x")
    assert "| **Total** | **2** | **5** | **7** | **8** |" in table
    assert "| Open | 18 | 40 | 83 | 82 |" in table
    assert "*20 minutes* passes over, with the text before each: section 1, `1 + 1`." in table


# The guide


def test_the_guide_states_the_rule():
    guide = " ".join((ROOT / "notebooks/instructor/guide.md").read_text(encoding="utf-8").split())
    assert (
        "hears 130 words read aloud in a minute and needs a minute and a half for a cell, 5 for an explorer, 1" in guide
    )
    assert "A mixed class needs 2, 8 and 1.5" in guide
    assert (pace.IN_CLASS, pace.MIXED) == ((130, 1.5, 5, 1), (130, 2, 8, 1.5))


def test_the_sessions_of_the_guide_fit_with_a_tenth_open():
    plans = {path.name[:2]: lesson_of(path)["metadata"]["twoborders"]["plan"] for path in LESSONS}
    guide = (ROOT / "notebooks/instructor/guide.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \w+ sessions? \| [^|]+ \| ([^|]+) \| (\d+) \| (\d+) \|$", guide, re.MULTILINE)
    assert len(rows) == 12
    for made_of, minutes, stay_open in rows:
        parts = re.findall(r"lesson (\d\d) (?:on its path of (\d+)|by the clock)", made_of)
        total = sum(
            part[list(RULES).index(path or "mixed")] for number, path in parts for part in plans[number].values()
        )
        total += 15 * made_of.count("a prompt")
        assert int(minutes) == total <= 81
        assert int(stay_open) == 90 - total


def test_a_session_that_is_too_long_is_named():
    lessons = [lesson_of(path) for path in LESSONS]
    long = copy.deepcopy(lessons)
    long[0]["metadata"]["twoborders"]["plan"]["discuss"] = [0, 30, 0, 0]
    with pytest.raises(BuildError, match=r"One session of the guide: a session takes \d+ of 90 minutes; cut a path"):
        clock.sessions_table(long)


def test_the_minutes_of_a_lesson_alone_are_as_before():
    cells = small_lesson()["cells"]
    known, new = stated.lesson_minutes(cells)
    assert (known, new) == (5 * round((math.ceil(136 / 200) + 7) / 5), 5 * round((136 / 130 + 11.5) / 5))
