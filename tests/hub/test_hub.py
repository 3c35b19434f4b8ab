"""Two learners on a real JupyterHub, with the settings of docs/jupyterhub and the closed edition.

They sign in, work, come back to their work, and see neither a solution nor each other's folder; and the link of
``twoborders link`` copies a repository to where it says.
"""

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from learner import Learner

from twoborders import cli

NAMES = ("ana", "beto")
FIRST = "my_work/00_start_here.ipynb"


@pytest.fixture(scope="session")
def learners(hub):
    """Both learners, signed in and with their servers started; and the page that each server opened."""
    both = [Learner(hub.address, name) for name in NAMES]
    assert [each.sign_in(hub.password) for each in both] == [200, 200]
    with ThreadPoolExecutor() as at_once:
        opened = list(at_once.map(Learner.start, both))
    return dict(zip(NAMES, zip(both, opened, strict=True), strict=True))


@pytest.fixture(params=NAMES)
def learner(request, learners):
    """Each of the two."""
    return learners[request.param][0]


def cells(notebook: dict) -> list[str]:
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize(("name", "password"), [("ana", "a wrong password"), ("carla", None)])
def test_whoever_is_not_of_the_class_is_not_let_in(hub, name, password):
    assert Learner(hub.address, name).sign_in(password or hub.password) == 403


def test_the_first_lesson_opens_in_a_folder_of_ones_own(hub, learners):
    for name, (learner, opened) in learners.items():
        assert opened == f"/user/{name}/lab/tree/{FIRST}"
        assert len(learner.content(FIRST)["cells"]) > 20
        assert len(list((hub.home(name) / "my_work").glob("*.ipynb"))) == 16


def test_cells_run_and_check_answers(learner):
    lesson = cells(learner.content(FIRST))
    setup, table, _, check = lesson[:4]
    shown = learner.run(setup, table, "difference = 1", check, "difference = 80537 - 60220", check)
    assert "80537" in shown[1]
    assert "not yet" in shown[3].lower() and "right" in shown[5].lower()


def test_no_solution_is_shown_and_none_is_there(learner):
    # The variable closes an edition that has solutions; this one has none for a learner who takes it away.
    closed, shown, undone, there = learner.run(
        "from twoborders import solution; solution('00-2')",
        "import os; print(os.environ.pop('TWOBORDERS_SOLUTIONS'))",
        "solution('00-2')",
        "from twoborders.tables import ROOT; print(ROOT.name, list(ROOT.rglob('solutions')))",
    )
    assert "closed" in closed and shown == "off\n" and "closed" in undone
    assert there == "kit []\n"


def test_nobody_reads_the_server_of_another(learners):
    (ana, _), (beto, _) = learners["ana"], learners["beto"]
    for one, other in ((ana, beto), (beto, ana)):
        for path in (f"{other.own}/api/contents/{FIRST}", f"{other.own}/lab/tree/{FIRST}"):
            answer = one.get(path)
            assert answer.status_code == 403, answer.url
            assert "riddle" not in answer.text


def test_work_is_there_after_the_server_was_stopped_and_started(learners):
    learner = learners["ana"][0]
    notebook = learner.content("my_work/00_exercise.ipynb")
    answer = next(cell for cell in notebook["cells"] if cell["id"] == "00-2-answer")
    answer["source"] = "difference = 80537 - 60220"
    learner.save("my_work/00_exercise.ipynb", notebook)
    learner.run(*cells(notebook)[:4])
    learner.stop()
    assert learner.start().endswith(FIRST)
    assert "difference = 80537 - 60220" in cells(learner.content("my_work/00_exercise.ipynb"))
    (shown,) = learner.run("from twoborders import progress; progress()")
    assert "1 of 9" in shown


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_link_copies_a_repository_to_the_place_that_it_opens_and_a_second_click_keeps_work(
    hub, learners, tmp_path, capsys
):
    folder, learner = tmp_path / "borders", learners["beto"][0]
    assert cli.main(["work", str(folder)]) == 0
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder)
    # Git of the learner's server takes this folder for the address on the web.
    settings = f'[url "file://{tmp_path}/"]\n insteadOf = https://git.example/\n'
    (hub.home("beto") / ".gitconfig").write_text(settings)
    asked = ["link", hub.address, "--repository", "https://git.example/borders.git", "--file", "00_start_here.ipynb"]
    capsys.readouterr()
    assert cli.main(asked) == 0
    link = capsys.readouterr().out.strip()

    assert learner.follow(link) == "/user/beto/lab/tree/borders/00_start_here.ipynb"
    copied = "borders/00_start_here.ipynb"
    notebook = learner.content(copied)
    notebook["cells"].append({**notebook["cells"][-1], "id": "mine", "source": "A note of my own."})
    learner.save(copied, notebook)
    learner.run("import os; os.chdir('../borders')", "from twoborders import check; check('00-2', 20317)")
    (folder / "new.ipynb").write_bytes((folder / "00_start_here.ipynb").read_bytes())
    commit(folder)
    learner.follow(link)
    assert learner.content(copied)["cells"][-1]["source"] == "A note of my own."
    assert learner.content("borders/new.ipynb")["cells"]
    assert "00-2" in (hub.home("beto") / "borders" / "progress.json").read_text()


def commit(folder) -> None:
    git(folder, "add", ".")
    git(folder, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", "A state")


def git(folder, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
