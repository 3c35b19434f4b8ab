"""Run one thing where no network is: ``unshare --net [...] python tests/offline.py TASK [ARGUMENT...]``.

``code SOURCE`` runs Python source, ``notebooks FOLDER`` executes each notebook of a folder, and ``module NAME
ARGUMENT...`` runs a module as ``python -m`` does. Refuses (status 3) if another computer can be reached.
"""

import fcntl
import runpy
import socket
import struct
import sys
from pathlib import Path

# An address of the block that is kept for documentation (RFC 5737): nobody answers there, but only a computer
# without any network says at once that it cannot be reached.
ELSEWHERE = ("192.0.2.1", 9)
SET_FLAGS, UP, RUNNING = 0x8914, 0x1, 0x40


def raise_loopback() -> None:
    """Switch on the loopback device, over which a Jupyter kernel talks: in a new namespace it is off."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, SET_FLAGS, struct.pack("16sh14x", b"lo", UP | RUNNING))


def has_network() -> bool:
    """Tell whether there is a way to other computers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)  # sends nothing: only asks for the route
        except OSError:
            return False
    return True


def execute(folder: Path) -> None:
    """Execute the notebooks of a folder one after the other, in one kernel, and print the name of each that has run.

    No file is changed. What a notebook named is forgotten before the next; what it imported is still there, which saves
    most of the time: whether each notebook runs by itself is not the question here (nbval answers it).
    """
    import nbformat
    from jupyter_client import KernelManager
    from nbclient import NotebookClient

    kernel = KernelManager()
    kernel.start_kernel(cwd=str(folder))
    try:
        for path in sorted(folder.glob("*.ipynb")):
            notebook = nbformat.read(path, as_version=4)
            notebook.cells.insert(0, nbformat.v4.new_code_cell("%reset -f"))
            NotebookClient(notebook, km=kernel, timeout=120).execute()
            print(path.name, flush=True)
    finally:
        kernel.shutdown_kernel(now=True)


def main(task: str, *arguments: str) -> None:
    """Do the task; whatever fails in it ends this process with a traceback and a status other than 0."""
    if has_network():
        sys.exit(3)
    raise_loopback()
    if task == "code":
        exec(compile(arguments[0], "<code>", "exec"), {})
    elif task == "notebooks":
        execute(Path(arguments[0]))
    elif task == "module":
        sys.argv = list(arguments)
        runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)
    else:
        sys.exit(f"unknown task: {task}")


if __name__ == "__main__":
    main(*sys.argv[1:])
