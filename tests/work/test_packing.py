"""Whether a zip of the work brings it back, and a foreign, broken or hostile one changes nothing."""

import io
import json
import zipfile

import pytest
from small_kit import notebook, sources, write

from twoborders.work import copies, packing, store

pytestmark = pytest.mark.quick

MINE = (("markdown", "# Practise"), ("code", "days = 8"))


@pytest.fixture
def saved(kit, folder):
    """A zip of a folder with work and points."""
    copies.fill(kit, folder)
    write(folder / "01_exercise.ipynb", *MINE)
    store.write(folder, {part: {} for part in store.PARTS} | {"answers": {"01-1": {"outcome": "right", "points": 2}}})
    return packing.save(folder)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".zip"}


def test_in_an_empty_place_everything_is_there_again(saved, tmp_path):
    packing.resume(saved, tmp_path / "there")
    assert sources(tmp_path / "there/01_exercise.ipynb")[1] == "days = 8"
    assert store.read_from(tmp_path / "there")[0]["answers"]["01-1"]["points"] == 2


def test_a_fresh_copy_gives_way_to_the_work(saved, kit, tmp_path):
    copies.fill(kit, tmp_path / "there")
    said = packing.resume(saved, tmp_path / "there")
    assert sources(tmp_path / "there/01_exercise.ipynb")[1] == "days = 8"
    assert any("01_exercise.ipynb was brought back" in each for each in said)
    assert copies.fill(kit, tmp_path / "there") == [], "work that was brought back is work"
    assert sources(tmp_path / "there/01_exercise.ipynb")[1] == "days = 8"


def test_other_work_here_is_left_and_that_of_the_zip_lies_beside(saved, kit, tmp_path):
    there = tmp_path / "there"
    copies.fill(kit, there)
    write(there / "01_exercise.ipynb", ("code", "days = 9"))
    said = packing.resume(saved, there)
    assert sources(there / "01_exercise.ipynb") == ["days = 9"]
    assert sources(there / "01_exercise_resumed.ipynb")[1] == "days = 8"
    assert any("01_exercise_resumed.ipynb" in each for each in said)
    packing.resume(saved, there)
    assert len(list(there.glob("*resumed*"))) == 1


def test_the_better_points_are_kept(saved, tmp_path):
    there = tmp_path / "there"
    there.mkdir()
    mine = {"01-1": {"outcome": "not yet", "points": 0}, "01-2": {"outcome": "right", "points": 2}}
    store.write(there, {part: {} for part in store.PARTS} | {"answers": mine})
    packing.resume(saved, there)
    answers = store.read_from(there)[0]["answers"]
    assert (answers["01-1"]["points"], answers["01-2"]["points"]) == (2, 2)


def zipped(files: dict[str, bytes | str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


OURS = {store.RECORD: "{}"}
HOSTILE = {
    "foreign": zipped({"holiday.jpg": "x"}),
    "no record": zipped({"01_exercise.ipynb": notebook(*MINE)}),
    "up and out": zipped(OURS | {"../01_exercise.ipynb": notebook(*MINE)}),
    "absolute": zipped(OURS | {"/01_exercise.ipynb": notebook(*MINE)}),
    "another file": zipped(OURS | {"run_me.py": "print(1)"}),
    "hidden settings": zipped(OURS | {".jupyter/config.json": "{}"}),
    "not a notebook": zipped(OURS | {"01_exercise.ipynb": "print(1)"}),
    "a list": zipped(OURS | {"01_exercise.ipynb": "[]"}),
    "deep": zipped(OURS | {"01_exercise.ipynb": "[" * 200_000}),
    "progress of another form": zipped(OURS | {store.FILE: '{"version": 1, "answers": {"01-1": 2}}'}),
    "broken record": zipped({store.RECORD: "{"}),
    "too many": zipped(OURS | {f"{i:02}_a{j}.ipynb": notebook() for i in range(99) for j in range(3)}),
    "a bomb": zipped(OURS | {"01_exercise.ipynb": b" " * (packing.MOST_BYTES + 10)}),
    "cut off": zipped(OURS | {"01_exercise.ipynb": notebook(*MINE)})[:-40],
    "empty": b"",
    "text": b"this is no zip",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_zip_that_is_not_ours_changes_nothing(name, saved, folder, tmp_path):
    before = contents(folder)
    (tmp_path / "bad.zip").write_bytes(HOSTILE[name])
    with pytest.raises(packing.PackingError, match=r"bad\.zip"):
        packing.resume(tmp_path / "bad.zip", folder)
    assert contents(folder) == before
    assert {path.name for path in tmp_path.iterdir()} == {"bad.zip", "kit"}


def test_a_file_that_is_not_there_is_named(folder, tmp_path):
    with pytest.raises(packing.PackingError, match="There is no file"):
        packing.resume(tmp_path / "gone.zip", folder)


def test_a_damaged_byte_within_is_noticed(saved, folder, tmp_path):
    content = bytearray(saved.read_bytes())
    at = content.find(b"01_exercise.ipynb") + 40
    content[at] ^= 0xFF
    (tmp_path / "bad.zip").write_bytes(bytes(content))
    before = contents(folder)
    with pytest.raises(packing.PackingError):
        packing.resume(tmp_path / "bad.zip", folder)
    assert contents(folder) == before


def test_the_zip_holds_no_zip(saved, folder):
    packing.save(folder)
    with zipfile.ZipFile(saved) as archive:
        assert set(archive.namelist()) == {"01_one.ipynb", "01_exercise.ipynb", store.FILE, store.RECORD}
        assert json.loads(archive.read(store.FILE))["version"] == 1
