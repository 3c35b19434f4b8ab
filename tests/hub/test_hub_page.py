"""What the page on JupyterHub says of the trial is what its settings do; here without a hub."""

import os
import re
import shlex
import tomllib

import pytest
from traitlets.config.loader import PyFileConfigLoader

from twoborders.checking import solutions
from twoborders.tables import ROOT

pytestmark = pytest.mark.quick

PAGE = (ROOT / "notebooks/instructor/nbgrader.md").read_text(encoding="utf-8")
TRIAL = re.search(r"\*\*Try it first\.\*\*(.*?)\*\*Install it once", PAGE, re.DOTALL)[1]
COMMANDS = [shlex.split(line) for line in re.search(r"```\n(.*?)```", TRIAL, re.DOTALL)[1].splitlines()]
SETTINGS = "docs/jupyterhub/jupyterhub_config.py"


@pytest.fixture(scope="module")
def settings():
    if os.name == "nt":
        pytest.skip("JupyterHub does not run on Windows")
    return PyFileConfigLoader(str(ROOT / SETTINGS)).load_config()


def named(program: str) -> list[str]:
    """The words after a program in the trial's commands."""
    (words,) = [words for words in COMMANDS if words[: len(program.split())] == program.split()]
    return words[len(program.split()) :]


def test_the_commands_make_the_folders_that_they_name_and_install_what_the_tests_have():
    assert named("cp")[0] == SETTINGS
    assert named("cp")[1] == named("python -m venv")[0] == named("cd")[0]
    kit, *packages = named("python -m pip install")
    assert kit == named("twoborders edition --closed")[0]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["optional-dependencies"]["hub"], *(ROOT / "requirements.txt").read_text("utf-8").splitlines()]
    assert set(packages) <= {re.match(r"[\w-]*", line)[0] for line in lines}
    assert {"jupyterhub", "jupyterlab"} <= set(packages)


def test_the_page_names_the_address_the_learners_and_their_folder(settings):
    assert f"`{settings.JupyterHub.bind_url}`" in TRIAL
    assert re.match(r"http://127\.0\.0\.1:\d+$", settings.JupyterHub.bind_url)
    assert set(re.findall(r"`(\w+)`", TRIAL.split("```")[0])) == settings.Authenticator.allowed_users
    folder, page = re.fullmatch(r"/lab/tree/(\w+)/(\S+)", settings.Spawner.default_url).groups()
    assert f"`{folder}`" in TRIAL and f"twoborders work {folder};" in settings.Spawner.cmd[2]
    assert (ROOT / "notebooks" / page).is_file()


def test_the_memory_of_a_class_follows_from_the_table():
    part = re.search(r"\*\*Memory\.\*\*(.*?)\*\*nbgrader on the hub", " ".join(PAGE.split()))[1]
    hub, server, notebook = (int(number) for number in re.findall(r"\| (\d+) \|", part))
    assert f"{hub} + learners x ({server} + {notebook} x open notebooks) MB" in part
    learners, total = re.search(r"For (\d+) learners with two open notebooks each that is ([\d,]+) MB", part).groups()
    assert int(total.replace(",", "")) == hub + int(learners) * (server + notebook * 2)


def test_the_settings_close_the_solutions_and_make_a_new_password_each_time(settings):
    assert settings.Spawner.environment == {solutions.SOLUTIONS: "off"}
    again = PyFileConfigLoader(str(ROOT / SETTINGS)).load_config()
    passwords = [each.SharedPasswordAuthenticator.user_password for each in (settings, again)]
    assert len(set(passwords)) == 2 and min(map(len, passwords)) >= 12
