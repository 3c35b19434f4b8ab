"""``twoborders grade`` as a person meets it: a second run, an earlier one, a stop, a full disk, a closed pipe."""

import csv
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import submitted
from submitted import LESSON, code

from twoborders.cli import main
from twoborders.grade.marking.results import read_results

QUICK = ("--no-isolation", "--jobs", "1")
COMMAND = (sys.executable, "-m", "twoborders", "grade")
ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals and pipes")


def hand_in(folder: Path, *learners: str) -> Path:
    """Write for each learner a file that cannot be read, for that is graded at once."""
    for learner in learners:
        (folder / learner).mkdir(parents=True, exist_ok=True)
        (folder / learner / f"{LESSON}.ipynb").write_text(f"no notebook of {learner} in {folder.name}")
    return folder


def results(out: Path) -> dict[str, str]:
    """The learner of each result, by the submission's name."""
    return {each["submission"]: each["learner"] for each in read_results(out / "results.jsonl")}


def gradebook(out: Path) -> list[str]:
    with (out / "gradebook.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [row[0] for row in csv.reader(stream)][1:]


# Earlier runs ------------------------------------------------------------------------------------------


@pytest.fixture
def grade(tmp_path, monkeypatch, capsys):
    """Grade paths under a folder of its own into ``out``; returns what was printed."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> str:
        main(["grade", *map(str, arguments), "--out", "out", *QUICK])
        return capsys.readouterr().out

    return run


def test_another_folder_leaves_the_results_of_the_first_and_says_so(grade, tmp_path):
    hand_in(tmp_path / "first", "ana", "ben", "cai", "dan")
    hand_in(tmp_path / "second", "eva")
    assert "Kept" not in grade("first")
    told = grade("second")
    assert told.startswith("0 graded, 0 incomplete, 1 unreadable\n")
    assert "\nKept of earlier runs: 4 results (" in told and " and 1 more). " in told
    assert set(results(Path("out")).values()) == {"ana", "ben", "cai", "dan", "eva"}
    assert gradebook(Path("out")) == ["ana", "ben", "cai", "dan", "eva"]
    assert "Kept of earlier runs: 1 result (eva/" in grade("first", "--no-resume")


def test_two_submissions_of_one_name_from_two_folders_are_two(grade, tmp_path):
    hand_in(tmp_path / "first", "ana")
    hand_in(tmp_path / "second", "ana")
    name = f"ana/{LESSON}.ipynb"
    other = f"{tmp_path.resolve().as_posix()}/second/{name}"
    grade("first")
    for paths in (["second"], ["first"], ["second", "first"], ["second/ana"], [f"second/{name}"]):
        grade(*paths)
        assert results(Path("out")) == {name: "ana", other: "ana"}
    assert gradebook(Path("out")) == ["ana"]


def test_what_is_gone_from_a_given_folder_is_taken_out_and_nothing_else(grade, tmp_path):
    hand_in(tmp_path / "class", "ana", "ben")
    archive = tmp_path / "class" / "late.zip"
    archive.write_bytes(submitted.zipped({f"cai/{LESSON}.ipynb": b"no notebook"}))
    grade("class")
    shutil.rmtree("class/ben")
    assert "Kept of earlier runs: 2 results (" in grade("class/ana")
    archive.write_bytes(archive.read_bytes()[:50])
    told = grade("class")
    assert f"Taken out, because the file is no longer there: 1 result (ben/{LESSON}.ipynb)." in told
    # Of an archive that cannot be opened nobody knows what is in it.
    assert f"Kept of earlier runs: 1 result (late.zip/cai/{LESSON}.ipynb)." in told


def test_a_folder_that_was_moved_is_known_again(grade, tmp_path):
    hand_in(tmp_path / "class", "ana", "ben")
    grade("class")
    before = Path("out/results.jsonl").read_text(encoding="utf-8")
    Path("class").rename("week 1")
    assert "Kept" not in grade("week 1")
    after = Path("out/results.jsonl").read_text(encoding="utf-8")
    assert after == before.replace("/class/", "/week 1/")


@pytest.mark.parametrize("out", ["class", "class/graded", "class/week 1/graded"])
def test_results_that_lie_among_the_submissions_are_nobody_s(tmp_path, monkeypatch, out):
    monkeypatch.chdir(tmp_path)
    hand_in(tmp_path / "class", "ana", "ben")
    for _ in range(2):
        main(["grade", "class", "--out", out, *QUICK])
        assert gradebook(Path(out)) == ["ana", "ben"]


HALF = '{"submission": "half a li'


def test_what_is_no_result_or_a_fault_of_the_grader_is_graded_anew_and_the_rest_is_not(grade, tmp_path):
    hand_in(tmp_path / "class", "ana", "ben", "cai")
    grade("class")
    lines = Path("out/results.jsonl").read_text(encoding="utf-8").splitlines()
    ana, ben, cai = (json.loads(line) | {"seconds": 77} for line in lines)
    ben["fault"] = True
    for edited in (ana, cai | {"key": "another edition of the kit"}):
        assert edited["file"] == f"{tmp_path.resolve().as_posix()}/class/{edited['submission']}"
    changed = [json.dumps(each) for each in (ana, ben, cai | {"key": "another edition of the kit"})]
    Path("out/results.jsonl").write_text("\n".join(["no result", "[]", *changed, HALF]), encoding="utf-8")
    assert grade("class").startswith("0 graded, 0 incomplete, 3 unreadable\n")
    lines = Path("out/results.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["seconds"] == 77 for line in lines] == [True, False, False]


# A second run at the same time, and a stop -------------------------------------------------------------


def slow_class(folder: Path) -> Path:
    """One file that is graded at once, and one that runs for an hour."""
    check = next(cell for cell in submitted.solution()["cells"] if submitted.grade_id(cell) == "01-1")
    slow = submitted.small_notebook(code("import time; time.sleep(3600)"), check)
    submitted.write(hand_in(folder, "ana") / "ben" / f"{LESSON}.ipynb", slow)
    return folder


@ON_POSIX
def test_a_second_run_is_refused_and_a_signal_stops_the_first_in_order(tmp_path, grade):
    hand_in(tmp_path / "other", "eva")
    slow_class(tmp_path / "class")
    (tmp_path / "temporary").mkdir()
    options = ("class", "--out", "out", *QUICK, "--cell-timeout", "3600")
    environment = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
    for number in (signal.SIGTERM, signal.SIGHUP):
        with subprocess.Popen([*COMMAND, *options], stdout=subprocess.PIPE, text=True, env=environment) as process:
            lines = Path("out/results.jsonl")
            while process.poll() is None and not (lines.exists() and lines.read_bytes().count(b"\n")):
                time.sleep(0.05)
            second = subprocess.run([*COMMAND, "other", "--out", "out", *QUICK], capture_output=True, text=True)
            process.send_signal(number)
            printed, _ = process.communicate(timeout=60)
        assert (second.returncode, second.stdout) == (2, "")
        assert f"another run grades into out: process {process.pid} on " in second.stderr
        assert "twoborders grade class --out out. Wait" in second.stderr
        assert (process.returncode, printed.splitlines()[0]) == (1, "Stopped: 1 of 2 submissions were not graded.")
        assert list((tmp_path / "temporary").iterdir()) == []
        assert gradebook(Path("out")) == ["ana"]
        lines.write_bytes(b"")
    assert "1 unreadable" in grade("other")


@pytest.mark.skipif(os.name == "nt", reason="Windows locks in another way")
def test_where_files_cannot_be_locked_it_says_so_and_goes_on(grade, tmp_path, monkeypatch):
    import fcntl

    def refuse(*arguments: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    hand_in(tmp_path / "class", "ana")
    told = grade("class").splitlines()
    assert told[0].startswith("out could not be locked (No locks available): let nobody else grade into it")
    assert told[1].endswith("1 unreadable")


def test_a_stop_while_the_command_is_imported_has_one_line(tmp_path):
    (tmp_path / "pandas.py").write_text("raise KeyboardInterrupt")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [*COMMAND, "x", "--out", "y"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert done.stderr.strip() == "Stopped."
    assert done.stdout == ""


# Where nothing can be written --------------------------------------------------------------------------


@pytest.mark.parametrize("name", [".lock", "results.jsonl", "gradebook.csv"])
def test_a_file_that_cannot_be_written_stops_the_command_before_it_begins(tmp_path, capsys, name):
    hand_in(tmp_path / "class", "ana")
    (tmp_path / "out" / name).mkdir(parents=True)
    assert main(["grade", str(tmp_path / "class"), "--out", str(tmp_path / "out"), *QUICK]) == 2
    assert f"cannot write to {tmp_path / 'out'} (" in capsys.readouterr().err


FULL = """
mount -t tmpfs -o size=24k none out || exit 77
{command}; echo "exit $?, $(wc -l < out/results.jsonl) lines"
mount -o remount,size=4m out
{command}; echo "exit $?, $(wc -l < out/results.jsonl) lines, $(wc -l < out/gradebook.csv) rows"
"""


@pytest.mark.skipif(sys.platform != "linux", reason="makes a small disk as Linux does")
def test_a_full_disk_loses_nothing_and_the_same_command_goes_on(tmp_path):
    hand_in(tmp_path / "class", *(f"learner{number:02}" for number in range(60)))
    (tmp_path / "out").mkdir()
    command = " ".join([*COMMAND, "class", "--out", "out", *QUICK])
    script = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", FULL.format(command=command)]
    try:
        done = subprocess.run(script, capture_output=True, text=True, cwd=tmp_path)
    except FileNotFoundError:
        pytest.skip("there is no program unshare")
    if done.returncode in (1, 77) and "exit" not in done.stdout:
        pytest.skip(f"no small disk can be made: {done.stderr}")
    first, _, second = done.stdout.partition(" lines\n")
    assert done.stderr == ""
    assert first.splitlines()[0].startswith("Stopped (No space left on device: out/results.jsonl): ")
    assert first.splitlines()[1] == "The same command goes on where it stopped."
    assert "Not every report could be written (No space left on device" in first
    assert 0 < int(first.rpartition("exit 1, ")[2]) < 60
    assert second.splitlines()[0] == "0 graded, 0 incomplete, 60 unreadable"
    assert second.splitlines()[-1] == "exit 1, 60 lines, 61 rows"


@ON_POSIX
@pytest.mark.parametrize("output", ["closed pipe", "full disk"])
def test_where_its_words_cannot_be_written_all_is_done_and_one_sentence_says_so(tmp_path, output):
    hand_in(tmp_path / "class", "ana")
    if output == "full disk" and not Path("/dev/full").exists():
        pytest.skip("there is no device that is always full")
    reader, writer = os.pipe() if output == "closed pipe" else (None, os.open("/dev/full", os.O_WRONLY))
    if reader is not None:
        os.close(reader)
    done = subprocess.run(
        [*COMMAND, "class", "--out", "out", *QUICK], stdout=writer, stderr=subprocess.PIPE, text=True, cwd=tmp_path
    )
    os.close(writer)
    why = {"closed pipe": "Broken pipe", "full disk": "No space left on device"}[output]
    assert done.stderr == f"twoborders: what it prints could not be written ({why}).\n"
    assert gradebook(tmp_path / "out") == ["ana"]


@pytest.mark.parametrize(
    "encoding", [{"PYTHONIOENCODING": "cp1252"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_a_console_that_cannot_show_a_name_shows_it_escaped(tmp_path, encoding):
    hand_in(tmp_path / "学生", "李雷")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHONIO", "PYTHONUTF"))}
    for folder in ("学生", "课"):  # the second time the first one's result is named
        hand_in(tmp_path / folder, "李雷")
        done = subprocess.run(
            [*COMMAND, folder, "--out", "成绩", *QUICK], capture_output=True, cwd=tmp_path, env=environment | encoding
        )
        assert (done.returncode, done.stderr) == (1, b"")
    assert rb"1 result (\u" in done.stdout and rb"Results: \u" in done.stdout
    assert len(results(tmp_path / "成绩")) == 2


def test_a_pair_has_a_row_for_each_and_a_name_that_may_be_two_is_asked_about(grade, tmp_path):
    hand_in(tmp_path / "class", "carla_dan", "eva & fay")
    (tmp_path / "class" / "pairs.csv").write_text("dan,carla\n")
    told = grade("class")
    assert "\nIs eva & fay one learner, or two? It counts as one. Write a line into pairs.csv" in told
    assert gradebook(Path("out")) == ["carla", "dan", "eva & fay"]
    (tmp_path / "class" / "pairs.csv").write_bytes(b"PK\x03\x04 xl/workbook")
    assert main(["grade", "class", "--out", "out", *QUICK]) == 2


# What a learner wants removed --------------------------------------------------------------------------


def test_what_is_deleted_in_the_notebook_is_in_no_file_after_the_next_run(grade, tmp_path):
    story = "As my neighbour from Tegucigalpa says, they left at night."

    def write(text: str) -> None:
        notebook = submitted.blank()
        submitted.cell_of(notebook, "01-9")["source"] = f'argument = """{text}"""'
        submitted.write(tmp_path / "class" / "ana" / f"{LESSON}.ipynb", notebook)

    def holding() -> list[str]:
        files = (each for each in Path("out").rglob("*") if each.is_file())
        return sorted(each.name for each in files if "Tegucigalpa" in each.read_text(encoding="utf-8"))

    write(f"The budget fell by a fifth, and the applications doubled. {story}")
    grade("class")
    assert holding() == ["feedback.html", "marks.csv", "results.jsonl"]
    write("The budget fell by a fifth, and the applications doubled.")
    grade("class")
    assert holding() == []
