"""What pip installs is whole: its dependencies are what is imported, its tables and lessons are found, its lessons run.

No test downloads anything: the wheel is built with the hatchling that is here, and what it needs is already installed.
"""

import ast
import email
import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "twoborders"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# Distributions whose name is not that of what one imports from them.
NAMES = {
    "IPython": "ipython",
    "_pytest": "pytest",
    "jupyter_client": "jupyter-client",
    "vl_convert": "vl-convert-python",
}
# Without it no cell runs, and no source imports it.
KERNEL = {"ipykernel"}
# The charts of explorers are compiled by the build: no notebook imports it (test_package.py).
COMPILED = {"altair"}
ROOMS = ("build", "grade")


def distributions(sources: Iterator[str]) -> set[str]:
    """Return the names of the distributions that Python sources import, without the standard library and the kit."""
    named = set()
    for node in (each for source in sources for each in ast.walk(ast.parse(source))):
        if isinstance(node, ast.Import):
            named |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            named.add(node.module.split(".")[0])
    return {NAMES.get(name, name) for name in named - sys.stdlib_module_names - {"twoborders"}}


def of_modules(*rooms: str) -> Iterator[str]:
    """Give the sources of these rooms of the package; of all that a notebook uses where none is named."""
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0]
        if room in rooms or (not rooms and room not in ROOMS):
            yield path.read_text(encoding="utf-8")


def of_notebooks() -> Iterator[str]:
    """Give the code of every lesson, exercise and solution."""
    for folder in ("notebooks", "exercises", "solutions"):
        for path in (ROOT / folder).glob("*.ipynb"):
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
                if cell["cell_type"] == "code":
                    yield "".join(cell["source"])


def required(*extras: str) -> set[str]:
    """Return the names of the distributions that pyproject.toml lists: those of extras, or those that all need."""
    optional = PROJECT["optional-dependencies"]
    listed = [each for extra in extras for each in optional[extra]] if extras else PROJECT["dependencies"]
    return {re.match(r"[\w.-]+", each)[0] for each in listed}


def test_imports_are_found_in_a_source():
    source = "import os, pandas.api\nfrom IPython import display\nfrom . import x\ndef f():\n    import _pytest.main"
    assert distributions(iter([source, "from twoborders import load"])) == {"pandas", "ipython", "pytest"}


@pytest.mark.quick
def test_what_pip_brings_is_what_a_lesson_needs():
    assert distributions(of_modules()) | distributions(of_notebooks()) | KERNEL == required() | COMPILED


@pytest.mark.quick
def test_the_extras_are_what_building_and_grading_need_besides():
    building, grading = distributions(of_modules("build")) | COMPILED, distributions(of_modules("grade"))
    assert building - required() == required("build")
    assert grading - required() == required("grade") | required("cluster")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory) -> Path:
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_has_all_for_a_learner_and_nothing_for_the_teacher_alone(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.startswith("twoborders/kit/")}
    here = {
        path.relative_to(ROOT) for folder in ("data", "notebooks", "exercises") for path in (ROOT / folder).glob("*.*")
    }
    assert names == {f"twoborders/kit/{path.as_posix()}" for path in here}
    assert "twoborders/kit/data/datapackage.json" in names
    assert len([name for name in names if name.endswith(".ipynb")]) >= 16


def test_the_wheel_says_what_it_needs(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        about = email.message_from_bytes(archive.read(name))
    needs = [each for each in about.get_all("Requires-Dist") if "extra ==" not in each]
    assert {"pandas", "seaborn", "matplotlib", "anywidget", "ipykernel"} <= {
        re.match(r"[\w-]+", each)[0] for each in needs
    }
    assert about["Requires-Python"] == ">=3.11" and about["Version"] == PROJECT["version"]


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory) -> Path:
    """Return the folder of an environment with the wheel; the rest of its packages are those of this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    packages = sysconfig.get_path("purelib", vars={"base": str(folder)})
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    others = [path for path in sys.path if path.endswith("site-packages")]
    (Path(packages) / "others.pth").write_text("\n".join(others))
    return folder


def started(installed: Path, *command: str, folder: Path) -> subprocess.CompletedProcess:
    """Run a command with the environment's Python in a folder."""
    python = installed / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run([python, *command], cwd=folder, env=variables, capture_output=True, text=True, timeout=300)


def run(installed: Path, *command: str, folder: Path) -> str:
    """Run a command so, and return what it printed."""
    result = started(installed, *command, folder=folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


LESSON = """
import nbformat, sys, twoborders
from nbclient import NotebookClient
assert twoborders.__file__.startswith(sys.prefix), twoborders.__file__
for name in ("01_constraints_border_and_institutions", "01_exercise"):
    notebook = nbformat.read(f"my_work/{name}.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("from twoborders import own_mark; own_mark('01-9', 2)"))
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": "my_work"}}).execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    print(name, len(shown), "ERROR" * any(output.output_type == "error" for output in shown))
    print(*(output.data["text/plain"] for output in shown if "data" in output))
"""


def test_a_folder_of_ones_own_is_filled_outside_any_kit_and_a_lesson_and_its_exercise_run(installed, tmp_path):
    said = run(installed, "-m", "twoborders", "work", folder=tmp_path)
    assert str(tmp_path / "my_work") in said
    assert len(list((tmp_path / "my_work").glob("*.ipynb"))) == len(list((ROOT / "exercises").glob("*.ipynb"))) * 2
    said = run(installed, "-c", LESSON, folder=tmp_path)
    assert "ERROR" not in said
    assert "01-1" in said and "not attempted" in said.lower()
    assert (tmp_path / "my_work" / "progress.json").is_file()


def test_a_command_says_which_package_it_lacks(installed, tmp_path):
    code = "import sys; sys.modules['jinja2'] = None; from twoborders import cli; print(cli.main(['site', 'out']))"
    assert run(installed, "-c", code, folder=tmp_path).strip() == "1"
    ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert "jinja2 is not installed" in ended.stderr and ".[build]" in ended.stderr


def test_grading_needs_the_whole_kit_and_works_in_its_folder(installed, tmp_path):
    handed_in = tmp_path / "ana" / "01_exercise.ipynb"
    handed_in.parent.mkdir()
    handed_in.write_text("no notebook")
    grade = ["grade", str(handed_in.parent), "--out", str(tmp_path / "graded"), "--no-isolation", "--jobs", "1"]
    code = f"from twoborders import cli; print(cli.main({grade}))"
    ended = started(installed, "-c", code, folder=tmp_path)
    assert ended.stdout.strip() == "2"
    assert "needs the whole kit" in ended.stderr and PROJECT["urls"]["Repository"] + " " in ended.stderr
    assert "0 graded, 0 incomplete, 1 unreadable" in run(installed, "-c", code, folder=ROOT)


def test_a_table_is_found_in_a_folder_that_holds_nothing(installed, tmp_path):
    said = run(
        installed, "-c", "from twoborders import load; print(load('claims')['claim_id'].to_list())", folder=tmp_path
    )
    assert "'C2a'" in said
