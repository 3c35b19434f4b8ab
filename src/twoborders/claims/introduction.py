"""What the tables say of the claims of the introduction: I1 to I4."""

import pandas as pd

from twoborders.claims.core import Computed, Load, computation, documented, documents, events, known, pick, when

PRESIDENT_OF_MEXICO = "president of Mexico"
"""As the table of statements names him."""


@computation
def tariff_announced(load: Load, claim: pd.Series) -> Computed:
    """I1: the tariff on all imports, and its first step in per cent."""
    rows = events(load, "2019-05-30-1")
    first_step = rows["value"].max()
    return Computed(
        parts={
            "a tariff on all imports from Mexico was announced": known(rows, "2019-05-30-1"),
            "its first step is the stated one": bool(first_step == claim["value"]) if len(rows) else None,
        },
        value=first_step,
        numbers={"announced": when(rows, "2019-05-30-1"), "first step": first_step, "in force": claim["period_start"]},
        rows={"timeline": rows},
    )


@computation
def answered_in_kind(load: Load, claim: pd.Series) -> Computed:
    """I2: what Mexico's officials and its president said of an answer to the tariff, and of development instead."""
    answer, causes = documents(load, "answer to the tariff"), documents(load, "causes of migration")
    president = pick(answer, who=PRESIDENT_OF_MEXICO)
    officials = answer.drop(president.index)
    in_kind = [rows[rows["statement"].str.contains("measures? in return")] for rows in (officials, president)]
    return Computed(
        parts={
            "officials spoke of an answer in kind": documented(in_kind[0]),
            # What he said of it is in the table, so that he can be read to have said something else.
            "the president did too": bool(len(in_kind[1])) if len(president) else None,
            "it put development in Central America first": documented(causes),
        },
        numbers={
            "first said": answer["said_on"].min() if len(answer) else None,
            "paper of the ministry": causes["said_on"].max() if len(causes) else None,
        },
        rows={"statements": pd.concat([answer, causes])},
    )


@computation
def agreed_before(load: Load, claim: pd.Series) -> Computed:
    """I3: one aim, and a public quarrel above an agreement. The gain of each side is in no table of the kit."""
    threat = "2019-05-30-1"
    rows = events(load, threat, "2019-06-08-1")
    report = pick(rows, event_id="2019-06-08-1", confidence=["high", "medium"])
    mexico = documents(load, "less migration")
    return Computed(
        parts={
            "both said that they want fewer people to come": documented(mexico) if known(rows, threat) else None,
            "both had agreed on more than they said": known(report, "2019-06-08-1"),
            "each gains from a public quarrel": None,
        },
        numbers={"report": when(rows, "2019-06-08-1"), "threat": when(rows, threat)},
        rows={"timeline": pd.concat([pick(rows, event_id=threat), report]), "statements": mexico},
    )
