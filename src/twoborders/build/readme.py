"""The generated regions of README.md: the table of lessons, and where Binder, Colab and the web edition open the kit.

A region stands between ``<!-- generated: NAME -->`` and ``<!-- /generated -->``; the rest is nobody's but the
author's.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import nbformat

from twoborders.build import notebooks
from twoborders.build.notebooks import BuildError

FIRST = "00_start_here"

_REGION = re.compile(r"(<!-- generated: (?P<name>[a-z]+) -->)(?P<body>.*?)(<!-- /generated -->)", re.DOTALL)
_BEGIN = re.compile(r"<!-- generated: [a-z]+ -->")


@dataclass(frozen=True)
class Lesson:
    """What the table of lessons says of one lesson."""

    stem: str
    number: str
    title: str
    question: str
    minutes: int
    minutes_new: int
    claims: tuple[str, ...]
    has_exercise: bool
    has_page: bool


def lesson(notebook: nbformat.NotebookNode, stem: str, has_exercise: bool, has_page: bool = False) -> Lesson:
    """Return a lesson's row, from its first heading and from its metadata under ``twoborders``.

    ``has_page``: whether there is a page for its instructor. Raises BuildError if either lacks a part.
    """
    name = f"notebooks/{stem}.ipynb"
    about = notebook["metadata"].get("twoborders", {})
    title = re.search(r"^# +(.+)$", notebook["cells"][0]["source"], re.MULTILINE) if notebook["cells"] else None
    lacking = [] if title else [f"{name}: its first cell has no title (a line that begins with one #)"]
    kinds = {"lesson": str, "minutes": int, "minutes_new": int, "claims": list, "question": str}
    lacking += [
        f'{name}: its notebook metadata needs "{key}" under "twoborders" ({kind.__name__})'
        for key, kind in kinds.items()
        if not isinstance(about.get(key), kind)
    ]
    if title is None or lacking:
        raise BuildError(lacking)
    return Lesson(
        stem=stem,
        number=about["lesson"],
        title=title.group(1).strip(),
        question=about["question"].strip(),
        minutes=about["minutes"],
        minutes_new=about["minutes_new"],
        claims=tuple(about["claims"]),
        has_exercise=has_exercise,
        has_page=has_page,
    )


def lessons_table(lessons: Sequence[Lesson]) -> str:
    """Return the Markdown table of lessons."""
    rows = ["| No. | Lesson | Question | Minutes | Claims | Exercise | To teach it |", "|---|---|---|---|---|---|---|"]
    for each in lessons:
        exercise = "none"
        if each.has_exercise:
            exercise = f"[exercise {each.number}](exercises/{notebooks.exercise_of(each.stem)}.ipynb)"
        cells = (
            each.number,
            f"[{cell(each.title)}](notebooks/{each.stem}.ipynb)",
            cell(each.question),
            f"{each.minutes} to {each.minutes_new}",
            ", ".join(each.claims) or "none",
            exercise,
            _to_teach(each) if each.has_page else "none",
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _to_teach(lesson: Lesson) -> str:
    folder = "notebooks/instructor"
    return f"[sheet]({folder}/sheets/{lesson.number}.html), [page]({folder}/{lesson.stem}.md)"


@dataclass(frozen=True)
class Home:
    """Where a release of the kit lies: ``repository`` is OWNER/NAME on GitHub, ``version`` that of pyproject.toml."""

    repository: str
    version: str

    @property
    def tag(self) -> str:
        """The name of the release in the repository. Binder keeps what it built for it until the next one."""
        return f"v{self.version}"

    @property
    def address(self) -> str:
        """The address of the repository on the web."""
        return f"https://github.com/{self.repository}"

    @property
    def package(self) -> str:
        """What pip installs: the package with tables, lessons and exercises."""
        return f"git+{self.address}@{self.tag}"

    def binder(self, stem: str) -> str:
        """Return where Binder opens the learner's copy of a lesson."""
        return f"https://mybinder.org/v2/gh/{self.repository}/{self.tag}?urlpath=lab/tree/my_work/{stem}.ipynb"

    def colab(self, stem: str) -> str:
        """Return where Colab opens a lesson; ``package`` must be installed there first."""
        return f"https://colab.research.google.com/github/{self.repository}/blob/{self.tag}/notebooks/{stem}.ipynb"


def home(pyproject: str) -> Home:
    """Return where the kit lies, from ``project.urls.Repository`` and ``project.version`` in pyproject.toml's text.

    Raises BuildError unless that is a repository on GitHub.
    """
    try:
        project = tomllib.loads(pyproject)["project"]
        address, version = project["urls"]["Repository"], project["version"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise BuildError([f"pyproject.toml: it lacks project.urls.Repository or project.version ({error})"]) from None
    match = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+?)(\.git)?/?", address)
    if match is None:
        raise BuildError([f"pyproject.toml: the repository {address} is not https://github.com/OWNER/NAME"])
    return Home(match[1], version)


def binder(pyproject: str) -> str:
    """Return the Binder badge, for the release that pyproject.toml's text names."""
    return f"[![Open in Binder](https://mybinder.org/badge_logo.svg)]({home(pyproject).binder(FIRST)})"


def elsewhere(pyproject: str) -> str:
    """Return how to begin on Colab and Kaggle, which have the libraries and lack the kit."""
    there = home(pyproject)
    return (
        f"On Colab or Kaggle, open [a lesson]({there.colab(FIRST)}) or an exercise from the repository, and run this "
        f"in a cell above its first:\n\n```\n%pip install -q {there.package}\n```"
    )


def site(pyproject: str) -> str:
    """Return the sentence with the address at which GitHub publishes the web edition of that repository."""
    owner, name = home(pyproject).repository.split("/")
    return (
        f"[Read and play the lessons in your browser](https://{owner.lower()}.github.io/{name}/): nothing to install."
    )


def fill(text: str, regions: Mapping[str, str], name: str = "README.md") -> str:
    """Return ``text`` with each region's body replaced.

    Raises BuildError for a region that is missing, unknown, twice there, or not closed.
    """
    there = [match["name"] for match in _REGION.finditer(text)]
    found = [
        f"{name}: it needs the region <!-- generated: {region} --> ... <!-- /generated -->"
        for region in regions
        if region not in there
    ]
    found += [f"{name}: nothing generates the region {region}" for region in there if region not in regions]
    found += [f"{name}: the region {region} is there twice" for region in set(there) if there.count(region) > 1]
    if any(_BEGIN.search(match["body"]) for match in _REGION.finditer(text)):
        found.append(f"{name}: a generated region begins inside another; one lacks its <!-- /generated -->")
    if found:
        raise BuildError(found)
    return _REGION.sub(lambda match: f"{match[1]}\n{regions[match['name']]}\n{match[4]}", text)


def cell(text: object) -> str:
    """Return text that can stand in a cell of a Markdown table."""
    return re.sub(r"\s+", " ", str(text)).strip().replace("|", "\\|")
