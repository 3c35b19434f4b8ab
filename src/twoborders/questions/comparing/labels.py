"""What stands on a chart in words: one list of words for each concept, in English and in Spanish."""

from collections.abc import Mapping
from typing import Any

from twoborders.questions.comparing.values import plain_text

CONCEPTS: Mapping[str, tuple[str, ...]] = {
    "applications": ("application", "applicant", "request", "claim", "people", "person", "solicit"),
    "apprehensions": (
        "apprehension", "apprehended", "event", "people", "person", "stopped", "arrest", "detention", "encounter",
        "aprehension", "detencion", "detenid", "evento", "persona", "encuentro",
    ),
    "detentions": ("detention", "detained", "people", "person", "event", "detencion", "detenid", "persona", "evento"),
    "deaths": ("death", "homicide", "victim", "killed", "muert", "homicid", "victima", "defuncion"),
    "rate": ("100,000", "100 000", "100000", "100k", "100 mil", "hundred thousand", "cien mil", "rate", "tasa"),
    "share": ("per cent", "percent", "%", "share", "pct", "porcentaje", "por ciento", "parte", "proporcion"),
    "index": ("per cent", "percent", "%", "may", "100", "index", "share", "por ciento", "porcentaje", "indice", "mayo"),
    "money": ("dollar", "usd", "us$", "$", "peso", "mxn", "dolar"),
    "people": ("people", "person", "respondent", "asked", "persona", "encuestad", "entrevistad"),
    "month": ("month", "mes", "may", "dec", "date", "fecha", "time", "tiempo"),
}  # fmt: skip
"""By concept, the words of which one stands in a label that names it: beginnings of words, without accents."""

THOUSANDS = ("thousand", "miles", "000s", "(k)", " k")
"""What an honest label says where numbers are drawn in thousands."""

_A_SHARE = CONCEPTS["share"]
_COUNTS = ("applications", "apprehensions", "detentions", "deaths")

_PLACES = {"title": "a title", "xlabel": "a label on the x axis", "ylabel": "a label on the y axis"}
_LEAST_WORDS = {"title": 2}


def problem(axes: Mapping[str, Any], place: str, concepts: tuple[str, ...]) -> str:
    """Return what is wrong with the title or a label; the empty text where nothing is.

    ``concepts`` are those of which the label names one; none where any words will do.
    """
    text = axes.get(place) or ""
    words = [word for word in text.split() if any(character.isalnum() for character in word)]
    if not words:
        return f"It lacks {_PLACES[place]}."
    if len(words) < _LEAST_WORDS.get(place, 1):
        return f'Its title "{text[:60]}" is too short: say what is counted, where and when.'
    if concepts and not any(names(text, concept) for concept in concepts):
        return f'{_PLACES[place].capitalize()} should say what it shows; yours reads "{text[:60]}".'
    if concepts and all(concept in _COUNTS for concept in concepts) and _has(text, _A_SHARE):
        return (
            f'{_PLACES[place].capitalize()} should say what it shows: these are no shares; yours reads "{text[:60]}".'
        )
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
