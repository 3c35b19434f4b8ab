"""The page that a learner keeps at the end."""

from twoborders import checking
from twoborders.checking.page import FILE, page
from twoborders.work import store

KEPT = {
    "answers": {"01-1": {"outcome": "right", "points": 2}, "01-2": {"outcome": "not yet", "points": 0}},
    "hints": {},
    "predictions": {
        "00-p1": {"guess": "4", "sure": 90, "right": True},
        "00-p2": {"guess": "2", "sure": 50, "right": False},
        "00-p3": {"guess": "2", "sure": "very", "right": False},
    },
    "own_marks": {"01-9": {"points": 3}},
}


def test_it_has_points_by_lesson_and_the_guesses_scored():
    text = page(KEPT, "Ximena <b>")
    assert "Ximena &lt;b&gt;" in text
    assert "<h2>5 of " in text, "the own mark counts"
    assert "5 of 20" in text and "2 of 9" in text
    # ((0.9 - 1) ** 2 + 0.5 ** 2) / 2
    assert "1 of 2 guesses agreed with the figures; Brier score 0.13" in text
    assert "<td" in text and "90 per cent" in text


def test_without_guesses_it_has_none():
    assert "Brier" not in page({part: {} for part in store.PARTS})


def test_it_is_written_into_the_work_folder_and_nowhere_else(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    checking.my_page()
    assert list(tmp_path.iterdir()) == []
    assert "my_work" in capsys.readouterr().out
    (tmp_path / store.RECORD).write_text("{}")
    checking.my_page("Ana")
    assert "Ana, " in (tmp_path / FILE).read_text(encoding="utf-8")
