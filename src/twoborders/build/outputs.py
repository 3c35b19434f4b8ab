"""Put an edition of the kit in its place: as a folder, or as a zip archive whose bytes depend on the kit alone."""

import contextlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

WRITTEN = (2020, 1, 1, 0, 0, 0)
"""The time of each file in an archive: the same kit gives the same bytes."""


def refused(out: Path, packed: bool, mark: str) -> str:
    """Why nothing may be written there, or an empty text; ``mark`` lies in a folder that the same command wrote."""
    if packed and out.is_dir():
        return f"{out} is a folder; with --zip, name the archive to write, such as {out / 'two-borders.zip'}."
    if not packed and out.is_file():
        return f"{out} is a file; name a folder."
    if out.is_dir() and any(out.iterdir()) and not (out / mark).is_file():
        return f"{out} holds something that this command did not write. Name a new folder."
    return ""


@contextlib.contextmanager
def fresh(out: Path, packed: bool, mark: str) -> Iterator[Path]:
    """Give a folder to be filled; it takes its place whole, as a folder or as an archive, unless an error comes out."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".edition-", dir=out.parent) as beside:
        folder = Path(beside) / "new"
        folder.mkdir()
        yield folder
        if packed:
            archive = Path(beside) / "new.zip"
            pack(folder, archive)
            archive.replace(out)
            return
        (folder / mark).touch()
        if out.exists():
            out.replace(Path(beside) / "old")
        folder.replace(out)


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
