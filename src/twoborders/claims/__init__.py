"""The claim ledger: what the article says, what the tables say of it, and the verdict that follows.

``claims()`` returns the ledger, ``data/claims.csv``. ``audit("C2a")`` computes a claim anew from the tables, and
``audit()`` does so for all. Each computation is one small function, in the module of its section:

``introduction``  I1 to I4            ``us_efforts``  W1 to W5
``constraints``   C1 to C5            ``real_issue``  R1 to R4
``results``       P1 and P2           ``forecast``    F1 to F4

``core`` holds the rule by which a verdict follows, and how near a figure must be to agree.
"""

import difflib
import functools
import sys
import types
from collections.abc import Callable

import pandas as pd

from twoborders import tables
from twoborders.claims import constraints, forecast, introduction, real_issue, results, us_efforts
from twoborders.claims.audits import Audit, Audits, compare
from twoborders.claims.core import VERDICTS, Computed, Load

__all__ = ["COMPUTATIONS", "VERDICTS", "Audit", "Audits", "ClaimError", "audit", "claims"]

COMPUTATIONS: dict[str, Callable[[Load, pd.Series], Computed]] = {
    name: function
    for module in (introduction, constraints, results, us_efforts, real_issue, forecast)
    for name, function in vars(module).items()
    if getattr(function, "__module__", None) == module.__name__ and callable(function) and not name.startswith("_")
}
"""The computations by name, as the column ``computation`` of the ledger names them."""


class ClaimError(LookupError):
    """A claim that the ledger does not have; the message names the closest."""


def claims() -> pd.DataFrame:
    """Return the claim ledger: one row for each claim, with its verdict and what the figures cannot say."""
    return tables.load("claims")


def audit(
    claim_id: str | None = None,
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
        If there is no such claim. The message names the closest ids.
    """
    read = functools.cache(load)
    ledger = read("claims").set_index("claim_id", drop=False)
    if claim_id is None:
        return Audits(_audit(ledger.loc[each], read, dictionary) for each in ledger.index)
    if claim_id not in ledger.index:
        close = difflib.get_close_matches(str(claim_id), ledger.index, n=3, cutoff=0.3)
        near = f"The closest are {', '.join(close)}." if close else f"The claims are {', '.join(ledger.index)}."
        raise ClaimError(f'There is no claim "{claim_id}". {near}')
    return _audit(ledger.loc[claim_id], read, dictionary)


def _audit(claim: pd.Series, load: Load, dictionary: Callable[[str], dict]) -> Audit:
    name = claim["computation"]
    computed = Computed(parts={}) if pd.isna(name) else COMPUTATIONS[name](load, claim)
    return compare(claim, computed, dictionary)


class _Ledger(types.ModuleType):
    """This package, which one can also call: ``from twoborders import claims`` gives it, whatever came first."""

    def __call__(self) -> pd.DataFrame:
        return claims()


sys.modules[__name__].__class__ = _Ledger
