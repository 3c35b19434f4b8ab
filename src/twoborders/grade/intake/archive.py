"""Look into zip archives without unpacking them to disk, and without trusting what they say of themselves."""

import contextlib
import errno
import io
import os
import stat
import struct
import time
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
MAX_DEPTH = 3
"""How many archives may lie in one another: the class's, the learner's, and one more."""
LINK = "This is a link, which is not followed. Hand in the file itself."
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True)
class Member:
    """A file in an archive: its name there, the name's parts as folders, its time, and why it cannot be read."""

    key: str
    parts: tuple[str, ...]
    modified: float
    problem: str


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A regular file, opened; nothing else is, and no link is followed. Raises UnreadableError."""
    # A pipe with the name of a notebook would be waited for without end.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        raise UnreadableError(_cannot_open(error)) from error
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UnreadableError("This is not a file.")
        try:
            yield stream
        except OSError as error:
            raise UnreadableError(_cannot_open(error)) from error


def _cannot_open(error: OSError) -> str:
    if error.errno in (errno.ELOOP, errno.EMLINK):
        return LINK
    if error.errno in (errno.ENXIO, errno.EOPNOTSUPP):
        return "This is not a file."
    if error.errno == errno.ENOENT:
        return "The file does not exist any more."
    return f"The file cannot be opened: {error.strerror or error}."


def file_content(path: Path, member: tuple[str, ...]) -> bytes:
    """The bytes of a file, or of a member of archives in one another. Raises UnreadableError."""
    with opened(path) as stream:
        if not member:
            return _limited(stream, os.fstat(stream.fileno()).st_size)
        return _member_content(stream, member)


def _limited(stream: BinaryIO, size: int) -> bytes:
    if size > MAX_BYTES:
        raise UnreadableError(too_large(size))
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:  # it has grown, or what says how large it is lies
        raise UnreadableError(too_large(len(content)))
    return content


def _member_content(stream: BinaryIO, member: tuple[str, ...]) -> bytes:
    key, *inner = member
    with _archive(stream) as archive:
        try:
            info = archive.getinfo(key)
        except KeyError as error:
            raise UnreadableError("The file is not in its archive any more.") from error
        limit = MAX_NESTED if inner else MAX_BYTES
        problem = _problem(info, limit)
        if problem:
            raise UnreadableError(problem)
        with archive.open(info) as member_stream:
            content = member_stream.read(limit + 1)
        if len(content) > limit:
            raise UnreadableError(too_large(len(content)))
    return _member_content(io.BytesIO(content), tuple(inner)) if inner else content


@contextlib.contextmanager
def _archive(stream: BinaryIO) -> Iterator[zipfile.ZipFile]:
    try:
        if _directory_size(stream) > MAX_DIRECTORY:
            raise UnreadableError("The archive holds too many files. Hand in the notebooks alone.")
        with zipfile.ZipFile(stream) as archive:
            yield archive
    except UnreadableError:
        raise
    except Exception as error:  # a broken archive fails in zipfile, zlib and struct in many ways
        raise UnreadableError("The archive is broken or cut off. Make it again, or hand in the notebook.") from error


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
    return listed


def members(path: Path, outer: tuple[str, ...], modified: float) -> list[Member]:
    """The files of an archive, or of one that lies in it; ``modified`` is its own time. Raises UnreadableError."""
    if outer:
        with opened(path) as stream:
            return _members(io.BytesIO(_nested_content(stream, outer)), modified)
    with opened(path) as stream:
        return _members(stream, modified)


def _nested_content(stream: BinaryIO, outer: tuple[str, ...]) -> bytes:
    for key in outer:
        with _archive(stream) as archive:
            info = archive.getinfo(key)
            problem = _problem(info, MAX_NESTED)
            if problem:
                raise UnreadableError(problem)
            with archive.open(info) as member_stream:
                stream = io.BytesIO(member_stream.read(MAX_NESTED))
    return stream.getvalue()


def _members(stream: BinaryIO, modified: float) -> list[Member]:
    with _archive(stream) as archive:
        # Of two members of one name the last counts, as where the archive is unpacked.
        infos = list(archive.NameToInfo.values())
        if len(infos) > MAX_MEMBERS:
            raise UnreadableError(
                f"The archive holds {len(infos):,} files, and at most {MAX_MEMBERS:,} are looked at. "
                "Hand in the notebooks alone."
            )
        return [
            Member(info.filename, _parts(info), _time(info, modified), _problem(info, MAX_NESTED))
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
    return tuple(part for part in name.split("/") if part.strip() not in ("", ".", "..")) or ("unnamed",)


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
