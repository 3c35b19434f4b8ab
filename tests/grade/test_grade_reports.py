"""All reports together: each is there, a second run changes no byte, and they grow with no class."""

import tracemalloc

import generated
from generated import LESSON, OTHER, result, verdict, verdicts

from twoborders.grade.reports import read_course, write_all

MASTERS = generated.masters(LESSON, OTHER)


def contents(folder) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_report_is_written_and_a_second_run_changes_no_byte(tmp_path):
    results = [result("ana"), result("ben"), result("ben", OTHER, status="unreadable", notes=["Torn."])]
    generated.write(tmp_path / "results.jsonl", results)
    told = write_all(tmp_path, read_course(tmp_path / "results.jsonl", MASTERS))
    assert told == [
        "2 totals are left out of canvas.csv until the argued answers are marked: see marks.csv.",
    ]
    first = contents(tmp_path)
    assert sorted(first) == [
        *("canvas.csv", "gradebook.csv", "learners/ana/feedback.html", "learners/ben/feedback.html", "marks.csv"),
        *("results.jsonl", "summary.html"),
    ]
    assert write_all(tmp_path, read_course(tmp_path / "results.jsonl", MASTERS)) == told
    assert contents(tmp_path) == first


def test_when_all_is_marked_there_is_nothing_to_tell(tmp_path):
    marked = verdicts(LESSON, q01_9=verdict("01-9", "marked"))
    generated.write(tmp_path / "results.jsonl", [result(questions=marked)])
    assert write_all(tmp_path, read_course(tmp_path / "results.jsonl", MASTERS)) == []


def test_no_results_yet_give_empty_reports(tmp_path):
    generated.write(tmp_path / "results.jsonl", [])
    assert write_all(tmp_path, read_course(tmp_path / "results.jsonl", MASTERS)) == []
    assert (tmp_path / "gradebook.csv").read_text(encoding="utf-8-sig") == "learner,status,notes,last changed\n"


def test_memory_does_not_grow_with_the_texts_of_a_class(tmp_path):
    """What is kept of a line is a few words: less than a tenth of it."""

    def peak(learners: int) -> int:
        out = tmp_path / str(learners)
        argued = verdict("01-9", "to mark", text="x" * 20_000)
        results = (result(f"l{each}", questions=verdicts(LESSON, q01_9=argued)) for each in range(learners))
        generated.write(out / "results.jsonl", results)
        write_all(
            out, read_course(out / "results.jsonl", MASTERS)
        )  # what is imported and kept for the next time is not counted
        tracemalloc.start()
        write_all(out, read_course(out / "results.jsonl", MASTERS))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    few, many = peak(5), peak(105)
    assert many - few < 100 * 2_000
