"""Look into zip archives without unpacking them to disk, and without trusting what they say of themselves."""

import contextlib
import errno
import functools
import io
import os
import stat
import struct
import time
import weakref
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from twoborders.grade.intake.repair_json import MAX_BYTES, UnreadableError, too_large

MAX_MEMBERS = 10_000
"""Most files in an archive that is opened."""
MAX_DIRECTORY = 16_000_000
"""Largest list of an archive's files that is read, in bytes."""
MAX_NESTED = 100_000_000
"""Largest archive within an archive that is opened, in bytes."""
MAX_RATIO = 300
"""How many times smaller than itself a large member may be; a notebook's text shrinks to a twentieth."""
MAX_INSIDE = 30_000
"""Most files in the archives that lie in one another within a hand-in; 30 kB of such an archive count as a file."""
MAX_DEPTH = 3
"""How many archives may lie in one another: the class's, the learner's, and one more."""
MAX_FOLDERS = 20
"""How many folders in one another a member's name is taken to have."""
LINK = "This is a link, which is not followed. Hand in the file itself."
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True)
class Member:
    """A file in an archive: its name there, the name's parts as folders, its time and size, why it cannot be read."""

    key: str
    parts: tuple[str, ...]
    modified: float
    size: int
    problem: str


def _open(path: Path) -> BinaryIO:
    """A regular file, opened; nothing else is, and no link is followed. Raises UnreadableError."""
    # A pipe with the name of a notebook would be waited for without end.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        stream = os.fdopen(os.open(path, flags), "rb")
    except OSError as error:
        raise UnreadableError(_cannot_open(error)) from error
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise UnreadableError("This is not a file.")
    return stream


def _cannot_open(error: OSError) -> str:
    if error.errno in (errno.ELOOP, errno.EMLINK):
        return LINK
    if error.errno in (errno.ENXIO, errno.EOPNOTSUPP, errno.EISDIR):
        return "This is not a file."
    if error.errno == errno.ENOENT:
        return "The file does not exist any more."
    return f"The file cannot be opened: {error.strerror or error}."


def file_content(path: Path, member: tuple[str, ...]) -> bytes:
    """The bytes of a file, or of a member of archives in one another. Raises UnreadableError."""
    if member:
        return _member_content(_archive_at(path, member[:-1]), member[-1], MAX_BYTES)
    with _open(path) as stream:
        try:
            size = os.fstat(stream.fileno()).st_size
            content = stream.read(MAX_BYTES + 1) if size <= MAX_BYTES else b""
        except OSError as error:
            raise UnreadableError(_cannot_open(error)) from error
    if max(size, len(content)) > MAX_BYTES:  # a file may have grown, or what says how large it is lies
        raise UnreadableError(too_large(max(size, len(content))))
    return content


def _member_content(archive: zipfile.ZipFile, key: str, limit: int) -> bytes:
    try:
        info = archive.getinfo(key)
    except KeyError as error:
        raise UnreadableError("The file is not in its archive any more.") from error
    problem = _problem(info, limit)
    if problem:
        raise UnreadableError(problem)
    with _any_failure_said(), archive.open(info) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise UnreadableError(too_large(len(content)))
    return content


@contextlib.contextmanager
def _any_failure_said() -> Iterator[None]:
    try:
        yield
    except UnreadableError:
        raise
    except Exception as error:  # a broken archive fails in zipfile, zlib and struct in many ways
        raise UnreadableError("The archive is broken or cut off. Make it again, or hand in the notebook.") from error


def _archive_at(path: Path, outer: tuple[str, ...]) -> zipfile.ZipFile:
    """An archive, or the one that lies in it under these names. Raises UnreadableError."""
    try:
        status = path.stat(follow_symlinks=False)
    except OSError as error:
        raise UnreadableError(_cannot_open(error)) from error
    return _archive(path, (status.st_ino, status.st_mtime_ns, status.st_size), outer)


@functools.lru_cache(maxsize=MAX_DEPTH + 1)
def _archive(path: Path, stamp: tuple[int, int, int], outer: tuple[str, ...]) -> zipfile.ZipFile:
    """An archive that stays open: its list is read once for all its members, as long as the file is the same."""
    stream: BinaryIO
    if outer:
        stream = io.BytesIO(_member_content(_archive(path, stamp, outer[:-1]), outer[-1], MAX_NESTED))
    else:
        stream = _open(path)
    try:
        with _any_failure_said():
            if _directory_size(stream) > MAX_DIRECTORY:
                raise UnreadableError("The archive holds too many files. Hand in the notebooks alone.")
            archive = zipfile.ZipFile(stream)
    except UnreadableError:
        stream.close()
        raise
    weakref.finalize(archive, stream.close)
    return archive


def _directory_size(stream: BinaryIO) -> int:
    """The size of the archive's list of files in bytes, which zipfile would read whole, as its end record says."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - 65_557 - 20))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise zipfile.BadZipFile("no end record")
    (listed,) = struct.unpack_from("<L", tail, end + 12)
    if end >= 20 and tail[end - 20 : end - 16] == b"PK\x06\x07":
        (at,) = struct.unpack_from("<Q", tail, end - 12)
        stream.seek(min(at, size))
        record = stream.read(56)
        if len(record) == 56 and record[:4] == b"PK\x06\x06":
            (listed,) = struct.unpack_from("<Q", record, 40)
    stream.seek(0)
    return int(listed)


def members(path: Path, outer: tuple[str, ...], modified: float) -> list[Member]:
    """The files of an archive, or of one that lies in it; ``modified`` is its own time. Raises UnreadableError."""
    # Of two members of one name the last counts, as where the archive is unpacked.
    infos = list(_archive_at(path, outer).NameToInfo.values())
    if len(infos) > MAX_MEMBERS:
        raise UnreadableError(
            f"The archive holds {len(infos):,} files, and at most {MAX_MEMBERS:,} are looked at. "
            "Hand in the notebooks alone."
        )
    return [
        Member(info.filename, _parts(info), _time(info, modified), info.file_size, _problem(info, MAX_NESTED))
        for info in infos
        if not info.is_dir()
    ]


def _parts(info: zipfile.ZipInfo) -> tuple[str, ...]:
    """A member's name as folders and a file, none of which leads anywhere."""
    name = info.filename
    if not info.flag_bits & 0x800:
        # Canvas and macOS write UTF-8 without saying so, which zipfile reads as a code page of 1981.
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    if "/" not in name:
        name = name.replace("\\", "/")
    parts = tuple(part for part in name.split("/") if part.strip() not in ("", ".", ".."))
    return (*parts[:-1][:MAX_FOLDERS], *parts[-1:]) or ("unnamed",)


def _time(info: zipfile.ZipInfo, modified: float) -> float:
    """A member's time in seconds since 1970, or the archive's where it has none."""
    try:
        return time.mktime((*info.date_time, 0, 0, -1)) if info.date_time[:3] > (1980, 1, 1) else modified
    except (ValueError, OverflowError):
        return modified


def _problem(info: zipfile.ZipInfo, limit: int) -> str:
    """Why a member cannot be read, or the empty text."""
    if info.flag_bits & 0x2041:
        return "The file is encrypted in its archive. Make the archive without a password."
    if info.compress_type not in METHODS:
        return "The file is compressed in a way that is not read. Make a plain zip archive, or hand in the notebook."
    if stat.S_ISLNK(info.external_attr >> 16):
        return LINK
    if info.file_size > limit:
        return too_large(info.file_size)
    if info.file_size > 1_000_000 and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        return "The file is compressed as no notebook can be, and is not unpacked. Hand in the notebook itself."
    return ""
