"""What a learning platform says in the names of the files and folders of its download.

Canvas      garciaana_LATE_12345_678901_01_border-1.ipynb: the learner, whether late, the learner's number, the
            file's number, which grows with every file that is handed in, and the file's own name.
Moodle      Ana García_123456_assignsubmission_file_: a folder, or the beginning of a file's name.
Blackboard  Homework 1_ana_attempt_2019-06-07-10-00-00_01_border.ipynb
Brightspace 12345-678901 - Ana García - Jun 7, 2019 1000 AM - 01_border.ipynb, or a folder without the file's name.
"""

import re
import unicodedata
from dataclasses import dataclass


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


# The name is in small letters and has no sign but "_"; no number begins with 0, unlike those of lessons.
CANVAS = re.compile(
    r"(?:(?P<name>\w+?)_)??(?P<late>LATE_)?(?P<id>[1-9]\d{0,19}|anon_[^\W_]+)_(?P<version>[1-9]\d{2,19})_(?P<title>.+)"
)
MOODLE = re.compile(r"(?P<name>.+?)(?:_(?P<id>\d{1,20}))?_assignsubmission_(?:file|onlinetext)(?:_.*)?")
BLACKBOARD = re.compile(r"[^_]+_(?P<name>.+)_attempt_(?P<version>\d{4}(?:-\d\d){5})(?:[_.].*)?")
BRIGHTSPACE = re.compile(
    r"(?P<id>\d+)-\d+ - (?P<name>.+?) - (?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2}), (?P<year>\d{4}) "
    r"(?P<time>\d{3,4}) (?P<half>[AP])M(?: - .*)?"
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def named(name: str) -> Named | None:
    """What the name of a file or folder says, or None where no platform gave it."""
    name = unicodedata.normalize("NFC", name)
    return _moodle(name) or _blackboard(name) or _brightspace(name) or _canvas(name)


def _canvas(name: str) -> Named | None:
    match = CANVAS.fullmatch(name)
    if not match:
        return None
    learner, number = match["name"] or "", match["id"]
    if number.startswith("anon_"):
        learner, number = number, ""
    elif not learner or learner != learner.lower():
        return None
    return Named(learner, "canvas", number, bool(match["late"]), int(match["version"]))


def _moodle(name: str) -> Named | None:
    match = MOODLE.fullmatch(name)
    return Named(match["name"], "moodle", match["id"] or "") if match else None


def _blackboard(name: str) -> Named | None:
    match = BLACKBOARD.fullmatch(name)
    return Named(match["name"], "blackboard", version=int(match["version"].replace("-", ""))) if match else None


def _brightspace(name: str) -> Named | None:
    match = BRIGHTSPACE.fullmatch(name)
    if not match or match["month"] not in MONTHS:
        return None
    time = int(match["time"]) % 1200 + (1200 if match["half"] == "P" else 0)
    day = f"{match['year']}{MONTHS.index(match['month']) + 1:02}{int(match['day']):02}"
    return Named(match["name"], "brightspace", match["id"], version=int(f"{day}{time:04}"))
