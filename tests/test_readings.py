"""The reading list: each work has all its parts, stands once, names claims of the ledger, and is counted at the head.

Each checker is a pure function from the page to a list of problems; below them stands, for each, a text that fails it.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from twoborders.tables import DATA, ROOT

pytestmark = pytest.mark.quick

PAGE = (ROOT / "notebooks/instructor/readings.md").read_text(encoding="utf-8")
LEDGER = list(csv.DictReader((DATA / "claims.csv").open(encoding="utf-8")))
CLAIMS = {row["claim_id"] for row in LEDGER}
LESSONS = [f"{number:02}" for number in range(8)]

LEVELS = ("Students", "Article", "Instructor")
STANDPOINTS = (
    "researchers",
    "method",
    "policy institute",
    "government",
    "humanitarian",
    "court",
    "restrictionist",
    "press",
)
LANGUAGES = ("English", "Spanish")
ACCESS = ("open", "behind a wall", "behind a wall, author's copy", "document site", "book", "not seen")
SEEN = ("record", "abstract", "part", "whole")
FREE = ("open",)
"""What a class can be given: a reading for students is free."""

COUNTRIES = {"Mexico": 1, "Guatemala": 1, "Honduras": 1, "El Salvador": 1, "United States": 1}
STANDPOINTS_WANTED = {"restrictionist": 3, "humanitarian": 3, "court": 2, "government": 2, "method": 6}
SPANISH = 6
"""What the list must hold at least: works in Spanish, of each country concerned, and of each side."""

STUDIES = ("researchers", "method", "policy institute")
WORDS = 40
LEAST_STUDIED = 12
"""What may stand in the ledger's column of studies, and how long; how many claims have one at least."""

WORK = r"(?P<authors>.+?) \((?P<year>\d{4}|no date[^)]*)\)\. \[(?P<title>.+?)\]\(<(?P<address>https?://[^>\s]+)>\)(?P<where>.*)"


@dataclass(frozen=True)
class Reading:
    """One work: its short name and lesson, what the line under it says, and the text."""

    name: str
    lesson: str
    work: dict[str, str]
    level: str = ""
    claims: tuple[str, ...] = ()
    standpoint: str = ""
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    access: str = ""
    seen: str = ""
    text: str = ""


def readings(page: str) -> list[Reading]:
    """Return the works of the page in their order; a part that is missing is empty."""
    found = []
    for section in re.split(r"^## Lesson ", page, flags=re.MULTILINE)[1:]:
        section = re.split(r"^## ", section, flags=re.MULTILINE)[0]
        for block in re.split(r"^### ", section, flags=re.MULTILINE)[1:]:
            name, work, line, text = ([part.strip() for part in re.split(r"\n\n+", block, maxsplit=3)] + [""] * 3)[:4]
            facts = line.split(" · ")
            facts = facts if len(facts) == 7 else [""] * 7
            level, claims, standpoint, countries, languages, access, seen = facts
            found.append(
                Reading(
                    name,
                    section[:2],
                    match.groupdict() if (match := re.fullmatch(WORK, work)) else {},
                    level,
                    parts(claims),
                    standpoint.partition(" (")[0],
                    parts(countries),
                    parts(languages),
                    access,
                    seen,
                    " ".join(text.split()),
                )
            )
    return found


def parts(said: str) -> tuple[str, ...]:
    """Return what stands between the commas."""
    return tuple(each.strip() for each in said.split(",") if each.strip())


# The checkers


def form_problems(page: str) -> list[str]:
    """Each work has its authors, year, title, address, the seven facts in known words, and says what it leaves open."""
    found = []
    for each in readings(page):
        if not each.work:
            found.append(f"{each.name}: write 'Authors (year). [Title](<address>). Where it stands.'")
        for value, known in (
            (each.level, LEVELS),
            (each.standpoint, STANDPOINTS),
            (each.access, ACCESS),
            (each.seen, SEEN),
        ):
            if value not in known:
                found.append(f"{each.name}: {value!r} is none of {', '.join(known)}")
        if not each.countries or not each.languages or set(each.languages) - set(LANGUAGES):
            found.append(f"{each.name} lacks its country or its language")
        if not re.search(r"\*Not settled\b", each.text):
            found.append(f"{each.name} does not say what it leaves open")
        if each.level == "Students" and each.access not in FREE:
            found.append(f"{each.name} is for students and not free")
    return found


def claim_problems(page: str, claims: set[str]) -> list[str]:
    """Each work names at least one claim, and each claim is one of the ledger's."""
    found = [f"{each.name} names no claim" for each in readings(page) if not each.claims]
    return found + [
        f"{each.name}: no claim {one}" for each in readings(page) for one in each.claims if one not in claims
    ]


def twice_problems(page: str) -> list[str]:
    """No short name and no address stands twice."""
    names = Counter(each.name for each in readings(page))
    addresses = Counter(each.work.get("address", each.name) for each in readings(page))
    return [f"{each} stands {count} times" for each, count in (*names.items(), *addresses.items()) if count > 1]


def level_problems(page: str, lessons: list[str]) -> list[str]:
    """Each lesson has a work of each level, and there is no other lesson."""
    there = {(each.lesson, each.level) for each in readings(page)}
    found = [
        f"lesson {one} has nothing for: {level}" for one in lessons for level in LEVELS if (one, level) not in there
    ]
    return found + [f"there is no lesson {one}" for one in sorted({lesson for lesson, _ in there} - set(lessons))]


def pair_problems(page: str) -> list[str]:
    """Each work in the table of disagreements is on the page."""
    table = re.search(r"^\| Question .*\n\|[-|]+\n((?:\|.*\n)+)", page, re.MULTILINE)
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in table[1].splitlines()] if table else []
    known = {each.name for each in readings(page)}
    found = [] if rows else ["the table of disagreements is gone"]
    return found + [
        f"the table names {one}, which is not on the page" for row in rows for one in row[1:] if one not in known
    ]


def head_problems(page: str) -> list[str]:
    """The counts at the head are those of the page."""
    works = readings(page)
    counts = {
        "Works": Counter({"in all": len(works)}),
        "Level": Counter(each.level for each in works),
        "Language": Counter(one for each in works for one in each.languages),
        "Country": Counter(one for each in works for one in each.countries),
        "Standpoint": Counter(each.standpoint for each in works),
        "Access": Counter(each.access for each in works),
        "Seen": Counter(each.seen for each in works),
    }
    head = page.split("\n## ")[0]
    found = []
    for name, counted in counts.items():
        row = re.search(rf"^\| {name} \| (.*) \|$", head, re.MULTILINE)
        said = dict(re.findall(r"([^;|]+?) (\d+)(?:; |$)", row[1])) if row else {}
        found += [] if said == {one: str(count) for one, count in counted.items()} else [f"{name}: {dict(counted)}"]
    return found


def study_problems(page: str, ledger: list[dict[str, str]]) -> list[str]:
    """What the ledger says of studies names a work of the page that bears on the claim, briefly and without figures."""
    found = []
    works = {each.name: each for each in readings(page)}
    for row in ledger:
        for said in filter(None, row["studies"].split(" ; ")):
            name, _, sentence = said.partition(": ")
            here = f"{row['claim_id']}, {name!r}"
            if name not in works:
                found.append(f"{here}: no such work on the page")
            elif row["claim_id"] not in works[name].claims:
                found.append(f"{here}: the page does not say that it bears on the claim")
            elif works[name].standpoint not in STUDIES:
                found.append(f"{here}: {works[name].standpoint} is no study")
            if len(sentence.split()) > WORDS or not sentence.endswith("."):
                found.append(f"{here}: a sentence of at most {WORDS} words, with its full stop")
            if re.search(r"\d", re.sub(r"\b(?:19|20)\d\d\b", "", sentence)):
                found.append(f"{here}: no figures but years")
    return found


# The page


def test_each_work_has_its_parts():
    assert form_problems(PAGE) == []


def test_each_work_bears_on_claims_of_the_ledger():
    assert claim_problems(PAGE, CLAIMS) == []


def test_no_work_stands_twice():
    assert twice_problems(PAGE) == []


def test_each_lesson_has_three_levels():
    assert level_problems(PAGE, LESSONS) == []


def test_the_works_that_disagree_are_there():
    assert pair_problems(PAGE) == []


def test_the_head_counts_the_works():
    assert head_problems(PAGE) == []


def test_what_the_ledger_says_of_studies_stands_on_the_page():
    assert sum(bool(row["studies"]) for row in LEDGER) >= LEAST_STUDIED
    assert study_problems(PAGE, LEDGER) == []


def test_the_list_has_both_languages_all_countries_and_both_sides():
    works = readings(PAGE)
    assert sum("Spanish" in each.languages for each in works) >= SPANISH
    for country, least in COUNTRIES.items():
        assert sum(country in each.countries for each in works) >= least, country
    for standpoint, least in STANDPOINTS_WANTED.items():
        assert sum(each.standpoint == standpoint for each in works) >= least, standpoint


def test_the_guide_and_the_page_on_disputes_lead_to_the_list():
    for name in ("guide.md", "contested-topics.md"):
        assert "(readings.md)" in (ROOT / "notebooks/instructor" / name).read_text(encoding="utf-8"), name


# Each checker can fail

GOOD = """# Readings

| | |
|---|---|
| Works | in all 3 |
| Level | Students 1; Article 1; Instructor 1 |
| Language | Spanish 1; English 2 |
| Country | Mexico 1; Guatemala 1; United States 1; not seen 1 |
| Standpoint | humanitarian 1; court 1; method 1 |
| Access | open 2; behind a wall 1 |
| Seen | part 1; abstract 2 |

| Question | One | Another |
|---|---|---|
| May they? | Roe 2019 | Poe 2020 |

## Lesson 01: a border

### Roe 2019

Ana Roe (2019). [Uno](<https://a.mx/1>). Revista 1.

Students · C1a · humanitarian (a shelter) · Mexico, Guatemala · Spanish · open · part

What it says. *Not settled:* the rest.

### Poe 2020

A court (2020). [Two](<https://a.mx/2>). 1 F.3d 2.

Article · C1a, C2a · court · United States · English · open · abstract

What it says. *Not settled:* the rest.

### Doe

B. Doe (no date, after 2020). [Three?](<https://a.mx/3>) Journal 3.

Instructor · C2a · method · not seen · English · behind a wall · abstract

What it says. *Not settled by it:* the rest.

## What we did not find

### No work
"""

FAULTS: list[tuple[Callable[..., list[str]], tuple, str, str, str]] = [
    (form_problems, (), "(2019). [Uno]", ". [Uno]", "Roe 2019: write 'Authors (year)"),
    (form_problems, (), "(<https://a.mx/2>)", "", "Poe 2020: write 'Authors (year)"),
    (form_problems, (), "Students · C1a", "Pupils · C1a", "Roe 2019: 'Pupils' is none of Students"),
    (form_problems, (), "humanitarian (a shelter)", "neutral", "Roe 2019: 'neutral' is none of"),
    (form_problems, (), "open · abstract", "open · memory", "Poe 2020: 'memory' is none of record"),
    (form_problems, (), "· Spanish · open", "· Spanish · book", "Roe 2019 is for students and not free"),
    (form_problems, (), "· Mexico, Guatemala ", "", "Roe 2019 lacks its country or its language"),
    (form_problems, (), "*Not settled by it:* the rest.", "", "Doe does not say what it leaves open"),
    (claim_problems, ({"C1a", "C2a"},), "C1a, C2a", "C1a, C9z", "Poe 2020: no claim C9z"),
    (claim_problems, ({"C1a", "C2a"},), "Instructor · C2a", "Instructor · ", "Doe names no claim"),
    (twice_problems, (), "https://a.mx/3", "https://a.mx/1", "https://a.mx/1 stands 2 times"),
    (twice_problems, (), "### Doe", "### Roe 2019", "Roe 2019 stands 2 times"),
    (level_problems, (["01"],), "Article · C1a", "Students · C1a", "lesson 01 has nothing for: Article"),
    (level_problems, (["01"],), "## Lesson 01", "## Lesson 09", "there is no lesson 09"),
    (pair_problems, (), "| Poe 2020 |", "| Moe 2020 |", "the table names Moe 2020"),
    (pair_problems, (), "| Question ", "| Matter ", "the table of disagreements is gone"),
    (head_problems, (), "in all 3", "in all 4", "Works: {'in all': 3}"),
    (head_problems, (), "Spanish 1; English 2", "Spanish 2; English 2", "Language: {'Spanish': 1, 'English': 2}"),
    (head_problems, (), "court 1; method 1", "method 1", "Standpoint: "),
]


STUDY = "Doe: people who were asked in 2018 knew."


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (STUDY, None),
        ("", None),
        (f"{STUDY} ; Moe 2019: they knew.", "no such work"),
        ("Roe 2019: they knew.", "Roe 2019': humanitarian is no study"),
        ("Doe: they knew", "with its full stop"),
        (f"Doe: {'they ' * 40}knew.", "at most 40 words"),
        ("Doe: 12 of them knew.", "no figures but years"),
    ],
)
def test_a_study_that_is_not_on_the_page_is_found(said, problem):
    claim = "C1a" if "Roe" in said else "C2a"
    problems = study_problems(GOOD, [{"claim_id": claim, "studies": said}])
    assert problems == [] if problem is None else any(problem in each for each in problems), problems


def test_a_study_of_another_claim_is_found():
    assert "does not say that it bears" in study_problems(GOOD, [{"claim_id": "C1a", "studies": STUDY}])[0]


@pytest.mark.parametrize(
    ("checker", "more"),
    [
        (form_problems, ()),
        (claim_problems, ({"C1a", "C2a"},)),
        (twice_problems, ()),
        (level_problems, (["01"],)),
        (pair_problems, ()),
        (head_problems, ()),
    ],
)
def test_a_good_list_has_no_problem(checker, more):
    assert len(readings(GOOD)) == 3
    assert checker(GOOD, *more) == []


@pytest.mark.parametrize(("checker", "more", "old", "new", "said"), FAULTS, ids=range(len(FAULTS)))
def test_a_checker_names_the_fault(checker, more, old, new, said):
    assert old in GOOD
    problems = checker(GOOD.replace(old, new), *more)
    assert any(said in problem for problem in problems), problems
