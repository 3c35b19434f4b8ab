"""What ``audit`` returns: a claim, what was computed of it, and the verdict, as text and as HTML."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from twoborders.claims.core import AGREES, ASKED, Computed, all_parts, verdict


@dataclass(frozen=True, repr=False)
class Audit:
    """One claim beside the figures.

    ``verdict`` follows from ``parts`` by the rule in ``core``; ``said`` names those of them that are on what a party
    said. ``stored_verdict`` is the ledger's, and ``reason`` says why the claim is not tested here. ``studies`` is what
    works of others say, parted by " ; ". ``stated`` and ``recomputed`` are in ``unit``; each is None where there is no
    number. ``numbers`` holds what the finding names. ``sources`` are in full, with their addresses; ``print`` and
    notebooks name them without.
    """

    claim_id: str
    claim_type: str
    section: str
    statement: str
    attributed_to: str
    stated: float | None
    unit: str
    recomputed: float | None
    verdict: str
    stored_verdict: str
    reason: str
    finding: str
    limits: str
    studies: str
    computation: str
    tables: tuple[str, ...]
    parts: Mapping[str, bool | None]
    said: frozenset[str]
    numbers: Mapping[str, float | pd.Timestamp | None]
    sources: tuple[str, ...]

    @property
    def difference(self) -> float | None:
        """The recomputed value minus the stated one, in the claim's unit; None if either is missing."""
        if self.stated is None or self.recomputed is None:
            return None
        return self.recomputed - self.stated

    @property
    def holds(self) -> bool:
        """Tell whether the verdict that was computed is the one in the ledger."""
        return self.verdict == self.stored_verdict

    def values(self) -> str:
        """Return the stated and the recomputed number in words, "" if the claim has neither."""
        said = [] if self.stated is None else [f"stated {number(self.stated)}"]
        if self.recomputed is not None:
            said.append(f"recomputed {number(self.recomputed)}")
        if self.difference is None:
            return f"{', '.join(said)} {self.unit}".strip() if said else ""
        difference = f"difference {number(self.difference, sign=True)}"
        if self.unit == ASKED:
            # Two shares of a poll are so many points apart, and not so many per cent.
            return f"{', '.join(said)} {self.unit}, {difference} points"
        return f"{', '.join([*said, difference])} {self.unit}".strip()

    def line(self) -> str:
        """Return the audit in one line: id, verdict, numbers, finding."""
        values = f"[{self.values()}] " if self.values() else ""
        return f"{self.claim_id:<4} {self.judged()}: {values}{self._finding()}"

    def judged(self) -> str:
        """Return the verdict, and where the claim is not tested here, why not."""
        return f"{self.verdict}, {self.reason}" if self.reason and self.holds else self.verdict

    def _finding(self) -> str:
        if self.holds:
            return self.finding
        return f"These figures differ from the ledger's, which says {self.stored_verdict}: {self.finding}"

    def _rows(self) -> list[tuple[str, str]]:
        parts = [f"{part}: {AGREES[agrees]}" for part, agrees in self.parts.items()]
        rows = [
            ("Claim", f"{self.statement} ({self.attributed_to})"),
            ("Numbers", self.values()),
            ("Verdict", self.judged()),
            ("Finding", self._finding()),
            ("Parts", "; ".join(parts)),
            ("Cannot say", self.limits),
            ("Studies say", self.studies.replace(" ; ", " ")),
            ("Sources", "; ".join(dict.fromkeys(map(name_of, self.sources)))),
        ]
        return [(label, text) for label, text in rows if text]

    def __repr__(self) -> str:
        width = max(len(label) for label, _ in self._rows()) + 2
        return "\n".join([self.claim_id, *(f"  {label:<{width}}{text}" for label, text in self._rows())])

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left;vertical-align:top">{html.escape(label)}</th>'
            f'<td style="text-align:left">{html.escape(text)}</td></tr>'
            for label, text in self._rows()
        )
        return f'<table><caption style="text-align:left"><b>{html.escape(self.claim_id)}</b></caption>{rows}</table>'


class Audits(tuple[Audit, ...]):
    """The audits of several claims; printed, one line each."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "\n".join(audit.line() for audit in self)

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th scope="row">{html.escape(audit.claim_id)}</th>'
            + "".join(
                f'<td style="text-align:left">{html.escape(text)}</td>'
                for text in (audit.statement, audit.values(), audit.judged(), audit._finding())
            )
            + "</tr>"
            for audit in self
        )
        heads = "".join(f'<th scope="col">{head}</th>' for head in ("", "Claim", "Numbers", "Verdict", "Finding"))
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def compare(claim: pd.Series, computed: Computed, dictionary: Callable[[str], dict]) -> Audit:
    """Return the audit of a claim, a row of the ledger, from what was computed of it."""
    parts = all_parts(claim["type"], computed)
    return Audit(
        claim_id=claim["claim_id"],
        claim_type=claim["type"],
        section=claim["section"],
        statement=claim["statement"],
        attributed_to=claim["attributed_to"],
        stated=_number(claim["value"]),
        unit="" if pd.isna(claim["unit"]) else claim["unit"],
        recomputed=_number(computed.value),
        verdict=verdict(parts),
        stored_verdict=claim["verdict"],
        reason="" if pd.isna(claim["reason"]) else claim["reason"],
        finding=claim["finding"],
        limits=claim["limits"],
        studies="" if pd.isna(claim["studies"]) else claim["studies"],
        computation="" if pd.isna(claim["computation"]) else claim["computation"],
        tables=tuple(computed.rows),
        parts=parts,
        said=frozenset(computed.said),
        numbers=dict(computed.numbers),
        sources=tuple(_sources(computed.rows, dictionary)),
    )


def _number(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _sources(rows: Mapping[str, pd.DataFrame], dictionary: Callable[[str], dict]) -> list[str]:
    """Return the sources of the rows, each once; those of the table where its rows do not name theirs."""
    found: dict[str, None] = {}
    for name, frame in rows.items():
        if "source" in frame:
            found |= dict.fromkeys(one for text in frame["source"] for one in text.split(" ; "))
        elif len(frame):
            found |= dict.fromkeys(f"{one['title']} {one['path']}" for one in dictionary(name)["sources"])
    return list(found)


def number(value: float, sign: bool = False) -> str:
    """Return a number for reading: 24,541 or 19.1; with ``sign``, +3 or -0.9."""
    rounded = round(value, 1)
    plus = "+" if sign else ""
    return f"{int(rounded):{plus},}" if rounded == int(rounded) else f"{rounded:{plus},.1f}"


def name_of(source: str) -> str:
    """Return a source without its address; of an address alone, the name of the site."""
    title = re.sub(r"\s*https?:\S+", "", source).strip()
    return title or re.sub(r"^https?:\W+(www\.)?([^/]+).*$", r"\2", source)
