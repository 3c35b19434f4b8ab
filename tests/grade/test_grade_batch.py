"""Many submissions: the pool, a process that dies, a real cluster, and a call that is killed and taken up again."""

import contextlib
import csv
import dataclasses
import hashlib
import io
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from pathlib import Path

import psutil
import pytest
import submitted
from submitted import LESSON, cell_of

from twoborders import questions, tables
from twoborders.cli import main
from twoborders.grade import batch, pool
from twoborders.grade.intake.find import find
from twoborders.grade.marking.grader import Settings, fingerprint, key, make_rooms
from twoborders.grade.marking.judging import flag, is_published_only
from twoborders.grade.sandbox import isolation
from twoborders.grade.sandbox.inside.limits import Limits
from twoborders.tables import DATA, ROOT, load


@pytest.fixture
def settings(tmp_path, level):
    settings = Settings(ROOT / "solutions", tmp_path / "rooms", level, "fork")
    make_rooms(settings)
    return settings


def a_class(folder: Path, learners: int) -> list:
    """A folder of submissions: solved, blank, with an answer that ends Python, and one that is no notebook, in turn."""
    crashing = submitted.solution()
    cell_of(crashing, "01-3-answer")["source"] = "import os\nos._exit(1)"
    kinds = [submitted.solution(), submitted.blank(), crashing, {"no": "notebook"}]
    for number in range(learners):
        submitted.write(folder / f"learner{number:02}" / f"{LESSON}.ipynb", kinds[number % 4])
    return find([folder]).submissions


def without_times(results) -> dict[str, dict]:
    """Results by submission, without what differs from run to run."""
    return {each["submission"]: {name: each[name] for name in each if name != "seconds"} for each in results}


def test_every_executor_gives_the_same_results(tmp_path, settings):
    submissions = a_class(tmp_path / "class", 5)
    inline = without_times(batch.grade_all(submissions, settings, batch.this_process, 1))
    assert list(inline) == [each.name for each in submissions]
    assert [each["status"] for each in inline.values()] == ["graded", "graded", "incomplete", "unreadable", "graded"]
    assert without_times(batch.grade_all(submissions, settings, pool.pool, 2)) == inline


def test_a_cluster_of_two_processes_gives_the_same_results(tmp_path, settings):
    distributed = pytest.importorskip("distributed")
    submissions = a_class(tmp_path / "class", 6)
    expected = without_times(batch.grade_all(submissions, settings, batch.this_process, 1))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, local_directory=tmp_path / "dask"
    ) as cluster:
        out = tmp_path / "out"
        arguments = ["grade", str(tmp_path / "class"), "--out", str(out), "--dask", cluster.scheduler_address]
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            assert main(arguments) == 1
        workers = [psutil.Process(worker.pid) for worker in cluster.workers.values()]
        assert [each.name() for worker in workers for each in worker.children(recursive=True)] == []
    results = without_times(map(json.loads, (out / "results.jsonl").read_text(encoding="utf-8").splitlines()))
    assert printed.getvalue().startswith("4 graded, 1 incomplete, 1 unreadable")
    same = ("points", "status", "questions", "notes", "isolation")
    assert {name: [each[key] for key in same] for name, each in results.items()} == {
        name: [each[key] for key in same] for name, each in expected.items()
    }


def test_rooms_that_lie_on_another_computer_are_made_anew(tmp_path, level):
    away = Settings(ROOT / "solutions", tmp_path / "elsewhere", level, "fork")
    (submission,) = a_class(tmp_path / "class", 1)
    try:
        assert batch.grade_one(away, submission)["status"] == "graded"
    finally:
        batch.close_rooms()


def test_no_cluster_at_the_address_is_wrong_usage(tmp_path, capsys):
    a_class(tmp_path / "class", 1)
    arguments = ["grade", str(tmp_path / "class"), "--out", str(tmp_path / "out"), "--dask", "tcp://127.0.0.1:9"]
    assert main(arguments) == 2
    assert "no Dask cluster answers at tcp://127.0.0.1:9" in capsys.readouterr().err


class Poisoned(type(Path())):
    """A path with which the process that takes it up ends; other paths are as they are."""

    def __reduce__(self):
        return os._exit, (1,)


def test_a_process_that_ends_costs_only_the_submission_that_ended_it(tmp_path, settings):
    submissions = a_class(tmp_path / "class", 5)
    submissions[1] = dataclasses.replace(submissions[1], path=Poisoned(submissions[1].path))
    results = without_times(batch.grade_all(submissions, settings, pool.pool, 2))
    statuses = [results[each.name]["status"] for each in submissions]
    assert statuses == ["graded", "incomplete", "incomplete", "unreadable", "graded"]
    failed = results[submissions[1].name]
    assert (failed["fault"], failed["points"]) == (True, 0)
    assert failed["notes"] == ["The grader failed on this submission: the process that graded it ended, twice"]


def test_the_pool_ends_its_processes_when_it_is_left_early():
    with pytest.raises(KeyboardInterrupt), pool.pool(2) as executor:
        assert isinstance(executor, ProcessPoolExecutor)
        list(executor.map(abs, range(4)))
        processes = [psutil.Process(each.pid) for each in multiprocessing.active_children()]
        assert len(processes) == 2
        raise KeyboardInterrupt
    _, alive = psutil.wait_procs(processes, timeout=20)
    assert alive == []


def test_a_process_of_the_pool_follows_the_first_before_it_loads_what_takes_long():
    looks = "import sys, twoborders.grade.pool; print({'numpy', 'pandas', 'psutil', 'nbformat'} & {*sys.modules})"
    assert subprocess.run([sys.executable, "-c", looks], capture_output=True, text=True).stdout == "set()\n"


class Crowded(Executor):
    """An executor in which one submission lacks time wherever it has neighbours."""

    def submit(self, function, settings, submission, alone):
        future: Future = Future()
        again = {} if alone or submission.title != "slow" else {"again": True}
        future.set_result({"submission": submission.name, "points": 0 if again else 1} | again)
        return future


def test_a_submission_that_lacked_time_is_graded_once_more_at_the_end_and_alone(tmp_path, settings):
    for name in ("a/slow", "b/quick", "c/slow", "d/quick"):
        submitted.write(tmp_path / "class" / f"{name}.ipynb", submitted.blank())
    submissions = find([tmp_path / "class"]).submissions
    assert len(submissions) == 4
    opened = []

    @contextlib.contextmanager
    def crowded(workers):
        opened.append(workers)
        yield Crowded()

    results = list(batch.grade_all(submissions, settings, crowded, 2))
    assert [Path(each["submission"]).stem for each in results] == ["quick", "quick", "slow", "slow"]
    assert [sorted(each.items()) for each in results] == [
        [("points", 1), ("submission", each["submission"])] for each in results
    ]
    assert opened == [2]


def test_a_busy_neighbour_costs_an_honest_submission_nothing(tmp_path):
    """Many processes that keep the processors busy, beside notebooks that need a quarter of the time of a cell."""
    honest, hog = submitted.solution(), submitted.solution()
    needs = "import time\nbegan = time.process_time()\nwhile time.process_time() - began < 1:\n    pass\n"
    cell = cell_of(honest, "01-2-answer")
    cell["source"] = needs + submitted.source(cell)
    keeps_busy = (
        "import os, time\nfor _ in range(16):\n    if os.fork() == 0:\n        os.setsid()\n"
        "        until = time.monotonic() + 9\n        while time.monotonic() < until:\n            pass\n"
        "        os._exit(0)\n"
    )
    cell = cell_of(hog, "01-1-answer")
    cell["source"] = keeps_busy + submitted.source(cell)
    for name, notebook in (("ana", honest), ("ben", hog), ("cai", honest)):
        submitted.write(tmp_path / "class" / name / f"{LESSON}.ipynb", notebook)
    out = tmp_path / "out"
    with contextlib.redirect_stdout(io.StringIO()):
        main(command(tmp_path / "class", out, "--jobs", "2", "--cell-timeout", "4")[3:])
    results = {each["learner"]: each for each in map(json.loads, (out / "results.jsonl").open(encoding="utf-8"))}
    for name in ("ana", "cai"):
        outcomes = {question: verdict["outcome"] for question, verdict in results[name]["questions"].items()}
        assert set(outcomes.values()) == {"right", "to mark"}, (name, outcomes)


# Killed and taken up again


def command(folder: Path, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "twoborders", "grade", str(folder), "--out", str(out), *options]


def rows(out: Path) -> list[list[str]]:
    with (out / "gradebook.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with the one that started it")
def test_processes_that_wait_for_work_end_with_the_first(tmp_path):
    program = (
        "import os, time\nfrom twoborders.grade import pool\n"
        "if __name__ == '__main__':\n    with pool.pool(1) as executor:\n"
        "        print(executor.submit(os.getpid).result(), flush=True)\n        time.sleep(60)\n"
    )
    (tmp_path / "waits.py").write_text(program)
    with subprocess.Popen([sys.executable, tmp_path / "waits.py"], stdout=subprocess.PIPE, text=True) as process:
        waiting = psutil.Process(int(process.stdout.readline()))
        process.kill()
    _, alive = psutil.wait_procs([waiting], timeout=20)
    for each in alive:
        each.kill()
    assert alive == []


def marked(mark: str) -> list[psutil.Process]:
    """The running processes that have this in their environment or on their command line."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            words = [*process.environ().values(), *process.cmdline()]
            if any(mark in word for word in words) and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="the processes are found in Linux's way")
@pytest.mark.parametrize(
    ("number", "processes"), [(signal.SIGKILL, 4), (signal.SIGTERM, 4), (signal.SIGKILL, 7), (signal.SIGHUP, 10)]
)
def test_a_call_that_is_ended_while_it_starts_leaves_no_process(number, processes, tmp_path):
    """Also none that its workers would begin after it has ended: these are found by a limit of time of their own."""
    a_class(tmp_path / "class", 2)
    mark = f"301.{os.getpid()}"
    arguments = command(tmp_path / "class", tmp_path / "out", "--jobs", "2", "--time-limit", mark)
    variables = os.environ | {"TMPDIR": str(tmp_path), "MARK": mark}
    with subprocess.Popen(arguments, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and len(marked(mark)) < processes:
            time.sleep(0.02)
        process.send_signal(number)
    until = time.monotonic() + 30
    while (left := marked(mark)) and time.monotonic() < until:
        time.sleep(0.1)
    said = [each.cmdline() for each in left]
    for each in left:
        each.kill()
    assert said == []


def test_folders_for_temporary_files_of_killed_processes_are_removed_and_no_others(tmp_path):
    program = "import os\nfrom twoborders.grade.sandbox import temporary\nprint(temporary.folder(), flush=True)\n"

    def run(more: str) -> Path:
        given = [sys.executable, "-c", program + more]
        done = subprocess.run(
            given, env=os.environ | {"TMPDIR": str(tmp_path)}, capture_output=True, text=True, check=False
        )
        return Path(done.stdout.strip())

    killed = run("os._exit(1)")
    assert killed.parent == tmp_path
    _, computer, process, _ = killed.name.split("-")
    others = [killed.name.replace(process, str(os.getpid())), killed.name.replace(computer, "another")]
    for name in others:
        (tmp_path / name).mkdir()
    ended = run("")
    assert ended.parent == tmp_path
    assert {path.name for path in tmp_path.iterdir()} == set(others)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_call_that_is_killed_is_taken_up_where_it_stopped(tmp_path):
    folder, whole, killed = tmp_path / "class", tmp_path / "whole", tmp_path / "killed"
    a_class(folder, 8)
    subprocess.run(command(folder, whole), capture_output=True, check=False)
    results = killed / "results.jsonl"
    with subprocess.Popen(command(folder, killed), stdout=subprocess.DEVNULL) as process:
        while process.poll() is None and not (results.exists() and results.read_bytes().count(b"\n") >= 2):
            time.sleep(0.01)
        rest = psutil.Process(process.pid).children(recursive=True)
        process.kill()
    done = results.read_bytes().count(b"\n")
    assert 2 <= done < 8
    _, alive = psutil.wait_procs(rest, timeout=20)
    assert alive == []
    with results.open("a") as stream:
        stream.write('{"submission": "half a li')
    before = [json.loads(line)["seconds"] for line in results.read_text(encoding="utf-8").splitlines()[:done]]
    again = subprocess.run(command(folder, killed), capture_output=True, text=True, check=False)
    assert again.stdout.startswith("4 graded, 2 incomplete, 2 unreadable")
    assert rows(killed) == rows(whole)
    after = [json.loads(line)["seconds"] for line in results.read_text(encoding="utf-8").splitlines()]
    assert sorted(set(before)) == sorted(set(before) & set(after))
    assert len(after) == 8


def test_what_has_changed_is_graded_anew_and_nothing_else(tmp_path, capsys):
    folder, out = tmp_path / "class", tmp_path / "out"
    a_class(folder, 2)
    main(command(folder, out)[3:])
    first = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    submitted.write(folder / "learner01" / f"{LESSON}.ipynb", submitted.solution())
    main(command(folder, out)[3:])
    second = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert second[0] == first[0]
    assert json.loads(second[1])["points"] > json.loads(first[1])["points"] == 0
    main(command(folder, out, "--no-resume")[3:])
    third = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert third[0] != second[0]  # the seconds
    assert json.loads(third[0])["key"] == json.loads(second[0])["key"]
    capsys.readouterr()


def test_a_key_changes_with_all_that_a_result_rests_on(tmp_path, level):
    solutions = tmp_path / "solutions"
    submitted.write(solutions / f"{LESSON}.ipynb", submitted.solution())
    settings = Settings(solutions, tmp_path / "rooms", level, "fork")

    (submission,) = a_class(tmp_path / "class", 1)

    def keys(whose=submission, **changes) -> str:
        changed = dataclasses.replace(settings, **changes)
        return key(whose, b"", dataclasses.replace(changed, fingerprint=fingerprint(changed)))

    same = keys()
    others = [keys(engine="kernel"), keys(limits=Limits(cell_seconds=1)), keys(fresh=1), keys(fresh=1, strict=True)]
    others.append(keys(dataclasses.replace(submission, folder="another learner of this name")))
    assert keys(rooms=tmp_path / "other") == same
    submitted.write(solutions / f"{LESSON}.ipynb", submitted.blank())
    assert len({same, keys(), *others}) == 7


@pytest.mark.parametrize("name", ["lesson_03.py", "lesson_03.toml", "core.py"])
def test_a_key_changes_with_the_computations_and_the_words_of_the_questions(name, tmp_path, level, monkeypatch):
    settings = Settings(tmp_path, tmp_path / "rooms", level, "fork")
    package = Path(shutil.copytree(Path(tables.__file__).parents[1], tmp_path / "twoborders"))
    monkeypatch.setattr(tables, "__file__", str(package / "tables" / "__init__.py"))
    before = fingerprint(settings)
    with (package / "questions" / name).open("a", encoding="utf-8") as file:
        file.write("# one line more\n")
    assert fingerprint(settings) != before


# Fresh figures


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """Two learners graded with fresh figures, and the gradebook's rows: one types 01-1 in, one hides it from them."""
    top = tmp_path_factory.mktemp("fresh")
    typed, hidden = submitted.solution(), submitted.solution()
    answer = cell_of(typed, "01-1-answer")
    answer["source"] = submitted.source(answer) + f"\nchiapas_pct = {questions.get('01-1').right(load):.4f}"
    published = hashlib.sha256()
    for path in sorted(path for path in DATA.iterdir() if path.suffix != ".md"):
        published.update(path.read_bytes())
    guard = "import hashlib, pathlib\nfound = hashlib.sha256()\n"
    guard += "for path in sorted(pathlib.Path('../data').iterdir()):\n    found.update(path.read_bytes())\n"
    guard += f"assert found.hexdigest() == '{published.hexdigest()}'\n"
    cell_of(hidden, "01-1-answer")["source"] = guard + submitted.source(cell_of(hidden, "01-1-answer"))
    submitted.write(top / "class" / "ana" / f"{LESSON}.ipynb", typed)
    submitted.write(top / "class" / "ben" / f"{LESSON}.ipynb", hidden)
    with contextlib.redirect_stdout(io.StringIO()):
        main(command(top / "class", top / "out", "--fresh-figures")[3:])
    results = map(json.loads, (top / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines())
    return {result["learner"]: result for result in results}, rows(top / "out")


def test_an_answer_that_holds_on_the_published_tables_alone_is_flagged_and_when_strict_has_no_points(fresh):
    (results, gradebook) = fresh
    assert results["ana"]["status"] == "graded", results["ana"]
    assert [each for each, verdict in results["ana"]["questions"].items() if verdict.get("published_only")] == ["01-1"]
    verdict = dict(results["ana"]["questions"]["01-1"])
    assert (verdict["outcome"], verdict["points"]) == ("right", verdict["possible"])
    notes = dict(zip(*gradebook[:2], strict=True))["notes"]
    assert "holds on the published tables alone (typed in, or computed in a way that agrees by chance): 01-1" in notes
    flag(verdict, {"mistake": "", "message": "It is not 7."}, strict=True)
    assert (verdict["outcome"], verdict["points"], verdict["published_only"]) == ("not yet", 0, True)
    assert "typed in, or computed in a way that agrees by chance" in verdict["message"]
    assert "7" not in verdict["message"]


@pytest.mark.parametrize(
    ("outcome", "on_fresh", "flagged"),
    [
        ("right", "not yet", True),
        ("partly", "not yet", True),
        ("right", "partly", False),  # a chart of the other values, on an axis of a fixed length
        ("right", "right", False),
        ("right", "cannot check", False),
        ("not yet", "not yet", False),
        ("to mark", "to mark", False),
    ],
)
def test_what_is_wrong_on_other_tables_alone_is_flagged(outcome, on_fresh, flagged):
    figures = [each for each in questions.ids() if questions.get(each).kind == "figure"]
    found = is_published_only(figures[0], {"outcome": outcome, "points": 3}, {"outcome": on_fresh, "points": 2})
    assert found is flagged


def test_what_may_be_read_off_is_not_flagged():
    read_off = [each for each in questions.ids() if questions.get(each).read_off]
    assert read_off
    assert not is_published_only(read_off[0], {"outcome": "right", "points": 1}, {"outcome": "not yet", "points": 0})


def test_the_mistake_that_other_tables_show_is_said_with_the_flag():
    """As where a limit of every year gives the published answer, and no other."""
    fresh = {"mistake": "the highest month", "message": "This is the highest month. Add the months up."}
    judged = {"outcome": "right", "points": 2, "possible": 2, "message": "Well done.", "mistake": ""}
    lenient, strict = dict(judged), dict(judged)
    flag(lenient, fresh, strict=False)
    assert (lenient["outcome"], lenient["points"], lenient["message"]) == ("right", 2, "Well done.")
    assert lenient["on_fresh"] == "the highest month: This is the highest month. Add the months up."
    flag(strict, fresh, strict=True)
    assert (strict["outcome"], strict["points"], strict["mistake"]) == ("not yet", 0, "the highest month")
    assert strict["message"].endswith("by chance. This is the highest month. Add the months up.")


def test_an_answer_that_hides_from_fresh_figures_is_told(fresh):
    result = fresh[0]["ben"]
    assert result["questions"]["01-1"]["outcome"] == "right"
    assert [note for note in result["notes"] if "01-1" in note and "published figures" in note]


def test_strict_without_fresh_figures_is_wrong_usage(tmp_path, capsys):
    a_class(tmp_path / "class", 1)
    assert main(command(tmp_path / "class", tmp_path / "out", "--strict")[3:]) == 2
    assert "--fresh-figures" in capsys.readouterr().err


# Marks by hand


def test_marks_of_the_sheet_are_taken_over_and_a_wrong_one_loses_nothing(tmp_path, capsys):
    folder, out = tmp_path / "class", tmp_path / "out"
    submitted.write(folder / "ana" / f"{LESSON}.ipynb", submitted.solution())
    main(command(folder, out)[3:])
    with (out / "marks.csv").open(encoding="utf-8-sig", newline="") as stream:
        heading, row = csv.reader(stream)
    assert not row[heading.index("answer")].startswith(("'", "\n"))
    before = rows(out)
    totals = {}
    for mark in ("9", "2,5"):
        row[heading.index("mark")] = mark
        with (tmp_path / "sheet.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows([heading, row])
        (out / "gradebook.csv").write_text("")
        totals[mark] = main(command(folder, out, "--marks", str(tmp_path / "sheet.csv"))[3:])
        if mark == "9":
            assert "sheet.csv" in capsys.readouterr().err
            assert rows(out) == before
    assert totals == {"9": 2, "2,5": 0}
    assert (
        float(rows(out)[1][rows(out)[0].index(f"Total {LESSON}")])
        == float(before[1][before[0].index(f"Total {LESSON}")]) + 2.5
    )
    assert main(command(folder, out, "--marks", str(tmp_path / "gone.csv"))[3:]) == 2
    assert "gone.csv" in capsys.readouterr().err


def test_a_worksheet_of_moodle_is_filled_and_one_that_is_none_loses_nothing(tmp_path, capsys):
    folder, out, worksheet = tmp_path / "class", tmp_path / "out", tmp_path / "worksheet.csv"
    name = "Ana García_777_assignsubmission_file_"
    submitted.write(folder / name / f"{LESSON}.ipynb", submitted.blank())
    worksheet.write_text("ID,Name,Nota,Nota máxima,Fecha\nParticipante777,Ana García,,20.00,-\n", encoding="utf-8")
    (tmp_path / "other.csv").write_text("a,b,c,d\n1 2,b,c,d\n")
    both = ("--moodle", str(worksheet), "--moodle", str(tmp_path / "other.csv"))
    assert main(command(folder, out, *both)[3:]) == 2
    said = capsys.readouterr()
    assert "moodle-worksheet.csv: 1 of 1 rows filled" in said.out
    assert "other.csv was not filled" in said.err
    assert "Participante777,Ana García,0,20.00,-" in (out / "moodle-worksheet.csv").read_text(encoding="utf-8")
    assert main(command(folder, out, "--moodle", str(tmp_path / "gone.csv"))[3:]) == 2
    assert "there is no file" in capsys.readouterr().err


# The two engines


def spoiled() -> dict:
    """Answers that go wrong in every common way, in a lesson whose other answers are right."""
    notebook = submitted.solution()
    broken = {
        "01-1": "chiapas_pct = 0.573",
        "01-2": "poorer_states = ...\nshare = 1 / 0",
        "01-3": "import os\nos._exit(1)",
        "01-4": "import time\ntime.sleep(600)",
        "01-5": "input('?')",
        "01-10": "exit()",
    }
    for question, source in broken.items():
        cell_of(notebook, f"{question}-answer")["source"] = source
    return notebook


def test_both_engines_give_the_same_verdicts_on_solutions_blanks_and_broken_answers(tmp_path, level):
    """The stock kernel, which is slow, gets two lessons that have every kind of answer; the other engine gets all."""
    few, others = tmp_path / "few", tmp_path / "others"
    for path in [*(ROOT / "solutions").glob("*.ipynb"), ROOT / "exercises" / f"{LESSON}.ipynb"]:
        folder = few if path.name[:2] in ("01", "05") else others
        # Not in a folder called solutions: what lies there is passed over.
        submitted.write(folder / f"from {path.parent.name}" / path.name, json.loads(path.read_text(encoding="utf-8")))
    submitted.write(few / "spoiled" / f"{LESSON}.ipynb", spoiled())
    verdicts = {}
    for engine, folder in (("fork", few), ("kernel", few), ("all", others)):
        out = tmp_path / engine
        with contextlib.redirect_stdout(io.StringIO()):
            options = () if engine == "all" else ("--engine", engine)
            main(command(folder, out, *options, "--cell-timeout", "10")[3:])
        results = map(json.loads, (out / "results.jsonl").read_text(encoding="utf-8").splitlines())
        verdicts[engine] = {
            (each["submission"], question): (verdict["outcome"], verdict["points"])
            for each in results
            for question, verdict in each["questions"].items()
        }
    assert len(verdicts["fork"]) == 4 * 9
    assert verdicts["kernel"] == verdicts["fork"]
    assert len(verdicts["all"]) == 6 * 9
    assert {outcome for outcome, _ in verdicts["all"].values()} == {"right", "to mark"}


@pytest.mark.parametrize("engine", ["fork", "kernel"])
def test_without_isolation_the_verdicts_are_the_same_and_the_result_says_so(engine, tmp_path, capsys):
    """The only way on computers that have no walls; here for submissions that are harmless."""
    notebook = submitted.solution()
    look = "from pathlib import Path\nassert Path('../data').is_dir() and not list(Path().iterdir())"
    submitted.insert_before(notebook, "01-1-answer", submitted.code(f"chiapas_pct = 0\n{look}\nlooked = True"))
    submitted.insert_before(notebook, "01-2-answer", submitted.code("if not looked: check = None"))
    for learner in ("ana", "ben"):
        submitted.write(tmp_path / "class" / learner / f"{LESSON}.ipynb", notebook)
    main(command(tmp_path / "class", tmp_path / "out", "--no-isolation", "--engine", engine, "--jobs", "1")[3:])
    for result in map(json.loads, (tmp_path / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines()):
        assert {verdict["outcome"] for verdict in result["questions"].values()} == {"right", "to mark"}
        assert (result["isolation"], result["status"]) == ("none", "graded")
    assert "Isolation: none" in capsys.readouterr().out


def test_the_engine_fork_needs_linux(tmp_path, monkeypatch, capsys):
    a_class(tmp_path / "class", 1)
    monkeypatch.setattr(sys, "platform", "darwin")
    isolation.find_level.cache_clear()
    try:
        arguments = command(tmp_path / "class", tmp_path / "out")[3:]
        assert main(arguments) == 2
        assert "--no-isolation" in capsys.readouterr().err
        assert main([*arguments, "--no-isolation", "--engine", "fork"]) == 2
        assert "--engine kernel" in capsys.readouterr().err
    finally:
        isolation.find_level.cache_clear()


def test_without_handles_of_processes_jupyters_kernel_is_used(tmp_path, monkeypatch, capsys):
    a_class(tmp_path / "class", 1)
    monkeypatch.delattr(os, "pidfd_open")
    arguments = [*command(tmp_path / "class", tmp_path / "out")[3:], "--no-isolation"]
    assert main([*arguments, "--engine", "fork"]) == 2
    assert "Leave --engine out" in capsys.readouterr().err
    assert main(arguments) == 0


def test_the_signals_of_a_terminal_are_left_to_the_first_process():
    with pool.pool(1) as executor:
        assert executor.submit(signal.getsignal, signal.SIGINT).result() == signal.SIG_IGN
