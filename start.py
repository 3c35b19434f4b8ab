"""Open the lessons, or run every check. Nothing needs to be installed first except Python 3.11 to 3.13.

    python start.py                    open the first lesson in JupyterLab
    python start.py --no-browser       the same; JupyterLab gets every option, for example --port 8899
    python start.py test               run every check, in two processes
    python start.py test --quick       run the checks that take no minute, for whoever changes a lesson
    python start.py test -k timeline   run those with this word in their name; pytest gets every option

The first use makes the folder .venv and installs the packages of requirements.txt into it; delete .venv to
begin afresh. This file uses the standard library only, and no syntax newer than Python 3.6, so that an old
Python gets a sentence to read instead of a syntax error.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
FIRST_PAGE = "notebooks/00_start_here.ipynb"
OLDEST, NEWEST = (3, 11), (3, 13)

# What pip installs for each purpose. The tests need all that the lessons need, and more.
PACKAGES = {
    "lessons": ["-r", "requirements.txt"],
    "test": ["-r", "requirements.txt", "-e", ".[test,cluster,nbgrader]"],
}

# A file stays in one process: its tests share a kernel, a room or a browser. conftest.py puts the slow files first.
TWO_PROCESSES = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
# Options with which pytest runs few tests, or talks with a person: one process is better, or the only way.
ONE_PROCESS = ("-n", "-k", "-m", "-p", "-s", "--numprocesses", "--dist", "--pdb", "--trace", "--lf", "--co")
# The notebooks, which nbval runs as tests, are not even read.
QUICK = ["-p", "no:nbval", "-o", "addopts=", "-o", "testpaths=tests", "-m", "quick"]

# Signs in what pip says when it fails, and the sentence that helps. The first that fits is used.
PIP_PROBLEMS = [
    (
        ["No space left on device", "not enough space on the disk"],
        "The disk is full: the packages need about 600 MB. Make room, then run this again.",
    ),
    (
        ["connection broken by", "Could not fetch URL", "ConnectionError", "Timeout", "ProxyError"],
        "The packages could not be downloaded. The first use needs the network; later ones do not. "
        "Check the connection (and the proxy, if there is one), then run this again.",
    ),
    (
        ["Permission denied", "Access is denied", "Read-only file system"],
        "A file in {environment} cannot be written. Close the programs that use it, or delete that folder, "
        "then run this again.",
    ),
    (
        ["No matching distribution found"],
        "pip found no fitting version of a package in requirements.txt (its lines above name it). "
        "Check the network and the settings that `pip config list` shows, then run this again.",
    ),
]


class CannotStartError(Exception):
    """What stands in the way, and the way out: sentences for the person who started this."""


def say(sentence):
    """Print at once, so that the lines stay in order with those of pip and JupyterLab in a log, too."""
    print(sentence, flush=True)


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


def environment_python(environment):
    """Return the path of the environment's Python."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def unfinished_mark(environment):
    """Return the file that is there while an installation runs, and still there if it did not end."""
    return environment / ".installation-not-ended"


def environment_problem(environment):
    """Return what is broken in an existing environment, as a clause; "" if it works."""
    python = environment_python(environment)
    if not python.exists():  # also so for a link to a Python that was removed
        return f"its {python.relative_to(environment)} is missing"
    if unfinished_mark(environment).exists():
        return "an earlier installation into it did not end"
    probe = "import sys, pip; sys.exit(0 if sys.version_info[:2] >= ({}, {}) else 9)".format(*OLDEST)
    try:
        status = subprocess.call([str(python), "-c", probe], stderr=subprocess.DEVNULL)
    except OSError:
        return "its Python does not start"
    old = "its Python is older than {}.{}".format(*OLDEST)
    return {0: "", 9: old}.get(status, "its Python or its pip does not work")


def make_environment(environment):
    """Make the environment. If a broken one is there, make it anew; leave a working one alone."""
    if environment.is_symlink() or (environment.exists() and not environment.is_dir()):
        raise CannotStartError(f"{environment} is not a folder. Move it away, then run this again.")
    if environment.exists():
        problem = environment_problem(environment)
        if not problem:
            return
        say(f"The folder .venv is broken ({problem}): making it anew.")
    try:
        import ensurepip  # noqa: F401  (Debian and Ubuntu keep it in a package of its own)
        import venv
    except ImportError:
        raise CannotStartError(
            "This Python lacks its parts `venv` and `ensurepip`, which make the folder .venv. "
            "On Debian or Ubuntu: `sudo apt install python3-venv`, then run this again."
        ) from None
    venv.EnvBuilder(clear=True, with_pip=False, symlinks=os.name != "nt").create(str(environment))
    unfinished_mark(environment).touch()
    command = [str(environment_python(environment)), "-m", "ensurepip", "--default-pip"]
    if subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) != 0:
        raise CannotStartError(f"pip could not be put into {environment}. Delete it, then run this again.")


def fingerprint(root):
    """Return a text that changes when what is to be installed changes, or when the folder is moved."""
    contents = [(root / name).read_bytes() for name in ("requirements.txt", "pyproject.toml")]
    return hashlib.sha256(b"\0".join([*contents, str(root).encode()])).hexdigest()


def stamp(environment, purpose):
    """Return the file that keeps the fingerprint of the last installation for a purpose that ended well."""
    return environment / f".installed-for-{purpose}"


def is_installed(environment, purpose, wanted):
    """Tell whether the environment has what a purpose needs, as of the fingerprint that is wanted."""
    path = stamp(environment, purpose)
    return path.is_file() and path.read_text() == wanted


def pip_problem(complaints, environment):
    """Return the sentence that helps with what pip printed while it failed."""
    for signs, sentence in PIP_PROBLEMS:
        if any(sign in complaints for sign in signs):
            return sentence.format(environment=environment)
    return "pip could not install the packages: its lines above say why. Then run this again."


def pip_install(environment, arguments):
    """Run pip with its progress on the screen; raise CannotStartError if it fails."""
    command = [str(environment_python(environment)), "-m", "pip", "install", *arguments]
    # Only the complaints are read on their way to the screen: pip draws its progress elsewhere.
    pip = subprocess.Popen(command, cwd=str(ROOT), stderr=subprocess.PIPE, universal_newlines=True, errors="replace")
    complaints = ""
    try:
        for line in pip.stderr or ():
            sys.stderr.write(line)
            complaints += line
        status = pip.wait()
    except KeyboardInterrupt:
        pip.terminate()
        pip.wait()
        raise
    if status != 0:
        raise CannotStartError(pip_problem(complaints, environment))


def prepare(purpose):
    """Make the environment ready for a purpose and return its Python. If it is ready, nothing happens."""
    if not ENVIRONMENT.exists():
        say("First use: installing the packages into .venv. This takes a minute or two, once.")
    make_environment(ENVIRONMENT)
    wanted = fingerprint(ROOT)
    if not is_installed(ENVIRONMENT, purpose, wanted):
        started = time.monotonic()
        say(f"Installing what requirements.txt and pyproject.toml name for: {purpose}.")
        unfinished_mark(ENVIRONMENT).touch()
        pip_install(ENVIRONMENT, PACKAGES[purpose])
        for done in {purpose, "lessons"}:
            stamp(ENVIRONMENT, done).write_text(wanted)
        unfinished_mark(ENVIRONMENT).unlink()
        say(f"Installed in {time.monotonic() - started:.0f} seconds.")
    return environment_python(ENVIRONMENT)


def lab_command(python, arguments, is_root=False):
    """Return the command that opens JupyterLab at the first lesson, with the repository as its root."""
    # The lesson is a page, not a file to open: that would make notebooks/ the root, and links to data/ fail.
    page = f"--LabApp.default_url=/lab/tree/{FIRST_PAGE}"
    command = [str(python), "-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}", page]
    return command + ["--allow-root"] * (is_root and "--allow-root" not in arguments) + list(arguments)


def run(command):
    """Run a command to its end; return its exit status. Ctrl-C and a request to stop are for it to answer."""
    child = subprocess.Popen(command, cwd=str(ROOT))
    signal.signal(signal.SIGINT, lambda *_: None)  # a terminal sends Ctrl-C to the child as well
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    status = child.wait()
    return status if status >= 0 else 128 - status


def open_lessons(arguments):
    """Open JupyterLab; return its exit status."""
    python = prepare("lessons")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root:
        say("You are root, as is usual in a container, so JupyterLab is started with --allow-root.")
    say("Opening JupyterLab. To stop it, press Ctrl-C here twice.")
    return run(lab_command(python, arguments, is_root))


def pytest_arguments(arguments, processors):
    """Return what pytest is told for these arguments of ``test`` on a computer with so many processors."""
    if "--quick" in arguments:
        return QUICK + [argument for argument in arguments if argument != "--quick"]
    names_or_talks = any(not each.startswith("-") or each.startswith(ONE_PROCESS) for each in arguments)
    return ([] if names_or_talks or processors < 2 else TWO_PROCESSES) + list(arguments)


def run_tests(arguments):
    """Run the tests; return pytest's exit status."""
    python = prepare("test")
    return run([str(python), "-m", "pytest", "-ra", *pytest_arguments(arguments, os.cpu_count() or 1)])


def main(arguments):
    """Do what the command line asks; return the exit status: 1 if it cannot start, 2 for wrong usage."""
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
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a request to stop is quiet, like Ctrl-C
    try:
        return run_tests(arguments[1:]) if arguments[:1] == ["test"] else open_lessons(arguments)
    except CannotStartError as problem:
        say(str(problem))
    except FileNotFoundError as problem:
        say(f"{problem.filename} is missing. Get the whole folder of the kit again, then run this again.")
    except OSError as problem:
        say(f"{problem.filename or ROOT} cannot be written or read: {problem.strerror or problem}.")
        say("Copy the whole folder to a place where you may write, then run this again there.")
    except KeyboardInterrupt:
        say("\nStopped. Run the same command again when you like.")
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
