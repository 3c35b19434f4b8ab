"""Run a notebook and keep only outputs that another machine would give as well."""

import copy
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from twoborders.build.notebooks import BuildError, cell_name

CELL_SECONDS = 120
"""How long one cell may run; the same limit as nbval's in pyproject.toml."""

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"

# The same rule as in tests/sanitize.cfg: only about the bytes of a picture may two machines disagree.
PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+")
PICTURE_MIMES = ("image/png", "image/jpeg")

ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,}")
HOME = re.compile(r"(?<![\w.~/-])(?:/home/|/Users/|[A-Za-z]:\\+Users\\+)[\w.-]+|ipykernel_\d+")


# Runs in the kernel before the first cell. The log is a file of its own: a kernel that dies leaves what it wrote.
_WATCH = """
def _watch():
    import sys

    seen, log = set(), open({log!r}, "a", encoding="utf-8", errors="surrogateescape")

    def opened(event, arguments):
        if event == "open" and isinstance(arguments[0], str) and arguments[0] not in seen:
            seen.add(arguments[0])
            log.write(arguments[0] + "\\n")
            log.flush()

    sys.addaudithook(opened)


_watch()
del _watch
"""


def execute(
    notebook: nbformat.NotebookNode, folder: Path, name: str, seconds: float = CELL_SECONDS
) -> tuple[nbformat.NotebookNode, list[Path]]:
    """Return the notebook with the outputs of a fresh run in ``folder``, and the files that the run opened.

    ``name`` is what messages call the notebook.

    Each notebook gets a kernel of its own, made of this Python, without the user's IPython profile and
    without the variables that change what ``check`` does. Raises BuildError for a cell that fails, hangs
    (after ``seconds``) or stops its kernel, and for an output that only this machine would give.
    """
    # Imported here: reading and comparing notebooks must not pay for it.
    import nbclient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    metadata = copy.deepcopy(notebook["metadata"])
    notebook = copy.deepcopy(notebook)
    running = [0]
    with tempfile.TemporaryDirectory(prefix="twoborders-") as profile:
        log = Path(profile) / "opened.txt"
        startup = Path(profile) / "profile_default/startup/watch.py"
        startup.parent.mkdir(parents=True)
        startup.write_text(_WATCH.format(log=str(log)), encoding="utf-8")
        client = nbclient.NotebookClient(
            notebook,
            kernel_manager_class=_this_python(),
            timeout=seconds,
            resources={"metadata": {"path": str(folder)}},
            store_widget_state=False,
            record_timing=False,
            coalesce_streams=True,
            force_raise_errors=True,
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            on_cell_start=lambda cell, cell_index: running.__setitem__(0, cell_index),
        )
        # No page holds what a widget of interact prints: it stands in the cell, where nbval sees it too.
        client.widget_registry.clear()
        try:
            client.execute(env=_environment(profile))
        except CellExecutionError as error:
            said = f"{error.ename}: {' '.join(error.evalue.split())}"
            raise BuildError([f"{name}: {cell_name(notebook, running[0])}: {said}"]) from None
        except CellTimeoutError:
            said = f"it ran for more than {seconds} seconds and was stopped"
            raise BuildError([f"{name}: {cell_name(notebook, running[0])}: {said}"]) from None
        except DeadKernelError:
            said = "the kernel stopped while this cell ran"
            raise BuildError([f"{name}: {cell_name(notebook, running[0])}: {said}"]) from None
        opened = log.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    notebook["metadata"] = metadata  # a run notes the Python version there
    for cell in _code_cells(notebook):
        cell["outputs"] = [output for output in map(_lasting, cell["outputs"]) if output]
    found = output_problems(notebook, folder)
    if found:
        raise BuildError([f"{name}: {problem}" for problem in found])
    return notebook, [(folder / path).resolve() for path in opened]


def output_problems(notebook: nbformat.NotebookNode, folder: Path) -> list[str]:
    """Return which cells show what only this machine or this run would: a path of it, an object's address."""
    here = {str(folder), str(folder.resolve()), str(Path.home()), sys.prefix, tempfile.gettempdir()}
    paths = sorted(path for path in here if len(path) > 1)
    own = re.compile("|".join(rf"(?<![\w.]){re.escape(path)}(?![\w-])" for path in paths))
    found = []
    for position, cell in enumerate(notebook["cells"]):
        text = "\n".join(_texts(masked(cell.get("outputs", []))))
        for pattern, what in ((ADDRESS, "an object's address"), (own, "a path"), (HOME, "a path")):
            match = pattern.search(text)
            if match:
                said = f"its output shows {what} of this machine: {match.group()}"
                found.append(f"{cell_name(notebook, position)}: {said}")
                break
    return found


def masked(outputs: Any) -> Any:
    """Return outputs with the bytes of every picture replaced by a word: what two machines must agree on."""
    if isinstance(outputs, str):
        return PICTURE.sub("data:image/png;base64,PICTURE", outputs)
    if isinstance(outputs, list):
        return [masked(output) for output in outputs]
    if isinstance(outputs, dict):
        return {key: "PICTURE" if key in PICTURE_MIMES else masked(value) for key, value in outputs.items()}
    return outputs


def _lasting(output: nbformat.NotebookNode) -> nbformat.NotebookNode | None:
    """Return an output without its widget view: that names a model which lives as long as its kernel."""
    if "data" in output:
        output["data"].pop(WIDGET_VIEW, None)
        if not output["data"]:
            return None
    return output


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _environment(profile: str) -> dict[str, str]:
    """Return the kernel's environment: a person's own IPython settings must not change a stored output."""
    dropped = {
        "TWOBORDERS_GRADING",
        "NBGRADER_EXECUTION",
        "NBGRADER_VALIDATING",
        "PYTHONSTARTUP",
        "PYTHONWARNINGS",
    }
    kept = {key: value for key, value in os.environ.items() if key not in dropped}
    return {**kept, "IPYTHONDIR": profile}


def _this_python() -> type:
    """Return a kernel manager whose kernel is this Python, whatever kernels of that name the machine has."""
    import ipykernel.kernelspec
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    class ThisPython(AsyncKernelManager):
        @property
        def kernel_spec(self) -> KernelSpec:
            return KernelSpec(resource_dir=ipykernel.kernelspec.RESOURCES, **ipykernel.kernelspec.get_kernel_dict())

    return ThisPython
