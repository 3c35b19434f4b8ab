"""What the tables say of the claims of the introduction: I1 to I4."""

import pandas as pd

from twoborders.claims.core import Computed, Load, computation, events, known, pick, when


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
    """I2: what Mexico's government said of an answer to the tariff, and of development as the better way."""
    said = pick(load("statements"), topic=["answer to the tariff", "causes of migration"])
    answer, causes = (pick(said, topic=topic) for topic in ("answer to the tariff", "causes of migration"))
    return Computed(
        parts={
            "it said that it could answer a tariff": True if len(answer) else None,
            "it put development in Central America first": True if len(causes) else None,
        },
        numbers={
            "first said": answer["said_on"].min() if len(answer) else None,
            "paper of the ministry": causes["said_on"].max() if len(causes) else None,
        },
        rows={"statements": said},
    )


@computation
def agreed_before(load: Load, claim: pd.Series) -> Computed:
    """I3: a public quarrel above an agreement. The gain that each side sees in it is in no table of the kit."""
    rows = events(load, "2019-06-08-1", "2019-03-28-1")
    report = pick(rows, event_id="2019-06-08-1", confidence=["high", "medium"])
    return Computed(
        parts={
            "both had agreed on more than they said": known(report, "2019-06-08-1"),
            "each gains from a public quarrel": None,
        },
        numbers={"report": when(rows, "2019-06-08-1")},
        rows={"timeline": report},
    )
