"""No statement of the article is lost: each is a claim of the ledger, or is left out with its reason.

``article_sentences.csv`` numbers the sentences of the article, in our own words, as paragraph and place in it
(parentheses count as a sentence of their own, headings as a paragraph). ``met_by`` names the claims and the rows of
claims_left_out that meet what a sentence states; "-" stands where it states nothing, as a heading or a question.
"""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from twoborders.build.ledger import page
from twoborders.claims import audit
from twoborders.claims.core import FIGURE, FOLLOWS, PUBLISHED
from twoborders.tables import DATA, load

pytestmark = pytest.mark.quick

with (Path(__file__).parent / "article_sentences.csv").open(encoding="utf-8", newline="") as file:
    SENTENCES = list(csv.DictReader(file))
MET = {sentence["place"]: sentence["met_by"].split() for sentence in SENTENCES}
CLAIMS = set(load("claims")["claim_id"])
LEFT_OUT = load("claims_left_out").set_index("left_out_id")

# Counted in the article: the title, the line below it, and then paragraph after paragraph with the headings.
LENGTHS = [1, 1, 6, 6, 1, 1, 7, 4, 4, 4, 4, 8, 7, 1, 4, 4, 2, 1, 2, 4, 6, 5, 7, 3, 4]
WITHOUT_A_FACT = {"0.1", "4.1", "6.1", "13.1", "17.1", "18.1", "18.2"}


def test_every_sentence_of_the_article_is_there_once():
    expected = [f"{paragraph}.{n + 1}" for paragraph, length in enumerate(LENGTHS) for n in range(length)]
    assert [sentence["place"] for sentence in SENTENCES] == expected


def test_every_statement_is_a_claim_or_is_left_out():
    assert {place for place, met in MET.items() if met == ["-"]} == WITHOUT_A_FACT
    for place, met in MET.items():
        assert met, place
        assert place in WITHOUT_A_FACT or set(met) <= CLAIMS | set(LEFT_OUT.index), place


def test_every_claim_and_every_row_that_is_left_out_stands_in_the_article():
    named = {name for met in MET.values() for name in met}
    assert CLAIMS - named == set()
    assert set(LEFT_OUT.index) - named == set()


def test_the_rows_that_are_left_out_stand_in_the_order_of_the_article():
    first = list(dict.fromkeys(name for met in MET.values() for name in met if name in LEFT_OUT.index))
    assert first == sorted(first) == list(LEFT_OUT.index)


def test_the_sections_are_those_of_the_article():
    starts = {"Introduction": 0, "Mexico's constraints": 4, "Washington's efforts": 13, "The real issue": 17}
    section_of = {**load("claims").set_index("claim_id")["section"], **LEFT_OUT["section"]}
    forecasts = {"F1", "F2", "F3", "F4"}  # the article ends with them, and has no heading for them
    for place, met in MET.items():
        paragraph = int(place.partition(".")[0])
        here = [section for section, start in starts.items() if start <= paragraph][-1]
        wrong = {name for name in met if name != "-" and section_of[name] != here and name not in forecasts}
        assert not wrong or place in {"24.2", "12.7", "21.1"}, (place, wrong)


@pytest.mark.parametrize("left_out_id", LEFT_OUT.index)
def test_a_row_that_is_left_out_teaches_something(left_out_id):
    row = LEFT_OUT.loc[left_out_id]
    assert row["what_sources_say"].endswith(".") and len(row["what_sources_say"].split()) >= 12
    # What documents say needs an address; what nobody was found to say has none.
    assert isinstance(row["source"], str) == (row["reason"] == "documents alone")
    assert row["confidence"] == "low" or row["reason"] != "nothing found"


def test_claims_md_lists_what_is_left_out():
    text = page((DATA / "datapackage.json").read_text(encoding="utf-8"), DATA).split("\n## What is left out\n")[1]
    for left_out_id, row in LEFT_OUT.iterrows():
        assert text.count(f"**{left_out_id}** {row['statement']}.") == 1
        assert row["what_sources_say"] in text
    for reason, number in Counter(LEFT_OUT["reason"]).items():
        assert f"*{reason}* ({number})" in text
        assert f"*{reason.capitalize()}*: " in text


@pytest.mark.parametrize(("start", "end"), [("P1a", "P1b"), ("P1c", "P1d"), ("R4e", "R4f")])
def test_a_number_that_ends_a_rise_has_a_part_on_the_rise_and_its_start_has_none(start, end):
    """What one pair of numbers is asked, the other is asked too."""
    at_the_start, at_the_end = audit(start), audit(end)
    assert at_the_start.claim_type == at_the_end.claim_type == FIGURE
    assert set(at_the_start.parts) in ({PUBLISHED}, {FOLLOWS})
    assert [bool(re.search(r"\brose\b", part)) for part in at_the_end.parts][:2] == [False, True]
