"""CLAIMS.md: every claim of the ledger beside the figures, and what is left out, as a page to read and to quote."""

import json
import re
from collections import Counter
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

import pandas as pd

from twoborders import tables
from twoborders.build.notebooks import BuildError
from twoborders.claims import VERDICTS, Audit, Audits, audit
from twoborders.claims.audits import number
from twoborders.claims.core import AGREES

NOTE = (
    "<!-- Generated from data/claims.csv and the tables by: twoborders build. Edit data/claims.csv, not this page. -->"
)
_LEFT_OUT = """\
Each sentence of the article that states a fact is a claim above or is listed here, or both. What sources say is what we
read; it is no verdict. The table is [claims_left_out](data/claims_left_out.csv). The reasons are {reasons}.

*Documents alone*: texts speak of it, and no figure of this kit. *Nothing found*: we looked, and found nothing that
tests it. *An argument*: it is about aims, causes or what would follow. *Not in dispute*: nobody doubts it."""

_INTRODUCTION = """\
The claims that we chose from the article of June 2019 (A. Fedirka, Geopolitical Futures; see [README.md](README.md)),
in this kit's own words, beside the figures. What else the article states is [at the end](#what-is-left-out). It was
written before most of these figures were out; the lessons say what could be known then. This page is generated from
[the ledger](data/claims.csv) and [the tables](data/README.md). In a notebook, `audit("C2a")` computes a claim anew.

A claim has parts. Each agrees with the figures, does not, or is not tested here. A number agrees to within 5 per cent;
a share of a poll agrees to within one percentage point, and only on the same question: where the one that was asked
names another thing than the claim, or joins two, that is a part of its own. **Supported**: all parts agree. **Partly
supported**: some do, and others do not or are not tested here. **Not supported**: none that is tested agrees. **Not
tested here**: no part is tested, which says nothing against the claim.

Which parts a claim has follows from its type, so that like claims are judged alike:

- A **report** passes on what a named party said. It has two parts: *that party said it*, and *the figures
  of others agree*. Whoever passes on a wrong number may report rightly, and a number is not right because somebody said
  it. An office that counts, such as the migration institute, is another than the ministry that speaks, though both are
  of one government; a second sentence of ministries is not.
- A **figure** is a number that the article states itself. It has the part *a published figure agrees*, or, where it is
  computed, *a figure that follows from published ones agrees*: one source beside the article is enough. More sources
  never lower the verdict; the finding tells how far apart they lie. Where the number ends a rise, that it rose is a
  part of its own.
- A **description** says what happened or how things were, and a **forecast** what the article expects: each has the
  parts that its words have. What a party said that it would do in a case that never came is a description too (I1,
  I2): that it said so is all that can be asked. Where an act could follow, and did or did not (F2), it is a report.
- An **argument** is about aims, motives or reactions. A figure does not show them.

Some parts rest on documents and not on counts: the table [statements](data/README.md#statements) has who said what, and
when. Such a part agrees where a dated document says so. Where the kit has none, the part is not tested here; a
document that was read only in part confirms nothing. What was announced need not have been done, and what was found in
one month may have been said in another too.

Where we know of a study that bears on a claim, *Studies say* has a sentence of it, by its name in
[Readings](notebooks/instructor/readings.md). It changes no verdict; where there is none, we read none.

A claim that is not tested here has a reason of one of three kinds. *No public figure was found*: we looked in the
places named, and others may have it. *An argument about aims*: a figure does not show an aim. *Outside this kit*: no
table of this kit bears on it, and other sources may."""


def page(text: str, folder: Path) -> str:
    """Return CLAIMS.md for the text of data/datapackage.json and the tables in the data folder.

    Raises BuildError if a computed verdict is not the stored one, or a table that a claim needs is missing.
    """
    try:
        entries = {resource["name"]: resource for resource in json.loads(text)["resources"]}
        audits = audit(load=lambda name: tables.read(folder, entries[name]), dictionary=entries.__getitem__)
        left_out = tables.read(folder, entries["claims_left_out"])
        lessons = tables.read(folder, entries["claims"]).set_index("claim_id")["lesson"].map(_lessons(folder))
    except (json.JSONDecodeError, LookupError, OSError) as error:
        raise BuildError([f"CLAIMS.md: the claims cannot be computed ({type(error).__name__}: {error})"]) from None
    wrong = [
        f"data/claims.csv: {each.claim_id} is {_stored(each)}, but the tables give {each.verdict}"
        for each in audits
        if not each.holds
    ]
    if wrong:
        raise BuildError(wrong)
    sections = dict.fromkeys(each.section for each in audits)
    parts = [NOTE, "# The claims and the figures", _INTRODUCTION, _counts(audits)]
    for section in sections:
        parts.append(f"## {section}")
        parts += [_claim(each, lessons[each.claim_id]) for each in audits if each.section == section]
    parts += ["## What is left out", _LEFT_OUT.format(reasons=_reasons(left_out))]
    parts += [_left_out(row) for row in left_out.to_dict("records")]
    return "\n\n".join(parts) + "\n"


def _stored(each: Audit) -> str:
    return each.stored_verdict if isinstance(each.stored_verdict, str) else "without a verdict"


def _counts(audits: Audits) -> str:
    count = Counter(each.verdict for each in audits)
    rows = ["| Verdict | Claims | Which |", "|---|---|---|"]
    for verdict in VERDICTS:
        links = ", ".join(f"[{a.claim_id}](#{a.claim_id.lower()})" for a in audits if a.verdict == verdict)
        rows.append(f"| {verdict} | {count[verdict]} | {links} |")
    return "\n".join([*rows, f"| all | {len(audits)} | |"])


def _lessons(folder: Path) -> Callable[[str], str]:
    """Return what names a lesson by its number, with a link where it is there."""
    stems = {path.name[:2]: path.name for path in (folder.parent / "notebooks").glob("*.ipynb")}
    return lambda number: f"[lesson {number}](notebooks/{stems[number]})" if number in stems else f"lesson {number}"


def _claim(each: Audit, lesson: str) -> str:
    facts = [
        (
            "Said by",
            "the article" if each.attributed_to == "article" else f"{each.attributed_to}, as the article reports",
        ),
        ("Stated", _value(each.stated, each.unit)),
        ("Recomputed", _value(each.recomputed, each.unit)),
        ("Type", each.claim_type),
        ("Examined in", lesson),
        ("Verdict", f"**{each.verdict}**"),
        ("Why not", f"{each.reason[:1].upper()}{each.reason[1:]}." if each.reason else ""),
        ("Finding", each.finding),
        ("Parts", "; ".join(f"{part}: {AGREES[agrees]}" for part, agrees in each.parts.items())),
        ("The figures cannot say", each.limits),
        ("Studies say", each.studies.replace(" ; ", " ")),
        ("Computed by", f"`{each.computation}` from {', '.join(each.tables)}" if each.computation else ""),
    ]
    lines = [f"- {label}: {said}" for label, said in facts if said]
    if each.sources:
        lines += ["- Sources:", *(f"  - {linked(source)}" for source in each.sources)]
    return "\n".join([f"### {each.claim_id}", "", f"{each.statement}.", "", *lines])


def _reasons(left_out: pd.DataFrame) -> str:
    """Return how many statements each reason has: "*nothing found* (4), *an argument* (6)"."""
    counts = left_out["reason"].value_counts()
    return ", ".join(f"*{reason}* ({number})" for reason, number in counts.items())


def _left_out(row: dict[Hashable, Any]) -> str:
    statement = f"**{row['left_out_id']}** {row['statement']}."
    lines = [f"- {statement} *{row['reason'].capitalize()}.* {row['what_sources_say']}"]
    if isinstance(row["source"], str):
        lines += [f"  - {linked(source)}" for source in row["source"].split(" ; ")]
    return "\n".join(lines)


def _value(value: float | None, unit: str) -> str:
    return "" if value is None else f"{number(value)} {unit}".strip()


def linked(source: str) -> str:
    """Return a source with its address as a Markdown link: "La Jornada https://a.mx" is [La Jornada](<https://a.mx>)."""
    match = re.fullmatch(r"(?P<title>.*?)[\s:(]*(?P<address>https?://[^\s)]+)\)?(?P<rest>.*)", source)
    if match is None:
        return source
    title = match["title"].strip() or re.sub(r"^https?://(www\.)?([^/]+).*$", r"\2", match["address"])
    return f"[{title.replace('[', '(').replace(']', ')')}](<{match['address']}>){match['rest']}"
