"""The explorer of before and after: its answer, its events, its sentence and its picture."""

import pandas as pd
import pytest
from positions import at, reply

from twoborders import explore
from twoborders.charts.alignment import CHANGES, MONTHS, TOP
from twoborders.explore.alignment_explorer import BASELINES, EVENTS, NO_SEASON, THREAT, TRADE
from twoborders.tables import load


@pytest.fixture(scope="module")
def alignment():
    return explore.alignment()


def test_the_dates_come_from_the_timeline(alignment):
    rows = load("timeline").set_index("event_id").loc[list(EVENTS)]
    assert alignment.controls[0].options == tuple(EVENTS.values())
    shown = [at(alignment, event=name)[1].result.date for name in EVENTS.values()]
    assert shown == rows["date"].tolist()
    assert set(rows["date_precision"]) == {"day"}
    assert rows["date"].is_monotonic_increasing


def test_every_threat_to_close_the_border_is_offered():
    """What the timeline says of closing, in whatever words, and not a list that somebody keeps."""
    timeline = load("timeline")
    closing = timeline["event"].str.contains("clos") & (timeline["theme"] == "enforcement")
    offered = {event for event, name in EVENTS.items() if name.startswith("threat ")}
    assert offered == set(timeline.loc[closing, "event_id"])
    assert len(offered) == 6


def test_a_step_begins_on_the_day_from_which_it_was_in_force():
    timeline = load("timeline").set_index("event_id")
    assert timeline.loc["2018-12-20-1", "in_force_from"] == timeline.loc["2019-01-29-1", "date"]
    assert {"2018-12-20-1", "2019-01-29-1"} <= set(EVENTS)


@pytest.mark.parametrize(
    ("event", "window", "words"),
    [
        (THREAT, 3, "Other threats: none before, 1 after."),
        ("2018-11-22-1", 3, "Other threats: 2 before, 1 after."),
        ("2018-11-22-1", 1, "Other threats: 1 before, 1 after."),
        (TRADE, 3, " Threats: 3 before, 1 after."),
        ("2019-01-29-1", 1, " Threats: none before, none after."),
    ],
)
def test_other_threats_in_the_same_months_are_counted(alignment, event, window, words):
    """Counted by hand: 18 October, 22 and 26 November, 28 December 2018, 29 March and 24 April 2019; lag 1."""
    assert at(alignment, event=EVENTS[event], window=window)[1].sentence.endswith(words)


def test_one_lag_of_the_trade_agreement_is_the_answer(alignment):
    answers = {lag: reply(alignment, event=EVENTS[TRADE], lag=lag) for lag in range(-2, 6)}
    assert [lag for lag, (reached, _) in answers.items() if reached] == [4]
    assert "begins with March 2019, and the change beyond the season is +43 %." in answers[4][1]
    assert "has +39 %" in answers[4][1]
    # The other lags say their own change, and that another gives more.
    assert "is +39 %" in answers[5][1]
    assert all("Another lag gives more" in message for lag, (_, message) in answers.items() if lag != 4)


def test_most_events_fit_as_well_as_the_threat_with_some_lag(alignment):
    threat = at(alignment)[1].result.aligned.beyond_pct
    fitting = [
        event
        for event in EVENTS.values()
        if any(at(alignment, event=event, lag=lag)[1].result.aligned.beyond_pct >= threat for lag in range(6))
    ]
    names = set(EVENTS.values())
    assert names - set(fitting) == {"Easter caravan leaves", "tariff announced", "joint declaration"}
    assert "14 of the 17 events of the list" in reply(alignment, event=EVENTS[TRADE], lag=4)[1]


@pytest.mark.parametrize(("season", "lag", "trade", "threat"), [(1, 3, 59, 29), (2, -1, 86, 79), (3, 4, 96, 57)])
def test_the_agreement_fits_at_least_as_well_whatever_the_season(alignment, season, lag, trade, threat):
    """The lag that fits best hangs on the years taken; that one fits as well as the threat does not."""
    name = (*BASELINES, NO_SEASON)[season]
    changes = {
        step: at(alignment, event=EVENTS[TRADE], lag=step, season=name)[1].result.aligned.beyond_pct
        for step in range(-2, 6)
    }
    assert max(changes, key=changes.get) == lag
    assert round(changes[lag]) == trade
    assert round(at(alignment, season=name)[1].result.aligned.beyond_pct) == threat


@pytest.mark.parametrize(("season", "november", "december"), [(0, 22, 26), (1, 29, 49), (2, -14, -35)])
def test_the_sign_of_a_change_hangs_on_the_years_of_the_season(alignment, season, november, december):
    for event, beyond in (("2018-11-26-1", november), ("2018-12-28-1", december)):
        result = at(alignment, event=EVENTS[event], season=tuple(BASELINES)[season])[1].result
        assert round(result.aligned.beyond_pct) == beyond


def test_the_same_months_give_the_same_figures_whatever_the_event(alignment):
    """Five months after the agreement is one month after the threat: the table knows months, not causes."""
    trade = at(alignment, event=EVENTS[TRADE], lag=5)[1].result.aligned
    assert trade == at(alignment)[1].result.aligned


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "First choose the trade agreement"),
        ({"window": 2}, "Another control has moved: Window."),
        ({"season": NO_SEASON, "window": 1}, "Another control has moved: Window, Season from."),
    ],
)
def test_each_wrong_answer_leads_on(alignment, changes, words):
    reached, message = reply(alignment, **changes)
    assert not reached
    assert words in message


def test_the_sentence_of_the_start(alignment):
    sentence = at(alignment)[1].sentence
    for part in (
        "29 March 2019, threat 5: next week",
        "begins with April 2019",
        "69,232",
        "109,010 after: +57 %",
        "Season: +13 %",
        "beyond it: +39 %",
    ):
        assert part in sentence
    assert "would come before the event" in at(alignment, lag=-1)[1].sentence
    assert "Most of March lies before the event." in at(alignment, lag=0)[1].sentence
    assert "Most of" not in at(alignment, lag=0, event=EVENTS["2019-06-07-1"])[1].sentence
    assert "No season is taken out." in at(alignment, season=NO_SEASON)[1].sentence


def test_no_window_reaches_the_months_of_title_42(alignment):
    months = load("us_apprehensions_month").set_index("month")
    last = max(
        view.result.aligned.start + pd.DateOffset(months=view.result.aligned.months - 1)
        for view in (alignment.at(state) for state in alignment.states())
    )
    assert months.loc[last, "includes_title42"] == "no"


def test_the_season_is_the_mean_of_years_before_the_events(alignment):
    assert all(max(years) < 2018 for years in BASELINES.values())
    table = load("us_apprehensions_month")
    mays = table[(table["month"].dt.month == 5) & table["fiscal_year"].between(2010, 2017)]["apprehensions"]
    view = at(alignment, event=EVENTS["2019-05-30-1"], lag=0, window=1)[1]
    assert view.result.aligned.expected.window.mean == pytest.approx(mays.mean())


def months_from(year, month):
    """Counted from January 2017 on, as the axis of the picture is."""
    return (year - 2017) * 12 + month - 1


def test_the_picture_says_what_it_is(alignment):
    view = at(alignment)[1]
    assert "a comparison, not a cause" in view.alt
    assert "Expected (a model): " in view.alt
    assert "is a model" in alignment.source


def test_the_months_are_those_of_the_table(alignment):
    rows = at(alignment)[1].rows["months"]
    table = load("us_apprehensions_month").set_index("month")["apprehensions"]
    assert (rows[0]["month"], rows[-1]["month"]) == ("September 2017", "February 2020")
    for row in rows:
        month = pd.to_datetime(row["month"], format="%B %Y")
        assert row["apprehensions"] == table[month]
        assert row["at"] == months_from(month.year, month.month) + 0.5
        assert MONTHS[0] < row["at"] < MONTHS[1]
        assert row["apprehensions"] < TOP
    earlier = load("us_apprehensions_month")
    mays = earlier[(earlier["month"].dt.month == 5) & earlier["fiscal_year"].between(2010, 2017)]["apprehensions"]
    expected = [row["expected"] for row in rows if row["month"].startswith("May ")]
    assert expected == pytest.approx([mays.mean()] * 2)
    unseasonal = at(alignment, season=NO_SEASON)[1].rows
    assert {row["expected"] for row in unseasonal["months"]} == {None}
    assert len(unseasonal["changes"]) == 3


def test_the_shades_and_means_lie_over_their_months(alignment):
    """Lag 0 and two months: January and February before, March and April 2019 after; the threat was on 29 March."""
    view = at(alignment, lag=0, window=2)[1]
    table = load("us_apprehensions_month").set_index("month")["apprehensions"]
    before, after = view.rows["windows"]
    january, march, may = (months_from(2019, month) for month in (1, 3, 5))
    assert [(row["first"], row["last"]) for row in (before, after)] == [(january, march), (march, may)]
    assert before["middle"] == after["middle"] == march
    assert before["mean"] == round(table["2019-01-01":"2019-02-01"].mean())
    assert after["mean"] == round(table["2019-03-01":"2019-04-01"].mean())
    (event,) = view.rows["event"]
    assert event["at"] == pytest.approx(march + 28 / 31, abs=0.01)
    assert event["name"] == "29 March 2019:\nthreat 5: next week"


def test_the_goal_can_be_seen(alignment):
    """The change beyond the season is a bar: the longest of all lags at 4."""
    bars = {}
    for lag in range(-2, 6):
        rows = at(alignment, event=EVENTS[TRADE], lag=lag)[1].rows["changes"]
        bars[lag] = next(row["change"] for row in rows if row["of"] == "beyond")
    assert max(bars, key=bars.get) == 4
    said = [row["what"] for row in at(alignment)[1].rows["changes"]]
    assert said == [
        "before: 69,232 a month",
        "after: 109,010 a month",
        "the count: +57 %",
        "the season alone: +13 %",
        "beyond the season: +39 %",
    ]


def test_no_bar_is_longer_than_its_axis(alignment):
    for state in alignment.states():
        changes = [row["change"] for row in alignment.at(state).rows["changes"] if row["change"] is not None]
        assert CHANGES[0] < min(changes) <= max(changes) < CHANGES[1]
