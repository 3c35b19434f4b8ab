"""Which page a file of the kit becomes, and where a link from it leads to."""

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag

from twoborders.build.notebooks import BuildError
from twoborders.build.readme import Home

PAGES = {
    "README.md": "index.html",
    "CLAIMS.md": "claims.html",
    "GLOSSARY.md": "glossary.html",
    "data/README.md": "tables.html",
    "LICENSE-CONTENT.md": "about.html",
}
"""Files of the kit that become a page; each lesson becomes one in ``lessons/``, each teacher's page in ``teach/``."""
TEACHER = "notebooks/instructor/"
SHEETS = f"{TEACHER}sheets/"
"""Sheets to print, which are copied as they are."""
COPIED = ("exercises/", "data/")
"""Folders whose files are there to be downloaded, as are the notebooks of the lessons."""
DOWNLOADS = (".ipynb", ".csv", ".json")


@dataclass(frozen=True)
class Places:
    """``files``: all files of the kit, by path. ``home``: where the kit lies. ``teacher``: with the teacher's pages."""

    files: frozenset[str]
    home: Home
    teacher: bool

    def page(self, path: str) -> str | None:
        """Return the page or copy in the edition of a file of the kit; None for one that it leaves out."""
        name = posixpath.basename(path)
        if path in PAGES:
            return PAGES[path]
        if path.startswith(TEACHER):
            if path.startswith(SHEETS) and self.teacher:
                return f"teach/sheets/{name}"
            return f"teach/{posixpath.splitext(name)[0]}.html" if self.teacher and name.endswith(".md") else None
        if path.startswith("notebooks/") and name.endswith(".ipynb"):
            return f"lessons/{posixpath.splitext(name)[0]}.html"
        if path.startswith(COPIED) and name.endswith(DOWNLOADS):
            return path
        if path.startswith("solutions/") and name.endswith(DOWNLOADS) and self.teacher:
            return f"teach/{path}"
        return None

    def link(self, source: str, address: str) -> str:
        """Return where a link leads to from the page of a file: a page, a copy, or the file in the repository.

        ``source`` is the file's path in the kit and ``address`` what stands there. Raises BuildError for a file that
        the kit does not have.
        """
        there, fragment = urldefrag(address)
        if "://" in address or address.startswith("mailto:") or not there:
            return address
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(there)))
        folder = f"{path}/"
        if path not in self.files and not any(each.startswith(folder) for each in self.files):
            raise BuildError([f"{source}: its link {address} leads to no file of the kit"])
        target = self.page(path)
        if target is None:
            return self.in_repository(path)
        return relative(self.page(source) or "", target) + (f"#{fragment}" if fragment else "")

    def in_repository(self, path: str) -> str:
        """Return the address of a file in the repository."""
        return f"https://github.com/{self.home.repository}/blob/HEAD/{path}"


def relative(page: str, target: str) -> str:
    """Return the way from a page to another file of the edition: the pages lie on a disk as well as on a server."""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")
