"""Open the lessons, or run every check. Nothing needs to be installed first except Python 3.11 to 3.13.

    python start.py                  open the first lesson in JupyterLab
    python start.py --no-browser     the same; JupyterLab gets every option, for example --port 8899
    python start.py test             run every check
    python start.py test -k timeline the same; pytest gets every option

The first use makes the folder .venv and installs the packages of requirements.txt into it.
To start afresh, delete .venv. This file uses the standard library only, and no syntax newer than
Python 3.6, so that an old Python gets a sentence to read instead of a syntax error.
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

# What each purpose installs. Its stamp in .venv is written last: no stamp means that an install did not end.
PACKAGES = {
    "lessons": ["-r", "requirements.txt"],
    "test": ["-r", "requirements.txt", "-e", ".[test]"],
}

# What pip says when it fails, and the sentence that helps. The first that fits is used.
PIP_PROBLEMS = [
    (
        ("No space left on device", "not enough space on the disk"),
        "The disk is full. The packages need about 700 MB in {environment}: make room, then run this again.",
    ),
    (
        (
            "NewConnectionError",
            "ConnectTimeout",
            "ReadTimeout",
            "ProxyError",
            "NameResolutionError",
            "SSLError",
        ),
        "The packages could not be downloaded. The first use needs the network (later ones do not): "
        "check the connection, or the proxy's settings, then run this again. It goes on where it stopped.",
    ),
    (
        ("Permission denied", "Access is denied", "Read-only file system"),
        "A file in {environment} cannot be written. Close other programs that use it, or delete that folder, "
        "then run this again.",
    ),
    (
        ("No matching distribution found",),
        "A package that requirements.txt names was not found where pip looks. Check the network and pip's "
        "settings (`pip config list`), then run this again.",
    ),
]


class CannotStartError(Exception):
    """What stands in the way and the way out, as one sentence or two for the person who started this."""


def say(sentence):
    """Print at once, also into a pipe, so that the lines stay in order with those of pip and JupyterLab."""
    print(sentence, flush=True)


def python_problem(version, path, others=()):
    """Return why this Python is too old for the kit, and what to do; "" if it is not.

    `version` is a tuple such as (3, 10, 13); `others` are the commands of fitting Pythons on this computer.
    """
    if tuple(version[:2]) >= OLDEST:
        return ""
    problem = "Two Borders needs Python {}.{} or newer; {} is Python {}. ".format(
        *OLDEST, path, ".".join(str(part) for part in version[:3])
    )
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


def environment_problem(environment):
    """Return what is broken in an existing environment, as a clause; "" if it works."""
    python = environment_python(environment)
    if not python.exists():  # also true for a link to a Python that was removed
        return f"{python.relative_to(environment.parent)} is missing"
    probe = "import sys, pip; sys.exit(0 if sys.version_info[:2] >= ({}, {}) else 9)".format(*OLDEST)
    try:
        status = subprocess.call([str(python), "-c", probe], stderr=subprocess.DEVNULL)
    except OSError:
        return "its Python does not start"
    if status == 9:
        return "its Python is older than {}.{}".format(*OLDEST)
    return "" if status == 0 else "its Python or its pip does not work"


def make_environment(environment):
    """Make the environment; if one is there and broken, make it anew. A working one is left alone."""
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
            "This Python cannot make an environment, because its parts `venv` and `ensurepip` are missing. "
            "On Debian or Ubuntu: `sudo apt install python3-venv`, then run this again."
        ) from None
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(str(environment))
    except subprocess.CalledProcessError as failed:
        last = (failed.output or b"").decode(errors="replace").strip().splitlines()[-1:]
        raise CannotStartError(
            f"pip could not be put into {environment}: {' '.join(last) or failed}. Delete that folder, then run this again."
        ) from None


def fingerprint(root):
    """Return a text that changes when what is to be installed changes, or when the folder is moved."""
    contents = [(root / name).read_bytes() for name in ("requirements.txt", "pyproject.toml")]
    return hashlib.sha256(b"\0".join([*contents, str(root).encode()])).hexdigest()


def stamp(environment, purpose):
    """Return the file that says which fingerprint was last installed for a purpose ("lessons" or "test")."""
    return environment / f".installed-for-{purpose}"


def is_installed(environment, purpose, wanted):
    """Tell whether the install for a purpose ended, with the fingerprint that is wanted now."""
    path = stamp(environment, purpose)
    return path.is_file() and path.read_text() == wanted


def pip_problem(lines, environment):
    """Return the sentence that helps with what pip printed while it failed."""
    text = "\n".join(lines)
    for signs, sentence in PIP_PROBLEMS:
        if any(sign in text for sign in signs):
            return sentence.format(environment=environment)
    return "pip could not install the packages; its lines above say why. Run this again when that is mended."


def pip_install(environment, arguments):
    """Run pip with its progress on the screen; raise CannotStartError if it fails."""
    command = [str(environment_python(environment)), "-m", "pip", "install", *arguments]
    # Only the complaints are read on their way to the screen: pip draws its progress bar elsewhere.
    with subprocess.Popen(
        command, cwd=str(ROOT), stderr=subprocess.PIPE, universal_newlines=True, errors="replace"
    ) as pip:
        complaints = []
        for line in pip.stderr:
            sys.stderr.write(line)
            complaints.append(line)
    if pip.returncode != 0:
        raise CannotStartError(pip_problem(complaints, environment))


def prepare(purpose):
    """Make the environment ready for a purpose; return its Python. Does nothing when it is ready already."""
    first_use = not ENVIRONMENT.exists()
    if first_use:
        say("First use: installing the packages into .venv. This takes a minute or two, once.")
    make_environment(ENVIRONMENT)
    wanted = fingerprint(ROOT)
    if not is_installed(ENVIRONMENT, purpose, wanted):
        if not first_use:
            say("Bringing the packages in .venv up to date.")
        started = time.monotonic()
        path = stamp(ENVIRONMENT, purpose)
        path.write_text("")  # proves, before pip's long work, that .venv can be written
        pip_install(ENVIRONMENT, PACKAGES[purpose])
        path.write_text(wanted)
        say(f"The packages are installed ({time.monotonic() - started:.0f} s).")
    return environment_python(ENVIRONMENT)


def lab_command(python, arguments, is_root=False):
    """Return the command that opens JupyterLab on the first lesson, with the repository as its root."""
    command = [str(python), "-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}"]
    # The page goes here, not as a file to open: that would make notebooks/ the root, and links to data/ fail.
    command.append(f"--LabApp.default_url=/lab/tree/{FIRST_PAGE}")
    if is_root and "--allow-root" not in arguments:
        command.append("--allow-root")
    return command + list(arguments)


def run(command):
    """Run a command to its end and return its exit status. Ctrl-C and a request to stop are for it to answer."""
    child = subprocess.Popen(command, cwd=str(ROOT))
    signal.signal(signal.SIGINT, lambda *_: None)  # the terminal sends Ctrl-C to the child as well
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    status = child.wait()
    return status if status >= 0 else 128 - status


def open_lessons(arguments):
    """Open JupyterLab; return its exit status."""
    python = prepare("lessons")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root:
        say("You are root, as is usual in a container: JupyterLab is started with --allow-root.")
    say("Opening JupyterLab. To stop it: press Ctrl-C here, twice.")
    return run(lab_command(python, arguments, is_root))


def run_tests(arguments):
    """Run the tests; return pytest's exit status."""
    return run([str(prepare("test")), "-m", "pytest", "-ra", *arguments])


def main(arguments):
    """Do what the command line asks; return the exit status: 1 if it cannot start, 2 for wrong usage."""
    problem = python_problem(sys.version_info, sys.executable)
    if problem:
        say(python_problem(sys.version_info, sys.executable, newer_pythons()))
        return 1
    if arguments[:1] in (["-h"], ["--help"]):
        say(__doc__)
        return 0
    if arguments and arguments[0] != "test" and not arguments[0].startswith("-"):
        say(f"start.py does not know `{arguments[0]}`. Say `python start.py`, or `python start.py test`.")
        return 2
    if sys.version_info[:2] > NEWEST:
        say(
            "This Python is newer than those the kit is tested with ({}.{} to {}.{}): trying.".format(
                *OLDEST, *NEWEST
            )
        )
    try:
        return run_tests(arguments[1:]) if arguments[:1] == ["test"] else open_lessons(arguments)
    except CannotStartError as problem:
        say(str(problem))
    except OSError as problem:
        say(f"{problem.filename or ROOT} cannot be used: {problem.strerror or problem}.")
        say(
            "Copy the whole folder to a place where you may write (and that has room), then run this again there."
        )
    except KeyboardInterrupt:
        say("\nStopped. Run the same command again: it goes on where it stopped.")
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
