"""Months as people write them, in English and in Spanish."""

import re

_NAMES = (
    "January/enero February/febrero March/marzo April/abril May/mayo June/junio July/julio August/agosto "
    "September/septiembre/setiembre October/octubre November/noviembre December/diciembre"
)
MONTHS = tuple(tuple(names.split("/")) for names in _NAMES.split())
_DAY = r"(?:0?1(?:st|o|er|ro)?)"
_IN_WORDS = re.compile(
    rf"(?:in |en )?(?:(?:the )?month of |(?:el )?mes de )?(?:{_DAY} (?:de |of )?)?(?P<name>[a-z]{{3,}})\.?"
    rf"(?: {_DAY})?,?(?: (?:de|del|of))?(?:(?P<by>[ /-])(?P<year>\d{{4}}|'?\d\d))?"
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<by>[ ,/-]+)(?P<name>[a-z]{3,})\.?")
_IN_NUMBERS = re.compile(r"(?P<year>\d{4})[-/.m](?P<month>\d\d?)(?:[-/.]0?1)?(?:[ t]00:00:00)?")
_MONTH_FIRST = re.compile(r"(?:0?1[-/.](?P<middle>\d\d?)|(?P<month>\d\d?)(?:[-/.]0?1)?)[-/.](?P<year>\d{4})")


def read_month(text: str) -> str | None:
    """Return a month as "May 2014", or "May" where there is no year; None where the text is no month.

    It may be written in full or with its first three letters or more, in English or Spanish (mayo de 2014), or in
    numbers: 2014-05 or 05/2014. Its first day may stand with it, as in a table (05/01/2014 or 01/05/2014), and a
    remark in brackets. A year of two digits follows a short name, a hyphen or an apostrophe: "Oct 18" is a month,
    "October 18" a day.
    """
    said = re.sub(r"\([^()]*\)\s*$", "", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    plain = " ".join(said.casefold().split()).strip(" .")
    if words := _IN_WORDS.fullmatch(plain) or _YEAR_FIRST.fullmatch(plain):
        written, year = words["name"], (words["year"] or "").strip("'")
        names = next((row for row in MONTHS if any(one.casefold().startswith(written) for one in row)), None)
        is_day = len(words["year"] or "") == 2 and words["by"] == " " and names and written in map(str.casefold, names)
        return None if names is None or is_day else f"{names[0]} {year if len(year) != 2 else '20' + year}".strip()
    numbers = _IN_NUMBERS.fullmatch(plain) or _MONTH_FIRST.fullmatch(plain)
    number = int(numbers["month"] or numbers["middle"]) if numbers else 0
    return f"{MONTHS[number - 1][0]} {numbers['year']}" if numbers and 1 <= number <= 12 else None
