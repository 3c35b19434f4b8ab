"""The workflows and settings of the repository: what they run is there, with the Pythons of the kit."""

import json
import re
import shlex

import pytest
import yaml

from twoborders import cli
from twoborders.tables import ROOT

pytestmark = pytest.mark.quick

WORKFLOWS = sorted(ROOT.glob(".github/workflows/*.yml"))
TEMPLATES = sorted(ROOT.glob(".github/ISSUE_TEMPLATE/*.yml"))
OF_THE_SYSTEM = ("sudo", "gh", "test")
"""Programs that GitHub's computers have; those of the kit are looked up."""
PYTHON = (ROOT / ".binder/runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps(path):
    return [step for job in read(path)["jobs"].values() for step in job.get("steps", ())]


def refused(command):
    """Say what of a command line of a workflow is not there; "" if nothing."""
    program, *arguments = command
    if program == "twoborders":
        try:
            cli.parser().parse_args(arguments)
        except SystemExit:
            return "an option"
    elif program not in ("python", *OF_THE_SYSTEM) and not (ROOT / program).is_file():
        return program
    named = [each for each in arguments if each.endswith((".txt", ".py", ".md"))]
    return next((each for each in named if not (ROOT / each).is_file()), "")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_a_workflow_runs_is_there(path):
    commands = [shlex.split(line) for step in steps(path) for line in step.get("run", "").splitlines()]
    assert commands
    assert {shlex.join(command): refused(command) for command in commands if refused(command)} == {}
    called = [job["uses"] for job in read(path)["jobs"].values() if "uses" in job]
    assert [each for each in called if not (ROOT / each).is_file()] == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("python began.py test", "began.py"),
        ("twoborders site out --colour", "an option"),
        (".ci/walk", ".ci/walk"),
        ("python -m pip install -r needs.txt", "needs.txt"),
    ],
)
def test_what_is_not_there_is_found(line, said):
    assert refused(shlex.split(line)) == said


def test_the_pages_are_published_from_the_folder_that_the_command_writes():
    found = steps(ROOT / ".github/workflows/pages.yml")
    (written,) = (shlex.split(step["run"])[2] for step in found if step.get("run", "").startswith("twoborders site"))
    (uploaded,) = (step["with"]["path"] for step in found if "upload-pages-artifact" in step.get("uses", ""))
    assert written == uploaded


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_takes_the_python_of_binder_or_all_of_the_kit(path):
    taken = {step["with"]["python-version"] for step in steps(path) if "setup-python" in step.get("uses", "")}
    if path.name == "quick.yml":
        assert taken == {"${{ matrix.python }}"}
        matrix = read(path)["jobs"]["quick"]["strategy"]["matrix"]
        assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
        assert {system.split("-")[0] for system in matrix["system"]} == {"ubuntu", "windows", "macos"}
    else:
        assert taken == {PYTHON}


def test_a_release_is_drafted_with_what_was_built_for_a_tag_of_the_recipe():
    path = ROOT / ".github/workflows/release.yml"
    lines = [step["run"] for step in steps(path) if "run" in step]
    made = {re.search(r"(?:-d |site )(\S+)", line)[1] for line in lines if re.search("hatchling build|site", line)}
    (draft,) = (shlex.split(line) for line in lines if line.startswith("gh release create"))
    given = {each for each in draft if each.startswith("dist/")}
    assert made == {"dist", "dist/two-borders-web.zip"} and given == {"dist/*.whl", "dist/two-borders-web.zip"}
    assert "--draft" in draft
    assert read(path)[True]["push"]["tags"] == ["v*"]  # YAML reads the word `on` as true


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_of_an_issue_asks_for_each_thing_once(path):
    form = read(path)
    assert form["name"] and form["description"]
    names = [part["id"] for part in form["body"]]
    assert len(names) == len(set(names)) >= 3
    assert all(part["attributes"]["label"].endswith("?") for part in form["body"])


def test_the_hooks_and_the_container_run_what_is_there():
    for hook in [hook for repo in read(ROOT / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]:
        program, dash, module, *arguments = shlex.split(hook["entry"])
        assert (program, dash, hook["language"]) == ("python", "-m", "system")
        assert module == "ruff" or not refused([module, *arguments])
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    assert container["image"].endswith(f":{PYTHON}")
    for line in container["postCreateCommand"].split(" && "):
        assert not refused(shlex.split(line))
