"""What ``grading.py`` runs in processes of their own, for what has no command that grades a folder.

    python tests/benchmarks/grading_tools.py PROGRAM FOLDER

runs every notebook under FOLDER, one after the other, in this one process, and prints one line of JSON for each:
``[points, possible]``, or for programs that grade nothing the number of cells without an error and the number of
cells. The programs are ``floor`` (figures painted), ``floor-laid-out``, ``nbclient`` and ``otter`` (FOLDER also
holds ``autograder.zip``).
"""

import gc
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path


def notebooks(folder: Path) -> list[Path]:
    """Every notebook under a folder."""
    return sorted(folder.rglob("*.ipynb"))


def nbclient(folder: Path) -> Iterator[tuple[int, int]]:
    """Run each notebook in a kernel of its own."""
    import nbformat
    from nbclient import NotebookClient

    for path in notebooks(folder):
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(notebook, allow_errors=True, resources={"metadata": {"path": str(path.parent)}}).execute()
        ran = [cell.execution_count is not None and not _stopped(cell) for cell in notebook.cells if _is_run(cell)]
        yield sum(ran), len(ran)


def _is_run(cell: dict) -> bool:
    return cell["cell_type"] == "code" and bool("".join(cell["source"]).strip())


def _stopped(cell: dict) -> bool:
    return any(output["output_type"] == "error" for output in cell["outputs"])


def otter(folder: Path) -> Iterator[tuple[float, float]]:
    """Grade each notebook with otter-grader's Python API."""
    from otter.api import grade_submission

    for path in notebooks(folder):
        results = grade_submission(str(path), str(folder / "autograder.zip"), quiet=True)
        yield results.total, results.possible


def floor(folder: Path, painted: bool) -> Iterator[tuple[int, int]]:
    """Fork for each notebook from a process that has imported everything, and run its cells in IPython's shell."""
    shell = _preloaded_shell(painted)
    gc.collect()
    gc.freeze()
    for path in notebooks(folder):
        cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if _is_run(cell)]
        process = os.fork()
        if process == 0:
            nothing = os.open(os.devnull, os.O_RDWR)
            os.dup2(nothing, 1)
            os.dup2(nothing, 2)
            stopped = 255
            try:
                stopped = sum(not shell.run_cell("".join(cell["source"]), store_history=True).success for cell in cells)
            finally:
                os._exit(min(stopped, 255))
        stopped = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        yield len(cells) - stopped, len(cells)


def _preloaded_shell(painted: bool) -> object:
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    os.environ["TWOBORDERS_GRADING"] = "floor"  # check describes the answer, and does not judge it
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    settings = Config()
    settings.HistoryManager.enabled = False  # its thread would not survive a fork
    shell = InteractiveShell.instance(config=settings)

    # After the shell, with which the inline backend registers itself.
    import matplotlib.pyplot  # noqa: F401
    import pandas  # noqa: F401
    import seaborn  # noqa: F401
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from twoborders import charts, check, questions

    assert check and charts
    questions.ids()
    warm = Figure()
    FigureCanvasAgg(warm)
    warm.subplots().set(title="fonts", xlabel="are", ylabel="loaded")
    warm.draw_without_rendering()
    if not painted:
        shell.display_formatter.formatters["image/png"].for_type(Figure, lambda figure: figure.draw_without_rendering())
        Figure.savefig = lambda figure, *_, **__: figure.draw_without_rendering()  # what show() calls
    shell.run_cell("pass", store_history=False)
    return shell


PROGRAMS = {
    "nbclient": nbclient,
    "otter": otter,
    "floor": lambda folder: floor(folder, painted=True),
    "floor-laid-out": lambda folder: floor(folder, painted=False),
}


def main(program: str, folder: Path) -> None:
    """Run one program over a folder."""
    for line in PROGRAMS[program](folder):
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
