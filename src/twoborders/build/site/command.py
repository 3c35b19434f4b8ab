"""``twoborders site``: write the web edition into a folder, or into a zip archive."""

import argparse
import shutil
import tempfile
import zipfile
from pathlib import Path

from twoborders.tables import ROOT

_DESCRIPTION = """\
Write the lessons as web pages that need neither Python nor a server: their explorers, self-checks and predictions
answer in the browser, and they ask no other computer for anything. Put the folder on a web server, a stick or a
learning platform and open index.html. The teacher's pages stand apart, in teach/. A folder that this command wrote
before is replaced; any other that holds something is left alone.
"""
MARK = ".twoborders-site"
"""Lies in a folder that this command wrote."""
WRITTEN = (2020, 1, 1, 0, 0, 0)
"""The time of each file in an archive: the same kit gives the same bytes."""


def add_parser(subcommands: argparse._SubParsersAction) -> None:
    """Add ``site`` to the subcommands of ``twoborders``."""
    parser = subcommands.add_parser("site", help="write the lessons as web pages", description=_DESCRIPTION)
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder to write; with --zip, the archive to write")
    parser.add_argument("--zip", action="store_true", help="write one zip archive, to upload or to carry")
    parser.add_argument("--no-teacher", action="store_true", help="leave out the teacher's pages and the solutions")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the edition; 0, or 1 with a sentence where the kit or the folder does not allow it."""
    # Imported here: the other commands read this module for its parser only.
    from twoborders.build.notebooks import BuildError
    from twoborders.build.site.pages import Edition

    out = arguments.out.resolve()
    refused = _refused(out, arguments.zip)
    if refused:
        print(refused)
        return 1
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".site-", dir=out.parent) as folder:
        fresh = Path(folder) / "site"
        try:
            edition = Edition(ROOT, not arguments.no_teacher, lambda line: print(line, flush=True))
            for path, content in edition.files():
                target = fresh / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        except BuildError as error:
            print(*error.problems, sep="\n")
            print("Nothing was written.")
            return 1
        if arguments.zip:
            archive = Path(folder) / "site.zip"
            pack(fresh, archive)
            archive.replace(out)
        else:
            (fresh / MARK).touch()
            if out.exists():
                out.replace(Path(folder) / "old")
            fresh.replace(out)
    print(f"{out} is written." if arguments.zip else f"{out} is written. Open {out / 'index.html'} in a browser.")
    return 0


def _refused(out: Path, packed: bool) -> str:
    """Why nothing may be written there, or an empty text."""
    if packed and out.is_dir():
        return f"{out} is a folder; with --zip, name the archive to write, such as {out / 'two-borders.zip'}."
    if not packed and out.is_file():
        return f"{out} is a file; name a folder."
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        return f"{out} holds something that this command did not write. Name a new folder."
    return ""


def pack(folder: Path, archive: Path) -> None:
    """Write a folder as a zip archive, with the same bytes for the same files."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                about = zipfile.ZipInfo(path.relative_to(folder).as_posix(), WRITTEN)
                about.compress_type = zipfile.ZIP_DEFLATED
                about.external_attr = 0o644 << 16
                with zipped.open(about, "w") as entry, path.open("rb") as stream:
                    shutil.copyfileobj(stream, entry)
