"""The glossary has one form, every link into it finds its entry, and the instructor's pages link to what is there.

Each checker is a pure function from texts to a list of problems; below them stands, for each, a text that fails it.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from twoborders.tables import ROOT

pytestmark = pytest.mark.quick

GLOSSARY = ROOT / "GLOSSARY.md"
PAGES = (
    GLOSSARY,
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    ROOT / "CODE_OF_CONDUCT.md",
    ROOT / "docs/architecture.md",
    ROOT / "docs/limits.md",
    ROOT / "notebooks/instructor/guide.md",
    ROOT / "notebooks/instructor/contested-topics.md",
    ROOT / "notebooks/instructor/nbgrader.md",
    ROOT / "notebooks/instructor/voices.md",
    ROOT / "notebooks/instructor/readings.md",
)
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LINKING = [*LESSONS, *sorted((ROOT / "solutions").glob("*.ipynb")), *sorted((ROOT / "notebooks").rglob("*.md"))]

TERMS_IN_A_LESSON = 3
SENTENCES = (1, 5)

# Rules, programmes and offices that begin and end: each entry says from when and until when they were there.
DATED = (
    "asylum agreement",
    "complementary protection",
    "credible fear",
    "encounter",
    "expedited removal",
    "expulsion",
    "humanitarian visitor card",
    "metering",
    "migrant protection protocols",
    "migration institute",
    "national guard",
    "poverty",
    "recognised refugee",
    "refugee commission",
    "regional visitor card",
    "return to wait",
    "safe third country",
    "section 208",
    "section 235",
    "southern border plan",
    "title 42",
    "usmca",
)
# A year that is an example of a figure, of a date or of a question; nothing that holds or ends.
YEAR_AS_EXAMPLE = ("as of", "calendar year", "fiscal year", "isthmus", "resolvable question")
UNTIL = (
    r"\bto (?:the last minute of )?(?:\d{1,2} )?(?:[A-Z][a-z]+ )?20\d\d\b"
    r"|\blast seen\b[^.;]*\b20\d\d\b"
    r"|\bno day of its end was found\b"
)


# Reading Markdown


def prose(path: Path) -> str:
    """Return the Markdown of a page, or of all text cells of a notebook, without code."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return without_code(text)


def without_code(markdown: str) -> str:
    """Return Markdown without fenced and inline code; the comments of generated regions stay."""
    return re.sub(r"^```.*?^```[^\n]*$|`[^`\n]*`", " ", markdown, flags=re.MULTILINE | re.DOTALL)


def links(markdown: str) -> list[str]:
    """Return the targets of all links and images that are no addresses of the web, in order."""
    targets = re.findall(r"\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)", markdown)
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def headings(markdown: str) -> list[str]:
    """Return the text of each heading, in order."""
    return re.findall(r"^#+ +(.+?)\s*$", markdown, re.MULTILINE)


def anchor(heading: str) -> str:
    """Return the fragment that reaches a heading in JupyterLab: its text with hyphens for spaces."""
    return heading.replace(" ", "-")


def works_everywhere(fragment: str) -> bool:
    """Tell whether JupyterLab and GitHub give a heading this same fragment; GitHub makes it small and plain."""
    return re.fullmatch(r"[\w-]+", fragment) is not None and fragment == fragment.lower()


# The form of the glossary


@dataclass(frozen=True)
class Entry:
    """One term: its heading, the Spanish, the definition, and, where it has them, how long it holds and the source."""

    term: str
    spanish: str
    definition: str
    holds: str = ""
    source: str = ""


def entries(glossary: str) -> list[Entry]:
    """Return the entries, in their order; a part that is missing is empty."""
    found = []
    for block in re.split(r"^## +", glossary, flags=re.MULTILINE)[1:]:
        term, _, body = block.partition("\n")
        spanish = re.match(r"\s*\*\*Spanish:\*\* +(\S.*)\n", body)
        definition, *notes = re.split(r"\n\n\*\*(Holds|Source):\*\*", body[spanish.end() if spanish else 0 :])
        parts = {name.lower(): note.strip() for name, note in zip(notes[::2], notes[1::2], strict=True)}
        found.append(Entry(term.strip(), spanish[1] if spanish else "", definition.strip(), **parts))
    return found


def heading_problems(glossary: str) -> list[str]:
    """The terms stand in alphabetical order, each once, and each makes the same fragment everywhere."""
    terms = [entry.term for entry in entries(glossary)]
    found = [] if terms else ["the glossary has no entry"]
    found += [
        f"{term!r} stands before {after!r}" for after, term in zip(terms[1:], terms, strict=False) if term > after
    ]
    found += [f"{term!r} is there twice" for term in sorted(set(terms)) if terms.count(term) > 1]
    return found + [f"{term!r} is not small letters and spaces" for term in terms if not works_everywhere(anchor(term))]


def entry_problems(glossary: str) -> list[str]:
    """Each entry has its Spanish and a definition of a few whole sentences."""
    found = []
    for entry in entries(glossary):
        if not entry.spanish:
            found.append(f"{entry.term!r} has no line **Spanish:** under its heading")
        sentences = len(re.findall(r"[.?](?=[\"*)]*(?:\s|$))", re.sub(r"\]\([^)]*\)", "]", entry.definition)))
        if not SENTENCES[0] <= sentences <= SENTENCES[1]:
            found.append(f"{entry.term!r} has {sentences} sentences; an entry has {SENTENCES[0]} to {SENTENCES[1]}")
        elif not re.search(r"[.?][\"*)]*$", entry.definition):
            found.append(f"{entry.term!r} ends without a full stop")
    return found


def date_problems(glossary: str, dated: tuple[str, ...], example: tuple[str, ...]) -> list[str]:
    """What begins and ends says until when it holds, or when it was last seen, and names a source."""
    found = []
    by_term = {entry.term: entry for entry in entries(glossary)}
    found += [f"{term!r} stands in the list of dated entries and is none" for term in dated if term not in by_term]
    for term, entry in by_term.items():
        if re.search(r"\b(?:19|20)\d\d\b", entry.definition) and term not in (*dated, *example) and not entry.source:
            found.append(f"{term!r} names a year: it holds for a time, rests on a source, or the year is an example")
        if term in dated and not entry.holds:
            found.append(f"{term!r} has no line **Holds:**")
        if entry.holds and not re.search(UNTIL, " ".join(entry.holds.split())):
            found.append(f"{term!r} does not say until when it holds, or when it was last seen")
        if entry.holds and not entry.source:
            found.append(f"{term!r} says how long it holds and has no line **Source:**")
        if entry.holds and term not in dated:
            found.append(f"{term!r} says how long it holds and is not in the list of dated entries")
    return found


def index_problems(glossary: str) -> list[str]:
    """The table at the head has each term once, under its name."""
    head = glossary.split("\n## ")[0]
    listed = re.findall(r"\[([^\]]+)\]\(#([^)]+)\)", head)
    terms = [entry.term for entry in entries(glossary)]
    found = [f"the head lists {name!r} as #{fragment}" for name, fragment in listed if anchor(name) != fragment]
    names = [name for name, _ in listed]
    found += [f"the head does not list {term!r}" for term in terms if term not in names]
    found += [f"the head lists {name!r}, which has no entry" for name in names if name not in terms]
    return found + [f"the head lists {name!r} twice" for name in sorted(set(names)) if names.count(name) > 1]


# Links


def term_links(markdown: str) -> list[str]:
    """Return the fragments of the links to the glossary, in order."""
    return [target.partition("#")[2] for target in links(markdown) if re.match(r"[./]*GLOSSARY\.md#", target)]


def term_problems(name: str, markdown: str, glossary: str) -> list[str]:
    """Each link to the glossary has its entry."""
    known = {anchor(entry.term) for entry in entries(glossary)}
    return [f"{name} links to #{term}, which has no entry" for term in term_links(markdown) if term not in known]


def lesson_problems(name: str, markdown: str) -> list[str]:
    """A lesson links at least three terms."""
    count = len(set(term_links(markdown)))
    return (
        [] if count >= TERMS_IN_A_LESSON else [f"{name} links {count} terms; a lesson has {TERMS_IN_A_LESSON} or more"]
    )


def file_problems(page: Path, root: Path) -> list[str]:
    """Each relative link of a page leads to a file or folder of the project, and to a heading that is there."""
    found = []
    for target in links(prose(page)):
        name, _, fragment = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if not path.is_relative_to(root):
            found.append(f"{page.name} links out of the project: {target}")
        elif not path.exists():
            found.append(f"{page.name} links to {target}, which does not exist")
        elif fragment and path.suffix == ".md":
            if fragment not in map(anchor, headings(path.read_text(encoding="utf-8"))):
                found.append(f"{page.name} links to {target}, and there is no such heading")
            elif not works_everywhere(fragment):
                found.append(f"{page.name} links to {target}, which works in JupyterLab or on GitHub, not in both")
    return found


# The project's pages


def test_the_terms_are_in_order_and_each_makes_one_fragment():
    assert heading_problems(GLOSSARY.read_text(encoding="utf-8")) == []


def test_every_entry_has_spanish_and_a_definition():
    assert entry_problems(GLOSSARY.read_text(encoding="utf-8")) == []


def test_what_begins_and_ends_says_until_when_it_holds():
    assert date_problems(GLOSSARY.read_text(encoding="utf-8"), DATED, YEAR_AS_EXAMPLE) == []


def test_the_head_of_the_glossary_lists_every_term():
    assert index_problems(GLOSSARY.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", LINKING, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_to_the_glossary_finds_its_entry(path):
    assert term_problems(path.name, prose(path), GLOSSARY.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_links_its_terms(path):
    assert lesson_problems(path.name, prose(path)) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_relative_link_leads_somewhere(page):
    assert links(prose(page)), f"{page.name} links nowhere: does the test still read it?"
    assert file_problems(page, ROOT) == []


# Each checker can fail

GOOD = """# Glossary

| Find it | |
|---|---|
| Counts | [apprehension](#apprehension), [port of entry](#port-of-entry) |

## apprehension

**Spanish:** aprehensión

An event, at two [ports of entry](#port-of-entry) or between them. It is not a person.

## port of entry

**Spanish:** punto de entrada; also *garita*

An official crossing with officers.
"""

FAULTS: list[tuple[Callable[[str], list[str]], str, str, str]] = [
    (heading_problems, "## apprehension", "## zone", "'zone' stands before 'port of entry'"),
    (heading_problems, "## port of entry", "## apprehension", "'apprehension' is there twice"),
    (heading_problems, "## port of entry", "## Port of entry", "'Port of entry' is not small letters"),
    (heading_problems, "## port of entry", "## port of entry (garita)", "is not small letters"),
    (heading_problems, "## ", "### ", "the glossary has no entry"),
    (entry_problems, "**Spanish:** aprehensión", "Spanish: aprehensión", "'apprehension' has no line **Spanish:**"),
    (entry_problems, "**Spanish:** aprehensión", "**Spanish:**", "'apprehension' has no line **Spanish:**"),
    (entry_problems, "An official crossing with officers.", "", "'port of entry' has 0 sentences"),
    (entry_problems, "An official crossing with officers.", "An official crossing", "'port of entry' has 0 sentences"),
    (entry_problems, "It is not a person.", "It is not a person", "'apprehension' ends without a full stop"),
    (entry_problems, "It is not a person.", "No. " * 6, "'apprehension' has 7 sentences"),
    (index_problems, "[apprehension](#apprehension), ", "", "the head does not list 'apprehension'"),
    (index_problems, "| Counts | ", "| Counts | [rate](#rate), ", "the head lists 'rate', which has no entry"),
    (index_problems, "| Counts | ", "| Counts | [apprehension](#apprehension), ", "lists 'apprehension' twice"),
    (
        index_problems,
        "[apprehension](#apprehension)",
        "[apprehension](#event)",
        "the head lists 'apprehension' as #event",
    ),
]


@pytest.mark.parametrize("checker", [heading_problems, entry_problems, index_problems])
def test_a_good_glossary_has_no_problem(checker):
    assert checker(GOOD) == []


@pytest.mark.parametrize(("checker", "old", "new", "said"), FAULTS, ids=range(len(FAULTS)))
def test_a_checker_names_the_fault(checker, old, new, said):
    assert old in GOOD
    problems = checker(GOOD.replace(old, new))
    assert any(said in problem for problem in problems), problems


RULE = """
## rule

**Spanish:** regla

A rule at the border, begun in March 2020.

**Holds:** 20 March 2020
to 11 May 2023.

**Source:** the law.
"""


def test_the_lines_below_a_definition_are_read():
    entry = entries(RULE)[0]
    assert (entry.definition, entry.source) == ("A rule at the border, begun in March 2020.", "the law.")
    assert entry.holds == "20 March 2020\nto 11 May 2023."
    assert entry_problems(RULE) == []


@pytest.mark.parametrize(
    "until",
    [
        "20 March 2020\nto 11 May 2023",
        "since 2019; last seen in January 2026",
        "from July 2014; no day of its end was found",
        "March 2020 to the last minute of 11 May 2023",
    ],
)
def test_an_entry_that_says_until_when_it_holds_passes(until):
    assert date_problems(RULE.replace("20 March 2020\nto 11 May 2023", until), ("rule",), ()) == []


@pytest.mark.parametrize(
    ("old", "new", "dated", "said"),
    [
        ("20 March 2020\nto 11 May 2023", "since March 2020", ("rule",), "'rule' does not say until when"),
        (
            "20 March 2020\nto 11 May 2023",
            "since 2019; last seen. In 2020",
            ("rule",),
            "'rule' does not say until when",
        ),
        ("**Holds:** 20 March 2020\nto 11 May 2023.\n\n", "", ("rule",), "'rule' has no line **Holds:**"),
        ("\n\n**Source:** the law.", "", ("rule",), "'rule' says how long it holds and has no line **Source:**"),
        ("\n\n**Source:** the law.", "", (), "'rule' names a year"),
        ("**Spanish:**", "**Spanish:**", (), "'rule' says how long it holds and is not in the list"),
        ("## rule", "## rules", ("rule",), "'rule' stands in the list of dated entries and is none"),
    ],
)
def test_an_entry_that_does_not_say_until_when_it_holds_is_found(old, new, dated, said):
    assert old in RULE
    problems = date_problems(RULE.replace(old, new), dated, ())
    assert any(said in problem for problem in problems), problems


def test_a_link_to_a_term_that_is_not_there_is_found():
    text = "An [apprehension](../GLOSSARY.md#apprehension) is no [removal](../../GLOSSARY.md#removal)."
    assert term_problems("01", text, GOOD) == ["01 links to #removal, which has no entry"]
    assert term_problems("01", without_code("`[x](../GLOSSARY.md#x)`"), GOOD) == []


def test_a_lesson_with_two_terms_is_found():
    two = "[a](../GLOSSARY.md#a) [b](../GLOSSARY.md#b) [again](../GLOSSARY.md#b) [no term](../data/README.md#c)"
    assert lesson_problems("01", two) == ["01 links 2 terms; a lesson has 3 or more"]
    assert lesson_problems("01", two + " [c](../GLOSSARY.md#c)") == []


def test_the_text_cells_of_a_notebook_are_read_and_its_code_is_not(tmp_path):
    cells = [
        {"cell_type": "markdown", "source": ["See [a](../GLOSSARY.md#a)\n", "and [b](../GLOSSARY.md#b)."]},
        {"cell_type": "code", "source": "'[c](../GLOSSARY.md#c)'"},
    ]
    path = tmp_path / "01_x.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert term_links(prose(path)) == ["a", "b"]


@pytest.fixture
def kit(tmp_path):
    """Return the root of a small project with a glossary, a lesson, and a folder for the instructor's page."""
    (tmp_path / "notebooks/instructor").mkdir(parents=True)
    (tmp_path / "notebooks/00_start_here.ipynb").write_text("{}", encoding="utf-8")
    (tmp_path / "GLOSSARY.md").write_text(GOOD, encoding="utf-8")
    return tmp_path


def problems_of(kit: Path, text: str) -> list[str]:
    page = kit / "notebooks/instructor/guide.md"
    page.write_text(f"# Guide\n\n{text}\n\n## project\n\n## Other Thing\n", encoding="utf-8")
    return file_problems(page, kit)


@pytest.mark.parametrize(
    "text",
    [
        "[lesson](../00_start_here.ipynb), [all of them](../), [glossary](../../GLOSSARY.md#port-of-entry)",
        "[own heading](#project)",
        '[the web](https://example.org/x), `[code](nowhere.md)`, [title](../../GLOSSARY.md "Terms")',
        "```\n[code](nowhere.md)\n```",
    ],
)
def test_links_that_lead_somewhere_pass(kit, text):
    assert problems_of(kit, text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[x](../GLOSSARY.md)", "links to ../GLOSSARY.md, which does not exist"),
        ("[x](../04_us_effort.ipynb)", "04_us_effort.ipynb, which does not exist"),
        ("[x](04_us_efforts.ipynb)", "04_us_efforts.ipynb, which does not exist"),
        ("[its page, though the lesson is there](00_start_here.md)", "00_start_here.md, which does not exist"),
        ("[x](../../../../etc/passwd)", "links out of the project"),
        ("[x](../../GLOSSARY.md#removal)", "there is no such heading"),
        ("[x](#projects)", "there is no such heading"),
        ("[x](#Other-Thing)", "not in both"),
        ("![x](map.png)", "map.png, which does not exist"),
    ],
)
def test_links_that_lead_nowhere_are_found(kit, text, said):
    problems = problems_of(kit, text)
    assert len(problems) == 1, problems
    assert said in problems[0]
