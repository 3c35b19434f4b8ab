"""results.jsonl: a run that was interrupted goes on, and nothing that was graded is lost."""

import json
from pathlib import Path

import generated
import pytest

from twoborders.grade.marking.results import put_in_order, read_at, read_lines, write_line
from twoborders.work.store import replacing

HALF_A_LINE = '{"submission": "cut/off.ipynb", "key": "k'


def names(path: Path) -> list[str]:
    return [json.loads(line)["submission"] for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def results(tmp_path):
    """Write results of these learners, and perhaps something behind them; returns the file."""

    def write(*changes: dict, after: str = "") -> Path:
        made = (generated.result(**{"submission": each["learner"], **each}) for each in changes)
        path = generated.write(tmp_path / "results.jsonl", made)
        with path.open("a", encoding="utf-8") as stream:
            stream.write(after)
        return path

    return write


def test_a_result_is_one_line_of_json(tmp_path):
    path = tmp_path / "results.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        write_line(stream, generated.result("María\n"))
        # On disk at once, not when the file is closed.
        assert json.loads(path.read_text(encoding="utf-8"))["learner"] == "María\n"
        write_line(stream, generated.result(notes=["half a character: \ud800"]))
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2
    assert "María" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "of another program",
        "[]",
        "{}",
        "null",
        "[" * 100_000,
        '{"submission": "ana", "key": "k1"}',
        json.dumps(generated.result() | {"submission": "ana", "questions": {"01-1": {"outcome": "right"}}}),
        json.dumps(generated.result() | {"submission": "ana", "questions": {"01-1": None}}),
        json.dumps(generated.result() | {"submission": "ana", "status": "excellent"}),
        json.dumps(generated.result() | {"submission": ["ana"]}),
    ],
    ids=range(10),
)
def test_a_line_that_is_no_result_is_taken_out(results, line):
    path = results({"learner": "ben"}, after=line + "\n")
    put_in_order(path, ["ana", "ben"])
    assert names(path) == ["ben"]


def test_bytes_that_are_no_text_are_taken_out(results):
    path = results({"learner": "ben"})
    path.write_bytes(b"\xff\xfe\x00\n" + path.read_bytes() + b"\x80")
    put_in_order(path, ["ben"])
    assert names(path) == ["ben"]


def test_lines_are_put_in_the_order_of_the_submissions_and_none_is_lost(results):
    path = results(*({"learner": name} for name in ("carla", "other", "ana", "ben")))
    put_in_order(path, ["ana", "ben", "not graded", "carla"])
    assert names(path) == ["ana", "ben", "carla", "other"]
    assert b"\r" not in path.read_bytes()


def test_a_line_is_read_again_at_its_place(results):
    path = results({"learner": "ana"}, {"learner": "\u00e9va"}, {"learner": "ben"}, after=HALF_A_LINE)
    with path.open("rb") as stream:
        found = [read_at(stream, place)["learner"] for place, _, result in read_lines(path) if result]
    assert found == ["ana", "\u00e9va", "ben"]


def test_an_error_while_a_file_is_replaced_leaves_the_old_one_and_nothing_else(tmp_path):
    path = tmp_path / "file.txt"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt), replacing(path) as stream:
        stream.write(b"new")
        raise KeyboardInterrupt
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"file.txt": "old"}
