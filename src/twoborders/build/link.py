"""``twoborders link``: the address with which learners copy the kit to a JupyterHub, by its nbgitpuller."""

import argparse
import re
import sys
from pathlib import PurePosixPath
from urllib.parse import quote, urlencode, urlsplit

from twoborders.tables import ROOT

_DESCRIPTION = """\
Print a link to hand out: it signs a learner in on your JupyterHub, copies the kit from a repository into the learner's
folder and opens a lesson. A second click brings what is new in the repository. The hub needs nbgitpuller.
"""
FIRST = "notebooks/00_start_here.ipynb"


class LinkError(Exception):
    """Why there is no such link, and the way out."""


def add_parser(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``link`` to the subcommands of ``twoborders``."""
    parser = subcommands.add_parser("link", help="make a learner's link to a JupyterHub", description=_DESCRIPTION)
    parser.add_argument("hub", metavar="HUB", help="the hub's address, such as https://hub.example.edu")
    parser.add_argument("--file", default=FIRST, metavar="FILE", help=f"what opens, in the repository ({FIRST})")
    parser.add_argument("--repository", metavar="ADDRESS", help="where the copy comes from (that of pyproject.toml)")
    parser.add_argument("--branch", metavar="NAME", help="a branch, no tag (the repository's main branch)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the link and return 0; return 1 with a sentence where there is none."""
    # Imported here: the other commands read this module for its parser only.
    from twoborders.build import readme
    from twoborders.build.notebooks import BuildError

    try:
        repository = arguments.repository
        if repository is None:
            if not (ROOT / arguments.file).is_file():
                raise LinkError(f"the kit has no file {arguments.file}. Name one of it, such as {FIRST}")
            repository = readme.home((ROOT / "pyproject.toml").read_text(encoding="utf-8")).address
        print(link(arguments.hub, repository, arguments.file, arguments.branch))
    except (LinkError, BuildError) as error:
        print(f"twoborders link: {error}.", file=sys.stderr)
        return 1
    return 0


def link(hub: str, repository: str, file: str = FIRST, branch: str | None = None) -> str:
    """Return the link with which a learner of a hub copies a repository and opens a file of it in JupyterLab.

    ``hub`` may be what the browser shows there, ``file`` is a path inside the repository. Raises LinkError for what is
    no address on the web, and for a tag.
    """
    # nbgitpuller calls the folder as the address ends: two-borders.git would be a folder of that name.
    repository = _web(repository, "repository").rstrip("/").removesuffix(".git")
    base = re.sub(r"/(hub|user)(/.*)?$", "", _web(hub, "hub").rstrip("/"))
    folder, path = urlsplit(repository).path.rpartition("/")[2], PurePosixPath(file)
    if not folder:
        raise LinkError(f"{repository} names no repository. Give its whole address, as https://github.com/OWNER/NAME")
    if path.is_absolute() or ".." in path.parts:
        raise LinkError(f"{file} is no path inside the repository. Name it as in {FIRST}")
    if branch is not None and re.fullmatch(r"v\d+(\.\d+)+", branch):
        raise LinkError(
            f"{branch} is the tag of a release, and nbgitpuller fails at a learner's second click on it. Name a branch"
        )
    asked = {"repo": repository, "urlpath": f"lab/tree/{quote(f'{folder}/{path}')}"}
    return f"{base}/hub/user-redirect/git-pull?{urlencode(asked | ({'branch': branch} if branch else {}))}"


def _web(address: str, what: str) -> str:
    """Return an address on the web without what a browser adds at its end; raise LinkError for any other."""
    try:
        parts = urlsplit(address.strip())
        right = parts.scheme in ("http", "https") and parts.hostname
    except ValueError:
        right = None
    if not right:
        raise LinkError(f"{address} is no address of a {what}. Give one that begins with https://")
    if "@" in parts.netloc:
        raise LinkError(
            f"the address of the {what} holds a name or password, which each learner would see. Leave it out"
        )
    return f"{parts.scheme}://{parts.netloc}{parts.path}"
