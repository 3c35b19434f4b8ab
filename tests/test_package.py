"""The package's floors, the cost of its import, and what no file of the project may contain."""

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"

# From the lowest to the highest: each rests only on those before it.
FLOORS = [
    "tables",
    "models",
    "claims",
    "charts",
    "questions",
    "work",
    "cards",
    "explore",
    "checking",
    "build",
    "grade",
    "cli",
]
ROOMS = ["files", "intake", "sandbox", "marking", "reports", "pool", "batch", "out_folder", "command"]
"""The rooms of grade, in the order in which a hand-in goes through them; each rests only on those before it."""
# `import twoborders` gives what notebooks import, so it stands where checking stands; `python -m` is the cli.
SAME_FLOOR = {"__init__": "checking", "__main__": "cli"}

PLOTTING = {"matplotlib", "seaborn", "plotly", "altair", "bokeh"}
WIDGETS = {"ipywidgets", "anywidget", "IPython", "ipykernel"}
HEAVY = (
    PLOTTING | WIDGETS | {"networkx", "nbformat", "nbclient", "nbval", "pytest", "playwright", "frictionless", "tqdm"}
)


def modules() -> dict[str, Path]:
    """Return the file of each module of the package, by dotted name."""
    return {dotted(path): path for path in sorted(SOURCE.glob("twoborders/**/*.py"))}


def dotted(path: Path) -> str:
    """Return a file's name as a module: src/twoborders/models/__init__.py is twoborders.models."""
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


def floor(module: str) -> str:
    """Return the floor of a module of the package: the first name after ``twoborders``."""
    name = module.split(".")[1] if "." in module else "__init__"
    return SAME_FLOOR.get(name, name)


def imports(source: str, package: str, known: set[str]) -> Iterator[str]:
    """Yield the dotted names that a source imports, wherever in it and whether relative or not.

    `package` is the package that the source is in. In ``from a import b``, b may be a module or a name in a;
    it is the module if it is one of the `known` ones.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                name = f"{base}.{alias.name}"
                yield name if name in known else base


def imports_of(module: str, path: Path) -> set[str]:
    """Return the dotted names that a module of the package imports."""
    package = module if path.stem == "__init__" else module.rpartition(".")[0]
    return set(imports(path.read_text(encoding="utf-8"), package, set(modules())))


def upward(module: str, imported: set[str]) -> list[str]:
    """Return the imports that go from a module to a floor above its own."""
    own = FLOORS.index(floor(module))
    inside = (name for name in imported if name.split(".")[0] == "twoborders")
    return sorted(name for name in inside if FLOORS.index(floor(name)) > own)


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Return the modules of a graph of imports that reach each other, each circle once, in the order of the alphabet.

    A module that imports itself is a circle of one.
    """
    reached = {module: reach(module, graph) for module in graph}
    found = {frozenset(other for other in reached[module] if module in reached[other]) for module in graph}
    return sorted(sorted(circle) for circle in found if circle)


def reach(module: str, graph: dict[str, set[str]]) -> set[str]:
    """Return the modules of a graph that a module imports, be it by way of others."""
    seen: set[str] = set()
    ahead = [module]
    while ahead:
        new = graph[ahead.pop()] & set(graph) - seen
        seen |= new
        ahead += new
    return seen


def imported_by(statements: list[str]) -> list[set[str]]:
    """Return the names of all modules that a fresh Python has imported after each of these statements in turn."""
    code = ["import json, sys", "seen = []"]
    for statement in statements:
        code += [statement, "seen.append(sorted(sys.modules))"]
    code.append("print(json.dumps(seen))")
    result = subprocess.run([sys.executable, "-c", "\n".join(code)], capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    return [set(names) for names in json.loads(result.stdout.splitlines()[-1])]


# Floors


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import twoborders.grade.marking.align", {"twoborders.grade.marking.align"}),
        ("from twoborders import explore, load", {"twoborders.explore", "twoborders"}),
        ("from . import explore", {"twoborders.explore"}),
        ("from .tables import load", {"twoborders.tables"}),
        ("def later():\n    from ..other import thing", {"other"}),
        ("import pandas as pd", {"pandas"}),
    ],
)
def test_imports_are_found(source, expected):
    assert set(imports(source, "twoborders", {"twoborders.explore"})) == expected


def test_an_upward_import_is_found():
    assert upward("twoborders.models.backlog", {"pandas", "twoborders.tables", "twoborders.charts"}) == [
        "twoborders.charts"
    ]
    assert upward("twoborders.explore", {"twoborders"}) == ["twoborders"]


def test_every_module_is_on_a_floor():
    assert {floor(module) for module in modules()} == set(FLOORS)


@pytest.mark.parametrize("module", modules())
def test_no_import_runs_upward(module):
    assert upward(module, imports_of(module, modules()[module])) == []


@pytest.mark.parametrize("module", [module for module in modules() if module.startswith("twoborders.grade.")])
def test_no_import_runs_from_a_room_of_grading_to_a_later_one(module):
    room = ROOMS.index(module.split(".")[2])
    imported = [name.split(".") for name in imports_of(module, modules()[module])]
    later = [name for name in imported if name[:2] == ["twoborders", "grade"] and name[2:3]]
    assert [name for name in later if ROOMS.index(name[2]) > room] == []


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        ({"a": {"b", "pandas"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b"}, "b": {"c"}, "c": {"b"}}, [["b", "c"]]),
        ({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a", "e"}, "e": {"d"}}, [["a", "b", "c"], ["d", "e"]]),
        ({"a": {"a"}}, [["a"]]),
    ],
    ids=["none", "two, and one that leads there", "three and two", "itself"],
)
def test_a_planted_circle_is_found_and_named(graph, expected):
    assert circles(graph) == expected


def test_no_imports_run_in_a_circle():
    """What the sources name counts, imports within functions too.

    That Python runs the ``__init__`` of all packages above a module does not count: a package may gather its modules.
    """
    assert circles({module: imports_of(module, path) for module, path in modules().items()}) == []


@pytest.mark.parametrize("module", [name for name in modules() if floor(name) in ("models", "questions")])
def test_models_and_questions_import_no_widget_and_no_plotting_library(module):
    named = {name.split(".")[0] for name in imports_of(module, modules()[module])}
    assert not named & (PLOTTING | WIDGETS)


# What is imported, from the lightest to the heaviest, and what is not imported with it: one Python for all.
LIGHT = {
    "what a notebook imports": ("from twoborders import load, check, hint, solution, progress", HEAVY),
    "all questions, until an answer is judged": ("from twoborders import questions; questions.ids()", HEAVY),
    "every model and question, also by way of a floor below": (
        f"import {', '.join(name for name in modules() if floor(name) in ('models', 'questions'))}",
        PLOTTING | WIDGETS | {"networkx"},
    ),
    "explorers": ("import twoborders.explore", PLOTTING | WIDGETS),
    "charts": ("import twoborders.charts, twoborders.charts.marks", PLOTTING | WIDGETS),
}


@pytest.fixture(scope="module")
def imported() -> dict[str, set[str]]:
    """The names of the modules that are there after each import of LIGHT."""
    return dict(zip(LIGHT, imported_by([statement for statement, _ in LIGHT.values()]), strict=True))


@pytest.mark.parametrize("case", LIGHT)
def test_a_light_import_brings_nothing_heavy(imported, case):
    assert not imported[case] & LIGHT[case][1]


def test_a_heavy_import_would_be_seen():
    before, after = imported_by(["import json", "import tqdm"])
    assert "tqdm" in HEAVY & after - before


# What no file may contain

# Written in two parts, so that this file does not contain them itself.
MACHINE_PATHS = re.compile("(?<![A-Za-z0-9_.])/" + "(work|tmp|root|opt)/")
REGISTRY = re.compile(
    r"\b(test\.)?pypi\." + r"org/simple|files\.python" + r"hosted|conda\.ana" + "conda|registry\\.npm"
)
# The namespace of SVG is the name of a format: nothing is fetched from there.
ADDRESS = re.compile("https?" + "://" + r"(?!www\.w3\.org/2000/svg\b)")
NOT_OURS = {
    ".git",
    ".venv",
    ".venv-log.txt",
    "__pycache__",
    ".ipynb_checkpoints",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    "graded",
}


def project_files() -> list[Path]:
    """Return the files of the project: those that git tracks or would track, else all but the generated."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if listed.returncode == 0:
            return [ROOT / name for name in sorted(set(listed.stdout.split("\0"))) if (ROOT / name).is_file()]
    return [
        path for path in sorted(ROOT.rglob("*")) if path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts)
    ]


def text_of(path: Path) -> str:
    """Return a file's text, with the pictures in a notebook left out; "" for a file that is no text."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
    return re.sub(r"[A-Za-z0-9+/=]{200,}", "", text)


def found(pattern: re.Pattern, paths: list[Path]) -> list[str]:
    """Return where a pattern occurs in files, as "file: the text found"."""
    hits = [(path, match) for path in paths for match in pattern.finditer(text_of(path))]
    return [f"{path.relative_to(ROOT)}: {match[0]}" for path, match in hits]


def test_no_folder_of_tests_is_passed_over(pytestconfig):
    """By default pytest does not look into a folder called "build", and says nothing of it."""
    passed_over = pytestconfig.getini("norecursedirs")
    folders = {path.parent.relative_to(ROOT) for path in (ROOT / "tests").glob("**/test_*.py")}
    hidden = [folder for folder in folders for part in folder.parts if any(fnmatch(part, p) for p in passed_over)]
    assert Path("tests/build") in folders
    assert hidden == []


def test_the_files_that_begin_first_are_there(pytestconfig):
    """A name that is gone would be passed over, and the slow file would begin when the other process has ended."""
    (shared,) = [plugin for name, plugin in pytestconfig.pluginmanager.list_name_plugin() if hasattr(plugin, "SLOWEST")]
    assert [name for name in shared.SLOWEST if not (ROOT / "tests" / name).is_file()] == []


def test_the_project_has_its_files():
    names = {path.relative_to(ROOT).as_posix() for path in project_files()}
    assert {"start.py", "pyproject.toml", "src/twoborders/cli.py", "data/datapackage.json"} <= names
    assert not [name for name in names if name.startswith(".venv/")]


@pytest.mark.quick
def test_no_file_names_a_path_of_somebodys_machine():
    # Hostile submissions name the places of any computer that they try to reach.
    assert found(MACHINE_PATHS, [path for path in project_files() if path.parent.name != "hostile"]) == []


@pytest.mark.quick
def test_no_file_names_a_package_registry():
    assert found(REGISTRY, project_files()) == []


@pytest.mark.quick
def test_what_a_lesson_runs_names_no_address_on_the_network():
    """The sources stand in the dictionary of the tables; `build` writes addresses for people into *.md."""
    runs = [ROOT / "start.py", *(path for module, path in modules().items() if floor(module) != "build")]
    runs += [path for path in project_files() if path.suffix == ".ipynb"]
    assert found(ADDRESS, runs) == []


def test_a_planted_path_and_address_would_be_found(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    (tmp_path / "a.py").write_text("open('/" + "tmp/x')\n# https" + "://example.org\n# pypi." + "org/simple\n")
    (tmp_path / "fine.md").write_text("See `data/x.csv` and tests/tmp/y, or n/work/n.\n")
    (tmp_path / "binary.png").write_bytes(b"\x89PNG\xff/" + b"tmp/")
    assert found(MACHINE_PATHS, project_files()) == ["a.py: /" + "tmp/"]
    assert found(ADDRESS, project_files()) == ["a.py: https" + "://"]
    assert found(REGISTRY, project_files()) == ["a.py: pypi." + "org/simple"]
