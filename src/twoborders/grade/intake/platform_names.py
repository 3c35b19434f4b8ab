"""What a learning platform says in the names of the files and folders of its download.

Canvas      garciaana_LATE_12345_678901_01_border-1.ipynb: the learner, whether late, the learner's number, the
            file's number, which grows with every file that is handed in, and the file's own name.
Moodle      Ana García_123456_assignsubmission_file_: a folder, or the beginning of a file's name.
            Older ones write the group's name before: Group A-Ana García_123456_assignsubmission_file_.
Blackboard  Homework 1_ana_attempt_2019-06-07-10-00-00_01_border.ipynb
Brightspace 12345-678901 - Ana García - Jun 7, 2019 1000 AM - 01_border.ipynb, or a folder without the file's name; the
            date as the language of the teacher writes it.
nbgrader    ana+01_border+2026-03-01 10:00:00 UTC, a folder of the exchange's inbound.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from twoborders.grade.intake.names import WORDS

MAX_NAME = 500
"""Longest name in which a platform's is looked for; no file system takes half of that."""


@dataclass(frozen=True)
class Named:
    """What a name says: the learner; the platform and the learner's number there; late; the hand-in's number.

    ``version`` grows with every hand-in of a learner, and is 0 where the name has no number that does.
    """

    name: str
    system: str
    id: str = ""
    late: bool = False
    version: int = 0


# The name that a platform gives ends at "mark"; what stands behind it is the learner's own.
PATTERNS = {
    # The name is in small letters and has no sign but "_"; no number begins with 0, unlike those of lessons.
    "canvas": re.compile(
        r"(?:(?P<name>\w+?)_)??(?P<late>LATE_)?(?P<id>[1-9]\d{0,19}|anon_[^\W_]+)_(?P<version>[1-9]\d{2,19})_(?P<mark>).+"
    ),
    "moodle": re.compile(r"(?P<name>.+?)(?:_(?P<id>\d{1,20}))?_assignsubmission_(?P<mark>)(?:file|onlinetext)(?:_.*)?"),
    "blackboard": re.compile(r"[^_]+_(?P<name>.+?)_attempt_(?P<version>\d{4}(?:-\d\d){5})(?P<mark>)(?:[_.].*)?"),
    "brightspace": re.compile(
        r"(?P<id>\d+)-\d+ - (?P<name>.+?) - "
        r"(?P<date>[^-]*(?:\d{4}|\d-\d\d?-\d)[^-]*(?:-\d\d?){0,2}[^-]*)(?P<mark>)(?: - .*)?"
    ),
    "nbgrader": re.compile(
        r"(?P<name>[^+]+)\+[^+]+\+(?P<version>\d{4}-\d\d-\d\d \d\d.?\d\d.?\d\d)(?P<mark>)(?:\.\d+)? [^+]+(?:\+.*)?"
    ),
}
CLOCK = re.compile(r"(?:^|\D)(\d{1,2})[:._h]?(\d\d)(?:[:._]?\d\d)?\s*([ap]\.?\s?m)?[^\w]*$", re.IGNORECASE)
DOWNLOAD = re.compile(
    r"submissions(?: ?\(\d+\)|-\d+)?|gradebook_.+|.+-.+-\d{2,}(?: ?\(\d+\))?|.+ Download .*\d{4}.*", re.IGNORECASE
)
"""How Canvas, Blackboard, Moodle and Brightspace call the archive of a class."""
MONTHS = {start: number for number, starts in enumerate(WORDS["months"], start=1) for start in starts}


def named(name: str) -> Named | None:
    """What the name of a file or folder says, or None where no platform gave it.

    Of two platforms' names in one, the first holds: behind it stands what the learner has called the file.
    """
    if len(name) > MAX_NAME:
        return None
    name = unicodedata.normalize("NFC", name)
    matches = [
        (match.end("mark"), system, match) for system, each in PATTERNS.items() if (match := each.fullmatch(name))
    ]
    read = [said for _, system, match in sorted(matches, key=lambda each: each[0]) if (said := _said(system, match))]
    return read[0] if read else None


def common_start(said: Iterable[Named]) -> dict[str, str]:
    """What stands before the name of every learner in a download, by platform: of Moodle the group, of Blackboard the
    rest of a title that has a "_" in it; empty where there is but one learner."""
    starts = {}
    for system, separator in (("moodle", "-"), ("blackboard", "_")):
        names = {each.name for each in said if each.system == system}
        common = min(names, key=len) if len(names) > 1 else ""
        while not all(name.startswith(common) for name in names):
            common = common[:-1]
        starts[system] = common[: common.rfind(separator) + 1]
    return starts


def _said(system: str, match: re.Match[str]) -> Named | None:
    said = match.groupdict("")
    if system == "brightspace":
        return Named(said["name"], system, said["id"], version=_moment(said["date"]))
    learner, number = said["name"], said.get("id", "")
    if system == "canvas":
        if number.startswith("anon_"):
            learner, number = number, ""
        elif not learner or learner != learner.lower():
            return None
    return Named(learner, system, number, bool(said.get("late")), int(re.sub(r"\D", "", said.get("version", "")) or 0))


def _moment(date: str) -> int:
    """A date and a time of day as a number such as 201906071000, or 0 where they cannot be told."""
    clock = CLOCK.search(date)
    day = date[: clock.start()] if clock else date
    numbers = re.findall(r"\d+", day)
    years = [number for number in numbers if len(number) == 4]
    others = [int(number) for number in numbers if len(number) < 4]
    months = [month for word in re.findall(r"[^\W\d_]+", day.casefold()) if (month := _month(word))]
    if not years or not others or (not months and (len(others) != 2 or numbers[0] != years[0])):
        return 0
    month = months[0] if months else others.pop(0)
    time = int(clock[1]) * 100 + int(clock[2]) if clock else 0
    if clock and clock[3]:
        time = time % 1200 + (1200 if clock[3][0] in "pP" else 0)
    return int(f"{years[0]}{month:02}{others[0]:02}{time:04}")


def _month(word: str) -> int:
    return max((number for start, number in MONTHS.items() if word.startswith(start)), default=0)
