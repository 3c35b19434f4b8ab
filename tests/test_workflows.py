"""The workflows of the repository: what they run is there, with the Python that Binder has too."""

import shlex

import pytest
import yaml

from twoborders import cli
from twoborders.tables import ROOT

pytestmark = pytest.mark.quick

WORKFLOWS = sorted(ROOT.glob(".github/workflows/*.yml"))


def steps(path):
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_a_workflow_runs_is_a_command_of_the_kit(path, capsys):
    commands = [shlex.split(line) for step in steps(path) for line in step.get("run", "").splitlines()]
    assert commands
    for command in commands:
        if command[0] == "twoborders":
            with pytest.raises(SystemExit) as ended:
                cli.main([command[1], "--help"])
            assert ended.value.code == 0
            assert all(option in capsys.readouterr().out for option in command[2:] if option.startswith("--"))
        else:
            assert command[0] == "python"
            assert [each for each in command if each.endswith((".txt", ".py")) and not (ROOT / each).is_file()] == []


def test_the_pages_are_published_from_the_folder_that_the_command_writes():
    found = steps(ROOT / ".github/workflows/pages.yml")
    (written,) = (shlex.split(step["run"])[2] for step in found if step.get("run", "").startswith("twoborders site"))
    (uploaded,) = (step["with"]["path"] for step in found if "upload-pages-artifact" in step.get("uses", ""))
    assert written == uploaded
    assert (ROOT / "runtime.txt").read_text().strip() == "python-" + next(
        step["with"]["python-version"] for step in found if "setup-python" in step.get("uses", "")
    )
