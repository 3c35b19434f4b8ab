"""Open the lessons, or run every check. Nothing needs to be installed first except Python 3.11 to 3.14.

    python start.py                    open the first lesson in JupyterLab
    python start.py --no-browser       the same; JupyterLab gets every option, for example --port 8899
    python start.py test               run every check, in two processes
    python start.py test --quick       run the checks that take no minute, for whoever changes a lesson
    python start.py test -k timeline   run those with this word in their name; pytest gets every option

The first use makes the folder .venv, with the packages that requirements.txt names. Later starts need no network, also
after this folder was moved. When the kit needs other packages, they are put beside the old ones and take their place
once they are complete. This file uses the standard library only, and no syntax newer than Python 3.6, so that an old
Python gets a sentence to read instead of a syntax error.
"""

import contextlib
import errno
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
FIRST_PAGE = "my_work/00_start_here.ipynb"
ORIGINAL_PAGE = "notebooks/00_start_here.ipynb"
OLDEST, NEWEST = (3, 11), (3, 14)

ENVIRONMENT = ROOT / ".venv"
NEW = ROOT / ".venv-new"  # an environment that is being made
FORMER = ROOT / ".venv-former"  # the one that it replaces, for the moment between two renames
LOG = ROOT / ".venv-log.txt"  # what the installer said last; whoever installs holds a lock on it
MARK = ".two-borders"  # a file in an environment that start.py made or completed: the place for which it was made

# The program that each purpose opens. Without it an environment is of no use; without another package it may be.
OPENS = {"lessons": "jupyterlab", "test": "pytest"}

# A file stays in one process: its tests share a kernel, a room or a browser. conftest.py puts the slow files first.
TWO_PROCESSES = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
# Options with which pytest runs few tests, or talks with a person: one process is better, or the only way.
ONE_PROCESS = ("-n", "-k", "-m", "-p", "-s", "--numprocesses", "--dist", "--pdb", "--trace", "--lf", "--co")
# The notebooks, which nbval runs as tests, are not even read.
QUICK = ["-p", "no:nbval", "-o", "addopts=", "-o", "testpaths=tests", "-m", "quick"]

# Settings of an account that send packages to another place, or a Python to the parts of another one.
MISLEADING = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_PYTHON", "PIP_DRY_RUN", "PYTHONHOME")
# Ready-made packages only: to build one needs a compiler, minutes, and luck.
# pip would compile them in one process; `install` does it in as many as there are processors.
PIP_OPTIONS = ["--only-binary", ":all:", "--no-compile", "--no-user", "--no-input", "--retries", "2"]

# Debian and Ubuntu keep these parts in a package of its own.
LACKS_VENV = (
    "This Python lacks its parts `venv` and `ensurepip`, which make the folder .venv. "
    "On Debian or Ubuntu: `sudo apt install python3-venv`, then run this again."
)
DISK_FULL = "The disk is full: the packages need about 600 MB. Make room, then run this again."
# Signs in what the installer says when it fails, and the sentence that helps. The first that fits is used.
INSTALLER_PROBLEMS = [
    (["No space left on device", "not enough space on the disk"], DISK_FULL),
    (
        ["connection broken by", "Could not fetch URL", "ConnectionError", "Timeout", "ProxyError"],
        "The packages could not be downloaded. The first use needs the network; later ones do not. "
        "Check the connection (and the proxy, if there is one), then run this again.",
    ),
    (
        ["Permission denied", "Access is denied", "Read-only file system"],
        "A file in {place} cannot be written. Close the programs that use it, or copy the whole folder to a place "
        "where you may write, then run this again.",
    ),
    (
        ["No matching distribution found"],
        "There is no ready-made package for this computer, or the settings of pip hide it (see `pip config list`). "
        "Needed are a 64-bit Python 3.11 to 3.14 and, on Linux, glibc 2.28 or newer. This is {computer}.",
    ),
]

# What an environment's own Python tells: which of the requirements it is given are not met, and what it can run.
PROBE = """
import importlib.util, json, sys, sysconfig
from importlib import metadata

def is_met(text):
    try:
        wanted = Requirement(text)
        needed = not wanted.marker or wanted.marker.evaluate()
        return not needed or wanted.specifier.contains(metadata.version(wanted.name), prereleases=True)
    except Exception:  # it is not installed, or neither is what reads requirements
        return False

for library in ("packaging", "pip._vendor.packaging"):
    try:
        Requirement = importlib.import_module(library + ".requirements").Requirement
    except ImportError:
        pass
print(json.dumps({
    "version": sys.version_info[:2],
    "packages": sysconfig.get_path("purelib"),
    "lacking": [text for text in sys.argv[1:] if not is_met(text)],
    "runs": [name for name in ("pip", "jupyterlab", "pytest") if importlib.util.find_spec(name)],
}))
"""


class CannotStartError(Exception):
    """What stands in the way, and the way out: sentences for the person who started this."""


def say(sentence):
    """Print at once, so that the lines stay in order with those of pytest and JupyterLab in a log, too."""
    print(sentence, flush=True)


def explain(problem):
    """Return the sentences for a person that tell what stands in the way, and the way out."""
    if isinstance(problem, CannotStartError):
        return str(problem)
    if problem.errno == errno.ENOSPC or "[Errno 28]" in str(problem):
        return DISK_FULL
    if isinstance(problem, FileNotFoundError):
        return f"{problem.filename} is missing. Get the whole folder of the kit again, then run this again."
    why = problem.args[0][0][2] if isinstance(problem, shutil.Error) else problem.strerror or problem
    return (
        f"{problem.filename or ROOT} cannot be written or read: {why}. Close the programs that "
        "use it, or copy the whole folder to a place where you may write. Then run this again there."
    )


# What stands in the way


def python_problem(version, path, others=()):
    """Return why a Python of this version cannot run the kit, and what to do; "" if it can.

    `version` is a tuple such as (3, 10, 13); `others` are the commands of fitting Pythons on this computer.
    """
    if tuple(version[:2]) >= OLDEST:
        return ""
    number = ".".join(str(part) for part in version[:3])
    problem = "Two Borders needs Python {}.{} or newer. This is Python {} ({}). ".format(*OLDEST, number, path)
    if others:
        return problem + f"This computer has a newer one: run `{others[0]} start.py` instead."
    return problem + "Install a newer one from python.org, then run start.py with that one."


def newer_pythons():
    """Return the commands on this computer that start a Python of a supported version, newest first."""
    found = []
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        command = f"python3.{minor}"
        # A command may be there and still not run: version managers leave such ones behind.
        if shutil.which(command) and subprocess.call([command, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            found.append(command)
    return found


def refuse_a_deep_folder():
    """Raise CannotStartError where the packages' longest path does not fit: most Windows take 259 characters."""
    try:
        (NEW / ("x" * 80) / ("x" * 66)).mkdir(parents=True)  # takes as much as JupyterLab's longest path
    except OSError:
        if os.name != "nt" or len(str(ROOT)) < 80:
            raise
        raise CannotStartError(
            f"This folder lies too deep for Windows: {ROOT} has {len(str(ROOT))} characters and may have 89. "
            "Move it to a place with a shorter path, such as your own folder, then run this again."
        ) from None
    shutil.rmtree(str(NEW))


def refuse_what_is_not_ours(works):
    """Raise CannotStartError where .venv is nothing that can be completed: it may be dear to somebody."""
    is_folder = ENVIRONMENT.is_dir() and not ENVIRONMENT.is_symlink()
    if (is_folder and not any(ENVIRONMENT.iterdir())) or not os.path.lexists(str(ENVIRONMENT)):
        return
    problem = ""
    if not is_folder:
        problem = "is not a folder of its own"
    elif not (ENVIRONMENT / "pyvenv.cfg").is_file():
        problem = "was made by another program than Python's `venv`"
    elif not works and not (ENVIRONMENT / MARK).exists():
        problem = "was not made by start.py, and its Python does not start or is older than 3.11"
    if problem:
        raise CannotStartError(f"{ENVIRONMENT} {problem}. Rename it or move it away, then run this again.")


# The environment


def requirements(purpose):
    """Return what must be installed for a purpose, line by line. The kit itself is not: see `connect`."""
    import tomllib  # not known to the old Pythons that read this file

    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    lines = [line.split(" #")[0].strip() for line in text.splitlines()]
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [line for line in lines if line and not line.startswith(("#", "-"))] + about.get("dependencies", [])
    if purpose == "test":
        wanted += [each for extra in about.get("optional-dependencies", {}).values() for each in extra]
    return [each for each in wanted if not each.startswith(about["name"])]


def environment_python(environment):
    """Return the path of the environment's Python."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def look_into(environment, wanted):
    """Return what an environment's Python tells (see PROBE); nothing works where it is too old or does not start."""
    command = [str(environment_python(environment)), "-I", "-c", PROBE, *wanted]
    with contextlib.suppress(OSError, subprocess.CalledProcessError, ValueError, IndexError):
        said = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
        about = json.loads(said.splitlines()[-1])
        if tuple(about["version"]) >= OLDEST:
            return about
    return {"packages": None, "lacking": wanted, "runs": []}


def write(path, content):
    """Write a file if it has another content, as a new one: the old one may be part of another environment, too."""
    if not (path.is_file() and path.read_bytes() == content):
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(path.name + "~")
        new.write_bytes(content)
        if path.exists():
            shutil.copymode(str(path), str(new))
        new.replace(path)


def connect(environment, packages):
    """Let an environment use the kit where it lies: its code, its command `twoborders`, its settings of JupyterLab.

    Nothing of this needs an installation, or the network, and all of it holds after the folder was moved.
    """
    # Python adds the folder on this line to its path. From the folder of packages on, it holds in every place.
    line = os.path.relpath(str(ROOT / "src"), packages)
    write(Path(packages) / "00_two_borders.pth", line.encode() + b"\n")
    programs = environment_python(environment).parent
    with contextlib.suppress(OSError, ValueError):  # good to have; a folder may be there to be read only
        if os.name == "nt":
            write(programs / "twoborders.cmd", b'@"%~dp0python.exe" -P -m twoborders %*\r\n')
        else:
            write(programs / "twoborders", b'#!/bin/sh\nexec "$(dirname "$0")/python" -P -m twoborders "$@"\n')
            (programs / "twoborders").chmod(0o755)
        for path in (ROOT / ".jupyter" / "labconfig").glob("*.json"):
            add_settings(path, environment / "etc" / "jupyter" / "labconfig" / path.name)
        readdress(environment, programs)


def add_settings(path, target):
    """Add the settings of JupyterLab in one file to those in another one, which keeps what a person chose besides."""
    there = json.loads(target.read_text(encoding="utf-8")) if target.is_file() else {}
    settings = dict(there)
    for name, values in json.loads(path.read_text(encoding="utf-8")).items():
        settings[name] = {**there.get(name, {}), **values}
    if settings != there:
        write(target, json.dumps(settings, indent=2).encode())


def readdress(environment, programs):
    """Let programs such as `activate` and `jupyter` name the place where the environment is, not where it was made."""
    mark, here = environment / MARK, os.fsencode(str(environment))
    before = mark.read_bytes() if mark.exists() else here
    for path in programs.iterdir() if before != here else ():
        if path.is_file() and not path.is_symlink() and path.stat().st_size < 1000000:
            write(path, path.read_bytes().replace(before, here))
    write(mark, here)


def link(source, target):
    """Give a file a second name, which takes neither time nor room; copy it where the disk knows no such thing."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def make_environment(environment):
    """Make an environment without any package."""
    try:
        import venv
    except ImportError:
        raise CannotStartError(LACKS_VENV) from None
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt", prompt="two borders").create(str(environment))
    with (environment / "pyvenv.cfg").open("a") as settings:
        settings.write("relocatable = true\n")  # uv then writes programs that hold after a move


# Installing


def how_far(said, packages, began):
    """Return how far an installer is, from what it said and from the folder of packages."""
    if re.search("^Installed ", said, re.M):
        return "compiling the packages"  # uv, which installs so fast that nobody could read how far it is
    names = re.search("^Installing collected packages: (.*)", said, re.M)
    if not names:
        found = len(re.findall("^(?:Collecting|Processing|Downloading) ", said, re.M))
        return "finding and downloading packages" + (f", {found} so far" if found else "")
    done = sum(path.stat().st_mtime >= began for path in Path(packages).glob("*.dist-info"))
    return f"installing packages, {done} of {len(names.group(1).split(','))}"


def run_installer(command, log, packages, doing=""):
    """Run a program with its words in the log, and show what it is `doing`, or how far it is; return its exit status.

    It shares the lock on the log: if start.py is killed, the next one waits until it has ended.
    """
    before, began = LOG.stat().st_size, time.time()
    told, moves = began, sys.stdout.isatty()  # one line that moves; elsewhere a line every ten seconds
    installer = subprocess.Popen(command, cwd=str(ROOT), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    try:
        while installer.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                installer.wait(timeout=0.5)
            line = f"  {time.time() - began:.0f} s: {doing or how_far(read_log(before), packages, began)}"
            if moves:
                print("\r" + line.ljust(70)[: shutil.get_terminal_size().columns - 1], end="", flush=True)
            elif time.time() - told >= 10:
                told = time.time()
                say(line)
    finally:
        if moves:
            print("\r" + " " * 70, end="\r", flush=True)
        if installer.poll() is None:  # Ctrl-C, or a request to stop
            installer.terminate()
            installer.wait()
    return installer.returncode


def read_log(begin=0):
    """Return what the installers said so far, from this byte on."""
    return LOG.read_bytes()[begin:].decode("utf-8", "replace")


def installer_problem(said):
    """Return the sentence that helps with what an installer printed while it failed."""
    computer = f"Python {platform.python_version()}, {platform.architecture()[0]}, {platform.platform()}"
    for signs, sentence in INSTALLER_PROBLEMS:
        if any(sign in said for sign in signs):
            return sentence.format(place=ROOT, computer=computer)
    return "The packages could not be installed."


def install(environment, wanted, packages, log):
    """Install what is wanted: with uv where this computer has it, else, or if that fails, with pip."""
    python, uv = str(environment_python(environment)), shutil.which("uv")
    into = ["pip", "install", "--python", python, "--only-binary", ":all:", "--compile-bytecode"]
    if uv and run_installer([uv, *into, *wanted, "pip"], log, packages) == 0:
        return
    has_pip = "pip" in look_into(environment, [])["runs"]
    if not has_pip and run_installer([python, "-I", "-m", "ensurepip"], log, packages, "preparing pip") != 0:
        raise CannotStartError(LACKS_VENV)
    if run_installer([python, "-I", "-m", "pip", "install", *PIP_OPTIONS, *wanted], log, packages) != 0:
        raise CannotStartError(f"{installer_problem(read_log())} What the installer said is in {LOG}.")
    # A module that does not compile is for another Python; whoever imports it is told.
    compiles = [python, "-I", "-m", "compileall", "-qq", "-j", "0", packages]
    run_installer(compiles, log, packages, "compiling the packages")


def build(wanted, works, log):
    """Make an environment with what is wanted beside .venv, which stays as it is, and let it take the place of .venv.

    Beside it, and not in its place: so a JupyterLab that is open goes on, and a computer that is switched off in the
    middle has lost nothing. What .venv holds comes along, so that only what is new must be downloaded.
    """
    try:
        refuse_a_deep_folder()
        if works:
            shutil.copytree(str(ENVIRONMENT), str(NEW), symlinks=True, copy_function=link)
        else:
            make_environment(NEW)
        packages = look_into(NEW, [])["packages"]
        if not packages:
            raise CannotStartError(f"The Python that was put into {NEW.name} does not start ({sys.executable}).")
        connect(NEW, packages)
        install(NEW, wanted, packages, log)
        lacking = look_into(NEW, wanted)["lacking"]
        if lacking:
            raise CannotStartError(
                f"After the installation {', '.join(lacking)} is still not there. "
                "Perhaps a setting of pip sends packages to another place: `python -m pip config list` shows it."
            )
        if ENVIRONMENT.exists():
            rename(ENVIRONMENT, FORMER)
        rename(NEW, ENVIRONMENT)
    finally:
        clean_up()


def rename(path, target):
    """Rename a folder. On Windows a program that looks for viruses may hold a new one for some seconds."""
    for _ in range(20 if os.name == "nt" else 0):
        with contextlib.suppress(PermissionError):
            return path.rename(target)
        time.sleep(0.5)
    return path.rename(target)


def clean_up():
    """Remove what an installation leaves behind, however it ended; put .venv back if nothing took its place."""
    if FORMER.exists() and not ENVIRONMENT.exists():
        FORMER.rename(ENVIRONMENT)
    for path in (NEW, FORMER):
        shutil.rmtree(str(path), ignore_errors=True)


def take(log):
    """Tell whether the lock on the log is ours now. The system frees it when whoever holds it ends, however it ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            log.seek(1 << 30)  # Windows locks bytes against writing, so one is taken that nobody writes
            msvcrt.locking(log.fileno(), msvcrt.LK_NBLCK, 1)
            log.seek(0)
        else:
            import fcntl

            fcntl.flock(log, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # a disk of the network that knows no locks
    return True


@contextlib.contextmanager
def only_one():
    """Wait until no other start of this kit installs; give the log, emptied, and clean up after one that was killed."""
    with LOG.open("ab") as log:
        if not take(log):
            say("Another start of this kit installs packages. Waiting for it.")
            while not take(log):
                time.sleep(0.5)
        log.truncate(0)
        clean_up()
        yield log


def update(purpose, wanted, about, log):
    """Install what is lacking. Where that fails and the old environment can open something, say so and go on."""
    works = about["packages"]
    refuse_what_is_not_ours(works)
    if works:
        say(f"The kit needs other packages than .venv has: {', '.join(about['lacking'])}. Getting them.")
    else:
        say("First use: installing the packages into .venv. This takes a minute or two, once, and needs the network.")
    say(f"What the installer says is in {LOG}.")
    began = time.monotonic()
    try:
        build(wanted, works, log)
    except (CannotStartError, OSError) as problem:
        if OPENS[purpose] not in about["runs"]:
            raise
        say(explain(problem))
        say("So the packages of before are used, as they were. The next start tries again.")
    else:
        say(f"Ready after {time.monotonic() - began:.0f} seconds.")


def prepare(purpose):
    """Make the environment ready for a purpose and return its Python. If it is ready, nothing is installed."""
    wanted = requirements(purpose)
    about = look_into(ENVIRONMENT, wanted)
    if about["lacking"] or NEW.exists() or FORMER.exists():
        with only_one() as log:
            about = look_into(ENVIRONMENT, wanted)  # again: another start may have ended just now
            if about["lacking"]:
                update(purpose, wanted, about, log)
                about = look_into(ENVIRONMENT, [])
    connect(ENVIRONMENT, about["packages"])
    return environment_python(ENVIRONMENT)


# Opening


def first_page(python):
    """Fill the learner's own folder, and return the page to open: its first lesson, or where that fails the kit's."""
    filled = subprocess.call([str(python), "-m", "twoborders", "work"], cwd=str(ROOT)) == 0
    return FIRST_PAGE if filled else ORIGINAL_PAGE


def lab_command(python, arguments, is_root=False, page=FIRST_PAGE):
    """Return the command that opens JupyterLab at a page, with the repository as its root."""
    # The lesson is a page, not a file to open: that would make its folder the root, and links to data/ fail.
    page = f"--LabApp.default_url=/lab/tree/{page}"
    command = [str(python), "-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}", page]
    return command + ["--allow-root"] * (is_root and "--allow-root" not in arguments) + list(arguments)


def run(command):
    """Run a command to its end; return its exit status. Ctrl-C and a request to stop are for it to answer."""
    child = subprocess.Popen(command, cwd=str(ROOT))
    signal.signal(signal.SIGINT, lambda *_: None)  # a terminal sends Ctrl-C to the child as well
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    status = child.wait()
    return status if status >= 0 else 128 - status


def open_lab(python, *arguments):
    """Open JupyterLab; return its exit status."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root:
        say("You are root, as is usual in a container, so JupyterLab is started with --allow-root.")
    page = first_page(python)
    say("Opening JupyterLab. To stop it, press Ctrl-C here twice.")
    return run(lab_command(python, arguments, is_root, page))


def pytest_arguments(arguments, processors):
    """Return what pytest is told for these arguments of ``test`` on a computer with so many processors."""
    if "--quick" in arguments:
        return QUICK + [argument for argument in arguments if argument != "--quick"]
    names_or_talks = any(not each.startswith("-") or each.startswith(ONE_PROCESS) for each in arguments)
    return ([] if names_or_talks or processors < 2 else TWO_PROCESSES) + list(arguments)


def run_tests(python, *arguments):
    """Run the tests; return pytest's exit status."""
    return run([str(python), "-m", "pytest", "-ra", *pytest_arguments(arguments, os.cpu_count() or 1)])


def main(arguments):
    """Do what the command line asks; return the exit status: 1 if it cannot start, 2 for wrong usage."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")  # a path may hold letters that this console does not know
    if python_problem(sys.version_info, sys.executable):
        say(python_problem(sys.version_info, sys.executable, newer_pythons()))
        return 1
    if arguments[:1] in (["-h"], ["--help"]):
        say(__doc__)
        return 0
    if arguments and arguments[0] != "test" and not arguments[0].startswith("-"):
        say(f"start.py does not know `{arguments[0]}`. Use `python start.py` or `python start.py test`.")
        return 2
    if sys.version_info[:2] > NEWEST:
        say("This Python is newer than {}.{}, the newest one tested with the kit. Trying.".format(*NEWEST))
    for name in MISLEADING:
        os.environ.pop(name, None)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a request to stop is quiet, like Ctrl-C
    try:
        if arguments[:1] == ["test"]:
            return run_tests(prepare("test"), *arguments[1:])
        return open_lab(prepare("lessons"), *arguments)
    except (CannotStartError, OSError) as problem:
        say(explain(problem))
    except KeyboardInterrupt:
        say("\nStopped. Run the same command again when you like.")
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
