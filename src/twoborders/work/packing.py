"""Save a work folder as one zip, and bring it back from one: here, on another computer, or on another server."""

import datetime
import io
import json
import zipfile
import zlib
from pathlib import Path

from twoborders.work import copies, store

MOST_FILES = 200
MOST_BYTES = 50_000_000
"""Largest size of all files together, unpacked: pictures make notebooks large, but not as large as this."""


class PackingError(Exception):
    """Why a zip could not be made or used: a sentence for the learner. Nothing was changed."""


def save(folder: Path) -> Path:
    """Save the notebooks and what is kept in a work folder as a zip in it, and return its path.

    Raises PackingError where it cannot be written; an earlier zip of the same day is then still there.
    """
    names = [*sorted(folder.glob("*.ipynb")), folder / store.FILE, folder / store.RECORD]
    content = io.BytesIO()
    target = folder / f"two_borders_work_{datetime.date.today().isoformat()}.zip"
    try:
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in names:
                if path.is_file():
                    archive.write(path, path.name)
        store.replace(target, content.getvalue())
    except OSError as error:
        raise PackingError(f"The zip could not be written ({error.strerror or error}). Nothing was changed.") from error
    return target


def resume(file: Path, folder: Path) -> list[str]:
    """Bring back what a zip of ``save`` holds, and return what was done, one sentence a file that needs one.

    Work that lies in the folder is not overwritten: where both have work, that of the zip lies beside it. Of points the
    better ones are kept. Raises PackingError for a zip that is not ours, is broken or is too large, before anything is
    changed.
    """
    files = _unpacked(file)
    try:
        kept = store.checked(json.loads(files.pop(store.FILE, b"{}") or b"{}") or {"version": store.VERSION})
        record = json.loads(files.pop(store.RECORD))
        marks = {name: copies.mark(json.loads(content)) for name, content in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise PackingError(f"{file.name} holds a file that cannot be read, so nothing of it was used.") from error
    said = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        delivered, _ = copies.read_record(folder)
        for name, content in files.items():
            there = copies.mark_of(folder / name)
            if there == marks[name] or marks[name] == record.get(name):
                continue
            if there in ("", delivered.get(name)):
                store.replace(folder / name, content)
                said.append(f"{name} was brought back.")
            else:
                beside = copies.free_name(folder, Path(name).stem, "resumed", marks[name])
                store.replace(folder / beside, content)
                said.append(f"{name} has other work here and was left as it is; that of the zip is {beside}.")
        if not (folder / store.RECORD).exists():
            store.replace(folder / store.RECORD, json.dumps(delivered).encode())
        mine, problem = store.read_from(folder)
        store.write(folder, store.merged(mine, kept))
    except OSError as error:
        raise PackingError(
            f"Not all could be brought back ({error.strerror or error}). What was here was not changed; the zip has "
            "everything still. Make room, and use it again."
        ) from error
    return [*said, *([problem] if problem else []), f"Points of {len(kept['answers'])} questions were brought back."]


def _unpacked(file: Path) -> dict[str, bytes]:
    """Return the files of a zip by name. Raises PackingError unless it is one that ``save`` made."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            ours = store.RECORD in names and len(set(names)) == len(names) <= MOST_FILES
            allowed = all(name in (store.FILE, store.RECORD) or copies.NAME.fullmatch(name) for name in names)
            if not ours or not allowed:
                raise PackingError(f"{file.name} is not a zip that save_work made, so nothing of it was used.")
            files: dict[str, bytes] = {}
            left = MOST_BYTES
            for entry in entries:
                with archive.open(entry) as content:
                    files[entry.filename] = content.read(left + 1)
                left -= len(files[entry.filename])
                if left < 0:
                    raise PackingError(f"{file.name} is larger than any work folder, so nothing of it was used.")
    except FileNotFoundError as error:
        raise PackingError(f"There is no file {file}. Give the name of the zip, as save_work printed it.") from error
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, EOFError, zlib.error) as error:
        raise PackingError(f"{file.name} could not be read ({error}), so nothing of it was used.") from error
    return files
