"""The link to hand out on a JupyterHub: what it asks nbgitpuller for, and what is refused. tests/hub follows it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from twoborders import cli
from twoborders.build.link import LinkError, link

pytestmark = pytest.mark.quick

HUB, KIT = "https://hub.example.edu", "https://github.com/two-borders/two-borders"


def asked(address: str) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(address).query).items()}


def test_a_link_opens_the_first_lesson_of_the_kits_own_repository(capsys):
    assert cli.main(["link", HUB]) == 0
    address = capsys.readouterr().out.strip()
    assert address.startswith("https://hub.example.edu/hub/user-redirect/git-pull?")
    assert asked(address) == {"repo": KIT, "urlpath": "lab/tree/two-borders/notebooks/00_start_here.ipynb"}


@pytest.mark.parametrize("written", [f"{KIT}.git", f"{KIT}/", f"{KIT}.git/", f" {KIT}"])
def test_the_folder_that_opens_has_the_name_that_nbgitpuller_gives_it(written):
    found = asked(link(HUB, written))
    assert found["repo"].split("/")[-1] == found["urlpath"].split("/")[2] == "two-borders"


@pytest.mark.parametrize(
    "shown", [f"{HUB}/", f"{HUB}/hub/home", f"{HUB}/user/ana/lab/tree/x?reset", f"{HUB}/hub/login#a"]
)
def test_the_hub_may_be_given_as_the_browser_shows_it(shown):
    assert link(shown, KIT) == link(HUB, KIT)


def test_a_hub_may_lie_below_a_path_and_a_name_may_hold_any_letter():
    address = link(
        "http://school.example:8000/jupyter", "https://git.example/año 1/clase&1", "notas/día #1.ipynb", "a+b"
    )
    assert address.startswith("http://school.example:8000/jupyter/hub/user-redirect/git-pull?")
    found = asked(address)
    assert found["repo"] == "https://git.example/año 1/clase&1" and found["branch"] == "a+b"
    # The browser goes to it as it stands.
    assert found["urlpath"] == "lab/tree/clase%261/notas/d%C3%ADa%20%231.ipynb"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"hub": "hub.example.edu"}, "begins with https://"),
        ({"hub": "file:///srv/hub"}, "begins with https://"),
        ({"hub": "https://[hub"}, "begins with https://"),
        ({"repository": "git@github.com:two-borders/two-borders.git"}, "begins with https://"),
        ({"repository": "https://github.com"}, "OWNER/NAME"),
        ({"repository": "https://ana:secret@github.com/two-borders/kit"}, "Leave it out"),
        ({"file": "../notes.ipynb"}, "inside the repository"),
        ({"file": "/etc/passwd"}, "inside the repository"),
        ({"branch": "v0.1.0"}, "Name a branch"),
    ],
)
def test_what_makes_no_link_is_refused_with_the_way_out(given, said):
    with pytest.raises(LinkError, match=said) as caught:
        link(**{"hub": HUB, "repository": KIT, **given})
    assert "secret" not in str(caught.value)


def test_a_file_that_the_kit_does_not_have_is_refused(capsys):
    assert cli.main(["link", HUB, "--file", "notebooks/99_nothing.ipynb"]) == 1
    told = capsys.readouterr()
    assert told.out == "" and "has no file notebooks/99_nothing.ipynb" in told.err
