"""A real JupyterHub in a temporary folder, with the settings of docs/jupyterhub and the closed edition."""

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from twoborders import cli
from twoborders.tables import ROOT

SETTINGS = ROOT / "docs" / "jupyterhub" / "jupyterhub_config.py"
PACKAGES = ("jupyterhub", "configurable_http_proxy", "nbgitpuller", "hatchling")

# What a computer on which tests run needs besides: ports that nobody has.
ON_THIS_COMPUTER = """
load_subconfig({settings!r})
c.JupyterHub.bind_url = "http://127.0.0.1:{ports[0]}"
c.JupyterHub.hub_port = {ports[1]}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{ports[2]}"
"""


@dataclass
class Hub:
    """A hub that runs: its address, the password that it printed, and its folder."""

    address: str
    password: str
    folder: Path

    def home(self, name: str) -> Path:
        """The folder of a learner."""
        return self.folder / "homes" / name


@pytest.fixture(scope="session")
def hub(tmp_path_factory):
    """Start the hub in an environment that has the closed edition; skip where JupyterHub is not installed.

    On a CI machine (CI=true) a missing one is a failure: no test must drop out there unseen.
    """
    if missing := [name for name in PACKAGES if importlib.util.find_spec(name) is None]:
        reason = f"{', '.join(missing)} not installed; `python start.py test` installs it"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    if sys.platform == "win32":
        pytest.skip("JupyterHub does not run on Windows")
    place = tmp_path_factory.mktemp("hub")
    assert cli.main(["edition", "--closed", str(place / "class")]) == 0
    python = environment(place / "environment", place / "class")
    running = start(python, place / "run")
    yield running.hub
    running.stop()


def environment(folder: Path, kit: Path) -> Path:
    """Make an environment as `pip install` of a kit does, else with the packages of this one; return its Python."""
    venv.create(folder, with_pip=False)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=kit, check=True, capture_output=True
    )
    (wheel,) = (kit / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    others = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "others.pth").write_text("\n".join(others))
    for name in ("share", "etc"):  # the pages of JupyterLab, and what is switched on in it
        (folder / name).symlink_to(Path(sys.prefix) / name)
    return folder / "bin" / "python"


@dataclass
class Running:
    """A hub and its process."""

    hub: Hub
    process: subprocess.Popen

    def stop(self) -> None:
        """Ask the hub to stop; it stops the learners' servers and its proxy, too."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def start(python: Path, folder: Path) -> Running:
    """Start a hub in a folder and wait until it can be reached."""
    folder.mkdir()
    ports = free_ports(3)
    settings = folder / "jupyterhub_config.py"
    settings.write_text(ON_THIS_COMPUTER.format(settings=str(SETTINGS), ports=ports))
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "JUPYTER"))}
    variables["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # the proxy's program
    command = [python, "-m", "jupyterhub", "-f", settings]
    log = folder / "hub.log"
    with log.open("w") as written:
        process = subprocess.Popen(command, cwd=folder, env=variables, stdout=written, stderr=subprocess.STDOUT)
    for _ in range(1200):
        said = log.read_text()
        if "JupyterHub is now running" in said:
            password = said.split("The password of ana and beto: ")[1].splitlines()[0]
            return Running(Hub(f"http://127.0.0.1:{ports[0]}", password, folder), process)
        assert process.poll() is None, said
        time.sleep(0.1)
    process.kill()
    raise AssertionError(said)


def free_ports(number: int) -> list[int]:
    """Return ports that nothing uses."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
