"""What each generated file should hold, and which files do not hold it.

``fresh_files`` computes everything in memory; writing and checking are two readings of its result, so that
``build --check`` cannot disagree with ``build``. A notebook runs only where its record (``runs``) does not hold:
where a new run could give something else.
"""

import csv
import io
import itertools
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import nbformat

from twoborders import explore, questions
from twoborders.build import (
    cards,
    clock,
    dictionary,
    exercises,
    instructor,
    ledger,
    notebooks,
    placeholders,
    readme,
    runs,
    sheets,
    stated,
    syllabus,
    table_check,
)
from twoborders.build.execute import execute, masked
from twoborders.build.notebooks import BuildError, cell_name
from twoborders.cards.content import COMPILED
from twoborders.work import store

AT_ONCE = 2
"""How many notebooks run at the same time; each has a kernel of some 200 MB."""

GUIDE = "notebooks/instructor/guide.md"
SYLLABUS = "notebooks/instructor/syllabus.md"

WRITTEN = (
    *("notebooks/*.ipynb", "solutions/*.ipynb", "exercises/*.ipynb", "notebooks/instructor/*.md"),
    *("README.md", "data/README.md", "CLAIMS.md", runs.RECORD, f"{cards.FOLDER}/*", "notebooks/instructor/sheets/*"),
)
"""Patterns of all files that a build may write."""

T = TypeVar("T")
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Expected:
    """One file as it should be: path from the root, text, what makes it."""

    path: str
    text: str
    source: str


@dataclass(frozen=True)
class Stale:
    """One file that is not as it should be, and why, in one line."""

    expected: Expected
    why: str


def fresh_files(root: Path, progress: Progress, numbers: Collection[str] = (), again: bool = False) -> list[Expected]:
    """Return every normalised and generated file of the kit under ``root``, computed anew and not written.

    ``numbers``: of the lessons whose notebooks, exercise and page are wanted, such as "03"; none: of all lessons. Pages
    about the whole kit are made in any case. ``again``: run every wanted notebook, also one that rests on nothing that
    has changed. ``progress`` gets one line per notebook that runs. Raises BuildError with all that is wrong, not only
    the first.
    """
    lessons = _names(root, "notebooks")
    solutions = _names(root, "solutions")
    _raise_together(
        [
            _refused_names(lessons, solutions),
            _left_over(_names(root, "exercises"), solutions),
            _unknown_numbers(numbers, lessons),
            placeholders.found(root),
            [f"data/{problem}" for problem in table_check.problems(root / "data")],
        ]
    )

    lesson_paths = [f"notebooks/{stem}.ipynb" for stem in lessons]
    solution_paths = [f"solutions/{stem}.ipynb" for stem in solutions]
    wanted = [path for path in [*lesson_paths, *solution_paths] if _is_wanted(path, numbers)]
    # The table of lessons has a row of each, so all lessons are read.
    sources = list(dict.fromkeys([*lesson_paths, *wanted]))
    prepared = dict(zip(sources, _all([partial(_prepared, root, path) for path in sources]), strict=True))
    # Before anything runs, which takes long: what can be seen to be wrong at once is told at once.
    pages = _all(
        [
            partial(_overview_pages, root, [prepared[path] for path in lesson_paths], lessons, solutions),
            partial(_instructor_pages, root, prepared, numbers),
            partial(_cards, root),
        ]
    )
    kept = runs.read(_stored(root / runs.RECORD))
    done = _run_all({path: prepared[path] for path in wanted}, {} if again else kept, root, progress)
    there = {path: run for path, run in kept.items() if (root / path).is_file()}
    record = {**there, **{path: run for path, (_, run) in done.items()}}

    printed = _sheets(root, {path: notebook for path, (notebook, _) in done.items()}, pages[1], pages[2])
    made = {
        f"exercises/{Path(path).name}": exercises.exercise(done[path][0])
        for path in wanted
        if path.startswith("solutions/")
    }
    for path, notebook in made.items():
        notebooks.validate(notebook, path)
    return [
        *(Expected(path, notebooks.to_text(notebook), "a fresh build") for path, (notebook, _) in done.items()),
        *(Expected(path, notebooks.to_text(nb), f"solutions/{Path(path).name}") for path, nb in made.items()),
        *itertools.chain.from_iterable(pages),
        *printed,
        Expected(runs.RECORD, runs.to_text(record), "the last run of each notebook"),
    ]


def stale_files(root: Path, expected: Sequence[Expected], pictures: bool) -> list[Stale]:
    """Return the files under ``root`` that differ from what is expected.

    With ``pictures`` each byte counts (what ``build`` writes); without, the bytes of pictures in outputs do
    not (what ``build --check`` reports): on another machine the same picture can have other bytes.
    """
    found = []
    for each in expected:
        path = root / each.path
        stored = _stored(path)
        if stored == each.text:
            continue
        why = _why(stored, each, pictures)
        if why:
            found.append(Stale(each, why))
    return found


def written_files(root: Path) -> dict[str, bytes]:
    """Return the content of every file under ``root`` that a build may write, by its path."""
    found = itertools.chain.from_iterable(root.glob(pattern) for pattern in WRITTEN)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.is_file()}


def write(root: Path, stale: Sequence[Stale], read: Mapping[str, bytes]) -> list[str]:
    """Bring each stale file to what is expected, each in one step: at no moment is half a file there.

    ``read``: the ``written_files`` from which the build was made. A file that is no longer what it was then stays as it
    is: somebody saved it meanwhile. Returns the paths of these.
    """
    newer = []
    for each in stale:
        path = root / each.expected.path
        if (path.read_bytes() if path.is_file() else None) != read.get(each.expected.path):
            newer.append(each.expected.path)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        store.replace(path, each.expected.text.encode("utf-8"))
    return newer


def _names(root: Path, folder: str) -> list[str]:
    return sorted(path.stem for path in (root / folder).glob("*.ipynb"))


def _refused_names(lessons: Sequence[str], solutions: Sequence[str]) -> list[str]:
    found = [] if lessons else ["notebooks/: there is no lesson"]
    found += [
        f"notebooks/{stem}.ipynb: its name must be two digits and small words, as in 02_on_the_route.ipynb"
        for stem in lessons
        if not notebooks.STEM.fullmatch(stem) or notebooks.EXERCISE.fullmatch(stem)
    ]
    found += [
        f"solutions/{stem}.ipynb: its name must be that of an exercise, as in 02_exercise.ipynb"
        for stem in solutions
        if not notebooks.EXERCISE.fullmatch(stem)
    ]
    with_lesson = {notebooks.exercise_of(stem) for stem in lessons}
    found += [
        f"solutions/{stem}.ipynb: there is no lesson {stem[:2]} in notebooks/"
        for stem in solutions
        if notebooks.EXERCISE.fullmatch(stem) and stem not in with_lesson
    ]
    return found


def _left_over(exercises_there: Sequence[str], solutions: Sequence[str]) -> list[str]:
    """Name exercises of a solution that is gone. A copy that somebody works in has another kind of name."""
    return [
        f"exercises/{stem}.ipynb: no solution makes it; delete it, or keep it elsewhere"
        for stem in exercises_there
        if notebooks.EXERCISE.fullmatch(stem) and stem not in solutions
    ]


def _unknown_numbers(numbers: Collection[str], lessons: Sequence[str]) -> list[str]:
    known = [stem[:2] for stem in lessons]
    return [
        f"there is no lesson {number}; the lessons are: {', '.join(known)}"
        for number in sorted(numbers)
        if number not in known
    ]


def _is_wanted(path: str, numbers: Collection[str]) -> bool:
    return not numbers or Path(path).name[:2] in numbers


def _prepared(root: Path, path: str) -> nbformat.NotebookNode:
    notebook = notebooks.normalise(notebooks.read(root / path, path), Path(path).stem)
    asked = _asked(Path(path).name[:2])
    if path.startswith("notebooks/"):
        notebook = stated.in_lesson(notebook, asked)
    else:
        notebook = stated.in_solution(notebook, asked)
        found = exercises.problems(notebook)
        if found:
            raise BuildError([f"{path}: {problem}" for problem in found])
    notebooks.validate(notebook, path)
    return notebook


def _asked(number: str) -> list[questions.Question]:
    """Return the questions of a lesson. Raises BuildError where their computations or their words cannot be read."""
    try:
        return [questions.get(each) for each in questions.ids(number)]
    except questions.WordsError as error:  # it names its file
        raise BuildError([f"src/twoborders/questions/{error}"]) from error
    except Exception as error:  # it is an author's code, which can fail in any way
        name = f"src/twoborders/questions/lesson_{number}.py"
        raise BuildError([f"{name}: it cannot be read ({type(error).__name__}: {error})"]) from error


def _run_all(
    prepared: Mapping[str, nbformat.NotebookNode], kept: Mapping[str, runs.Run], root: Path, progress: Progress
) -> dict[str, tuple[nbformat.NotebookNode, runs.Run]]:
    """Return each notebook with its outputs and the record of its run, which may be one that is kept and holds."""
    done = {
        path: (notebook, kept[path])
        for path, notebook in prepared.items()
        if path in kept and runs.holds(kept[path], notebook, root)
    }
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = {
            path: pool.submit(_run, notebook, root, path, progress)
            for path, notebook in prepared.items()
            if path not in done
        }
        try:
            done |= dict(zip(running, _all([future.result for future in running.values()]), strict=True))
        except BaseException:
            # An interrupted build waits for the notebooks that run, not for those that have not begun.
            pool.shutdown(cancel_futures=True)
            raise
    return {path: done[path] for path in prepared}


def _run(
    notebook: nbformat.NotebookNode, root: Path, path: str, progress: Progress
) -> tuple[nbformat.NotebookNode, runs.Run]:
    began = time.perf_counter()
    notebook, opened = execute(notebook, (root / path).parent, path)
    cells = sum(cell["cell_type"] == "code" for cell in notebook["cells"])
    progress(f"{path}: ran {cells} code cells in {time.perf_counter() - began:.1f} s")
    return notebook, runs.of(notebook, opened, root)


def _overview_pages(
    root: Path, lessons: Sequence[nbformat.NotebookNode], stems: Sequence[str], with_exercise: Sequence[str]
) -> list[Expected]:
    """Return the pages about the whole kit: README.md, data/README.md, and the guide and CLAIMS.md where they are."""
    asked = [question for stem in with_exercise for question in _asked(stem[:2])]
    sources = {
        "README.md": ("the lessons and pyproject.toml", partial(_readme, root, lessons, stems, with_exercise, asked)),
        "data/README.md": ("data/datapackage.json", partial(_data_readme, root)),
        GUIDE: ("the questions", partial(_guide, root, lessons, asked, len(with_exercise))),
        SYLLABUS: (f"the lessons and {sheets.WORDS}", partial(_syllabus, root, lessons, stems)),
        "CLAIMS.md": ("data/claims.csv and the tables", partial(_claims_page, root)),
    }
    for optional, needs in ((GUIDE, GUIDE), (SYLLABUS, SYLLABUS), ("CLAIMS.md", "data/claims.csv")):
        if not (root / needs).is_file():
            del sources[optional]
    texts = _all([make for _, make in sources.values()])
    return [Expected(path, text, sources[path][0]) for path, text in zip(sources, texts, strict=True)]


def _cards(root: Path) -> list[Expected]:
    """Return the compiled chart and the still picture of each explorer; a kit without explorers' sources has none."""
    there = [name for name in explore.names() if (root / f"src/twoborders/charts/{name}.py").is_file()]
    made = _all([partial(cards.compiled, root, name) for name in there])
    source = "its chart in src/twoborders/charts/"
    return [Expected(path, text, source) for files in made for path, text in files.items()]


def _readme(
    root: Path,
    lessons: Sequence[nbformat.NotebookNode],
    stems: Sequence[str],
    with_exercise: Sequence[str],
    asked: Sequence[questions.Question],
) -> str:
    rows = _all(
        [
            partial(
                readme.lesson,
                notebook,
                stem,
                has_exercise=notebooks.exercise_of(stem) in with_exercise,
                has_page=(root / f"notebooks/instructor/{stem}.md").is_file(),
            )
            for notebook, stem in zip(lessons, stems, strict=True)
        ]
    )
    tables = len(list((root / "data").glob("*.csv")))
    regions = {
        "counts": stated.kit(len(stems), tables, len(explore.names()), asked, len(with_exercise)),
        "lessons": readme.lessons_table(rows),
        "binder": readme.binder(_text(root, "pyproject.toml")),
        "elsewhere": readme.elsewhere(_text(root, "pyproject.toml")),
        "site": readme.site(_text(root, "pyproject.toml")),
    }
    return readme.fill(_text(root, "README.md"), regions)


def _guide(
    root: Path,
    lessons: Sequence[nbformat.NotebookNode],
    asked: Sequence[questions.Question],
    exercises_there: int,
) -> str:
    regions = {
        "counts": stated.exercises(asked, exercises_there),
        "mistakes": stated.general_mistakes(),
        "sessions": clock.sessions_table(lessons),
    }
    return readme.fill(_text(root, GUIDE), regions, GUIDE)


def _syllabus(root: Path, lessons: Sequence[nbformat.NotebookNode], stems: Sequence[str]) -> str:
    regions = {
        "outcomes": syllabus.outcomes(lessons, sheets.read(root)),
        "weeks": syllabus.weeks(lessons, stems),
    }
    return readme.fill(_text(root, SYLLABUS), regions, SYLLABUS)


def _data_readme(root: Path) -> str:
    rows = {}
    for path in sorted((root / "data").glob("*.csv")):
        records = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
        rows[path.name] = sum(1 for _ in records) - 1
    return dictionary.page(_text(root, "data/datapackage.json"), rows)


def _claims_page(root: Path) -> str:
    return ledger.page(_text(root, "data/datapackage.json"), root / "data")


def _instructor_pages(
    root: Path, prepared: Mapping[str, nbformat.NotebookNode], numbers: Collection[str]
) -> list[Expected]:
    """Return each wanted lesson's page for the instructor, and its page of answers."""
    pages = sorted((root / "notebooks/instructor").glob("[0-9][0-9]_*.md"))
    stems = [path.stem for path in pages if not path.stem.endswith("_answers")]
    _raise_together(
        [
            [f"notebooks/instructor/{stem}.md: there is no lesson notebooks/{stem}.ipynb"]
            for stem in stems
            if f"notebooks/{stem}.ipynb" not in prepared
        ]
    )
    paths = {f"notebooks/instructor/{stem}.md": stem for stem in stems if _is_wanted(stem, numbers)}
    of = {
        path: (prepared[f"notebooks/{stem}.ipynb"], prepared.get(f"solutions/{notebooks.exercise_of(stem)}.ipynb"))
        for path, stem in paths.items()
    }
    makers = {path: partial(instructor.page, _text(root, path), stem, *of[path]) for path, stem in paths.items()}
    makers |= {
        f"notebooks/instructor/{stem[:2]}_answers.md": partial(instructor.answers, stem, *of[path])
        for path, stem in paths.items()
    }
    texts = _all(list(makers.values()))
    source = "the lesson, its questions and its solution"
    return [Expected(path, text, source) for path, text in zip(makers, texts, strict=True)]


def _sheets(
    root: Path,
    done: Mapping[str, nbformat.NotebookNode],
    pages: Sequence[Expected],
    compiled: Sequence[Expected],
) -> list[Expected]:
    """Return the sheet of each executed lesson that has a page for the instructor."""
    texts = {each.path: each.text for each in pages}
    # A kit without explorers' sources shows the pictures that came with the package.
    stills = {path.stem: path.read_text(encoding="utf-8") for path in COMPILED.glob("*.svg")}
    stills |= {Path(each.path).stem: each.text for each in compiled if each.path.endswith(".svg")}
    stems = [Path(path).stem for path in done if f"notebooks/instructor/{Path(path).stem}.md" in texts]
    words = sheets.read(root) if stems else {}
    made = _all(
        [
            partial(
                sheets.sheet,
                texts[f"notebooks/instructor/{stem}.md"],
                stem,
                done[f"notebooks/{stem}.ipynb"],
                words,
                stills,
            )
            for stem in stems
        ]
    )
    source = f"the lesson, its page and {sheets.WORDS}"
    paths = [f"notebooks/instructor/sheets/{stem[:2]}.html" for stem in stems]
    return [Expected(path, text, source) for path, text in zip(paths, made, strict=True)]


def _text(root: Path, path: str) -> str:
    try:
        return (root / path).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BuildError([f"{path}: there is no such file"]) from None
    except UnicodeDecodeError as error:
        raise BuildError([f"{path}: it is not in UTF-8 ({error}); save it so"]) from error


def _stored(path: Path) -> str | None:
    """Return a file's text, any newline read as \\n, to compare it with what it should be; None if there is no file."""
    if not path.is_file():
        return None
    return path.read_text(encoding="utf-8", errors="replace")


def _why(stored: str | None, expected: Expected, pictures: bool) -> str | None:
    """Return in one line how a file differs, or None if it differs by nothing that counts."""
    if stored is None:
        return f"it is missing; it is made of {expected.source}"
    if expected.path == runs.RECORD:
        return f"it does not hold the last run of {', '.join(runs.different(stored, expected.text))}"
    if expected.path.endswith(".html") and not pictures:
        stored, expected = (
            sheets.without_pictures(stored),
            replace(expected, text=sheets.without_pictures(expected.text)),
        )
        if stored == expected.text:
            return None
    if not expected.path.endswith(".ipynb"):
        return f"line {_first_line(stored, expected.text)} differs from what is made of {expected.source}"
    try:
        old = nbformat.v4.reads(stored)
        new = nbformat.v4.reads(expected.text)
        different = _first_difference(old, new, expected.source, pictures)
        if different is None and stored != notebooks.to_text(old):
            return "its text is not in the form in which nbformat writes a notebook"
        return different
    except (ValueError, KeyError, TypeError, AttributeError):
        return "it is not a notebook of this format"


def _first_line(stored: str, fresh: str) -> int:
    """Return the number of the first line in which two different texts differ."""
    pairs = itertools.zip_longest(stored.splitlines(), fresh.splitlines())
    return next((number for number, (old, new) in enumerate(pairs, start=1) if old != new), 1)


def _first_difference(
    old: nbformat.NotebookNode, new: nbformat.NotebookNode, source: str, pictures: bool
) -> str | None:
    if len(old["cells"]) != len(new["cells"]):
        return f"it has {len(old['cells'])} cells, {source} gives {len(new['cells'])}"
    for position, (before, after) in enumerate(zip(old["cells"], new["cells"], strict=True)):
        here = cell_name(new, position)
        for key, what in (
            ("cell_type", "type"),
            ("source", "source"),
            ("id", "id"),
            ("metadata", "metadata"),
            ("attachments", "attachments"),
        ):
            if before.get(key) != after.get(key):
                return f"{here} has another {what} than {source} gives"
        if after.get("execution_count") and not before.get("execution_count"):
            return f"{here} was never run"
        if masked(before.get("outputs")) != masked(after.get("outputs")):
            return f"{here} stores another output than {source} gives"
        if before.get("execution_count") != after.get("execution_count"):
            return f"{here} has another execution count than {source} gives"
        if pictures and before.get("outputs") != after.get("outputs"):
            return f"{here} stores another picture than {source} gives"
    if old["metadata"] != new["metadata"]:
        return f"its notebook metadata is not what {source} gives"
    if old["nbformat_minor"] != new["nbformat_minor"]:
        return f"its notebook format is 4.{old['nbformat_minor']}, it must be 4.{new['nbformat_minor']}"
    return None


def _all(tasks: Sequence[Callable[[], T]]) -> list[T]:
    """Return what each task returns. Raises one BuildError with the problems of all that failed."""
    results, found = [], []
    for task in tasks:
        try:
            results.append(task())
        except BuildError as error:
            found.append(error.problems)
    _raise_together(found)
    return results


def _raise_together(found: Sequence[Sequence[str]]) -> None:
    # Two pages can need the same thing of a notebook; it is said once.
    problems = list(dict.fromkeys(problem for each in found for problem in each))
    if problems:
        raise BuildError(problems)
