"""start.py: the environment is made, kept up to date and never destroyed, and what stands in the way gets a sentence.

Each test starts a copy of start.py in a folder of its own. What it installs is a wheel made here, in place of
JupyterLab's, so that nothing is downloaded; everything else (venv, pip, processes, signals) is real. What must hold on
the day after holds twice: each situation is started two times.
"""

import ast
import errno
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
IS_POSIX = os.name == "posix"
POSIX_ONLY = pytest.mark.skipif(not IS_POSIX, reason="uses signals or permissions as on Linux and macOS")

GETS = "Getting them"  # what start.py says when it installs something into an environment that is there
FIRST = "First use: installing"
OLD_ONES = "the packages of before are used"
REQUIREMENTS = "# as in the kit\njupyterlab>=4.4,<5  # a range\n-e .\n"
PYPROJECT = """
[project]
name = "twoborders"
[project.optional-dependencies]
test = ["pytest", "pytest-xdist"]
[tool.pytest.ini_options]
markers = ["quick: as in the kit"]
"""
# Tells what it was started with; with --wait it stays until it is asked to stop, as JupyterLab does.
STAND_IN = """
import json, os, signal, sys, time
import twoborders
def main():
    told = {"version": "VERSION", "arguments": sys.argv[1:], "folder": os.getcwd(), "prefix": sys.prefix}
    print("STARTED " + json.dumps({**told, "kit": twoborders.__file__}), flush=True)
    if "--wait" in sys.argv:
        signal.signal(signal.SIGINT, lambda *_: sys.exit(7))
        print("WAITING", flush=True)
        time.sleep(60)
if __name__ == "__main__":
    main()
"""


def import_start(path: Path = ROOT / "start.py"):
    """Import start.py, which is no part of a package, as a module."""
    spec = importlib.util.spec_from_file_location("start", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


start = import_start()


def write_wheel(folder: Path, version: str) -> None:
    """Write a wheel that stands in for JupyterLab's, with a program of its own."""
    about = f"jupyterlab-{version}.dist-info/"
    with zipfile.ZipFile(folder / f"jupyterlab-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr("jupyterlab/__init__.py", "")
        wheel.writestr("jupyterlab/not_imported.py", "")
        wheel.writestr("jupyterlab/__main__.py", STAND_IN.replace("VERSION", version))
        wheel.writestr(about + "METADATA", f"Metadata-Version: 2.1\nName: jupyterlab\nVersion: {version}\n")
        wheel.writestr(about + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(about + "entry_points.txt", "[console_scripts]\nstand-in = jupyterlab.__main__:main\n")
        wheel.writestr(about + "RECORD", "")


@pytest.fixture(scope="session")
def wheels(tmp_path_factory) -> Path:
    """Return a folder with two versions of the stand-in: all that there is to install."""
    folder = tmp_path_factory.mktemp("wheels")
    write_wheel(folder, "4.4")
    write_wheel(folder, "4.5")
    return folder


def write_kit(folder: Path) -> Path:
    """Write a small kit: start.py, what it reads, and a package."""
    (folder / "src" / "twoborders").mkdir(parents=True)
    (folder / ".jupyter" / "labconfig").mkdir(parents=True)
    shutil.copy(ROOT / "start.py", folder)
    (folder / "requirements.txt").write_text(REQUIREMENTS)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    (folder / "src" / "twoborders" / "__init__.py").write_text("")
    (folder / "src" / "twoborders" / "__main__.py").write_text("import sys; print('COMMAND', *sys.argv[1:])")
    (folder / ".jupyter" / "labconfig" / "page_config.json").write_text('{"disabledExtensions": {"news": true}}')
    return folder


@pytest.fixture(scope="session")
def first_use(tmp_path_factory, wheels) -> tuple[Path, str]:
    """Return a kit that was started once, with version 4.4, and what it printed."""
    kit = write_kit(tmp_path_factory.mktemp("first") / "two borders é")
    (kit / "requirements.txt").write_text(REQUIREMENTS.replace(">=4.4,<5", "==4.4"))
    output = run_start(kit, "--no-browser", "--port", "8899", **online(wheels)).stdout
    (kit / "requirements.txt").write_text(REQUIREMENTS)
    return kit, output


@pytest.fixture
def kit(tmp_path) -> Path:
    """Return a kit that was never started. Its path has a space and a letter beyond ASCII, as home folders do."""
    return write_kit(tmp_path / "two borders é")


@pytest.fixture
def ready(tmp_path, first_use) -> Path:
    """Return a kit that was started once, with version 4.4, and then moved to another folder."""
    return Path(shutil.copytree(first_use[0], tmp_path / "two borders é", symlinks=True))


@pytest.fixture(scope="session")
def offline() -> dict[str, str]:
    """Return pip's settings where there is no network: its index is at a port of this computer where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return {"PIP_INDEX_URL": f"http://127.0.0.1:{server.getsockname()[1]}/simple", "no_proxy": "*"}


def online(wheels: Path) -> dict[str, str]:
    """Return pip's settings with which it finds the wheels made here, and nothing else."""
    return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}


def environment_variables(changes: dict[str, str]) -> dict[str, str]:
    """Return variables under which pip and uv see no package index, cache or settings of this computer."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_", "PYTHON"))}
    own = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1", "UV_OFFLINE": "1", "UV_NO_CACHE": "1"}
    return {**kept, **own, **changes}


def run_start(kit: Path, *arguments: str, wrapper=(), **variables: str) -> subprocess.CompletedProcess:
    """Run start.py from another folder; check that whatever happens, nobody sees a traceback."""
    result = subprocess.run(
        [*wrapper, sys.executable, str(kit / "start.py"), *arguments],
        cwd=kit.parent,
        env=environment_variables(variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="backslashreplace",
        timeout=180,
    )
    assert "Traceback" not in result.stdout, result.stdout
    return result


def twice(kit: Path, *arguments: str, **variables: str):
    """Start a kit two times, one after the other."""
    for _ in range(2):
        yield run_start(kit, *arguments, **variables)


def started(output: str) -> dict:
    """Return what the stand-in for JupyterLab told."""
    lines = [line for line in output.splitlines() if line.startswith("STARTED ")]
    assert len(lines) == 1, output
    return json.loads(lines[0].removeprefix("STARTED "))


def left_behind(kit: Path) -> set[str]:
    """Return the names beside the kit's own files that an installation made."""
    return {path.name for path in kit.glob(".venv*")}


IN_ORDER = {".venv", ".venv-log.txt"}


# The command line


def test_what_is_installed_is_compiled(first_use):
    """Otherwise the first lesson that is opened would wait for it."""
    kit, _ = first_use
    assert list((kit / ".venv").rglob("jupyterlab/__pycache__/not_imported.*.pyc"))


def test_first_use_installs_and_opens_the_first_lesson(first_use):
    kit, output = first_use
    assert output.startswith("First use: installing the packages into .venv.")
    assert str(kit / ".venv-log.txt") in output
    assert "Successfully installed jupyterlab-4.4" in (kit / ".venv-log.txt").read_text()
    told = started(output)
    assert Path(told["folder"]) == kit
    assert Path(told["prefix"]) == kit / ".venv"
    assert Path(told["kit"]) == kit / "src" / "twoborders" / "__init__.py"
    assert f"--ServerApp.root_dir={kit}" in told["arguments"]
    assert "COMMAND work" in output, "the learner's own folder is filled first"
    assert "--LabApp.default_url=/lab/tree/my_work/00_start_here.ipynb" in told["arguments"]
    assert told["arguments"][-3:] == ["--no-browser", "--port", "8899"]
    settings = json.loads((kit / ".venv/etc/jupyter/labconfig/page_config.json").read_text())
    assert settings == {"disabledExtensions": {"news": True}}
    assert left_behind(kit) == IN_ORDER


# An environment that works is never lost


def program(kit: Path, name: str) -> str:
    """Return what a program of the environment prints."""
    folder = "Scripts" if os.name == "nt" else "bin"
    found = shutil.which(str(kit / ".venv" / folder / name))
    command, variables = [found, "word"], environment_variables({})
    return subprocess.run(command, cwd=kit.parent, env=variables, stdout=subprocess.PIPE, text=True, check=True).stdout


def test_a_moved_folder_starts_without_a_network_and_so_do_its_programs(ready, offline):
    for name in ("first place", "second"):
        moved = ready.parent / name
        (ready if ready.exists() else ready.parent / "first place").rename(moved)
        for result in twice(moved, **offline):
            assert FIRST not in result.stdout and GETS not in result.stdout
            told = started(result.stdout)
            assert Path(told["prefix"]) == moved / ".venv"
            assert Path(told["kit"]).is_relative_to(moved)
    assert program(moved, "twoborders").split() == ["COMMAND", "word"]
    assert Path(started(program(moved, "stand-in"))["prefix"]) == moved / ".venv"


def test_changed_requirements_that_are_met_need_nothing(ready, offline):
    (ready / "requirements.txt").write_text("jupyterlab>=4.3,!=4.3.1\n-e .\nwin-only==1; sys_platform == 'other'\n")
    (ready / "pyproject.toml").write_text(PYPROJECT + "# changed\n")
    for result in twice(ready, **offline):
        assert FIRST not in result.stdout and GETS not in result.stdout
        assert started(result.stdout)["version"] == "4.4"


def test_changed_requirements_are_installed_and_what_was_there_stays(ready, wheels, offline):
    (ready / ".venv" / "mine.txt").write_text("kept")
    (ready / "requirements.txt").write_text("jupyterlab==4.5\n")
    result = run_start(ready, **online(wheels))
    assert GETS in result.stdout and "jupyterlab==4.5" in result.stdout
    assert started(result.stdout)["version"] == "4.5"
    assert (ready / ".venv" / "mine.txt").read_text() == "kept"
    assert left_behind(ready) == IN_ORDER
    for again in twice(ready, **offline):
        assert GETS not in again.stdout and started(again.stdout)["version"] == "4.5"
    assert started(program(ready, "stand-in"))["version"] == "4.5"


@pytest.mark.parametrize("needed", ["jupyterlab==4.5", "jupyterlab==4.4\nnew-package>=1"], ids=["changed", "added"])
def test_changed_requirements_without_a_network_open_the_old_packages_and_say_so(ready, offline, needed):
    (ready / "requirements.txt").write_text(needed)
    for result in twice(ready, **offline):
        assert result.returncode == 0
        assert "could not be downloaded" in result.stdout and OLD_ONES in result.stdout
        assert needed.splitlines()[-1] in result.stdout
        assert started(result.stdout)["version"] == "4.4"
        assert left_behind(ready) == IN_ORDER


def test_the_tests_do_not_run_where_pytest_cannot_be_installed(ready, offline):
    for result in twice(ready, "test", **offline):
        assert result.returncode == 1
        assert "could not be downloaded" in result.stdout and OLD_ONES not in result.stdout
    assert started(run_start(ready, **offline).stdout)


@pytest.fixture
def silent_index():
    """Give an index that takes a call and never answers, and pip's settings with which it is asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        yield server, {"PIP_INDEX_URL": f"http://127.0.0.1:{server.getsockname()[1]}/simple", "no_proxy": "*"}


@POSIX_ONLY
def test_a_start_that_is_killed_while_it_updates_leaves_the_old_packages(ready, silent_index, offline):
    server, asks = silent_index
    (ready / "requirements.txt").write_text("jupyterlab==4.5\n")
    process = start_and_wait(ready, GETS, **asks)
    connection, _ = server.accept()
    assert (ready / ".venv-new").exists()
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    connection.close()
    for result in twice(ready, **offline):
        assert OLD_ONES in result.stdout and started(result.stdout)["version"] == "4.4"
        assert left_behind(ready) == IN_ORDER
    (ready / "requirements.txt").write_text(REQUIREMENTS)
    assert OLD_ONES not in run_start(ready, **offline).stdout


def test_a_start_that_was_killed_between_the_two_renames_is_mended(ready, offline):
    (ready / ".venv").rename(ready / ".venv-former")
    (ready / ".venv-new" / "half").mkdir(parents=True)
    for result in twice(ready, **offline):
        assert FIRST not in result.stdout and started(result.stdout)["version"] == "4.4"
        assert left_behind(ready) == IN_ORDER


@POSIX_ONLY
def test_a_second_start_waits_also_for_the_installer_of_one_that_was_killed(ready, silent_index, offline):
    server, asks = silent_index
    (ready / "requirements.txt").write_text("jupyterlab==4.5\n")
    first = start_and_wait(ready, GETS, **asks)
    connection, _ = server.accept()
    second = start_and_wait(ready, "Waiting for it", **offline)
    first.kill()  # its installer goes on
    first.wait()
    time.sleep(1)
    assert second.poll() is None
    os.killpg(first.pid, signal.SIGKILL)
    connection.close()
    output, _ = second.communicate(timeout=60)
    assert second.returncode == 0
    assert OLD_ONES in output and started(output)["version"] == "4.4"
    assert left_behind(ready) == IN_ORDER


# Other circumstances


def test_an_environment_without_pip_that_somebody_else_made_is_completed(kit, wheels, offline):
    """As `uv venv` makes one."""
    venv.EnvBuilder(with_pip=False, symlinks=IS_POSIX).create(kit / ".venv")
    (kit / ".venv" / "mine.txt").write_text("kept")
    result = run_start(kit, **online(wheels))
    assert FIRST not in result.stdout and started(result.stdout)["version"] == "4.5"
    for again in twice(kit, **offline):
        assert GETS not in again.stdout and started(again.stdout)
        assert (kit / ".venv" / "mine.txt").read_text() == "kept"


def break_python(environment: Path) -> None:
    """Leave a link to a Python that is gone, as after an upgrade of the system."""
    python = start.environment_python(environment)
    python.unlink()
    if IS_POSIX:
        python.symlink_to(environment / "removed" / "python")


def made_by_conda(kit: Path) -> None:
    (kit / ".venv" / "conda-meta").mkdir(parents=True)


def made_by_somebody_and_broken(kit: Path) -> None:
    venv.EnvBuilder(with_pip=False, symlinks=IS_POSIX).create(kit / ".venv")
    break_python(kit / ".venv")


def a_file(kit: Path) -> None:
    (kit / ".venv").write_text("")


def a_link(kit: Path) -> None:
    (kit / "elsewhere").mkdir()
    (kit / ".venv").symlink_to(kit / "elsewhere")


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (made_by_conda, "made by another program"),
        (made_by_somebody_and_broken, "not made by start.py, and its Python does not start"),
        (a_file, "is not a folder of its own"),
        pytest.param(a_link, "is not a folder of its own", marks=POSIX_ONLY),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_cannot_be_completed_is_refused_and_stays(kit, wheels, make, why):
    make(kit)
    before = sorted(path.relative_to(kit) for path in kit.rglob("*"))
    for result in twice(kit, **online(wheels)):
        assert result.returncode == 1
        assert f"{kit / '.venv'} " in result.stdout and why in result.stdout and "Rename it" in result.stdout
    after = sorted(path.relative_to(kit) for path in kit.rglob("*") if path.name != ".venv-log.txt")
    assert after == before


def test_an_environment_of_ours_whose_python_is_gone_is_made_anew(ready, wheels, offline):
    break_python(ready / ".venv")
    result = run_start(ready, **offline)
    assert result.returncode == 1 and "could not be downloaded" in result.stdout
    assert (ready / ".venv" / "pyvenv.cfg").exists()
    assert started(run_start(ready, **online(wheels)).stdout)["version"] == "4.5"
    assert left_behind(ready) == IN_ORDER


@pytest.mark.parametrize("setting", ["PIP_USER", "PIP_TARGET"])
def test_settings_of_an_account_that_lead_elsewhere_do_no_harm(ready, wheels, tmp_path, setting):
    value = {"PIP_USER": "1", "PIP_TARGET": str(tmp_path / "elsewhere")}[setting]
    (ready / "requirements.txt").write_text("jupyterlab==4.5\n")
    for result in twice(ready, **online(wheels), **{setting: value}):
        assert result.returncode == 0, result.stdout
        assert started(result.stdout)["version"] == "4.5"
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_of_settings_that_leads_elsewhere_gets_a_sentence(ready, wheels, tmp_path):
    (tmp_path / "pip.ini").write_text(f"[install]\ntarget = {tmp_path / 'elsewhere'}\n")
    (ready / "requirements.txt").write_text("jupyterlab==4.5\n")
    for result in twice(ready, **online(wheels), PIP_CONFIG_FILE=str(tmp_path / "pip.ini")):
        assert "`python -m pip config list`" in result.stdout
        assert started(result.stdout)["version"] == "4.4"


def test_a_console_that_is_not_utf_8_and_a_path_that_it_cannot_write(ready, wheels):
    folder = ready.rename(ready.parent / "日本")
    (folder / "requirements.txt").write_text("jupyterlab==4.5\n")
    for result in twice(folder, **online(wheels), PYTHONIOENCODING="cp1252", PYTHONUTF8="0"):
        assert result.returncode == 0, result.stdout
        assert started(result.stdout)["version"] == "4.5"
    (folder / "requirements.txt").unlink()
    result = run_start(folder, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert "is missing" in result.stdout


@POSIX_ONLY
def test_pip_installs_where_uv_fails(ready, wheels, tmp_path):
    (tmp_path / "uv").write_text("#!/bin/sh\necho the stand-in for uv was asked to: $*\nexit 2\n")
    (tmp_path / "uv").chmod(0o755)
    (ready / "requirements.txt").write_text("jupyterlab==4.5\n")
    result = run_start(ready, **online(wheels), PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert "was asked to: pip install --python" in (ready / ".venv-log.txt").read_text()
    assert started(result.stdout)["version"] == "4.5"


def test_what_a_person_chose_in_jupyterlab_is_kept(ready, offline):
    chosen = ready / ".venv" / "etc" / "jupyter" / "labconfig" / "page_config.json"
    chosen.write_text('{"disabledExtensions": {"mine": true, "news": false}, "lockedExtensions": {}}')
    for result in twice(ready, **offline):
        assert started(result.stdout)
    expected = {"disabledExtensions": {"mine": True, "news": True}, "lockedExtensions": {}}
    assert json.loads(chosen.read_text()) == expected


def test_how_far_it_is(tmp_path):
    said = "Collecting a>=1 (from b)\n  Downloading a.whl\nProcessing c.whl\nCollecting d\n"
    assert start.how_far("", tmp_path, 100) == "finding and downloading packages"
    assert "3 so far" in start.how_far(said, tmp_path, 100)
    assert "compiling" in start.how_far("Prepared 3 packages\nInstalled 3 packages in 9ms\n", tmp_path, 100)
    for name, made in (("old", 50), ("a", 200), ("c", 200)):
        (tmp_path / f"{name}-1.dist-info").mkdir()
        os.utime(tmp_path / f"{name}-1.dist-info", (made, made))
    assert "2 of 3" in start.how_far(said + "Installing collected packages: d, c, a\n", tmp_path, 100)


def test_the_kits_requirements_are_lines_that_start_py_understands():
    """It passes over options; of these only `-e .` may stand there, for Binder."""
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    assert {line for line in lines if line.startswith("-")} <= {"-e ."}
    packaging = pytest.importorskip("packaging.requirements")
    names = {packaging.Requirement(each).name for each in start.requirements("test")}
    assert {"jupyterlab", "pandas", "pytest", "nbgrader"} <= names and "twoborders" not in names


# The command line, continued


def test_the_first_page_is_a_copy_of_one_that_exists():
    assert (ROOT / start.ORIGINAL_PAGE).is_file()
    assert Path(start.FIRST_PAGE).name == Path(start.ORIGINAL_PAGE).name


def test_where_the_own_folder_cannot_be_filled_the_kit_s_own_lesson_opens(kit, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(kit / "src"))
    (kit / "src/twoborders/__main__.py").write_text("import sys; sys.exit('The folder could not be filled.')")
    assert start.first_page(sys.executable) == start.ORIGINAL_PAGE
    (kit / "src/twoborders/__main__.py").write_text("")
    assert start.first_page(sys.executable) == start.FIRST_PAGE


def test_root_is_allowed_only_when_the_user_is_root():
    assert "--allow-root" not in start.lab_command("python", ["--no-browser"])
    assert start.lab_command("python", ["--no-browser"], is_root=True)[-2:] == [
        "--allow-root",
        "--no-browser",
    ]
    assert start.lab_command("python", ["--allow-root"], is_root=True).count("--allow-root") == 1


def test_help_installs_nothing(kit):
    result = run_start(kit, "--help")
    assert result.returncode == 0
    assert "python start.py test" in result.stdout
    assert not (kit / ".venv").exists()


def test_an_unknown_word_is_named(kit):
    result = run_start(kit, "tset")
    assert result.returncode == 2
    assert "`tset`" in result.stdout and "`python start.py test`" in result.stdout
    assert not (kit / ".venv").exists()


def lend_packages(kit: Path) -> None:
    """Let the environment borrow the packages of the one that runs this test."""
    [packages] = (kit / ".venv").glob("**/site-packages")
    (packages / "borrowed.pth").write_text(f"{Path(pytest.__file__).parents[1]}\n")


def test_the_test_command_forwards_arguments_and_returns_pytests_status(ready):
    lend_packages(ready)
    (ready / "test_two.py").write_text("def test_good(): pass\ndef test_bad(): assert not 'bad'\n")
    plain = ["-o", "addopts=", "-o", "testpaths=."]
    both = run_start(ready, "test", *plain)
    assert both.returncode == 1
    assert "1 failed, 1 passed" in both.stdout
    one = run_start(ready, "test", *plain, "-k", "good")
    assert one.returncode == 0
    assert "1 passed, 1 deselected" in one.stdout


def test_quick_runs_the_tests_that_carry_the_marker_and_reads_no_other_file_and_no_notebook(ready):
    lend_packages(ready)
    (ready / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", ready / "tests")
    (ready / "tests" / "test_heavy.py").write_text("raise RuntimeError('this file was read')\n")
    (ready / "tests" / "test_two.py").write_text(
        "import pytest\n@pytest.mark.quick\ndef test_quick(): pass\ndef test_slow(): assert not 'run'\n"
    )
    (ready / "notebooks").mkdir()
    (ready / "notebooks" / "broken.ipynb").write_text("this is no notebook")
    result = run_start(ready, "test", "--quick")
    assert result.returncode == 0, result.stdout
    assert "1 passed, 1 deselected" in result.stdout
    narrower = run_start(ready, "test", "--quick", "-k", "slow")
    assert "2 deselected" in narrower.stdout


def test_every_check_runs_in_two_processes_where_there_are_two_processors(ready):
    lend_packages(ready)
    (ready / "tests").mkdir()
    telling = "import os\ndef test_it(): assert os.environ.get('PYTEST_XDIST_WORKER_COUNT') == {!r}\n"
    (ready / "tests" / "test_it.py").write_text(telling.format("2" if os.cpu_count() >= 2 else None))
    assert "1 passed" in run_start(ready, "test").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["-n", "4"],
        ["-n0"],
        ["--numprocesses=4"],
        ["-p", "no:xdist"],
        ["--pdb"],
        ["-k", "timeline"],
        ["tests/models"],
        ["--lf"],
    ],
    ids=" ".join,
)
def test_whoever_names_tests_or_processes_or_debugs_is_not_given_two_processes(arguments):
    assert start.pytest_arguments(arguments, 8) == arguments


def test_one_processor_gets_one_process_and_options_of_the_output_keep_two():
    assert start.pytest_arguments(["-v"], 1) == ["-v"]
    two = start.pytest_arguments(["-v", "--durations=20", "--maxfail=1"], 2)
    assert two[:2] == ["-n", "2"] and two[-3:] == ["-v", "--durations=20", "--maxfail=1"]


# What stands in the way


@pytest.mark.parametrize("version", [(3, 8, 18), (3, 10, 13), (2, 7, 18)])
def test_an_old_python_is_refused_with_a_way_out(version):
    alone = start.python_problem(version, "/somewhere/python")
    assert "3.11 or newer" in alone and "/somewhere/python" in alone and "python.org" in alone
    assert ".".join(map(str, version)) in alone
    assert "`python3.12 start.py`" in start.python_problem(version, "/somewhere/python", ["python3.12"])


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 9), (3, 14, 0), (4, 0, 0)])
def test_a_new_enough_python_is_taken(version):
    assert start.python_problem(version, "/somewhere/python") == ""


def test_an_old_python_can_read_start_py():
    """Otherwise it would answer with a syntax error, not with the sentence."""
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_start_py_uses_the_standard_library_only():
    tree = ast.parse((ROOT / "start.py").read_text(encoding="utf-8"))
    imports = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imports |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imports <= sys.stdlib_module_names


def test_no_network_at_the_first_use(kit, offline):
    result = run_start(kit, **offline)
    assert result.returncode == 1
    assert "needs the network" in result.stdout
    assert str(kit / ".venv-log.txt") in result.stdout
    assert left_behind(kit) == {".venv-log.txt"}


@pytest.mark.parametrize(
    ("said", "helps"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device\n", "The disk is full"),
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError'\nERROR: No matching",
            "needs the network",
        ),
        ("Could not fetch URL: There was a problem confirming the ssl certificate\n", "needs the network"),
        ("pip._vendor.urllib3.exceptions.ReadTimeoutError: Read timed out.\n", "needs the network"),
        ("ERROR: No matching distribution found for pandas==9\n", "no ready-made package"),
        ("ERROR: Could not install: [Errno 13] Permission denied: 'x'\n", "cannot be written"),
        ("ERROR: something else\n", "could not be installed"),
    ],
)
def test_pips_failures_are_explained(said, helps):
    assert helps in start.installer_problem(said)


def test_a_disk_that_is_full_is_named_wherever_it_is_noticed():
    copying = shutil.Error([("a", "b", "[Errno 28] No space left on device: 'b'")])
    for problem in (OSError(errno.ENOSPC, "No space left on device", "x"), copying):
        assert start.explain(problem).startswith("The disk is full")
    denied = shutil.Error([("a", "b", "[Errno 13] Permission denied: 'b'"), ("c", "d", "more")])
    assert "Permission denied: 'b'. Close" in start.explain(denied)


def test_a_package_that_pip_does_not_find(ready, wheels):
    """As where the C library of a Linux is too old for all ready-made packages."""
    (ready / "requirements.txt").write_text("jupyterlab==999\n")
    result = run_start(ready, **online(wheels))
    assert "no ready-made package" in result.stdout and f"This is Python {sys.version.split()[0]}" in result.stdout
    assert OLD_ONES in result.stdout and started(result.stdout)


def without_roots_rights() -> list[str]:
    """Return the words before a command that take root's rights away, because root may write everywhere."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("the tests run as root, and there is no `setpriv` to take root's rights away")
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]


@POSIX_ONLY
def test_a_folder_that_cannot_be_written(kit):
    wrapper = without_roots_rights()
    kit.chmod(0o555)
    try:
        result = run_start(kit, wrapper=wrapper)
    finally:
        kit.chmod(0o755)
    assert result.returncode == 1
    assert f"{kit / '.venv-log.txt'} cannot be written" in result.stdout
    assert "a place where you may write" in result.stdout


@POSIX_ONLY
def test_a_ready_folder_that_can_only_be_read_starts(ready, offline):
    assert started(run_start(ready, **offline).stdout)  # it was moved, and has written its new place down
    for path in (ready, *ready.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o555)
    try:
        for result in twice(ready, wrapper=without_roots_rights(), **offline):
            assert started(result.stdout)
    finally:
        for path in (ready, *ready.rglob("*")):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)


def test_a_missing_file_is_named(kit):
    (kit / "requirements.txt").unlink()
    result = run_start(kit)
    assert result.returncode == 1
    assert f"{kit / 'requirements.txt'} is missing" in result.stdout


# Being stopped


def start_and_wait(kit: Path, sign: str, *arguments: str, **variables: str) -> subprocess.Popen:
    """Start start.py in a process group of its own; return it as soon as it prints a line with a sign."""
    process = subprocess.Popen(
        [sys.executable, str(kit / "start.py"), *arguments],
        env=environment_variables(variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    for line in process.stdout:
        if sign in line:
            return process
    raise AssertionError(f"it ended without printing {sign!r}")


@POSIX_ONLY
@pytest.mark.parametrize("ask", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "a request to stop"])
def test_stopping_the_installation_is_quiet_and_leaves_nothing_behind(ready, silent_index, ask):
    server, asks = silent_index
    (ready / "requirements.txt").write_text("jupyterlab==4.5\n")
    process = start_and_wait(ready, GETS, **asks)
    connection, _ = server.accept()
    os.killpg(process.pid, ask)
    output, _ = process.communicate(timeout=60)
    connection.close()
    assert process.returncode == 130
    assert "Traceback" not in output
    assert output.rstrip().endswith("Stopped. Run the same command again when you like.")
    assert left_behind(ready) == IN_ORDER


@POSIX_ONLY
def test_ctrl_c_is_for_jupyterlab_to_answer(ready):
    process = start_and_wait(ready, "WAITING", "--wait")
    os.killpg(process.pid, signal.SIGINT)
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 7  # JupyterLab's answer, passed on
    assert "Traceback" not in output


@POSIX_ONLY
def test_a_request_to_stop_ends_jupyterlab_too(ready):
    process = start_and_wait(ready, "WAITING", "--wait")
    process.terminate()
    output, _ = process.communicate(timeout=30)  # ends only when no process holds the other end of the pipe
    assert process.returncode == 128 + signal.SIGTERM
    assert "Traceback" not in output


# JupyterLab itself


def fetch(url: str) -> str:
    """Return the text at an address of this computer."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Start the real JupyterLab with start.py's own command; return its address and a token."""
    folder = tmp_path_factory.mktemp("lab")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    options = [
        "--no-browser",
        "--port",
        str(port),
        "--IdentityProvider.token=secret",
        "--ServerApp.port_retries=0",
    ]
    command = start.lab_command(sys.executable, options, IS_POSIX and os.geteuid() == 0, start.ORIGINAL_PAGE)
    own = {
        "JUPYTER_CONFIG_DIR": str(folder),
        "JUPYTER_DATA_DIR": str(folder),
        "JUPYTER_RUNTIME_DIR": str(folder),
    }
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **own}, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            fetch(f"{address}/api/status?token=secret")
            break
        except (urllib.error.URLError, ConnectionError):
            assert process.poll() is None, (folder / "log").read_text()
            time.sleep(0.2)
    yield address, (folder / "log").read_text()
    process.terminate()
    process.wait(timeout=30)


def test_jupyterlab_opens_the_first_lesson(lab):
    address, log = lab
    page = f"/lab/tree/{start.ORIGINAL_PAGE}"
    assert f"{address}{page}" in log  # the address that it opens in the browser
    assert "<title>JupyterLab</title>" in fetch(f"{address}{page}?token=secret")
    lesson = json.loads(fetch(f"{address}/api/contents/{start.ORIGINAL_PAGE}?token=secret"))
    assert lesson["type"] == "notebook"


def test_the_root_is_the_repository(lab):
    address, _ = lab
    listing = json.loads(fetch(f"{address}/api/contents?token=secret"))
    assert {"notebooks", "exercises", "data", "start.py"} <= {entry["name"] for entry in listing["content"]}


def test_the_question_about_jupyter_news_is_off(lab):
    """The setting comes from the installed package; --force-reinstall it if this fails after a change."""
    address, _ = lab
    page = fetch(f"{address}/lab?token=secret")
    settings = page.split('id="jupyter-config-data" type="application/json">')[1].split("</script>")[0]
    assert "@jupyterlab/apputils-extension:announcements" in json.loads(settings)["disabledExtensions"]
