"""Moodle's grading worksheet, in whatever language: grades go to the right rows, and nothing else changes."""

import csv
import io

import generated
import pytest
from generated import LESSON, OTHER, result, verdict, verdicts

from twoborders.grade.reports import fill_worksheets, read_course, together

MASTERS = generated.masters(LESSON, OTHER)

# Headings as Moodle's language packs have them; the last two rows of each are never the same words.
ENGLISH = [
    *("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade", "Grade can be changed"),
    *("Last modified (submission)", "Last modified (grade)", "Feedback comments"),
]
SPANISH = [
    *("Identificador", "Nombre completo", "Dirección de correo", "Estado", "Calificación", "Calificación máxima"),
    *("La calificación puede ser cambiada", "Última modificación (entrega)", "Última modificación (calificación)"),
    "Comentarios de retroalimentación",
]
GERMAN = ["ID", "Vollständiger Name", "E-Mail-Adresse", "Status", "Bewertung", "Bestwertung", "Bewertung kann geändert"]
GERMAN += ["Zuletzt geändert (Abgabe)", "Zuletzt geändert (Bewertung)", "Feedback als Kommentar"]
CHINESE = [
    "识别号",
    "全名",
    "电子邮件地址",
    "状态",
    "成绩",
    "最高分",
    "成绩可以更改",
    "上次修改(提交)",
    "上次修改(成绩)",
    "反馈评论",
]

LANGUAGES = {
    "english": (ENGLISH, "Participant ", "Submitted for grading", "20.00", "Yes", "Monday, 4 May 2026, 10:00 AM"),
    "spanish": (SPANISH, "Participante", "Enviado para calificar", "20,00", "Sí", "lunes, 4 de mayo de 2026, 10:00"),
    "german": (GERMAN, "Teilnehmer/in", "Zur Bewertung abgegeben", "20,00", "Ja", "Montag, 4. Mai 2026, 10:00"),
    "chinese": (CHINESE, "參與者", "已提交", "20.00", "是", "2026年05月4日 星期一 10:00"),
}
NAMES = {"777": ("Ana García", "ana@x.mx"), "778": ("Ben Li", "ben@x.mx"), "779": ("Cai Wu", "cai@x.mx")}


def rows_in(language: str, grade: str = "", comment: str = "") -> list[list[str]]:
    """A worksheet as Moodle gives it, with the headings."""
    headings, participant, status, most, yes, time = LANGUAGES[language]
    rows = [headings]
    for number, (name, mail) in NAMES.items():
        row = [f"{participant}{number}", name, mail, status, grade, most, yes, time, time if grade else "-", comment]
        rows.append(row)
    return rows


def save(path, rows, separator=",", encoding="utf-8", line_end="\n"):
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=line_end).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def read(path, separator=",", encoding="utf-8-sig"):
    return list(csv.reader(io.StringIO(path.read_bytes().decode(encoding), newline=""), delimiter=separator))


def done(learner, number="", lesson=LESSON, points=2.5, comment="", **changes):
    """A result whose argued answer is marked: all points but half of one, if nothing else is said."""
    question = f"{lesson[:2]}-9"
    asked = verdicts(lesson) | {question: verdict(question, "marked", points=points, comment=comment)}
    lms = {"system": "moodle", "id": number} if number else None
    return result(learner, lesson, lms=lms, questions=asked, **changes)


@pytest.fixture
def fill(tmp_path):
    """Fill worksheets from results; returns the folder of the results, what is told, and what is refused."""

    def run(results, *sheets):
        out = tmp_path / "graded"
        generated.write(out / "results.jsonl", results)
        return out, *fill_worksheets(sheets, out, read_course(out / "results.jsonl", MASTERS, together([], sheets)))

    return run


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_worksheet_of_any_language_gets_its_grades(tmp_path, fill, language):
    sheet = save(tmp_path / "Grades-course-4321.csv", rows_in(language))
    results = [done("Ana García", "777"), done("Ben Li", "778", points=3)]
    out, told, refused = fill(results, sheet)
    before, after = rows_in(language), read(out / "moodle-Grades-course-4321.csv")
    comma = "," in before[1][5]
    assert [row[4] for row in after[1:]] == ["19,5" if comma else "19.5", "20", ""]
    for row in (*before, *after):
        row[4] = ""
    assert after == before
    assert told == [
        f"moodle-Grades-course-4321.csv: 2 of 3 rows filled, with the points of {LESSON}.",
        "In Grades-course-4321.csv and not handed in: Cai Wu.",
    ]
    assert refused == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_other_byte_is_as_it_was(tmp_path, fill, encoding, separator, line_end):
    rows = rows_in("spanish")
    rows[2][3] = 'Enviado, "tarde"; sí\ny después'
    sheet = save(tmp_path / "w.csv", rows, separator, encoding, line_end)
    out, _, refused = fill([done("x", "777", points=3)], sheet)
    assert refused == []
    before, after = sheet.read_bytes(), (out / "moodle-w.csv").read_bytes()
    width = 2 if encoding == "utf-16" else 1
    grade = "20".encode("utf-16-le" if width == 2 else "ascii")
    places = [at for at in range(0, len(after), width) if after[at : at + len(grade)] == grade]
    assert before in [after[:at] + after[at + len(grade) :] for at in places]


def test_hand_ins_without_a_number_are_found_by_name_mail_or_number_of_the_learner(tmp_path, fill):
    rows = [[*row[:2], "ID number" if at == 0 else f"A00{at}", *row[2:]] for at, row in enumerate(rows_in("english"))]
    results = [done("ana_garcía", points=1), done("ben@x.mx", points=2), done("A003", points=3), done("dora")]
    out, told, _ = fill(results, save(tmp_path / "w.csv", rows))
    assert [row[5] for row in read(out / "moodle-w.csv")[1:]] == ["18", "19", "20"]
    assert told[-1] == "Handed in and not in w.csv: dora."


def test_a_name_that_two_have_is_not_guessed_between(tmp_path, fill):
    rows = rows_in("english")
    rows[2][1] = rows[1][1]
    out, told, _ = fill(
        [done("Ana García"), done("Cai Wu"), done("cai wu", submission="other")], save(tmp_path / "w.csv", rows)
    )
    assert [row[4] for row in read(out / "moodle-w.csv")[1:]] == ["", "", ""]
    assert told[-1] == "Handed in and not in w.csv: Ana García, Cai Wu, cai wu."


def test_the_number_goes_before_the_name(tmp_path, fill):
    out, _, _ = fill(
        [done("Ben Li", "777", points=1), done("Ana García", "778", points=2)],
        save(tmp_path / "w.csv", rows_in("english")),
    )
    assert [row[4] for row in read(out / "moodle-w.csv")[1:]] == ["18", "19", ""]


def test_what_waits_for_a_mark_leaves_the_grade_that_is_there(tmp_path, fill):
    sheet = save(tmp_path / "w.csv", rows_in("english", grade="11.00"))
    out, told, _ = fill([result("Ana", lms={"system": "moodle", "id": "777"}), done("Ben", "778")], sheet)
    assert [row[4] for row in read(out / "moodle-w.csv")[1:]] == ["11.00", "19.5", "11.00"]
    assert "Without a total yet, and as they were: 1." in told


def test_another_maximum_is_said_and_the_points_are_in_proportion(tmp_path, fill):
    rows = rows_in("spanish")
    for row in rows[1:]:
        row[5] = "100,00"
    out, told, _ = fill([done("Ana", "777", points=2.5)], save(tmp_path / "w.csv", rows))
    assert read(out / "moodle-w.csv")[1][4] == "97,5"
    assert "Moodle's maximum is 100, the lesson has 20 points: in proportion." in told


def test_comments_stand_beside_those_of_the_teacher_and_only_once(tmp_path, fill):
    sheet = save(tmp_path / "w.csv", rows_in("english", comment="<p>Well done, all!</p>"))
    results = [done("Ana", "777", comment="Good <b>,\nbut: 2 < 3 & more."), done("Ben", "778")]
    out, _, _ = fill(results, sheet)
    comments = [row[-1] for row in read(out / "moodle-w.csv")[1:]]
    ours = "01-9: Good &lt;b&gt;, but: 2 &lt; 3 &amp; more."
    assert comments == [f"<p>Well done, all!</p><br>{ours}", *["<p>Well done, all!</p>"] * 2]
    again, _, _ = fill(results, (out / "moodle-w.csv").replace(tmp_path / "again.csv"))
    assert read(again / "moodle-again.csv")[1][-1] == comments[0]


def test_a_worksheet_without_comments_keeps_the_time_of_its_grades(tmp_path, fill):
    rows = [row[:-1] for row in rows_in("spanish", grade="3,00")]
    out, told, _ = fill([done("Ana", "777", comment="Good.")], save(tmp_path / "w.csv", rows))
    assert [row[-1] for row in read(out / "moodle-w.csv")] == [row[-1] for row in rows]
    assert "w.csv has no column for comments: switch them on in the assignment." in told


def test_hidden_names_teams_texts_and_states_do_not_mislead(tmp_path, fill):
    rows = [["Identifier", "Status", "Team", "Grade", "Maximum grade", "State", "Changed", "Sent", "Text", "Time", "C"]]
    for number in ("777", "778"):
        time = "Monday, 4 May 2026, 10:00 AM"
        rows.append([f"Participant {number}", "Sent", "7", "20", "20", "Released", "Yes", time, "5", time, ""])
    out, told, _ = fill([done("Participant", "777", points=0)], save(tmp_path / "w.csv", rows))
    assert [row[3] for row in read(out / "moodle-w.csv")[1:]] == ["17", "20"]
    assert told[-1] == "In w.csv and not handed in: Participant 778."


def test_each_worksheet_gets_its_own_lesson(tmp_path, fill):
    one, two = (save(tmp_path / f"{name}.csv", rows_in("english")) for name in "ab")
    two.write_text(two.read_text().replace("Participant 77", "Participant 88"))
    results = [done("Ana", "777"), done("Ana", "887", OTHER, points=1)]
    out, told, _ = fill(results, one, two)
    other = sum(MASTERS[OTHER].points.values()) - MASTERS[OTHER].points["02-9"] + 1
    assert [read(out / f"moodle-{name}.csv")[1][4] for name in "ab"] == ["19.5", f"{other:g}"]
    assert [sentence for sentence in told if "filled" in sentence] == [
        f"moodle-a.csv: 1 of 3 rows filled, with the points of {LESSON}.",
        f"moodle-b.csv: 1 of 3 rows filled, with the points of {OTHER}.",
    ]


def test_a_lesson_that_cannot_be_told_is_asked_for_and_taken_from_the_file_s_name(tmp_path, fill):
    results = [done("Ana", "777"), done("Ben", "778", OTHER)]
    sheet = save(tmp_path / "w.csv", rows_in("english"))
    out, told, refused = fill(results, sheet)
    assert refused == [
        f"{sheet} was not filled: it could be of 2 lessons ({LESSON}, {OTHER}). Put the lesson's name into the "
        f"worksheet's, such as {LESSON}.csv."
    ]
    assert told == []
    assert not list(out.glob("moodle-*"))
    _, told, refused = fill(results, sheet.rename(tmp_path / f"w-{OTHER}.csv"))
    assert refused == []
    assert told[0].endswith(f"with the points of {OTHER}.")


SCALE = [[*row[:5], "Good\nVery good", *row[6:]] for row in rows_in("english")]
SHORT = [*rows_in("english"), ["Participant 780", "Eva"]]
TWICE = [*rows_in("english"), rows_in("english")[1]]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "its first column is not Moodle's identifier"),
        (b"learner,Q 01-1,status,notes\nana,1,graded,\n", "its first column is not Moodle's identifier"),
        (b"learner,Q 01-1,Q 01-2,status,notes\nuser1,2,2,graded,x\n", "it has no column of grades"),
        (SCALE, "it has no column of grades"),
        (rows_in("english")[:1], "its first column is not Moodle's identifier"),
        (SHORT, "row 5 has 2 cells, and there are 10 headings"),
        (TWICE, "rows 2 and 5 are both of Participant 777. Delete one"),
    ],
    ids=["empty", "gradebook", "numbered learners", "scale", "headings", "short row", "twice"],
)
def test_what_is_no_worksheet_is_refused_with_the_way_out_and_nothing_is_written(tmp_path, fill, content, why):
    sheet = tmp_path / "w.csv"
    if isinstance(content, bytes):
        sheet.write_bytes(content)
    else:
        save(sheet, content)
    out, told, refused = fill([done("Ana", "777")], sheet)
    assert len(refused) == 1
    assert refused[0].startswith(f"{sheet} was not filled: {why}")
    assert "ownload" in refused[0]
    assert told == []
    assert [path.name for path in out.iterdir()] == ["results.jsonl"]


def test_no_worksheet_is_written_over(tmp_path, fill):
    (tmp_path / "graded").mkdir()
    first, second = tmp_path / "w.csv", tmp_path / "graded" / "moodle-w.csv"
    for sheet in (first, second):
        save(sheet, rows_in("english"))
    before = second.read_bytes()
    out, told, refused = fill([done("Ana", "777")], first, second)
    assert second.read_bytes() == before
    assert len(refused) == 1
    assert "Rename one of the two." in refused[0]
    assert (out / "moodle-moodle-w.csv").exists()
    assert told
