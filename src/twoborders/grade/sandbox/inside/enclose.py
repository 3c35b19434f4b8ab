"""Walls made with the kernel's namespaces alone, where bubblewrap is not installed.

    python -P -m twoborders.grade.sandbox.inside.enclose PLAN

runs a program in a root folder of its own. PLAN is JSON: ``root``, an empty folder to build it in; ``shown``, folders
of this computer, to be read only; ``placed``, pairs of such a folder and another name for it; ``links``, pairs of a
link's text and name; ``hidden``, folders that appear empty; ``writable``, empty folders of limited size; ``files``,
pairs of a file and a name, which are copied; ``program``, ``environment`` and ``folder``.
"""

import contextlib
import json
import os
import shutil
import signal
import sys
from pathlib import Path

from twoborders.grade.sandbox.inside import confine

DEVICES = ("null", "zero", "full", "random", "urandom")


def main(plan: dict) -> None:
    """Build the root folder, go into it and become the program. Raises OSError where the kernel does not permit it."""
    confine.die_with_parent()
    confine.leave_namespaces(processes=True)
    child = os.fork()
    if child:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF)
    confine.die_with_parent()
    confine.raise_loopback()
    build(Path(plan["root"]), plan)
    confine.enter_root(plan["root"])
    confine.give_up_privileges()
    os.chdir(plan["folder"])
    os.execve(plan["program"][0], plan["program"], plan["environment"])


def build(root: Path, plan: dict) -> None:
    """Mount into ``root`` all that the plan shows, and nothing else."""
    limits = confine.Limits()
    confine.make_mounts_private()
    confine.mount_memory(str(root), limits)
    for source, target in [*((path, path) for path in plan["shown"]), *plan["placed"]]:
        confine.bind_read_only(source, _within(root, target))
    for text, name in plan["links"]:
        (root / name.lstrip("/")).symlink_to(text)
    for hidden in plan["hidden"]:
        confine.mount_memory(_within(root, hidden), limits)
        confine.make_read_only(_within(root, hidden))
    devices = Path(_within(root, "/dev"))
    for name in DEVICES:
        (devices / name).touch()
        confine.bind(f"/dev/{name}", str(devices / name))
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        (devices / name).symlink_to(f"/proc/self/fd/{number}")
    (devices / "fd").symlink_to("/proc/self/fd")
    confine.mount_processes(_within(root, "/proc"))
    for writable in plan["writable"]:
        confine.mount_memory(_within(root, writable), limits)
    for source, name in plan["files"]:
        shutil.copy(source, _within(root, str(Path(name).parent)))
    confine.make_read_only(str(root))


def _within(root: Path, path: str) -> str:
    """The folder of this name within the root; it is made, unless something that is shown has it already."""
    folder = root / path.lstrip("/")
    with contextlib.suppress(FileExistsError):
        folder.mkdir(parents=True)
    return str(folder)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
