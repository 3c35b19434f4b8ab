"""The claim ledger: what the article says, what the tables say of it, and the verdict that follows.

``ledger()`` returns the ledger, ``data/claims.csv``. ``audit("C2a")`` computes a claim anew from the tables, and
``audit()`` does so for all. Each computation is one small function with ``@computation``, in the module of its section:

``introduction``  I1 to I4            ``us_efforts``  W1 to W5
``constraints``   C1 to C5            ``real_issue``  R1 to R4
``results``       P1 to P3            ``forecast``    F1 to F5

``core`` holds the rule by which a verdict follows, the parts of each type of claim, and how near a figure must be to
agree.
"""

import difflib
import functools
from collections.abc import Callable
from typing import overload

import pandas as pd

from twoborders import tables

# Their computations are known as soon as the modules are imported.
from twoborders.claims import constraints, forecast, introduction, real_issue, results, us_efforts  # noqa: F401
from twoborders.claims.audits import Audit, Audits, compare
from twoborders.claims.core import COMPUTATIONS, VERDICTS, Computed, Load

__all__ = ["COMPUTATIONS", "VERDICTS", "Audit", "Audits", "ClaimError", "audit", "ledger"]


class ClaimError(LookupError):
    """A claim that the ledger does not have, or one whose row names no computation; the message names the closest."""


def ledger() -> pd.DataFrame:
    """Return the claim ledger: one row for each claim, with its verdict and what the figures cannot say."""
    return tables.load("claims")


@overload
def audit(claim_id: str, load: Load = ..., dictionary: Callable[[str], dict] = ...) -> Audit: ...


@overload
def audit(claim_id: None = None, load: Load = ..., dictionary: Callable[[str], dict] = ...) -> Audits: ...


def audit(
    claim_id: object = None,
    load: Load = tables.load,
    dictionary: Callable[[str], dict] = tables.dictionary,
) -> Audit | Audits:
    """Compute one claim anew from the tables; without an id, all of them.

    Parameters
    ----------
    claim_id : str, optional
        A claim's id, such as "C2a".
    load, dictionary : callable
        What gives a table and its entry in the dictionary: other tables give other figures, and other verdicts.

    Raises
    ------
    ClaimError
        If there is no such claim, the id is no text, its row names a computation that is none (the message names the
        closest), or the parts of its computation do not fit the type of the claim.
    """
    read = functools.cache(load)
    claims = read("claims")
    ids = claims["claim_id"].tolist()
    if claim_id is None:
        return Audits(_audit(claims.iloc[place], read, dictionary) for place in range(len(ids)))
    if not isinstance(claim_id, str):
        kind = type(claim_id).__name__
        raise ClaimError(f'A claim is called by its id, a text such as "{ids[0]}", and this is of the type {kind}.')
    if claim_id not in ids:
        raise ClaimError(f'There is no claim "{claim_id}". {_closest(claim_id, "claims", ids)}')
    return _audit(claims.iloc[ids.index(claim_id)], read, dictionary)


def _audit(claim: pd.Series, load: Load, dictionary: Callable[[str], dict]) -> Audit:
    name = claim["computation"]
    if pd.isna(name):
        return _compared(claim, Computed(parts={}), dictionary)
    if name not in COMPUTATIONS:
        raise ClaimError(
            f'Claim {claim["claim_id"]} names the computation "{name}", and no function of that name is marked with '
            f"@computation. {_closest(name, 'computations', sorted(COMPUTATIONS))}"
        )
    return _compared(claim, COMPUTATIONS[name](load, claim), dictionary)


def _compared(claim: pd.Series, computed: Computed, dictionary: Callable[[str], dict]) -> Audit:
    try:
        return compare(claim, computed, dictionary)
    except ValueError as error:
        name = f'the computation "{claim["computation"]}"' if computed.parts else "no computation"
        raise ClaimError(f"Claim {claim['claim_id']} of data/claims.csv has {name}, but {error}.") from None


def _closest(name: str, kind: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=3, cutoff=0.3)
    return f"The closest are {', '.join(close)}." if close else f"The {kind} are {', '.join(known)}."
