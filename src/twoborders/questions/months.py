"""Months as people write them, in English and in Spanish."""

import re

MONTHS = (
    ("January", "enero"),
    ("February", "febrero"),
    ("March", "marzo"),
    ("April", "abril"),
    ("May", "mayo"),
    ("June", "junio"),
    ("July", "julio"),
    ("August", "agosto"),
    ("September", "septiembre", "setiembre"),
    ("October", "octubre"),
    ("November", "noviembre"),
    ("December", "diciembre"),
)
_IN_WORDS = re.compile(r"(?:in |en )?(?:0?1 (?:de )?)?([a-z]{3,})\.?,?(?: (?:de|del|of))?(?:[ -](\d{4}))?")
_IN_NUMBERS = re.compile(r"(\d{4})[-/](\d\d?)(?:[-/]0?1)?(?:[ t]00:00:00)?")
_MONTH_FIRST = re.compile(r"(\d\d?)/(\d{4})")


def read_month(text: str) -> str | None:
    """Return a month as "May 2014", or "May" where there is no year; None where the text is no month.

    It may be written in full or with its first three letters or more, in English or Spanish (mayo de 2014), or in
    numbers: 2014-05 or 05/2014. The first day of the month may stand with it, as in a table.
    """
    plain = " ".join(text.casefold().split()).strip(" .")
    if words := _IN_WORDS.fullmatch(plain):
        written, year = words.groups()
        found = [names[0] for names in MONTHS if any(name.casefold().startswith(written) for name in names)]
        name = found[0] if found else None
    elif numbers := _IN_NUMBERS.fullmatch(plain) or _MONTH_FIRST.fullmatch(plain):
        year, number = numbers.groups() if len(numbers[1]) == 4 else numbers.groups()[::-1]
        name = MONTHS[int(number) - 1][0] if 1 <= int(number) <= 12 else None
    else:
        return None
    return name and " ".join(filter(None, (name, year)))
