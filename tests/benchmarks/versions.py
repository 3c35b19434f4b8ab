"""Run the kit with the oldest and newest versions of what it needs, on each Python, and print one row for each.

    python tests/benchmarks/versions.py [NAME ...]

NAME is one of ENVIRONMENTS; without one all are run, a few minutes each, with the network. uv must be on the PATH, and
beside it the Pythons: one that is not there gets a row that says so. For each, in a fresh environment:

1. The wheel of this checkout is installed with its dependencies alone; no package contradicts another.
2. In an empty folder ``twoborders work``, then each lesson there to its end, a new kernel for each.
3. The solutions of this checkout, in that environment: each check gives all points that a program gives.
4. What building, grading and testing need is added, and ``pytest -m quick`` runs in this checkout.

A number that a cell prints must be the one that is stored. What is written otherwise (14855.0 for 14855, a type's
name, the width of a table) fails nothing; the row counts the cells, and the lines below it name them.
"""

import argparse
import dataclasses
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from start import QUICK, requirements  # noqa: E402

SHOWN = ("pandas", "numpy", "matplotlib", "seaborn", "ipywidgets", "networkx")
LOWEST = ("--resolution", "lowest-direct")
COLAB = "pandas==2.2.3 numpy==2.1.3 matplotlib==3.10.0 ipywidgets==7.7.1 ipython==7.34 ipykernel==6.17.1"

ENVIRONMENTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "3.11 lowest": ("3.11", LOWEST),
    "3.11 requirements": ("3.11", tuple(requirements("lessons"))),
    "3.12 Colab": ("3.12", tuple(COLAB.split())),
    "3.12 pandas 3.0": ("3.12", ("pandas==3.0.*",)),
    "3.13 lowest": ("3.13", LOWEST),
    "3.13 newest": ("3.13", ()),
    "3.14 lowest": ("3.14", LOWEST),
    "3.14 newest": ("3.14", ()),
}
"""By name, the Python and what the installer is told besides the wheel; on a new Python the lowest that has a wheel."""

LINES = 25
"""How many lines are shown of what a command says that fails."""
TOLD = ("PYTHON", "JUPYTER", "IPYTHON", "TWOBORDERS", "NBGRADER", "MPL", "VIRTUAL_ENV")
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(TOLD)}
"""The variables of this shell without those that tell Python, Jupyter or the kit something."""
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w)")
FULL = re.compile(r"Right, ([\d.]+) of \1 points?\.|To be marked by a person")


@dataclasses.dataclass
class Row:
    """What came of an environment: versions, what failed, and the cells that print otherwise than is stored."""

    versions: dict[str, str] = dataclasses.field(default_factory=dict)
    failed: list[str] = dataclasses.field(default_factory=list)
    otherwise: list[str] = dataclasses.field(default_factory=list)


def run(*command: object, folder: Path = ROOT, **variables: str) -> str:
    """Run a command and return what it printed. Raises RuntimeError with its last lines where it fails."""
    ended = subprocess.run(list(map(str, command)), cwd=folder, env=CLEAN | variables, capture_output=True, text=True)
    if ended.returncode:
        raise RuntimeError("\n".join(f"{ended.stdout}\n{ended.stderr}".split("\n")[-LINES:]).strip())
    return ended.stdout


def kernel_of(python: Path) -> type:
    """Return a kernel manager whose kernel is that Python."""

    class ThatPython(AsyncKernelManager):
        @property
        def kernel_spec(self) -> KernelSpec:
            argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=ERROR"]
            return KernelSpec(argv=argv, display_name="Python", language="python")

    return ThatPython


def printed(cell: dict) -> str:
    """Return what a cell shows, as text, without the words for a widget (ipywidgets 7 has others) and a length."""
    text = "\n".join(each.get("text") or each["data"].get("text/plain", "") for each in cell.get("outputs", ()))
    return re.sub(r"A widget, which moves .*|Length: \d+", "", text)


def numbers(text: str) -> list[float]:
    """Return the numbers of a text, in order of size: a table that is cut in two prints them in another order."""
    return sorted(float(each.replace(",", "")) for each in NUMBER.findall(text))


def play(python: Path, path: Path, stored: Path, folder: Path, row: Row) -> None:
    """Execute a notebook in a folder, and note in the row what fails and what differs from the stored outputs."""
    notebook = nbformat.read(path, as_version=4)
    options = {"kernel_manager_class": kernel_of(python), "timeout": 120, "coalesce_streams": True}
    client = NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}, **options)
    client.widget_registry.clear()  # what a widget of interact prints then stands in the cell, as it is stored
    try:
        client.execute(env=CLEAN)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        row.failed.append(f"{path.name}: {str(error).strip().splitlines()[-1]}")
        return
    for place, (cell, before) in enumerate(zip(notebook.cells, nbformat.read(stored, as_version=4).cells, strict=True)):
        name, text, expected = f"{path.name} cell {place}", printed(cell), printed(before)
        if FULL.search(expected) and not FULL.search(text):
            row.failed.append(f"{name}: {text[:160]}")
        elif numbers(text) != numbers(expected):
            row.failed.append(f"{name} prints other numbers: {text[:300]!r} for {expected[:300]!r}")
        elif text.split() != expected.split():
            row.otherwise.append(name)


def examine(python: str, options: Sequence[str], wheel: Path, folder: Path) -> Row:
    """Make an environment in a folder and do everything in it, until a command fails."""
    row = Row()
    its = folder / ("environment/Scripts/python.exe" if os.name == "nt" else "environment/bin/python")
    # The lines of pyproject.toml are given too, for the lowest versions are those of what is asked for by name.
    install = [
        "uv",
        "pip",
        "install",
        "--python",
        its,
        "--only-binary",
        ":all:",
        "-r",
        ROOT / "pyproject.toml",
        *options,
    ]
    try:
        run("uv", "venv", "--no-python-downloads", "--python", python, folder / "environment")
        run(*install, wheel)
        run("uv", "pip", "check", "--python", its)
        listed = json.loads(run("uv", "pip", "list", "--python", its, "--format", "json"))
        row.versions = {each["name"]: each["version"] for each in listed}
        row.versions["Python"] = run(its, "-c", "import platform; print(platform.python_version())").strip()
        run(its, "-m", "twoborders", "work", folder=folder)
        for stored in sorted((ROOT / "notebooks").glob("*.ipynb")):
            play(its, folder / "my_work" / stored.name, stored, folder / "my_work", row)
        for stored in sorted((ROOT / "solutions").glob("*.ipynb")):
            play(its, stored, stored, folder, row)
        run(*install, wheel, "--extra", "build", "--extra", "grade", "--extra", "test")
        run("uv", "pip", "check", "--python", its)
        run(its, "-m", "pytest", "-q", *QUICK, PYTHONPATH=str(ROOT / "src"))
    except RuntimeError as error:
        row.failed.append(str(error))
    return row


def main(names: Sequence[str]) -> None:
    """Build the wheel, examine each environment and print its row at once."""
    print("| Python |", " | ".join(SHOWN), "| result | seconds |")
    print("|---" * (len(SHOWN) + 3) + "|")
    with tempfile.TemporaryDirectory() as made:
        run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", made)
        (wheel,) = Path(made).glob("*.whl")
        for name in names or ENVIRONMENTS:
            python, options = ENVIRONMENTS[name]
            with tempfile.TemporaryDirectory() as folder:
                began = time.monotonic()
                row = examine(python, options, wheel, Path(folder))
                took = time.monotonic() - began
            versions = [row.versions.get(each, "") for each in ("Python", *SHOWN)]
            result = f"{name}: {f'{len(row.failed)} failed' if row.failed else 'passed'}"
            print("|", " | ".join(versions), f"| {result}, {len(row.otherwise)} cells otherwise | {took:.0f} |")
            for each in (*row.failed, *row.otherwise):
                print(" ", each, flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("names", nargs="*", choices=[[], *ENVIRONMENTS], metavar="NAME")
    main(parser.parse_args().names)
