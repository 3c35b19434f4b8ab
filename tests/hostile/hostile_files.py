"""Submissions whose file, name or archive is hostile."""

import io
import json
import os
import stat
import zipfile
from pathlib import Path

import submitted
from hostile import BLANK, LESSON, RIGHT, UNREADABLE, Case, Surroundings, file_case

FILE = f"{LESSON}.ipynb"
FIRST_THREE = BLANK | dict.fromkeys(("01-1", "01-2", "01-3"), "right")
"""What is left of the solution where the file is damaged from the fourth question on."""


def solved() -> str:
    return json.dumps(submitted.solution())


def written(content: bytes | str, name: str = FILE):
    """Write this content, or what a function makes, into a file of the learner's folder."""

    def make(folder: Path) -> None:
        made = content() if callable(content) else content
        (folder / name).write_bytes(made.encode("utf-8", "surrogatepass") if isinstance(made, str) else made)

    return make


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def link_member(name: str, target: str) -> tuple[zipfile.ZipInfo, str]:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info, target


def matryoshka(depth: int) -> bytes:
    content = zipped((FILE, solved()))
    for _ in range(depth):
        content = zipped(("inner.zip", content))
    return content


def old_format() -> str:
    cells = []
    for cell in submitted.solution()["cells"]:
        kind, text = cell["cell_type"], submitted.source(cell)
        body = {"input": text, "language": "python", "prompt_number": 1} if kind == "code" else {"source": text}
        cells.append({"cell_type": kind, "metadata": cell["metadata"], "outputs": [], **body})
    return json.dumps(
        {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells, "metadata": {}}]}
    )


def cut_in(question: str, rest: str = "") -> str:
    """The solution up to the middle of this question's answer cell, and something else behind it."""
    text = json.dumps(submitted.solution(), indent=1)
    return text[: text.index("### BEGIN SOLUTION", text.index(f'"{question}-answer"'))] + rest


def conflict() -> str:
    """What a merge that failed left: marks of a conflict that begins and never ends, in a file that ends too early."""
    rest = '"\n   ]\n<<<<<<< HEAD\n  },\n=======\n ]\n>>>>>>> theirs\n<<<<<<<\n  {\n "cell_type": "code",\n'
    return cut_in("01-4", rest)


def nested(depth: int) -> str:
    return '{"cells": ' + "[" * depth + "]" * depth + ', "nbformat": 4, "metadata": {}}'


def crowd(cells: int) -> str:
    notebook = submitted.solution()
    notebook["cells"] += [submitted.code("1")] * cells
    return json.dumps(notebook)


def numbers() -> str:
    text = (
        solved().replace('"nbformat": 4', '"nbformat": 1e999').replace('"nbformat_minor": 5', '"nbformat_minor": NaN')
    )
    return text[:-1] + ', "x": -Infinity, "y": ' + "9" * 5000 + "}"


def fifo(folder: Path) -> None:
    os.mkfifo(folder / FILE)


def link_to(target: str):
    def make(folder: Path, around: Surroundings) -> None:
        (folder / FILE).symlink_to(around.fill_in(target).replace("'", ""))

    return make


def folder_named_like_a_notebook(folder: Path) -> None:
    (folder / FILE).mkdir()
    submitted.write(folder / FILE / FILE, submitted.solution())


def blank_with_data(folder: Path) -> None:
    """Files that Python, pytest and the kit would take up if they lay beside the notebook that runs."""
    submitted.write(folder / FILE, submitted.blank())
    for name in ("conftest.py", "sitecustomize.py", "pandas.py", "twoborders.py", "pytest.py", "json.py"):
        (folder / name).write_text("import os\nos._exit(3)\n")
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --bogus\n")
    (folder / ".env").write_text("TWOBORDERS_GRADING=1\n")
    (folder / "results.jsonl").write_text(json.dumps({"learner": "x", "points": 100}) + "\n")


def named_like_another(folder: Path) -> None:
    submitted.write(folder / f"control-0_{FILE}", submitted.solution())


def linked_folder(folder: Path, around: Surroundings) -> None:
    (folder / "home").symlink_to(around.home)
    (folder / "everything").symlink_to("/")
    (folder / "again").symlink_to(folder)
    submitted.write(folder / FILE, submitted.solution())


READABLE = (
    file_case("byte-order-mark", "begins with a byte order mark", written(lambda: "\ufeff" + solved()), RIGHT),
    file_case("utf-16", "is UTF-16", written(lambda: solved().encode("utf-16")), RIGHT),
    file_case("format-3", "has the format of 2013", written(old_format), RIGHT, "upgraded"),
    file_case("strange-numbers", "holds NaN, infinities and numbers of 5,000 digits", written(numbers), RIGHT),
    file_case(
        "nul-characters", "holds NUL characters", written(lambda: solved().replace(", ", ",\0 ", 50)), RIGHT, "NUL"
    ),
    file_case("hostile-neighbours", "has modules and settings beside it", blank_with_data, BLANK),
    file_case("named-like-another", "is named like another learner's file", named_like_another, RIGHT),
    Case("linked-folders", "holds links to folders, among them itself", linked_folder, RIGHT),
    Case(
        "formula-name",
        "has the name of a spreadsheet's formula",
        lambda folder, _: written(solved)(folder),
        RIGHT,
        folder="=cmd|' -C calc'!A0",
    ),
    Case(
        "markup-name",
        "has markup and a new line in its name",
        lambda folder, _: written(solved, f"x\n<img src=x onerror=alert(1)>{FILE}")(folder),
        RIGHT,
        folder="<b>\n\x1b[31m\u202eevil",
    ),
    Case(
        "no-utf-8-name",
        "has a name that is no text",
        lambda folder, _: written(solved)(folder),
        RIGHT,
        folder="\udcff\udcfe",
    ),
    file_case(
        "zip-with-a-way-out",
        "is in an archive, under names that lead out of it",
        written(lambda: zipped((f"../../../../tmp/{FILE}", solved())), "work.zip"),
        RIGHT,
    ),
)

BROKEN = (
    file_case("cut-off-early", "ends before the first answer", written(lambda: cut_in("01-1")), UNREADABLE, "cut off"),
    Case(
        "cut-off",
        "ends in the fourth answer",
        lambda folder, _: written(lambda: cut_in("01-4"))(folder),
        FIRST_THREE,
        ("cut off",),
        ("graded", "incomplete"),
    ),
    file_case("empty", "is empty", written(""), UNREADABLE, "empty"),
    file_case("no-notebook", "is a picture", written(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100)),
    file_case("wrong-json", "is JSON, but no notebook", written("[1, 2, 3]")),
    Case(
        "conflict-markers",
        "is what a merge that failed left, cut off",
        lambda folder, _: written(conflict)(folder),
        FIRST_THREE,
        (),
        ("graded", "incomplete"),
    ),
    file_case("deeply-nested", "is nested 200,000 levels deep", written(lambda: nested(200_000)), UNREADABLE),
    file_case(
        "100-mb",
        "is larger than 100 MB",
        written(lambda: solved()[:-1] + " " * 100_000_000 + "}"),
        UNREADABLE,
        "too large",
    ),
    file_case("10000-cells", "has more than 10,000 cells", written(lambda: crowd(10_001)), UNREADABLE, "at most"),
    file_case(
        "million-lists",
        "holds millions of empty lists",
        written(lambda: '{"cells": [' + "[],[]," * 1_500_000 + "1]}"),
        UNREADABLE,
    ),
    file_case(
        "million-cells",
        "holds a million cells that are no cells",
        written(lambda: '{"cells": [' + "{}," * 1_000_000 + "1]}"),
        UNREADABLE,
    ),
    file_case("fifo", "is a named pipe that nobody writes to", fifo, UNREADABLE, "not a file"),
    file_case(
        "folder-named-like-a-notebook",
        "is a folder with the name of a notebook, in which one lies",
        folder_named_like_a_notebook,
        RIGHT,
    ),
    Case("link-to-the-key", "is a link to the solution", link_to(f"<kit>/solutions/{FILE}"), UNREADABLE, ("link",)),
    Case(
        "link-to-another",
        "is a link to another learner's notebook",
        link_to("<submissions>/000 control-solution/" + FILE),
        UNREADABLE,
        ("link",),
    ),
    Case("link-to-zero", "is a link to a device without end", link_to("/dev/zero"), UNREADABLE, ("link",)),
    Case("link-to-itself", "is a link to itself", link_to(FILE), UNREADABLE, ("link",)),
    file_case(
        "zip-bomb",
        "is a small archive of a huge file",
        written(lambda: zipped((FILE, bytes(45_000_000))), "work.zip"),
        UNREADABLE,
        "compressed",
    ),
    file_case(
        "zip-of-zips",
        "is an archive in an archive in an archive, and so on",
        written(lambda: matryoshka(10), "work.zip"),
        UNREADABLE,
    ),
    file_case(
        "zip-link",
        "is an archive with a link to the key",
        written(lambda: zipped(link_member(FILE, f"/solutions/{FILE}")), "work.zip"),
        UNREADABLE,
        "link",
    ),
    file_case(
        "zip-broken",
        "is an archive that is cut off",
        written(lambda: zipped((FILE, solved()))[:3000], "work.zip"),
        UNREADABLE,
        "broken",
    ),
    file_case(
        "zip-many",
        "is an archive of 20,000 files",
        written(lambda: zipped(*((f"{n}.ipynb", "{}") for n in range(20_000))), "work.zip"),
        UNREADABLE,
        "files",
    ),
    file_case(
        "zip-named-notebook",
        "is an archive with the name of a notebook",
        written(lambda: zipped((FILE, solved()))),
        UNREADABLE,
        "archive",
    ),
)

FILES = READABLE + BROKEN
