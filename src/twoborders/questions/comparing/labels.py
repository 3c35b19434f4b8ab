"""What stands on a chart in words: one list of words for each concept, in English and in Spanish."""

import re
from collections.abc import Mapping, Sequence

from twoborders.questions.comparing.values import plain_text
from twoborders.questions.months import read_month

CONCEPTS: Mapping[str, tuple[str, ...]] = {
    "applications": ("application", "applicant", "applied", "request", "claim", "people", "person", "solicit"),
    "apprehensions": (
        "apprehension", "apprehended", "event", "people", "person", "stopped", "arrest", "detention", "encounter",
        "aprehension", "detencion", "detenid", "evento", "persona", "encuentro",
    ),
    "detentions": ("detention", "detained", "people", "person", "event", "detencion", "detenid", "persona", "evento"),
    "deaths": ("death", "homicide", "victim", "killed", "muert", "homicid", "victima", "defuncion"),
    "rate": (
        "100,000", "100.000", "100 000", "100000", "100k", "100 mil", "hundred thousand", "cien mil", "rate", "tasa",
    ),
    "share": ("per cent", "percent", "%", "share", "pct", "porcentaje", "por ciento", "parte", "proporcion"),
    "index": (
        "per cent", "percent", "%", "pct", "may", "100", "index", "share", "por ciento", "porcentaje", "indice", "mayo",
    ),
    "money": ("dollar", "usd", "us$", "$", "peso", "mxn", "dolar"),
    "people": ("respondent", "asked", "encuestad", "entrevistad"),
    "month": ("month", "mes", "may", "dec", "date", "fecha", "time", "tiempo"),
}  # fmt: skip
"""By concept, the words of which one stands in a label that names it: parts of words, without accents."""

NAMES: Mapping[str, tuple[str, ...]] = {
    "guatemala": ("guatemal",),
    "united states": ("united states", "estados unidos", "us", "u s", "usa", "eua", "ee uu", "eeuu"),
    "family": ("famil",),
    "adult": ("adult",),
    "minor": ("minor", "child", "nino", "nina", "menor", "unaccompanied", "no acompanad", "uac", "uc"),
    "agree": ("agree", "approv", "favor", "favour", "acuerdo", "aprueb", "yes", "si"),
    "disagree": ("disagree", "disapprov", "against", "contra", "desacuerdo", "desaprueb", "oppos", "no", "not"),
    "expel": ("expel", "expuls", "deport"),
    "transit": ("transit", "pass", "paso"),
    "jail": ("jail", "prison", "detain", "carcel", "encarcel"),
    "liberty": ("liberty", "libert", "free while", "libres mientras"),
}
"""By concept, how it is called in a legend or at a place: beginnings of words; three letters are a whole word."""

OPPOSITES = {"disagree": "agree"}
"""A concept that is said with the words of another: not agree, no está de acuerdo."""

THOUSANDS = ("thousand", "miles", "000s", "(k)", " k ", "in 1000", "in 1,000", "x 1000", "x 1,000", "x1000", "x1,000")
"""What an honest label says where numbers are drawn in thousands."""

_A_SHARE = CONCEPTS["share"]
_COUNTS = ("applications", "apprehensions", "detentions", "deaths")

_PLACES = {"title": "a title", "xlabel": "a label on the x axis", "ylabel": "a label on the y axis"}
_LEAST_WORDS = {"title": 2}


def problem(text: str, place: str, concepts: tuple[str, ...]) -> str:
    """Return what is wrong with the title or a label; the empty text where nothing is.

    ``concepts`` are those of which the label names one; none where any words will do.
    """
    is_named = any(names(text, concept) for concept in concepts)
    words = [word for word in text.split() if any(character.isalnum() for character in word)]
    if not words and not is_named:  # a sign, such as that for per cent, can name a concept
        return f"It lacks {_PLACES[place]}."
    if len(words) < _LEAST_WORDS.get(place, 0):
        return f'Its title "{text[:60]}" is too short: say what is counted, where and when.'
    are_no_shares = bool(concepts) and all(concept in _COUNTS for concept in concepts) and _has(text, _A_SHARE)
    if concepts and (not is_named or are_no_shares):
        why = ": these are no shares" if is_named else ""
        return f'{_PLACES[place].capitalize()} should say what it shows{why}; yours reads "{text[:60]}".'
    return ""


def names(text: str, concept: str) -> bool:
    """Return whether a label names a concept, or says itself the word by which the concept is called."""
    return _has(text, CONCEPTS.get(concept, (concept,)))


def says_thousands(text: str) -> bool:
    """Return whether a label says that the numbers are in thousands."""
    return _has(f"{text} ", THOUSANDS)


def _has(text: str, words: tuple[str, ...]) -> bool:
    plain = plain_text(text) + " "
    return any(word in plain for word in words)


def meant(given: str, wanted: Sequence[str]) -> list[str]:
    """Return the wanted names that a given one can mean, by the words and concepts that only one of them has."""
    parts = {name: _parts(name) for name in wanted}
    others = {name: set().union(*(parts[other] for other in wanted if other != name)) for name in wanted}
    return [name for name in wanted if _parts(given) & (parts[name] - others[name])]


def _parts(name: str) -> set[str]:
    """Return the concepts that a name says, and its other words."""
    rest = " ".join(re.findall(r"[a-z]+|\d+", plain_text(f"{name} {read_month(name) or ''}")))
    concepts = set()
    for concept, beginnings in NAMES.items():
        for part in beginnings:
            left = re.sub(rf"\b{part}{'' if len(part) <= 3 else '[a-z]*'}\b", "", rest)
            if left != rest:
                concepts.add(f"<{concept}>")
            rest = left
    concepts -= {f"<{OPPOSITES[concept]}>" for concept in OPPOSITES if f"<{concept}>" in concepts}
    # FY2014, FY14 and 2013-14 are years too.
    return concepts | {part for word in rest.split() for part in (word, re.sub(r"^20(?=\d\d$)", "", word))}
