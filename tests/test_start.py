"""start.py: the environment is made, kept up to date and mended, and what stands in the way gets a sentence.

Each test starts a copy of start.py in a folder of its own. What it installs is a wheel made here, in place of
JupyterLab's, so that nothing is downloaded; everything else (venv, pip, processes, signals) is real.
"""

import ast
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
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
IS_POSIX = os.name == "posix"
POSIX_ONLY = pytest.mark.skipif(not IS_POSIX, reason="uses signals or permissions as on Linux and macOS")

INSTALLS = "Installing what requirements.txt"  # what start.py says when it starts pip
WHEEL = "jupyterlab-4.4-py3-none-any.whl"
# Tells what it was started with; with --wait it stays until it is asked to stop, as JupyterLab does.
STAND_IN = """
import json, os, signal, sys, time
told = {"arguments": sys.argv[1:], "folder": os.getcwd(), "prefix": sys.prefix}
print("STARTED " + json.dumps(told), flush=True)
if "--wait" in sys.argv:
    signal.signal(signal.SIGINT, lambda *_: sys.exit(7))
    print("WAITING", flush=True)
    time.sleep(60)
"""


def import_start(path: Path = ROOT / "start.py"):
    """Import start.py, which is no part of a package, as a module."""
    spec = importlib.util.spec_from_file_location("start", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


start = import_start()


def environment_variables(**changes: str) -> dict[str, str]:
    """Return variables under which pip sees no package index and no settings of this computer."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    return {**kept, "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", **changes}


def write_wheel(path: Path) -> None:
    """Write the wheel that stands in for JupyterLab's."""
    about = "jupyterlab-4.4.dist-info/"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("jupyterlab/__init__.py", "")
        wheel.writestr("jupyterlab/__main__.py", STAND_IN)
        wheel.writestr(about + "METADATA", "Metadata-Version: 2.1\nName: jupyterlab\nVersion: 4.4\n")
        wheel.writestr(about + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(about + "RECORD", "")


@pytest.fixture(scope="session")
def template(tmp_path_factory) -> Path:
    """Return an environment as start.py makes it, with pip and nothing else."""
    environment = tmp_path_factory.mktemp("template") / ".venv"
    start.make_environment(environment)
    start.unfinished_mark(environment).unlink()
    return environment


@pytest.fixture
def environment(kit, template) -> Path:
    """Return the kit's environment: a copy of the template, which is quicker than to make one."""
    return Path(shutil.copytree(template, kit / ".venv", symlinks=True))


@pytest.fixture
def kit(tmp_path) -> Path:
    """Return a folder with start.py, whose name has a space and a letter beyond ASCII, as home folders do."""
    folder = tmp_path / "two borders é"
    folder.mkdir()
    shutil.copy(ROOT / "start.py", folder)
    shutil.copy(ROOT / "pyproject.toml", folder)
    write_wheel(folder / WHEEL)
    (folder / "requirements.txt").write_text(f"./{WHEEL}\n")
    return folder


def run_start(kit: Path, *arguments: str, wrapper=(), **variables: str) -> subprocess.CompletedProcess:
    """Run start.py from another folder; check that whatever happens, nobody sees a traceback."""
    result = subprocess.run(
        [*wrapper, sys.executable, str(kit / "start.py"), *arguments],
        cwd=kit.parent,
        env=environment_variables(**variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=180,
    )
    assert "Traceback" not in result.stdout, result.stdout
    return result


def started(output: str) -> dict:
    """Return what the stand-in for JupyterLab told."""
    [line] = [line for line in output.splitlines() if line.startswith("STARTED ")]
    return json.loads(line.removeprefix("STARTED "))


# The command line


def test_first_use_installs_and_opens_the_first_lesson(kit):
    result = run_start(kit, "--no-browser", "--port", "8899")
    assert result.returncode == 0
    assert result.stdout.startswith("First use: installing the packages into .venv.")
    told = started(result.stdout)
    assert Path(told["folder"]) == kit
    assert Path(told["prefix"]) == kit / ".venv"
    assert f"--ServerApp.root_dir={kit}" in told["arguments"]
    assert "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb" in told["arguments"]
    assert told["arguments"][-3:] == ["--no-browser", "--port", "8899"]

    again = run_start(kit).stdout
    assert INSTALLS not in again and started(again)

    with (kit / "requirements.txt").open("a") as requirements:
        requirements.write("# changed\n")
    changed = run_start(kit).stdout
    assert INSTALLS in changed and "First use" not in changed
    assert INSTALLS not in run_start(kit).stdout

    moved = kit.parent / "moved"
    kit.rename(moved)
    assert INSTALLS in run_start(moved).stdout


def test_the_first_page_exists():
    assert (ROOT / start.FIRST_PAGE).is_file()


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


def lend_packages(kit: Path, environment: Path) -> None:
    """Let the environment borrow the packages of the one that runs this test, and stamp it as installed."""
    [packages] = environment.glob("**/site-packages")
    (packages / "borrowed.pth").write_text(f"{Path(pytest.__file__).parents[1]}\n")
    start.stamp(environment, "test").write_text(start.fingerprint(kit))


def test_the_test_command_forwards_arguments_and_returns_pytests_status(kit, environment):
    lend_packages(kit, environment)
    (kit / "test_two.py").write_text("def test_good(): pass\ndef test_bad(): assert not 'bad'\n")
    plain = ["-o", "addopts=", "-o", "testpaths=."]
    both = run_start(kit, "test", *plain)
    assert both.returncode == 1
    assert "1 failed, 1 passed" in both.stdout
    one = run_start(kit, "test", *plain, "-k", "good")
    assert one.returncode == 0
    assert "1 passed, 1 deselected" in one.stdout


def test_quick_runs_the_tests_that_carry_the_marker_and_reads_no_other_file_and_no_notebook(kit, environment):
    lend_packages(kit, environment)
    (kit / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", kit / "tests")
    (kit / "tests" / "test_heavy.py").write_text("raise RuntimeError('this file was read')\n")
    (kit / "tests" / "test_two.py").write_text(
        "import pytest\n@pytest.mark.quick\ndef test_quick(): pass\ndef test_slow(): assert not 'run'\n"
    )
    (kit / "notebooks").mkdir()
    (kit / "notebooks" / "broken.ipynb").write_text("this is no notebook")
    result = run_start(kit, "test", "--quick")
    assert result.returncode == 0, result.stdout
    assert "1 passed, 1 deselected" in result.stdout
    narrower = run_start(kit, "test", "--quick", "-k", "slow")
    assert "2 deselected" in narrower.stdout


def test_every_check_runs_in_two_processes_where_there_are_two_processors(kit, environment):
    lend_packages(kit, environment)
    (kit / "tests").mkdir()
    telling = "import os\ndef test_it(): assert os.environ.get('PYTEST_XDIST_WORKER_COUNT') == {!r}\n"
    (kit / "tests" / "test_it.py").write_text(telling.format("2" if os.cpu_count() >= 2 else None))
    assert "1 passed" in run_start(kit, "test").stdout


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


def test_the_installation_for_the_lessons_does_not_count_for_the_tests(tmp_path):
    start.stamp(tmp_path, "lessons").write_text("fingerprint")
    assert start.is_installed(tmp_path, "lessons", "fingerprint")
    assert not start.is_installed(tmp_path, "lessons", "another fingerprint")
    assert not start.is_installed(tmp_path, "test", "fingerprint")


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


def test_no_network(kit, environment):
    """The package index is at a port of this computer where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    (kit / "requirements.txt").write_text("jupyterlab>=4.4\n")
    closed = {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": f"http://127.0.0.1:{port}/simple", "PIP_RETRIES": "1"}
    result = run_start(kit, **closed)
    assert result.returncode == 1
    assert "needs the network" in result.stdout
    assert not start.stamp(environment, "lessons").exists()


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
        ("ERROR: No matching distribution found for pandas==9\n", "no fitting version"),
        ("ERROR: Could not install: [Errno 13] Permission denied: 'x'\n", "/kit/.venv cannot be written"),
        ("ERROR: something else\n", "its lines above say why"),
    ],
)
def test_pips_failures_are_explained(said, helps):
    assert helps in start.pip_problem(said, Path("/kit/.venv"))


def test_a_package_that_pip_does_not_find(kit, environment):
    (kit / "requirements.txt").write_text("jupyterlab==999\n")
    result = run_start(kit)
    assert result.returncode == 1
    assert "no fitting version" in result.stdout


@POSIX_ONLY
def test_a_folder_that_cannot_be_written(kit):
    """Root may write everywhere, so root's rights are taken away for this run."""
    wrapper = []
    if os.geteuid() == 0:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("the tests run as root, and there is no `setpriv` to take root's rights away")
        wrapper = [setpriv, "--bounding-set=-all", "--inh-caps=-all"]
    kit.chmod(0o555)
    try:
        result = run_start(kit, wrapper=wrapper)
    finally:
        kit.chmod(0o755)
    assert result.returncode == 1
    assert f"{kit / '.venv'} cannot be written" in result.stdout
    assert "a place where you may write" in result.stdout


def test_a_missing_file_is_named(kit, environment):
    (kit / "requirements.txt").unlink()
    result = run_start(kit)
    assert result.returncode == 1
    assert f"{kit / 'requirements.txt'} is missing" in result.stdout


def test_a_file_in_the_place_of_the_environment(kit):
    (kit / ".venv").write_text("")
    result = run_start(kit)
    assert result.returncode == 1
    assert f"{kit / '.venv'} is not a folder" in result.stdout


def break_python(environment: Path) -> None:
    """Leave a link to a Python that is gone, as after an upgrade of the system."""
    python = start.environment_python(environment)
    python.unlink()
    if IS_POSIX:
        python.symlink_to(environment / "removed" / "python")


def break_pip(environment: Path) -> None:
    [pip] = environment.glob("**/site-packages/pip")
    shutil.rmtree(pip)


def break_start_of_python(environment: Path) -> None:
    python = start.environment_python(environment)
    python.unlink()
    python.write_text("this is no program\n")
    python.chmod(0o755)


def leave_unfinished(environment: Path) -> None:
    start.unfinished_mark(environment).touch()


def empty(environment: Path) -> None:
    shutil.rmtree(environment)
    environment.mkdir()


@pytest.mark.parametrize(
    ("damage", "clause"),
    [
        (break_python, "is missing"),
        (break_pip, "its Python or its pip does not work"),
        pytest.param(break_start_of_python, "its Python", marks=POSIX_ONLY),
        (leave_unfinished, "an earlier installation into it did not end"),
        (empty, "is missing"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_damage_is_seen(environment, damage, clause):
    assert start.environment_problem(environment) == ""
    damage(environment)
    assert clause in start.environment_problem(environment)


def test_a_broken_environment_is_made_anew(kit, environment):
    break_python(environment)
    result = run_start(kit)
    assert result.returncode == 0
    assert "The folder .venv is broken (its " in result.stdout
    assert started(result.stdout)


def test_a_working_environment_made_by_hand_is_kept(kit, environment):
    (environment / "mine.txt").write_text("kept")
    result = run_start(kit)
    assert started(result.stdout)
    assert "broken" not in result.stdout
    assert (environment / "mine.txt").exists()


# Being stopped


def start_and_wait(kit: Path, sign: str, *arguments: str, **variables: str) -> subprocess.Popen:
    """Start start.py in a process group of its own; return it as soon as it prints a line with a sign."""
    process = subprocess.Popen(
        [sys.executable, str(kit / "start.py"), *arguments],
        env=environment_variables(**variables),
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
def test_stopping_the_installation_is_quiet_and_leaves_a_mark(kit, environment, ask):
    with socket.create_server(("127.0.0.1", 0)) as server:  # an index that takes the call and never answers
        index = f"http://127.0.0.1:{server.getsockname()[1]}/simple"
        (kit / "requirements.txt").write_text("jupyterlab>=4.4\n")
        process = start_and_wait(kit, "Installing", PIP_NO_INDEX="0", PIP_INDEX_URL=index)
        server.settimeout(60)
        connection, _ = server.accept()
        os.killpg(process.pid, ask)
        output, _ = process.communicate(timeout=60)
        connection.close()
    assert process.returncode == 130
    assert "Traceback" not in output
    assert output.rstrip().endswith("Stopped. Run the same command again when you like.")
    assert "did not end" in start.environment_problem(environment)  # so that the next start makes it anew


@POSIX_ONLY
def test_ctrl_c_is_for_jupyterlab_to_answer(kit, environment):
    process = start_and_wait(kit, "WAITING", "--wait")
    os.killpg(process.pid, signal.SIGINT)
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 7  # JupyterLab's answer, passed on
    assert "Traceback" not in output


@POSIX_ONLY
def test_a_request_to_stop_ends_jupyterlab_too(kit, environment):
    process = start_and_wait(kit, "WAITING", "--wait")
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
    command = start.lab_command(sys.executable, options, is_root=IS_POSIX and os.geteuid() == 0)
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
    page = f"/lab/tree/{start.FIRST_PAGE}"
    assert f"{address}{page}" in log  # the address that it opens in the browser
    assert "<title>JupyterLab</title>" in fetch(f"{address}{page}?token=secret")
    lesson = json.loads(fetch(f"{address}/api/contents/{start.FIRST_PAGE}?token=secret"))
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
