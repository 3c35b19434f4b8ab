"""Each voice says all that a class must know of it, and the table at the head and the prompts of the lessons agree.

Each checker is a pure function from texts to a list of problems; below them stands, for each, a text that fails it.
"""

import re
from collections import Counter
from collections.abc import Mapping

import pytest

from twoborders.tables import ROOT, load

pytestmark = pytest.mark.quick

FOLDER = ROOT / "notebooks/instructor"
VOICES = (FOLDER / "voices.md").read_text(encoding="utf-8")
PAGES = {path.name[:2]: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("[0-9][0-9]_*.md"))}

FIELDS = (
    "Speaker",
    "Date",
    "Place",
    "Published by",
    "Terms",
    "Language",
    "Address",
    "Counts as",
    "Side",
    "Seen",
    "Hand out",
    "Claims",
    "Take care",
    "It cannot show",
)
ROWS = {
    "From Guatemala": "Guatemala",
    "From Honduras": "Honduras",
    "From El Salvador": "El Salvador",
    "From Mexico": "Mexico",
    "From the United States": "United States",
    "A government": "government",
    "Law, for return to wait": "law for",
    "Law, against return to wait": "law against",
    "At the northern border, US side": "northern border, US side",
    "At the northern border, Mexican side": "northern border, Mexican side",
    "A migrant": "migrant",
    "An agent": "agent",
    "For stricter control": "stricter control",
    "For wider protection": "wider protection",
}
"""What a row of the table at the head counts, and the word for it in *Counts as*."""
LEAST = {"Law, for return to wait": 1, "Law, against return to wait": 1, "An agent": 1}
"""So many voices has a row at least; every other has two."""
COUNTRIES = {word for row, word in ROWS.items() if row.startswith("From ")}
HOW_MANY = {"Twelve": 12, "Thirteen": 13, "Fourteen": 14, "Fifteen": 15, "Sixteen": 16}
"""How many voices there are, by the word with which the page begins."""
SUMMARY = range(70, 101)
QUOTED = 10

Voice = Mapping[str, str]


def voices(page: str) -> dict[str, Voice]:
    """Return the fields of each voice by its id; ``summary`` is the text below them."""
    found = {}
    for block in re.split(r"^### ", page, flags=re.MULTILINE)[1:]:
        fields = dict(re.findall(r"^- \*\*([^*]+):\*\* +(\S.*)$", block, re.MULTILINE))
        found[block.partition(".")[0]] = fields | {"summary": block.strip().rpartition("\n\n")[2]}
    return found


def listed(voice: Voice) -> list[str]:
    """Return the words of a voice's *Counts as*."""
    return voice.get("Counts as", "").split("; ")


def prompts(voice: Voice) -> set[tuple[str, str]]:
    """Return lesson and number of each prompt to which a voice says that it is handed out."""
    return set(re.findall(r"lesson (\d\d) prompt (\d)", voice.get("Hand out", "")))


def handed_out(page: str) -> dict[str, list[str]]:
    """Return the ids that each prompt of a lesson's page names, by the prompt's number."""
    discuss = page.partition("\n## Discuss\n")[2].partition("\n## ")[0]
    blocks = re.split(r"^### (\d)\. ", discuss, flags=re.MULTILINE)
    lots = {number: re.search(r"\*\*Hand out by lot\.\*\* (.*?):", text) for number, text in pairs(blocks)}
    return {number: re.findall(r"\bV\d\d\b", lot[1]) if lot else [] for number, lot in lots.items()}


def pairs(blocks: list[str]) -> list[tuple[str, str]]:
    """Return number and text of what a split at numbered headings gives."""
    return list(zip(blocks[1::2], blocks[2::2], strict=True))


# The checkers


def entry_problems(page: str) -> list[str]:
    """Every voice has all fields, one address of the web of its own, and a summary in our words."""
    found = voices(page)
    said = page.partition("\n\n")[2].partition(" ")[0]
    problems = [] if HOW_MANY.get(said) == len(found) else [f"{said} voices are {len(found)}"]
    problems += [f"{name}: no {field}" for name, voice in found.items() for field in FIELDS if field not in voice]
    for name, voice in found.items():
        if not re.fullmatch(r"<https?://[^\s>]+>", voice.get("Address", "")):
            problems.append(f"{name}: no address")
        if (words := len(voice["summary"].split())) not in SUMMARY:
            problems.append(f"{name}: a summary of {words} words")
        long = [each for each in re.findall(r'["“]([^"”]*)["”]', voice["summary"]) if len(each.split()) > QUOTED]
        problems += [f"{name}: quotes more than {QUOTED} words"] if long else []
        if len(COUNTRIES & set(listed(voice))) != 1:
            problems.append(f"{name}: not of one country")
        problems += [f"{name}: counts as {each}" for each in listed(voice) if each not in ROWS.values()]
    twice = Counter(voice.get("Address") for voice in found.values())
    return problems + [f"{address} stands twice" for address, count in twice.items() if count > 1]


def head_problems(page: str) -> list[str]:
    """Each row of the table at the head names the voices that count as it, and enough of them."""
    rows = dict(re.findall(r"^\| (.+?) \| (V.+?) \|$", page, re.MULTILINE))
    problems = [f"no row {row}" for row in ROWS if row not in rows]
    for row, word in ROWS.items():
        named = rows.get(row, "").split(", ")
        there = [name for name, voice in voices(page).items() if word in listed(voice)]
        if row in rows and named != there:
            problems.append(f"{row}: {named}, and {there} count as {word}")
        if len(there) < LEAST.get(row, 2):
            problems.append(f"{row}: {len(there)} voices")
    return problems


def prompt_problems(page: str, pages: Mapping[str, str]) -> list[str]:
    """Each prompt of each lesson names two voices, and both sides of every naming agree."""
    by_page = {(lesson, number): ids for lesson, text in pages.items() for number, ids in handed_out(text).items()}
    problems = [f"lesson {lesson} has no prompts" for lesson in pages if not any(lesson == each for each, _ in by_page)]
    problems += [f"prompt {where} names {ids}" for where, ids in by_page.items() if len(set(ids)) != 2]
    found = voices(page)
    problems += [f"prompt {where} names {each}" for where, ids in by_page.items() for each in ids if each not in found]
    for name, voice in found.items():
        there = {where for where, ids in by_page.items() if name in ids}
        if not there or prompts(voice) != there:
            problems.append(f"{name} is for {sorted(prompts(voice))}, and the pages have it for {sorted(there)}")
    return problems


# The page


def test_every_voice_has_all_its_fields():
    assert entry_problems(VOICES) == []


def test_the_head_names_the_voices_of_each_side():
    assert head_problems(VOICES) == []


def test_each_prompt_hands_out_two_voices_that_are_there():
    assert len(PAGES) == 8
    assert prompt_problems(VOICES, PAGES) == []


def test_the_claims_that_a_voice_names_are_in_the_ledger():
    named = {claim for voice in voices(VOICES).values() for claim in voice["Claims"].split(", ")}
    assert sorted(named - set(load("claims")["claim_id"])) == []


def test_the_page_counts_its_texts_by_language():
    spelled = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    spanish, english = re.search(r"(\w+)\s+texts\s+are\s+in\s+Spanish,\s+(\w+)\s+in\s+English", VOICES).groups()
    count = Counter(voice["Language"] for voice in voices(VOICES).values())
    assert count == {"Spanish": spelled.index(spanish.lower()), "English": spelled.index(english)}


def test_no_page_for_the_instructor_puts_words_into_the_mouth_of_a_place():
    texts = {path.name: path.read_text(encoding="utf-8").lower() for path in FOLDER.glob("*.md")}
    assert [name for name, text in texts.items() if re.search(r"heard (?:in|at|among|there)\b", text)] == []


def test_one_page_has_one_name():
    for path in (*FOLDER.glob("*.md"), ROOT / "README.md", ROOT / "GLOSSARY.md"):
        named = re.findall(r"\[([^\]]*)\]\([\w/]*contested-topics\.md\)", path.read_text(encoding="utf-8"))
        assert set(named) <= {"Contested topics"}, path.name


# Each checker can fail


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("- **Terms:** a work", "- a work", "V01: no Terms"),
        ("- **Take care:** legal", "- **Take care:**\n- legal", "V01: no Take care"),
        ("### V16. ", "#### ", "Sixteen voices are 15"),
        ("<https://toddbensman.com/?p=1195>", "his own page", "V08: no address"),
        ("A tariff, the minister says, ", "A tariff, he says, " + "more words " * 10, "V03: a summary of"),
        ("A tariff, ", '"One two three four five six seven eight nine ten eleven" ', "V03: quotes more than 10 words"),
        ("- **Counts as:** El Salvador; migrant", "- **Counts as:** Northern Triangle; migrant", "V16: not of one"),
        ("- **Counts as:** Honduras; government", "- **Counts as:** Honduras; Mexico", "V12: not of one"),
        ("Mexico; government", "Mexico; friend", "V03: counts as friend"),
        (
            "https://toddbensman.com/?p=1195",
            "https://www.thewayofasylum.com/he-signed-my-name-for-me?lang=es",
            "stands",
        ),
    ],
)
def test_a_fault_in_an_entry_is_named(old, new, said):
    assert VOICES.count(old) == 1
    found = entry_problems(VOICES.replace(old, new))
    assert any(said in problem for problem in found), found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("| An agent | V04 |\n", "", "no row An agent"),
        ("| From Honduras | V12, V13 |", "| From Honduras | V12, V14 |", "From Honduras: ['V12', 'V14']"),
        ("agent; stricter control", "stricter control", "An agent: 0 voices"),
        ("Honduras; government", "Guatemala; government", "From Honduras: 1 voices"),
    ],
)
def test_a_fault_at_the_head_is_named(old, new, said):
    assert VOICES.count(old) == 1
    found = head_problems(VOICES.replace(old, new))
    assert any(said in problem for problem in found), found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("V04 and V15 of", "V04 and V04 of", "names ['V04', 'V04']"),
        ("V04 and V15 of", "V04 and V99 of", "names V99"),
        ("**Hand out by lot.** V04 and V15", "**Read.** V04 and V15", "names []"),
        ("## Discuss", "## Talk", "lesson 02 has no prompts"),
        ("V04 and V15 of", "V04 and V14 of", "V15 is for"),
    ],
)
def test_a_fault_in_a_prompt_is_named(old, new, said):
    assert PAGES["02"].count(old) == 1
    found = prompt_problems(VOICES, PAGES | {"02": PAGES["02"].replace(old, new)})
    assert any(said in problem for problem in found), found
