"""The room in which submissions run: what it contains, how strongly it is closed, and the command that opens it."""

import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from twoborders.grade.sandbox import inside
from twoborders.grade.sandbox.inside.confine import LISTS, SWITCHES, USER, Limits
from twoborders.grade.sandbox.keyless_kit import WORKING_FOLDER, make_kit
from twoborders.tables import DATA, ROOT

KIT, TEMPORARY = "/kit", "/tmp"
"""The kit's folder and the temporary one, as they are called within walls."""
SYSTEM = tuple(map(Path, ("/bin", "/sbin", "/lib", "/lib64", "/lib32")))
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
REFUSAL = "Submissions run the learners' code, and this computer offers no way to keep that code apart from your files."
INSTALL = (
    "On Linux, install bubblewrap (for example: sudo apt install bubblewrap); elsewhere, grade on a Linux computer or "
    "in a virtual machine."
)
FORBIDDEN = (
    "bubblewrap is installed, but the system does not let it make namespaces of users. Many containers forbid it, and "
    "so do some systems, such as Ubuntu from 24.04 on, where the administrator can permit it. Or grade on another "
    "computer."
)
NOT_AT_ALL = "To run without any protection, on a computer that holds nothing of value: --no-isolation."


class IsolationError(RuntimeError):
    """Submissions cannot be run safely here; the text says why, and the way out."""


@dataclass(frozen=True)
class Level:
    """How strongly the room is closed.

    ``walls``: "bubblewrap", "namespaces" (made by the kit itself) or "" for none. ``seclude``: each submission has
    namespaces of its own within the room, so that one room serves many; otherwise each needs a room of its own.
    """

    walls: str
    seclude: bool

    @property
    def serves_many(self) -> bool:
        """Whether one room can run one submission after the other."""
        return self.seclude or not self.walls

    @property
    def name(self) -> str:
        """What results say of it."""
        parts = [self.walls] if self.walls else []
        if self.seclude and "namespaces" not in parts:
            parts.append("namespaces")
        return " and ".join(parts) or "none"


NONE = Level("", False)


@dataclass(frozen=True)
class Room:
    """A folder with the kit as the room shows it (``keyless_kit.py``), the level, and folders that are not shown."""

    folder: Path
    level: Level
    hidden: tuple[Path, ...] = ()

    def worker(self, engine: str, limits: Limits, private: Path) -> tuple[list[str], dict[str, str], str]:
        """Return arguments, environment and working folder for the program that runs notebooks (``inside/worker.py``).

        ``private`` is an empty folder for this program alone. It is used where there are no walls; inside walls there
        is an empty folder anyway.
        """
        folders, own = writable_folders(), TEMPORARY
        if not self.level.walls:
            folders, own = [str(private / "kit")], str(private)
            shutil.copytree(self.folder / "kit" / "data", private / "kit" / "data")
        settings = {
            "engine": engine,
            "seclude": self.level.seclude,
            "walled": bool(self.level.walls),
            "limits": asdict(limits),
            "folders": folders,
            "private": own,
        }
        return self.command([sys.executable, "-P", "-m", f"{inside.__name__}.worker", json.dumps(settings)], private)

    def command(self, program: Sequence[str], private: Path) -> tuple[list[str], dict[str, str], str]:
        """Return arguments, environment and working folder with which a program runs in the room."""
        if not self.level.walls:
            shutil.copytree(self.folder / "fonts", private / "matplotlib")
            return (
                [*program],
                environment(str(self.folder / "kit"), str(private)),
                str(_made(private / "kit" / WORKING_FOLDER)),
            )
        inner = environment(KIT, TEMPORARY)
        if self.level.walls == "bubblewrap":
            return [*_bubblewrap(self, inner), *program], {}, "/"
        if self.level.walls != "namespaces":
            raise ValueError(f"there are no walls of this name: {self.level.walls}")
        plan = _plan(self, inner, program, _made(private / "root"))
        # A process with threads, as numpy starts them, cannot go into a namespace of users.
        return (
            [sys.executable, "-P", "-m", f"{inside.__name__}.enclose", json.dumps(plan)],
            {**os.environ, **ONE_THREAD},
            "/",
        )


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def make_room(folder: Path, level: Level, data: Path = DATA) -> Room:
    """Write the kit for the room into an empty folder."""
    make_kit(folder / "kit", data)
    fonts = folder / "fonts"
    fonts.mkdir()
    for found in _font_lists():
        shutil.copy(found, fonts)
    return Room(folder, level)


def _font_lists() -> list[Path]:
    """matplotlib's list of this computer's fonts; without it each room would search them anew, for seconds."""
    import matplotlib

    cache = Path(matplotlib.get_cachedir())
    if not list(cache.glob("fontlist-*.json")):
        import matplotlib.font_manager  # (writes it)
    return list(cache.glob("fontlist-*.json"))


def environment(kit: str, temporary: str) -> dict[str, str]:
    """Every environment variable of the room. None of the instructor's goes in."""
    return (
        ONE_THREAD
        | {
            "HOME": temporary,
            "TMPDIR": temporary,
            "USER": "learner",
            "LANG": "C.UTF-8",
            "PATH": os.pathsep.join(
                [str(Path(sys.executable).parent), *(("/usr/bin", "/bin") if os.name == "posix" else ())]
            ),
            "PYTHONPATH": os.pathsep.join([f"{kit}/src", *map(str, _other_packages())]),
            # Else each thread reserves 64 MB and more, of which it uses little: it is reserved memory that is limited.
            "MALLOC_ARENA_MAX": "2",
            "PYTHONHASHSEED": "0",  # the same submission gives the same answer each time
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONNOUSERSITE": "1",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "MPLCONFIGDIR": f"{temporary}/matplotlib",
            # Only nbval is loaded, whatever other pytest plugins are installed.
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "IPYTHONDIR": f"{temporary}/ipython",
            "JUPYTER_RUNTIME_DIR": f"{temporary}/runtime",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        }
        | ({"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {})
    )


def _bubblewrap(opened: Room, variables: dict[str, str]) -> Iterator[str]:
    """bubblewrap's arguments: nothing of this computer is there but what is named here, and only to read."""
    limits = Limits()
    yield from ("bwrap", "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session", "--clearenv")
    yield from ("--uid", str(USER), "--gid", str(USER))
    for name, value in variables.items():
        yield from ("--setenv", name, value)
    for path in shown_folders():
        yield from ("--ro-bind", str(path), str(path))
    for text, path in system_links():
        yield from ("--symlink", text, path)
    for hidden in hidden_folders(opened.hidden):
        yield from ("--tmpfs", str(hidden))
    yield from ("--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache")
    yield from ("--proc", "/proc", "--dev", "/dev")
    # To these the kernel lets root write whatever namespace it is in, and who is root outside is another user inside.
    for switches in SWITCHES:
        yield from ("--ro-bind-try", f"/proc/{switches}", f"/proc/{switches}")
    for listed in LISTS:
        if Path("/proc", listed).exists():
            yield from ("--dev-bind", "/dev/null", f"/proc/{listed}")
    yield from ("--ro-bind", str(opened.folder / "kit"), KIT)
    for writable in writable_folders():
        yield from ("--size", str(limits.folder_size), "--tmpfs", writable)
    for fonts in (opened.folder / "fonts").iterdir():
        yield from ("--ro-bind", str(fonts), f"{TEMPORARY}/matplotlib/{fonts.name}")
    # Where each submission has namespaces of its own, /proc is closed there: to make them it is written to.
    for sealed in ("/", "/dev", *([] if opened.level.seclude else ["/proc"]), *hidden_folders(opened.hidden)):
        yield from ("--remount-ro", str(sealed))
    yield from ("--chdir", f"{KIT}/{WORKING_FOLDER}", "--")


def _plan(opened: Room, variables: dict[str, str], program: Sequence[str], root: Path) -> dict:
    """The same room as bubblewrap's, as a plan for ``inside/enclose.py``."""
    fonts = (opened.folder / "fonts").iterdir()
    return {
        "root": str(root),
        "shown": [str(path) for path in shown_folders()],
        "placed": [(str(opened.folder / "kit"), KIT)],
        "links": system_links(),
        "hidden": [str(path) for path in hidden_folders(opened.hidden)],
        "writable": writable_folders(),
        "files": [(str(path), f"{TEMPORARY}/matplotlib/{path.name}") for path in fonts],
        "program": [*program],
        "environment": variables,
        "folder": f"{KIT}/{WORKING_FOLDER}",
    }


def writable_folders() -> list[str]:
    """The folders inside the walls that can be written to, empty at the start."""
    return [f"{KIT}/{WORKING_FOLDER}", TEMPORARY, "/dev/shm"]


@functools.cache
def shown_folders() -> tuple[Path, ...]:
    """The folders of this computer that are shown: Python, its packages, and the system's programs and libraries."""
    python = [Path(sys.prefix), Path(sys.base_prefix), Path(sys.base_prefix).resolve()]
    system = (path for path in SYSTEM if not path.is_symlink())
    wanted = {Path("/usr"), Path("/nix/store"), *system, *python, *_other_packages()}
    shown: list[Path] = []
    for path in sorted(wanted, key=lambda path: len(path.parts)):
        if path.is_dir() and not any(path.is_relative_to(above) for above in shown):
            shown.append(path)
    return tuple(shown)


def system_links() -> list[tuple[str, str]]:
    """The system's top folders that are links into /usr, as on most systems: where each leads, and its name."""
    return [(str(path.readlink()), str(path)) for path in SYSTEM if path.is_symlink()]


def _other_packages() -> list[Path]:
    """Folders of packages outside this Python's own, such as a system's; not the kit's own source."""
    folders = [Path(path) for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    own = (sys.prefix, sys.base_prefix)
    return [path for path in folders if path.is_dir() and not any(path.is_relative_to(above) for above in own)]


def hidden_folders(more: Iterable[Path] = ()) -> list[Path]:
    """Folders within what is shown that must not be: the kit with its key, where it lies or was copied to, and more.

    nbgrader's usual place for what a course hands out and in lies within what is shown as well.
    """
    copies = [Path(path, "twoborders") for path in sys.path]
    hidden = {ROOT, Path("/usr/local/share/nbgrader"), *more, *copies}
    shown = shown_folders()
    return sorted(
        path
        for path in hidden
        if path.is_dir()
        and any(path.is_relative_to(above) for above in shown)
        and not any(each.is_relative_to(path) for each in shown)
    )


@functools.cache
def find_level() -> Level:
    """Return the strongest level that works on this computer, by trying. Raises IsolationError where none does."""
    for level in candidates():
        if works(level):
            return level
    way_out = FORBIDDEN if shutil.which("bwrap") else INSTALL
    raise IsolationError(f"{REFUSAL} {way_out} {NOT_AT_ALL}")


def can_fork() -> bool:
    """Whether this computer has what the engine fork needs: Linux, with handles of processes in kernel and Python."""
    if sys.platform != "linux":
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return True


def candidates() -> Iterable[Level]:
    """The levels that may work on this system, the strongest first."""
    if sys.platform != "linux":
        return
    installed = shutil.which("bwrap") is not None
    if installed:
        yield Level("bubblewrap", seclude=True)
    yield Level("namespaces", seclude=True)
    if installed:
        yield Level("bubblewrap", seclude=False)


_TRIAL = """
import os
from twoborders.grade.sandbox.inside import seccomp, confine, pid_namespaces, forkserver
if not {seclude}:
    seccomp.refuse()
else:
    kept = pid_namespaces.enter()
    handles = kept.fork()
    if not handles:
        forkserver.leave({empty}, confine.Limits())
        os._exit(7)
    assert os.waitstatus_to_exitcode(os.wait()[1]) == 7
print("works", flush=True)
"""


def works(level: Level) -> bool:
    """Whether this level works on this computer."""
    with tempfile.TemporaryDirectory(prefix="twoborders-") as temporary:
        trial = _TRIAL.format(seclude=level.seclude, empty=writable_folders())
        opened = make_room(Path(temporary), level).command([sys.executable, "-P", "-c", trial], Path(temporary))
        arguments, variables, folder = opened
        try:
            done = subprocess.run(arguments, env=variables, cwd=folder, capture_output=True, timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0 and done.stdout.strip() == b"works"
