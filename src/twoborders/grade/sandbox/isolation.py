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

from twoborders.grade.sandbox import inside, temporary
from twoborders.grade.sandbox.inside.limits import Limits, RoomSettings
from twoborders.grade.sandbox.inside.namespaces import USER
from twoborders.grade.sandbox.keyless_kit import WORKING_FOLDER, make_kit
from twoborders.tables import DATA, ROOT

KIT, TEMPORARY = "/kit", "/tmp"
"""The kit's folder and the temporary one, as they are called within walls."""
WRITABLE = (f"{KIT}/{WORKING_FOLDER}", TEMPORARY, "/dev/shm")
"""The folders within walls that can be written to, empty at the start."""
SYSTEM = tuple(map(Path, ("/bin", "/sbin", "/lib", "/lib64", "/lib32")))
PYTHON = ("bin", "lib", "lib64", "include", "share", "pyvenv.cfg")
"""What is Python's own in a folder that holds something else as well."""
SWITCHES = ("sys", "sysrq-trigger", "irq", "bus")
"""What in /proc moves switches of the whole computer."""
LISTS = ("keys",)
"""What in /proc lists things of the user outside: empty in the room."""
TRIAL_SECONDS = 60
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
REFUSAL = "Submissions run the learners' code, and this computer offers no way to keep that code apart from your files."
INSTALL = (
    "On Linux, install bubblewrap (for example: sudo apt install bubblewrap); elsewhere, grade on a Linux computer or "
    "in a virtual machine."
)
FORBIDDEN = (
    "bubblewrap is installed, but no room could be opened with it. Whoever looks after the computer can tell from "
    "these words what it must permit; or grade in a virtual machine, or on another computer."
)
NOT_AT_ALL = "To run without any protection, on a computer that holds nothing of value: --no-isolation."


class IsolationError(RuntimeError):
    """Submissions cannot be run safely here; the text says why, and the way out."""


@dataclass(frozen=True)
class Level:
    """How strongly the room is closed, and what results call it.

    ``walls``: bubblewrap closes the room. ``seclude``: each submission has namespaces of its own within the room, so
    that one room serves many; within walls alone, each needs a room of its own.
    """

    name: str
    walls: bool
    seclude: bool

    @property
    def serves_many(self) -> bool:
        """Whether one room can run one submission after the other."""
        return self.seclude or not self.walls


SECLUDED = Level("bubblewrap and namespaces", walls=True, seclude=True)
WALLED = Level("bubblewrap", walls=True, seclude=False)
NONE = Level("none", walls=False, seclude=False)


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
        walls = self.level.walls
        if not walls:
            shutil.copytree(self.folder / "kit" / "data", private / "kit" / "data")
        settings = RoomSettings(
            engine,
            walls,
            self.level.seclude,
            limits,
            writable=WRITABLE if walls else (str(private / "kit"),),
            kept=tuple(map(str, kept_folders(self.hidden))),
            private=TEMPORARY if walls else str(private),
        )
        program = [sys.executable, "-P", "-m", f"{inside.__name__}.worker", json.dumps(asdict(settings))]
        return self.command(program, private)

    def command(self, program: Sequence[str], private: Path) -> tuple[list[str], dict[str, str], str]:
        """Return arguments, environment and working folder with which a program runs in the room."""
        if self.level.walls:
            return [*_bubblewrap(self), *program], {}, "/"
        shutil.copytree(self.folder / "fonts", private / "matplotlib")
        working = private / "kit" / WORKING_FOLDER
        working.mkdir(parents=True)
        return [*program], environment(str(self.folder / "kit"), str(private)), str(working)


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


def _bubblewrap(opened: Room) -> Iterator[str]:
    """bubblewrap's arguments: nothing of this computer is there but what is named here, and only to read."""
    kit = opened.folder / "kit"
    yield from (shutil.which("bwrap") or "bwrap", "--unshare-all", "--unshare-user", "--die-with-parent")
    yield from ("--new-session", "--clearenv", "--uid", str(USER), "--gid", str(USER))
    for name, value in environment(KIT, TEMPORARY).items():
        yield from ("--setenv", name, value)
    yield from ("--proc", "/proc", "--dev", "/dev")
    # To these the kernel lets root write whatever namespace it is in, and who is root outside is another user inside.
    for switches in SWITCHES:
        yield from ("--ro-bind-try", f"/proc/{switches}", f"/proc/{switches}")
    for listed in LISTS:
        if Path("/proc", listed).exists():
            yield from ("--dev-bind", "/dev/null", f"/proc/{listed}")
    yield from ("--tmpfs", KIT)
    for part in ("data", "src"):
        yield from ("--ro-bind", str(kit / part), f"{KIT}/{part}")
    for writable in WRITABLE:
        yield from ("--size", str(Limits().folder_size), "--tmpfs", writable)
    placed = layers(opened.hidden)
    for path, seen in placed.items():
        yield from ("--ro-bind", str(path), str(path)) if seen else ("--tmpfs", str(path))
    for link in SYSTEM:
        if link.is_symlink():  # into /usr, as on most systems
            yield from ("--symlink", str(link.readlink()), str(link))
    yield from ("--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache")
    for fonts in (opened.folder / "fonts").iterdir():
        yield from ("--ro-bind", str(fonts), f"{TEMPORARY}/matplotlib/{fonts.name}")
    # Where each submission has namespaces of its own, /proc is closed there: to make them it is written to.
    proc = [] if opened.level.seclude else ["/proc"]
    for sealed in ("/", "/dev", KIT, *proc, *(path for path, seen in placed.items() if not seen)):
        yield from ("--remount-ro", str(sealed))
    yield from ("--chdir", f"{KIT}/{WORKING_FOLDER}", "--")


def layers(hidden: Iterable[Path] = ()) -> dict[Path, bool]:
    """What is laid over an empty room and its empty folders, in this order: paths that are seen, or hidden again.

    Seen are ``shown_folders``, wherever they lie: also below an empty folder of the room's, or within the kit. Of what
    must not be seen (``hidden_folders``) those are hidden that lie within them.
    """
    shown, secret = shown_folders(), hidden_folders(hidden)
    # By another name, where a link leads to what is shown.
    hide = {show / path.relative_to(real) for show, real in shown.items() for path in secret if _below(path, real)}
    see: set[Path] = set()
    for show, real in shown.items():
        parts = [show / name for name in PYTHON] if real in secret else [show]
        see |= {part for part in parts if part.exists()}
    placed: dict[Path, bool] = {}
    for path in sorted(see | hide, key=lambda path: (len(path.parts), path)):
        above = [placed[each] for each in reversed(placed) if _below(path, each)]
        if (path in see) != any(above[:1]):
            placed[path] = path in see
    return placed


def _below(path: Path, other: Path) -> bool:
    return path != other and path.is_relative_to(other)


def kept_folders(hidden: Iterable[Path] = ()) -> list[Path]:
    """What is seen below a writable folder: it must stay where each submission gets that folder anew, and empty."""
    seen = [path for path, is_seen in layers(hidden).items() if is_seen]
    below = [path for path in seen if any(path.is_relative_to(writable) for writable in WRITABLE)]
    return [path for path in below if not any(_below(path, other) for other in below)]


def shown_folders() -> dict[Path, Path]:
    """The folders of this computer that are shown: the system's programs and libraries, Python and its packages.

    Each with the folder that it is, where its name leads through a link.
    """
    python = [Path(sys.prefix), Path(sys.base_prefix), Path(sys.base_prefix).resolve()]
    system = (path for path in SYSTEM if not path.is_symlink())
    shown = (Path("/usr"), Path("/nix/store"), *system, *python, *_other_packages())
    return {path: path.resolve() for path in shown if path.is_dir()}


def _other_packages() -> list[Path]:
    """Folders of packages outside this Python's own, such as a system's; not the kit's own source."""
    folders = [Path(path) for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    own = (sys.prefix, sys.base_prefix)
    return [path for path in folders if path.is_dir() and not any(path.is_relative_to(above) for above in own)]


def hidden_folders(more: Iterable[Path] = ()) -> set[Path]:
    """Folders that are never shown: the kit with its key, where it lies or was copied to, and more.

    nbgrader's usual place for what a course hands out and in lies within what is shown as well.
    """
    copies = [Path(path, "twoborders") for path in sys.path]
    hidden = (ROOT, Path("/usr/local/share/nbgrader"), *more, *copies)
    return {path.resolve() for path in hidden if path.is_dir()}


@functools.cache
def find_level() -> Level:
    """Return the strongest level that works on this computer, by trying. Raises IsolationError where none does."""
    tried = []
    for level in candidates():
        words = fault(level)
        if not words:
            return level
        tried.append(f"{level.name}: {words}")
    raise IsolationError("\n".join([REFUSAL, *tried, FORBIDDEN if tried else INSTALL, NOT_AT_ALL]))


def can_fork() -> bool:
    """Whether this computer has what the engine fork needs: Linux, with handles of processes in kernel and Python."""
    if sys.platform != "linux":
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return True


def candidates() -> Sequence[Level]:
    """The levels that may work on this system, the strongest first."""
    return (SECLUDED, WALLED) if sys.platform == "linux" and shutil.which("bwrap") else ()


_TRIAL = """
import os
from twoborders.grade.sandbox.inside import forkserver, limits, pid_namespaces, seccomp
if not {seclude}:
    seccomp.refuse()
else:
    kept = pid_namespaces.enter()
    handles = kept.fork()
    if not handles:
        forkserver.leave({writable}, {kept}, limits.Limits())
        os._exit(7)
    assert os.waitstatus_to_exitcode(os.wait()[1]) == 7
print("works", flush=True)
"""


def fault(level: Level) -> str:
    """Why this level does not work on this computer, in the last words of its trial; empty where it works."""
    with tempfile.TemporaryDirectory(dir=temporary.folder()) as folder:
        kept = [*map(str, kept_folders())]
        trial = _TRIAL.format(seclude=level.seclude, writable=WRITABLE, kept=kept)
        room = make_room(Path(folder), level)
        arguments, variables, working = room.command([sys.executable, "-P", "-c", trial], Path(folder))
        try:
            done = subprocess.run(
                arguments,
                env=variables,
                cwd=working,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=TRIAL_SECONDS,
                check=False,
            )
        except OSError as error:
            return f"{arguments[0]} could not be started: {error.strerror}"
        except subprocess.TimeoutExpired:
            return f"the trial took longer than {TRIAL_SECONDS} seconds"
    if done.returncode == 0 and done.stdout.strip() == b"works":
        return ""
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return said[-1] if said else f"the trial ended with status {done.returncode}, without a word"
